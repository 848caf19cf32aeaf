"""The command that checks what others bring."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verbanden.cli.common import Lines, current, progress
from verbanden.errors import SourceError, Taal
from verbanden.query import calendar_date
from verbanden.settings import Settings

if TYPE_CHECKING:
    from verbanden.checking.report.compare import Vergelijking
    from verbanden.checking.toetsing import Achtergrond
    from verbanden.checking.verslag import Verslag
    from verbanden.submission import Inzending

FORMATS = ["text", "turtle", "jsonld", "json", "csv", "html"]
ENGINES = ["auto", "snel", "referentie"]
DOES_NOT_CONFORM = 1
_STDIN = "-"


def day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> date | None:
    """Read a day as it is typed."""
    try:
        return calendar_date(value) if value is not None else None
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a date as 2026-05-16") from None


def _shapes_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    from verbanden.checking.shapeset import BESTANDEN
    from verbanden.validation import load_shapes

    for name in BESTANDEN:
        click.echo(f"{hashlib.sha256(load_shapes(name).encode()).hexdigest()}  {name}.ttl")
    ctx.exit()


@click.command(cls=Lines)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--criteria", default="definitie-2024", show_default=True, help="The criteria set.")
@click.option("--peildatum", callback=day, metavar="YYYY-MM-DD", help="As of which day; else the release's date.")
@click.option("--format", "form", default="text", show_default=True, type=click.Choice(FORMATS))
@click.option("--engine", default="auto", show_default=True, type=click.Choice(ENGINES))
@click.option("--mapping", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="For tables: YAML.")
@click.option(
    "--compare",
    "earlier",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="EARLIER.json",
    help="A report of --format json: tell what is new, solved and unchanged.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to a file.")
@click.option(
    "--shapes-version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_shapes_version,
    help="Show the hashes of the shapes and stop.",
)
@click.pass_obj
@click.pass_context
def validate(  # noqa: PLR0913 - each is an option that people type
    ctx: click.Context,
    settings: Settings,
    *,
    files: Sequence[str],
    criteria: str,
    peildatum: date | None,
    form: str,
    engine: Any,
    mapping: Path | None,
    earlier: Path | None,
    out: Path | None,
) -> None:
    """Check documents against the shapes and a criteria set, together with what the current release knows.

    FILE is Turtle, TriG, N-Triples, N-Quads, JSON-LD, RDF/XML, CSV, xlsx or ROO XML; - is what comes in on stdin.
    Ends with 0 when it conforms (or not everything is known), 1 when it does not or there is nothing to check,
    2 when something cannot be read.

    Examples:
      verbanden validate mine.ttl
      verbanden validate mine.ttl --criteria kern --peildatum 2025-01-01
      verbanden validate list.xlsx --mapping columns.yaml --format csv --out findings.csv
      verbanden validate mine.ttl --format json --out now.json --compare before.json
      cat mine.jsonld | verbanden validate -
    """
    from verbanden.checking.background import ReleaseAchtergrond
    from verbanden.checking.report.compare import compare
    from verbanden.checking.toetsing import Opdracht, toets
    from verbanden.definition.criteria import criteriaset

    criteriaset(criteria)  # a name that does not exist is told before anything is read
    before = _read_report(earlier) if earlier else None
    found = current(settings, None)
    with progress(settings.taal) as tell:
        tell("release openen", "opening the release")
        known = ReleaseAchtergrond(found.store(), found.naam, found.datum)
        tell("documenten lezen", "reading the documents")
        documents = read_documents(files, mapping, known)
        report = toets(documents, known, Opdracht(criteria, peildatum, engine), tell)
    compared = compare(before, report) if before else None
    colours = form == "text" and out is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    body = _written(report, form, settings.taal, colours, compared)
    if out is not None:
        out.write_bytes(body)
    else:
        click.echo(body, nl=False)
    ctx.exit(0 if report.uitkomst in ("voldoet", "onbekend") else DOES_NOT_CONFORM)


def read_documents(files: Sequence[str], mapping: Path | None, known: Achtergrond) -> list[Inzending]:
    """Read the files that a command names; raises InzendingError for one that is refused."""
    from loaders.inzending import lees
    from loaders.mapping import lees_mapping
    from verbanden.submission import Limieten

    limits = Limieten()
    columns = lees_mapping(mapping.read_text(encoding="utf-8")) if mapping else None
    documents = []
    for number, file in enumerate(files):
        if file == _STDIN and _STDIN in files[:number]:
            raise click.UsageError("- can be given once")
        # One byte over the limit is enough to be refused; the rest need not be read.
        if file == _STDIN:
            name, data = "stdin", sys.stdin.buffer.read(limits.bytes + 1)
        else:
            with Path(file).open("rb") as stream:
                name, data = Path(file).name, stream.read(limits.bytes + 1)
        documents.append(lees(name, data, limieten=limits, mapping=columns, herken=known.herken))
    return documents


def _read_report(path: Path) -> Verslag:
    from verbanden.checking.verslag import Verslag

    try:
        data = json.loads(path.read_bytes())
    except ValueError as error:
        raise SourceError(f"{path} is geen JSON: {error}", f"{path} is not JSON: {error}") from error
    # What the service answers has the report inside.
    inner = data.get("verslag", data) if isinstance(data, dict) else data
    return Verslag.uit_json(inner)


def _written(report: Verslag, form: str, taal: Taal, colours: bool, compared: Vergelijking | None) -> bytes:
    from verbanden.checking.report import csv, html, rdf, tekst

    if form == "turtle":
        return rdf.turtle(report)
    if form == "jsonld":
        return rdf.json_ld(report) + b"\n"
    if form == "json":
        data = report.als_json() | ({"vergelijking": compared.als_json()} if compared else {})
        return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode(errors="replace")
    if form == "csv":
        return csv.csv(report, taal, vergelijking=compared).encode(errors="replace")
    if form == "html":
        return html.html(report, taal, vergelijking=compared).encode(errors="replace")
    return tekst.tekst(report, taal, kleur=colours, vergelijking=compared).encode(errors="replace")
