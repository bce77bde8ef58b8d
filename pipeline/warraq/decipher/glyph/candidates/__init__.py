"""Signs -> the strings that each may stand for, ranked."""
