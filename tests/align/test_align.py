"""Documents in Arabic, English and French that are read and put beside each other."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from translate.storage.tmx import tmxfile
from translate.storage.xliff2 import Xliff2File

import warraq
from benchmarks.align import NOTHING, score, versions
from benchmarks.corpus.page import FACES, FALLBACK
from benchmarks.parallel import LANGUAGES, Paragraph, read, set_pdf
from tests.emit.documents import awkward
from tests.installed import require
from warraq.align.records import Alignment
from warraq.align.writers import moses
from warraq.errors import UsageError

XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"


def _faces() -> None:
    (arabic,) = (face for face in FACES if face.name == "scheherazade")
    require(arabic.path, arabic.package)
    require(FALLBACK, "fonts-liberation")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The report in each language: in English without its sixth paragraph, the second last moved to the front in
    French.
    """
    _faces()
    folder = tmp_path_factory.mktemp("align")
    texts = read("report")
    kept: dict[str, list[Paragraph]] = {
        "ar": texts["ar"],
        "en": [one for one in texts["en"] if (one.style, one.number) != ("decimal", 6)],
        "fr": [*texts["fr"][:3], texts["fr"][-2], *texts["fr"][3:-2], texts["fr"][-1]],
    }
    paths = [folder / f"{language}.pdf" for language in LANGUAGES]
    for language, path in zip(LANGUAGES, paths, strict=True):
        set_pdf(kept[language], language, path)
    return paths


@pytest.fixture(scope="module")
def aligned(files: list[Path]) -> Alignment:
    return warraq.align(*files)


def test_each_language_is_known_and_every_sentence_is_there(aligned: Alignment) -> None:
    assert aligned.languages == LANGUAGES
    for at, language in enumerate(LANGUAGES):
        sentences = [text for one in read("report")[language] for _, text in one.sentences]
        if language == "en":
            sentences.remove("Several speakers were of the view that training mattered more than equipment.")
        assert sorted(sentence.text for group in aligned for sentence in group.sides[at]) == sorted(sentences)


def test_what_is_missing_has_no_partner_and_what_is_moved_has_one(aligned: Alignment) -> None:
    (alone,) = (group for group in aligned if not all(group.sides))
    assert alone.sides[0][0].node == "par-6" and alone.sides[2] and not alone.sides[1]
    (moved,) = (pair for pair in aligned.paragraphs if pair.moved)
    assert (moved.document, moved.first) == (2, ("par-13",))
    assert all(pair.confidence > 0.9 for pair in aligned.paragraphs)


def test_changed_versions_are_aligned() -> None:
    _faces()
    paragraphs, sentences = NOTHING, NOTHING
    for seed in (11, 12):
        for version in versions("report", seed):
            paragraphs += score(version.paragraphs())
            sentences += score(version.sentences())
    assert paragraphs.f1 > 0.97 and sentences.f1 > 0.97


def test_tmx_is_read_by_the_translate_toolkit(aligned: Alignment, tmp_path: Path) -> None:
    (path,) = aligned.save(tmp_path / "report.tmx", "tmx")
    with path.open("rb") as stream:
        memory = tmxfile(stream, "ar", "en")
    assert len(memory.units) == len(aligned.sentences)
    (unit,) = (unit for unit in memory.units if "42" in (unit.source or ""))
    assert unit.target == "It was attended by representatives of 42 States."


def test_xliff_has_a_unit_for_each_sentence_and_its_notes_first(files: list[Path]) -> None:
    pair = warraq.align(*files[:2])
    root = ET.fromstring(pair.to("xliff"))
    assert root.attrib == {"version": "2.1", "srcLang": "ar", "trgLang": "en"}
    (file,) = root
    assert (file.get("srcDir"), file.get("trgDir")) == ("rtl", "ltr")
    ids = [unit.get("id") for unit in file]
    assert len(set(ids)) == len(ids) == len(pair.sentences)
    for unit in file:
        assert [part.tag for part in unit] in ([f"{XLIFF}notes", f"{XLIFF}segment"], [f"{XLIFF}segment"])
        parts = [part.tag for part in unit.iter(f"{XLIFF}segment") for part in part]
        assert parts in ([f"{XLIFF}source", f"{XLIFF}target"], [f"{XLIFF}source"])


def test_xliff_is_read_by_the_translate_toolkit(files: list[Path], tmp_path: Path) -> None:
    (path,) = warraq.align(*files[:2]).save(tmp_path / "report.xlf", "xliff")
    store = Xliff2File.parsefile(str(path))
    (unit,) = (unit for unit in store.units if "42" in unit.source)
    assert unit.target == "It was attended by representatives of 42 States."


def test_moses_has_as_many_lines_in_each_language(aligned: Alignment, tmp_path: Path) -> None:
    written = aligned.save(tmp_path / "report", "moses")
    assert [path.name for path in written] == ["report.ar", "report.en", "report.fr"]
    lines = [path.read_text("utf-8").splitlines() for path in written]
    assert len(lines[0]) == len(lines[1]) == len(lines[2]) == sum(all(group.sides) for group in aligned)


def test_tables_and_json_have_everything(aligned: Alignment) -> None:
    header, *rows = [line.split("\t") for line in aligned.to("tsv").splitlines()]
    assert len(header) == 10 and all(len(row) == 10 for row in rows) and len(rows) == len(aligned.sentences)
    objects = [json.loads(line) for line in aligned.to("jsonl").splitlines()]
    assert [side["language"] for side in objects[0]["sides"]] == list(LANGUAGES)
    assert objects[0]["sides"][0]["sentences"][0]["node"] == "title"


def test_doubts_and_awkward_signs_are_carried_over() -> None:
    pair = warraq.align(awkward(), awkward(), languages=("ar", "fa"))
    doubtful = [one for group in pair for one in group.sides[0] if one.uncertain]
    assert doubtful[0].text.split(" ")[doubtful[0].uncertain[0].index] == doubtful[0].uncertain[0].word
    assert 'category="uncertain"' in pair.to("xliff") and 'type="x-uncertain"' in pair.to("tmx")
    assert {len(line.split("\t")) for line in pair.to("tsv").splitlines()} == {7}
    with pytest.raises(UsageError, match="the language ar"):
        moses(warraq.align(awkward(), awkward(), languages=("ar", "ar")))


def test_a_call_that_makes_no_sense_is_refused(aligned: Alignment) -> None:
    with pytest.raises(UsageError, match="one document"):
        warraq.align(awkward())
    with pytest.raises(UsageError, match="1 languages of 2"):
        warraq.align(awkward(), awkward(), languages=("ar",))
    with pytest.raises(UsageError, match="one source"):
        aligned.to("xliff")
    with pytest.raises(UsageError, match="no format"):
        aligned.to("docx")
