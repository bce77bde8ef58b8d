"""The stages, in order: one file in, one document out.

The stages are imported where they run: they bring in NumPy and the fonts, and ``warraq --help`` needs none.
"""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from warraq.config import ALWAYS, AUTO, DEFAULT, NEVER, Config, Limits
from warraq.errors import NoArabic, NotAPdf, NoTextLayer, UsageError
from warraq.model.chosen_pages import chosen_pages
from warraq.threads import prepare_thread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from warraq.decipher.corrections import Corrections
    from warraq.decipher.text.document.repaired import RepairedText
    from warraq.decipher.text.document.restoration import TextRestoration
    from warraq.emit.heal.healed_pdf import HealOptions, HealReport, Wanted
    from warraq.emit.heal.text_layer import PictureText
    from warraq.extract.objects.source import InputFile, Readable
    from warraq.model.document import Document, FontReport, PageReport, Source
    from warraq.model.finding import Finding
    from warraq.model.font import GlyphMap
    from warraq.model.glyph import Extraction
    from warraq.model.line import Block, Line
    from warraq.model.packed.shown_codes import ShownCodes
    from warraq.ocr.recognised_pages import Recognised
    from warraq.ocr.recogniser import Recogniser
    from warraq.routes.route import Checked, PageRoute
    from warraq.segment.pages.page_table import PageFacts

#: ``progress(stage, done, total)``; ``total`` is 0 where it isn't known.
Progress = Callable[[str, int, int], None]

#: Its stages are logged with INFO, what they saw with DEBUG.
LOGGER: Final = logging.getLogger("warraq")

#: Name of the engine of a text dump in ``Source.engine``.
TEXT_ENGINE = "text"

#: Headers, footers and stamps of a page that is else a picture have fewer words than this.
_FEW_WORDS: Final = 100

