"""Nothing of a framework is loaded by what doesn't ask for it, though all are installed."""

from __future__ import annotations

import pytest

from tests.fresh_process import printed
from tests.integrations.files import REPORT

FRAMEWORKS = (
    "docling",
    "docling_core",
    "haystack",
    "langchain_core",
    "llama_index",
    "markitdown",
    "mcp",
    "ocrmypdf",
    "spacy",
)
LOADED = f"print([name for name in (*{FRAMEWORKS}, 'warraq.integrations') if name in sys.modules])"


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_the_framework_is_installed(name: str) -> None:
    assert printed(f"import importlib.util as util; print(util.find_spec({name!r}) is not None)") == "True\n"


def test_the_library_loads_none() -> None:
    names = "for name in warraq.__all__: getattr(warraq, name)"
    assert printed(f"import sys, warraq\n{names}\nwarraq.extract({str(REPORT)!r}).to_markdown()\n{LOADED}") == "[]\n"


def test_the_command_loads_none() -> None:
    code = "import sys, warraq.cli\nwarraq.cli.whole_parser()\n"
    assert printed(f"{code}{LOADED}") == "[]\n"


def test_what_adapters_share_loads_none() -> None:
    assert printed(f"import sys, warraq.integrations.pieces\n{LOADED}") == "['warraq.integrations']\n"
