"""What each (font, charcode) stands for, as columns that the glyphs of a page look up; readings put right by their
neighbours.
"""
