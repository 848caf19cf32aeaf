"""Check what others bring: documents together with what a release knows, against the shapes and a criteria set.

`toets` needs no network, no files and no clock: the same documents, background and order give the same report.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from verbanden import __version__
from verbanden.assemble import Progress, silent
from verbanden.checking.judgement import Verwoording
from verbanden.checking.material import material, mentioned
from verbanden.checking.notices import groups, notices
from verbanden.checking.shapeset import vormenset
from verbanden.checking.subjects import Onderwerpen
from verbanden.checking.suggestions import suggested
from verbanden.checking.verslag import Context, Document, Melding, Motor, Tekst, Uitkomst, Verbandoordeel, Verslag
from verbanden.definition.criteria import criteriaset
from verbanden.definition.situations import situations
from verbanden.definition.verdicts import judge
from verbanden.errors import ReleaseError, SourceError
from verbanden.findings import Rapport
from verbanden.shapebook import Vormen
from verbanden.submission import Inzending
from verbanden.validation import validate

__all__ = ["Achtergrond", "Opdracht", "Verslag", "toets"]

REFERENTIE_TOT = 5_000
"""Up to so many triples "auto" takes the reference engine, which then answers within a second or so."""


class Achtergrond(Protocol):
    """What is known already: a release, or anything that can stand in for one.

    One that also has `bijna` (see `suggestions`) is asked whom a sender meant by a name that nobody bears.
    """

    @property
    def naam(self) -> str:
        """The name of the release, for the report."""
        ...

    @property
    def datum(self) -> date:
        """The date of the release: the peildatum where none is asked for."""
        ...

    def over(self, iris: Collection[str]) -> bytes:
        """Give as N-Triples what is known of these things; nothing for what is not known."""
        ...

    def herken(self, tekst: str) -> str | None:
        """Give the IRI of an organisation by name or code; None when there is none or more than one."""
        ...


@dataclass(frozen=True, slots=True)
class Opdracht:
    """What to check: which criteria set, as of which day (default: the release's), with which engine.

    "auto" is the reference engine for little data and the fast one for much.
    """

    criteria: str = "definitie-2024"
    peildatum: date | None = None
    motor: Literal["auto", "snel", "referentie"] = "auto"


@dataclass(frozen=True, slots=True)
class _Gekozen:
    """An engine, and why it was taken."""

    motor: Motor
    reden: Tekst


def toets(
    inzendingen: Sequence[Inzending],
    achtergrond: Achtergrond,
    opdracht: Opdracht,
    voortgang: Progress = silent,
) -> Verslag:
    """Check documents; the report says what is wrong, not known, where, and with what it was checked.

    Raises QueryError for a criteria set that does not exist, SourceError when the documents together are more than
    can be checked, ReleaseError when the shapes cannot be applied.
    """
    chosen = criteriaset(opdracht.criteria)
    shapes = vormenset(opdracht.criteria)
    peildatum = opdracht.peildatum or achtergrond.datum
    voortgang("achtergrond opzoeken", "looking up the background")
    stof = material(inzendingen, achtergrond.over(mentioned(inzendingen)))
    voortgang("toestand afleiden", "deriving the situation")
    states = situations(stof.store, peildatum, peildatum)
    voortgang("toetsen", "checking")
    data = stof.data(states.triples)
    rapport, engine = _applied(data, shapes.vormen, opdracht.motor)
    voortgang("bevindingen verwoorden", "wording the findings")
    subjects = Onderwerpen(inzendingen)
    found = suggested(notices(rapport, stof, inzendingen, shapes, subjects), inzendingen, achtergrond)
    judged = judge(rapport, states)
    things = {*states.niet_in_werking, *(iri for one in judged for iri in (one.verband, *one.bewijs))}
    words = Verwoording(data, rapport, shapes, things, subjects)
    verdicts = words.oordelen(judged, chosen)
    return Verslag(
        uitkomst=_outcome(found, verdicts),
        context=Context(
            vormen=shapes.bestanden,
            criteriaset=chosen.code,
            criteria=chosen.criteria,
            criteriaset_naam=Tekst(chosen.nl, chosen.en),
            peildatum=peildatum,
            achtergrond=achtergrond.naam,
            achtergrond_datum=achtergrond.datum,
            motor=engine.motor,
            motor_naam=rapport.motor,
            motor_versie=rapport.motorversie,
            motor_reden=engine.reden,
            verbanden_versie=__version__,
        ),
        documenten=tuple(map(_document, inzendingen)),
        meldingen=found,
        groepen=groups(found, shapes),
        oordelen=verdicts,
        niet_in_werking=words.genoemd(states.niet_in_werking),
    )


def _applied(data: bytes, shapes: Vormen, asked: str) -> tuple[Rapport, _Gekozen]:
    """Validate with the engine asked for, or with the reference where the fast one cannot."""
    choice = _choice(asked, data.count(b"\n"))
    if choice.motor == "referentie":
        return validate(data, shapes, engine="referentie"), choice
    try:
        return validate(data, shapes, engine="snel"), choice
    except (ReleaseError, SourceError) as error:
        # What the data or the shapes have wrong, the reference engine says too.
        reason = Tekst(
            f"de snelle motor kon dit niet ({error.nl}); daarom de referentie",
            f"the fast engine could not do this ({error.en}); hence the reference",
        )
        return validate(data, shapes, engine="referentie"), _Gekozen("referentie", reason)


def _choice(asked: str, triples: int) -> _Gekozen:
    if asked == "referentie":
        return _Gekozen("referentie", Tekst("zo gevraagd", "as asked"))
    if asked == "snel":
        return _Gekozen("snel", Tekst("zo gevraagd", "as asked"))
    if triples <= REFERENTIE_TOT:
        return _Gekozen(
            "referentie",
            Tekst(
                f"{triples} triples, niet meer dan {REFERENTIE_TOT}: de referentie is dan vlot genoeg",
                f"{triples} triples, no more than {REFERENTIE_TOT}: the reference is quick enough then",
            ),
        )
    return _Gekozen(
        "snel",
        Tekst(
            f"{triples} triples, meer dan {REFERENTIE_TOT}: de referentie zou te lang duren",
            f"{triples} triples, more than {REFERENTIE_TOT}: the reference would take too long",
        ),
    )


def _outcome(found: Sequence[Melding], verdicts: Sequence[Verbandoordeel]) -> Uitkomst:
    """Whoever brings nothing that can be judged does not conform, and does not fail to either."""
    outcomes = {one.uitkomst for one in verdicts}
    broken = any(one.ernst == "fout" and one.herkomst == "inzending" for one in found)
    if broken or "voldoet-niet" in outcomes:
        return "voldoet-niet"
    if not outcomes:
        return "niets-te-toetsen"
    return "onbekend" if "onbekend" in outcomes else "voldoet"


def _document(one: Inzending) -> Document:
    return Document(
        naam=one.naam,
        vorm=one.vorm,
        sha256=one.sha256,
        bytes=one.bytes,
        triples=len(one.triples),
        gelezen=one.gelezen,
        aangenomen=one.aangenomen,
        afgewezen=one.gelezen - one.aangenomen,
    )
