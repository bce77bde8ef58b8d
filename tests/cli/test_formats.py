"""``warraq extract --format`` and ``--profile``, and ``warraq schema``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.structure_golden import FIXTURES
from warraq.cli import main
from warraq.cli.commands.extraction import PROFILES
from warraq.cli.commands.facts import SCHEMAS as OFFERED
from warraq.emit.formats.forms import FORMS
from warraq.emit.schemas import SCHEMAS
from warraq.segment.numbering.profiles import names


def call(*arguments: str) -> int:
    with pytest.raises(SystemExit) as done:
        main(arguments)
    return int(done.value.code or 0)


def test_the_command_offers_what_there_is() -> None:
    assert list(PROFILES) == list(names())
    assert list(OFFERED) == list(SCHEMAS)


@pytest.mark.parametrize("form", FORMS)
def test_each_format_has_its_ending(form: str, tmp_path: Path) -> None:
    assert call("extract", str(FIXTURES / "pdf" / "law.pdf"), "-q", "-f", form, "-o", f"{tmp_path}/") == 0
    (file,) = tmp_path.iterdir()
    assert file.name == f"law.pdf{FORMS[form].ending}"
    assert file.read_bytes()


def test_a_profile_can_be_forced(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("extract", str(FIXTURES / "pdf" / "law.pdf"), "-q", "--profile", "generic") == 0
    assert json.loads(capsys.readouterr().out)["metadata"]["profile"] == "generic"


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_printed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("schema", name) == 0
    assert json.loads(capsys.readouterr().out)["$id"].startswith("urn:warraq:")
