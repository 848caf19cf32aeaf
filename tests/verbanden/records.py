"""Hand-made records: members are letters, dates may be years, so that a test shows its rule and little else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from verbanden.assemble import Gelezen
from verbanden.history import history
from verbanden.model import (
    Bevinding,
    Bron,
    Deelname,
    Grondslag,
    Identificatie,
    Momentopname,
    Organisatie,
    Periode,
    Plaats,
    Regeling,
    Telling,
    Verband,
    Vermelding,
    Verwijzing,
    Wijziging,
)
from verbanden.namespaces import CC0, ROO_EXPORT, TOOI_ID, TOOI_TOP, WETTEN, Iris
from verbanden.resolve import Organisaties

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
HERE = Plaats("proef.xml", "1")
Members = str | Mapping[str, str]


def day(text: str) -> date:
    """Read a date; a year alone is its first day."""
    return date.fromisoformat(text if len(text) > 4 else f"{text}-01-01")


def gm(letter: str) -> str:
    """Give the IRI of a member, an invented municipality."""
    return f"{TOOI_ID}gemeente/gm{LETTERS.index(letter) + 1:04}"


def letter(iri: str) -> str:
    """Give the letter of a member."""
    return LETTERS[int(iri[-4:]) - 1]


def period(begin: str, end: str | None = None) -> Periode:
    return Periode(day(begin), day(end) if end else None)


def row(regeling: str, number: int, member: str, joined: str, organs: tuple[str, ...] = ()) -> Vermelding:
    place = Plaats("proef.xml", regeling, f"deelnemendeOrganisatie[{number}]", 10 + number)
    return Vermelding(
        regeling,
        number,
        Verwijzing(f"9{LETTERS.index(member):03}", gm(member), None, f"Gemeente {member}"),
        day(joined),
        organs or ("college-van-burgemeester-en-wethouders",),
        place,
    )


def version(
    key: str,
    begin: str,
    end: str | None = None,
    members: Members = "A",
    *,
    after: str | None = None,
    before: str | None = None,
    title: str = "Regeling Proef",
    rows: Sequence[Vermelding] | None = None,
) -> Regeling:
    """Make a version; members are letters (joined at its begin), or letters with the date they joined.

    `after` and `before` are the keys of the version that it names as previous and as next.
    """
    joined = members if isinstance(members, Mapping) else dict.fromkeys(members, begin)
    listed = [row(key, n, member, when) for n, (member, when) in enumerate(joined.items(), start=1)]
    return Regeling(
        sleutel=key,
        titel=title,
        citeertitel=None,
        afkorting=None,
        rechtsvorm="openbaar-lichaam",
        periode=period(begin, end),
        vorige=after,
        volgende=before,
        lichaam=None,
        bronhouder=None,
        archiefzorgdrager=None,
        bevoegdheidsverkrijging=(),
        instellingsbesluiten=(),
        grondslagen=(Grondslag("Wet gemeenschappelijke regelingen", WETTEN + "jci1.3:c:BWBR0003740"),),
        beleidsterreinen=(TOOI_TOP + "c_0361ffb3",),
        doel_vastgelegd=True,
        bevoegdheden_vastgelegd=False,
        vermeldingen=tuple(listed if rows is None else rows),
        plaats=Plaats("proef.xml", key, "", 1),
    )


def chain(*versions: Regeling) -> list[Regeling]:
    """Link versions in the order given, as the register does."""
    keys = [None, *(v.sleutel for v in versions), None]
    links = zip(keys, keys[2:], strict=False)
    return [_linked(v, previous, following) for v, (previous, following) in zip(versions, links, strict=True)]


def _linked(v: Regeling, previous: str | None, following: str | None) -> Regeling:
    return replace(v, vorige=previous, volgende=following)


def organisation(member: str, begin: str | None = None, end: str | None = None) -> Organisatie:
    return Organisatie(
        naam=f"Gemeente {member}",
        aard="gemeente",
        plaats=HERE,
        tooi=gm(member),
        periode=Periode(day(begin) if begin else None, day(end) if end else None),
        identificaties=(Identificatie("tooi", gm(member)),),
    )


def event(when: str, old: str, new: str = "", grown: str = "", kind: str = "Samenvoeging") -> Wijziging:
    """Make a change event: `old` cease, `new` come to be, `grown` go on with what the old ones had."""
    iri = f"{TOOI_ID}wijziging/{when}_{old}_{new}{grown}"
    return Wijziging(
        iri,
        kind,
        day(when),
        tuple(gm(m) for m in new),
        tuple(gm(m) for m in old),
        tuple(gm(m) for m in grown),
        HERE,
    )


@dataclass(frozen=True)
class World:
    """Members, and what became of them."""

    events: tuple[Wijziging, ...] = ()
    founded: tuple[tuple[str, str], ...] = ()
    abolished: tuple[tuple[str, str], ...] = ()
    letters: str = LETTERS

    def records(self) -> list[Organisatie]:
        begins, ends = dict(self.founded), dict(self.abolished)
        for w in self.events:
            ends.update({letter(iri): str(w.datum) for iri in w.opgeheven})
        return [organisation(m, begins.get(m), ends.get(m)) for m in self.letters]

    def organisaties(self) -> Organisaties:
        return Organisaties(Iris(), self.records(), self.events)


def made(
    versions: Iterable[Regeling], *events: Wijziging, world: World | None = None
) -> tuple[Verband, tuple[Bevinding, ...]]:
    """Derive the one partnership of some versions."""
    found = history(versions, (world or World(events)).organisaties())
    (verband,) = found.verbanden
    return verband, found.bevindingen


def runs(verband: Verband, member: str, *, derived: bool = False) -> list[tuple[str, str | None, str, str | None]]:
    """Give the Deelnames of a member as (begin, end, ground, reason), in order."""
    mine = [d for d in verband.deelnames if d.lid == gm(member) and d.afgeleid == derived]
    return [
        (str(d.periode.begin), str(d.periode.einde) if d.periode.einde else None, d.begin_grond, d.eind_reden)
        for d in sorted(mine, key=lambda d: d.periode.begin or date.min)
    ]


def only(verband: Verband, member: str) -> Deelname:
    (found,) = [d for d in verband.deelnames if d.lid == gm(member)]
    return found


def small_sources() -> list[Gelezen]:
    """Two sources as a loader would give them: partnerships, a merger, a gap, claims of the dead."""
    versions = [
        *chain(
            version("100", "2015", "2018", {"A": "2012", "B": "2015", "C": "2015"}, title='Regeling Één "Oud"'),
            version("101", "2018", None, {"A": "2012", "C": "2015", "D": "2018"}, title="Regeling Eén\nNieuw"),
        ),
        *chain(version("200", "2016", "2019", "AB"), version("201", "2020", None, "ABE")),
        version("300", "2017", "2021", "ACE", title="Omgevingsdienst Proefland"),
        version("400", "2021", None, "ACEF", title="Omgevingsdienst Proefland en meer"),
    ]
    world = World((event("2020", "CD", new="G"),), letters="ABCDEFG")
    roo = Bron("roo", "Register", "Register", "KOOP", CC0, ROO_EXPORT, day("2021-07-01"), day("2016"))
    tooi = Bron("tooi-gemeenten", "Gemeenten", "Municipalities", "KOOP", CC0, ROO_EXPORT)
    counts = (
        Telling("regeling", len(versions), 0),
        Telling("deelname", sum(len(v.vermeldingen) for v in versions), 0),
    )
    return [
        Gelezen(Momentopname(roo, day("2024-05-01"), "0" * 64, counts), regelingen=versions),
        Gelezen(
            Momentopname(tooi, day("2024-01-01"), "1" * 64, (Telling("organisatie", 7, 0),)),
            organisaties=world.records(),
            wijzigingen=list(world.events),
        ),
    ]
