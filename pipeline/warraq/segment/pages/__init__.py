"""What a document says of its pages, their words and where its nodes come from."""
