"""Every number that the reading of copied text is set by: value, unit, what it does and where it comes from.

A class a module, in the order of the rooms; a module calls its own ``P``. See ``decipher/glyph/parameters.py`` for what
stands behind the values, and for the units. Made-up dumps are those of ``benchmarks.text_channel``; what was fitted by
another script names it.
"""

from __future__ import annotations

from typing import Final


class Channel:
    """``channel``"""

    #: A dump is enciphered where this share of its Arabic lines is.
    ENCIPHERED_SHARE: Final = 0.1  # share
    #: Of the letters of a text, so many that Arabic hasn't, or so many marks of vowels for them, show that it is no
    #: enciphered Arabic. Persian and Urdu have every tenth letter and more, vocalised texts two marks for three
    #: letters.
    FOREIGN_SHARE: Final = 0.03  # share
    VOWELLED: Final = 0.3  # share
    #: Learning a channel needs this many enciphered words; below it the text is only reported.
    LEAST_WORDS: Final = 100  # count
    #: What is known of the orders of all lines is held at once, so that more enciphered lines than these are read in
    #: parts of ten pages or up to twice as many. Of a hard dump of 850 lines 24.5 % of the words are wrong as a whole,
    #: 24.9 % in two parts, 27.4 % in three. For so many lines more a part waits for a block to begin.
    PART: Final = 500  # count


class BorneOut:
    """``document/borne_out``"""

    #: Share of the changed letters that other words bear out, at least. Of honest texts that looked enciphered (a
    #: dialect, verse, a dictionary, names of medicines, chat) at most 0.54 were, of eight made-up dumps without spaces
    #: for letters and of the real one 0.90 and more.
    LEAST_BORNE_OUT: Final = 0.7  # share
    #: ... where letters came out as spaces, so that few words show as many characters as they have. Of copies of real
    #: files it was at most 0.19 where the reading lost words or won few, and 0.64 and more of the others; of dumps that
    #: are cut and turned round 0.63 and more.
    LEAST_WHERE_LOST: Final = 0.3  # share
    #: Share of the words that are single letters beside other words, from which on letters came out as spaces. Honest
    #: texts have none, but grammars and copies with letters apart; dumps of that kind 0.13 and more.
    LOST: Final = 0.05  # share


class CleanFont:
    """``document/clean_font``"""

    #: In a clean font a letter comes out as another one nearly always or never.
    CLEAN_LEAST: Final = 0.3  # probability
    #: A line of at most so many words may be in either font, and so may one whose letters cost more than this (nats).
    SHORT: Final = 4  # count
    PLAIN_ABOVE: Final = -2.0  # log p


class Repaired:
    """``document/repaired``"""

    #: So many characters of white, controls and tatweels may stand before a word.
    WITHIN: Final = 1000  # count


class Restoration:
    """``document/restoration``"""

    #: How sure a word is of a line that looks enciphered and was left so: of those of a real dump 43 % are words at
    #: all.
    LEFT_ENCIPHERED: Final = 0.4  # probability
    #: How sure a word that the lexicon hasn't, or a single letter, is of a dump whose words had to be mended: of 4,800
    #: such words 19 % are right (``benchmarks.copied_real``).
    UNKNOWN_WHERE_MENDED: Final = 0.2  # probability


class BlockEdges:
    """``dump/block_edges``"""

    #: Characters of a block: ``benchmarks.run_breaks`` shows it in PDFs that Word wrote.
    BLOCK: Final = 256  # count
    #: A block ends so many characters from where a line's count puts it, at most.
    REACH: Final = 4  # count
    #: Shares of these distances, up to a factor: as the dump counts, and by what was read.
    COUNTED: Final = (1.0, 1.2, 2.0, 4.0, 6.0, 4.0, 2.0, 1.2, 1.0)  # ratio
    READ: Final = (0.3, 0.5, 1.0, 3.0, 9.0, 3.0, 1.0, 0.5, 0.3)  # ratio
    #: Of blocks' ends this share cuts nothing, as where another run ends there anyway.
    UNCUT: Final = 0.01  # share
    #: Characters of a word with the space behind it.
    WORD: Final = 6.0  # characters
    #: So much worse may blocks explain the cuts of a line than chance does, nats: while letters are still misread, they
    #: do.
    DOUBT: Final = 0.3  # nats
    #: From line to line the count is right, or off by some characters (shares fall by this factor each); or it is lost.
    DRIFT: Final = 14  # count
    WITHIN: Final = (0.5, 4.0, 0.003)  # share
    ACROSS: Final = (0.8, 0.3, 0.01)  # share


