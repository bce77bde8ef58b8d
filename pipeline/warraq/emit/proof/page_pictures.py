"""Pictures of the pages, as PDFium paints them, in the smaller of two WebP codings."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import pypdfium2
from PIL import Image, ImageChops

#: Sharp enough to read harakat beside the text, small enough for a hundred pages in one file.
DPI: Final = 132
#: Most pixels along the longer side, for posters.
_MOST_PIXELS: Final = 2600
_LOSSY_QUALITY: Final = 60
#: A page whose channels differ by no more than this is grey.
_GREY: Final = 8


def page_pictures(data: bytes, password: str | None = None, dpi: int = DPI) -> Iterator[str]:
    """A data URI for each page in order. Lossless where that is smaller, which it is for pages of text.

    A damaged file that PDFium can't open, or whose end it doesn't find, has fewer pictures than pages; a page that it
    can't open has an empty one.
    """
    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError:
        return
    try:
        for index in range(len(document)):
            try:
                page = document[index]
            except pypdfium2.PdfiumError:
                yield ""
                continue
            scale = min(dpi / 72, _MOST_PIXELS / max(*page.get_size(), 1.0))
            picture = page.render(scale=scale).to_pil().convert("RGB")
            page.close()
            yield "data:image/webp;base64," + base64.b64encode(_smallest(picture)).decode("ascii")
    finally:
        document.close()


def _smallest(picture: Image.Image) -> bytes:
    red, green, blue = picture.split()
    differences = (ImageChops.difference(red, green), ImageChops.difference(red, blue))
    if all(_highest(difference) <= _GREY for difference in differences):
        picture = picture.convert("L").convert("RGB")
    return min((_coded(picture, lossless=True), _coded(picture, quality=_LOSSY_QUALITY)), key=len)


def _highest(channel: Image.Image) -> int:
    extrema: Any = channel.getextrema()
    return int(extrema[1])


def _coded(picture: Image.Image, **options: Any) -> bytes:
    out = BytesIO()
    picture.save(out, "webp", method=4, **options)
    return out.getvalue()
