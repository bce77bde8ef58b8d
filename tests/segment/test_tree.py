"""What nodes are made of."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from warraq.model.line import Line, Word
from warraq.segment.tree import Draft, assemble

_LINES = st.lists(st.lists(st.sampled_from(("نص", "5-", "", " ")), max_size=4), max_size=3)


@example([["نص"], ["", "نص"]], 0, 0, [])
@example([["نص"]], 0, 0, ["آخر"])
@example([["5-", "نص"]], 0, 2, [])
@given(_LINES, st.integers(0, 3), st.integers(0, 3), st.lists(st.sampled_from(("آخر", "5")), max_size=2))
def test_the_text_of_a_node_is_that_of_its_words(
    lines: list[list[str]], start: int, end: int, typed: list[str]
) -> None:
    """However much of it is taken as it is."""
    rows = [Line(1, tuple([Word(text, text) for text in words])) for words in lines]
    draft = Draft("text", 1, parts=[(rows, start, max(start, end))], typed=[Word(text, text) for text in typed])
    text = " ".join([line.text for line in rows if line.text or line.words])
    words, said = draft.content(draft.printed, text)
    assert words == draft.words
    assert said == " ".join([word.text for word in draft.words])


def test_marks_of_words_on_lines_and_of_typed_ones_are_those_of_the_node() -> None:
    plain, marked = Word("نص", "نص"), Word("آخر", "آخر", mark="1")
    cases: list[tuple[list[Word], list[Word], int | None]]
    cases = [([plain, marked], [], 1), ([plain], [plain, marked], 2), ([plain], [], None)]
    for lines, typed, at in cases:
        draft = Draft("text", 1, parts=[([Line(1, tuple(lines))], 0, 0)], typed=typed)
        (node,) = assemble([draft], uncertain_below=0.5)
        assert [(mark.mark, mark.index) for mark in node.marks] == ([] if at is None else [("1", at)])
