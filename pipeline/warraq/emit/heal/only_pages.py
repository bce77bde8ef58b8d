"""A PDF of some of the pages of another; nothing of the other pages is in it."""

from __future__ import annotations

from collections.abc import Collection
from io import BytesIO
from typing import Final

import pikepdf

from warraq.emit.heal.heal_save import whole_file
from warraq.errors import DamagedPdf

#: What the catalog says of all pages and a reader needs to show or to name them: layers, language, how it opens.
_OF_ALL: Final = ("/OCProperties", "/Lang", "/ViewerPreferences", "/PageLayout")


def only_pages(
    data: bytes, pages: Collection[int], *, password: str | None, where: str
) -> tuple[bytes, tuple[str, ...]]:
    """The bytes of a file of these pages, in the order of ``data``, and what it lacks besides, a sentence each.

    Links to other pages lead nowhere, and neither bookmarks nor structure tags are taken along. An encrypted file is
    encrypted no more. Raises DamagedPdf where the pages can't be copied.
    """
    try:
        with pikepdf.open(BytesIO(data), password=password or "") as whole, pikepdf.new() as part:
            for name in _OF_ALL:
                if name in whole.Root:
                    value = whole.Root[name]
                    part.Root[name] = part.copy_foreign(value) if value.is_indirect else _direct(part, whole, value)
            part.pages.extend(page for number, page in enumerate(whole.pages, start=1) if number in pages)
            if whole.trailer.get("/Info") is not None:
                part.trailer.Info = part.copy_foreign(whole.make_indirect(whole.trailer.Info))
            warnings = ["the pages are not encrypted any more"] if whole.is_encrypted else []
            if "/AcroForm" in whole.Root:
                warnings.append("the fields of its forms can't be filled in any more")
            return whole_file(part), tuple(warnings)
    except (pikepdf.PdfError, RuntimeError) as error:  # some of pikepdf's are RuntimeErrors
        raise DamagedPdf(f"its pages can't be copied: {error}", where=where) from error


def _direct(part: pikepdf.Pdf, whole: pikepdf.Pdf, value: pikepdf.Object) -> pikepdf.Object:
    """A copy of what stands in another object; what is no object of its own can't be copied."""
    return part.copy_foreign(whole.make_indirect(value))
