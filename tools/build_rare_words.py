"""Collect the words of the general lists and the running texts that the lexicon has no room for (``rare_words``)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np

from tools.build_language import Trie, general_frequencies, read_sentences, running_texts, say, shape_bits
from warraq.language import units
from warraq.language.model import LanguageModel
from warraq.language.words.rare_words import FILE

#: Units of a word: shorter ones fit anywhere, longer ones are not looked for outside the lexicon
#: (``decoder.Settings.unknown_longest``).
SHORTEST: Final = 2
LONGEST: Final = 14


def build(words: Iterable[str], folder: Path) -> None:
    """Write the list of ``words``, none of which is in the lexicon, into ``folder``."""
    trie = Trie(sorted(word for word in set(words) if SHORTEST <= len(units.units(word)) <= LONGEST))
    np.savez_compressed(folder / FILE, unit=trie.unit, shape=shape_bits(trie.children))
    size = (folder / FILE).stat().st_size
    say(f"{FILE}: {len(trie.words):,} words, {trie.unit.size:,} trie nodes, {size / 1e6:.2f} MB")


def main() -> None:
    paths, folder = running_texts(__doc__)
    lm = LanguageModel(folder)
    general = general_frequencies(paths[0].parent / "unilex_ar.txt.xz")
    met = {token for _, sentence in read_sentences(paths) for token in sentence if units.is_word(token)}
    build((word for word in met | set(general) if word not in lm), folder)


if __name__ == "__main__":
    main()
