"""Documents on disk, read as the command reads them, and reports of them on the embedded data."""

from __future__ import annotations

import re
from pathlib import Path

from loaders.inzending import lees
from verbanden.checking.verslag import Melding, Verslag
from verbanden.submission import Herken, Inzending, Limieten

HERE = Path(__file__).parent
DOCUMENTS = sorted(path.name for path in (HERE / "documenten").iterdir())
_HASH = re.compile(r"\b[0-9a-f]{64}\b")


def nobody(_: str) -> str | None:
    """Recognise no organisation."""
    return None


def read(name: str, herken: Herken = nobody) -> Inzending:
    """Read a document of the folder."""
    return read_bytes((HERE / "documenten" / name).read_bytes(), name, herken)


def read_bytes(data: bytes, name: str = "document.ttl", herken: Herken = nobody) -> Inzending:
    """Read a document by the end of its name."""
    return lees(name, data, limieten=Limieten(), herken=herken)


def codes(verslag: Verslag, herkomst: str = "inzending") -> list[str]:
    """Give the rules that spoke, once each, sorted."""
    return sorted({code(found) for found in verslag.meldingen if found.herkomst == herkomst})


def code(found: Melding) -> str:
    """Give the code of the rule of a finding."""
    return found.shape.rpartition("#")[2]


def lines(found: Melding) -> list[int | None]:
    """Give the lines that a finding points at."""
    return [place.regel for place in found.vindplaatsen]


def unhashed(text: str) -> str:
    """Take hashes out: shapes and documents may change without a report looking different."""
    return _HASH.sub("<sha256>", text)
