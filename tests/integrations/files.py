"""Files that every adapter reads."""

from __future__ import annotations

from pathlib import Path
from typing import Final

FIXTURES: Final = Path(__file__).parents[2] / "fixtures"
#: Two pages whose maps are wrong, and what they say all the same.
REPORT: Final = FIXTURES / "pdf" / "honest-wrong-map.pdf"
FIRST_WORDS: Final = "تقرير عن أعمال اللجنة المعنية بصون المخطوطات"
LAST_WORDS: Final = "ثالثا- التوصيات"
#: A page of which every word is to be checked.
DOUBTFUL: Final = FIXTURES / "pdf" / "persian-backwards.pdf"
#: The same as the report, which its password opens.
ENCRYPTED: Final = FIXTURES / "pdf" / "bad" / "encrypted.pdf"
ENGLISH: Final = FIXTURES / "pdf" / "bad" / "english.pdf"
MISSING: Final = FIXTURES / "pdf" / "there-is-none.pdf"
