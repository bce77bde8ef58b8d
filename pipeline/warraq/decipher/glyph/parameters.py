"""Every number that the reading of PDFs is set by: value, unit, what it does and where it comes from.

Those that several modules share stand first, then a class a module, in the order of the rooms; a module calls its own
``P``. The unit stands behind each value. A comment holds for all values below it up to the next one; where it names no
script or count of faces or files, a person chose the value by hand. ``make sensitivity`` measures how much the figures
move when one changes by a fifth, and ``docs/parameters.md`` shows it.

Units: nats (differences of log likelihood), log p (nats, of one thing), squared distance (of an outline to those of the
atlas, see ``warraq.fonts.outlines.atlas``), em and font sizes (lengths), share and probability (0 to 1), count.
"""

from __future__ import annotations

from typing import Final

#: Baselines closer than this are one line (font sizes).
SAME_BASELINE: Final = 0.25  # font sizes

#: Confidence of what can hardly be otherwise: a claim of a font that is believed, a glyph without ink that is blank.
BELIEVED: Final = 0.999  # probability
#: of what tables settle, of the font or of its slots, at most,
BY_TABLES: Final = 0.998  # probability
#: of what is so but for few: an unclaimed glyph belongs to the cluster of another, a space has no glyph in a subset, a
#: bullet or a Latin ligature is what its outline alone shows,
MOSTLY_SO: Final = 0.95  # probability
#: and of a claim that nothing could check, or a glyph of unknown name that claims nothing.
UNCHECKED: Final = 0.3  # probability

#: Joining contexts that a candidate is drawn for, bit 2 x before + after: all four.
ANY_FORM: Final = 0b1111  # bits
#: The outline can't speak against a candidate by more than this (nats): a face may draw a letter unlike all others.
DEEPEST: Final = 18.0  # nats
#: Where the atlas knows the outline well it may say more; (novelty, nats), linear in between.
FAMILIAR: Final = (20.0, 32.0)  # squared distance, nats
UNFAMILIAR: Final = (45.0, DEEPEST)  # squared distance, nats
#: and less where it knows nothing like it.
STRANGE: Final = (120.0, 12.0)  # squared distance, nats
#: A string that is no letter needs an outline this good (nats below the best), or digits would explain everything.
NON_LETTER_WITHIN: Final = 8.0  # nats
#: A ligature that there would be no room for is kept all the same, if its outline is this good (nats below the best).
LIGATURE_WITHIN: Final = 20.0  # nats
#: Cost of a candidate that two joining contexts share, below the mean of both (nats).
SHARED_FORM: Final = 1.0  # nats
#: A mark that sits on the wrong side of its base: once, and more of one that nearly always does (nats).
WRONG_SIDE: Final = 8.0  # nats
ALWAYS_WRONG: Final = 8.0  # nats
#: A glyph that advances is seldom a mark: cost at an advance of ``SPACING`` (em), twice as much at most (nats).
SPACING_MARK: Final = 6.0  # nats
SPACING: Final = 0.05  # em
#: That a sign means nothing has to be worth more than this (nats).
NOTHING_COST: Final = 25.0  # nats
#: Cost of a ligature in a form that the atlas lacks, below the one that it has (nats).
OTHER_FORM: Final = 10.0  # nats

#: A glyph is no digit where another label suits its outline better by more than this (nats).
WORST_DIGIT: Final = 9.0  # nats
#: Worth of a digit by itself (nats): below it, not being a digit explains the glyph better.
DIGIT_WORTH: Final = 1.0  # nats
#: Worth of a digit whose glyph index is as far from the last one's as its value is (nats).
DIGIT_IN_STEP: Final = 5.0  # nats
#: What it costs to assign no digit to a glyph that looks like one (nats).
UNASSIGNED_DIGIT: Final = 12.0  # nats

#: Cost of a letter drawn for another joining context than it stands in, per wrong side (nats).
WRONG_JOIN: Final = 4.0  # nats
#: A word that the lexicon spells with its hamza on a seat that nobody gives it (nats), see ``word_score``.
WRONG_SEAT: Final = 8.0  # nats
#: A sign between Arabic-Indic digits that parts none (nats).
BETWEEN_DIGITS: Final = 12.0  # nats
#: log p of a letter that stands alone, whichever it is: list labels run through the alphabet.
LONE_LETTER: Final = -9.0  # log p
#: A Latin letter that stands alone costs so much more than inside a word (nats): as much as an Arabic one all in all.
LONE_LATIN: Final = 5.5  # nats
#: A slash that stands alone parts nothing (nats).
LONE_SLASH: Final = 5.5  # nats
#: Letters of a word that are read.
LONGEST_WORD: Final = 48  # count, bound of work

#: Share of the tokens' verdict that counts between spellings of one word, and the most that it counts (nats), against
#: waw and yeh with hamza and against others; the most between digits, Latin letters and punctuation, whose place in a
#: token says a little.
SPELLING_SHARE: Final = 0.4  # share
SEATED_MOST: Final = 16.0  # nats
SPELLING_MOST: Final = 4.0  # nats
NO_LETTER_MOST: Final = 8.0  # nats


class CandidateChoice:
    """``candidates/candidate_choice``"""

    #: What a letter loses that an outline doesn't propose, and a ligature, below all that it does (nats).
    LETTER_COST: Final = 1.0  # nats
    LIGATURE_COST: Final = 4.0  # nats
    #: What dots or other digits cost a candidate says nothing against letters that the outline doesn't propose: they
    #: are no further than this above what it can say at all (nats).
    CHARGED: Final = 4.0  # nats


class Candidates:
    """``candidates/candidates``"""

    #: Strings kept per sign, from the outline alone.
    KEPT: Final = 10  # count
    #: and more of them where they are ligatures, which faces draw with less likeness to each other.
    KEPT_WITH_LIGATURES: Final = 16  # count


class MoreLetters:
    """``candidates/more_letters``"""

    #: Letters that the outline proposes first, which are tried with another letter beside them.
    TOPS: Final = 3  # count
    #: Letters of a glyph that is tried as two, the one or the other of which may be two itself.
    LONGEST_PAIR: Final = 3  # count


class Channel:
    """``channel``"""

    #: A font that is read less surely than this on average is unreadable.
    UNREADABLE_BELOW: Final = 0.75  # probability
    #: What such a font claims stays where its tables know this share of its glyphs, and bear out that share of them.
    ENOUGH_KNOWN: Final = 0.1  # share
    BORNE_OUT: Final = 0.9  # share


class DigitSearch:
    """``digits/digit_search``"""

    #: What a digit costs whose glyph index is otherwise far from the last one's (nats).
    OUT_OF_STEP: Final = 4.0  # nats
    #: What a digit is worth that is drawn again (nats).
    AGAIN: Final = 3.0  # nats


