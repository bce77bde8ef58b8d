"""Evidence: the substitutions of the embedded program. Its cmap lists letters, its GSUB the forms that they turn into.

Every glyph that GSUB makes of glyphs whose characters are known stands for the same characters: a contextual form or
an alternate for its letter, a ligature for the letters of its parts in logical order. OpenType 1.9, GSUB; which
feature asks for a substitution and in what context is beside the point, for the glyph is there to be read. But Farsi
yeh shows the dots of yeh where it is joined to the next letter, so that its initial and medial forms are that.
"""

from __future__ import annotations

import itertools
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from io import BytesIO
from typing import Any, Final

from warraq.fonts.claims.claim_text import plain
from warraq.fonts.programs.sfnt import sound_tables
from warraq.model.font import Font

#: Trust in a reading that only substitutions give.
TRUST: Final = 0.995
#: Features that put another character in place of one, or any of many.
_OTHER_CHARACTER: Final = frozenset({"aalt", "rtlm", "ltrm", "frac", "numr", "dnom", "ordn", "ruby", "hngl", "ornm"})
#: Features that make the forms which are joined to the next letter.
_JOINED: Final = frozenset({"init", "medi", "med2"})
_FARSI_YEH, _YEH = "\u06cc", "\u064a"
#: Its initial and medial forms as code points, as what they show.
_FORMS_SHOWN: Final = str.maketrans(dict.fromkeys("\ufbfe\ufbff", _YEH))
#: Substitutions of substitutions: letter, form, ligature, alternate; more is a loop.
_ROUNDS: Final = 8
#: A glyph that stands for more strings than this says nothing.
_MOST_STRINGS: Final = 3
_LONGEST: Final = 18
_SFNT: Final = (b"\0\1\0\0", b"true", b"OTTO")
_CACHED_PROGRAMS: Final = 64

_closures: OrderedDict[str, dict[int, frozenset[str]]] = OrderedDict()


def readings(font: Font, codes: Iterable[int]) -> dict[int, str]:
    """charcode -> string of the glyphs that GSUB alone explains, where it explains them in one way."""
    return {code: next(iter(strings)) for code, strings in candidates(font, codes).items() if len(strings) == 1}


def candidates(font: Font, codes: Iterable[int]) -> dict[int, frozenset[str]]:
    """charcode -> the strings that its glyph may be made of: several where letters share a glyph."""
    reached = closure(font)
    if not reached:
        return {}
    reached_by = ((code, reached.get(font.code_to_gid.get(code, -1))) for code in codes)
    return {code: strings for code, strings in reached_by if strings}


def closure(font: Font) -> dict[int, frozenset[str]]:
    """Glyph index -> strings, of the glyphs that the cmap doesn't list and substitutions reach from those it does."""
    if not font.program or font.program[:4] not in _SFNT or not font.gid_to_unicode:
        return {}
    if font.program_hash not in _closures:
        _closures[font.program_hash] = _close(font.program, font.gid_to_unicode)
        if len(_closures) > _CACHED_PROGRAMS:
            _closures.popitem(last=False)
    return _closures[font.program_hash]


def _close(program: bytes, cmap: Mapping[int, str]) -> dict[int, frozenset[str]]:
    texts: defaultdict[int, set[str]] = defaultdict(set)
    for gid, text in cmap.items():
        text = plain(text.translate(_FORMS_SHOWN))
        if text and not "\ue000" <= text <= "\uf8ff":
            texts[gid].add(text)
    rules = _rules(program)
    for _ in range(_ROUNDS):
        changed = False
        for parts, made, joined in rules:
            if made in cmap or not all(texts.get(gid) for gid in parts):
                continue
            for strings in itertools.product(*(sorted(texts[gid]) for gid in parts)):
                text = _YEH if joined and strings == (_FARSI_YEH,) else "".join(strings)
                if len(text) <= _LONGEST and len(texts[made]) <= _MOST_STRINGS and text not in texts[made]:
                    texts[made].add(text)
                    changed = True
        if not changed:
            break
    return {
        gid: frozenset(strings) for gid, strings in texts.items() if gid not in cmap and len(strings) <= _MOST_STRINGS
    }


def _rules(program: bytes) -> list[tuple[tuple[int, ...], int, bool]]:
    """(glyphs, glyph that replaces them, whether it is an initial or medial form) of every substitution by one glyph;
    none where the table can't be read."""
    if sound_tables(program, (b"GSUB",)) == {}:
        return []
    from fontTools.ttLib import TTFont  # slow to import, and most embedded programs have no such table

    try:
        font = TTFont(BytesIO(program), lazy=True)
        if "GSUB" not in font:
            return []
        font.setGlyphOrder([f"g{gid}" for gid in range(font["maxp"].numGlyphs)])
        table = font["GSUB"].table
        if table.LookupList is None:
            return []
        wanted, joined = _wanted(table), _lookups_of(table, _JOINED)
        return [
            (tuple(int(name[1:]) for name in parts), int(made[1:]), number in joined)
            for number, lookup in enumerate(table.LookupList.Lookup)
            if number in wanted
            for subtable in lookup.SubTable
            for parts, made in _substitutions(subtable)
        ]
    except Exception:  # noqa: BLE001 - fontTools raises anything on a crippled table, which then tells nothing
        return []


def _wanted(table: Any) -> set[int]:
    """Numbers of the lookups that keep the character: not those that only a feature for other characters calls."""
    records = table.FeatureList.FeatureRecord if table.FeatureList is not None else []
    kept = _lookups_of(table, {record.FeatureTag for record in records} - _OTHER_CHARACTER)
    return set(range(len(table.LookupList.Lookup))) - (_lookups_of(table, _OTHER_CHARACTER) - kept)


def _lookups_of(table: Any, tags: Set[str]) -> set[int]:
    """Numbers of the lookups that a feature with one of these ``tags`` calls."""
    records = table.FeatureList.FeatureRecord if table.FeatureList is not None else []
    return {number for record in records if record.FeatureTag in tags for number in record.Feature.LookupListIndex}


def _substitutions(subtable: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """(glyphs, glyph) of one subtable. One glyph made into several is left out: its parts stand for no character."""
    subtable = getattr(subtable, "ExtSubTable", subtable)
    kind = subtable.LookupType
    if kind == 1:
        yield from (((one,), made) for one, made in subtable.mapping.items())
    elif kind == 2:
        yield from (((one,), made[0]) for one, made in subtable.mapping.items() if len(made) == 1)
    elif kind == 3:
        yield from (((one,), made) for one, several in subtable.alternates.items() for made in several)
    elif kind == 4:
        for first, ligatures in subtable.ligatures.items():
            yield from (((first, *ligature.Component), ligature.LigGlyph) for ligature in ligatures)
    elif kind == 8:
        yield from (((one,), made) for one, made in zip(subtable.Coverage.glyphs, subtable.Substitute, strict=True))
