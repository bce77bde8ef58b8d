"""Letters whose dots are glyphs of their own: joined into whole letters before anything is asked of them.

Faces such as Mirza, Mada, Reem Kufi and Noto Nastaliq Urdu draw the tooth of beh, teh, noon and yeh once, and set the
dots over or under it as marks. No map can say what such a tooth stands for, an honest one neither: it depends on the
dots beside it. Each tooth with its dots becomes a code of its own, whose outline is both together as they are painted.
It claims what /ActualText says of it; or what its dots claim, where those are parts of that one letter; or nothing.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from itertools import chain, pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.arabic.marks import is_mark
from pipeline.arabic.presentation_forms import to_letters
from pipeline.decipher.glyph.evidence.outline import MARK_ADVANCE, outlines_of
from pipeline.decipher.glyph.whole_faces import drawn_boxes, hosts_of, whole_faces
from pipeline.diagnose.usage import used_codes
from pipeline.model.font import Font
from pipeline.model.glyph import Extraction, Page
from pipeline.model.packed_pages import PackedPages
from pipeline.model.record import dataclass

#: Charcodes of the joined letters of a font begin behind it: hardly a CMap has codes of four bytes.
FIRST_CODE: Final = 1 << 24
#: Glyph index of the first joined letter of a font, and the step to the next: so far apart, their order says nothing of
#: what they stand for.
FIRST_GID: Final = 1 << 20
GID_STEP: Final = 1000
#: A dot is about as wide as high, fills so much of its box (a lozenge half of it), and is no larger than this (em).
SQUARE: Final = (0.62, 1.5)
FILLED: Final = (0.3, 1.02)
MOST_SIZE: Final = 0.3
#: Dots of one face are of a like area (share of that of its commonest dot; where there are two or three they may be
#: smaller).
ONE_DOT: Final = (0.4, 1.5)
#: Two that touch are one contour: of so much more area, so much wider than high, and as full as a dot.
TWO_DOTS: Final = (1.5, 2.6)
TWO_WIDE: Final = (1.35, 2.4)
TWO_FILLED: Final = 0.82
#: Three that are drawn as one (a caret, in Aref Ruqaa), and a hamza: so large, about as wide as high, and so full.
THREE_DOTS: Final = (1.5, 2.6)
THREE_WIDE: Final = (0.85, 1.3)
THREE_FILLED: Final = (0.6, 0.85)
#: Most dots of one letter, as contours.
MOST_CONTOURS: Final = 4
#: Share of the glyphs that are dots in a face that draws them apart, at least; in running text they are a quarter, or
#: some 4 % where only ligatures have them so (Calibri). What else looks so is less of it (FreeSerif, Diwan Thuluth).
LEAST_SHARE: Final = 0.03
#: Dots lie above or below the ink of their letter, or reach out so far (em); a letter that they reach out less of is
#: only preferred to the one that is the neighbour on the usual side by more than ``CLEARLY``.
REACH: Final = 0.6
CLEARLY: Final = 0.15
#: Dots are set no farther from the baseline of their letter than this (em).
FARTHEST: Final = 1.6
#: White between the ink of two letters, neighbours in the stream, that parts no words (em).
CLOSED: Final = 0.1
#: Glyphs that have several codes for several letters, at least, where codes go by text.
BY_TEXT: Final = 3
#: The letter that is another for having no dot, in words of Urdu: what is claimed so is no noon.
NOON_GHUNNA: Final = "\N{ARABIC LETTER NOON GHUNNA}"
#: Dots whose heights over the baseline differ by more than this are above and below the letter (em); offsets are told
#: apart by this fraction of an em.
APART: Final = 0.15
STEPS: Final = 100


class _Letter(NamedTuple):
    """A base and the dots that it bears: charcodes, dots with their offset in ``1 / STEPS`` em."""

    font: int
    base: int
    dots: tuple[tuple[int, int, int], ...]

    @property
    def which(self) -> tuple[int, int, tuple[int, ...]]:
        """Font, base and dots, wherever these are."""
        return self.font, self.base, tuple(code for code, _, _ in self.dots)

    @property
    def height(self) -> float:
        """Of the dots' origins over the baseline, on average."""
        return sum(dy for _, _, dy in self.dots) / len(self.dots)