class DigitSupport:
    """``digits/digit_support``"""

    #: What a digit gains from each other digit of its run (nats).
    DIGIT_SUPPORT: Final = 2.0  # nats
    #: What a digit of a run costs that the outline doesn't propose (nats).
    UNPROPOSED_DIGIT: Final = 8.0  # nats
    #: What a digit gains that no other glyph of its style is, and digits of other styles lose (nats).
    ASSIGNED_DIGIT: Final = 3.0  # nats
    #: What the glyph that is left for the tenth digit gains as it (nats), where it stands among the others.
    TENTH_DIGIT: Final = 10.0  # nats
    #: A dot whose foot is no higher (em) stands on the line; what the Arabic zero loses there (nats): of 101 faces
    #: three draw it so, and all of them the full stop.
    ON_LINE: Final = 0.01  # em
    ZERO_ON_LINE: Final = 3.5  # nats
    #: What a second glyph for the same digit costs where the font's digits are certain (nats).
    SECOND_DIGIT: Final = 8.0  # nats


class Digits:
    """``digits/digits``"""

    #: Glyph indices of digits are as far apart as their values; in some faces two or three times as far: each digit has
    #: others behind it.
    STRIDES: Final = (1, 2, 3)  # glyph indices
    #: Two glyphs side by side this near to each other (squared distance) may be one digit drawn twice: those of Playpen
    #: Sans are at 13 and less, its different digits at 100 and more. So many must be drawn twice for it to be the habit
    #: of a face.
    ALIKE: Final = 40.0  # squared distance
    LEAST_DRAWN_AGAIN: Final = 3  # count
    #: A run needs this many digits before the glyph order decides anything.
    SHORTEST_RUN: Final = 3  # count
    #: What a digit costs that no other glyph is assigned, and at most one that another is (nats): what that one loses
    #: by any that is free.
    OTHER_DIGIT: Final = (3.0, 8.0)  # nats
    #: A glyph stands among digits where at more than this share of its places one is beside it.
    AMONG_DIGITS: Final = 0.5  # share
    #: How often glyphs are looked for that stand among those that were found.
    ROUNDS: Final = 3  # count
    #: No run of digits has a letter beside its glyphs at more than this share of their places: of 236 runs in 54 faces
    #: the real ones have it at up to .24, letters that look like one at .5 to 1.
    BESIDE_LETTERS: Final = 0.35  # share
    #: A glyph that looks like a digit is a letter if one is beside it at more than this share of its places.
    IN_WORDS: Final = 0.6  # share
    #: A digit has another beside it at more than this share of its places, if few of them are known yet.
    NOW_AND_THEN: Final = 0.2  # share
    #: What a claim adds to a digit (nats): as much as a trusted claim does to a letter.
    CLAIMED: Final = 7.0  # nats
    #: So many claims that outlines say otherwise to, and more than half of all, don't count.
    LEAST_CONTRADICTED: Final = 2  # count
    #: A digit may suit the outline of a glyph among digits less than another label by this much (nats).
    NEARLY: Final = 3.0  # nats
    #: A run of so many different digits is beyond doubt; one of so many tells which digits it passes over.
    CERTAIN_RUN: Final = 6  # count
    LONG_RUN: Final = 5  # count


class RaisedDigits:
    """``digits/raised_digits``"""

    #: A raised digit begins higher over the baseline than this (em), and is less high than this share of the usual
    #: ones; where the font shows none of them, of so much (em). Of 203 faces usual digits begin at 0.08 or lower,
    #: raised ones at 0.15 or higher, and those are 0.68 as high at most.
    RAISED: Final = 0.12  # em
    LESS_HIGH: Final = 0.8  # share
    USUAL: Final = 0.65  # em
    #: and it is so high at least. Enlarged it is as near to a digit of the atlas as this, and so much nearer than it
    #: was to anything (squared distances): of the raised digits of 100 faces 395 of 623 are, all of them the right one,
    #: and none of 600 apostrophes, quotes, circles and small letters.
    LEAST_HIGH: Final = 0.45  # em
    NEAR: Final = 40.0  # squared distance
    NEARER_BY: Final = 20.0  # squared distance
    #: What else the sign could be costs so much (nats).
    NO_OTHER: Final = 16.0  # nats


class Contours:
    """``evidence/contours``"""

    #: The most that the number of contours says (nats).
    MOST_COST: Final = 8.0  # nats


class DotShapes:
    """``evidence/dot_shapes``"""

    #: How far two drawings of as many dots may differ in area (share), and in the ratio of width to height (share).
    AREA_WITHIN: Final = 0.3  # share
    RATIO_WITHIN: Final = 0.08  # share
    #: Weight of what no glyph was read as yet, beside one glyph that was; the most that shapes cost a string (nats).
    UNSEEN: Final = 0.5  # glyphs
    MOST_COST: Final = 6.0  # nats


class Dots:
    """``evidence/dots``"""

    #: How far two drawings of the same dots may differ in width and height (em), and in area (share).
    SIZE_WITHIN: Final = 0.006  # em
    AREA_WITHIN: Final = 0.06  # share
    #: Contours whose middle lies in these outer shares of the body's height are above and below it.
    OUTER: Final = 0.35  # share
    #: Glyphs in which a contour is beside a larger one, from which on it is no body.
    COMMON: Final = 3  # count
    #: Weight of what no glyph was read as yet, beside one glyph that was; and of one whose reading was not in question.
    UNSEEN: Final = 0.05  # glyphs
    SETTLED: Final = 3.0  # glyphs
    #: What so many glyphs say counts half: one may be misread itself.
    ALONE: Final = 1.0  # glyphs
    #: What dots cost on the other side of the body than the glyph bears them (nats).
    OTHER_SIDE: Final = 3.0  # nats
    #: Share of that which a digit, a Latin letter or a punctuation mark costs, where other glyphs with the same
    #: contours are letters.
    SIGN: Final = 0.5  # share
    #: Other dots than those that most glyphs with the same contours bear cost at most this much (nats).
    MOST_COST: Final = 8.0  # nats
    #: Weight of dots that are glyphs of their own: which ones they are is sure.
    OWN_GLYPH: Final = 3.0  # glyphs
    FIRST_GLYPH: Final = 2  # count


