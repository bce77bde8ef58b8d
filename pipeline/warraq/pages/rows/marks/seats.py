"""Hamza and madda back on their alef: faces that draw them apart set those of a lam-alef beside its alef, not over it.

Katibeh and Gulzar draw them over the lam, Mirza and Aref Ruqaa over the letter behind the ligature. No lam carries
either, nor does any letter but alef, waw and yeh.

>>> reseated("\\u0627\\u0644\\u0655\\u0627") == "\\u0627\\u0644\\u0625"
True
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: Madda, hamza above and hamza below, which make another letter of the alef before.
SEATED: Final = frozenset("\u0653\u0654\u0655")
#: Letters of Arabic that carry none of them: not alef, waw and yeh, nor heh, which has one in Persian.
_NO_SEAT: Final = "[\u0628-\u063a\u0641-\u0646]"
#: A lam that is drawn apart from its alef has been given another one for its hamza. With a vowel before the hamza it is
#: the Koran's own spelling, in which a hamza stands between the two.
_OVER_LAM: Final = re.compile("(\u0644)([\u0653-\u0655])\u0627\u0627?")
_BEHIND: Final = re.compile(rf"(\u0644\u0627)({_NO_SEAT})([\u0653-\u0655])")


def reseated(text: str) -> str:
    """``text`` of a word with each hamza or madda that stands on the lam of a lam-alef, or on a letter behind it that
    carries none, on its alef."""
    text = _OVER_LAM.sub("\\1\u0627\\2", text)
    return unicodedata.normalize("NFC", _BEHIND.sub(r"\1\3\2", text))
