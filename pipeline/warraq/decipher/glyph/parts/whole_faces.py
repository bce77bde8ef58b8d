"""Faces that were written as two fonts, made one again: letters in one font, the dots that they bear in a Type 3 font.

Chromium and Typst write the glyphs of a face that are in colours as a Type 3 font, and those that aren't as the face's
own program. Where a face has its dots in colours (Reem Kufi Fun, Aref Ruqaa Ink), a letter is painted out of both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from itertools import chain
from typing import Final

import numpy as np

from warraq.decipher.glyph.parameters import WholeFaces as P
from warraq.fonts.programs.type3 import unpack
from warraq.model.font import Font
from warraq.model.glyph import Extraction, Page
from warraq.model.packed.pages import PackedPages

#: Charcodes and glyph indices of guests begin behind it: below those of joined letters, above those of real fonts.
FIRST_GUEST: Final = 1 << 19


def hosts_of(extraction: Extraction, dotted: Collection[int]) -> dict[int, int]:
    """Number of a guest -> that of the font beside which its glyphs stand, where that is another, with a program.

    Args:
        dotted: numbers of Type 3 fonts that draw dots.
    """
    return {guest: host for guest in sorted(dotted) if (host := _host(extraction, guest)) is not None}


def whole_faces(extraction: Extraction, hosts: Mapping[int, int]) -> Extraction:
    """``extraction``, where glyphs of guests are glyphs of their ``hosts``; itself where there are none.

    A host keeps its number; a guest has no glyph any more.
    """
    if not hosts:
        return extraction
    fonts = list(extraction.fonts)
    first = _firsts(fonts, hosts)
    for guest, host in hosts.items():
        fonts[host] = _with_guest(fonts[host], first[guest], extraction.fonts[guest])
    pages = (_moved(page, hosts, first) for page in extraction.pages)
    packed = isinstance(extraction.pages, PackedPages)
    return replace(extraction, fonts=tuple(fonts), pages=PackedPages(pages) if packed else tuple(pages))


def _host(extraction: Extraction, guest: int) -> int | None:
    """The font with a program whose glyphs stand beside most of those of ``guest``, at the same size."""
    beside: Counter[int] = Counter()
    for page in extraction.pages:
        if len(page) > 1:
            rows = np.flatnonzero(page.font == guest)
            for step in (-1, 1):
                other = np.clip(rows + step, 0, len(page) - 1)
                alike = np.abs(page.size[other] - page.size[rows]) <= P.SIZE_WITHIN * page.size[rows]
                beside.update(page.font[other[alike & (other != rows)]].tolist())
    host = max(beside, key=lambda number: (beside[number], -number), default=guest)
    font = extraction.fonts[host]
    return host if font.program is not None and font.program_kind != "type3" else None


def _firsts(fonts: Sequence[Font], guests: Iterable[int]) -> dict[int, int]:
    """What is added to the codes and glyph indices of each guest, so that no two have one in common."""
    firsts, first = {}, FIRST_GUEST
    for guest in guests:
        firsts[guest] = first
        first += 1 + max(chain.from_iterable(fonts[guest].code_to_gid.items()))
    return firsts


def _with_guest(host: Font, first: int, guest: Font) -> Font:
    codes = {first + code: code for code in guest.code_to_gid}
    return replace(
        host,
        program_hash=host.program_hash + blake2b(guest.program_hash.encode(), digest_size=16).hexdigest(),
        to_unicode=host.to_unicode | {first + code: text for code, text in guest.to_unicode.items()},
        code_to_gid=host.code_to_gid | {new: first + guest.code_to_gid[code] for new, code in codes.items()},
        widths=host.widths | {new: guest.widths[code] for new, code in codes.items()},
        guests=host.guests | {first + gid: (guest, gid) for gid in guest.code_to_gid.values()},
    )


def _moved(page: Page, hosts: Mapping[int, int], first: Mapping[int, int]) -> Page:
    font, charcode, gid = page.font.copy(), page.charcode.copy(), page.gid.copy()
    for guest, host in hosts.items():
        rows = page.font == guest
        font[rows] = host
        charcode[rows] += np.uint32(first[guest])
        gid[rows] = np.where(gid[rows] < 0, gid[rows], gid[rows] + first[guest])
    return replace(page, font=font, charcode=charcode, gid=gid)


def drawn_boxes(font: Font, codes: Collection[int]) -> list[tuple[float, float]]:
    """Width and height (em) of what each of ``codes`` of a Type 3 font paints, without opening it as a font."""
    from warraq.fonts.outlines.glyph_procedures import contours  # few documents have such fonts

    assert font.program is not None
    matrix, em, glyphs = unpack(font.program)
    if len(matrix) != 6:
        return []
    a, b, c, d, e, f = (value / (em or 1.0) for value in matrix)
    sizes = []
    for code in codes:
        if not 0 < font.code_to_gid[code] <= len(glyphs):
            continue
        drawn = contours(glyphs[font.code_to_gid[code] - 1][1], (a, b, c, d, e, f))
        points = np.array([point[-2:] for contour in drawn for point in contour]).reshape(-1, 2)
        if len(points):
            wide, high = (points.max(0) - points.min(0)).tolist()
            sizes.append((wide, high))
    return sizes
