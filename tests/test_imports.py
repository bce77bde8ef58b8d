"""What a short run does not load, because it needs nothing of it."""

from __future__ import annotations

from pathlib import Path

from fontTools import agl
from hypothesis import example, given
from hypothesis import strategies as st

from tests.fresh_process import printed
from warraq.fonts.names.adobe_names import to_unicode

HONEST = Path(__file__).parents[1] / "fixtures" / "pdf" / "honest.pdf"
#: What an honest PDF needs nothing of.
NOT_NEEDED = (
    "hijridate",
    "jinja2",
    "numpy.ma",
    "warraq.decipher.glyph.search.solve",
    "warraq.emit.formats.akoma.ntoso",
    "pydantic",
)


def test_the_command_loads_nothing_for_an_honest_pdf_that_it_does_not_need(tmp_path: Path) -> None:
    code = (
        "import sys; from warraq.cli import main\n"
        f"try: main(['extract', {str(HONEST)!r}, '--quiet', '-o', {str(tmp_path / 'a.json')!r}])\n"
        f"except SystemExit: print([name for name in {NOT_NEEDED!r} if name in sys.modules])"
    )
    assert printed(code) == "[]\n"
    assert (tmp_path / "a.json").stat().st_size


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
