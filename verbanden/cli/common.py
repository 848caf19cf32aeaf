"""What the commands share: help that keeps its lines, progress on stderr, and a release to work with."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verbanden.errors import Taal, VerbandenError
from verbanden.settings import Settings

if TYPE_CHECKING:
    from verbanden.release import Release

UNREADABLE = 2


class Lines(click.Command):
    """A command whose docstring keeps its line ends, for the examples."""

    def format_help_text(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help text as it stands."""
        formatter.write_paragraph()
        for line in cleandoc(self.help or "").splitlines():
            formatter.write(f"  {line}\n" if line else "\n")


def language() -> Taal:
    """Give the language to speak in when a command ends early."""
    try:
        return Settings.from_env().taal
    except VerbandenError:
        return "en"


@contextmanager
def progress(taal: Taal) -> Iterator[Callable[[str, str], None]]:
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


def build_release_of(settings: Settings, sources: Mapping[str, Path]) -> Release:
    """Build a release from the named files, the embedded data for the other sources; make it the current one."""
    from loaders.aard import embedded_aard, lees_aard
    from loaders.source import SOURCES, embedded, open_source
    from verbanden.assemble import Gelezen, assemble
    from verbanden.build import build_release
    from verbanden.namespaces import Iris
    from verbanden.recipe import recipe_hash

    unknown = sorted(set(sources) - set(SOURCES))
    if unknown:
        raise click.UsageError(f"no source {', '.join(unknown)}; there are {', '.join(SOURCES)}")
    with progress(settings.taal) as tell:
        read = []
        for code in SOURCES:
            tell(f"{code} lezen", f"reading {code}")
            reading = open_source(code, sources.get(code) or embedded(code))
            read.append(Gelezen.sort(reading))
        kinds = {key: kind.aard for key, kind in lees_aard(embedded_aard()).items()}
        made = assemble(read, Iris(settings.base_iri), aarden=kinds, progress=tell)
        recipe = None if sources else recipe_hash()
        return build_release(settings.home, settings.base_iri, made, recept=recipe, progress=tell)


def current(settings: Settings, name: str | None) -> Release:
    """Open a release; build one where there is none, or where ours was made with other code or embedded data."""
    from verbanden.errors import ReleaseError
    from verbanden.recipe import recipe_hash
    from verbanden.release import open_release

    try:
        found = open_release(settings.home, name)
    except ReleaseError:
        if name is not None or (settings.home / "current").exists():
            raise
        return build_release_of(settings, {})
    recipe = found.manifest.get("recept")
    if name is None and recipe is not None and recipe != recipe_hash():
        return build_release_of(settings, {})
    return found
