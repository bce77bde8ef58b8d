"""Producers that read markup: WeasyPrint, Chromium and LibreOffice (HTML), Typst."""

from __future__ import annotations

import html
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.corpus.page import FALLBACK_FAMILY, HEADING, HEADING_SIZE, LEADING, MARGIN, SIZE, Block, Face

#: A producer that has not finished by then has hung, seconds.
TIMEOUT: Final = 180
#: Chromium by itself: it asks nothing of the network and of the screen.
ALONE: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
CHROMIUM: Final = ("chromium", "--headless", *ALONE, "--no-pdf-header-footer")


def page_of(blocks: Sequence[Block], face: Face) -> str:
    """The blocks as a web page."""
    rows = [
        f"<{tag} dir={block.direction}>{html.escape(block.text)}</{tag}>"
        for block in blocks
        for tag in ("h2" if block.kind == HEADING else "p",)
    ]
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><style>
@font-face {{ font-family: "{face.family}"; src: url("{face.path.as_uri()}"); }}
@page {{ size: A4; margin: {MARGIN}pt; }}
body {{ font-family: "{face.family}", "{FALLBACK_FAMILY}"; font-size: {SIZE}pt; line-height: {LEADING}pt; }}
p {{ margin: 0 0 8pt 0; }}
h2 {{ font-size: {HEADING_SIZE}pt; font-weight: normal; margin: 10pt 0 8pt 0; }}
</style></head><body>
{chr(10).join(rows)}
</body></html>
"""


def weasyprint(blocks: Sequence[Block], face: Face, out: Path) -> None:
    """WeasyPrint: Pango shapes, pydyf writes."""
    from weasyprint import HTML

    HTML(string=page_of(blocks, face)).write_pdf(out)


def chromium(blocks: Sequence[Block], face: Face, out: Path) -> None:
    """Chromium prints to PDF: Skia writes."""
    with tempfile.TemporaryDirectory(prefix="corpus-") as folder:
        page = Path(folder) / "page.html"
        page.write_text(page_of(blocks, face), encoding="utf-8")
        run(*CHROMIUM, f"--user-data-dir={folder}/profile", f"--print-to-pdf={out.resolve()}", page.as_uri())


def libreoffice(blocks: Sequence[Block], face: Face, out: Path) -> None:
    """LibreOffice Writer exports a flat OpenDocument file."""
    with tempfile.TemporaryDirectory(prefix="corpus-") as folder:
        page = Path(folder) / f"{out.stem}.fodt"
        page.write_text(_flat_document(blocks, face), encoding="utf-8")
        run(
            "soffice",
            f"-env:UserInstallation={Path(folder).as_uri()}/profile",
            *("--headless", "--convert-to", "pdf", "--outdir", folder, str(page)),
        )
        out.write_bytes(page.with_suffix(".pdf").read_bytes())


def _flat_document(blocks: Sequence[Block], face: Face) -> str:
    rows = "".join(
        f'<text:p text:style-name="{"H" if block.kind == HEADING else "P"}">{html.escape(block.text)}</text:p>'
        for block in blocks
    )
    fonts = f'style:font-name="{face.family}" style:font-name-complex="{face.family}"'

    def style(name: str, size: float) -> str:
        return (
            f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties '
            f'style:writing-mode="rl-tb" fo:text-align="right" fo:margin-bottom="8pt" fo:line-height="{LEADING}pt"/>'
            f'<style:text-properties {fonts} fo:font-size="{size}pt" style:font-size-complex="{size}pt" '
            f'fo:language="en" style:language-complex="ar"/></style:style>'
        )

    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (
            ("office", "office"),
            ("style", "style"),
            ("text", "text"),
            ("fo", "xsl-fo-compatible"),
            ("svg", "svg-compatible"),
        )
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:font-face-decls>'
        f'<style:font-face style:name="{face.family}" svg:font-family="&apos;{face.family}&apos;"/>'
        f"</office:font-face-decls><office:automatic-styles>{style('P', SIZE)}{style('H', HEADING_SIZE)}"
        '<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" '
        f'fo:margin="{MARGIN}pt" style:writing-mode="rl-tb"/></style:page-layout></office:automatic-styles>'
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L"/>'
        f"</office:master-styles><office:body><office:text>{rows}</office:text></office:body></office:document>"
    )


def typst(blocks: Sequence[Block], face: Face, out: Path) -> None:
    """Typst: rustybuzz shapes, krilla writes."""
    import typst as compiler

    rows = "\n".join(
        f"#block(above: 8pt, below: 8pt, text(size: {HEADING_SIZE if block.kind == HEADING else SIZE}pt, "
        f'dir: {block.direction}, "{_quoted(block.text)}"))'
        for block in blocks
    )
    source = (
        f'#set page(paper: "a4", margin: {MARGIN}pt)\n'
        f'#set text(font: ("{face.family}", "{FALLBACK_FAMILY}"), lang: "ar", dir: rtl, hyphenate: false)\n'
        f"#set par(leading: {LEADING - SIZE}pt)\n{rows}\n"
    )
    with tempfile.TemporaryDirectory(prefix="corpus-") as folder:
        page = Path(folder) / "page.typ"
        page.write_text(source, encoding="utf-8")
        compiler.compile(str(page), output=str(out), font_paths=[str(face.path.parent)])


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def run(*command: str) -> None:
    """Run a program. Raises RuntimeError with what it said where it failed."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed ({done.returncode}): {(done.stderr or done.stdout)[-2000:]}")