class _Found(NamedTuple):
    """The letters of a page: the row of each base, those of its dots, and which letter it is."""

    base: int
    dots: tuple[int, ...]
    letter: _Letter


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What of a font draws dots.

    Attributes:
        dots: charcodes of dots.
        edges: left and right edge of the ink (em) by charcode.
        spacers: charcodes that paint nothing and take no room: Nastaliq keeps letters apart by them.
    """

    dots: frozenset[int]
    edges: dict[int, tuple[float, float]]
    spacers: frozenset[int]


def join_dots(
    extraction: Extraction, evidence: Collection[str], uses: Sequence[Mapping[int, int]] | None = None
) -> Extraction:
    """``extraction``, where each letter and the dots that it bears are one glyph with a code of its own.

    Itself where no font draws dots apart, or ``split_dots`` isn't heard.
    ``uses``: its ``used_codes``, if they were counted.
    """
    if "split_dots" not in evidence:
        return extraction
    in_file, dotted = extraction, _drawing_dots(extraction)
    hosts = hosts_of(in_file, dotted)
    extraction = whole_faces(in_file, hosts)
    drawn = _faces(extraction, uses if extraction is in_file else None, dotted)
    if not drawn:
        return in_file
    if not drawn.keys() >= set(hosts.values()):  # bullets beside letters that have their dots, say
        extraction = whole_faces(in_file, {guest: host for guest, host in hosts.items() if host in drawn})
    packed = isinstance(extraction.pages, PackedPages)
    by_text = {n for n in drawn if _claims_by_text(extraction.fonts[n])} if "claim" in evidence else set[int]()
    unspaced = (_without_spacers(page, drawn, by_text) for page in extraction.pages)
    extraction = replace(extraction, pages=PackedPages(unspaced) if packed else tuple(unspaced))
    found = [_letters(page, drawn) for page in extraction.pages]
    letters_of: defaultdict[int, set[_Letter]] = defaultdict(set)
    for own in chain(*found):
        letters_of[own.letter.font].add(own.letter)
    fonts = list(extraction.fonts)
    codes, shapes = _numbered(letter.letter for page in found for letter in page)
    claimed = {n: _claimed_whole(fonts[n], letters_of[n]) for n in drawn if "claim" in evidence}
    said = {(n, code): claim for (n, code), own in shapes.items() if (claim := claimed.get(n, {}).get(own.base))}
    said |= _said(extraction, found, codes, by_text) | _said_alone(extraction, found, drawn, by_text)
    claims = {text: number for number, text in enumerate(extraction.claims)}
    claim_of = {key: claims.setdefault(text, len(claims)) for key, text in said.items()}
    bare = _wrongly_claimed(extraction, {letter.which[:2] for letter in codes})
    for number in drawn:
        fonts[number] = _with_letters(fonts[number], number, shapes, said, bare)
    edges = {number: _edges(fonts[number]) for number, font in drawn.items() if font.spacers}
    pages = (
        _closed(_joined(page, its, codes, claim_of, bare), edges)
        for page, its in zip(extraction.pages, found, strict=True)
    )
    return replace(
        extraction,
        pages=PackedPages(pages) if packed else tuple(pages),
        fonts=tuple(fonts),
        claims=tuple(claims),
    )


def _without(page: Page, kept: NDArray[np.bool_]) -> Page:
    """The glyphs of ``page`` that are ``kept``; spans that hold no other ones go."""
    columns = ("font", "charcode", "cid", "gid", "x", "y", "advance", "size", "angle", "flags", "claim")
    before = np.concatenate([[0], np.cumsum(kept)])
    spans = tuple(
        (int(before[start]), int(before[end]), text)
        for start, end, text in page.actual_text
        if before[start] < before[end]
    )
    annotated = int(np.count_nonzero(kept[len(page) - page.annotated :]))
    return replace(
        page, actual_text=spans, annotated=annotated, **{name: getattr(page, name)[kept] for name in columns}
    )


def _drawing_dots(extraction: Extraction) -> frozenset[int]:
    """The Type 3 fonts that paint what may be a dot, by its box alone: to draw their glyphs takes longer."""
    found = set()
    for number, font in enumerate(extraction.fonts):
        if font.program_kind == "type3":
            codes = [code for code in font.code_to_gid if font.widths.get(code, 1000.0) < 1000 * MARK_ADVANCE]
            boxes = drawn_boxes(font, [code for code in codes if not _other_mark(font, code)]) if codes else []
            if any(high > 0 and SQUARE[0] < wide / high < SQUARE[1] and wide < MOST_SIZE for wide, high in boxes):
                found.add(number)
    return frozenset(found)


def _faces(
    extraction: Extraction, uses: Sequence[Mapping[int, int]] | None = None, dotted: Collection[int] = ()
) -> dict[int, _Drawn]:
    """The fonts that draw dots apart, by number; of Type 3 fonts those that are ``dotted``."""
    fonts = [(n, font) for n, font in enumerate(extraction.fonts) if font.program_kind != "type3" or n in dotted]
    found = {number: marks for number, font in fonts if (marks := _marks(font))}
    found = {number: marks for number, marks in found.items() if any(len(shapes) == 1 for shapes in marks.values())}
    if not found:
        return {}
    uses = uses or used_codes(extraction)
    drawn = {}
    for number, marks in found.items():
        of_font = uses[number]
        dots = _dots(marks, of_font)
        if sum(of_font.get(code, 0) for code in dots) > LEAST_SHARE * sum(of_font.values()):
            font = extraction.fonts[number]
            drawn[number] = _Drawn(dots, edges := _edges(font), _spacers(font, edges))
    return drawn


def _claimed_whole(font: Font, letters: Collection[_Letter]) -> dict[int, str]:
    """Base -> the letter that its dots claim, if so all of a font's ``letters`` are, each base being of one alone.

    Some producers claim a letter at the mark of its cluster and nothing at the base (FreeSerif's yeh, the noon of
    Playpen Sans, whose cmap calls its dot a symbol): such claims are as good as those of other faces. Where dots are
    parts of many letters, their bases are so too.
    """
    from pipeline.decipher.glyph.evidence.dots import dots_of  # with all candidates, which a sound document has none of

    letter_of: dict[int, str] = {}
    for letter in letters:
        base = to_letters(font.to_unicode.get(letter.base, ""))
        for dots, _, _ in letter.dots:
            claim = to_letters(font.to_unicode.get(dots, ""))
            if len(claim) != 1 or not dots_of(claim) or letter_of.setdefault(letter.base, claim) != claim:
                return {}
            if base and (base == claim or base != unicodedata.normalize("NFD", claim)[0]):  # waw, below that with hamza
                return {}
    return letter_of


class _Shape(NamedTuple):
    """A contour: area (em²), width by height, share of its box that it fills."""

    area: float
    ratio: float
    filled: float


def _marks(font: Font) -> dict[int, list[_Shape]]:
    """Charcode -> solid contours of the glyphs without advance that may be dots."""
    codes = [code for code in font.code_to_gid if font.widths.get(code, 1000.0) < 1000 * MARK_ADVANCE]
    codes = [code for code in codes if not _other_mark(font, code)]
    outlines = outlines_of(font) if codes else None
    if outlines is None:
        return {}
    em = outlines.units_per_em
    # Producers that place each glyph may leave all widths at nothing: full stops and zeros are dots by their shape.
    codes = [code for code in codes if outlines.box(font.code_to_gid[code])[1] < MARK_ADVANCE * em]
    measured, begins = outlines.contours([font.code_to_gid[code] for code in codes])
    area, left, bottom, right, top = measured.T
    wide, high = np.maximum(right - left, 1e-6), np.maximum(top - bottom, 1e-6)
    shapes = [_Shape(*row) for row in np.column_stack([area / em / em, wide / high, area / (wide * high)]).tolist()]
    sizes = np.maximum(wide, high) / em
    found = {}
    for code, (a, b) in zip(codes, pairwise(begins.tolist()), strict=True):
        solid = (area[a:b] * area[a] > 0).all() if b > a else False
        if solid and b - a <= MOST_CONTOURS and sizes[a:b].max() < 2 * MOST_SIZE:
            found[code] = [_Shape(abs(shape.area), shape.ratio, abs(shape.filled)) for shape in shapes[a:b]]
    return found


def _other_mark(font: Font, code: int) -> bool:
    """It is said to be a combining mark: a vowel, or one of another script, whose dots are no parts of letters."""
    said = (font.to_unicode.get(code), font.gid_to_unicode.get(font.code_to_gid[code]))
    return any(text and all(unicodedata.category(c) == "Mn" for c in text) for text in said)


def _dots(marks: Mapping[int, Sequence[_Shape]], uses: Mapping[int, int]) -> frozenset[int]:
    """Those of ``marks`` that are dots, by the commonest single dot."""
    single = [code for code, shapes in marks.items() if len(shapes) == 1 and _is_square(shapes[0])]
    if not single:
        return frozenset()
    dot = marks[max(single, key=lambda code: (uses.get(code, 0), -code))][0]
    return frozenset(code for code, shapes in marks.items() if all(_like(shape, dot) for shape in shapes))


def _is_square(shape: _Shape) -> bool:
    return (
        SQUARE[0] < shape.ratio < SQUARE[1]
        and FILLED[0] < shape.filled < FILLED[1]
        and shape.area < MOST_SIZE * MOST_SIZE
    )


def _like(shape: _Shape, dot: _Shape) -> bool:
    """It is a dot like ``dot``, or two that touch, or three that are one."""
    area, filled = shape.area / dot.area, shape.filled / dot.filled
    if _is_square(shape) and ONE_DOT[0] < area < ONE_DOT[1]:
        return True
    if TWO_DOTS[0] < area < TWO_DOTS[1] and TWO_WIDE[0] < shape.ratio < TWO_WIDE[1] and filled > TWO_FILLED:
        return True
    is_caret = THREE_FILLED[0] < filled < THREE_FILLED[1] and THREE_WIDE[0] < shape.ratio < THREE_WIDE[1]
    return is_caret and THREE_DOTS[0] < area < THREE_DOTS[1]


def _edges(font: Font) -> dict[int, tuple[float, float]]:
    """Left and right edge of the ink (em) of the codes that paint."""
    outlines = outlines_of(font)
    assert outlines is not None
    boxes = {code: outlines.box(gid)[0] for code, gid in font.code_to_gid.items()}
    em = outlines.units_per_em
    return {code: (box.left / em, box.right / em) for code, box in boxes.items() if box is not None}


def _letters(page: Page, drawn: Mapping[int, _Drawn]) -> list[_Found]:
    found: list[_Found] = []
    for number, font in drawn.items():
        rows = np.flatnonzero(page.font == number)
        codes = page.charcode[rows]
        is_dots = np.isin(codes, list(font.dots))
        bases = rows[np.isin(codes, list(font.edges.keys() - font.dots))]
        if bases.size and is_dots.any():
            found += _of_font(page, number, rows[is_dots], bases, font)
    return found


def _of_font(page: Page, number: int, dots: NDArray[np.intp], bases: NDArray[np.intp], font: _Drawn) -> list[_Found]:
    """The letters of one font: dots go to the base before or behind them in the stream."""
    after = np.searchsorted(bases, dots)
    sides = [np.clip(after - 1, 0, bases.size - 1), np.clip(after, 0, bases.size - 1)]
    offsets = [_offsets(page, dots, bases[side]) for side in sides]
    misses = [_misses(page, dots, bases[side], off, font) for side, off in zip(sides, offsets, strict=True)]
    usual = int(np.minimum(misses[1], REACH).sum() < np.minimum(misses[0], REACH).sum())
    chosen = np.where(misses[1 - usual] < misses[usual] - CLEARLY, 1 - usual, usual)
    at = np.arange(dots.size)
    missed = np.stack(misses)[chosen, at]
    owner = bases[np.stack(sides)[chosen, at]]
    places = np.round(np.stack(offsets)[chosen, at] * STEPS).astype(np.int64)
    borne: defaultdict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
    for k in np.flatnonzero(missed < REACH).tolist():
        borne[int(owner[k])].append((int(page.charcode[dots[k]]), *places[k].tolist(), int(dots[k])))
    return [
        _Found(
            base,
            tuple(row for *_, row in sorted(own)),
            _Letter(number, int(page.charcode[base]), tuple((code, dx, dy) for code, dx, dy, _ in sorted(own))),
        )
        for base, own in sorted(borne.items())
    ]


def _offsets(page: Page, dots: NDArray[np.intp], bases: NDArray[np.intp]) -> NDArray[np.float64]:
    """Where dots are set, along and over the baseline of ``bases``, em, float64[n, 2]."""
    turn = np.deg2rad(page.angle[bases].astype(np.float64))
    size = np.maximum(page.size[bases].astype(np.float64), 1e-6)
    x, y = ((column[dots].astype(np.float64) - column[bases]) / size for column in (page.x, page.y))
    return np.stack([x * np.cos(turn) - y * np.sin(turn), -x * np.sin(turn) - y * np.cos(turn)], axis=1)


def _misses(
    page: Page, dots: NDArray[np.intp], bases: NDArray[np.intp], offsets: NDArray[np.float64], font: _Drawn
) -> NDArray[np.float64]:
    """How far the middle of dots lies beside the ink of ``bases``, em; infinite where they are no part of it."""
    of_dots, of_bases = (
        np.array([font.edges[code] for code in page.charcode[rows].tolist()]) for rows in (dots, bases)
    )
    middle = offsets[:, 0] + of_dots.mean(1)
    beside = np.maximum(0.0, np.maximum(of_bases[:, 0] - middle, middle - of_bases[:, 1]))
    apart = (np.abs(offsets[:, 1]) > FARTHEST) | (page.angle[dots] != page.angle[bases])
    return np.where(apart | (np.abs(page.size[dots] - page.size[bases]) > 0.01 * page.size[bases]), np.inf, beside)


def _numbered(letters: Iterable[_Letter]) -> tuple[dict[_Letter, int], dict[tuple[int, int], _Letter]]:
    """The charcode of each letter; and (font, charcode) -> the commonest drawing of it.

    The same dots at about the same height are the same letter.
    """
    counts = Counter(letters)
    alike: defaultdict[tuple[int, int, tuple[int, ...]], list[_Letter]] = defaultdict(list)
    for letter in sorted(counts, key=lambda letter: (letter.which, letter.height, letter)):
        alike[letter.which].append(letter)
    codes: dict[_Letter, int] = {}
    shapes: dict[tuple[int, int], _Letter] = {}
    last: Counter[int] = Counter()
    for (font, _, _), own in alike.items():
        cuts = [i for i, (a, b) in enumerate(pairwise(own), 1) if b.height - a.height > APART * STEPS]
        for begin, end in pairwise([0, *cuts, len(own)]):
            last[font] += 1
            codes |= dict.fromkeys(own[begin:end], FIRST_CODE + last[font])
            shapes[font, FIRST_CODE + last[font]] = max(own[begin:end], key=lambda letter: (counts[letter], letter))
    return codes, shapes


def _spacers(font: Font, inked: Collection[int]) -> frozenset[int]:
    """Charcodes of blank glyphs without a width that claim letters or nothing: no joiners, no marks.

    None where no other glyph is blank: such a one is the space (Qahiri).
    """
    blank = [code for code, gid in font.code_to_gid.items() if gid > 0 and code not in inked]
    narrow = [code for code in blank if font.widths.get(code, 1000.0) == 0.0]
    if len(narrow) == len(blank):
        return frozenset()
    claims = ((code, font.to_unicode.get(code, "")) for code in narrow)
    return frozenset(code for code, claim in claims if all(unicodedata.category(c) == "Lo" for c in claim))


def _claims_by_text(font: Font) -> bool:
    """It has several codes for one glyph, which claim different letters: a code for each text (fpdf2).

    The first glyph of a cluster claims it then, whichever that is.
    """
    claims: defaultdict[int, set[str]] = defaultdict(set)
    for code, gid in font.code_to_gid.items():
        if text := to_letters(font.to_unicode.get(code, "")):
            claims[gid].add(text)
    return sum(len(texts) > 1 for texts in claims.values()) >= BY_TEXT


def _without_spacers(page: Page, drawn: Mapping[int, _Drawn], by_text: Collection[int]) -> Page:
    """``page`` without spacers. Where a cluster's first glyph claims it, the glyph behind a spacer does so now."""
    spacer = np.zeros(len(page), np.bool_)
    for number, font in drawn.items():
        if font.spacers:
            spacer |= (page.font == number) & np.isin(page.charcode, list(font.spacers))
    if not spacer.any():
        return page
    claim = page.claim.copy()
    for row in np.flatnonzero(spacer & np.isin(page.font, list(by_text))).tolist():
        if row + 1 < len(page) and page.font[row + 1] == page.font[row] and claim[row + 1] < 0:
            claim[row + 1] = claim[row]
    return _without(replace(page, claim=claim), ~spacer)


