"""Text as the document has it."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from warraq.model.document import TATWEEL, is_normal, normal_text

#: Letters, what composes with them, tatweel, the non-joiner, and white space of many kinds.
SIGNS = "\u0627\u0628e\u0653\u0301\u0640\u200c\U0001f600 \u00a0\t\n\u2000\u2003\u3000\x1f\x85"


@given(st.text(st.sampled_from(SIGNS), max_size=8))
@example("")
@example(" a")
@example("a ")
@example("a  b")
@example("e\u0301 a")
def test_text_is_made_normal_whether_or_not_it_is_so_already(text: str) -> None:
    plain = " ".join(unicodedata.normalize("NFC", text.replace(TATWEEL, "")).split())
    assert normal_text(text) == plain
    if is_normal(text):
        assert text.replace(TATWEEL, "").split() == [word for word in text.split(" ") if word]
        assert unicodedata.normalize("NFC", text) == plain
