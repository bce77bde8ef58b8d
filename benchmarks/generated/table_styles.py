"""Tables as reports, budgets and timetables set them: widths, padding, places in the cell, rules, by the seed.

What each holds is one of the functions below; how it is set is drawn apart from that, so that all meet in time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from benchmarks.generated.author import Author
from benchmarks.generated.sheet import NOTE, TITLE, Cell, Part, Setting, Sheet, Table, Text

_COVERED: Final = Cell("", down=0)
_RULES: Final = ("none", "lines", "stripes", "across", "figures", "none", "head")
_MODELS: Final = ("Linear", "Random Forest", "SVM", "Naive Bayes", "XGBoost", "kNN", "Decision Tree", "MLP")


def _cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(map(Cell, texts))


def _amount(author: Author, most: int = 98_000) -> str:
    return author.writer.digits(f"{author.chance.randint(100, most):,}")


def _years(author: Author, count: int) -> list[str]:
    first = author.chance.randint(2009, 2019)
    return [author.writer.digits(str(first + step)) for step in range(count)]


def measures(author: Author) -> Table:
    """Names in Latin letters and their figures, far apart, read from the left."""
    rows = [_cells("", "precision", "recall", "f1-score", "support")]
    for name in author.chance.sample(_MODELS, author.chance.randint(4, 6)):
        figures = [f"0.{author.chance.randint(50, 99)}" for _ in range(3)]
        rows.append(_cells(name, *figures, str(author.chance.randint(20, 900))))
    return Table(tuple(rows), (1.4, 1.0, 1.0, 1.0, 1.0), "", figures=(1, 2, 3, 4), ltr=True)


def budget(author: Author) -> Table:
    """Groups with a name that reaches over all columns, and their sums; dashes, marks and brackets at numbers."""
    years = _years(author, 3)
    rows = [_cells("الرمز", "البيان", *years)]
    for group in range(1, 3):
        rows.append((Cell(author.slot("body"), 5),))
        for number in range(1, author.chance.randint(3, 5)):
            figures = [
                author.chance.choice((_amount(author), _amount(author), "-", f"{_amount(author)}*")) for _ in years
            ]
            rows.append(_cells(author.writer.digits(f"{group}{number:02d}"), author.slot("goods"), *figures))
        rows.append(_cells("", "المجموع", *(_amount(author) for _ in years)))
    return Table(tuple(rows), (0.6, 2.0, 1.0, 1.0, 1.0), "", figures=(2, 3, 4))


def long_texts(author: Author) -> Table:
    """Two columns of text of several lines beside short cells."""
    rows = [_cells("الإجراء", "الجهة المسؤولة", "المخرجات المتوقعة")]
    for _ in range(author.chance.randint(3, 5)):
        action = f"إعداد {author.slot('topic')} لفائدة {author.slot('group')} في {author.slot('city')}"
        output = f"تقرير عن {author.slot('measure')} في {author.slot('place')} يعرض على {author.slot('body')}"
        rows.append(_cells(action, author.slot("body"), output))
    return Table(tuple(rows), (1.6, 1.1, 1.6), "")


def groups(author: Author) -> Table:
    """Names that reach down over the rows of their group."""
    rows: list[tuple[Cell, ...]] = [_cells("المنطقة", "السلعة", *_years(author, 2))]
    for _ in range(3):
        count = author.chance.randint(2, 3)
        for number in range(count):
            name = Cell(author.slot("city"), down=count) if number == 0 else _COVERED
            rows.append((name, *_cells(author.slot("goods"), _amount(author), _amount(author))))
    return Table(tuple(rows), (1.2, 1.8, 0.9, 0.9), "", figures=(2, 3))


def timetable(author: Author) -> Table:
    """Days and hours, a third of the cells empty."""
    hours = [author.writer.digits(f"{hour}:00") for hour in (8, 10, 12)]
    rows = [_cells("اليوم", *hours)]
    for day in ("الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس"):
        subjects = [author.chance.choice((author.slot("topic"), author.slot("topic"), "")) for _ in hours]
        if not any(subjects):
            subjects[0] = author.slot("topic")
        rows.append(_cells(day, *subjects))
    return Table(tuple(rows), (0.8, 1.4, 1.4, 1.4), "")


def units(author: Author) -> Table:
    """Heads of several lines with the unit in brackets above narrow columns of numbers."""
    rows = [
        _cells("البلد", "عدد السكان (بالألف)", "معدل النمو السنوي (نسبة مئوية)", "نصيب الفرد (بالدولار)"),
    ]
    for _ in range(author.chance.randint(5, 8)):
        rate = author.writer.digits(f"{author.chance.randint(0, 9)}.{author.chance.randint(0, 9)}%")
        rows.append(_cells(author.slot("country"), _amount(author), rate, _amount(author, 9_000)))
    return Table(tuple(rows), (1.6, 0.9, 1.1, 0.9), "", figures=(1, 2, 3))


def two_heads(author: Author) -> Table:
    """Two rows of head: a name that reaches over both, and years over two columns each."""
    years = _years(author, 2)
    rows: list[tuple[Cell, ...]] = [
        (Cell("البلد", down=2), *(Cell(year, 2) for year in years)),
        (_COVERED, *_cells("القيمة", "النسبة", "القيمة", "النسبة")),
    ]
    for _ in range(author.chance.randint(4, 6)):
        pairs = [(_amount(author), author.writer.digits(f"{author.chance.randint(1, 99)}%")) for _ in years]
        rows.append(_cells(author.slot("country"), *(text for pair in pairs for text in pair)))
    return Table(tuple(rows), (1.6, 1.0, 0.8, 1.0, 0.8), "", heads=2, figures=(1, 2, 3, 4))


def numbered(author: Author) -> Table:
    """A list of people with numbers, narrow columns first."""
    rows = [_cells("م", "الاسم", "الوظيفة", "الدرجة", "المدينة")]
    for number in range(1, author.chance.randint(6, 9)):
        texts = author.slot("name"), author.slot("person"), str(author.chance.randint(1, 9)), author.slot("city")
        rows.append(_cells(*map(author.writer.digits, (str(number), *texts))))
    return Table(tuple(rows), (0.4, 1.5, 1.6, 0.6, 1.0), "")


_CONTENTS: Final[tuple[tuple[str, Callable[[Author], Table]], ...]] = (
    ("measures", measures),
    ("budget", budget),
    ("long texts", long_texts),
    ("groups", groups),
    ("timetable", timetable),
    ("units", units),
    ("two heads", two_heads),
    ("numbered", numbered),
)


def table_styles(author: Author) -> Sheet:
    """One of the tables above between paragraphs."""
    name, make = _CONTENTS[author.seed % len(_CONTENTS)]
    made = make(author)
    rules = author.chance.choice(_RULES)
    if rules == "figures" and not made.figures:
        rules = "across"
    narrow = name in ("measures", "groups", "units", "two heads") and author.chance.random() < 0.4
    tight = author.chance.choice((1.0, 2.0, 4.0, 8.0))
    setting = Setting(0.7 if narrow else 1.0, (4.0, tight), author.chance.random() < 0.5, author.chance.random() < 0.35)
    made = replace(made, rules=rules, setting=setting)
    parts: list[Part] = [author.heading(), *author.paragraphs(1)]
    has_title, has_note = author.chance.random() < 0.4, author.chance.random() < 0.3
    if has_title:
        number = author.writer.digits(str(author.chance.randint(1, 9)))
        parts.append(Text(f"الجدول {number}: {author.slot('measure')} في {author.slot('place')}", TITLE))
    parts.append(made)
    if has_note:
        parts.append(Text(f"المصدر: {author.slot('body')}.", NOTE))
    parts += author.paragraphs(1)
    place = [*["middle"] * setting.middle, *["centred"] * setting.centred, *["narrow"] * narrow]
    return Sheet("table styles", ", ".join([name, rules, f"{tight:.0f} pt", *place]), tuple(parts))
