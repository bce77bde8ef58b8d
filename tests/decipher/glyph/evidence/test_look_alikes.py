"""Signs that look alike, told apart by measures of their outlines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.decipher.glyph.tiny_fonts import program
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.evidence import look_alikes
from warraq.decipher.glyph.evidence.look_alikes import tell_apart
from warraq.decipher.glyph.parameters import ANY_FORM
from warraq.decipher.glyph.signs.spellings import Spellings
from warraq.fonts.outlines.glyph_shape import GlyphOutlines

SIGN, FONT = 7, 2


def shown(
    texts: Sequence[str],
    values: Sequence[float],
    arch: float,
    monkeypatch: pytest.MonkeyPatch,
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.5, 0.5),
    arms: int = 0,
    novelty: float = 100.0,
    fill: float = 1.0,
) -> list[str]:
    """What the sign looks most like, from the best on, where its ``arch``, its ``box`` and its ``arms`` are so."""
    spellings = Spellings()
    candidates = Candidates(
        np.array([spellings.number(text) for text in texts], np.int64),
        np.full(len(texts), ANY_FORM, np.int64),
        np.array(values, np.float64),
    )
    drawn = SimpleNamespace(arch=lambda gid: arch, arms=lambda gid: arms, fill=lambda gid: fill)
    monkeypatch.setattr(look_alikes, "outlines_of", lambda _: drawn)
    uses: Any = {FONT: [SimpleNamespace(gid=3)]}
    case: Any = SimpleNamespace(
        spellings=spellings,
        outlines=SimpleNamespace(
            signs_of_font={FONT: [SIGN]},
            uses_of_font=uses,
            of_font={FONT: SimpleNamespace(boxes=[box], novelty=[novelty])},
        ),
        extraction=SimpleNamespace(fonts=[None] * 3),
    )
    tell_apart(case, {SIGN: candidates})
    return [spellings.texts[int(candidates.strings[k])] for k in np.argsort(-candidates.outline, kind="stable")]


@pytest.mark.parametrize(
    ("texts", "values", "arch", "best"),
    [
        ("({f", (0.0, -1.6, -4.0), 0.5, "{"),
        ("({f", (0.0, -1.6, -4.0), 0.2, "("),
        ("{(f", (0.0, -1.6, -4.0), 0.2, "("),
        (")l", (0.0, -4.0), 0.5, "}"),  # though the outline doesn't propose it
        ("f({", (0.0, -1.0, -2.0), 0.5, "f"),  # other signs are left
        ("({f", (0.0, -1.6, -4.0), math.nan, "("),
    ],
)
def test_the_arch_tells_them_apart(
    texts: str, values: tuple[float, ...], arch: float, best: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shown(texts, values, arch, monkeypatch)[0] == best


def test_the_wrong_one_is_far_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown("({f", (0.0, -1.6, -4.0), 0.5, monkeypatch) == ["{", "f", "("]
    assert shown("(", (0.0,), 0.5, monkeypatch) == ["("]  # what is settled stays


def test_a_box_arches_to_no_side() -> None:
    outlines = GlyphOutlines(program(["a", "b"], {}, blank=("b",), boxes={"a": (0, -200, 80, 800, 200)}))
    assert math.isnan(outlines.arch(1)) and math.isnan(outlines.arch(2))


def test_honest_brackets_are_round() -> None:
    from tests.fonts.outlines.test_outline import font_of
    from warraq.fonts.outlines.outline import outlines_of

    font = font_of("Scheherazade-Regular")
    outlines = outlines_of(font)
    assert outlines is not None
    arches = [outlines.arch(font.code_to_gid[c]) for c, text in font.to_unicode.items() if text in ("(", ")")]
    assert arches and all(0.1 < arch < parameters.LookAlikes.BRACE for arch in arches)


@pytest.mark.parametrize(
    ("box", "best"),
    [
        ((0.05, 0.1, 0.5, 0.55), "\u00d7"),
        ((0.05, 0.0, 0.5, 0.45), "x"),  # on the baseline
        ((0.05, 0.1, 0.35, 0.55), "x"),  # narrow: a small letter over the line
    ],
)
def test_a_square_x_over_the_baseline_is_a_sign_of_multiplication(
    box: tuple[float, float, float, float], best: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shown("xs", (0.0, -5.0), 0.0, monkeypatch, box)[0] == best


@pytest.mark.parametrize(
    ("texts", "box", "best"),
    [
        (".0", (0.05, -0.01, 0.15, 0.09), {"."}),
        (".0", (0.05, -0.15, 0.2, 0.1), {",", "\u066b"}),  # below the line
        (".,", (0.05, -0.15, 0.2, 0.1), {",", "\u066b"}),
        (".0", (0.05, 0.2, 0.15, 0.3), {"."}),  # over it
        (",.", (0.05, -0.15, 0.2, 0.1), {","}),
        (",0", (0.05, 0.0, 0.15, 0.1), {"."}),
        (",.", (0.05, 0.0, 0.1, 0.15), {","}),  # high as a comma is
        ("0.", (0.05, -0.15, 0.2, 0.1), {"0"}),  # other signs are left
    ],
)
def test_a_full_stop_does_not_reach_below_the_line(
    texts: str, box: tuple[float, float, float, float], best: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown_texts = shown(texts, (0.0, -5.0), 0.0, monkeypatch, box)
    assert set(shown_texts[: len(best)]) == best


SMALL = (0.02, -0.05, 0.34, 0.28)


@pytest.mark.parametrize(
    ("texts", "box", "arms", "novelty", "best"),
    [
        ("\u06de\u0647", SMALL, 8, 120.0, "*"),  # though the outline doesn't propose it
        ("\u0647*", (0.02, 0.3, 0.4, 0.68), 6, 120.0, "*"),  # high or low
        ("\u06de*", SMALL, 0, 120.0, "\u06de"),
        ("\u06de*", (0.02, -0.1, 0.6, 0.48), 8, 120.0, "\u06de"),  # as large as a letter
        ("\u0647*", (0.02, -0.05, 0.22, 0.28), 6, 120.0, "\u0647"),  # narrow
        ("\u06de*", SMALL, 8, 5.0, "\u06de"),  # the atlas knows it
    ],
)
def test_a_small_star_is_an_asterisk(
    texts: str,
    box: tuple[float, float, float, float],
    arms: int,
    novelty: float,
    best: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert shown(texts, (0.0, -5.0), 0.0, monkeypatch, box, arms, novelty)[0] == best


def test_other_stars_stay_as_likely_and_letters_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown("\u0647\u066d", (0.0, -5.0), 0.0, monkeypatch, SMALL, 6) == ["*", "\u066d", "\u0647"]


@pytest.mark.parametrize(
    ("texts", "fill", "expected"),
    [
        ("\u2013-~", 0.5, ["~", "\u2013", "-"]),
        ("-x", 0.5, ["~", "x", "-"]),  # though the outline doesn't propose it
        ("\u2013-~", 0.9, ["\u2013", "-", "~"]),
        ("-x", 0.0, ["-", "x"]),  # blank
        ("x-", 0.5, ["x", "-"]),  # other signs are left
    ],
)
def test_a_wave_is_a_tilde(texts: str, fill: float, expected: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    values = (0.0, -1.0, -2.0)[: len(texts)]
    assert shown(texts, values, 0.0, monkeypatch, (0.05, 0.2, 0.5, 0.3), novelty=5.0, fill=fill) == expected


def test_a_square_fills_its_box() -> None:
    outlines = GlyphOutlines(program(["a", "b"], {}, blank=("b",)))
    assert outlines.fill(1) == 1.0 and outlines.fill(2) == 0.0
