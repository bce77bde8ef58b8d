"""An alignment as what translators and those who train models load: TMX, XLIFF, Moses, TSV, JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Final
from xml.etree import ElementTree as ET

from warraq.align.records import AlignedSentences, Alignment, Sentence
from warraq.emit.formats.json import record_data
from warraq.emit.formats.printed import printable
from warraq.errors import UsageError

#: The format of a file a language.
MOSES: Final = "moses"
_XLIFF: Final = "urn:oasis:names:tc:xliff:document:2.0"
_RTL: Final = frozenset({"ar", "fa", "ur", "he", "ps", "ku", "sd", "ug"})
_XML: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def to_tmx(alignment: Alignment) -> str:
    """Translation Memory eXchange 1.4: a unit for what at least two documents say."""
    from warraq import __version__

    root = ET.Element("tmx", version="1.4")
    ET.SubElement(
        root,
        "header",
        {
            "creationtool": "warraq",
            "creationtoolversion": __version__,
            "segtype": "sentence",
            "o-tmf": "warraq",
            "adminlang": "en",
            "srclang": alignment.languages[0],
            "datatype": "plaintext",
        },
    )
    body = ET.SubElement(root, "body")
    for group in alignment.sentences:
        if sum(map(bool, group.sides)) < 2:
            continue
        unit = ET.SubElement(body, "tu")
        _prop(unit, "confidence", f"{group.confidence:.4f}")
        for language, file, side, text in zip(
            alignment.languages, alignment.files, group.sides, group.texts, strict=True
        ):
            if side:
                variant = ET.SubElement(unit, "tuv", {_LANG: language})
                _prop(variant, "document", file)
                _prop(variant, "nodes", " ".join(_nodes(side)))
                for word in _doubts(side):
                    _prop(variant, "uncertain", word)
                ET.SubElement(variant, "seg").text = printable(text)
    ET.indent(root)
    return f"{_XML}{ET.tostring(root, encoding='unicode')}\n"


def _prop(parent: ET.Element, kind: str, text: str) -> None:
    ET.SubElement(parent, "prop", type=f"x-{kind}").text = printable(text)


def to_xliff(alignment: Alignment) -> str:
    """XLIFF 2.1: a unit for what the first document says; notes have the confidence and the uncertain words.

    Raises:
        UsageError: there are more than two documents.
    """
    if len(alignment.languages) != 2:
        raise UsageError("XLIFF has one source and one target", help="Give two documents, or choose TMX.")
    source, target = alignment.languages
    ET.register_namespace("", _XLIFF)
    root = ET.Element(f"{{{_XLIFF}}}xliff", {"version": "2.1", "srcLang": source, "trgLang": target})
    sides = {"srcDir": _direction(source), "trgDir": _direction(target)}
    file = _add(root, "file", id="f1", original=printable(alignment.files[0]), **sides)
    for number, group in enumerate((group for group in alignment.sentences if group.sides[0]), start=1):
        unit = _add(file, "unit", id=f"u{number}", name=" ".join(_nodes(group.sides[0])))
        _notes(unit, group)
        # what nothing was said of is still to be translated
        segment = _add(unit, "segment", id="s1", state="translated" if group.sides[1] else "initial")
        _add(segment, "source").text = printable(group.texts[0])
        if group.sides[1]:
            _add(segment, "target").text = printable(group.texts[1])
    if not len(file):  # a file has at least one unit
        _add(_add(_add(file, "unit", id="u1"), "segment"), "source")
    ET.indent(root)
    return f"{_XML}{ET.tostring(root, encoding='unicode')}\n"


def _notes(unit: ET.Element, group: AlignedSentences) -> None:
    notes = [("target", "confidence", f"{group.confidence:.4f}")] if group.sides[1] else []
    for side, name in zip(group.sides, ("source", "target"), strict=True):
        notes += [(name, "uncertain", word) for word in _doubts(side)]
    if notes:
        parent = _add(unit, "notes")
        for side_name, category, text in notes:
            _add(parent, "note", category=category, appliesTo=side_name).text = printable(text)


def _add(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{_XLIFF}}}{tag}", attributes)


def _direction(language: str) -> str:
    return "rtl" if language.partition("-")[0] in _RTL else "ltr"


def moses(alignment: Alignment) -> dict[str, str]:
    """Language -> text of its file: line by line what all documents say.

    Raises:
        UsageError: two documents have the same language.
    """
    if len(set(alignment.languages)) < len(alignment.languages):
        raise UsageError(
            f"two documents have the language {max(alignment.languages, key=alignment.languages.count)}",
            help="Say which they are in with --languages.",
        )
    whole = [group.texts for group in alignment.sentences if all(group.sides)]
    return {language: "".join(f"{texts[at]}\n" for texts in whole) for at, language in enumerate(alignment.languages)}


def to_tsv(alignment: Alignment) -> str:
    """A line a group: confidence, then text, nodes and uncertain words of each document. Nothing is quoted: no text has
    a tab or a line feed in it.
    """
    header = ["confidence", *(f"{name}_{at}" for at in alignment.languages for name in ("text", "nodes", "uncertain"))]
    rows = [header]
    for group in alignment.sentences:
        cells = (
            cell
            for side, text in zip(group.sides, group.texts, strict=True)
            for cell in (text, " ".join(_nodes(side)), " ".join(_doubts(side)))
        )
        rows.append([f"{group.confidence:.4f}", *cells])
    return "".join("\t".join(row) + "\n" for row in rows)


def to_jsonl(alignment: Alignment) -> str:
    """One JSON object a line: ``confidence`` and ``sides``, a list a document of its language, file and sentences."""
    lines = []
    for group in alignment.sentences:
        sides = [
            {"language": language, "file": file, "text": text, "sentences": [record_data(one) for one in side]}
            for language, file, side, text in zip(
                alignment.languages, alignment.files, group.sides, group.texts, strict=True
            )
        ]
        lines.append(json.dumps({"confidence": group.confidence, "sides": sides}, ensure_ascii=False) + "\n")
    return "".join(lines)


def _nodes(side: Iterable[Sentence]) -> list[str]:
    return list(dict.fromkeys(sentence.node for sentence in side))


def _doubts(side: Iterable[Sentence]) -> list[str]:
    return [doubt.word for sentence in side for doubt in sentence.uncertain]


#: By the name that ``--format`` has for it.
WRITERS: Final[dict[str, Callable[[Alignment], str]]] = {
    "tmx": to_tmx,
    "xliff": to_xliff,
    "tsv": to_tsv,
    "jsonl": to_jsonl,
}
