"""What a document says of itself: symbol, dates, front matter, what it cites."""
