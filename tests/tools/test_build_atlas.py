"""The atlas is extended without changing what it has."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from tests.decipher.glyph.evidence.test_dots import outlines
from tools import build_atlas
from warraq.fonts.outlines.atlas import LATIN, LETTER, PUNCTUATION, RARE_SIGNS, VERSE_SIGNS, Label, load
from warraq.fonts.outlines.glyph_shape import Part

#: L with stroke
NEW = Label("\u0141", False, False, LATIN)


def test_labels_that_the_atlas_lacks_are_added_and_its_outlines_stay(tmp_path: Path) -> None:
    old, before = build_atlas.shipped(), load()
    assert NEW not in old.labels
    labels = [NEW, *old.labels]
    rows = [(0, 2), (labels.index(Label("L", False, False, LATIN)), 2)]  # it has outlines of the other
    shapes = outlines([(0, 0, 300)], [(0, 0, 300), (0, 400, 80)]).shapes([[Part(1)], [Part(2)]], [600.0] * 2, 600.0)
    worth = [1.0] * len(labels)
    build_atlas._write(tmp_path, labels, worth, list(old.families), rows, shapes.rasters, shapes.scalars, old)
    after = load(tmp_path)
    assert after.labels == tuple(sorted(labels)) and after.families == before.families
    added = after.label_of == after.labels.index(NEW)
    np.testing.assert_array_equal(after.points[~added], before.points)
    for column in ("step", "family_of", "ink_axes", "scalar_axes", "origin"):
        result, wanted = getattr(after, column), getattr(before, column)
        np.testing.assert_array_equal(result[~added] if column == "family_of" else result, wanted)
    assert [after.labels[k] for k in after.label_of[~added]] == [before.labels[k] for k in before.label_of]
    assert after.family_of[added].tolist() == [2]
    steps = before.project(shapes)[:1] / before.step
    np.testing.assert_allclose(after.points[added], np.clip(steps, -127, 127), atol=0.6)


def test_a_label_is_added_of_a_family_that_the_atlas_lacks_it_of(tmp_path: Path) -> None:
    old, before = build_atlas.shipped(), load()
    labels, lam_meem = list(old.labels), Label("\u0644\u0645", False, True, LETTER)
    number = labels.index(lam_meem)
    has = set(old.family_of[old.label_of == number].tolist())
    lacking = next(k for k in range(len(old.families)) if k not in has)
    rows = [(number, lacking), (number, min(has))]
    shapes = outlines([(0, 0, 300)], [(0, 0, 300), (0, 400, 80)]).shapes([[Part(1)], [Part(2)]], [600.0] * 2, 600.0)
    worth = [1.0] * len(labels)
    build_atlas._write(tmp_path, labels, worth, list(old.families), rows, shapes.rasters, shapes.scalars, old)
    after = load(tmp_path)
    assert len(after.points) == len(before.points) + 1
    assert set(after.family_of[after.label_of == number].tolist()) == has | {lacking}


def test_signs_of_the_koran_are_taken_of_all_faces_and_rare_ones_of_those_made_for_latin_text() -> None:
    shaper: Any = SimpleNamespace(nominal=lambda character: 1)
    for accents in (False, True):
        entries = build_atlas.FaceEntries(outlines([(0, 0, 300)], [(0, 0, 300)]))
        build_atlas._add_singles(shaper, entries, accents)
        signs = {label.text for label, _ in entries.found if label.kind == PUNCTUATION}
        assert signs >= {*VERSE_SIGNS, ".", "("}
        assert signs.isdisjoint(RARE_SIGNS) is not accents
        assert ({*RARE_SIGNS} <= signs) is accents
