"""What pages and commands say, in the language of the reader. The English text is the key of what others say.

``ar.json`` has all that can be said, in Arabic. Names between braces are filled in.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

ENGLISH: Final = "en"
#: Languages and their directions.
DIRECTIONS: Final = {"ar": "rtl", ENGLISH: "ltr"}
LANGUAGES: Final = tuple(DIRECTIONS)

#: ``say(text, **values)``
Say = Callable[..., str]


def translator(language: str) -> Say:
    """What says a text in a language of ``LANGUAGES``. A text without a translation is said as it is."""
    known = translations(language)

    def say(text: str, **values: object) -> str:
        translated = known.get(text, text)
        return translated.format_map(values) if values else translated

    return say


@cache
def translations(language: str) -> dict[str, str]:
    """English text -> what it is in the language, one of ``LANGUAGES``; empty for English."""
    if language == ENGLISH:
        return {}
    import json  # English needs neither
    from importlib import resources

    text = resources.files("warraq.emit").joinpath(f"{language}.json").read_text(encoding="utf-8")
    return dict(json.loads(text))