class CollapsedSpaces:
    """``dump/collapsed_spaces``"""

    #: In dumps that keep all spaces a seventh of those between letters stand beside others; of words that are parted by
    #: one, and no letter, hardly any: that many single ones must be seen.
    COLLAPSED_SHARE: Final = 0.01  # share
    LEAST_SPACES: Final = 200  # count
    #: So many others there is room for behind each: a short word may have left nothing, and one more space parts it
    #: from the next. With room for one, and room in words at the price of a haraka, 12, 6 and 30 % of the words of
    #: three made-up dumps were wrong (20 % of the forms lost), with this 4, 3 and 20 %. With room for five 9.2 % of
    #: those of a dump by pdftotext are, with this 8.4 %.
    ROOM: Final = 3  # count
    #: A line shorter than this share of the column, which is as wide as this quantile of the lines, is a piece of one
    #: where its paragraph goes on behind it. Where more lines than ``OFTEN`` are, short ones before or behind a gap in
    #: their paragraph are pieces as well.
    PIECE: Final = 0.8  # share
    COLUMN: Final = 0.8  # share
    OFTEN: Final = 0.03  # share


class Dump:
    """``dump/dump``"""

    #: A line whose letters cost more than this is enciphered (nats a letter, by the word model). In the source dump the
    #: clean lines lie at -1.4 to -2.5 and nearly all others below -3.2; tests/decipher/text has other ciphers.
    CLEAN_ABOVE: Final = -2.9  # log p
    #: A gap this wide before a line is layout, and the blank line above it too (spaces).
    WIDE_LEAD: Final = 40  # count
    #: Quality of a line of whose letters a larger share stand in for other characters: it spells nothing.
    STAND_INS: Final = 0.1  # share
    WITH_STAND_INS: Final = -20.0  # log p
    #: The distribution block of a document of the United Nations begins among so many of its first lines.
    FRONT: Final = 16  # count
    #: So many lines has it at most, with the organ.
    BLOCK: Final = 8  # count


class Segments:
    """``dump/segments``"""

    #: So many cut kashidas of a line may be letters: lines that people write have fewer.
    LOST: Final = 4  # count
    #: More spaces than this at a line's edge are an indent.
    INDENT: Final = 5  # count
    #: A word that is cut in two leaves at most this many items on one side.
    LONGEST_FRAGMENT: Final = 9  # count


class StandIns:
    """``dump/stand_ins``"""

    #: A kashida is a letter where so many words begin with one.
    LEAST_KASHIDAS: Final = 20  # count
    #: So many different ones of each. Kashmiri has four such marks and the Koran of India two, both without such
    #: digits; who sets no space around numbers writes no such marks. Real dumps of this kind have ten, and digits too.
    ODD_DIGITS: Final = 2  # count
    ODD_MARKS: Final = 3  # count
    MOST_LETTERS: Final = 30  # count
    #: So many, and such a share of the letters, show that they stand for letters.
    LEAST: Final = 60  # count
    SHARE: Final = 0.05  # share
    #: Digits of such a dump come out of the same map, and nothing tells what they were.
    DIGITS_DOUBT: Final = 0.4  # probability


class TornLines:
    """``dump/torn_lines``"""

    #: So many lines show what a document does again and again.
    LEAST: Final = 3  # count


class TornRows:
    """``dump/torn_rows``"""

    #: Both pieces of a row are together as long as these shares of the column: the gap took a part of it.
    LEAST_WHOLE: Final = 0.65  # share
    MOST_WHOLE: Final = 1.06  # share
    #: Where fewer of the lines are such rows, they are short lines by chance: in two dumps by pdftotext 6 % are, in two
    #: by pdfium, which tears none, 2 %.
    OFTEN: Final = 0.04  # share


class ChannelEm:
    """``emissions/channel_em``"""

    #: Probability that a word boundary is followed by another one: a space of the layout.
    AGAIN: Final = 0.03  # probability
    #: Symbols of the longest sequence; one that is longer is learnt from in pieces.
    LONGEST: Final = 2_000  # count


