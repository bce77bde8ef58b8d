"""Compiled modules run by the interpreter: the same source, slow, as the oracle of what was compiled."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import warraq


def interpreted(name: str) -> ModuleType:
    """The module ``name`` of warraq, made anew from its source; what it imports is what everybody imports.

    Python's integers and doubles stand for C's, so single precision and overflow have to be written out in the source.
    """
    path = Path(warraq.__file__).parent.joinpath(*name.split(".")[1:]).with_suffix(".py")
    alias = f"{name}__interpreted"
    loader = importlib.machinery.SourceFileLoader(alias, str(path))
    spec = importlib.util.spec_from_loader(alias, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[alias] = module  # dataclasses look their module up
    loader.exec_module(module)
    return module
