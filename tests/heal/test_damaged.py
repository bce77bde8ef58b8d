"""Whatever stands where a healed file wants a dictionary, a name or a number: it is healed as far as that goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from tests.fuzz.bombs import pdf
from tests.heal.test_in_place import DAMAGED
from warraq import run
from warraq.errors import DamagedPdf, WarraqError

#: Put behind a page's content.
CONTENT = {
    "arrays that never end": b"[ [ (a) Tj",
    "an array of operators": b"[ BT ] TJ",
    "names that are missing": b"Tf gs Do Tc",
    "a name that is none": b"5 9 Tf",
    "a size that is none": b"/F1 /a Tf (ab) Tj",
    "a spacing that is none": b"/a Tc (ab) Tj",
    "spaces that are missing": b'(ab) "',
    "names that are not UTF-8": b"/F#E6#D0 9 Tf /#D0 gs /#E6 Do (ab) Tj",
    "operators that are not UTF-8": b"1 \xd0\xff\xe6 \xe6",
}


def _fonts(pdf: Pdf) -> list[Dictionary]:
    return [thing for thing in pdf.objects if isinstance(thing, Dictionary) and thing.get("/Subtype") == Name.Type0]


def _nested(pdf: Pdf, depth: int) -> None:
    """Forms that paint each the next one."""
    form = Stream(pdf, b"0 0 m", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    for _ in range(depth):
        resources = Dictionary(XObject=Dictionary(X=pdf.make_indirect(form)))
        form = Stream(pdf, b"/X Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], Resources=resources)
    page = pdf.pages[0]
    page.obj.Resources.XObject = Dictionary(X=pdf.make_indirect(form))
    page.contents_add(b"/X Do")


def _more_content(content: bytes) -> Callable[[Pdf], None]:
    return lambda pdf: pdf.pages[0].contents_add(content)


def _of_fonts(key: str, value: object) -> Callable[[Pdf], None]:
    def spoil(pdf: Pdf) -> None:
        for font in _fonts(pdf):
            font[key] = value

    return spoil


def _of_descendants(key: str, value: object) -> Callable[[Pdf], None]:
    def spoil(pdf: Pdf) -> None:
        for font in _fonts(pdf):
            font.DescendantFonts[0][key] = value

    return spoil


def _of_page(key: str, value: object) -> Callable[[Pdf], None]:
    return lambda pdf: pdf.pages[0].obj.__setitem__(key, value)


def _of_resources(key: str, value: object) -> Callable[[Pdf], None]:
    return lambda pdf: pdf.pages[0].obj.Resources.__setitem__(key, value)


SPOILT: dict[str, Callable[[Pdf], None]] = {
    **{name: _more_content(more) for name, more in CONTENT.items()},
    "descendants that are none": _of_fonts("/DescendantFonts", 5),
    "no descendants": _of_fonts("/DescendantFonts", Array([])),
    "a descendant that is none": _of_fonts("/DescendantFonts", Array([5])),
    "widths that are none": _of_descendants("/W", Name.W),
    "a descriptor that is none": _of_descendants("/FontDescriptor", Array([])),
    "annotations that are none": _of_page("/Annots", 5),
    "an annotation that is none": _of_page("/Annots", Array([5, Dictionary(AP=Dictionary(N=Dictionary(A=5)))])),
    "resources that are none": _of_page("/Resources", Array([])),
    "fonts that are none": _of_resources("/Font", Dictionary(F=5, G=Array([]))),
    "forms that are none": _of_resources("/XObject", Dictionary(X=5)),
    "states that are none": _of_resources("/ExtGState", Dictionary(A=Dictionary(Font=Array([5, Name.a])), B=5)),
    "flags that are none": lambda pdf: pdf.Root.__setitem__("/AcroForm", Dictionary(SigFlags=Dictionary())),
    "forms in forms": lambda pdf: _nested(pdf, 1500),
}


@pytest.mark.parametrize("name", SPOILT)
@pytest.mark.parametrize("way", ["maps", "tags", "incremental"])
def test_it_is_healed_or_refused(name: str, way: str, tmp_path: Path) -> None:
    spoilt, out = tmp_path / "spoilt.pdf", tmp_path / "out.pdf"
    with pikepdf.open(DAMAGED) as opened:
        SPOILT[name](opened)
        opened.save(spoilt)
    try:
        run.heal(spoilt, out, tags=way == "tags", incremental=way == "incremental", verify=False, force=True)
    except WarraqError as error:
        assert error.exit_code != 70
        assert not out.exists()
    else:
        assert run.extract(out, force=True) is not None


def test_a_page_tree_that_qpdf_cannot_flatten_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "spoilt.pdf"
    path.write_bytes(pdf(objects={2: "<</Type/Pages/Kids[3 0 R null]>>"}))
    with pytest.raises(DamagedPdf):
        run.heal(path, tmp_path / "out.pdf", force=True)
