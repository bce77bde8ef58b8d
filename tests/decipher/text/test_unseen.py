"""Outputs never seen are found where they make words of what is read badly, and not where a unit would lose by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.decipher.text import emissions
from pipeline.decipher.text.decoder import Decoder
from pipeline.decipher.text.items import Items, itemize
from pipeline.decipher.text.lattice import Piece
from pipeline.decipher.text.rivals import Reading, shared
from pipeline.decipher.text.unseen import with_unseen
from pipeline.language.model import LanguageModel
from pipeline.language.units import UNIT_OF, UNITS
from tests.decipher.text.cipher import encipher, words
from tests.decipher.text.test_decoder import known_channel

#: The first sheen of a word, or behind a letter that doesn't join.
SHEEN = UNIT_OF["\N{ARABIC LETTER SHEEN}", "ini"]
SHOWN = (
    "تخضع الضرائب المباشرة لأحكام هذا القانون",
    "تجدر الإشارة إلى المادة الثانية من هذا القانون",
    "يحصل الموظف على شهادة من الجهة المختصة",
    "تلتزم كل شركة بأحكام هذا القانون",
)


def outputs(letter: str) -> list[str]:
    """Each unit comes out as its letter (its first), that sheen as ``letter``."""
    found = [" ", *(letters[:1] for letters, _ in UNITS[1:])]
    found[SHEEN] = letter
    return found


def reread(learnt: list[str], lines: Iterable[tuple[str, list[str]]]) -> list[list[str]]:
    """What is counted of each line, enciphered by its channel, once outputs that ``learnt`` lacks were looked for."""
    channel = known_channel(learnt)
    decoder = Decoder(LanguageModel.load(), emissions.from_channel(channel, {}), channel.number)
    read: list[tuple[Items, Sequence[Piece]]] = []
    readings: list[list[Reading]] = []
    for line, true in lines:
        found = decoder.lattice(itemize(encipher(line, true), decoder.symbols))
        pieces = found.search(0, len(found.items)).pieces
        read.append((found.items, pieces))
        readings.append(shared(found, pieces))
    return [[row[0].text for _, row, _ in line] for line in with_unseen(decoder, read, readings)]


KEPT, OTHER = outputs("\N{ARABIC LETTER SHEEN}"), outputs("\N{ARABIC LETTER ZAH}")


def test_an_output_that_several_words_show_is_found() -> None:
    lost = {"المباشرة", "الإشارة", "شهادة", "شركة"}
    found = reread(KEPT, [(line, OTHER) for line in SHOWN])
    assert lost & {word for line in found for word in line} == lost


def test_one_word_is_not_enough() -> None:
    (found,) = reread(KEPT, [(SHOWN[0], OTHER)])
    assert "المباشرة" not in found


def test_what_is_read_well_stays() -> None:
    found = reread(KEPT, [(line, KEPT) for line in SHOWN])
    assert [list(dict.fromkeys(line)) for line in found] == [words(line) for line in SHOWN]


def test_a_unit_that_is_needed_as_it_is_asks_for_more() -> None:
    lost = {"المباشرة", "الإشارة"}
    few = [(line, OTHER) for line in SHOWN[:2]]
    assert lost <= {word for line in reread(KEPT, few) for word in line}
    kept = ("شهد شهر شباط شؤون شكل شعب شرط", "شأن شخص شبكة شراء شرق شمال شديد", "شامل شفاف شيء شرعي شهري شعبي")
    assert not lost & {word for line in reread(KEPT, [*few, *((line, KEPT) for line in kept)]) for word in line}
