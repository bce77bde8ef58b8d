"""Faces that draw one letter as several glyphs: letters and dots put together before anything is asked of them."""
