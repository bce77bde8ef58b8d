"""Measures that anyone can run. As the command does, they keep to one thread for products of matrices."""

import os

# Before NumPy is loaded: threads that wait for work in vain would count as CPU time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
