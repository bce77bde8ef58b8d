"""The words of ``data/metadata.toml``: how mastheads and citations are worded."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib import resources


def words_of(part: str) -> Mapping[str, str]:
    """One part of the file: names and their expressions, as they are written. Raises KeyError for an unknown part."""
    text = resources.files("warraq.segment").joinpath("data/metadata.toml").read_text(encoding="utf-8")
    fields: dict[str, str] = tomllib.loads(text)[part]
    return fields
