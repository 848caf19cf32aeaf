"""A release: a dated folder with dumps, catalogue, report and hashes, published in one step and then only read.

`<home>/releases/<date>/` is written under a hidden name, moved into place when it is whole, and then `current`
is pointed at it by one rename: whoever is killed at any moment leaves the previous release serving. The date is
that of the newest snapshot; other content of the same date gets a suffix from its hash.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from verbanden.dumps import NQUADS
from verbanden.errors import ReleaseError
from verbanden.store import EmbeddedStore

MANIFEST = "release.json"
SUMS = "SHA256SUMS"
_BUILDING = ".bouw-"


@dataclass(frozen=True, slots=True)
class Dekking:
    """What a source covers: absence means something from `volledig_vanaf`, leavers show from `vertrek_vanaf`."""

    bron: str
    datum: date
    volledig_vanaf: date | None
    vertrek_vanaf: date | None


@dataclass(frozen=True, slots=True)
class Release:
    """A published release, opened for reading; `manifest` is its release.json."""

    naam: str
    datum: date
    pad: Path
    manifest: Mapping[str, Any]

    @property
    def base_iri(self) -> str:
        """The base of the IRIs that this release minted."""
        return str(self.manifest["basisIri"])

    @property
    def dekking(self) -> tuple[Dekking, ...]:
        """What each source covers."""
        return tuple(
            Dekking(b["code"], date.fromisoformat(b["datum"]), _date(b["volledigVanaf"]), _date(b["vertrekVanaf"]))
            for b in self.manifest["bronnen"]
        )

    def store(self) -> EmbeddedStore:
        """Load the release into memory; raises ReleaseError when its dump is not the one that was published."""
        path = self.pad / NQUADS
        if sha256(path) != self.manifest["bestanden"][NQUADS]["sha256"]:
            raise _broken(self.pad, NQUADS, "inhoud klopt niet met de hash", "content does not match its hash")
        return EmbeddedStore.load(path)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def sha256(path: Path) -> str:
    """Hash a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def workplace(home: Path) -> Iterator[Path]:
    """Give a fresh hidden folder beside the releases to write one in; it is gone when that fails."""
    releases = home / "releases"
    releases.mkdir(parents=True, exist_ok=True)
    _sweep(releases)
    folder = releases / f"{_BUILDING}{os.getpid()}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(releases: Path) -> None:
    """Throw away what builds left that were killed."""
    for left in releases.glob(f"{_BUILDING}*"):
        pid = left.name.removeprefix(_BUILDING)
        if not (pid.isdigit() and _alive(int(pid))) or int(pid) == os.getpid():
            shutil.rmtree(left, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def seal(folder: Path, manifest: Mapping[str, Any]) -> str:
    """Write the manifest and the sums over all other files; give the hash that stands for the whole content."""
    files = sorted(p for p in folder.iterdir() if p.name not in (MANIFEST, SUMS))
    listed = {p.name: {"bytes": p.stat().st_size, "sha256": sha256(p)} for p in files}
    content = {**manifest, "bestanden": listed}
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    sums = {**{name: entry["sha256"] for name, entry in listed.items()}, MANIFEST: sha256(folder / MANIFEST)}
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    (folder / SUMS).write_text(lines, encoding="utf-8")
    return hashlib.sha256(lines.encode()).hexdigest()


def publish(home: Path, folder: Path, datum: date, digest: str) -> Release:
    """Move a sealed folder to its place and point `current` at it, each by one rename."""
    releases = home / "releases"
    for path in folder.iterdir():
        _flush(path)
    _flush(folder)
    for name in (datum.isoformat(), f"{datum.isoformat()}-{digest[:8]}"):
        place = releases / name
        if not place.exists():
            folder.rename(place)
            break
        if hashlib.sha256((place / SUMS).read_bytes()).hexdigest() == digest:
            break  # the same content was published before
    _flush(releases)
    pointer = home / f".current-{os.getpid()}"
    pointer.unlink(missing_ok=True)
    pointer.symlink_to(Path("releases") / name)
    pointer.replace(home / "current")
    _flush(home)
    return open_release(home)


def _flush(path: Path) -> None:
    """Have the disk hold what was written, before a rename says that it is there."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_release(home: Path, naam: str | None = None) -> Release:
    """Open the current release, or the one of a name; raises ReleaseError when there is none or it is broken."""
    place = home / "current" if naam is None else home / "releases" / naam
    try:
        folder = place.resolve(strict=True)
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return Release(folder.name, date.fromisoformat(manifest["datum"]), folder, manifest)
    except FileNotFoundError:
        raise ReleaseError(
            nl=f"geen release in {place}; maak er een met 'verbanden build'",
            en=f"no release in {place}; make one with 'verbanden build'",
        ) from None
    except (OSError, ValueError, KeyError) as error:
        raise _broken(place, MANIFEST, str(error), str(error)) from error


def check(release: Release) -> list[str]:
    """Give the names of files whose content is not what was published; an empty list means all is whole."""
    listed = release.manifest["bestanden"]
    wrong = [name for name, entry in listed.items() if _sum(release.pad / name) != entry["sha256"]]
    lines = (release.pad / SUMS).read_text("utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    return wrong + [name for name in (MANIFEST,) if _sum(release.pad / name) != sums.get(name)]


def _sum(path: Path) -> str | None:
    return sha256(path) if path.is_file() else None


def _broken(place: Path, name: str, nl: str, en: str) -> ReleaseError:
    return ReleaseError(
        nl=f"release {place} is niet heel: {name}: {nl}", en=f"release {place} is broken: {name}: {en}"
    )
