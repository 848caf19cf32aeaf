"""Why there is no result, in words: documents that are refused, limits that are reached, workers that are lost.

A refusal is plain data (`task.fault`), so that a worker can send it and a kept job can tell it later.
"""

from __future__ import annotations

import signal
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from api.validation.task import Stuk, fault
from verbanden.errors import StoreError, VerbandenError
from verbanden.submission import InzendingError, Vindplaats

_KINDS = {
    "onleesbaar": "document-geweigerd",
    "onbekende-vorm": "onbekend-formaat",
    "te-groot": "te-veel",
    "te-veel": "te-veel",
    "te-diep": "document-geweigerd",
    "gevaarlijk": "document-geweigerd",
}
_HEAVIEST = ("te-veel", "onbekend-formaat", "document-geweigerd")
"""Where documents are refused for different reasons, which of them gives the status."""


class Geweigerd(Exception):  # noqa: N818 - a refusal is an outcome
    """A check that ends without a result; `fout` says why."""

    def __init__(self, fout: dict[str, Any]) -> None:
        super().__init__(fout["en"])
        self.fout = fout


def of_errors(errors: Sequence[tuple[Stuk, InzendingError]]) -> dict[str, Any]:
    """Report all documents that were refused together."""
    kinds = {_KINDS[error.soort] for _, error in errors}
    told = [
        {
            "in": stuk.naam,
            "nl": error.nl,
            "en": error.en,
            "soort": error.soort,
            "plaats": _place(error.plaats),
        }
        for stuk, error in errors
    ]
    return fault(
        next(kind for kind in _HEAVIEST if kind in kinds),
        "; ".join(f"{fout['in']}: {fout['nl']}" for fout in told),
        "; ".join(f"{fout['in']}: {fout['en']}" for fout in told),
        errors=told,
    )


def _place(plaats: Vindplaats | None) -> dict[str, Any] | None:
    if plaats is None:
        return None
    return {key: value for key, value in asdict(plaats).items() if value is not None}


def too_much_memory(limit: int) -> dict[str, Any]:
    """Say that a check needs more memory than it may have."""
    return fault(
        "te-veel",
        f"Deze toetsing vraagt meer geheugen dan er voor één toetsing is ({limit} bytes). Bied minder of kleinere "
        "documenten tegelijk aan.",
        f"This check needs more memory than there is for one check ({limit} bytes). Send fewer or smaller "
        "documents at once.",
    )


def too_long(limit: float) -> dict[str, Any]:
    """Say that a check took more time than it may."""
    return fault(
        "te-veel",
        f"De toetsing duurde langer dan {limit:g} seconden en is gestopt. Bied minder of kleinere documenten "
        "tegelijk aan.",
        f"The check took longer than {limit:g} seconds and was stopped. Send fewer or smaller documents at once.",
    )


def waited_too_long(limit: float) -> dict[str, Any]:
    """Say that a check waited for its turn for longer than it may."""
    return fault(
        "te-druk",
        f"De toetsing kwam binnen {limit:g} seconden niet aan de beurt. Bied de documenten later opnieuw aan.",
        f"The check did not get its turn within {limit:g} seconds. Send the documents again later.",
        wacht=30,
    )


def too_large(limit: int) -> dict[str, Any]:
    """Say that a request is larger than it may be."""
    return fault(
        "te-veel",
        f"Het verzoek is groter dan {limit} bytes. Bied de documenten in delen aan.",
        f"The request is larger than {limit} bytes. Send the documents in parts.",
    )


def stopped() -> dict[str, Any]:
    """Say that a check was stopped because its service was, or because it was deleted."""
    return fault(
        "toetsing-afgebroken",
        "De toetsing is gestopt voordat zij klaar was. Bied de documenten opnieuw aan.",
        "The check was stopped before it was ready. Send the documents again.",
        wacht=5,
    )


def lost(code: int | None, memory: int) -> dict[str, Any]:
    """Say why a worker ended in the middle of a check, by how it ended.

    An engine that cannot get memory, or whose stack is full, ends by a signal of its own: that is the document's
    doing. Who is killed from outside could not help it, and the same documents may well pass next time.
    """
    if code is not None and -code in (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGILL):
        return fault(
            "te-veel",
            f"De toetsing liep vast op deze documenten: zij vragen meer geheugen ({memory} bytes) of zijn dieper "
            "genest dan wij aankunnen. Bied minder of kleinere documenten tegelijk aan.",
            f"The check got stuck on these documents: they need more memory ({memory} bytes) or are nested more "
            "deeply than we can bear. Send fewer or smaller documents at once.",
        )
    return stopped()


def background(error: VerbandenError) -> dict[str, Any]:
    """Say that the release could not tell what it knows: refused by it, or it did not answer."""
    if isinstance(error, StoreError):
        nl, en = "De opslag gaf geen antwoord; probeer het later weer.", "The store gave no answer; try later."
        return fault("opslag-antwoordt-niet", nl, en, wacht=10)
    return fault("te-veel", error.nl, error.en)


def unexpected() -> dict[str, Any]:
    """Say that something went wrong on our side, without what."""
    return fault(
        "interne-fout",
        "Wij hebben de fout vastgelegd; het verzoek zelf hoeft niet verkeerd te zijn.",
        "We recorded the error; the request itself need not be wrong.",
    )
