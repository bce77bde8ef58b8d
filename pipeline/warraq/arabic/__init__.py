"""Unicode facts of the Arabic script that every stage uses."""
