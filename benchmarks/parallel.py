"""Texts in Arabic, English and French that say the same, with paragraphs moved, split and left out, as PDFs.

``data/parallel/*.tsv`` has them paragraph by paragraph and sentence by sentence, so that the true pairs are known of
whatever ``changed`` makes of them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from benchmarks.corpus.page import FALLBACK, HEADING_SIZE, LEADING, MARGIN, SIZE, faces

TEXTS: Final = Path(__file__).parent / "data" / "parallel"
LANGUAGES: Final = ("ar", "en", "fr")
HEADINGS: Final = frozenset({"title", "section", "subsection", "chapter"})
_ARABIC_FACE: Final = "scheherazade"
_ORDINALS: Final = ("أولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا")  # ula, thanya ...: first to sixth
_ABJAD: Final = ("ألف", "باء", "جيم", "دال")  # alf, ba', jym, dal
_LETTERS: Final = "أبجده"  # alef with hamza, beh, jeem, dal, heh
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI")
_GAP: Final = 8.0
#: How many paragraphs of a text are left out, split and moved, and sentences left out and joined.
EACH: Final = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of one language.

    Attributes:
        key: its number among the paragraphs of the text as it was written.
        style: ``title``, ``section``, ``subsection``, ``chapter``, ``article``, ``decimal``, ``item`` or ``text``.
        number: as an integer; 0 where it has none.
        sentences: each with the numbers of the sentences that it was made of, and its text.
    """

    key: int
    style: str
    number: int
    sentences: tuple[tuple[tuple[int, ...], str], ...]

    @property
    def text(self) -> str:
        return " ".join(text for _, text in self.sentences)


def read(name: str) -> dict[str, list[Paragraph]]:
    """The text ``name`` in each language."""
    rows = [line for line in (TEXTS / f"{name}.tsv").read_text("utf-8").splitlines() if line and line[0] != "#"]
    texts: dict[str, list[Paragraph]] = {language: [] for language in LANGUAGES}
    for key, row in enumerate(rows):
        style, number, *versions = row.split("\t")
        for language, version in zip(LANGUAGES, versions, strict=True):
            sentences = tuple(((at,), text) for at, text in enumerate(version.split(" || ")))
            texts[language].append(Paragraph(key, style, int(number or 0), sentences))
    return texts


def changed(paragraphs: Sequence[Paragraph], seed: int) -> list[Paragraph]:
    """A version with ``EACH`` paragraphs left out, split and moved, and sentences left out and joined."""
    source = random.Random(seed)
    bodies = [at for at, one in enumerate(paragraphs) if one.style not in HEADINGS]
    long = [at for at in bodies if len(paragraphs[at].sentences) > 1]
    chosen = source.sample(long, min(3 * EACH, len(long)))
    split, joined, short = (set(chosen[part::3]) for part in range(3))
    rest = [at for at in bodies if at not in chosen]
    out = set(source.sample(rest, EACH))
    # what is set apart as a list stays with what introduces it
    moved = source.sample([at for at in rest if at not in out and paragraphs[at].style not in ("item", "text")], EACH)
    made: list[Paragraph] = []
    for at, paragraph in enumerate(paragraphs):
        if at in out or at in moved:
            continue
        made += _one(paragraph, at in split, at in joined, at in short)
    for at in moved:
        places = [to for to, one in enumerate(made) if one.style in ("decimal", "article")]
        made.insert(source.choice([place + 1 for place in places if abs(made[place].key - at) > 2]), paragraphs[at])
    return made


def _one(paragraph: Paragraph, split: bool, joined: bool, short: bool) -> list[Paragraph]:
    """What a paragraph becomes."""
    first, *others = paragraph.sentences
    if split:
        second = replace(paragraph, style="text", number=0, sentences=tuple(others))
        return [replace(paragraph, sentences=(first,)), second]
    if joined:
        (start, before), (end, after), *others = paragraph.sentences
        whole = (start + end, f"{before.rstrip('.')}; {after[0].lower()}{after[1:]}")
        return [replace(paragraph, sentences=(whole, *others))]
    return [replace(paragraph, sentences=(first, *others[1:]))] if short else [paragraph]


def label(paragraph: Paragraph, language: str) -> str:
    """How its number is printed."""
    number, arabic = paragraph.number, language == "ar"
    match paragraph.style:
        case "section":
            return f"{_ORDINALS[number - 1]}- " if arabic else f"{_ROMAN[number - 1]}. "
        case "subsection":
            return f"{_ABJAD[number - 1]}- " if arabic else f"{chr(64 + number)}. "
        case "chapter":
            return (
                f"{'الفصل' if arabic else 'Chapter' if language == 'en' else 'Chapitre'} {number}: "  # alfsl: chapter
            )
        case "decimal":
            return f"{number}- " if arabic else f"{number}. "
        case "item":
            letter = f"({_LETTERS[number - 1]})" if arabic else f"{'(' if language == 'en' else ''}{chr(96 + number)})"
            return f"{letter} "
        case "article":
            return f"{'المادة' if arabic else 'Article'} {number}\n"  # almadt: article
    return ""


def set_pdf(paragraphs: Sequence[Paragraph], language: str, out: Path) -> None:
    """Set a version as a PDF."""
    from fpdf import FPDF

    arabic = language == "ar"
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_margin(MARGIN)
    pdf.set_auto_page_break(True, MARGIN)
    pdf.add_page()
    pdf.add_font("latin", "", str(FALLBACK))
    if arabic:
        pdf.add_font("arabic", "", str(faces([_ARABIC_FACE])[0].path))
        pdf.set_fallback_fonts(["latin"], exact_match=False)
        pdf.set_text_shaping(True, direction="rtl", script="arab", language="ara")
    for paragraph in paragraphs:
        pdf.set_font("arabic" if arabic else "latin", size=HEADING_SIZE if paragraph.style in HEADINGS else SIZE)
        text = label(paragraph, language) + paragraph.text
        pdf.multi_cell(0, LEADING, text, align="R" if arabic else "L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(_GAP)
    pdf.output(str(out))
