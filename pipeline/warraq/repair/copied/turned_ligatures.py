"""Ligatures of lam that came out turned round, in the words of a dump: lam-alef as alef-lam, and others.

poppler, MuPDF and pdfium write a ligature in the order in which it is painted. Before a hamza that shows in the letters
(``reorder_lam_alef``); elsewhere the lexicon tells, where the text has words.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Final

from warraq.arabic.marks import VOWEL_MARKS
from warraq.decipher.text import parameters
from warraq.decipher.text.channel import is_enciphered
from warraq.decipher.text.dump import dump
from warraq.language.model import LanguageModel
from warraq.language.tokens import fold_marks
from warraq.language.units import LETTERS
from warraq.repair.strings import reorder_lam_alef

#: The article before an alef with hamza or madda as it is turned round, and as it is written. Letters that stand for
#: others hardly spell the first by chance: no word has it. They do spell bare alefs around a lam, by which
#: ``reorder_lam_alef.find`` goes too.
_TURNED: Final = re.compile(f"\u0627[\u0622\u0623\u0625]\u0644(?=[{LETTERS}])")
_SOUND: Final = re.compile(f"\u0627\u0644[\u0622\u0623\u0625](?=[{LETTERS}])")
#: So many of the first, and such a share of both, show that a text turns some ligatures, and every one.
_LEAST: Final = 3
_SOME: Final = 0.05
_SHARE: Final = 0.9
#: What a lam-alef is written as; and, in words of so many letters that the lexicon hasn't, ligatures of lam with jeem,
#: hah, khah, meem, heh and yeh.
_PAIR: Final = re.compile("[\u0622\u0623\u0625\u0627]\u0644")
_ANY_PAIR: Final = re.compile("[\u0622\u0623\u0625\u0627\u062c\u062d\u062e\u0645\u0647\u0649\u064a]\u0644")
_LONG: Final = 4
#: Pairs of a word that are tried both ways, and by how much a word must be likelier than what is written (nats).
_MOST_PAIRS: Final = 3
_LIKELIER: Final = 3.0
_BESIDE: Final = re.compile(f"[\u0640{VOWEL_MARKS}]")
_WRITTEN: Final = re.compile(f"[{LETTERS}](?:[{LETTERS}]|{_BESIDE.pattern})+")
#: Words of four letters or more, and the share of those of a text or line that the lexicon knows if they are what is
#: written: those with a lam-alef are not known yet. So many tell.
_LONG_WORD: Final = re.compile(f"[{LETTERS}]{{4,}}")
_KNOWN: Final = 0.6
_FEW_WORDS: Final = 3


def share(text: str) -> float:
    """The share of the ligatures of ``text`` that are turned round, of those that tell; 0 where hardly any is."""
    turned, sound = len(_TURNED.findall(text)), len(_SOUND.findall(text))
    return turned / (turned + sound) if turned >= max(_LEAST, _SOME * (turned + sound)) else 0.0


def repair(text: str) -> str:
    """``text`` with its ligatures in order; where only some are turned round, in words that would be none.

    Lines whose letters stand for others, where all are turned, stay as they are: a pair of an alef and lam may be any
    two letters there. The search for these letters is told (``all_turned``).
    """
    score = share(text)
    if not all_turned(score):
        return with_lam_first(text, always=False)
    lm = LanguageModel.load()
    if is_read(text, lm) or not is_enciphered(text):
        return with_lam_first(reorder_lam_alef.repair(text))
    lines = (line if _is_garbled(line, lm) else reorder_lam_alef.repair(line) for line in text.split("\n"))
    return with_lam_first("\n".join(lines))


def all_turned(score: float) -> bool:
    """Whether a text of which the ``share`` is this turns every ligature of lam and alef."""
    return score >= _SHARE


def _is_garbled(line: str, lm: LanguageModel) -> bool:
    """Whether the letters of a line stand for others."""
    quality = dump.quality(line, lm)
    return quality is not None and quality < parameters.Dump.CLEAN_ABOVE


def with_lam_first(text: str, *, always: bool = True) -> str:
    """``text`` with lam before alef in the words that are likelier so, of lines whose words are words.

    With lam before other letters too that faces draw it as one with, in words that the lexicon hasn't. ``always``: in
    words that it has, too: every ligature of the text is turned round.
    """
    lm = LanguageModel.load()
    likeliest: dict[str, str] = {}
    lost = _loses_alefs(text, lm)

    def mended(match: re.Match[str]) -> str:
        written = match.group()
        word = fold_marks(written)
        if word not in likeliest:
            pair = _ANY_PAIR if len(word) >= _LONG and word not in lm else _PAIR
            known = (other for other in _turned_round(word, pair) if other in lm)
            best = max(known, key=lm.word_logp, default=word) if always or word not in lm else word
            if lost and best != word and any(lm.word_logp(other) > lm.word_logp(best) for other in _with_alef(word)):
                best = word
            likeliest[word] = best if lm.word_logp(best) > lm.word_logp(word) + _LIKELIER else word
        best = likeliest[word]
        return written if best == word else _spelt(written, best)

    if is_read(text, lm):
        return _WRITTEN.sub(mended, text)
    return "\n".join(_WRITTEN.sub(mended, line) if is_read(line, lm) else line for line in text.split("\n"))


def _loses_alefs(text: str, lm: LanguageModel) -> bool:
    """Lam-alef comes out as lam alone, too: words are none as they stand, nor turned round, and some with an alef."""
    words = {word for word in _LONG_WORD.findall(text) if "\N{ARABIC LETTER LAM}" in word and word not in lm}
    lost = (
        word
        for word in words
        if any(other in lm for other in _with_alef(word)) and not any(o in lm for o in _turned_round(word, _ANY_PAIR))
    )
    return len(list(itertools.islice(lost, _LEAST))) == _LEAST


def _with_alef(word: str) -> Iterator[str]:
    """``word`` with an alef behind one of its lams."""
    for place, letter in enumerate(word, 1):
        if letter == "\N{ARABIC LETTER LAM}":
            yield f"{word[:place]}\N{ARABIC LETTER ALEF}{word[place:]}"


def _spelt(written: str, word: str) -> str:
    """A ``written`` word with the letters of ``word`` in their places among its marks and kashidas."""
    letters = iter(word)
    return "".join(c if _BESIDE.match(c) else next(letters) for c in written)


def is_read(text: str, lm: LanguageModel) -> bool:
    """Most words of a text are words: letters that stand for others spell few."""
    words = _LONG_WORD.findall(text)
    return len(words) >= _FEW_WORDS and sum(word in lm for word in words) > _KNOWN * len(words)


def _turned_round(word: str, pair: re.Pattern[str]) -> Iterator[str]:
    """``word`` with one or more of its ``pair``s the other way round."""
    places = [match.start() for match in pair.finditer(word)][:_MOST_PAIRS]
    for count in range(1, len(places) + 1):
        for chosen in itertools.combinations(places, count):
            letters = list(word)
            for place in chosen:
                letters[place : place + 2] = letters[place + 1], letters[place]
            yield "".join(letters)
