"""Ligatures that are drawn like one of their letters: the glyph that reads as another does already is two letters."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.decipher.glyph.test_faces import text
from tests.decipher.glyph.tiny_fonts import font as font_of
from tests.decipher.glyph.tiny_fonts import program
from tests.decipher.glyph.tiny_pages import page_of
from tests.decipher.glyph.typesetter import Typeset, typeset
from tests.installed import require
from warraq.config import EVIDENCE, Config
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.candidates.case import Case
from warraq.decipher.glyph.candidates.more_letters import MoreLetters
from warraq.decipher.glyph.channel import decipher
from warraq.decipher.glyph.evidence.dots import Dots
from warraq.decipher.glyph.parameters import ANY_FORM
from warraq.decipher.glyph.scores.problem import Problem
from warraq.decipher.glyph.search import coordinate_ascent, penalties, schedule, solve
from warraq.decipher.glyph.signs.spellings import Spellings
from warraq.fonts.outlines import atlas
from warraq.fonts.outlines.outline import Use

FREE_SERIF = Path("/usr/share/fonts/truetype/freefont/FreeSerif.ttf")
#: What pairs cost a glyph that the atlas doesn't know (nats).
LIGATURE = parameters.Schedule.NOVEL_LIGATURE[1]
LAM, MAKSURA, YEH, ALEF = "\u0644", "\u0649", "\u064a", "\u0627"


def candidates(spellings: Spellings, *texts: str) -> Candidates:
    strings = np.array([spellings.number(text) for text in texts])
    return Candidates(strings, np.full(strings.size, ANY_FORM), np.zeros(strings.size))


def test_pairs_are_of_letters_that_the_outline_or_the_reading_proposes() -> None:
    spellings = Spellings()
    more = MoreLetters(spellings, ())
    pairs = {spellings.texts[pair] for pair in more.pairs(candidates(spellings, LAM), spellings.number(YEH))}
    assert {LAM + YEH, LAM + MAKSURA, "\u0641" + YEH} <= pairs
    assert not {ALEF + LAM, "\u0641" + MAKSURA, LAM, ""} & pairs
    assert more.pairs(candidates(spellings, "5"), spellings.number("7")).size == 0


def known_well(signs: Sequence[int]) -> NDArray[np.float64]:
    """How far their outlines are from the atlas."""
    return np.zeros(len(signs))


def offered(
    monkeypatch: pytest.MonkeyPatch,
    reading: str,
    again: float,
    likeliest: Any,
    tried_before: float | None = None,
    kinds: frozenset[str] = EVIDENCE,
    last: bool = False,
    novelty: float = 45.0,
) -> tuple[set[str], float]:
    """What a glyph is tried with that reads as ``reading``, and what its outline says of that in the end.

    ``tried_before``: what the outline says of lam and alef maksura, where they are a candidate already. ``last``: no
    letter follows it.
    """
    spellings = Spellings()
    offered_to = candidates(spellings, reading, ALEF)
    if tried_before is not None:
        offered_to.add([spellings.number(LAM + MAKSURA)], ANY_FORM, [tried_before])
    tried: dict[int, Candidates] = {}

    def try_more(_: Problem, more: dict[int, Candidates]) -> None:
        tried.update(more)

    def repeated(*_: object) -> dict[int, float]:
        return {0: again} if again else {}

    monkeypatch.setattr(coordinate_ascent, "try_more", try_more)
    monkeypatch.setattr(penalties, "repeated", repeated)
    problem = SimpleNamespace(
        open_signs=[0],
        moving=[0],
        candidates={0: offered_to},
        spelled=np.array([spellings.number(reading)]),
        flat=np.zeros(1 if last else 2, np.int64),
        starts=np.array([0, 1 if last else 2]),
        more_letters=MoreLetters(spellings, ()),
    )
    case: Any = SimpleNamespace(
        spellings=spellings,
        kinds=kinds,
        font_of=np.zeros(1, np.int64),
        signs=SimpleNamespace(count=np.ones(1, np.int64)),
        outlines=SimpleNamespace(row_of={0: (0, 0)}, of_font={0: SimpleNamespace(novelty=np.array([novelty]))}),
    )
    dots = Dots({}, {}, spellings)
    monkeypatch.setattr(dots, "likeliest", lambda _: likeliest)
    opened = schedule.open_to_ligatures(case, cast("Problem", problem), dots)
    schedule.add_ligatures(case, cast("Problem", problem), dots, opened)
    strings: NDArray[np.int64] = tried[0].strings if tried else np.zeros(0, np.int64)
    worth = parameters.Schedule.FAMILIAR_LIGATURE[1] if novelty < parameters.Schedule.FAMILIAR_LIGATURE[0] else LIGATURE
    assert not tried or set(tried[0].outline) == {worth}
    return {spellings.texts[string] for string in strings.tolist()}, float(offered_to.outline[0])


def test_a_glyph_that_reads_as_another_does_is_tried_as_two_letters_with_its_dots(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried, worth = offered(monkeypatch, LAM, 1.0, ())
    assert LAM + MAKSURA in tried
    assert LAM + YEH not in tried
    assert worth == -parameters.Schedule.REPEATED
    tried, _ = offered(monkeypatch, LAM, 1.0, None)  # what it bears isn't known
    assert {LAM + MAKSURA, LAM + YEH} <= tried
    tried, _ = offered(monkeypatch, YEH, 1.0, (",,",))
    assert LAM + YEH in tried
    assert "\u0641" + YEH not in tried


@pytest.mark.parametrize(("worth", "again"), [(LIGATURE - 0.1, True), (LIGATURE, False)])
def test_two_letters_are_tried_again_that_cost_more_before(
    worth: float, again: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried, _ = offered(monkeypatch, LAM, 1.0, (), worth)
    assert (LAM + MAKSURA in tried) == again
    assert tried


def test_two_letters_cost_more_that_the_atlas_would_know(monkeypatch: pytest.MonkeyPatch) -> None:
    tried, _ = offered(monkeypatch, LAM, 1.0, (), novelty=parameters.Schedule.FAMILIAR_LIGATURE[0] - 1)
    assert LAM + MAKSURA in tried
    tried, _ = offered(monkeypatch, LAM, 1.0, (), LIGATURE, novelty=parameters.Schedule.FAMILIAR_LIGATURE[0] - 1)
    assert LAM + MAKSURA not in tried  # its outline says more for it already


def test_a_glyph_with_the_dots_of_two_letters_is_tried_as_both(monkeypatch: pytest.MonkeyPatch) -> None:
    tried, worth = offered(monkeypatch, YEH, 0.0, (",,", "."))
    assert "\u0641" + YEH in tried
    assert LAM + YEH not in tried
    assert worth == 0


def test_faces_with_alternates_and_ligatures_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert offered(monkeypatch, LAM, parameters.Schedule.SELDOM_REPEATED - 0.01, ()) == (set(), 0.0)
    assert offered(monkeypatch, LAM + MAKSURA, 1.0, ()) == (set(), 0.0)
    assert offered(monkeypatch, LAM, 0.0, None) == (set(), 0.0)


def test_a_lam_that_ends_all_its_words_is_tried_with_a_yeh(monkeypatch: pytest.MonkeyPatch) -> None:
    assert offered(monkeypatch, LAM, 0.0, (), last=True) == ({LAM + MAKSURA}, 0.0)
    assert offered(monkeypatch, LAM, 0.0, None, last=True) == ({LAM + MAKSURA, LAM + YEH}, 0.0)
    assert offered(monkeypatch, LAM, 0.0, (), LIGATURE, last=True) == (set(), 0.0)
    assert offered(monkeypatch, YEH, 0.0, None, last=True) == (set(), 0.0)


def test_that_a_reading_is_repeated_can_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    others = EVIDENCE - {"repeated"}
    assert offered(monkeypatch, LAM, 1.0, (), kinds=others) == (set(), 0.0)
    assert "\u0641" + YEH in offered(monkeypatch, YEH, 0.0, (",,", "."), kinds=others)[0]  # two letters by their dots


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Typeset:
    path = require(FREE_SERIF, "fonts-freefont-ttf")
    # None that draws many ligatures is left.
    book = atlas.load(exclude=("FreeSerif", "KacstOne", "Amiri", "NotoNaskhArabic", "NotoSansArabic"))
    monkeypatch.setattr(atlas, "shipped", lambda: book)
    return typeset(text(2500) + "\nإلى الأولى على لي التالي في عربي التي لديه سر يسري حصر نصر ", path)


def test_a_ligature_of_yeh_is_no_yeh(page: Typeset, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong() -> int:
        readings = decipher(page.extraction)[0].readings
        return sum(readings[code].text != shown for code, shown in page.truth.items() if page.count[code])

    with_ligatures = wrong()
    monkeypatch.setattr(schedule, "add_ligatures", lambda *_: [])
    assert with_ligatures < wrong()


def test_no_glyph_is_sure_from_the_start_that_reads_as_another_does(
    page: Typeset, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared: set[int] = set()
    signs_sure: set[int] = set()
    sure, repeated = coordinate_ascent.sure, penalties.repeated

    def noted_repeated(problem: Problem, *given: Any) -> dict[int, float]:
        signs = repeated(problem, *given)
        shared.update(
            sign for sign, against in signs.items() if not signs_sure and against >= parameters.Schedule.SELDOM_REPEATED
        )
        return signs

    def noted_sure(*given: Any) -> list[int]:
        signs_sure.update(sure(*given))
        return list(signs_sure)

    monkeypatch.setattr(parameters.CoordinateAscent, "SURE_NOVELTY", np.inf)
    monkeypatch.setattr(penalties, "repeated", noted_repeated)
    monkeypatch.setattr(coordinate_ascent, "sure", noted_sure)
    decipher(page.extraction)
    assert shared
    assert signs_sure
    assert not shared & signs_sure


def test_a_sure_glyph_is_left_to_the_ascent_where_another_reads_as_it_does_in_the_end(
    page: Typeset, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[int] = set()
    moved: set[int] = set()
    add_ligatures = schedule.add_ligatures

    def noted(case: Case, problem: Problem, dots: Dots, again: dict[int, float]) -> list[int]:
        asked.update(again)
        moved.update(problem.moving)
        return add_ligatures(case, problem, dots, again)

    monkeypatch.setattr(coordinate_ascent, "sure", lambda problem, *_: list(problem.open_signs))
    monkeypatch.setattr(schedule, "add_ligatures", noted)
    decipher(page.extraction)
    assert asked
    assert moved == asked


def test_what_was_sure_is_read_once_more_beside_what_the_others_became(
    page: Typeset, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[set[int]] = []
    signs_sure: set[int] = set()
    sure, ascend, open_to_ligatures = coordinate_ascent.sure, coordinate_ascent.ascend, schedule.open_to_ligatures

    def noted_sure(*given: Any) -> list[int]:
        signs_sure.update(sure(*given))
        return sorted(signs_sure)

    def noted(problem: Problem, *given: Any, **named: Any) -> None:
        moved.append(set(problem.moving))
        ascend(problem, *given, **named)

    def not_the_sure(case: Case, problem: Problem, dots: Dots) -> dict[int, float]:
        again = open_to_ligatures(case, problem, dots)
        return {sign: against for sign, against in again.items() if sign not in signs_sure}

    monkeypatch.setattr(parameters.CoordinateAscent, "SURE_NOVELTY", np.inf)
    monkeypatch.setattr(coordinate_ascent, "sure", noted_sure)
    monkeypatch.setattr(coordinate_ascent, "ascend", noted)
    monkeypatch.setattr(schedule, "open_to_ligatures", not_the_sure)
    decipher(page.extraction)
    assert signs_sure
    assert moved[-1] == signs_sure
    assert all(signs_sure.isdisjoint(signs) for signs in moved[:-1])


def test_a_glyph_that_is_sure_no_longer_has_all_its_candidates_again(
    page: Typeset, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs_sure: list[int] = []
    before: dict[int, int] = {}
    after: dict[int, int] = {}
    sure, open_to_ligatures, add_ligatures = coordinate_ascent.sure, schedule.open_to_ligatures, schedule.add_ligatures

    def noted_sure(problem: Problem, *given: Any) -> list[int]:
        before.update((sign, each.strings.size) for sign, each in problem.candidates.items())
        signs_sure.extend(sure(problem, *given))
        return list(signs_sure)

    def noted_add(case: Case, problem: Problem, dots: Dots, again: dict[int, float]) -> list[int]:
        after.update((sign, problem.candidates[sign].strings.size) for sign in signs_sure)
        return add_ligatures(case, problem, dots, again)

    def all_that_were_sure(case: Case, problem: Problem, dots: Dots) -> dict[int, float]:
        return open_to_ligatures(case, problem, dots) | dict.fromkeys(signs_sure, 0.0)

    monkeypatch.setattr(parameters.CoordinateAscent, "SURE_NOVELTY", np.inf)
    monkeypatch.setattr(coordinate_ascent, "sure", noted_sure)
    monkeypatch.setattr(schedule, "open_to_ligatures", all_that_were_sure)
    monkeypatch.setattr(schedule, "add_ligatures", noted_add)
    decipher(page.extraction)
    assert len(signs_sure) > 5
    assert after == {sign: before[sign] for sign in signs_sure}


def test_confidence_hears_of_repeated_readings_where_they_are_heard(page: Typeset) -> None:
    used, not_doubted = (
        {
            code: one.confidence
            for code, one in decipher(page.extraction, config=Config(evidence=kinds))[0].readings.items()
        }
        for kinds in (EVIDENCE, EVIDENCE - {"repeated"})
    )
    assert used != not_doubted


def test_what_claims_a_space_and_paints_may_be_a_further_part_of_its_letter() -> None:
    spellings = Spellings()
    tooth, known = candidates(spellings, YEH, ALEF), candidates(spellings, LAM)
    case: Any = SimpleNamespace(
        spellings=spellings,
        index=SimpleNamespace(strings=np.zeros(0, np.int64)),
        outlines=SimpleNamespace(novelty=known_well),
    )
    claims: Any = SimpleNamespace(value={0: " ", 1: " "}, tables={})
    solve._add_claims(case, {0: tooth, 1: known}, claims)
    assert [spellings.texts[string] for string in tooth.strings] == [YEH, ALEF, ""]
    assert tooth.outline.tolist() == [0.0, 0.0, -parameters.Solve.UNLIKE]
    assert known.strings.size == 1


def test_a_yeh_that_is_claimed_of_a_glyph_without_dots_may_be_an_alef_maksura_where_dots_are_drawn_apart() -> None:
    spellings = Spellings()
    bare, joined = candidates(spellings, LAM, ALEF), candidates(spellings, LAM, ALEF)
    case: Any = SimpleNamespace(
        spellings=spellings,
        index=SimpleNamespace(strings=np.zeros(0, np.int64)),
        outlines=SimpleNamespace(
            row_of={0: (0, 0), 1: (0, 1)}, uses_of_font={0: [Use(7, 0.5, 1), Use(9, 0.5, 1)]}, novelty=known_well
        ),
        extraction=SimpleNamespace(fonts=[SimpleNamespace(letters={9: ((7, 0, 0), (8, 0, 0))})]),
    )
    claims: Any = SimpleNamespace(value={0: LAM + YEH, 1: LAM + YEH}, tables={})
    solve._add_claims(case, {0: bare, 1: joined}, claims)
    assert [spellings.texts[string] for string in bare.strings] == [LAM, ALEF, LAM + YEH, LAM + "\u0649"]
    assert [spellings.texts[string] for string in joined.strings] == [LAM, ALEF, LAM + YEH]


@pytest.mark.parametrize("used", [True, False])
def test_other_dots_are_tried_where_outlines_are_heard(monkeypatch: pytest.MonkeyPatch, used: bool) -> None:
    calls: list[tuple[int, int]] = []

    def tried(candidates: list[Candidates], novelty: NDArray[np.float64], *_: object) -> None:
        calls.append((len(candidates), len(novelty)))

    monkeypatch.setattr(solve, "add_other_dots", tried)
    glyphs = [f"g{code}" for code in range(1, 8)]
    page = page_of(font_of(program(glyphs, {}), codes=range(1, 8)), [*range(1, 8)] * 3)
    decipher(page, config=Config(evidence=EVIDENCE - (set() if used else {"outline"})))
    assert [count == outlines > 0 for count, outlines in calls] == [True] * used


def test_a_claimed_sign_that_the_outline_allows_is_tried_though_likelier_strings_left_it_no_room() -> None:
    spellings = Spellings()
    comma, question = spellings.number(","), spellings.number("?")
    of_sign = candidates(spellings, LAM, ALEF)
    labels: Any = SimpleNamespace(
        strings=np.array([spellings.number(LAM), comma, question, spellings.number("\u064b")]),
        is_mark=np.array([False, False, False, True]),
        rarity=np.array([0.0, 1.0, 1.0, 0.0]),
    )
    case: Any = SimpleNamespace(
        spellings=spellings,
        index=labels,
        outlines=SimpleNamespace(loglik=lambda signs: np.array([[-3.0, -7.0, -17.0, 0.0]]), novelty=known_well),
    )
    solve._add_crowded_out(case, {0: of_sign}, [(0, comma), (0, question), (0, spellings.number(LAM))])
    assert [spellings.texts[string] for string in of_sign.strings] == [LAM, ALEF, ","]
    assert of_sign.outline[2] == -5.0
    fresh = {0: candidates(spellings, LAM, ALEF)}
    claims: Any = SimpleNamespace(tables={}, value={0: ","})
    solve._add_claims(case, fresh, claims)
    assert comma in fresh[0].strings.tolist()


def test_two_letters_cost_a_known_glyph_far_more_than_a_strange_one() -> None:
    """At twice the cost a kashida behind an article was read as two letters that make a word of it."""
    assert parameters.Schedule.FAMILIAR_LIGATURE[1] <= 3 * parameters.Schedule.NOVEL_LIGATURE[1]


def test_ligatures_cost_more_in_a_face_that_the_atlas_knows_nothing_like() -> None:
    known, strange = np.full(20, 30.0, np.float32), np.full(20, 60.0, np.float32)
    assert solve.strangeness(known) == 0.0
    assert solve.strangeness(strange) == parameters.Solve.STRANGE_FACE[1] >= 1.0
    assert solve.strangeness(strange[:2]) == 0.0  # a font of two glyphs tells nothing of a face
    spellings = Spellings()
    doubted = candidates(spellings, LAM, LAM + YEH, LAM + ALEF)
    not_doubted, before = candidates(spellings, LAM + YEH), doubted.outline.copy()
    labels: Any = SimpleNamespace(
        strings=np.array([spellings.number(text) for text in (LAM, LAM + YEH, LAM + ALEF)]),
        is_ligature=np.array([False, True, True]),
        rarity=np.array([0.0, 1.5, 0.0]),  # every face draws lam-alef
    )
    solve.doubt_ligatures([doubted, not_doubted], [6.0, 0.0], labels)
    assert (before - doubted.outline).tolist() == [0.0, 6.0, 0.0]
    assert not_doubted.outline.tolist() == [0.0]
