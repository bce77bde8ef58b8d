"""Spoilt files: only a ``WarraqError`` leaves, soon. ``tests.fuzz.campaign`` does the same for many thousands."""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import campaign
from tests.fuzz.bombs import BOMBS
from tests.fuzz.mutations import MUTATIONS, Mutation, seeds, spoil
from warraq.batch.pool import Pool
from warraq.config import DEFAULT
from warraq.errors import WarraqError
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.run import extract, heal, review

#: Examples of each property; more by WARRAQ_FUZZ=1000.
EXAMPLES = int(os.environ.get("WARRAQ_FUZZ", "25"))

PDFS = [(name, data) for name, data in seeds() if data.startswith(b"%PDF")]
chances = st.randoms(use_true_random=False)
spoilt = settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
#: CPU seconds that one file may take; kernels that are compiled for the first time take a part of it.
MOST_SECONDS = 120.0


@contextmanager
def soon() -> Iterator[None]:
    """Fails where what is inside took too much CPU time; a busy machine doesn't matter."""
    start = time.process_time()
    yield
    assert time.process_time() - start < MOST_SECONDS


def expect_sound(path: Path) -> None:
    """The glyphs of a file that can be read hold together; one that can't be read says so."""
    try:
        with soon():
            extraction = extract_pdf(path)
    except WarraqError as error:
        assert error.exit_code != 70
        assert error.help
        return
    for page in extraction.pages:
        assert page.x.size == page.charcode.size == page.font.size == page.claim.size
        for lengths in (page.x, page.y, page.advance, page.size):
            assert abs(lengths).max(initial=0.0) < float("inf")
        assert page.font.max(initial=0) < max(len(extraction.fonts), 1)
        assert page.claim.max(initial=-1) < len(extraction.claims)


@spoilt
@given(seed=st.sampled_from(PDFS), mutation=st.sampled_from(MUTATIONS), chance=chances)
def test_glyphs_of_a_spoilt_file(seed: tuple[str, bytes], mutation: Mutation, chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spoilt.pdf"
        path.write_bytes(mutation(seed[1], chance))
        expect_sound(path)


@spoilt
@given(seed=st.sampled_from(PDFS), mutation=st.sampled_from(MUTATIONS), chance=chances)
def test_a_spoilt_file_is_read_alike_by_the_source(
    seed: tuple[str, bytes], mutation: Mutation, chance: random.Random
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spoilt.pdf"
        path.write_bytes(mutation(seed[1], chance))
        assert campaign.difference(path) == ""


@spoilt
@given(seed=st.sampled_from([(name, data) for name, data in seeds() if len(data) < 40_000]), chance=chances)
def test_documents_of_a_spoilt_file(seed: tuple[str, bytes], chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spoilt.pdf"
        path.write_bytes(spoil(seed[1], chance))
        try:
            with soon():
                document = extract(path, config=DEFAULT, force=True)
        except WarraqError as error:
            assert error.exit_code != 70
        else:
            assert 0 <= document.quality.confidence <= 1


@spoilt
@given(seed=st.sampled_from([seed for seed in PDFS if len(seed[1]) < 40_000]), tags=st.booleans(), chance=chances)
def test_a_spoilt_file_is_healed_and_shown(seed: tuple[str, bytes], tags: bool, chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spoilt.pdf"
        path.write_bytes(spoil(seed[1], chance))
        for write in (
            lambda: heal(path, path.with_name("healed.pdf"), tags=tags, verify=False, force=True),
            lambda: review(path, force=True),
        ):
            try:
                with soon():
                    write()
            except WarraqError as error:
                assert error.exit_code != 70


@pytest.fixture(scope="module")
def exploded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Name of each bomb -> what is wrong with how reading it ended, by workers that are held to time and memory."""
    folder = tmp_path_factory.mktemp("bombs")
    for name, make in BOMBS.items():
        (folder / name).write_bytes(make())
    results = Pool(campaign.settings(), 2).results([str(folder / name) for name in BOMBS], lambda name, sha256: True)
    return {Path(outcome.name).name: campaign.fault(outcome) for outcome in results}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_does_no_harm(exploded: dict[str, str], name: str) -> None:
    assert exploded[name] == ""
