"""A piece of the register's own XML brought to be checked: its rows to triples of our model, each with its place.

Rows become what they become in a release: versions of regelingen, partnerships with their names and Deelnames.
Of organisations only those are told that the piece itself records: of the others the background knows more.
A partnership of which not all versions are in the piece gets a name of its own: what the register calls it, and
who left it when, cannot be seen from here.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import pyoxigraph as ox

from loaders import roo
from loaders.grenzen import controleer_tekst, onleesbaar, te_veel
from loaders.lezen import VELD, Hasher, Invoer
from loaders.rdf_xml import Tags
from verbanden.checking.lexicon import lexicon
from verbanden.errors import SourceError
from verbanden.graph import vocabulary as v
from verbanden.graph.claims import Bronschrijver, vermelding_iri
from verbanden.graph.partnerships import Geschiedenisschrijver
from verbanden.history import history
from verbanden.model import (
    Afwijzing,
    Bron,
    Deelname,
    Momentopname,
    Organisatie,
    Periode,
    Plaats,
    Record,
    Regeling,
    Verband,
    Verwijzing,
)
from verbanden.namespaces import CC0, GENID, Iris
from verbanden.resolve import Organisaties
from verbanden.submission import Herken, Inzending, InzendingError, Limieten, Vindplaats

ROO = "application/xml"
"""The media type that a piece of the register was read as."""

# They point at the named graph of a release, which a document is not.
_VAN_RELEASE = {v.PRIMARY_SOURCE, v.DERIVED_FROM}
_BRON = Bron("inzending", "Aangeboden document", "Document submitted", "", CC0, "")


def lees_roo(naam: str, data: bytes, *, limieten: Limieten, herken: Herken) -> Inzending:
    """Read a piece of the register; raises InzendingError. Rows that cannot be used stand in `afwijzingen`."""
    tekst = controleer_tekst(naam, data)
    Tags(naam, tekst, limieten).controleer()
    invoer = Invoer(naam, Hasher(io.BytesIO(tekst)))
    records, afwijzingen = _lees(invoer, limieten)
    if invoer.datum is None:
        raise onleesbaar(Vindplaats(naam), "geen standdatum", "no state date")
    sha256 = hashlib.sha256(data).hexdigest()
    schrijver = _Schrijver(naam, Momentopname(_BRON, invoer.datum, sha256), limieten)
    schrijver.schrijf([_herkend(r, herken) for r in records])
    gelezen = sum(invoer.gelezen.values())
    return Inzending(
        naam=naam,
        vorm=ROO,
        sha256=sha256,
        bytes=len(data),
        triples=tuple(schrijver.plaatsen),
        plaatsen=tuple(schrijver.plaatsen.values()),
        afwijzingen=tuple(afwijzingen),
        gelezen=gelezen,
        aangenomen=gelezen - sum(a.rij != VELD for a in afwijzingen),
    )


def _lees(invoer: Invoer, limieten: Limieten) -> tuple[list[Record], list[Afwijzing]]:
    records: list[Record] = []
    afwijzingen: list[Afwijzing] = []
    try:
        for ding in roo.lees(invoer):
            if isinstance(ding, Afwijzing):
                afwijzingen.append(ding)
            else:
                records.append(ding)
            if sum(invoer.gelezen.values()) > limieten.rijen:
                raise te_veel(Vindplaats(invoer.bestand, ding.plaats.regel), "rijen", "rows", limieten.rijen)
    except InzendingError:
        raise
    except SourceError as fout:
        raise InzendingError("onleesbaar", fout.nl, fout.en, Vindplaats(invoer.bestand)) from fout
    return records, afwijzingen


def _herkend(record: Record, herken: Herken) -> Record:
    """Give organisations and references without a TOOI identifier one, where the background knows their OWMS term.

    Both alike: else a row would point past the organisation that the piece records, and past the day of its end.
    """
    if isinstance(record, Organisatie):
        return record if record.tooi or not record.owms else replace(record, tooi=herken(record.owms))
    if not isinstance(record, Regeling):
        return record

    def zoek(lid: Verwijzing | None) -> Verwijzing | None:
        if lid is None or lid.tooi or not lid.owms:
            return lid
        return replace(lid, tooi=herken(lid.owms))

    return replace(
        record,
        lichaam=zoek(record.lichaam),
        bronhouder=zoek(record.bronhouder),
        archiefzorgdrager=zoek(record.archiefzorgdrager),
        vermeldingen=tuple(replace(rij, lid=zoek(rij.lid) or rij.lid) for rij in record.vermeldingen),
    )


@dataclass(frozen=True, slots=True)
class _EigenIris(Iris):
    """Names partnerships, Deelnames and names within one document; all else as a release does."""

    merk: str = ""

    def id(self, soort: str, sleutel: str) -> str:
        if soort in ("verband", "deelname", "naam"):
            return f"{GENID}{self.merk}-{soort}-{sleutel}"
        return Iris.id(self, soort, sleutel)


class _Schrijver:
    """Writes what the rows say, and remembers of each subject in which row it stands."""

    def __init__(self, naam: str, opname: Momentopname, limieten: Limieten) -> None:
        self._naam = naam
        self._opname = opname
        self._hoogstens = limieten.triples
        self._iris = Iris()
        self._eigen_iris = _EigenIris(merk=opname.sha256[:16])
        self._waar: dict[str, Vindplaats] = {}
        self.plaatsen: dict[ox.Triple, Vindplaats] = {}

    def schrijf(self, records: list[Record]) -> None:
        """Write all records; raises InzendingError when there would be too many triples."""
        regelingen = [r for r in records if isinstance(r, Regeling)]
        eigen = [r for r in records if isinstance(r, Organisatie)]
        organisaties = Organisaties(self._iris, eigen)
        bron = Bronschrijver(self._iris, self._opname, organisaties)
        self._onthoud(regelingen, organisaties)
        begin = 0
        for regeling in regelingen:
            bron.regelingen([regeling])
            begin = self._neem(bron.graaf.feiten, begin, self._vind(regeling.plaats, "regeling"))
        for organisatie in eigen:
            bron.organisaties([organisatie])
            begin = self._neem(bron.graaf.feiten, begin, self._vind(organisatie.plaats, "organisatie"))
        self._verbanden(regelingen, eigen, organisaties)

    def _verbanden(self, regelingen: list[Regeling], eigen: list[Organisatie], organisaties: Organisaties) -> None:
        per_sleutel = {r.sleutel: r for r in regelingen}
        rijen = {(rij.regeling, rij.nummer): rij.plaats for r in regelingen for rij in r.vermeldingen}
        for gevonden in history(regelingen, organisaties).verbanden:
            versies = [per_sleutel[sleutel] for sleutel, _ in gevonden.regelingen]
            verband = _tot_de_fusie(gevonden, versies, organisaties)
            iris = self._iris if _heel(versies) else self._eigen_iris
            for deelname in verband.deelnames:
                if deelname.vermeldingen:
                    plaats = self._vind(rijen[deelname.vermeldingen[0]], "regeling")
                    self._waar[iris.id("deelname", deelname.sleutel)] = plaats
            # One writer each: it tells all periods that it ever saw time and again.
            geschiedenis = self._geschiedenis(iris, organisaties)
            geschiedenis.verbanden([verband])
            self._neem(geschiedenis.graaf.feiten, 0, self._vind(versies[-1].plaats, "regeling"))
        if eigen:
            eigen_iris = {f"<{iri}>" for iri in organisaties.records}
            geschiedenis = self._geschiedenis(self._iris, organisaties)
            geschiedenis.organisaties()
            over_eigen = [t for t in geschiedenis.graaf.feiten if t.split(" ", 1)[0] in eigen_iris]
            self._neem(over_eigen, 0, self._vind(eigen[0].plaats, "organisatie"))

    def _geschiedenis(self, iris: Iris, organisaties: Organisaties) -> Geschiedenisschrijver:
        def vermelding(regeling: str, nummer: int) -> str:
            return vermelding_iri(self._iris, self._opname, regeling, nummer)

        return Geschiedenisschrijver(iris, "", organisaties, vermelding)

    def _onthoud(self, regelingen: Iterable[Regeling], organisaties: Organisaties) -> None:
        for regeling in regelingen:
            self._waar[self._iris.regeling(regeling.sleutel)] = self._vind(regeling.plaats, "regeling")
        for iri, records in organisaties.records.items():
            self._waar[iri] = self._vind(records[0].plaats, "organisatie")

    def _neem(self, feiten: list[str], begin: int, plaats: Vindplaats) -> int:
        """Take what was written since the last time: it stands in the row of its subject, or else in this one."""
        termen = lexicon().feiten
        for onderwerp, triple in _triples(feiten[begin:]):
            # What a law of the vocabulary is called stands there already.
            if str(triple.predicate) in _VAN_RELEASE or triple.subject in termen:
                continue
            self.plaatsen.setdefault(triple, self._waar.get(onderwerp, plaats))
            if len(self.plaatsen) > self._hoogstens:
                raise te_veel(plaats, "triples", "triples", self._hoogstens)
        return len(feiten)

    def _vind(self, plaats: Plaats, rij: str) -> Vindplaats:
        element = f"{rij}[{plaats.record}]" + (f"/{plaats.element}" if plaats.element else "")
        return Vindplaats(self._naam, plaats.regel, element=element)


def _heel(versies: list[Regeling]) -> bool:
    """Tell whether all versions are here: no version names one before or after it that is not."""
    hier = {r.sleutel for r in versies}
    return all(ander is None or ander in hier for r in versies for ander in (r.vorige, r.volgende))


def _tot_de_fusie(verband: Verband, versies: list[Regeling], organisaties: Organisaties) -> Verband:
    """Let members that a version dropped ahead of their merger take part until that day, as a release does.

    Who succeeded whom is not in the piece. That somebody joins the next version on the very day on which the
    member was abolished, and then takes part, shows it well enough.
    """
    leden = {r.sleutel: {organisaties.herken(rij.lid)[0] for rij in r.vermeldingen} for r in versies}
    rijen = [(r, rij.toetreding, organisaties.herken(rij.lid)[0]) for r in versies for rij in r.vermeldingen]

    def op(dag: date) -> set[str]:
        return {lid for sleutel, periode in verband.regelingen if periode.bevat(dag) for lid in leden[sleutel]}

    def tot(d: Deelname) -> Deelname:
        vertrek, opheffing = d.periode.einde, organisaties.lid(d.lid).periode.einde
        if d.eind_reden != "uitgetreden" or vertrek is None or opheffing is None or opheffing <= vertrek:
            return d
        nieuw = {lid for r, dag, lid in rijen if r.periode.begin == vertrek and dag == opheffing}
        dan = op(opheffing)
        if d.lid in dan or not nieuw & dan:
            return d
        return replace(d, periode=Periode(d.periode.begin, opheffing), eind_reden="lid-opgeheven")

    return replace(verband, deelnames=tuple(map(tot, verband.deelnames)))


def _triples(feiten: list[str]) -> Iterator[tuple[str, ox.Triple]]:
    lines = " .\n".join([*feiten, ""]).encode()
    for quad in ox.parse(input=lines, format=ox.RdfFormat.N_TRIPLES):
        yield str(quad.subject)[1:-1], quad.triple
