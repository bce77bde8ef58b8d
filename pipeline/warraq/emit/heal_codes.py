"""Codes counted along a content stream, so that the n-th glyph of a page is found again among its instructions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, Object, Stream, String

from warraq.emit.heal_fonts import code_length
from warraq.emit.heal_objects import CannotFollow, dictionary_of, instructions_of, operand, text_of
from warraq.extract.content import MAX_FORM_DEPTH

#: Operators that show glyphs.
SHOWING: Final = frozenset({"Tj", "TJ", "'", '"'})


def followed(instructions: Iterable[Any], resources: Object) -> Iterator[tuple[Any, str, int | None]]:
    """Each instruction, its operator, and how many bytes a code has there; None where no font that is known is set.

    Raises CannotFollow where a graphics state sets the font, or an operator has no operand.
    """
    fonts = resources.get("/Font")
    lengths: dict[str, int | None] = {}
    length: int | None = None
    stack: list[int | None] = []
    for one in instructions:
        operator = text_of(one.operator)
        if operator == "q":
            stack.append(length)
        elif operator == "Q" and stack:
            length = stack.pop()
        elif operator == "Tf":
            name = text_of(operand(one, 0))
            if name not in lengths:
                font = fonts.get(name) if isinstance(fonts, Dictionary) else None
                lengths[name] = code_length(font) if isinstance(font, Dictionary) else None
            length = lengths[name]
        elif operator == "gs" and _sets_font(resources, text_of(operand(one, 0))):
            raise CannotFollow
        yield one, operator, length


def codes_shown(operands: Any, length: int | None) -> int:
    """How many codes a showing operator shows."""
    shown = operands[-1] if len(operands) else None
    pieces = list(shown) if isinstance(shown, Array) else [shown]
    total = sum(len(bytes(piece)) for piece in pieces if isinstance(piece, String))
    if length is None and total:
        raise CannotFollow
    return total // (length or 1)


def form_codes(form: Object | None, inherited: Object, inside: tuple[Any, ...] = ()) -> int:
    """How many codes a form shows, forms in it included; 0 for an image."""
    if not isinstance(form, Stream) or form.get("/Subtype") != Name.Form or form.objgen in inside:
        return 0
    if len(inside) >= MAX_FORM_DEPTH:
        raise CannotFollow
    resources = dictionary_of(form.get("/Resources")) or inherited
    forms = resources.get("/XObject")
    count = 0
    for one, operator, length in followed(instructions_of(form), resources):
        if operator in SHOWING:
            count += codes_shown(one.operands, length)
        elif operator == "Do" and isinstance(forms, Dictionary):
            count += form_codes(forms.get(text_of(operand(one, 0))), resources, (*inside, form.objgen))
    return count


def _sets_font(resources: Object, name: str) -> bool:
    states = resources.get("/ExtGState")
    state = states.get(name) if isinstance(states, Dictionary) else None
    return isinstance(state, Dictionary) and "/Font" in state
