"""Ways to spoil a file. Each takes bytes and a source of chance, and gives other bytes; equal chance, equal bytes."""

from __future__ import annotations

import io
import random
import re
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

import pikepdf

FIXTURES: Final = Path(__file__).parents[2] / "fixtures"

NUMBERS: Final = (
    b"0", b"-1", b"1", b"255", b"256", b"65535", b"65536", b"2147483647", b"2147483648", b"4294967296", b"-2147483648",
    b"99999999999999999999", b"1e999", b"0.0000000001", b"-0.5", b"3.4e38", b".", b"--5", b"1" * 400,
)  # fmt: skip
TOKENS: Final = (
    b"<<", b">>", b"[", b"]", b"(", b")", b"<", b">", b"/", b"%", b"null", b"true", b"R", b"obj", b"endobj", b"stream",
    b"endstream", b"xref", b"trailer", b"startxref", b"BT", b"ET", b"Tj", b"TJ", b"Tf", b"Do", b"q", b"Q", b"BI", b"ID",
    b"EI", b"BMC", b"EMC", b"beginbfrange", b"endbfrange", b"/Kids", b"/Parent", b"/Length", b"/Filter", b"/Type",
    b"\0", b"\xff\xff\xff\xff", b"\x80\0\0\0", b"\x7f\xff\xff\xff",
)  # fmt: skip
_NUMBER: Final = re.compile(rb"(?<![\w.])[+-]?\d+(?:\.\d+)?(?![\w.])")
_REFERENCE: Final = re.compile(rb"(?<!\d)(\d{1,5}) 0 R\b")
_NAME: Final = re.compile(rb"/[A-Za-z0-9]+")
_STREAM: Final = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)

Mutation = Callable[[bytes, random.Random], bytes]


def _place(data: bytes, chance: random.Random) -> int:
    return chance.randrange(len(data)) if data else 0


def flip(data: bytes, chance: random.Random) -> bytes:
    """Change single bytes, a few or many."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 4, 16, 100))):
        if changed:
            changed[_place(data, chance)] = chance.randrange(256)
    return bytes(changed)


def cut(data: bytes, chance: random.Random) -> bytes:
    """Take a piece out."""
    at = _place(data, chance)
    return data[:at] + data[at + chance.choice((1, 2, 16, 256, 4096)) :]


def truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: _place(data, chance)]


def double(data: bytes, chance: random.Random) -> bytes:
    """Repeat a piece, once or often."""
    at = _place(data, chance)
    end = at + chance.choice((1, 8, 64, 1024))
    return data[:end] + data[at:end] * chance.choice((1, 2, 50)) + data[end:]


def splice(data: bytes, chance: random.Random) -> bytes:
    """Put in a piece of another place."""
    source, at = _place(data, chance), _place(data, chance)
    piece = data[source : source + chance.choice((4, 64, 1024))]
    return data[:at] + piece + data[at + chance.choice((0, len(piece))) :]


def token(data: bytes, chance: random.Random) -> bytes:
    """Put in a word that means something."""
    at = _place(data, chance)
    return data[:at] + b" " + chance.choice(TOKENS) + b" " + data[at + chance.choice((0, 0, 4)) :]


def _replace_some(pattern: re.Pattern[bytes], data: bytes, chance: random.Random, new: Callable[[], bytes]) -> bytes:
    matches = list(pattern.finditer(data))
    if not matches:
        return data
    parts, at = [], 0
    chosen = sorted(chance.sample(range(len(matches)), min(len(matches), chance.choice((1, 1, 3, 20)))))
    for match in (matches[index] for index in chosen):
        parts += [data[at : match.start()], new()]
        at = match.end()
    return b"".join([*parts, data[at:]])


def number(data: bytes, chance: random.Random) -> bytes:
    """Other numbers, most of them at the edge of something."""
    return _replace_some(_NUMBER, data, chance, lambda: chance.choice(NUMBERS))


def reference(data: bytes, chance: random.Random) -> bytes:
    """References to other objects, so that circles come about."""
    known = [match[1] for match in _REFERENCE.finditer(data)] or [b"1"]
    return _replace_some(_REFERENCE, data, chance, lambda: chance.choice(known) + b" 0 R")


def name(data: bytes, chance: random.Random) -> bytes:
    """Names in each other's places."""
    known = [match[0] for match in _NAME.finditer(data)] or [b"/Type"]
    return _replace_some(_NAME, data, chance, lambda: chance.choice(known))


def stream(data: bytes, chance: random.Random) -> bytes:
    """Spoil what is inside a deflated stream, and deflate it again."""
    streams = [match for match in _STREAM.finditer(data) if match[1][:1] == b"\x78"]
    if not streams:
        return flip(data, chance)
    chosen = chance.choice(streams)
    try:
        inside = zlib.decompress(chosen[1])
    except zlib.error:
        return flip(data, chance)
    spoilt = chance.choice((flip, cut, double, splice, number, token))(inside, chance)
    return data[: chosen.start(1)] + zlib.compress(spoilt, 1) + data[chosen.end(1) :]


MUTATIONS: Final[tuple[Mutation, ...]] = (
    flip, cut, truncate, double, splice, token, number, reference, name, stream, stream, stream,
)  # fmt: skip


@cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """(name, bytes) of every fixture, each PDF also with nothing compressed, for mutations to reach it all."""
    inputs: list[tuple[str, bytes]] = []
    for path in sorted((*FIXTURES.glob("pdf/**/*.pdf"), *FIXTURES.glob("text/bad/*"))):
        data = path.read_bytes()
        inputs.append((path.name, data))
        if data.startswith(b"%PDF") and path.parent.name != "bad":
            inputs.append((f"open-{path.name}", _uncompressed(data)))
    return tuple(inputs)


def _uncompressed(data: bytes) -> bytes:
    """The first page of a PDF with all its streams unpacked."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.pages[1:]
        pdf.remove_unreferenced_resources()
        target = io.BytesIO()
        pdf.save(
            target,
            static_id=True,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return target.getvalue()


def spoil(data: bytes, chance: random.Random) -> bytes:
    """One to four mutations, one upon the other."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        data = chance.choice(MUTATIONS)(data, chance)
    return data