class Emissions:
    """``emissions/emissions``"""

    #: A word is read in no other way where its alternatives have less than what is left of this share.
    ALONE: Final = 0.98  # share
    #: An output for which others of its unit have more evidence must be the only way to read spellings of so many
    #: stems, and, if it is not the usual one, so large a share of those that may show it.
    NEEDED_BY: Final = 2  # stems
    NEEDED_SHARE: Final = 0.5  # share
    #: Spellings that show an output between the same symbols, so many on each side, are taken for one stem.
    STEM: Final = 2  # count
    #: What a stem says for an output at most, nats: its words are few, and misread together.
    MOST: Final = 8.0  # nats
    #: The share of outputs, at least, that are neither the unit's letter nor a space.
    OTHERS: Final = 0.1  # share
    #: A font draws a lam-alef as one glyph or as two, seldom both: exponent on the shares of the two ways.
    ONE_WAY: Final = 3.0  # exponent
    #: A unit that was seen so often shows no output that the text doesn't need.
    SEEN: Final = 1.5  # words
    #: A word outside the lexicon counts for so much of one in it.
    UNKNOWN_WEIGHT: Final = 0.3  # weight
    #: A place bears a haraka at least so often: one that costs too much is read as something else and not counted,
    #: which makes it dearer still. The source dump; texts without harakat, through made-up channels, are read as well.
    RARE_HARAKA: Final = 1 / 270  # probability
    #: How many places of a kind it is worth how often those of other documents bear a haraka.
    HARAKAT_TRUST: Final = 50  # places
    #: A place that bears a haraka bears another so often, and how many such places that is worth.
    SECOND: Final = 0.1  # probability
    SECOND_TRUST: Final = 10  # places
    #: An output that was known stays if so many stems are read by it.
    LIKELY: Final = 5  # count
    #: An output below this is none of its unit's, log p.
    GONE: Final = -15.0  # log p
    #: How many observations it is worth that units in general keep their letter, or lose it to a space.
    USUAL: Final = 0.3  # words


class Expectation:
    """``emissions/expectation``"""

    #: What a pair is worth at the end of a sequence that breaks off behind it.
    BROKEN_OFF: Final = 1e-3  # probability


class SecondGlyphs:
    """``emissions/second_glyphs``"""

    #: How many observations it is worth that a glyph comes out as any symbol: few, for it always comes out as one.
    SPREAD: Final = 0.3  # words
    #: What it costs that a shape has a second glyph, and that this stands beside one more kind of letters, nats. In
    #: seven made-up dumps of fonts with second glyphs 33 of the 34 that were found so were right, and three were found
    #: in a font without.
    SECOND_GLYPH: Final = 6.0  # nats
    KIND: Final = 1.4  # nats
    #: A search begins where one letter has another output than usual, if it was seen there so often. A letter that was
    #: seen less often as its second glyph may come out as anything usual there, and how much that is of all that it
    #: comes out as.
    SEEN: Final = 1.5  # words
    OPENED: Final = 0.2  # share
    #: The share of what a unit was seen to come out as, at least, that is the usual output of its glyphs. Where it is
    #: less, the font has more of them for it, or chooses by both sides.
    PURE: Final = 0.93  # share
    #: What a glyph comes out as: the exponent on its counts, since it is one symbol; how many observations it is worth
    #: what its unit comes out as in all; and how many it is worth beside each letter what the glyph comes out as.
    POWER: Final = 1.5  # exponent
    OF_UNIT: Final = 0.5  # words
    OF_GLYPH: Final = 6.0  # words


class SeldomUnits:
    """``emissions/seldom_units``"""

    #: A unit of so many distinct words at most may show an output never seen; and what that costs beside
    #: ``Settings.wild``, which is its price in words of clean passages, nats. Chosen on twenty made-up dumps of ten
    #: texts: 1.5 % fewer words are wrong. If any unit may, for five nats or seven, more are.
    SELDOM: Final = 2  # count
    NEVER_READ: Final = 2.0  # nats
    #: Words that may show one: as likely as this at least (quantised -log p). Of those twenty dumps 1,565 words are
    #: wrong with 155, 1,556 from 175 to 180, and hardly fewer beyond.
    COMMON: Final = 180  # quantised log p
    #: Where a unit may not.
    KNOWN: Final = -100.0  # log p


class Brackets:
    """``finish/brackets``"""

    #: What a bracket that nothing opens or closes costs, nats: the trigram may prefer the letter by so much.
    UNBALANCED: Final = 8.0  # nats
    #: What it costs to pass over a word with a waw that stands nearer, nats.
    FARTHER: Final = 1.5  # nats
    #: A bracket is taken to come out as a symbol where at least so many closing ones have it before them.
    SEEN: Final = 2  # count


