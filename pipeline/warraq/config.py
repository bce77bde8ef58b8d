"""Every threshold of the pipeline, with its unit and the corpus that set it. One frozen object, handed down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: What stands behind an uncertain word in a text that is marked.
MARK: Final = "[?]"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that protect the machine from hostile input. Exceeding one raises ``LimitExceeded``."""

    file_bytes: int = 512 * 1024 * 1024
    #: of a text dump: as much as 5,000 pages hold
    dump_bytes: int = 16 * 1024 * 1024
    dump_lines: int = 150_000
    #: combining marks in a row, of a dump or an /ActualText: Unicode's normal forms sort them in quadratic time
    marks_in_a_row: int = 1_000
    #: characters of a line whose letters must be deciphered: all its readings are held at once
    enciphered_line: int = 30_000
    #: such lines of a dump, some 110 pages
    enciphered_lines: int = 3_000
    pages: int = 5_000
    #: objects that the cross-reference tables list
    objects: int = 4_000_000
    #: decoded bytes of one stream, and of all streams of a file
    stream_bytes: int = 128 * 1024 * 1024
    unpacked_bytes: int = 2 * 1024 * 1024 * 1024
    #: content of one page, and of the forms that it paints as often as it paints them
    content_bytes: int = 128 * 1024 * 1024
    #: the same of all pages together: they may share a stream, and paint it each
    painted_bytes: int = 1024 * 1024 * 1024
    glyphs_per_page: int = 200_000
    glyphs: int = 12_000_000
    fonts: int = 4_000
    #: of one font, and of all of them: programs and glyph procedures
    font_program_bytes: int = 32 * 1024 * 1024
    font_bytes: int = 256 * 1024 * 1024
    #: of all tables of all fonts: widths, maps, encodings, names; what fonts share counts once
    font_entries: int = 4_000_000
    #: of `warraq batch` alone, which reads each document in a process that it ends
    seconds_per_document: float = 300.0
    #: of the process that paints the pictures of `review` and `heal`
    seconds_per_picture: float = 60.0
    #: of the engine that reads the picture of a page
    seconds_per_recognition: float = 120.0
    #: pixels of the longer side of a picture on a page that is read by its picture
    picture_side: int = 20_000
    #: of each of those processes
    memory_bytes: int = 2 * 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Where a font's map counts as faulty. Set on 74 Arabic PDFs of 40 producers."""

    #: one contradicted code, or blank letter, alone counts from this share of the font's glyphs
    wrong_map_single: float = 0.01
    #: glyphs and codes without a usable claim (shares); clusters of several glyphs leave up to 3.5 % and 2.6 %
    no_map_glyphs: float = 0.05
    no_map_codes: float = 0.06
    #: codes beyond the forms that their claims can have (share of the codes)
    many_to_one_share: float = 0.05
    #: claims that are the glyph index plus a constant: how many at least, and which share of the letters and digits
    offset_least: int = 12
    offset_share: float = 0.5
    #: used codes of which the program says nothing (share)
    no_tables_share: float = 0.9
    #: used codes that select the glyph for missing characters, at least, and their share of the font's glyphs; of 200
    #: real PDFs no font has two such codes
    missing_codes: int = 3
    missing_share: float = 0.05


@dataclass(frozen=True, slots=True)
class Routes:
    """From where on a page isn't kept as it is. Set by ``benchmarks.check`` on generated files."""

    #: letters and digits of a page whose claims can't be relied on (share)
    doubtful_share: float = 0.005
    #: those that claim presentation forms (share)
    form_share: float = 0.05
    #: a page with pictures and fewer glyphs that stand on no other page in the same place has no text (count)
    picture_glyphs: int = 20
    #: letters of a copied page that stand in lines which spell no words (share)
    enciphered_share: float = 0.1
    #: characters of a copied page that are none: controls, private use, numbers of glyphs (share)
    unmapped_share: float = 0.05
    #: its words that were cut by spaces or stand together without one (share)
    spaces_share: float = 0.02
    #: letters of a page that the text which was copied of it lacks (share)
    lost_share: float = 0.1


#: Which pages are read by their pictures: those of which nothing else is known, none, or all.
AUTO: Final = "auto"
NEVER: Final = "never"
ALWAYS: Final = "always"


@dataclass(frozen=True, slots=True)
class Ocr:
    """Reading pictures of pages, for which text recognition must be installed."""

    #: pages that are read so: AUTO, NEVER or ALWAYS. What comes of a file must not depend on what else is installed
    #: unless somebody asks for it; the command `extract` does
    pages: str = NEVER
    #: names of languages or scripts as the engine has them; empty: the Arabic script
    languages: tuple[str, ...] = ()
    #: pages read at a time; 0 is one a core
    workers: int = 0


#: Every kind of evidence of what a code stands for: the modules of ``warraq.decipher.glyph.evidence``.
EVIDENCE: Final = frozenset(
    (
        "claim",
        "font_cmap",
        "glyph_name",
        "gsub",
        "legacy",
        "outline",
        "dots",
        "split_dots",
        "repeated",
        "shared_codes",
        "glyph_order",
        "joined",
        "joining",
        "language",
    )
)


#: Readers of page content: our own, and pdfplumber's page device, which is slower and checks it.
WARRAQ: Final = "warraq"
PDFPLUMBER: Final = "pdfplumber"


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of one run. The defaults suit documents that nobody has looked at."""

    limits: Limits = Limits()
    #: who reads the content of pages, WARRAQ or PDFPLUMBER; ``Source.engine`` names it
    reader: str = WARRAQ
    diagnosis: Diagnosis = Diagnosis()
    routes: Routes = Routes()
    ocr: Ocr = Ocr()
    #: kinds of evidence that are used; all but for an ablation
    evidence: frozenset[str] = EVIDENCE
    #: a word below this confidence is listed as uncertain (probability)
    uncertain_below: float = 0.85
    #: of a deciphered dump so many of the least sure words are listed as uncertain that the others are expected to hold
    #: no more wrong ones than this (share of all words)
    unlisted_wrong: float = 0.0025
    #: a document below this share of certain words needs review (share of words)
    review_below: float = 0.98
    #: folder where deciphered fonts are kept from document to document; empty: nowhere. What comes of a document then
    #: depends on those before it, which it reports; see ``warraq.decipher.glyph.readings.font_cache``
    font_cache: str = ""
    #: keep each word of each page with its place and confidence (``Document.words``): about 300 bytes a word
    words: bool = True


DEFAULT = Config()

#: How many objects more than were freed, and how many rounds over the younger ones, it takes until a process of ours
#: looks for garbage (``gc.set_threshold``). A page makes thousands of objects, all but a few of which are freed by
#: counting references; to look at each 700, as Python does, takes a tenth of a short run.
GARBAGE: Final = (200_000, 20, 20)
