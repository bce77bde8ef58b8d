"""What is said, in Arabic and English: every text has its translation, and every finding its next step."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from tests.review.browser import opened
from tests.review.test_in_the_browser import CONTRAST, show
from warraq import run
from warraq.cli import main
from warraq.emit.next_steps import NEXT_STEPS, next_step
from warraq.emit.report.report import FileRow
from warraq.emit.report.report_page import report_page
from warraq.emit.translation import translations, translator
from warraq.model.document import NodeKind, RegionKind
from warraq.pages.page_lines import _DETAILS
from warraq.repair.strings.table import REPAIRS
from warraq.routes.of_pdf import DOUBTFUL
from warraq.routes.of_text import ENCIPHERED, LOST, NO_MAP
from warraq.segment.drafts import _SAYINGS

SOURCE = Path(run.__file__).parent
EMIT = SOURCE / "emit"
ARABIC = translations("ar")
#: What a script or a template says: ``_("…")``.
_SAID = re.compile(r"""\b_\("([^"]+)"|\b_\([^"()]*\? "([^"]+)" : "([^"]+)"\)""")
_FAULT = re.compile(r"""(?:Finding|_finding|_reason)\(\s*(?:document, )?"([a-z_]+)",""")
_NAME = re.compile(r"\{(\w+)\}")


def said() -> set[str]:
    files = [*EMIT.glob("proof/*.js"), *EMIT.glob("*/*.html"), *SOURCE.glob("serve/pages/*.js")]
    serve = (SOURCE / "serve" / "pages" / "index.html").read_text("utf-8")
    errors = re.findall(r'\w+: "([A-Z][^"]+\.)"', (SOURCE / "serve" / "pages" / "app.js").read_text("utf-8"))
    assert len(errors) > 10
    return {*errors, *re.findall('data-say="([^"]+)"', serve)} | {
        text for file in files for groups in _SAID.findall(file.read_text("utf-8")) for text in groups if text
    }


def faults() -> set[str]:
    """The faults that any stage reports."""
    literal = {fault for file in SOURCE.rglob("*.py") for fault in _FAULT.findall(file.read_text("utf-8"))}
    assert {"wrong_map", "no_words", "word_spaces", "unused_correction"} <= literal
    return literal | {row.fault for row in REPAIRS} | {*_DETAILS, *_SAYINGS, DOUBTFUL, ENCIPHERED, LOST, NO_MAP}


def test_every_text_of_a_page_is_there_in_arabic() -> None:
    assert len(said()) > 70
    assert said() - ARABIC.keys() == set()


def test_every_finding_has_a_next_step_and_nothing_else_has() -> None:
    assert faults() == NEXT_STEPS.keys()
    assert {*NEXT_STEPS, *NEXT_STEPS.values()} - ARABIC.keys() == set()
    assert next_step("of_another_version") == ""


def details() -> set[str]:
    """What findings say, as the stages write it: a number stands for each value."""
    tables = {row.detail for row in REPAIRS} | {f"7 {text}" for text in _DETAILS.values()}
    tables |= {f"article 7 {text}" for text in _SAYINGS.values()}
    return tables | {text for file in SOURCE.rglob("*.py") for text in _written(ast.parse(file.read_text("utf-8")))}


def _written(tree: ast.AST) -> Iterator[str]:
    """The texts that are the detail of a finding, or of that name."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name("Finding" | "_finding" | "_reason"), args=args):
                values = [arg for arg in args[-1:] if not isinstance(arg, ast.Name)]
            case ast.Call(func=ast.Attribute(attr="_complain"), args=[_, value]):
                values = [value]
            case ast.Assign(targets=[ast.Name("detail" | "_DETAIL")], value=value):
                values = [value]
            case ast.AnnAssign(target=ast.Name("_DETAIL"), value=ast.expr() as value):
                values = [value]
            case _:
                values = []
        yield from (text for text in map(_text, values) if re.search("[a-z]", text))


def _text(value: ast.expr) -> str:
    match value:
        case ast.Constant(str(text)):
            return re.sub(r"\{\}", "7", text)
        case ast.JoinedStr(parts):
            return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in parts)
    return ""


def test_the_detail_of_every_finding_is_there_in_arabic() -> None:
    say = translator("ar")
    texts = details()
    assert len(texts) > 45
    assert {text for text in texts if say(text) == text} == set()


def test_a_text_whose_values_are_filled_in_is_said_with_its_values() -> None:
    say = translator("ar")
    assert say("article 7 repeats a number or goes back") == "مادة 7: رقم مكرر أو أصغر مما قبله"
    assert say("2 of 9 pages are pictures without text: 1-2.") == "2 من 9 صفحة صورٌ بلا نص: 1-2."
    assert say("nothing that is known: 7") == "nothing that is known: 7"


def test_kinds_of_nodes_and_regions_are_there_in_arabic() -> None:
    assert {*get_args(NodeKind), *get_args(RegionKind)} - ARABIC.keys() - {"footnote", "labels"} == set()


def test_a_translation_has_the_same_values_and_code() -> None:
    for text, arabic in ARABIC.items():
        assert sorted(_NAME.findall(text)) == sorted(_NAME.findall(arabic)), text
        assert text.split("`")[1::2] == arabic.split("`")[1::2] or sorted(text.split("`")[1::2]) == sorted(
            arabic.split("`")[1::2]
        ), text


def test_a_text_without_a_translation_is_said_as_it_is() -> None:
    assert translator("ar")("{n} of none", n=3) == "3 of none"
    assert translator("en")("{n} pages", n=3) == "3 pages"


@pytest.fixture(scope="session")
def arabic_sheet(doubtful: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sheets") / "arabic.html"
    path.write_text(run.review(doubtful, language="ar"), "utf-8")
    return path


#: Words of Latin letters that are seen, but for what is a name, a key, or a picture's text.
_ENGLISH = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = [];
  const skipped = "[translate=no], .text, code, kbd, .go, h3, h2, .facts, script, style, noscript, #language";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent.closest(skipped)) continue;
    if (/[A-Za-z]{3,}/.test(node.textContent.replace(/Tab|PDF|JSON|cmap/g, ""))) seen.push(node.textContent.trim());
  }
  for (const element of document.querySelectorAll("[title], [aria-label], [placeholder], [alt]")) {
    if (element.closest(".tile, .strip, .regions")) continue;
    for (const name of ["title", "aria-label", "placeholder", "alt"]) {
      if (/[A-Za-z]{3,}/.test(element.getAttribute(name) ?? "")) seen.push(element.getAttribute(name));
    }
  }
  return seen;
}"""


def test_the_sheet_opens_in_arabic_and_nothing_english_is_left(arabic_sheet: Path) -> None:
    with opened() as page:
        show(page, arabic_sheet)
        assert page.get_attribute("html", "dir") == "rtl"
        assert page.title() == "مراجعة agenda-damaged.pdf"
        page.keyboard.press("j")
        for tab in ("#tab-glyphs", "#tab-tree", "#tab-findings"):
            page.click(tab)
        assert page.evaluate(_ENGLISH) == []
        side = page.locator(".side").bounding_box()
        assert side is not None
        assert side["x"] > 1000
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(CONTRAST) == []


def test_the_language_is_changed_by_a_key_and_decisions_stay(doubtful_sheet: Path) -> None:
    with opened() as page:
        show(page, doubtful_sheet)
        page.keyboard.press("j")
        page.keyboard.press("a")
        page.keyboard.press("l")
        assert page.get_attribute("html", "lang") == "ar"
        assert page.inner_text("#save") == "حفظ تصحيح واحد"
        assert page.locator(".doubt.done").count() == 1
        page.keyboard.press("l")
        assert page.inner_text("#save") == "Save 1 correction"
        assert "to check" in page.inner_text("#summary")


def test_the_address_says_language_and_page(facsimile_sheet: Path) -> None:
    with opened() as page:
        page.goto(f"{facsimile_sheet.as_uri()}#page=7&language=ar")
        page.wait_for_selector("html[data-ready=yes]")
        assert page.get_attribute("html", "lang") == "ar"
        top = page.locator(".page[data-page='7']").bounding_box()
        assert top is not None
        assert -50 < top["y"] < 450


def test_a_page_is_jumped_to(facsimile_sheet: Path) -> None:
    with opened() as page:
        show(page, facsimile_sheet)
        page.keyboard.press("g")
        page.keyboard.type("9")
        page.keyboard.press("Enter")
        assert page.locator(".page[data-page='9'] .picture").count() == 1
        top = page.locator(".page[data-page='9']").bounding_box()
        assert top is not None
        assert -50 < top["y"] < 450


def test_pictures_grow_and_shrink_and_their_words_are_pointed_at(facsimile_sheet: Path) -> None:
    with opened() as page:
        show(page, facsimile_sheet)
        before = page.locator(".paper").first.bounding_box()
        page.keyboard.press("+")
        page.keyboard.press("+")
        assert page.inner_text("#zoom") == "150\u00a0%"
        after = page.locator(".paper").first.bounding_box()
        assert before is not None
        assert after is not None
        assert after["width"] == pytest.approx(1.5 * before["width"], rel=0.03)
        page.keyboard.press("0")
        assert page.locator(".paper").first.bounding_box() == before


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_word_is_in_sight_in_a_large_picture(facsimile_sheet: Path, language: str) -> None:
    with opened() as page:
        page.goto(f"{facsimile_sheet.as_uri()}#language={language}")
        page.wait_for_selector("html[data-ready=yes]")
        for _ in range(4):
            page.keyboard.press("+")
        for at in (3, 60, 90, 9):
            page.locator(".page[data-page='1'] .w").nth(at).click()
            mark, frame = (page.locator(where).first.bounding_box() for where in (".picture rect.on", ".picture"))
            assert mark is not None
            assert frame is not None
            assert frame["x"] <= mark["x"] <= mark["x"] + mark["width"] <= frame["x"] + frame["width"]
            assert frame["y"] <= mark["y"] <= frame["y"] + frame["height"]
            page.keyboard.press("Escape")


def test_the_least_sure_come_first_and_are_walked_so(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.html"
    dump = SOURCE.parents[1] / "fixtures" / "text" / "ctoc-cop-wg7-2020-4.txt"
    sheet.write_text(run.review("\n".join(dump.read_text("utf-8").split("\n")[:60]).encode()), "utf-8")
    with opened() as page:
        show(page, sheet)
        stands = page.locator("[data-doubt]").evaluate_all("all => all.map(one => Number(one.dataset.doubt))")
        page.keyboard.press("o")
        order = page.locator("[data-doubt]").evaluate_all("all => all.map(one => Number(one.dataset.doubt))")
        shares = page.locator(".doubt .where").evaluate_all(
            "all => all.map(one => parseFloat(one.textContent.split('·')[1]))"
        )
        assert stands == sorted(order) != order
        assert shares == sorted(shares)
        walked = []
        for _ in range(3):
            page.keyboard.press("j")
            walked.append(int(page.locator(".doubt[aria-current=true]").get_attribute("data-doubt") or -1))
        page.keyboard.press("k")
        walked.append(int(page.locator(".doubt[aria-current=true]").get_attribute("data-doubt") or -1))
        assert walked == [*order[:3], order[1]]


def test_a_finding_says_what_to_do_next(arabic_sheet: Path) -> None:
    with opened() as page:
        show(page, arabic_sheet)
        page.click("#tab-findings")
        assert "يُصحَّح عند القراءة" in page.inner_text("#findings")
        assert page.locator(".finding .step code").first.inner_text() in ("warraq heal", "warraq review")


def test_inspect_says_what_to_do_next(doubtful: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for options, expected in ((["--language", "ar"], "يُصحَّح عند القراءة"), ([], "It is repaired as it is read")):
        with pytest.raises(SystemExit):
            main(["inspect", str(doubtful), "-q", *options])
        assert expected in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["inspect", str(doubtful), "-q", "--json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert all(finding["next_step"] == NEXT_STEPS[finding["fault"]] for finding in findings)


def test_the_report_links_to_the_sheets_of_its_files(doubtful: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    (folder / "deep").mkdir(parents=True)
    name = "a #1 <ملف>.pdf"
    (folder / "deep" / name).write_bytes(doubtful.read_bytes())
    (folder / "bad.pdf").write_bytes(b"no PDF")
    with pytest.raises(SystemExit) as caught:
        main(["report", str(folder), "-o", str(out), "--sheets", "--language", "ar", "-q"])
    assert not caught.value.code
    with opened() as page:
        page.goto((out / "index.html").as_uri())
        assert page.get_attribute("html", "dir") == "rtl"
        links = page.locator("tbody th a")
        assert links.count() == 1
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.locator("tbody td a").first.click()  # a page to look at first
        page.wait_for_selector("html[data-ready=yes]")
        assert page.inner_text("#file") == name
        assert page.get_attribute("html", "lang") == "ar"


def test_the_report_says_steps_and_escapes_names() -> None:
    html = report_page([FileRow("<a>.pdf", faults={"wrong_map": 2}, sheet="/x/<a>.html")], "x")
    assert "warraq heal" in html
    assert "<a>" not in html
    assert "file:///x/%3Ca%3E.html" in html
