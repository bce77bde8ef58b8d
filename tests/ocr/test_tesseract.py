"""Tesseract's command: its table of words, what is asked of it, and what it may not take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.ocr.scans import engine
from warraq.config import DEFAULT
from warraq.errors import LimitExceeded, UsageError
from warraq.model.line import Box
from warraq.ocr.recogniser import RecognisedWord
from warraq.ocr.tesseract import Tesseract
from warraq.pictures.painter import Pixels

WHITE = Pixels(np.full((60, 90), 255, np.uint8), 300.0)
LISTED = 'echo "List of available languages (2):"\necho script/Arabic\necho ara'
TABLE = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    "4\t1\t1\t1\t1\t0\t5\t5\t80\t20\t-1\t\n"
    "5\t1\t1\t1\t1\t1\t60\t5\t25\t20\t91.5\tمادة\n"
    "5\t1\t1\t1\t1\t2\t30\t5\t20\t20\t96.0\t\N{LEFT-TO-RIGHT MARK}-)١(\N{RIGHT-TO-LEFT MARK}\n"
    "5\t1\t1\t1\t2\t1\t60\t35\t25\t20\t-1\tنص\n"
    "5\t1\t1\t1\t2\t2\t30\t35\t20\t20\t95\t \n"
    "5\t1\t1\t1\t2\t3\t5\t35\t20\t20\t90\t\N{LEFT-TO-RIGHT MARK}عامة\N{RIGHT-TO-LEFT MARK}\n"
)


def stand_in(tmp_path: Path, does: str) -> str:
    """A command that lists models as Tesseract does, and else ``does``."""
    path = tmp_path / "tesseract"
    path.write_text(f'#!/bin/sh\nif [ "$1" = --list-langs ]; then\n{LISTED}\nexit\nfi\n{does}\n')
    path.chmod(0o755)
    return str(path)


def test_its_table_is_read(tmp_path: Path) -> None:
    (tmp_path / "table").write_text(TABLE, "utf-8")
    reader = Tesseract(stand_in(tmp_path, f'echo "$@" > {tmp_path}/asked\ncat > /dev/null\ncat {tmp_path}/table'))
    assert reader.recognise(WHITE, ()) == [
        RecognisedWord("مادة", (60, 5, 85, 25), 0.915, 0),
        RecognisedWord("-)١(", (30, 5, 50, 25), 0.96, 0, painted=True),
        RecognisedWord("نص", (60, 35, 85, 55), 0.0, 1),
        RecognisedWord("عامة", (5, 35, 25, 55), 0.9, 1),  # letters, though marked as a number is, in logical order
    ]
    asked = (tmp_path / "asked").read_text()
    assert "-l script/Arabic" in asked and "--dpi 300" in asked and asked.endswith("tsv\n")


@pytest.mark.parametrize(
    ("lines", "mode"),
    [((), "3"), (((5, 5, 85, 10),), "13"), (((5, 5, 35, 10),), "7"), (((5, 5, 35, 10), (5, 20, 85, 25)), "13")],
)
def test_words_and_lines_are_looked_at_in_their_own_way(lines: Sequence[Box], mode: str, tmp_path: Path) -> None:
    reader = Tesseract(stand_in(tmp_path, f'echo "$@" > {tmp_path}/asked\ncat > /dev/null'))
    reader.recognise(WHITE, (), lines)
    assert f"--psm {mode} " in (tmp_path / "asked").read_text()


def test_a_model_that_isnt_there_is_said(tmp_path: Path) -> None:
    reader = Tesseract(stand_in(tmp_path, "exit 1"))
    with pytest.raises(UsageError, match="no model 'eng'") as raised:
        reader.recognise(WHITE, ("ara", "eng"))
    assert raised.value.help == "It has Arabic, ara."


def test_without_the_command_its_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(UsageError) as raised:
        Tesseract()
    assert raised.value.help == "Install tesseract-ocr and tesseract-ocr-script-arab."


def test_an_engine_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    limits = replace(DEFAULT.limits, seconds_per_recognition=0.1)
    with pytest.raises(LimitExceeded, match="too long"):
        Tesseract(stand_in(tmp_path, "exec sleep 60"), limits).recognise(WHITE, ())


def test_an_engine_that_dies_is_no_end_of_ours(tmp_path: Path) -> None:
    with pytest.raises(LimitExceeded, match="died"):
        Tesseract(stand_in(tmp_path, "exit 3"), DEFAULT.limits).recognise(WHITE, ())


def test_an_engine_without_memory_dies() -> None:
    limits = replace(DEFAULT.limits, memory_bytes=1 << 20)
    with pytest.raises(LimitExceeded, match="died"):
        Tesseract(engine(), limits).recognise(Pixels(np.full((3000, 2000), 255, np.uint8), 300.0), ())


def test_a_white_page_has_no_words() -> None:
    assert Tesseract(engine()).recognise(WHITE, ()) == []
