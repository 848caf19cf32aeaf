"""The command that asks a question of a release."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verbanden.cli.common import Lines, current
from verbanden.errors import Taal
from verbanden.settings import Settings

if TYPE_CHECKING:
    from verbanden.release import Release

FORMATS = ["table", "csv", "tsv", "json", "xml"]


@click.command(cls=Lines)
@click.argument("question", metavar="NAME|FILE")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter; repeat it for 'or'.")
@click.option("--format", "form", default="table", type=click.Choice(FORMATS))
@click.pass_obj
def query(settings: Settings, question: str, params: Sequence[str], form: str) -> None:
    """Ask a question of queries/ by name, or the query in a file, of the current release.

    Examples:
      verbanden query verband/van-deelnemer --param deelnemer=gm0855
      verbanden query verband/deelnemers --param verband=roo-24962812 --param peildatum=2020-01-01
      verbanden query mine.rq --format csv
      verbanden query list
    """
    from verbanden import query as questions
    from verbanden.namespaces import Iris
    from verbanden.tables import written

    if question == "list":
        for name in questions.questions():
            asked = questions.load(name)
            click.echo(f"{name:40} {asked.titel_nl if settings.taal == 'nl' else asked.titel_en}")
        return
    path = Path(question)
    asked = (
        questions.parse(path.stem, path.read_text(encoding="utf-8"), complete=False)
        if path.suffix == ".rq"
        else questions.load(question)
    )
    typed: dict[str, list[str]] = {}
    for pair in params:
        name, sign, value = pair.partition("=")
        if not sign:
            raise click.BadParameter(f"{pair!r} is not NAME=VALUE")
        typed.setdefault(name, []).append(value)
    found = current(settings, None)
    terms = asked.read(typed, found.datum, Iris(found.base_iri))
    click.echo(written(found.store().query(questions.bind(asked, terms)), form))
    _warn(
        found, [term.value for term in terms.get("peildatum", [])] if "peildatum" in typed else [], settings.taal
    )


def _warn(found: Release, days: Sequence[str], taal: Taal) -> None:
    """Say on stderr when an answer is about a date that was asked for and that a source does not cover."""
    for day in days:
        for covered in found.dekking:
            for nl, en in covered.gemis(date.fromisoformat(day)):
                click.echo(f"{covered.bron}: {nl if taal == 'nl' else en}", err=True)
