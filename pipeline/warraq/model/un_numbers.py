"""What documents of the United Nations are known by: the distribution block, the job number, the bar code.

Under the symbol stands how far the document goes, its date and languages: ``Distr.: General``, ``22 February 2019``,
``Arabic``, ``Original: English``; older ones have the symbol among these.

At the foot of a first page stand the job number with the language and the days of processing, ``19-03070 (A) 250319
250319``, and the digits of the bar code, ``*1903070*``; at the foot of the others the job number beside the page's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

#: V.20-05359 from Vienna, GE.19-12345 from Geneva, B19-00123 from Bangkok, K1900123 from Nairobi, 19-03070 from New
#: York and elsewhere: office, year, number.
JOB_NUMBER: Final = r"(?:[A-Z]{1,3}\.\d{2}-\d{4,6}|B\d{2}-\d{5}|K\d{7}|\d{2}-\d{5})"
#: The letter is that of the language; an asterisk says that the document was reissued.
_JOB: Final = re.compile(rf"{JOB_NUMBER}(?:\([A-Z]\))?\*{{0,3}}")
#: That of New York by itself may be any number, and beside a short one a range of them.
_BARE: Final = re.compile(r"\d{2}-\d{5}|\d{1,3}")
_CODE: Final = re.compile(r"\*(?:[A-Z]{1,3}\.|[BK])?\d{7}\*")
#: The same with its digits apart, as Geneva prints it.
_CODE_APART: Final = re.compile(r"\*(?:\s?\d){7}\s?\*")
#: Where the distribution is told, at the beginning of what is said of it.
DISTRIBUTION: Final = re.compile(r"(?:^|(?<=\s))Distr\b")
_DISTRIBUTED: Final = re.compile(
    r"Distr\b\.?\s?:?\s?(?i:general|g\u00e9n\u00e9rale|limited|limit\u00e9e|limitada|restricted|restreinte|reservada|"
    r"provisional|provisoire)\b(?!\s?[A-Za-z])"
)
#: The organ may stand beside it.
_ALONE: Final = re.compile(r"Distr\b[.:\s]*(?:$|[\u0620-\u064a])")
#: What follows it where its kind stands in a line of its own.
_ORIGINAL: Final = re.compile(r"(?:^|\s)Original\s?:", re.IGNORECASE)
_DATE: Final = re.compile(r"(?:^|\s)\d{1,2} (?:de )?[A-Za-z\u00c0-\u00ff]{3,10} (?:de )?\d{4}(?:\s|$)")
#: What stands beside them: the letter of the language, a day of processing, the number of the page.
_BESIDE: Final = re.compile(r"\([A-Z]\)\*?|\d{6}|\d{1,3}(?:/\d{1,3})?|/\d{1,3}|\*{1,3}")
#: Words of such a line at most.
_MOST_WORDS: Final = 8


def is_job_line(text: str) -> bool:
    """Whether a line holds a job number or the digits of a bar code, and nothing but what stands beside them.

    >>> is_job_line("250319 250319 (A) 19-03070"), is_job_line("*1903070*"), is_job_line("7-12 19-03070")
    (True, True, False)
    """
    if _CODE_APART.fullmatch(text.strip()):
        return True
    words = text.split()
    if len(words) > _MOST_WORDS or all(_BARE.fullmatch(word) for word in words):
        return False
    numbers = [word for word in words if _JOB.fullmatch(word) or _CODE.fullmatch(word)]
    return bool(numbers) and all(word in numbers or _BESIDE.fullmatch(word) for word in words)


def job_numbers(texts: Iterable[str]) -> frozenset[str]:
    """The job numbers of the lines that are known to hold one: by itself it is one where another line says so.

    >>> sorted(job_numbers(["19-03070 (A) 250319", "19-03070", "07-12345"]))
    ['19-03070']
    """
    return frozenset(word for text in texts if is_job_line(text) for word in text.split() if _JOB.fullmatch(word))


def says_original(text: str) -> bool:
    """Whether a line of the distribution block tells the language of the original, which ends the block."""
    return _ORIGINAL.search(text) is not None


def is_distribution(texts: Sequence[str]) -> bool:
    """Whether these lines are a distribution block, the first with ``Distr``: it says how far the document goes, or a
    date or the language of the original follows.

    >>> is_distribution(["Distr.: General"]), is_distribution(["Distr.", "LIMITED", "22 March 2019"])
    (True, True)
    >>> is_distribution(["12 University Street, Distr. 5", "Cairo"])
    False
    """
    if _DISTRIBUTED.search(texts[0]):
        return True
    return _ALONE.search(texts[0]) is not None and any(_DATE.search(text) or says_original(text) for text in texts[1:])
