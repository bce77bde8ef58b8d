"""What is kept of files, and how two such folders are compared."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks import frozen
from benchmarks.frozen import ERROR, TABLE, chosen, compare, digests, inputs, json_differences, word_differences

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two PDFs, one of them unreadable, and a dump that is."""
    out: Path = tmp_path_factory.mktemp("kept") / "out"
    frozen.write(out, [FIXTURES], ["fixtures/pdf/honest.pdf", "fixtures/pdf/bad/scan", "fixtures/text/bad/empty"], 300)
    return out


def test_every_output_is_kept_and_listed(kept: Path) -> None:
    table = digests(kept)
    read = {output for name, output in table if name == "fixtures/pdf/honest.pdf"}
    assert read == {"document.json", "findings.json", "maps.json", "healed.json", "text.txt"}
    assert all((kept / name / output).is_file() for name, output in table)
    assert {name for name, output in table if output == ERROR} == {
        "fixtures/pdf/bad/scan.pdf",
        "fixtures/text/bad/empty.txt",
    }
    assert json.loads((kept / "fixtures/pdf/bad/scan.pdf" / ERROR).read_text("utf-8"))["exit_code"] == 7


def test_a_map_has_the_posterior_of_each_code(kept: Path) -> None:
    fonts = json.loads((kept / "fixtures/pdf/honest.pdf/maps.json").read_text("utf-8"))
    assert {"LiberationSerif-Bold", "Scheherazade-Regular"} <= {font["name"] for font in fonts}
    assert all(0 < reading["confidence"] <= 1 for font in fonts for reading in font["readings"].values())


def test_of_a_dump_words_and_the_repaired_text_are_kept(tmp_path: Path) -> None:
    dump = tmp_path / "dump.txt"
    dump.write_text("المادة الأولى من القانون", "utf-8")
    made = dict(frozen.outputs(dump))
    assert set(made) == {"document.json", "findings.json", "repaired.txt", "text.txt", "words.json"}
    assert [word for block in json.loads(made["words.json"]) for word, _ in block] == dump.read_text("utf-8").split()


def test_healing_gives_the_same_bytes_again(kept: Path) -> None:
    made = dict(frozen.outputs(FIXTURES / "pdf" / "honest.pdf"))
    assert made["healed.json"] == (kept / "fixtures/pdf/honest.pdf/healed.json").read_text("utf-8")


@pytest.mark.parametrize(("seconds", "patience"), [(1, 600), (100, 0.001)])
def test_a_process_that_takes_too_long_is_an_output(
    seconds: int, patience: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frozen, "PATIENCE", patience)
    frozen.frozen(FIXTURES / "text" / "ctoc-cop-wg7-2020-4.txt", tmp_path / "out", seconds)
    assert json.loads((tmp_path / "out" / ERROR).read_text("utf-8")) == {"error": "timeout"}


def test_what_differs_is_listed(kept: Path, tmp_path: Path) -> None:
    assert list(compare(kept, kept, [])) == []
    (tmp_path / TABLE).write_text((kept / TABLE).read_text("utf-8").replace("\tdocument.json\t", "\tdocument.json\tx"))
    name = "fixtures/pdf/honest.pdf/document.json"
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text((kept / name).read_text("utf-8").replace('"engine": "warraq"', '"engine": "other"'))
    differences = list(compare(kept, tmp_path, []))
    assert differences == [f"{name}: differs", "    .source.engine: warraq -> other", "    places: 1"]
    assert list(compare(kept, tmp_path, ["fixtures/text"])) == []


def test_what_was_not_read_differs(kept: Path, tmp_path: Path) -> None:
    assert list(compare(kept, tmp_path, ["fixtures/text"])) == [f"fixtures/text/bad/empty.txt: not in {tmp_path}"]
    assert list(compare(tmp_path, kept, ["fixtures/text"])) == [f"fixtures/text/bad/empty.txt: not in {tmp_path}"]


def test_an_error_that_is_new_is_shown(kept: Path, tmp_path: Path) -> None:
    name = "fixtures/pdf/bad/scan.pdf"
    (tmp_path / TABLE).write_text(f"{name}\ttext.txt\tx\t1\n")
    error = '{"error": "NoTextLayer", "exit_code": 7, "message": "the pages hold images or outlines, and no text"}'
    expected = [f"{name}/{ERROR}: only in {kept}", f"    {error}", f"{name}/text.txt: only in {tmp_path}"]
    assert list(compare(tmp_path, kept, [name])) == expected


def test_the_command_fails_where_anything_differs(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for new, code, said in ((kept, 0, "the same"), (tmp_path, 1, "not in")):
        monkeypatch.setattr(sys, "argv", ["frozen", "compare", str(kept), str(new)])
        with pytest.raises(SystemExit) as raised:
            frozen.main()
        assert raised.value.code == code
        assert said in capsys.readouterr().out


def test_places_of_json_and_of_words() -> None:
    old, new = {"a": [1, {"b": 0.5}], "c": 1}, {"a": [1, {"b": 0.25}, 2], "c": 1}
    assert list(json_differences(old, new)) == [(".a[1].b", 0.5, 0.25), (".a[2]", None, 2)]
    assert list(word_differences("one two\nthree", "one too\nthree")) == [("word 1", "two", "too")]
    assert list(word_differences("one two", "one  two")) == [("word 1", "", "")]


def test_inputs_are_named_from_the_folder_on(tmp_path: Path) -> None:
    for name in ("in/a.pdf", "in/b.md", "in/truth/a.txt", "in/deep/c.TXT", "in/d.pdf"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    assert list(inputs([tmp_path / "in"])) == ["in/a.pdf", "in/d.pdf", "in/deep/c.TXT"]
    assert list(inputs([tmp_path / "in" / "b.md"])) == ["b.md"]
    assert chosen(inputs([tmp_path / "in"]), ["in/deep", "in/d.pdf"]) == ["in/d.pdf", "in/deep/c.TXT"]
    with pytest.raises(ValueError, match="the same name"):
        inputs([tmp_path / "in", tmp_path / "in"])
