"""The bidirectional algorithm for producers that don't run it: embedding levels, and a line as it is painted."""

from __future__ import annotations

from typing import Any, Final
from unicodedata import bidirectional

from bidi import algorithm

#: A bracket at a right-to-left level shows its mirror image (UAX #9, L4).
MIRRORED: Final = str.maketrans("()[]<>{}\u00ab\u00bb\u2264\u2265", ")(][><}{\u00bb\u00ab\u2265\u2264")
#: Classes of characters that the algorithm takes out (X9).
_REMOVED: Final = frozenset({"BN", "RLE", "LRE", "RLO", "LRO", "PDF"})


def _resolved(text: str) -> Any:
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = 1, "R"
    algorithm.get_embedding_levels(text, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    return storage


def levels(text: str) -> list[int]:
    """Embedding level of each character of a right-to-left paragraph.

    What the algorithm takes out, such as the zero width non-joiner, has that of the character before it (5.2).
    """
    resolved = iter(_resolved(text)["chars"])
    result: list[int] = []
    for char in text:
        result.append((result or [1])[-1] if bidirectional(char) in _REMOVED else next(resolved)["level"])
    return result


def visual(text: str) -> str:
    """A line of a right-to-left paragraph from left to right as it is painted, brackets mirrored."""
    storage = _resolved(text)
    algorithm.reorder_resolved_levels(storage, False)
    return "".join(char["ch"].translate(MIRRORED) if char["level"] % 2 else char["ch"] for char in storage["chars"])
