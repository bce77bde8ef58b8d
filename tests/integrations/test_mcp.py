"""The server of the Model Context Protocol, asked by the official client over stdin and stdout."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from tests.integrations.files import DOUBTFUL, ENCRYPTED, ENGLISH, FIRST_WORDS, FIXTURES, LAST_WORDS, REPORT
from warraq import NotReadable, check, extract
from warraq.integrations import mcp as protocol

pytestmark = pytest.mark.anyio
TOOLS = ["check", "extract", "find", "heal", "inspect", "repair"]


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    served = tmp_path / "served"
    served.mkdir()
    for file in (REPORT, ENGLISH, DOUBTFUL, ENCRYPTED):
        shutil.copy(file, served / file.name)
    shutil.copy(REPORT, tmp_path / "private.pdf")
    (served / "link.pdf").symlink_to(tmp_path / "private.pdf")
    return served


@pytest.fixture
async def client(folder: Path) -> AsyncIterator[Client]:
    environment = {**os.environ, "WARRAQ_PASSWORD": "warraq"}
    command = StdioServerParameters(command=sys.executable, args=["-m", "warraq", "mcp", str(folder)], env=environment)
    async with Client(command) as client:
        yield client


async def answer(client: Client, tool: str, **given: Any) -> dict[str, Any]:
    result = await client.call_tool(tool, given)
    assert not result.is_error, result.content
    assert result.structured_content is not None
    return result.structured_content


async def failure(client: Client, tool: str, **given: Any) -> str:
    result = await client.call_tool(tool, given)
    assert result.is_error
    return str(result.content[0].text)


async def test_the_tools_are_listed_with_what_they_take(client: Client) -> None:
    tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert sorted(tools) == TOOLS
    assert all(tool.description for tool in tools.values())
    assert "password" not in str([tool.input_schema for tool in tools.values()])
    changing = [name for name, tool in tools.items() if not tool.annotations.read_only_hint]
    assert changing == ["heal"]


async def test_extract_gives_text_and_doubts(client: Client) -> None:
    given = await answer(client, "extract", file=REPORT.name)
    assert given["text"] == extract(REPORT).to_markdown()
    assert (given["pages"], given["uncertain_words"], given["needs_review"]) == (2, 0, False)
    doubtful = await answer(client, "extract", file=DOUBTFUL.name, form="text")
    assert doubtful["uncertain_words"] == extract(DOUBTFUL).quality.uncertain > 0
    assert len(doubtful["uncertain"]) == protocol.WORDS
    assert doubtful["needs_review"]
    last = await answer(client, "extract", file=REPORT.name, form="text", pages="2")
    assert LAST_WORDS in last["text"]
    assert FIRST_WORDS not in last["text"]


async def test_inspect_check_and_find(client: Client) -> None:
    inspected = await answer(client, "inspect", file=REPORT.name)
    assert "wrong_map" in {font["verdict"] for font in inspected["fonts"]}
    checked = await answer(client, "check", file=REPORT.name)
    assert checked["route"] == "repair"
    assert [page["page"] for page in checked["pages"]] == [1, 2]
    places = await answer(client, "find", file=REPORT.name, text="المخطوطات")
    assert places["count"] == len(places["places"]) > 2
    assert len(places["places"][0]["bbox"]) == 4


async def test_repair_takes_text(client: Client) -> None:
    sound = (FIXTURES / "truth" / "honest.tsv").read_text(encoding="utf-8")[:500]
    repaired = await answer(client, "repair", text=sound)
    assert repaired["text"] == sound


async def test_heal_writes_a_new_file_and_replaces_none(client: Client, folder: Path) -> None:
    healed = await answer(client, "heal", file=REPORT.name, out="healed.pdf")
    assert healed["changed"]
    assert check(folder / "healed.pdf").route == "keep"
    assert "already" in await failure(client, "heal", file=REPORT.name, out="healed.pdf")
    before = (folder / REPORT.name).read_bytes()
    assert "already" in await failure(client, "heal", file=REPORT.name, out=REPORT.name)
    assert (folder / REPORT.name).read_bytes() == before


@pytest.mark.parametrize("file", ["../private.pdf", "link.pdf", "/etc/passwd"])
async def test_nothing_outside_of_the_folder_is_touched(client: Client, folder: Path, file: str) -> None:
    for tool in ("extract", "inspect", "check"):
        assert "not in the folder" in await failure(client, tool, file=file)
    assert "not in the folder" in await failure(client, "find", file=file, text="a")
    assert "not in the folder" in await failure(client, "heal", file=file, out="new.pdf")
    assert "not in the folder" in await failure(client, "heal", file=REPORT.name, out="../new.pdf")
    assert sorted(path.name for path in folder.parent.iterdir()) == ["private.pdf", "served"]


async def test_errors_say_what_to_do(client: Client) -> None:
    said = await failure(client, "extract", file=ENGLISH.name)
    assert "NoArabic: english.pdf" in said
    assert "NotReadable" in await failure(client, "check", file="there-is-none.pdf")


async def test_the_password_comes_from_the_environment(client: Client) -> None:
    assert (await answer(client, "extract", file=ENCRYPTED.name))["text"]


async def test_long_texts_come_in_parts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "CHARACTERS", 500)
    async with Client(protocol.server(folder)) as client:
        given = await answer(client, "extract", file=REPORT.name)
        parts = [given["text"]]
        while "next" in given:
            given = await answer(client, "extract", file=REPORT.name, start=given["next"])
            parts.append(given["text"])
    assert len(parts) > 3
    assert "".join(parts) == extract(REPORT).to_markdown()


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="no such folder"):
        protocol.server(tmp_path / "missing")
