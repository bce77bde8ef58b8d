"""Signs among words: what is read in the place of each."""

from __future__ import annotations

import random

from benchmarks.corpus.page import Block, faces
from benchmarks.reading import Read
from benchmarks.signs import IN_BLOCK, SIGNS, TIMES, WORDS, Place, blocks_of, lines, places
from warraq.arabic.letters import has_arabic

RIGHT, UNSURE = Place("\u20ac", "\u20ac", 0.9), Place("\u20ac", "\u20ac", 0.1)
DOUBTED, SILENT = Place("$", "8", 0.5), Place("\u00a3", "\u0664", 0.9)


def test_each_sign_that_a_face_shows_stands_between_words() -> None:
    (face,) = [face for face in faces() if face.name == "dejavu"]
    blocks, signs = blocks_of(face, random.Random(1))
    assert set(signs) <= set(SIGNS)
    assert {signs.count(sign) for sign in signs} == {TIMES}
    assert {"$", "\u20ac", "\u221a"} <= set(signs)
    first = blocks[0].text.split()
    assert [word for word in first if word in SIGNS] == signs[:IN_BLOCK]
    assert len(first) == IN_BLOCK * (WORDS + 1) + 1
    assert all(has_arabic(word) for word in first if word not in SIGNS)


def test_what_is_read_in_the_place_of_a_sign_is_found_beside_misread_words() -> None:
    blocks = [Block("\u0628\u0627\u0628 $ \u062f\u0627\u0631 \u20ac \u0628\u0627\u0628")]
    words = ("\u0628\u0627\u0628", "8", "\u062f\u0627\u0631", "\u20ac", "\u0628\u0627\u062a")
    signs = places(blocks, ["$", "\u20ac"], Read("", words, (1.0, 0.5, 1.0, 0.9, 0.3), False))
    assert signs == [Place("$", "8", 0.5), Place("\u20ac", "\u20ac", 0.9)]
    assert [(place.right, place.flagged) for place in signs] == [(False, True), (True, False)]


def test_what_is_read_beside_a_misread_word_is_as_sure_as_both_of_them() -> None:
    blocks = [Block("\u0628\u0627\u0628 \u0646\u0627\u0631 . \u062f\u0627\u0631")]
    words = ("\u0628\u0627\u0628", "x", "y.", "\u062f\u0627\u0631")
    signs = places(blocks, ["."], Read("", words, (1.0, 0.2, 0.9, 1.0), False))
    assert signs == [Place(".", "x y.", 0.2)]
    assert not signs[0].right  # it is but a part of a word


def test_a_sign_that_is_lost_is_wrong_and_not_flagged() -> None:
    blocks = [Block("\u0628\u0627\u0628 $ \u062f\u0627\u0631")]
    (lost,) = places(blocks, ["$"], Read("", ("\u0628\u0627\u0628", "\u062f\u0627\u0631"), (1.0, 1.0), False))
    assert (lost.found, lost.right, lost.flagged) == ("", False, False)


def test_rows_tell_what_is_wrong_and_what_of_that_is_flagged() -> None:
    rows = [("no map", RIGHT), ("no map", DOUBTED), ("no map", SILENT), ("no map", SILENT), ("shifted", UNSURE)]
    _, _, first, second, empty, _, _, *each = lines(rows, each=True)
    assert first == "| no map | 4 | 25.0% | 25.0% | 50.0% | \u00a3 as \u0664 |"
    assert second.startswith("| shifted | 1 | 100.0% | 0.0% | 0.0% |")
    assert empty == ""
    assert len(each) == 3
