"""The kinds of page: columns, boxes, cards, captions, side headings, lists, forms; ``tables`` has those with tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from benchmarks.generated.author import Author
from benchmarks.generated.sheet import (
    BIG,
    CAPTION,
    HEADING,
    NOTE,
    TITLE,
    Across,
    Box,
    Columns,
    Figure,
    Foot,
    Pairs,
    Part,
    Sheet,
    Text,
)
from benchmarks.generated.tables import TABLES


def captions(author: Author) -> Sheet:
    """One column with pictures and what stands below or above them."""
    above = author.seed % 2 == 1
    parts: list[Part] = [author.heading()]
    for number in (1, 2):
        parts += author.paragraphs(2)
        picture: list[Part] = [author.figure(author.chance.choice((80.0, 110.0))), author.caption(number)]
        parts += reversed(picture) if above else picture
    parts += author.paragraphs(1)
    return Sheet("captions", "above" if above else "below", tuple(parts))


def _columns(author: Author, count: int, sections: int) -> Columns:
    parts: list[Part] = []
    for _ in range(sections):
        parts += [author.heading(2), *author.paragraphs(3)]
    return Columns(tuple(parts), count, author.look.gap)


def two_columns(author: Author) -> Sheet:
    """Two columns below a heading over both."""
    return Sheet("two columns", f"gap {author.look.gap:.0f}", (author.heading(), _columns(author, 2, 3)))


def three_columns(author: Author) -> Sheet:
    """Three columns below a heading over all."""
    return Sheet("three columns", f"gap {author.look.gap:.0f}", (author.heading(), _columns(author, 3, 3)))


def spanning_head(author: Author) -> Sheet:
    """Columns, a box over their whole width, a heading over all, columns again."""
    box = _box(author, (author.heading(2), *author.paragraphs(1, 1, 2)))
    first = Columns(author.paragraphs(3), 2, author.look.gap)
    second = Columns(author.paragraphs(4), author.chance.choice((2, 3)), author.look.gap)
    return Sheet("spanning head", "", (author.heading(), first, box, author.heading(), second))


def _box(author: Author, parts: tuple[Part, ...]) -> Box:
    if author.seed % 2:
        return Box(parts, border=author.look.accent)
    return Box(parts, ground=author.look.ground)


def _beside(author: Author, text: tuple[Part, ...], side: tuple[Part, ...]) -> tuple[str, Across]:
    """What stands at the side is read after the text to the right of it; at its right either may come first."""
    if author.seed % 4 < 2:
        return "at the left", Across((text, side), (2.0, 1.0), author.look.gap)
    return "at the right", Across((side, _unasked(text)), (1.0, 2.0), author.look.gap)


def _unasked(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The place of the first text isn't asked for."""
    first, *rest = parts
    if isinstance(first, Box):
        return (replace(first, parts=_unasked(first.parts)), *rest)
    return (replace(first, follows=False), *rest) if isinstance(first, Text) else parts


def box_beside(author: Author) -> Sheet:
    """A box on a ground beside paragraphs, and text over the whole width above and below."""
    box = Box((author.heading(2), *author.paragraphs(2, 1, 1)), ground=author.look.ground)
    side, across = _beside(author, author.paragraphs(3), (box,))
    below = author.paragraphs(2)
    if side == "at the right":
        return Sheet("box beside", side, (author.heading(), *author.paragraphs(1), across, *_unasked(below)))
    return Sheet("box beside", side, (author.heading(), *author.paragraphs(1), across, *below))


def sidebar(author: Author) -> Sheet:
    """Sections, and beside them a narrow column with headings of its own."""
    body = [part for _ in range(2) for part in (author.heading(2), *author.paragraphs(2, 3, 3))]
    items = [part for _ in range(2) for part in (author.heading(2), *author.paragraphs(2, 1, 1))]
    box = Box(tuple(items), ground=author.look.ground)
    side, across = _beside(author, tuple(body), (box,))
    return Sheet("sidebar", side, (author.heading(), across))


