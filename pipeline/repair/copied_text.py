"""A dump as its document was written: without marks of direction, in reading order, lam before alef.

pdftotext sets each line between marks of direction, and within it what is no Arabic as it looks from the left. Some
extractors write all lines as they look (``visual_order``). poppler, MuPDF and pdfium write a ligature in the order in
which it is painted, so that lam-alef comes out as alef-lam: before a hamza that shows in the letters
(``reorder_lam_alef``); elsewhere the lexicon tells, where the text has words.

>>> as_written("\\u202babc\\u202c")
('abc', [])
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Final

from pipeline.language.model import LanguageModel
from pipeline.language.units import LETTERS
from pipeline.made_once import re_pattern
from pipeline.model.finding import Finding
from pipeline.repair import drop_controls, reorder_lam_alef
from pipeline.repair.visual_order import in_reading_order

#: What stands in a line between marks that it runs to the right, without letters; and its parts.
_LEFTWARDS: Final = re_pattern(r"\u202a((?:[^\w\u202a-\u202e]|\d)*)\u202c")
_NUMBER_OR_SIGN: Final = re_pattern(r"\d+(?:[-./,:\u2013\u066b\u066c]\d+)*|.")
#: The article before an alef with hamza or madda as it is turned round, and as it is written. Letters that stand for
#: others hardly spell the first by chance: no word has it. They do spell bare alefs around a lam, by which
#: ``reorder_lam_alef.find`` goes too.
_TURNED: Final = re_pattern(f"\u0627[\u0622\u0623\u0625]\u0644(?=[{LETTERS}])")
_SOUND: Final = re_pattern(f"\u0627\u0644[\u0622\u0623\u0625](?=[{LETTERS}])")
#: So many of the first, and such a share of both, show that a text turns every ligature.
_LEAST: Final = 3
_SHARE: Final = 0.9
#: What a lam-alef is written as; and, in words of so many letters that the lexicon hasn't, ligatures of lam with jeem,
#: hah, khah, meem, heh and yeh.
_PAIR: Final = re_pattern("[\u0622\u0623\u0625\u0627]\u0644")
_ANY_PAIR: Final = re_pattern("[\u0622\u0623\u0625\u0627\u062c\u062d\u062e\u0645\u0647\u0649\u064a]\u0644")
_LONG: Final = 4
#: Pairs of a word that are tried both ways, and by how much a word must be likelier than what is written (nats).
_MOST_PAIRS: Final = 3
_LIKELIER: Final = 3.0
_WORD: Final = re_pattern(f"[{LETTERS}]{{2,}}")
#: Words of four letters or more, and the share of those of a text or line that the lexicon knows if they are what is
#: written: those with a lam-alef are not known yet. So many tell.
_LONG_WORD: Final = re_pattern(f"[{LETTERS}]{{4,}}")
_KNOWN: Final = 0.6
_FEW_WORDS: Final = 3


def as_written(text: str) -> tuple[str, list[Finding]]:
    """``text`` as its document was written, and what was wrong; direction marks are no fault."""
    text, seen = in_reading_order(drop_controls.repair(_LEFTWARDS.sub(_as_read, text)))
    turned, sound = len(_TURNED.findall(text)), len(_SOUND.findall(text))
    score = turned / max(turned + sound, 1)
    if turned < _LEAST or score < _SHARE:
        return text, seen
    finding = Finding("lam_alef_order", "document", "text layer", score, "lam-alef is written as alef-lam")
    return with_lam_before_alef(reorder_lam_alef.repair(text)), [*seen, finding]


def _as_read(found: re.Match[str]) -> str:
    """Signs and numbers between Arabic words from the right, as they are read; each number is one."""
    return "".join(_NUMBER_OR_SIGN.findall(found[1])[::-1])


def with_lam_before_alef(text: str) -> str:
    """``text`` with lam before alef in the words that are likelier so, of lines whose words are words.

    With lam before other letters too that faces draw it as one with, in words that the lexicon hasn't.
    """
    lm = LanguageModel.load()
    likeliest: dict[str, str] = {}

    def mended(found: re.Match[str]) -> str:
        word = found.group()
        if word not in likeliest:
            pair = _ANY_PAIR if len(word) >= _LONG and word not in lm else _PAIR
            known = (other for other in _turned_round(word, pair) if other in lm)
            best = max(known, key=lm.word_logp, default=word)
            likeliest[word] = best if lm.word_logp(best) > lm.word_logp(word) + _LIKELIER else word
        return likeliest[word]

    if _is_read(text, lm):
        return _WORD.sub(mended, text)
    return "\n".join(_WORD.sub(mended, line) if _is_read(line, lm) else line for line in text.split("\n"))


def _is_read(text: str, lm: LanguageModel) -> bool:
    """Most words of a text are words: letters that stand for others spell few."""
    words = _LONG_WORD.findall(text)
    return len(words) >= _FEW_WORDS and sum(word in lm for word in words) > _KNOWN * len(words)


def _turned_round(word: str, pair: re.Pattern[str]) -> Iterator[str]:
    """``word`` with one or more of its ``pair``s the other way round."""
    places = [found.start() for found in pair.finditer(word)][:_MOST_PAIRS]
    for count in range(1, len(places) + 1):
        for chosen in itertools.combinations(places, count):
            letters = list(word)
            for place in chosen:
                letters[place : place + 2] = letters[place + 1], letters[place]
            yield "".join(letters)
