"""Glyph procedures of a Type 3 font with the forms that they paint written out in their place.

ISO 32000-2, 8.10 and 9.6.4. Chromium and Typst paint each glyph of a face in colours as a form XObject, whose layers
are fills of their own; a procedure is nothing but ``/X0 Do`` then, which says nothing of what the glyph looks like.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from pdfminer.pdftypes import PDFStream, resolve1

from warraq.errors import LimitExceeded
from warraq.pdf.streams import stream_bytes
from warraq.pdf.values import dictionary_of, name_of, numbers_of

#: Forms of one glyph, and forms in forms, beyond which it is a drawing and no letter.
_MOST_FORMS: Final = 64
_MOST_DEPTH: Final = 8
_DELIMITER: Final = rb"\0\t\n\f\r ()<>\[\]{}/%"
_DO: Final = re.compile(rb"/([^%(d)s]+)[\0\t\n\f\r ]+Do(?=[%(d)s]|$)" % {b"d": _DELIMITER})


def with_forms(procedure: bytes, resources: Any, most: int) -> bytes:
    """``procedure``, where each form that it paints stands as its own content between ``q`` and ``Q``.

    What is painted is the same but for clips to the forms' boxes. Images, what isn't found and what is too much for a
    letter stay as they are.

    Args:
        procedure: decoded content of one glyph.
        resources: /Resources of the font, or a reference to them.
        most: bytes that it may grow to. Raises LimitExceeded beyond.
    """
    return _Writer(most).written(procedure, resources, 0) if b"Do" in procedure else procedure


class _Writer:
    """Writes out the forms of one glyph, so many and of so many bytes at most."""

    def __init__(self, most: int) -> None:
        self._most, self._size, self._forms = most, 0, 0

    def written(self, content: bytes, resources: Any, depth: int) -> bytes:
        """``content``, which is itself painted in ``depth`` forms, with its forms written out."""
        self._size += len(content)
        if self._size > self._most:
            raise LimitExceeded(f"the forms of a glyph procedure hold more than {self._most} bytes")
        forms = dictionary_of(dictionary_of(resources).get("XObject"))
        parts: list[bytes] = []
        end = 0
        for match in _DO.finditer(content) if forms and depth < _MOST_DEPTH else ():
            form = resolve1(forms.get(match[1].decode("latin-1")))
            if not isinstance(form, PDFStream) or name_of(form.attrs.get("Subtype")) != "Form":
                continue
            self._forms += 1
            if self._forms > _MOST_FORMS:
                break
            inside = self.written(stream_bytes(form), form.attrs.get("Resources", resources), depth + 1)
            parts += (content[end : match.start()], _placed(form.attrs), inside, b" Q ")
            end = match.end()
        return b"".join((*parts, content[end:])) if parts else content


def _placed(form: Mapping[str, Any]) -> bytes:
    """The operators that begin a form: its /Matrix."""
    matrix = numbers_of(form.get("Matrix"))
    return b" q %s cm " % " ".join(f"{value:.9f}" for value in matrix).encode("ascii") if len(matrix) == 6 else b" q "
