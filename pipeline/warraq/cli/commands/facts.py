"""``warraq schema``, ``version`` and ``completion``: what this build says of itself, to people and to shells."""

from __future__ import annotations

from argparse import Action, ArgumentParser, RawDescriptionHelpFormatter
from functools import partial
from typing import Any, Final

from warraq.cli.terminal import to_stdout

#: Formats that have a schema; the names of ``extract --format``, ``document`` for its JSON.
SCHEMAS: Final = ("document", "jsonl", "chunks")
#: Shells whose completion shtab writes.
SHELLS: Final = ("bash", "zsh", "tcsh")
#: What stands in a help for the name of a file or a folder.
_FILES: Final = frozenset({"FILE", "PATH", "PATH.html", "FOLDER", "INPUT"})


def schema_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "of",
        nargs="?",
        choices=SCHEMAS,
        default="document",
        metavar="FORMAT",
        help="document, which is the whole one (the default), or one line of jsonl or of chunks",
    )


def schema(of: str) -> None:
    """Print the JSON Schema of what ``extract`` writes."""
    from warraq.emit.schemas import published

    with to_stdout() as stream:
        stream.write(published(of))


def version_arguments(parser: ArgumentParser) -> None:
    """It takes none."""


def version() -> None:
    """Print the version of warraq and of the document schema."""
    from warraq import __version__
    from warraq.model.document import SCHEMA_VERSION

    with to_stdout() as stream:
        stream.write(f"warraq {__version__}, document schema {SCHEMA_VERSION}\n")


def completion_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))


def completion(shell: str) -> None:
    """Print what makes a shell complete commands, options and names of files.

    Examples:
      warraq completion bash > ~/.local/share/bash-completion/completions/warraq
      warraq completion zsh > ~/.zfunc/_warraq
    """
    import shtab

    from warraq.cli import whole_parser

    with to_stdout() as stream:
        stream.write(shtab.complete(whole_parser(partial(_Completed, shtab.FILE)), shell))


class _Completed(ArgumentParser):
    """A parser that says of which of its arguments a shell completes names of files, as shtab wants to be told."""

    def __init__(self, files: object, **options: Any) -> None:
        self._files = files
        super().__init__(**options, formatter_class=RawDescriptionHelpFormatter)

    def add_argument(self, *names: Any, **options: Any) -> Action:
        action = super().add_argument(*names, **options)
        if action.metavar in _FILES:
            action.complete = self._files  # type: ignore[attr-defined]
        return action
