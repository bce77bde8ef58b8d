"""A document -> JSON, JSONL, Markdown, HTML, CSV, Akoma Ntoso."""
