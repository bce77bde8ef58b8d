"""Content streams rewritten so that a ligature's letters have codes of their own. What is painted stays the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Pdf, Stream, String

from warraq.emit.heal.heal_codes import SHOWING, TextState, before_shown, followed, pieces_shown
from warraq.emit.heal.heal_fonts import FontObject
from warraq.emit.heal.heal_objects import CannotFollow, dictionary_of, entries_of, instructions_of, short_number
from warraq.extract.content.stream_reader import MAX_FORM_DEPTH

#: Levels of a page tree; more is a loop.
_DEEPEST_PAGE_TREE: Final = 64


@dataclass(slots=True)
class ContentHealer:
    """Rewrites every content stream that shows a split code: pages, forms, appearances of annotations.

    Attributes:
        fonts: object number and generation -> font, for the fonts with split codes.
        unread: how many streams could not be parsed and stay as they are.
    """

    pdf: Pdf
    fonts: Mapping[tuple[int, int], FontObject]
    unread: int = 0
    touched: list[Object] = field(default_factory=list)
    _seen: set[tuple[int, int]] = field(default_factory=set)

    def heal_pages(self) -> None:
        """Rewrite all pages of the document and what they show."""
        for page in self.pdf.pages:
            resources = resources_of(page.obj)
            self._forms(resources)
            annotations = page.obj.get("/Annots")
            for annotation in annotations if isinstance(annotations, Array) else ():
                self._appearances(annotation)
            rewritten = self._rewrite(page.obj, resources)
            if rewritten is not None:
                page.obj.Contents = self.pdf.make_indirect(Stream(self.pdf, rewritten))
                self.touched.append(page.obj)

    def _forms(self, resources: Object | None, depth: int = 0) -> None:
        forms = resources.get("/XObject") if resources is not None and depth < MAX_FORM_DEPTH else None
        for _, form in entries_of(forms):
            self._form(form, resources, depth + 1)

    def _form(self, form: Object, inherited: Object | None, depth: int = 1) -> None:
        if not isinstance(form, Stream) or form.get("/Subtype") != Name.Form or form.objgen in self._seen:
            return
        self._seen.add(form.objgen)
        resources = dictionary_of(form.get("/Resources")) or inherited
        self._forms(resources, depth)
        rewritten = self._rewrite(form, resources)
        if rewritten is not None:
            form.write(rewritten)
            self.touched.append(form)

    def _appearances(self, annotation: Object) -> None:
        appearance = annotation.get("/AP") if isinstance(annotation, Dictionary) else None
        for _, entry in entries_of(appearance):
            for form in [state for _, state in entries_of(entry)] if isinstance(entry, Dictionary) else [entry]:
                self._form(form, None)

    def _rewrite(self, stream: Object, resources: Object | None) -> bytes | None:
        """The new content, or None where nothing in it changes."""
        if resources is None or not any(font.objgen in self.fonts for font in _named_fonts(resources)):
            return None
        result: list[Any] = []
        changed = False
        try:
            for one, operator, state in followed(instructions_of(stream), resources):
                shown = self._shown(one, operator, state) if operator in SHOWING else None
                changed |= shown is not None
                result += [one] if shown is None else shown
        except CannotFollow:
            self.unread += 1
            return None
        return pikepdf.unparse_content_stream(result) if changed else None

    def _shown(self, one: Any, operator: str, state: TextState) -> list[Any] | None:
        """What stands in the place of an instruction that shows split codes; None where it shows none."""
        font = self.fonts.get(state.font.objgen) if state.font is not None and state.size else None
        if font is None:
            return None
        pieces, changed = _with_letters(pieces_shown(one.operands), font, 1000.0 * state.spacing / state.size)
        return [*before_shown(one, operator), ([Array(pieces)], Operator("TJ"))] if changed else None


def _named_fonts(resources: Object) -> Iterator[Object]:
    return (font for _, font in entries_of(resources.get("/Font")) if isinstance(font, Object))


def _with_letters(pieces: list[Any], font: FontObject, spacing: float) -> tuple[list[Any], bool]:
    """``pieces`` with the letters of split codes in their places, and whether there are any.

    Each further code adds the character ``spacing``, thousandths of the size; a number takes that back.
    """
    healed: list[Any] = []
    changed = False
    for piece in pieces:
        if not isinstance(piece, String):
            healed.append(piece)
            continue
        data, pending = bytes(piece), b""
        for at in range(0, len(data) - 1, 2):
            code = data[at : at + 2]
            letters = font.split.get(int.from_bytes(code, "big"))
            if letters is None:
                pending += code
                continue
            changed = True
            pending += b"".join(letter.to_bytes(2, "big") for letter in letters)
            if spacing:
                healed += [String(pending), short_number((len(letters) - 1) * spacing)]
                pending = b""
        if pending:
            healed.append(String(pending))
    return healed, changed


def resources_of(page: Object) -> Object | None:
    """The resources of a page dictionary, its own or inherited (ISO 32000-2, 7.7.3.4); None where it has none."""
    holder: Object | None = page
    for _ in range(_DEEPEST_PAGE_TREE):
        if not isinstance(holder, Dictionary):
            break
        if "/Resources" in holder:
            return dictionary_of(holder.Resources)
        holder = holder.get("/Parent")
    return None
