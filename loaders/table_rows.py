"""Rows of a table made triples of our vocabulary, each with its cell; what cannot be read is reported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pyoxigraph as ox

from loaders.lezen import GEEN_NAAM, schoon, sleutel
from loaders.table_cells import Cel, Reden, Rij
from loaders.table_graph import Schrijver, Term
from loaders.table_layout import Indeling
from loaders.table_members import leden
from loaders.table_report import Plek, Verslaglegging
from loaders.table_values import Waarde, begrip, datum, frequentie, ja_nee, laatste_dag, onbekend, rechtsvorm
from verbanden.namespaces import DCT, ORG, PROV, RDF, SKOS, VB, XSD

_RIJ_PER_LID = "rij-per-deelnemer"
_KRUISJES = "kruisjes"
_WIE = ("naam", "sleutel")
_DATE = ox.NamedNode(XSD + "date")
_BOOLEAN = ox.NamedNode(XSD + "boolean")
NIET_HERKEND: Reden = (
    "deze naam of code is niet herkend; de deelnemer telt mee, maar of het een overheid is blijft onbekend. "
    "Schrijf de officiële naam, met gemeente, provincie of waterschap ervoor, of de code, zoals gm0855",
    "this name or code was not recognised; the member counts, but whether it is a government stays unknown. "
    "Write the official name, with gemeente, provincie or waterschap before it, or the code, such as gm0855",
)
RAPPORTEUR_ONBEKEND: Reden = (
    "niet herkend als organisatie, en daarom niet overgenomen: namen van personen horen hier niet",
    "not recognised as an organisation, and so not taken over: names of people do not belong here",
)
GEEN_LID: Reden = ("er staat geen deelnemer op deze rij", "there is no member on this row")
TWEE_KEER: Reden = (
    "deze deelnemer staat er twee keer; hij telt één keer",
    "this member stands here twice; it counts once",
)


@dataclass(slots=True)
class _Verband:
    """A partnership while its rows are read: its node, the row it was first on, what is known of it so far."""

    node: ox.NamedNode
    rij: int
    waarden: dict[str, str] = field(default_factory=dict)
    leden: set[str] = field(default_factory=set)


class Opbouw:
    """Takes rows in order and has them written; `aangenomen` counts the rows that were accepted."""

    def __init__(self, indeling: Indeling, verslag: Verslaglegging, schrijver: Schrijver) -> None:
        self._indeling = indeling
        self._verslag = verslag
        self._schrijver = schrijver
        self._verbanden: dict[tuple[str, str], _Verband] = {}
        self._gemeld: set[tuple[str, str]] = set()
        self.aangenomen = 0

    def neem(self, rij: Rij) -> None:
        """Take one row: accepted, or rejected with the cell and the reason."""
        verband = self._verband(rij)
        if verband is None:
            return
        self.aangenomen += 1
        for veld, kolom in self._indeling.velden.items():
            cel = rij.cel(kolom)
            if veld in _LEZERS and cel.fout is not None:
                self._verslag.veld(Plek(rij, kolom), cel.tekst, cel.fout)
            elif veld in _LEZERS and not cel.leeg:
                self._veld(verband, veld, cel, Plek(rij, kolom))
        if verband.rij == rij.nummer:
            for veld, text in (self._indeling.vast or {}).items():
                self._veld(verband, veld, Cel(text), Plek(rij))
        self._leden(verband, rij)

    # --- The partnership ------------------------------------------------------------------------------

    def _verband(self, rij: Rij) -> _Verband | None:
        """Give the partnership of a row, made when it is new; None when the row is rejected."""
        if rij.fout is not None:
            self._verslag.rij(Plek(rij), rij.cel(0).tekst, rij.fout)
            return None
        at = {veld: Plek(rij, self._indeling.velden[veld]) for veld in _WIE if veld in self._indeling.velden}
        for plek in at.values():
            fout = rij.cel(plek.kolom or 0).fout
            if fout is not None:
                self._verslag.rij(plek, plek.tekst, fout)
                return None
        texts = {veld: None if onbekend(plek.tekst) else schoon(plek.tekst) for veld, plek in at.items()}
        name, key = texts.get("naam"), texts.get("sleutel")
        if name is None and key is None:
            self._verslag.rij(next(iter(at.values())), "", GEEN_NAAM)
            return None
        identity = ("sleutel", key) if key else ("naam", (name or "").casefold())
        known = self._verbanden.get(identity)
        if known is not None and self._indeling.vorm != _RIJ_PER_LID:
            self._verslag.rij(at[identity[0]], key or name or "", _double(known.rij))
            return None
        verband = known or self._nieuw(identity, rij)
        if known is None and key is not None:
            self._schrijver.zeg(verband.node, DCT + "identifier", ox.Literal(key), at["sleutel"])
        if name is not None:
            self._zet(verband, SKOS + "prefLabel", ox.Literal(name, language="nl"), at["naam"])
        return verband

    def _nieuw(self, identity: tuple[str, str], rij: Rij) -> _Verband:
        key = sleutel(identity[1]) if identity[0] == "sleutel" else None
        node = self._schrijver.knoop(f"verband-{key}" if key else f"rij-{rij.nummer}")
        verband = _Verband(node, rij.nummer)
        self._verbanden[identity] = verband
        self._schrijver.zeg(node, RDF + "type", ox.NamedNode(VB + "Samenwerkingsverband"), Plek(rij))
        return verband

    def _veld(self, verband: _Verband, veld: str, cel: Cel, plek: Plek) -> None:
        """Write what a cell says; without a column it is the same for all rows, and reported once."""
        property_, read = _LEZERS[veld]
        waarde = read(cel, self._indeling.datums)
        if veld == "doel":
            self._doel(verband, cel, waarde, plek)
        elif veld == "rapporteur":
            self._rapporteur(verband, cel, plek)
        elif waarde.fout is not None and plek.kolom is None:
            self._eenmaal(plek, cel.tekst, waarde.fout, f"vast {veld}")
        elif waarde.fout is not None:
            self._verslag.veld(plek, cel.tekst, waarde.fout)
        elif (term := _term(waarde)) is not None:
            self._zet(verband, property_, term, plek)

    def _doel(self, verband: _Verband, cel: Cel, waarde: Waarde, plek: Plek) -> None:
        """Write the purpose: that it is laid down, and its text; a plain yes or no says only the first."""
        text = schoon(cel.tekst)
        if text is None or onbekend(text):
            return
        self._zet(verband, VB + "doelVastgelegd", _boolean(waarde.ja is not False), plek)
        if waarde.ja is None:
            self._zet(verband, VB + "doel", ox.Literal(text, language="nl"), plek)

    def _rapporteur(self, verband: _Verband, cel: Cel, plek: Plek) -> None:
        text = schoon(cel.tekst)
        if text is None or onbekend(text):
            return
        iri = self._schrijver.herken(text)
        if iri is None:
            self._eenmaal(plek, text, RAPPORTEUR_ONBEKEND, "rapporteur")
        else:
            self._zet(verband, PROV + "wasAttributedTo", ox.NamedNode(iri), plek)

    def _zet(self, verband: _Verband, eigenschap: str, term: Term, plek: Plek) -> None:
        """Write one value of a partnership; a later row that says otherwise is reported, and the first counts."""
        before = verband.waarden.get(eigenschap)
        if before is None:
            verband.waarden[eigenschap] = str(term)
            self._schrijver.zeg(verband.node, eigenschap, term, plek)
        elif before != str(term):
            nl = f"rij {verband.rij} zegt van dit samenwerkingsverband iets anders; die telt"
            en = f"row {verband.rij} says something else of this partnership; that one counts"
            self._verslag.veld(plek, plek.tekst, (nl, en))

    # --- Its members ----------------------------------------------------------------------------------

    def _leden(self, verband: _Verband, rij: Rij) -> None:
        for kolom in self._indeling.leden:
            cel, plek = rij.cel(kolom), Plek(rij, kolom)
            if cel.fout is not None:
                self._verslag.veld(plek, cel.tekst, cel.fout)
                continue
            for name in self._namen(cel, plek):
                self._lid(verband, name, plek)

    def _namen(self, cel: Cel, plek: Plek) -> list[str]:
        if self._indeling.vorm == _KRUISJES:
            read = ja_nee(cel)
            if read.fout is not None:
                self._verslag.veld(plek, cel.tekst, read.fout)
            return [self._indeling.koppen[plek.kolom or 0]] if read.ja else []
        if self._indeling.vorm == _RIJ_PER_LID and cel.leeg:
            self._verslag.veld(plek, "", GEEN_LID)
        if self._indeling.vorm == "kolom-per-deelnemer":
            names = [name for name in (schoon(cel.tekst),) if name is not None]
        else:
            names = leden(cel.tekst, self._schrijver.herken, self._indeling.scheiding)
        return [name for name in names if not onbekend(name)]

    def _lid(self, verband: _Verband, name: str, plek: Plek) -> None:
        write = self._schrijver
        if write.herken(name) is None:
            self._eenmaal(plek, name, NIET_HERKEND, "lid")
        member = write.organisatie(name, plek)
        begin, end = (self._lid_dag(plek.rij, veld) for veld in ("toegetreden", "uitgetreden_per"))
        run = f"{member.value} {begin[0] if begin else ''}"
        if run in verband.leden:
            self._verslag.melding(plek, name, TWEE_KEER)
            return
        verband.leden.add(run)
        node = ox.NamedNode(f"{verband.node.value}-deelname-{len(verband.leden)}")
        write.zeg(node, RDF + "type", ox.NamedNode(VB + "Deelname"), plek)
        write.zeg(node, ORG + "member", member, plek)
        write.zeg(node, ORG + "organization", verband.node, plek)
        write.zeg(verband.node, VB + "heeftDeelname", node, plek)
        for eigenschap, dag in (("begin", begin), ("einde", end)):
            if dag is not None:
                write.zeg(node, VB + eigenschap, *dag)

    def _lid_dag(self, rij: Rij, veld: str) -> tuple[ox.Literal, Plek] | None:
        if veld not in self._indeling.velden:
            return None
        plek = Plek(rij, self._indeling.velden[veld])
        cel = rij.cel(self._indeling.velden[veld])
        read = Waarde(fout=cel.fout) if cel.fout else datum(cel, self._indeling.datums)
        if read.fout is not None:
            self._verslag.veld(plek, cel.tekst, read.fout)
        return None if read.dag is None else (_date(read.dag), plek)

    def _eenmaal(self, plek: Plek, waarde: str, reden: Reden, over: str) -> None:
        """Remark on a value where it first occurs: a table may repeat it on every row."""
        if (over, waarde.casefold()) not in self._gemeld:
            self._gemeld.add((over, waarde.casefold()))
            self._verslag.melding(plek, waarde, reden)


_Lezer = Callable[[Cel, str | None], Waarde]
_LEZERS: dict[str, tuple[str, _Lezer]] = {
    "rechtsvorm": (VB + "rechtsvorm", lambda cel, _: rechtsvorm(cel)),
    "verplichting": (VB + "verplichting", lambda cel, _: begrip(cel, "verplichting")),
    "begin": (VB + "begin", datum),
    "einde": (VB + "einde", laatste_dag),
    "beeindigd_per": (VB + "einde", datum),
    "doel": (VB + "doel", lambda cel, _: ja_nee(cel)),
    "frequentie": (VB + "frequentie", lambda cel, _: frequentie(cel)),
    "vasteGroep": (VB + "vasteGroep", lambda cel, _: ja_nee(cel)),
    "agendaVooraf": (VB + "agendaVooraf", lambda cel, _: ja_nee(cel)),
    "rapporteur": (PROV + "wasAttributedTo", lambda _, __: Waarde()),
}
"""Each field of a partnership: the property it becomes, and how its cells are read."""


def _term(waarde: Waarde) -> Term | None:
    if waarde.iri is not None:
        return ox.NamedNode(waarde.iri)
    if waarde.dag is not None:
        return _date(waarde.dag)
    return None if waarde.ja is None else _boolean(waarde.ja)


def _date(dag: date) -> ox.Literal:
    return ox.Literal(dag.isoformat(), datatype=_DATE)


def _boolean(value: bool) -> ox.Literal:
    return ox.Literal("true" if value else "false", datatype=_BOOLEAN)


def _double(rij: int) -> Reden:
    return (
        f"dit samenwerkingsverband staat al op rij {rij}; zet de deelnemers bij elkaar, of geef in de mapping op "
        f"dat elke deelnemer een eigen rij heeft (vorm: {_RIJ_PER_LID})",
        f"this partnership is on row {rij} already; put its members together, or say in the mapping that each "
        f"member has a row of its own (vorm: {_RIJ_PER_LID})",
    )
