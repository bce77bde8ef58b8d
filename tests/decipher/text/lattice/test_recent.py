"""What was worked out last is known, and no more than so much of it."""

from __future__ import annotations

from warraq.decipher.text.lattice.recent import Recent


def test_what_comes_again_soon_is_made_once() -> None:
    made: list[int] = []

    def value(key: int) -> str:
        made.append(key)
        return str(key)

    recent = Recent[int, str](2)
    assert [recent.of(key, lambda key=key: value(key)) for key in (1, 2, 1, 2)] == ["1", "2", "1", "2"]  # type: ignore[misc]
    assert made == [1, 2]
    recent.of(3, lambda: value(3))
    recent.of(1, lambda: value(1))
    assert made == [1, 2, 3, 1]
