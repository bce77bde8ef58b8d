"""Whether a person must look before anyone relies on the text, and why.

The stages flag words and report faults; here they are weighed for the document as a whole. Each reason is a finding,
and its name is in ``Quality.reasons``. An honest document in whatever language gives none: its letters stand as they
were claimed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

import regex

from warraq.config import Config
from warraq.model.document import Document, FindingReport, PageReport, UncertainWord
from warraq.model.finding import Finding
from warraq.segment.numbering.profiles import by_name

#: Findings of other stages that are reasons of their own: a page that was read or painted in part, a lost number,
#: columns read across each other.
REPORTED: Final = frozenset({"damaged_page", "missing_glyphs", "number_inferred", "uncertain_order"})
#: Numbers that don't follow the one before are reasons in a kind of document whose numbers do. Laws quote articles of
#: others, exercises begin again: of the 95 real files that were judged by eye, no number that another kind seemed to
#: miss was lost.
NUMBERING: Final = frozenset({"numbering_gap", "numbering_repeat"})
#: A font whose use is less than this share of all codes may stay unreadable: an ornament, a logo.
UNREADABLE_SHARE: Final = 0.1
#: Letters that stand in words which no text of the language model has (share), and how many words say anything.
#: Restored generated files stay below 0.02, honest laws and school books below 0.08; what was not restored has 0.3.
UNLIKELY_SHARE: Final = 0.15
#: ... in Urdu, of which fewer words are known: slices of texts that people wrote have up to 0.19, of Persian ones 0.09.
UNLIKELY_SHARE_OF: Final = {"ur": 0.25}
UNLIKELY_LEAST: Final = 20
#: Another reading of a word counts from this probability on.
LIKELY: Final = 0.1
#: A word that is right with less than this probability is wrong, and worth a look be it the only one.
HARDLY: Final = 0.1
#: Signs that group digits alike: U+060C Arabic comma, U+066C Arabic thousands separator.
_GROUPING: Final = re.compile(r"(?<=\d)[,\u060c\u066c](?=\d{3}(?!\d))")
_WORD: Final = re.compile(r"[\u0621-\u063a\u0641-\u064a\u066e-\u06d3]{2,}")
_MARKS: Final = regex.compile(r"\p{Mn}+")


def review(document: Document, config: Config) -> Document:
    """The document with its reasons for review, if there are any."""
    findings = [finding for check in CHECKS for finding in check(document, config)]
    reported = REPORTED | NUMBERING if _numbers_follow(document) else REPORTED
    faults = [finding.fault for finding in document.findings if finding.fault in reported]
    reasons = tuple(dict.fromkeys((*(finding.fault for finding in findings), *faults)))
    quality = replace(document.quality, needs_review=bool(reasons), reasons=reasons)
    return replace(document, quality=quality, findings=(*document.findings, *findings, *_ocr_layer(document)))


def _ocr_layer(document: Document) -> Iterator[FindingReport]:
    """Text that somebody's OCR read in pictures, which is no reason by itself: it may be as good as any, or not."""
    recognised = [page.number for page in document.pages if page.kind == "ocr_layer"]
    if recognised:
        share = len(recognised) / len(document.pages)
        detail = (
            f"The text of {len(recognised)} of {len(document.pages)} pages is what somebody's OCR read in pictures, "
            f"with its mistakes: {_ranges(recognised)}."
        )
        yield _reason(document, "ocr_layer", share, detail)


def _numbers_follow(document: Document) -> bool:
    """Whether the numbers of its kind of document follow each other without a gap."""
    profile = document.metadata.profile
    return profile is not None and by_name(profile).unbroken


def uncertain_words(document: Document, config: Config) -> Iterator[FindingReport]:
    """Too large a share of the words is uncertain, in more than how their digits are grouped."""
    words = document.quality.words
    doubtful = document.quality.uncertain - sum(map(_is_grouping, _listed(document)))
    share = doubtful / words if words else 0.0
    if share > 1 - config.review_below:
        detail = f"{doubtful} of {words} words are uncertain: the text was restored only in part."
        yield _reason(document, "uncertain_words", share, detail)


