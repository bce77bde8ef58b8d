"""Which way each page goes: what a file says of its text, or what somebody copied of it, in; a route a page out.

Nothing is deciphered and no line is read: what the checks, the fonts' own tables and the words say is enough to tell
whether a page's text can be relied on.
"""
