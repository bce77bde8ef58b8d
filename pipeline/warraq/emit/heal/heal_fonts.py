"""The font dictionaries of a file, each with the font that extraction read from it, and how to change them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from warraq.arabic.presentation_forms import PRESENTATION_FORM
from warraq.config import Limits
from warraq.emit.heal.heal_objects import dictionary_of, entries_of, short_number, text_of
from warraq.emit.heal.heal_texts import HealedTexts, to_unicode_cmap
from warraq.errors import WarraqError
from warraq.extract.content.font_tables import MOST_GID_MAP
from warraq.extract.content.fonts import FontLoader, FontResource
from warraq.extract.objects.mend import mend
from warraq.extract.objects.opened import OpenedDocument
from warraq.extract.pages.pdf_file import quiet
from warraq.fonts.outlines.outline import outlines_of
from warraq.fonts.programs.cmap import MOST_BYTES, parse_cmap
from warraq.model.font import Font
from warraq.pdf.streams import budget, leading_bytes

#: Private key of a font dictionary that was healed; the value is the version of what was done. Later runs leave it be.
HEALED: Final = Name("/Warraq_Healed")
HEALED_VERSION: Final = 1
#: Shares of a ligature's advance to try for its letters but the last: as they are summed, a glyph behind them may round
#: to the next pixel. None: ligatures stay whole, where each share moves a glyph.
SHARES: Final = (0.5, 0.4, 0.3, None)
_SUBTYPES: Final = frozenset({"/Type0", "/Type1", "/MMType1", "/TrueType", "/Type3"})
_LAST_CODE: Final = 0xFFFF


@dataclass(slots=True)
class FontObject:
    """One font dictionary of the file.

    Attributes:
        dictionary: an indirect object.
        index: of the font in ``Extraction.fonts``.
        split: charcode of a ligature -> the codes of its letters that are shown in its place, from left to right: the
            last letter first, which paints the ligature. Empty where none is split.
    """

    dictionary: Object
    index: int
    split: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def composite(self) -> bool:
        return bool(self.dictionary.get("/Subtype") == Name.Type0)

    @property
    def healed(self) -> bool:
        """A former run has healed it."""
        return HEALED in self.dictionary


def find_fonts(pdf: Pdf, data: bytes, password: str | None, fonts: Sequence[Font], limits: Limits) -> list[FontObject]:
    """The font dictionaries that the extraction's ``fonts`` were read from, by object number.

    Each dictionary is read once more as the extraction reads it, and belongs to the font that comes out the same.
    """
    loader = FontLoader(limits)
    by_name: dict[str, list[int]] = {}
    for index, font in enumerate(fonts):
        by_name.setdefault(font.name, []).append(index)
    objects = []
    with quiet(), budget(limits):
        document = _as_extracted(data, password, limits)
        for dictionary in _font_dictionaries(pdf):
            try:
                spec = document.getobj(dictionary.objgen[0])
                if not isinstance(spec, Mapping):
                    continue
                resource = loader.load(spec)
            except (WarraqError, MemoryError):
                raise
            except Exception:  # noqa: BLE001 - pdfminer raises anything on damaged objects
                continue
            for index in by_name.get(resource.name, ()):
                if _comes_out_as(resource, fonts[index]):
                    objects.append(FontObject(dictionary, index))
                    break
    return objects


def _comes_out_as(resource: FontResource, font: Font) -> bool:
    """Whether ``font`` was read from it; pages may have painted it upside down, which its dictionary doesn't say."""
    resource.used = set(font.widths)
    for mirrored in (0, 1):
        resource.mirrored = mirrored
        if resource.freeze() == font:
            return True
    return False


def _as_extracted(data: bytes, password: str | None, limits: Limits) -> OpenedDocument:
    """The document as extraction opens it: mended where it can't be opened as it is."""
    try:
        return OpenedDocument(data, password, limits)
    except Exception:  # pdfminer raises anything on damaged input
        mended = mend(data)
        if mended is None:
            raise
    return OpenedDocument(mended, password, limits)


def _font_dictionaries(pdf: Pdf) -> Iterator[Object]:
    for candidate in pdf.objects:
        if not isinstance(candidate, Dictionary) or text_of(candidate.get("/Subtype")) not in _SUBTYPES:
            continue
        if "/BaseFont" in candidate or "/CharProcs" in candidate:
            yield candidate


