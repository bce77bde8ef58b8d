"""What a person does next about each finding, in one table. ``translation`` has it in other languages."""

from __future__ import annotations

from typing import Final

_REPAIRED: Final = "Nothing is to be done: it is repaired as it is read."
_HEAL: Final = "It is repaired as it is read; `warraq heal` repairs the PDF itself."
_SHAPES: Final = (
    "It is read by its shapes and its words: check what is in doubt (`warraq review`); `warraq heal` repairs the PDF."
)
_COMPARE: Final = "Compare it with the page (`warraq review`)."
_NUMBERS: Final = "Compare the numbers around it with the page (`warraq review`)."
_WORDS: Final = "Check the words in doubt (`warraq review`), then extract with `--corrections`."
_DUMP: Final = "Extract the PDF itself if you have it; if not, check the words in doubt (`warraq review`)."
_KNOWN: Final = "Nothing is to be done; it is there for you to know."

#: Fault of a finding -> what to do.
NEXT_STEPS: Final = {
    # maps of fonts
    "wrong_map": _HEAL,
    "offset_map": _HEAL,
    "many_to_one_map": _HEAL,
    "no_map": _SHAPES,
    "no_tables": _SHAPES,
    "doubtful_map": _SHAPES,
    "blank_letters": _HEAL,
    "other_forms": _HEAL,
    "mirrored_digits": _HEAL,
    "mirrored_brackets": _HEAL,
    "presentation_forms": _HEAL,
    "missing_glyphs": "Letters that the font lacks are not in the text: compare the pages with it (`warraq review`).",
    "unreadable_font": "Correct its glyphs (`warraq review`), each mends every place; or read the pages by their "
    "pictures (`warraq extract --ocr always`).",
    # pages
    "damaged_page": "Get the file anew, or read its pages by their pictures (`warraq extract --ocr always`).",
    "pages_without_text": "Read them by their pictures (`warraq extract --ocr auto`, which needs Tesseract).",
    "unread_picture": "Look at the page; `ocrmypdf --force-ocr` may read it.",
    "ocr_layer": "Compare it with the pictures (`warraq review`); `warraq extract --ocr always` reads them anew.",
    "hidden_text": "It is kept apart, in `hidden` of the JSON: look at it before you rely on the file.",
    "doubled_glyphs": _REPAIRED,
    "unverified_order": "Compare the order of numbers and Latin words with the page (`warraq review`).",
    "uncertain_order": "Compare the order of reading with the page (`warraq review`, key R).",
    "stray_mark": _COMPARE,
    # structure
    "numbering_gap": _NUMBERS,
    "numbering_repeat": _NUMBERS,
    "number_inferred": _NUMBERS,
    # the document as a whole
    "uncertain_words": _WORDS,
    "wrong_words": _WORDS,
    "unlikely_words": "See whether it is another language; if it is not, run OCR over the pages.",
    "no_words": "Run OCR over the file, or get another one.",
    # copied text
    "enciphered_text": _DUMP,
    "enciphered": _DUMP,
    "lost_letters": "Extract the page from the PDF itself (`warraq extract`).",
    "visual_order": _REPAIRED,
    "lam_alef_order": _REPAIRED,
    "reversed_lam_alef": _REPAIRED,
    "lost_kashidas": _REPAIRED,
    "word_spaces": _REPAIRED,
    "loose_marks": _REPAIRED,
    "numerals_for_letters": _REPAIRED,
    "foreign_letters": _REPAIRED,
    "unpersian_letters": _REPAIRED,
    "arabic_joined_letters": _REPAIRED,
    "arabic_aspirates": _REPAIRED,
    "format_characters": _REPAIRED,
    "tatweel": _REPAIRED,
    # corrections and the font cache
    "foreign_corrections": "Give the corrections that the proof sheet of this very file saved.",
    "unused_correction": "Correct the place again in a new proof sheet (`warraq review --corrections`).",
    "font_cache_unusable": "Delete the folder of `--font-cache`, or give another one.",
    "font_from_cache": _KNOWN,
}


def next_step(fault: str) -> str:
    """What to do about a finding; empty for one that nobody knows, such as of another version."""
    return NEXT_STEPS.get(fault, "")
