"""Which compiled loops a document is read with: those worth loading for it, and those that are there already.

A short document is read in less time than loading takes. A process that reads many has loaded them before.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warraq.object_code import Call, ObjectCode


def kernel(module: str, *, worth_loading: bool) -> Call | None:
    """The loop whose ``CODE`` is in ``module``; None where it has not been compiled on this machine.

    Where it isn't ``worth_loading``, only if this process has loaded it before.
    """
    if not worth_loading and module not in sys.modules:
        return None
    code: ObjectCode = import_module(module).CODE
    return code.load() if worth_loading else code.loaded
