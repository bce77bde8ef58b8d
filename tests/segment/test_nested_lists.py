"""Bullets and dashes within each other, by sign and indent."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.layout.lines import line
from tests.segment.truth_blocks import SOURCE
from warraq.model.document import Node
from warraq.model.line import Block
from warraq.segment import segment

OPENING = "تتكون الخطة مما يلي:"


def tree(*items: tuple[str, float]) -> list[tuple[str, int]]:
    """The items below the text, each with its depth; they are given with their indents, points."""
    blocks = [Block("body", (line(OPENING, 100),))]
    for number, (text, indent) in enumerate(items):
        one = line(text, 120 + 18 * number, right=523 - indent)
        object.__setattr__(one, "indent", indent)
        blocks.append(Block("body", (one,)))
    depths: list[tuple[str, int]] = []

    def look(nodes: Sequence[Node], depth: int) -> None:
        for node in nodes:
            if node.kind == "item":
                depths.append((node.label or "", depth))
            look(node.children, depth + (node.kind == "item"))

    look(segment(blocks, source=SOURCE, profile="generic").body, 0)
    return depths


@pytest.mark.parametrize(
    ("items", "depths"),
    [
        pytest.param([("• أ", 18), ("• ب", 36), ("• ج", 36), ("• د", 18)], [0, 1, 1, 0], id="the same sign further in"),
        pytest.param([("• أ", 18), ("▪ ب", 18), ("▪ ج", 18), ("• د", 18)], [0, 1, 1, 0], id="another sign"),
        pytest.param([("• أ", 18), ("▪ ب", 36), ("• ج", 54), ("• د", 18)], [0, 1, 2, 0], id="three deep"),
        pytest.param([("• أ", 36), ("• ب", 18), ("• ج", 18)], [0, 0, 0], id="the first stands deeper"),
        pytest.param([("• أ", 18), ("• ب", 20), ("• ج", 16)], [0, 0, 0], id="nearly alike"),
        pytest.param([("• أ", 18), ("• ب", 250), ("• ج", 250)], [0, 0, 0], id="another column"),
        pytest.param([("• أ", 18), ("1. ب", 36), ("2. ج", 36), ("• د", 18)], [0, 1, 1, 0], id="numbers in bullets"),
        pytest.param(
            [("• أ", 18), ("• ب", 36), ("1. ج", 54), ("2. د", 54), ("• ه", 18)], [0, 1, 2, 2, 0], id="numbers deeper"
        ),
    ],
)
def test_items_lie_in_those_that_stand_less_deep(items: list[tuple[str, float]], depths: list[int]) -> None:
    texts = [(f"{text} بند من بنود الخطة كلها:", indent) for text, indent in items]
    assert [depth for _, depth in tree(*texts)] == depths
