"""Fonts that were deciphered before, in a folder: the readings of a font program's codes, from document to document.

Off unless ``Config.font_cache`` names a folder, for it makes what comes of a document depend on those read before it.
Each font that is read from it is reported as a finding. An entry counts for a font with the same program, the same
claims and glyphs for its codes, no code that the entry hasn't got, and none that the document uses more often than the
entry's document did, unless it was read beyond doubt. Otherwise the font is solved anew, and kept if it was used more.
Documents that share a folder trust each other: see ``docs/threat-model.md``. The folder has to be the user's own, and
closed to the writing of others; an entry that isn't what ``FontCache`` writes is left out before it costs anything.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from warraq.decipher import checked
from warraq.decipher.glyph.parameters import FontCache as P
from warraq.decipher.glyph.signs.tokens import Symbols
from warraq.errors import NotReadable
from warraq.fonts.outlines.atlas import DATA
from warraq.language.model import DATA as LANGUAGE
from warraq.model.finding import Finding
from warraq.model.font import Font, Reading
from warraq.model.glyph import Extraction

PACKAGE: Final = Path(__file__).parents[3]
#: Bytes of the longest entry: 65,536 codes with all that may be said of them take half of it.
_MOST_BYTES: Final = 1 << 24
#: Characters of what a code may stand for, and strings that it may stand for else.
_MOST_TEXT: Final = 512
_MOST_OTHERS: Final = 64
#: No code, glyph index, advance or count is larger.
_MOST: Final = (1 << 32) - 1


@dataclass(frozen=True, slots=True)
class _Code:
    """How a document used a code, and what it was found to stand for."""

    gid: int
    advance: float
    claim: str | None
    count: int
    reading: Reading

    @classmethod
    def of(cls, symbol: int, symbols: Symbols, reading: Reading) -> _Code:
        advance = round(float(symbols.advance[symbol]), 3)
        return cls(int(symbols.gid[symbol]), advance, symbols.claim[symbol], int(symbols.count[symbol]), reading)

    def holds_for(self, symbol: int, symbols: Symbols) -> bool:
        """The symbol is this code, and there is no more to learn of it than was known."""
        other = _Code.of(symbol, symbols, self.reading)
        same = (self.gid, self.advance, self.claim) == (other.gid, other.advance, other.claim)
        return same and (other.count <= self.count or self.reading.confidence >= P.SURE)


@dataclass(slots=True)
class FontCache:
    """One document's use of the folder.

    Attributes:
        folder: where entries are kept; made when the first is.
        evidence: kinds of evidence that are used: other kinds, other entries.
        notes: which fonts were read from the folder, and what was wrong with it.
    """

    folder: Path
    evidence: Collection[str]
    notes: list[Finding] = field(default_factory=list)

    def readings(
        self, extraction: Extraction, symbols: Symbols, members_of: Mapping[int, Sequence[int]]
    ) -> dict[int, Reading]:
        """What is known of the symbols that are open, font by font; nothing of a font where it isn't all known."""
        cached: dict[int, Reading] = {}
        for number, members in members_of.items():
            font = extraction.fonts[number]
            entry = self._entry(font)
            if entry is None or not members:
                continue
            source, codes = entry
            codes_of = {s: codes.get(int(symbols.code[s])) for s in members}
            if all(code is not None and code.holds_for(s, symbols) for s, code in codes_of.items()):
                cached |= {s: code.reading for s, code in codes_of.items() if code is not None}
                detail = f"{len(members)} of its codes are read as in an earlier document (sha256 {source[:12]})."
                self.notes.append(Finding("font_from_cache", "font", f"{font.name} (font {number})", 1.0, detail))
        return cached

    def keep(
        self,
        extraction: Extraction,
        symbols: Symbols,
        members_of: Mapping[int, Sequence[int]],
        solved: Mapping[int, Reading],
    ) -> None:
        """Keep what was solved, of each font that this document uses more than the one that it is kept from."""
        for number, members in members_of.items():
            font = extraction.fonts[number]
            codes = {int(symbols.code[s]): _Code.of(s, symbols, solved[s]) for s in members if s in solved}
            if not codes or font.program is None:
                continue
            known = self._entry(font, silent=True)
            if known is None or _uses(codes) > _uses(known[1]):
                self._write(self._path(font), _packed(extraction.sha256, codes))

    def _path(self, font: Font) -> Path:
        claims = sorted(font.to_unicode.items()), sorted(font.code_to_name.items())
        parts = [_version(), font.program_hash, sorted(self.evidence), claims]
        name = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
        return self.folder / name[:2] / f"{name[2:]}.json"

    def _entry(self, font: Font, silent: bool = False) -> tuple[str, dict[int, _Code]] | None:
        """The document that an entry is from, and its codes; None where there is none, or none that is whole."""
        path = self._path(font)
        try:
            check_folder(self.folder)
            return _unpacked(_read(path))
        except FileNotFoundError:
            return None
        except NotReadable as error:
            if not silent:
                self._complain(self.folder, f"Nothing is read from it or kept there: it {error.message}.")
            return None
        except (OSError, ValueError) as error:
            if not silent:
                self._complain(path, f"An entry can't be read and was left out: {type(error).__name__}.")
            return None

    def _write(self, path: Path, text: str) -> None:
        """Write a file whole or not at all."""
        partial = ""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            check_folder(self.folder)
            path.parent.mkdir(mode=0o700, exist_ok=True)
            handle, partial = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
            Path(partial).replace(path)
        except OSError as error:
            if partial:
                Path(partial).unlink(missing_ok=True)
            self._complain(path, f"Nothing was kept: {error.strerror or type(error).__name__}.")
        except NotReadable:
            return  # which was told when the entry was looked for

    def _complain(self, path: Path, detail: str) -> None:
        note = Finding("font_cache_unusable", "document", path.name, 1.0, detail)
        if note not in self.notes:
            self.notes.append(note)


