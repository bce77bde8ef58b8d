"""Pages that are pictures beside pages of text: one document, in order, each node with its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from tests.end_to_end.test_page_table import LINE, scan
from tests.fuzz.bombs import pdf
from tests.ocr.scans import engine, joined, scanned
from tests.repair.sheet import Sheet, save_all
from warraq.cli import main
from warraq.config import DEFAULT, Config, Ocr
from warraq.errors import LimitExceeded, NoTextLayer, UsageError
from warraq.model.document import Document
from warraq.model.line import Box
from warraq.ocr.recogniser import RecognisedWord
from warraq.pictures.painter import Pixels, page_pixels
from warraq.run import extract

FIXTURES = Path(__file__).parents[2] / "fixtures"
LAW = FIXTURES / "pdf" / "law.pdf"


class Scripted:
    """An engine that reads lines of its own in any picture, from the top down, and keeps what it was asked."""

    def __init__(self, *lines: str, confidence: float = 0.9) -> None:
        self.lines, self.confidence = lines, confidence
        self.asked: list[tuple[tuple[int, ...], float, tuple[str, ...]]] = []

    def recognise(self, picture: Pixels, languages: Sequence[str], lines: Sequence[Box] = ()) -> list[RecognisedWord]:
        self.asked.append((picture.grey.shape, picture.dpi, tuple(languages)))
        words = []
        for number, line in enumerate(self.lines):
            right, top = 2200.0, 400.0 + 80 * number
            for text in line.split():
                left = right - 25.0 * len(text)
                words.append(RecognisedWord(text, (left, top, right, top + 50), self.confidence, number))
                right = left - 20
        return words


SENTENCE = f"{LINE}."


def text_page() -> Sheet:
    sheet = Sheet()
    sheet.line(SENTENCE, 700)
    return sheet


def content(document: Document) -> list[tuple[str, str | None]]:
    return [(node.content, node.source) for node in document.walk()]


def test_a_picture_among_pages_of_text_is_read_in_its_place(tmp_path: Path) -> None:
    path = save_all(tmp_path / "mixed.pdf", [text_page(), scan(), text_page()])
    reader = Scripted("مادة 5- نص المادة الخامسة.")
    document = extract(path, ocr="auto", recogniser=reader)
    assert [page.kind for page in document.pages] == ["text", "ocr", "text"]
    assert [page.word_count for page in document.pages] == [9, 5, 9]
    assert content(document) == [(SENTENCE, None), ("نص المادة الخامسة.", "ocr"), (SENTENCE, None)]
    assert [node.number for node in document.walk()] == [None, "5", None]
    assert not any(finding.fault == "pages_without_text" for finding in document.findings)
    (asked,) = reader.asked
    assert asked == ((3509, 2480), 300.0, ())


def test_words_are_as_sure_as_such_words_are_and_stand_where_it_saw_them(tmp_path: Path) -> None:
    path = save_all(tmp_path / "scan.pdf", [scan()])
    document = extract(path, ocr="auto", recogniser=Scripted("نص أول", confidence=0.4))
    first, second = document.words
    assert (first.text, first.confidence, first.font) == ("نص", 0.84, None)
    assert (second.text, second.confidence) == ("أول", 0.84)
    assert first.bbox is not None and second.bbox is not None and second.bbox[2] < first.bbox[0]
    assert first.bbox[2] == pytest.approx(2200 * 72 / 300, abs=0.5)
    assert first.bbox[1] < 425 * 72 / 300 < first.bbox[3]
    assert [doubt.word for node in document.walk() for doubt in node.uncertain] == ["نص", "أول"]


def test_what_the_engine_read_is_kept_beside_what_is_meant(tmp_path: Path) -> None:
    path = save_all(tmp_path / "scan.pdf", [scan()])
    (node,) = extract(path, ocr="auto", recogniser=Scripted("تفتيش الخرائن مرة في السنة.", confidence=0.6)).body
    assert (node.text, node.original) == ("تفتيش الخزائن مرة في السنة.", "تفتيش الخرائن مرة في السنة.")


def test_what_a_page_shows_as_text_is_not_read_twice(tmp_path: Path) -> None:
    stamp = "نسخة"
    path = save_all(tmp_path / "stamped.pdf", [scan(1.0, stamp, 30), scan(1.0, stamp, 30)])
    words = [
        RecognisedWord(stamp, (2050, 3360, 2180, 3400), 0.9, 0),
        RecognisedWord("نص", (2000, 500, 2180, 550), 0.9, 1),
    ]

    class Reader:
        def recognise(
            self, picture: Pixels, languages: Sequence[str], lines: Sequence[Box] = ()
        ) -> list[RecognisedWord]:
            return words

    document = extract(path, ocr="auto", recogniser=Reader())
    assert [word.text for word in document.words].count(stamp) == 2
    assert [word.text for word in document.words].count("نص") == 2


def test_nothing_is_painted_or_asked_where_there_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warraq.pictures.painter._answers", None)
    reader = Scripted("نص")
    assert extract(LAW, ocr="auto", recogniser=reader) == extract(LAW)
    assert not reader.asked


def test_all_pages_are_read_by_their_pictures_where_that_is_asked_for(tmp_path: Path) -> None:
    path = save_all(tmp_path / "text.pdf", [text_page()])
    document = extract(path, ocr="always", recogniser=Scripted("نص آخر"))
    assert content(document) == [("نص آخر", "ocr")]


def test_a_scan_in_which_nothing_is_read_has_no_text(tmp_path: Path) -> None:
    path = save_all(tmp_path / "scan.pdf", [scan()])
    for mode in ("auto", "never"):
        with pytest.raises(NoTextLayer, match="hold images"):
            extract(path, ocr=mode, recogniser=Scripted())


def test_without_an_engine_nothing_changes_and_its_package_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    mixed = save_all(tmp_path / "mixed.pdf", [text_page(), scan()])
    assert extract(mixed, ocr="auto") == extract(mixed)
    with pytest.raises(NoTextLayer) as raised:
        extract(save_all(tmp_path / "scan.pdf", [scan()]), ocr="auto")
    assert "tesseract-ocr-script-arab" in raised.value.help
    with pytest.raises(UsageError, match="no text recognition"):
        extract(mixed, ocr="always")
    with pytest.raises(UsageError, match="'some'"):
        extract(mixed, ocr="some")


def test_a_page_whose_picture_cant_be_read_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    class Reader(Scripted):
        def recognise(
            self, picture: Pixels, languages: Sequence[str], lines: Sequence[Box] = ()
        ) -> list[RecognisedWord]:
            if not self.asked:
                super().recognise(picture, languages, lines)
                raise LimitExceeded("to recognise the text of a page takes too long")
            return super().recognise(picture, languages, lines)

    path = save_all(tmp_path / "scans.pdf", [scan(), scan()])
    document = extract(path, config=Config(ocr=Ocr("auto", workers=1)), recogniser=Reader("نص"))
    assert [page.kind for page in document.pages] == ["picture", "ocr"]
    (fault,) = (finding for finding in document.findings if finding.fault == "unread_picture")
    assert (fault.where, fault.detail) == (
        "1",
        "to recognise the text of a page takes too long; nothing was read in it",
    )


def test_a_picture_of_thirty_thousand_pixels_is_not_painted() -> None:
    with pikepdf.new() as file:
        file.add_blank_page(page_size=(100, 100))
        picture = file.make_stream(b"\xff" * 30_000)
        picture.update({"/Subtype": pikepdf.Name.Image, "/Width": 30_000, "/Height": 1, "/BitsPerComponent": 8})
        picture.ColorSpace = pikepdf.Name.DeviceGray
        file.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=picture))
        file.pages[0].Contents = file.make_stream(b"q 100 0 0 100 0 0 cm /Im Do Q")
        out = BytesIO()
        file.save(out)
    assert list(page_pixels(out.getvalue(), [0])) == [None]
    (painted,) = page_pixels(out.getvalue(), [0], limits=replace(DEFAULT.limits, picture_side=30_000))
    assert painted is not None and painted.grey.shape == (417, 417)


def test_pages_are_painted_without_those_that_take_too_long() -> None:
    data = pdf(b"0 0 9 9 re f")
    assert list(page_pixels(data, [0], limits=replace(DEFAULT.limits, seconds_per_picture=0.001))) == [None]
    (painted,) = page_pixels(data, [0], dpi=72)
    assert painted is not None and painted.grey.min() == 0 and painted.grey.max() == 255


def test_scans_and_text_come_out_as_one_law(tmp_path: Path) -> None:
    engine()
    agenda = scanned(FIXTURES / "pdf" / "agenda.pdf", tmp_path / "agenda.pdf", pages=[0])
    path = joined(tmp_path / "mixed.pdf", (LAW, 0), (agenda, 0))
    document = extract(path, ocr="auto")
    assert [page.kind for page in document.pages] == ["text", "ocr"]
    true = extract(FIXTURES / "pdf" / "agenda.pdf", pages="1", pages_alone=True)
    words = Counter(document.pages[1].text.split())
    assert (Counter(true.pages[0].text.split()) - words).total() < 0.2 * true.pages[0].word_count
    assert {node.source for node in document.walk()} == {None, "ocr"}


def test_ten_pages_of_which_five_are_pictures_lose_nothing(tmp_path: Path) -> None:
    """Each page says its own, in the order of the file, and each node says where it is from."""
    engine()
    sources = [(FIXTURES / "pdf" / f"{name}.pdf", 0) for name in ("law", "agenda", "honest", "treaty")]
    sources.append((LAW, 1))
    pictures = [
        scanned(path, tmp_path / f"{number}.pdf", pages=[index]) for number, (path, index) in enumerate(sources)
    ]
    pairs = [part for source, picture in zip(sources, pictures, strict=True) for part in (source, (picture, 0))]
    document = extract(joined(tmp_path / "mixed.pdf", *pairs), ocr="auto")
    assert [page.kind for page in document.pages] == ["text", "ocr"] * 5
    for text, picture in zip(document.pages[::2], document.pages[1::2], strict=True):
        written, read = Counter(text.text.split()), Counter(picture.text.split())
        assert (written - read).total() < 0.2 * written.total()
        assert (read - written).total() < 0.2 * written.total()
    assert [page.number for page in document.pages] == list(range(1, 11))
    nodes = list(document.walk())
    first = [min(span.page for span in node.spans) for node in nodes]
    assert first == sorted(first)
    assert {page for node in nodes for page in (span.page for span in node.spans)} == set(range(1, 11))
    for node in nodes:
        assert node.source == ("ocr" if any(span.page % 2 == 0 for span in node.spans) else None)


def test_the_command_reads_scans(tmp_path: Path) -> None:
    engine()
    out = tmp_path / "scan.txt"

    def code_of(*options: str) -> object:
        with pytest.raises(SystemExit) as raised:
            main(["extract", str(FIXTURES / "pdf" / "bad" / "scan.pdf"), "-q", "-o", str(out), *options])
        return raised.value.code

    assert code_of() == 0
    assert "المخطوطات" in out.read_text("utf-8")
    assert code_of("--ocr", "never") == NoTextLayer.exit_code
    assert code_of("--ocr-languages", "tlh") == UsageError.exit_code
