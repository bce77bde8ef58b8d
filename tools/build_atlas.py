"""Build the outline atlas from installed open Arabic faces: ``python -m tools.build_atlas``.

Every face shapes frequent Arabic words with HarfBuzz. The clusters that come back are labelled by the letters they
stand for and by how these join in the word, so contextual alternates and ligatures need no list of their own.
Each cluster is painted, described (:mod:`warraq.fonts.outlines.glyph_shape`) and projected onto the directions that
tell labels apart and faces together. Only the projected numbers are shipped: no outline can be had back from them.

Needs uharfbuzz, wordfreq and these Debian packages (the build stops where a file is missing): fonts-noto-core,
fonts-hosny-amiri, fonts-hosny-thabit, fonts-kacst-one, fonts-farsiweb, fonts-arabeyes, fonts-paktype,
fonts-sil-lateef, fonts-sil-harmattan, fonts-freefont-ttf, fonts-vazirmatn, fonts-dejavu, fonts-liberation.
The Scheherazade faces are left out on purpose: the fixtures are set in one, and are to measure unseen faces.
With ``--extend`` what the shipped atlas lacks is added to it, labels and faces that draw them; nothing else changes.
Deterministic: the same packages give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools.atlas_faces import FACES, Face
from tools.atlas_ligatures import ALPHABET, LIGATURE_FACES, frequent_ligatures, joining_of
from warraq.fonts.outlines.atlas import (
    DATA,
    DIGIT,
    LATIN,
    LETTER,
    MARK,
    PUNCTUATION,
    RARE_SIGNS,
    TATWEEL,
    VERSE_SIGNS,
    Label,
    load,
    raw_features,
    raw_scalars,
)
from warraq.fonts.outlines.glyph_shape import GlyphOutlines, Part, Shape, tall_height

ARABIC_DIGITS: Final = "".join(chr(0x660 + i) for i in range(10))
#: ``. , : ; ! ?`` and the rest of ASCII, quotes, dashes, bullet, ellipsis, Arabic comma, semicolon, question mark,
#: percent, decimal and thousands separators, ornate parentheses, degree, section and copyright signs.
PUNCTUATION_MARKS: Final = (
    "!\"#%&'()*+,-./:;<=>?@[\\]_{|}"
    "\u00a7\u00a9\u00ab\u00b0\u00b7\u00bb\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026"
    "\u060c\u061b\u061f\u066a\u066b\u066c\u066d\ufd3e\ufd3f"
)
LATIN_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#: Accented letters of the names that documents quote, French, Spanish, Portuguese, German and Nordic ones first.
ACCENTED_LETTERS: Final = (
    "\u00c0\u00c1\u00c2\u00c3\u00c4\u00c5\u00c7\u00c8\u00c9\u00ca\u00cb\u00cd\u00ce\u00d1\u00d3\u00d4\u00d5\u00d6\u00d8\u00da\u00dc"
    "\u00e0\u00e1\u00e2\u00e3\u00e4\u00e5\u00e7\u00e8\u00e9\u00ea\u00eb\u00ec\u00ed\u00ee\u00ef\u00f1\u00f2\u00f3\u00f4\u00f5\u00f6\u00f8"
    "\u00f9\u00fa\u00fb\u00fc\u00df\u0153\u0107\u010d\u0161\u017e\u015f\u011f"
)
#: Families that show accented letters, ligatures and rare signs: those made for Latin text first of all, regular and
#: bold.
LATIN_FAMILIES: Final = frozenset(
    ("NotoSans", "NotoSerif", "FreeSerif", "FreeSans", "DejaVuSans", "DejaVuSerif", "LiberationSerif", "LiberationSans")
)
#: ff, fi, fl, ffi, ffl
LATIN_LIGATURES: Final = "\ufb00\ufb01\ufb02\ufb03\ufb04"
#: Fathatan to hamza below, and superscript alef.
MARKS: Final = (*(chr(c) for c in range(0x64B, 0x656)), "\u0670")
#: Madda above, hamza above, hamza below.
COMPOSING: Final = "\u0653\u0654\u0655"
#: Hamza with fatha and with damma: faces whose alef has its hamza apart draw these as one glyph (SIL, DejaVu), other
#: vowels over it hardly ever.
HAMZAS_WITH_VOWEL: Final = ("\u0654\u064e", "\u0654\u064f")
SHADDA: Final = "\N{ARABIC SHADDA}"
#: The isolated shadda ligatures of Arabic Presentation Forms-A and the vowel in each.
SHADDA_LIGATURES: Final = {0xFC5E + i: chr(c) for i, c in enumerate((0x64C, 0x64D, 0x64E, 0x64F, 0x650, 0x670))}
#: Kasratan and kasra.
UNDER_SHADDA: Final = "\u064d\u0650"
ALEF, BEH, DAL, LAM, MEEM, YEH, MAKSURA = "\u0627", "\u0628", "\u062f", "\u0644", "\u0645", "\u064a", "\u0649"

FREQUENT_WORDS: Final = 4500
RARE_WEIGHT: Final = 1e-8
MARK_WEIGHT: Final = 1e-7
PRINCIPAL: Final = 200
DIMENSIONS: Final = 60
SHRINKAGE: Final = 0.15
#: Labels seen in fewer outlines say nothing about the spread within a label.
LEAST_FOR_SPREAD: Final = 5


class Projection(NamedTuple):
    """How outlines become points: columns of the atlas' file."""

    mean: NDArray[np.float16]
    ink_axes: NDArray[np.float16]
    scalar_axes: NDArray[np.float16]

    def points(self, rasters: NDArray[np.float32], scalars: NDArray[np.float32]) -> NDArray[np.float32]:
        """float32[outlines, DIMENSIONS] of the paint [outlines, RASTER_SIZE] and the scalars [outlines, SCALARS]."""
        mean, ink_axes, scalar_axes = (axes.astype(np.float32) for axes in self)
        points: NDArray[np.float32] = (raw_features(rasters) - mean) @ ink_axes + raw_scalars(scalars) @ scalar_axes
        return points


