"""The start page, the state of the service, and the files of the release."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.staticfiles import StaticFiles

from api.answers import GRAPHS, choose, written
from api.context import context
from api.pages import page
from api.problems import ProblemError
from verbanden.errors import VerbandenError

CATALOGUE = "catalogus.ttl"
_TYPES = {
    ".ttl": "text/turtle; charset=utf-8",
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".jsonld": "application/ld+json",
    ".jsonl": "application/jsonl",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".trig": "application/trig",
    ".zip": "application/zip",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".gz": "application/gzip",
}


def install(app: FastAPI) -> None:
    """Add the routes."""
    app.add_api_route("/", start, methods=["GET"], include_in_schema=False)
    app.add_api_route("/health", health, methods=["GET"], include_in_schema=False)
    app.add_api_route("/ready", ready, methods=["GET"], include_in_schema=False)
    app.add_api_route("/catalogus", catalogue, methods=["GET"], include_in_schema=False)
    app.add_api_route("/downloads", downloads, methods=["GET"], include_in_schema=False)
    app.add_api_route("/downloads/{bestand:path}", download, methods=["GET"], include_in_schema=False)
    app.mount("/static", StaticFiles(packages=[("api", "static")]), name="static")


def start(request: Request) -> Response:
    """Give the plain start page, with links to everything."""
    return page("start.html", request)


async def health() -> Response:
    """Tell that the process is alive, whatever the store does."""
    return JSONResponse({"status": "ok"})


def ready(request: Request) -> Response:
    """Tell whether questions can be answered, and from which release."""
    ctx = context(request)
    try:
        answers = bool(ctx.store.query(ctx.bind("rest/gereed")))
    except VerbandenError:
        answers = False
    if not answers:
        nl, en = "De opslag antwoordt niet, of is leeg.", "The store does not answer, or is empty."
        raise ProblemError("opslag-antwoordt-niet", nl, en, headers={"Retry-After": "10"})
    release = ctx.release
    return JSONResponse({"status": "gereed", "uitgave": release.naam, "datum": release.datum.isoformat()})


def catalogue(request: Request) -> Response:
    """Give the catalogue record of the release."""
    files = _files(request)
    path = files.get(CATALOGUE)
    if path is None:
        raise _no_file(CATALOGUE)
    accept = request.headers.get("accept", "")
    # A browser names text/html and takes anything: it gets the record as it stands, which it can show.
    formaat = choose(None if "text/html" in accept else accept or None, GRAPHS)
    data = path.read_bytes()
    if formaat.vorm != ox.RdfFormat.TURTLE:
        data = written([quad.triple for quad in ox.parse(data, format=ox.RdfFormat.TURTLE)], formaat)
    return Response(data, 200, {"Content-Type": formaat.content_type, "Vary": "Accept"})


def downloads(request: Request) -> Response:
    """List the files of the release, as a page or as JSON."""
    listed = [
        {"bestand": name, "bytes": path.stat().st_size, "sha256": sha256(path), "url": f"/downloads/{name}"}
        for name, path in _files(request).items()
    ]
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse(
            {"uitgave": context(request).release.naam, "items": listed}, headers={"Vary": "Accept"}
        )
    return page("downloads.html", request, bestanden=listed)


def download(request: Request, bestand: str) -> Response:
    """Give a file of the release; only names that the release has can be asked for."""
    path = _files(request).get(bestand)
    if path is None:
        raise _no_file(bestand)
    etag = f'"{sha256(path)}"'
    if etag in (part.strip() for part in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers={"ETag": etag})
    media_type = _TYPES.get(path.suffix, "application/octet-stream")
    return FileResponse(path, media_type=media_type, headers={"ETag": etag}, filename=path.name)


def sha256(path: Path) -> str:
    """Hash a file, once for as long as it does not change."""
    stat = path.stat()
    return _sha256(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=256)
def _sha256(path: Path, _size: int, _changed: int) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _files(request: Request) -> dict[str, Path]:
    """Give the files of the release by name relative to its directory; links that lead elsewhere are left out."""
    root = context(request).release.pad
    if root is None or not root.is_dir():
        return {}
    resolved = root.resolve()
    return {
        path.relative_to(resolved).as_posix(): path
        for path in sorted(resolved.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def _no_file(name: str) -> ProblemError:
    return ProblemError(
        "niet-gevonden", f"De uitgave heeft geen bestand {name}.", f"The release has no file {name}."
    )
