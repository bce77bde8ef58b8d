"""Labels that are a word with its number: ``المادة 5``, ``الفصل الثاني``, ``القرار 7/1``, ``مادة (12) مكررا (أ)``."""

# Arabic above: U+0627 U+0644 U+0645 U+0627 U+062F U+0629 (article), U+0627 U+0644 U+0641 U+0635 U+0644
# U+0627 U+0644 U+062B U+0627 U+0646 U+064A (second chapter), U+0627 U+0644 U+0642 U+0631 U+0627 U+0631 (resolution),
# U+0645 U+0643 U+0631 U+0631 U+0627 (bis), U+0623 (its index).

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import regex

from warraq.segment.numbering.words import Entry, OneOff, fold, fold_with_places, fold_word, level, table

#: Styles whose label is a word with a number; ``BARE`` may stand without one.
HEADWORDS: Final = (
    "article",
    "book",
    "division",
    "part",
    "chapter",
    "head",
    "subhead",
    "note",
    "annex",
    "resolution",
    "agenda",
    "speaker",
    "vote",
)
#: Those that count nothing: a colon ends them.
UNCOUNTED: Final = frozenset({"speaker", "vote"})
BARE: Final = frozenset({"annex"})

#: Exactness of a label whose number is bracketed or set off, of one that runs on into its text, and of a damaged word.
SET_OFF: Final = 1.0
RUNS_ON: Final = 0.6
DAMAGED: Final = 0.7
#: A word shorter than this is not mended.
SHORTEST_MENDED: Final = 5

