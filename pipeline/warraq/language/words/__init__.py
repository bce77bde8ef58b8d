"""Words that the lexicon holds or can make: clitics, inflections, rare words, harakat."""
