"""What is written behind its number: symbols of units, counted things, codes of currencies, the reason of a status.

UAX #9 paints alike what stands before a number and what stands behind it, in a right-to-left line: names come before
theirs (``ISO 9001``), these don't.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Final

#: Symbols of units with their prefixes (The International System of Units, tables 2 to 8; ISO 80000-13), and those that
#: engineers, doctors and printers use beside them, but for single letters, which name other things as well.
_SYMBOL: Final = (
    r"(?:[kcm\u00b5\u03bcn]m[\u00b2\u00b3]?|[km\u00b5\u03bc]g|[mcd][lL]|ha|[kMGT]Wh?|[kMG]?Hz|[khM]Pa|[kM][JNV]|[mn\u00b5\u03bc]?mol"
    r"|[kKMGTP]i?B|[kMGT]?bps|[kmM]?cal|[km\u00b5\u03bcn][AVW]|kVA|[m\u00b5\u03bc][FHs]|ns|pF|[kMm]?[\u03a9\u2126]|\u00c5|MP|atm|\u00b0[CF]"
    r"|dpi|ppi|pp[mb]|rpm|fps|px|pt|d[Bb][mi]?|[kMG]?eV|m?Ah|bits?|bytes?|[mk]?bar|psi|mmHg|BTU|IU|mcg|mEq|bpm|hp|mph|kmh|lbs?|oz)"
)
#: ... a quotient has such letters in it, too.
_PART: Final = rf"(?:{_SYMBOL}|[kMGT]?bit|day|min|step|[gmsAKJNWCVLlhTM][\u00b2\u00b3]?)"
#: Units of one letter that number other things less often than they are ones.
_LETTER: Final = "[gLVWJN]"
#: ... and those that number other things as often: only with decimals; where they name few things, with any number that
#: is no small one.
_LETTER_OF_DECIMALS: Final = "[mslhAKMTFC]"
_LETTER_OF_MANY: Final = "[msK]"
_DECIMALS: Final = r"\d+[.,\u066b]\d"
#: What is counted, an English plural, but for parts of a text, whose numbers follow.
_COUNTED: Final = (
    r"(?!(?:pages|lines|vols|figs|tables|chapters|parts|steps|items|ports|rows|columns|notes)\b)[a-z]{2,}[^s\W\d_]s"
)
#: A remark in brackets between a unit and its number, as they are painted.
_REMARK: Final = r"(?:\s\([^()]*\))?"
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
    rf"(?<![^\W_])(?<!/)(?<![A-Za-z]\s)(?:{_PART}(?:[/\u00b7]{_PART})+|{_SYMBOL}|{_CURRENCY}){_REMARK}[\s-]\d"
    rf"|(?:(?<=[\u0620-\u064a\d]\s)|(?<=\s\())(?:{_LETTER}\s\d|{_LETTER_OF_DECIMALS}\s{_DECIMALS}|{_LETTER_OF_MANY}\s\d\d)"
    rf"|(?:(?<=[\u0620-\u064a]\s)|(?<=\s\()){_COUNTED}\s\d|{_OPEN_REMARK}|(?<!\w){_OF_HOURS}|(?:{_STATUS})(?!\d)"
)
