"""The kinds of page with tables: by their rules, and in each numbers, names, long cells, empty ones, wide heads."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from benchmarks.generated.author import Author
from benchmarks.generated.sheet import HEADING, LABEL, NOTE, TITLE, Across, Cell, Pairs, Part, Sheet, Table, Text
from benchmarks.generated.table_styles import table_styles

#: What marks rows and columns.
RULES: Final = ("all", "across", "stripes", "head", "none")
Rows = tuple[tuple[Cell, ...], ...]


def _cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(map(Cell, texts))


def _number(author: Author) -> str:
    number = author.chance.choice((author.chance.randint(3, 99), author.chance.randint(100, 98_000)))
    return author.writer.digits(f"{number:,}")


def _years(author: Author, count: int) -> list[str]:
    first = author.chance.randint(2009, 2019)
    return [author.writer.digits(str(first + step)) for step in range(count)]


def numbers(author: Author, rules: str) -> Table:
    """A name and three columns of numbers, the last row their sum."""
    rows = [_cells("البلد", *_years(author, 3))]
    names = [author.slot("country") for _ in range(author.chance.randint(4, 7))] + ["المجموع"]
    rows += [_cells(name, *(_number(author) for _ in range(3))) for name in names]
    return Table(tuple(rows), (2.0, 1.0, 1.0, 1.0), rules, figures=(1, 2, 3))


def names(author: Author, rules: str) -> Table:
    """Words alone."""
    rows = [_cells("الاسم", "الصفة", "المدينة")]
    for _ in range(author.chance.randint(4, 7)):
        rows.append(_cells(author.slot("name"), author.slot("person"), author.slot("city")))
    return Table(tuple(rows), (1.2, 1.2, 1.0), rules)


def long_cells(author: Author, rules: str) -> Table:
    """Cells of several lines beside cells of one."""
    rows = [_cells("الرقم", "البيان", "الجهة", "المبلغ")]
    for number in range(1, author.chance.randint(4, 6)):
        text = f"برنامج {author.slot('topic')} لفائدة {author.slot('group')} في {author.slot('city')}"
        rows.append(_cells(author.writer.digits(str(number)), text, author.slot("body"), _number(author)))
    return Table(tuple(rows), (0.7, 2.6, 1.8, 1.0), rules, figures=(3,))


def empty_cells(author: Author, rules: str) -> Table:
    """A group's name in its first row alone, and numbers that are missing."""
    rows = [_cells("المنطقة", "السلعة", *_years(author, 2))]
    for _ in range(3):
        for number in range(2):
            name = author.slot("city") if number == 0 else ""
            figures = [_number(author) for _ in range(2)]
            if author.chance.random() < 0.4:
                figures[author.chance.randrange(2)] = ""
            rows.append(_cells(name, author.slot("goods"), *figures))
    return Table(tuple(rows), (1.2, 1.8, 0.9, 0.9), rules, figures=(2, 3))


def wide_head(author: Author, rules: str) -> Table:
    """Two rows of head, the first with cells over two columns."""
    years = _years(author, 2)
    rows = [
        (Cell(""), *(Cell(year, 2) for year in years)),
        _cells("البلد", "ذكور", "إناث", "ذكور", "إناث"),
    ]
    for _ in range(author.chance.randint(4, 6)):
        rows.append(_cells(author.slot("country"), *(_number(author) for _ in range(4))))
    return Table(tuple(rows), (1.6, 1.0, 1.0, 1.0, 1.0), rules, heads=2, figures=(1, 2, 3, 4))


#: Names in Latin letters beside what they are called in Arabic.
_METALS: Final = (
    ("Iron", "الحديد"),
    ("Copper", "النحاس"),
    ("Lead", "الرصاص"),
    ("Zinc", "الزنك"),
    ("Phosphate", "الفوسفات"),
    ("Potash", "البوتاس"),
    ("Gypsum", "الجبس"),
)


def _metals(author: Author) -> list[tuple[str, str]]:
    return author.chance.sample(_METALS, author.chance.randint(4, len(_METALS)))


def names_at_both_sides(author: Author, rules: str) -> Table:
    """Latin names at the left, Arabic ones at the right, and years that tell from which side it is read."""
    ltr = author.chance.random() < 0.5
    years = _years(author, 3)
    rows = [("Mineral", *years, "المعدن")[:: 1 if ltr else -1]]
    for latin, arabic in _metals(author):
        rows.append((latin, *(_number(author) for _ in years), arabic)[:: 1 if ltr else -1])
    if not ltr:
        rows[0] = ("المعدن", *years, "Mineral")
    return Table(tuple(_cells(*row) for row in rows), (1.3, 1.0, 1.0, 1.0, 1.3), rules, ltr=ltr)


def latin_list(author: Author, rules: str) -> Table:
    """A list in Latin letters, as of coordinates."""
    rows = [_cells("Point No.", "Latitude", "Longitude")]
    for number in range(1, author.chance.randint(5, 8)):
        degrees = [f"{author.chance.randint(22, 36)}.{author.chance.randint(1000, 9999)}" for _ in range(2)]
        rows.append(_cells(f"P{number}", *degrees))
    return Table(tuple(rows), (1.0, 1.0, 1.0), rules, ltr=True)


