"""Plain text put through a made-up channel: each (letters, form) unit comes out as one fixed character, many to one."""

from __future__ import annotations

import random
import re
from pathlib import Path

from warraq.language.tokens import fold_marks
from warraq.language.units import COUNT, LETTERS, UNITS, units

WORD = re.compile(f"[{LETTERS}]+")
HONEST = Path(__file__).parents[3] / "fixtures" / "truth" / "honest.txt"


def plain_lines() -> list[str]:
    """The project's own running text, a block a line, without diacritics."""
    return [fold_marks(line) for line in HONEST.read_text(encoding="utf-8").splitlines() if line.strip()]


def random_channel(seed: int, wrong: float = 0.5, spaces: float = 0.08) -> list[str]:
    """What each unit comes out as: its own letter, another one, or a space. Index 0, the word boundary, is a space."""
    draw = random.Random(seed)
    outputs = [" "]
    for unit in range(1, COUNT):
        letter = UNITS[unit][0][0]
        x = draw.random()
        outputs.append(" " if x < spaces else draw.choice(LETTERS) if x < spaces + wrong else letter)
    return outputs


def encipher(text: str, outputs: list[str]) -> str:
    """``text`` with every word's units replaced; everything else stays."""
    return WORD.sub(lambda m: "".join(outputs[u] for u in units(m.group())), text)


def words(text: str) -> list[str]:
    return WORD.findall(fold_marks(text))
