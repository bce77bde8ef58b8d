"""Values of form fields: what a widget stands for is known, however its appearance is painted, if it has one.

ISO 32000-2, 12.7. A value is read from the widget or from a field above it; nothing is read from the form downwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from pdfminer.pdftypes import PDFStream, resolve1

from warraq.pdf.streams import stream_bytes
from warraq.pdf.values import dictionary_of, name_of, number_of, text_of

#: What a check box or a radio button reads.
CHOSEN: Final = "\N{BALLOT BOX WITH CHECK}"  # U+2611
NOT_CHOSEN: Final = "\N{BALLOT BOX}"  # U+2610
#: Fields above a widget that are looked at; real forms have a handful.
_MOST_PARENTS: Final = 32
#: Choices of a field that are looked at.
_MOST_OPTIONS: Final = 2000
#: For how many bytes of content a byte of a value counts, and a choice: each becomes words of a page.
_BYTE_COST: Final = 8
_OPTION_COST: Final = 16
#: Bits of /Ff: of text that it isn't shown, of buttons that they hold nothing, of choices that one is shown.
_PASSWORD: Final = 1 << 13
_PUSH_BUTTON: Final = 1 << 16
_COMBO: Final = 1 << 17
_OFF: Final = "Off"
_INHERITED: Final = ("FT", "Ff", "V", "Opt", "DA")
_SIZE: Final = re.compile(rb"([0-9]{1,4}(?:\.[0-9]{0,6})?)\s+Tf")


def value_of(widget: Mapping[str, Any], count: Callable[[int], None]) -> tuple[str, float] | None:
    """The text that stands for a widget, and its font size in points, 0 where the viewer chooses it.

    Args:
        widget: an annotation's dictionary.
        count: told how many bytes are about to be read.

    Returns:
        None where what its appearance paints is all that is known: buttons that one presses, signatures, lists of which
        several choices are shown, hidden text, and what is empty.
    """
    entries = _with_inherited(widget)
    kind, flags = name_of(entries.get("FT")), int(number_of(entries.get("Ff")))
    if kind == "Btn":
        return None if flags & _PUSH_BUTTON else (CHOSEN if _is_chosen(entries) else NOT_CHOSEN, 0.0)
    if kind == "Tx" and not flags & _PASSWORD:
        text = _text(entries.get("V"), count)
    elif kind == "Ch" and (flags & _COMBO or not dictionary_of(widget.get("AP"))):
        text = _choice(entries, count)
    else:
        return None
    size = _SIZE.search(_bytes(entries.get("DA"), count))
    return (text, float(size[1]) if size else 0.0) if text.strip() else None


def _with_inherited(widget: Mapping[str, Any]) -> dict[str, Any]:
    """The widget's entries, and those that it has from the fields above it."""
    entries, above = dict(widget), widget
    for _ in range(_MOST_PARENTS):
        above = dictionary_of(above.get("Parent"))
        if not above:
            break
        entries |= {key: above[key] for key in _INHERITED if key in above and key not in entries}
    return entries


def _is_chosen(entries: Mapping[str, Any]) -> bool:
    """Whether a check box or radio button is on: its appearance's state says so, else the value does."""
    if "AS" in entries:
        return name_of(entries["AS"]) not in ("", _OFF)
    value = name_of(entries.get("V"))
    states = set(dictionary_of(dictionary_of(entries.get("AP")).get("N"))) - {_OFF}
    return value in states if states else value not in ("", _OFF)


def _choice(entries: Mapping[str, Any], count: Callable[[int], None]) -> str:
    """What is chosen, as it is displayed."""
    values = resolve1(entries.get("V"))
    chosen = [_text(value, count) for value in (values[:_MOST_OPTIONS] if isinstance(values, list) else [values])]
    options = resolve1(entries.get("Opt"))
    options = options[:_MOST_OPTIONS] if isinstance(options, list) else []
    count(_OPTION_COST * len(options))
    shown: dict[str, str] = {}
    for option in map(resolve1, options):
        if isinstance(option, list) and len(option) == 2:
            shown.setdefault(_text(option[0], count), _text(option[1], count))
    return "\n".join(shown.get(text, text) for text in chosen)


def _text(value: Any, count: Callable[[int], None]) -> str:
    return text_of(_bytes(value, count))


def _bytes(value: Any, count: Callable[[int], None]) -> bytes:
    """A string, or the content of a stream."""
    value = resolve1(value)
    if isinstance(value, PDFStream):
        value = stream_bytes(value)
    if not isinstance(value, bytes):
        return b""
    count(_BYTE_COST * len(value))
    return value
