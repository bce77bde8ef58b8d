"""Modules that are loaded when they are asked for something."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from fontTools import agl
from hypothesis import example, given
from hypothesis import strategies as st

from tests.fresh_process import printed
from warraq.arabic.adobe_names import to_unicode
from warraq.deferred import defer, defer_names, defer_package

HONEST = Path(__file__).parents[1] / "fixtures" / "pdf" / "honest.pdf"
#: What an honest PDF needs nothing of.
NOT_NEEDED = (
    "charset_normalizer.api",
    "cryptography",
    "fontTools",
    "hijridate",
    "importlib.metadata",
    "llvmlite",
    "numba",
    "numpy.ma",
    "warraq.decipher.glyph.solve",
    "warraq.emit.akoma_ntoso",
    "pydantic",
    "rapidfuzz.process",
    "regex._main",
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
    defer_package("json")
    defer_names("json", "dumps")
    assert sys.modules["json"] is json
    assert sys.modules["json"].dumps([1]) == "[1]"


def test_modules_of_a_package_are_imported_without_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "package_later"
    folder.mkdir()
    (folder / "__init__.py").write_text("import sys\nsys.loaded_later = True\nANSWER = 42\n")
    (folder / "one.py").write_text("ONE = 1\n")
    (folder / "two.py").write_text("from package_later import one\nfrom package_later.one import ONE\n")
    monkeypatch.syspath_prepend(tmp_path)
    defer_package("package_later")
    from package_later import two  # type: ignore[import-not-found]

    assert two.ONE == two.one.ONE == 1
    assert not hasattr(sys, "loaded_later")
    import package_later

    assert package_later.ANSWER == 42
    assert hasattr(sys, "loaded_later")
    real = sys.modules["package_later"]
    assert real is not package_later and real.one is two.one and real.two is two  # type: ignore[attr-defined]
    with pytest.raises(AttributeError):
        _ = package_later.question
    for name in ("package_later", "package_later.one", "package_later.two"):
        del sys.modules[name]
    del sys.loaded_later  # type: ignore[attr-defined]


def test_what_a_module_of_a_package_misses_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "package_broken"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "one.py").write_text("import no_such_package\n")
    monkeypatch.syspath_prepend(tmp_path)
    defer_package("package_broken")
    import package_broken  # type: ignore[import-not-found]

    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        _ = package_broken.one
    del sys.modules["package_broken"]


def test_a_package_that_is_not_installed_stays_missing() -> None:
    defer_package("no_such_package")
    assert "no_such_package" not in sys.modules


def test_names_stand_in_until_they_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "names_later.py").write_text("import sys\nsys.loaded_later = True\nclass A:\n    B = 3\nC = 4\n")
    monkeypatch.syspath_prepend(tmp_path)
    defer_names("names_later", "A")
    from names_later import A  # type: ignore[import-not-found]

    assert not hasattr(sys, "loaded_later")
    assert A.B == 3
    assert type(A()) is sys.modules["names_later"].A
    from names_later import C

    assert C == 4
    del sys.modules["names_later"], sys.loaded_later  # type: ignore[attr-defined]


def test_the_command_loads_nothing_for_an_honest_pdf_that_it_does_not_need(tmp_path: Path) -> None:
    code = (
        "import sys; from warraq.cli import main\n"
        f"try: main(['extract', {str(HONEST)!r}, '--quiet', '-o', {str(tmp_path / 'a.json')!r}])\n"
        f"except SystemExit: print([name for name in {NOT_NEEDED!r} if name in sys.modules])\n"
        "print('add_newdoc' in vars(sys.modules['numpy._core._add_newdocs']))"
    )
    printed(code)  # where no expressions are kept yet the first run compiles them
    assert printed(code) == "[]\nFalse\n"
    assert (tmp_path / "a.json").stat().st_size


def test_a_worker_defers_before_it_loads_its_stages() -> None:
    code = (
        "import pickle, sys; from multiprocessing import Pipe; from warraq.batch import Settings, worker\n"
        "ours, theirs = Pipe(); ours.send_bytes(pickle.dumps(Settings())); ours.close(); worker.serve(theirs)\n"
        "print('warraq.segment' in sys.modules, '__version__' in vars(sys.modules['pdfminer']))"
    )
    assert printed(code) == "True False\n"


def test_the_library_leaves_the_imports_of_others_alone() -> None:
    code = (
        f"import sys; from warraq import extract; extract({str(HONEST)!r}); import pdfminer, regex;"
        "print(pdfminer.__spec__.loader is not None, '__version__' in vars(pdfminer), '__version__' in vars(regex))"
    )
    assert printed(code) == "True True True\n"


def test_the_command_reads_its_plain_values_without_pydantic(tmp_path: Path) -> None:
    code = (
        "import sys; from warraq.cli import main\n"
        f"try: main(['extract', {str(HONEST)!r}, '-f', 'text', '--quiet', '-o', {str(tmp_path / 'a.txt')!r}])\n"
        "except SystemExit: print('pydantic' in sys.modules)"
    )
    assert printed(code) == "False\n"
    assert (tmp_path / "a.txt").stat().st_size


@given(st.from_regex(r"(uni|u)[0-9A-Fa-f]{3,9}", fullmatch=True))
@example("uniD83DDE00")
@example("uni064E0651")
@example("uniFFFF")
@example("lam_alef-ar.fina")
@example("")
def test_glyph_names_that_spell_their_code_points_are_read_as_the_list_reads_them(name: str) -> None:
    assert to_unicode(name) == agl.toUnicode(name)
