"""Where words stand, however they are spelled."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.integrations.files import DOUBTFUL, REPORT
from warraq import Document, extract
from warraq.integrations.places import find, folded


@pytest.fixture(scope="module")
def report() -> Document:
    return extract(REPORT)


def test_every_place_is_named_by_node_page_and_box(report: Document) -> None:
    places = list(find(report, "المعنية بصون المخطوطات"))
    assert [(place.node, place.page) for place in places][:2] == [("title", 1), ("par-1", 1)]
    title = next(node for node in report.walk() if node.id == "title").spans[0].bbox
    box = places[0].bbox
    assert title is not None
    assert box is not None
    assert all(abs(outer - inner) < 60 for outer, inner in zip(title[1::2], box[1::2], strict=True))
    assert places[0].text == "المعنية بصون المخطوطات"
    assert places[0].text in places[0].context


@pytest.mark.parametrize("spelling", ["مقدّمة", "مقدمه", "مُقَدِّمَة", "مقـــدمة"])  # with and without shadda and tatweel
def test_spelling_does_not_matter(report: Document, spelling: str) -> None:
    assert "sec-1" in {place.node for place in find(report, spelling)}


def test_digits_of_other_shapes_are_the_same(report: Document) -> None:
    assert [place.text for place in find(report, "٢٠١٩")] == [place.text for place in find(report, "2019")] != []


def test_a_part_of_a_word_finds_the_word(report: Document) -> None:
    assert {"المخطوطات"} <= {place.text for place in find(report, "مخطوطات")}


def test_what_stands_twice_in_a_node_is_found_twice(report: Document) -> None:
    words = [word.text for word in report.words if word.node == "par-1"]
    wanted = max(set(words), key=words.count)
    assert words.count(wanted) > 1
    assert sum(place.node == "par-1" for place in find(report, f" {wanted} ".strip())) >= words.count(wanted)


def test_nothing_is_nowhere(report: Document) -> None:
    assert list(find(report, " ")) == list(find(report, "زرافة بنفسجية")) == []


def test_doubt_is_told_with_the_place() -> None:
    doubtful = extract(DOUBTFUL)
    word = doubtful.words[20]
    place = next(find(doubtful, word.text))
    assert set(place.text.split()) <= set(place.uncertain)


def test_a_document_without_pages_has_places_without_them(report: Document) -> None:
    place = next(find(replace(report, pages=()), "المخطوطات"))
    assert (place.node, place.page, place.bbox) == ("title", None, None)


def test_letters_that_differ_stay_apart() -> None:
    assert folded("آثار") == folded("اثار")
    assert folded("بيت") != folded("بنت")