def cards(author: Author, columns: int) -> Sheet:
    """Cards in two rows; which comes first is a matter of taste, that each is whole isn't."""
    rows = []
    for _ in range(2):
        row = [
            (_box(author, _unasked((author.heading(2), *author.paragraphs(1, 1, 4 - columns)))),)
            for _ in range(columns)
        ]
        rows.append(Across(tuple(row), (1.0,) * columns, 12.0))
    below = _unasked(author.paragraphs(1))
    return Sheet(f"cards {columns}x2", "", (author.heading(), *author.paragraphs(1), *rows, *below))


def margin_heads(author: Author) -> Sheet:
    """Headings in a margin at the right of what they head."""
    sections = [
        Across(((author.heading(2),), author.paragraphs(author.chance.randint(1, 2))), (1.0, 3.0), author.look.gap)
        for _ in range(4)
    ]
    return Sheet("margin heads", "", (author.heading(), *sections))


def lists(author: Author) -> Sheet:
    """Items in items in items."""
    signs = author.chance.choice((("-", "•"), ("•", "-"), ("1", "أ")))
    parts: list[Part] = [author.heading(), *author.paragraphs(1)]
    for number in range(1, author.chance.randint(3, 4) + 1):
        parts.append(_item(author, signs[0], number, 1))
        for inner in range(1, author.chance.randint(0, 3) + 1):
            parts.append(_item(author, signs[1], inner, 2))
    parts += author.paragraphs(1)
    return Sheet("lists", " ".join(signs), tuple(parts))


def _item(author: Author, sign: str, number: int, depth: int) -> Text:
    letters = "أبجدهو"
    label = {"1": author.writer.digits(f"{number}-"), "أ": f"{letters[number - 1]})"}.get(sign, sign)
    return Text(author.writer.sentence(), label=label, depth=depth)


def form(author: Author) -> Sheet:
    """Labels with dots or a rule, some filled in."""
    leader = author.chance.choice(("dots", "rule"))
    digits = author.writer.digits
    person = (
        ("الاسم الكامل:", author.slot("name")),
        ("تاريخ الميلاد:", digits(f"{author.chance.randint(1, 28)}/{author.chance.randint(1, 12)}/1987")),
        ("مكان الإقامة:", author.slot("city")),
        ("رقم الهاتف:", digits(str(author.chance.randint(2_000_000, 9_999_999)))),
    )
    purpose = (
        ("الجهة الطالبة:", author.slot("body")),
        ("الوثيقة المطلوبة:", author.slot("document")),
        ("التوقيع:", ""),
        ("التاريخ:", ""),
    )
    parts: tuple[Part, ...] = (
        Text(f"طلب {author.slot('document')}", HEADING, 1),
        *author.paragraphs(1, 1, 1),
        Text("بيانات مقدم الطلب", HEADING, 2),
        Pairs(person, leader),
        Text("بيانات الطلب", HEADING, 2),
        Pairs(purpose, leader),
        *author.paragraphs(1, 1, 1),
    )
    return Sheet("form", leader, parts, tables_may_be_seen=True)


_DISHES: Final = (
    (
        "مقبلات",
        (("حمص بالطحينة", "مع زيت الزيتون والصنوبر"), ("تبولة", "بقدونس وبرغل وطماطم"), ("فتوش", "خبز محمص وسماق")),
    ),
    (
        "أطباق رئيسية",
        (("مقلوبة بالدجاج", "أرز وباذنجان ولبن"), ("سمك مشوي", "مع صلصة الليمون"), ("كبسة لحم", "أرز وبهارات")),
    ),
    ("حلويات", (("كنافة نابلسية", "جبن وقطر"), ("أم علي", "رقائق وحليب ومكسرات"), ("مهلبية", "بماء الورد"))),
)