#: bis (folded), and after it an index: in brackets or quotes, behind a slash; a bare one only where the label ends with
#: it, for bis 2- and bis a. are followed by the first of a list, as is bis with firstly. In the brackets of the number
#: whatever is there: an article that is changed has its paragraph with it.
_BIS_WORD = r"\u0645[\u0643\u06a9]\u0631\u0631[\u0627\u0647]?"
_BIS_INDEX = (
    r"(?:\s*(?:\(\s*[\p{Arabic}\d]{1,2}\s*\)|[\"\u00ab]\s*[\p{Arabic}\d]{1,2}\s*[\"\u00bb]"
    r"|/\s*(?:\d{1,2}|\p{Arabic})(?![\p{Arabic}\d]))"
    r"|\s+(?:\d{1,2}|\p{Arabic}|\u062b\u0627\u0646\u064a\u0627|\u062b\u0627\u0644\u062b\u0627"  # secondly, thirdly
    r"|\u0631\u0627\u0628\u0639\u0627|\u062e\u0627\u0645\u0633\u0627|\u0633\u0627\u062f\u0633\u0627"  # to sixthly
    r"|\u0633\u0627\u0628\u0639\u0627|\u062b\u0627\u0645\u0646\u0627|\u062a\u0627\u0633\u0639\u0627"  # to ninthly
    r"|\u0639\u0627\u0634\u0631\u0627)(?=\s*(?:[):\]]|$)))"  # tenthly
)
_BIS = rf"(?P<bis>\s*\(?\s*{_BIS_WORD}(?:\s*\)?{_BIS_INDEX}\s*\)?|\s*\))?)?"
_BIS_INSIDE = rf"(?P<bis>{_BIS_WORD}(?:[\s/][^()\[\]]{{1,24}})?)"
#: Arabic-Indic digits are of the script too: the number may follow without a space.
_WORD = regex.compile(r"[(\[\u00ab\"]?\s*(?P<word>(?:(?!\d)[\p{Arabic}\p{Mn}\u0640]){3,16})(?!(?!\d)\p{Arabic})")
#: The same word without marks, before a sign of ASCII or a comma, as most texts begin: seen in a third of the time. And
#: how a text has to begin for there to be one.
_PLAIN_WORD = re.compile(r"[\u0621-\u063a\u0641-\u064a]{3,16}(?=[\x00-\x7f\u060c\u061b]|\Z)").match
_MAY_BEGIN = re.compile(r"[(\[\u00ab\"]?\s*[^\x00-\x7f]").match
_TEH_MARBUTA: Final = "\u0629"
_RQM = "\u0631\u0642\u0645"  # rqm, number
_DIGITS = regex.compile(
    rf"\s*(?:{_RQM}\s*)?"
    rf"(?:[(\[]\s*(?P<bracketed>\d{{1,4}}(?:/\d{{1,4}})?)\s*(?:[)\]]{_BIS}|{_BIS_INSIDE}[)\]])"
    rf"|(?P<number>\d{{1,4}}(?:/\d{{1,4}})?)(?![\d/.,]\d){_BIS})"
)
#: Of a decision: who took it stands before the number, the year after it.
_DECISION = regex.compile(
    rf"(?:\s+\p{{Arabic}}+){{0,6}}\s+{_RQM}\s*[(\[]?(?P<number>\d{{1,4}})[)\]]?"
    # lsnh, of the year; mim, of the common era, and heh, of the hijra
    r"(?:\s+\u0644\u0633\u0646\u0647\s+[(\[]?\d{4}(?:\s?[\u0645\u0647]\u0640?)?(?!\w)[)\]]?)?"
)
#: Of a resolution of the Security Council: the year stands behind it, 2532 (2020).
_OF_COUNCIL = regex.compile(r"\s*(?P<number>\d{1,4})\s?\((?P<year>\d{4})\)")
#: The rest of a speaker's name, the state and the language in brackets, and the colon.
_NAME = regex.compile(r"(?:(?!\d)[\w \p{Mn}\u0640\-'\u2019./]|\([^()]{2,60}\)){0,120}?\s*:\s*")
#: Of an annex: a letter and what stands behind it in the same quotes or brackets, and nothing else.
_LETTERED = regex.compile(
    r"\s+(?P<lettered>(?P<open>[(\[\"\u00ab])?(?P<letter>\p{Arabic})(?:\s?[-\u2010-\u2015]\s?\d{1,2})?(?(open)[)\]\"\u00bb]))"
    r"\s*[:.\-\u2010-\u2015]*\s*"
)
_STOP = regex.compile(r"\s*(?P<stop>[)\]\u00bb\"]?\s*[:.\-\u2010-\u2015\u0640]*[)\]]?)\s*")
#: After the number of an item on the front of a document that is of it: 3 (b) mn jdwl, of the agenda (folded).
_OF_AGENDA = regex.compile(
    r"(?:\(\p{Arabic}{1,2}\)\s)?\u0645\u0646\s(?:\u0645\u0634\u0631\u0648\u0639\s)?\u062c\u062f\u0648\u0644"
)
#: After the number of a label that is only referred to: a comma, a bracket, a conjunction with a number.
_GOES_ON = regex.compile(r"[\u060c,/)\]\u061b;]|\u0648\s?[\d(]")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A headword with its number at the start of a text; the fields of ``numbering.Label``."""

    style: str
    ordinal: int
    number: str
    end: int
    exactness: float


@cache
def _words() -> dict[str, str]:
    """Folded headword -> its style."""
    return {spelling: style for style in HEADWORDS for entry in table()[style] for spelling in entry.spellings}


@cache
def _mendable(length: int) -> tuple[OneOff, tuple[str, ...]]:
    """The headwords that a word of so many letters may be one letter away from, and the style of each."""
    words = {known: style for known, style in _words().items() if len(known) >= SHORTEST_MENDED}
    return OneOff(tuple(words), length), tuple(words.values())


@lru_cache(maxsize=1024)
def _plain_style(word: str) -> tuple[str, float]:
    """``_style`` of a word without marks and signs: lines begin with the same few again and again."""
    return _style(level(word))


def _style(word: str) -> tuple[str, float]:
    """The style that a folded word heads, and how exactly; an empty style where it heads none."""
    style = _words().get(word)
    if style is not None:
        return style, SET_OFF
    if len(word) >= SHORTEST_MENDED:
        known, styles = _mendable(len(word))
        near = {styles[place] for place in known.places(word)}
        if len(near) == 1:
            return near.pop(), DAMAGED
    return "", 0.0


@cache
def ranks() -> regex.Pattern[str]:
    """A definite ordinal in words: unit, teen, ten, hundred as named parts (folded)."""

    def choice(entries: Sequence[Entry]) -> str:
        return "|".join(sorted((spelling for entry in entries for spelling in entry.spellings), key=len, reverse=True))

    ranks = table()["rank"]
    units = choice([entry for entry in ranks if entry.ordinal <= 11])
    tens = choice([entry for entry in ranks if 20 <= entry.ordinal < 100])
    hundreds = choice([entry for entry in ranks if entry.ordinal >= 100])
    teen = choice(table()["teen"])
    after = "\u0628\u0639\u062f"  # bed, after
    return regex.compile(
        rf"\s+(?:(?:(?P<unit>{units})(?:\s+(?P<teen>{teen})|\s+\u0648(?P<ten>{tens}))?|(?P<tens>{tens}))"
        rf"(?:\s+{after}\s+(?P<hundred>{hundreds}))?|(?P<hundreds>{hundreds}))(?!\p{{Arabic}})" + _BIS
    )


@cache
def persian_ranks() -> regex.Pattern[str]:
    """An ordinal of Persian or Urdu in words (folded): a ten may stand before it, with a w between them."""
    ranks, tens = (
        "|".join(sorted((spelling for entry in table()[style] for spelling in entry.spellings), key=len, reverse=True))
        for style in ("persian_rank", "persian_ten")
    )
    return regex.compile(rf"\s+(?:(?P<tens>{tens})\s?\u0648\s?)?(?P<rank>{ranks})(?!\p{{Arabic}})" + _BIS)


def rank_value(match: regex.Match[str]) -> int:
    """The value of a match of the ordinals in words: unit + ten + hundred; eleven is a unit of its own with its ten."""
    values = _rank_values()
    if match.groupdict().get("rank"):
        return values[match["rank"]] + (values[match["tens"]] if match["tens"] else 0)
    total = sum(values[match[name]] for name in ("unit", "ten", "tens", "hundred", "hundreds") if match[name])
    if match["teen"]:
        return total + 10 if match["unit"] and values[match["unit"]] < 11 else total
    # U+0627 U+0644 U+062D U+0627 U+062F U+064A, the one-and- of twenty-one: 1, not 11
    return total - 10 if match["unit"] and values[match["unit"]] == 11 else total


@cache
def _rank_values() -> Mapping[str, int]:
    rows = (entry for style in ("rank", "persian_rank", "persian_ten") for entry in table()[style])
    return {spelling: entry.ordinal for entry in rows for spelling in entry.spellings}


@cache
def _cited() -> frozenset[str]:
    return frozenset(spelling for entry in table()["cited"] for spelling in entry.spellings)


@cache
def _below() -> regex.Pattern[str]:
    """What makes a headword one of the level below (folded)."""
    words = "|".join(spelling for entry in table()["below"] for spelling in entry.spellings)
    return regex.compile(rf"\s+(?:{words})(?!\p{{Arabic}})")


@cache
def _letters() -> Mapping[str, int]:
    return {spelling: entry.ordinal for entry in table()["letter"] for spelling in entry.spellings}


def read_headword(text: str) -> Numbered | None:
    """The label that ``text`` opens with, if it is a word with a number. Example: ``المادة 5: نص`` gives article 5."""
    if text[:1].isdecimal():
        return None
    plain = _PLAIN_WORD(text)
    if plain is None:
        printed = _WORD.match(text) if _MAY_BEGIN(text) else None
        if printed is None:
            return None
        style, share = _style(fold_word(printed["word"]))
    else:
        style, share = _plain_style(plain[0])
    if not style:
        return None
    folded, places = fold_with_places(text)
    head = _WORD.match(folded)
    assert head is not None  # folding keeps the letters
    end = head.end()
    if style == "note" and _TEH_MARBUTA in text[: places[end]]:
        return None  # a word of Arabic
    if style in UNCOUNTED:
        name = _NAME.match(folded, end)
        return Numbered(style, 0, "", places[name.end()], SET_OFF) if name and share == SET_OFF else None
    if style == "head" and (below := _below().match(folded, end)):
        style, end = "subhead", below.end()
    digits = _DIGITS.match(folded, end) or ranks().match(folded, end) or _persian_rank(text, folded, places, end)
    if style == "annex":
        digits = digits or _LETTERED.fullmatch(folded, end)
    if style == "resolution":
        digits = _OF_COUNCIL.match(folded, end) or _DECISION.match(folded, end) or digits
    if digits is None:
        if style in BARE and share == SET_OFF and not folded[end:].strip(" :.-"):
            return Numbered(style, 0, "", len(text), share)
        return None
    stop = _STOP.match(folded, digits.end())
    assert stop is not None  # every part of it is optional
    exactness = _exactness(folded, stop, bracketed=bool(digits.groupdict().get("bracketed")))
    if exactness and (share == SET_OFF or exactness == SET_OFF):
        ordinal, number = _number(digits, text, places)
        return Numbered(style, ordinal, number, places[stop.end()], exactness * share)
    return None


def _persian_rank(text: str, folded: str, places: Sequence[int], end: int) -> regex.Match[str] | None:
    """The ordinal of Persian or Urdu behind a headword; its first has a plain alef, that of Arabic none."""
    match = persian_ranks().match(folded, end)
    if match is None or text[places[match.start("rank")]] == "\u0623":
        return None
    return match


def _exactness(folded: str, stop: regex.Match[str], *, bracketed: bool) -> float:
    """How surely what stands here is a label and not a reference; 0 for a reference."""
    rest = folded[stop.end() :]
    if not rest or set(stop["stop"]) & set(":.-\u2013\u2014\u2010\u2011\u2012\u2015\u0640"):
        return SET_OFF
    following = rest.split(maxsplit=1)[0].strip("()\u060c,.:")
    if _GOES_ON.match(rest) or _OF_AGENDA.match(rest) or following in _cited():
        return 0.0
    return DAMAGED if bracketed else RUNS_ON


def _number(match: regex.Match[str], text: str, places: Sequence[int]) -> tuple[int, str]:
    """Ordinal and number as it is cited: ``5``, ``7/1``, ``2532 (2020)``, ``12 مكررا``, a rank as it is printed."""
    parts = match.groupdict()
    if parts.get("lettered"):
        letter = text[places[match.start("lettered")] : places[match.end("lettered")]].strip('()[]"\u00ab\u00bb ')
        return _letters().get(parts["letter"], 0), letter
    bis = _bis(text[places[match.start("bis")] : places[match.end("bis")]]) if parts.get("bis") else ""
    digits = parts.get("bracketed") or parts.get("number")
    if parts.get("year"):
        return int(digits), f"{int(digits)} ({int(parts['year'])})"
    if digits:
        numbers = [str(int(part)) for part in digits.split("/")]
        return int(numbers[-1]), "/".join(numbers) + (f" {bis}" if bis else "")
    end = match.start("bis") if bis else match.end()
    rank = " ".join(fold(text[places[match.start()] : places[end]], letters=False).split())
    return rank_value(match), rank + (f" {bis}" if bis else "")


def _bis(printed: str) -> str:
    """bis with its index as it is printed, without marks and without the brackets around both."""
    bis = " ".join(fold(printed, letters=False).split()).removeprefix("(").lstrip()
    return bis.removesuffix(")").rstrip() if bis.count(")") > bis.count("(") else bis
