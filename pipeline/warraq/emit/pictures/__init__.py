"""Where words stand on pictures of pages, and what a page with a script of its own may run."""
