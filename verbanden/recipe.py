"""What a release was made with: one hash over our own data rooms and code, to see when it must be made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

ROOMS = ("ontology", "shapes", "queries", "data", "loaders", "verbanden")
"""The rooms whose content decides what a build from the embedded data gives."""


def recipe_hash() -> str:
    """Hash name and content of every file in the rooms, in order of name."""
    digest = hashlib.sha256()
    for room in ROOMS:
        for name, entry in sorted(_walk(resources.files(room), room)):
            digest.update(name.encode() + b"\0" + hashlib.sha256(entry.read_bytes()).digest())
    return digest.hexdigest()


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.name.startswith((".", "__pycache__")):
            continue
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}/{entry.name}")
        else:
            yield f"{prefix}/{entry.name}", entry