class DottedLigatures:
    """``evidence/dotted_ligatures``"""

    #: Ligatures that an outline proposes first, of which others are tried, those that suit it so well (nats), and what
    #: the others are behind.
    TRIED: Final = 3  # count
    WITHIN: Final = 10.0  # nats
    OTHER_DOTS: Final = 2.0  # nats
    #: more where the atlas knows what they look like; it has them of few faces.
    KNOWN_DOTS: Final = 6.0  # nats
    OTHER_BODY: Final = 4.0  # nats
    #: Outlines as far as this from the atlas (squared distance) may have other dots, or be of another body.
    STRANGE_DOTS: Final = 25.0  # squared distance
    STRANGE_BODY: Final = 40.0  # squared distance


class Joined:
    """``evidence/joined``"""

    #: Squared distance to the atlas from which on a glyph is looked at.
    NOVEL: Final = 50.0  # squared distance
    #: A letter lends its shape where its outline is no stranger than this (squared distance), in the forms that suit it
    #: as well as its best one, but for this (nats).
    FAMILIAR: Final = 60.0  # squared distance
    FORM_WITHIN: Final = 6.0  # nats
    #: Glyphs that lend the shape of one form of a letter: the most used.
    LENDERS: Final = 2  # count
    #: Letters that the glyph resembles, whose forms are tried as its first part.
    LIKE: Final = 8  # count
    #: How far the advance, and the height over and under the baseline, may differ from those of the pair (em).
    ADVANCE_WITHIN: Final = 0.1  # em
    HEIGHT_WITHIN: Final = 0.08  # em
    #: What a pair has to gain over the nearest outline of the atlas (squared distance), and what being one costs
    #: (nats).
    GAIN: Final = 12.0  # squared distance
    PAIR_COST: Final = 2.0  # nats
    PAIRS_KEPT: Final = 4  # count
    #: Pairs of a font whose points are remembered, about.
    MOST_KNOWN: Final = 512  # count, bound of work


class Kashidas:
    """``evidence/kashidas``"""

    #: White to the left, and to the right, that is none (em).
    NO_WHITE_LEFT: Final = 0.005  # em
    NO_WHITE_RIGHT: Final = 0.01  # em
    #: What a sign loses that has no white on either side, and a kashida that has (nats): of 130 faces all but four draw
    #: their tatweel without, and none a stop, comma, colon, hyphen or bullet; one or two a bracket or a digit.
    WHITE_ASIDE: Final = 5.0  # nats
    #: How far a kashida is behind the likest sign for its outline at most (nats): the atlas has none that is as short.
    SHORTER: Final = 2.0  # nats


class LookAlikes:
    """``evidence/look_alikes``"""

    #: From here on it is a brace (``GlyphOutlines.arch``).
    BRACE: Final = 0.325  # share
    #: What looks like an x and stands so far over the baseline, and is nearly as high as wide, is no letter (em;
    #: share): of 150 faces none has its x higher than 0, and half have this sign at 0.034 or more.
    TIMES_BOTTOM: Final = 0.015  # em
    TIMES_SQUARE: Final = 0.15  # share
    #: The foot of a full stop is over this (em), and it is less than so much as high as wide: of 81 faces none has its
    #: stop below -0.07, nor its comma above -0.09 or less than 1.2 times as high as wide. In some old faces the stop
    #: floats.
    STOP_FOOT: Final = -0.08  # em
    STOP_HEIGHT: Final = 1.15  # ratio
    #: An asterisk is no wider and no higher than this (em), and its sides are nearly equal (share): of 91 faces one
    #: display face has a larger one. The star at the start of a part of the Koran has 0.56 or more in nearly all. What
    #: is nearer to the atlas than this (squared distance) isn't asked: it knows most asterisks, and draws others
    #: beside.
    ASTERISK: Final = 0.55  # em
    ASTERISK_SQUARE: Final = 0.75  # share
    STRANGE: Final = 30.0  # squared distance
    #: What looks like a dash and fills less of its box is a tilde: of 91 faces none fills more, nor the hyphen less.
    WAVE: Final = 0.66  # share
    #: What the sign costs that it isn't (nats).
    NOT_IT: Final = 8.0  # nats


class SimilarGlyphs:
    """``evidence/similar_glyphs``"""

    #: What a glyph says against other bodies than its own, where it has the same one, and all of them together (nats).
    OF_ONE_BODY: Final = 12.0  # nats
    MOST_COST: Final = 24.0  # nats
    #: What a glyph says against other letters than its own where another looks like it: (squared distance, nats),
    #: linear in between; and how many of those that look most like it count.
    LOOKS_ALIKE: Final = (5.0, 3.0)  # squared distance, nats
    LOOKS_OTHERWISE: Final = (40.0, 0.0)  # squared distance, nats
    MOST_ALIKE: Final = 3  # count
    #: What changes less is as it was (nats).
    LEAST_CHANGE: Final = 0.01  # nats


class DotsApart:
    """``parts/dots_apart``"""

    #: A dot is about as wide as high, fills so much of its box (a lozenge half of it), and is no larger than this (em).
    SQUARE: Final = (0.62, 1.5)  # ratio
    FILLED: Final = (0.3, 1.02)  # share
    MOST_SIZE: Final = 0.3  # em
    #: ... and bulges everywhere: it fills so much of its convex hull (Gulzar 0.93; a shadda at most 0.91, in Oi).
    CONVEX: Final = 0.92  # share
    #: A hamza doesn't, but is joined with its letter as dots are. A shadda is wider and has deeper notches: the ratio
    #: of width to height by the share of the hull (hamzas where dots are apart 1.1 to 1.9, shaddas but Gulzar's 2 or
    #: more).
    HAMZA_WIDE: Final = 1.95  # ratio
    #: ... and the stroke of a fatha has none (a hamza fills 0.77 of its hull at most, in Mada).
    HAMZA_CONVEX: Final = 0.8  # share
    #: Dots of one face are of a like area (share of that of its commonest dot; where there are two or three they may be
    #: smaller).
    ONE_DOT: Final = (0.4, 1.5)  # share
    #: ... and several of one glyph fill as much of their boxes: so much of what that does, at least. The strokes of a
    #: fathatan fill less.
    AS_FULL: Final = 0.75  # share
    #: Two that touch are one contour: of so much more area, so much wider than high, and with no more
    #: than the notches between two lozenges (0.67; the shadda of Estedad 0.60).
    TWO_DOTS: Final = (1.5, 2.6)  # ratio
    TWO_WIDE: Final = (1.35, 2.4)  # ratio
    TWO_CONVEX: Final = 0.66  # share
    #: Three that are drawn as one (a caret, in Aref Ruqaa), and a hamza: so large, about as wide as high, and so full.
    THREE_DOTS: Final = (1.5, 2.6)  # ratio
    THREE_WIDE: Final = (0.85, 1.3)  # ratio
    THREE_FILLED: Final = (0.6, 0.85)  # share
    #: Two drawings of the same dots differ by so much at most (share of area, ratio and filling).
    SAME_WITHIN: Final = 0.02  # share
    #: What takes no room and is smaller than this may be a vowel (em).
    SLIGHT: Final = 0.4  # em
    #: Share of the glyphs that are dots in a face that draws them apart, at least; in running text they are a quarter,
    #: or some 4 % where only ligatures have them so (Calibri). What else looks so is less of it (FreeSerif, Diwan
    #: Thuluth, the small fatha of Amiri, beside which a shadda looks like three dots).
    LEAST_SHARE: Final = 0.03  # share
    #: A blank with a width that is used less than this, beside those without one, is no space of words.
    SELDOM: Final = 0.1  # share