class CollapsedConfidence:
    """``finish/collapsed_confidence``"""

    #: The chance that a word is wrong is its usual one to this power. What isn't listed of two made-up dumps holds no
    #: wrong word so, and 1.1 per 1,000 with a power of 1, where 14 and 18 % of the words fewer are listed; of two dumps
    #: of a report, 3.7 so, 4.9 and 5.6 with 1, where 13 % fewer are listed, and 2.1 and 3.4 with 0.75, where 11 % more
    #: are.
    WRONG_POWER: Final = 0.85  # exponent
    #: How sure, at most, a word is that another alef would make likelier: where half of a ligature came out as a space,
    #: a spelling that nobody uses may seem to be what is written. Of 77 such words in two dumps of a report that is
    #: spelt with care 4 are right, of 13 in two made-up dumps 10.
    MISSPELT: Final = 0.5  # probability
    #: The chance of a word of such a piece to stand where it belongs, beside what is known of it otherwise.
    IN_PLACE: Final = 0.8  # probability


class DoubledLetters:
    """``finish/doubled_letters``"""

    #: So often, at least, a letter comes out as its character in all, and as a space before a letter of the same one.
    USUAL: Final = 0.5  # share
    LOST: Final = 0.8  # share


class FirstAlefs:
    """``finish/first_alefs``"""

    #: So many letters stand behind other proclitics than the article at least: many words begin as if with one.
    LEAST_LETTERS: Final = 4  # count
    #: A word that is likelier by so much with another alef is meant with that, log p; else both are words of their own.
    LIKELIER: Final = 3.0  # nats
    #: So many words must show that the document writes another letter than the usual one.
    LEAST_KINDS: Final = 4  # count


class HiddenWords:
    """``finish/hidden_words``"""

    #: So many of the most frequent words may have left nothing, where all their letters come out as spaces at least so
    #: often (log p).
    FREQUENT: Final = 400  # count
    LOST: Final = -0.7  # log p
    #: What the log odds of such a word weigh: a constant; the trigram's log p of the word, of the next token behind it
    #: and of the one after that, of both rather than without it; what the judge says of the word, of the token behind
    #: it and of the one before it, of both rather than without it; and the log p of the word alone. Fitted to twelve
    #: frequent words of eight texts (``benchmarks.hidden_words``), the report of the fixtures not among them.
    WEIGHTS: Final = (2.46, 0.45, 0.33, 0.28, 0.40, 0.38, 0.34, 0.99)  # weight
    #: How sure a word is at most of which the text shows nothing.
    SURE: Final = 0.8  # probability


class NumbersApart:
    """``finish/numbers_apart``"""

    #: So many lines of numbers, at least, above lines of words show that an extractor parts them, if no more than this
    #: share of these lines holds a number.
    LEAST: Final = 10  # count
    WITHIN: Final = 0.05  # share
    #: So many ways to put numbers among words are followed at each place.
    BEAM: Final = 6  # count, bound of work
    #: The share of a line's orders in which its numbers are taken to stand elsewhere: enough to list them. Of 98
    #: numbers of a dump by pdfplumber 17 belong elsewhere.
    ELSEWHERE: Final = 0.3  # share


class Orthography:
    """``finish/orthography``"""

    #: Letters are one in the document where that is likelier by so much than that the channel mixes them up by chance,
    #: nats, and a pair of them says so that isn't lost to spaces: a channel may lose any letter so. That one document
    #: in six writes so is counted in. Seven real texts that write alef maksura and yeh, each through fifty made-up
    #: channels that lose 30 % of the forms, keep their spelling; one that writes the former alone has it but in six
    #: (with six nats and two pairs, but in 28).
    ONE_LETTER: Final = 4.4  # nats
    #: What it says against that, nats, that a letter has an output of its own.
    OWN_OUTPUT: Final = 4.0  # nats
    #: So many spellings must show a letter before its output says anything.
    LEAST_SHOWN: Final = 2  # count
    #: Outputs of a letter that are weighed, the most shown first.
    WEIGHED: Final = 3  # count, bound of work
    #: A letter doesn't print an output that was read as another one of its class so many times as often: it was
    #: misread. Chosen on made-up documents (tests/decipher/text/test_orthography.py); in the source dump no output is
    #: so shared.
    OUTWEIGHED: Final = 10  # count
    #: A document writes a letter for another one if ``LEAST_KINDS`` words show that, and so large a share of the places
    #: do where the outputs of both tell: it does so too where they come out alike. A lesser share is how far one doubts
    #: words.
    MOSTLY: Final = 0.6  # share


