"""Single words that a person corrected: the glyphs that read otherwise here than elsewhere carry /ActualText.

A code says the same everywhere. Where one place must say something else, the glyph is wrapped in a span of its own (ISO
32000-2, 14.9.4). One glyph a span: in longer spans readers disagree about the direction of right-to-left text.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Pdf, Stream, String

from warraq.emit.heal_codes import SHOWING, codes_shown, followed, form_codes
from warraq.emit.heal_content import resources_of
from warraq.emit.heal_objects import CannotFollow, instructions_of, operand, text_of
from warraq.emit.places import word_glyphs
from warraq.model.font import GlyphMap
from warraq.model.glyph import Extraction
from warraq.model.line import Line


def words_read_otherwise(
    extraction: Extraction, maps: Sequence[GlyphMap], before: Sequence[Line], after: Sequence[Line]
) -> dict[int, dict[int, str]]:
    """page index -> glyph index -> text, for the words whose text was corrected by hand.

    Args:
        before, after: the lines without and with the corrections of words.
    """
    readings = {glyph_map.font: glyph_map.readings for glyph_map in maps}
    found: dict[int, dict[int, str]] = {}
    by_page: defaultdict[int, list[tuple[Line, Line]]] = defaultdict(list)
    for old, new in zip(before, after, strict=True):
        if old.words != new.words and len(old.words) == len(new.words):
            by_page[old.page].append((old, new))
    for index, page in enumerate(extraction.pages):
        pairs = by_page.get(page.number, [])
        glyphs = iter(word_glyphs(page, [old for old, _ in pairs]))
        for was, now in ((a, b) for old, new in pairs for a, b in zip(old.words, new.words, strict=True)):
            own = next(glyphs)
            if was.text == now.text:
                continue
            texts = []
            for glyph in own:
                reading = readings.get(int(page.font[glyph]), {}).get(int(page.charcode[glyph]))
                texts.append(reading.text.strip() if reading is not None else "")
            found.setdefault(index, {}).update({own[i]: text for i, text in _differing(texts, now.text).items()})
    return found


def _differing(texts: Sequence[str], wanted: str) -> dict[int, str]:
    """Which glyphs must say something else so that together they say ``wanted``: place -> text.

    >>> _differing(["a", "b", "c"], "axc")
    {1: 'x'}
    >>> _differing(["a", "b"], "a")
    {1: ''}
    >>> _differing(["a", "b"], "axb")
    {0: 'ax'}
    """
    first, at = 0, 0
    while first < len(texts) and wanted.startswith(texts[first], at):
        at += len(texts[first])
        first += 1
    last, end = len(texts), len(wanted)
    while last > first and end - len(texts[last - 1]) >= at and wanted.endswith(texts[last - 1], 0, end):
        last -= 1
        end -= len(texts[last])
    rest = unicodedata.normalize("NFC", wanted[at:end])
    if first == last:
        if not rest or not texts:
            return {}
        return {first - 1: texts[first - 1] + rest} if first else {0: rest + texts[0]}
    return {first: rest} | dict.fromkeys(range(first + 1, last), "")


def wrap_glyphs(pdf: Pdf, index: int, said: Mapping[int, str], glyphs: int) -> bool:
    """Wrap glyphs of a page in spans with /ActualText.

    Args:
        said: glyph index -> text.
        glyphs: how many the page's content shows.

    Returns:
        False where the content can't be followed; then nothing is changed.
    """
    if index >= len(pdf.pages):
        return False
    page = pdf.pages[index]
    wrapper = _Wrapper(said)
    try:
        resources = resources_of(page.obj) or Dictionary()
        instructions = list(wrapper.wrapped(instructions_of(page), resources))
    except CannotFollow:
        return False
    if wrapper.at != glyphs or wrapper.open:
        return False
    page.obj.Contents = pdf.make_indirect(Stream(pdf, pikepdf.unparse_content_stream(instructions)))
    return True


class _Wrapper:
    """Follows one page's content. ``at``: glyphs met; ``open``: the glyphs that are still to be wrapped."""

    def __init__(self, said: Mapping[int, str]) -> None:
        self.at = 0
        self.open = dict(said)

    def wrapped(self, instructions: Any, resources: Object) -> Iterator[Any]:
        """The instructions with the spans."""
        forms = resources.get("/XObject")
        for one, operator, length in followed(instructions, resources):
            if operator in SHOWING:
                yield from self._shown(one, operator, length)
                continue
            if operator == "Do" and isinstance(forms, Dictionary):
                self.at += form_codes(forms.get(text_of(operand(one, 0))), resources)
            yield one

    def _shown(self, one: Any, operator: str, length: int | None) -> Iterator[Any]:
        count = codes_shown(one.operands, length)
        wanted = [glyph for glyph in range(self.at, self.at + count) if glyph in self.open]
        if not wanted or length is None:
            self.at += count
            yield one
            return
        if operator == '"':
            yield [operand(one, 0)], Operator("Tw")
            yield [operand(one, 1)], Operator("Tc")
        if operator in ("'", '"'):
            yield [], Operator("T*")
        shown = one.operands[-1]
        pending: list[Any] = []
        for piece in shown if isinstance(shown, Array) else [shown]:
            if not isinstance(piece, String):
                pending.append(piece)
                continue
            data = bytes(piece)
            for start in range(0, len(data), length):
                code = String(data[start : start + length])
                if self.at in self.open:
                    if pending:
                        yield [Array(pending)], Operator("TJ")
                        pending = []
                    text = self.open.pop(self.at)
                    yield [Name.Span, Dictionary(ActualText=String(text))], Operator("BDC")
                    yield [code], Operator("Tj")
                    yield [], Operator("EMC")
                else:
                    pending.append(code)
                self.at += 1
        if pending:
            yield [Array(pending)], Operator("TJ")
