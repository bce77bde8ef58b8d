"""Pages as PDFium paints them, in a process of their own: to paint is to decode a stranger's pictures.

``python -m warraq.pictures.painting`` reads a line of JSON (``Task``) and the files that it tells the sizes of
from stdin. It answers in lines of JSON: that it is there; how many pages each file has, None where PDFium can't open
it; then, page by page, of one file its picture as a data URI, of two files whether their pictures differ, and the text
that PDFium copies from each. Where pages are named, those of one file alone, each as its width, height, dots per inch
and grey pixels. A page that can't be opened is None, and so is one with a picture beyond ``Task.picture_side``.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from warraq.confined import confine

if TYPE_CHECKING:
    import pypdfium2
    from PIL import Image

#: Most pixels along the longer side of a picture, for posters.
_MOST_PIXELS: Final = 2600
_LOSSY_QUALITY: Final = 60
#: A page whose channels differ by no more than this is grey.
_GREY: Final = 8
#: ... and of a page that is to be read: a sheet of A2 at 300 dots per inch.
_MOST_TO_READ: Final = 7200
#: Pictures are looked for in forms so deep.
_DEEP: Final = 4


@dataclass(frozen=True, slots=True)
class Task:
    """What to paint.

    Attributes:
        sizes: bytes of each file: one, or two that are compared.
        password: of all of them.
        dpi: dots per inch.
        first: index of the first page.
        memory_bytes: what the process may take.
        pages: indices of the pages whose pixels are wanted; None for pictures of all, from ``first`` on.
        picture_side: pixels of the longer side of a picture, at most, on a page whose pixels are wanted.
    """

    sizes: Sequence[int]
    password: str | None
    dpi: int
    first: int
    memory_bytes: int
    pages: Sequence[int] | None = None
    picture_side: int = 0

    def line(self) -> bytes:
        """The task as it is sent."""
        return json.dumps(asdict(self)).encode() + b"\n"


def main() -> None:
    task = Task(**json.loads(sys.stdin.buffer.readline()))
    print(json.dumps("here"), flush=True)
    confine(task.memory_bytes)
    files = [sys.stdin.buffer.read(size) for size in task.sizes]
    for answer in _answers(task, files):
        print(json.dumps(answer), flush=True)


def _answers(task: Task, files: Sequence[bytes]) -> Iterator[Any]:
    import pypdfium2

    documents = [_opened(data, task.password) for data in files]
    counts = [None if document is None else len(document) for document in documents]
    yield counts
    if None in counts or len(set(counts)) > 1:
        return
    for index in range(task.first, counts[0] or 0) if task.pages is None else task.pages:
        try:
            pages = [document[index] for document in documents if document is not None]
        except pypdfium2.PdfiumError:
            yield None
            continue
        if task.pages is not None:
            yield _pixels(pages[0], task)
        elif len(pages) > 1:
            yield [_differ(pages, task.dpi), *map(_text, pages)]
        else:
            yield _picture(pages[0], task.dpi)
        for page in pages:
            page.close()


def _opened(data: bytes, password: str | None) -> pypdfium2.PdfDocument | None:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError:
        return None


def _differ(pages: Sequence[pypdfium2.PdfPage], dpi: int) -> bool:
    import numpy as np

    old, new = (page.render(scale=_scale(page, dpi)).to_numpy() for page in pages)
    return not np.array_equal(old, new)


def _text(page: pypdfium2.PdfPage) -> str:
    return str(page.get_textpage().get_text_range(errors="replace"))


def _pixels(page: pypdfium2.PdfPage, task: Task) -> dict[str, Any] | None:
    if _largest(page) > task.picture_side:
        return None
    scale = min(task.dpi / 72, _MOST_TO_READ / max(*page.get_size(), 1.0))
    picture = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    data = base64.b64encode(picture.tobytes()).decode("ascii")
    return {"width": picture.width, "height": picture.height, "dpi": 72 * scale, "data": data}


def _largest(page: pypdfium2.PdfPage) -> int:
    """The longest side of a picture on the page, pixels."""
    from pypdfium2 import raw

    longest = 0
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEP):
        size = getattr(picture, "get_px_size", None) or picture.get_size  # as releases before 5 call it
        longest = max(longest, *size())
    return longest


def _picture(page: pypdfium2.PdfPage, dpi: int) -> str:
    """The smaller of two WebP codings: lossless for most pages of text."""
    picture = _grey(page.render(scale=_scale(page, dpi)).to_pil().convert("RGB"))
    coded = min((_coded(picture, lossless=True), _coded(picture, quality=_LOSSY_QUALITY)), key=len)
    return "data:image/webp;base64," + base64.b64encode(coded).decode("ascii")


def _scale(page: pypdfium2.PdfPage, dpi: int) -> float:
    """Pixels for a point."""
    scale: float = min(dpi / 72, _MOST_PIXELS / max(*page.get_size(), 1.0))
    return scale


def _grey(picture: Image.Image) -> Image.Image:
    """The picture without the traces of colour that a grey one may have."""
    from PIL import ImageChops

    red, green, blue = picture.split()
    differences = (ImageChops.difference(red, green), ImageChops.difference(red, blue))
    if all(_highest(difference) <= _GREY for difference in differences):
        return picture.convert("L").convert("RGB")
    return picture


def _highest(channel: Image.Image) -> int:
    extrema: Any = channel.getextrema()
    return int(extrema[1])


def _coded(picture: Image.Image, **options: Any) -> bytes:
    out = BytesIO()
    picture.save(out, "webp", method=4, **options)
    return out.getvalue()


if __name__ == "__main__":
    main()