def menu(author: Author) -> Sheet:
    """Dishes with prices, and what is in each below it."""
    leader = author.chance.choice(("dots", "white"))
    # Without a leader what is in a dish may be read before the price, as in one cell with its name.
    dotted = leader == "dots"
    parts: list[Part] = [Text("قائمة الطعام", HEADING, 1)]
    for section, (head, dishes) in enumerate(_DISHES):
        parts.append(Text(head, HEADING, 2, follows=dotted or section == 0))
        for number, (name, inside) in enumerate(author.chance.sample(dishes, 3)):
            price = author.writer.digits(str(author.chance.randint(12, 95)))
            parts.append(Pairs(((name, price),), leader, follows=dotted or number == 0))
            parts.append(Text(inside, NOTE, follows=dotted))
    return Sheet("menu", leader, tuple(parts), tables_may_be_seen=True)


def contents(author: Author) -> Sheet:
    """A contents list, and the first section below it."""
    page = 1
    rows = []
    for ordinal in ("أولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا"):
        page += author.chance.randint(0, 9)
        rows.append((f"{ordinal}- {author.writer.heading()}", author.writer.digits(str(page))))
    parts: tuple[Part, ...] = (
        Text("المحتويات", HEADING, 1),
        Pairs(tuple(rows), "pages"),
        author.heading(),
        *author.paragraphs(3),
    )
    return Sheet("contents", "", parts)


def big_numbers(author: Author) -> Sheet:
    """Numbers in large type side by side, what each counts below it, and text around."""
    groups: list[tuple[Part, ...]] = []
    for _ in range(3):
        count = author.chance.choice(
            (f"{author.chance.randint(1, 90)}.{author.chance.randint(1, 9)} مليون", "85%", "1,240")
        )
        label = f"{author.slot('measure')} في {author.slot('country')}"
        groups.append((Text(author.writer.digits(count), BIG, follows=False), Text(label, CAPTION)))
    across = Across(tuple(groups), (1.0, 1.0, 1.0), author.look.gap)
    below = author.paragraphs(2)
    return Sheet("big numbers", "", (author.heading(), *author.paragraphs(1), across, *_unasked(below)))


def chart(author: Author) -> Sheet:
    """A chart whose bars have numbers and labels, with a title above it."""
    count = author.chance.randint(4, 6)
    bars = tuple(round(author.chance.uniform(0.15, 0.8), 2) for _ in range(count))
    labels = tuple(author.slot("country") for _ in bars)
    numbers = tuple(author.writer.digits(str(round(100 * bar))) for bar in bars)
    title = Text(author.writer.digits(f"الشكل 1: {author.slot('measure')}"), TITLE)
    below = author.paragraphs(2)
    parts = (author.heading(), *author.paragraphs(2), title, Figure(140.0, bars, numbers, labels), *_unasked(below))
    return Sheet("chart", f"{count} bars", parts)


def notes_in_columns(author: Author) -> Sheet:
    """Two columns, each with notes of its own below a short rule."""
    groups: list[tuple[Part, ...]] = []
    for number in (1, 2):
        sign = author.writer.digits(str(number))
        first, second = author.paragraphs(2, 3, 3)
        noted = replace(first, text=f"{first.text[:-1]}({sign}).")
        groups.append((noted, second, *author.paragraphs(1, 3, 3), Foot(((sign, author.writer.sentence()),))))
    across = Across(tuple(groups), (1.0, 1.0), author.look.gap)
    return Sheet("notes in columns", "", (author.heading(), across))


KINDS: Final[dict[str, Callable[[Author], Sheet]]] = {
    "captions": captions,
    "two columns": two_columns,
    "three columns": three_columns,
    "spanning head": spanning_head,
    "box beside": box_beside,
    "sidebar": sidebar,
    "cards 2x2": partial(cards, columns=2),
    "cards 3x2": partial(cards, columns=3),
    "margin heads": margin_heads,
    "lists": lists,
    "form": form,
    "menu": menu,
    "notes in columns": notes_in_columns,
    "contents": contents,
    "big numbers": big_numbers,
    "chart": chart,
    **TABLES,
}