class Arcs:
    """``lattice/arcs``"""

    #: So many paths through the lexicon are followed from a place. With half as many no place of the source dump has
    #: fewer words (``benchmarks.hard_dumps``); a text of one letter, which may be any, would take millions.
    MOST_PATHS: Final = 65_536  # count, bound of work


class BeamSearch:
    """``lattice/beam_search``"""

    #: What it costs at most that a piece does not go on from the one before, nats.
    UNJOINED: Final = -4.0  # nats
    #: A space at the edge of a piece that is nothing, nats.
    SOFT: Final = -0.3  # nats
    #: In a passage of several sentences any word may open the next: its share beside what the model knows of full
    #: stops, which in the texts that it is made of nearly always end a passage. log(1/4) and log(3/4).
    NEW_SENTENCE: Final = -1.39  # log p
    OLD_SENTENCE: Final = -0.29  # log p


class ItemKinds:
    """``lattice/item_kinds``"""

    #: A sign that is neither letter nor mark, as that of per cent, stands for itself.
    SIGN: Final = -1.0  # log p


class LayoutSpaces:
    """``lattice/layout_spaces``"""

    #: So many spaces are told apart, counted from the seam.
    DEEPEST: Final = 6  # count
    #: What a space costs of which nothing is known, nats, and how many seams that is worth.
    USUAL: Final = -0.3  # nats
    TRUST: Final = 4.0  # seams
    #: The first ones always cost that: an extractor drops the spaces at a line's edge, so as many as these are taken to
    #: stand there whatever the dump shows (``segments``).
    ASSUMED: Final = 2  # count


class WordSearch:
    """``lattice/word_search``"""

    #: Emissions and the best word that can still come of a path must together stay above the cut and this, nats.
    LOOKAHEAD: Final = -13.5  # nats
    #: What it costs that a letter was lost where a word runs across a seam, nats: one that comes out as a space is
    #: taken for the layout's there. And what it costs to pass over one.
    LOST_AT_SEAM: Final = -3.0  # nats
    OVER_SEAM: Final = -0.5  # nats
    #: Who writes one haraka in a word writes another more easily: what the price of the later ones is multiplied by.
    ANOTHER: Final = 0.6  # ratio
    #: What a word that the document uses in clean passages is worth where words are dropped, nats.
    USED: Final = 4.0  # nats


class Beginnings:
    """``order/beginnings``"""

    #: How many beginnings of which nothing is known stand beside those that were seen, of words by kind and by
    #: themselves.
    OTHERS_OF_KIND: Final = 4.0  # blocks
    OTHERS_OF_WORD: Final = 20.0  # blocks
    #: What it counts which kind of words begin labelled blocks, and which words. Made-up dumps of other texts have few
    #: such blocks: these are about what was fitted for sentences (``stop_worth``), held against the source dump.
    KIND: Final = 0.7  # weight
    WORD: Final = 0.5  # weight


class FurtherCuts:
    """``order/further_cuts``"""

    #: Runs of fewer letters aren't cut.
    SHORTEST: Final = 4  # count
    #: Beam of the search from each place, here and of pieces (``line_pieces``).
    BEAM: Final = 4  # count, bound of work


class Joins:
    """``order/joins``"""

    #: What the judge's word counts beside the trigram's.
    WEIGHT: Final = 0.5  # weight
    #: The judge's word on one place, at least and at most, nats: the trigram has supported a known phrase already, and
    #: a word that was read wrong must not outweigh the rest of its line. These three: ``benchmarks.text_channel``, cut
    #: lines of laws that the judge was not taught, and the source dump.
    LEAST: Final = -4.0  # nats
    MOST: Final = 1.5  # nats
    #: Weight of the trigram between two lines.
    TRIGRAM: Final = 0.8  # weight


class LineOrder:
    """``order/line_order``"""

    #: An order whose estimate is this near the best is decoded too, nats.
    NEAR: Final = 18.0  # nats
    #: So many ways to cut a line are kept.
    MOST: Final = 8  # count
    #: A line is cut where a block may end if the share of that place is more than this, at so many places at most; so
    #: many characters around them are looked at, for the spaces that an extractor adds.
    LIKELY: Final = 0.02  # share
    FORESEEN: Final = 6  # count
    AROUND: Final = 12  # count, bound of work
    UNREAD: Final = 3  # count
    #: This share of the lines, those that read worst, are cut once more: of each the usual order and the one that was
    #: chosen, and so many of the best, for two cuts may be unseen.
    POOR: Final = 0.25  # share
    OTHERS: Final = 2  # count
    #: So many ways to cut a line at its kashidas are tried with a cut more.
    BASES: Final = 3  # count, bound of work
    #: So many lines, from all over it, are enough to tell which way a dump's lines run; what one of them says, nats:
    #: while the channel is rough a line that is read wrong either way must not outweigh the others.
    SAMPLE: Final = 300  # count
    VOTE: Final = 20.0  # nats


