"""The document as pdfminer opens it, made safe: references that lead in a circle end, and its size is known first."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from pdfminer.pdfdocument import PDFDocument, PDFXRefStream
from pdfminer.pdftypes import PDFObjRef

from warraq.config import Limits
from warraq.errors import LimitExceeded
from warraq.extract.quick_objects import NOT_PLAIN, plain_object
from warraq.extract.quick_parser import QuickParser

#: Objects that are only a reference to another one, in a row; real files have one.
_MOST_HOPS: Final = 8


class OpenedDocument(PDFDocument):
    """A document whose objects are never references themselves."""

    def __init__(self, data: bytes, password: str | None, limits: Limits) -> None:
        """Open the file.

        Raises:
            LimitExceeded: its cross-reference tables list more objects than ``limits`` allow.
            Exception: whatever pdfminer raises for a file that it can't open.
        """
        self._data = data
        super().__init__(QuickParser(BytesIO(data)), password=password or "")
        listed = sum(
            sum(count for _, count in xref.ranges) if isinstance(xref, PDFXRefStream) else len(list(xref.get_objids()))
            for xref in self.xrefs
        )
        if listed > limits.objects:
            raise LimitExceeded(f"the file lists {listed} objects")

    def _getobj_parse(self, pos: int, objid: int) -> object:
        """As in pdfminer, whose parser is asked where the object isn't written plainly."""
        found = NOT_PLAIN if self._parser.fallback else plain_object(self, self._data, pos, objid)
        return super()._getobj_parse(pos, objid) if found is NOT_PLAIN else found

    def getobj(self, objid: int) -> object:
        """As in pdfminer, whose ``resolve1`` follows references until there is none: here a circle of them is null."""
        found = super().getobj(objid)
        for _ in range(_MOST_HOPS):
            if not isinstance(found, PDFObjRef):
                return found
            found = super().getobj(found.objid)
        return None
