"""Round trip of whole pages: paragraphs set in justified lines over pages come back as those paragraphs."""

from __future__ import annotations

import random

import pytest

from tests.repair.painter import Painter, visual
from warraq.layout import build_blocks
from warraq.pages import read_lines

ARABIC = """وقرّر الفريق العامل في دورته الخامسة أن يواصل النظر في مسألة تعزيز التعاون بين الدول الأطراف على الصعيدين
الإقليمي والدولي من أجل منع الجريمة ومكافحتها وأشار عدد المتكلمين إلى أهمية تبادل المعلومات عملاً مقدّمة الآن «الفجوة»"""
#: Between two of these stands a word of Arabic: side by side their order is anyone's guess.
ISLANDS = "كوفيد-19 2018-2019 5/3 (A/RES/55/25) CTOC/COP/WG.7/2020/4 50% 1,000.50 31/12/2019"

LEFT, RIGHT, TOP, BOTTOM, LEADING, SIZE = 72.0, 523.0, 120.0, 740.0, 18.0, 12.0


def random_paragraph(source: random.Random) -> str:
    words = [source.choice(ARABIC.split())]
    for _ in range(source.randint(22, 70)):
        if source.random() < 0.25:
            words.append(source.choice(ISLANDS.split()))
        words.append(source.choice(ARABIC.split()))
    return " ".join(words)


class Typesetter:
    """Sets paragraphs greedily in justified lines, page after page."""

    def __init__(self, furniture: bool) -> None:
        self.painter = Painter(size=SIZE, kashida=0.0)
        self.furniture = furniture
        self.page, self.y = 1, TOP
        self._furnish()

    def _furnish(self) -> None:
        if self.furniture:
            self.painter.line("WQ/CONF.3/2019/12", y=60, rtl=False, left=LEFT)
            self.painter.line(f"{self.page} F.19-00217", y=800, right=RIGHT)

    def width(self, words: list[str]) -> float:
        text = " ".join(words)
        return sum(
            SIZE * self.painter.space_width if base == " " else self.painter.advance(base, SIZE)
            for base, _ in visual(text)
        )

    def set(self, text: str, gap: float, hanging: float) -> None:
        words, first = text.split(), True
        self.y += gap * LEADING
        while words:
            right = RIGHT if first else RIGHT - hanging
            count = 1
            while count < len(words) and self.width(words[: count + 1]) <= right - LEFT:
                count += 1
            self._line(words[:count], right, justified=count < len(words))
            words, first = words[count:], False

    def _line(self, words: list[str], right: float, justified: bool) -> None:
        if self.y > BOTTOM:
            self.page, self.y = self.page + 1, TOP
            self.painter.new_page()
            self._furnish()
        usual = self.painter.space_width
        if justified and len(words) > 1:
            self.painter.space_width += (right - LEFT - self.width(words)) / SIZE / (len(words) - 1)
        self.painter.line(" ".join(words), y=self.y, right=right)
        self.painter.space_width = usual
        self.y += LEADING


@pytest.mark.parametrize("seed", range(16))
def test_paragraphs_come_back(seed: int) -> None:
    source = random.Random(seed)
    # Without numbers a paragraph whose last line is full can't be told from one that goes on over the page.
    texts = [f"{number}- {random_paragraph(source)}." for number in range(1, source.randint(4, 9))]
    gap, hanging = source.choice([0.0, 0.5]), source.choice([0.0, 30.0])
    setter = Typesetter(furniture=seed % 2 == 0)
    for text in texts:
        setter.set(text, gap, hanging)
    extraction, maps = setter.painter.extraction()
    lines, *_ = read_lines(extraction, maps)
    blocks = build_blocks(lines, [(page.number, page.width, page.height) for page in extraction.pages])
    assert [block.text for block in blocks if block.role == "body"] == texts