class SplitClaims:
    """``parts/split_claims``"""

    #: Glyphs that have several codes for several letters, at least, where codes go by text.
    BY_TEXT: Final = 3  # count


class SplitLetters:
    """``parts/split_letters``"""

    #: Dots lie above or below the ink of their letter, or reach out so far (em).
    REACH: Final = 0.6  # em
    #: Dots are set no farther from the baseline of their letter than this (em).
    FARTHEST: Final = 1.6  # em
    #: Dots whose heights over the baseline differ by more than this are above and below the letter (em); offsets are
    #: told apart by this fraction of an em.
    APART: Final = 0.15  # em


class WholeFaces:
    """``parts/whole_faces``"""

    #: Glyphs of two fonts are of one face where their sizes differ by no more than this share.
    SIZE_WITHIN: Final = 0.01  # share


class WholeLetters:
    """``parts/whole_letters``"""

    #: White between the ink of two letters, neighbours in the stream, that parts no words (em).
    CLOSED: Final = 0.1  # em
    #: A vowel has a hamza beside it in fewer of its places than this share, a piece of a letter dots in more.
    SELDOM_BEARS: Final = 0.25  # share


class BlankGlyphs:
    """``readings/blank_glyphs``"""

    #: A blank is covered where ink reaches over this share of it; a second cell is at this share of its places at
    #: least, a space at no more than the other (Cascadia Code: 0.74 of all second cells, and of 4 % of the spaces).
    COVERED: Final = 0.5  # share
    NEARLY_ALL: Final = 0.95  # share
    HARDLY_ANY: Final = 0.5  # share


class DottedOtherwise:
    """``readings/dotted_otherwise``"""

    #: Glyphs that bear the same dots and are called letters that have those, at least.
    LEAST: Final = 2  # count


class FontCache:
    """``readings/font_cache``"""

    #: A reading so sure counts however often a document uses the code.
    SURE: Final = 0.99  # probability


class LanguageLetters:
    """``readings/language_letters``"""

    #: So many of them, and so large a share of the letters, make a document one of another language. In Persian they
    #: are 2 to 3 %; names in Arabic text stay far below.
    LEAST_KINDS: Final = 2  # count
    LEAST_SHARE: Final = 0.01  # share
    #: Claims of letters that tables know, at least, and the share of them that must be right (of 101 codes of Word's
    #: Urdu the tables know 75, and bear 74 out; of a map that is mixed up they bear out a half).
    LEAST_KNOWN: Final = 8  # count
    BORNE_OUT: Final = 0.9  # share
    LEAST_URDU: Final = 0.05  # share
    #: Confidence of a claim that nothing bears out, and of a guess of Urdu letters, at most.
    NAMED: Final = 0.5  # probability


class LatinLigatures:
    """``readings/latin_ligatures``"""

    #: How far a ligature may be from its letters, in parts of its own ink, and from the letters of any other, at most.
    ALIKE: Final = 0.09  # share
    CLEARLY: Final = 0.65  # share
    #: One of Unicode that is further from them, but no further than this, is doubtful.
    ABOUT: Final = 0.15  # share
    #: Its advance is as wide as theirs together, but for so much (em), and so many times that of a letter that it
    #: claims.
    WIDTH_WITHIN: Final = 0.15  # em
    WIDER: Final = 1.3  # ratio
    #: What is read as surely as this is left as it is.
    READ: Final = 0.9  # probability
    #: Confidence of a ligature that may as well be another: fi and fl, ffi and ffl.
    DOUBTFUL: Final = 0.5  # probability


class LatinWords:
    """``readings/latin_words``"""

    #: A font is Latin if it shows at least so many letters of that script, and so many times as many as Arabic signs.
    LEAST_LETTERS: Final = 8  # count
    TIMES: Final = 6  # ratio
    #: The share of its neighbours that letters of its own font must be, of those that are letters, for a sign to be a
    #: part of Latin text; spaces between them don't count. And the share of its places at which a small letter stands
    #: in a word.
    AMONG_LATIN: Final = 0.9  # share
    #: The share of the Latin letters which a font claims that must read so, for its others to stand where a guess isn't
    #: sure.
    BORNE_OUT: Final = 0.9  # share
    #: So far kerning lets a letter reach over the one before it, in units of the font size.
    KERNED: Final = 0.3  # font sizes


class NameOfGod:
    """``readings/name_of_god``"""

    #: Share of the places of a ligature with an alef before them, from which on it has none itself. No word has two
    #: there.
    SHARE: Final = 0.2  # share
    #: An alef is so narrow at most for its height, as high as the whole at least, and ends so near to the baseline, in
    #: parts of that. What is behind it may reach under it by so much of its width.
    NARROW: Final = 0.5  # ratio
    HIGH: Final = 0.75  # share
    ON_BASELINE: Final = 0.15  # share
    REACHES: Final = 0.25  # share
    #: What the name without its alef loses where the glyph shows one (nats).
    ALEF_SHOWN: Final = 12.0  # nats


class SharedCodes:
    """``readings/shared_codes``"""

    #: From this confidence on a font is sure of a code: others take its reading over, and it takes none.
    SURE: Final = 0.95  # probability
    #: So many letters in the order of the codes, on both sides of the one in question, two fonts must agree on: by
    #: chance they do on single ones. Looked at on real files: ``python -m benchmarks.shared_codes``.
    LEAST_AGREED: Final = 8  # count
    #: Probability of a string that isn't among the alternatives of a reading.
    UNLISTED: Final = 1e-3  # probability


class TurnedClaims:
    """``readings/turned_claims``"""

    #: Different claims that can only be read backwards, at least.
    LEAST: Final = 2  # count


class Confidence:
    """``scores/confidence``"""

    #: No reading is surer than this, nor less sure than the other.
    MOST: Final = 0.9995  # probability
    LEAST: Final = 0.02  # probability
    #: Beyond these, more evidence of a kind says nothing more.
    MARGIN_CAP: Final = 30.0  # nats
    OUTLINE_CAP: Final = 18.0  # nats
    TOKENS_CAP: Final = 40  # count
    NOVELTY_CAP: Final = 150.0  # squared distance


