"""Lines and rules of a page -> tables, boxes and tables of contents."""
