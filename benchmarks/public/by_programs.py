"""Producers that run outside Python: jsPDF and react-pdf (Node.js), iText 5 and Apache FOP (Java)."""

from __future__ import annotations

import html
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.corpus.by_markup import run
from benchmarks.corpus.page import (
    FALLBACK,
    FALLBACK_FAMILY,
    HEADING,
    HEADING_SIZE,
    LEADING,
    MARGIN,
    PAGE,
    SIZE,
    Block,
    Face,
)

_HERE: Final = Path(__file__).parent
#: Where ``make benchmark`` installs the packages of ``js/package.json``.
NODE: Final = Path(__file__).resolve().parents[2] / "build" / "node"
ITEXT: Final = Path("/usr/share/java/itext5.jar")
_GAP: Final = 8.0


def jspdf(blocks: Sequence[Block], face: Face, out: Path) -> None:
    """jsPDF with its own Arabic: presentation forms in the order of painting."""
    _by_node("jspdf.mjs", blocks, face, out)


def reactpdf(blocks: Sequence[Block], face: Face, out: Path) -> None:
    """react-pdf: fontkit shapes, bidi-js orders."""
    _by_node("reactpdf.mjs", blocks, face, out)


def _by_node(script: str, blocks: Sequence[Block], face: Face, out: Path) -> None:
    page = {
        "blocks": [
            {"text": block.text, "heading": block.kind == HEADING, "direction": block.direction} for block in blocks
        ],
        "face": str(face.path),
        "fallback": str(FALLBACK),
        "width": PAGE[0],
        "height": PAGE[1],
        "margin": MARGIN,
        "size": SIZE,
        "headingSize": HEADING_SIZE,
        "leading": LEADING,
        "gap": _GAP,
    }
    shutil.copy(_HERE / "js" / script, NODE)  # modules are looked for beside the script
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        rows = Path(folder) / "page.json"
        rows.write_text(json.dumps(page), encoding="utf-8")
        run("node", str(NODE / script), str(rows), str(out.resolve()))


def itext(blocks: Sequence[Block], face: Face, out: Path) -> None:
    """iText 5 with its own Arabic: presentation forms in the order of painting."""
    numbers = (*PAGE, MARGIN, SIZE, HEADING_SIZE, LEADING, _GAP)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        rows = Path(folder) / "blocks.tsv"
        rows.write_text(
            "".join(f"{block.kind}\t{block.direction}\t{block.text}\n" for block in blocks), encoding="utf-8"
        )
        paths = (rows, out.resolve(), face.path, FALLBACK)
        program = ("java", "-cp", str(ITEXT), str(_HERE / "java" / "Itext.java"))
        run(*program, *map(str, paths), *map(str, numbers))


def fop(blocks: Sequence[Block], face: Face, out: Path) -> None:
    """Apache FOP: an XSL-FO document, shaped and ordered by its own code."""
    faces = ((face.family, face.path), (FALLBACK_FAMILY, FALLBACK))
    fonts = "".join(
        f'<font embed-url="{path.as_uri()}"><font-triplet name="{family}" style="normal" weight="normal"/></font>'
        for family, path in faces
    )
    settings = (
        f'<fop version="1.0"><renderers><renderer mime="application/pdf"><fonts>{fonts}</fonts></renderer>'
        "</renderers></fop>"
    )
    rows = "".join(
        f'<fo:block-container writing-mode="{"rl-tb" if block.direction == "rtl" else "lr-tb"}">'
        f'<fo:block text-align="start" space-after="{_GAP}pt" line-height="{LEADING}pt" '
        f'font-size="{HEADING_SIZE if block.kind == HEADING else SIZE}pt">{html.escape(block.text)}</fo:block>'
        "</fo:block-container>"
        for block in blocks
    )
    document = (
        f'<fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format" font-family="{face.family}, {FALLBACK_FAMILY}" '
        'font-selection-strategy="character-by-character" language="ar" script="arab"><fo:layout-master-set>'
        f'<fo:simple-page-master master-name="A4" page-width="{PAGE[0]}pt" page-height="{PAGE[1]}pt" '
        f'margin="{MARGIN}pt"><fo:region-body/></fo:simple-page-master></fo:layout-master-set>'
        f'<fo:page-sequence master-reference="A4"><fo:flow flow-name="xsl-region-body">{rows}</fo:flow>'
        "</fo:page-sequence></fo:root>"
    )
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        page, config = Path(folder) / "page.fo", Path(folder) / "fop.xconf"
        page.write_text(document, encoding="utf-8")
        config.write_text(settings, encoding="utf-8")
        run("fop", "-q", "-c", str(config), "-fo", str(page), "-pdf", str(out.resolve()))