class OrderConfidence:
    """``order/order_confidence``"""

    #: An order with a smaller share isn't kept.
    LEAST: Final = 1e-3  # share


class Orders:
    """``order/orders``"""

    #: An opening bracket stands at most so many tokens before the closing one.
    REACH: Final = 9  # count


class StretchedLines:
    """``order/stretched_lines``"""

    #: So many sets of cuts are tried: a line of usual length has no more, and a longer one must not take for ever.
    MOST: Final = 6_000  # count, bound of work
    #: Edges that are corrected at most where so many cuts are made that the dump doesn't show.
    CORRECTED: Final = (2, 2, 1, 1)  # count
    #: Lines of more pieces are taken as they show.
    MOST_PIECES: Final = 24  # count, bound of work


class TextBlocks:
    """``order/text_blocks``"""

    #: What it costs at most that a block ends where it does, nats; and that one begins as no other of the document
    #: does.
    UNENDED: Final = -8.0  # nats
    UNUSUAL: Final = -0.7  # nats
    #: A line that is likelier than this to open a block counts as one that does.
    LIKELY: Final = 0.5  # probability
    #: What the words of two lines say at most of whether a block ends between them, nats; and steps until that is
    #: known.
    TELLS: Final = 4.0  # nats
    STEPS: Final = 50  # count, bound of work


class Proposals:
    """``outputs/proposals``"""

    #: A word is rare below the first of these (log p), and none that is looked up is rarer than the second, but such as
    #: begin a word that isn't.
    RARE: Final = -9.0  # log p
    RAREST: Final = -16.0  # log p
    #: Shorter words fit too many places.
    SHORTEST: Final = 3  # count
    #: So many places of a spelling are asked how a word fits.
    ASKED: Final = 4  # count
    #: What a spelling says at most of an output, nats; of the outputs of a rare word, which may be the error itself.
    MOST: Final = 8.0  # nats
    MOST_OF_RARE: Final = 2.0  # nats
    #: log p of an output that is found: the unit may keep another.
    FOUND: Final = -0.7  # log p


class SecondOutputs:
    """``outputs/second_outputs``"""

    #: What an output must be worth beyond what is shown now, nats, and how many stems must show it. In 36 made-up dumps
    #: of nine texts, half of them of fonts with second glyphs, what was found so was right; of outputs that fewer stems
    #: show half were errors.
    WORTH: Final = 8.0  # nats
    STEMS: Final = 5  # count
    #: The same once the text was read for the last time: what speaks for an output is surer then. In eighteen dumps of
    #: fonts with second glyphs 16 of 17 outputs that were found so were right, and three of ten that are worth less.
    WORTH_AT_LAST: Final = 9.0  # nats
    STEMS_AT_LAST: Final = 2  # count
    #: What it costs that an output stands before one more kind of letters, nats.
    KIND: Final = 2.0  # nats


class UnseenOutputs:
    """``outputs/unseen_outputs``"""

    #: What an output must be worth, and how many spellings must show it.
    WORTH: Final = 4.0  # nats
    SHOWN_BY: Final = 2  # count
    #: The same once the text was read for the last time, of units that were read in so many words at most: what a unit
    #: of more comes out as is known by then. In eighteen made-up dumps (``benchmarks.text_channel --others``) wrong
    #: outputs are worth 7 nats at most beyond the present ones, and the right ones that make a difference 12 or more.
    WORTH_AT_LAST: Final = 10.0  # nats
    OF_FEW: Final = 8  # count
    #: What the present outputs are worth counts but so much: some may stay, and what is wrong confirms itself.
    LOST: Final = 0.5  # weight


