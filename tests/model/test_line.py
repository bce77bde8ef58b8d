"""What lines tell of their words."""

from __future__ import annotations

from warraq.model.line import Line, PlacedWords, Word


def test_a_line_knows_whether_a_mark_hangs_on_a_word() -> None:
    plain, marked = Word("a", "a"), Word("b", "b", mark="1")
    for words in ([plain, plain], [plain, marked], [marked]):
        expected = marked in words
        placed = Line(1, PlacedWords(words, [None] * len(words)))
        assert Line(1, words).marked is placed.marked is placed.marked is expected
        assert placed.at(1.0, 2.0).marked is expected
