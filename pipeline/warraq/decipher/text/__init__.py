"""Decipherment of copied text: letters and order learnt from the text alone."""
