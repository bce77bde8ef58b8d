"""Copied text that isn't enciphered -> as its document has it: visual order, turned ligatures, kashidas, cut words."""
