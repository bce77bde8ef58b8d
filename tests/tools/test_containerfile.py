"""The container file says what the project has: nothing builds it here."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from warraq.cli import COMMANDS
from warraq.cli.command import Parser

ROOT = Path(__file__).resolve().parents[2]
TEXT = re.sub(r"\\\n", " ", (ROOT / "Containerfile").read_text("utf-8"))
STEPS = [(line.split()[0], line.partition(" ")[2].strip()) for line in TEXT.splitlines() if re.match("[A-Z]", line)]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def stage(number: int) -> list[tuple[str, str]]:
    """Statements of one stage."""
    begins = [index for index, (name, _) in enumerate(STEPS) if name == "FROM"] + [len(STEPS)]
    return STEPS[begins[number] : begins[number + 1]]


def test_both_stages_have_one_python_that_the_project_supports() -> None:
    versions = re.findall(r"^FROM docker\.io/library/python:([\d.]+)-slim", TEXT, re.MULTILINE)
    assert len(versions) == 2 and len(set(versions)) == 1
    assert f"Programming Language :: Python :: {versions[0]}" in PROJECT["classifiers"]


def test_the_extra_that_it_installs_is_there_and_is_held() -> None:
    (install,) = (text for name, text in stage(0) if name == "RUN" and "pip install" in text)
    (extra,) = re.findall(r"/source\[(\w+)\]", install)
    assert extra in PROJECT["optional-dependencies"] and "-c /source/constraints.txt" in install


def test_it_runs_as_a_user_without_rights_after_whom_nothing_is_done() -> None:
    steps = stage(1)
    names = [name for name, _ in steps]
    (user,) = (text for name, text in steps if name == "USER")
    assert user not in ("root", "0") and any("useradd --system --no-create-home" in text for _, text in steps)
    assert not {"RUN", "COPY", "ADD"} & set(names[names.index("USER") :])


def test_it_starts_the_server_where_the_port_is_published() -> None:
    (entry,) = (text for name, text in stage(1) if name == "ENTRYPOINT")
    program, name, *given = re.findall(r'"([^"]+)"', entry)
    (command,) = (command for command in COMMANDS if command.name == name)
    parser = Parser()
    command.fill(parser)
    options = parser.parse_args(given)
    (port,) = (text for name, text in stage(1) if name == "EXPOSE")
    assert program in PROJECT["scripts"] and (str(options.port), options.host, options.keep) == (port, "0.0.0.0", None)


@pytest.mark.parametrize("page", ["Containerfile", "docs/commands/serve.md"])
def test_it_is_shown_read_only_and_on_loopback(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    for option in ("--read-only", "--tmpfs /tmp", "--cap-drop all", "-p 127.0.0.1:8017:8017"):
        assert option in text


def test_what_the_build_reads_is_not_ignored() -> None:
    ignored = {line.rstrip("/") for line in (ROOT / ".containerignore").read_text("utf-8").splitlines()}
    needed = {"pyproject.toml", "setup.py", "constraints.txt", "pipeline", "README.md", "LICENSE", "docs"}
    assert needed & ignored == set() and all((ROOT / name).exists() for name in needed)
