"""Which organisation is meant: references of sources resolved to one IRI, and what became of it.

A reference resolves by TOOI, then by OWMS (never a placeholder), then by the register's own key. How is kept
with every claim (def/herkenning). Nothing is joined by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from verbanden.model import HistorischeVersie, Organisatie, Periode, Verwijzing, Wijziging
from verbanden.namespaces import TOOI_ID, Iris

_AARD_BY_FOLDER = {
    "gemeente": "gemeente",
    "provincie": "provincie",
    "waterschap": "waterschap",
    "ministerie": "rijk",
    "so": "samenwerkingsorganisatie",
    "col": "caribisch-openbaar-lichaam",
}


@dataclass(frozen=True, slots=True)
class Lid:
    """What we know of an organisation when all registers are laid together."""

    iri: str
    naam: str
    aard: str
    periode: Periode


@dataclass(frozen=True, slots=True)
class Opvolging:
    """From a day on, `opvolger` is what `voorganger` was; from a change event of TOOI."""

    voorganger: str
    opvolger: str
    datum: date
    wijziging: str


class Organisaties:
    """All organisations of all registers, found by any reference; the registers named first win.

    `aarden` gives the kind of organisations that no register describes, by their key in the source.
    """

    def __init__(
        self,
        iris: Iris,
        organisaties: Iterable[Organisatie],
        wijzigingen: Iterable[Wijziging] = (),
        versies: Iterable[HistorischeVersie] = (),
        aarden: Mapping[str, str] | None = None,
    ) -> None:
        self._iris = iris
        self._aarden = dict(aarden or {})
        self._by_owms: dict[str, str] = {}
        self._by_key: dict[str, str] = {}
        self._leden: dict[str, Lid] = {}
        self.records: dict[str, list[Organisatie]] = {}
        self.opvolgingen: list[Opvolging] = []
        self._opvolgers: dict[str, list[Opvolging]] = {}
        self._voorgangers: dict[str, list[Opvolging]] = {}
        wijzigingen = list(wijzigingen)
        self._remember(organisaties)
        self._founded = {iri: w.datum for w in wijzigingen for iri in w.ontstaan}
        self._succeed(wijzigingen, {v.iri for v in versies})
        self._know()

    def _remember(self, organisaties: Iterable[Organisatie]) -> None:
        # Two passes: a register that knows a TOOI IRI must be in before one that knows only the OWMS name.
        waiting: list[Organisatie] = []
        for record in organisaties:
            if record.tooi is None:
                waiting.append(record)
            else:
                self._keep(record.tooi, record)
        for record in waiting:
            iri = self._by_owms.get(record.owms or "")
            self._keep(iri or self._iris.organisatie(f"roo-{record.systeem_id}"), record)

    def _keep(self, iri: str, record: Organisatie) -> None:
        self.records.setdefault(iri, []).append(record)
        if record.owms:
            self._by_owms.setdefault(record.owms, iri)
        if record.systeem_id:
            self._by_key.setdefault(record.systeem_id, iri)

    def _succeed(self, wijzigingen: list[Wijziging], versies: set[str]) -> None:
        for w in wijzigingen:
            if w.soort == "Toestandswijziging":
                continue  # a change of name or state: the organisation itself goes on
            for old in w.opgeheven:
                if old in versies:
                    continue
                for new in (*w.ontstaan, *w.gebruikt):
                    # What no register describes has no name or dates to carry on with.
                    if new != old and new in self.records:
                        step = Opvolging(old, new, w.datum, w.iri)
                        self.opvolgingen.append(step)
                        self._opvolgers.setdefault(old, []).append(step)
                        self._voorgangers.setdefault(new, []).append(step)

    def _know(self) -> None:
        for iri, records in self.records.items():
            begin = next((r.periode.begin for r in records if r.periode.begin), None) or self._founded.get(iri)
            einde = next((r.periode.einde for r in records if r.periode.einde), None)
            self._leden[iri] = Lid(iri, records[0].naam, self._kind(records), Periode(begin, einde))

    def _kind(self, records: list[Organisatie]) -> str:
        """Give the kind by our own list where it has one: it corrects a register, each line with its ground."""
        curated = next((self._aarden[r.systeem_id] for r in records if r.systeem_id in self._aarden), None)
        return curated or next((r.aard for r in records if r.aard != "onbekend"), "onbekend")

    def herken(self, verwijzing: Verwijzing) -> tuple[str, str]:
        """Give the IRI meant, and how it was found: tooi, owms or roo."""
        if verwijzing.tooi:
            iri, via = verwijzing.tooi, "tooi"
        elif verwijzing.owms and verwijzing.owms in self._by_owms:
            iri, via = self._by_owms[verwijzing.owms], "owms"
        else:
            key = verwijzing.systeem_id
            iri, via = self._by_key.get(key) or self._iris.organisatie(f"roo-{key}"), "roo"
        if iri not in self._leden:
            self._leden[iri] = Lid(iri, verwijzing.naam, self._aard(iri, verwijzing), Periode(None, None))
        return iri, via

    def _aard(self, iri: str, verwijzing: Verwijzing) -> str:
        folder = iri.removeprefix(TOOI_ID).split("/")[0] if iri.startswith(TOOI_ID) else ""
        return _AARD_BY_FOLDER.get(folder) or self._aarden.get(verwijzing.systeem_id, "onbekend")

    def lid(self, iri: str) -> Lid:
        """Give what is known of an organisation that was recorded or referred to; KeyError otherwise."""
        return self._leden[iri]

    def alle(self) -> list[Lid]:
        """Give every organisation recorded or referred to so far, by IRI."""
        return [self._leden[iri] for iri in sorted(self._leden)]

    def opvolgers(self, iri: str) -> list[Opvolging]:
        """Give the direct successors of an abolished organisation (more than one when it was split up)."""
        return self._opvolgers.get(iri, [])

    def voorgangers(self, iri: str) -> list[Opvolging]:
        """Give the direct predecessors of an organisation."""
        return self._voorgangers.get(iri, [])

    def op_datum(self, iri: str, dag: date) -> list[str]:
        """Give what an organisation of then is on a day: itself, or its successors of that day."""
        return list(dict.fromkeys(self._followed(iri, dag, frozenset())))

    def _followed(self, iri: str, dag: date, seen: frozenset[str]) -> Iterator[str]:
        periode = self._leden[iri].periode if iri in self._leden else Periode(None, None)
        steps = [step for step in self.opvolgers(iri) if step.opvolger not in seen]
        if periode.einde is None or dag < periode.einde or not steps:
            yield iri
            return
        for step in steps:
            yield from self._followed(step.opvolger, dag, seen | {iri})
