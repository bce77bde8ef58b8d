"""What labels are and mean: words for numbers, headwords, series, kinds of documents."""
