"""A file and what was read of it -> the same file with a text layer that copies right."""
