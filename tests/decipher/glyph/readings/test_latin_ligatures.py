"""Ligatures of Latin letters without a claim are read by the letters of their font; what is no ligature stays."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from tests.decipher.glyph.typesetter import Typeset, typeset
from tests.installed import require
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.channel import decipher

FACE = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
LATIN = (
    "The committee has written: fifty settings shift after a little software and two bits of citations, quickly done"
)
LIGATURES = ("tti", "tt", "ti", "ft", "fi")


@pytest.fixture(scope="module")
def face(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sans that draws five ligatures, closer than its letters stand, and a wide t after a z."""
    font = TTFont(require(FACE, "fonts-dejavu-core"))
    options = Options(layout_features=[], glyph_names=True, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(text=LATIN + "xyzv\u00fc")
    subsetter.subset(font)
    glyphs, advances = font.getGlyphSet(), font["hmtx"].metrics
    drawn = {"wide": (_drawn(glyphs, {"t": (0, 1.5)}), round(1.5 * advances["t"][0]))}
    for text in LIGATURES:
        at, placed = 0, TTGlyphPen(None)
        for letter in text:
            _draw(glyphs, letter, at, 1.0, placed)
            at += advances[letter][0] - 30
        drawn["_".join(text)] = placed.glyph(), at + 30
    for name, (glyph, advance) in drawn.items():
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"][name], advances[name] = glyph, (advance, 0)
    rules = "".join(f"sub {' '.join(text)} by {'_'.join(text)};" for text in LIGATURES)
    addOpenTypeFeaturesFromString(font, f"feature liga {{ {rules} sub z t' by wide; }} liga;")
    path = tmp_path_factory.mktemp("face") / "ligatures.ttf"
    font.save(path)
    return path


def _drawn(glyphs: Any, parts: dict[str, tuple[int, float]]) -> Any:
    pen = TTGlyphPen(None)
    for letter, (at, wider) in parts.items():
        _draw(glyphs, letter, at, wider, pen)
    return pen.glyph()


def _draw(glyphs: Any, letter: str, at: int, wider: float, pen: TTGlyphPen) -> None:
    recorded = DecomposingRecordingPen(glyphs)
    glyphs[letter].draw(recorded)
    recorded.replay(TransformPen(pen, (wider, 0, 0, 1, at, 0)))


def read(face: Path, claimed: dict[str, str | None], text: str = LATIN) -> dict[str, tuple[str, float]]:
    """What the glyphs of ``text`` are read as, by what they show, and how surely; some are ``claimed`` to be others."""
    shown: Typeset = typeset(text, face)
    claims = {gid: claimed.get(letters, letters) for gid, letters in shown.truth.items()}
    page = typeset(text, face, {gid: claim for gid, claim in claims.items() if claim is not None})
    readings = decipher(page.extraction)[0].readings
    return {letters: (readings[gid].text, readings[gid].confidence) for gid, letters in shown.truth.items()}


@pytest.mark.parametrize("claim", [None, "\ufffd", "\ue123"])
def test_ligatures_that_say_nothing_are_read_by_their_letters(face: Path, claim: str | None) -> None:
    texts = read(face, dict.fromkeys(LIGATURES, claim))
    assert {text: texts[text][0] for text in LIGATURES} == {text: text for text in LIGATURES}
    assert all(texts[text][1] == parameters.MOSTLY_SO for text in ("tti", "tt", "ti", "ft"))


def test_ligatures_that_claim_their_first_letter_are_read_whole(face: Path) -> None:
    texts = read(face, {text: text[0] for text in LIGATURES})
    assert {text: texts[text][0] for text in LIGATURES} == {text: text for text in LIGATURES}
    assert texts["t"] == ("t", 0.999)


def test_what_a_map_has_right_stays_as_it_is(face: Path) -> None:
    assert {read for read, _ in read(face, {}).values()} == set(read(face, {}))


def test_a_letter_drawn_wider_and_one_with_dots_are_no_ligatures(face: Path) -> None:
    texts = read(face, {"\u00fc": None}, f"{LATIN} xyzt v\u00fcv")
    assert texts["\u00fc"][0] == ""
    shown = typeset(f"{LATIN} xyzt", face)
    wide = [gid for gid, text in shown.truth.items() if text == "t"]
    assert len(wide) == 2
    readings = decipher(typeset(f"{LATIN} xyzt", face, shown.truth).extraction)[0].readings
    assert {readings[gid].text for gid in wide} == {"t"}


def test_what_is_wider_than_its_letters_together_is_no_ligature(face: Path, tmp_path: Path) -> None:
    font = TTFont(face)
    advance, bearing = font["hmtx"]["t_t"]
    font["hmtx"]["t_t"] = advance + font["head"].unitsPerEm // 4, bearing
    path = tmp_path / "wider.ttf"
    font.save(path)
    assert read(path, {"tt": None})["tt"][0] != "tt" == read(face, {"tt": None})["tt"][0]


def test_of_two_ligatures_that_look_alike_the_reading_is_doubtful(face: Path, tmp_path: Path) -> None:
    """Where the i is drawn without its dot, it may as well be an l."""
    font = TTFont(face)
    glyphs = font.getGlyphSet()
    pen = TTGlyphPen(None)
    _draw(glyphs, "f", 0, 1.0, pen)
    _draw(glyphs, "l", font["hmtx"]["f"][0], 1.0, pen)
    font["glyf"]["f_i"] = pen.glyph()
    font["glyf"]["l"] = font["glyf"]["i"]
    stream = BytesIO()
    font.save(stream)
    path = tmp_path / "alike.ttf"
    path.write_bytes(stream.getvalue())
    text, sure = read(path, {"fi": None})["fi"]
    assert text in ("fi", "fl")
    assert sure == parameters.LatinLigatures.DOUBTFUL
