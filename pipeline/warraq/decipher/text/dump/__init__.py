"""A dump's text -> lines, segments and items: which are clean, enciphered or furniture, and where they may be cut."""
