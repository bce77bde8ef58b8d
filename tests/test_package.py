"""What the package ships and what its README promises."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest

import warraq
from benchmarks import readme
from tools.docs import fill
from warraq import errors
from warraq.cli.exit_codes import CLOSED_PIPE, EXIT_CODES, INTERNAL_FAULT, INTERRUPTED, WORSE
from warraq.language.alphabets import ALPHABETS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
#: Bytes: what a newcomer reads before the first command.
LONGEST_README = 12 * 1024
#: What links to other files of the project from outside of the site.
LINKING = ("README.md", "README.ar.md", "CONTRIBUTING.md", "CHANGELOG.md")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_data_file_is_in_the_package() -> None:
    patterns = PROJECT["tool"]["setuptools"]["package-data"]
    listed = {
        path
        for package, globs in patterns.items()
        for glob in globs
        for path in (ROOT / "pipeline" / Path(*package.split("."))).glob(glob)
        if path.is_file()
    }
    paths = (path for path in (ROOT / "pipeline" / "warraq").rglob("*.*") if "__pycache__" not in path.parts)
    there = {path for path in paths if path.suffix not in (".py", ".pxd", ".so", ".pyd")}
    there |= set((ROOT / "pipeline" / "warraq").rglob("NOTICE"))
    assert {path for path in there if path.is_file()} == listed


def test_the_data_stay_within_their_megabytes() -> None:
    # Documents in Arabic read 15 MB at most. Other languages have folders of their own, and the letters that Arabic
    # lacks a file: they are read only where such a language is. What bounds all of them is the download, 45 MB.
    files = [path for path in (ROOT / "pipeline" / "warraq").rglob("data/**/*") if path.is_file()]
    others = [path for path in files if path.parent.name in ALPHABETS or path.stem == "letters"]
    size, beside = (sum(path.stat().st_size for path in paths) for paths in (files, others))
    assert 0 < beside < size
    assert 10_000_000 < size - beside <= 15_000_000
    assert size <= 45_000_000


def test_no_file_of_the_checkout_is_taken_for_an_option() -> None:
    assert not [path.name for path in ROOT.iterdir() if path.name.startswith("-")]


@pytest.mark.parametrize("name", ["py.typed", "emit/schema/document-1.0.json", "language/data/NOTICE.md"])
def test_data_are_found_as_resources(name: str) -> None:
    assert resources.files("warraq").joinpath(name).is_file()


def test_versions_agree() -> None:
    version = PROJECT["project"]["version"]
    assert warraq.__version__ == version
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_running_needs_neither_wordfreq_nor_a_test_tool() -> None:
    needed = {re.split("[<>=]", name)[0] for name in PROJECT["project"]["dependencies"]}
    assert not needed & {"wordfreq", "pytest", "hypothesis", "uharfbuzz"}


def test_the_readme_is_short() -> None:
    assert len(README.encode()) <= LONGEST_README


@pytest.mark.parametrize("name", LINKING)
def test_links_to_files_of_the_project_lead_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (ROOT / name).read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_exit_code_is_in_the_table_of_them() -> None:
    codes = {kind.exit_code for kind in errors.WarraqError.__subclasses__()}
    rows = [row.code for row in EXIT_CODES]
    assert rows == sorted(codes | {0, WORSE, INTERNAL_FAULT, INTERRUPTED, CLOSED_PIPE})


def test_every_target_is_in_the_readme_or_in_help() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    documented = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))
    assert set(re.findall(r"`?make ([a-z]+)", README)) <= documented | {"extract"}
    assert set(re.findall(r"^\.PHONY: (.*)", makefile, re.MULTILINE)[0].split()) == documented


@pytest.mark.parametrize("page", ["README.md", "docs/library.md"])
def test_the_example_for_the_library_uses_public_names(page: str) -> None:
    examples = re.findall("```python\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    (names,) = re.findall("^from warraq import (.*)$", examples[0], re.MULTILINE)
    assert set(names.split(", ")) <= set(warraq.__all__)
    for example in examples:
        compile(example, page, "exec")


def test_the_generated_blocks_are_there_and_are_replaced_whole() -> None:
    for name in (*readme.BLOCKS, *readme.LONG, *readme.PLACES):
        page = readme.PLACES.get(name, readme.FIGURES).read_text(encoding="utf-8")
        once = fill(page, name, "some\n\\1 text")
        assert f"<!-- {name}:begin -->\n\nsome\n\\1 text\n\n<!-- {name}:end -->" in once
        assert fill(once, name, "some\n\\1 text") == once
    with pytest.raises(ValueError, match="0 blocks"):
        fill("", "bench", "")


def test_the_table_of_the_readme_is_taken_from_the_figures() -> None:
    figures = readme.FIGURES.read_text(encoding="utf-8")
    assert fill(README, "summary", readme.summary(figures)) == README
    with pytest.raises(LookupError, match="honest"):
        readme.summary("")
