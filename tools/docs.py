"""Write what is generated in docs/: options of commands, fields of the JSON, names of the library, folders, parameters.

    python -m tools.docs

Options, exit codes and the man page come from the parsers of ``warraq.cli``, fields from the published schemas, what a
folder is for from its docstring, parameters from ``parameters.py`` of the channels and what ``make sensitivity``
measured. A block stands between ``<!-- NAME:begin -->`` and ``<!-- NAME:end -->``; the rest is written by hand. Figures
and examples are written by ``make readme``.
"""

from __future__ import annotations

import ast
import inspect
import json
import os
import re
from argparse import Action, ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import warraq
from tools.parameters import BOUND, CHANNELS, NAMED, TEST, Idle, Move, Parameter, idle, moves, parameters, standing
from warraq import __version__, config, run
from warraq.cli import COMMANDS, whole_parser
from warraq.cli.command import Command
from warraq.cli.exit_codes import EXIT_CODES
from warraq.emit.schemas import published
from warraq.emit.whole import write_whole
from warraq.extract.objects import source

DOCS: Final = Path(__file__).resolve().parents[1] / "docs"
PACKAGE: Final = DOCS.parent / "pipeline" / "warraq"
BLANK_LINE: Final = "\n\n"
#: An example of a command is a line that begins so; what follows wide white space says what it gives.
_EXAMPLE: Final = "  "


class _Listed(ArgumentParser):
    """A parser that keeps a list of its arguments."""

    def __init__(self, prog: str) -> None:
        self.arguments: list[Action] = []
        super().__init__(prog)

    def add_argument(self, *names: Any, **options: Any) -> Action:
        self.arguments.append(super().add_argument(*names, **options))
        return self.arguments[-1]


def fill(text: str, name: str, content: str) -> str:
    """``text`` with the block ``name`` replaced. Raises ValueError where there is none, or more than one."""
    block = re.compile(f"(<!-- {name}:begin -->\n).*?(<!-- {name}:end -->)", re.DOTALL)
    filled, count = block.subn(lambda match: f"{match[1]}\n{content}\n\n{match[2]}", text)
    if count != 1:
        raise ValueError(f"there are {count} blocks {name}")
    return filled


def command_help(command: Command) -> str:
    """What a command does, its examples and its options, as ``warraq COMMAND --help`` has them."""
    about, _, examples = command.help.partition(f"{BLANK_LINE}Examples:\n")
    parser = _Listed(prog=f"warraq {command.name}")
    command.fill(parser)
    parts = [_plain(about)]
    if examples:
        lines = (line.removeprefix(_EXAMPLE) for line in examples.splitlines())
        parts.append("```sh\n" + "\n".join(_commented(line) for line in lines) + "\n```")
    rows = list(_options(parser))
    parts.append("\n".join(("| argument | |", "|---|---|", *rows)) if rows else "It takes no arguments.")
    return "\n\n".join(parts)


def _commented(line: str) -> str:
    """An example whose explanation, behind wide white space, is a comment of the shell."""
    command, white, comment = re.match(r"(.*?\S)(?:(\s{3,})(\S.*))?$", line).groups()  # type: ignore[union-attr]
    return f"{command}{white}# {comment}" if comment else command


def _options(parser: _Listed) -> Iterator[str]:
    """A row an argument; ``--help`` goes without saying."""
    for action in parser.arguments:
        if action.dest == "help":
            continue
        names = [*action.option_strings] or [str(action.metavar or action.dest)]
        choices = "{" + ",".join(action.choices) + "}" if action.choices else action.dest.upper()
        given = f" {action.metavar or choices}" if action.option_strings and action.nargs != 0 else ""
        names[-1] += given
        shown = ", ".join(f"`{name}`" for name in names)
        yield f"| {shown} | {_plain((action.help or '') % vars(action))} |"


def _plain(text: str) -> str:
    """Text of a help or a docstring as Markdown: its paragraphs on a line each, its options as code."""
    code = re.sub(r"``([^`]+)``", r"`\1`", text)
    code = re.sub(r"(?<![\w`-])(--[a-z][a-z-]*)(?![`\w])", r"`\1`", code)
    return "\n\n".join(" ".join(part.split()) for part in code.split("\n\n")).replace("|", "\\|")


