"""How a document spells is read off its channel: what is one letter there, and what each output prints."""

from __future__ import annotations

import re

from tests.decipher.text.cipher import encipher
from tests.decipher.text.lattice.test_decoder import known_channel
from warraq.decipher.text import parameters
from warraq.decipher.text.dump.items import itemize
from warraq.decipher.text.emissions import emissions
from warraq.decipher.text.emissions.channel_em import FIRST_HALF
from warraq.decipher.text.finish.orthography import as_written
from warraq.decipher.text.lattice.decoder import Decoder, Path
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.records import Piece
from warraq.decipher.text.words.word_confidence import Doubt
from warraq.language.model import LanguageModel
from warraq.language.units import UNIT_OF, UNITS, units

#: Each unit keeps its letter, lam-alef its alef.
KEPT = [" ", *(letters[-1] for letters, _ in UNITS[1:])]
CAREFUL = "أن أمر أول إلى إذا إن الأمر الأول الإدارة الإنسان انتقل الان بأن تأمين بان في الذي أي نفي على لدى أخرى"
NO_HAMZA = str.maketrans("أإ", "اا")


def spelt(read: str, shown: str, outputs: list[str] | None, *, turned: bool = False) -> str:
    """What ``respelt`` makes of words, without the doubt about them."""
    return " ".join(word for word, _ in respelt(read, shown, outputs, turned=turned))


def respelt(
    read: str, shown: str, outputs: list[str] | None, confidence: float = 0.9, *, turned: bool = False
) -> list[tuple[str, float]]:
    """Words that a document writes as ``shown`` and shows through ``outputs``, when they were read as ``read`` with
    this ``confidence``, and how sure they are then.

    Without ``outputs`` each letter is shown as it is, and lam-alef as two, the alef first if ``turned``.
    """
    channel = known_channel(outputs)
    if outputs is None:
        channel.emission[list(FIRST_HALF)] = 0.0
    if turned:
        for half in FIRST_HALF.values():
            channel.emission[[half, half + 1]] = channel.emission[[half + 1, half]]
        channel.turned = True
    decoder = Decoder(LanguageModel.load(), emissions.from_channel(channel, {}), channel.number)
    written = shown if outputs is None else encipher(shown, outputs)
    written = re.sub("ل([اأإآ])", r"\1ل", written) if turned else written
    pieces, place = [], 0
    for word, stands in zip(read.split(), shown.split(), strict=True):
        end = place + len(stands if outputs is None else units(stands))
        pieces.append(Piece(word, place, end, decoder.lm.token_id(word), units(word), 0.0))
        place = end + 1
    line = Ordered((), Path(itemize(written, channel.number), tuple(pieces), 0.0, (0, 0)), 0.0)
    doubts = tuple(Doubt(confidence, ((stands, 0.1),)) for stands in shown.split())
    ((line, changed_doubts),) = as_written([(line, doubts)], decoder)
    texts = [p.text for p in line.path.pieces]
    assert all(text not in dict(doubt.alternatives) for text, doubt in zip(texts, changed_doubts, strict=True))
    return list(zip(texts, (doubt.confidence for doubt in changed_doubts), strict=True))


def changed(*, fin: dict[str, str] | None = None, **outputs: str) -> list[str]:
    """``KEPT``, but for the isolated units of some letters, and those of ``fin`` that end words."""
    changed_outputs = KEPT.copy()
    for letters, output in outputs.items():
        changed_outputs[UNIT_OF[letters, "iso"]] = output
    for letters, output in (fin or {}).items():
        changed_outputs[UNIT_OF[letters, "fin"]] = output
    return changed_outputs


def test_careful_spelling_stays() -> None:
    assert spelt(CAREFUL, CAREFUL, KEPT) == CAREFUL
    assert spelt(CAREFUL, CAREFUL, None) == CAREFUL
    assert spelt(CAREFUL, CAREFUL, None, turned=True) == CAREFUL


def test_a_document_without_hamza_is_given_none() -> None:
    plain = CAREFUL.translate(NO_HAMZA)
    assert spelt(CAREFUL, plain, KEPT) == plain
    assert spelt(CAREFUL, plain, None) == plain
    assert spelt(CAREFUL, plain, None, turned=True) == plain


