"""The proof sheet in Chromium: it ties words to places, is walked by keys, its corrections are applied."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.end_to_end.test_page_table import scan, text_page
from tests.repair.sheet import save_all
from tests.review.browser import opened
from warraq import run
from warraq.decipher.corrections import read_corrections

#: WCAG 2.2, success criterion 1.4.3.
LEAST_CONTRAST = 4.5

CONTRAST = """
() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].map((v) => v / 255);
  };
  const over = (top, under) => top.slice(0, 3).map((v, i) => v * top[3] + under[i] * (1 - top[3]));
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) layers.unshift(rgba(getComputedStyle(e).backgroundColor));
    return layers.reduce((under, layer) => over(layer, under), [1, 1, 1]);
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.checkVisibility({ visibilityProperty: true }) || element.closest("button:disabled")) continue;
    const under = ground(element);
    const text = over(rgba(getComputedStyle(element).color), under);
    const [bright, dark] = [light(text), light(under)].sort((a, b) => b - a);
    const ratio = (bright + 0.05) / (dark + 0.05);
    const name = `${element.tagName}.${element.className}`;
    if (ratio < LEAST) poor.push(`${name} ${ratio.toFixed(2)} ${element.textContent.slice(0, 20)}`);
  }
  return [...new Set(poor)];
}
""".replace("LEAST", str(LEAST_CONTRAST))


def show(page: Page, sheet: Path) -> None:
    page.goto(sheet.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")


def saved(page: Page, folder: Path) -> Path:
    page.wait_for_function("!document.activeElement.matches('input')")  # the key is a command there, not a letter
    with page.expect_download() as download:
        page.keyboard.press("s")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def all_words(document: Any) -> list[str]:
    return [word for node in document.walk() for word in node.content.split()]


def test_no_script_runs_but_the_sheets_own(doubtful_sheet: Path, tmp_path: Path) -> None:
    ran = "document.title='ran'"
    foreign = f'<script>{ran}</script><img src="x" onerror="{ran}"><svg onload="{ran}"></svg>'
    sheet = tmp_path / "sheet.html"
    before, body, after = doubtful_sheet.read_text("utf-8").partition("<body")
    start, closed, rest = after.partition(">")
    sheet.write_text(before + body + start + closed + foreign + rest, "utf-8")
    with pytest.raises(AssertionError, match="Executing inline script violates"), opened() as page:
        show(page, sheet)  # which its own script says
        page.wait_for_timeout(100)
        assert page.title() != "ran"


def test_language_and_direction_are_said(doubtful_sheet: Path) -> None:
    with opened() as page:
        show(page, doubtful_sheet)
        assert page.get_attribute("html", "lang") == "en"
        assert page.get_attribute(".text", "lang") == "ar"
        assert page.get_attribute(".text", "dir") == "rtl"
        assert page.evaluate("getComputedStyle(document.querySelector('.line[lang=ar]')).direction") == "rtl"


def test_a_word_pointed_at_is_marked_in_text_claim_and_picture(facsimile_sheet: Path) -> None:
    with opened() as page:
        show(page, facsimile_sheet)
        index = page.locator(".c").first.get_attribute("data-w")
        page.locator(f".w[data-w='{index}']").hover()
        assert page.locator(".picture rect.on").count() == 1
        assert page.locator(f".c.on[data-w='{index}']").count() == 1
        box = page.locator(".picture rect.on").bounding_box()
        page.mouse.move(5, 5)
        assert page.locator(".on").count() == 0
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        assert page.locator(f".w.on[data-w='{index}']").count() == 1


def test_walk_correct_save_and_extract_again(doubtful: Path, doubtful_sheet: Path, tmp_path: Path) -> None:
    before = run.extract(doubtful)
    assert before.quality.uncertain > 0
    with opened() as page:
        show(page, doubtful_sheet)
        doubts = page.locator("[data-doubt]").count()
        assert doubts > 0
        page.keyboard.press("j")
        first = page.locator(".doubt[aria-current=true]").get_attribute("data-doubt")
        page.keyboard.press("e")
        word = page.input_value("#right")
        corrected = f"{word[:-1]}\u0645"  # meem in the place of the last letter
        page.keyboard.type(corrected)
        page.locator("#scope input[value=word]").check() if page.locator("#scope input").count() else None
        page.locator("#right").press("Enter")
        assert page.locator(f".w[data-w='{first}']").inner_text() == corrected
        for _ in range(doubts - 1):
            page.keyboard.press("a")
        assert "0 to check" in page.inner_text("#summary")
        path = saved(page, tmp_path)
    entries = json.loads(path.read_text(encoding="utf-8"))
    assert entries["words"][0]["text"] == corrected
    after = run.extract(doubtful, corrections=read_corrections(path))
    assert after.quality.uncertain == 0
    assert corrected in all_words(after)
    assert not [finding for finding in after.findings if "correction" in finding.fault]


def test_one_corrected_glyph_mends_the_whole_document(facsimile: Path, facsimile_sheet: Path, tmp_path: Path) -> None:
    before = all_words(run.extract(facsimile))
    with opened() as page:
        show(page, facsimile_sheet)
        index = next(
            i for i, text in enumerate(page.locator(".w").all_inner_texts()) if text == "\u062f\u0648\u0631\u062a\u0647"
        )
        page.locator(".w").nth(index).click()
        page.keyboard.press("e")
        page.keyboard.type("\u0630\u0648\u0631\u062a\u0647")  # thal for dal
        assert page.locator("#scope input[value=glyph]").is_checked()
        page.locator("#right").press("Enter")
        assert page.locator(".w").nth(index).inner_text() == "\u0630\u0648\u0631\u062a\u0647"
        path = saved(page, tmp_path)
    entries = json.loads(path.read_text(encoding="utf-8"))
    assert [(entry["was"], entry["text"]) for entry in entries["glyphs"]] == [("\u062f", "\u0630")]
    assert entries["words"] == []
    after = all_words(run.extract(facsimile, corrections=read_corrections(path)))
    mended = [new for old, new in zip(before, after, strict=True) if old != new]
    assert len(mended) > 20
    assert all("\u0630" in word for word in mended)


def test_corrections_are_loaded_again(doubtful_sheet: Path, tmp_path: Path) -> None:
    with opened() as page:
        show(page, doubtful_sheet)
        page.keyboard.press("j")
        page.keyboard.press("a")
        path = saved(page, tmp_path)
    with opened() as page:
        show(page, doubtful_sheet)
        assert page.locator(".doubt.done").count() == 0
        page.set_input_files("#file-in", path)
        page.wait_for_selector(".doubt.done")
        assert page.locator(".w.done").count() == 1


def test_search_folds_hamza_and_marks(facsimile_sheet: Path) -> None:
    with opened() as page:
        show(page, facsimile_sheet)
        page.keyboard.press("/")
        page.keyboard.type("الاطراف")
        plain = int(page.inner_text("#hits"))
        page.fill("#query", "الأطْرَاف")
        assert int(page.inner_text("#hits")) == plain > 5
        page.keyboard.press("Enter")
        assert page.inner_text("#hits") == f"1/{plain}"
        assert page.locator(".w.on").count() == 1
        page.fill("#query", "مؤتمر الاطراف")
        assert 0 < int(page.inner_text("#hits")) < plain


def test_the_tree_leads_to_its_place(facsimile_sheet: Path) -> None:
    with opened() as page:
        show(page, facsimile_sheet)
        page.click("#tab-tree")
        last = page.locator("#tree .go").last
        last.click()
        rect = page.locator(".nodes rect").last
        assert rect.count() == 1
        assert page.locator(".page[data-page='10'] .picture").count() == 1


def test_regions_are_shown_over_the_picture_in_the_order_of_reading(tables_sheet: Path, tables: Path) -> None:
    of_first = run.extract(tables).pages[0]
    with opened() as page:
        show(page, tables_sheet)
        boxes = page.locator(".page[data-page='1'] .region")
        assert boxes.count() == len(of_first.regions) > 5
        assert not boxes.first.is_visible()
        page.keyboard.press("r")
        assert page.get_attribute("#regions", "aria-pressed") == "true"
        names = [box.get_attribute("aria-label") or "" for box in boxes.all()]
        kinds = ["contents" if region.kind == "toc" else region.kind for region in of_first.regions]
        assert [name.split(",")[0] for name in names] == [str(r.order or "Not read in turn") for r in of_first.regions]
        assert [name.split(", ")[1].split(":")[0].removesuffix("s") for name in names] == [
            k.removesuffix("s") for k in kinds
        ]
        picture = page.locator(".page[data-page='1'] .picture").bounding_box()
        assert picture is not None
        assert of_first.size is not None
        scale = picture["width"] / of_first.size[0]
        for box, region in zip(boxes.all(), of_first.regions, strict=True):
            place = box.bounding_box()
            assert place is not None
            assert place["x"] - picture["x"] == pytest.approx(region.bbox[0] * scale, abs=1)
            assert place["y"] + place["height"] - picture["y"] == pytest.approx(region.bbox[3] * scale, abs=1)
        assert "table 1" in page.locator(".page[data-page='1'] .legend").inner_text()
        assert page.locator(".page[data-page='1'] .regions").get_attribute("dir") == "rtl"
        page.keyboard.press("r")
        assert not boxes.first.is_visible()


def test_regions_are_walked_by_keys_and_mark_their_words(tables_sheet: Path) -> None:
    with opened() as page:
        show(page, tables_sheet)
        page.keyboard.press("r")
        page.locator(".region.of-table").first.focus()
        marked = page.locator(".w.in-region").all_inner_texts()
        assert {"المنطقة", "3900"} <= set(marked)
        assert "مقدمة" not in marked
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className").startswith("region of-")
        assert page.locator(".w.in-region").all_inner_texts() != marked


@pytest.mark.parametrize("dark", [False, True])
def test_what_is_said_of_regions_can_be_read(tables_sheet: Path, dark: bool) -> None:
    with opened(dark=dark) as page:
        show(page, tables_sheet)
        page.keyboard.press("r")
        assert page.evaluate(CONTRAST) == []


@pytest.mark.parametrize("dark", [False, True])
def test_contrast_reaches_aa(doubtful_sheet: Path, dark: bool) -> None:
    with opened(dark=dark) as page:
        show(page, doubtful_sheet)
        page.keyboard.press("j")
        assert page.evaluate(CONTRAST) == []
        page.keyboard.press("Escape")
        for tab in ("#tab-glyphs", "#tab-tree", "#tab-findings"):
            page.click(tab)
            assert page.evaluate(CONTRAST) == []


def test_every_control_has_a_name_and_can_be_reached_by_keys(doubtful_sheet: Path) -> None:
    with opened() as page:
        show(page, doubtful_sheet)
        nameless = page.evaluate(
            """() => [...document.querySelectorAll("button, input, [role=tab], [role=button], img, svg[role=img]")]
                 .filter((e) => e.checkVisibility() && !(e.getAttribute("aria-label") || e.alt || e.textContent.trim()
                    || e.labels?.length)).map((e) => e.outerHTML.slice(0, 80))"""
        )
        assert nameless == []
        reached = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.id || document.activeElement.className"))
        assert {"query", "claims", "theme", "help", "load", "tab-doubts", "doubt"} <= reached
        assert any("unsure" in name for name in reached)


def test_print_shows_every_page_and_no_tools(facsimile_sheet: Path) -> None:
    with opened() as page:
        show(page, facsimile_sheet)
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator(".picture").count() == 10
        assert not page.locator(".bar").is_visible()
        assert not page.locator(".side").is_visible()
        assert page.locator(".text").first.is_visible()


def test_a_narrow_window_has_no_sideways_scroll(doubtful_sheet: Path) -> None:
    with opened(width=430, height=900) as page:
        show(page, doubtful_sheet)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nothing_to_check_is_never_said_where_the_document_asks_for_review(tmp_path: Path) -> None:
    asks, sound = tmp_path / "asks.html", tmp_path / "sound.html"
    asks.write_text(run.review(save_all(tmp_path / "asks.pdf", [text_page(), scan()])), encoding="utf-8")
    sound.write_text(run.review(save_all(tmp_path / "sound.pdf", [text_page()])), encoding="utf-8")
    with opened() as page:
        show(page, asks)
        said = page.locator("#doubts").inner_text()
        assert "The document asks for review" in said
        assert "1 of 2 pages are pictures without text: 2." in said
        assert "Nothing to check" not in said
        show(page, sound)
        said = page.locator("#doubts").inner_text()
        assert "Nothing to check" in said
        assert "review" not in said
