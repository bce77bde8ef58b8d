"""Expressions and settings that are read once on a machine."""

from __future__ import annotations

import ast
import importlib.util
import marshal
import os
import re
import resource
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import regex

from warraq import made_once
from warraq.kept_files import sealed
from warraq.kernel_cache import VARIABLE

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

    other = made_once._Store("other", "", refuse, store._parts_of, store._make, store._seen)
    other._name = store._name
    return other


def fresh(store: Any) -> Any:
    """The same store in a process that is the first."""
    other = made_once._Store("other", "", store._plain, store._parts_of, store._make, store._seen)
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
        code = f"from warraq import extract; extract({str(HONEST)!r})"
        subprocess.run([sys.executable, "-c", code], env=environment, check=True)
        kept.append({path.name: (path.stat().st_ino, path.read_bytes()) for path in sorted(folder.glob("*.once"))})
    assert [name.split("-")[0] for name in kept[0]] == ["re", "regex", "toml"]
    assert kept[0] == kept[1]


def without(monkeypatch: pytest.MonkeyPatch, module: str, name: str) -> ModuleType:
    """``made_once`` where ``module`` has no ``name``: ``re`` and ``regex`` themselves go on as they are."""
    whole = importlib.import_module(module)
    kept = {key: value for key, value in vars(whole).items() if key != name and not key.startswith("__")}
    monkeypatch.setitem(sys.modules, module, SimpleNamespace(**kept))
    spec = importlib.util.spec_from_file_location("made_once_without", made_once.__file__)
    assert spec and spec.loader
    module_without = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module_without)
    return module_without


