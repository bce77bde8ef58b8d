"""The API: a document is given, read, corrected, healed and removed; what it shouldn't do it refuses."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from starlette.testclient import TestClient

from benchmarks.structure_golden import FIXTURES
from tests.fresh_process import printed
from tests.ocr.scans import engine
from warraq import Document, check
from warraq.config import DEFAULT, Ocr
from warraq.serve.app import application
from warraq.serve.jobs import MOST, Jobs

LAW = FIXTURES / "pdf" / "law-damaged.pdf"
SCAN = FIXTURES / "pdf" / "bad" / "scan.pdf"
LOCKED = FIXTURES / "pdf" / "bad" / "encrypted.pdf"


@pytest.fixture
def client(jobs: Jobs) -> Iterator[TestClient]:
    """What calls a server from this machine."""
    with TestClient(application(jobs), base_url="http://localhost") as made:
        yield made


def given(client: TestClient, file: Path, **headers: str) -> str:
    """The id of a document that was given."""
    answer = client.post("/api/documents", params={"name": file.name}, content=file.read_bytes(), headers=headers)
    assert answer.status_code == 202, answer.text
    return str(answer.json()["id"])


def read(client: TestClient, id: str) -> dict[str, Any]:
    """The status of a document once it was read."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        status: dict[str, Any] = client.get(f"/api/documents/{id}").json()
        if status["state"] in ("done", "failed"):
            return status
        time.sleep(0.05)
    raise AssertionError("it takes too long")


def test_a_scan_is_read_shown_and_healed_where_the_server_reads_pictures(tmp_path: Path) -> None:
    engine()
    for mode, state in (("never", "failed"), ("auto", "done")):
        jobs = Jobs(ocr=Ocr(mode))
        with TestClient(application(jobs), base_url="http://localhost") as client:
            id = given(client, SCAN)
            status = read(client, id)
            assert status["state"] == state
            if state == "failed":
                assert status["error"]["kind"] == "NoTextLayer"
                continue
            assert "المخطوطات" in client.get(f"/api/documents/{id}/as/text").text
            assert "المخطوطات" in client.get(f"/api/documents/{id}/proof").text
            (tmp_path / "healed.pdf").write_bytes(client.get(f"/api/documents/{id}/healed").content)
    with pypdfium2.PdfDocument(tmp_path / "healed.pdf") as file:
        assert "المخطوطات" in file[0].get_textpage().get_text_range()


def test_a_document_is_read_and_given_in_every_format(client: TestClient, jobs: Jobs) -> None:
    id = given(client, LAW)
    status = read(client, id)
    assert (status["state"], status["pdf"], status["name"], status["error"]) == ("done", True, LAW.name, None)
    assert status["summary"]["pages"] == 2 and status["summary"]["words"] > 200
    document = Document.from_json(client.get(f"/api/documents/{id}/as/json").content)
    assert document.source.file == LAW.name
    assert "words" not in json.dumps(document.to_dict()["pages"])
    assert Document.from_json(client.get(f"/api/documents/{id}/as/json", params={"words": True}).content).words
    markdown = client.get(f"/api/documents/{id}/as/markdown")
    assert markdown.text == document.to_markdown()
    assert markdown.headers["content-disposition"].endswith("law-damaged.pdf.md")
    assert client.get(f"/api/documents/{id}/as/docx").status_code == 404
    assert "<title>Proof of law-damaged.pdf" in client.get(f"/api/documents/{id}/proof").text
    healed = client.get(f"/api/documents/{id}/healed", params={"tags": True})
    assert check(healed.content).route == "keep"
    assert "/StructTreeRoot" in pikepdf.open(BytesIO(healed.content)).Root
    folder = jobs.get(id).folder  # type: ignore[union-attr]
    assert folder.stat().st_mode & 0o77 == 0
    assert client.delete(f"/api/documents/{id}").status_code == 204
    assert client.get(f"/api/documents/{id}").status_code == 404 and not folder.exists()


def test_corrections_are_applied_one_after_the_other_and_taken_back(client: TestClient) -> None:
    id = given(client, LAW)
    read(client, id)
    document = Document.from_json(client.get(f"/api/documents/{id}/as/json", params={"words": True}).content)
    word = next(word for word in document.words if word.node == "art-1")
    assert word.bbox
    left, top, right, bottom = word.bbox
    middle = [(left + right) / 2, (top + bottom) / 2]
    texts = [word.text, "ابتسامة", "تجربة"]
    for was, text in pairwise(texts):
        said = {"page": word.page, "at": middle, "was": was, "text": text}
        sent = {"warraq_corrections": 1, "sha256": document.source.sha256, "glyphs": [], "words": [said]}
        assert client.post(f"/api/documents/{id}/corrections", json=sent).status_code == 202
        read(client, id)
        assert text in client.get(f"/api/documents/{id}/as/text").text
    assert client.get(f"/api/documents/{id}").json()["corrections"] == 1
    assert len(client.get(f"/api/documents/{id}/corrections").json()["words"]) == 1
    foreign = client.post(f"/api/documents/{id}/corrections", json={**sent, "sha256": "0" * 64})
    assert foreign.status_code == 422 and client.post(f"/api/documents/{id}/corrections", json={}).status_code == 422
    client.delete(f"/api/documents/{id}/corrections")
    assert read(client, id)["corrections"] == 0
    assert texts[2] not in client.get(f"/api/documents/{id}/as/text").text


def test_what_cannot_be_read_says_why_and_a_password_opens(client: TestClient) -> None:
    status = read(client, given(client, LOCKED))
    assert status["state"] == "failed" and status["error"]["kind"] == "EncryptedPdf" and status["error"]["help"]
    assert client.get(f"/api/documents/{status['id']}/as/json").status_code == 409
    status = read(client, given(client, LOCKED, **{"X-Password": "warraq"}))
    assert status["state"] == "done"
    assert client.get(f"/api/documents/{status['id']}/healed").status_code == 200


