"""A release: a dated folder with dumps, catalogue, report and hashes, published in one step and then only read.

`<home>/releases/<date>/` is written under a hidden name, moved into place when it is whole, and then `current`
is pointed at it by one rename: whoever is killed at any moment leaves the previous release serving. The date is
that of the newest snapshot; other content of the same date gets a suffix from its hash. Builds may run at the same
time, also in containers that share the volume: each has a name of its own and holds a lock while it lives.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from verbanden.coverage import Dekking
from verbanden.dumps import NQUADS
from verbanden.errors import ReleaseError
from verbanden.store import EmbeddedStore

MANIFEST = "release.json"
SUMS = "SHA256SUMS"
_BUILDING = ".bouw-"
_POINTING = ".current-"
_LOCK = ".lock"
_NAME = re.compile(r"\d{4}-\d{2}-\d{2}[0-9a-f-]*")
_NEEDED = ("datum", "basisIri", "bronnen", "bestanden")


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
        if _sum(path) != self.manifest["bestanden"].get(NQUADS, {}).get("sha256", ""):
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
    _sweep(home)
    with _locked(releases) as folder:
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(releases: Path) -> Iterator[Path]:
    """Give a path of a name that nobody else has; the lock beside it is held until the end, and dies with us."""
    while True:
        handle, name = tempfile.mkstemp(prefix=_BUILDING, suffix=_LOCK, dir=releases)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            # Whoever sweeps may have taken it for a leftover, in the moment before it was locked.
            if os.fstat(handle).st_nlink:
                yield Path(name.removesuffix(_LOCK))
                return
        finally:
            Path(name).unlink(missing_ok=True)
            os.close(handle)


def _sweep(home: Path) -> None:
    """Throw away what builds left that were killed: what lives has a lock, and holds it."""
    releases = home / "releases"
    left = [path.name.removeprefix(_BUILDING).removesuffix(_LOCK) for path in releases.glob(f"{_BUILDING}*")]
    left += [path.name.removeprefix(_POINTING) for path in home.glob(f"{_POINTING}*")]
    for build in sorted(set(left)):
        with _taken(releases / f"{_BUILDING}{build}{_LOCK}") as taken:
            if taken:
                shutil.rmtree(releases / f"{_BUILDING}{build}", ignore_errors=True)
                (home / f"{_POINTING}{build}").unlink(missing_ok=True)
                (releases / f"{_BUILDING}{build}{_LOCK}").unlink(missing_ok=True)


@contextmanager
def _taken(lock: Path) -> Iterator[bool]:
    """Tell whether nobody holds a lock, and hold it meanwhile; a lock that is not there is held by nobody."""
    try:
        handle = os.open(lock, os.O_RDWR)
    except OSError as error:
        yield isinstance(error, FileNotFoundError)
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        free = True
    except OSError:
        free = False
    try:
        yield free
    finally:
        os.close(handle)


def seal(folder: Path, manifest: Mapping[str, Any], needed: Iterable[str] = ()) -> str:
    """Write the manifest and the sums over all other files; give the hash that stands for the whole content.

    Raises ReleaseError when a file that a release cannot lack is not there.
    """
    files = sorted(p for p in folder.iterdir() if p.name not in (MANIFEST, SUMS))
    if lacking := ", ".join(sorted({*needed} - {p.name for p in files})):
        raise _broken(folder, lacking, "ontbreekt", "is missing")
    listed = {p.name: {"bytes": p.stat().st_size, "sha256": sha256(p)} for p in files}
    content = {**manifest, "bestanden": listed}
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    sums = {**{name: entry["sha256"] for name, entry in listed.items()}, MANIFEST: sha256(folder / MANIFEST)}
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    (folder / SUMS).write_text(lines, encoding="utf-8")
    return hashlib.sha256(lines.encode()).hexdigest()


def publish(home: Path, folder: Path, datum: date, digest: str) -> Release:
    """Move a sealed folder to its place and point `current` at it, each by one rename.

    Raises ReleaseError when the folder is no longer what was sealed.
    """
    releases = home / "releases"
    if not _is(folder, digest):
        raise _broken(folder, SUMS, "veranderd terwijl het klaarstond", "changed while it stood ready")
    for path in folder.iterdir():
        _flush(path)
    _flush(folder)
    name = next(name for name in _places(datum, digest) if _settle(folder, releases / name, digest))
    _flush(releases)
    pointer = home / f"{_POINTING}{folder.name.removeprefix(_BUILDING)}"
    pointer.symlink_to(Path("releases") / name)
    pointer.replace(home / "current")
    _flush(home)
    return open_release(home)


def _places(datum: date, digest: str) -> Iterator[str]:
    """Give the names that a release may get, the best one first; there is always a next one."""
    yield datum.isoformat()
    yield (name := f"{datum.isoformat()}-{digest[:8]}")
    yield from (f"{name}-{number}" for number in count(2))


def _settle(folder: Path, place: Path, digest: str) -> bool:
    """Move a folder to a place; true too when the same content stands there already, whole."""
    try:
        folder.rename(place)
    except OSError as error:
        if error.errno not in (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR):
            raise
        return _is(place, digest)
    return True


def _is(place: Path, digest: str) -> bool:
    sums = place / SUMS
    if not sums.is_file() or sha256(sums) != digest:
        return False
    try:
        return not check(_read(place))
    except ReleaseError:
        return False


def _flush(path: Path) -> None:
    """Have the disk hold what was written, before a rename says that it is there."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_release(home: Path, naam: str | None = None) -> Release:
    """Open the current release, or the one of a name; raises ReleaseError when there is none or it is broken."""
    if naam is not None and not _NAME.fullmatch(naam):
        raise ReleaseError(nl=f"geen naam van een release: {naam!r}", en=f"not the name of a release: {naam!r}")
    return _read(home / "current" if naam is None else home / "releases" / naam)


