"""Commands that make and keep releases: fetch, build, snapshot, export, check."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from verbanden.cli.common import Lines, build_release_of, current
from verbanden.settings import Settings


@click.command(cls=Lines)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--url", help="Take one source from this address instead of its own.")
@click.pass_obj
def fetch(settings: Settings, sources: Sequence[str], url: str | None) -> None:
    """Fetch the live files of the sources into VERBANDEN_HOME/bronnen, unless unchanged.

    Examples:
      verbanden fetch                     all sources
      verbanden fetch roo tooi-gemeenten  these two
    """
    from loaders.fetch import FetchLimieten
    from loaders.fetch import fetch as fetch_source
    from loaders.source import SOURCES

    unknown = [code for code in sources if code not in SOURCES]
    if unknown or (url and len(sources) != 1):
        raise click.UsageError(
            f"no source {', '.join(unknown)}; there are {', '.join(SOURCES)}"
            if unknown
            else "--url takes one source"
        )
    limits = FetchLimieten(settings.fetch_max_bytes, settings.fetch_max_seconds)
    for code in sources or tuple(SOURCES):
        got = fetch_source(SOURCES[code].bron, settings.home / "bronnen", limits, url)
        state = "unchanged" if got.ongewijzigd else "new"
        click.echo(f"{code}: {state}, sha256 {got.sha256[:16]}…; build with --source {code}={got.pad}")


def _named_paths(_ctx: click.Context, _param: click.Parameter, values: Sequence[str]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for value in values:
        name, sign, path = value.partition("=")
        if not sign or not Path(path).is_file():
            raise click.BadParameter(f"{value!r} is not NAME=PATH of a file that exists")
        found[name] = Path(path)
    return found


@click.command(cls=Lines)
@click.option("--source", "sources", multiple=True, callback=_named_paths, metavar="NAME=PATH")
@click.option("--out", type=click.Path(path_type=Path), help="Home of the releases instead of VERBANDEN_HOME.")
@click.pass_obj
def build(settings: Settings, sources: Mapping[str, Path], out: Path | None) -> None:
    """Build a release and make it the current one; without --source from the embedded data, offline.

    Examples:
      verbanden build
      verbanden build --source roo=exportOO.xml --out /srv/verbanden
    """
    made = build_release_of(settings if out is None else replace(settings, home=out), sources)
    counts = made.manifest["tellingen"]
    click.echo(
        f"release {made.naam}: {counts['samenwerkingsverbanden']} samenwerkingsverbanden, "
        f"{counts['inWerking']} in force on {made.datum}; {made.manifest['quads']} quads in {made.pad}"
    )


@click.command(cls=Lines)
@click.argument("source")
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
def snapshot(source: str, path: Path, out: Path) -> None:
    """Cut a source to its facts, without free text: what ships inside as embedded data.

    Example:
      verbanden snapshot roo exportOO.xml --out data/roo.jsonl.gz
    """
    from loaders import uittreksel
    from loaders.source import open_source

    head = uittreksel.write(open_source(source, path), out)
    counts = ", ".join(f"{t.rij} {t.aangenomen}/{t.gelezen}" for t in head.tellingen)
    click.echo(f"{out}: {source} of {head.datum}, {out.stat().st_size} bytes; accepted/read: {counts}")


@click.command(cls=Lines)
@click.argument("name", required=False)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A file instead of standard output.")
@click.pass_obj
def export(settings: Settings, name: str | None, out: Path | None) -> None:
    """Write a dump of the current release, unpacked; without a name, list what there is.

    Examples:
      verbanden export
      verbanden export verbanden.ttl --out verbanden.ttl
      verbanden export deelnames.csv | head
    """
    found = current(settings, None)
    files: dict[str, Any] = dict(found.manifest["bestanden"])
    if name is None:
        for file, entry in files.items():
            click.echo(f"{file.removesuffix('.gz'):32} {entry['bytes']:>10} bytes  {entry['sha256'][:16]}…")
        return
    chosen = name if name in files else f"{name}.gz"
    if chosen not in files:
        raise click.UsageError(f"no file {name!r} in release {found.naam}; 'verbanden export' lists them")
    path = found.pad / chosen
    body = gzip.decompress(path.read_bytes()) if chosen.endswith(".gz") else path.read_bytes()
    if out is not None:
        out.write_bytes(body)
    else:
        sys.stdout.buffer.write(body)


@click.command(cls=Lines)
@click.option("--release", "name", help="A release by name instead of the current one.")
@click.pass_obj
def check(settings: Settings, name: str | None) -> None:
    """Check a release: hashes, counts, closure under the rules; exit 1 when something is not as published.

    Example:
      verbanden check
    """
    from verbanden import release as releases
    from verbanden.inspection import inspect

    found = releases.open_release(settings.home, name)
    wrong = 0
    for result in inspect(found):
        wrong += not result.goed
        click.echo(f"{'ok   ' if result.goed else 'WRONG'} {result.nl if settings.taal == 'nl' else result.en}")
    if wrong:
        sys.exit(1)