def _uses(codes: Mapping[int, _Code]) -> int:
    return sum(code.count for code in codes.values())


def check_folder(folder: Path) -> None:
    """Raise NotReadable where somebody else may have written to the folder; one that isn't there yet is fine."""
    if not hasattr(os, "geteuid"):
        return
    try:
        state = folder.stat()
    except FileNotFoundError:
        return
    except OSError as error:
        raise NotReadable(error.strerror or "can't be looked at", where=str(folder)) from error
    if not stat.S_ISDIR(state.st_mode):
        raise NotReadable("is no folder", where=str(folder))
    if state.st_uid != os.geteuid():
        raise NotReadable("belongs to somebody else", where=str(folder), help="Give --font-cache a folder of your own.")
    if state.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        help = f"What others put there would be believed: chmod go-w {folder}"
        raise NotReadable("may be written to by others", where=str(folder), help=help)


def _read(path: Path) -> bytes:
    """An entry. Raises ValueError where it is no file, or too long for one."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise ValueError("not a file")
        data = stream.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise ValueError("too long")
    return data


def _packed(source: str, codes: Mapping[int, _Code]) -> str:
    rows = [
        [number, c.gid, c.advance, c.claim, c.count, c.reading.text, c.reading.confidence, c.reading.evidence,
         [list(other) for other in c.reading.alternatives]]
        for number, c in sorted(codes.items())
    ]  # fmt: skip
    return _sealed(json.dumps({"source": source, "codes": rows}))


def _sealed(body: str) -> str:
    return json.dumps({"digest": hashlib.sha256(body.encode()).hexdigest(), "body": body})


def _unpacked(data: bytes) -> tuple[str, dict[int, _Code]]:
    """What ``_packed`` wrote. Raises ValueError where it isn't that, whatever it is."""
    try:
        whole = json.loads(data)
        body = checked.text(whole["body"])
        if hashlib.sha256(body.encode()).hexdigest() != whole["digest"]:
            raise ValueError("the digest is another")
        entry = json.loads(body)
        return _text(entry["source"]), dict(map(_code, entry["codes"]))
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError("not an entry") from error


def _code(row: Any) -> tuple[int, _Code]:
    """One row of an entry."""
    number, gid, advance, claim, count, read, confidence, evidence, others = row
    if type(others) is not list or len(others) > _MOST_OTHERS:
        raise ValueError("no list of other strings")
    alternatives = tuple((_text(text), _share(share)) for text, share in others)
    reading = Reading(_text(read), _share(confidence), _text(evidence), alternatives)
    known = _Code(
        _whole(gid),
        checked.number(advance, -_MOST, _MOST),
        None if claim is None else _text(claim),
        _whole(count),
        reading,
    )
    return _whole(number), known


def _text(value: Any) -> str:
    return checked.text(value, _MOST_TEXT)


def _whole(value: Any) -> int:
    return checked.whole(value, -_MOST, _MOST)


def _share(value: Any) -> float:
    return checked.number(value, 0, 1)


@cache
def _version() -> str:
    """Stands for all that decides what is found and how it is kept: the package's code and its data, to the byte."""
    digest = hashlib.sha256()
    for file in sorted({*PACKAGE.rglob("*.py"), *DATA.iterdir(), *LANGUAGE.iterdir()}):
        if file.is_file():
            digest.update(f"{file.relative_to(PACKAGE).as_posix()} {file.stat().st_size} ".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()