def fields() -> str:
    """Every field of the document's schema, object by object, then what lines of JSONL and chunks have beside them."""
    rules = json.loads(published("document"))
    parts = ["\n\n".join(_object("The document", rules, rules["$defs"]))]
    parts += ["\n\n".join(_object(name, rules["$defs"][name], rules["$defs"])) for name in _in_order(rules)]
    line, chunk = json.loads(published("jsonl")), json.loads(published("chunks"))
    parts.append(
        "### A line of `-f jsonl`\n\nA [Node](#node) without its `children`, and:\n\n"
        + _table({"path": line["properties"]["path"]}, line["required"])
    )
    parts.append("\n\n".join(_object("A line of `-f chunks`", chunk, {})))
    return "\n\n".join(parts)


def _in_order(rules: dict[str, Any]) -> list[str]:
    """Names of the objects in the order in which a reader meets them."""
    met: list[str] = []

    def visit(schema: dict[str, Any]) -> None:
        for name in re.findall(r'"#/\$defs/(\w+)"', json.dumps(schema)):
            if name not in met:
                met.append(name)
                visit(rules["$defs"][name]["properties"])

    for name in ("source", "metadata", "pages", "fonts", "body", "furniture", "hidden", "findings", "quality"):
        visit(rules["properties"][name])
    return met


def _object(title: str, schema: dict[str, Any], known: dict[str, Any]) -> Iterator[str]:
    yield f"### {title}"
    yield _plain(schema["description"])
    yield _table(schema["properties"], schema.get("required", []))


def _table(properties: dict[str, Any], required: list[str]) -> str:
    rows = [
        f"| `{name}` | {_type(field)} | {_plain(field['description'])} |"
        for name, field in sorted(properties.items(), key=lambda item: item[0] not in required)
    ]
    return "\n".join(("| field | type | |", "|---|---|---|", *rows))


def _type(field: dict[str, Any]) -> str:
    """The type of a field in a word or two."""
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if field["type"] == "array":
        parts = field.get("prefixItems")
        return f"{len(parts)} × {_type(parts[0])}" if parts else f"list of {_type(field['items'])}"
    if field["type"] == "object":
        return f"name → {_type(field['additionalProperties'])}"
    low, high = field.get("minimum"), field.get("maximum")
    bounds = "" if low is None else f" ≥ {low:g}" if high is None else f" {low:g} to {high:g}"
    return f"{field['type']}{bounds}"


def folders() -> str:
    """A row a package: its first paragraph says what comes in and what goes out."""
    rows = []
    for file in sorted(PACKAGE.rglob("__init__.py"), key=lambda file: file.parent.parts):
        name = file.parent.relative_to(PACKAGE.parent).as_posix()
        about = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
        rows.append(f"| `{name}/` | {_plain(about.partition(BLANK_LINE)[0])} |")
    return "\n".join(("| folder of `pipeline/` | |", "|---|---|", *rows))


def numbers() -> str:
    """Every number of the two channels, section by section, and how far it moves the figures."""
    moved = {(move.channel, move.name, move.value, move.change): move for move in moves()}
    switched_off: dict[tuple[str, str, str], list[Idle]] = {}
    for row in idle():
        switched_off.setdefault((row.channel, row.name, row.value), []).append(row)
    parts: list[str] = []
    for channel in CHANNELS:
        parts += [f"## `decipher/{channel}/`", _how_many(channel)]
        for section, group in groupby(parameters(channel), key=lambda one: one.section):
            rows, said = [], ""
            for one in group:
                pair = [moved.get((channel, one.key, one.source, change)) for change in ("less", "more")]
                about, said = "" if one.comment == said else _plain(one.comment), one.comment
                off = _off(one, switched_off.get((channel, one.key, one.source), ()))
                rows.append(f"| `{one.name}` | `{one.source}` | {one.unit} | {about} | {_moves(pair)} | {off} |")
            head = "| number | value | unit | | wrong | silent | listed | otherwise | off |"
            parts += [f"### {section or 'Shared'}", "\n".join((head, "|---" * 9 + "|", *rows))]
    return BLANK_LINE.join(parts)


