"""What healing does to a file, and what it leaves alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.extract.pages.test_pdf_file import numbered
from tests.extract.tiny import save
from tests.heal.conftest import FIXTURES, Healed
from warraq import heal, run
from warraq.config import DEFAULT
from warraq.decipher.corrections import Corrections, WordCorrection
from warraq.emit.heal import healed_pdf
from warraq.emit.heal.heal_fonts import SHARES, FontObject, find_fonts, whole_ligatures
from warraq.emit.heal.heal_texts import HealedTexts
from warraq.emit.heal.healed_pdf import PaintingChanged, TextWorse, words_lost
from warraq.errors import DamagedPdf, EncryptedPdf, NoArabic, NotAPdf, UsageError
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.fonts.programs.cmap import parse_cmap
from warraq.model.line import Line, Word
from warraq.pictures.painter import ComparedPage

Heal = Callable[..., Healed]
FACSIMILE = "ctoc-cop-wg7-2020-4.pdf"


def maps(path: Path) -> list[dict[int, str]]:
    with pikepdf.open(path) as pdf:
        fonts = {font.objgen: font for page in pdf.pages for font in page.Resources.Font.values()}
        return [parse_cmap(font.ToUnicode.read_bytes()).to_unicode for _, font in sorted(fonts.items())]


@pytest.mark.parametrize(("tags", "incremental"), [(False, False), (True, False), (False, True)])
@pytest.mark.parametrize("name", [FACSIMILE, "honest.pdf", "report-tables-damaged.pdf"])
def test_a_second_heal_changes_nothing(name: str, tags: bool, incremental: bool, healed: Heal, tmp_path: Path) -> None:
    first = healed(name, tags=tags, incremental=incremental).after
    again = tmp_path / "again.pdf"
    report = heal(first, again, tags=tags, incremental=incremental)
    assert not report.changed
    assert report.warnings == ()
    assert again.read_bytes() == first.read_bytes()


def test_the_same_file_gives_the_same_bytes(healed: Heal, tmp_path: Path) -> None:
    heal(FIXTURES / FACSIMILE, tmp_path / "other.pdf", tags=True)
    assert (tmp_path / "other.pdf").read_bytes() == healed(FACSIMILE, tags=True).after.read_bytes()


def test_the_own_reader_reads_a_healed_file_as_before(healed: Heal) -> None:
    files = healed(FACSIMILE)
    before, after = (run.read_pdf(path) for path in (files.before, files.after))
    assert [line.text for line in after.lines] == [line.text for line in before.lines]


def test_an_honest_map_keeps_every_claim_that_is_no_ligature(healed: Heal) -> None:
    files = healed("honest.pdf")
    for before, after in zip(maps(files.before), maps(files.after), strict=True):
        assert {code: after[code] for code in before if len(before[code]) == 1} == {
            code: text for code, text in before.items() if len(text) == 1
        }


def test_each_letter_of_a_lam_alef_has_its_own_code(healed: Heal) -> None:
    files = healed("honest.pdf")
    before, after = (run.read_pdf(path).extraction.fonts for path in (files.before, files.after))
    new = []
    for old, font in zip(before, after, strict=True):
        codes = sorted(font.widths.keys() - old.widths.keys())
        new += [(font, code) for code in codes]
        ligatures = {old.code_to_gid[code]: old.widths[code] for code, text in old.to_unicode.items() if len(text) == 2}
        for code in codes:
            advance = ligatures.get(font.code_to_gid[code])
            if advance is not None:  # it paints the ligature; a code that paints nothing has the rest of its advance
                assert any(font.widths[code] + font.widths[other] == advance for other in codes)
    said = Counter(font.to_unicode[code] for font, code in new)
    assert said["\u0644"] >= 1
    assert said["\u0627"] >= 1
    assert all(len(text) == 1 for text in said)


def test_metadata_and_version_are_kept(healed: Heal) -> None:
    files = healed(FACSIMILE, tags=True)
    with pikepdf.open(files.before) as before, pikepdf.open(files.after) as after:
        assert dict(after.docinfo.items()) == dict(before.docinfo.items())
        assert after.pdf_version == before.pdf_version
        assert after.Root.Lang == "ar"


def test_a_language_of_its_own_is_kept(tmp_path: Path) -> None:
    source = tmp_path / "eg.pdf"
    with pikepdf.open(FIXTURES / "honest-wrong-map.pdf") as pdf:
        pdf.Root.Lang = pikepdf.String("ar-EG")
        pdf.save(source)
    assert not heal(source, tmp_path / "out.pdf").language
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert pdf.Root.Lang == "ar-EG"


def test_a_persian_file_is_said_to_be_persian(tmp_path: Path) -> None:
    assert heal(FIXTURES / "persian.pdf", tmp_path / "out.pdf").language == "fa"


def test_encryption_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    source = FIXTURES / "bad" / "encrypted.pdf"
    assert heal(source, out, password="warraq").changed
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(out)
    with pikepdf.open(source, password="warraq") as before, pikepdf.open(out, password="warraq") as after:
        assert after.encryption.P == before.encryption.P
        assert after.encryption.R == before.encryption.R


def test_an_encrypted_file_is_not_updated_incrementally(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        heal(FIXTURES / "bad" / "encrypted.pdf", tmp_path / "out.pdf", password="warraq", incremental=True)
    assert list(tmp_path.iterdir()) == []


def test_an_incremental_update_keeps_the_old_bytes(healed: Heal) -> None:
    files = healed(FACSIMILE, incremental=True)
    assert files.after.read_bytes().startswith(files.before.read_bytes())
    assert maps(files.after) == maps(healed(FACSIMILE).after)


@pytest.mark.parametrize("incremental", [False, True])
def test_numbers_may_be_objects_of_their_own(incremental: bool, tmp_path: Path) -> None:
    source = tmp_path / "lengths.pdf"
    with pikepdf.open(FIXTURES / "honest-wrong-map.pdf") as pdf:
        pdf.save(source, qdf=True)  # writes each stream's length as an object
    assert len(heal(source, tmp_path / "out.pdf", incremental=incremental).fonts) == 2


def test_where_splitting_moves_a_glyph_ligatures_stay_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = iter([[2]] * (len(SHARES) - 1) + [[]])
    monkeypatch.setattr(healed_pdf, "repainted", lambda _: next(tries))
    report = heal(FIXTURES / FACSIMILE, tmp_path / "out.pdf")
    assert sum(font.split for font in report.fonts) == 0
    assert any("stay whole" in warning for warning in report.warnings)
    # One character, which no viewer turns round.
    assert any(text == "\ufefb" for texts in maps(tmp_path / "out.pdf") for text in texts.values())


def test_where_words_would_be_lost_honest_fonts_are_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries, seen = iter((3, 0)), []

    def lost(pages: Sequence[ComparedPage], lines: Sequence[Line]) -> int:
        seen.append((len(pages), {line.page for line in lines}))
        return next(tries)

    monkeypatch.setattr(healed_pdf, "words_lost", lost)
    report = heal(FIXTURES / FACSIMILE, tmp_path / "out.pdf")
    assert seen == [(10, set(range(1, 11)))] * 2
    assert report.fonts and any("left as it is" in warning for warning in report.warnings)
    monkeypatch.setattr(healed_pdf, "words_lost", lambda *_: 3)
    with pytest.raises(TextWorse, match="3 words"):
        heal(FIXTURES / FACSIMILE, tmp_path / "worse.pdf")
    assert not (tmp_path / "worse.pdf").exists()
    assert heal(FIXTURES / FACSIMILE, tmp_path / "asked.pdf", verify=False).fonts


def test_words_are_lost_where_fewer_are_copied_as_they_are_read() -> None:
    lines = [Line(1, (Word("\u0644\u0645", "x"), Word("b", "b"))), Line(2, (Word("c", "c"),))]
    same = ComparedPage(False, "\ufccc b", "b \u0644\u0645 d")
    assert words_lost([same, ComparedPage(False, "", "c")], lines) == 0
    assert words_lost([ComparedPage(False, "\ufccc b", "\u0645\u0644 b")], lines) == 1
    assert words_lost([ComparedPage(False, "b b", "b")], lines) == 0  # the second was none of the page's
    assert words_lost([ComparedPage(False, "c", "b")], lines) == 0
    assert words_lost([same, ComparedPage(False, "c", "")], lines) == 1
    assert words_lost([ComparedPage(False, "b", "b\u0640"), same], lines) == 0  # a kashida is no letter


@pytest.mark.parametrize(
    ("claim", "text", "turned", "said"),
    [
        ("\ufccc", "\u0644\u0645", True, "\ufccc"),  # claimed by its form: it stays
        ("\ufccc", "\u0644\u0645", False, "\ufccc"),
        ("x", "\u0644\u0627", True, "\ufefb"),  # mended: the form that stands for the letters
        ("x", "\u0644\u0627", False, "\u0644\u0627"),  # viewers leave its letters in order
        ("\ufefb", "\u0641\u064a", True, "\ufc32"),  # claimed by the form of other letters
        ("x", "\u0628\u0643\u0645", True, "\u0628\u0643\u0645"),  # Unicode has no form
        ("x", "\u0645\u0651", True, "\u0645\u0651"),  # marks are put right by normalisation
        ("\ufee3", "\u0645", True, "\u0645"),  # one letter
    ],
)
def test_a_ligature_that_cant_be_split_is_said_by_its_form(claim: str, text: str, turned: bool, said: str) -> None:
    font = FontObject(Dictionary(), 0)
    known = SimpleNamespace(to_unicode={5: claim})
    healed = whole_ligatures(font, HealedTexts({5: text}, frozenset({5})), known, turned)  # type: ignore[arg-type]
    assert healed.texts == {5: said}
    assert healed.changed == ({5} if said != claim else frozenset())


def test_a_page_with_annotations_gets_tags_and_corrected_words(tmp_path: Path) -> None:
    source = tmp_path / "annotated.pdf"
    with pikepdf.open(FIXTURES / "honest-wrong-map.pdf") as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        form = pdf.make_stream(
            b"BT /F 10 Tf 2 3 Td (SEEN) Tj ET",
            Subtype=Name.Form,
            BBox=Array([0, 0, 80, 10]),
            Resources=Dictionary(Font=Dictionary(F=font)),
        )
        stamp = Dictionary(Subtype=Name.Stamp, Rect=Array([20, 20, 100, 30]), AP=Dictionary(N=form))
        pdf.pages[0].Annots = Array([stamp])
        pdf.save(source)
    lines = run.read_pdf(source).lines
    word = next(word for line in lines for word in line.words if word.text.isalpha() and len(word.text) > 5)
    assert word.box is not None
    left, top, right, bottom = word.box
    correction = WordCorrection(1, (left + right) / 2, (top + bottom) / 2, word.text, word.text[:-1])
    report = heal(source, tmp_path / "out.pdf", tags=True, corrections=Corrections(words=(correction,)))
    assert report.tagged
    assert report.words == 1
    assert report.warnings == ()


def test_a_font_that_is_painted_upside_down_is_found(tmp_path: Path) -> None:
    path = tmp_path / "t.pdf"
    pdf = pikepdf.new()
    font = pdf.make_indirect(numbered(pdf))
    content = b"BT /F 1 Tf 0.1 0 0 -0.1 10 50 Tm (aa) Tj ET"
    save(pdf, path, [content], Dictionary(Font=Dictionary(F=font)))
    with pikepdf.open(path) as again:
        fonts = find_fonts(again, path.read_bytes(), None, extract_pdf(path).fonts, DEFAULT.limits)
    assert [font.index for font in fonts] == [0]


def test_a_signature_is_warned_about(tmp_path: Path) -> None:
    source = tmp_path / "signed.pdf"
    with pikepdf.open(FIXTURES / "honest-wrong-map.pdf") as pdf:
        signature = pdf.make_indirect(Dictionary(FT=Name.Sig, T="s", V=Dictionary(Type=Name.Sig)))
        pdf.Root.AcroForm = Dictionary(Fields=Array([signature]), SigFlags=3)
        pdf.save(source)
    assert any("signed" in warning for warning in heal(source, tmp_path / "out.pdf").warnings)


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("bad/english.pdf", NoArabic),
        ("bad/encrypted.pdf", EncryptedPdf),
        ("bad/truncated.pdf", DamagedPdf),
        ("bad/not-a-pdf.pdf", NotAPdf),
        ("../text/ctoc-cop-wg7-2020-4.txt", NotAPdf),
    ],
)
def test_what_cant_be_healed_is_refused_and_nothing_written(name: str, error: type[Exception], tmp_path: Path) -> None:
    with pytest.raises(error):
        heal(FIXTURES / name, tmp_path / "out.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_would_look_different_stops_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoilt(pdf: pikepdf.Pdf) -> bytes:
        out = BytesIO()
        pdf.pages[1].obj.Contents = pdf.make_stream(b"0 0 100 100 re f")
        pdf.save(out)
        return out.getvalue()

    monkeypatch.setattr(healed_pdf, "whole_file", spoilt)
    with pytest.raises(PaintingChanged, match="page 2"):
        heal(FIXTURES / FACSIMILE, tmp_path / "out.pdf")
    assert list(tmp_path.iterdir()) == []
    heal(FIXTURES / FACSIMILE, tmp_path / "out.pdf", verify=False)
    assert (tmp_path / "out.pdf").exists()


def test_character_spacing_stays_where_it_was(tmp_path: Path) -> None:
    """Each code adds the character spacing of its own; a split ligature must not add it twice."""
    source = tmp_path / "spaced.pdf"
    with pikepdf.open(FIXTURES / "honest-wrong-map.pdf") as pdf:
        for page in pdf.pages:
            page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"BT ", b"BT 1.7 Tc "))
        pdf.save(source)
    heal(source, tmp_path / "out.pdf")  # compares the pictures
    before, after = (run.read_pdf(path).extraction.pages[0] for path in (source, tmp_path / "out.pdf"))
    old, new = (set(np.round(page.x, 1).tolist()) for page in (before, after))
    assert old <= new
    assert len(new) > len(old)


def test_the_tags_are_a_tree_in_reading_order(healed: Heal) -> None:
    files = healed(FACSIMILE, tags=True)
    document = run.extract(files.before)
    with pikepdf.open(files.after) as pdf:
        assert pdf.Root.MarkInfo.Marked
        texts = list(spoken(pdf.Root.StructTreeRoot.K[0]))
        assert len(texts) == sum(bool(node.content) for node in document.walk())
        for text, node in zip(texts, (node for node in document.walk() if node.content), strict=True):
            assert text.endswith(node.content)
        numbers = dict(zip(*[iter(pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
        for index, page in enumerate(pdf.pages):
            assert page.StructParents == index
            marks = [
                int(one.operands[1].MCID)
                for one in pikepdf.parse_content_stream(page)
                if str(one.operator) == "BDC" and "/MCID" in one.operands[1]
            ]
            assert marks == list(range(len(numbers[index])))


def spoken(element: pikepdf.Object) -> list[str]:
    """What a screen reader says, element by element."""
    if "/ActualText" in element:
        return [str(element.ActualText)]
    return [text for child in element.get("/K", ()) if isinstance(child, Dictionary) for text in spoken(child)]


def test_marked_content_is_closed_on_every_page(healed: Heal) -> None:
    with pikepdf.open(healed("report-tables-damaged.pdf", tags=True).after) as pdf:
        for page in pdf.pages:
            depth, in_text, opened_in = 0, False, []
            for one in pikepdf.parse_content_stream(page):
                operator = str(one.operator)
                if operator in ("BT", "ET"):
                    in_text = operator == "BT"
                elif operator in ("BDC", "BMC"):
                    depth += 1
                    opened_in.append(in_text)
                elif operator == "EMC":
                    depth -= 1
                    assert opened_in.pop() == in_text
            assert depth == 0


def test_tags_of_the_file_itself_are_left(tmp_path: Path) -> None:
    source = tmp_path / "tagged.pdf"
    with pikepdf.open(FIXTURES / "honest-wrong-map.pdf") as pdf:
        pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        pdf.save(source)
    report = heal(source, tmp_path / "out.pdf", tags=True)
    assert not report.tagged
    assert any("tags of its own" in warning for warning in report.warnings)
