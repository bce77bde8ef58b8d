"""Numbers that the language model is made with; compiled modules take them over as C constants."""

from __future__ import annotations

from typing import Final

#: Slots of a bucket of n-grams.
SLOTS: Final = 8
#: A key that so many moves found no room for is dropped.
MOVES: Final = 5000
#: Log probabilities are stored as multiples of this many nats, in one byte.
STEP: Final = 0.08
#: A token id has this many bits in an n-gram's key (the oldest token stands highest).
TOKEN_BITS: Final = 20
#: Order of the unit n-gram as it is counted.
UNIT_ORDER: Final = 5
#: Order of the longest unit n-grams that the shipped table has: its room is given to the shorter ones first. To look
#: for longer ones, and for what it costs that there are none, would take half of the time of an unknown word.
KEPT_ORDER: Final = 4
#: The past of a word's first unit (see ``onward``): boundaries, which are unit 0.
WORD_BEGINS: Final = 0x01010101
#: What is known of a word without its clitic counts so much, beside the unigram, where nothing is known of the word.
#: Eight laws and reports that the model doesn't know: their mean log p is within 0.004 of the best from 0.3 to 0.7.
BARE: Final = 0.5
#: Words of a bucket of a lexicon, which is a line of the processor's cache.
OF_BUCKET: Final = 8
