"""Letters that Arabic lacks are built into a file of their own, by the axes of the atlas."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.installed import require
from tools import build_letters
from tools.atlas_faces import FACES, Face
from warraq.fonts.outlines.atlas import DIGIT, LETTER, PUNCTUATION, Label, more_letters, shipped

FONTS = Path("/usr/share/fonts")
#: It draws the letters of both languages, and digits of Urdu that aren't those of Persian.
AMIRI = next(face for face in FACES if face.file.endswith("Amiri-Regular.ttf"))
PEH, TEH, NOON_GHUNNA, FOUR = "\u067e", "\u062a", "\u06ba", "\u0664"
WORDS = {"fa": [(PEH + TEH, 0.5)], "ur": [(PEH + TEH, 0.25), (TEH + NOON_GHUNNA, 0.1)]}


@pytest.fixture(scope="module")
def face() -> Face:
    require(FONTS / AMIRI.file, "fonts-hosny-amiri")
    return AMIRI


def test_what_a_face_draws_of_letters_that_arabic_lacks_and_of_digits(face: Face) -> None:
    entries = build_letters.entries_of((FONTS / face.file).read_bytes(), WORDS)
    labels = [label for label, _ in entries]
    assert set(labels) == {
        Label(PEH, False, True, LETTER),
        Label(NOON_GHUNNA, True, False, LETTER),
        Label("\u06d4", False, False, PUNCTUATION),
        *(Label(chr(0x660 + n), False, False, DIGIT) for n in range(10)),
    }
    assert labels.count(Label(FOUR, False, False, DIGIT)) == 2  # as Persian and as Urdu has it
    use = {label: use for (label, _), (use, _) in entries.items()}
    assert use[Label(PEH, False, True, LETTER)] == pytest.approx((0.5 + 0.25) / 2)
    assert use[Label(NOON_GHUNNA, True, False, LETTER)] == pytest.approx(0.1 / 2)


def test_files_have_points_of_the_atlas(face: Face, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_letters, "FACES", (face,))
    monkeypatch.setattr(build_letters, "words_to_shape", WORDS.__getitem__)
    build_letters.build(FONTS, tmp_path)
    rows = [row.split("\t") for row in (tmp_path / "letters.tsv").read_text("utf-8").splitlines()]
    built, known = np.load(tmp_path / "letters.npz"), more_letters()
    place = next(number for number, row in enumerate(rows) if row[:3] == [f"{ord(PEH):04X}", "01", "L"])
    (point,) = built["points"][built["label_of"] == place]
    family = shipped().families.index(face.family)
    away = np.abs(known.points.astype(np.int64) - point).sum(1)
    assert known.labels[known.label_of[away.argmin()]] == Label(PEH, False, True, LETTER)
    assert set(built["family_of"].tolist()) == {family}
    assert float(rows[place][3]) == pytest.approx((0.5 + 0.25) / 2 / build_letters.OF_WORD, rel=0.01)