class LineStops:
    """``stops/line_stops``"""

    #: So many places between words, from all over the document, are enough to tell what is said where no stop is.
    SAMPLE: Final = 1500  # count
    #: Stops are written at the ends of lines where they are likelier than not by this much, nats.
    CAUTION: Final = 0.4  # nats
    #: Log odds of a stop behind a heading, whatever its words are: of eleven texts, reports, laws and gazettes, 164
    #: have none, and 14 have one.
    UNSTOPPED: Final = -2.5  # log odds
    #: What is known of the share of places that have a stop before any is seen, by their sort: stops and places.
    BEFORE: Final = ((1.0, 10.0), (1.0, 2.0), (1.0, 2.0), (1.0, 2.0), (1.0, 2.0), (1.0, 10.0))  # places
    #: What the log odds of each sort are worth, for the words are too sure of themselves: the odds of a place at 0, and
    #: by how much they grow with each. Fitted to made-up dumps (``benchmarks.lost_stops``).
    WORTH: Final = ((-1.7, 0.9), (-1.7, 0.9), (0.0, 0.6), (-4.0, 0.8), (-1.5, 0.65), (-1.7, 0.5))  # log odds, weight


class LostStops:
    """``stops/lost_stops``"""

    #: Rounds of expectation maximisation: one number is learnt.
    ROUNDS: Final = 20  # count, bound of work


class StopPlaces:
    """``stops/stop_places``"""

    #: A line of less than this share of the usual length ends before the margin.
    SHORT: Final = 0.7  # share
    #: So many words at most are a heading where they stand by themselves.
    HEADING: Final = 6  # count


class StopWorth:
    """``stops/stop_worth``"""

    #: What the trigram counts, what the judge says of a stop in this place, and of the next word behind a stop rather
    #: than without. Fitted, as what counts how sentences begin, to the sentences inside the paragraphs of nine texts,
    #: reports, laws and gazettes, each held against the others.
    TRIGRAM: Final = 0.45  # weight
    STOP_FITS: Final = 0.25  # weight
    NEXT_FITS: Final = 0.3  # weight
    #: What it counts how the document's own sentences begin: with a word of which kind, and with which word.
    KIND_BEGINS: Final = 0.5  # weight
    WORD_BEGINS: Final = 0.5  # weight
    #: What the judge says at least and at most, of hidden words too, nats.
    LEAST: Final = -8.0  # nats
    MOST: Final = 12.0  # nats


class Agreement:
    """``words/agreement``"""

    #: What the neighbours of another place count beside those of the place itself: far below 1, for they repeat too.
    #: These were chosen on made-up dumps of nine texts, each time with the judge of words.
    VOTE: Final = 0.2  # weight
    #: So many other places count at most: what the judge and the trigram wrongly hold against a word, they do at each.
    MOST_OTHERS: Final = 3  # count
    #: The least that a place gives a word (log p).
    LEAST: Final = -6.0  # log p


class Alternatives:
    """``words/alternatives``"""

    #: A reading with less than this share of its place tells nothing of the channel.
    LEAST_SHARE: Final = 0.02  # share
    #: A word that is met n times counts n to this power: a repeated word must not support itself.
    REPEATED: Final = 0.3  # exponent


class LabelSequence:
    """``words/label_sequence``"""

    #: The share of labels that are drawn otherwise where they may be (``DRAWN``).
    SO_DRAWN: Final = 0.3  # share
    #: What follows a label, besides what may by chance: the next one, one of another list's first, and one of those
    #: behind the next; and how much rarer each is than the one before, among the first of a list and behind the next
    #: one.
    NEXT: Final = 0.72  # probability
    FIRST: Final = 0.18  # probability
    FURTHER: Final = 0.06  # probability
    LATER_FIRST: Final = 0.15  # ratio
    LATER_FURTHER: Final = 0.5  # ratio
    #: How often a label comes out as its letter doesn't in words, and shares of letters that are in no words: those
    #: that keep their letter, and those that are lost to a space. Labels of alef may have a hamza where words have
    #: none.
    OTHERWISE: Final = 0.05  # share
    KEPT: Final = 0.25  # share
    LOST: Final = 0.25  # share
    #: How many words are as good as none, how many labels of its letter each word is worth that shows it, and what is
    #: known of a letter without any.
    AS_NONE: Final = 0.5  # words
    WORTH: Final = 5.0  # labels
    UNSEEN: Final = 2.0  # labels
    #: How often what stands where a label may stand only refers to one, in a line that begins a block and in another;
    #: and how much rarer each letter is in references than the one before.
    REFERS: Final = 0.01  # probability
    REFERS_INSIDE: Final = 0.3  # probability
    RARER: Final = 0.75  # ratio
    #: A space whose letter comes out as one more seldom than the first of these may be an empty field, or a dot behind
    #: an indent: so often it is no label. Of 122 spaces that were put among 3,717 labels 12 are read as one so, and 73
    #: if each may be; of 104 labels that were lost though others of their letters aren't, 58 are read right, and 87.
    LEAST_LOST: Final = 0.1  # share
    EMPTY: Final = 0.8  # share
    #: That labels count must explain them better than that each is any, nats.
    COUNTING: Final = 3.0  # nats
    #: Times that readings and channel of labels are found from each other.
    ITERATIONS: Final = 8  # count, bound of work