def _said(
    extraction: Extraction,
    found: Sequence[Sequence[_Found]],
    codes: Mapping[_Letter, int],
    by_text: Collection[int],
) -> dict[tuple[int, int], str]:
    """(font, charcode) -> what the file says of just that letter, if it is always the same.

    That is its /ActualText; or what each of its glyphs says (Typst); or what any says, where codes go by text.
    """
    said: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for page, own in zip(extraction.pages, found, strict=True):
        texts = _texts(page, extraction.claims)
        whole = {tuple(range(start, end)): text for start, end, text in page.actual_text}
        for letter in own:
            rows = tuple(sorted((letter.base, *letter.dots)))
            text, told = whole.get(rows, ""), [texts[row] for row in rows if texts[row]]
            agree = len(set(told)) == 1 and (len(told) > 1 or letter.letter.font in by_text)
            if not text and agree and all(unicodedata.category(c) == "Lo" for c in told[0]):
                text = told[0]
            if text:
                said[letter.letter.font, codes[letter.letter]].add(to_letters(text))
    return _agreed(said)


def _said_alone(
    extraction: Extraction, found: Sequence[Sequence[_Found]], drawn: Mapping[int, _Drawn], by_text: Collection[int]
) -> dict[tuple[int, int], str]:
    """(font, charcode) -> what is always said of a base without dots, where that may be another letter than it claims.

    That is, by /ActualText, or where codes go by text. It is no letter with dots.
    """
    from pipeline.decipher.glyph.evidence.dots import dots_of  # with all candidates, which a sound document has none of

    said: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    told: set[tuple[int, int]] = set()
    bases = {number: np.array(sorted(font.edges.keys() - font.dots)) for number, font in drawn.items()}
    for page, own in zip(extraction.pages, found, strict=True):
        texts, joined = _texts(page, extraction.claims), [letter.base for letter in own]
        single = {start for start, end, _ in page.actual_text if end == start + 1}
        for number, of_font in bases.items():
            alone = np.flatnonzero((page.font == number) & np.isin(page.charcode, of_font))
            for row in np.setdiff1d(alone, joined).tolist():
                text, key = to_letters(texts[row]), (number, int(page.charcode[row]))
                said[key].add("" if dots_of(text) else text)
                if row in single or number in by_text:
                    told.add(key)
    return {key: text for key, text in _agreed(said).items() if key in told}


