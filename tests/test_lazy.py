"""An attribute that is made when it is first asked for."""

from dataclasses import dataclass

from warraq.lazy import lazy


@dataclass(frozen=True)
class Sum:
    terms: tuple[int, ...]
    made: list[int]

    @lazy
    def total(self) -> int:
        """Of the terms."""
        self.made.append(1)
        return sum(self.terms)


def test_it_is_made_once_for_each_object_and_not_before() -> None:
    one, other = Sum((1, 2), []), Sum((3,), [])
    assert one.made == []
    assert (one.total, one.total, other.total) == (3, 3, 3)
    assert one.made == other.made == [1]
    assert isinstance(Sum.total, lazy) and Sum.total.__doc__ == "Of the terms."
