"""Expressions and settings that are read once on a machine."""

from __future__ import annotations

import marshal
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import regex

from pipeline import made_once
from pipeline.kept_files import sealed
from pipeline.kernel_cache import VARIABLE

HONEST = Path(__file__).parents[1] / "fixtures" / "pdf" / "honest.pdf"
TEXT = "AB ab \u0627\u0628 12-\u0663"  # U+0627 alef, U+0628 beh, U+0663 Arabic-Indic three
EXPRESSIONS: tuple[tuple[str, int], ...] = (
    (r"(?P<word>[^\W\d]+)\s(?P<rest>.*)", 0),
    (r"ab(c)?", re.IGNORECASE),
    (r"(?i:a)b|\d+(?=-)", 0),
    (r"^ (?# a space ) a . b $", re.VERBOSE | re.MULTILINE),
    (r"(?<!\w)[\u0627-\u064a]{2,}", re.UNICODE),
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    return tmp_path


def again(store: Any) -> Any:
    """The same store in another process, where nothing may be read any more."""

    def refuse(written: Any, flags: int) -> Any:
        raise AssertionError(f"{written!r} is read again")

    other = made_once._Store("other", "", refuse, store._make)
    other._name = store._name
    return other


def fresh(store: Any) -> Any:
    """The same store in a process that is the first."""
    other = made_once._Store("other", "", store._read, store._make)
    other._name = store._name
    return other


def seen(pattern: Any, text: Any) -> Any:
    """All that can be told of a pattern."""
    found = [(match.span(), match.groupdict(), match.groups()) for match in pattern.finditer(text)]
    return pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex), found


@pytest.mark.parametrize(("written", "flags"), EXPRESSIONS)
def test_a_pattern_of_re_is_the_same_when_it_is_kept(written: str, flags: int) -> None:
    store = fresh(made_once._RE)
    assert store.get(written, flags) == re.compile(written, flags)
    store.write()
    kept = again(store).get(written, flags)
    assert kept == re.compile(written, flags)
    assert seen(kept, TEXT) == seen(re.compile(written, flags), TEXT)

    store = fresh(made_once._RE)
    assert store.get("(a)").match("a") and store.get(b"(a)").match(b"a")
    store.write()
    assert again(store).get("(a)") == re.compile("(a)") and again(store).get(b"(a)") == re.compile(b"(a)")


@pytest.mark.parametrize(("written", "flags"), [*EXPRESSIONS, (r"\p{Arabic}{2}+(?|(x)|(?P<y>.))", regex.V1)])
def test_a_pattern_of_regex_is_the_same_when_it_is_kept(written: str, flags: int) -> None:
    store = fresh(made_once._REGEX)
    expected = seen(regex.compile(written, flags), TEXT)
    assert seen(store.get(written, flags), TEXT) == expected
    store.write()
    assert seen(again(store).get(written, flags), TEXT) == expected


def test_settings_are_the_same_when_they_are_kept() -> None:
    text = '[a]\nb = ["x", 1.5]\nc = {d = true}\n'
    store = fresh(made_once._TOML)
    assert store.get(text) == tomllib.loads(text) == made_once.toml(text)
    store.write()
    assert again(store).get(text) == tomllib.loads(text)


def test_what_two_processes_add_is_kept() -> None:
    one, other = fresh(made_once._RE), fresh(made_once._RE)
    one.get("a"), other.get("b")
    one.write(), other.write()
    both = again(one)
    assert both.get("a").match("a") and both.get("b").match("b")


def test_a_file_that_is_not_whole_is_none(folder: Path) -> None:
    store = fresh(made_once._RE)
    store.get("a")
    store.write()
    path = folder / store._name
    data = path.read_bytes()
    for damaged in (data[:-1], data + b"x", data[:40], b"", marshal.dumps({("a", 0): ("b",)})):
        path.write_bytes(damaged)
        assert fresh(store).get("a").match("a")
    path.write_bytes(sealed(data[32:]))
    assert again(store).get("a").match("a")


def test_the_second_process_reads_nothing_anew_whatever_the_hashes_of_strings_are(folder: Path) -> None:
    kept = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, VARIABLE: str(folder)}
        code = f"from pipeline import extract; extract({str(HONEST)!r})"
        subprocess.run([sys.executable, "-c", code], env=environment, check=True)
        kept.append({path.name: (path.stat().st_ino, path.read_bytes()) for path in sorted(folder.glob("*.once"))})
    assert [name.split("-")[0] for name in kept[0]] == ["re", "regex", "toml"]
    assert kept[0] == kept[1]
