"""What other people's programs read from a healed file, and that they see no difference."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from benchmarks.heal import any_order, in_order, letters, pdfium, pdftotext, pypdf, true_text, words
from tests.heal.conftest import FIXTURES, Healed
from tests.installed import program
from warraq.pictures.painter import compared_pages, repainted

#: Share of the letters.
MOST_WRONG = 0.005
DAMAGED = [
    *(path.name for path in sorted(FIXTURES.glob("*-damaged.pdf"))),
    "honest-no-map.pdf",
    "honest-wrong-map.pdf",
    "ctoc-cop-wg7-2020-4.pdf",
    "ctoc-cop-wg7-2020-4-word.pdf",
]

Heal = Callable[..., Healed]


@pytest.mark.parametrize("name", DAMAGED)
def test_the_letters_come_out_right(name: str, healed: Heal) -> None:
    program("pdftotext", "poppler-utils")
    files = healed(name)
    true = true_text(files.before)
    for reader in (pdftotext, pdfium, pypdf):
        assert any_order(true, reader(files.before)) > 0.3, reader
        assert any_order(true, reader(files.after)) <= MOST_WRONG, reader


def test_the_letters_of_the_facsimile_are_in_order_too(healed: Heal) -> None:
    program("pdftotext", "poppler-utils")
    files = healed("ctoc-cop-wg7-2020-4.pdf")
    assert in_order(true_text(files.before), pdftotext(files.after)) <= MOST_WRONG


@pytest.mark.parametrize("name", DAMAGED)
@pytest.mark.parametrize("tags", [False, True])
def test_no_pixel_changes(name: str, tags: bool, healed: Heal) -> None:
    files = healed(name, tags=tags)
    assert files.before.read_bytes() != files.after.read_bytes()
    assert repainted(compared_pages(files.before.read_bytes(), files.after.read_bytes())) == []


@pytest.mark.parametrize("way", [{}, {"tags": True}, {"incremental": True}, {"tags": True, "incremental": True}])
def test_qpdf_finds_nothing_wrong(way: dict[str, bool], healed: Heal) -> None:
    path = healed("ctoc-cop-wg7-2020-4.pdf", **way).after
    done = subprocess.run([program("qpdf", "qpdf"), "--check", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_file_without_tables_is_updated_with_a_cross_reference_stream(healed: Heal, tmp_path: Path) -> None:
    """Where the last cross-reference is a stream, the appended one is a stream too."""
    source = tmp_path / "streams.pdf"
    with pikepdf.open(FIXTURES / "honest-wrong-map.pdf") as pdf:
        pdf.save(source, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    from warraq import heal

    out = tmp_path / "healed.pdf"
    heal(source, out, incremental=True)
    assert out.read_bytes().startswith(source.read_bytes())
    assert any_order(true_text(FIXTURES / "honest-wrong-map.pdf"), pdfium(out)) <= MOST_WRONG
    done = subprocess.run([program("qpdf", "qpdf"), "--check", str(out)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_measure_sees_letters_in_a_wrong_order() -> None:
    assert any_order("أولا مقدمة", "أوال مقدمة") == pytest.approx(2 / 9)
    assert any_order("أولا مقدمة", "مقدمة أولا") == 0
    assert in_order("أولا مقدمة", "مقدمة أولا") > 0
    assert any_order("بأنّ", "بأ ّن") == 0
    assert any_order("كتاب", "كتب") == 0.25
    assert letters("نَصٌّ 12 a") == "نص"
    assert words("من الأول/ديسمبر 2019") == ["من", "الأول", "ديسمبر"]
