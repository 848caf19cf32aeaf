"""Choosing a representation and a language by what the client accepts (RFC 9110, section 12.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verbanden.errors import Taal


@dataclass(frozen=True, slots=True)
class Bereik:
    """One member of an Accept header: a media range (or language range) and its weight."""

    naam: str
    gewicht: float

    @property
    def precisie(self) -> int:
        """How precise the range is: `*/*` 0, `text/*` 1, `text/turtle` 2."""
        if self.naam in ("*/*", "*"):
            return 0
        return 1 if self.naam.endswith("/*") else 2

    def omvat(self, naam: str) -> bool:
        """Tell whether the range covers a media type (in lower case, without parameters)."""
        if self.precisie == 0:
            return True
        if self.precisie == 1:
            return naam.startswith(self.naam[:-1])
        return naam == self.naam


def ranges(header: str | None) -> list[Bereik]:
    """Read an Accept or Accept-Language header; members that make no sense are left out."""
    found: list[Bereik] = []
    for member in (header or "").split(","):
        naam, *parameters = [part.strip() for part in member.split(";")]
        if naam:
            weight = _weight(parameters)
            if weight is not None:
                found.append(Bereik(naam.lower(), weight))
    return found


def _weight(parameters: list[str]) -> float | None:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                weight = float(value.strip())
            except ValueError:
                return None
            return weight if 0 <= weight <= 1 else None
    return 1.0


def negotiate(header: str | None, offers: Sequence[str]) -> str | None:
    """Choose among media types, given in our own order of preference; None when none is acceptable.

    An absent or empty header accepts the first offer. The most precise range that covers an offer gives its
    weight, as the RFC says; equal weights go to the earlier offer, except that a type asked for by name goes
    before one that only a wildcard covers.
    """
    accepted = ranges(header)
    if not accepted:
        return offers[0] if offers and not (header or "").strip() else None
    best: tuple[float, int, int] | None = None
    chosen: str | None = None
    for place, offer in enumerate(offers):
        covering = [r for r in accepted if r.omvat(offer.partition(";")[0].strip())]
        if not covering:
            continue
        precise = max(covering, key=lambda r: r.precisie)
        rank = (precise.gewicht, precise.precisie, -place)
        if precise.gewicht > 0 and (best is None or rank > best):
            best, chosen = rank, offer
    return chosen


def asks_by_name(header: str | None, media_type: str) -> bool:
    """Tell whether a media type is asked for by its own name, as a browser asks for text/html."""
    return any(r.naam == media_type and r.gewicht > 0 for r in ranges(header))


def language(header: str | None, default: Taal = "nl") -> Taal:
    """Choose Dutch or English by Accept-Language; anything else gets the default."""
    best: tuple[float, Taal] | None = None
    for member in ranges(header):
        code = member.naam.partition("-")[0]
        taal: Taal | None = "nl" if code == "nl" else "en" if code == "en" else None
        if taal and member.gewicht > 0 and (best is None or member.gewicht > best[0]):
            best = (member.gewicht, taal)
    return best[1] if best else default
