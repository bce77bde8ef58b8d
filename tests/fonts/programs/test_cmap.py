"""ToUnicode and encoding CMaps, whole and broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.fonts.programs import cmap
from warraq.fonts.programs.cmap import MAX_ENTRIES, parse_cmap


def claims(body: bytes) -> dict[int, str]:
    return parse_cmap(b"begincmap\n" + body + b"\nendcmap").to_unicode


def test_bfchar_maps_codes_by_their_bytes() -> None:
    assert claims(b"2 beginbfchar <0003> <0627> <41> <0628> endbfchar") == {3: "\u0627", 0x41: "\u0628"}


def test_a_ligature_stands_for_several_characters() -> None:
    assert claims(b"1 beginbfchar <0001> <06440627> endbfchar") == {1: "\u0644\u0627"}


def test_surrogate_pairs_become_one_character() -> None:
    assert claims(b"1 beginbfchar <0001> <D83BDE00> endbfchar") == {1: "\U0001ee00"}


def test_a_lone_surrogate_before_a_letter_is_dropped() -> None:
    assert claims(b"1 beginbfchar <0001> <D8000623> endbfchar") == {1: "\u0623"}


def test_a_range_counts_up_in_its_last_character() -> None:
    assert claims(b"1 beginbfrange <0010> <0012> <06440627> endbfrange") == {
        0x10: "\u0644\u0627",
        0x11: "\u0644\u0628",
        0x12: "\u0644\u0629",
    }


def test_a_range_may_list_its_strings() -> None:
    body = b"1 beginbfrange <01> <03> [<0627> <0628>\n<0629>] endbfrange"
    assert claims(body) == {1: "\u0627", 2: "\u0628", 3: "\u0629"}


def test_a_range_doesnt_run_into_the_surrogates() -> None:
    assert claims(b"1 beginbfrange <0000> <0010> <D7FE> endbfrange") == {0: "\ud7fe", 1: "\ud7ff"}


def test_one_range_may_stand_for_all_characters() -> None:
    to_unicode = claims(b"1 beginbfrange <0000> <FFFF> <0000> endbfrange")
    assert to_unicode == {point: chr(point) for point in (*range(1, 0xD800), *range(0xE000, 0x10000))}


def test_destinations_may_be_glyph_names() -> None:
    assert claims(b"1 beginbfchar <01> /afii57415 endbfchar") == {1: "\u0627"}


@pytest.mark.parametrize("body", [b"<01> <>", b"<01> <0000>", b"<> <0627>", b"<0102030405> <0627>", b"<01>"])
def test_entries_that_say_nothing_are_skipped(body: bytes) -> None:
    assert claims(b"1 beginbfchar " + body + b" endbfchar") == {}


def test_an_array_that_never_closes_spoils_only_its_range() -> None:
    body = b"1 beginbfrange <01> <02> [<0627> endbfrange 1 beginbfchar <05> <0628> endbfchar"
    assert claims(body) == {5: "\u0628"}


def test_comments_are_no_tokens() -> None:
    assert claims(b"% <01> <0041>\n1 beginbfchar <02> <0628> endbfchar") == {2: "\u0628"}


def test_huge_ranges_are_bounded() -> None:
    body = b" ".join(b"<%08X> <%08X> <0041>" % (i << 20, (i << 20) + 0xFFFFF) for i in range(1, 40))
    assert len(claims(b"39 beginbfrange " + body + b" endbfrange")) <= MAX_ENTRIES


def test_no_more_operands_are_kept_than_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cmap, "MOST_OPERANDS", 4)
    assert claims(b"3 beginbfchar <01> <0041> <02> <0042> <03> <0043> endbfchar") == {1: "A", 2: "B"}


def test_an_encoding_cmap_gives_code_spaces_and_cids() -> None:
    cmap = parse_cmap(
        b"/WMode 1 def 2 begincodespacerange <00> <7F> <8000> <FFFF> endcodespacerange\n"
        b"1 begincidrange <8000> <8002> 10 endcidrange 1 begincidchar <20> 3 endcidchar /Other usecmap"
    )
    assert cmap.codespaces == [(1, 0, 0x7F), (2, 0x8000, 0xFFFF)]
    assert cmap.to_cid == {0x8000: 10, 0x8001: 11, 0x8002: 12, 0x20: 3}
    assert cmap.vertical
    assert cmap.parent == "Other"


@given(st.binary(max_size=300))
def test_garbage_never_raises(data: bytes) -> None:
    parse_cmap(b"1 beginbfrange <00> <05> " + data + b" endbfrange " + data)


_TOKENS = (b"<01>", b"<0002>", b"<00 03>", b"<1>", b"<>", b"<0627>", b"<06440627>", b"[", b"]", b"beginbfchar",
           b"endbfchar", b"endbfrange", b"endcidchar", b"<<", b">>", b"7", b"/name", b"(text)")  # fmt: skip


@given(st.lists(st.sampled_from(_TOKENS), max_size=30))
def test_strings_one_after_the_other_are_read_as_one_by_one(tokens: list[bytes]) -> None:
    assert parse_cmap(b" ".join(tokens)) == parse_cmap(b"%\n".join(tokens))


def test_a_section_of_any_length_is_read() -> None:
    pairs = {code: chr(0x4E00 + code) for code in range(2500)}
    strings = b"".join(b"<%04X><%04X>" % (code, ord(text)) for code, text in pairs.items())
    assert parse_cmap(b"2500 beginbfchar " + strings + b" endbfchar").to_unicode == pairs
    array = b"".join(b"<%04X>" % ord(text) for text in pairs.values())
    assert parse_cmap(b"1 beginbfrange <0000> <09C3> [" + array + b"] endbfrange").to_unicode == pairs


def test_all_units_but_surrogates_are_characters() -> None:
    points = (1, 0xD7FF, 0xD800, 0xDFFF, 0xE000, 0xFFFF)
    body = b"".join(b"<%04X> <%04X>" % (point, point) for point in points)
    assert claims(b"6 beginbfchar " + body + b" endbfchar") == {
        point: chr(point) for point in points if not 0xD800 <= point <= 0xDFFF
    }


def test_pairs_of_a_code_and_a_character_are_as_many_as_entries_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cmap, "MAX_ENTRIES", 2)
    assert claims(b"3 beginbfchar <01> <0627> <02> <0628> <03> <0629> endbfchar") == {1: "\u0627", 2: "\u0628"}
