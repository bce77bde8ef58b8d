"""The PDF itself, healed: every viewer, search engine and screen reader gets the right text. Nothing painted changes.

What is done, in this order: words that were corrected get fonts of their own; /ToUnicode says what decipherment found;
a right-to-left ligature's letters get codes of their own; the catalog says which language it is in; on request
structure tags are added from the segmentation.
A second run finds its own marks and changes nothing.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Final

import numpy as np
import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from warraq.config import DEFAULT, Limits
from warraq.decipher.corrections import EVIDENCE
from warraq.emit.heal.heal_content import ContentHealer
from warraq.emit.heal.heal_fonts import (
    HEALED,
    HEALED_VERSION,
    SHARES,
    FontObject,
    find_fonts,
    split_ligatures,
    whole_ligatures,
    write_to_unicode,
)
from warraq.emit.heal.heal_save import incremental_update, whole_file
from warraq.emit.heal.heal_tags import Tagger
from warraq.emit.heal.heal_texts import healed_texts
from warraq.emit.heal.heal_words import CorrectedWord, say_words
from warraq.errors import DamagedPdf, EncryptedPdf, WarraqError
from warraq.model.document import Document, normal_text
from warraq.model.font import GlyphMap
from warraq.model.glyph import Extraction
from warraq.model.line import Line
from warraq.pictures.painter import ComparedPage, compared_pages, repainted


class PaintingChanged(WarraqError):
    """A healed page would not look as before: a fault of ours, so nothing is written."""

    exit_code = 70
    help = "Please report it with the file; --no-verify writes the healed file all the same."


class TextWorse(WarraqError):
    """Viewers would copy fewer words right from the healed file than from the file as it is: nothing is written."""

    exit_code = 70
    help = "Leave the file as it is, or please report it; --no-verify writes the healed file all the same."


@dataclass(frozen=True, slots=True)
class HealOptions:
    """What to do beside healing the maps.

    Attributes:
        incremental: append the changes to the file's own bytes.
        verify: compare every page's picture and text before and after, and refuse where one differs or words are lost.
    """

    incremental: bool = False
    verify: bool = True


DEFAULT_OPTIONS: Final = HealOptions()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the healed file is to say.

    Attributes:
        extraction, maps: what was read from the file, one map a font.
        language: of the document, for /Lang.
        document: its structure, where tags are wanted.
        words: page index -> words of it that were corrected.
        unsaid: pages whose corrected words would change what is painted.
    """

    extraction: Extraction
    maps: Sequence[GlyphMap]
    language: str | None = None
    document: Document | None = None
    words: Mapping[int, Sequence[CorrectedWord]] = field(default_factory=dict)
    unsaid: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class HealedFont:
    """What was done to one font: ``changed`` codes say something new, ``split`` ligatures have several codes now."""

    name: str
    changed: int
    split: int


@dataclass(frozen=True, slots=True)
class HealReport:
    """What was done.

    Attributes:
        fonts: the fonts that were changed.
        language: what /Lang was set to; empty where it was left as it is.
        tagged: structure tags were added.
        words: the words that were corrected.
        warnings: what the user should know, a sentence each.
        recognised: pages whose pictures got what was read in them as text.
    """

    fonts: tuple[HealedFont, ...] = ()
    language: str = ""
    tagged: bool = False
    words: int = 0
    warnings: tuple[str, ...] = ()
    recognised: int = 0

    @property
    def changed(self) -> bool:
        """Whether anything was changed at all."""
        return bool(self.fonts or self.language or self.tagged or self.words or self.recognised)


def heal_pdf(
    data: bytes,
    wanted: Wanted,
    *,
    lines: Sequence[Line] = (),
    password: str | None = None,
    options: HealOptions = DEFAULT_OPTIONS,
    limits: Limits = DEFAULT.limits,
) -> tuple[bytes, HealReport]:
    """The healed file and what was done to it; the same bytes where there is nothing to heal.

    Args:
        data: the file.
        lines: what the pages say: the words that viewers should copy.

    Raises:
        EncryptedPdf: the password is missing or wrong.
        DamagedPdf: qpdf can't follow its structure.
        UsageError: an incremental update isn't possible.
        PaintingChanged: a page would look different.
        TextWorse: fewer words would be copied right than before.
        LimitExceeded: PDFium can't paint the pages within the limits.
    """
    asked, file = wanted, wanted.extraction.file
    honest = frozenset(glyph_map.font for glyph_map in asked.maps if glyph_map.verdict == "honest")
    error: WarraqError | None = None
    for left in dict.fromkeys((frozenset[int](), honest)):
        wanted = replace(asked, maps=[glyph_map for glyph_map in asked.maps if glyph_map.font not in left])
        for share in SHARES:
            result, report = _tried(data, wanted, password, options, limits, share)
            if not (options.verify and report.changed):
                return result, report
            pages = compared_pages(data, result, password, limits=limits, where=file)
            changed = repainted(pages)
            if touched := {page - 1 for page in changed} & wanted.words.keys():
                wanted = replace(
                    wanted,
                    words={
                        index: words_of_page for index, words_of_page in wanted.words.items() if index not in touched
                    },
                    unsaid=wanted.unsaid | touched,
                )
                result, report = _tried(data, wanted, password, options, limits, share)
                pages = compared_pages(data, result, password, limits=limits, where=file)
                changed = repainted(pages)
            if changed:
                error = PaintingChanged(f"page {changed[0]} would look different", where=file)
                continue
            lost = words_lost(pages, lines)
            if not lost:
                kept = ("what is claimed right was left as it is: viewers would copy it wrong",) if left else ()
                return result, replace(report, warnings=report.warnings + kept)
            error = TextWorse(f"{lost} words that are copied right would be lost", where=file)
            break
    assert error is not None
    raise error


