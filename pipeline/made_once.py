"""What is read once on a machine, not once in every process: regular expressions, and settings in TOML.

A short document asks two hundred expressions, and to parse and compile those takes a tenth of the time that it takes
from a cold start. What comes of it are lists of numbers, from which the same pattern is made in microseconds. They are
kept beside the compiled code (:mod:`pipeline.kept_files`), under a name that changes with Python and with ``regex``.
What wasn't there is added when the process ends.

Only for texts that are the same in every process: what is added stays.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import atexit
import hashlib
import marshal
import re
import sys
from collections.abc import Callable
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import Any, AnyStr, Final

import regex
from regex import _regex

from pipeline.kept_files import keep, kept, sealed, unsealed

#: A text and flags -> what it is made from.
Parts = dict[tuple[str | bytes, int], tuple[Any, ...]]


class _Store:
    """What is read by one library.

    Args:
        read: a text and flags -> what ``make`` makes the result from: nothing but what ``marshal`` writes.
    """

    def __init__(
        self, name: str, version: str, read: Callable[[Any, int], tuple[Any, ...]], make: Callable[..., Any]
    ) -> None:
        self._name = f"{name}-{hashlib.sha256(f'{sys.version} {version}'.encode()).hexdigest()[:32]}.once"
        self._read, self._make = read, make
        self._parts: Parts | None = None
        self._new: Parts = {}

    def get(self, written: str | bytes, flags: int = 0) -> Any:
        """What a text reads."""
        if self._parts is None:
            self._parts = self._kept()
        key = written, int(flags)  # those of an enumeration are no plain numbers
        parts = self._parts.get(key)
        if parts is None:
            parts = self._parts[key] = self._read(*key)
            if not self._new:
                atexit.register(self.write)
            self._new[key] = parts
        return self._make(*parts)

    def write(self) -> None:
        """Add what is new to what is kept by now."""
        new, self._new = self._new, {}
        keep(sealed(marshal.dumps(self._kept() | new)), self._name)

    def _kept(self) -> Parts:
        """What is kept; nothing where no file is whole."""
        contents = (content for data in kept(self._name) if (content := unsealed(data)) is not None)
        found: Parts = next(map(marshal.loads, contents), {})
        return found


def _parts_of_re(written: str | bytes, flags: int) -> tuple[Any, ...]:
    """What ``re.compile`` gives ``_sre.compile``."""
    parsed = _parser.parse(written, flags)
    state = parsed.state
    names = dict(state.groupdict)
    groups: list[str | None] = [None] * state.groups
    for name, number in names.items():
        groups[number] = name
    # Its numbers have names, which ``marshal`` doesn't write.
    code = list(map(int, _compiler._code(parsed, flags)))
    return written, int(flags | state.flags), code, state.groups - 1, names, tuple(groups)


def _parts_of_regex(written: str | bytes, flags: int) -> tuple[Any, ...]:
    """What a pattern of ``regex`` is pickled as."""
    parts: tuple[Any, ...] = regex.compile(written, flags)._pickled_data
    return parts


def _read_toml(text: str, _: int) -> tuple[dict[str, Any]]:
    import tomllib

    return (tomllib.loads(text),)


_RE: Final = _Store("re", str(_sre.MAGIC), _parts_of_re, _sre.compile)
_REGEX: Final = _Store("regex", regex.__version__, _parts_of_regex, _regex.compile)
_TOML: Final = _Store("toml", "", _read_toml, lambda read: read)


def re_pattern(written: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """``re.compile``."""
    found: re.Pattern[AnyStr] = _RE.get(written, flags)
    return found


def regex_pattern(written: AnyStr, flags: int = 0) -> regex.Pattern[AnyStr]:
    """``regex.compile``."""
    found: regex.Pattern[AnyStr] = _REGEX.get(written, flags)
    return found


def toml(text: str) -> dict[str, Any]:
    """``tomllib.loads``, of text without dates and times; what it gives is not to be changed."""
    found: dict[str, Any] = _TOML.get(text)
    return found
