"""Marks that a page sets apart from their letters -> the letter that bears them."""
