"""What documents of the United Nations are numbered by: the symbol, the job number, the bar code.

At the foot of a first page stand the job number with the language and the days of processing, ``19-03070 (A) 250319
250319``, and the digits of the bar code, ``*1903070*``; at the foot of the others the job number beside the page's.
"""

from __future__ import annotations

from typing import Final

from pipeline.late import late
from pipeline.made_once import re_pattern

#: V.20-05359 from Vienna, GE.19-12345 from Geneva, 19-03070 from New York: office, year, number.
JOB_NUMBER: Final = r"(?:[A-Z]{1,3}\.)?\d{2}-\d{4,6}"
#: The letter is that of the language; an asterisk says that the document was reissued.
_JOB: Final = late(lambda: re_pattern(rf"{JOB_NUMBER}(?:\([A-Z]\))?\*{{0,3}}"))
#: That of New York by itself may be any number.
_BARE: Final = late(lambda: re_pattern(r"\d{2}-\d{4,6}"))
_CODE: Final = late(lambda: re_pattern(r"\*(?:[A-Z]{1,3}\.)?\d{7}\*"))
#: The same with its digits apart, as Geneva prints it.
_CODE_APART: Final = late(lambda: re_pattern(r"\*(?:\s?\d){7}\s?\*"))
#: What stands beside them: the letter of the language, a day of processing, the number of the page.
_BESIDE: Final = late(lambda: re_pattern(r"\([A-Z]\)\*?|\d{6}|\d{1,3}(?:/\d{1,3})?|/\d{1,3}|\*{1,3}"))
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
    if not 0 < len(words) <= _MOST_WORDS or _BARE.fullmatch(text.strip()):
        return False
    numbers = [word for word in words if _JOB.fullmatch(word) or _CODE.fullmatch(word)]
    return bool(numbers) and all(word in numbers or _BESIDE.fullmatch(word) for word in words)
