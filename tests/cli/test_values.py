"""Values of options that are read without pydantic."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
import typer

from warraq import cli
from warraq.cli.extraction import Format
from warraq.cli.values import Command, plain_value


class Colour(StrEnum):
    RED = "red"


@pytest.mark.parametrize(
    ("kind", "value", "found"),
    [
        (str, "a", "a"),
        (str, "", ""),
        (Path, "a/b", Path("a/b")),
        (Colour, "red", Colour.RED),
        (Colour, Colour.RED, Colour.RED),
        (list[Path], ("a", "b"), [Path("a"), Path("b")]),
        (list[Colour], ("red",), [Colour.RED]),
        # ... and what Typer has to look at
        (Colour, "blue", None),
        (list[Colour], ("red", "blue"), None),
        (list[Path], (), None),
        (str, None, None),
        (int, "1", None),
        (bool, "yes", None),
        (str, b"a", None),
    ],
)
def test_a_value_is_plain_or_left_to_typer(kind: Any, value: Any, found: Any) -> None:
    read = plain_value(kind, value)
    assert read == found and type(read) is type(found)


@pytest.mark.parametrize(
    ("asked", "said"), [({"exists": True}, "does not exist"), ({"file_okay": False}, "is a file"), ({}, "read file")]
)
def test_what_is_asked_of_a_path_is_asked_by_typer(
    asked: dict[str, Any], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    name = str(tmp_path / ("nothing" if "exists" in asked else "file"))

    def command(path: Path = typer.Argument(**asked)) -> None:  # noqa: B008
        print("read", path.name)

    app = typer.Typer(rich_markup_mode=None)
    app.command(cls=Command)(command)
    with pytest.raises(SystemExit) as stopped:
        app([name])
    captured = capsys.readouterr()
    assert stopped.value.code == (2 if asked else 0)
    assert said in " ".join((captured.out + captured.err).split())


def test_what_is_wrong_is_said_by_typer(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["extract", "a.pdf", "--format", "nothing"], ["extract"], ["heal", "a.pdf"]):
        with pytest.raises(SystemExit) as stopped:
            cli.main(arguments)
        assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert "nothing" in said and all(form in said for form in Format)
    assert "FILE" in said and "--out" in said


def test_a_value_goes_through_its_callback() -> None:
    found: list[str | None] = []

    upper = typer.Option(None, callback=lambda value: value.upper())

    def command(name: str | None = upper, other: str | None = None) -> None:
        found.extend([name, other])

    app = typer.Typer(rich_markup_mode=None)
    app.command(cls=Command)(command)
    app(["--name", "a"], standalone_mode=False)
    assert found == ["A", None]
