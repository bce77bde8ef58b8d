"""Full stops that came out as spaces: how many there are, and where."""