class Shipped(NamedTuple):
    """The atlas of the package as it is kept: points int8 [outlines, DIMENSIONS] in steps, numbers of labels and
    families."""

    labels: tuple[Label, ...]
    families: tuple[str, ...]
    projection: Projection
    step: NDArray[np.float32]
    points: NDArray[np.int8]
    label_of: NDArray[np.uint16]
    family_of: NDArray[np.uint8]


def shipped() -> Shipped:
    """Read the atlas of the package."""
    known = load()
    with np.load(DATA / "atlas.npz") as arrays:
        projection = Projection(*(arrays[name] for name in Projection._fields))
        columns = (arrays[name] for name in ("step", "points", "label_of", "family_of"))
        return Shipped(known.labels, known.families, projection, *columns)


def words_to_shape() -> list[tuple[str, float]]:
    """Frequent words with their frequency, then each letter in every context that draws it differently."""
    from wordfreq import top_n_list, word_frequency

    plain = [w for w in top_n_list("ar", 2 * FREQUENT_WORDS) if all("\u0621" <= c <= "\u064a" for c in w)]
    words = [(w, word_frequency(w, "ar")) for w in plain[:FREQUENT_WORDS]]
    for c in ALPHABET:
        around = (c, BEH + c, c + BEH, BEH + c + BEH, LAM + c, c + ALEF, c + MEEM, MEEM + c + MEEM, c + YEH)
        words += [(w, RARE_WEIGHT) for w in (*around, ALEF + c, BEH + c + MAKSURA, BEH + LAM + c)]
    return words


@dataclass(slots=True)
class FaceEntries:
    """The clusters of one face: (label, parts) -> [use, advance]."""

    outlines: GlyphOutlines
    found: dict[tuple[Label, tuple[Part, ...]], list[float]] = field(default_factory=dict)

    def add(self, label: Label, parts: Iterable[Part], advance: float, use: float) -> None:
        entry = self.found.setdefault((label, tuple(parts)), [0.0, advance])
        entry[0] += use

    def tall(self) -> float:
        """Tall height of the face, from its single-glyph letters (from Latin ones where it has no Arabic)."""
        for kind in (LETTER, LATIN):
            tops, uses = [], []
            for (label, parts), (use, _) in self.found.items():
                ink = self.outlines.box(parts[0].gid)[0]
                if label.kind == kind and len(parts) == 1 and ink is not None and not label.accented:
                    tops.append(float(ink.top))
                    uses.append(use)
            if tops:
                return tall_height(tops, uses)
        raise ValueError("face without letters")

    def shapes(self, tall: float = 0.0) -> Iterator[tuple[Label, float, Shape]]:
        """``tall``: tall height of the face, if another's entries tell."""
        tall = tall or self.tall()
        for (label, parts), (use, advance) in self.found.items():
            shape = self.outlines.shape(parts, advance, tall)
            if shape is not None:
                yield label, use, shape