def wrong_words(document: Document, config: Config) -> Iterator[FindingReport]:
    """Words of the body of which no reading is likely: how few they are among all doesn't make them right."""
    wrong = sum(word.confidence < HARDLY for word in _listed(document) if not _is_grouping(word))
    if wrong:
        detail = f"All but surely wrong, since no reading is likely: {wrong} of {document.quality.words} words."
        yield _reason(document, "wrong_words", wrong / max(document.quality.words, 1), detail)


def _listed(document: Document) -> Iterator[UncertainWord]:
    """The words of the body that are listed as uncertain."""
    for node in document.walk():
        yield from node.uncertain


def _is_grouping(word: UncertainWord) -> bool:
    """Whether what it may else be, likely enough, has the same digits in the same groups: ``1,000`` of any script."""
    others = [other.text for other in word.alternatives if other.probability >= LIKELY]
    return bool(others) and {_GROUPING.sub(",", other) for other in others} == {_GROUPING.sub(",", word.word)}


def unreadable_font(document: Document, config: Config) -> Iterator[FindingReport]:
    """A font of the text could not be read."""
    total = sum(font.codes for font in document.fonts)
    for font in document.fonts:
        if font.verdict == "unreadable" and font.codes > UNREADABLE_SHARE * total:
            detail = f"What {font.name} writes was not restored: neither its tables, outlines nor the language tell."
            yield _reason(document, "unreadable_font", 1 - font.confidence, detail)


def unlikely_words(document: Document, config: Config) -> Iterator[FindingReport]:
    """A text that was changed is not made of words."""
    if not any(font.verdict not in ("honest", "unreadable") for font in document.fonts):
        return  # what nobody changed may be in any language
    from warraq.language.alphabets import ALPHABETS  # the honest don't pay for it

    code = document.metadata.language or "ar"
    if code not in ALPHABETS:
        return  # no other language's words are known
    content = "\n".join([node.content for node in document.walk()])
    words = _WORD.findall(_MARKS.sub("", content))
    if len(words) < UNLIKELY_LEAST:
        return
    from warraq.language.model import LanguageModel

    times = Counter(map(ALPHABETS[code].looked_up, words))
    letters = len("".join(words))
    unknown = sum(len(word) * times[word] for word in LanguageModel.load(code).unknown(times))
    if unknown > UNLIKELY_SHARE_OF.get(code, UNLIKELY_SHARE) * letters:
        detail = f"{unknown / letters:.0%} of the letters stand in no known word: another language, or not restored."
        yield _reason(document, "unlikely_words", unknown / letters, detail)


def no_words(document: Document, config: Config) -> Iterator[FindingReport]:
    """Nothing was read."""
    if not document.quality.words:
        yield _reason(document, "no_words", 1.0, "No word of a text was read, of headers and footers at most.")


def pages_without_text(document: Document, config: Config) -> Iterator[FindingReport]:
    """Pages show pictures, or letters that are drawn, and no text: what stands there is not in the document."""
    for finding in pictures_among(document.pages, document.source.file):
        yield _reason(document, finding.fault, finding.score, finding.detail)


def pictures_among(pages: Sequence[PageReport], file: str) -> list[Finding]:
    """The finding of ``pages_without_text``, if there is one."""
    pictures = [page.number for page in pages if page.kind == "picture"]
    if not pictures:
        return []
    detail = f"{len(pictures)} of {len(pages)} pages are pictures without text: {_ranges(pictures)}."
    return [Finding("pages_without_text", "document", file, round(len(pictures) / len(pages), 4), detail)]


def _ranges(numbers: Sequence[int]) -> str:
    """Rising numbers as a person lists them.

    >>> _ranges([1, 2, 3, 5, 7, 8])
    '1-3, 5, 7-8'
    """
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


CHECKS: Final[tuple[Callable[[Document, Config], Iterator[FindingReport]], ...]] = (
    uncertain_words,
    wrong_words,
    unreadable_font,
    unlikely_words,
    no_words,
    pages_without_text,
)


def _reason(document: Document, fault: str, score: float, detail: str) -> FindingReport:
    where = document.source.file
    return FindingReport(
        fault=fault, subject="document", where=where, score=round(min(float(score), 1.0), 4), detail=detail
    )
