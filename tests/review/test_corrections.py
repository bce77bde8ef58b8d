"""Corrections by a person: what is read from the file, where it applies, and what is said of what doesn't fit."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from warraq import run
from warraq.cli import main
from warraq.decipher.corrections import (
    Corrections,
    GlyphCorrection,
    WordCorrection,
    correct_words,
    read_corrections,
)
from warraq.emit.formats.markdown import plain_text
from warraq.errors import NotReadable, UsageError
from warraq.model.line import Line, Word

HONEST = Path(__file__).parents[2] / "fixtures" / "pdf" / "honest-wrong-map.pdf"


def written(folder: Path, data: Any) -> Path:
    path = folder / "some.corrections.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_a_file_of_corrections_is_read_whole(tmp_path: Path) -> None:
    data = {
        "warraq_corrections": 1,
        "sha256": "ab",
        "glyphs": [{"font": "F", "program": "p", "code": 7, "was": "ه", "text": "ة"}],
        "words": [{"page": 2, "at": [10, 20.5], "was": "قلم", "text": "قلب"}],
    }
    assert read_corrections(written(tmp_path, data)) == Corrections(
        "ab", (GlyphCorrection("p", 7, "ة"),), (WordCorrection(2, 10.0, 20.5, "قلم", "قلب"),)
    )


@pytest.mark.parametrize(
    "data",
    [
        [],
        {"glyphs": []},
        {"warraq_corrections": 2},
        {"warraq_corrections": 1, "glyphs": [{"program": "p"}]},
        {"warraq_corrections": 1, "glyphs": [{"program": "p", "code": 1, "text": None}]},
        {"warraq_corrections": 1, "words": [{"page": 1, "at": [1], "was": "a", "text": "b"}]},
    ],
)
def test_anything_else_is_refused_with_a_hint(tmp_path: Path, data: Any) -> None:
    with pytest.raises(NotReadable) as caught:
        read_corrections(written(tmp_path, data))
    assert "review" in caught.value.help


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        '{"warraq_corrections": 1, "glyphs": ' + "[" * 200_000,
        '{"warraq_corrections": 1, "glyphs": {"program": "a"}}',
        '{"warraq_corrections": 1, "glyphs": [{"program": "a", "code": true, "text": "x"}]}',
        '{"warraq_corrections": 1, "glyphs": [{"program": "a", "code": "5", "text": "x"}]}',
        '{"warraq_corrections": 1, "glyphs": [{"program": "a", "code": -1, "text": "x"}]}',
        '{"warraq_corrections": 1, "glyphs": [{"program": "a", "code": 1' + "0" * 400 + ', "text": "x"}]}',
        '{"warraq_corrections": 1, "glyphs": [{"program": "a", "code": 1' + "0" * 5000 + ', "text": "x"}]}',
        '{"warraq_corrections": 1, "glyphs": [{"program": "a", "code": 5, "text": "\\ud800"}]}',
        '{"warraq_corrections": 1, "words": [{"page": 1, "at": [Infinity, 0], "was": "a", "text": "b"}]}',
        '{"warraq_corrections": 1, "words": [{"page": 1, "at": [NaN, 0], "was": "a", "text": "b"}]}',
        '{"warraq_corrections": 1, "words": [{"page": 1, "at": [1e999, 0], "was": "a", "text": "b"}]}',
        '{"warraq_corrections": 1, "words": [{"page": 1, "at": "12", "was": "a", "text": "b"}]}',
        '{"warraq_corrections": 1, "words": [{"page": 1.5, "at": [1, 2], "was": "a", "text": "b"}]}',
        '{"warraq_corrections": 1, "words": [[]]}',
        '{"warraq_corrections": 1, "words": null}',
        '{"warraq_corrections": 1, "sha256": 5}',
    ],
    ids=lambda text: text[:90],
)
def test_what_a_stranger_wrote_is_refused_with_a_short_message(text: str, tmp_path: Path) -> None:
    path = tmp_path / "some.corrections.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotReadable) as caught:
        read_corrections(path)
    assert caught.value.exit_code == 3
    assert len(caught.value.message) < 150


def test_a_file_without_end_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "some.corrections.json"
    with path.open("wb") as stream:
        stream.truncate(1 << 40)  # a hole
    with pytest.raises(NotReadable, match="bytes"):
        read_corrections(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotReadable):
        read_corrections(tmp_path / "none.json")


def test_one_glyph_mends_every_word_it_stands_in() -> None:
    before = run.read_pdf(HONEST)
    uses = Counter(
        pair
        for page in before.extraction.pages
        for pair in zip(page.font.tolist(), page.charcode.tolist(), strict=True)
    )
    number, code = max(
        (
            (number, code)
            for number, glyph_map in enumerate(before.maps)
            for code, reading in glyph_map.readings.items()
            if reading.text == "\u0645"  # meem
        ),
        key=lambda pair: uses[before.maps[pair[0]].font, pair[1]],
    )
    program = before.extraction.fonts[before.maps[number].font].program_hash
    wanted = Corrections(glyphs=(GlyphCorrection(program, code, "\u0646"),))  # noon
    after = run.read_pdf(HONEST, corrections=wanted)
    assert after.maps[number].readings[code].evidence == "correction"
    changed = [
        (old.text, new.text)
        for old_line, new_line in zip(before.lines, after.lines, strict=True)
        for old, new in zip(old_line.words, new_line.words, strict=True)
        if old.text != new.text
    ]
    assert len(changed) > 10
    assert all(len(old) == len(new) and "\u0645" in old and "\u0646" in new for old, new in changed)
    assert not any(finding.fault == "unused_correction" for finding in after.document.findings)


def test_a_correction_that_fits_nothing_is_a_finding() -> None:
    wanted = Corrections(
        "other", (GlyphCorrection("no such program", 1, "x"),), (WordCorrection(1, -50, -50, "a", "b"),)
    )
    faults = [finding.fault for finding in run.extract(HONEST, corrections=wanted, force=True).findings]
    assert faults.count("unused_correction") == 2
    assert faults.count("foreign_corrections") == 1


def test_corrections_of_another_file_are_refused_unless_forced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = {"warraq_corrections": 1, "sha256": "0" * 64, "glyphs": [], "words": []}
    corrections = tmp_path / "other.json"
    given = ["extract", str(HONEST), "-f", "text", "--corrections", str(corrections)]
    plain = run.extract(HONEST)
    for sha256, options, code in (
        ("0" * 64, [], 2),
        ("0" * 64, ["--force"], 0),
        (plain.source.sha256, [], 0),
        ("", [], 0),
    ):
        corrections.write_text(json.dumps(data | {"sha256": sha256}), encoding="utf-8")
        with pytest.raises(SystemExit, match=str(code)):
            main([*given, *options])
        shown = capsys.readouterr()
        assert shown.out == ("" if code else plain_text(plain))
        assert ("made for another file" in shown.err, "--force" in shown.err) == (code == 2, code == 2)


def test_corrections_of_a_pdf_that_a_text_is_given_are_told(tmp_path: Path) -> None:
    """They were left out in silence."""
    dump = tmp_path / "dump.txt"
    dump.write_text("نص عربي قصير\n", encoding="utf-8")
    assert run.extract(dump).body
    given = Corrections(words=(WordCorrection(1, 15.2, 15.0, "قلم", "قلب"),))
    assert [finding.fault for finding in run.extract(dump, corrections=given).findings] == ["unused_correction"]
    with pytest.raises(UsageError, match="another file"):
        run.extract(dump, corrections=Corrections("0" * 64))


def test_a_corrected_word_is_sure_and_others_stay() -> None:
    words = (Word("قلم", "x", 0.4, (10, 10, 20, 20), (("قلب", 0.3),)), Word("هنا", "y", 0.5, (30, 10, 40, 20)))
    (line,), findings = correct_words(
        Corrections(words=(WordCorrection(1, 15.2, 15.0, "قلم", "قلب"),)), [Line(1, words)], "a.pdf"
    )
    assert [(word.text, word.confidence, word.alternatives) for word in line.words] == [
        ("قلب", 1.0, ()),
        ("هنا", 0.5, ()),
    ]
    assert findings == []


def test_a_word_on_another_page_is_left_alone() -> None:
    lines = [Line(2, (Word("قلم", "x", 0.4, (10, 10, 20, 20)),))]
    corrected, findings = correct_words(Corrections(words=(WordCorrection(1, 15, 15, "قلم", "قلب"),)), lines, "a.pdf")
    assert corrected == lines
    assert [finding.fault for finding in findings] == ["unused_correction"]
