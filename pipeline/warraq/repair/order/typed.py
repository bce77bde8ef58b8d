"""How a person types: brackets pair and hug what they hold, stops follow words, options begin with their hyphens.

Several logical strings may paint the same line. UAX #9 has no say in which of them it was; habits of typing have.
``faults`` counts what offends them, so that of such strings the one with the fewest is taken.
"""

from __future__ import annotations

import re
from typing import Final

from warraq.repair.order.behind_numbers import BEFORE_THEIR_NUMBER
from warraq.repair.order.bidi import INTERVAL, fewest_unpaired, unpaired

#: What a bracket without a partner weighs, and a quotation mark: more than any other habit.
_UNPAIRED: Final = 4
_LOOSE_QUOTE: Final = 2
_LATIN: Final = r"A-Za-z\u00c0-\u024f\u0370-\u03ff"
_ARABIC: Final = r"\u0620-\u064a\u066e-\u06d3"
#: Relations and operations that stand between spaces; U+2190 to U+22FF are arrows and mathematical operators, of which
#: U+2200 to 2207, 220F to 2211, 221A to 221E and 222B to 2233 stand before what they operate on.
OPERATOR: Final = (
    r"(?:[:!=<>]==?|[-=]>|<-|&&?|\|\|?|\?\?"
    r"|[=<>+/\u00b1\u00d7\u00f7\u2190-\u21ff\u2208-\u220e\u2212-\u2219\u221f-\u222a\u2234-\u22ff])"
)
#: A tag or the types of a generic one, whose angle brackets pair.
_TAG: Final = re.compile(r"<[A-Za-z/!?%][^<>]*(?<=\S)>")
#: Nouns of what is numbered in a text: table, figure, section, chapter, definition, two words for a theorem, algorithm,
#: equation, example, annex, step, line, page, article, result.
_NUMBERED: Final = "(?:جدول|شكل|قسم|فصل|تعريف|نظرية|مبرهنة|خوارزمية|معادلة|مثال|ملحق|خطوة|سطر|صفحة|مادة|نتيجة)"
#: What a field of a form asks for.
_ASKS: Final = r"(?:Nos?\.?|Number|ID|Ref\.?|Code|Tel\.?|Fax|[SP]/N|VIN|IMEI|IBAN|SWIFT|BIC|DOI|ISBN|ISSN)"
#: A chain of carbons, or what hangs on one (IUPAC nomenclature of organic chemistry, P-21 and P-29).
_COMPOUND: Final = r"(?:meth|eth|prop|but|pent|hex|hept|oct|non|dec)(?:yl|an|en|yn|ox)[a-z]*"
#: What is typed so by nobody.
_FAULTS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # space inside brackets, and none outside
        r"[(\[]\s|\s[)\]](?!\w)",
        rf"[)\]](?=[{_LATIN}\d])|(?<=[)\]])[(\[](?=\d*\.)",
        # a stop after a space, two stops, and a comma before a word
        rf"(?<=\s)[,;:\u060c\u061b](?=\s|$|[\[(])|(?<![^\s(\[\"\u00ab.-])[,;\u060c\u061b](?=\w)|(?<=[{_ARABIC}]\s)\.(?=\s)",
        r"(?<=\s[\u0648\u0641\u0628\u0644\u0643]\s)[,;:.](?=[\w.])|[(\[][,;\u060c]|(?<=[\d)~%]\s):(?=\w)|\d[~\u2248](?=\)|\s\D)|/[a-z]+://|(?<!\S)/\w+(?:@|\s-)",
        r"[,;:\u060c\u061b][.)-](?!\w)|:[,;\u060c]|(?<!\S)[,;]\.|(?<!\S)\.(?:[A-Z][a-z]|[(\[~]|--?[a-z])|[(\[]\.[A-Z][a-z/]|--?\.(?=\s|$)|\(:\.?[A-Z]|&[.\u060c)]|,%",
        # Arabic and Latin in one word, but for a prefix
        rf"[{_ARABIC}]{{2}}[A-Za-z]{{2}}|[A-Za-z]{{2}}[{_ARABIC}]{{2}}",
        r"(?<!\S)\w[^'\s]*'\s[^']*[^\s']'(?=\s|$)",
        r"\" ?\"|[a-z]{2}''|-'\d'|(?<!\S)'%?(?=\w)[^']*\s'(?=\w)|``|\":[A-Za-z]",
        # signs on the wrong side: of a tag, a path, a variable, an option; of a name (C++)
        r"(?<!\S)[^\s<>=\"&-]+>{1,2}(?=[\s.,\u060c]|$)|<\w+<|<\w+,?\s<\w+(?![\w>])|(?<=\w\s)<&(?=\s)|(?<!\S)<\w+\s&|(?<!\S)<<[a-z]",
        r"(?<!\S)(?:[a-z]+/\S*|etc|dev|home|opt|tmp|usr|var)/(?=\s(?![A-Za-z\d]))|(?:[a-z\d]|\w\w)#(?!\w)|(?<![\^\w])(?:\w*[a-z]{2}|[A-Z]\$?\d+)[$@~](?=\s|$)",
        r"(?<!\S)(?:\+\+|[#+])[A-Z](?!\w)|(?<![^\s{(])[A-Za-z]{2,}\\(?=\s|$)|\\[A-Z]:\\|&;",
        r"(?<![^\s\"'(])(?:[a-z]|[a-z]{2}(?=--?\s(?![a-z]{2}))|[a-z][a-z-]+-)--?(?=\s\S)|[a-z]{2}--(?=\s)|(?<!\S)-\w-(?=\s|$)|(?<!\S)---\w|(?<=\s)\d+-\s[a-z]",
        r"[A-Za-z_]\w*\s=\s?\d*\$(?=\s|$)|\w!\s(?:\|\||&&)",
        # an operator with nothing to operate on, or with an Arabic word before and a Latin one behind it
        rf"[{_ARABIC}][:\u060c]?\s?[^\w\s]?{OPERATOR}\s[\d({_LATIN}]|[^\s{_ARABIC}]\s{OPERATOR}\s[{_ARABIC}]",
        rf"[{_ARABIC}]\s\*\*?\s[a-z]|\s{OPERATOR}[,;.\u060c\u061b)\]\"]|/[=+\u2212]|[=+\u2212]/\d|(?<=[(\[|])(?:{OPERATOR}|-)\s",
        rf"[{_ARABIC}][:\u060c]?\s\d+\s=\s|=\s-?[\d.,]+\s\d[\d.,]*(?![\w%])|(?<![\d.,])\d+\s\d{{1,2}}\s[<>=]",
        rf"(?<=\s)=(?:[!:](?=[\s;,.\u060c])|[<>](?=[;,]|\s?$|\s(?:[^\s\w({{\"'\[]|[{_ARABIC}])))|(?<=\s)=<(?=\s)|\w[=!<>]=+(?![\w=(\"'-])",
        r"[<=][;,](?=\s|$)|[=<>\u2208\u2260\u2264\u2265]\s[=<>\u2260\u2264\u2265]\s",
        rf"[<>=\u2264\u2265]\s\S+\s[-\u2212]\s[{_ARABIC}]",
        # ... or behind what it stands before
        r"\d[\u2212-][\[\]](?=\s)|[\u2211\u222b]\s?[+=]|\d\u00b1(?=[.,\u060c)\s]|$)|\)\u00b0|[A-Za-z]\u00d7[.\u060c)]|\w-\s\]|\d\.\s[=<>]\s",
        # relations of one chain that look both ways
        r"[<\u2264]\s\S+\s[>\u2265](?=\s)|[>\u2265]\s\S+\s[<\u2264](?=\s)",
        # what stands in brackets before the name that it belongs to, as a version or the number of a source does
        rf"(?:(?<=[{_ARABIC}])\s?\(\d[^\s()]*\)|\((?:\d+\.[^\s()]+|\d{{4}})\))(?:\s\d+)?\s\.?[{_LATIN}]",
        rf"[{_ARABIC}\]][.:\u060c]?\s?\(?\[\d[^\[\]]*\]\)?\s(?![A-Z][\w-]+,\s[A-Z]\.)[{_LATIN}]",
        # a stage of a version before its number, the time before its date, a transport protocol (IANA) before its port
        r"(?<!\w)(?:rc|alpha|beta|pre|dev)\d*-\d+\.\d|(?<!\w)x\.\d|::\S*:[23]\d{3}(?!\w)|/\d+:[\da-f]*:|(?<!\S)[\da-f]{1,3}:[23]\d{3}::|\d\dT\d\d:\d\d[^\s-]*-\d",
        r"(?<![A-Za-z\d])(?:tcp|udp|sctp|dccp)/\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\s\d{4}\s\d\d?(?![\w:.])",
        # a code before what it is called in a form, the place of a group behind the compound's name (IUPAC)
        rf"\d[\w/-]*\s\(\.?(?:[A-Za-z/.&]+\s)*{_ASKS}\)|{_COMPOUND}(?:\s\([^()]*\))?-\d+(?![\w-])",
        # ... or a number before a name that has one already
        rf"(?<=[{_ARABIC}]\s)\d+\s[A-Za-z][\w./-]*[./-]\d[\d.]*(?=[\s,.\u060c)]|$)",
        BEFORE_THEIR_NUMBER,
        # ... or before that of a thing that is numbered: a definite noun, as no name follows one
        rf"(?<!\w)\u0648?\u0627\u0644{_NUMBERED}\s(?:[{_LATIN}]{{2,}}\s)+\d",
        # a sign that precedes what it is for: a root, what is called, escaped, or a share
        r"[A-Za-z]\u221a|\u221a/|(?:(?<![\w/])[a-z]|[A-Za-z][\u2080-\u2089]+)/1(?!\.?[\w/])|[\d)]\u00a7(?!\w)|\d\s\d[\d.]*/[A-Z]{2}|(?<![\w/])(?:min|sec|hour|day|week|month|year)/\d|\w\.\((?!\d)|[\w)]\s[+\u2212-]?\u221e|\\\{\d|(?<![\w%])[%\u066a]\d[\d.,]*(?!\w)",
    )
)
#: A prefix of one letter (U+0648 waw, 0641 feh, 0628 beh, 0644 lam, 0643 kaf) before what is not Arabic.
_PREFIX: Final = re.compile(rf"(?<!\S)[\u0648\u0641\u0628\u0644\u0643](?=[^\s{_ARABIC}])(?!\W+(?:\s|$))")
_BARS: Final = "\N{DOUBLE VERTICAL LINE}"
#: Straight quotation marks and bars, which have two sides alike: they pair in turn.
_STRAIGHT: Final = ('"', "|", _BARS)
#: What may touch a straight quotation mark from outside.
_BEFORE_QUOTE: Final = frozenset(" ([{=,:<\u00ab\u2018")
_AFTER_QUOTE: Final = frozenset(" )]}>.,:;!?\u00bb\u2019\u060c\u061b\u061f")


