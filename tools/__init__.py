"""Programs that make the tables of the package: of Unicode, of outlines, of the language. They aren't installed."""