class Problem:
    """``scores/problem``"""

    #: Tokens looked at per sign.
    MOST_TOKENS: Final = 64  # count, bound of work
    #: A token with one sign so many times in a row is a leader, a rule or an ornament and says nothing of what the sign
    #: is.
    LEADER: Final = 4  # count
    #: A token or a pair counts as often as it stands there, up to this, to this power.
    REPEAT_CAP: Final = 3  # count
    REPEAT_POWER: Final = 0.7  # weight


class WordContext:
    """``scores/word_context``"""

    #: What a word of several letters loses that the lexicon hasn't got, where readable words are told from others
    #: (nats).
    NOT_IN_LEXICON: Final = 6.0  # nats
    #: Weight of what neighbouring words say, beside the words themselves.
    CONTEXT_WEIGHT: Final = 0.7  # weight
    #: A neighbour says so much at most (nats).
    MOST_BY_PAIR: Final = 8.0  # nats


class WordScore:
    """``scores/word_score``"""

    #: A kashida at a word's end, per wrong side of a letter: people write the article before a foreign word so, and the
    #: heh that stands for hijri or numbers an item. What is written so needs to be no word.
    LAST_KASHIDA: Final = 0.5  # nats
    #: Digits of two styles in one number (nats).
    MIXED_DIGITS: Final = 4.0  # nats
    #: A Latin letter right beside a digit, and beside an Arabic-Indic one (nats): the Arabic five and a small o are
    #: alike.
    LATIN_BESIDE_DIGIT: Final = 2.0  # nats
    LATIN_BESIDE_INDIC: Final = 6.0  # nats
    #: A word that the lexicon spells with its hamza on another seat (nats): what one school writes on waw, another
    #: writes on yeh, but only before a waw (mas'ul, shu'un). Elsewhere it is a mistake (``WRONG_SEAT``), but never
    #: worse than what is no word.
    OTHER_SEAT: Final = 2.0  # nats
    #: A number of several digits that begins with a zero, which a full stop after a number is easily taken for (nats).
    LEADING_ZERO: Final = 2.5  # nats
    #: A zero that stands alone, for which a bullet is easily taken (nats).
    LONE_ZERO: Final = 2.0  # nats
    #: A comma between Arabic-Indic digits, which have separators of their own (nats). Before groups of three digits the
    #: ASCII one is the rule (3,500 of 4,600 in ``saudi_laws_md``), and there the Arabic decimal separator is as rare.
    FOREIGN_COMMA: Final = 2.0  # nats
    NO_GROUP: Final = 5.0  # nats
    #: A letter right beside a Latin one or an ASCII digit, and beside an Arabic-Indic digit (nats).
    LETTER_BESIDE: Final = 4.0  # nats
    LETTER_BESIDE_INDIC: Final = 10.0  # nats


class CoordinateAscent:
    """``search/coordinate_ascent``"""

    #: A candidate that has fallen so far behind the best (nats) is given up: its score is then only a bound.
    HOPELESS: Final = 60.0  # nats
    #: Tokens tried per extra candidate.
    PROBE_TOKENS: Final = 14  # count
    #: Extra candidates kept per sign.
    EXTRA_KEPT: Final = 8  # count
    #: and only those that read so well beside the present reading (nats).
    EXTRA_WITHIN: Final = 12.0  # nats
    #: One that lags behind the present reading by so much, some tokens on, is given up (nats): at 30 it may be a
    #: kashida whose first words are read wrong yet.
    LAGS: Final = 60.0  # nats, bound of work
    #: A word less likely than this is no word (nats).
    NO_WORD: Final = -17.5  # log p
    #: A sign with at least this share of its tokens unreadable is tried with every letter.
    UNREAD_SHARE: Final = 0.25  # share
    #: A novel outline isn't, where at most this share of its tokens is unreadable and so many read well.
    WELL_READ: Final = 0.1  # share
    READ_TOKENS: Final = 3  # count
    #: unless its outline suits another string better by more than this (nats).
    UNLIKE_READING: Final = 8.0  # nats
    #: and from this share on with pairs of letters too.
    LIGATURE_SHARE: Final = 0.6  # share
    #: Pairs are tried too where the outline prefers no string by more than this (nats).
    PAIR_MARGIN: Final = 2.0  # nats
    #: An outline that suits one string better than all others by this much (nats), and that the atlas knows (squared
    #: distance), anchors its sign while the doubtful ones are tried.
    ANCHOR_MARGIN: Final = 7.0  # nats
    ANCHOR_NOVELTY: Final = 45.0  # squared distance
    #: Signs are sure from the start where the atlas knows the outline (squared distance) and it suits one string better
    #: by ``ANCHOR_MARGIN`` with what is claimed, or by this much (nats) where it is letters and so many tokens read as
    #: words. No code of the matrix or of unseen faces reads otherwise than by an ascent (``benchmarks.sure_signs``).
    SURE_NOVELTY: Final = 60.0  # squared distance
    SURE_MARGIN: Final = 4.0  # nats
    SURE_TOKENS: Final = 2  # count
    #: Their candidates that outline and claim hold against by more than this (nats) are left out, but for other
    #: spellings.
    SURE_WITHIN: Final = 12.0  # nats
    #: Two signs are inseparable when they are neighbours in this share of the tokens of both.
    INSEPARABLE: Final = 0.6  # share
    #: or of one of them, where the outline of one suits another string better by this much (nats),
    UNLIKE_BESIDE: Final = 2.5  # nats
    #: or where one stands in no words: more than this share of its tokens is unreadable.
    WORDLESS_SHARE: Final = 0.5  # share
    #: A text isn't read well where more than this share of all is.
    WELL_READ_TEXT: Final = 0.25  # share
    PAIR_CANDIDATES: Final = 12  # count, bound of work
    #: What both have to gain together where they are neighbours in most tokens of one alone (nats).
    PAIR_GAIN: Final = 3.0  # nats
    #: Signs whose best two readings are closer than this are read again with their neighbours (nats).
    CLOSE_CALL: Final = 30.0  # nats


class JointMargins:
    """``search/joint_margins``"""

    #: Other readings of the first of two letters that are tried: those that its outline suits best.
    TRIED: Final = 8  # count


class Penalties:
    """``search/penalties``"""

    #: A sign parts digits, or has the hamza of its letter beside it, where that is so at more than this share of its
    #: places.
    MOSTLY: Final = 0.5  # share
    #: Words ask for another spelling of a letter that has a hamza beside it where this share of those do that ask for
    #: anything, and so many.
    ASKED_BY: Final = 0.9  # share
    LEAST_ASKING: Final = 4  # count
    #: A spelling makes each of a sign's words so much less likely (nats): nobody makes a mistake in all of them.
    FAR_BETTER: Final = 8.0  # nats


