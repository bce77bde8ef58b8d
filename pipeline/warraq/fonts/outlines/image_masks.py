"""Inline image masks of glyph procedures: bitmap fonts, as TeX, Ghostscript and printer drivers write them.

ISO 32000-2, 8.9.6.2 (masks), 8.9.7 (inline images) and 7.4 (filters).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.pdf.streams import IMAGE_FILTERS, filtered

#: Pixels of a mask, beyond which it is a drawing and no letter; those of a fax are read one by one.
_MOST_PIXELS: Final = 1 << 20
_MOST_FAXED: Final = 1 << 18
#: Packed, a letter is shorter than its rows. So many times as much is looked at, and so many bytes where it is small.
_MOST_PACKED: Final = 4
_LEAST_PACKED: Final = 1024
#: Filters of one image; real files have two.
_MOST_FILTERS: Final = 4

_ENTRY: Final = re.compile(rb"/(\w+)\b\s*(\[[^\]]*\]|/?[\w.+-]+)")
_PARAMETER: Final = re.compile(rb"/(K|Columns|BlackIs1|EncodedByteAlign)\s+([\w.+-]+)")
_NAMES: Final = {b"W": b"Width", b"H": b"Height", b"IM": b"ImageMask", b"D": b"Decode", b"F": b"Filter"}
_FAX: Final = ("CCF", "CCITTFaxDecode")
_ASCII85: Final = ("A85", "ASCII85Decode")
#: Group 4 of the fax recommendations, ITU-T T.6.
_GROUP_4: Final = -1


def inked(entries: bytes, data: bytes) -> NDArray[np.bool_] | None:
    """Inked pixels of an inline image mask, bool[height, width], the top row first; None where it is no mask.

    A mask that can't be decoded is inked all over: it paints something, and what it paints is no space.

    Args:
        entries: what stands between BI and ID.
        data: what follows ID; bytes after the image are not looked at.
    """
    read = {_NAMES.get(key, key): value for key, value in _ENTRY.findall(entries)}
    try:
        width, height = int(read.get(b"Width", b"0")), int(read.get(b"Height", b"0"))
    except ValueError:
        return None
    if read.get(b"ImageMask") != b"true" or width <= 0 or not 0 < width * height <= _MOST_PIXELS:
        return None
    stride = (width + 7) // 8
    filters = read.get(b"Filter", b"").decode("latin-1").strip("[]").replace("/", " ").split()
    most = _MOST_PACKED * stride * height + _LEAST_PACKED
    decoded = _decoded(data[:most], filters, dict(_PARAMETER.findall(entries)), (width, height), most)
    if decoded is None:
        return np.ones((height, width), np.bool_)
    # A sample of 0 is painted, unless /Decode is [1 0].
    inverted = read.get(b"Decode", b"").replace(b" ", b"").startswith(b"[1")
    # Rows that are missing paint nothing where data breaks off.
    rows = np.frombuffer(decoded[: stride * height].ljust(stride * height, b"\0" if inverted else b"\xff"), np.uint8)
    bits = np.unpackbits(rows.reshape(height, stride), axis=1)[:, :width].astype(np.bool_)
    return bits if inverted else ~bits


def _decoded(
    data: bytes, filters: Sequence[str], parameters: dict[bytes, bytes], size: tuple[int, int], most: int
) -> bytes | None:
    """The rows of the mask; None where a filter is unknown, its data is damaged, or there are too many.

    Args:
        size: width and height of the mask.
        most: bytes that any filter gives, at most.
    """
    if len(filters) > _MOST_FILTERS:
        return None
    for name in filters:
        try:
            if name in _FAX:
                data = _faxed(data, parameters, *size)
            elif name in IMAGE_FILTERS:
                return None
            else:
                data = filtered(name, data.partition(b"~>")[0] if name in _ASCII85 else data, most)
        except Exception:  # noqa: BLE001 - each filter fails on damaged data in its own way
            return None
        if not data:
            return None
    return data


def _faxed(data: bytes, parameters: dict[bytes, bytes], width: int, height: int) -> bytes:
    """The rows of a fax of group 4. Raises ValueError for another group and for more pixels than a letter has."""
    from pdfminer.ccitt import CCITTFaxDecoder

    columns = int(parameters.get(b"Columns", b"1728"))
    if int(parameters.get(b"K", b"0")) != _GROUP_4 or columns != width or width * height > _MOST_FAXED:
        raise ValueError("a fax that is not read")

    class Rows(CCITTFaxDecoder):
        """Stops at the last row, whatever follows."""

        def output_line(self, y: int, bits: Sequence[int]) -> None:
            super().output_line(y, bits)
            if y + 1 >= height:
                raise self.EOFB

    aligned = parameters.get(b"EncodedByteAlign") == b"true"
    rows = Rows(width, bytealign=aligned, reversed=parameters.get(b"BlackIs1") == b"true")
    rows.feedbytes(data)
    unpacked: bytes = rows.close()
    return unpacked
