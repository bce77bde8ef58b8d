"""Whatever the blocks are: nothing is lost, ids are unique, and the same blocks give the same document."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.segment.truth_blocks import SOURCE
from warraq.emit.formats.json import to_json
from warraq.model.document import Citation, DateMention
from warraq.model.line import Block, Line, Word
from warraq.segment import segment, unaccounted
from warraq.segment.numbering.profiles import names

LABELS = (
    "1-",
    "-2",
    "3",
    "-",
    "(أ)",
    ")ب(",
    "أولا",
    "–",
    "ألف-",
    "التوصية",
    "19-",
    "7/1",
    "(12)",
    ".",
    "خامسا-",
    "2020،",
    "المادة",
    "الفصل",
    "المرفق",
    "القرار",
    "الثاني",
    "مكررا",
    "(1)",
    "أ-",
    "•",
    "وإذ",
    "5/3",
    "A/RES/55/25",
    "أيلول/سبتمبر",
    "1445هـ",
)
WORDS = st.one_of(
    st.sampled_from(LABELS),
    st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآىةء.،:", min_size=1, max_size=6),
    st.text(alphabet="abc0189ـً ", min_size=0, max_size=4),
)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    words = draw(st.lists(WORDS, min_size=0, max_size=6))
    boxed = draw(st.booleans())
    return Line(
        draw(st.integers(1, 3)),
        tuple(Word(word, word[::-1], draw(st.sampled_from((1.0, 0.5)))) for word in words),
        box=(1.0, 2.0, 3.0, 4.0) if boxed else None,
        bold=draw(st.booleans()),
    )


BLOCKS = st.builds(
    lambda role, body, centered: Block(role, tuple(body), centered),
    st.sampled_from(("body", "body", "body", "annex", "box", "toc", "header", "footer", "footnote")),
    st.lists(lines(), min_size=1, max_size=4),
    st.booleans(),
)


@settings(max_examples=150)
@given(st.lists(BLOCKS, max_size=12), st.sampled_from((None, *names())))
def test_nothing_is_lost_and_ids_are_unique(blocks: list[Block], profile: str | None) -> None:
    document = segment(blocks, source=SOURCE, profile=profile)
    assert unaccounted(blocks, document) == (Counter(), Counter())
    ids = [node.id for node in (*document.walk(), *document.footnotes)]
    assert len(set(ids)) == len(ids)
    for node in document.walk():
        words = node.content.split()
        assert all(words[doubt.index] == doubt.word for doubt in node.uncertain)
    mentions: list[Citation | DateMention] = [*document.metadata.dates, *document.metadata.citations]
    for mention in mentions:
        (node,) = (node for node in (*document.walk(), *document.footnotes) if node.id == mention.node)
        assert node.content[mention.start : mention.end] == mention.text
    assert to_json(document) == to_json(segment(blocks, source=SOURCE, profile=profile))
