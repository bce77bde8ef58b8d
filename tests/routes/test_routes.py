"""Which way pages go: by their own glyphs, by what speaks against them, and by the text that was copied of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from benchmarks.corpus.damage import to_unicode
from benchmarks.passages import page_words
from benchmarks.structure_golden import FIXTURES
from warraq.arabic.tables import FORMS
from warraq.config import DEFAULT
from warraq.errors import UsageError
from warraq.fonts.programs.cmap import parse_cmap
from warraq.routes.route import Checked
from warraq.run import check, extract

PDFS = FIXTURES / "pdf"
SOUND = (FIXTURES / "truth" / "law.tsv").read_text("utf-8")


def joined(out: Path, *names: str) -> Path:
    """One PDF of the pages of several fixtures."""
    with pikepdf.new() as pdf:
        for name in names:
            with pikepdf.open(PDFS / name) as source:
                pdf.pages.extend(source.pages)
        pdf.save(out)
    return out


def routes(checked: Checked) -> Sequence[str]:
    return [page.route for page in checked.pages]


@pytest.mark.parametrize("name", ["honest", "law", "agenda", "persian", "report-tables", "bad/english"])
def test_pages_whose_maps_are_right_are_kept(name: str) -> None:
    checked = check(PDFS / f"{name}.pdf")
    assert checked.route == "keep"
    assert [page.number for page in extract(PDFS / f"{name}.pdf", force=True).pages] == [p.page for p in checked.pages]
    assert all(page.reasons == () and page.doubtful == 0.0 for page in checked.pages)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("honest-wrong-map", "wrong_map"),
        ("honest-no-map", "no_map"),
        ("persian-no-tables", "doubtful_map"),
        ("letter-damaged", "blank_letters"),
        ("ctoc-cop-wg7-2020-4-word", "mirrored_digits"),
    ],
)
def test_pages_whose_maps_are_wrong_are_to_be_repaired_and_findings_say_what_it_is(name: str, reason: str) -> None:
    checked = check(PDFS / f"{name}.pdf")
    assert set(routes(checked)) == {"repair"}
    assert all(page.doubtful > 0.4 for page in checked.pages)
    assert reason in checked.pages[-1].reasons
    assert set(checked.pages[-1].reasons) <= {finding.fault for finding in checked.findings}


def test_each_page_goes_by_its_own_glyphs(tmp_path: Path) -> None:
    mixed = joined(tmp_path / "mixed.pdf", "law.pdf", "honest-no-map.pdf", "bad/scan.pdf")
    assert routes(check(mixed)) == ["keep", "keep", "repair", "repair", "ocr"]


def test_a_document_of_pictures_is_no_error() -> None:
    checked = check(PDFS / "bad" / "scan.pdf")
    assert [(page.page, page.route, page.reasons) for page in checked.pages] == [(1, "ocr", ("pages_without_text",))]


def test_a_stamp_on_scans_is_no_text_of_theirs(tmp_path: Path) -> None:
    """The same line on two pictures is not what they show; lines of their own are."""
    stamped, stamps = tmp_path / "stamped.pdf", {"same": b"", "own": b" 0 -99 Td"}
    for name, moved in stamps.items():
        joined(stamped, "bad/scan.pdf", "bad/scan.pdf")
        with pikepdf.open(stamped, allow_overwriting_input=True) as pdf:
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            for page, where in zip(pdf.pages, (b"", moved), strict=True):
                page.add_resource(font, pikepdf.Name.Font, pikepdf.Name.F)
                line = b"BT /F 9 Tf 72 500 Td" + where + b" (This line is stamped on it, or its own text) Tj ET"
                page.contents_add(pdf.make_stream(line))
            pdf.save(stamped)
        assert routes(check(stamped)) == (["ocr", "ocr"] if name == "same" else ["keep", "keep"])


def test_what_neither_tables_nor_outlines_tell_is_left_to_ocr(tmp_path: Path) -> None:
    without = tmp_path / "without.pdf"
    with pikepdf.open(PDFS / "honest-no-map.pdf") as pdf:
        for font in pdf.objects:
            if isinstance(font, pikepdf.Dictionary) and "/FontFile2" in font:
                del font["/FontFile2"]
        pdf.save(without)
    assert set(routes(check(without))) == {"ocr"}


def test_a_page_that_can_be_read_in_part_only_is_left_to_ocr(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    with pikepdf.open(PDFS / "law.pdf") as pdf:
        page = pdf.pages[1].obj
        page.Contents = pdf.make_stream(b"")
        page.Contents.write(b"no deflated data", filter=pikepdf.Name.FlateDecode)
        pdf.save(broken)
    checked = check(broken)
    assert routes(checked) == ["keep", "ocr"]
    assert checked.pages[1].reasons == ("damaged_page",)


def test_presentation_forms_are_to_be_folded(tmp_path: Path) -> None:
    """Every letter of one page claims its isolated form; a search for the letter doesn't find it."""
    form_of = {letters: form for form, (letters, kind) in FORMS.items() if kind == "iso" and len(letters) == 1}
    formed = tmp_path / "formed.pdf"
    with pikepdf.open(PDFS / "law.pdf") as pdf:
        for font in pdf.objects:
            if isinstance(font, pikepdf.Dictionary) and "/ToUnicode" in font:
                claims = parse_cmap(font["/ToUnicode"].read_bytes()).to_unicode
                claims = {code: form_of.get(text, text) for code, text in claims.items()}
                font["/ToUnicode"] = pdf.make_stream(to_unicode(claims, True))
        pdf.save(formed)
    checked = check(formed)
    assert {(page.route, page.reasons) for page in checked.pages} == {("repair", ("presentation_forms",))}


