"""A dump, round by round -> its lines in words and blocks, with what a person should check."""
