"""Damage to a sound PDF: wrong, shifted, foreign or missing maps, with or without the fonts' own tables.

What is painted stays as it is, byte for byte in the content streams but for /ActualText, which would tell the truth
that a broken file hasn't got.
"""

from __future__ import annotations

import hashlib
import io
import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pikepdf
from fontTools.ttLib import TTFont

from benchmarks.corpus.cff_outlines import as_cff
from benchmarks.corpus.font_tables import AS_IS, CFF, rewrite
from benchmarks.corpus.page import FACES, FALLBACK, Face
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.fonts.programs.cmap import parse_cmap
from warraq.model.font import Font

Claims = dict[int, str]

#: Nothing is touched at all.
UNTOUCHED: Final = "untouched"
#: The map stands and the tables are set.
SOUND: Final = "sound"
REMOVED: Final = "removed"
_BFCHAR_LIMIT: Final = 100
_FORMS: Final = tuple(chr(code) for code in (*range(0xFE80, 0xFEFD), *range(0x0660, 0x066A), *range(0x064B, 0x0653)))


@dataclass(frozen=True, slots=True)
class Damage:
    """``map``: a name of ``MAPS``; ``tables``: what the programs keep, see :mod:`benchmarks.corpus.font_tables`."""

    map: str = UNTOUCHED
    tables: str = "kept"

    @property
    def name(self) -> str:
        return self.map if self.map == UNTOUCHED else f"{self.map}-{self.tables}"


NO_DAMAGE: Final = Damage()


def is_arabic(text: str) -> bool:
    """It has an Arabic letter, mark or digit."""
    return any("ARABIC" in unicodedata.name(char, "") for char in text)


def _sound(claims: Claims, chance: random.Random) -> Claims:
    return claims


def _wrong(share: float) -> Callable[[Claims, random.Random], Claims]:
    """That share of the Arabic codes claim what another of them stands for."""

    def damage(claims: Claims, chance: random.Random) -> Claims:
        arabic = [code for code, text in sorted(claims.items()) if is_arabic(text)]
        chosen = sorted(chance.sample(arabic, round(share * len(arabic))))
        turned = chosen[:]
        chance.shuffle(turned)
        donors = dict(zip(turned, turned[1:] + turned[:1], strict=True))
        return claims | {code: claims[donors[code]] for code in chosen}

    return damage


def _spaces(share: float) -> Callable[[Claims, random.Random], Claims]:
    """That share of the Arabic codes claim a space."""

    def damage(claims: Claims, chance: random.Random) -> Claims:
        arabic = [code for code, text in sorted(claims.items()) if is_arabic(text)]
        return claims | dict.fromkeys(chance.sample(arabic, round(share * len(arabic))), " ")

    return damage


