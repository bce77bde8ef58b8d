"""A web application for one machine: PDFs go in, and documents, proof sheets and healed PDFs come out.

``jobs`` keeps the documents, each read by a process of its own (``worker``); ``app`` offers them over HTTP, and
``pages`` is what a browser shows. It needs the extra ``serve``.
"""
