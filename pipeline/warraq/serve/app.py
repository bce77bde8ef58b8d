"""The application: an API, described by OpenAPI at ``/api/openapi.json``, and a page that uses it."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import quote, unquote, urlsplit

from fastapi import Depends, FastAPI, Header, HTTPException, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response
from pydantic import BaseModel

from warraq import __version__
from warraq.decipher.corrections import FORMAT, VERSION, corrections_in
from warraq.emit.formats.forms import FORMS
from warraq.emit.formats.json import read_document
from warraq.emit.translation import LANGUAGES, translations
from warraq.emit.whole import write_whole
from warraq.errors import UsageError, WarraqError
from warraq.serve import worker
from warraq.serve.jobs import Job, Jobs

#: Names of this machine by which its own browser may call it.
LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
#: Bytes of corrections that are sent.
_CORRECTIONS: Final = 1 << 24
#: What every answer says: nothing is kept, nothing is loaded from elsewhere, no other page may frame it.
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
#: The proof sheet names its own script and style; it runs apart from the page that shows it.
_SHEET: Final = {
    "Content-Security-Policy": "sandbox allow-scripts allow-downloads allow-modals; frame-ancestors 'self'"
}
_TYPES: Final = {"html": "text/html", "css": "text/css", "js": "text/javascript"}


#: The parts of a file of corrections, and what each entry corrects.
_PLACES: Final[dict[str, Callable[[dict[str, Any]], object]]] = {
    "glyphs": lambda entry: (entry["program"], entry["code"]),
    "words": lambda entry: (entry["page"], *entry["at"]),
    "dump_words": lambda entry: (entry["line"], entry["word"]),
}


class Problem(BaseModel):
    """Why something can't be done: the class of the error, a sentence, and what to do about it."""

    kind: str
    message: str
    exit_code: int
    help: str


class Refusal(BaseModel):
    """An answer that isn't what was asked for."""

    detail: Problem


class Summary(BaseModel):
    """What was read, and how far it can be trusted."""

    title: str | None
    pages: int | None
    words: int
    uncertain: int
    confidence: float
    needs_review: bool
    reasons: list[str]


class Status(BaseModel):
    """A document, and how far it is. ``total`` is 0 where nobody knows; ``pdf``: it can be healed."""

    id: str
    name: str
    state: Literal["waiting", "reading", "done", "failed"]
    stage: str
    done: int
    total: int
    pdf: bool
    corrections: int
    error: Problem | None
    summary: Summary | None


def application(jobs: Jobs, *, hosts: tuple[str, ...] = ()) -> FastAPI:
    """The application over some documents, which it closes with itself.

    Args:
        hosts: names beside those of this machine by which it may be called.
    """

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(jobs.close)

    app = FastAPI(
        title="warraq",
        version=__version__,
        description="Arabic PDFs with a broken text layer, turned into text and structure.",
        openapi_url="/api/openapi.json",
        docs_url=None,  # they would load scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
    )
    app.middleware("http")(_guard(frozenset(host.lower() for host in (*LOOPBACK, *hosts))))
    _add_documents(app, jobs)
    _add_results(app, jobs)
    _add_pages(app)
    return app


_Answer = Callable[[Request], Awaitable[Response]]


def _guard(hosts: frozenset[str]) -> Callable[[Request, _Answer], Awaitable[Response]]:
    """Refuses names of other places, which may lead here (DNS rebinding), and changes that their pages ask for; every
    answer has the headers."""

    async def guarded(request: Request, answer: _Answer) -> Response:
        refusal = _refusal(request, hosts)
        response = await answer(request) if refusal is None else refusal
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return guarded


def _refusal(request: Request, hosts: frozenset[str]) -> Response | None:
    """What is said where the server isn't called by its name, or by a page of another place; else None."""
    host = request.headers.get("host", "")
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        name = None
    if name not in hosts:
        problem = _problem(400, "UsageError", "this server has another name", "Start it with --allow-host NAME.")
    else:
        origin = request.headers.get("origin")
        if origin is None or request.method in ("GET", "HEAD") or origin.partition("://")[2] == host:
            return None
        problem = _problem(403, "UsageError", "a page of another place asked for it")
    return JSONResponse({"detail": problem.detail}, problem.status_code)


def _problem(status: int, kind: str, message: str, help: str = "", code: int = 2) -> HTTPException:
    return HTTPException(status, Problem(kind=kind, message=message, exit_code=code, help=help).model_dump())


def _failed(status: int, error: WarraqError) -> HTTPException:
    return _problem(status, type(error).__name__, error.message, error.help, error.exit_code)


def _summary(job: Job) -> Summary | None:
    path = job.folder / worker.DOCUMENT
    if job.state != "done" or not path.exists():
        return None
    document = read_document(path)
    quality = document.quality
    return Summary(
        title=document.metadata.title,
        pages=document.source.pages,
        words=quality.words,
        uncertain=quality.uncertain,
        confidence=quality.confidence,
        needs_review=quality.needs_review,
        reasons=list(quality.reasons),
    )


