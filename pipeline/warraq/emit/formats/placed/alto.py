"""The words of the pages as ALTO 4.4, the XML that libraries keep beside scans: https://www.loc.gov/standards/alto/.

Places are pixels at 300 dots an inch, so that they fit a picture of the page that is painted at that resolution.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final
from xml.sax.saxutils import quoteattr

from warraq.emit.formats.html import RIGHT_TO_LEFT
from warraq.emit.formats.placed.words import Box, Placed, around, nodes_of, pixels, require_places
from warraq.emit.formats.printed import printable
from warraq.model.document import Document, PageReport

_NAMESPACE: Final = "http://www.loc.gov/standards/alto/ns-v4#"


def to_alto(document: Document) -> str:
    """A page a ``Page``, a node a ``TextBlock``, then lines and words with place, confidence, other readings and font.

    ``TAGREFS`` of a block name the node: the ``LABEL`` of the tag is its id in the JSON.

    Raises:
        UsageError: the words of the document were not kept, or it is a text, whose words have no places.
    """
    require_places(document, "ALTO")
    return "".join(f"{line}\n" for line in _Writer(document).lines())


class _Writer:
    """Writes one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        words = [word for page in document.pages for word in page.words or ()]
        self.nodes = _numbered("node", (word.node for word in words))
        self.fonts = _numbered("font", (word.font for word in words))
        self.language = document.metadata.language or "ar"
        self.direction = "rtl" if self.language in RIGHT_TO_LEFT else "ltr"
        self.blocks = count(1)

    def lines(self) -> Iterator[str]:
        """The lines of the XML."""
        file = printable(self.document.source.file)
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield f'<alto xmlns="{_NAMESPACE}" SCHEMAVERSION="4.4">'
        yield "<Description><MeasurementUnit>pixel</MeasurementUnit>"
        yield f"<sourceImageInformation><fileName>{_text(file)}</fileName></sourceImageInformation>"
        yield '<Processing ID="warraq"><processingSoftware><softwareName>warraq</softwareName></processingSoftware>'
        yield "</Processing></Description>"
        if self.fonts:
            yield "<Styles>"
            yield from (f"<TextStyle {_attributes(ID=id, FONTFAMILY=name)}/>" for name, id in self.fonts.items())
            yield "</Styles>"
        if self.nodes:
            yield "<Tags>"
            yield from (f"<StructureTag {_attributes(ID=id, LABEL=name)}/>" for name, id in self.nodes.items())
            yield "</Tags>"
        yield "<Layout>"
        for page in self.document.pages:
            yield from self._page(page)
        yield "</Layout>"
        yield "</alto>"

    def _page(self, page: PageReport) -> Iterator[str]:
        width, height = page.size or (0.0, 0.0)
        _, _, right, bottom = pixels((0.0, 0.0, width, height))
        yield f'<Page ID="page_{page.number}" PHYSICAL_IMG_NR="{page.number}" WIDTH="{right}" HEIGHT="{bottom}">'
        yield f"<PrintSpace {_place((0.0, 0.0, width, height))}>"
        for node, lines in nodes_of(page):
            number = next(self.blocks)
            of_node = {"TAGREFS": self.nodes[node]} if node else {}
            said = _attributes(ID=f"block_{number}", **of_node, LANG=self.language, BASEDIRECTION=self.direction)
            yield f"<TextBlock {said} {_place(around(box for line in lines for _, box in line))}>"
            for place, line in enumerate(lines, 1):
                yield f'<TextLine ID="line_{number}_{place}" {_place(around(box for _, box in line))}>'
                yield "<SP/>".join(map(self._word, line))
                yield "</TextLine>"
            yield "</TextBlock>"
        yield "</PrintSpace></Page>"

    def _word(self, placed: Placed) -> str:
        word, box = placed
        style = {"STYLEREFS": self.fonts[word.font]} if word.font else {}
        said = _attributes(CONTENT=printable(word.text), WC=f"{word.confidence:.4f}", **style)
        others = "".join(f"<ALTERNATIVE>{_text(printable(other.text))}</ALTERNATIVE>" for other in word.alternatives)
        return f"<String {said} {_place(box)}" + (f">{others}</String>" if others else "/>")


def _numbered(prefix: str, names: Iterable[str | None]) -> dict[str, str]:
    """An id for each name, for those of ours may be none in XML."""
    return {name: f"{prefix}_{number}" for number, name in enumerate(dict.fromkeys(filter(None, names)), 1)}


def _place(box: Box) -> str:
    left, top, right, bottom = pixels(box)
    return f'HPOS="{left}" VPOS="{top}" WIDTH="{right - left}" HEIGHT="{bottom - top}"'


def _attributes(**values: str) -> str:
    return " ".join(f"{name}={quoteattr(value)}" for name, value in values.items())


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