def test_a_text_has_a_sheet_and_is_corrected(client: TestClient, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("وقرر الفريق العامل أن يواصل النظر في مسألة التعاون\n", encoding="utf-8")
    id = given(client, path)
    assert read(client, id)["pdf"] is False
    assert "الفريق العامل" in client.get(f"/api/documents/{id}/as/text").text
    assert "<title>Proof of a.txt" in client.get(f"/api/documents/{id}/proof").text
    assert client.get(f"/api/documents/{id}/healed").status_code == 404
    for text in ("المؤتمر", "الاجتماع"):  # the last correction of a word counts
        entry = {"line": 1, "word": 2, "was": "الفريق", "text": text}
        sent = {"warraq_corrections": 1, "dump_words": [entry]}
        assert client.post(f"/api/documents/{id}/corrections", json=sent).status_code == 202
        assert read(client, id)["corrections"] == 1
        assert f"وقرر {text} العامل" in client.get(f"/api/documents/{id}/as/text").text
    assert client.get(f"/api/documents/{id}/as/hocr").status_code == 409


def test_other_pages_and_other_names_are_refused(client: TestClient) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost@evil.example:8017", "[", ""):
        refused = client.get("/", headers={"Host": host})
        assert refused.status_code == 400 and "--allow-host" in refused.json()["detail"]["help"]
        assert refused.headers["x-content-type-options"] == "nosniff"
    for host in ("LOCALHOST:8017", "127.0.0.1", "[::1]:8017"):
        assert client.get("/", headers={"Host": host}).status_code == 200
    for method, path in (("POST", "/api/documents"), ("DELETE", "/api/documents/x")):
        for origin in ("http://evil.example", "null", "http://localhost:1"):
            assert client.request(method, path, headers={"Origin": origin}).status_code == 403
    same = client.request("DELETE", "/api/documents/x", headers={"Origin": "http://localhost"})
    assert same.status_code == 404 and same.json()["detail"]["message"]
    answer = client.get("/")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_the_limits_of_files_pages_and_time_are_kept() -> None:
    for limits, kind in (
        (replace(DEFAULT.limits, pages=1), "LimitExceeded"),
        (replace(DEFAULT.limits, seconds_per_document=0.05), "LimitExceeded"),
    ):
        jobs = Jobs(limits)
        with TestClient(application(jobs), base_url="http://localhost") as client:
            assert read(client, given(client, LAW))["error"]["kind"] == kind
    jobs = Jobs(replace(DEFAULT.limits, file_bytes=100))
    with TestClient(application(jobs), base_url="http://localhost") as client:
        assert client.post("/api/documents", content=b"x" * 101).status_code == 413
        assert client.get("/api/documents").json() == []


def test_nothing_is_left_behind_unless_it_is_kept(tmp_path: Path) -> None:
    jobs = Jobs(seconds=0.2)
    with TestClient(application(jobs), base_url="http://localhost") as client:
        id = given(client, LAW)
        read(client, id)
        time.sleep(0.3)
        assert client.get("/api/documents").json() == []
        id = given(client, LAW)
        folder = jobs.get(id).folder  # type: ignore[union-attr]
    assert not folder.parent.exists()
    with TestClient(application(Jobs(keep=tmp_path / "kept")), base_url="http://localhost") as client:
        read(client, given(client, LAW))
    assert list((tmp_path / "kept").glob("*/document.json"))


def test_no_more_than_so_many_documents_are_taken(client: TestClient, jobs: Jobs) -> None:
    for _ in range(MOST):
        jobs.new("a.pdf", None)
    assert client.post("/api/documents", content=b"x").status_code == 429


def test_no_more_corrections_are_taken_than_so_many(client: TestClient) -> None:
    id = given(client, LAW)
    read(client, id)
    assert client.post(f"/api/documents/{id}/corrections", content=b" " * ((1 << 24) + 1)).status_code == 413


def test_what_is_removed_while_it_is_read_is_gone(client: TestClient, jobs: Jobs) -> None:
    id = given(client, FIXTURES / "pdf" / "report-tables-damaged.pdf")
    job = jobs.get(id)
    assert job is not None
    while job.state != "reading" or not job.stage:
        time.sleep(0.01)
    client.delete(f"/api/documents/{id}")
    time.sleep(0.2)
    assert not job.folder.exists() and job.failure is not None


def test_modules_beside_files_are_not_loaded(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("numpy", "json", "warraq"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'run')!r}, 'w')\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    id = given(client, LAW)
    assert read(client, id)["state"] == "done"
    assert client.get(f"/api/documents/{id}/healed").status_code == 200
    assert not (tmp_path / "run").exists()


def test_openapi_describes_every_path(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.")
    operations = [operation for path in described["paths"].values() for operation in path.values()]
    assert len(operations) >= 10
    assert all(operation.get("description") for operation in operations)
    paths = described["paths"]
    assert set(paths["/api/documents/{id}/healed"]["get"]["responses"]["200"]["content"]) == {"application/pdf"}
    assert "requestBody" in paths["/api/documents"]["post"]
    assert "requestBody" in paths["/api/documents/{id}/corrections"]["post"]
    refused = paths["/api/documents/{id}"]["get"]["responses"]["404"]["content"]["application/json"]["schema"]
    assert refused == {"$ref": "#/components/schemas/Refusal"}


def test_the_library_loads_nothing_of_it() -> None:
    code = "import sys, warraq, warraq.cli; print([name for name in ('fastapi', 'uvicorn') if name in sys.modules])"
    assert printed(code) == "[]\n"
