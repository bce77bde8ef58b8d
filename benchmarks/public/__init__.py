"""A public benchmark of broken Arabic PDFs: files with known truth, a scorer that stands alone, tools side by side.

``python -m benchmarks.public`` writes it (``make benchmark``); what is in it and why is in ``data/README.md``.
"""