class Schedule:
    """``search/schedule``"""

    #: Sweeps over all signs, at most, in which each is given its best candidate.
    SWEEPS: Final = 4  # count, bound of work
    #: Signs farther from the atlas than this share of them are tried with every letter.
    NOVEL_SHARE: Final = 0.5  # share
    #: What a glyph costs that reads as another of its font does, in a face without alternates (nats); the share of
    #: letters that must have one glyph only, or of marks, for that to say something.
    REPEATED: Final = 6.0  # nats
    SELDOM_REPEATED: Final = 0.5  # share
    #: What two letters cost that no outline proposes; (squared distance to the atlas, nats), linear in between.
    FAMILIAR_LIGATURE: Final = (12.0, -36.0)  # squared distance, nats
    NOVEL_LIGATURE: Final = (24.0, -12.0)  # squared distance, nats
    #: What a letter with hamza loses where its glyph has one beside it nearly everywhere (nats).
    SECOND_HAMZA: Final = 12.0  # nats
    #: What a letter loses that another glyph is, where words ask for another spelling (nats): more than outlines say.
    SECOND_SPELLING: Final = 18.0  # nats


class SignReadings:
    """``search/sign_readings``"""

    #: Other readings of a sign that are told.
    ALTERNATIVES: Final = 4  # count
    #: Probability up to which another reading isn't told.
    LEAST_WORTH_TELLING: Final = 1e-3  # probability
    #: Scores are sums over words that are not independent: this makes odds between the alternatives of them.
    TEMPERATURE: Final = 3.0  # ratio
    #: Two different glyphs of a font are hardly ever the same digit: what those are worth at most that are less sure.
    SHARED_DIGIT_CONFIDENCE: Final = 0.5  # probability
    SURE_DIGIT: Final = 0.99  # probability
    #: What a reading is worth at most that the outline speaks against by so much (nats) though the atlas knows it
    #: within so much (squared distance; linear in between), a sign that is like none of the atlas, which no word tells,
    #: and a letter that is like none of its own by far, or unlike all and most unlike this one: of 20,000 codes of real
    #: files no such reading was right.
    DOUBTFUL: Final = 0.5  # probability
    AGAINST: Final = ((0.0, 25.0), (-6.0, -8.0))  # squared distance, nats
    FAMILIAR: Final = 25.0  # squared distance
    LIKE_NONE: Final = 100.0  # squared distance
    LIKE_NO_LETTER: Final = 250.0  # squared distance
    MOST_UNLIKE: Final = -16.0  # nats
    #: How far a digit, Latin letter or sign must be before the next one (nats), by how far its outline is from the
    #: atlas (squared distance), linear in between and no more beyond: below it more than half of those of real files
    #: that aren't claimed are wrong, above it one in thirty. For digits, which bear each other out, this share of it is
    #: enough. A digit of a single token that is farther from the atlas than this must be so far ahead (nats): of 24
    #: faces with 90 signs each all that came out so were no digits, but signs of currency and the like; digits of real
    #: files have 14.
    FAR_ENOUGH: Final = ((5.0, 30.0, 75.0), (1.2, 5.0, 10.0))  # squared distance, nats
    OF_DIGITS: Final = 0.5  # share
    STRAY_DIGIT: Final = 15.0  # squared distance
    OF_STRAY_DIGIT: Final = 12.0  # nats
    #: So much better than any other reading must the outline of a mark suit (nats), by how far it is from the atlas
    #: (squared distance), linear in between; nearer ones are all right. So are those that lead by so much (nats), and
    #: dammas, which look like no other vowel: of 51 faces 51 glyphs of other marks that are right are below, and 72 of
    #: the 109 that are wrong and would be sure. Words hardly tell vowels apart.
    CLEAR_MARK: Final = ((30.0, 45.0, 75.0, 100.0), (0.0, 2.0, 3.0, 5.0))  # squared distance, nats
    SURE_MARK: Final = 15.0  # nats
    #: ... nor is one that a more frequent glyph of its font is too, with no such lead before what none of them is
    #: (nats): of 51 faces and Amiri those that are wrong have up to 9, alternates 5 to 15.
    SURE_ALTERNATE: Final = 10.0  # nats
    #: A sign whose outline is farther from the atlas than this reads as one of its font that is nearer than the other.
    ORNATE: Final = 30.0  # squared distance
    PLAIN: Final = 15.0  # squared distance
    #: Shares of the tokens with open signs of a font that read as nothing, from which on its readings are in doubt, and
    #: in most doubt. What is read right has less than 0.13 in all generated and real files, what isn't has 0.2 to 1;
    #: most words are right up to a quarter (86 % of those of a calligraphic face).
    UNREAD_SHARES: Final = (0.25, 0.4)  # share
    #: What a confidence is multiplied by at most, and how many read tokens are taken for granted.
    UNREAD_FACTOR: Final = 0.3  # ratio
    FEW_TOKENS: Final = 20  # count


class Solve:
    """``search/solve``"""

    #: Strings tried per sign without outlines.
    KEPT_BLIND: Final = 200  # count, bound of work
    #: Strings tried per sign of a font of one or two glyphs, whose scale is a guess: it is there for what a face lacks.
    KEPT_OF_FEW: Final = 16  # count
    #: What a claimed letter costs that the outline doesn't propose, at least (nats); and, by squared distance to the
    #: atlas, linear in between, a claimed sign that no face of it draws: more where it knows the outline, as another
    #: sign.
    UNLIKE: Final = 12.0  # nats
    UNDRAWN: Final = ((5.0, 45.0), (3.0, 1.0))  # squared distance, nats
    #: Median of the squared distances of a font's glyphs to the atlas, and what a ligature costs (nats), linear in
    #: between: it has most of them of naskh faces alone, whose medians are up to 47; those of ruqaa, nastaliq and fat
    #: display faces are 51 to 59.
    KNOWN_FACE: Final = (46.0, 0.0)  # squared distance, nats
    STRANGE_FACE: Final = (54.0, 3.0)  # squared distance, nats
    #: Characters of a claim that may be a reading, at most.
    LONGEST_CLAIM: Final = 4  # count
    #: A blank without a width and without a claim is a space from this share of the glyphs of its font on. Words of
    #: Arabic have five to six letters.
    SPACE_SHARE: Final = 0.1  # share
    #: A document is in Arabic if this share of its letters stands in words of the lexicon; else in the language whose
    #: lexicon has most of them. (Persian solved as Arabic has 0.3 to 0.5, as Persian 0.9.)
    WORDS_OF_ARABIC: Final = 0.7  # share


