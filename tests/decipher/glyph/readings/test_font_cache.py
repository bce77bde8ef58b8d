"""Fonts kept from document to document: when they are believed, and that nothing is believed silently."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cache
from pathlib import Path
from unittest.mock import Mock, patch

import numpy as np
import pytest

from warraq.cli import main
from warraq.config import EVIDENCE
from warraq.decipher.glyph.channel import decipher
from warraq.decipher.glyph.readings import font_cache
from warraq.decipher.glyph.readings.font_cache import FontCache, _Code
from warraq.decipher.glyph.search import solve
from warraq.decipher.glyph.signs.tokens import symbols_of
from warraq.diagnose import diagnose
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.model.font import GlyphMap, Reading
from warraq.model.glyph import Extraction

PDF = Path(__file__).resolve().parents[4] / "fixtures" / "pdf" / "ctoc-cop-wg7-2020-4.pdf"


@cache
def document(pages: int = 2) -> Extraction:
    whole = extract_pdf(PDF)
    return replace(whole, pages=tuple(whole.pages[k] for k in range(pages)))


def read(document: Extraction, folder: Path) -> tuple[list[GlyphMap], list[str]]:
    """The maps, and the faults of the notes."""
    kept = FontCache(folder, EVIDENCE)
    return decipher(document, diagnose(document), cache=kept), [note.fault for note in kept.notes]


def solving() -> AbstractContextManager[Mock]:
    return patch.object(solve, "solve", wraps=solve.solve)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds the fonts of the first pages."""
    assert read(document(), tmp_path)[1] == []
    return tmp_path


def test_the_same_document_reads_as_before_without_being_solved_and_says_so(folder: Path) -> None:
    with solving() as solve:
        maps, notes = read(document(), folder)
    assert not solve.called
    assert maps == decipher(document(), diagnose(document()))
    assert max(len(reading.alternatives) for each in maps for reading in each.readings.values()) == 4
    assert notes
    assert set(notes) == {"font_from_cache"}


def test_fewer_glyphs_of_the_same_font_read_as_the_many_did(folder: Path) -> None:
    with solving() as solve:
        maps, notes = read(document(1), folder)
    assert not solve.called
    whole = {font.font: font.readings for font in decipher(document(), diagnose(document()))}
    for font in maps:
        assert all(whole[font.font][code].text == reading.text for code, reading in font.readings.items())
    assert notes


@pytest.mark.parametrize(("confidence", "holds"), [(0.9, False), (0.995, True)])
def test_a_code_that_is_used_more_often_holds_where_it_was_sure(confidence: float, holds: bool) -> None:
    """More places may tell more of a reading that was none too sure."""
    symbols = symbols_of(document())
    once = replace(_Code.of(0, symbols, Reading("\u0628", confidence, "language")), count=int(symbols.count[0]) - 1)
    assert once.holds_for(0, symbols) is holds
    assert replace(once, count=once.count + 1).holds_for(0, symbols)


def test_a_code_that_was_never_seen_has_the_font_solved_anew(tmp_path: Path) -> None:
    read(document(1), tmp_path)
    with solving() as solve:
        maps, _ = read(document(2), tmp_path)
    assert solve.called
    assert maps == decipher(document(2), diagnose(document(2)))
    assert read(document(2), tmp_path)[1]  # and is kept from the document that knew more


def test_other_claims_are_another_font(folder: Path) -> None:
    fonts = tuple(replace(font, to_unicode={**font.to_unicode, 9999: "x"}) for font in document().fonts)
    assert read(replace(document(), fonts=fonts), folder)[1] == []


def test_other_glyphs_for_the_codes_are_not_believed(folder: Path) -> None:
    pages = tuple(replace(page, gid=np.where(page.gid > 0, page.gid + 1, page.gid)) for page in document().pages)
    assert "font_from_cache" not in read(replace(document(), pages=pages), folder)[1]


@pytest.mark.parametrize(
    "spoilt",
    [
        "",
        "{",
        "[]",
        "[" * 1_000_000,
        '{"digest": "0", "body": "{}"}',
        '{"body": 3, "digest": 4}',
        '{"body": "\\ud800"}',
    ],
    ids=lambda text: text[:30],
)
def test_a_spoilt_entry_is_left_out_and_reported(folder: Path, spoilt: str) -> None:
    for entry in folder.rglob("*.json"):
        entry.write_text(spoilt)
    maps, notes = read(document(), folder)
    assert maps == decipher(document(), diagnose(document()))
    assert set(notes) == {"font_cache_unusable"}
    assert set(read(document(), folder)[1]) == {"font_from_cache"}  # written anew


ROW = [3, 5, 500.0, None, 7, "\u0628", 0.9, "outline", [["\u062a", 0.1]]]  # beh, teh


def forged(body: str) -> bytes:
    """An entry with the right digest."""
    return json.dumps({"digest": hashlib.sha256(body.encode()).hexdigest(), "body": body}).encode()


def with_value(column: int, value: str) -> str:
    """What an entry holds, one value of which is this JSON."""
    row = ", ".join(value if k == column else json.dumps(old) for k, old in enumerate(ROW))
    return f'{{"source": "0", "codes": [[{row}]]}}'


