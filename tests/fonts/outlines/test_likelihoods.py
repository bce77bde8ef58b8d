"""What faces and similar glyphs say, added up: the compiled loops against the same source run by the interpreter."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.interpreted import interpreted
from warraq.fonts.outlines import likelihoods

SLOW = interpreted("warraq.fonts.outlines.likelihoods")


def groups(rng: np.random.Generator) -> NDArray[np.int64]:
    """label x 3 families + family of groups; of one label in three no face has any."""
    return np.flatnonzero(rng.random(60) < 0.5).astype(np.int64)


@pytest.mark.parametrize("seed", range(4))
def test_least_distances_and_nearest_families_are_those_of_the_source(seed: int) -> None:
    rng = np.random.default_rng(seed)
    sizes = rng.integers(1, 4, 9)
    begins = 5 + np.cumsum([0, *sizes])
    products = rng.normal(0, 9, (sizes.sum(), 7)).astype(np.float32)
    twice, lengths, norms = (rng.uniform(0, 9, n).astype(np.float32) for n in (7, 7, begins[-1]))
    results = [np.empty((9, 7), np.float32) for _ in range(2)]
    for module, result in zip((likelihoods, SLOW), results, strict=True):
        module.least_distances(products, twice, lengths, norms, begins, result)
    assert np.array_equal(results[0], results[1])
    assert (results[0] == 0).any()
    nearest = [module.nearest_of_families(results[0], np.arange(9), 3) for module in (likelihoods, SLOW)]
    assert np.array_equal(*nearest)


@pytest.mark.parametrize("seed", range(4))
def test_the_mixture_is_that_of_the_source(seed: int) -> None:
    rng = np.random.default_rng(seed)
    group_of = groups(rng)
    distances = rng.uniform(0, 90, (group_of.size, 7)).astype(np.float32)
    weights = rng.uniform(-3, 0, 3).astype(np.float32)

    def mixed(module: ModuleType) -> NDArray[np.float32]:
        result = np.full((20, 7), -99, np.float32)
        module.mixture(distances, weights, group_of, 0.125, -8.0, result)
        return result

    compiled, slow = mixed(likelihoods), mixed(SLOW)
    assert np.array_equal(compiled == -99, slow == -99)
    assert compiled == pytest.approx(slow, rel=1e-6)  # the interpreter's logarithm is rounded later


@pytest.mark.parametrize("seed", range(6))
def test_charges_of_kin_are_those_of_the_source(seed: int) -> None:
    rng = np.random.default_rng(seed)
    signs, others, strings = 6, 5, 12
    count = rng.integers(0, 4, signs)
    costs = rng.choice([0.5, 3.0, 12.0], count.sum())
    links = np.cumsum([0, *count]), rng.integers(0, others, count.sum()), costs, rng.random(count.sum()) < 0.6
    sizes = rng.integers(0, 5, others)
    bodies = rng.integers(0, 4, strings)
    known = np.concatenate([rng.choice(strings, size, replace=False) for size in sizes]).astype(np.int64)
    worth = np.round(rng.normal(0, 6, known.size))
    asked = rng.integers(0, strings, 2 * signs)

    def sent(module: ModuleType) -> NDArray[np.float64]:
        sources = module.Sources(np.cumsum([0, *sizes]), known, worth.copy(), bodies)
        begins = np.arange(0, 2 * signs + 1, 2)
        wanted = module.Asked(np.arange(signs), begins, asked)
        sums: NDArray[np.float64] = module.messages(wanted, module.Links(*links), sources, -24.0)
        return sums

    assert np.array_equal(sent(likelihoods), sent(SLOW))
    assert (sent(likelihoods) < 0).any()