def test_a_document_that_writes_alef_maksura_for_yeh_is_given_that() -> None:
    egyptian = CAREFUL.replace("في", "فى").replace("الذي", "الذى").replace("أي", "أى")
    assert spelt(CAREFUL, egyptian, KEPT) == egyptian


def test_a_word_that_is_spelt_with_less_care_than_the_others_is_given_as_it_stands() -> None:
    read, shown = f"{CAREFUL} أمل إسلام الأمل", f"{CAREFUL} امل اسلام الامل"
    assert spelt(read, shown, KEPT) == shown
    # the other way round as well: a hamza too many
    read, shown = f"{CAREFUL} انتهى انتشر الانتشار", f"{CAREFUL} إنتهى إنتشر الإنتشار"
    assert spelt(read, shown, KEPT) == shown


def test_a_letter_that_is_shown_by_two_outputs_has_the_one_under_which_words_are_spelt_likeliest() -> None:
    # behind lam, alef and alef with hamza above come out alike; the document writes hamza below where none belongs
    outputs = changed(لا="ل", لأ="ل", لإ="ئ")
    read = f"{CAREFUL} الاستراتيجية الاقتصادية الاعتبار الادعاء الاستقرار الاتجار لازم لاحقا ولا دولار"
    shown = f"{CAREFUL} الإستراتيجية الإقتصادية الإعتبار الإدعاء الإستقرار الإتجار لازم لاحقا ولا دولار"
    assert spelt(read, shown, outputs) == shown


def test_a_letter_that_was_misread_says_nothing_of_what_is_another_ones_output() -> None:
    # alef has a second output, and one word with madda was read from it
    second = "اجتماع انتقال اتفاق استعراض اختصاص التزام انعقاد اعتماد اتخاذ ادعاء اقتراح التماس انتخاب"
    shown = " ".join("آ" + word[1:] for word in second.split())
    assert spelt(f"{CAREFUL} {second} آذار", f"{CAREFUL} {shown} آذار", KEPT) == f"{CAREFUL} {second} آذار"


def test_other_letters_say_nothing_of_the_outputs_of_alef() -> None:
    # two words show alef as lam; that many show lam as lam tells nothing
    lam = "ليل ملل ظلل دليل بلبل لك لم لن لعل لب ليس لجنة للغة لكن لدى"
    read, shown = f"{CAREFUL} {lam} أمل إسلام اتفاق انتقال", f"{CAREFUL} {lam} امل اسلام لتفاق لنتقال"
    assert spelt(read, shown, KEPT) == f"{CAREFUL} {lam} امل اسلام اتفاق انتقال"


def test_letters_that_the_channel_mixes_up_in_one_form_stay_as_they_were_read() -> None:
    assert spelt(CAREFUL, CAREFUL, changed(ا="ق", أ="ق", إ="ق")) == CAREFUL
    assert spelt(CAREFUL, CAREFUL, changed(ي="ز", ى="ز")) == CAREFUL


def test_letters_that_are_lost_to_spaces_stay_as_they_were_read() -> None:
    lost = dict.fromkeys(("ا", "أ", "إ", "لا", "لأ", "لإ"), " ")
    assert spelt(CAREFUL, CAREFUL, changed(fin=None, **lost)) == CAREFUL


def test_letters_that_come_out_alike_in_one_form_and_are_lost_to_spaces_in_the_other_are_one() -> None:
    egyptian = CAREFUL.replace("في", "فى").replace("الذي", "الذى").replace("أي", "أى")
    lost = {"ي": " ", "ى": " "}
    assert spelt(CAREFUL, egyptian, changed(ي="ث", ى="ث", fin=lost)) == egyptian
    # nothing tells where both forms are lost
    assert spelt(CAREFUL, CAREFUL, changed(ي=" ", ى=" ", fin=lost)) == CAREFUL