def test_the_share_from_which_a_page_is_not_kept_can_be_set(tmp_path: Path) -> None:
    lenient = replace(DEFAULT, routes=replace(DEFAULT.routes, doubtful_share=1.1))
    assert set(routes(check(PDFS / "honest-wrong-map.pdf", config=lenient))) == {"keep"}


def test_a_text_is_judged_by_its_words() -> None:
    dump = (FIXTURES / "text" / "ctoc-cop-wg7-2020-4.txt").read_text("utf-8")
    assert [(page.page, page.reasons) for page in check(FIXTURES / "text" / "ctoc-cop-wg7-2020-4.txt").pages] == [
        (None, ("enciphered",))
    ]
    assert dump


@pytest.mark.parametrize("mark", ["(cid:12)", "\x02", "\N{REPLACEMENT CHARACTER}", "\ue003"])
def test_a_text_of_glyphs_without_a_character_is_not_kept(mark: str, tmp_path: Path) -> None:
    checked = check(written(tmp_path / "a.txt", f"{(mark * 3 + ' ') * 40}\f{SOUND}{mark}\f"))
    assert [(page.route, page.reasons) for page in checked.pages] == [("repair", ("no_map",)), ("keep", ())]
    assert checked.findings[0].score == 1.0


def test_a_few_cut_words_are_no_reason(tmp_path: Path) -> None:
    once = SOUND.replace("المخطوطات", "المخطو طات", 1)
    often = re.sub(r"\b(\w{5})(\w{3,})\b", r"\1 \2", SOUND)
    checked = check(written(tmp_path / "a.txt", f"{once}\f{often}\f"))
    assert [page.reasons for page in checked.pages] == [(), ("word_spaces",)]


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_a_text_is_judged_page_by_page(tmp_path: Path) -> None:
    dump = (FIXTURES / "text" / "ctoc-cop-wg7-2020-4.txt").read_text("utf-8")
    backwards = "\n".join(line[::-1] for line in SOUND.splitlines())
    checked = check(written(tmp_path / "a.txt", f"{SOUND}\f{dump}\f\f{backwards}\f"))
    assert [(page.page, page.route) for page in checked.pages] == [
        (1, "keep"),
        (2, "repair"),
        (3, "keep"),
        (4, "repair"),
    ]
    assert "visual_order" in checked.pages[3].reasons
    assert {finding.where for finding in checked.findings} == {"page 2", "page 4"}


def text_of(name: str) -> list[str]:
    """The text of each page of a fixture, as it should be."""
    document = extract(PDFS / name)
    return [" ".join(word.text for word in page_words(document, page.number)) for page in document.pages]


def test_a_copied_text_has_to_have_the_letters_of_its_page() -> None:
    pages = text_of("law.pdf")
    pdf = PDFS / "law.pdf"
    assert routes(check(pdf, text="\f".join(pages))) == ["keep", "keep"]
    checked = check(pdf, text=f"{pages[0]}\f{pages[1][: len(pages[1]) // 2]}")
    assert routes(checked) == ["keep", "repair"]
    assert checked.pages[1].reasons == ("lost_letters",)
    assert checked.findings[-1].where == "page 2"


def test_a_restored_text_is_kept_whatever_the_pdf_claims() -> None:
    pages = text_of("honest-wrong-map.pdf")
    assert routes(check(PDFS / "honest-wrong-map.pdf", text="\f".join(pages))) == ["keep", "keep"]


def test_beside_a_picture_a_text_that_reads_well_is_kept_and_another_is_left_to_ocr() -> None:
    dump = (FIXTURES / "text" / "ctoc-cop-wg7-2020-4.txt").read_text("utf-8")
    scan = PDFS / "bad" / "scan.pdf"
    assert routes(check(scan, text=SOUND)) == ["keep"]
    assert routes(check(scan, text=" \n")) == ["ocr"]
    beside = check(scan, text=dump)
    assert [(page.route, page.reasons) for page in beside.pages] == [("ocr", ("pages_without_text", "enciphered"))]


def test_a_text_without_the_pages_of_its_pdf_is_judged_as_one() -> None:
    text = "\n".join(text_of("law.pdf"))
    checked = check(PDFS / "law.pdf", text=text)
    assert [(page.page, page.route) for page in checked.pages] == [(None, "keep")]
    assert routes(check(PDFS / "law.pdf", text=text[: len(text) // 2])) == ["repair"]


def test_a_text_stands_beside_a_pdf_alone() -> None:
    with pytest.raises(UsageError, match="beside a PDF"):
        check(FIXTURES / "text" / "ctoc-cop-wg7-2020-4.txt", text="a")