def _tried(
    data: bytes, wanted: Wanted, password: str | None, options: HealOptions, limits: Limits, share: float | None
) -> tuple[bytes, HealReport]:
    try:
        return _healed(data, wanted, password, options, limits, share)
    except RecursionError:
        raise
    except (pikepdf.PdfError, RuntimeError) as error:  # some of pikepdf's are RuntimeErrors
        raise DamagedPdf(f"it can't be rewritten: {error}", where=wanted.extraction.file) from error


def words_lost(pages: Sequence[ComparedPage], lines: Sequence[Line]) -> int:
    """How many fewer of the words of ``lines`` are on the pages as they are copied afterwards; 0 where none is lost."""
    read: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for line in lines:
        read[line.page].update(_words(line.text))
    lost = 0
    for number, page in enumerate(pages, 1):
        before, after = (Counter(_words(text)) & read[number] for text in (page.before, page.after))
        lost += before.total() - after.total()
    return max(lost, 0)


def _words(text: str) -> list[str]:
    return normal_text(unicodedata.normalize("NFKC", text)).split()


def _healed(
    data: bytes, wanted: Wanted, password: str | None, options: HealOptions, limits: Limits, share: float | None
) -> tuple[bytes, HealReport]:
    """One try, with this ``share`` of a ligature for its letters but the last."""
    extraction = wanted.extraction
    with _open(data, password, extraction.file) as pdf:
        session = _Session(pdf, data)
        fonts = find_fonts(pdf, data, password, extraction.fonts, limits)
        # Tags and spans count the glyphs as extraction does: before ligatures are split.
        tagged = wanted.document is not None and session.tag(extraction, wanted.document)
        words = session.say_words(wanted.words, extraction)
        session.warnings += [
            f"page {index + 1} would look different; its corrected words are left out"
            for index in sorted(wanted.unsaid)
        ]
        healed = session.heal_fonts(fonts, extraction, wanted.maps, share)
        language = session.say_language(wanted.language)
        report = HealReport(tuple(healed), language, tagged, words, tuple(session.warnings))
        return session.saved(options) if report.changed else data, report


def _open(data: bytes, password: str | None, where: str) -> Pdf:
    try:
        return pikepdf.open(BytesIO(data), password=password or "")
    except pikepdf.PasswordError as error:
        message = "the password is wrong" if password else "the file is encrypted"
        raise EncryptedPdf(message, where=where) from error
    except (pikepdf.PdfError, RuntimeError) as error:  # qpdf's own
        raise DamagedPdf("the structure of the file can't be followed", where=where) from error


