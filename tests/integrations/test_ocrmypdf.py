"""The contract of OCRmyPDF: a plugin by pluggy that wraps the optimizer, in runs of the real program."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import img2pdf
import ocrmypdf
import pikepdf
import pluggy
import pytest
from ocrmypdf import pluginspec

from benchmarks.heal import any_order, pdftotext, true_text
from tests.installed import program
from tests.integrations.files import ENGLISH, FIXTURES, REPORT
from warraq import heal
from warraq.integrations import ocrmypdf as plugin

PLUGIN = plugin.__name__
#: Share of the letters.
MOST_WRONG = 0.005


@pytest.fixture(autouse=True)
def programs() -> None:
    """What OCRmyPDF and these tests run."""
    program("tesseract", "tesseract-ocr")
    program("pdftotext", "poppler-utils")


def ocr(file: Path, out: Path, *options: str, plugins: tuple[str, ...] = (PLUGIN,)) -> str:
    """Run it; what it said."""
    named = [part for name in plugins for part in ("--plugin", name)]
    command = [sys.executable, "-m", "ocrmypdf", *named, *options, str(file), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def healed(file: Path, folder: Path) -> Path:
    """The file with nothing left to heal."""
    heal(file, folder / "sound.pdf")
    return folder / "sound.pdf"


@pytest.mark.parametrize("options", [("-O0", "--output-type", "pdf"), ()], ids=["plain", "defaults"])
def test_what_a_text_layer_says_is_mended(options: tuple[str, ...], tmp_path: Path) -> None:
    file, out = FIXTURES / "pdf" / "law-damaged.pdf", tmp_path / "out.pdf"
    said = ocr(file, out, "--skip-text", *options)
    assert any_order(true_text(file), pdftotext(file)) > 0.3
    assert any_order(true_text(file), pdftotext(out)) <= MOST_WRONG
    assert "warraq: 2 fonts were healed" in said and "decipherment" not in said
    with pikepdf.open(out) as pdf:
        assert len(pdf.pages) == 2


def test_a_page_that_is_a_picture_is_read_by_ocr_beside_it(tmp_path: Path) -> None:
    """A page of each kind: what OCR reads is the same with the plugin and without it."""
    file, mixed = FIXTURES / "pdf" / "law-damaged.pdf", tmp_path / "mixed.pdf"
    drawn = program("pdftoppm", "poppler-utils")
    subprocess.run([drawn, "-r", "150", "-png", "-singlefile", ENGLISH, tmp_path / "page"], check=True)
    scan = io.BytesIO(img2pdf.convert((tmp_path / "page.png").read_bytes()))
    with pikepdf.open(file) as pdf, pikepdf.open(scan) as picture:
        pdf.pages.extend(picture.pages)
        pdf.save(mixed)
    outs = [tmp_path / "without.pdf", tmp_path / "with.pdf"]
    for out, plugins in zip(outs, ((), (PLUGIN,)), strict=True):
        ocr(mixed, out, "--skip-text", "-l", "eng", "--output-type", "pdf", plugins=plugins)
    without, with_it = (pdftotext(out).split("\f") for out in outs)
    assert without[2] == with_it[2] and len(without[2].split()) > 20
    assert any_order(true_text(file), "\n".join(with_it[:2])) <= MOST_WRONG


def test_pdf_a_that_is_not_by_the_letter_any_more_is_a_warning(
    caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    _, messages = optimized(FIXTURES / "pdf" / "law-damaged.pdf", tmp_path / "out.pdf", output_type="pdfa-2")
    assert any("PDF/A" in message for message in messages) and "PDF/A" in caplog.text


def optimized(file: Path, out: Path, *, output_type: str = "pdf") -> tuple[Path, list[str]]:
    """What the hook gives behind an optimizer that gives ``file``."""

    class Optimizer:
        @ocrmypdf.hookimpl
        def optimize_pdf(self) -> tuple[Path, list[str]]:
            return file, ["as it was"]

    manager = pluggy.PluginManager("ocrmypdf")
    manager.add_hookspecs(pluginspec)
    manager.register(Optimizer())
    manager.register(plugin)
    manager.check_pending()
    context = SimpleNamespace(options=SimpleNamespace(output_type=output_type))
    given = {"input_pdf": file, "output_pdf": out, "context": context, "executor": None, "linearize": False}
    path, messages = manager.hook.optimize_pdf(**given)
    return path, list(messages)


def test_a_file_in_which_nothing_is_wrong_goes_through_as_it_is(tmp_path: Path) -> None:
    for file in (ENGLISH, healed(REPORT, tmp_path), FIXTURES / "pdf" / "bad" / "scan.pdf"):
        before = file.read_bytes()
        assert optimized(file, tmp_path / "out.pdf") == (file, ["as it was"])
        assert file.read_bytes() == before and not (tmp_path / "out.pdf").exists()


def test_a_file_that_cannot_be_healed_is_output_with_a_warning(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing")
    path, messages = optimized(broken, tmp_path / "out.pdf")
    assert path == broken and messages[0] == "as it was" and "warraq healed nothing" in messages[1]


def test_what_the_output_links_to_is_not_written_to(tmp_path: Path) -> None:
    """OCRmyPDF's optimizer links the output to its input where it does nothing."""
    before = REPORT.read_bytes()
    (tmp_path / "in.pdf").write_bytes(before)
    out = tmp_path / "out.pdf"
    out.symlink_to(tmp_path / "in.pdf")
    assert optimized(out, out)[0] == out
    assert (tmp_path / "in.pdf").read_bytes() == before and not out.is_symlink()
    assert heal(out, io.BytesIO()).changed is False


def test_a_sound_file_is_written_as_without_the_plugin(tmp_path: Path) -> None:
    said = ocr(ENGLISH, tmp_path / "with.pdf", "--skip-text")
    assert "there is no Arabic text in it" in said
    ocr(ENGLISH, tmp_path / "without.pdf", "--skip-text", plugins=())
    contents = []
    for name in ("with.pdf", "without.pdf"):
        with pikepdf.open(tmp_path / name) as pdf:
            contents.append([page.Contents.read_bytes() for page in pdf.pages])
    assert contents[0] == contents[1] and pdftotext(tmp_path / "with.pdf") == pdftotext(tmp_path / "without.pdf")
