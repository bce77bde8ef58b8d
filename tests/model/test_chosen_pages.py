"""Pages by range."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from warraq.errors import UsageError
from warraq.model.chosen_pages import chosen_pages


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ("3", {3}),
        ("1-3,7", {1, 2, 3, 7}),
        (" 2 , 4-4 ", {2, 4}),
        ("8-", {8, 9}),
        ("-2", {1, 2}),
        ("2-4,3-5", {2, 3, 4, 5}),
        ([5, 2], {2, 5}),
        (range(1, 4), {1, 2, 3}),
    ],
)
def test_ranges_name_pages(pages: str | Iterable[int], expected: set[int]) -> None:
    chosen = chosen_pages(pages)
    assert chosen is not None
    assert chosen.numbers(9, "a.pdf") == expected


@pytest.mark.parametrize(
    "pages", ["", "-", ",", "1,", "a", "1-2-3", "1.5", "3-1", "9" * 5000, "0", "0-2", "--2", [], [0], [-1]]
)
def test_what_names_no_pages_is_refused_with_an_example(pages: str | list[int]) -> None:
    with pytest.raises(UsageError) as refused:
        chosen_pages(pages)
    assert "1-3,7" in refused.value.help
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("pages", ["10", "9-12", "10-", [1, 10]])
def test_pages_that_a_file_doesnt_have_are_named(pages: str | list[int]) -> None:
    chosen = chosen_pages(pages)
    assert chosen is not None
    with pytest.raises(UsageError, match=r"^a\.pdf: there is no page 1[02]: the file has 9 pages$"):
        chosen.numbers(9, "a.pdf")


def test_all_pages_are_no_choice() -> None:
    assert chosen_pages(None) is None
    with pytest.raises(UsageError, match="alone"):
        chosen_pages(None, alone=True)
