"""The codes that the pages of a document show, numbered once for all stages that ask which glyph has which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from warraq.model.glyph import Extraction, Page
from warraq.model.packed.code_index import CodeIndex, Keys, code_keys, first_places
from warraq.model.packed.pages import PackedPages, when_asked


@dataclass(frozen=True, slots=True, eq=False)
class ShownCodes:
    """The distinct (font, charcode) pairs of a document; everything is indexed by their number.

    Attributes:
        keys: uint64[n], ``font << 32 | charcode``, rising.
        come: the numbers in the order of the pages on which they come first; on each page they rise.
        count: int64[n], glyphs.
        gid, claim, advance: of the first glyph its GID, ``Page.claim``, and float32[n] its advance in em.
        of_page: per page, the number of each glyph; made when a page is asked for where pages are packed.
    """

    keys: Keys
    come: NDArray[np.intp]
    count: NDArray[np.int64]
    gid: NDArray[np.int64]
    claim: NDArray[np.int64]
    advance: NDArray[np.float32]
    of_page: Sequence[NDArray[np.intp]]


#: Columns of which those of the first glyph are kept.
_OF_FIRST: Final = ("gid", "claim", "advance", "size")


def shown_codes(extraction: Extraction) -> ShownCodes:
    """Number the (font, charcode) pairs of a document by font, then code."""
    index, count = CodeIndex(), np.zeros(0, np.int64)
    first: list[tuple[NDArray[Any], ...]] = []
    pages: list[NDArray[np.intp]] = []
    packed = isinstance(extraction.pages, PackedPages)
    for some in _together(extraction.pages):
        keys, ends = np.concatenate([code_keys(page) for page in some]), np.cumsum([len(page) for page in some])
        numbers = index.find(keys)
        if numbers.min(initial=0) < 0:
            new = first_places(keys, np.flatnonzero(numbers < 0))
            new = new[np.lexsort((keys[new], np.searchsorted(ends, new, side="right")))]
            index.add(keys[new])
            first.append(tuple(np.concatenate([getattr(page, name) for page in some])[new] for name in _OF_FIRST))
            numbers = index.find(keys)
        more = np.bincount(numbers, minlength=len(index.keys))
        more[: count.size] += count
        count = more
        if not packed:
            pages = np.split(numbers, ends[:-1])
    keys = np.array(index.keys, np.uint64)
    by_key = np.argsort(keys)
    keys = keys[by_key]
    come = np.empty_like(by_key)
    come[by_key] = np.arange(by_key.size)
    gid, claim, advance, size = map(np.concatenate, zip(*first, strict=True)) if first else (np.zeros(0),) * 4
    advance = np.divide(advance, size, out=np.zeros_like(size), where=size > 0)
    ordered = CodeIndex()
    if packed:
        ordered.add(keys)
    return ShownCodes(
        keys=keys,
        come=come,
        count=count[by_key],
        gid=gid.astype(np.int64)[by_key],
        claim=claim.astype(np.int64)[by_key],
        advance=advance.astype(np.float32)[by_key],
        of_page=when_asked(extraction.pages, lambda _, page: ordered.find(code_keys(page)))
        if packed
        else [come[numbers] for numbers in pages],
    )


def _together(pages: Sequence[Page]) -> Iterator[Sequence[Page]]:
    """The pages, all at once; packed ones, which are made when they are asked for, one by one."""
    if isinstance(pages, PackedPages):
        yield from ((page,) for page in pages)
    elif pages:
        yield pages