#: Blocks of Unicode that hold Arabic letters: Arabic, Supplement, Extended-A, presentation forms A and B.
_ARABIC = ((0x0620, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is wrong with a file, without its text.

    Attributes:
        file: its base name.
        kind: ``pdf`` or ``text``.
        pages: number of pages; None for a text dump.
        fonts: one report a font; empty for a dump.
        findings: what the checks saw, per font, page and document.
        enciphered: letters stand for others somewhere in it.
        confidence: how far the repaired text can be trusted, 0..1.
    """

    file: str
    kind: str
    pages: int | None
    fonts: tuple[FontReport, ...]
    findings: tuple[Finding, ...]
    enciphered: bool
    confidence: float


def extract(  # noqa: PLR0913 - each is a keyword with a default, by which callers name what they want
    file: Readable,
    *,
    name: str | None = None,
    password: str | None = None,
    config: Config = DEFAULT,
    progress: Progress | None = None,
    force: bool = False,
    corrections: Corrections | None = None,
    profile: str | None = None,
    pages: str | Iterable[int] | None = None,
    pages_alone: bool = False,
    ocr: str | None = None,
    recogniser: Recogniser | None = None,
) -> Document:
    """Read a PDF or a text dump, mend its text where it is broken, and return it as a document.

    Args:
        file: a PDF, or a UTF-8 text that an extractor wrote: a path, bytes, a binary file object (all of it is read,
            from its beginning if it can go back there), a ``pdfplumber.PDF`` (its file and password) or ``pikepdf.Pdf``
            (as it would be saved now, without encryption) that is open.
        name: what it is called in ``document.source.file`` and in messages; by default the name that it has, or
            ``document``.
        password: of an encrypted PDF.
        config: thresholds and limits.
        progress: called as ``progress(stage, done, total)``.
        force: give the text as it stands even where there is no Arabic in it, and apply corrections of another file.
        corrections: what a person corrected in the proof sheet of this file (``read_corrections`` reads the file).
        profile: kind of document (``warraq.segment.numbering.profiles.names``); without it the text's own signs decide.
        pages: those to give, by the numbers that they have in the file: ``"1-3,7"``, ``"5-"``, or numbers. The whole
            file is read all the same: what its letters stand for, which lines run through it and how it is numbered is
            learnt from all of it, so that each node is the one that the whole document has. A node that runs on to
            other pages is given whole, and so is what it lies in.
        pages_alone: read ``pages`` as if the file had no others: faster, and less is known.
        ocr: which pages are read by their pictures: ``auto``, those that are pictures without text, ``never`` or
            ``always``; by default as ``config.ocr`` says, which is never.
        recogniser: what reads them; by default Tesseract, if it is installed.

    Raises:
        WarraqError: one of its children says why the file can't be used, with ``exit_code`` and ``help``.
    """
    prepare_thread()
    from warraq.extract.objects.source import read_input

    chosen = chosen_pages(pages, alone=pages_alone)
    source = read_input(file, config.limits, name=name, password=password, pages=chosen)
    tell = _teller(source.name, progress)
    config = config if ocr is None else replace(config, ocr=replace(config.ocr, pages=ocr))
    if source.kind == "pdf":
        # nothing else is kept: neither the glyphs nor the file
        where, restored = source.where, _restore_pdf(source, config, tell, corrections, force, recogniser).restored
        del source
        return _structured(restored, where, config, tell, force, profile)
    return read_text(source, config, tell, corrections, force=force, profile=profile).document


@dataclass(frozen=True, slots=True)
class PdfReading:
    """A PDF with everything that the stages made of it: what the proof sheet and the healed file are made from.

    Attributes:
        extraction: glyphs, fonts and claims; letters whose dots are glyphs of their own are joined with them. Words
            that were read in pictures are glyphs of a font more.
        in_file: the same as the file has it.
        maps: what each code stands for, one map a font.
        lines: the restored lines, page by page, without what the pages don't show.
        uncorrected: the same before single words were corrected by hand.
        document: the result, with all findings.
    """

    extraction: Extraction
    in_file: Extraction
    maps: tuple[GlyphMap, ...]
    lines: tuple[Line, ...]
    uncorrected: tuple[Line, ...]
    document: Document


def read_pdf(
    file: Readable,
    *,
    password: str | None = None,
    config: Config = DEFAULT,
    progress: Progress | None = None,
    force: bool = False,
    corrections: Corrections | None = None,
    profile: str | None = None,
) -> PdfReading:
    """Run all stages over a PDF and keep what each made. Arguments and errors are those of ``extract``."""
    from warraq.extract.objects.source import read_input

    source = read_input(file, config.limits, password=password)
    tell = _teller(source.name, progress)
    stages = _restore_pdf(source, config, tell, corrections, force)
    return _reading(stages, source.where, config, tell, force, profile)


def _reading(
    stages: _Stages, where: str, config: Config, tell: Progress, force: bool, profile: str | None = None
) -> PdfReading:
    lines = stages.restored.lines
    document = _structured(stages.restored, where, config, tell, force, profile)
    return PdfReading(
        stages.extraction, stages.in_file, tuple(stages.maps), tuple(lines), tuple(stages.uncorrected), document
    )


@dataclass(slots=True)
class _Restored:
    """The lines of a PDF and what else its structure is made from: of a long one the glyphs are gone by then."""

    lines: list[Line]
    hidden: list[Line]
    sheets: list[tuple[int, float, float]]
    pages: list[PageFacts]
    rules: dict[int, NDArray[np.float32]]
    fills: dict[int, NDArray[np.float32]]
    source: Source
    fonts: tuple[FontReport, ...]
    findings: tuple[Finding, ...]
    bookmarks: tuple[Block, ...]
    chosen: Collection[int]
    angles: dict[int, float]


@dataclass(frozen=True, slots=True)
class _Stages:
    """What the stages up to the lines make of a PDF.

    Attributes:
        in_file: what the file holds.
        extraction: the same with letters joined with their dots, and with what was read in pictures.
        maps: what its codes stand for, with what a person corrected.
        uncorrected: its lines before single words were corrected.
        restored: the result.
        pictured: a word was read in a picture.
        text: the same of its text alone, where ``pictured``; None where it has none.
    """

    in_file: Extraction
    extraction: Extraction
    maps: list[GlyphMap]
    uncorrected: list[Line]
    restored: _Restored
    pictured: bool = False
    text: _Stages | None = None


def _restore_pdf(
    source: InputFile,
    config: Config,
    tell: Progress,
    corrections: Corrections | None,
    force: bool,
    recogniser: Recogniser | None = None,
) -> _Stages:
    """The lines of a PDF, corrected where a person corrected them, with what they were made from."""
    from warraq.decipher import corrections as corrected
    from warraq.pages import read_lines

    asked = corrections or corrected.NONE
    deciphered, scan = _deciphered_or_scan(source, config, tell)
    extraction = deciphered.extraction
    foreign = corrected.check_source(asked, extraction.sha256, extraction.file, force=force)
    maps, unused_glyphs = corrected.correct_glyphs(asked, extraction, deciphered.maps)
    tell("lines", 0, 0)
    lines, seen, hidden = read_lines(extraction, maps, config, deciphered.shown)
    settings = config, recogniser, tell
    pictures = _recognised(source, extraction, maps, (lines, hidden), settings)
    unread = pictures.findings if pictures else []
    findings = (*deciphered.findings, *unread, *seen, *foreign, *unused_glyphs)
    text = _Read(source, deciphered.in_file, extraction, maps, lines, hidden, findings)
    if pictures is None or not pictures.pages:
        if scan is not None:
            raise scan
        return _stages(replace(text, lines=_beside_pictures(source, extraction, maps, lines, settings)), asked, config)
    lines, seen, hidden = read_lines(pictures.extraction, pictures.maps, config)
    lines = _beside_pictures(source, extraction, maps, lines, settings, pictures.pages)
    findings = (*deciphered.findings, *unread, *seen, *foreign, *unused_glyphs)
    whole = replace(text, maps=pictures.maps, lines=lines, hidden=hidden, findings=findings, pictures=pictures)
    return replace(_stages(whole, asked, config), text=_stages(text, asked, config) if scan is None else None)


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of a PDF: of its text, and in pictures of its pages."""

    source: InputFile
    in_file: Extraction
    extraction: Extraction
    maps: list[GlyphMap]
    lines: list[Line]
    hidden: list[Line]
    findings: tuple[Finding, ...]
    pictures: Recognised | None = None


def _stages(text: _Read, corrections: Corrections, config: Config) -> _Stages:
    """The lines that were read, corrected, and what else the structure is made from."""
    from warraq.decipher.corrections import correct_words
    from warraq.model.document import Source
    from warraq.segment.named_headings import bookmark_blocks
    from warraq.segment.pages.page_table import PageFacts

    extraction, pictures = text.extraction, text.pictures
    lines, unused = correct_words(corrections, text.lines, extraction.file)
    read = pictures.pages if pictures else frozenset()
    drawn = {page.number: page.rules for page in pictures.extraction.pages} if pictures else {}
    sheets = [
        (
            PageFacts.of(page, words=config.words, read=page.number in read),
            page.width,
            page.height,
            page.rules,
            page.fills,
        )
        for page in extraction.pages
    ]
    restored = _Restored(
        lines=lines,
        hidden=text.hidden,
        sheets=[(page.number, width, height) for page, width, height, *_ in sheets],
        pages=[page for page, *_ in sheets],
        rules={page.number: rules for page, *_, rules, _ in sheets} | drawn,
        fills={page.number: fills for page, *_, fills in sheets},
        source=Source(
            file=extraction.file, sha256=extraction.sha256, pages=extraction.page_count, engine=extraction.engine
        ),
        fonts=font_reports(extraction, text.maps[: len(extraction.fonts)]),
        findings=(*text.findings, *unused),
        bookmarks=bookmark_blocks(extraction.bookmarks),
        chosen=text.source.numbers(extraction.page_count),
        angles=pictures.angles if pictures else {},
    )
    shown = pictures.extraction if pictures else extraction
    return _Stages(text.in_file, shown, text.maps, text.lines, restored, pictures is not None)


def _structured(
    restored: _Restored, where: str, config: Config, tell: Progress, force: bool, profile: str | None
) -> Document:
    """The document of the lines, which are given up on the way."""
    from warraq.layout import lay_out
    from warraq.layout.crossed import uncertain_order
    from warraq.needs_review import review
    from warraq.segment import segment
    from warraq.segment.pages.of_pages import of_pages

    tell("layout", 0, 0)
    layout = lay_out(
        restored.lines, restored.sheets, config, rules=restored.rules, hidden=restored.hidden, fills=restored.fills
    )
    blocks = layout.blocks
    restored.lines, restored.hidden = [], []
    _require_arabic((block.text for block in blocks if block.role != "hidden"), where, force)
    crossed = uncertain_order(blocks, restored.rules)
    tell("structure", 0, 0)
    document = segment(
        chain(_given_up(blocks), restored.bookmarks),
        source=restored.source,
        pages=restored.pages,
        fonts=restored.fonts,
        findings=(*restored.findings, *crossed),
        config=config,
        profile=profile,
        regions=layout.regions,
    )
    return review(of_pages(document, restored.chosen), config)


def _given_up(blocks: list[Block]) -> Iterator[Block]:
    """The blocks, each of which ``blocks`` has no more."""
    blocks.reverse()
    while blocks:
        yield blocks.pop()


def heal(  # noqa: PLR0913 - as of extract
    file: Readable,
    out: str | os.PathLike[str] | BinaryIO,
    *,
    name: str | None = None,
    tags: bool = False,
    incremental: bool = False,
    verify: bool = True,
    password: str | None = None,
    config: Config = DEFAULT,
    progress: Progress | None = None,
    force: bool = False,
    corrections: Corrections | None = None,
    pages: str | Iterable[int] | None = None,
    ocr: str | None = None,
) -> HealReport:
    """Write a PDF to ``out`` with a text layer that every viewer reads right; nothing painted changes.

    Args:
        out: a path, or a file object that takes bytes; it is written to at the end, once all is known to be well.
        tags: add structure tags and reading order.
        incremental: append the changes to the file's own bytes.
        verify: compare the picture of every page before and after, and the words that PDFium copies from it; write
            nothing where a picture differs or fewer words are right.
        pages: those that the healed file has, as of ``extract``. The whole file is read and healed all the same;
            neither ``tags`` nor ``incremental`` goes with it.
        ocr: as of ``extract``: what is read in pictures is written over them as text that nobody sees.

    The other arguments and the errors are those of ``extract``.
    """
    prepare_thread()
    from warraq.emit.heal.healed_pdf import HealOptions
    from warraq.emit.whole import write_bytes_whole
    from warraq.extract.objects.source import read_input

    chosen = chosen_pages(pages)
    source = read_input(file, config.limits, name=name, password=password, pages=chosen)
    tell = _teller(source.name, progress)
    if chosen and (tags or incremental):
        raise UsageError("tags and updates are of a whole file", where=source.where, help="Leave the pages out.")
    if source.kind != "pdf":
        raise NotAPdf("only a PDF can be healed", where=source.where, help="`warraq repair` restores a text dump.")
    config = config if ocr is None else replace(config, ocr=replace(config.ocr, pages=ocr))
    options = HealOptions(incremental=incremental, verify=verify)
    healed, report, count = _healed(source, config, tell, (force, corrections), options, tags)
    if chosen:
        healed, unsaid = _cut(healed, source, count)
        report = replace(report, warnings=report.warnings + unsaid)
    if isinstance(out, (str, os.PathLike)):
        write_bytes_whole(healed, Path(out), copy_of=source.path)
    else:
        out.write(healed)
    return report


def _healed(
    source: InputFile,
    config: Config,
    tell: Progress,
    given: tuple[bool, Corrections | None],
    options: HealOptions,
    tags: bool,
) -> tuple[bytes, HealReport, int]:
    """The healed file, what was done to it, and its pages; ``given`` are ``force`` and ``corrections``."""
    from warraq.emit.heal.healed_pdf import HealReport, heal_pdf
    from warraq.emit.heal.text_layer import over_pictures

    force, corrections = given
    stages = _restore_pdf(source, config, tell, corrections, force)
    if stages.pictured and options.incremental:
        raise UsageError("pictures get their text in a new file", where=source.where, help="Leave --incremental out.")
    text = stages.text if stages.pictured else stages
    healed, report, count = source.data, HealReport(), stages.extraction.page_count
    if text is not None:
        reading = _reading(text, source.where, config, tell, force or stages.pictured)
        tell("healing", 0, 0)
        wanted, left = _to_heal(reading, tags)
        healed, report = heal_pdf(
            source.data,
            wanted,
            lines=reading.lines,
            password=source.password,
            options=options,
            limits=config.limits,
        )
        report = replace(report, warnings=report.warnings + left)
    if stages.pictured:
        healed, report = over_pictures(healed, _in_pictures(stages), report, source, options, config.limits)
    return healed, report, count


def _in_pictures(stages: _Stages) -> PictureText:
    """The lines that were read in pictures of pages, without the words that these pages show as text."""
    from warraq.emit.heal.text_layer import PictureText
    from warraq.ocr.glyphs import is_covered, shown_boxes

    read = {page.number for page in stages.restored.pages if page.read}
    shown = {page.number: shown_boxes(page) for page in stages.in_file.pages if page.number in read}
    lines = [
        line.with_words(
            tuple(word for word in line.words if word.box and not is_covered(word.box, shown[line.page])), line.box
        )
        for line in stages.restored.lines
        if line.page in read
    ]
    return PictureText(lines, stages.restored.angles)


def _cut(healed: bytes, source: InputFile, count: int) -> tuple[bytes, tuple[str, ...]]:
    """The pages that are asked for, of ``count``, as a file of their own, and what it lacks."""
    from warraq.emit.heal.only_pages import only_pages

    return only_pages(healed, source.numbers(count), password=source.password, where=source.where)


def _to_heal(reading: PdfReading, tags: bool) -> tuple[Wanted, tuple[str, ...]]:
    """What the healed file is to say, and what it can't be made to say, a sentence each."""
    from warraq.emit.heal.heal_words import corrected_words
    from warraq.emit.heal.healed_pdf import Wanted

    fonts = reading.extraction.fonts
    guests = {guest.program_hash for font in fonts for guest, _ in font.guests.values()}
    split = {n: font.name for n, font in enumerate(fonts) if font.letters or font.program_hash in guests}
    wanted = Wanted(
        reading.in_file,
        [glyph_map for glyph_map in reading.maps if glyph_map.font not in split],
        language=reading.document.metadata.language,
        document=reading.document if tags else None,
        words=corrected_words(reading.in_file, reading.maps, reading.uncorrected, reading.lines),
    )
    left = tuple(
        f"the font {name} draws dots apart from letters, which no map can say; it was left"
        for name in dict.fromkeys(split.values())
    )
    return wanted, left


def review(  # noqa: PLR0913 - as of extract
    file: Readable,
    *,
    name: str | None = None,
    password: str | None = None,
    config: Config = DEFAULT,
    progress: Progress | None = None,
    force: bool = False,
    corrections: Corrections | None = None,
    pages: str | Iterable[int] | None = None,
    pages_alone: bool = False,
    language: str = "en",
) -> str:
    """The proof sheet of a file: one HTML page, to look at and to correct. Arguments and errors as for ``extract``.

    A PDF is shown page beside text, a text dump line beside line. It opens in ``language``, ``en`` or ``ar``.
    """
    prepare_thread()
    from warraq.extract.objects.source import read_input

    chosen = chosen_pages(pages, alone=pages_alone)
    source = read_input(file, config.limits, name=name, password=password, pages=chosen)
    tell = _teller(source.name, progress)
    if source.kind != "pdf":
        return sheet_of_dump(source, read_text(source, config, tell, corrections, force=force), language)
    reading = read_pdf(source, config=config, progress=tell, force=force, corrections=corrections)
    tell("pictures", 0, 0)
    return sheet_of_pdf(source, reading, config, language)


def sheet_of_dump(source: InputFile, dump: DumpReading, language: str = "en") -> str:
    """The proof sheet of a text dump that was read."""
    from warraq.emit.proof import dump_sheet

    shown = [page.number for page in dump.document.pages] if source.pages else ()
    return dump_sheet(dump.text, dump.lines, dump.document, below=dump.below, pages=shown, language=language)


def sheet_of_pdf(source: InputFile, reading: PdfReading, config: Config, language: str = "en") -> str:
    """The proof sheet of a PDF that was read."""
    from warraq.emit.proof import proof_sheet

    return proof_sheet(
        source.data,
        reading.extraction,
        reading.maps,
        reading.lines,
        reading.document,
        password=source.password,
        config=config,
        language=language,
    )


@dataclass(frozen=True, slots=True)
class _Deciphered:
    """A PDF whose codes are read.

    Attributes:
        in_file: what the file holds.
        extraction: the same with letters joined with their dots.
        findings: what is wrong with it.
        maps: what its codes stand for, a map a font.
        shown: which codes it shows once letters are joined.
    """

    in_file: Extraction
    extraction: Extraction
    findings: list[Finding]
    maps: list[GlyphMap]
    shown: ShownCodes


def _deciphered_or_scan(source: InputFile, config: Config, tell: Progress) -> tuple[_Deciphered, NoTextLayer | None]:
    """What ``_decipher_pdf`` gives; of a scan with the error that it is if nothing is read in its pictures."""
    try:
        return _decipher_pdf(source, config, tell), None
    except NoTextLayer as error:
        if config.ocr.pages == NEVER:
            raise
        return _decipher_pdf(source, config, tell, scans=True), error


def _recognised(
    source: InputFile,
    extraction: Extraction,
    maps: Sequence[GlyphMap],
    lines: tuple[Sequence[Line], Sequence[Line]],
    settings: tuple[Config, Recogniser | None, Progress],
) -> Recognised | None:
    """What is read in pictures of pages; None where nothing is to be read, or nothing can be.

    Args:
        maps: of the fonts.
        lines: those that the pages show, and those that they hide.
        settings: what to read, with what, and who is told how far it is.
    """
    config, recogniser, tell = settings
    numbers = _to_recognise(extraction, lines, config)
    if not numbers:
        return None
    from warraq.ocr.recognised_pages import PictureFile, recognise_pages

    recogniser = _engine(recogniser, config)
    if recogniser is None:
        return None
    step = partial(tell, "recognition")
    file = PictureFile(source.data, source.password)
    return recognise_pages(file, extraction, maps, numbers, (recogniser, config), step)


def _beside_pictures(
    source: InputFile,
    extraction: Extraction,
    maps: Sequence[GlyphMap],
    lines: list[Line],
    settings: tuple[Config, Recogniser | None, Progress],
    read: Collection[int] = (),
) -> list[Line]:
    """The lines, weighed against the pictures of their pages where too many words of a file that isn't honest are in
    doubt, or where the words of a layer of text recognition aren't known. ``settings`` as of ``_recognised``; ``read``:
    pages whose lines are read in pictures anyway."""
    config, recogniser, tell = settings
    layers = {page.number for page in extraction.pages if page.recognised}.difference(read)
    honest = all(glyph_map.verdict == "honest" for glyph_map in maps)
    if config.ocr.pages != AUTO or (honest and not layers):
        return lines
    from warraq.ocr.layer import judged, poor_pages

    poor = poor_pages(lines, layers)
    text = [line for line in lines if not honest and line.page not in layers.union(read)]
    doubtful = Counter(line.page for line in text for word in line.unplaced if word.confidence < config.uncertain_below)
    if doubtful.total() <= (1 - config.review_below) * sum(len(line.unplaced) for line in text):
        doubtful.clear()
    if not doubtful and not poor:
        return lines
    recogniser = _engine(recogniser, config)
    if recogniser is None:
        return lines
    from warraq.ocr.recognised_pages import PictureFile, words_of_pages
    from warraq.ocr.witness import with_witness

    file = PictureFile(source.data, source.password)
    pictures = words_of_pages(file, poor.union(doubtful), (recogniser, config), partial(tell, "recognition"))
    return with_witness(judged(lines, poor), pictures)


def _engine(recogniser: Recogniser | None, config: Config) -> Recogniser | None:
    """What reads pictures; None where nothing is installed, unless all is to be read so, or in some languages."""
    if recogniser is not None:
        return recogniser
    from warraq.ocr.tesseract import Tesseract

    try:
        return Tesseract(limits=config.limits)
    except UsageError:
        if config.ocr.pages == ALWAYS or config.ocr.languages:
            raise
        return None


def _to_recognise(extraction: Extraction, lines: tuple[Sequence[Line], Sequence[Line]], config: Config) -> set[int]:
    """Numbers of the pages that are to be read by their pictures."""
    if config.ocr.pages not in (AUTO, NEVER, ALWAYS):
        raise UsageError(f"no pages are meant by {config.ocr.pages!r}", help=f"Say {AUTO}, {NEVER} or {ALWAYS}.")
    if config.ocr.pages == NEVER:
        return set()
    if config.ocr.pages == ALWAYS:
        return {page.number for page in extraction.pages}
    words: Counter[int] = Counter()
    for line in lines[0]:
        words[line.page] += len(line.words)
    if not any(page.pictured and words[page.number] < _FEW_WORDS for page in extraction.pages):
        return set()
    return {page.number for page in _page_table(extraction, lines, config) if page.kind == "picture"}


def _decipher_pdf(source: Readable, config: Config, tell: Progress, *, scans: bool = False) -> _Deciphered:
    """Extract a PDF, look for faults, and read what its codes stand for. ``scans`` as of ``extract_pdf``."""
    from warraq.decipher.glyph.channel import contradicted_maps, decipher

    in_file, extraction, shown, findings = _diagnosed(source, config, tell, scans=scans)

    def tell_share(what: str, share: float) -> None:
        tell(what, round(100 * share), 100)

    cache = None
    if config.font_cache:
        from warraq.decipher.glyph.readings.font_cache import FontCache  # few ask for one

        cache = FontCache(Path(config.font_cache), config.evidence)
    maps = decipher(extraction, findings, config, tell_share, cache, shown)
    notes = cache.notes if cache is not None else []
    findings = [*findings, *contradicted_maps(extraction, maps, findings), *notes]
    _log(extraction.file, findings)
    return _Deciphered(in_file, extraction, findings, maps, shown)


def _diagnosed(
    source: Readable, config: Config, tell: Progress, *, scans: bool = False
) -> tuple[Extraction, Extraction, ShownCodes, list[Finding]]:
    """What a PDF holds, the same with letters joined with their dots, the codes that this shows, and its faults."""
    from warraq.decipher.glyph.parts.split_dots import join_dots
    from warraq.diagnose import diagnose, used_codes
    from warraq.extract.pages.pdf_file import extract_pdf
    from warraq.model.packed.shown_codes import shown_codes

    in_file = extract_pdf(source, config=config, progress=partial(tell, "pages"), scans=scans)
    tell("diagnosis", 0, 0)
    shown = shown_codes(in_file)
    uses = used_codes(in_file, shown)
    extraction = join_dots(in_file, config.evidence, uses)
    if extraction is not in_file:
        shown = shown_codes(extraction)
        uses = used_codes(extraction, shown)
    return in_file, extraction, shown, diagnose(extraction, config, uses)


@dataclass(frozen=True, slots=True)
class DumpReading:
    """A text dump and what was made of it: what its proof sheet shows.

    Attributes:
        text: the dump as it stands; of pages that are read alone, only these.
        lines: what was read of its lines, corrected, in the order of the document.
        below: words below this confidence are listed as uncertain.
        document: the result.
    """

    text: str
    lines: tuple[Line, ...]
    below: float
    document: Document


def read_text(
    source: InputFile,
    config: Config = DEFAULT,
    tell: Progress | None = None,
    corrections: Corrections | None = None,
    *,
    force: bool = False,
    profile: str | None = None,
) -> DumpReading:
    """Run all stages over a text dump and keep what each made. Arguments and errors are those of ``extract``."""
    from warraq.decipher import corrections as corrected
    from warraq.extract.objects.source import read_dump
    from warraq.segment.pages.page_table import pages_of_dump

    tell = tell or _teller(source.name, None)
    asked = corrections or corrected.NONE
    foreign = corrected.check_source(asked, source.sha256, source.where, force=force)
    text = read_dump(source, config.limits)
    pages = pages_of_dump(text)
    text = _asked_text(source, text, len(pages))
    _require_arabic((text,), source.where, force)

    from warraq.decipher.text.document.restoration import listed_below
    from warraq.layout.notes.dump_notes import with_notes_apart
    from warraq.model.document import Source
    from warraq.needs_review import review
    from warraq.segment import segment
    from warraq.segment.pages.of_pages import of_pages

    _, seen, restored = _restored_text(text, tell, config.limits)
    # What a person decided moves no other word on the list.
    below = listed_below(restored.confidences, config)
    blocks, unused = corrected.correct_dump(asked, restored.blocks, source.where)
    tell("structure", 0, 0)
    document = segment(
        with_notes_apart(blocks),
        source=Source(file=source.name, sha256=source.sha256, engine=TEXT_ENGINE),
        pages=pages,
        findings=(*seen, *restored.findings, *foreign, *unused),
        config=replace(config, uncertain_below=below),
        profile=profile,
    )
    lines = tuple(line for block in blocks for line in block.lines)
    return DumpReading(text, lines, below, review(of_pages(document, source.numbers(len(pages))), config))


def _asked_text(source: InputFile, text: str, pages: int) -> str:
    """The text of a dump; where pages are to be read alone, the others are empty, so that these keep their numbers.

    Raises UsageError where pages are asked for that it doesn't have: without form feeds it is one page.
    """
    asked = source.numbers(pages)
    if source.pages is None or not source.pages.alone:
        return text
    return "\f".join(page if number in asked else "" for number, page in enumerate(text.split("\f"), start=1))


def inspect(
    file: Readable,
    *,
    name: str | None = None,
    password: str | None = None,
    config: Config = DEFAULT,
    progress: Progress | None = None,
    pages: str | Iterable[int] | None = None,
    pages_alone: bool = False,
) -> Inspection:
    """Say what is wrong with a file and how sure that is, font by font. Arguments and errors as for ``extract``.

    With ``pages``: of the fonts that these show, and of what is seen on them.
    """
    prepare_thread()
    from warraq.extract.objects.source import read_input

    chosen = chosen_pages(pages, alone=pages_alone)
    source = read_input(file, config.limits, name=name, password=password, pages=chosen)
    tell = _teller(source.name, progress)
    if source.kind != "pdf":
        if source.pages:
            raise UsageError("a text is inspected as a whole", where=source.where, help="Leave the pages out.")
        return _inspect_text(source, tell, config.limits)
    deciphered = _decipher_pdf(source, config, tell)
    extraction = deciphered.extraction
    is_pictured = any(page.pictured for page in extraction.pages)
    findings = deciphered.findings + (_pictures(deciphered, source, config) if is_pictured else [])
    maps = deciphered.maps
    if source.pages:
        maps, findings = _of_pages(extraction, maps, findings, source.numbers(extraction.page_count))
    fonts = font_reports(extraction, maps)
    uses = [len(glyph_map.readings) for glyph_map in maps]
    return Inspection(
        file=extraction.file,
        kind="pdf",
        pages=extraction.page_count,
        fonts=fonts,
        findings=tuple(findings),
        enciphered=any(font.verdict != "honest" for font in fonts),
        confidence=sum(glyph_map.confidence * use for glyph_map, use in zip(maps, uses, strict=True))
        / max(sum(uses), 1),
    )


def _of_pages(
    extraction: Extraction, maps: Sequence[GlyphMap], findings: Sequence[Finding], pages: Collection[int]
) -> tuple[list[GlyphMap], list[Finding]]:
    """The maps of the fonts that ``pages`` show, and the findings of these and of the pages."""
    from warraq.segment.pages.of_pages import is_of_pages

    shown = {font for page in extraction.pages if page.number in pages for font in set(page.font.tolist())}
    names = {extraction.fonts[font].name for font in shown}
    return (
        [glyph_map for glyph_map in maps if glyph_map.font in shown],
        [
            finding
            for finding in findings
            if is_of_pages(finding, pages) and (finding.subject != "font" or finding.where in names)
        ],
    )


def check(
    file: Readable,
    *,
    name: str | None = None,
    text: str | None = None,
    password: str | None = None,
    config: Config = DEFAULT,
    progress: Progress | None = None,
    pages: str | Iterable[int] | None = None,
    pages_alone: bool = False,
) -> Checked:
    """Say which way each page goes: its text can be kept, warraq can repair it, or only OCR can read it.

    Nothing is deciphered, so that it costs little more than to read the pages. A PDF without any text is no error here.

    Args:
        file: a PDF, or a text that an extractor wrote.
        text: what an extractor made of the PDF ``file``, form feeds between pages: it is judged in place of what the
            PDF claims.
        config: ``routes`` has the thresholds.
        pages: as of ``extract``; the findings are of these pages, and of the file and its fonts.
        pages_alone: as of ``extract``; beside ``text`` the whole file is read.

    The other arguments and the errors are those of ``extract``.
    """
    prepare_thread()
    from warraq.extract.objects.source import read_dump, read_input

    chosen = chosen_pages(pages, alone=pages_alone and text is None)
    source = read_input(file, config.limits, name=name, password=password, pages=chosen)
    tell = _teller(source.name, progress)
    if source.kind == "pdf":
        return _check_pdf(source, text, config, tell)
    if text is not None:
        raise UsageError("a text is judged beside a PDF", where=source.where, help="Give the PDF that it was made of.")
    from warraq.routes.of_text import routes_of_text  # the words of texts are slow to load

    routes, findings = routes_of_text(read_dump(source, config.limits), config)
    return _checked(source, routes, findings, len(routes))


def _checked(source: InputFile, routes: Iterable[PageRoute], findings: Iterable[Finding], count: int) -> Checked:
    """The routes of the pages that were asked for, of ``count`` of the file, and what was found there."""
    from warraq.routes.route import Checked
    from warraq.segment.pages.of_pages import is_of_pages

    chosen = source.numbers(count)
    return Checked(
        source.name,
        source.kind,
        tuple(route for route in routes if route.page is None or route.page in chosen),
        tuple(finding for finding in findings if is_of_pages(finding, chosen)),
    )


def _check_pdf(source: InputFile, text: str | None, config: Config, tell: Progress) -> Checked:
    from warraq.decipher.glyph.channel import doubts
    from warraq.routes.of_pdf import routes_of_pdf
    from warraq.routes.route import only_pictures

    symbols = None
    try:
        _, extraction, shown, findings = _diagnosed(source, config, tell)
    except NoTextLayer as error:
        routes, findings, count = only_pictures(error.pages), [], error.pages
    else:
        count = extraction.page_count
        seen = doubts(extraction, findings, config, shown)
        routes, doubtful = routes_of_pdf(extraction, seen, findings, config)
        findings, symbols = [*findings, *doubtful], seen.symbols
    if text is not None:
        from warraq.routes.of_text import beside_pdf

        routes, findings = beside_pdf(text, routes, symbols, config)
    _log(source.name, findings)
    return _checked(source, routes, findings, count)


def _pictures(deciphered: _Deciphered, source: InputFile, config: Config) -> list[Finding]:
    """Which pages are pictures: those on which no words are read but headers, footers and stamps."""
    from warraq.needs_review import pictures_among
    from warraq.pages import read_lines

    extraction = deciphered.extraction
    lines, _, hidden = read_lines(extraction, deciphered.maps, config, deciphered.shown)
    table = _page_table(extraction, (lines, hidden), config)
    chosen = source.numbers(extraction.page_count)
    return pictures_among([page for page in table if page.number in chosen], extraction.file)


def _page_table(
    extraction: Extraction, lines: tuple[Sequence[Line], Sequence[Line]], config: Config
) -> tuple[PageReport, ...]:
    """What each page shows. ``lines``: those that the pages show, and those that they hide."""
    from warraq.layout import build_blocks
    from warraq.segment.pages.page_table import PageFacts, page_table

    sheets = [(page.number, page.width, page.height) for page in extraction.pages]
    rules = {page.number: page.rules for page in extraction.pages}
    fills = {page.number: page.fills for page in extraction.pages}
    blocks = build_blocks(lines[0], sheets, config, rules=rules, hidden=lines[1], fills=fills)
    return page_table([PageFacts.of(page) for page in extraction.pages], blocks)


def _inspect_text(source: InputFile, tell: Progress, limits: Limits) -> Inspection:
    from warraq.extract.objects.source import read_dump

    _, seen, restored = _restored_text(read_dump(source, limits), tell, limits)
    findings = (*seen, *restored.findings)
    return Inspection(source.name, "text", None, (), findings, restored.enciphered, restored.confidence)


def repair_text(text: str, *, progress: Progress | None = None) -> str:
    """Restore a text that was copied out of a PDF with a wrong map: a line a paragraph, a blank line between two.

    A text that shows no sign of it comes back as it is. Where the text layer is enciphered, a page or more is needed:
    the channel is learnt from the text itself.
    """
    return repair_text_with_doubts(text, progress=progress).text


def repair_text_with_doubts(text: str, *, config: Config = DEFAULT, progress: Progress | None = None) -> RepairedText:
    """What ``repair_text`` gives, with the words of it that are uncertain: where they stand, how sure they are and what
    else they may be.

    Args:
        config: ``uncertain_below`` and ``unlisted_wrong`` say which words are; its limits hold.
    """
    prepare_thread()
    from warraq.decipher.text.document.repaired import with_doubts
    from warraq.decipher.text.dump.stand_ins import as_in_dump

    written, seen, restored = _restored_text(text, _teller("text", progress), config.limits)
    as_is = as_in_dump(written) if seen else text
    repaired = _as_text(restored.blocks) if restored.enciphered else as_is
    return with_doubts(repaired, restored, (*seen, *restored.findings), config)


def _restored_text(
    text: str, tell: Progress, limits: Limits = DEFAULT.limits
) -> tuple[str, list[Finding], TextRestoration]:
    """A dump as its document was written, what was wrong with it, and what is read of that."""
    from warraq.decipher.text.channel import restore
    from warraq.repair.copied.copied_text import as_written, ligatures_turned, words_mended

    written, seen = as_written(text)
    step = partial(tell, "decipherment")
    mended, turned = words_mended(seen), ligatures_turned(seen)
    return written, seen, restore(written, step, mended=mended, turned=turned, limits=limits)


def _as_text(blocks: Iterable[Block]) -> str:
    return "\n\n".join(block.text for block in blocks) + "\n"


def font_reports(extraction: Extraction, maps: Iterable[GlyphMap]) -> tuple[FontReport, ...]:
    """The glyph maps as the output has them, in the order of the document's fonts."""
    from warraq.model.document import FontReport

    return tuple(
        FontReport(
            name=extraction.fonts[glyph_map.font].name,
            verdict=glyph_map.verdict,
            codes=len(glyph_map.readings),
            repaired=glyph_map.repaired,
            evidence={name: round(float(share), 4) for name, share in sorted(glyph_map.evidence.items())},
            confidence=round(float(glyph_map.confidence), 4),
        )
        for glyph_map in maps
    )


def _require_arabic(texts: Iterable[str], where: str, force: bool) -> None:
    if not force and not any(any(low <= ord(char) <= high for low, high in _ARABIC) for text in texts for char in text):
        raise NoArabic("there is no Arabic text in it", where=where)


def _teller(name: str, progress: Progress | None) -> Progress:
    """What tells ``progress`` how far it is, and the log each stage of the file ``name`` that begins."""
    last = ""

    def tell(stage: str, done: int, total: int) -> None:
        nonlocal last
        if stage != last:
            last = stage
            LOGGER.info("%s: %s", name, stage)
        if progress is not None:
            progress(stage, done, total)

    return tell


def _log(name: str, findings: Iterable[Finding]) -> None:
    """Each finding in the log."""
    for finding in findings:
        LOGGER.debug("%s: %s, %s: %s", name, finding.fault, finding.where, finding.detail)
