"""The page in a real Chromium: a PDF is dropped, checked, corrected and downloaded, in both languages."""

from __future__ import annotations

import json

import pikepdf
import pytest

from benchmarks.structure_golden import FIXTURES
from tests.review.browser import opened

LAW = FIXTURES / "pdf" / "law-damaged.pdf"
LOCKED = FIXTURES / "pdf" / "bad" / "encrypted.pdf"


def test_a_pdf_is_given_corrected_and_downloaded(address: str) -> None:
    with opened(online=True) as page:
        page.goto(address)
        page.set_input_files("#file", [str(LAW)])
        page.locator("button.proof").wait_for(timeout=60_000)
        assert "279 words" in page.locator(".document").inner_text()
        with page.expect_download() as download:
            page.locator("button.json").click()
        assert download.value.suggested_filename == "law-damaged.pdf.json"
        assert json.loads(download.value.path().read_text("utf-8"))["source"]["pages"] == 2
        page.locator("button.proof").click()
        sheet = page.frame_locator("#sheet")
        sheet.locator("html[data-ready=yes]").wait_for(timeout=60_000)
        page.locator("#language").click()
        sheet.locator("html[lang=ar]").wait_for()
        page.locator("#language").click()
        sheet.locator("html[lang=en]").wait_for()
        sheet.locator("#doubts button, #doubts a, #doubts li").first.click()
        page.keyboard.press("e")
        sheet.locator("#right").fill("٢٠٢٢")
        sheet.locator("#right").press("Enter")
        sheet.locator("#save").click()
        page.get_by_text("1 corrected").wait_for(timeout=60_000)
        with page.expect_download() as download:
            page.locator("button.markdown").click()
        assert "٢٠٢٢" in download.value.path().read_text("utf-8")
        with page.expect_download(timeout=60_000) as download:
            page.locator("button.healed").click()
        with pikepdf.open(download.value.path()) as healed:
            assert len(healed.pages) == 2
        page.locator("button.remove").click()
        page.locator(".document").wait_for(state="detached")


@pytest.mark.parametrize(("locale", "direction", "said"), [("ar-EG", "rtl", "مشفَّر"), ("en-GB", "ltr", "encrypted")])
def test_the_page_speaks_the_language_of_the_browser(locale: str, direction: str, said: str, address: str) -> None:
    with opened(online=True, locale=locale, width=400) as page:
        page.goto(address)
        assert page.locator("html").get_attribute("dir") == direction
        page.set_input_files("#file", [str(LOCKED)])
        page.locator(".failed").wait_for(timeout=60_000)
        assert said in page.locator(".failed").inner_text()
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        page.locator("#language").click()
        assert page.locator("html").get_attribute("dir") != direction
        assert said not in page.locator(".failed").inner_text()
        empty = page.evaluate("() => [...document.querySelectorAll('[data-say]')].filter((e) => !e.textContent).length")
        assert empty == 0
