"""Content streams followed code by code, so that the n-th glyph of a page is found again among its instructions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, Object, Operator, Stream, String

from warraq.emit.heal.heal_fonts import code_length
from warraq.emit.heal.heal_objects import CannotFollow, dictionary_of, instructions_of, number, operand, text_of
from warraq.extract.content.stream_reader import MAX_FORM_DEPTH

#: Operators that show glyphs.
SHOWING: Final = frozenset({"Tj", "TJ", "'", '"'})


@dataclass(frozen=True, slots=True)
class TextState:
    """What an operator shows glyphs by.

    Attributes:
        font: None where none that is known is set.
        name: of the font in the resources; empty where a graphics state has set it.
        length: bytes of a code; None where they differ, or the font isn't known.
        size, spacing, word_spacing: operands of Tf, Tc and Tw.
        scale: of Tz, a share of 1.
    """

    font: Object | None = None
    name: str = ""
    length: int | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0


def followed(instructions: Iterable[Any], resources: Object) -> Iterator[tuple[Any, str, TextState]]:
    """Each instruction, its operator, and the state of the text there.

    Raises CannotFollow where a font is set by no name, or a number is none.
    """
    fonts = dictionary_of(resources.get("/Font"))
    states = dictionary_of(resources.get("/ExtGState"))
    lengths: dict[str, int | None] = {}
    state = TextState()
    stack: list[TextState] = []
    for one in instructions:
        operator = text_of(one.operator)
        if operator == "q":
            stack.append(state)
        elif operator == "Q" and stack:
            state = stack.pop()
        elif operator == "Tf":
            name = text_of(operand(one, 0))
            font = dictionary_of(fonts.get(name)) if fonts is not None else None
            if font is not None and name not in lengths:
                lengths[name] = code_length(font)
            size = number(one.operands[1]) if len(one.operands) > 1 else state.size
            state = replace(state, font=font, name=name, length=lengths.get(name), size=size)
        elif operator == "Tc" and one.operands:
            state = replace(state, spacing=number(one.operands[0]))
        elif operator == "Tw" and one.operands:
            state = replace(state, word_spacing=number(one.operands[0]))
        elif operator == "Tz" and one.operands:
            state = replace(state, scale=number(one.operands[0]) / 100.0)
        elif operator == '"' and len(one.operands) == 3:
            state = replace(state, word_spacing=number(one.operands[0]), spacing=number(one.operands[1]))
        elif operator == "gs":
            state = _in_graphics_state(state, states.get(text_of(operand(one, 0))) if states is not None else None)
        yield one, operator, state


def _in_graphics_state(state: TextState, setting: Object | None) -> TextState:
    """The state of the text after ``gs``: a graphics state may set the font."""
    pair = setting.get("/Font") if isinstance(setting, Dictionary) else None
    if not isinstance(pair, Array) or len(pair) != 2:
        return state
    font, size = dictionary_of(pair[0]), pair[1]
    known = float(size) if isinstance(size, int | Decimal) else 0.0
    return replace(state, font=font, name="", length=code_length(font) if font is not None else None, size=known)


def pieces_shown(operands: Any) -> list[Any]:
    """What a showing operator shows: strings, and numbers that move the pen."""
    shown = operands[-1] if len(operands) else None
    return list(shown) if isinstance(shown, Array) else [shown]


def before_shown(one: Any, operator: str) -> Iterator[Any]:
    """The instructions that do what a showing operator does before it shows anything."""
    if operator == '"':
        yield [operand(one, 0)], Operator("Tw")
        yield [operand(one, 1)], Operator("Tc")
    if operator in ("'", '"'):
        yield [], Operator("T*")


def codes_shown(operands: Any, length: int | None) -> int:
    """How many codes a showing operator shows."""
    total = sum(len(bytes(piece)) for piece in pieces_shown(operands) if isinstance(piece, String))
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
    for one, operator, state in followed(instructions_of(form), resources):
        if operator in SHOWING:
            count += codes_shown(one.operands, state.length)
        elif operator == "Do" and isinstance(forms, Dictionary):
            count += form_codes(forms.get(text_of(operand(one, 0))), resources, (*inside, form.objgen))
    return count
