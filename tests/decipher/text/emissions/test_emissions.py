"""Which outputs of a unit are believed once the channel is settled."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from tests.decipher.text.lattice.test_decoder import known_channel
from warraq.decipher.text import parameters
from warraq.decipher.text.dump.items import JOIN_SIGN, SOFT_SIGN, itemize
from warraq.decipher.text.emissions import emissions
from warraq.decipher.text.emissions.channel_em import STATES
from warraq.decipher.text.records import Emissions, Piece
from warraq.decipher.text.words.alternatives import Reading
from warraq.language import tokens
from warraq.language.model import LanguageModel
from warraq.language.units import UNIT_OF, units
from warraq.language.words import harakat

CHANNEL = known_channel()
NUMBER = CHANNEL.number
KINDS_OF_WORDS = harakat.kinds_of_words(LanguageModel.load())
BEH = UNIT_OF["\N{ARABIC LETTER BEH}", "med"]


def reading(shown: str, word: str, share: float = 1.0) -> Reading:
    """What stands in the text as ``shown``, read as ``word`` with that share."""
    items = itemize(shown, NUMBER)
    return items, [Piece(word, 0, len(items), LanguageModel.load().token_id(word), units(word), 0.0)], share


#: In these words the medial beh comes out as itself.
USUAL = [reading(word, word) for word in ("البيت", "السبب", "القبر", "النبي", "الصبر")]


def settled(readings: list[Reading], known: Emissions | None = None) -> Emissions:
    counts = emissions.count([*USUAL, *readings], emissions.from_channel(CHANNEL, {}), KINDS_OF_WORDS)
    return emissions.from_counts(counts, CHANNEL, {}, emissions.Smoothing(trust=0.1), settled=True, known=known)


def logp(emitted: Emissions, output: str) -> float:
    return float(emitted.own[BEH, NUMBER[output]])


def test_an_output_stays_without_which_words_can_not_be_read() -> None:
    emitted = settled([reading("السميل", "السبيل"), reading("الحمل", "الحبل")])
    assert logp(emitted, "م") > np.log(0.2)
    assert logp(emitted, "ب") > logp(emitted, "م")


def test_one_word_is_not_enough_however_often_it_is_met() -> None:
    assert logp(settled([reading("السميل", "السبيل")] * 4), "م") < -10.0


def test_words_of_one_stem_are_one_word() -> None:
    stem = [("السميل", "السبيل"), ("والسميل", "والسبيل"), ("السميلان", "السبيلان")]
    other = ("العمل", "العمل")  # another unit comes out so
    assert logp(settled([reading(*words) for words in [*stem, other]]), "م") < -10.0
    assert logp(settled([reading(*words) for words in [*stem, other, ("الحمل", "الحبل")]]), "م") > -10.0


def test_words_of_one_stem_are_enough_for_what_no_other_unit_shows() -> None:
    stem = [("السميل", "السبيل"), ("والسميل", "والسبيل")]
    assert logp(settled([reading(*words) for words in stem]), "م") > -10.0
    assert logp(settled([reading(*stem[0])] * 4), "م") < -10.0


#: Words of as many stems with a medial beh that may be read otherwise.
UNSURE = ["السبيل", "الحبل", "الجبل", "القبول", "الطبع", "الخبر"]


@pytest.mark.parametrize(
    ("stems", "share", "was", "stays"),
    [
        (parameters.Emissions.LIKELY, 0.6, True, True),
        (parameters.Emissions.LIKELY, 0.6, False, False),
        (parameters.Emissions.LIKELY, 0.45, True, False),
        (parameters.Emissions.LIKELY - 1, 0.6, True, False),
    ],
)
def test_an_output_that_was_known_stays_if_many_stems_are_read_by_it(
    stems: int, share: float, was: bool, stays: bool
) -> None:
    unsure = []
    for word in UNSURE[:stems]:
        shown = word.replace("ب", "م")
        unsure += [reading(shown, word, share), reading(shown, shown, 1 - share)]
    known = settled([reading("السميل", "السبيل"), reading("الحمل", "الحبل")] if was else [])
    assert (logp(known, "م") > parameters.Emissions.GONE) is was
    assert (logp(settled(unsure, known), "م") > parameters.Emissions.GONE) is stays
    assert logp(settled(unsure), "م") < parameters.Emissions.GONE


def test_words_of_one_stem_are_no_more_evidence_than_one() -> None:
    def evidence(*words: tuple[str, str]) -> float:
        readings = [reading(*pair) for pair in words]
        counts = emissions.count(readings, emissions.from_channel(CHANNEL, {}), KINDS_OF_WORDS)
        return float(counts.evidence()[BEH, NUMBER["م"]])

    one = evidence(("السميل", "السبيل"))
    assert one == pytest.approx(parameters.Emissions.MOST)
    assert evidence(("السميل", "السبيل"), ("والسميل", "والسبيل")) == pytest.approx(one)
    assert evidence(("السميل", "السبيل"), ("الحمل", "الحبل")) == pytest.approx(2 * one)


#: Words of one stem that may be read with a final hah that comes out as a noon, and two that can't but with a heh.
ONE_STEM = [("المسن", "المسح"), ("للمسن", "للمسح"), ("بالمسن", "بالمسح"), ("مسن", "مسح"), ("والمسن", "والمسح")]
OTHERS = [("الصحيه", "الصحيح"), ("التصريه", "التصريح")]


def test_the_usual_output_is_the_one_that_words_ask_for_not_the_one_that_is_met_most() -> None:
    often = [r for shown, word in ONE_STEM for r in (reading(shown, word, 0.7), reading(shown, shown, 0.3))]
    log_shares = settled([*often, *(reading(*words) for words in OTHERS)]).own[UNIT_OF["\N{ARABIC LETTER HAH}", "fin"]]
    assert log_shares[NUMBER["ه"]] > np.log(0.5)
    assert log_shares[NUMBER["ن"]] < -10.0


def test_the_usual_output_stays_if_words_of_two_stems_ask_for_it() -> None:
    often = [r for shown, word in ONE_STEM for r in (reading(shown, word, 0.7), reading(shown, shown, 0.3))]
    asking = [reading("الرين", "الريح"), reading("الفتن", "الفتح")]
    other = [reading(*words) for words in [*OTHERS, ("الترشيه", "الترشيح")]]
    log_shares = settled([*often, *asking, *other]).own[UNIT_OF["\N{ARABIC LETTER HAH}", "fin"]]
    assert log_shares[NUMBER["ن"]] > np.log(0.3)


def test_an_output_of_which_words_say_little_is_not_likelier_than_the_letter_itself() -> None:
    hah = UNIT_OF["\N{ARABIC LETTER HAH}", "fin"]
    kept = [reading(w, w) for w in ("البيت", "السبب", "القبر", "النبي", "الصبر", "الكبير", "العربي", "المبنى", "الحبل")]
    unsure = settled([*kept, reading("المسن", "المسح", 0.6), reading("المسن", "المسن", 0.4)]).own[hah]
    assert unsure[NUMBER["ح"]] > unsure[NUMBER["ن"]]
    sure = settled([*kept, reading("المسن", "المسح")]).own[hah]
    assert sure[NUMBER["ن"]] > sure[NUMBER["ح"]]


def test_no_output_is_sure_before_words_speak_for_it() -> None:
    weights = np.zeros((STATES, len(CHANNEL.symbols)))
    weights[BEH, NUMBER["ب"]] = 100.0  # all that was met kept its letter
    none, some = (emissions._credible(weights, np.full(weights.shape, nats), CHANNEL) for nats in (0.0, 3.0))
    assert none.max() == pytest.approx(1.0 - parameters.Emissions.OTHERS)
    assert none[BEH, NUMBER["ب"]] < some[BEH, NUMBER["ب"]] < 1.0


def test_an_output_goes_that_makes_one_word_of_what_may_be_another() -> None:
    either = [("السميل", "السبيل", "السميك"), ("الحمل", "الحبل", "الحمل"), ("العمر", "العبر", "العمر")]
    unsure = [r for shown, one, other in either for r in (reading(shown, one, 0.7), reading(shown, other, 0.3))]
    assert logp(settled(unsure), "م") < -10.0
    alone = [reading("التمني", "التبني"), reading("الغمن", "الغبن")]
    # two words that can't be read otherwise: beside one that can they are most, beside three they aren't
    assert logp(settled([*alone, *unsure[:2]]), "م") > -10.0
    assert logp(settled([*alone, *unsure]), "م") < -10.0


def test_a_unit_that_was_not_seen_keeps_what_the_channel_says_of_it() -> None:
    emitted = settled([])
    rare = UNIT_OF["\N{ARABIC LETTER ZAH}", "iso"]
    assert emitted.own[rare].argmax() == NUMBER["\N{ARABIC LETTER ZAH}"]


def counted(shown: str, word: str) -> emissions.Counts:
    return emissions.count([reading(shown, word)], emissions.from_channel(CHANNEL, {}), KINDS_OF_WORDS)


def test_a_font_draws_a_lam_alef_in_one_way() -> None:
    lam_alef = UNIT_OF["لا", "fin"]
    parted = [reading(w, w) for w in ("السلام", "الكلام", "البلاد", "العلاج", "الفلاح", "الغلاف", "الملاك", "النبلاء")]
    whole = [reading("الإعلن", "الإعلان")]
    emitted = settled([*parted, *whole])
    assert emitted.split[lam_alef] > 0.99
    counts = emissions.count([*parted, *whole], emissions.from_channel(CHANNEL, {}), KINDS_OF_WORDS)
    rough = emissions.from_counts(counts, CHANNEL, {})
    assert 0.8 < rough.split[lam_alef] < 0.95


def test_spaces_that_an_extractor_put_at_a_seam_are_no_harakat() -> None:
    seam = SOFT_SIGN + JOIN_SIGN + SOFT_SIGN
    across = counted(f"الس{seam}بيل", "السبيل")
    assert (across.harakat.sum(), across.places.sum()) == (0.0, 6.0)
    assert np.array_equal(across.own, counted("السبيل", "السبيل").own)
    assert counted("الس بيل", "السبيل").harakat.sum() == 1.0
    # behind a seam a word may begin with a letter that came out as a space
    behind = counted(f"{SOFT_SIGN}لسبيل", "السبيل")
    assert behind.own[UNIT_OF["\N{ARABIC LETTER ALEF}", "iso"], NUMBER[" "]] == behind.own.sum() / 6 > 0


def test_tanween_behind_an_alef_is_counted_by_itself() -> None:
    counts = counted("سبيلا ", "سبيلا")
    assert (counts.tanween, counts.alefs, counts.harakat.sum()) == (1.0, 1.0, 0.0)
    inside = counted("سب يلا", "سبيلا")
    assert (inside.tanween, inside.alefs, inside.harakat.sum()) == (0.0, 1.0, 1.0)
    other = counted("السبيل ", "السبيل")
    assert (other.tanween, other.alefs, other.harakat[harakat.LAST]) == (0.0, 0.0, 1.0)


def test_harakat_are_counted_by_the_kind_of_their_place() -> None:
    counts = counted("المنظ  مة", "المنظمة")
    assert counts.harakat[harakat.DOUBLED] == counts.harakat.sum() == counts.second == 1.0
    kinds = harakat.kinds_of("المنظمة")
    assert counts.places.tolist() == [kinds.count(kind) for kind in range(harakat.KINDS)]
    assert counted("المنظمة", "المنظمة").harakat.sum() == 0.0
    unknown = counted("قزحفغ ", "قزحفغ")
    assert unknown.harakat.sum() == unknown.places.sum() == 0.0


def test_harakat_cost_what_the_document_shows_and_get_dearer_only_so_far() -> None:
    counts = counted("المنظمة", "المنظمة")
    learnt = emissions.from_counts(counts, CHANNEL, {})
    few = np.log(harakat.SHARE / (counts.places.sum() + 200))  # nothing is known of the document yet
    assert learnt.harakat == pytest.approx(few, abs=0.1)
    assert learnt.second == pytest.approx(np.log(parameters.Emissions.SECOND))
    usual = np.log(parameters.Emissions.RARE_HARAKA * harakat.SHARE)
    counts.places[:] = 1e6
    seldom = emissions.from_counts(counts, CHANNEL, {})
    assert seldom.harakat == pytest.approx(np.full(harakat.KINDS, usual.min()))
    counts.harakat[harakat.PREFIX] = counts.second = 1e5
    often = emissions.from_counts(counts, CHANNEL, {})
    assert often.harakat[harakat.PREFIX] == pytest.approx(np.log(0.1), abs=0.01)
    assert often.harakat[harakat.DOUBLED] == pytest.approx(usual.min())
    assert often.second == pytest.approx(0.0, abs=0.01)


def test_harakat_cost_something_in_a_text_that_has_them_throughout() -> None:
    counts = counted("المنظمة", "المنظمة")
    counts.places[harakat.ANY] = counts.harakat[harakat.ANY] = 1e4  # a kind that seldom bears one elsewhere
    counts.second = 2e4
    learnt = emissions.from_counts(counts, CHANNEL, {})
    assert learnt.harakat.max() <= 0.0
    assert learnt.second <= 0.0
    assert learnt.harakat[harakat.DOUBLED] == pytest.approx(0.0, abs=0.05)


def test_a_mark_comes_out_as_one_letter_and_a_bracket_as_either() -> None:
    counts = emissions.count([], emissions.from_channel(CHANNEL, {}), KINDS_OF_WORDS)
    for sign in ":(":
        counts.marks[tokens.SPECIAL_ID[sign]].update("ززززممم")
    table = emissions.mark_table("", CHANNEL.symbols, counts)

    def logp(letter: str, sign: str) -> float:
        return dict(table[letter]).get(tokens.SPECIAL_ID[sign], -20.0)

    assert logp("ز", ":") > -1.0 > -5.0 > logp("م", ":")
    assert min(logp("ز", "("), logp("م", "(")) > -3.0


def test_a_letter_at_the_end_of_a_run_that_is_read_as_nothing_is_loose() -> None:
    items = itemize("الحبلم السبيل السبيلن", NUMBER)
    ends = [(0, 5), (7, 13), (14, 20)]  # of the words: letters stand behind the first and the last
    pieces = [Piece("", start, end, tokens.UNKNOWN, (1,), 0.0) for start, end in ends]
    assert emissions.loose_letters([(items, pieces)], NUMBER[" "]) == Counter("من")
    within = [
        Piece("", 0, 2, tokens.UNKNOWN, (1,), 0.0),
        *pieces[1:2],
    ]  # more than one letter is a word that wasn't read
    assert emissions.loose_letters([(items, within)], NUMBER[" "]) == Counter()
    seams = itemize(f"الحبلم{JOIN_SIGN}السبيل{JOIN_SIGN}السبيلن", NUMBER)
    assert emissions.loose_letters([(seams, pieces)], NUMBER[" "]) == Counter("من")
    mark = [Piece("", 0, 5, tokens.SPECIAL_ID["."], (), 0.0), *pieces[1:2]]
    assert emissions.loose_letters([(items, mark)], NUMBER[" "]) == Counter()


def test_letters_that_are_loose_again_and_again_are_a_mark_that_does_not_occur() -> None:
    def semicolon(text: str, loose: Counter[str] | None) -> float:
        table = emissions.mark_table(text, CHANNEL.symbols, None, loose)
        return dict(table["م"]).get(tokens.SPECIAL_ID["\N{ARABIC SEMICOLON}"], -20.0)

    unknown = semicolon("", None)
    assert semicolon("", Counter("ممم")) > -2.0
    assert semicolon("", Counter("م")) == unknown > semicolon("", Counter("ننن"))
    assert semicolon("\N{ARABIC SEMICOLON}", Counter("ممم")) == semicolon("\N{ARABIC SEMICOLON}", None)
    counts = emissions.count([], emissions.from_channel(CHANNEL, {}), KINDS_OF_WORDS)
    counts.marks[tokens.SPECIAL_ID[":"]].update("زز")
    table = dict(emissions.mark_table("", CHANNEL.symbols, counts, Counter("ممم"))["م"])
    assert table.get(tokens.SPECIAL_ID[":"], -20.0) < -5.0  # it comes out as another letter
    assert table[tokens.SPECIAL_ID["\N{ARABIC SEMICOLON}"]] > -2.0
    counts.marks[tokens.SPECIAL_ID[":"]] = Counter("ز")
    table = dict(emissions.mark_table("", CHANNEL.symbols, counts, Counter("ممم"))["م"])
    assert table[tokens.SPECIAL_ID[":"]] > -2.0  # once may be an error
    comma = tokens.SPECIAL_ID["\N{ARABIC COMMA}"]
    assert comma not in dict(emissions.mark_table("", CHANNEL.symbols, None, Counter("ممم"))["م"])


def test_an_output_ruled_by_the_next_letter_is_not_lost_for_the_letter_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emissions, "second_glyphs", lambda *_: [])
    readings = [reading(word, word) for word in ("التمر", "السبب", "القبر", "النبي", "الصبر", "الخبر", "العبد")] * 9
    shown = [reading("السميل", "السبيل"), reading("القميلة", "القبيلة"), reading("قمل", "قبل")]
    counts = emissions.count([*readings, *shown], emissions.from_channel(CHANNEL, {}), KINDS_OF_WORDS)
    emitted = emissions.from_counts(counts, CHANNEL, {}, emissions.Smoothing(least=0.03))
    meem, yeh, reh, sad = NUMBER["م"], UNIT_OF["ي", "med"], UNIT_OF["ر", "fin"], UNIT_OF["ص", "med"]
    assert emitted.after[BEH, yeh, meem] > np.log(0.5)
    assert emitted.after[BEH, reh, meem] < -15.0
    assert np.log(0.004) < emitted.before[BEH, sad, meem] < np.log(0.03)  # seldom there, and yet not ruled out
