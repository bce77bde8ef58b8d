"""One module per kind of evidence of what a code stands for; without inference it is ``readings(font, codes)``."""