def test_an_entry_is_read() -> None:
    _, codes = font_cache._unpacked(forged(with_value(0, "3")))
    assert codes[3].reading == Reading("\u0628", 0.9, "outline", (("\u062a", 0.1),))


@pytest.mark.parametrize(
    "body",
    [
        "[" * 1_000_000,
        "null",
        '{"source": "0"}',
        '{"source": "0", "codes": 5}',
        '{"source": "0", "codes": ["ab"]}',
        *(with_value(k, "[[[]]]") for k in range(9)),
        *(with_value(k, '"\\ud800"') for k in (3, 5, 7)),
        *(with_value(k, value) for k in (0, 1, 2, 4, 6) for value in ("Infinity", "NaN", "true", "1" + "0" * 400)),
        *(with_value(k, "1" + "0" * 5000) for k in (0, 2, 6)),
        with_value(6, "1.5"),
        with_value(5, json.dumps("a" * 1_000_000)),
        with_value(8, json.dumps([["a", 0.1]] * 100_000)),
        with_value(8, '[["a", Infinity]]'),
        with_value(8, '["ab"]'),
    ],
    ids=lambda text: f"{text[:60]}-{len(text)}",
)
def test_what_was_forged_is_refused_at_once(body: str) -> None:
    began = time.process_time()
    with pytest.raises(ValueError):
        font_cache._unpacked(forged(body))
    assert time.process_time() - began < 1


@pytest.mark.parametrize("kind", ["hole", "pipe", "folder", "device"])
def test_what_is_no_entry_costs_no_time(folder: Path, kind: str) -> None:
    entries = list(folder.rglob("*.json"))
    for entry in entries:
        entry.unlink()
        if kind == "hole":
            with entry.open("wb") as stream:
                stream.truncate(1 << 40)
        elif kind == "pipe":
            os.mkfifo(entry)
        elif kind == "folder":
            entry.mkdir()
        else:
            entry.symlink_to("/dev/zero")
    began = time.process_time()
    maps, notes = read(document(), folder)
    assert time.process_time() - began < 30
    assert maps == decipher(document(), diagnose(document()))
    assert "font_from_cache" not in notes
    assert "font_cache_unusable" in notes


def test_a_folder_that_is_made_is_the_users_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        read(document(), tmp_path / "fonts")
    finally:
        os.umask(before)
    folders = [path for path in (tmp_path / "fonts", *(tmp_path / "fonts").rglob("*")) if path.is_dir()]
    assert len(folders) > 1
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}


@pytest.mark.parametrize("mode", [0o775, 0o757, 0o1777])
def test_a_folder_that_others_write_to_is_neither_read_nor_written(folder: Path, mode: int) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.json")}
    folder.chmod(mode)
    maps, notes = read(document(), folder)
    assert maps == decipher(document(), diagnose(document()))
    assert set(notes) == {"font_cache_unusable"}
    assert {path: path.read_bytes() for path in folder.rglob("*.json")} == before


def test_a_folder_of_somebody_else_is_not_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: folder.stat().st_uid + 1)
    assert set(read(document(), folder)[1]) == {"font_cache_unusable"}


@pytest.mark.parametrize("command", [("extract", str(PDF)), ("batch", str(PDF), "-o", "{out}")])
def test_the_command_refuses_a_folder_that_others_write_to(
    command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "fonts", tmp_path / "out"
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(SystemExit) as ended:
        main([*(part.format(out=out) for part in command), "--font-cache", str(folder)])
    assert ended.value.code == 3
    assert f"chmod go-w {folder}" in capsys.readouterr().err
    assert not out.exists()


def test_an_entry_that_was_changed_by_hand_is_left_out(folder: Path) -> None:
    for entry in folder.rglob("*.json"):
        whole = json.loads(entry.read_text())
        whole["body"] = whole["body"].replace("outline", "cmap")
        entry.write_text(json.dumps(whole))
    assert set(read(document(), folder)[1]) == {"font_cache_unusable"}


def test_a_folder_that_cannot_be_made_costs_the_cache_and_nothing_else(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    maps, notes = read(document(), blocked / "fonts")
    assert maps == decipher(document(), diagnose(document()))
    assert set(notes) == {"font_cache_unusable"}


def test_nothing_is_left_beside_the_entries(folder: Path) -> None:
    assert {path.suffix for path in folder.rglob("*") if path.is_file()} == {".json"}


def test_other_code_and_other_data_of_the_same_size_keep_entries_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    for name, folder in (("PACKAGE", tmp_path), ("DATA", data), ("LANGUAGE", data)):
        monkeypatch.setattr(font_cache, name, folder)
    versions = []
    for code, numbers in (("a = 1", "12"), ("a = 2", "12"), ("a = 2", "21"), ("a = 2", "21")):
        (tmp_path / "solve.py").write_text(code, "utf-8")
        (data / "atlas.npz").write_text(numbers, "utf-8")
        versions.append(font_cache._version.__wrapped__())
    assert len(set(versions)) == 3
    assert versions[2] == versions[3]