class Shaper:
    """HarfBuzz on one font file, with the forms that ``language`` has of its own (BCP 47)."""

    def __init__(self, data: bytes, language: str = "ar") -> None:
        import uharfbuzz

        self._hb: Any = uharfbuzz
        self.language = language
        self.font: Any = uharfbuzz.Font(uharfbuzz.Face(data))

    def nominal(self, character: str) -> int | None:
        """Glyph of ``character`` by the face's cmap; None where it has none."""
        return self.font.get_nominal_glyph(ord(character)) or None

    def covers(self, text: str) -> bool:
        return all(self.nominal(c) is not None for c in text)

    def shape(self, text: str) -> list[tuple[Any, Any]]:
        """(glyph info, glyph position) in visual order."""
        buffer = self._hb.Buffer()
        buffer.add_str(text)
        buffer.script, buffer.direction, buffer.language = "Arab", "rtl", self.language
        buffer.cluster_level = self._hb.BufferClusterLevel.MONOTONE_CHARACTERS
        self._hb.shape(self.font, buffer)
        return list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))

    def glyphs(self, text: str) -> set[int]:
        return {info.codepoint for info, _ in self.shape(text)}


def add_words(shaper: Shaper, entries: FaceEntries, words: list[tuple[str, float]]) -> None:
    """Add the clusters of ``words``, each with how often it is used, as a face shapes them; those it lacks are left."""
    for word, use in words:
        if not shaper.covers(word):
            continue
        clusters: OrderedDict[int, list[tuple[Any, Any]]] = OrderedDict()
        for info, position in shaper.shape(word):
            clusters.setdefault(info.cluster, []).append((info, position))
        starts = sorted(clusters)
        ends = dict(zip(starts, [*starts[1:], len(word)], strict=True))
        joins = joining_of(word)
        for start, glyphs in clusters.items():
            parts, x = [], 0
            for info, position in glyphs:
                if entries.outlines.box(info.codepoint)[0] is not None:
                    parts.append(Part(info.codepoint, x + position.x_offset, position.y_offset))
                x += position.x_advance
            if not parts:
                continue
            advance: float = x
            if len(parts) == 1:
                parts = [Part(parts[0].gid)]
                advance = entries.outlines.box(parts[0].gid)[1]
            end = ends[start]
            label = Label(word[start:end], joins[start][0], joins[end - 1][1], LETTER)
            entries.add(label, parts, advance, use)


def _add_marks(shaper: Shaper, entries: FaceEntries) -> None:
    """Marks are what is left of base + mark when the base's own glyphs are taken away."""
    tatweel = "\N{ARABIC TATWEEL}"
    for mark in (*MARKS, *(SHADDA + m for m in MARKS[:3] + MARKS[3:6]), *HAMZAS_WITH_VOWEL):
        # Alef and lam with a hamza or madda come back as one composed glyph, which is no mark; of newer faces beh, too.
        composed = (DAL,) if mark in HAMZAS_WITH_VOWEL else (BEH, DAL)
        for base in composed if mark[0] in COMPOSING else (BEH, LAM, ALEF, DAL):
            if not shaper.covers(base + mark):
                continue
            without = set[int]().union(*(shaper.glyphs(t) for t in (base, base + tatweel, tatweel + base, base + BEH)))
            left = [(i, p) for i, p in shaper.shape(base + mark) if i.codepoint not in without]
            if not 1 <= len(left) <= len(mark) or any(entries.outlines.box(i.codepoint)[0] is None for i, _ in left):
                continue
            parts = [Part(i.codepoint, p.x_offset, p.y_offset) for i, p in left]
            if len(parts) == 1:
                parts = [Part(parts[0].gid)]
            entries.add(Label(mark, False, False, MARK), parts, left[0][1].x_advance, MARK_WEIGHT)
    for code_point, mark in SHADDA_LIGATURES.items():
        gid = shaper.nominal(chr(code_point))
        if gid is not None and entries.outlines.box(gid)[0] is not None:
            entries.add(Label(SHADDA + mark, False, False, MARK), [Part(gid)], 0, MARK_WEIGHT)
    if shaper.covers(tatweel):
        shaped = shaper.shape(tatweel)
        if len(shaped) == 1:
            info, position = shaped[0]
            entries.add(Label(tatweel, True, True, TATWEEL), [Part(info.codepoint)], position.x_advance, MARK_WEIGHT)


