"""Formulas that follow each other from the right, as TeX and equations of word processors set them."""

from __future__ import annotations

import pytest
from bidi import get_display

from warraq.repair.order.bidi import spell
from warraq.repair.order.order import logical_order

MIRRORED = str.maketrans("()[]", ")(][")


def read(painted: str) -> str:
    order = logical_order(painted, rtl=True, after_arabic=True)
    assert order.verified
    return spell(painted, order)


def painted(text: str) -> str:
    """What TeX paints of ``text``, where each formula between dollars is a piece set left to right."""
    pieces = text.split("$")
    shown = [piece if number % 2 else piece[::-1].translate(MIRRORED) for number, piece in enumerate(pieces)]
    return "".join(shown[::-1])


@pytest.mark.parametrize(
    "text",
    [
        "لكل $x ∈ X$، $y ∈ Y$ و $g ∈ G$ يكون",
        "نفرض أن $X$ و $Y$، $G$ زمر",
        "لكل $x ∈ X$، $f(gx) = gf(x)$.",
        "حيث $B ⊆ S$، $G$-فضاء",
        "إذا كان $a < b$، $b < c$، $c < d$ فإن",
        "لكل $g ∈ G$، $r ∈ R⁺$ و $(u, S) ∈ Y$ على",
        "نفرض أن $f(x) = 0$، $(a, b) ⊆ R$.",
        "حيث $min x < 0$، $max x > 1$ معا",
        "لكل $x ∈ X$، $f(x) = 0$ [1].",
        "لكل $m = 1, 2, . . .$، $P(x)$ كثيرة حدود",
    ],
)
def test_formulas_with_commas_are_read_from_the_right(text: str) -> None:
    assert read(painted(text)) == text.replace("$", "")


@pytest.mark.parametrize(
    "text",
    [
        "نستعمل Java، Python و C",
        "الحروف a، b و c",
        "في Java ،Python أيضا",  # a writer who sets the space before the comma
        "الدالة f(x) = 3، ثم g(x) = 4",
        "القيم 3 ،4 و 5",
    ],
)
def test_what_plain_text_paints_stays(text: str) -> None:
    line = str(get_display(text, base_dir="R"))
    assert read(line) == text


def test_a_comma_between_brackets_is_inside_one_formula() -> None:
    assert read("حوتفم (a ،b) لاجملا") == "المجال (a ،b) مفتوح"
