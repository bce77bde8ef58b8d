"""A server of the Model Context Protocol, over stdin and stdout. Needs ``pip install 'warraq[mcp]'``.

It reads what lies in one folder and writes nothing but healed copies in it. Passwords are no arguments of tools: what a
model is told is on record.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from itertools import islice
from pathlib import Path
from typing import Any, Final, Literal, ParamSpec, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations

import warraq
from warraq.errors import NotReadable, UsageError, WarraqError
from warraq.integrations.pieces import nodes
from warraq.integrations.places import find
from warraq.model.document import Document

#: The most characters of a text, words to check and places that one answer has: models read what they are given.
CHARACTERS: Final = 20_000
WORDS: Final = 200
PLACES: Final = 100

_INSTRUCTIONS: Final = """\
Reads Arabic PDFs whose text layer may be broken, and texts that were copied out of them. Files are named by their path
below the folder of the server. Words listed under `uncertain` may be wrong: say so where you rely on them. A page
that `check` routes to `ocr` can't be read here."""

Answer = dict[str, Any]
_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


def _with_advice(tool: Callable[_Given, _Result]) -> Callable[_Given, _Result]:
    """``tool``, whose errors tell the client what to do."""

    @wraps(tool)
    def advising(*given: _Given.args, **named: _Given.kwargs) -> _Result:
        try:
            return tool(*given, **named)
        except WarraqError as error:
            raise ToolError(f"{type(error).__name__}: {error}. {error.help}".strip()) from error

    return advising


class Tools:
    """What a client can ask for."""

    def __init__(self, folder: Path, password: str | None = None) -> None:
        """Serve files of ``folder``; ``password`` opens those that are encrypted."""
        self._folder = folder.resolve()
        self._password = password

    def _inside(self, file: str) -> Path:
        """The path of a file of the folder. Raises NotReadable where it lies elsewhere, also by a link."""
        path = (self._folder / file).resolve()
        if not path.is_relative_to(self._folder):
            raise NotReadable("it is not in the folder of this server", where=file)
        return path

    def _read(self, file: str, pages: str | None = None, config: warraq.Config = warraq.DEFAULT) -> Document:
        return warraq.extract(self._inside(file), name=file, password=self._password, pages=pages, config=config)

    @_with_advice
    def extract(
        self,
        file: str,
        form: Literal["markdown", "text", "json", "html", "akn", "csv", "tables", "chunks"] = "markdown",
        pages: str | None = None,
        start: int = 0,
    ) -> Answer:
        """Read a PDF or a copied text, and give its text with the words that are uncertain.

        Args:
            file: its path in the folder of the server.
            form: the format of the text.
            pages: those to give, such as "1-3,7" or "5-"; without it all.
            start: the number of the first character to give: what `next` of the answer before said.
        """
        document = self._read(file, pages)
        text = document.to(form)
        end = max(start, 0) + CHARACTERS
        answer = _trust(document) | {"text": text[max(start, 0) : end]}
        return answer | ({"next": end} if end < len(text) else {})

    @_with_advice
    def inspect(self, file: str) -> Answer:
        """Say which fonts of a PDF lie about their letters, on what evidence, and what else is wrong with the file."""
        return asdict(warraq.inspect(self._inside(file), name=file, password=self._password))

    @_with_advice
    def check(self, file: str) -> Answer:
        """Say of each page whether its text can be kept, has to be repaired, or can be read by OCR alone."""
        checked = warraq.check(self._inside(file), name=file, password=self._password)
        return {"route": checked.route} | asdict(checked)

    @_with_advice
    def repair(self, text: str) -> Answer:
        """Restore a page or more of text that was copied out of a broken PDF. A sound one comes back as it is."""
        repaired = warraq.repair_text_with_doubts(text)
        doubts = [asdict(doubt) for doubt in islice(repaired.uncertain, WORDS)]
        return {"text": repaired.text, "uncertain_words": len(repaired.uncertain), "uncertain": doubts}

    @_with_advice
    def heal(self, file: str, out: str, tags: bool = False) -> Answer:
        """Write a copy of a PDF whose text every viewer copies right; it looks the same. No file is replaced.

        Args:
            file: its path in the folder of the server.
            out: the path of the new file, in the same folder.
            tags: add structure tags and reading order.
        """
        target = self._inside(out)
        if target.exists():
            raise UsageError("it is there already", where=out, help="Name a new file.")
        report = warraq.heal(self._inside(file), target, name=file, tags=tags, password=self._password)
        return {"out": out, "changed": report.changed} | asdict(report)

    @_with_advice
    def find(self, file: str, text: str) -> Answer:
        """Find every place where words stand in a file, with page, box and context. Harakat and hamza don't matter.

        Args:
            file: its path in the folder of the server.
            text: the words, or a part of one.
        """
        places = list(find(self._read(file), text))
        return {"count": len(places), "places": [asdict(place) for place in places[:PLACES]]}


def _trust(document: Document) -> Answer:
    """How far a document can be trusted, and which of its words are to be checked."""
    doubts = [{"node": node.id} | asdict(doubt) for node in nodes(document) for doubt in node.uncertain]
    return {
        "file": document.source.file,
        "pages": document.source.pages,
        "confidence": document.quality.confidence,
        "needs_review": document.quality.needs_review,
        "reasons": list(document.quality.reasons),
        "uncertain_words": len(doubts),
        "uncertain": doubts[:WORDS],
    }


def server(folder: Path, password: str | None = None) -> MCPServer[Any]:
    """A server of the files of ``folder``.

    Raises:
        NotReadable: there is no such folder.
    """
    if not folder.is_dir():
        raise NotReadable("there is no such folder", where=str(folder))
    made: MCPServer[Any] = MCPServer(
        "warraq", version=warraq.__version__, instructions=_INSTRUCTIONS, log_level="WARNING"
    )
    tools = Tools(folder, password)
    reads = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    writes = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)
    for tool in (tools.extract, tools.inspect, tools.check, tools.repair, tools.find):
        made.add_tool(tool, annotations=reads)
    made.add_tool(tools.heal, annotations=writes)
    return made
