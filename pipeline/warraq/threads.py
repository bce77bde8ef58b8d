"""Threads that read documents while another one forks.

A child that is forked waits for ever for locks of threads that it hasn't: of modules that one of them was importing. So
a thread imports all that it may need before it reads anything, under a lock that a fork waits for.
"""

from __future__ import annotations

import concurrent.futures.thread  # noqa: F401
import importlib
import logging  # noqa: F401
import os
import threading
from typing import Final

#: Held while a thread imports. What is registered last is done first where a process forks: the modules above, which
#: register locks that imports take, come before it.
_loading: Final = threading.Lock()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_loading.acquire, after_in_parent=_loading.release, after_in_child=_loading.release)
#: What brings in all that is imported where it is needed.
_LATE: Final = (
    "arabic_reshaper", "encodings.cp437", "encodings.utf_16_be", "encodings.utf_16_le", "encodings.utf_32_le",
    "fontTools.agl", "fontTools.cffLib.specializer", "fontTools.encodings.StandardEncoding", "fontTools.fontBuilder",
    "fontTools.pens.t2CharStringPen", "fontTools.ttLib.standardGlyphOrder", "hijridate", "numpy.ma",
    "warraq.decipher.glyph.channel", "warraq.decipher.glyph.parts.split_dots",
    "warraq.decipher.glyph.parts.whole_letters", "warraq.decipher.glyph.readings.dotted_otherwise",
    "warraq.decipher.glyph.readings.font_cache", "warraq.decipher.glyph.readings.latin_words",
    "warraq.decipher.glyph.search.solve", "warraq.decipher.text.channel", "warraq.diagnose",
    "warraq.emit.heal.healed_pdf", "warraq.emit.proof", "warraq.extract.pages.pdf_file",
    "warraq.extract.pages.pdfplumber_reader", "warraq.fonts.outlines.glyph_procedures", "warraq.layout",
    "warraq.layout.crossed", "warraq.pages", "warraq.repair.copied.copied_text", "warraq.needs_review",
    "warraq.ocr.recognised_pages", "warraq.ocr.tesseract",
    "warraq.routes.of_pdf", "warraq.routes.of_text", "warraq.segment", "warraq.segment.pages.of_pages",
)  # fmt: skip
#: Tables of fonts, for each of which fontTools has a module.
_TABLES: Final = ("CFF ", "GSUB", "head", "hhea", "hmtx", "maxp", "post")


def prepare_thread() -> None:
    """In a thread that isn't the main one, load at once what is else loaded where it is needed.

    Threads that load the shipped tables at the same time do so twice, and may meet a fault of Python's parser.
    """
    if threading.current_thread() is threading.main_thread():
        return
    with _loading:
        for name in _LATE:
            importlib.import_module(name)
        from importlib.resources import files

        from fontTools.ttLib import getTableModule

        from warraq.fonts.outlines import atlas
        from warraq.language.model import LanguageModel

        for tag in _TABLES:
            getTableModule(tag)
        files("warraq")  # imports modules of its own when it is first called
        LanguageModel.load()
        atlas.shipped()