@pytest.mark.parametrize(
    ("module", "name", "library"),
    [
        ("_sre", "compile", "re"),
        ("re._compiler", "_code", "re"),
        ("re._parser", "parse", "re"),
        ("regex._regex", "compile", "regex"),
        ("regex", "__version__", ""),
    ],
)
def test_where_a_private_name_is_missing_patterns_are_compiled(
    module: str, name: str, library: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking = without(monkeypatch, module, name)
    for _ in range(2):
        for written, flags in EXPRESSIONS:
            assert lacking.re_pattern(written, flags) == re.compile(written, flags)
            assert seen(lacking.regex_pattern(written, flags), TEXT) == seen(regex.compile(written, flags), TEXT)
    lacking._RE.write(), lacking._REGEX.write()
    here = {path.name.split("-")[0] for path in folder.glob("*.once")}
    assert here == {"re", "regex"} - {library}


def test_another_version_of_a_library_has_a_file_of_its_own(tmp_path: Path) -> None:
    library = tmp_path / "library.so"
    stamps = {made_once._stamp(None), made_once._stamp(str(library))}
    assert stamps == {""}
    for content, modified in ((b"a", 1), (b"a", 2), (b"ab", 2)):
        library.write_bytes(content)
        os.utime(library, (0, modified))
        stamps.add(made_once._stamp(str(library)))
    assert len(stamps) == 4
    names = {made_once._Store("a", stamp, re.compile, tuple, re.compile, dict)._name for stamp in stamps}
    assert len(names) == 4


def test_a_library_that_does_not_tell_what_it_is_made_from_is_asked_each_time(folder: Path) -> None:
    store = fresh(made_once._REGEX)
    store._plain = lambda written, flags: re.compile(written, flags)  # has no ``_pickled_data``
    assert store.get("a(b)").match("ab")
    store.write()
    assert not list(folder.iterdir())


@pytest.mark.parametrize("make", [lambda *_: re.compile("other"), lambda *_: None, lambda: None])
def test_what_comes_out_otherwise_is_neither_given_nor_kept(make: Callable[..., Any], folder: Path) -> None:
    store = fresh(made_once._RE)
    store._make = make
    assert store.get("a(b)") == re.compile("a(b)")
    store.write()
    assert not list(folder.iterdir())


def test_what_is_kept_but_can_not_be_made_is_compiled() -> None:
    store = fresh(made_once._RE)
    store.get("a")
    store._parts = {(True, "a", 0): ("a", 0, [1, 2, 3], 0, {}, (None,))}
    assert store.get("a") == re.compile("a")
    with pytest.raises(re.error):
        store.get("(")


def test_times_are_no_part_of_what_is_kept(folder: Path) -> None:
    store = fresh(made_once._TOML)
    assert store.get("a = 2020-01-01") == tomllib.loads("a = 2020-01-01")
    store.write()
    assert not list(folder.iterdir())


def test_what_folders_keep_is_put_together(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = folder / "first", folder / "second"
    one = fresh(made_once._RE)
    for place, written in ((first, "a"), (second, "b")):
        monkeypatch.setenv(VARIABLE, str(place))
        store = fresh(made_once._RE)
        store.get(written)
        store.write()
    monkeypatch.setattr("warraq.kept_files.folders", lambda: [first, second])
    both = again(one)
    assert both.get("a").match("a") and both.get("b").match("b")


def test_a_file_does_not_grow_for_ever(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made_once, "_MOST_BYTES", 5000)
    store = fresh(made_once._RE)
    for number in range(400):
        later = fresh(store)
        later.get(f"a{number}")
        later.write()
        assert (folder / store._name).stat().st_size <= 5000
    assert again(store).get("a399") == re.compile("a399")
    later = fresh(store)
    later.get("b" * 5000)
    later.write()
    assert again(store).get("a399") == re.compile("a399")

    (folder / store._name).write_bytes(sealed(marshal.dumps({(True, "c" * 5000, 0): ()})))
    later = fresh(store)
    later.get("d")
    later.write()
    assert again(store).get("d") == re.compile("d")


ENDS = "import sys; from warraq.made_once import re_pattern; print(re_pattern(sys.argv[1]).pattern)"


def ended(folder: Path, *written: str, before: Callable[[], None] | None = None) -> None:
    """Processes that ask and end at the same time, none of which says a word about what it couldn't keep."""
    environment = {**os.environ, VARIABLE: str(folder)}
    command = [sys.executable, "-c", ENDS]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen([*command, text], env=environment, preexec_fn=before, **pipes) for text in written]
    for process, text in zip(processes, written, strict=True):
        assert process.communicate() == (f"{text}\n", "")
        assert process.returncode == 0


def test_processes_that_end_at_once_leave_one_whole_file(folder: Path) -> None:
    texts = [f"a{number}" for number in range(8)]
    ended(folder, *texts)
    (path,) = folder.iterdir()
    kept = fresh(made_once._RE)._kept() if path.name == made_once._RE._name else {}
    assert {key[1] for key in kept} & set(texts)


def test_a_process_ends_in_peace_where_nothing_can_be_written(folder: Path) -> None:
    ended(folder, "a", before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)))
    assert not list(folder.iterdir())
    closed = folder / "closed"
    closed.mkdir(mode=0o500)
    ended(closed, "a")
    (folder / "file").touch()
    ended(folder / "file", "a")
    (folder / "taken" / made_once._RE._name).mkdir(parents=True)
    ended(folder / "taken", "a")
    assert [path.name for path in (folder / "taken").iterdir()] == [made_once._RE._name]


#: Functions that compile what they are given, which are texts of this package.
OF_THE_PACKAGE = {
    "numbering._compiled": "a style of PATTERNS",
    "profiles._profile": "data/profiles.toml",
    "profiles._openings": "data/profiles.toml",
    "front.patterns_of": "data/metadata.toml",
}


def given(function: ast.FunctionDef) -> set[str]:
    """Names in ``function`` that depend on what it is called with."""
    arguments = function.args
    named = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg)
    found = {argument.arg for argument in named if argument}
    while True:
        more = set(found)
        for node in ast.walk(function):
            value = getattr(node, "value", None) or getattr(node, "iter", None)
            target = getattr(node, "targets", None) or getattr(node, "target", None)
            if value is not None and target is not None and names(value) & found:
                for each in target if isinstance(target, list) else [target]:
                    more |= names(each)
        if more == found:
            return found
        found = more


def names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def test_no_text_of_a_document_or_of_a_user_is_kept() -> None:
    package = Path(made_once.__file__).parent
    asking = set()
    for path in package.rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef) or path.name == "made_once.py":
                continue
            for call in ast.walk(function):
                asked = isinstance(call, ast.Call) and getattr(call.func, "id", "")
                if asked in ("re_pattern", "regex_pattern", "toml") and names(call) & given(function):
                    asking.add(f"{path.stem}.{function.name}")
    assert asking == set(OF_THE_PACKAGE)
