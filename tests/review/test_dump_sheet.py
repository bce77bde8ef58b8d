"""The proof sheet of a text dump: every line as it stands beside what was read of it, and corrections of its words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.review.browser import opened
from tests.review.test_in_the_browser import CONTRAST, saved, show
from tests.review.test_sheet import data_of
from warraq import run
from warraq.cli import main
from warraq.decipher.corrections import (
    Corrections,
    DumpWordCorrection,
    GlyphCorrection,
    correct_dump,
    read_corrections,
)
from warraq.errors import UsageError
from warraq.model.line import Block, Line, Word

DUMP = Path(__file__).parents[2] / "fixtures" / "text" / "ctoc-cop-wg7-2020-4.txt"
#: Its first lines: read fast, and with words in doubt.
LINES = 60


@pytest.fixture(scope="session")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dump") / "dump.txt"
    path.write_text("\n".join(DUMP.read_text("utf-8").split("\n")[:LINES]), "utf-8")
    return path


@pytest.fixture(scope="session")
def dump_sheet(dump: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sheets") / "dump.html"
    path.write_text(run.review(dump), "utf-8")
    return path


def test_every_line_stands_beside_what_was_read_of_it(dump: Path, dump_sheet: Path) -> None:
    data = data_of(dump_sheet)
    rows = [row for page in data["pages"] for row in page["lines"]]
    raw = dump.read_text("utf-8").split("\n")
    assert {row["n"]: row["raw"] for row in rows} == {n: line for n, line in enumerate(raw, 1) if line.strip()}
    assert [row["n"] for row in rows] == sorted(row["n"] for row in rows)
    words = [word for row in rows for word in row["words"]]
    quality = run.extract(dump).quality
    assert sum("a" in word for word in words) >= quality.uncertain > 0
    assert all(word.get("o", "x").isprintable() for word in words)


def test_nodes_lead_to_their_first_words(dump_sheet: Path) -> None:
    data = data_of(dump_sheet)
    words = [word["t"] for page in data["pages"] for row in page["lines"] for word in row["words"]]
    nodes = list(data["tree"])
    for node in nodes:
        nodes += node.get("ch", [])
    places = [(node["t"].split()[0], words[node["w"]]) for node in nodes if "w" in node]
    assert len(places) >= 0.8 * len(nodes)
    assert all(first == there for first, there in places)


def test_a_long_page_is_built_in_parts() -> None:
    sheet = run.review(("السلام عليكم ورحمة الله\n" * 300).encode())
    data = json.loads(sheet.split('id="data">', 1)[1].split("</script>", 1)[0])
    assert [(page["n"], len(page["lines"])) for page in data["pages"]] == [(1, 60)] * 5


def test_only_the_pages_that_are_asked_for_are_there() -> None:
    sheet = run.review("السلام عليكم\n\fوعليكم السلام\n\fأهلا وسهلا\n".encode(), pages="2")
    data = json.loads(sheet.split('id="data">', 1)[1].split("</script>", 1)[0])
    assert [page["n"] for page in data["pages"]] == [2]
    assert [row["raw"] for row in data["pages"][0]["lines"]] == ["وعليكم السلام"]


def test_walk_correct_save_and_extract_again(dump: Path, dump_sheet: Path, tmp_path: Path) -> None:
    with opened() as page:
        show(page, dump_sheet)
        doubts = page.locator("[data-doubt]").count()
        page.keyboard.press("j")
        index = page.locator(".doubt[aria-current=true]").get_attribute("data-doubt")
        page.keyboard.press("e")
        page.keyboard.type("تصحيح")
        page.locator("#right").press("Enter")
        assert page.locator(f".w[data-w='{index}']").inner_text() == "تصحيح"
        for _ in range(doubts - 1):
            page.keyboard.press("a")
        assert " 0 to check" in page.inner_text("#summary")
        path = saved(page, tmp_path)
        page.reload()
        page.evaluate("localStorage.clear()")
    assert json.loads(path.read_text("utf-8"))["dump_words"][0]["text"] == "تصحيح"
    after = run.extract(dump, corrections=read_corrections(path))
    assert after.quality.uncertain == 0
    assert "تصحيح" in [word for node in after.walk() for word in node.content.split()]
    assert not [finding for finding in after.findings if "correction" in finding.fault]
    with pytest.raises(SystemExit) as caught:
        main(["review", str(dump), "-o", str(tmp_path / "again.html"), "--corrections", str(path), "-q"])
    assert not caught.value.code
    assert not any(
        "a" in word for p in data_of(tmp_path / "again.html")["pages"] for r in p["lines"] for word in r["words"]
    )


def test_words_read_so_from_the_same_letters_are_decided_together(tmp_path: Path, dump_sheet: Path) -> None:
    data = data_of(dump_sheet)
    words = [word for page in data["pages"] for row in page["lines"] for word in row["words"]]
    doubted = [(word["t"], word.get("o")) for word in words if "a" in word]
    index, times = next((i, doubted.count(key)) for i, key in enumerate(doubted) if doubted.count(key) > 1)
    with opened() as page:
        show(page, dump_sheet)
        page.locator("[data-doubt]").nth(index).click()
        assert f"In all {times} places" in page.inner_text("#editor")
        page.keyboard.press("e")
        page.keyboard.type("كلمة")
        page.locator("#scope input[value=alike]").check()
        page.locator("#keep").click()
        path = saved(page, tmp_path)
    entries = json.loads(path.read_text("utf-8"))["dump_words"]
    assert [entry["text"] for entry in entries] == ["كلمة"] * times


def test_the_letters_of_a_word_are_marked_in_its_line(dump_sheet: Path) -> None:
    with opened() as page:
        show(page, dump_sheet)
        page.locator(".row .w").nth(3).hover()
        assert page.locator(".raw mark").count() == 1
        page.mouse.move(3, 3)
        assert page.locator(".raw mark").count() == 0
        page.keyboard.press("c")
        assert not page.locator(".raw").first.is_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_contrast_reaches_aa(dump_sheet: Path, dark: bool) -> None:
    with opened(dark=dark) as page:
        show(page, dump_sheet)
        page.keyboard.press("j")
        assert page.evaluate(CONTRAST) == []


def lines_of(*words: str) -> tuple[Block, ...]:
    return (Block("body", (Line(1, tuple(Word(word, word, 0.5, None, (("x", 0.1),)) for word in words), painted=4),)),)


def corrected(*corrections: DumpWordCorrection) -> tuple[str, int]:
    blocks, findings = correct_dump(Corrections(dump_words=corrections), lines_of("ا", "ب", "ا"), "a.txt")
    return blocks[0].text, len(findings)


def test_a_word_is_known_by_its_line_and_number() -> None:
    assert corrected(DumpWordCorrection(5, 3, "ا", "ج")) == ("ا ب ج", 0)
    assert corrected(DumpWordCorrection(5, 1, "ا", "")) == ("ب ا", 0)


def test_the_nearest_word_of_the_same_letters_is_meant_where_the_line_is_read_otherwise() -> None:
    assert corrected(DumpWordCorrection(5, 4, "ا", "ج")) == ("ا ب ج", 0)
    assert corrected(DumpWordCorrection(5, 2, "د", "ج")) == ("ا ج ا", 0)


def test_a_correction_that_fits_nothing_is_told() -> None:
    assert corrected(DumpWordCorrection(9, 1, "ا", "ج")) == ("ا ب ا", 1)
    assert corrected(DumpWordCorrection(5, 9, "د", "ج")) == ("ا ب ا", 1)
    _, findings = correct_dump(Corrections(glyphs=(GlyphCorrection("p", 7, "ة"),)), lines_of("ا"), "a.txt")
    assert [finding.fault for finding in findings] == ["unused_correction"]


def test_corrections_of_another_dump_are_refused() -> None:
    foreign = Corrections("0" * 64, dump_words=(DumpWordCorrection(1, 1, "ا", "ج"),))
    with pytest.raises(UsageError, match="another file"):
        run.extract("السلام عليكم".encode(), corrections=foreign)


def test_many_corrections_of_a_line_are_made_fast() -> None:
    many = 200_000
    corrections = Corrections(dump_words=tuple(DumpWordCorrection(5, many + k, "ا", "ب") for k in range(many)))
    blocks, findings = correct_dump(corrections, lines_of(*["ا"] * many), "a.txt")
    assert (blocks[0].text.count("ب"), len(findings)) == (1, 0)
