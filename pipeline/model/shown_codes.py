"""The codes that the pages of a document show, numbered once for all stages that ask which glyph has which."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.model.code_index import CodeIndex, Keys, code_keys
from pipeline.model.glyph import Extraction
from pipeline.model.packed_pages import PackedPages, when_asked
from pipeline.model.record import dataclass


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


def shown_codes(extraction: Extraction) -> ShownCodes:
    """Number the (font, charcode) pairs of a document by font, then code."""
    index, count = CodeIndex(), np.zeros(0, np.int64)
    first: list[tuple[int, int, np.float32]] = []
    pages: list[NDArray[np.intp]] = []
    packed = isinstance(extraction.pages, PackedPages)
    for page in extraction.pages:
        keys = code_keys(page)
        numbers = index.find(keys)
        if numbers.min(initial=0) < 0:
            for place in index.number_new(keys).tolist():
                size = page.size[place]
                em = page.advance[place] / size if size > 0 else np.float32(0)
                first.append((int(page.gid[place]), int(page.claim[place]), em))
            numbers = index.find(keys)
        more = np.bincount(numbers, minlength=len(index.keys))
        more[: count.size] += count
        count = more
        if not packed:
            pages.append(numbers)
    keys = np.array(index.keys, np.uint64)
    by_key = np.argsort(keys)
    keys = keys[by_key]
    come = np.empty_like(by_key)
    come[by_key] = np.arange(by_key.size)
    gid, claim, advance = zip(*first, strict=True) if first else ((), (), ())
    ordered = CodeIndex()
    if packed:
        ordered.add(keys)
    return ShownCodes(
        keys=keys,
        come=come,
        count=count[by_key],
        gid=np.array(gid, np.int64)[by_key],
        claim=np.array(claim, np.int64)[by_key],
        advance=np.array(advance, np.float32)[by_key],
        of_page=when_asked(extraction.pages, lambda _, page: ordered.find(code_keys(page)))
        if packed
        else [come[numbers] for numbers in pages],
    )
