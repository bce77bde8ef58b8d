"""What annotations paint, values of form fields, free text, stamps: it is on the page, though not in its content.

ISO 32000-2, 12.5.5 (appearance streams) and 12.5.3 (flags). Of a form field whose value is known that is taken, and not
what is painted for it: some viewers paint it anew, and some fields have no appearance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from pdfminer.pdftypes import PDFStream, resolve1

from warraq.extract.objects.fields import value_of
from warraq.extract.objects.layers import is_hidden
from warraq.pdf.paths import IDENTITY, Box, Matrix, transformed_box
from warraq.pdf.values import dictionary_of, name_of, number_of, numbers_of

#: Annotations of one page that are looked at.
MOST_ANNOTATIONS: Final = 10_000
#: Flags of an annotation that isn't shown on the screen: Hidden, NoView.
_UNSEEN: Final = 2 | 32
#: Kinds that paint no text of their own, or none while the page is read. Marks of a reader's pen are none that cover
#: text, though their appearance may say so: a viewer lets it show through.
_WITHOUT_TEXT: Final = frozenset(("Link", "Popup", "Highlight", "Underline", "Squiggly", "StrikeOut", "Ink"))
_FAR: Final = 1e6


#: The place of a form field in user space, its text and its font size in points, 0 where that isn't said.
Value = tuple[Box, str, float]


def appearances(
    page: Mapping[str, Any], hidden: frozenset[int], count: Callable[[int], None]
) -> tuple[bytes, dict[str, Any], list[Value]]:
    """Content that paints the annotations of a page in user space, the forms that it names, and values of form fields.

    Args:
        page: the page's dictionary.
        hidden: numbers of the layers that aren't shown.
        count: told how many bytes of values are about to be read.
    """
    annotations = resolve1(page.get("Annots"))
    painted: list[bytes] = []
    forms: dict[str, Any] = {}
    values: list[Value] = []
    for reference in annotations[:MOST_ANNOTATIONS] if isinstance(annotations, list) else []:
        annotation = dictionary_of(reference)
        kind = name_of(annotation.get("Subtype"))
        if kind in _WITHOUT_TEXT or int(number_of(annotation.get("F"))) & _UNSEEN:
            continue
        if is_hidden(annotation.get("OC"), hidden):
            continue
        value = value_of(annotation, count) if kind == "Widget" else None
        box = _rectangle(annotation)
        if value is not None and box is not None:
            values.append((box, *value))
            continue
        form = _appearance(annotation)
        if form is None:
            continue
        matrix = _placed(numbers_of(annotation.get("Rect")), resolve1(form))
        if matrix is None:
            continue
        name = f"A{len(forms)}"
        forms[name] = form
        content = b"q %b cm /%b Do Q" % (b" ".join(b"%.6f" % value for value in matrix), name.encode())
        painted.append(b"/Artifact <</Subtype /Watermark>> BDC %b EMC" % content if kind == "Watermark" else content)
    return b"\n".join(painted), forms, values


def _rectangle(annotation: Mapping[str, Any]) -> Box | None:
    """Left, bottom, right and top; None where it is none or holds nothing."""
    corners = numbers_of(annotation.get("Rect"))
    if len(corners) != 4 or not all(abs(corner) < _FAR for corner in corners):
        return None
    left, right, bottom, top = *sorted(corners[::2]), *sorted(corners[1::2])
    return (left, bottom, right, top) if left < right and bottom < top else None


def _appearance(annotation: Mapping[str, Any]) -> Any:
    """The normal appearance, a reference to it if there is one; of several that of the annotation's state."""
    normal = dictionary_of(annotation.get("AP")).get("N")
    if not isinstance(resolve1(normal), PDFStream):
        normal = dictionary_of(normal).get(name_of(annotation.get("AS")))
    return normal if isinstance(resolve1(normal), PDFStream) else None


def _placed(rectangle: list[float], form: PDFStream) -> Matrix | None:
    """What brings the form's box, as its own matrix leaves it, to the annotation's rectangle; None where it can't."""
    box, form_matrix = numbers_of(form.get("BBox")), numbers_of(form.get("Matrix"))
    if len(rectangle) != 4 or len(box) != 4 or not all(abs(value) < _FAR for value in (*rectangle, *box, *form_matrix)):
        return None
    matrix: Matrix = (
        (form_matrix[0], form_matrix[1], form_matrix[2], form_matrix[3], form_matrix[4], form_matrix[5])
        if len(form_matrix) == 6
        else IDENTITY
    )
    upright = min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])
    left, bottom, right, top = transformed_box(upright, matrix)
    if right <= left or top <= bottom:
        return None
    across = abs(rectangle[2] - rectangle[0]) / (right - left)
    up = abs(rectangle[3] - rectangle[1]) / (top - bottom)
    x, y = min(rectangle[0], rectangle[2]), min(rectangle[1], rectangle[3])
    return across, 0.0, 0.0, up, x - across * left, y - up * bottom
