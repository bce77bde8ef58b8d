"""The public benchmark: a scorer that stands alone, classes of damage, and a row that anybody can add."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from benchmarks import scores as measures
from benchmarks.corpus.page import FALLBACK, Block, faces
from benchmarks.public import __main__ as command
from benchmarks.public import files, score, tools
from benchmarks.public.damage import CLASSES
from benchmarks.public.producers import MORE, PRODUCERS, TYPE3, available, can_set, limits, written_for
from benchmarks.public.texts import SOURCES, document
from benchmarks.public.type3 import type3
from tests.installed import program, require
from warraq import extract

#: Cheap ones, one of each kind: as made, a map changed, kashidas set, no map.
KINDS = ("sound", "kashidas", "digits", "no-map", "type3")
CLAIMS = {1: "لا", 2: "ب", 3: "ـ", 4: "3", 5: "7", 6: "a", 7: "ت", 8: "ج"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    require(FALLBACK, "fonts-liberation")
    require(Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"), "fonts-dejavu-core")
    made = tmp_path_factory.mktemp("public") / "set"
    assert command.main([str(made), "--quick", "--classes", *KINDS, "--tools"]) == 0
    return made


@pytest.mark.parametrize(
    ("truth", "text", "edits"),
    [
        ("", "", 0),
        ("كتاب", "", 4),
        ("كتاب", "كتاب", 0),
        ("كتاب", "كتب", 1),
        ("كتاب", "باتك", 4),  # what is painted, from the other side
        ("قال علي", "قال على", 1),
        ("kitten", "sitting", 3),
    ],
)
def test_edits_are_those_that_one_counts(truth: str, text: str, edits: int) -> None:
    assert score.distance(truth, text) == edits
    assert score.distance(text, truth) == edits


def test_scores_are_those_that_one_counts() -> None:
    got = score.score("المادة 5: تسري أحكام القرار 55/25 سنة 2019", "المادة 5: تسري القرار احكام 25/55 سنة 2019")
    # words: 5 stand, "أحكام القرار 55/25" became "القرار احكام 25/55": three edits
    assert (got.words, got.word_edits) == (8, 3)
    assert (got.numbers_right, got.numbers_all) == (2, 3)
    assert (got.ordered, got.common) == (6, 6)
    assert got.cer == pytest.approx(got.character_edits / 42)


def test_order_is_the_longest_stretch_that_rises() -> None:
    assert score.in_order(list("abcde"), list("acbdx")) == (3, 4)
    assert score.in_order(list("aab"), list("ba")) == (1, 1)
    assert score.common_subsequence("abcde", "abxde") == 4


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("\ufedf\ufe8e\u0020\ufefb", "لا لا"),
        ("\ufe76ب", "ب"),  # a mark by itself, as a presentation form
        ("می\u200cخوانم", "میخوانم"),
        ("\u202bقـــال\u202c \u200f\ufeff(1)", "قال (1)"),
        ("مُحَمَّد\u00a0 \n\tأ", "محمد أ"),
        ("ا\u0654", "أ"),
    ],
)
def test_what_is_not_compared(text: str, normal: str) -> None:
    assert score.normal(text) == normal


def test_digits_of_all_scripts_are_one_among_numbers() -> None:
    assert score.numbers("٢٠١٩ و۵٫۳ و1,000 وA/RES/55/25") == ["2019", "5.3", "1,000", "A/RES/55/25"]
    assert score.score("٢٠١٩", "2019").cer == 1.0


def test_a_file_is_no_worse_than_one_that_was_not_read() -> None:
    assert score.score("قال", "(cid:12)(cid:7)").cer == score.score("قال", "").cer == 1.0
    assert score.score("قال", "").missing == 1


def test_the_measures_are_those_of_the_project() -> None:
    chance = random.Random(44)
    for _ in range(40):
        truth = "".join(chance.choices("ابتثجأ 0123\u0640", k=60))
        text = "".join(char for char in truth if chance.random() > 0.2)
        alone, ours = score.score(truth, text), measures.scores(truth, text)
        assert (alone.cer, alone.wer) == pytest.approx((ours.cer, ours.wer))


def test_the_scorer_needs_python_alone(folder: Path) -> None:
    alone = [sys.executable, "-I", "-S", str(folder / "score.py")]
    done = subprocess.run([*alone, "--help"], capture_output=True, text=True, check=True)
    assert "presentation forms" in done.stdout
    again = subprocess.run([*alone, str(folder / "pdf"), str(folder)], capture_output=True, text=True, check=False)
    assert again.returncode == 2
    assert "no benchmark folder" in again.stderr


def test_a_rival_adds_a_row_by_a_folder_of_texts(folder: Path, tmp_path: Path) -> None:
    rival = tmp_path / "rival"
    rival.mkdir()
    rows = score.read_manifest(folder)
    for row in rows[1:]:
        (rival / f"{row['name']}.txt").write_text((folder / "truth" / f"{row['name']}.txt").read_text("utf-8"))
    run = [sys.executable, "-I", "-S", str(folder / "score.py"), str(folder), str(rival)]
    printed = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    assert "| cer by class | files | rival |" in printed
    assert "| sound | 1 | 100.0% |" in printed  # the one that is missing was not read
    assert "| digits | 1 | 0.0% |" in printed
    (rival / score.STATUS).write_text(json.dumps({"sample": True, "version": "7"}))
    printed = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    assert f"| rival (sample) | 7 | {len(rows) - 1} | 0 | 0.0% | 0.0% | 100.0% | 100.0% | 0.0% |" in printed
    assert "| sound | 1 | – |" in printed


def test_a_tool_that_is_not_installed_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    absent = tools.Tool(lambda path, row: "", "no_such_module", "no-such-package")
    monkeypatch.setitem(tools.TOOLS, "nobody's", absent)
    assert tools.run(folder, "nobody's") == "not installed"
    broken = tools.Tool(lambda path, row: "", "json")
    monkeypatch.setitem(tools.TOOLS, "unknown", broken)  # the process that is to read with it doesn't know it
    monkeypatch.setattr(tools.Tool, "version", "1")
    assert "invalid choice" in tools.run(folder, "unknown")
    printed = "\n".join(command.table(folder))
    assert "| unknown | 1 | 0 | 0 | failed |" in printed
    assert "Failed: unknown (" in printed
    assert "| nobody's |  | 0 | 0 | not installed |" in printed
    assert "Not installed: nobody's (needs no-such-package)." in printed


def test_a_tool_that_fails_on_some_files_has_read_nothing_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(path: Path, row: tools.Row) -> str:
        if row["class"] != "digits":
            raise OSError("no")
        return (folder / "truth" / f"{row['name']}.txt").read_text("utf-8")

    monkeypatch.setitem(tools.TOOLS, "frail", tools.Tool(read))
    tools.folder_of(folder, "frail").mkdir(parents=True)
    tools.read_all(folder, "frail")
    scored = score.pooled(
        folder, score.score_outputs(folder, score.Outputs.of(tools.folder_of(folder, "frail"))), "class"
    )
    assert (scored["digits"].cer, scored["sound"].cer, scored["all"].missing) == (0.0, 1.0, len(KINDS) - 1)
    monkeypatch.setitem(tools.TOOLS, "frail", tools.Tool(lambda path, row: str(path.stat().no_such_field)))  # type: ignore[attr-defined]
    with pytest.raises(RuntimeError, match="no_such_field"):
        tools.read_all(folder, "frail")


def test_tools_read_what_is_there(folder: Path) -> None:
    assert tools.run(folder, "warraq").endswith(" s")
    outputs = score.Outputs.of(tools.folder_of(folder, "warraq"))
    scored = score.pooled(folder, score.score_outputs(folder, outputs), "class")
    assert outputs.status["version"]
    assert all((row.cer or 0.0) < 0.02 for row in scored.values())
    assert tools.run(folder, "pypdfium2").endswith(" s")
    pdfium = score.Outputs.of(tools.folder_of(folder, "pypdfium2"))
    assert (score.pooled(folder, score.score_outputs(folder, pdfium), "class")["no-map"].cer or 0.0) > 0.5


def test_the_folder_says_what_is_in_it(folder: Path) -> None:
    readme = (folder / "README.md").read_text("utf-8")
    rows = score.read_manifest(folder)
    assert len(rows) == len(KINDS)
    assert f"`{files.digest(rows)}`" in readme
    assert all(f"`{name}`" in readme for name in CLASSES)
    for row in rows:
        assert (folder / str(row["file"])).read_bytes().startswith(b"%PDF")
        assert {"class", "producer", "face", "language", "seed", "text_licence", "face_licence"} <= set(row)
    assert "OFL" in (folder / "LICENCES.md").read_text("utf-8")
    assert not list((folder / "pdf").glob("*.sound.pdf"))


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letters.txt").write_text("mine")
    assert command.main([str(tmp_path), "--quick"]) == 2
    assert "isn't empty" in capsys.readouterr().err
    assert (tmp_path / "letters.txt").exists()


def test_a_set_is_planned_alike_each_time_and_another_seed_gives_another() -> None:
    named = [file.name for file in files.plan(files.SEED, 2)]
    assert named == [file.name for file in files.plan(files.SEED, 2)]
    assert not set(named) & {file.name for file in files.plan(7, 2)}
    assert len(set(named)) == len(named)


def test_all_texts_are_set_in_every_class_that_shaping_producers_make() -> None:
    program("chromium", "chromium")
    planned = list(files.plan(files.SEED, files.EACH, ["chromium", TYPE3]))
    for kind, one in CLASSES.items():
        texts = {file.source for file in planned if file.kind == kind}
        assert texts == (set() if one.forms else {"arabic", "persian", "urdu"} if one.producers else set(SOURCES))


@pytest.mark.parametrize("name", SOURCES)
def test_texts_are_of_the_seed(name: str) -> None:
    blocks = document(name, 5, 1500)
    assert blocks == document(name, 5, 1500)
    assert blocks != document(name, 6, 1500)
    assert not any("{" in block.text for block in blocks)
    assert sum(len(block.text) for block in blocks) >= 1500


def changed(kind: str) -> dict[int, str]:
    change = CLASSES[kind].change
    assert change is not None
    return change(dict(CLAIMS), random.Random(1))


def test_damage_is_what_its_class_says() -> None:
    assert changed("reversed") == CLAIMS | {1: "ال"}
    assert changed("digits") == CLAIMS | {4: "7", 5: "3"}
    assert changed("mojibake") == CLAIMS | {1: "áÇ", 2: "È", 3: "Ü", 7: "Ê", 8: "Ì"}
    assert changed("kashidas")[3] == " "
    assert {ord(text) >> 8 for text in changed("private-use").values()} == {0xF0}
    assert set(changed("wrong-100").values()) == set(CLAIMS.values())


def test_kashidas_stand_between_letters_that_join() -> None:
    text = "الكتاب في المكتبة " * 20
    stretched = files.stretched(text, 3)
    assert stretched.replace("ـ", "") == text
    assert "ـ" in stretched
    assert not {pair for pair in pairwise(stretched) if pair[1] == "ـ"} & {
        ("ا", "ـ"),
        ("ل", "ـ"),
    }


def test_glyphs_of_type_3_fonts_are_drawings_without_names_and_maps(tmp_path: Path) -> None:
    require(Path("/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf"), "fonts-noto-core")
    (naskh,) = faces(["noto-naskh"])
    type3([Block("هذا " * 300), Block("سنة 2019 A")], naskh, tmp_path / "made.pdf")
    with pikepdf.open(tmp_path / "made.pdf") as pdf:
        fonts = [
            font for font in pdf.objects if isinstance(font, pikepdf.Dictionary) and font.get("/Subtype") == "/Type3"
        ]
        assert len(fonts) == 2  # the fallback draws what the face lacks
        assert all("/ToUnicode" not in font and "/FontDescriptor" not in font for font in fonts)
        assert all(str(name).startswith("/g") for font in fonts for name in font["/CharProcs"])


@pytest.mark.parametrize("name", sorted(MORE.keys() & available()))  # those of Node and Java are where they are wanted
def test_producers_that_are_here_write_what_is_meant(name: str, tmp_path: Path) -> None:
    face = next(
        face for face in faces(["amiri", "dejavu"]) if not limits(name).faces or face.name in limits(name).faces
    )
    PRODUCERS[name].make([Block("زار الأستاذ محمود دار الآثار في 14 مايو")], face, tmp_path / "made.pdf")
    assert score.score("زار الأستاذ محمود دار الآثار في 14 مايو", extract(tmp_path / "made.pdf").to_text()).cer == 0


def test_producers_are_asked_for_what_they_can_set() -> None:
    assert set(available()) <= set(PRODUCERS)
    arabic, english = document("arabic", 0, 900), document("rights", 0, 3000)
    assert not any(can_set("reportlab", face, "arabic", arabic) for face in faces(["noto-kufi"]))
    assert not any(can_set("fpdf2", face, "rights", english) for face in faces())
    assert not any(can_set("jspdf", face, "urdu", document("urdu", 0, 900)) for face in faces())
    (dated,) = written_for("itext5", [Block("3- في 12/7/1975 وبين 1998-2004")])
    assert dated.text == "3. في 12.7.1975 وبين 1998 و2004"
    assert written_for("fop", arabic) == arabic


def test_the_page_has_the_classes_and_the_figures(folder: Path) -> None:
    made = command.page(command.DOCS.read_text("utf-8"), folder)
    assert (folder / "table.md").read_text("utf-8").strip() in made
    assert all(f"| `{name}` | " in made for name in CLASSES)


def test_help_teaches(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["--help"])
    printed = capsys.readouterr().out
    assert "--quick /tmp/quick" in printed
    assert "outputs/TOOL/" in printed
