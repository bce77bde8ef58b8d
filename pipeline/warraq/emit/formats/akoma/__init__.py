"""A document -> Akoma Ntoso: its metadata, its tree, its inline text."""
