"""A lam-alef ligature that came out as alef-lam: the mapped pair was stored in painted order.

poppler, MuPDF and older Distillers do it. Arabic never spells a bare alef before a hamzated one and a lam, and hardly
a word begins with two bare alefs and a lam, so both are signs; the gate asks that they outnumber the sound spelling.
After the preposition lam the article has no alef: there the likelier of both spellings is read.

>>> repair("\\u0627\\u0623\\u0644\\u0645\\u0645") == "\\u0627\\u0644\\u0623\\u0645\\u0645"
True
"""

from __future__ import annotations

import re
from typing import Final

from warraq.language.model import LanguageModel

#: A letter: what follows the lam must be one at once. Beside marks it would hang on what is done to those.
_LETTER: Final = "[\u0620-\u063a\u0641-\u064a\u066e\u066f\u0671-\u06d3]"
#: The article, after a one-letter preposition or conjunction or none, before a hamzated alef or a bare one.
_BROKEN: Final = re.compile(
    r"(?<![\u0620-\u06d3])(?P<before>[\u0648\u0641\u0628\u0643]{0,2}\u0627)(?P<alef>[\u0622\u0623\u0625\u0627])\u0644"
    rf"(?={_LETTER})"
)
_SOUND: Final = re.compile(
    rf"(?<![\u0620-\u06d3])[\u0648\u0641\u0628\u0643]{{0,2}}\u0627\u0644[\u0622\u0623\u0625\u0627](?={_LETTER})"
)
#: The article after that preposition, and the rest of the word.
_AFTER_LAM: Final = re.compile(
    r"(?<![\u0620-\u06d3])(?P<before>[\u0648\u0641]?\u0644)(?P<alef>[\u0622\u0623\u0625\u0627])\u0644"
    rf"(?P<rest>{_LETTER}+)"
)
#: So many broken words leave no doubt.
_ENOUGH: Final = 3
#: One of these is in every broken spelling; it is looked for in a fifth of the time.
_IN_BROKEN: Final = tuple(f"\u0627{alef}\u0644" for alef in "\u0622\u0623\u0625\u0627")


def find(text: str) -> float:
    """Share of the broken among both spellings, where they prevail; less where there are only one or two."""
    broken = len(_BROKEN.findall(text)) if any(part in text for part in _IN_BROKEN) else 0
    if not broken:
        return 0.0
    sound = len(_SOUND.findall(text))
    share = broken / max(broken + sound, 1)
    return share * min(1.0, broken / _ENOUGH) if share > 0.5 else 0.0


def repair(text: str) -> str:
    """``text`` with lam before alef."""
    return _AFTER_LAM.sub(_likelier, _BROKEN.sub("\\g<before>\N{ARABIC LETTER LAM}\\g<alef>", text))


def _likelier(word: re.Match[str]) -> str:
    """A word as it stands, or with lam before alef if that is the likelier word."""
    lm = LanguageModel.load()
    reordered = word.expand("\\g<before>\N{ARABIC LETTER LAM}\\g<alef>\\g<rest>")
    return max(word.group(), reordered, key=lm.word_logp)