def _swapped(claims: Claims, chance: random.Random) -> Claims:
    """Eight pairs of letters change places in all their forms."""
    letters = sorted({char for text in claims.values() for char in text if unicodedata.category(char) == "Lo"})
    chosen = chance.sample(letters, min(16, len(letters) // 2 * 2))
    pairs = dict(zip(chosen[::2], chosen[1::2], strict=True))
    table = pairs | {b: a for a, b in pairs.items()}
    return {code: "".join(table.get(char, char) for char in text) for code, text in claims.items()}


def _shifted(claims: Claims, chance: random.Random) -> Claims:
    """Each code claims what the code some places further stands for."""
    codes = sorted(claims)
    by = chance.randint(1, 6)
    return {code: claims[codes[(place + by) % len(codes)]] for place, code in enumerate(codes)}


def _foreign(claims: Claims, chance: random.Random) -> Claims:
    """The map of a font with other glyphs: characters in the order of the code points, from anywhere."""
    start = chance.randrange(len(_FORMS))
    return {code: _FORMS[(start + place) % len(_FORMS)] for place, code in enumerate(sorted(claims))}


MAPS: Final[dict[str, Callable[[Claims, random.Random], Claims]]] = {
    SOUND: _sound,
    "wrong-10": _wrong(0.10),
    "wrong-35": _wrong(0.35),
    "wrong-75": _wrong(0.75),
    "wrong-100": _wrong(1.0),
    "spaces-10": _spaces(0.10),
    "spaces-40": _spaces(0.40),
    "swapped": _swapped,
    "shifted": _shifted,
    "foreign": _foreign,
    REMOVED: _sound,
}


def inflict(
    source: Path,
    out: Path,
    damage: Damage,
    face: Face | None,
    seed: int,
    maps: Mapping[str, Callable[[Claims, random.Random], Claims]] = MAPS,
) -> None:
    """Write ``source`` to ``out`` with ``damage``; the text is set in ``face``, from which tables that the damage
    leaves are restored. None where it leaves none. ``maps``: its maps by their names."""
    if damage.map == UNTOUCHED:
        out.write_bytes(source.read_bytes())
        return
    with pikepdf.open(source) as pdf:
        paths = [face.path, FALLBACK] if face is not None else []
        others = tuple(other.path for other in FACES if other.name == "dejavu" and other.path not in paths)
        said = {font.program_hash: _by_glyph(font) for font in extract_pdf(source).fonts}
        for place, font in enumerate(_fonts(pdf)):
            _remap(pdf, font, damage.map, maps[damage.map], random.Random(f"{seed} {damage.map} {place}"))
            _retable(pdf, font, damage.tables, (*paths, *others), said)
        if damage.map != SOUND:
            _drop_actual_text(pdf)
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _by_glyph(font: Font) -> dict[int, str]:
    """Glyph index -> what the sound map says of it, presentation forms as letters."""
    claims = ((font.code_to_gid[code], text) for code, text in font.to_unicode.items() if code in font.code_to_gid)
    return {gid: unicodedata.normalize("NFKC", text).strip() for gid, text in claims}


def _fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """The fonts that content streams name, in the order of the file."""
    return [
        font
        for font in pdf.objects
        if isinstance(font, pikepdf.Dictionary)
        and font.get("/Type") == "/Font"
        and font.get("/Subtype") not in ("/CIDFontType0", "/CIDFontType2")
    ]


def _remap(
    pdf: pikepdf.Pdf,
    font: pikepdf.Dictionary,
    name: str,
    change: Callable[[Claims, random.Random], Claims],
    chance: random.Random,
) -> None:
    if "/ToUnicode" not in font or name == SOUND:
        return
    if name == REMOVED:
        del font["/ToUnicode"]
        return
    claims = parse_cmap(font["/ToUnicode"].read_bytes()).to_unicode
    if any(map(is_arabic, claims.values())):
        font["/ToUnicode"] = pdf.make_stream(to_unicode(change(claims, chance), font["/Subtype"] == "/Type0"))


def to_unicode(claims: Claims, wide: bool) -> bytes:
    """A ToUnicode CMap (ISO 32000-2, 9.10.3) for codes of two bytes, or of one."""
    digits = 4 if wide else 2
    rows = [f"<{code:0{digits}X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in sorted(claims.items())]
    blocks = [rows[start : start + _BFCHAR_LIMIT] for start in range(0, len(rows), _BFCHAR_LIMIT)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def",
            f"1 begincodespacerange\n<{'0' * digits}> <{'F' * digits}>\nendcodespacerange",
            *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
            "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend",
        ]
    ).encode("ascii")


def _retable(
    pdf: pikepdf.Pdf, font: pikepdf.Dictionary, tables: str, faces: tuple[Path, ...], said: dict[str, dict[int, str]]
) -> None:
    simple = "/DescendantFonts" not in font
    inner = font if simple else font["/DescendantFonts"][0]
    descriptor = inner.get("/FontDescriptor")
    if tables == AS_IS or descriptor is None or "/FontFile2" not in descriptor or (simple and "/Encoding" in font):
        return  # the character map of an encoded simple font is what paints it
    program = descriptor["/FontFile2"].read_bytes()
    if tables == CFF and not simple:
        _set_cff(pdf, inner, as_cff(program, _glyphs_by_cid(inner, program)))
        return
    known = said.get(hashlib.sha256(program).hexdigest(), {})
    stream = pdf.make_stream(rewrite(program, tables, faces, simple, known))
    stream["/Length1"] = len(stream.read_bytes())
    descriptor["/FontFile2"] = stream


def _set_cff(pdf: pikepdf.Pdf, inner: pikepdf.Object, program: bytes) -> None:
    """Embed a CFF program whose glyph numbers are the CIDs."""
    inner["/Subtype"] = pikepdf.Name("/CIDFontType0")
    if "/CIDToGIDMap" in inner:
        del inner["/CIDToGIDMap"]
    descriptor = inner["/FontDescriptor"]
    del descriptor["/FontFile2"]
    descriptor["/FontFile3"] = pdf.make_stream(program, Subtype=pikepdf.Name("/OpenType"))


def _glyphs_by_cid(inner: pikepdf.Object, program: bytes) -> list[int]:
    """Glyph index of each CID (ISO 32000-2, 9.7.4.3)."""
    mapping = inner.get("/CIDToGIDMap")
    if isinstance(mapping, pikepdf.Stream):
        pairs = mapping.read_bytes().rstrip(b"\0")
        pairs += b"\0" * (len(pairs) % 2)
        return [int.from_bytes(pairs[at : at + 2], "big") for at in range(0, len(pairs), 2)]
    return list(range(TTFont(io.BytesIO(program), lazy=True)["maxp"].numGlyphs))


def _drop_actual_text(pdf: pikepdf.Pdf) -> None:
    """No /ActualText in content streams, no structure tree."""
    for key in ("/StructTreeRoot", "/MarkInfo"):
        if key in pdf.Root:
            del pdf.Root[key]
    for stream in _contents(pdf):
        data = stream.read_bytes()
        if b"/ActualText" in data:
            stream.write(_ACTUAL_TEXT.sub(b"", data))
    for properties in pdf.objects:  # property lists that content streams name
        if isinstance(properties, pikepdf.Dictionary) and "/ActualText" in properties:
            del properties["/ActualText"]


#: /ActualText with its string, which may be literal or hexadecimal.
_ACTUAL_TEXT: Final = re.compile(rb"/ActualText\s*(?:<[0-9A-Fa-f\s]*>|\((?:\\.|[^\\()])*\))", re.DOTALL)


def _contents(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Content streams of the pages and of the forms."""
    for page in pdf.pages:
        page.contents_coalesce()
        yield page.obj["/Contents"]
    yield from (form for form in pdf.objects if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form")
