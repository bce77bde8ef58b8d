"""What pages and commands say, in the language of the reader. The English text is the key of what others say.

``ar.json`` has all that can be said, in Arabic. Names between braces are filled in. A sentence whose values a stage has
filled in itself, such as the detail of a finding, is known by what stands between them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

ENGLISH: Final = "en"
#: Languages and their directions.
DIRECTIONS: Final = {"ar": "rtl", ENGLISH: "ltr"}
LANGUAGES: Final = tuple(DIRECTIONS)

_NAME: Final = re.compile(r"\{(\w+)\}")

#: ``say(text, **values)``
Say = Callable[..., str]


def translator(language: str) -> Say:
    """What says a text in a language of ``LANGUAGES``. A text without a translation is said as it is."""
    known = translations(language)

    def say(text: str, **values: object) -> str:
        if values or text in known:
            translated = known.get(text, text)
            return translated.format_map(values) if values else translated
        return _filled_in(text, language)

    return say


def _filled_in(text: str, language: str) -> str:
    """A text whose values are filled in already; these are said in the language, too, where they are words."""
    known = translations(language)
    for form, translated in _forms(language):
        if match := form.fullmatch(text):
            values = match.groupdict()
            return translated.format_map({name: known.get(value, value) for name, value in values.items()})
    return text


@cache
def _forms(language: str) -> list[tuple[re.Pattern[str], str]]:
    """What a text with values looks like, and its translation; those that say most themselves come first."""
    forms = [(_NAME.split(text), translated) for text, translated in translations(language).items() if "{" in text]
    forms.sort(key=lambda form: -sum(map(len, form[0][::2])))
    return [
        (
            re.compile("".join(f"(?P<{part}>.+?)" if i % 2 else re.escape(part) for i, part in enumerate(parts))),
            translated,
        )
        for parts, translated in forms
    ]


@cache
def translations(language: str) -> dict[str, str]:
    """English text -> what it is in the language, one of ``LANGUAGES``; empty for English."""
    if language == ENGLISH:
        return {}
    import json  # English needs neither
    from importlib import resources

    text = resources.files("warraq.emit").joinpath(f"{language}.json").read_text(encoding="utf-8")
    return dict(json.loads(text))