def write_to_unicode(pdf: Pdf, font: FontObject, healed: HealedTexts, known: Font) -> None:
    """Give the font a /ToUnicode that says ``healed``; codes that the document doesn't use keep their entry."""
    texts = {**known.to_unicode, **healed.texts}
    sizes = code_sizes(font.dictionary, texts)
    font.dictionary.ToUnicode = pdf.make_indirect(Stream(pdf, to_unicode_cmap(texts, sizes)))
    font.dictionary[HEALED] = HEALED_VERSION


def code_sizes(dictionary: Object, codes: Mapping[int, Any]) -> dict[int, int]:
    """Number of bytes of each code: one in a simple font, two in most composite ones, else as the code spaces say."""
    if dictionary.get("/Subtype") != Name.Type0:
        return dict.fromkeys(codes, 1)
    encoding = dictionary.get("/Encoding")
    spaces = parse_cmap(_leading_bytes(encoding, MOST_BYTES)).codespaces if isinstance(encoding, Stream) else []
    sizes = dict.fromkeys(codes, 2)
    for code in codes:
        for size, low, high in sorted(spaces):
            if low <= code <= high:
                sizes[code] = size
                break
    return sizes


def code_length(dictionary: Object) -> int | None:
    """Bytes of every code of a font; None where they differ, or where its CMap isn't in the file."""
    if dictionary.get("/Subtype") != Name.Type0:
        return 1
    encoding = dictionary.get("/Encoding")
    if not isinstance(encoding, Stream):
        return 2 if text_of(encoding).startswith("/Identity") else None
    sizes = {size for size, _, _ in parse_cmap(_leading_bytes(encoding, MOST_BYTES)).codespaces} or {2}
    return sizes.pop() if len(sizes) == 1 else None


def _leading_bytes(stream: Stream, most: int) -> bytes:
    """The first bytes of a stream as the extraction decodes them: pikepdf decodes as far as a stream goes."""
    names, shapes = stream.get("/Filter"), stream.get("/DecodeParms")
    filters = [LIT(text_of(name)[1:]) for name in (names if isinstance(names, Array) else [names]) if name is not None]
    parameters = [
        {key[1:]: int(value) for key, value in entries_of(shape) if isinstance(value, int)}
        for shape in (shapes if isinstance(shapes, Array) else [shapes])
        if isinstance(shape, Dictionary)
    ]
    attributes: dict[str, Any] = {"Filter": filters}
    if len(parameters) == len(filters):
        attributes["DecodeParms"] = parameters
    with budget(Limits()):
        return leading_bytes(PDFStream(attributes, stream.read_raw_bytes()), most)


def is_split(text: str) -> bool:
    """Whether a code's text must be spread over several codes: viewers turn right-to-left text round code by code or
    character by character, and get the letters of one code in the wrong order. Marks are put right by normalisation."""
    return (
        len(text) > 1
        and unicodedata.bidirectional(text[0]) in ("R", "AL")
        and any(unicodedata.category(c) != "Mn" for c in text[1:])
    )


def split_ligatures(pdf: Pdf, font: FontObject, healed: HealedTexts, known: Font, others: float) -> HealedTexts:
    """Give each letter of the font's right-to-left ligatures a code of its own.

    The last letter, which lies on the left, paints all of it; the ``others`` paint nothing and have this share of its
    advance. So no two are shown at one place, which poppler takes for a text that is painted twice, and the pen is
    nowhere but where it was. The ligature's own code stays for content that can't be followed. Only where a code can
    be added without touching the font program: an embedded TrueType program whose CIDs are the codes (Identity-H) and
    that has a blank glyph. Elsewhere the texts come back unchanged.
    """
    ligatures = {code: text for code, text in healed.texts.items() if is_split(text) and code in known.code_to_gid}
    blank = _blank_glyph(known) if ligatures and _can_grow(font.dictionary) else None
    if blank is None:
        return healed
    descendant = font.dictionary.DescendantFonts[0]
    first = _first_free(descendant, known)
    shown: dict[tuple[int, float, str], int] = {}  # glyph, advance and text of each new code
    for code, text in ligatures.items():
        parts, advance = clusters(text)[::-1], known.widths.get(code, 0.0)
        share = advance * others // (len(parts) - 1)
        wanted = [(known.code_to_gid[code], advance - share * (len(parts) - 1), parts[0])]
        wanted += [(blank, share, part) for part in parts[1:]]
        font.split[code] = tuple(shown.setdefault(one, first + len(shown)) for one in wanted)
    if first + len(shown) > _LAST_CODE:
        font.split.clear()
        return healed
    _map_glyphs(pdf, descendant, first, [gid for gid, _, _ in shown])
    widths = descendant.get("/W")
    descendant.W = Array(
        [
            *(widths if isinstance(widths, Array) else ()),
            first,
            Array([short_number(advance) for _, advance, _ in shown]),
        ]
    )
    texts = healed.texts | {code: text for (_, _, text), code in shown.items()}
    return HealedTexts(texts, healed.changed | ligatures.keys())


