"""The regions of a page that glyphs are joined in: bands and gutters by white, frames by rules, fills."""
