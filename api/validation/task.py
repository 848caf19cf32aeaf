"""What crosses the pipe between the service and a worker process: tasks, limits and outcomes, as plain JSON.

Nothing is pickled: a worker that a document got the better of must not be able to hand its parent code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from verbanden.errors import SettingsError, Taal
from verbanden.submission import Inzending

Lezer = Callable[..., Inzending]
"""What reads a document: `loaders.inzending.lees`, which the command line hands to the application."""

MAX_ASKED = 500
"""How many things a worker asks its parent about at once."""
MAX_MESSAGE = 4_000_000
"""The most bytes of one message from a worker: MAX_ASKED names of MAX_NAME, written as JSON."""
MAX_NAME = 2_000
"""The longest IRI or name that is looked up; a longer one is not known."""

Motor = Literal["auto", "snel", "referentie"]
MOTOREN: tuple[Motor, ...] = ("auto", "snel", "referentie")

REPORT = "verslag.json.gz"
LIST = "lijst.json"
MAPPING = "mapping"


@dataclass(frozen=True, slots=True)
class Stuk:
    """A document as it was received: the file it lies in, the name its sender gave it, and its media type."""

    bestand: str
    naam: str
    mediatype: str | None
    bytes: int


@dataclass(frozen=True, slots=True)
class Taak:
    """One call: the folder of its documents, and what is asked: to check them,
    only to read them as a list, or to
    write its report: in which form and language, compared with that of which folder, to which file.
    """

    id: str
    map: str
    stukken: tuple[Stuk, ...]
    mapping: bool
    criteria: str = ""
    peildatum: str | None = None
    motor: Motor = "auto"
    doel: Literal["toetsen", "lijst", "verslag"] = "toetsen"
    vorm: str = ""
    taal: Taal = "nl"
    eerder: str | None = None
    uit: str = ""

    def als_json(self) -> dict[str, Any]:
        """Give it as plain data."""
        return asdict(self)

    @classmethod
    def uit_json(cls, data: Mapping[str, Any]) -> Taak:
        """Read it back."""
        return cls(**{**data, "stukken": tuple(Stuk(**stuk) for stuk in data["stukken"])})


@dataclass(frozen=True, slots=True)
class Werkwijze:
    """What a worker is told once: who reads, the background's name and date, and the limits of a check."""

    lezer: str
    release: str
    datum: str
    max_bytes: int
    max_triples: int
    max_depth: int
    max_seconds: float
    max_memory: int
    max_report: int


def name_of(lezer: Lezer) -> str:
    """Name a function so that another process finds it; raises SettingsError for one that has no name."""
    name = f"{lezer.__module__}:{lezer.__qualname__}"
    if "<" in name or "__main__" in name:
        raise SettingsError(
            f"de lezer {name} is in een ander proces niet te vinden",
            f"the reader {name} cannot be found from another process",
        )
    return name


def fault(
    soort: str, nl: str, en: str, *, errors: Sequence[Mapping[str, Any]] = (), wacht: int | None = None
) -> dict[str, Any]:
    """Describe why there is no result: a kind of problem, what to say, and after how many seconds to try again."""
    return {"soort": soort, "nl": nl, "en": en, "errors": list(errors), "wacht": wacht}
