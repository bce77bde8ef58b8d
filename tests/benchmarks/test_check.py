"""How pages that are sent the right way are counted."""

from __future__ import annotations

from collections import Counter

from benchmarks.check import BROKEN, IN_FORMS, IS_SOUND, PICTURE, Tally, _missing, in_forms, warraq_text


def test_precision_and_recall_are_of_pages_that_are_not_kept() -> None:
    one = Tally(
        Counter({
            (IS_SOUND, "keep"): 8, (IS_SOUND, "repair"): 1, (BROKEN, "repair"): 2, (BROKEN, "keep"): 1,
            (IN_FORMS, "repair"): 3, (PICTURE, "ocr"): 4,
        })
    )  # fmt: skip
    assert one.precision() == 9 / 10
    assert one.recall(BROKEN) == 2 / 3
    assert one.recall(BROKEN, IN_FORMS, PICTURE) == 9 / 10
    assert (one.sent_on(IS_SOUND), one.all_of(IS_SOUND)) == (1, 9)


def test_the_order_of_letters_in_a_word_is_the_extractors() -> None:
    assert _missing("\u0644\u0627 \u0645\u0646", "\u0627\u0644 \u0645\u0646 \u0628\u0639\u062f") == 0.0
    assert _missing("\u0644\u0627 \u0645\u0646", "\u0645\u0639") == 1.0


def test_a_page_is_in_forms_by_a_twentieth_of_its_letters() -> None:
    assert in_forms("\ufe8d" + 10 * "\u0628")
    assert not in_forms("\ufe8d" + 20 * "\u0628")


def test_a_text_is_judged_by_its_page() -> None:
    assert warraq_text("(cid:1)(cid:2)(cid:3)") == "repair"
    assert warraq_text("\u0646\u0635 \u0627\u0644\u0645\u0627\u062f\u0629") == "keep"
