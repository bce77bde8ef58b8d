"""Annexes: the heading that opens one stands by itself ("Annex II"), bold or centred, often at the top of a page."""

from __future__ import annotations

import re
from typing import Final

from warraq.model.line import Block

#: mrfq, mlhq, tdhyyl, dmymt; Persian and Urdu pyvst, dmymh (annex, appendix, supplement), with or without the article
_WORD: Final = (
    r"(?:\u0627\u0644)?(?:\u0645\u0631\u0641\u0642|\u0645\u0644\u062d\u0642|\u062a\u0630\u064a\u064a\u0644|"
    r"\u0636\u0645\u064a\u0645[\u0629\u0647]|\u067e\u06cc\u0648\u0633\u062a)|Annex|Appendix|ANNEX|APPENDIX"
)
#: A word in brackets or without (an ordinal, a letter, a number), or two (eleventh ...).
_NUMBER: Final = r"[(\[]?[\w\u064b-\u0652\u0640-]{1,12}[)\]]?"
_HEADING: Final = re.compile(
    rf"(?:{_WORD})(?:\s(?:\u0631\u0642\u0645\s)?{_NUMBER}(?:\s\u0639\u0634\u0631)?)?\s?[*:.-]?"
)
_SENTENCE: Final = re.compile(r"[.\u060c\u061b;,]\S*\s")
#: mrfq alrsalt, mrfq almdhkrt; almrfq (al)awl llrsalt: annex to the letter, to the note, first annex to the letter; the
#: two that are identical too, alrsaltyn
_OF_LETTER: Final = re.compile(
    r"(?:(?:\u0627\u0644)?\u0645\u0631\u0641\u0642(?:\s\w{4,8}){0,2}|Annex(?:\s\w{1,5})?\sto\sthe)\s"
    r"(?:(?:\u0627\u0644|\u0644\u0644)(?:\u0631\u0633\u0627\u0644|\u0645\u0630\u0643\u0631)|[Ll]etter|note)"
)


def is_annex_heading(text: str) -> bool:
    """Whether the text is the name of an annex and nothing else: ``Annex``, ``Annex II``."""
    return _HEADING.fullmatch(text) is not None and _SENTENCE.search(text) is None


def opens_annex(block: Block, opens_page: bool) -> bool:
    """Whether ``block`` is the heading of an annex; one to a letter says to which, in bold at the top of a page.

    Args:
        opens_page: nothing but furniture stands above it.
    """
    if opens_page and block.bold and _OF_LETTER.match(block.text):
        return True
    return (block.bold or block.centered or opens_page) and is_annex_heading(block.text)
