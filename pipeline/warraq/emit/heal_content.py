"""Content streams rewritten so that a ligature's letters have codes of their own. What is painted stays the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Pdf, Stream, String

from warraq.emit.heal_codes import SHOWING
from warraq.emit.heal_fonts import FontObject
from warraq.emit.heal_objects import (
    CannotFollow,
    dictionary_of,
    entries_of,
    instructions_of,
    number,
    short_number,
    text_of,
)
from warraq.extract.content import MAX_FORM_DEPTH

#: Levels of a page tree; more is a loop.
_DEEPEST_PAGE_TREE: Final = 64


@dataclass(frozen=True, slots=True)
class _TextState:
    """As far as the displacement of a glyph depends on it."""

    font: FontObject | None = None
    size: float = 0.0
    spacing: float = 0.0


@dataclass(slots=True)
class ContentHealer:
    """Rewrites every content stream that shows a split code: pages, forms, appearances of annotations.

    Attributes:
        fonts: object number and generation -> font, for the fonts with split codes.
        blank_advance: of the codes that paint nothing, thousandths of the font size.
        unread: how many streams could not be parsed and stay as they are.
    """

    pdf: Pdf
    fonts: Mapping[tuple[int, int], FontObject]
    blank_advance: int
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
        names = self._names(resources)
        if not names:
            return None
        rewriter = _Rewriter(names, _graphics_states(resources, self.fonts), self.blank_advance)
        try:
            result = [healed for one in instructions_of(stream) for healed in rewriter.instruction(one)]
        except CannotFollow:
            self.unread += 1
            return None
        return pikepdf.unparse_content_stream(result) if rewriter.changed else None

    def _names(self, resources: Object | None) -> dict[str, FontObject]:
        listed = entries_of(resources.get("/Font")) if resources is not None else []
        known = [(name, font.objgen) for name, font in listed if isinstance(font, Object)]
        return {name: self.fonts[objgen] for name, objgen in known if objgen in self.fonts}


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


def _graphics_states(
    resources: Object | None, fonts: Mapping[tuple[int, int], FontObject]
) -> dict[str, tuple[FontObject | None, float]]:
    """Name of an ExtGState that sets a font -> that font (None if it isn't split) and its size."""
    found = {}
    for name, state in entries_of(resources.get("/ExtGState")) if resources is not None else ():
        pair = state.get("/Font") if isinstance(state, Dictionary) else None
        if isinstance(pair, Array) and len(pair) == 2 and isinstance(pair[0], Object):
            size = pair[1]
            found[name] = (fonts.get(pair[0].objgen), float(size) if isinstance(size, int | Decimal) else 0.0)
    return found


class _Rewriter:
    """Follows the text state through one stream and rewrites what shows split codes."""

    def __init__(
        self,
        names: Mapping[str, FontObject],
        states: Mapping[str, tuple[FontObject | None, float]],
        blank_advance: int,
    ) -> None:
        self._names = names
        self._states = states
        self._blank_advance = blank_advance
        self._state = _TextState()
        self._stack: list[_TextState] = []
        self.changed = False

    def instruction(self, one: Any) -> Iterator[Any]:
        """What stands in the place of ``one``."""
        operator = text_of(one.operator)
        operands = one.operands
        if operator in SHOWING and self._state.font is not None and self._state.size:
            yield from self._show(one, operator)
            return
        self._follow(operator, operands)
        yield one

    def _follow(self, operator: str, operands: Any) -> None:
        state = self._state
        if operator == "q":
            self._stack.append(state)
        elif operator == "Q" and self._stack:
            self._state = self._stack.pop()
        elif operator == "Tf" and len(operands) == 2:
            self._state = replace(state, font=self._names.get(text_of(operands[0])), size=number(operands[1]))
        elif operator == "Tc" and operands:
            self._state = replace(state, spacing=number(operands[0]))
        elif operator == "gs" and operands and text_of(operands[0]) in self._states:
            font, size = self._states[text_of(operands[0])]
            self._state = replace(state, font=font, size=size)

    def _show(self, one: Any, operator: str) -> Iterator[Any]:
        operands = list(one.operands)
        if operator == '"' and len(operands) == 3:
            self._state = replace(self._state, spacing=number(operands[1]))
        shown = operands[-1] if operands else None
        pieces = list(shown) if operator == "TJ" and isinstance(shown, Array) else [shown]
        healed, changed = self._pieces(pieces)
        if not changed:
            yield one
            return
        self.changed = True
        if operator == '"':
            yield [operands[0]], Operator("Tw")
            yield [operands[1]], Operator("Tc")
        if operator in ("'", '"'):
            yield [], Operator("T*")
        yield [Array(healed)], Operator("TJ")

    def _pieces(self, pieces: list[Any]) -> tuple[list[Any], bool]:
        font = self._state.font
        assert font is not None
        healed: list[Any] = []
        changed = False
        for piece in pieces:
            if not isinstance(piece, String):
                healed.append(piece)
                continue
            data = bytes(piece)
            start = 0
            for at in range(0, len(data) - 1, 2):
                code = data[at : at + 2]
                further = font.split.get(int.from_bytes(code, "big"))
                if further is None:
                    continue
                changed = True
                if data[start:at]:
                    healed.append(String(data[start:at]))
                healed += self._ligature(code, further)
                start = at + 2
            if data[start:]:
                healed.append(String(data[start:]))
        return healed, changed

    def _ligature(self, code: bytes, further: tuple[int, ...]) -> list[Any]:
        """The ligature, and before it the blank codes, so that they lie at its left edge as the letters do.

        A number moves the pen left by thousandths of the size; each code adds the character spacing of its own.
        """
        blanks = b"".join(blank.to_bytes(2, "big") for blank in further)
        back = len(further) * (self._blank_advance + 1000.0 * self._state.spacing / self._state.size)
        return [short_number(back), String(blanks), String(code)] if back else [String(blanks + code)]
