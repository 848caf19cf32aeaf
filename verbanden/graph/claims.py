"""What a source says, as quads of its own named graph: regelingen, rows, organisations, change events."""

from __future__ import annotations

from collections.abc import Iterable

from verbanden.graph import vocabulary as v
from verbanden.graph.terms import Graaf, boolean, day, decimal, integer, iri, text
from verbanden.identifiers import rsin_elfproef
from verbanden.model import (
    HistorischeVersie,
    Momentopname,
    Organisatie,
    Periode,
    Regeling,
    Vermelding,
    Verwijzing,
    Wijziging,
)
from verbanden.namespaces import Iris
from verbanden.resolve import Organisaties

_BESTUURSORGAAN, _HERKENNING = "bestuursorgaan", "herkenning"


class Bronschrijver:
    """Writes the named graph of one state of one source."""

    def __init__(self, iris: Iris, opname: Momentopname, organisaties: Organisaties) -> None:
        self._iris = iris
        self._organisaties = organisaties
        self._opname = opname
        self._bron = iri(iris.graaf(opname.bron.code, opname.datum))
        self.graaf = Graaf(iris.graaf(opname.bron.code, opname.datum))
        self._laws: dict[str, str] = {}
        self._identified: set[str] = set()

    def describe(self) -> None:
        """Write what the source is, and how many rows of it were read, accepted and rejected."""
        bron, add = self._opname.bron, self.graaf.feiten.append
        node = iri(self._iris.id("bron", bron.code))
        add(f"{node} {v.A} {v.vb('Bron')}")
        add(f"{node} {v.TITLE} {text(bron.titel_nl, 'nl')}")
        add(f"{node} {v.TITLE} {text(bron.titel_en, 'en')}")
        add(f"{node} {v.PUBLISHER} {text(bron.uitgever)}")
        add(f"{node} {v.LICENSE} {iri(bron.licentie)}")
        if bron.volledig_vanaf:
            add(f"{node} {v.vb('volledigVanaf')} {day(bron.volledig_vanaf)}")
        if bron.vertrek_vanaf:
            add(f"{node} {v.vb('vertrekZichtbaarVanaf')} {day(bron.vertrek_vanaf)}")
        add(f"{self._bron} {v.A} {v.vb('Momentopname')}")
        add(f"{self._bron} {v.vb('vanBron')} {node}")
        add(f"{self._bron} {v.ISSUED} {day(self._opname.datum)}")
        add(f"{self._bron} {v.vb('sha256')} {text(self._opname.sha256)}")
        counts = self._opname.tellingen
        add(f"{self._bron} {v.vb('gelezen')} {integer(sum(t.gelezen for t in counts))}")
        add(f"{self._bron} {v.vb('aangenomen')} {integer(sum(t.aangenomen for t in counts))}")
        add(f"{self._bron} {v.vb('afgewezen')} {integer(sum(t.afgewezen for t in counts))}")

    def regelingen(self, regelingen: Iterable[Regeling]) -> None:
        """Write versions of arrangements, each with its rows."""
        for regeling in regelingen:
            self._regeling(regeling)
            for vermelding in regeling.vermeldingen:
                self._vermelding(vermelding)

    def _regeling(self, r: Regeling) -> None:
        add, s = self.graaf.feiten.append, iri(self._iris.regeling(r.sleutel))
        add(f"{s} {v.A} {v.vb('Regeling')}")
        add(f"{s} {v.DCT_IDENTIFIER} {text(r.sleutel)}")
        add(f"{s} {v.TITLE} {text(r.titel, 'nl')}")
        add(f"{s} {v.vb('rechtsvorm')} {v.code('rechtsvorm', r.rechtsvorm)}")
        add(f"{s} {v.PRIMARY_SOURCE} {self._bron}")
        self._period(s, r.periode)
        if r.citeertitel:
            add(f"{s} {v.vb('citeertitel')} {text(r.citeertitel, 'nl')}")
        if r.volgende:
            add(f"{s} {v.vb('volgendeVersie')} {iri(self._iris.regeling(r.volgende))}")
        for name, other in (
            ("uitgevoerdDoor", r.lichaam),
            ("bronhouder", r.bronhouder),
            ("archiefzorgdrager", r.archiefzorgdrager),
        ):
            if other is not None:
                add(f"{s} {v.vb(name)} {self._org(other)}")
        self._contents(s, r)

    def _contents(self, s: str, r: Regeling) -> None:
        add = self.graaf.feiten.append
        for code in r.bevoegdheidsverkrijging:
            add(f"{s} {v.vb('bevoegdheidsverkrijging')} {v.code('bevoegdheidsverkrijging', code)}")
        for besluit in r.instellingsbesluiten:
            add(f"{s} {v.vb('instellingsbesluit')} {iri(besluit)}")
        for grond in r.grondslagen:
            law = iri(grond.referentie)
            add(f"{s} {v.vb('wettelijkeGrondslag')} {law}")
            if grond.opschrift and self._laws.setdefault(law, grond.opschrift) == grond.opschrift:
                add(f"{law} {v.A} {v.LEGAL_RESOURCE_CLASS}")
                add(f"{law} {v.LABEL} {text(grond.opschrift, 'nl')}")
        for terrein in r.beleidsterreinen:
            add(f"{s} {v.vb('beleidsterrein')} {iri(terrein)}")
        self._texts(s, r)

    def _texts(self, s: str, r: Regeling) -> None:
        add = self.graaf.feiten.append
        add(f"{s} {v.vb('doelVastgelegd')} {boolean(r.doel_vastgelegd)}")
        add(f"{s} {v.vb('bevoegdhedenVastgelegd')} {boolean(r.bevoegdheden_vastgelegd)}")
        if r.doel:
            add(f"{s} {v.vb('doel')} {text(r.doel, 'nl')}")
        for power in r.bevoegdheden:
            if power.kop or power.inhoud:
                add(f"{s} {v.vb('bevoegdheid')} {text(power.kop or power.inhoud, 'nl')}")
        if r.gewijzigd:
            add(f"{s} {v.MODIFIED} {day(r.gewijzigd)}")
        if r.verificatie:
            add(f"{s} {v.vb('geverifieerdOp')} {day(r.verificatie)}")

    def _vermelding(self, row: Vermelding) -> None:
        add = self.graaf.alleen_hier.append
        s = iri(vermelding_iri(self._iris, self._opname, row.regeling, row.nummer))
        lid, via = self._organisaties.herken(row.lid)
        add(f"{s} {v.A} {v.vb('Vermelding')}")
        add(f"{s} {v.vb('betreftRegeling')} {iri(self._iris.regeling(row.regeling))}")
        add(f"{s} {v.vb('noemtLid')} {iri(lid)}")
        add(f"{s} {v.vb('herkendVia')} {v.code(_HERKENNING, via)}")
        add(f"{s} {v.vb('naamInBron')} {text(row.lid.naam)}")
        add(f"{s} {v.vb('elementInBron')} {text(row.plaats.element)}")
        if row.plaats.regel is not None:
            add(f"{s} {v.vb('regelInBron')} {integer(row.plaats.regel)}")
        add(f"{s} {v.vb('toetredingsdatum')} {day(row.toetreding)}")
        add(f"{s} {v.PRIMARY_SOURCE} {self._bron}")
        for orgaan in row.organen:
            add(f"{s} {v.NAMENS_ORGAAN} {v.code(_BESTUURSORGAAN, orgaan)}")
        if row.aandeel is not None:
            add(f"{s} {v.AANDEEL} {decimal(row.aandeel)}")

    def organisaties(self, records: Iterable[Organisatie]) -> None:
        """Write organisations as this source records them; what they are all told stands in `history`."""
        for o in records:
            s = iri(self._organisaties.herken(reference(o))[0])
            here, add = self.graaf.alleen_hier.append, self.graaf.feiten.append
            here(f"{s} {v.LABEL} {text(o.naam)}")
            self._period(s, o.periode)
            if o.rechtsvorm:
                add(f"{s} {v.vb('rechtsvormVolgensBron')} {text(o.rechtsvorm)}")
            if o.gewijzigd:
                add(f"{s} {v.MODIFIED} {day(o.gewijzigd)}")
            if o.hoort_bij:
                add(f"{s} {v.vb('voertUit')} {iri(self._iris.regeling(o.hoort_bij))}")
            for identificatie in o.identificaties:
                self._identifier(s, identificatie.soort, identificatie.code)

    def _identifier(self, s: str, soort: str, code: str) -> None:
        node = iri(identifier_iri(self._iris, soort, code))
        add = self.graaf.feiten.append
        add(f"{s} {v.IDENTIFIER} {node}")
        if node in self._identified:
            return
        self._identified.add(node)
        add(f"{node} {v.A} {v.IDENTIFIER_CLASS}")
        add(f"{node} {v.NOTATION} {text(code)}")
        add(f"{node} {v.DCT_TYPE} {v.code('identificatiesoort', soort)}")
        if soort == "rsin":
            add(f"{node} {v.vb('voldoetAanElfproef')} {boolean(rsin_elfproef(code))}")

    def wijzigingen(self, wijzigingen: Iterable[Wijziging], versies: Iterable[HistorischeVersie]) -> None:
        """Write change events and earlier states of organisations, as TOOI publishes them."""
        add = self.graaf.feiten.append
        for w in wijzigingen:
            s = iri(w.iri)
            add(f"{s} {v.A} {v.tooi(w.soort)}")
            add(f"{s} {v.vb('datum')} {day(w.datum)}")
            for predicate, orgs in ((v.GENERATED, w.ontstaan), (v.INVALIDATED, w.opgeheven), (v.USED, w.gebruikt)):
                for org in orgs:
                    add(f"{s} {predicate} {iri(org)}")
            if w.grondslag:
                add(f"{s} {v.SOURCE} {grounds(w.grondslag)}")
        for versie in versies:
            s = iri(versie.iri)
            add(f"{s} {v.A} {v.tooi('HistorischeVersie')}")
            add(f"{s} {v.SPECIALIZATION_OF} {iri(versie.van)}")
            add(f"{s} {v.LABEL} {text(versie.naam)}")
            if versie.einde:
                add(f"{s} {v.EINDE} {day(versie.einde)}")

    def _period(self, s: str, periode: Periode) -> None:
        # The dates of a source are its claim; what holds, all told, is said by `history`.
        if periode.begin:
            self.graaf.alleen_hier.append(f"{s} {v.BEGIN} {day(periode.begin)}")
        if periode.einde:
            self.graaf.alleen_hier.append(f"{s} {v.EINDE} {day(periode.einde)}")

    def _org(self, verwijzing: Verwijzing) -> str:
        return iri(self._organisaties.herken(verwijzing)[0])


def grounds(value: str) -> str:
    """Write a legal ground as an IRI where it is one, else as text."""
    return iri(value) if value.startswith(("http://", "https://")) else text(value)


def reference(o: Organisatie) -> Verwijzing:
    """Point at an organisation as a row would."""
    return Verwijzing(o.systeem_id or "", o.tooi, o.owms, o.naam)


def vermelding_iri(iris: Iris, opname: Momentopname, regeling: str, nummer: int) -> str:
    """Give the IRI of a claim: source, date, arrangement, row."""
    return iris.id("vermelding", f"{opname.bron.code}-{opname.datum}-{regeling}-{nummer}")


def identifier_iri(iris: Iris, soort: str, code: str) -> str:
    """Give the IRI of an identifier, shared by all who carry it; an IRI as code is keyed by its last part."""
    last = code.rsplit("/", 1)[-1]
    sound = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else f"_{ord(c):x}" for c in last)
    return iris.id("identificatie", f"{soort}-{sound}")
