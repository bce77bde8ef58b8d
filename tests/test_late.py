"""Patterns that are compiled when they are asked for something."""

from __future__ import annotations

import re

from warraq.late import late


def test_it_is_made_once_and_when_it_is_asked_for_something() -> None:
    made = []

    def make() -> re.Pattern[str]:
        made.append(re.compile(r"\d+"))
        return made[-1]

    pattern = late(make)
    assert not made
    assert pattern.findall("1 22") == ["1", "22"] and pattern.search("a") is None and pattern.search("b") is None
    assert len(made) == 1 and pattern.pattern == r"\d+"
    assert pattern.findall is pattern.findall  # found without asking again
