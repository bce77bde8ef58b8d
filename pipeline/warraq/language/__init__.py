"""The language model: words and letters -> how likely they are, alone and beside each other."""
