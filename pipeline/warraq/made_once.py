"""What is read once on a machine, not once in every process: regular expressions, and settings in TOML.

A short document asks two hundred expressions, and to parse and compile those takes a tenth of the time that it takes
from a cold start. What comes of it are lists of numbers, from which the same pattern is made in microseconds. They are
kept beside the compiled code (:mod:`warraq.kept_files`), under a name that changes with Python and with ``regex``.
What wasn't there is added when the process ends.

Patterns are made by parts of ``re`` and ``regex`` that are private. What they make is compared with what
``re.compile`` and ``regex.compile`` give before it is kept; where one of them is missing, fails or gives something
else, the pattern is that of ``re.compile`` or ``regex.compile``, in every process.

Only for texts that are the same in every process: what is added stays, until the file has ``_MOST_BYTES``.
"""

from __future__ import annotations

import atexit
import hashlib
import importlib
import marshal
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, AnyStr, Final

import regex
from regex import _regex

from warraq.kept_files import keep, kept, sealed, unsealed

#: Whether it is text, the text, flags -> what it is made from.
Parts = dict[tuple[bool, str | bytes, int], tuple[Any, ...]]

#: A file that would have more begins anew: it is full of what older versions asked. All that is asked has a twentieth.
_MOST_BYTES: Final = 4 << 20
#: Changes with the form of the file.
_FORM: Final = 2
#: How private parts fail that are other than they were.
_FAULTS: Final = (
    ArithmeticError, AssertionError, AttributeError, ImportError, LookupError, RuntimeError, SystemError, TypeError,
    ValueError,
)  # fmt: skip


class _Store:
    """What is read by one library.

    Args:
        version: what the parts depend on beside Python.
        plain: what the library offers, for whatever can't be kept.
        parts: what it gave, a text, flags -> what ``make`` makes the same from: nothing but what ``marshal`` writes.
        make: raises one of ``_FAULTS`` where it can't.
        seen: what two results have to agree in to be the same.
    """

    def __init__(
        self,
        name: str,
        version: str,
        plain: Callable[[Any, int], Any],
        parts: Callable[[Any, Any, int], tuple[Any, ...]],
        make: Callable[..., Any],
        seen: Callable[[Any, Any], object],
    ) -> None:
        self._name = f"{name}-{hashlib.sha256(f'{_FORM} {sys.version} {version}'.encode()).hexdigest()[:32]}.once"
        self._plain, self._parts_of, self._make, self._seen = plain, parts, make, seen
        self._parts: Parts | None = None
        self._new: Parts = {}

    def get(self, written: str | bytes, flags: int = 0) -> Any:
        """What a text reads."""
        if self._parts is None:
            self._parts = self._kept()
        flags = int(flags)  # those of an enumeration are no plain numbers
        key = isinstance(written, str), written, flags
        if key not in self._parts:
            return self._first(key)
        try:
            return self._make(*self._parts[key])
        except _FAULTS:
            return self._plain(written, flags)

    def _first(self, key: tuple[bool, str | bytes, int]) -> Any:
        """What nobody has read yet; it is kept if the same can be made of its parts."""
        _, written, flags = key
        plain = self._plain(written, flags)
        with suppress(*_FAULTS):
            parts = marshal.loads(marshal.dumps(self._parts_of(plain, written, flags)))
            if self._seen(self._make(*parts), written) == self._seen(plain, written):
                if not self._new:
                    atexit.register(self.write)
                self._new[key] = parts
        return plain

    def write(self) -> None:
        """Add what is new to what is kept by now. It is called when the process ends, so nothing is raised."""
        new, self._new = self._new, {}
        with suppress(OSError, ValueError, MemoryError):
            data = sealed(marshal.dumps(self._kept() | new))
            if len(data) > _MOST_BYTES:
                data = sealed(marshal.dumps(new))
            if new and len(data) <= _MOST_BYTES:
                keep(data, self._name)

    def _kept(self) -> Parts:
        """What is kept, in whatever folder; nothing where no file is whole."""
        found: Parts = {}
        for data in kept(self._name, _MOST_BYTES):
            if (content := unsealed(data)) is not None:
                with suppress(EOFError, TypeError, ValueError):
                    found |= marshal.loads(content)
        return found


def _private(module: str, name: str) -> Any:
    return getattr(importlib.import_module(module), name)


def _re_parts(_: re.Pattern[Any], written: str | bytes, flags: int) -> tuple[Any, ...]:
    """What ``re.compile`` gives ``_sre.compile``."""
    parsed = _private("re._parser", "parse")(written, flags)
    state = parsed.state
    names = dict(state.groupdict)
    groups: list[str | None] = [None] * state.groups
    for name, number in names.items():
        groups[number] = name
    # Its numbers have names, which ``marshal`` doesn't write.
    code = list(map(int, _private("re._compiler", "_code")(parsed, flags)))
    return written, int(flags | state.flags), code, state.groups - 1, names, tuple(groups)


def _regex_parts(pattern: regex.Pattern[Any], _written: str | bytes, _flags: int) -> tuple[Any, ...]:
    """What a pattern of ``regex`` is pickled as."""
    parts: tuple[Any, ...] = pattern._pickled_data
    return parts


def _seen(pattern: Any, written: str | bytes) -> object:
    """What can be told of a pattern in no time, and what it finds in its own text."""
    found = pattern.search(written)
    place = found and (found.span(), found.groupdict(), found.lastgroup)
    return pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex), place


def _seen_of_re(pattern: Any, written: str | bytes) -> object:
    """Patterns of ``re`` are equal if they have the same code."""
    return pattern, _seen(pattern, written)


def _read_toml(text: str, _: int) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(text)


def _compile(written: Any, flags: int) -> Any:
    return regex.compile(written, flags)


def _stamp(path: str | None) -> str:
    """What changes when another version of a file is installed."""
    if path is not None:
        with suppress(OSError):  # it lies in an archive
            found = Path(path).stat()
            return f"{found.st_size} {found.st_mtime_ns}"
    return ""


def _maker(module: str, name: str) -> Callable[..., Any]:
    """A private function; where it is missing, one that fails."""
    with suppress(ImportError, AttributeError):
        maker: Callable[..., Any] = _private(module, name)
        return maker

    def missing(*_: Any) -> Any:
        raise ImportError(f"{module} has no {name}")

    return missing


_RE: Final = _Store("re", "", re.compile, _re_parts, _maker("_sre", "compile"), _seen_of_re)
_REGEX: Final = _Store(
    "regex", _stamp(_regex.__file__), _compile, _regex_parts, _maker("regex._regex", "compile"), _seen
)
_TOML: Final = _Store("toml", "", _read_toml, lambda read, *_: (read,), lambda read: read, lambda read, _: read)


def re_pattern(written: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """``re.compile``."""
    found: re.Pattern[AnyStr] = _RE.get(written, flags)
    return found


def regex_pattern(written: AnyStr, flags: int = 0) -> regex.Pattern[AnyStr]:
    """``regex.compile``."""
    found: regex.Pattern[AnyStr] = _REGEX.get(written, flags)
    return found


def toml(text: str) -> dict[str, Any]:
    """``tomllib.loads``; what it gives is not to be changed."""
    found: dict[str, Any] = _TOML.get(text)
    return found
