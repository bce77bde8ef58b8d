"""Modules that are loaded when they are asked for something."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from fontTools import agl
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.arabic.adobe_names import to_unicode
from pipeline.deferred import defer

HONEST = Path(__file__).parents[1] / "fixtures" / "pdf" / "honest.pdf"
#: What an honest PDF needs nothing of.
NOT_NEEDED = (
    "charset_normalizer.api",
    "fontTools",
    "hijridate",
    "llvmlite",
    "numba",
    "numpy.ma",
    "pipeline.decipher.glyph.solve",
    "pipeline.emit.akoma_ntoso",
    "pydantic",
)


def test_a_stand_in_becomes_the_module_when_it_is_asked_for_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "asked_later.py").write_text("import sys\nsys.loaded_later = True\nANSWER = 42\n")
    monkeypatch.syspath_prepend(tmp_path)
    defer("asked_later")
    import asked_later  # type: ignore[import-not-found]

    assert not hasattr(sys, "loaded_later")
    assert asked_later.ANSWER == 42
    assert sys.modules["asked_later"] is not asked_later
    assert sys.modules["asked_later"].ANSWER == asked_later.ANSWER
    with pytest.raises(AttributeError):
        _ = asked_later.question
    del sys.modules["asked_later"], sys.loaded_later  # type: ignore[attr-defined]


def test_a_module_that_is_there_stays() -> None:
    defer("json")
    assert sys.modules["json"].dumps([1]) == "[1]"


def test_an_honest_pdf_loads_nothing_that_it_does_not_need() -> None:
    code = (
        "import sys; from pipeline import extract; from pipeline.emit.formats import FORMS;"
        f"FORMS['json'].write(extract({str(HONEST)!r}));"
        f"print([name for name in {NOT_NEEDED!r} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"


def test_the_command_reads_its_plain_values_without_pydantic(tmp_path: Path) -> None:
    code = (
        "import sys; from pipeline.cli import main\n"
        f"try: main(['extract', {str(HONEST)!r}, '-f', 'text', '--quiet', '-o', {str(tmp_path / 'a.txt')!r}])\n"
        "except SystemExit: print('pydantic' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "False\n"
    assert (tmp_path / "a.txt").stat().st_size


@given(st.from_regex(r"(uni|u)[0-9A-Fa-f]{3,9}", fullmatch=True))
@example("uniD83DDE00")
@example("uni064E0651")
@example("uniFFFF")
@example("lam_alef-ar.fina")
@example("")
def test_glyph_names_that_spell_their_code_points_are_read_as_the_list_reads_them(name: str) -> None:
    assert to_unicode(name) == agl.toUnicode(name)
