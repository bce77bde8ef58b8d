"""The numbers of decipherment stand in parameters.py, each with a unit and a comment."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from benchmarks import sensitivity
from tools import parameters as tool
from tools.parameters import BOUND, CHANNELS, ROOT, Idle, Move, Parameter, changed, holder, moves, parameters, standing

#: Numbers that set nothing: codes and bits that stand for something, room in memory, what loops start from.
NO_PARAMETERS = {
    "channel": {"_FAR"},
    "candidates/candidate_choice": {"_FORMS_OF_LABELS"},
    "dump/items": {"HARD", "JOIN", "LAYOUT"},
    "dump/stand_ins": {"_BEHIND"},
    "emissions/expectation": {"_ONE", "_ZERO"},
    "evidence/contours": {"_MOST", "_ANY"},
    "lattice/arcs": {"_MOST_ROWS"},
    "lattice/beam_search": {"_REMEMBERED_BITS", "_GOLDEN", "_ALL", "_NOTHING", "_LOG_2", "_ZERO"},
    "lattice/decoder": {"_REMEMBERED"},
    "lattice/layout_spaces": {"SEAMS"},
    "lattice/word_lattice": {"_NOTHING", "_ZERO", "_ALIKE"},
    "lattice/word_search": {
        "_JUST_READ", "_PASSED", "_PLACES_AT", "_ZERO", "_DEPTH", "_ROOM", "_DEPTH_OF_FORMS", "FAMILY",
    },
    "order/line_order": {"_SCORED", "_LINES", "_LONGEST"},
    "parts/dots_apart": {"MOST_CONTOURS"},
    "parts/split_letters": {"FIRST_CODE", "STEPS"},
    "parts/whole_faces": {"FIRST_GUEST"},
    "parts/whole_letters": {"FIRST_GID", "GID_STEP"},
    "readings/font_cache": {"_MOST_BYTES", "_MOST_TEXT", "_MOST_OTHERS", "_MOST"},
    "scores/columns": {"MORE_ROOM"},
    "scores/word_score": {"_GROUP", "_END", "_WORD_ROOM", "_GRAM_ROOM", "_LONGEST_KEPT", "_MULTIPLIER", "_ALL"},
    "signs/parted_words": {"_TO_NEXT", "_TO_LAST"},
    "signs/spellings": {"LONGEST", "NO_LETTER"},
    "signs/token_lines": {"_STEPS", "_MULTIPLIER", "_ALL"},
    "stops/stop_worth": {"AT_ONCE"},
    "trust/claim_trust": {"KINDS"},
    "trust/lexicon_support": {"LETTER", "MARK", "OTHER"},
}  # fmt: skip
CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]*")


def is_number(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple):
        return bool(node.elts) and all(map(is_number, node.elts))
    if isinstance(node, ast.UnaryOp):
        return is_number(node.operand)
    if isinstance(node, ast.BinOp):
        return is_number(node.left) and is_number(node.right)
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def numbers(source: str) -> set[str]:
    """Constants of a module that are numbers."""
    names = set()
    for node in ast.parse(source).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if value is not None and is_number(value):
            named = target.elts if isinstance(target, ast.Tuple) else [target]
            names |= {name.id for name in named if isinstance(name, ast.Name) and CONSTANT.fullmatch(name.id)}
    return names


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_numbers_of_a_channel_stand_in_its_parameters(channel: str) -> None:
    for file in sorted((ROOT / channel).rglob("*.py")):
        module = file.relative_to(ROOT / channel).with_suffix("").as_posix()
        if module != "parameters":
            assert numbers(file.read_text("utf-8")) <= NO_PARAMETERS.get(module, set()), file


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_parameter_has_a_unit_and_a_comment_and_is_there(channel: str) -> None:
    every = list(parameters(channel))
    assert len({one.key for one in every}) == len(every) > 200
    for one in every:
        assert one.unit
        assert one.comment
        assert hasattr(holder(channel, one.section), one.name)
    sections = {one.section for one in every} - {""}
    assert sections == {name for name, value in vars(holder(channel, "")).items() if isinstance(value, type)}


def of(text: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Parameter]:
    (path / "made").mkdir()
    (path / "made" / "parameters.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(tool, "ROOT", path)
    return list(parameters("made"))


def test_a_comment_holds_for_all_below_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "#: Shared.\nA: Final = 1  # count\n\n\nclass Dots:\n    #: How far\n    #: apart.\n    B: Final = 0.5  # em\n"
        "    C: Final = {\n        'x': 1.0,\n    }  # nats  # fmt: skip\n    #: Other.\n    D: Final = -1.0  # log p\n"
    )
    assert of(text, tmp_path, monkeypatch) == [
        Parameter("", "A", "1", "count", "Shared."),
        Parameter("Dots", "B", "0.5", "em", "How far apart."),
        Parameter("Dots", "C", "{ 'x': 1.0, }", "nats", "How far apart."),
        Parameter("Dots", "D", "-1.0", "log p", "Other."),
    ]


@pytest.mark.parametrize("line", ["    B: Final = 0.5\n", "    #: Why.\n    B: Final = 0.5\n"])
def test_one_without_a_unit_is_an_error(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match=r"Dots\.B has no unit"):
        of(f"class Dots:\n{line}", tmp_path, monkeypatch)


def test_one_without_a_comment_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match=r"Dots\.B has no comment"):
        of("#: Shared.\nA: Final = 1  # count\nclass Dots:\n    B: Final = 0.5  # em\n", tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("value", "unit", "factor", "want"),
    [
        (10.0, "nats", 1.2, 12.0),
        (3, "count", 1.2, 4),
        (3, "count", 1 / 1.2, 2),
        (50, "count", 1.2, 60),
        (0.9, "share", 1.2, 1 - 0.1 / 1.2),
        (0.3, "probability", 1.2, 0.36),
        ((10.0, -5.0), "nats", 1.2, (12.0, -6.0)),
        ({3: 0.4}, "share", 1.2, {3: 0.48}),
    ],
)
def test_a_number_changes_by_a_fifth_and_at_least_by_one(value: Any, unit: str, factor: float, want: Any) -> None:
    assert changed(value, unit, factor) == pytest.approx(want)


def test_what_is_measured_is_of_this_or_an_earlier_value() -> None:
    names = {(channel, one.key) for channel in CHANNELS for one in parameters(channel)}
    measured = list(moves())
    assert len(measured) > 600
    assert {(move.channel, move.name) for move in measured} <= names
    assert {move.change for move in measured} == {"less", "more"}


def test_a_number_that_modules_took_over_already_is_not_changed() -> None:
    import warraq.decipher.glyph.channel  # noqa: F401  it takes numbers over

    with pytest.raises(RuntimeError, match="loaded before the number was changed"):
        sensitivity.set_to("glyph", "Dots.SIGN", 1.2)


@pytest.mark.parametrize("channel", CHANNELS)
def test_no_number_moves_nothing(channel: str) -> None:
    """What moves no file and no test when its rule is switched off is deleted, or bounds the work."""
    assert [name for name, what in standing(channel).items() if what == "nothing"] == []


def test_what_is_known_of_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("MOVES", "HELD", "NAMED", "IDLE", "CAP", "NEW", "SET_ANEW")
    made = [Parameter("A", name, "1", f"count, {BOUND}" if name == "CAP" else "count", "") for name in names]
    rows = {"MOVES": ("a dump", 3), "HELD": ("a test", 1), "NAMED": ("named in tests", 0), "IDLE": ("", 0)}
    asked = [Idle("text", f"A.{name}", "1", "0", *row) for name, row in rows.items()]
    asked += [Idle("text", "A.HELD", "1", "9", "", 0), Idle("text", "A.SET_ANEW", "2", "0", "a test", 1)]
    monkeypatch.setattr(tool, "parameters", lambda channel: made)
    monkeypatch.setattr(tool, "idle", lambda: asked)
    monkeypatch.setattr(tool, "moves", lambda: [Move("text", "A.MOVES", "2", "less", 0.0, 0.0, 0.0, 5)])
    assert list(standing("text").values()) == ["moves", "a test", "named in tests", "nothing", BOUND, "", ""]