def _facts(job: Job) -> Summary | None:
    """What is said of a document, once it was read."""
    if job.facts is None:
        job.facts = _summary(job)
    facts: Summary | None = job.facts
    return facts


def _is_pdf(facts: Summary | None) -> bool:
    """Whether it has pages; a text has none that are counted."""
    return facts is not None and facts.pages is not None


def _status(job: Job) -> Status:
    failure = job.failure
    facts = _facts(job)
    return Status(
        id=job.id,
        name=job.name,
        state=job.state,
        stage=job.stage,
        done=job.done,
        total=job.total,
        pdf=_is_pdf(facts),
        corrections=sum(map(len, _corrections(job).values())),
        error=None
        if failure is None
        else Problem(kind=failure.kind, message=failure.message, exit_code=failure.exit_code, help=failure.help),
        summary=facts,
    )


def _finder(jobs: Jobs) -> Callable[[str], Job]:
    def find(id: str) -> Job:
        job = jobs.get(id)
        if job is None:
            raise _problem(404, "NotReadable", "there is no such document", "It may have been removed.")
        return job

    return find


async def _sent(request: Request, most: int, help: str = "") -> AsyncIterator[bytes]:
    """What is sent, piece by piece; 413 where it is more than ``most`` bytes."""
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            raise _problem(413, "LimitExceeded", f"it has more than {most:,} bytes", help, 10)
        yield chunk


def _body(about: str, kind: str, schema: dict[str, str]) -> dict[str, Any]:
    """What OpenAPI says of a request whose body is read here."""
    return {"requestBody": {"required": True, "description": about, "content": {kind: {"schema": schema}}}}


#: A file as OpenAPI describes it.
_FILE: Final = {"type": "string", "format": "binary"}


def _answers(*refusals: int, kind: str | None = None) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of answers: why something is refused, and a file of this kind where it isn't."""
    answers: dict[int | str, dict[str, Any]] = {
        status: {"model": Refusal, "description": _REFUSALS[status]} for status in refusals
    }
    if kind is not None:
        answers[200] = {"description": "the file", "content": {kind: {"schema": _FILE}}}
    return answers


_REFUSALS: Final = {
    404: "there is no such document, or it has no such thing",
    409: "it isn't read yet, or couldn't be",
    413: "more bytes than are taken",
    422: "it can't be done with this document; the problem says why",
    429: "there are too many documents",
}


def _add_documents(app: FastAPI, jobs: Jobs) -> None:
    find = _finder(jobs)

    @app.get("/api/documents", tags=["documents"])
    def documents() -> list[Status]:
        """Every document that was given and not removed."""
        return [_status(job) for job in jobs.all()]

    @app.post(
        "/api/documents",
        status_code=202,
        tags=["documents"],
        openapi_extra=_body("A PDF, or UTF-8 text.", "application/octet-stream", _FILE),
        responses=_answers(413, 429),
    )
    async def give(
        request: Request,
        name: Annotated[str, Query(description="what the file is called")] = "document.pdf",
        x_password: Annotated[str | None, Header(description="of an encrypted PDF, percent-encoded")] = None,
    ) -> Status:
        """Give a document to be read. It is read in a process of its own; ask for it until its state is `done`."""
        try:
            job = jobs.new(name, unquote(x_password) if x_password else None)
        except UsageError as error:
            raise _failed(429, error) from error
        try:
            with (job.folder / worker.INPUT).open("wb") as out:
                async for piece in _sent(request, jobs.limits.file_bytes, "Raise --max-mib."):
                    out.write(piece)
        except BaseException:
            jobs.remove(job)
            raise
        jobs.read(job)
        return _status(job)

    @app.get("/api/documents/{id}", tags=["documents"], responses=_answers(404))
    def document(job: Annotated[Job, Depends(find)]) -> Status:
        """How far a document is, and what came of it."""
        return _status(job)

    @app.delete("/api/documents/{id}", status_code=204, tags=["documents"], responses=_answers(404))
    def remove(job: Annotated[Job, Depends(find)]) -> None:
        """Remove a document with all that was made of it."""
        jobs.remove(job)

    _add_corrections(app, jobs)


def _add_corrections(app: FastAPI, jobs: Jobs) -> None:
    find = _finder(jobs)

    def read(id: str) -> Job:
        job = find(id)
        if job.state != "done":
            raise _problem(409, "UsageError", "only what was read can be corrected")
        return job

    about = "What the proof sheet saves."
    extra = _body(about, "application/json", {"type": "object"})
    path, answers = "/api/documents/{id}/corrections", _answers(404, 409, 413, 422)

    @app.post(path, status_code=202, tags=["corrections"], openapi_extra=extra, responses=answers)
    async def correct(job: Annotated[Job, Depends(read)], request: Request) -> Status:
        """Apply what the proof sheet saves, after what was applied before, and read the document anew."""
        content = b"".join([piece async for piece in _sent(request, _CORRECTIONS)])
        try:
            await run_in_threadpool(_merge, job, content)
        except WarraqError as error:
            raise _failed(422, error) from error
        jobs.read(job)
        return _status(job)

    @app.delete(path, status_code=202, tags=["corrections"], responses=_answers(404, 409))
    def uncorrect(job: Annotated[Job, Depends(read)]) -> Status:
        """Read the document anew without any corrections."""
        (job.folder / worker.CORRECTIONS).unlink(missing_ok=True)
        jobs.read(job)
        return _status(job)

    @app.get(path, tags=["corrections"], responses=_answers(404))
    def corrections(job: Annotated[Job, Depends(find)]) -> dict[str, Any]:
        """The corrections that were applied, as `warraq extract --corrections` takes them."""
        return {FORMAT: VERSION, "sha256": "", **_corrections(job)}


