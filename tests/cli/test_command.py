"""The command: what goes to stdout, what to stderr, and which exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks.structure_golden import FIXTURES
from warraq import cli, run
from warraq.cli.command import Command
from warraq.cli.exit_codes import INTERRUPTED
from warraq.emit.formats.forms import FORMS
from warraq.emit.formats.json import published_schema, to_json
from warraq.errors import DamagedPdf
from warraq.model.document import Document, Metadata, Node, Source

DOCUMENT = Document(
    source=Source(file="a.pdf", sha256="0" * 64, pages=1, engine="test"),
    metadata=Metadata(language="ar"),
    body=(Node(kind="paragraph", id="par-1", number="1", text="نص"),),
)


def call(*arguments: str) -> int:
    """Run the command in this process and give its exit code."""
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    code = caught.value.code
    return code if isinstance(code, int) else 0 if code is None else 1


@pytest.fixture
def extracting(monkeypatch: pytest.MonkeyPatch) -> None:
    """``run.extract`` gives ``DOCUMENT``, but finds a file called bad.pdf damaged."""

    def extract(path: Path, **_: object) -> Document:
        if path.name == "bad.pdf":
            raise DamagedPdf("half of it is missing", where=str(path))
        return DOCUMENT

    monkeypatch.setattr(run, "extract", extract)


@pytest.mark.usefixtures("extracting")
@pytest.mark.parametrize("out", [(), ("-o", "-")])
def test_data_goes_to_stdout_alone(
    out: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("extract", "a.pdf", *out) == 0
    assert list(tmp_path.iterdir()) == []
    captured = capsys.readouterr()
    assert captured.out == to_json(DOCUMENT)
    assert captured.err == ""


def test_a_repaired_text_goes_to_stdout_for_a_dash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("نص سليم\n", encoding="utf-8")
    assert call("repair", "a.txt", "-o", "-") == 0
    assert capsys.readouterr().out == "نص سليم\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.usefixtures("extracting")
@pytest.mark.parametrize(
    ("form", "name", "start"),
    [
        ("json", "a.pdf.json", "{"),
        ("jsonl", "a.pdf.jsonl", '{"kind"'),
        ("markdown", "a.pdf.md", "1\\-"),
        ("text", "a.pdf.txt", "1- نص"),
    ],
)
def test_formats_and_a_folder_that_is_made(form: str, name: str, start: str, tmp_path: Path) -> None:
    assert call("extract", "a.pdf", "--format", form, "--out", f"{tmp_path}/new/") == 0
    assert (tmp_path / "new" / name).read_text(encoding="utf-8").startswith(start)


@pytest.mark.usefixtures("extracting")
def test_several_files_go_on_after_a_bad_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("extract", "a.pdf", "bad.pdf", "b.pdf", "-o", str(tmp_path)) == DamagedPdf.exit_code
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf.json", "b.pdf.json"]
    assert "bad.pdf: half of it is missing" in capsys.readouterr().err


@pytest.mark.usefixtures("extracting")
def test_several_files_need_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("extract", "a.pdf", "b.pdf") == 2
    (tmp_path / "file").write_text("x")
    assert call("extract", "a.pdf", "b.pdf", "-o", str(tmp_path / "file")) == 2
    assert "--out" in capsys.readouterr().err


def test_a_fault_of_ours_is_one_line_and_not_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def extract(path: Path, **_: object) -> Document:
        raise ZeroDivisionError("one by nothing")

    monkeypatch.setattr(run, "extract", extract)
    monkeypatch.delenv("WARRAQ_DEBUG", raising=False)
    assert call("extract", "a.pdf", "-o", str(tmp_path / "a.json")) == 70
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_diff_against_itself_against_another_and_against_floors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    golden, got, floors = tmp_path / "golden", tmp_path / "got", tmp_path / "floors.json"
    for folder in (golden, got):
        folder.mkdir()
        (folder / "a.pdf.json").write_text(to_json(DOCUMENT), encoding="utf-8")
    assert call("diff", str(golden), str(got)) == 0
    other = replace(DOCUMENT, body=(Node(kind="paragraph", id="par-1", number="1", text="شيء آخر"),))
    (got / "a.pdf.json").write_text(to_json(other), encoding="utf-8")
    assert call("diff", str(golden), str(got)) == 1
    assert "[-نص-]{+شيء آخر+}" in capsys.readouterr().out
    floors.write_text(json.dumps({"a.pdf": {"wer": 1.0, "structure_f1": 1.0}}))
    assert call("diff", str(golden), str(got), "--floors", str(floors)) == 0
    floors.write_text(json.dumps({"a.pdf": {"wer": 0.5, "structure_f1": 1.0}}))
    assert call("diff", str(golden), str(got), "--floors", str(floors)) == 1
    assert "worse: wer is 1, and has been 0.5" in capsys.readouterr().out


def test_diff_of_what_is_not_there(tmp_path: Path) -> None:
    assert call("diff", str(tmp_path), str(tmp_path)) == 2
    assert call("diff", str(tmp_path / "a.json"), str(tmp_path / "b.json")) == 3


def test_schema_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("schema") == 0
    assert capsys.readouterr().out == published_schema()
    assert call("version") == 0
    assert "schema 1.0" in capsys.readouterr().out


def test_help_teaches_and_loads_nothing_heavy() -> None:
    script = (
        "import sys; sys.argv = ['warraq', '--help']\n"
        "from warraq.cli import main\n"
        "try: main()\n"
        "finally: print([m for m in ('numpy', 'pydantic', 'pdfplumber', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "warraq extract report.pdf" in done.stdout
    assert "exit codes" in done.stdout
    assert done.stdout.rstrip().endswith("[]")


@pytest.mark.parametrize(
    ("name", "code", "word"),
    [
        ("pdf/bad/empty.pdf", 3, "empty"),
        ("pdf/bad/not-a-pdf.pdf", 4, "header"),
        ("pdf/bad/truncated.pdf", 5, "structure"),
        ("pdf/bad/encrypted.pdf", 6, "--password"),
        ("pdf/bad/scan.pdf", 7, "OCR"),
        ("pdf/bad/english.pdf", 8, "--force"),
        ("text/bad/empty.txt", 3, "empty"),
        ("text/bad/not-utf8.txt", 9, "iconv"),
        ("pdf/bad/missing.pdf", 3, "No such file"),
    ],
)
def test_bad_input_has_a_message_a_hint_and_its_own_code(name: str, code: int, word: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "warraq", "extract", str(FIXTURES / name), "-o", str(tmp_path / "out.json")]
    done = subprocess.run([*command, "--ocr", "never"], capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert word in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_the_right_password_opens(tmp_path: Path) -> None:
    encrypted = str(FIXTURES / "pdf" / "bad" / "encrypted.pdf")
    assert call("extract", encrypted, "--password", "wrong", "-o", str(tmp_path / "a.json")) == 6
    assert call("extract", encrypted, "--password", "warraq", "-q", "-o", str(tmp_path / "a.json")) == 0


def test_force_takes_a_document_without_arabic(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("extract", str(FIXTURES / "pdf" / "bad" / "english.pdf"), "--force", "-q", "-f", "text") == 0
    assert "manuscripts" in capsys.readouterr().out


def test_fonts_are_kept_only_in_a_folder_that_was_asked_for(tmp_path: Path) -> None:
    fixture, kept = str(FIXTURES / "pdf" / "honest-no-map.pdf"), tmp_path / "fonts"
    printed = []
    for extra in ((), ("--font-cache", str(kept)), ("--font-cache", str(kept))):
        out = tmp_path / "out.json"
        assert call("extract", "--quiet", fixture, "-o", str(out), *extra) == 0
        printed.append(json.loads(out.read_text("utf-8")))
    notes = [[f for f in document.pop("findings") if f["fault"] == "font_from_cache"] for document in printed]
    assert [bool(note) for note in notes] == [False, False, True]
    assert printed[0] == printed[1] == printed[2]


def test_a_batch_sends_its_workers_the_folder_of_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from warraq.batch import Settings

    seen: list[Settings] = []

    def run_archive(names: object, out: Path, settings: Settings, *_: object, **__: object) -> SimpleNamespace:
        seen.append(settings)
        return SimpleNamespace(failed=0, failed_before=0)

    monkeypatch.setattr("warraq.batch.run_archive", run_archive)
    assert call("batch", str(tmp_path), "-o", str(tmp_path / "out"), "--quiet", "--font-cache", "fonts") == 0
    assert seen[0].config.font_cache == str(Path("fonts").absolute())
    assert seen[0].fingerprint != Settings().fingerprint


@pytest.mark.parametrize("command", cli.COMMANDS, ids=lambda command: command.name)
def test_each_command_tells_what_it_takes(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    others = [other.name for other in cli.COMMANDS]  # as files may be called
    assert call(command.name, "--help", *others) == 0
    said = capsys.readouterr().out
    assert f"usage: warraq {command.name} [-h]" in said
    assert command.help in said
    assert "exit codes" in said


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("-h") == 0
    said = capsys.readouterr().out
    assert all(f"  {command.name:11}{command.summary}\n" in said for command in cli.COMMANDS)
    assert call() == 2
    assert capsys.readouterr() == ("", said)


def test_what_is_wrong_with_a_call_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    for wrong, said in (
        (("nothing",), ("nothing", "extract", "version")),
        (("--",), ("command",)),
        (("extract",), ("FILE",)),
        (("extract", "a.pdf", "--format", "nothing"), ("--format", "nothing", *FORMS)),
        (("extract", "a.pdf", "--form", "text"), ("--form",)),
        (("extract", "a.pdf", "--out"), ("--out",)),
        (("heal", "a.pdf"), ("--out", "--in-place")),
        (("review", "a.pdf"), ("--out",)),
        (("batch", "a", "-o", "out", "-j-1"), ("--workers", "-1")),
        (("batch", "a", "-o", "out", "--time-limit", "nan"), ("--time-limit", "nan")),
        (("batch", "a", "-o", "out", "--memory-limit", "much"), ("--memory-limit", "much")),
        (("diff", "a.json", "b.json", "--limit", "x"), ("--limit", "x")),
    ):
        assert call(*wrong) == 2
        out, err = capsys.readouterr()
        assert out == "" and all(word in err for word in said), wrong


@pytest.mark.usefixtures("extracting")
def test_files_and_options_stand_in_any_order(tmp_path: Path) -> None:
    for number, arguments in enumerate(
        (
            ("a.pdf", "b.pdf", "-q", "-f", "text", "-o", "{}"),
            ("-qf", "text", "a.pdf", "-o{}", "b.pdf"),
            ("--out={}", "--format=text", "--quiet", "--", "a.pdf", "b.pdf"),
        )
    ):
        out = tmp_path / str(number)
        assert call("extract", *(argument.format(f"{out}/") for argument in arguments)) == 0
        assert sorted(path.name for path in out.iterdir()) == ["a.pdf.txt", "b.pdf.txt"]


@pytest.mark.parametrize("given", ["a", "-a", ""])
def test_the_password_comes_from_the_environment_or_the_option(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str | None] = []

    def extract(path: Path, *, password: str | None, **_: object) -> Document:
        seen.append(password)
        return DOCUMENT

    monkeypatch.setattr(run, "extract", extract)
    monkeypatch.setenv("WARRAQ_PASSWORD", given)
    assert call("extract", "a.pdf") == 0
    assert call("extract", "a.pdf", "--password=-b") == 0
    assert seen == [given or None, "-b"]


def test_an_interrupt_ends_it_without_a_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def extract(path: Path, **_: object) -> Document:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "extract", extract)
    assert call("extract", "a.pdf", "b.pdf", "-o", "out/") == INTERRUPTED
    assert capsys.readouterr() == ("", "")