def faults(text: str, goes_on: bool = False) -> int:
    """How much in a logical string offends the habits of typing; 0 is best.

    Args:
        text: a line, or a part of one with what stands beside it.
        goes_on: lines go on from it: what it opens may be closed there.
    """
    opened, closed = unpaired(text)
    text = _PREFIX.sub(r"\g<0> ", _TAG.sub("_", INTERVAL.sub("[0]", text)))
    count = _UNPAIRED * (opened + closed) + goes_on * closed + _quote_faults(text, goes_on)
    return count + sum(len(pattern.findall(text)) for pattern in _FAULTS)


def fewest_faults(text: str) -> int:
    """No order of ``text`` has fewer."""
    return _UNPAIRED * fewest_unpaired(text)


def _quote_faults(text: str, goes_on: bool) -> int:
    text = text.replace("||", _BARS)
    count = sum(_loose_marks(text, mark, goes_on) for mark in _STRAIGHT if mark in text)
    if "\u00ab" in text or "\u00bb" in text:
        opened, closed = unpaired(text.translate(_AS_BRACKETS))
        count += _LOOSE_QUOTE * (opened + closed) + goes_on * closed
    return count


#: Angle quotation marks as brackets, and no other brackets.
_AS_BRACKETS: Final = str.maketrans({"\u00ab": "(", "\u00bb": ")", **dict.fromkeys("()[]{}", None)})


def _loose_marks(text: str, mark: str, goes_on: bool) -> int:
    """Marks that neither open nor close anything, or not in turn. The last may go on on a later line."""
    places = [place for place, character in enumerate(text) if character == mark and not _between_spaces(text, place)]
    if len(places) % 2 and not goes_on:
        return 0
    count, inside = 0, False
    for place in places:
        before, after = text[place - 1 : place] or " ", text[place + 1 : place + 2] or " "
        opens = not after.isspace() and (mark != '"' or before in _BEFORE_QUOTE)
        closes = not before.isspace() and (mark != '"' or after in _AFTER_QUOTE)
        count += not (closes if inside else opens)
        inside = not inside if opens == closes else opens
    return count


def _between_spaces(text: str, place: int) -> bool:
    """Whether a mark stands by itself, as the bar of a pipe does."""
    return text[:place][-1:] in ("", " ") and text[place + 1 : place + 2] in ("", " ")
