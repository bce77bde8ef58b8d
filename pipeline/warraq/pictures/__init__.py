"""Pages as pictures, painted by a process of its own. Nothing here knows what they say."""