def whole_ligatures(font: FontObject, healed: HealedTexts, known: Font, turned: bool) -> HealedTexts:
    """Give the codes of whole right-to-left ligatures the presentation form that stands for all their letters.

    Viewers turn the letters of one code round, but not one character, which they take apart in the right order. The
    form that was claimed stays; a ligature that Unicode has no form for keeps its letters.

    Args:
        turned: viewers turn the font's text round; where they don't, letters come right, and none gets another form.
    """
    whole: dict[int, str] = {}
    for code, text in healed.texts.items():
        if is_split(text):
            claim = known.to_unicode.get(code, "")
            others = (
                [PRESENTATION_FORM.get((text, form), "") for form in ("iso", "fin", "ini", "med")] if turned else []
            )
            forms = (form for form in (claim, *others) if len(form) == 1 and _stands_for(form, text))
            whole[code] = next(forms, text)
    changed = {code for code, text in whole.items() if code in font.split or known.to_unicode.get(code) != text}
    return HealedTexts({**healed.texts, **whole}, healed.changed - whole.keys() | changed)


def _stands_for(form: str, text: str) -> bool:
    return unicodedata.normalize("NFKC", form) == unicodedata.normalize("NFKC", text)


def clusters(text: str) -> list[str]:
    """Each letter with the marks that follow it."""
    parts: list[str] = []
    for character in text:
        if parts and unicodedata.category(character) == "Mn":
            parts[-1] += character
        else:
            parts.append(character)
    return parts


def _can_grow(dictionary: Object) -> bool:
    if dictionary.get("/Subtype") != Name.Type0 or dictionary.get("/Encoding") != Name("/Identity-H"):
        return False
    descendants = dictionary.get("/DescendantFonts")
    descendant = dictionary_of(descendants[0]) if isinstance(descendants, Array) and len(descendants) else None
    if descendant is None or descendant.get("/Subtype") != Name.CIDFontType2:
        return False
    descriptor = dictionary_of(descendant.get("/FontDescriptor"))
    return descriptor is not None and "/FontFile2" in descriptor


def _blank_glyph(known: Font) -> int | None:
    """A glyph of the program without an outline, the one of a used code if there is one."""
    outlines = outlines_of(known)
    if outlines is None:
        return None
    used = [gid for _, gid in sorted(known.code_to_gid.items()) if gid > 0]
    glyphs: Iterable[int] = (*used, *range(1, outlines.glyph_count))
    for gid in glyphs:
        if 0 < gid < outlines.glyph_count and outlines.box(gid)[0] is None:
            return gid
    return None


def _first_free(descendant: Object, known: Font) -> int:
    """The first code above all that the font may use."""
    outlines = outlines_of(known)
    mapped = descendant.get("/CIDToGIDMap")
    listed = len(_leading_bytes(mapped, MOST_GID_MAP)) // 2 if isinstance(mapped, Stream) else 0
    glyphs = outlines.glyph_count if outlines is not None else 0
    return max(listed, glyphs, max(known.widths, default=0) + 1, max(known.to_unicode, default=0) + 1)


def _map_glyphs(pdf: Pdf, descendant: Object, first: int, glyphs: Sequence[int]) -> None:
    mapped = descendant.get("/CIDToGIDMap")
    table = bytearray(_leading_bytes(mapped, MOST_GID_MAP)) if isinstance(mapped, Stream) else bytearray()
    if not isinstance(mapped, Stream):
        table = bytearray(b"".join(gid.to_bytes(2, "big") for gid in range(first)))
    table.extend(bytes(2 * first - len(table)))
    table.extend(b"".join(gid.to_bytes(2, "big") for gid in glyphs))
    descendant.CIDToGIDMap = pdf.make_indirect(Stream(pdf, bytes(table)))
