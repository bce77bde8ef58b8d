"""What two documents are taken for, and which of their paragraphs belong together."""

from __future__ import annotations

from dataclasses import replace

from warraq.align.pairing import Pair, pairs
from warraq.align.units import Unit, units
from warraq.model.document import Document, Metadata, Node, NodeKind, Source, UncertainWord


def document(*nodes: Node) -> Document:
    return Document(source=Source(file="a", sha256="", engine="test"), metadata=Metadata(), body=nodes)


def node(number: int, text: str, kind: NodeKind = "paragraph", **fields: object) -> Node:
    made = Node(kind=kind, id=f"{kind}-{number}", text=text)
    numbered = {"number": str(number), "ordinal": number, "label": f"{number}."} if number else {}
    return replace(made, **{**numbered, **fields})  # type: ignore[arg-type]


def numbers(*nodes: Node) -> list[str]:
    return [unit.piece.number for unit in units(document(*nodes))]


def paired(left: list[Unit], right: list[Unit]) -> list[tuple[tuple[int, ...], tuple[int, ...], bool]]:
    return [(pair.left, pair.right, pair.moved) for pair in pairs(left, right) if pair.left and pair.right]


def test_kinds_that_are_one_series_count_alike() -> None:
    assert numbers(node(1, "a"), node(2, "b", "operative"), node(3, "c", "agenda_item"), node(3, "d", "article")) == [
        "paragraph 1",
        "paragraph 2",
        "paragraph 3",
        "article 3",
    ]


def test_a_number_that_was_inferred_says_nothing() -> None:
    assert numbers(node(12, "The Group adopted this.", label=None)) == [""]


def test_a_text_that_no_series_goes_on_with_has_the_number_that_it_begins_with() -> None:
    doubt = UncertainWord(word="Group", index=2, confidence=0.5)
    text = node(0, "9. The Group met. It spoke.", "text", uncertain=(doubt,))
    (unit,) = units(document(text))
    assert unit.piece.number == "paragraph 9"
    assert [sentence.text for sentence in unit.sentences] == ["The Group met.", "It spoke."]
    assert unit.sentences[0].label == "9." and unit.sentences[0].uncertain[0].index == 1
    assert numbers(node(0, "المادة 5 تلتزم الدول بذلك.", "text")) == ["article 5"]


def test_a_number_in_a_line_of_its_own_is_that_of_the_next_text() -> None:
    lines = (node(0, "Article 5", "text"), node(0, "The fee is paid.", "text"))
    (unit,) = units(document(*lines))
    assert (unit.piece.number, unit.id) == ("article 5", "text-0")
    assert numbers(lines[0], node(7, "Another.")) == ["article 5", "paragraph 7"]
    assert numbers(lines[0]) == ["article 5"]


def prose(*lengths: int, first: int = 1, skip: int = 0) -> list[Unit]:
    """Numbered paragraphs of so many words, without the number ``skip``."""
    made = [node(number, " ".join(["word"] * length)) for number, length in enumerate(lengths, start=first)]
    return units(document(*(one for one in made if one.ordinal != skip)))


def test_where_numbers_agree_another_number_is_another_paragraph() -> None:
    left, right = prose(20, 30, 25, 20, 26, 30, skip=4), prose(20, 30, 25, 20, 26, 30, skip=5)
    assert [(one, two) for one, two, _ in paired(left, right)] == [
        ((0,), (0,)),
        ((1,), (1,)),
        ((2,), (2,)),
        ((4,), (4,)),
    ]


def test_where_all_numbers_are_other_ones_order_and_length_tell() -> None:
    left, right = prose(20, 40, 25, 60, 26, 30), prose(20, 40, 25, 60, 26, 30, first=11)
    assert [(one, two) for one, two, _ in paired(left, right)] == [((at,), (at,)) for at in range(6)]


def test_a_paragraph_that_was_moved_and_split_is_found_by_its_number() -> None:
    texts = ["We met in Rabat in 1999. " * 3, "Rain fell. " * 9, "Books burn. " * 12, "Maps fade. " * 6]
    whole = [node(number, text.strip()) for number, text in enumerate(texts, start=1)]
    halves = [
        replace(whole[0], text="We met in Rabat in 1999."),
        node(0, " ".join(["We met in Rabat in 1999."] * 2), "text"),
    ]
    left, right = units(document(*whole)), units(document(*whole[1:], *halves))
    assert ((0,), (3, 4), True) in paired(left, right)


def test_a_paragraph_goes_on_behind_what_stands_in_it() -> None:
    texts = ["We met in Rabat in 1999. " * 3, "Rain fell. " * 9, "Books burn. " * 12, "Maps fade. " * 6]
    whole = [node(number, text.strip()) for number, text in enumerate(texts, start=1)]
    first, second = (" ".join(["We met in Rabat in 1999."] * count) for count in (1, 2))
    parted = [replace(whole[0], text=first), node(9, "A table of it. " * 4), node(0, second, "text")]
    left, right = units(document(*whole)), units(document(*parted, *whole[1:]))
    assert ((0,), (0, 2), False) in paired(left, right)
    assert ((0, 2), (0,), False) in paired(right, left)


def test_every_unit_is_in_one_pair() -> None:
    left, right = prose(5, 60, 7, 9), prose(60, 7, 30, 5, 5, 80)
    made: list[Pair] = pairs(left, right)
    assert sorted(at for pair in made for at in pair.left) == list(range(len(left)))
    assert sorted(at for pair in made for at in pair.right) == list(range(len(right)))
    for pair in made:
        assert sum(len(bead.left) for bead in pair.sentences) == sum(len(left[at].sentences) for at in pair.left)
        assert sum(len(bead.right) for bead in pair.sentences) == sum(len(right[at].sentences) for at in pair.right)
