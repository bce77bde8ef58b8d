"""The file's objects: opened and mended, its page tree, layers and annotations."""
