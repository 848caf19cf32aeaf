"""The console command: the only place where the rooms come together, inside each command."""

from __future__ import annotations

import gzip
import socket
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verbanden import __version__
from verbanden.errors import Taal, VerbandenError
from verbanden.settings import Settings

if TYPE_CHECKING:
    from verbanden.release import Release

_EXAMPLES = {"max_content_width": 110}
UNREADABLE = 2
QUERY_STACK_BYTES = 512 * 1024 * 1024
FORMATS = ["table", "csv", "tsv", "json", "xml"]


class Lines(click.Command):
    """A command whose docstring keeps its line ends, for the examples."""

    def format_help_text(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help text as it stands."""
        formatter.write_paragraph()
        for line in cleandoc(self.help or "").splitlines():
            formatter.write(f"  {line}\n" if line else "\n")


@click.group(context_settings=_EXAMPLES)
@click.version_option(__version__, package_name="verbanden", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Who cooperates with whom in Dutch government, as linked data.

    Settings are environment variables VERBANDEN_…; see docs/operations.md.
    """
    ctx.obj = Settings.from_env()


def main() -> None:
    """Run the command; an error of ours is one line in the caller's language and exit code 2."""
    try:
        code = cli.main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except VerbandenError as error:
        click.echo(f"verbanden: {' '.join(error.tekst(_language()).split())}", err=True)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
    except BrokenPipeError:
        sys.stderr.close()  # who read us has enough: no word about it
        sys.exit(0)
    except OSError as error:
        about = error.filename or " ".join(sys.argv[1:])
        click.echo(f"verbanden: {error.strerror or error}: {about}", err=True)
    sys.exit(UNREADABLE)


def _language() -> Taal:
    try:
        return Settings.from_env().taal
    except VerbandenError:
        return "en"


@contextmanager
def _progress(taal: Taal) -> Iterator[Callable[[str, str], None]]:
    """Tell on stderr what is being done and how long each step took."""
    begun, told = time.monotonic(), [""]

    def tell(nl: str, en: str) -> None:
        close()
        told[0] = nl if taal == "nl" else en
        click.echo(f"  {told[0]} …", err=True, nl=False)

    def close() -> None:
        nonlocal begun
        if told[0]:
            click.echo(f" {time.monotonic() - begun:.1f} s", err=True)
        begun = time.monotonic()

    try:
        yield tell
    finally:
        close()


@cli.command(cls=Lines)
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


@cli.command(cls=Lines)
@click.option("--source", "sources", multiple=True, callback=_named_paths, metavar="NAME=PATH")
@click.option("--out", type=click.Path(path_type=Path), help="Home of the releases instead of VERBANDEN_HOME.")
@click.pass_obj
def build(settings: Settings, sources: Mapping[str, Path], out: Path | None) -> None:
    """Build a release and make it the current one; without --source from the embedded data, offline.

    Examples:
      verbanden build
      verbanden build --source roo=exportOO.xml --out /srv/verbanden
    """
    made = _build(settings if out is None else replace(settings, home=out), sources)
    counts = made.manifest["tellingen"]
    click.echo(
        f"release {made.naam}: {counts['samenwerkingsverbanden']} samenwerkingsverbanden, "
        f"{counts['inWerking']} in force on {made.datum}; {made.manifest['quads']} quads in {made.pad}"
    )


def _build(settings: Settings, sources: Mapping[str, Path]) -> Release:
    from loaders.aard import embedded_aard, lees_aard
    from loaders.source import SOURCES, embedded, open_source
    from verbanden.assemble import Gelezen, assemble
    from verbanden.build import build_release
    from verbanden.namespaces import Iris
    from verbanden.recipe import recipe_hash

    unknown = sorted(set(sources) - set(SOURCES))
    if unknown:
        raise click.UsageError(f"no source {', '.join(unknown)}; there are {', '.join(SOURCES)}")
    with _progress(settings.taal) as tell:
        read = []
        for code in SOURCES:
            tell(f"{code} lezen", f"reading {code}")
            reading = open_source(code, sources.get(code) or embedded(code))
            read.append(Gelezen.sort(reading))
        kinds = {key: kind.aard for key, kind in lees_aard(embedded_aard()).items()}
        made = assemble(read, Iris(settings.base_iri), aarden=kinds, progress=tell)
        recipe = None if sources else recipe_hash()
        return build_release(settings.home, settings.base_iri, made, recept=recipe, progress=tell)


@cli.command(cls=Lines)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--release", "name", help="A release by name instead of the current one.")
@click.pass_obj
def serve(settings: Settings, host: str, port: int, name: str | None) -> None:
    """Serve a release: /sparql, /v1/…, /id/… and a start page; builds the embedded data when there is none yet.

    Examples:
      verbanden serve
      verbanden serve --port 8080 --release 2026-05-16
    """
    import threading

    import uvicorn

    from api.app import create_app

    # Taken first: a port that is in use is said before anything is built or loaded.
    with socket.create_server((host, port), reuse_port=False) as place:
        # The engine parses queries by recursion, in threads that start after this. The memory is only set aside.
        threading.stack_size(QUERY_STACK_BYTES)
        found = _current(settings, name)
        app = create_app(found.store(), found, replace(settings, base_iri=found.base_iri))
        click.echo(f"release {found.naam} on http://{host}:{port}", err=True)
        config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=10)
        uvicorn.Server(config).run(sockets=[place])


def _current(settings: Settings, name: str | None) -> Release:
    """Open a release; build one where there is none, or where ours was made with other code or embedded data."""
    from verbanden.errors import ReleaseError
    from verbanden.recipe import recipe_hash
    from verbanden.release import open_release

    try:
        found = open_release(settings.home, name)
    except ReleaseError:
        if name is not None or (settings.home / "current").exists():
            raise
        return _build(settings, {})
    recipe = found.manifest.get("recept")
    if name is None and recipe is not None and recipe != recipe_hash():
        return _build(settings, {})
    return found


@cli.command(cls=Lines)
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
    found = _current(settings, None)
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


@cli.command(cls=Lines)
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
    found = _current(settings, None)
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


@cli.command(cls=Lines)
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


@cli.command(cls=Lines)
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
