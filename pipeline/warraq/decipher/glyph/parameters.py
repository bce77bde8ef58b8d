"""Thresholds that loops and what calls them share; compiled modules take them over as C constants."""

from __future__ import annotations

from typing import Final

#: Baselines closer than this are one line (font sizes).
SAME_BASELINE: Final = 0.25

#: Joining contexts that a candidate is drawn for, bit 2 x before + after: all four.
ANY_FORM: Final = 0b1111
#: The outline can't speak against a candidate by more than this (nats): a face may draw a letter unlike all others.
DEEPEST: Final = 18.0
#: Where the atlas knows the outline well it may say more; (novelty, nats), linear in between.
FAMILIAR: Final = (20.0, 32.0)
UNFAMILIAR: Final = (45.0, DEEPEST)
#: and less where it knows nothing like it.
STRANGE: Final = (120.0, 12.0)
#: A string that is no letter needs an outline this good (nats below the best), or digits would explain everything.
NON_LETTER_WITHIN: Final = 8.0
#: A ligature that there would be no room for is kept all the same, if its outline is this good (nats below the best).
LIGATURE_WITHIN: Final = 20.0
#: Cost of a candidate that two joining contexts share, below the mean of both (nats).
SHARED_FORM: Final = 1.0
#: A mark that sits on the wrong side of its base: once, and more of one that nearly always does (nats).
WRONG_SIDE: Final = 8.0
ALWAYS_WRONG: Final = 8.0
#: A glyph that advances is seldom a mark: cost at an advance of ``SPACING`` (em), twice as much at most (nats).
SPACING_MARK: Final = 6.0
SPACING: Final = 0.05
#: That a sign means nothing has to be worth more than this (nats).
NOTHING_COST: Final = 25.0
#: Cost of a ligature in a form that the atlas lacks, below the one that it has (nats).
OTHER_FORM: Final = 10.0

#: A glyph is no digit where another label suits its outline better by more than this (nats).
WORST_DIGIT: Final = 9.0
#: Worth of a digit by itself (nats): below it, not being a digit explains the glyph better.
DIGIT_WORTH: Final = 1.0
#: Worth of a digit whose glyph index is as far from the last one's as its value is (nats).
DIGIT_IN_STEP: Final = 5.0
#: What it costs to assign no digit to a glyph that looks like one (nats).
UNASSIGNED_DIGIT: Final = 12.0

#: Cost of a letter drawn for another joining context than it stands in, per wrong side (nats).
WRONG_JOIN: Final = 4.0
#: A word that the lexicon spells with its hamza on a seat that nobody gives it (nats), see ``word_score``.
WRONG_SEAT: Final = 8.0
#: A sign between Arabic-Indic digits that parts none (nats).
BETWEEN_DIGITS: Final = 12.0
#: log p of a letter that stands alone, whichever it is: list labels run through the alphabet.
LONE_LETTER: Final = -9.0
#: A Latin letter that stands alone costs so much more than inside a word (nats): as much as an Arabic one all in all.
LONE_LATIN: Final = 5.5
#: A slash that stands alone parts nothing (nats).
LONE_SLASH: Final = 5.5
#: Letters of a word that are read.
LONGEST_WORD: Final = 48

#: Share of the tokens' verdict that counts between spellings of one word, and the most that it counts (nats), against
#: waw and yeh with hamza and against others; the most between digits, Latin letters and punctuation, whose place in a
#: token says a little.
SPELLING_SHARE: Final = 0.4
SEATED_MOST: Final = 16.0
SPELLING_MOST: Final = 4.0
NO_LETTER_MOST: Final = 8.0
