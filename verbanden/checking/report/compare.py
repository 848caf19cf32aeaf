"""Two reports compared: which findings are new, which are solved, which are still there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from verbanden.checking.verslag import Melding, Tekst, Verslag


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """Findings by what became of them; `anders` is what the two were not checked the same with."""

    nieuw: tuple[Melding, ...]
    opgelost: tuple[Melding, ...]
    ongewijzigd: tuple[Melding, ...]
    anders: tuple[Tekst, ...]

    def als_json(self) -> dict[str, Any]:
        """Give the ids of the findings, and what was different, as plain JSON data."""
        return {
            **{
                name: [found.id for found in found_]
                for name, found_ in (
                    ("nieuw", self.nieuw),
                    ("opgelost", self.opgelost),
                    ("ongewijzigd", self.ongewijzigd),
                )
            },
            "anders": [{"nl": text.nl, "en": text.en} for text in self.anders],
        }


def compare(eerder: Verslag, nu: Verslag) -> Vergelijking:
    """Compare two reports by the ids of their findings."""
    before, after = ({one.id for one in report.meldingen} for report in (eerder, nu))
    return Vergelijking(
        nieuw=tuple(one for one in nu.meldingen if one.id not in before),
        opgelost=tuple(one for one in eerder.meldingen if one.id not in after),
        ongewijzigd=tuple(one for one in nu.meldingen if one.id in before),
        anders=_different(eerder, nu),
    )


def _different(eerder: Verslag, nu: Verslag) -> tuple[Tekst, ...]:
    then, now = eerder.context, nu.context
    pairs = (
        (Tekst("de vormvoorschriften", "the shapes"), then.vormen, now.vormen),
        (Tekst("de criteriaset", "the criteria set"), then.criteriaset, now.criteriaset),
        (Tekst("de criteria daarin", "the criteria in it"), then.criteria, now.criteria),
        (Tekst("de peildatum", "the peildatum"), then.peildatum, now.peildatum),
        (Tekst("de achtergrond", "the background"), then.achtergrond, now.achtergrond),
        (Tekst("de motor", "the engine"), _engine(eerder), _engine(nu)),
    )
    return tuple(name for name, old, new in pairs if old != new)


def _engine(report: Verslag) -> tuple[str, str]:
    return report.context.motor_naam, report.context.motor_versie
