"""The document as pdfminer opens it, made safe: what it unpacks for itself counts, references in a circle are null."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from pdfminer.pdfdocument import PDFDocument, PDFXRefStream
from pdfminer.pdfparser import PDFParser, PDFSyntaxError
from pdfminer.pdftypes import PDFObjRef, PDFStream

from warraq.config import Limits
from warraq.errors import LimitExceeded, WarraqError
from warraq.pdf.streams import unpack
from warraq.pdf.values import name_of

#: Objects that are only a reference to another one, in a row; real files have one.
_MOST_HOPS: Final = 8
#: Types of the streams that pdfminer unpacks for itself: cross-reference tables and objects.
_ITS_OWN: Final = ("XRef", "ObjStm")


class _Parser(PDFParser):
    """Unpacks those streams first, where they aren't encrypted: pdfminer would do it without an end."""

    def nextobject(self) -> tuple[int, Any]:
        """The next object and where it begins."""
        place, value = super().nextobject()
        if isinstance(value, PDFStream) and value.decipher is None and name_of(value.get("Type")) in _ITS_OWN:
            unpack(value, hold=True)
        return place, value


class OpenedDocument(PDFDocument):
    """A document whose objects are never references themselves."""

    def __init__(self, data: bytes, password: str | None, limits: Limits) -> None:
        """Open the file.

        Raises:
            LimitExceeded: its cross-reference tables list more objects than ``limits`` allow.
            Exception: whatever pdfminer raises for a file that it can't open.
        """
        super().__init__(_Parser(BytesIO(data)), password=password or "")
        listed = sum(
            sum(count for _, count in xref.ranges) if isinstance(xref, PDFXRefStream) else len(list(xref.get_objids()))
            for xref in self.xrefs
        )
        if listed > limits.objects:
            raise LimitExceeded(f"the file lists {listed} objects")

    def getobj(self, objid: int) -> object:
        """As in pdfminer, whose ``resolve1`` follows references until there is none: here a circle of them is null."""
        value = super().getobj(objid)
        for _ in range(_MOST_HOPS):
            if not isinstance(value, PDFObjRef):
                return self._unpacked(value)
            value = super().getobj(value.objid)
        return None

    def _unpacked(self, value: object) -> object:
        """The object; where pdfminer is to look for others in it, unpacked."""
        if isinstance(value, PDFStream) and value.decipher is not None and name_of(value.get("Type")) == "ObjStm":
            try:
                unpack(value, hold=True)
            except (WarraqError, MemoryError):
                raise
            except Exception as error:  # a filter fails on damaged data in its own way
                raise PDFSyntaxError(f"object {value.objid} can't be unpacked") from error
        return value
