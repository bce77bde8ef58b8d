"""What a font program says, for whoever asks: names, programs, outlines, and what the file claims of a code.
Nothing here reads text.
"""