def test_a_letter_that_is_mostly_written_for_another_where_they_differ_is_so_where_they_come_out_alike() -> None:
    def maksura(text: str) -> str:
        return re.sub(r"ي\b", "ى", text)

    apart, careful, alike = "في في في التي التي يكفي نفي", "هي يأتي القانوني عيني", "الذي أي رأي يسري"
    outputs = changed(ي="ع", ى="ع")

    def given(mixed: str, alike: str) -> str:
        read = f"{re.sub('ى', 'ي', mixed)} {careful} الذي أي رأي يسري على إلى حتى لدى"
        return spelt(read, f"{mixed} {careful} {alike} على إلى حتى لدى", outputs)

    assert given(maksura(apart), maksura(alike)) == f"{maksura(apart)} {careful} {maksura(alike)} على إلى حتى لدى"
    # not where few words show it, or few of the places
    for mixed in (f"{10 * 'فى '}التى التى يكفي نفي", "فى في في التى التي يكفى نفى"):
        assert given(mixed, alike) == f"{mixed} {careful} {alike} على إلى حتى لدى"


def test_spelling_that_varies_is_doubted_where_the_outputs_do_not_tell() -> None:
    # hamza below is left out in four places of eight; behind lam it comes out as no hamza does
    read = "إذا إن إلى إما إجراء إدارة إعلان إسلام الإجراء الإسلام الان"
    shown = "إذا إن إلى إما اجراء ادارة اعلان اسلام الإجراء الاسلام الان"
    outputs = changed(لا="ل", لإ="ل")
    careful, varied = dict(respelt(read, read, outputs)), dict(respelt(read, shown, outputs))
    assert careful["الإجراء"] == careful["إذا"] == varied["إذا"] == varied["الان"] == 0.9
    assert varied["الإجراء"] == varied["الإسلام"] == 0.45
    assert varied["اجراء"] == 0.9  # as it stands
    assert dict(respelt(read, shown, outputs, 0.03))["الإجراء"] == parameters.WordFeatures.LEAST


def test_a_hamza_on_first_alefs_alone_is_doubted_or_written_where_the_outputs_do_not_tell() -> None:
    # hamza below stands on the alef of some infinitives; behind lam it comes out as no hamza does
    words, inside = "استقرار استثمار اتفاق اقتصاد انتقال اختيار اجتماع استعمال", "كان قال دار باب نار حال عام مال"
    behind = "الاتصال لاستقلال القانون إلى إذا إن إدارة الإجراء"
    outputs = changed(لا="ل", لإ="ل")

    def given(hamzas: int, read_so: bool) -> dict[str, float]:
        shown = " ".join("إ" + w[1:] if k < hamzas else w for k, w in enumerate(words.split()))
        read = shown if read_so else words
        return dict(respelt(f"{read} {inside} {behind}", f"{shown} {inside} {behind}", outputs))

    for read_so in (False, True):  # whichever way those were read that show it
        varied, mostly = given(4, read_so), given(7, read_so)
        assert varied["الاتصال"] == varied["لاستقلال"] == 0.45
        assert varied["إستقرار"] == varied["انتقال"] == varied["القانون"] == varied["كان"] == 0.9
        assert mostly["الإتصال"] == mostly["لإستقلال"] == 0.7875
        assert mostly["القانون"] == mostly["كان"] == 0.9
    assert given(3, read_so=False)["الاتصال"] == 0.9  # too few words


def test_letters_that_are_mixed_up_stay_where_a_third_of_their_class_is_told_apart() -> None:
    outputs = changed(ا="ث", أ="ث", fin={"ا": "ث", "أ": "ث"})
    assert spelt(CAREFUL, CAREFUL, outputs) == CAREFUL


def test_one_spelling_is_too_little_to_tell_by() -> None:
    once = CAREFUL.replace(" على", "")
    outputs = changed(ي="ث", ى="ث", fin={"ي": "ث", "ى": "ث"})
    assert spelt(once, once, outputs) == once
    assert spelt(CAREFUL, CAREFUL, outputs) != CAREFUL


def test_a_document_without_hamza_may_write_madda() -> None:
    read = f"{CAREFUL} آخر آمن آلة الآن الآخر الآلة مآل كآبة"
    assert spelt(read, read.translate(NO_HAMZA), KEPT) == read.translate(NO_HAMZA)
