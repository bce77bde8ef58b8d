"""A document -> rows: of its tables and of its recommendations, as CSV, as frames."""
