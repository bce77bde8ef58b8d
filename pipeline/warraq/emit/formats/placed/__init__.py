"""The words of pages with their places, as formats of text recognition hold them."""
