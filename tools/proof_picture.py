"""Make the picture of a proof sheet that README.md and the site show.

    python -m tools.proof_picture

It is ``warraq review`` of ``fixtures/pdf/honest-wrong-map.pdf``, as Debian's chromium paints it. Playwright is among
what ``make test`` installs.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import sync_playwright

from warraq import run
from warraq.emit.whole import write_bytes_whole

ROOT: Final = Path(__file__).resolve().parents[1]
FIXTURE: Final = ROOT / "fixtures" / "pdf" / "honest-wrong-map.pdf"
PICTURE: Final = ROOT / "docs" / "images" / "proof-sheet.png"
CHROMIUM: Final = "/usr/bin/chromium"
#: Pixels of the window, and colours of the picture: it stays below 150 kB.
WIDTH, HEIGHT, COLOURS = 1400, 760, 64


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        sheet = Path(folder) / "proof.html"
        sheet.write_text(run.review(FIXTURE), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(sheet.as_uri())
        page.wait_for_timeout(1000)
        shot = page.screenshot()
        browser.close()
    made = io.BytesIO()
    Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS).save(made, "PNG", optimize=True)
    write_bytes_whole(made.getvalue(), PICTURE)


if __name__ == "__main__":
    main()
