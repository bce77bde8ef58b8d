"""Typed passages beside what is read of their page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import passages, peers
from benchmarks.structure_golden import FIXTURES
from warraq.emit.report.compare import Token
from warraq.model.document import Document, Furniture, Metadata, Node, Quality, Source, Span, UncertainWord

PDF = FIXTURES / "pdf"
#: From the first page of the file, with marks, a tatweel and digits of another script than it prints.
TRUTH = (FIXTURES / "truth" / "honest.txt").read_text("utf-8")


def words(text: str, doubted: str = "") -> list[Token]:
    return [Token(word, word in doubted.split()) for word in text.split()]


def test_the_best_part_leaves_out_what_stands_before_and_after() -> None:
    assert passages.best_part("من هنا", "قال من هنا ذهب") == (4, 10, 0)
    assert passages.best_part("من هنا", "قال من هذا ذهب") == (4, 10, 1)
    assert passages.best_part("من", "") == (0, 0, 2)


def test_marks_tatweel_spaces_and_scripts_of_digits_are_folded() -> None:
    result = passages.measure("كِتـــاب  ٣", words("قرأ كتاب 3 مرات"))
    assert (result.cer, result.silent, result.part) == (0, 0, "كتاب 3")


def test_a_wrong_word_counts_unless_it_is_flagged() -> None:
    silent = passages.measure("جاء رجل من بعيد", words("قد جاء رحل من بعيد أمس"))
    flagged = passages.measure("جاء رجل من بعيد", words("قد جاء رحل من بعيد أمس", doubted="رحل"))
    assert silent.cer == flagged.cer == pytest.approx(1 / 15)
    assert (silent.silent, silent.wrong) == (1, ("رحل",))
    assert (flagged.silent, flagged.wrong) == (0, ("[رحل]",))


def test_what_touches_the_edge_of_a_passage_is_no_fault_of_it() -> None:
    assert passages.measure("وعلى القانون", words("نص -وعلى القانون.")).silent == 0


def test_the_words_of_a_page_have_their_labels_notes_furniture_and_doubts() -> None:
    first, second = (Span(page=1),), (Span(page=2),)
    document = Document(
        source=Source(file="a.pdf", sha256="0" * 64, pages=2, engine="warraq"),
        metadata=Metadata(),
        body=(
            Node(
                kind="paragraph",
                id="par-1",
                label="1-",
                text="كلمة أخرى",
                spans=first,
                uncertain=(UncertainWord(word="أخرى", index=1, confidence=0.5),),
            ),
            Node(kind="paragraph", id="par-2", text="بعيد", spans=second),
        ),
        footnotes=(Node(kind="footnote", id="fn-1", label="(1)", text="حاشية", spans=first),),
        furniture=(
            Furniture(role="footer", text="ذيل", spans=first),
            Furniture(role="header", text="رأس", spans=first),
        ),
        quality=Quality(confidence=1.0, words=4, needs_review=False),
    )
    assert passages.page_words(document, 1) == words("رأس 1- كلمة أخرى (1) حاشية ذيل", doubted="أخرى")


def test_a_list_is_read_and_measured(tmp_path: Path) -> None:
    lines = [line for line in TRUTH.splitlines() if len(line) > 60]
    rows = [{"file": "honest", "page": 1, "text": lines[0]}, {"file": "honest.pdf", "page": 1, "text": "ققق ققق"}]
    given = tmp_path / "passages.json"
    given.write_text(json.dumps(rows), encoding="utf-8")
    exact, wrong = passages.results(passages.load(given), PDF)
    assert (exact.cer, exact.silent) == (0, 0)
    assert wrong.cer > 0.5
    table = list(passages.lines(passages.load(given), PDF, show=True))
    assert table[-1].startswith("\n2 passages: mean CER ")
    assert ", 1 exact, " in table[-1]


def test_a_peer_reads_the_whole_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(peers.PEERS, "pypdfium2", lambda path: f"نص {path.stem}")
    (result,) = passages.results([passages.Passage("a", 7, "نص a")], tmp_path, "pypdfium2")
    assert result.cer == 0


def test_a_file_that_is_refused_has_no_words(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"no PDF")
    (result,) = passages.results([passages.Passage("a", 1, "كلمة")], tmp_path)
    assert (result.cer, result.silent) == (1, 0)