def unturned(author: Author, rules: str) -> Table:
    """Arabic throughout, set from the left by a program that turns no table: serial numbers tell it."""
    rows = [_cells("م", "الاسم", "الصفة", "المدينة")]
    for number in range(1, author.chance.randint(5, 8)):
        number_, city = author.writer.digits(str(number)), author.slot("city")
        rows.append(_cells(number_, author.slot("name"), author.slot("person"), city))
    return Table(tuple(rows), (0.4, 1.3, 1.3, 1.0), rules, ltr=True)


def words_of_two_scripts(author: Author, rules: str) -> Table:
    """Read from the right, though most cells are in Latin letters."""
    rows = [_cells("المعدن", "الاسم", "الوحدة")]
    rows += [_cells(arabic, latin, author.chance.choice(("Ton", "Pound", "Sack"))) for latin, arabic in _metals(author)]
    return Table(tuple(rows), (1.0, 1.0, 1.0), rules)


_SIDES: Final[tuple[tuple[str, Callable[[Author, str], Table]], ...]] = (
    ("names at both sides", names_at_both_sides),
    ("latin list", latin_list),
    ("unturned", unturned),
    ("two scripts", words_of_two_scripts),
)

_CONTENTS: Final[tuple[tuple[str, Callable[[Author, str], Table]], ...]] = (
    ("numbers", numbers),
    ("names", names),
    ("long cells", long_cells),
    ("empty cells", empty_cells),
    ("wide head", wide_head),
)


def table(author: Author, rules: str) -> Sheet:
    """A table between paragraphs, some with a title above and a note below."""
    step = author.seed + author.seed // len(RULES) + RULES.index(rules)
    name, make = _CONTENTS[step % len(_CONTENTS)]
    return _between_paragraphs(author, f"table {rules}", name, make(author, rules))


def table_sides(author: Author) -> Sheet:
    """A table of which it must be told from which side it is read."""
    name, make = _SIDES[author.seed % len(_SIDES)]
    rules = RULES[author.seed // len(_SIDES) % len(RULES)]
    return _between_paragraphs(author, "table sides", f"{name}, {rules}", make(author, rules))


def _between_paragraphs(author: Author, kind: str, name: str, made: Table) -> Sheet:
    has_title, has_note = author.chance.random() < 0.5, author.chance.random() < 0.4
    parts: list[Part] = [author.heading(), *author.paragraphs(2)]
    if has_title:
        number = author.writer.digits(str(author.chance.randint(1, 9)))
        parts.append(Text(f"الجدول {number}: {author.slot('measure')} في {author.slot('place')}", TITLE))
    parts.append(made)
    if has_note:
        parts.append(Text(f"المصدر: {author.slot('body')}.", NOTE))
    parts += author.paragraphs(1)
    variant = ", ".join([name, *["title"] * has_title, *["note"] * has_note])
    return Sheet(kind, variant, tuple(parts))


def invoice(author: Author) -> Sheet:
    """Addresses side by side, what was delivered, and sums at the left."""
    digits = author.writer.digits

    def address(head: str) -> tuple[Text, ...]:
        return (
            Text(head, LABEL),
            Text(author.slot("name")),
            Text(digits(f"شارع {author.slot('city')}، المبنى {author.chance.randint(2, 90)}")),
            Text(digits(f"الهاتف: {author.chance.randint(2_000_000, 9_999_999)}")),
        )

    rules = author.chance.choice(("all", "across", "head"))
    prices = [
        (author.chance.randint(1, 12), 5 * author.chance.randint(3, 90)) for _ in range(author.chance.randint(3, 6))
    ]
    rows = [_cells("الصنف", "الكمية", "السعر", "الإجمالي")]
    rows += [
        _cells(author.slot("goods"), digits(str(count)), digits(str(price)), digits(f"{count * price:,}"))
        for count, price in prices
    ]
    net = sum(count * price for count, price in prices)
    totals = Pairs(
        (
            ("المجموع", digits(f"{net:,}")),
            ("الضريبة", digits(f"{net // 10:,}")),
            ("المبلغ المستحق", digits(f"{net + net // 10:,}")),
        ),
        "white",
    )
    parts: tuple[Part, ...] = (
        Text(digits(f"فاتورة رقم {author.chance.randint(100, 9999)}"), HEADING, 1),
        Across((address("المورد"), address("المشتري")), (1.0, 1.0), author.look.gap),
        Table(tuple(rows), (2.4, 0.8, 0.8, 1.0), rules, figures=(1, 2, 3)),
        Across(((), (totals,)), (1.5, 1.0), author.look.gap),
        Text(f"تسدد الفاتورة خلال {digits('30')} يوما من تاريخ الاستلام.", NOTE),
    )
    return Sheet("invoice", rules, parts, tables_may_be_seen=True)


TABLES: Final[dict[str, Callable[[Author], Sheet]]] = {
    **{f"table {rules}": partial(table, rules=rules) for rules in RULES},
    "table sides": table_sides,
    "table styles": table_styles,
    "invoice": invoice,
}
