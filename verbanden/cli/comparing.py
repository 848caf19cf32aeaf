"""The command that lays a list of partnerships beside the graph."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verbanden.cli.checking import day, read_documents
from verbanden.cli.common import Lines, current, progress
from verbanden.errors import Taal
from verbanden.settings import Settings

if TYPE_CHECKING:
    from verbanden.comparison.records import Vergelijking

FORMATS = ["text", "json", "csv", "html"]
DIFFERS = 1


@click.command(cls=Lines)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--organisatie", required=True, metavar="CODE", help="Whose list it is, as gm0855.")
@click.option("--peildatum", callback=day, metavar="YYYY-MM-DD", help="As of which day; else the release's date.")
@click.option("--format", "form", default="text", show_default=True, type=click.Choice(FORMATS))
@click.option("--mapping", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="For tables: YAML.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the comparison to a file.")
@click.pass_obj
@click.pass_context
def compare(  # noqa: PLR0913 - each is an option that people type
    ctx: click.Context,
    settings: Settings,
    *,
    files: Sequence[str],
    organisatie: str,
    peildatum: date | None,
    form: str,
    mapping: Path | None,
    out: Path | None,
) -> None:
    """Compare an organisation's list of verbonden partijen with the graph: what each misses, and what differs.

    A row is matched by key, KvK, RSIN or OIN number, name or nearly equal name; the answer says which, and joins
    nothing silently. Ends with 0 when both say the same, 1 when there is something to look into, 2 when something
    cannot be read.

    Examples:
      verbanden compare verbonden-partijen.ttl --organisatie gm0855
      verbanden compare list.xlsx --mapping columns.yaml --organisatie gm0855 --peildatum 2025-01-01
      verbanden compare list.ttl --organisatie gm0855 --format csv --out differences.csv
    """
    from verbanden.checking.background import ReleaseAchtergrond
    from verbanden.comparison.compare import vergelijk
    from verbanden.comparison.listed import lees_lijst
    from verbanden.comparison.register import Basis, Register
    from verbanden.identifiers import organisation_iri

    iri = organisation_iri(organisatie)
    if iri is None:
        raise click.BadParameter(f"{organisatie!r} is not the code of an organisation, as gm0855")
    found = current(settings, None)
    with progress(settings.taal) as tell:
        tell("release openen", "opening the release")
        store = found.store()
        known = ReleaseAchtergrond(store, found.naam, found.datum)
        basis = Basis(Register(store), known.herken, found.naam, found.datum, found.dekking)
        tell("documenten lezen", "reading the documents")
        documents = read_documents(files, mapping, known)
        tell("vergelijken", "comparing")
        compared = vergelijk(lees_lijst(documents), basis, iri, peildatum)
    body = _written(compared, form, settings.taal)
    if out is not None:
        out.write_text(body, encoding="utf-8", newline="")
    else:
        click.echo(body.encode(), nl=False)
    ctx.exit(0 if compared.uitkomst == "gelijk" else DIFFERS)


def _written(compared: Vergelijking, form: str, taal: Taal) -> str:
    from verbanden.comparison import page, table, text

    if form == "json":
        return json.dumps(compared.als_json(), ensure_ascii=False, indent=2) + "\n"
    if form == "csv":
        return table.als_csv(compared, taal)
    if form == "html":
        return page.als_html(compared, taal)
    return text.als_tekst(compared, taal)