def _add_stacked_marks(shaper: Shaper, entries: FaceEntries) -> None:
    """Shadda with its vowel as faces draw the pair: kasra under the shadda, all others over it.

    Few faces have the pairs as glyphs, and shaping may leave a kasra under the letter, where no pair has it.
    """
    shadda = shaper.nominal(SHADDA)
    box = entries.outlines.box(shadda)[0] if shadda is not None else None
    if shadda is None or box is None:
        return
    for mark in SHADDA_LIGATURES.values():
        vowel = shaper.nominal(mark)
        ink = entries.outlines.box(vowel)[0] if vowel is not None else None
        if vowel is None or ink is None:
            continue
        air = (box.top - box.bottom) // 8
        up = box.bottom - air - ink.top if mark in UNDER_SHADDA else box.top + air - ink.bottom
        across = (box.left + box.right - ink.left - ink.right) // 2
        parts = [Part(shadda), Part(vowel, across, up)]
        entries.add(Label(SHADDA + mark, False, False, MARK), parts, 0, MARK_WEIGHT)


def _add_singles(shaper: Shaper, entries: FaceEntries, accents: bool) -> None:
    """Characters that shape alike everywhere; ``accents``: accented letters, ligatures and rare signs too."""
    signs = PUNCTUATION_MARKS + VERSE_SIGNS + (RARE_SIGNS if accents else "")
    singles = [(ARABIC_DIGITS, DIGIT), ("0123456789", DIGIT), (LATIN_LETTERS, LATIN), (signs, PUNCTUATION)]
    if accents:
        singles.append((ACCENTED_LETTERS + LATIN_LIGATURES, LATIN))
    for characters, kind in singles:
        for character in characters:
            gid = shaper.nominal(character)
            if gid is not None:
                advance = entries.outlines.box(gid)[1]
                letters = unicodedata.normalize("NFKC", character) if character in LATIN_LIGATURES else character
                entries.add(Label(letters, False, False, kind), [Part(gid)], advance, MARK_WEIGHT)


def _without_disguised_digits(rows: list[tuple[Label, float, Shape]]) -> list[tuple[Label, float, Shape]]:
    """Some faces paint ASCII digits as Arabic-Indic ones: such outlines say nothing about the painted digit."""
    raster = {label.text: shape.raster for label, _, shape in rows if label.kind == DIGIT}
    same = 0
    for value in (0, 2, 3, 4, 5, 6, 7, 8, 9):
        ascii_digit, arabic_digit = str(value), ARABIC_DIGITS[value]
        if ascii_digit in raster and arabic_digit in raster:
            same += float(((raster[ascii_digit] - raster[arabic_digit]) ** 2).sum()) < 2
    if same < 4:
        return rows
    return [row for row in rows if not (row[0].kind == DIGIT and row[0].text.isascii())]


def entries_of(data: bytes, words: list[tuple[str, float]], accents: bool = False) -> list[tuple[Label, float, Shape]]:
    """(label, use, shape) of every cluster that one face draws; ``accents``: those of Latin letters too."""
    shaper, entries = Shaper(data), FaceEntries(GlyphOutlines(data))
    if shaper.nominal(BEH) is not None:
        add_words(shaper, entries, words)
        _add_marks(shaper, entries)
        _add_stacked_marks(shaper, entries)
    _add_singles(shaper, entries, accents)
    return _without_disguised_digits(list(entries.shapes()))