def _agreed(said: Mapping[tuple[int, int], set[str]]) -> dict[tuple[int, int], str]:
    """Texts that are the only ones of theirs, and not empty."""
    return {key: text for key, texts in said.items() if len(texts) == 1 and (text := next(iter(texts)))}


def _texts(page: Page, claims: Sequence[str]) -> list[str]:
    """What the file says of each glyph: its own /ActualText, or else its claim."""
    texts = [claims[number] if number >= 0 else "" for number in page.claim.tolist()]
    for start, end, text in page.actual_text:
        if end == start + 1:
            texts[start] = text
    return texts


def _wrongly_claimed(extraction: Extraction, bases: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """(font, charcode) of bases that claim letters with dots: they have none where no glyph beside them is dots."""
    from pipeline.decipher.glyph.evidence.dots import dots_of  # with all candidates, which a sound document has none of

    found = set()
    for font, code in bases:
        letters = "".join(c for c in to_letters(extraction.fonts[font].to_unicode.get(code, "")) if not is_mark(c))
        if letters not in ("", NOON_GHUNNA) and dots_of(letters) != ():
            found.add((font, code))
    return found


def _with_letters(
    font: Font,
    number: int,
    shapes: Mapping[tuple[int, int], _Letter],
    said: Mapping[tuple[int, int], str],
    bare: Collection[tuple[int, int]],
) -> Font:
    """``font`` with its joined letters: a code and a glyph index for each."""
    outlines = outlines_of(font)
    assert outlines is not None
    unit = outlines.units_per_em / STEPS
    own = {code: letter for (of_font, code), letter in shapes.items() if of_font == number}
    letters = {
        _gid(code): (
            (font.code_to_gid[letter.base], 0, 0),
            *((font.code_to_gid[dots], round(dx * unit), round(dy * unit)) for dots, dx, dy in letter.dots),
        )
        for code, letter in own.items()
    }
    kept = {code: text for code, text in font.to_unicode.items() if (number, code) not in bare}
    return replace(
        font,
        letters=letters,
        program_hash=font.program_hash + blake2b(repr(sorted(letters.items())).encode(), digest_size=16).hexdigest(),
        to_unicode=kept | {code: text for (of_font, code), text in said.items() if of_font == number},
        code_to_gid=font.code_to_gid | {code: _gid(code) for code in own},
        widths=font.widths | {code: font.widths.get(letter.base, 1000.0) for code, letter in own.items()},
    )


def _gid(code: int) -> int:
    """Glyph index of the joined letter that has this charcode."""
    return FIRST_GID + GID_STEP * (code - FIRST_CODE)


def _joined(
    page: Page,
    found: Sequence[_Found],
    codes: Mapping[_Letter, int],
    claims: Mapping[tuple[int, int], int],
    bare: Collection[tuple[int, int]],
) -> Page:
    """``page`` with the codes of the letters that were found, without their dots."""
    charcode, gid, claim = page.charcode.copy(), page.gid.copy(), page.claim.copy()
    kept = np.ones(len(page), np.bool_)
    for font, code in bare:
        claim[(page.font == font) & (page.charcode == code)] = -1
    for (font, code), number in claims.items():
        if code < FIRST_CODE:
            claim[(page.font == font) & (page.charcode == code)] = number
    part_of: dict[int, _Found] = {}
    for letter in found:
        part_of |= dict.fromkeys((letter.base, *letter.dots), letter)
        code = codes[letter.letter]
        charcode[letter.base], gid[letter.base] = code, _gid(code)
        claim[letter.base] = claims.get((letter.letter.font, code), -1)
        kept[list(letter.dots)] = False
    # What is said of a tooth without its dots, or of dots alone, is said of no letter.
    spans = tuple(span for span in page.actual_text if not _parts_letter(part_of, range(span[0], span[1])))
    return _without(replace(page, charcode=charcode, gid=gid, claim=claim, actual_text=spans), kept)


def _closed(page: Page, edges: Mapping[int, Mapping[int, tuple[float, float]]]) -> Page:
    """``page``, where glyphs take the room up to the next one, whose ink all but fills it: a tail under their word.

    Nastaliq sets a yeh farther from the reh before it than words from each other. Where a space is painted, that is the
    next glyph.
    """
    advance = page.advance.copy()
    for number, inked in edges.items():
        own = (page.font == number) & np.isin(page.charcode, list(inked))
        rows = np.flatnonzero(~own | (advance > 0))  # a mark takes no room
        rows, after = rows[:-1], rows[1:]
        both = own[rows] & own[after] & (page.size[rows] == page.size[after])
        both &= (page.angle[rows] == 0) & (page.angle[after] == 0)
        rows, after = rows[both], after[both]
        room = page.x[after] - page.x[rows]
        left = np.array([inked[code][0] for code in page.charcode[after].tolist()])
        right = np.array([inked[code][1] for code in page.charcode[rows].tolist()])
        size = np.maximum(page.size[rows], 1e-6)
        white = (room - advance[rows]) / size
        tail = (white > 0) & (white < FARTHEST) & (room / size + left - right < CLOSED)
        advance[rows[tail]] = room[tail]
    return replace(page, advance=advance)


def _parts_letter(part_of: Mapping[int, _Found], glyphs: range) -> bool:
    """Whether ``glyphs`` hold some of the glyphs of a letter, and others not."""
    letters = {part_of[glyph] for glyph in glyphs if glyph in part_of}
    return any(row not in glyphs for letter in letters for row in (letter.base, *letter.dots))