def _read(place: Path) -> Release:
    try:
        folder = place.resolve(strict=True)
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        lacking = [key for key in _NEEDED if key not in manifest]
        if lacking:
            raise _broken(place, MANIFEST, f"{', '.join(lacking)} ontbreekt", f"{', '.join(lacking)} is missing")
        return Release(folder.name, date.fromisoformat(manifest["datum"]), folder, manifest)
    except FileNotFoundError:
        raise ReleaseError(
            nl=f"geen release in {place}; maak er een met 'verbanden build'",
            en=f"no release in {place}; make one with 'verbanden build'",
        ) from None
    except (OSError, ValueError, TypeError) as error:
        raise _broken(place, MANIFEST, f"niet te lezen: {error}", f"cannot be read: {error}") from error


def check(release: Release) -> list[str]:
    """Give the names of files whose content is not what was published; an empty list means all is whole."""
    listed = release.manifest["bestanden"]
    wrong = [name for name, entry in listed.items() if _sum(release.pad / name) != entry["sha256"]]
    sums = release.pad / SUMS
    if not sums.is_file():
        return [*wrong, SUMS]
    own = {MANIFEST: _sum(release.pad / MANIFEST), **{name: entry["sha256"] for name, entry in listed.items()}}
    # The sums are what others check a download by: they must say the same as the manifest, no more and no less.
    lines = [f"{digest}  {name}" for name, digest in sorted(own.items())]
    written = sums.read_text("utf-8", errors="replace").splitlines()
    if lines == written:
        return wrong
    return [*wrong, SUMS if f"{own[MANIFEST]}  {MANIFEST}" in written else MANIFEST]


def _sum(path: Path) -> str | None:
    return sha256(path) if path.is_file() else None


def _broken(place: Path, name: str, nl: str, en: str) -> ReleaseError:
    return ReleaseError(
        nl=f"release {place} is niet heel: {name}: {nl}", en=f"release {place} is broken: {name}: {en}"
    )
