"""mirrored_digits: digits that claim another digit.

Word pairs the digits inside a right-to-left run with the number read backwards, so that 2030 is claimed as 0202.
"""

from __future__ import annotations

from warraq.arabic.digits import value
from warraq.config import Config
from warraq.diagnose.case import FontCase
from warraq.model.finding import Finding


def check(case: FontCase, config: Config) -> Finding | None:
    """Score: the share of the digit codes whose claim is another digit than the program shows."""
    digits = {code: text for code, text in case.program.items() if len(text) == 1 and value(text) is not None}
    wrong = [
        code
        for code, text in digits.items()
        if len(claim := case.claims.get(code, "")) == 1 and value(claim) is not None and value(claim) != value(text)
    ]
    if not wrong:
        return None
    shown = ", ".join(f"{case.claims[code]} for {digits[code]}" for code in wrong[:3])
    detail = f"{len(wrong)} of {len(digits)} digit codes ({case.uses(wrong)} glyphs) claim another digit: {shown}."
    return Finding("mirrored_digits", "font", case.where, len(wrong) / len(digits), detail)
