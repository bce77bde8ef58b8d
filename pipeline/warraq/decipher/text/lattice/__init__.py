"""Items and emissions -> the lattice of the words that they can stand for, and the best path through it.

Words are found by walking the lexicon trie along the symbols, so only what the channel allows is ever looked at; words
outside the lexicon are proposed by a beam over units. The lattice has two nodes a position: E (a word or number has
just ended, nothing consumed after it) and S (a word may start). A space in the text can be a separator, a letter, a
full stop or a diacritic: all four are arcs, and the language decides.
"""
