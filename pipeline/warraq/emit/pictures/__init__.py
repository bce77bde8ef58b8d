"""Pages as pictures, painted by a process of its own, and where words stand on them."""
