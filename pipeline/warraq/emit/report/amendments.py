"""What makes a new version of an old one, as an ``amendment`` of Akoma Ntoso.

Each change is a ``mod`` in the text and a ``textualMod`` in the analysis, which says by eIds where it is: words are
substituted, paragraphs are inserted, repealed and renumbered. What is only moved is renumbered to its new place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree import ElementTree as ET

from warraq.emit.formats.akoma.meta import NAMESPACE, SOURCE, Kind, kind_of, meta, work_of
from warraq.emit.formats.akoma.ntoso import eids
from warraq.emit.formats.printed import own_label, printable
from warraq.emit.report.versions import Edit, Revision
from warraq.model.document import Document, Node

KIND: Final = Kind("amendment", "versions", "amendment")
#: What becomes of a node -> the type of its modification.
_TYPES: Final = {
    "changed": "substitution",
    "renumbered": "renumbering",
    "moved": "renumbering",
    "added": "insertion",
    "removed": "repeal",
}


def to_amendment(revisions: Sequence[Revision], old: Document, new: Document) -> str:
    """One XML file, valid against the schema of OASIS, with a modification for each node that is not the same.

    Args:
        revisions: as ``warraq.revisions`` gives them for ``old`` and ``new``.
    """
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}akomaNtoso")
    whole = _add(root, KIND.element, name=KIND.name)
    facts = meta(new, KIND)
    whole.append(facts)
    content = _add(_add(whole, "amendmentBody", eId="amendmentBody"), "amendmentContent", eId="amendmentContent_1")
    writer = _Amendments(old, new)
    for number, revision in enumerate((one for one in revisions if one.status != "same"), start=1):
        writer.write(content, revision, number)
    if len(writer.analysis):
        analysis = ET.Element(f"{{{NAMESPACE}}}analysis", source=f"#{SOURCE}")
        analysis.append(writer.analysis)
        references = facts.find(f"{{{NAMESPACE}}}references")
        facts.insert(len(facts) if references is None else list(facts).index(references), analysis)
    if not len(content):
        _add(content, "p")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


class _Amendments:
    """Writes modifications; knows where the nodes of both versions are in their own files."""

    def __init__(self, old: Document, new: Document) -> None:
        self.places = {
            side: (work_of(document, kind_of(document)), eids(document))
            for side, document in (("old", old), ("new", new))
        }
        self.analysis = ET.Element(f"{{{NAMESPACE}}}activeModifications")

    def write(self, content: ET.Element, revision: Revision, number: int) -> None:
        """The ``mod`` of one node, and its ``textualMod``."""
        identity = f"mod_{number}"
        mod = _add(_add(content, "p"), "mod", eId=identity)
        entry = _add(self.analysis, "textualMod", eId=f"textualMod_{number}", type=_TYPES[revision.status])
        _add(entry, "source", href=f"#{identity}")
        place = revision.old or revision.new
        assert place is not None  # one side is always there
        at = self._place("old" if revision.old else "new", place)
        _add(entry, "destination", href=at)
        _add(mod, "ref", href=at).text = printable(own_label(place) or place.id)
        quotes = _Quotes(mod, entry, identity)
        if revision.status == "added":
            quotes.structure(place)
        elif revision.old and revision.new:
            if own_label(revision.old) != own_label(revision.new):
                quotes.pair(own_label(revision.old), own_label(revision.new))
            for old, new in replacements(revision.edits):
                quotes.pair(old, new)
            if revision.status == "moved":
                _add(mod, "ref", href=self._place("new", revision.new)).text = printable(revision.new.id)

    def _place(self, side: str, node: Node) -> str:
        """The IRI of a node in the file of its version; of one that stands in the front that of the whole."""
        work, known = self.places[side]
        return f"{work}/!main~{known[node.id]}" if node.id in known else f"{work}/!main"


class _Quotes:
    """Puts quoted words and structures into a ``mod``, and what they are into its ``textualMod``."""

    def __init__(self, mod: ET.Element, entry: ET.Element, identity: str) -> None:
        self.mod, self.entry, self.identity = mod, entry, identity
        self.count = 0

    def pair(self, old: str, new: str) -> None:
        """Words that stood there, and those that stand there now."""
        for text, tag in ((old, "old"), (new, "new")):
            self.count += 1
            eid = f"{self.identity}__qtext_{self.count}"
            _add(self.mod, "quotedText", eId=eid).text = printable(text)
            # the schema wants what is old before what is new
            olds = [at for at, part in enumerate(self.entry) if not part.tag.endswith("}new")]
            made = ET.Element(f"{{{NAMESPACE}}}{tag}", href=f"#{eid}")
            self.entry.insert(olds[-1] + 1 if tag == "old" else len(self.entry), made)

    def structure(self, node: Node) -> None:
        """A node that wasn't there before."""
        eid = f"{self.identity}__qstr_1"
        place = _add(self.mod, "quotedStructure", eId=eid)
        label = own_label(node)
        if label:
            _add(place, "num").text = printable(label)
        _add(place, "p").text = printable(node.content)
        _add(self.entry, "new", href=f"#{eid}")


def replacements(edits: Sequence[Edit]) -> Iterator[tuple[str, str]]:
    """Old and new words of each change; what is only put in or taken out has the word before it, or after it, too."""
    for at, edit in enumerate(edits):
        if edit.old == edit.new:
            continue
        if edit.old and edit.new:
            yield edit.old, edit.new
        elif at:
            word = edits[at - 1].new.split(" ")[-1]
            yield f"{word} {edit.old}".strip(), f"{word} {edit.new}".strip()
        else:
            word = edits[1].old.split(" ")[0] if edits[1:] else ""
            yield f"{edit.old} {word}".strip(), f"{edit.new} {word}".strip()


def _add(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)
