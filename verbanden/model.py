"""The records that travel between the rooms: what a source says, and what we derive from it.

All are frozen; dates are `datetime.date`; periods are half-open, [begin, einde), as in the whole project.
Loaders make the records of the first half, `history` and `resolve` those of the second.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# --- What a source says -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Periode:
    """A half-open period [begin, einde): the first day in it, and the first day no longer in it.

    `begin` None means: the source does not say since when. `einde` None means: still running.
    """

    begin: date | None
    einde: date | None

    def bevat(self, dag: date) -> bool:
        """Tell whether the day lies in the period; an unknown begin lies before every day."""
        return (self.begin is None or self.begin <= dag) and (self.einde is None or dag < self.einde)


@dataclass(frozen=True, slots=True)
class Plaats:
    """Where in a source something stands: file name, record (its key in the source), element, line."""

    bestand: str
    record: str
    element: str = ""
    regel: int | None = None

    def __str__(self) -> str:
        regel = f":{self.regel}" if self.regel is not None else ""
        element = f"/{self.element}" if self.element else ""
        return f"{self.bestand}{regel} [{self.record}{element}]"


@dataclass(frozen=True, slots=True)
class Afwijzing:
    """What could not be read, where it stands, and why: a rejected row is kept, never lost.

    `rij` names what was rejected: "organisatie", "regeling", "deelname", "wijziging" (a whole row), or
    "veld" (one field of a row that itself was accepted).
    """

    rij: str
    plaats: Plaats
    veld: str
    waarde: str
    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class Identificatie:
    """An identifier of an organisation: `soort` is a code of def/identificatiesoort, `code` as written.

    Kinds: tooi, owms, roo, cbs, oin, rsin, kvk, btw, ictu, atu, organisatiecode.
    """

    soort: str
    code: str


@dataclass(frozen=True, slots=True)
class Verwijzing:
    """How a source points at an organisation: its own key, the IRIs it knows, the name as written."""

    systeem_id: str
    tooi: str | None
    owms: str | None
    naam: str


@dataclass(frozen=True, slots=True)
class Organisatie:
    """An organisation as one register records it.

    `aard` is a code of def/aard (gemeente, provincie, …, onbekend). `provincie` is the TOOI IRI of the
    province it lies in. `hoort_bij` is the systeemId of the regeling that a body belongs to. `periode` is
    its existence, half-open, as far as the register says.
    """

    naam: str
    aard: str
    plaats: Plaats
    systeem_id: str | None = None
    tooi: str | None = None
    owms: str | None = None
    afkorting: str | None = None
    andere_namen: tuple[str, ...] = ()
    rechtsvorm: str | None = None
    periode: Periode = Periode(None, None)
    provincie: str | None = None
    hoort_bij: str | None = None
    identificaties: tuple[Identificatie, ...] = ()
    gewijzigd: date | None = None


@dataclass(frozen=True, slots=True)
class HistorischeVersie:
    """An earlier state of an organisation (TOOI `HistorischeVersie`): its name then, and until when."""

    iri: str
    van: str
    naam: str
    einde: date | None
    plaats: Plaats


@dataclass(frozen=True, slots=True)
class Wijziging:
    """A change event of TOOI: what came to be, what ceased, what went on, on which day.

    `soort` is the local name of the TOOI class (Samenvoeging, Uitbreiding, Herschikking, …).
    """

    iri: str
    soort: str
    datum: date
    ontstaan: tuple[str, ...]
    opgeheven: tuple[str, ...]
    gebruikt: tuple[str, ...]
    plaats: Plaats
    grondslag: str | None = None


@dataclass(frozen=True, slots=True)
class Grondslag:
    """A legal ground: the law by its Juriconnect reference, and its name as the source writes it."""

    opschrift: str
    referentie: str


@dataclass(frozen=True, slots=True)
class Bevoegdheid:
    """A power that the regeling gives: heading and text of the article; free text, never embedded."""

    kop: str
    inhoud: str


@dataclass(frozen=True, slots=True)
class Vermelding:
    """A claim: a source says that an organisation takes part in a regeling. One per accepted row.

    `organen` are codes of def/bestuursorgaan; `aandeel` is the share (verdeelsleutel) as a decimal string
    with a point, in per cent as the register means it; `nummer` counts the rows of its regeling from 1.
    """

    regeling: str
    nummer: int
    lid: Verwijzing
    toetreding: date
    organen: tuple[str, ...]
    plaats: Plaats
    aandeel: str | None = None


@dataclass(frozen=True, slots=True)
class Regeling:
    """One version of an arrangement, as the source records it. `sleutel` is its systeemId.

    `rechtsvorm` and `bevoegdheidsverkrijging` are codes of the lists of those names; `beleidsterreinen` are
    IRIs of the TOPlijst; `doel_vastgelegd` keeps the fact where `doel` (free text) is cut away; likewise
    `bevoegdheden_vastgelegd`. `lichaam` is the body that carries it out.
    """

    sleutel: str
    titel: str
    citeertitel: str | None
    afkorting: str | None
    rechtsvorm: str
    periode: Periode
    vorige: str | None
    volgende: str | None
    lichaam: Verwijzing | None
    bronhouder: Verwijzing | None
    archiefzorgdrager: Verwijzing | None
    bevoegdheidsverkrijging: tuple[str, ...]
    instellingsbesluiten: tuple[str, ...]
    grondslagen: tuple[Grondslag, ...]
    beleidsterreinen: tuple[str, ...]
    doel_vastgelegd: bool
    bevoegdheden_vastgelegd: bool
    vermeldingen: tuple[Vermelding, ...]
    plaats: Plaats
    tooi: str | None = None
    owms: str | None = None
    doel: str | None = None
    bevoegdheden: tuple[Bevoegdheid, ...] = ()
    gewijzigd: date | None = None
    verificatie: date | None = None


@dataclass(frozen=True, slots=True)
class Bron:
    """A source: who publishes it, under which licence, and since when it covers its field.

    `volledig_vanaf`: from this date on, absence from the source means something. `vertrek_vanaf`: before it,
    whoever left is invisible. Both None: the source covers all of its field.
    """

    code: str
    titel_nl: str
    titel_en: str
    uitgever: str
    licentie: str
    adres: str
    volledig_vanaf: date | None = None
    vertrek_vanaf: date | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """Rows of one kind that a loader read; `gelezen` is always `aangenomen` + `afgewezen`."""

    rij: str
    aangenomen: int
    afgewezen: int

    @property
    def gelezen(self) -> int:
        """Rows read."""
        return self.aangenomen + self.afgewezen


@dataclass(frozen=True, slots=True)
class Momentopname:
    """The state of a source on a day, by the hash of its bytes, with what was read from it."""

    bron: Bron
    datum: date
    sha256: str
    tellingen: tuple[Telling, ...] = ()


Record = Organisatie | HistorischeVersie | Wijziging | Regeling


# --- What we derive -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Deelname:
    """One unbroken run of membership: who, in what, from when to when, and how we know.

    `verband` is the key of the partnership, `lid` the IRI of the member. `begin_grond` is a code of
    def/begingrond, `eind_reden` of def/eindreden (None while it runs). `vermeldingen` are the claims it
    follows from as (regeling, nummer). `afgeleid`: a successor that carries on for abolished members, not
    named by the source; `zet_voort` then gives the keys of the Deelnames it continues.
    """

    sleutel: str
    verband: str
    lid: str
    periode: Periode
    begin_grond: str
    eind_reden: str | None
    organen: tuple[str, ...]
    aandeel: str | None
    vermeldingen: tuple[tuple[str, int], ...]
    afgeleid: bool = False
    zet_voort: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Naamgebruik:
    """A name that a partnership bore during a period."""

    naam: str
    periode: Periode


@dataclass(frozen=True, slots=True)
class Bevinding:
    """Something a reader should know about the source or about what we made of it.

    `ernst`: "fout" (violation), "waarschuwing", "info". `van`: "bron" (the source's doing) or "ons" (our
    own making: a release with one of these is refused). `code` is stable; `over` is the IRI or key it is about.
    """

    code: str
    ernst: str
    van: str
    over: str
    waarde: str
    nl: str
    en: str
    plaats: Plaats | None = None


@dataclass(frozen=True, slots=True)
class Verband:
    """A partnership through all its versions: `sleutel` is `roo-<systeemId of its first version>`.

    `regelingen` are (systeemId, effective period) in order of date; one that held on no day is empty.
    `periode` runs from the first begin to the last end; gaps stand in `gaten`.
    """

    sleutel: str
    naam: str
    periode: Periode
    regelingen: tuple[tuple[str, Periode], ...]
    namen: tuple[Naamgebruik, ...]
    deelnames: tuple[Deelname, ...]
    gaten: tuple[Periode, ...] = ()


@dataclass(frozen=True, slots=True)
class Opvolgkandidaat:
    """An ended partnership and a new one that look like one: a candidate, never joined by us.

    `gelijkenis` is 0..1: the share of members that both have; `methode` names how it was found.
    """

    eerder: str
    later: str
    gelijkenis: float
    methode: str
