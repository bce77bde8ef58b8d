"""The records that the stages hand to each other. This package imports nothing else of the project."""
