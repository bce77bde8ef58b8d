"""Words that an engine read wrongly, put right by words: a noisy channel between letters drawn alike and the language.

Numbers and names in other letters are never touched. What a word was read as stays what is claimed of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from warraq.language import units
from warraq.language.model import LanguageModel
from warraq.language.tokens import fold_marks
from warraq.ocr.recogniser import RecognisedWord

#: Letters that differ in dots, hamza, or little else: -log p that one is read as another of its group.
_GROUPS: Final = (
    (1.0, "يى"),
    (1.5, "اأإآ"),
    (3.0, "هة"),
    (3.5, "وؤ"),
    (3.5, "ىئي"),
    (4.0, "بتثنيئ"),
    (4.0, "جحخ"),
    (4.0, "دذ"),
    (4.0, "رز"),
    (4.5, "رو"),
    (4.0, "سش"),
    (4.0, "صض"),
    (4.0, "طظ"),
    (4.0, "عغ"),
    (4.0, "فق"),
    (5.0, "تعغثفق"),
    (5.0, "مع"),
    (5.5, "كل"),
    (5.5, "دنر"),
    (5.5, "هم"),
)
#: ... that any other letter is, that one is lost, and that one is added.
_OTHER: Final = 8.0
_LOST: Final = 6.5
_ADDED: Final = 6.5
#: Costs up to which a letter of a known word may be misread, or two of another; and up to which two of a known one.
_NEAREST: Final = 4.5
_LIKELY: Final = 1.5
#: Another word is taken where it is likelier by so much (natural logarithm). To misread costs more the surer the engine
#: is: so much where it isn't, and so much more where it is.
_MARGIN: Final = 1.0
_UNSURE, _SURE = 0.5, 0.9
#: How sure a word is that was put right, at most.
_PUT_RIGHT: Final = 0.8
_SPLIT: Final = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)
_COMMA: Final = "\N{ARABIC COMMA}"
_HAMZA: Final = "\N{ARABIC LETTER HAMZA}"
_STOPS: Final = frozenset((":", ".", _COMMA, "\N{ARABIC SEMICOLON}", "\N{ARABIC QUESTION MARK}"))
_OPENS, _CLOSES = "\u00ab", "\u00bb"  # guillemets


def _alike() -> dict[str, dict[str, float]]:
    costs: dict[str, dict[str, float]] = {letter: {} for letter in units.LETTERS}
    for cost, group in _GROUPS:
        for letter in group:
            for other in group:
                if letter != other:
                    costs[letter][other] = min(cost, costs[letter].get(other, cost))
    return costs


_ALIKE: Final = _alike()


def put_right(words: Sequence[RecognisedWord]) -> list[RecognisedWord]:
    """The words of a page, in the order of reading, those put right that are surely misread."""
    model = LanguageModel.load()
    commas = _with_commas(_with_stops(words), model)
    done: list[RecognisedWord] = []
    before = ("<s>", "<s>")
    for place, word in enumerate(commas):
        after = letters_of(commas[place + 1].text) if place + 1 < len(commas) else ""
        better = _better(word, before, after, model)
        done.append(better)
        before = before[1], letters_of(better.text) or "<num>"
    return done


def letters_of(text: str) -> str:
    """A word as the language model counts it; empty where it is none."""
    _, core, _ = _parts(text)
    return core if units.is_word(core) else ""


def _parts(text: str) -> tuple[str, str, str]:
    match = _SPLIT.match(fold_marks(text))
    assert match is not None
    return match[1], match[2], match[3]


def _with_stops(words: Sequence[RecognisedWord]) -> list[RecognisedWord]:
    """The words, each with the stop behind it that the engine took for a word of its own."""
    result: list[RecognisedWord] = []
    for word in words:
        before = result[-1] if result else None
        if before is None or word.text not in _STOPS or before.line != word.line or not _letters_end(before):
            result.append(word)
            continue
        left, top, right, bottom = before.box
        box = min(left, word.box[0]), top, right, bottom
        result[-1] = replace(before, text=before.text + word.text, box=box)
    return result


def _letters_end(word: RecognisedWord) -> bool:
    return not word.painted and units.is_word(word.text[-1:])


def _with_commas(words: Sequence[RecognisedWord], model: LanguageModel) -> list[RecognisedWord]:
    """The words with commas where the engine took one for a closing quotation mark or for a hamza."""
    quotes = 0
    result = []
    for word in words:
        text = word.text
        quotes += text.count(_OPENS)
        for _ in range(text.count(_CLOSES)):
            quotes -= 1
            if quotes < 0:
                quotes, text = 0, _COMMA.join(text.rsplit(_CLOSES, 1))
        if text.endswith(_HAMZA) and (text[-2:-1].isdigit() or (text[:-1] in model and text not in model)):
            text = text[:-1] + _COMMA
        result.append(word if text == word.text else replace(word, text=text, read=word.text))
    return result


def _better(word: RecognisedWord, before: tuple[str, str], after: str, model: LanguageModel) -> RecognisedWord:
    """The word, or another that it is likelier to be."""
    start, core, end = _parts(word.text)
    if len(core) < 2 or not units.is_word(core):
        return word
    known = core in model

    def score(text: str, cost: float) -> float:
        value = model.trigram_logp(*before, text) - cost
        return value + (model.trigram_logp(before[1], text, after) if after else 0.0)

    as_read = score(core, 0.0)
    dear = _UNSURE + _SURE * word.confidence
    choices = {text: score(text, dear * cost) for text, cost in _near(core, known) if text in model}
    if not choices:
        return word
    best = max(choices, key=choices.__getitem__)
    if choices[best] - as_read < _MARGIN:
        return word
    return replace(word, text=start + best + end, read=word.text, confidence=min(_PUT_RIGHT, word.confidence))


def _near(word: str, known: bool) -> Iterator[tuple[str, float]]:
    """Spellings near to ``word`` and what it costs to have read it for them; of a known one the nearest alone."""
    changed = list(_with_a_letter_changed(word, _NEAREST if known else _OTHER))
    yield from changed
    twice = _LIKELY if known else _NEAREST
    for text, cost in changed:
        if cost <= twice:
            for other, more in _with_a_letter_changed(text, twice):
                if other != word:
                    yield other, cost + more
    if known:
        return
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :], _ADDED
    for place in range(len(word) + 1):
        for letter in units.LETTERS:
            yield word[:place] + letter + word[place:], _LOST


def _with_a_letter_changed(word: str, most: float) -> Iterator[tuple[str, float]]:
    """The word with one letter read as another, at no higher cost than ``most``."""
    for place, letter in enumerate(word):
        alike = _ALIKE[letter]
        for other in units.LETTERS if most >= _OTHER else alike:
            cost = alike.get(other, _OTHER)
            if other != letter and cost <= most:
                yield word[:place] + other + word[place + 1 :], cost