class Labels:
    """``words/labels``"""

    #: A label is read by its sequence from this share on, and a symbol elsewhere if so many labels show it.
    LEAST: Final = 0.5  # share
    SHOWN_BY: Final = 1.5  # labels
    #: Letters of a smaller share are no alternatives.
    ALTERNATIVE: Final = 0.01  # share


class LastOrder:
    """``words/last_order``"""

    #: Orders are read again whose score is at most so much below that of the one chosen, nats.
    NEAR: Final = 6.0  # nats
    #: What the last reading counts, of 1; and how much better another order must be, nats. Chosen on made-up dumps of
    #: nine texts, two of each, either half held against the other.
    WEIGHT: Final = 0.9  # weight
    BETTER: Final = 1.25  # nats
    #: Of two lines so many other orders of each are read together.
    OTHERS: Final = 2  # count
    #: What else counts for how likely an order is, of 1 that its score does: where it is cut, how its words go on from
    #: each other and from the lines around it, and that it ends a block; and what its score is divided by then. The
    #: trigram says too much for an order whose words it was free to choose. Fitted as a conditional logit on made-up
    #: dumps (``benchmarks.order_shares``), each text held against the fit to the others.
    BESIDE: Final = (0.75, 1.2, 0.72, 2.25)  # weight
    TEMPERATURE: Final = 3.1  # ratio


class MaxMarginals:
    """``words/max_marginals``"""

    #: Paths kept at each node of a window, which is short.
    BEAM: Final = 6  # count, bound of work
    #: So many tokens may be told that are read instead of a word.
    MOST_INSTEAD: Final = 4  # count
    #: So many tokens on each side of a word may be read otherwise without it. With one, half as many wrong words of
    #: made-up dumps are sure as with none (``benchmarks.text_channel``), and no fewer with two.
    FREE: Final = 1  # count


class WordConfidence:
    """``words/word_confidence``"""

    #: Scores of alternatives are divided by this before they become shares: channel and language are not independent.
    TEMPERATURE: Final = 2.2  # ratio


class WordFeatures:
    """``words/word_features``"""

    #: No word is surer than this, nor less sure than the other.
    MOST: Final = 0.9995  # probability
    LEAST: Final = 0.02  # probability
    #: Beyond these, nats, a margin says nothing more.
    MARGIN: Final = (-8.0, 12.0)  # nats
    #: A word shows its outputs half as well where its margin is this, nats.
    SHOWS_FROM: Final = 2.0  # nats
    #: A word is steady if so many rounds before the last read it in its line.
    EARLIER: Final = 4  # count
    #: Words of which nothing is known that show an output, and as many that show another one of the unit.
    SHOWN_BEFORE: Final = 0.1  # words
    #: Words that show another output of a unit count for no more than so many: fonts draw some letters in two ways, and
    #: what many words show is no less sure for that.
    OTHERS_AT_MOST: Final = 3.0  # words
    #: So many units on each side of an output are its surroundings.
    AROUND: Final = 2  # count


class WordJudge:
    """``words/word_judge``"""

    #: What the judge's word counts beside the trigram's, and the least and most that it says of a word, nats. Chosen,
    #: with ``agreement.VOTE``, on made-up dumps of nine reports and laws, the source's not among them: 2 % fewer wrong
    #: words than with 0.45, 8 and a vote of 0.5. ``ALONE`` and the weight of the trigram are at their best there as
    #: they were.
    WEIGHT: Final = 0.55  # weight
    LEAST: Final = -6.0  # nats
    MOST: Final = 6.0  # nats
    #: What the frequency of a word counts: the judge says how much likelier than by itself a word is in its place.
    ALONE: Final = 0.3  # weight
    #: What the trigram counts where the judge counts beside it.
    TRIGRAM: Final = 0.6  # weight
    #: Arcs on no path that comes this near the best by unigrams aren't judged, nats.
    WITHIN: Final = 10.0  # nats
