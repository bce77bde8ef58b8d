"""pdfminer's parser of objects with a short way for what nearly all of them are made of.

pdfminer cuts each token in two or three calls that hand on their state, and logs it. A number, name, word or bracket
that lies whole in the buffer, with what ends it, is cut by one pattern here. Everything else, strings above all, is
left to pdfminer, which finds the parser as if it had cut those tokens itself.
"""

from __future__ import annotations

import re
from typing import Any, Final

from pdfminer.pdfparser import PDFParser
from pdfminer.psparser import KWD, LIT

#: An integer; a real; a name without escapes; a word; a bracket. Group by group what ends them is what pdfminer ends
#: them with.
_TOKEN: Final = re.compile(
    rb"""\s*(?:
        ([+-]?\d{1,18})(?=[^0-9.])
        |([+-]?\d{1,18}\.\d{0,18})(?=[^0-9])
        |/([!"$&'*-.0-;=?-Z\\^-z|~]+)(?=[/%\[\]()<>{}\s])
        |([A-Za-z][^\#/%\[\]()<>{}\s]*)(?=[\#/%\[\]()<>{}\s])
        |(\[|\]|<<|>>)
    )""",
    re.VERBOSE,
)
#: Numbers one after the other, each with what ends it: widths of fonts, boxes, matrices.
_NUMBERS: Final = re.compile(rb"(?:\s*+[+-]?\d{1,18}+(?:\.\d{0,18}+)?+(?=[\s\[\]]))++")
_CONSTANTS: Final = {b"true": True, b"false": False}


class QuickParser(PDFParser):
    """Gives the tokens that ``PDFParser`` gives, at the same places."""

    charpos: int

    def nexttoken(self) -> tuple[int, Any]:
        """The next token and where it begins. Raises PSEOF behind the last one."""
        if not self._tokens and not self.eof and self._parse1 == self._parse_main:
            match = _TOKEN.match(self.buf, self.charpos)
            if match is not None:
                kind = match.lastindex
                assert kind is not None
                self.charpos = match.end()
                self._curtokenpos = self.bufpos + match.start(kind) - (kind == _NAME)
                return self._curtokenpos, _MADE[kind](match[kind])
        return super().nexttoken()

    def start_type(self, pos: int, type: str) -> None:
        """Begin an array or a dictionary, with all numbers that an array begins with: their places are of no use."""
        super().start_type(pos, type)
        match = _NUMBERS.match(self.buf, self.charpos) if type == _ARRAY else None
        if match is not None:
            self.charpos = match.end()
            self.push(*[(pos, float(number) if b"." in number else int(number)) for number in match[0].split()])


_NAME: Final = 3
_ARRAY: Final = "a"
_MADE: Final = {
    1: int,
    2: float,
    _NAME: lambda name: LIT(name.decode("ascii")),
    4: lambda word: _CONSTANTS[word] if word in _CONSTANTS else KWD(word),
    5: KWD,
}