def _merge(job: Job, content: bytes) -> None:
    """Keep corrections with those applied before. Raises WarraqError where they are none, or another file's."""
    given = corrections_in(content, "corrections")
    if given.sha256 not in ("", read_document(job.folder / worker.DOCUMENT).source.sha256):
        raise UsageError("these are corrections of another file")
    before, sent = _corrections(job), json.loads(content)
    merged = {
        part: [*_kept(before[part], sent.get(part, []), place), *sent.get(part, [])] for part, place in _PLACES.items()
    }
    text = json.dumps({FORMAT: VERSION, "sha256": given.sha256, **merged})
    if len(text) > 4 * _CORRECTIONS:
        raise UsageError("there are too many corrections")
    write_whole(text, job.folder / worker.CORRECTIONS)


def _corrections(job: Job) -> dict[str, list[Any]]:
    """What was applied so far."""
    path = job.folder / worker.CORRECTIONS
    known = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return {part: known.get(part, []) for part in _PLACES}


def _kept(before: list[Any], sent: list[Any], place: Callable[[dict[str, Any]], object]) -> list[Any]:
    """Of corrections that were applied before those that are not corrected again: the last one counts."""
    places = {place(entry) for entry in sent}
    return [entry for entry in before if place(entry) not in places]


def _add_results(app: FastAPI, jobs: Jobs) -> None:
    find = _finder(jobs)

    def read(id: str) -> Job:
        job = find(id)
        if job.state != "done":
            raise _problem(409, "UsageError", "it isn't read yet" if job.failure is None else job.failure.message)
        return job

    any_file = _answers(404, 409, kind="application/octet-stream")

    @app.get("/api/documents/{id}/as/{form}", tags=["results"], response_class=Response, responses=any_file)
    def written(job: Annotated[Job, Depends(read)], form: str, words: bool = False) -> Response:
        """The document in a format of `warraq extract --format`; `words` puts those of each page into `json`."""
        if form not in FORMS:
            raise _problem(404, "UsageError", f"there is no format {form}", f"The formats are {', '.join(FORMS)}.")
        options = {"words": words} if form == "json" else {}
        try:
            pieces = b"".join(FORMS[form].pieces(read_document(job.folder / worker.DOCUMENT), **options))
        except WarraqError as error:
            raise _failed(409, error) from error
        return Response(pieces, media_type="application/octet-stream", headers=_named(job.name + FORMS[form].ending))

    @app.get("/api/documents/{id}/proof", tags=["results"], response_class=HTMLResponse, responses=_answers(404, 409))
    def proof(job: Annotated[Job, Depends(read)], download: bool = False) -> FileResponse:
        """The proof sheet: page beside text, or line beside line of a text, to check and to correct."""
        headers = _named(f"{job.name}.proof.html") if download else {}
        return FileResponse(job.folder / worker.PROOF, media_type="text/html", headers=_SHEET | headers)

    pdf = _answers(404, 409, 422, kind="application/pdf")

    @app.get("/api/documents/{id}/healed", tags=["results"], response_class=FileResponse, responses=pdf)
    def healed(job: Annotated[Job, Depends(read)], tags: bool = False) -> FileResponse:
        """The PDF with a right text layer, with structure tags or without. It is made when it is asked for."""
        _want_pages(job)
        failure = jobs.heal(job, tags=tags)
        if failure is not None:
            raise _problem(422, failure.kind, failure.message, failure.help, failure.exit_code)
        headers = _named(f"{Path(job.name).stem}.healed.pdf")
        return FileResponse(job.folder / worker.HEALED, media_type="application/pdf", headers=headers)


def _want_pages(job: Job) -> None:
    if not _is_pdf(_facts(job)):
        raise _problem(404, "UsageError", "only a PDF has pages")


def _named(name: str) -> dict[str, str]:
    """The header that makes a file of this name of an answer."""
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}


def _add_pages(app: FastAPI) -> None:
    folder = resources.files("warraq.serve").joinpath("pages")

    def page(name: str) -> Response:
        return Response(folder.joinpath(name).read_bytes(), media_type=_TYPES[name.rpartition(".")[2]])

    for path, name in (("/", "index.html"), ("/app.css", "app.css"), ("/app.js", "app.js")):
        app.add_api_route(path, lambda name=name: page(name), include_in_schema=False)

    @app.get("/texts.json", include_in_schema=False)
    def texts() -> dict[str, dict[str, str]]:
        """What the page says, in every language."""
        return {language: translations(language) for language in LANGUAGES}
