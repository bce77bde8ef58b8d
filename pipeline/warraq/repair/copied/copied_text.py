"""A dump as its document was written: what extractors do to the text that they copy is undone.

In this order: characters that stand for letters get letters that stand in for them (``stand_ins``), marks of direction
are left out, what the bidirectional algorithm did to those letters is undone (``weak_runs``), kashidas are kashidas
whatever they came out as (``restore_kashidas``), lines written as they look are turned round (``visual_order``), and
words that are (``backward_words``), forms of letters are letters (``fold_presentation_forms``), lam stands before alef
(``turned_ligatures``), what ends a run stands behind it and the runs of a line in the order of reading
(``painted_runs``), and words are parted by spaces (``respaced``). Letters that stand for others spell no words: of such
a text some of it is done, and the rest by the search for its letters. A sound text comes back as it is.

>>> as_written("\\u202babc\\u202c")
('abc', [])
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from warraq.arabic.languages import language
from warraq.arabic.marks import VOWEL_MARKS
from warraq.decipher.text.dump.stand_ins import with_stand_ins
from warraq.language.model import LanguageModel
from warraq.language.units import LETTERS
from warraq.model.finding import Finding
from warraq.repair.copied import backward_words, painted_runs, restore_kashidas, turned_ligatures, weak_runs
from warraq.repair.copied.respaced import respaced
from warraq.repair.copied.turned_ligatures import is_read
from warraq.repair.copied.visual_order import in_reading_order
from warraq.repair.strings import drop_controls, fold_presentation_forms

#: What stands in a line between marks that it runs to the right, without letters.
_LEFTWARDS: Final = re.compile(r"\u202a((?:[^\w\n\u202a-\u202e]|\d)*)\u202c")
#: The same with a Latin word, symbol or number and a stop on its left, which ends it in a line that runs to the left.
_STOP_BEFORE: Final = re.compile(r"\u202a([.,:;!?]++)([A-Za-z0-9][^\n\u202a-\u202e]*)\u202c")
#: A line that is set between marks that it runs to the left: only in such a one are those marks the extractor's.
_RIGHT_TO_LEFT: Final = re.compile(r"\u202b.*")
_OF_WORDS: Final = frozenset({"lost_kashidas", "lam_alef_order", "word_spaces"})
#: A mark of a vowel is never at the beginning of a word: the space before it parts nothing.
_BEFORE_MARK: Final = re.compile(f"(?<=[{LETTERS}]) +(?=[{VOWEL_MARKS}]+[{LETTERS}])")
#: The article and an alef with hamza or madda, with a prefix or without: no word ends so. Some extractors see a space
#: behind that ligature, which is narrower than its letters.
_ARTICLE: Final = "[\u0648\u0641]?(?:[\u0628\u0643]?\u0627\u0644|\u0644\u0644)[\u0622\u0623\u0625]"
_AFTER_LIGATURE: Final = re.compile(f"(?<![{LETTERS}{VOWEL_MARKS}])({_ARTICLE}) ([{LETTERS}]{{2,}})")
#: Fewer spaces that were set wrongly, as a share of the words, say nothing of other words.
_MANY: Final = 0.015


def as_written(text: str) -> tuple[str, list[Finding]]:
    """``text`` as its document was written, and what was wrong; direction marks are no fault."""
    if "\r\n" in text:
        written, findings = as_written(text.replace("\r\n", "\n"))
        return written.replace("\n", "\r\n"), findings
    text = _RIGHT_TO_LEFT.sub(_with_signs_as_read, with_stand_ins(text))
    text = drop_controls.repair(text)
    text, kashidas = _with_kashidas(weak_runs.in_reading_order(text))
    text, order = in_reading_order(text)
    text, words = _with_words_forwards(text)
    text, forms = _with_letters(text)
    text, ligatures = _with_ligatures(text)
    text, runs = _with_runs_in_order(text)
    text, spaces = _with_words_apart(text)
    return text, [*kashidas, *order, *words, *forms, *ligatures, *runs, *spaces]


def words_mended(findings: Iterable[Finding]) -> bool:
    """Whether what ``as_written`` found is wrong with words: more of them may be broken than the lexicon could mend."""
    return any(
        finding.fault in _OF_WORDS and (finding.fault != "word_spaces" or finding.score >= _MANY)
        for finding in findings
    )


def ligatures_turned(findings: Iterable[Finding]) -> bool:
    """Whether ``as_written`` found that every lam-alef was turned round; where letters stand for others it still is."""
    return any(f.fault == "lam_alef_order" and turned_ligatures.all_turned(f.score) for f in findings)


def _with_signs_as_read(line: re.Match[str]) -> str:
    """A line with what stands between marks of direction as it is read."""
    read = _LEFTWARDS.sub(lambda run: weak_runs.from_the_right(run[1]), line.group())
    return _STOP_BEFORE.sub(r"\2\1", read)


def _with_words_forwards(text: str) -> tuple[str, list[Finding]]:
    score = backward_words.find(text)
    if not score:
        return text, []
    return backward_words.repair(text), [_finding("visual_order", score, "the letters of some words run backwards")]


def _with_letters(text: str) -> tuple[str, list[Finding]]:
    score = fold_presentation_forms.find(text)
    folded = fold_presentation_forms.repair(text) if score else text
    if folded == text:  # signs of their own stay
        return text, []
    return folded, [_finding("presentation_forms", score, "letters written as presentation forms")]


def _with_kashidas(text: str) -> tuple[str, list[Finding]]:
    signs = restore_kashidas.signs(text)
    if not signs:
        return text, []
    detail = f"kashidas came out as {', '.join(signs)}"
    return restore_kashidas.repair(text, signs), [_finding("lost_kashidas", 1.0, detail)]


def _with_ligatures(text: str) -> tuple[str, list[Finding]]:
    score = turned_ligatures.share(text)
    mended = turned_ligatures.repair(text) if score else text
    if mended == text and not turned_ligatures.all_turned(score):
        return text, []
    return mended, [_finding("lam_alef_order", score, "lam-alef is written as alef-lam")]


def _with_runs_in_order(text: str) -> tuple[str, list[Finding]]:
    if not painted_runs.has_painted_runs(text):
        return text, []
    if not is_read(text, LanguageModel.load()):
        return painted_runs.with_ends_behind(text), []
    ordered = painted_runs.in_reading_order(text)
    if ordered == text:
        return text, []
    return ordered, [_finding("visual_order", 1.0, "the runs of each line stand as they are painted")]


def _with_words_apart(text: str) -> tuple[str, list[Finding]]:
    lm = LanguageModel.load()
    if language([text]) != "ar" or not is_read(text, lm):  # a lexicon of Arabic parts no words of Persian
        return text, []
    joined = _BEFORE_MARK.sub("", text)
    joined = _AFTER_LIGATURE.sub(lambda match: match[1] + match[2] if match[1] + match[2] in lm else match[0], joined)
    mended = respaced(joined)
    if mended is None and joined != text:
        spaces = len(text) - len(joined)
        return joined, [_finding("word_spaces", spaces / len(text.split()), f"{spaces} spaces inside words")]
    if mended is None:
        return text, []
    detail = f"{mended.count} of {mended.words} words were cut by spaces or stood together without one"
    return mended.text, [_finding("word_spaces", mended.share, detail)]


def _finding(fault: str, score: float, detail: str) -> Finding:
    return Finding(fault, "document", "text layer", score, detail)
