"""The command that proposes how the columns of a table are to be read."""

from __future__ import annotations

from pathlib import Path

import click

from verbanden.cli.common import Lines


@click.command(cls=Lines)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the mapping to a file.")
def mapping(file: Path, out: Path | None) -> None:
    """Propose a mapping for a table (CSV or xlsx) from its headers: YAML to check, finish, and give to validate.

    Examples:
      verbanden mapping list.xlsx
      verbanden mapping list.csv --out columns.yaml
    """
    from loaders.mapping import voorstel
    from verbanden.submission import Limieten

    with file.open("rb") as stream:
        data = stream.read(Limieten().bytes + 1)
    proposed = voorstel(file.name, data)
    if out is not None:
        out.write_text(proposed, encoding="utf-8")
    else:
        click.echo(proposed, nl=False)