def encoded_ligatures(
    data: bytes, words: list[tuple[str, float]], ligatures: Mapping[str, Label]
) -> list[tuple[Label, float, Shape]]:
    """(label, use, shape) of those ``ligatures``, by their code points, that a face has; their use is next to none."""
    shaper, letters, entries = Shaper(data), FaceEntries(GlyphOutlines(data)), FaceEntries(GlyphOutlines(data))
    add_words(shaper, letters, words)
    for character, label in ligatures.items():
        gid = shaper.nominal(character)
        if gid is not None and entries.outlines.box(gid)[0] is not None:
            entries.add(label, [Part(gid)], entries.outlines.box(gid)[1], RARE_WEIGHT)
    return list(entries.shapes(letters.tall()))


def fit_projection(
    rasters: NDArray[np.float32], scalars: NDArray[np.float32], label_of: NDArray[np.int32]
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """(mean, ink axes, scalar axes): principal components of the rasters, then a whitened discriminant analysis."""
    ink = raw_features(rasters)
    mean = ink.mean(0)
    ink -= mean
    _, vectors = np.linalg.eigh(ink.T @ ink / len(ink))
    principal = vectors[:, ::-1][:, :PRINCIPAL]
    values = np.hstack([ink @ principal, raw_scalars(scalars)]).astype(np.float64)
    count = np.bincount(label_of)
    means = np.zeros((count.size, values.shape[1]))
    np.add.at(means, label_of, values)
    means /= count[:, None]
    known = count >= LEAST_FOR_SPREAD
    residue = (values - means[label_of])[known[label_of]]
    within = residue.T @ residue / len(residue)
    within += SHRINKAGE * np.trace(within) / len(within) * np.eye(len(within))
    spread, axes = np.linalg.eigh(within)
    whiten = axes / np.sqrt(spread)
    between = means[known] @ whiten
    between -= between.mean(0)
    _, directions = np.linalg.eigh(between.T @ between / len(between))
    discriminant = whiten @ directions[:, ::-1][:, :DIMENSIONS]
    ink_axes = principal @ discriminant[:PRINCIPAL]
    return mean.astype(np.float32), ink_axes.astype(np.float32), discriminant[PRINCIPAL:].astype(np.float32)


def _read(face: Face, fonts: Path) -> bytes:
    path = fonts / face.file
    if not path.exists():
        sys.exit(f"{path} is missing: install {face.package}")
    return path.read_bytes()


def build(fonts: Path, out: Path, exclude: frozenset[str] = frozenset(), *, extend: bool = False) -> None:
    """Shape, paint, project and write the atlas of ``FACES`` (without the families in ``exclude``) to ``out``.

    ``extend``: keep the shipped one's projection and outlines, and add those of the labels that it lacks of a family.
    Whoever adds a label changes nothing else then; an atlas made anew has to be measured anew.
    """
    words, ligatures = words_to_shape(), frequent_ligatures()
    faces = [f for f in FACES if f.family not in exclude]
    families = sorted({f.family for f in faces})
    labels: dict[Label, int] = {}
    use: defaultdict[int, float] = defaultdict(float)
    rows: list[tuple[int, int]] = []
    rasters: list[NDArray[np.float32]] = []
    scalars: list[NDArray[np.float32]] = []
    for face in faces:
        data = _read(face, fonts)
        entries = entries_of(data, words, face.family in LATIN_FAMILIES)
        if Path(face.file).name in LIGATURE_FACES:
            drawn = {label for label, _, _ in entries}
            entries += [row for row in encoded_ligatures(data, words, ligatures) if row[0] not in drawn]
        print(f"{face.file}: {len(entries)} outlines", file=sys.stderr)
        for label, weight, shape in entries:
            number = labels.setdefault(label, len(labels))
            use[number] += weight
            rows.append((number, families.index(face.family)))
            rasters.append(shape.raster)
            scalars.append(shape.scalars)
    _write(
        out, list(labels), [use[i] for i in range(len(labels))], families, rows, np.array(rasters), np.array(scalars),
        shipped() if extend else None,
    )  # fmt: skip
    _write_notice(out, faces)


def _write(
    out: Path,
    labels: list[Label],
    use: list[float],
    families: list[str],
    rows: list[tuple[int, int]],
    rasters: NDArray[np.float32],
    scalars: NDArray[np.float32],
    old: Shipped | None,
) -> None:
    by_name = sorted(range(len(labels)), key=lambda i: labels[i])
    rank = np.argsort(by_name)
    label_of = rank[[label for label, _ in rows]].astype(np.int32)
    family_of = np.array([family for _, family in rows], np.int32)
    names = [labels[i] for i in by_name]
    if old is None:
        plain = np.array([not names[label].accented for label in label_of.tolist()])
        fitted = fit_projection(rasters[plain], scalars[plain], _closed_up(label_of[plain]))
        projection = Projection(*(a.astype(np.float16) for a in fitted))
        points = projection.points(rasters, scalars)
        step = np.abs(points[plain]).max(0) / 127
        quantised = in_steps(points, step)
    else:
        has = set(zip((old.labels[k] for k in old.label_of.tolist()), old.family_of.tolist(), strict=True))
        of_faces = [(names[k], old.families.index(families[f])) for k, f in zip(label_of, family_of, strict=True)]
        new = np.array([each not in has for each in of_faces])
        projection, step = old.projection, old.step
        added = in_steps(projection.points(rasters[new], scalars[new]), step)
        number = {label: k for k, label in enumerate(names)}
        label_of = np.append([number[old.labels[label]] for label in old.label_of.tolist()], label_of[new])
        family_of = np.append([families.index(old.families[f]) for f in old.family_of.tolist()], family_of[new])
        quantised = np.concatenate([old.points, added])
    table = np.unique(np.hstack([label_of[:, None], family_of[:, None], quantised]), axis=0)
    out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        out / "atlas.npz",
        points=table[:, 2:].astype(np.int8),
        step=step.astype(np.float32),
        label_of=table[:, 0].astype(np.uint16),
        family_of=table[:, 1].astype(np.uint8),
        **projection._asdict(),
    )
    total = sum(use)
    write_labels(out / "labels.tsv", {labels[i]: use[i] / total for i in by_name})
    (out / "families.txt").write_text("\n".join(families) + "\n", "utf-8")


