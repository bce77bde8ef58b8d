"""Decipherment of copied text: a dump -> its blocks, letters and order learnt from the text alone."""