class GlyphOrder:
    """``signs/glyph_order``"""

    #: Labels this near to the best of an outline vote (nats), at most so many.
    NEAR: Final = 4.0  # nats
    VOTES_EACH: Final = 6  # count
    #: A constant needs so many glyphs that agree with it, and this share of those that it names.
    LEAST_VOTES: Final = 4  # count
    LEAST_SHARE: Final = 0.6  # share
    #: What a label gains at most from its place in the order (nats).
    MOST_GAIN: Final = 6.0  # nats


class SignOutlines:
    """``signs/sign_outlines``"""

    #: Settled signs of a document that are measured beside the open ones: the most used.
    MOST_SETTLED: Final = 96  # count, bound of work


class Spellings:
    """``signs/spellings``"""

    #: What a letter beyond the model's alphabet costs beside the letter that it varies, and a punctuation mark that
    #: isn't listed below.
    VARIANT_COST: Final = 5.0  # nats
    UNSEEN: Final = 8.5  # nats
    #: What two letters or more cost that a face needn't draw as one glyph (nats): few do. Every face does so with
    #: lam-alef, many with the name of God, alone or after a lam.
    LIGATURE_COST: Final = 1.5  # nats
    #: Negative log of how common a mark, or a punctuation mark, is in running text; rough.
    MARK_COST: Final = {
        "\u0651": 1.2, "\u064b": 1.5, "\u064e": 2.5, "\u0650": 2.5, "\u064f": 2.5, "\u0652": 3.5,
        "\u064c": 3.5, "\u064d": 3.0, "\u0653": 0.0, "\u0654": 0.0, "\u0655": 0.0, "\u0670": 6.0,
    }  # nats  # fmt: skip
    #: What a hamza with its vowel in one glyph costs beside: few vowels are set at all, and next to none over a hamza,
    #: but a hamza that a face draws otherwise than all others may look like both (nats).
    HAMZA_WITH_VOWEL: Final = 8.0  # nats
    PUNCTUATION_COST: Final = {
        ".": 3.0, "\u060c": 3.0, ":": 3.5, "\u061b": 4.5, "\u061f": 5.0, "!": 5.5, "(": 3.5, ")": 3.5, '"': 3.5,
        "-": 3.5, "/": 4.0, "\u00ab": 4.5, "\u00bb": 4.5, "'": 5.0, "\u2026": 6.0, "\u2013": 5.0, "%": 4.5, "*": 6.0,
        ",": 5.0, "+": 6.0, "\u2014": 6.5, "[": 5.5, "]": 5.5, "\u2019": 6.0, "\u2018": 6.0, "\u201c": 5.0,
        "\u201d": 5.0, "\u066b": 6.0, "\u066c": 6.5, "\u066a": 5.5, "&": 6.0, "@": 6.0, "=": 7.0, "_": 7.0,
        "\u2022": 5.5, "\u06d4": 3.0,
    }  # nats  # fmt: skip


class TokenLines:
    """``signs/token_lines``"""

    #: A line whose letters are set apart: so many gaps at least, of which this share is alike (within so much of the
    #: usual one), and how wide that is, least and most (font sizes). Wider ones part the cells of a table.
    SET_APART: Final = 8  # count
    ALIKE_SHARE: Final = 0.6  # share
    ALIKE_WITHIN: Final = 0.08  # font sizes
    APART_LEAST: Final = 0.09  # font sizes
    APART_MOST: Final = 0.5  # font sizes
    #: A mark whose middle lies lower than this over the baseline is below its base, however high that is (font sizes).
    LOW: Final = 0.12  # font sizes
    #: What a base costs a mark that is neither painted right before nor right behind it (font sizes): tails of other
    #: words go below its letter in faces with narrow spaces.
    ASIDE: Final = 0.1  # font sizes
    #: A mark may belong to any line whose baseline is so near (font sizes), and to the nearest one.
    REACH: Final = 1.6  # font sizes
    #: Kerning sets a letter so far over a space without a width that stands before it in the stream (font sizes).
    KERNED: Final = 0.15  # font sizes


class Tokens:
    """``signs/tokens``"""

    #: A gap wider than this parts two words (font sizes). Producers that write no spaces leave 0.2 to 0.3.
    GAP: Final = 0.15  # font sizes
    #: Faces that are small on their body have narrower spaces (Lateef: 0.08 to 0.2). Gaps from ``LEAST_GAP`` on are
    #: those between words where they are so many of a page's (count, share); up to it glyphs are only kerned. Where
    #: their median is below ``NARROW``, that parts words.
    LEAST_GAP: Final = 0.065  # font sizes
    LEAST_GAPS: Final = 20  # count
    GAPS_SHARE: Final = 0.05  # share
    NARROW: Final = 0.18  # font sizes
    #: Where letters leave no white between them, spaces may be narrower still: this share of the gaps at most, so wide
    #: at least, usually less wide than the other, and with few (share of their number) between them and the letters.
    #: What parts words then (font sizes).
    MOST_GAPS: Final = 0.35  # share
    TIGHTEST_SPACE: Final = 0.045  # font sizes
    TIGHT_SPACE: Final = 0.09  # font sizes
    STRAY_SHARE: Final = 0.05  # share
    TIGHT_GAP: Final = 0.03  # font sizes


class ClaimChecks:
    """``trust/claim_checks``"""

    #: Codes whose ink is looked at; fewer where words support most of what the font writes (share of its glyphs).
    SAMPLE: Final = 48  # count, bound of work
    SMALL_SAMPLE: Final = 20  # count, bound of work
    MOSTLY_SUPPORTED: Final = 0.6  # share
    #: From these log odds on words support a claim, below their opposite they reject it (nats).
    SUPPORTS: Final = 2.0  # nats
    #: A font for which words support claims so far (share of its letters) is accepted, whatever other fonts do.
    ACCEPTED: Final = 0.9  # share
    #: A font is garbled of whose letters words reject this share or more.
    REJECTED: Final = 0.35  # share
    #: Fewer letters than this (glyphs) are no text to judge by.
    LEAST_LETTERS: Final = 150  # count
    #: Letters of other languages (share of the letters) from which on the lexicon says nothing.
    FOREIGN: Final = 0.005  # share
    #: An outline contradicts a claim that suits it worse than the best label by this much (nats). Half of it is enough
    #: where words reject the claim by the rest, and support nearly all else of the font.
    CONTRADICTED_BY: Final = 10.0  # nats
    #: Words know the language where they reject no more than this share of the letters.
    FEW_REJECTED: Final = 0.25  # share
    #: and bears out one that is so near to the best. Of this share of the looked at, ink speaks for the map (nats).
    SUITS: Final = 2.0  # nats
    BORNE_OUT: Final = 0.8  # share
    #: Contradicted claims for which a font is selected: so many, and this share of those looked at.
    LEAST_CONTRADICTED: Final = 2  # count
    LEAST_SHARE: Final = 0.03  # share
    #: A font in Latin slots: the share of the letters that it claims that must look Arabic.
    SLOTS_SHARE: Final = 0.5  # share
    #: Codes that claim a combining mark and advance like letters (em), from which on the map can't be right.
    WIDE_MARK: Final = 0.2  # em
    LEAST_WIDE_MARKS: Final = 3  # count
    #: Places of a glyph that are looked at, glyphs to either side of it, and white that is none (em).
    PLACES: Final = 50  # count, bound of work
    REACH: Final = 3  # count
    TOUCHING: Final = 0.06  # em
    #: Of these, the share at most at which another glyph may claim it: a part of a cluster never stands without the
    #: others.
    SELDOM_CLAIMED: Final = 0.25  # share


