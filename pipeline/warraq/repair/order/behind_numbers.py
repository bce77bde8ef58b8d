"""What is written behind its number: symbols of units, counted things, codes of currencies, the reason of a status.

UAX #9 paints alike what stands before a number and what stands behind it, in a right-to-left line: names come before
theirs (``ISO 9001``), these don't.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Final

#: Prefixes and units (The International System of Units, tables 2 to 8; ISO 80000-13). Capitals that name other things
#: more often (``PA``, ``TV``, ``MS``) and ``pH`` are none.
_MULTIPLE: Final = (
    r"(?:[kcm\u00b5\u03bcnpf]m[\u00b2\u00b3]?|[km\u00b5\u03bcnp][gs]|[mcd\u00b5\u03bcnpf][lL]|[km\u00b5\u03bcnp][AVW]|[MGT][W\u03a9]|[MG][VJN]|[km][JNTK]"
    r"|[m\u00b5\u03bcnp]F|[m\u00b5\u03bcn]H|[kMm]?[\u03a9\u2126]|[kMGm\u00b5\u03bcn]?(?:Sv|Gy|Bq|Pa|Hz|eV|cal|bar|mol|FLOPS|lm|lx|Wb|Ci)|T(?:Hz|Bq|eV|FLOPS)"
    r"|hPa|[kMGT]?(?:Wh|bps|bit)|[kKMGTP]i?[Bb]|m?Ah|[kM]?VA)"
)
#: ... and what engineers, doctors, astronomers and printers use beside them.
_SYMBOL: Final = (
    rf"(?:{_MULTIPLE}|ha|\u00c5|MP|atm|\u00b0[CF]|dpi|ppi|pp[mb]|rpm|fps|px|pt|dB[mi]?|bits|bytes?|psi|mmHg|BTU|IU|mcg"
    r"|mEq|bpm|hp|mph|kmh|lbs?|oz|pcs|AU|rem|min|sec|hrs?|kt|cbm|sqm|ft|gal|tbsp|tsp|NTU)"
)
#: ... a quotient has such letters and words in it, too.
_PART: Final = rf"(?:{_SYMBOL}|[gmsAKJNWCVLlhTM][\u00b2\u00b3]?|day|step)"
_QUOTIENT: Final = rf"(?:{_PART}(?:[/\u00b7]{_PART})+|{_SYMBOL}/[a-z]+)"
#: Units of one letter that number other things less often than they are ones.
_LETTER: Final = "[mgshLVWJN]"
#: ... and those that number other things as often: only with decimals; where they name few things, with any number that
#: is no small one.
_LETTER_OF_DECIMALS: Final = "[lAKMTFCD]"
_LETTER_OF_MANY: Final = "K"
_DECIMALS: Final = r"\d+[.,\u066b]\d"
#: What is counted, an English plural, but for parts of a text, whose numbers follow.
_PARTS: Final = "(?:https|pages|lines|vols|figs|tables|chapters|parts|steps|items|ports|rows|columns|notes)"
_COUNTED: Final = rf"(?!{_PARTS}\b)[a-z]{{2,}}[^s\W\d_]s"
#: A remark in brackets between a unit and its number, as they are painted.
_REMARK: Final = r"(?:\s\([^()]*\))?"
#: What stands before a letter that is no part of a Latin phrase.
_ALONE: Final = r"(?:(?<=[\u0620-\u064a\d]\s)|(?<=\s[(+\u2212-])|(?<=[<>=\u2264\u2265\u2248\u00b1]\s))"
#: A unit and what it is of: ``GB RAM``.
_WITH_NAME: Final = rf"(?<![^\W_])(?<![A-Za-z\d]\s){_SYMBOL}\s[A-Z][A-Za-z\d]*\s\d"
#: ... and one that ends on another line.
_OPEN_REMARK: Final = rf"(?<![^\W_])(?<![A-Za-z\d]\s){_SYMBOL}\s\([^()]*(?<![\w.,])\d"
#: Codes of currencies (ISO 4217): those that are traded most, and those of Arab countries.
_CURRENCY: Final = (
    "(?:USD|EUR|JPY|GBP|CHF|CNY|INR|CAD|AUD|TRY"
    "|SAR|AED|EGP|DZD|MAD|TND|LYD|SDG|MRU|KWD|QAR|BHD|OMR|YER|JOD|IQD|LBP|SYP)"
)
#: What an hour may have behind it.
_OF_HOURS: Final = r"(?:(?:UTC|GMT)(?:[+-]\d\d?(?::?\d\d)?)?|AM|PM|am|pm)\s\d\d?:\d\d"
#: Statuses of HTTP (RFC 9110).
_STATUS: Final = "|".join(f"{re.escape(status.phrase)} {status.value}" for status in HTTPStatus)
#: One of these before its number.
BEFORE_THEIR_NUMBER: Final = (
    rf"(?<![^\W_])(?<!/)(?<![A-Za-z]\s)(?:{_QUOTIENT}|{_SYMBOL}|{_CURRENCY}){_REMARK}[\s-]\d"
    rf"|{_ALONE}(?:{_LETTER}\s\d|{_LETTER_OF_DECIMALS}\s{_DECIMALS}|{_LETTER_OF_MANY}\s\d\d)"
    rf"|(?:(?<=[\u0620-\u064a]\s)|(?<=\s\()){_COUNTED}\s\d+(?!\.?\d)|{_WITH_NAME}|{_OPEN_REMARK}|(?<!\w){_OF_HOURS}|(?:{_STATUS})(?!\d)"
)