def _how_many(channel: str) -> str:
    """How many numbers there are, and how many of them move nothing."""
    every = {(one.key, one.source) for one in parameters(channel)}
    of_channel = [move for move in moves() if move.channel == channel and (move.name, move.value) in every]
    measured = {move.name for move in of_channel}
    still = measured - {move.name for move in of_channel if move.otherwise}
    idle = f", {len(still)} of which move nothing in these files" if measured else ""
    of = Counter(standing(channel).values())
    return (
        f"{len(every)} numbers; {len(measured)} are measured{idle}. All in all {of['moves']} move a file, {of[TEST]} "
        f"more a test, {of[NAMED]} are named in tests; {of[BOUND]} bound the work untested, {of['nothing']} "
        f"moved nothing, {of['']} weren't asked."
    )


def _moves(pair: Sequence[Move | None]) -> str:
    """Four cells: what comes of a fifth less and a fifth more."""
    names = ("wrong", "silent", "listed", "otherwise")
    return " | ".join(" / ".join("–" if one is None else f"{getattr(one, name):g}" for one in pair) for name in names)


def _off(one: Parameter, rows: Sequence[Idle]) -> str:
    """What comes out otherwise with the rule switched off: words, or that a test fails or names the number; that it
    only bounds the work."""
    most = max(rows, key=lambda row: (row.otherwise, row.where), default=None)
    if one.bounds_work and (most is None or not most.where):
        return BOUND
    if most is None:
        return "–"
    return most.where if most.where in (TEST, NAMED) else f"{most.otherwise:g}"


def pages() -> dict[Path, str]:
    """Each page with its generated blocks as they should be."""
    made = {}
    for command in COMMANDS:
        page = DOCS / "commands" / f"{command.name}.md"
        made[page] = fill(page.read_text(encoding="utf-8"), "help", command_help(command))
    for name, block, make in _BLOCKS:
        page = DOCS / name
        made[page] = fill(page.read_text(encoding="utf-8"), block, make())
    return made


def api() -> str:
    """Every public name, group by group, for the builder of the site to describe."""
    groups: dict[str, list[str]] = {title: [] for title in _GROUPS}
    for name in warraq.__all__:
        if name != "__version__":
            thing = getattr(warraq, name)
            home = _home(name, thing)
            groups[_group(thing, home)].append(f"::: {home}.{name}")
    return BLANK_LINE.join(BLANK_LINE.join((f"## {title}", *lines)) for title, lines in groups.items())


def _home(name: str, thing: Any) -> str:
    """The module that defines a public name."""
    if inspect.isroutine(thing) or inspect.isclass(thing):
        return str(thing.__module__)
    return next(module.__name__ for module in (config, run, source) if name in vars(module))


def _group(thing: Any, home: str) -> str:
    if inspect.isroutine(thing):
        return "Functions"
    if inspect.isclass(thing) and issubclass(thing, warraq.WarraqError):
        return "Errors"
    return {"warraq.model.document": "The document", "warraq.config": "Settings"}.get(
        home, "What else they take and give"
    )


def exit_codes() -> str:
    """A row an exit code."""
    rows = (f"| {row.code} | {row.meaning} | {row.advice} |" for row in EXIT_CODES)
    return "\n".join(("| exit code | meaning | what to do |", "|---|---|---|", *rows))


def man_page() -> str:
    """The man page, which argparse-manpage makes of the parsers. Its lines are those of this version of Python."""
    from argparse_manpage.manpage import Manpage

    width = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = _USAGE_COLUMNS
    try:
        facts = {"version": __version__, "date": " ", "manual_title": "User Commands"}
        facts["description"] = "Arabic PDFs with a broken text layer, turned into text and structure"
        return str(Manpage(whole_parser(), facts, format="single-commands-section"))
    finally:
        del os.environ["COLUMNS"]
        if width is not None:
            os.environ["COLUMNS"] = width


#: The man page, and the width of its usages.
MAN_PAGE: Final = DOCS / "man" / "warraq.1"
_USAGE_COLUMNS: Final = "80"
#: Headings of the API page.
_GROUPS: Final = ("Functions", "The document", "What else they take and give", "Settings", "Errors")
_BLOCKS: Final = (
    ("api.md", "api", api),
    ("commands/index.md", "exit-codes", exit_codes),
    ("json.md", "fields", fields),
    ("architecture.md", "folders", folders),
    ("parameters.md", "parameters", numbers),
)


def main() -> None:
    for page, text in pages().items():
        write_whole(text, page)
    write_whole(man_page(), MAN_PAGE)


if __name__ == "__main__":
    main()