def write_labels(path: Path, priors: Mapping[Label, float]) -> None:
    """Write a line a label in the order of ``priors``: code points, whether it joins on either side, kind, prior."""
    with path.open("w", encoding="utf-8") as file:
        for label, prior in priors.items():
            code_points = " ".join(f"{ord(c):04X}" for c in label.text)
            file.write(f"{code_points}\t{label.before:d}{label.after:d}\t{label.kind}\t{prior:.3g}\n")


def in_steps(points: NDArray[np.float32], step: NDArray[np.float32]) -> NDArray[np.int8]:
    """``points``, float32[n, d], in whole numbers of the ``step`` of each dimension, float32[d]: int8[n, d]."""
    return np.clip(np.round(points / step), -127, 127).astype(np.int8)


def _closed_up(numbers: NDArray[np.int32]) -> NDArray[np.int32]:
    """``numbers`` in the same order, from 0 without gaps."""
    return np.unique(numbers, return_inverse=True)[1].astype(np.int32)


def _write_notice(out: Path, faces: list[Face]) -> None:
    by_package: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for face in faces:
        by_package[face.package, face.licence].append(Path(face.file).name)
    lines = [
        "The outline atlas in this folder holds numbers measured on the glyphs of the open faces below, projected to",
        f"{DIMENSIONS} dimensions. It holds no outline, no bitmap and no font program.",
        "Written by tools/build_atlas.py, letters.npz and letters.tsv by tools/build_letters.py; do not edit.",
        "",
    ]
    for (package, licence), files in sorted(by_package.items()):
        lines += [f"{package} ({licence}):", "    " + ", ".join(files)]
    (out / "NOTICE").write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Command line: where the fonts are, where the atlas goes, which families to leave out."""
    parser = argparse.ArgumentParser(description="Build the outline atlas from installed open Arabic faces.")
    parser.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts"), help="folder of the font packages")
    parser.add_argument("--out", type=Path, default=DATA, help="folder to write to")
    parser.add_argument("--exclude", default="", help="families to leave out, separated by commas")
    parser.add_argument("--extend", action="store_true", help="keep the shipped outlines, add what it lacks")
    arguments = parser.parse_args()
    if arguments.extend and arguments.exclude:
        parser.error("--extend keeps the outlines of all families: --exclude goes with an atlas that is made anew")
    build(
        arguments.fonts, arguments.out, frozenset(filter(None, arguments.exclude.split(","))), extend=arguments.extend
    )


if __name__ == "__main__":
    main()