class ClaimTrust:
    """``trust/claim_trust``"""

    #: No claim is believed more than this, however often claims were right.
    MOST_TRUST: Final = 0.97  # probability
    #: A map that is right about fewer codes than this agrees with a reading by chance: one that is shifted by some
    #: glyphs does with up to one in thirty.
    BY_CHANCE: Final = 0.1  # share
    #: ... and from such a share on its word is enough for a glyph that looks otherwise.
    MOSTLY_RIGHT: Final = 0.75  # share
    #: Weight of the trust in a kind of claims in that of one claimed value, and of the font's in that of a kind (in
    #: signs).
    PRIOR_SIGNS: Final = 2.0  # signs
    USUALLY_RIGHT: Final = 0.8  # probability
    LEAST_CONTRADICTED: Final = 2  # count


class Clusters:
    """``trust/clusters``"""

    #: Share of the glyphs with a claim that the tables must know, to say that no claim holds more than its own glyph.
    EXPLAINED: Final = 0.8  # share
    #: Marks are less high than this, two on each other too, and alef is higher (em).
    MARK_HEIGHT: Final = 0.45  # em
    #: Links are less high than this, and letters higher, with what belongs to them (em).
    LINK_HEIGHT: Final = 0.15  # em
    #: The claim of a cluster stands no further than so many glyphs from its other parts.
    REACH: Final = 2  # count
    #: Ink that lies higher than this is that of marks (em).
    ABOVE_LETTERS: Final = 0.5  # em


class Coherence:
    """``trust/coherence``"""

    #: Different letters, fewer of which say nothing of an order.
    LEAST_LETTERS: Final = 8  # count
    #: Share of the claims whose place in the order no other claim can have. A third of the codes wrong leaves 0.65.
    IN_ORDER: Final = 0.8  # share
    #: Pairs of glyphs of which both join, at least, and the share of all pairs that must agree. By chance a half does,
    #: of maps with a tenth of the codes wrong 0.85 to 0.95; of right ones all do (15 faces of 10 TeX documents).
    LEAST_JOINED: Final = 12  # count
    JOINTS_AGREE: Final = 0.98  # share
    #: Pairs of which both join from which on forms say without any order that a map isn't mixed up, where all pairs
    #: agree. Damaged maps whose forms meet all the same have 15 pairs at most, none of which joins, but for those that
    #: only lose letters to spaces, which ink contradicts.
    MANY_JOINED: Final = 100  # count
    #: Claims that a font shares with one that bears itself out: at least so many, and this share of its claims.
    LEAST_SHARED: Final = 3  # count
    SHARED: Final = 0.8  # share


class Contradicted:
    """``trust/contradicted``"""

    #: A glyph that claims an alef and is less high than this share of the most used one is none: a bold kashida is a
    #: square, and Word claims the letter before it.
    LOW: Final = 0.5  # share
    #: Glyphs of the font that are measured beside those in question, the most used: they tell its scale.
    BESIDE: Final = 20  # count


class LatinSlots:
    """``trust/latin_slots``"""

    #: From this share of its inked glyphs on that are neither ASCII nor usual in print, a font reads oddly; or from
    #: this share of the pairs of letters in which a capital follows a small one, or one of which is a sign. In 270
    #: fonts of real files text fonts have at most 0.2 and 0.13, Arabic ones in Latin slots 0.31 and 0.28 at least.
    ODD_SHARE: Final = 0.25  # share
    IRREGULAR: Final = 0.2  # share
    #: Fewer pairs than these tell nothing by themselves, and where outlines are asked too.
    PAIRS_WITHOUT_INK: Final = 60  # count
    LEAST_PAIRS: Final = 8  # count
    #: The most used codes of a font, whose ink is looked at.
    SAMPLE: Final = 20  # count, bound of work
    #: Signs that the atlas lacks are no nearer than this to an Arabic one of it, but for few (squared distance).
    UNKNOWN: Final = 40.0  # squared distance
    #: So much one outline may say, and one of an accented letter, which outlines hardly tell (nats).
    MOST: Final = 10.0  # nats
    MOST_ACCENTED: Final = 5.0  # nats
    #: What outlines have to say together: of any font, and of one whose face writes Arabic in the same document (nats).
    WANTED: Final = 8.0  # nats
    WANTED_OF_SISTER: Final = 3.0  # nats


class LexiconSupport:
    """``trust/lexicon_support``"""

    #: Glyphs of a font that are read, and words that a code needs no more of, and one that claims nothing.
    GLYPHS: Final = 4000  # count, bound of work
    ENOUGH: Final = 4  # count, bound of work
    ENOUGH_SILENT: Final = 16  # count
    #: Letters of the words that tell: shorter ones are words by chance, longer ones are several without a space.
    SHORTEST: Final = 3  # count
    LONGEST: Final = 24  # count
    #: Share of the words of an honest text that the lexicon has, and of those of n letters that it has by chance.
    KNOWN_RIGHT: Final = 0.95  # share
    KNOWN_BY_CHANCE: Final = {3: 0.4, 4: 0.12, 5: 0.04}  # share
    KNOWN_BY_CHANCE_BEYOND: Final = 0.02  # share
    #: A word rarer than this may be a slip that the corpora hold: it says nothing (log p).
    RARE: Final = -14.5  # log p


class Pictures:
    """``trust/pictures``"""

    #: A glyph is a spot where it is no farther from one of the atlas (squared distance): that of Symbol is at 21.
    SPOT_WITHIN: Final = 40.0  # squared distance
    #: A square fills so much of its box, and is as high as wide to the rest of that.
    SQUARE_FILLS: Final = 0.97  # share