class _Session:
    """One file being healed: what has changed so far, and what the user must be told."""

    def __init__(self, pdf: Pdf, data: bytes) -> None:
        self.pdf = pdf
        self.data = data
        # The probe takes the first free number, and nothing refers to it.
        self.first_new = pdf.make_indirect(Dictionary()).objgen[0] + 1
        self.touched: list[Object] = []
        self.warnings: list[str] = []
        if _is_signed(pdf):
            self.warnings.append("the file is signed; a healed file no longer agrees with the signature")

    def heal_fonts(
        self, fonts: Sequence[FontObject], extraction: Extraction, maps: Sequence[GlyphMap], share: float | None
    ) -> list[HealedFont]:
        """Heal the maps of all fonts that no former run has healed, and the content that shows split codes."""
        by_index = {glyph_map.font: glyph_map for glyph_map in maps}
        logical = _painted_in_logical_order(extraction)
        done = []
        for font in fonts:
            known = extraction.fonts[font.index]
            if font.index not in by_index:
                continue
            if font.healed:
                if any(reading.evidence == EVIDENCE for reading in by_index[font.index].readings.values()):
                    self.warnings.append(f"{known.name} was healed before; correct glyphs in the file as it was")
                continue
            texts = healed_texts(known, by_index[font.index])
            turned = font.index not in logical
            if turned and share is not None:
                texts = split_ligatures(self.pdf, font, texts, known, share)
            texts = whole_ligatures(font, texts, known, turned)
            if not texts.changed:
                continue
            write_to_unicode(self.pdf, font, texts, known)
            descendants = font.dictionary.get("/DescendantFonts")
            self.touched += [font.dictionary, *([descendants, *descendants] if isinstance(descendants, Array) else [])]
            done.append(HealedFont(known.name, len(texts.changed), len(font.split)))
        if share is None:
            self.warnings.append("ligatures stay whole: to split them would move a glyph by a pixel")
        self._missing(fonts, extraction, by_index)
        if by_object := {font.dictionary.objgen: font for font in fonts if font.split}:
            content = ContentHealer(self.pdf, by_object)
            content.heal_pages()
            self.touched += content.touched
            if content.unread:
                self.warnings.append(f"{content.unread} damaged content streams show ligatures as one letter")
        return done

    def _missing(self, fonts: Sequence[FontObject], extraction: Extraction, by_index: dict[int, GlyphMap]) -> None:
        indices = {font.index for font in fonts}
        for index, glyph_map in sorted(by_index.items()):
            if index not in indices and healed_texts(extraction.fonts[index], glyph_map).changed:
                name = extraction.fonts[index].name
                self.warnings.append(f"the font {name} is not an object of its own and was left as it is")

    def say_words(self, words: Mapping[int, Sequence[CorrectedWord]], extraction: Extraction) -> int:
        """Have viewers copy words as they were corrected; how many."""
        count = 0
        logical = _painted_in_logical_order(extraction) if words else frozenset()
        for index, words_of_page in sorted(words.items()):
            touched = say_words(self.pdf, index, words_of_page, extraction, logical)
            if touched is None:
                self.warnings.append(f"page {index + 1} could not be followed; its corrected words are left out")
            else:
                self.touched += touched
                count += len(words_of_page)
        return count

    def tag(self, extraction: Extraction, document: Document) -> bool:
        """Add structure tags, unless the file has some."""
        root = self.pdf.Root.get("/StructTreeRoot")
        if root is not None:
            if HEALED not in root:
                self.warnings.append("the file has structure tags of its own; they were left as they are")
            return False
        if len(self.pdf.pages) != len(extraction.pages):
            self.warnings.append("other pages were read than are found now; they have no tags")
            return False
        tagger = Tagger(self.pdf, extraction, document)
        tagger.tag()
        self.pdf.Root.StructTreeRoot[HEALED] = HEALED_VERSION
        self.touched += tagger.touched
        if tagger.untagged:
            pages = ", ".join(map(str, tagger.untagged))
            self.warnings.append(f"the content of pages {pages} could not be followed and has no tags")
        return True

    def say_language(self, language: str | None) -> str:
        """Set /Lang, unless the document names a language of its own or none was made out; what it was set to."""
        if "/Lang" in self.pdf.Root or not language:
            return ""
        self.pdf.Root.Lang = String(language)
        self.touched.append(self.pdf.Root)
        return language

    def saved(self, options: HealOptions) -> bytes:
        """The bytes of the changed file."""
        if options.incremental:
            return incremental_update(self.pdf, self.data, self.touched, self.first_new)
        return whole_file(self.pdf)


def _is_signed(pdf: Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    flags = form.get("/SigFlags", 0) if isinstance(form, Dictionary) else 0
    if (isinstance(flags, int) and flags & 1) or "/Perms" in pdf.Root:
        return True
    fields = form.get("/Fields") if isinstance(form, Dictionary) else None
    return any(
        isinstance(entry, Dictionary) and entry.get("/FT") == Name.Sig and "/V" in entry
        for entry in (fields if isinstance(fields, Array) else ())
    )


def _painted_in_logical_order(extraction: Extraction) -> frozenset[int]:
    """Indices of the fonts whose glyphs mostly follow each other from right to left.

    Readers that go by the order of painting get their ligatures right as they are, and split ones wrong.
    """
    left, right = (np.zeros(len(extraction.fonts), np.int64) for _ in range(2))
    for page in extraction.pages:
        if len(page) < 2:
            continue
        step = np.diff(page.x.astype(np.float64))
        near = (np.diff(page.y) == 0) & (page.font[1:] == page.font[:-1]) & (np.abs(step) < 2 * page.size[1:])
        np.add.at(left, page.font[1:][near & (step < 0)], 1)
        np.add.at(right, page.font[1:][near & (step > 0)], 1)
    return frozenset(np.flatnonzero(left > right).tolist())
