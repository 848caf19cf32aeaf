"""What we make of the claims: partnerships, Deelnames, names, and organisations all told; a graph of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from verbanden.graph import vocabulary as v
from verbanden.graph.terms import Graaf, day, decimal, iri, text
from verbanden.identifiers import tooi_key
from verbanden.model import Deelname, Opvolgkandidaat, Periode, Verband
from verbanden.namespaces import TOOI_ID, Iris
from verbanden.resolve import Organisaties

_CLASS_BY_AARD = {
    "gemeente": "Gemeente",
    "provincie": "Provincie",
    "waterschap": "Waterschap",
    "rijk": "Ministerie",
    "samenwerkingsorganisatie": "Samenwerkingsorganisatie",
    "caribisch-openbaar-lichaam": "CaribischOpenbaarLichaam",
}


class Geschiedenisschrijver:
    """Writes the graph of what follows from all sources together.

    `vermelding` gives the IRI of a claim by the key of its regeling and its number, `volledig` the day from which
    the source of a regeling is complete, None where it covers all of its field.
    """

    def __init__(
        self,
        iris: Iris,
        naam: str,
        organisaties: Organisaties,
        vermelding: Callable[[str, int], str],
        volledig: Callable[[str], date | None] = lambda _: None,
    ) -> None:
        self._iris = iris
        self._organisaties = organisaties
        self._vermelding = vermelding
        self._volledig = volledig
        self._days: set[date] = set()
        self._periods: dict[str, Periode] = {}
        self.graaf = Graaf(naam)

    def verbanden(self, verbanden: Iterable[Verband]) -> None:
        """Write partnerships with their names, versions, interruptions and Deelnames."""
        for verband in verbanden:
            self._verband(verband)
            for deelname in verband.deelnames:
                self._deelname(deelname)
        self._intervals()

    def _verband(self, verband: Verband) -> None:
        add, s = self.graaf.feiten.append, iri(self._iris.verband(verband.sleutel))
        add(f"{s} {v.A} {v.vb('Samenwerkingsverband')}")
        add(f"{s} {v.PREF_LABEL} {text(verband.naam, 'nl')}")
        for former in sorted({n.naam for n in verband.namen} - {verband.naam}):
            add(f"{s} {v.ALT_LABEL} {text(former, 'nl')}")
        self._period(s, verband.periode)
        for since in {self._volledig(regeling) for regeling, _ in verband.regelingen}:
            if since is not None:
                add(f"{s} {v.vb('volledigVanaf')} {day(since)}")
        for regeling, periode in verband.regelingen:
            version = iri(self._iris.regeling(regeling))
            add(f"{s} {v.vb('heeftRegeling')} {version}")
            self._period(version, periode)
        for gap in verband.gaten:
            add(f"{s} {v.vb('onderbreking')} {self._interval(gap)}")
        for number, name in enumerate(verband.namen, start=1):
            node = iri(self._iris.id("naam", f"{verband.sleutel}-{number}"))
            add(f"{s} {v.vb('heeftNaam')} {node}")
            add(f"{node} {v.A} {v.vb('Naamgebruik')}")
            add(f"{node} {v.NAAM} {text(name.naam, 'nl')}")
            self._period(node, name.periode)

    def _deelname(self, d: Deelname) -> None:
        add, s = self.graaf.feiten.append, iri(self._iris.id("deelname", d.sleutel))
        add(f"{s} {v.A} {v.vb('AfgeleideDeelname' if d.afgeleid else 'Deelname')}")
        add(f"{s} {v.MEMBER} {iri(d.lid)}")
        add(f"{s} {v.ORGANIZATION} {iri(self._iris.verband(d.verband))}")
        add(f"{s} {v.ROLE} {v.MEMBER_ROLE}")
        self._period(s, d.periode)
        add(f"{s} {v.MEMBER_DURING} {self._interval(d.periode)}")
        add(f"{s} {v.vb('beginGrond')} {v.code('begingrond', d.begin_grond)}")
        if d.eind_reden:
            add(f"{s} {v.vb('eindReden')} {v.code('eindreden', d.eind_reden)}")
        for orgaan in d.organen:
            add(f"{s} {v.NAMENS_ORGAAN} {v.code('bestuursorgaan', orgaan)}")
        if d.aandeel is not None:
            add(f"{s} {v.AANDEEL} {decimal(d.aandeel)}")
        for regeling, nummer in d.vermeldingen:
            add(f"{s} {v.DERIVED_FROM} {iri(self._vermelding(regeling, nummer))}")
        for other in d.zet_voort:
            add(f"{s} {v.vb('zetVoort')} {iri(self._iris.id('deelname', other))}")

    def _interval(self, periode: Periode) -> str:
        node = iri(self._iris.periode(periode.begin, periode.einde))
        self._periods[node] = periode
        return node

    def _intervals(self) -> None:
        """Write the intervals and days that were used: shared, and keyed by their dates."""
        add = self.graaf.feiten.append
        for node, periode in sorted(self._periods.items()):
            add(f"{node} {v.A} {v.INTERVAL_CLASS}")
            for predicate, when in ((v.HAS_BEGINNING, periode.begin), (v.HAS_END, periode.einde)):
                if when:
                    self._days.add(when)
                    add(f"{node} {predicate} {iri(self._iris.id('dag', when.isoformat()))}")
        for when in sorted(self._days):
            node = iri(self._iris.id("dag", when.isoformat()))
            add(f"{node} {v.A} {v.INSTANT_CLASS}")
            add(f"{node} {v.IN_XSD_DATE} {day(when)}")

    def organisaties(self) -> None:
        """Write every organisation as it is when all registers are laid together: TOOI's word goes first."""
        for lid in self._organisaties.alle():
            self._organisatie(lid.iri)
        for step in self._organisaties.opvolgingen:
            old, new = iri(step.voorganger), iri(step.opvolger)
            self.graaf.feiten.append(f"{old} {v.vb('opgevolgdDoor')} {new}")

    def _organisatie(self, org: str) -> None:
        add, s, lid = self.graaf.feiten.append, iri(org), self._organisaties.lid(org)
        add(f"{s} {v.A} {v.ORGANIZATION_CLASS}")
        if org.startswith(TOOI_ID) and lid.aard in _CLASS_BY_AARD:
            add(f"{s} {v.A} {v.tooi(_CLASS_BY_AARD[lid.aard])}")
            add(f"{s} {v.ORGANISATIECODE} {text(tooi_key(org))}")
        add(f"{s} {v.LABEL} {text(lid.naam)}")
        add(f"{s} {v.PREF_LABEL} {text(lid.naam, 'nl')}")
        add(f"{s} {v.AARD} {v.code('aard', lid.aard)}")
        self._period(s, lid.periode)
        records = self._organisaties.records.get(org, [])
        others = {name for r in records for name in (r.naam, *r.andere_namen)} - {lid.naam}
        for name in sorted(others):
            add(f"{s} {v.ALT_LABEL} {text(name, 'nl')}")
        for short in sorted({r.afkorting for r in records if r.afkorting}):
            add(f"{s} {v.vb('afkorting')} {text(short)}")
        province = next((r.provincie for r in records if r.provincie), None)
        if province:
            add(f"{s} {v.LIGT_IN_PROVINCIE} {iri(province)}")

    def kandidaten(self, kandidaten: Iterable[Opvolgkandidaat]) -> None:
        """Write the pairs that may be one partnership: for people to decide, joined by nobody."""
        add = self.graaf.feiten.append
        for k in kandidaten:
            s = iri(self._iris.id("kandidaat", f"{k.eerder}-{k.later}"))
            add(f"{s} {v.A} {v.vb('Opvolgkandidaat')}")
            add(f"{s} {v.vb('eerder')} {iri(self._iris.verband(k.eerder))}")
            add(f"{s} {v.vb('later')} {iri(self._iris.verband(k.later))}")
            add(f"{s} {v.vb('gelijkenis')} {decimal(f'{k.gelijkenis:.3f}')}")
            add(f"{s} {v.vb('methode')} {text(k.methode)}")

    def _period(self, s: str, periode: Periode) -> None:
        if periode.begin:
            self.graaf.feiten.append(f"{s} {v.BEGIN} {day(periode.begin)}")
        if periode.einde:
            self.graaf.feiten.append(f"{s} {v.EINDE} {day(periode.einde)}")
