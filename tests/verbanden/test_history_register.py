"""The figures of the national register: on the embedded cut, and (marked `shared`) on the register itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import pytest

from loaders.source import SOURCES, open_source
from tests.verbanden.records import day
from verbanden.assemble import Gelezen, Samenstel, assemble
from verbanden.model import Deelname, Regeling, Verband, Vermelding
from verbanden.namespaces import TOOI_ID, Iris
from verbanden.resolve import Organisaties
from verbanden.versions import chains, effective

TODAY = date(2026, 5, 16)
GM = TOOI_ID + "gemeente/"
GEMEENTEN = {
    2016: 390,
    2017: 388,
    2018: 380,
    2019: 355,
    2020: 355,
    2021: 352,
    2022: 345,
    2023: 342,
    2024: 342,
    2025: 342,
    2026: 342,
}
ORIGINALS = {
    "roo": "roo/exportOO.xml",
    "tooi-gemeenten": "tooi/rwc_gemeenten_compleet_4.json",
    "tooi-provincies": "tooi/rwc_provincies_compleet_1.json",
    "tooi-waterschappen": "tooi/rwc_waterschappen_compleet_2.json",
}


@dataclass
class Register:
    """The register put together, with what the tests below ask of it."""

    made: Samenstel
    organisaties: Organisaties

    @cached_property
    def regelingen(self) -> dict[str, Regeling]:
        return {r.sleutel: r for bron in self.made.bronnen for r in bron.regelingen}

    @cached_property
    def verbanden(self) -> dict[str, Verband]:
        return {v.sleutel: v for v in self.made.geschiedenis.verbanden}

    def version(self, verband: Verband, dag: date = TODAY) -> Regeling | None:
        return next((self.regelingen[key] for key, periode in verband.regelingen if periode.bevat(dag)), None)

    def in_force(self, dag: date = TODAY) -> list[tuple[Verband, Regeling]]:
        pairs = [(v, self.version(v, dag)) for v in self.verbanden.values()]
        return [(verband, version) for verband, version in pairs if version is not None]

    def claims(self) -> Iterator[tuple[Verband, Vermelding, str]]:
        """Give the claims in force, each with the member that is meant."""
        for verband, version in self.in_force():
            for claim in version.vermeldingen:
                yield verband, claim, self.organisaties.herken(claim.lid)[0]

    def abolished(self, lid: str, dag: date = TODAY) -> bool:
        einde = self.organisaties.lid(lid).periode.einde
        return einde is not None and einde <= dag

    @cached_property
    def deelnames(self) -> list[Deelname]:
        return [d for v in self.verbanden.values() for d in v.deelnames]

    def naam(self, lid: str) -> str:
        return self.organisaties.lid(lid).naam

    def verband(self, title: str) -> Verband:
        (found,) = [v for v in self.verbanden.values() if v.naam == title]
        return found


def register_of(made: Samenstel, aarden: dict[str, str]) -> Register:
    bronnen = made.bronnen
    return Register(
        made,
        Organisaties(
            Iris(),
            [o for b in bronnen for o in b.organisaties],
            [w for b in bronnen for w in b.wijzigingen],
            [v for b in bronnen for v in b.versies],
            aarden,
        ),
    )


@pytest.fixture(scope="module")
def full(shared: Path, aarden: dict[str, str], iris: Iris) -> Samenstel:
    read = [Gelezen.sort(open_source(code, shared / "data" / ORIGINALS[code])) for code in SOURCES]
    return assemble(read, iris, aarden=aarden)


@pytest.fixture(scope="module", params=["embedded", pytest.param("full", marks=pytest.mark.shared)])
def register(request: pytest.FixtureRequest, aarden: dict[str, str]) -> Register:
    made: Samenstel = request.getfixturevalue("samenstel" if request.param == "embedded" else "full")
    return register_of(made, aarden)


def kind(lid: str) -> str:
    return lid.removeprefix(TOOI_ID).split("/")[0] if lid.startswith(TOOI_ID) else "elders"


def gemeente(register: Register, name: str) -> str:
    (found,) = [
        lid.iri
        for lid in register.organisaties.alle()
        if lid.iri.startswith(GM) and lid.naam in (name, f"Gemeente {name}", f"gemeente {name}")
    ]
    return found


# --- Versions and partnerships -----------------------------------------------------------------------


def test_the_release_is_dated_by_its_newest_source(register: Register) -> None:
    assert register.made.datum == TODAY


def test_1186_versions_are_549_partnerships(register: Register) -> None:
    assert len(register.regelingen) == 1186
    assert len(register.verbanden) == 549


def test_451_are_in_force_by_legal_form(register: Register) -> None:
    forms = Counter(version.rechtsvorm for _, version in register.in_force())
    assert forms == {
        "openbaar-lichaam": 283,
        "regeling-zonder-meer": 81,
        "bedrijfsvoeringsorganisatie": 64,
        "gemeenschappelijk-orgaan": 23,
    }
    assert sum(forms.values()) == 451


@pytest.mark.parametrize(("year", "count"), [(2015, 143), (2016, 247), (2017, 351), (2020, 439)])
def test_partnerships_by_version_on_1_january(register: Register, year: int, count: int) -> None:
    assert len(register.in_force(date(year, 1, 1))) == count


def test_416_would_stand_on_1_january_2016_by_joining_date(register: Register) -> None:
    """The register filling up is no growth: by joining dates far more were there already."""
    first = date(2016, 1, 1)
    by_joining = {d.verband for d in register.deelnames if d.periode.bevat(first)}
    assert len(by_joining) > 400


def test_steps_between_versions_are_seamless_but_for_gaps_and_overlaps(register: Register) -> None:
    linked = chains(register.regelingen.values())
    assert sum(len(c) - 1 for c in linked) == 637
    findings = Counter(f.code for f in register.made.geschiedenis.bevindingen)
    assert findings["lege-versie"] == 4
    assert findings["overlappende-versie"] == 3
    assert sum(len(v.gaten) for v in register.verbanden.values()) == 8


def test_112_partnerships_change_title_and_12_form(register: Register) -> None:
    linked = chains(register.regelingen.values())
    assert sum(len({r.titel for r in c}) > 1 for c in linked) == 112
    assert sum(len({r.rechtsvorm for r in c}) > 1 for c in linked) == 12


def test_nine_openbare_lichamen_become_bedrijfsvoeringsorganisaties(register: Register) -> None:
    changes = Counter(
        (one.regeling.rechtsvorm, other.regeling.rechtsvorm)
        for c in chains(register.regelingen.values())
        for one, other in pairwise(effective(c)[0])
        if one.regeling.rechtsvorm != other.regeling.rechtsvorm
    )
    assert changes["openbaar-lichaam", "bedrijfsvoeringsorganisatie"] == 9
    assert sum(changes.values()) == 12


def test_153_steps_change_the_members(register: Register) -> None:
    def members(r: Regeling) -> set[str]:
        return {register.organisaties.herken(v.lid)[0] for v in r.vermeldingen}

    steps = [
        (r, register.regelingen[r.volgende])
        for r in register.regelingen.values()
        if r.volgende in register.regelingen
    ]
    assert len(steps) == 637
    assert sum(members(one) != members(other) for one, other in steps) == 153


# --- Members ------------------------------------------------------------------------------------------


def test_participants_as_claimed(register: Register) -> None:
    counts = Counter(kind(lid) for _, _, lid in register.claims())
    assert counts == {
        "gemeente": 3197,
        "provincie": 84,
        "waterschap": 83,
        "ministerie": 12,
        "so": 9,
        "elders": 166,
    }


def test_168_participants_have_no_tooi_of_which_owms_knows_two(register: Register) -> None:
    without = [claim for _, claim, _ in register.claims() if claim.lid.tooi is None]
    assert len(without) == 168
    found = [register.naam(register.organisaties.herken(c.lid)[0]) for c in without]
    known = [
        name for c, name in zip(without, found, strict=True) if register.organisaties.herken(c.lid)[1] == "owms"
    ]
    assert sorted(known) == ["waterschap Groot Salland", "waterschap Reest en Wieden"]


def test_191_of_206_rows_not_in_force_resolve_by_owms(register: Register) -> None:
    current = {version.sleutel for _, version in register.in_force()}
    past = [
        claim
        for key, r in register.regelingen.items()
        if key not in current
        for claim in r.vermeldingen
        if claim.lid.tooi is None
    ]
    assert len(past) == 206
    found = [register.organisaties.herken(claim.lid) for claim in past]
    assert sum(via == "owms" and lid.startswith(TOOI_ID) for lid, via in found) == 191
    # Two more are of a body that no TOOI register knows: by OWMS its rows with and without a key are one.
    rest = {register.naam(lid) for lid, via in found if via == "owms" and not lid.startswith(TOOI_ID)}
    assert rest == {"Regionale Afvalstoffendienst Hoeksche Waard"}


def test_the_166_outside_are_in_twelve_partnerships_and_few_are_of_unknown_kind(register: Register) -> None:
    outside = [(v.sleutel, lid) for v, _, lid in register.claims() if kind(lid) == "elders"]
    assert len({key for key, _ in outside}) == 12
    unknown = {register.naam(lid) for _, lid in outside if register.organisaties.lid(lid).aard == "onbekend"}
    assert len(unknown) <= 4
    assert all("Handelskammer" in name or "MLSO" in name for name in unknown)


def test_18_memberships_of_abolished_members_in_7_partnerships(register: Register) -> None:
    gone = [(v.naam, register.naam(lid), kind(lid)) for v, _, lid in register.claims() if register.abolished(lid)]
    assert Counter(k for _, _, k in gone) == {"gemeente": 16, "waterschap": 2}
    assert len({naam for naam, _, _ in gone}) == 7
    names = Counter(name.removeprefix("gemeente ").removeprefix("Gemeente ") for _, name, _ in gone)
    assert {"Brielle", "Hellevoetsluis", "Westvoorne", "Boxmeer", "Cuijk", "Grave"} <= set(names)
    assert {"waterschap Groot Salland", "waterschap Reest en Wieden"} <= set(names)


def test_participants_after_abolitions_are_what_the_recorded_memberships_say(register: Register) -> None:
    now = [d for d in register.deelnames if d.periode.bevat(TODAY) and not d.afgeleid]
    counts = Counter(kind(d.lid) for d in now)
    assert (counts["gemeente"], counts["waterschap"]) == (3181, 81)
    recorded = {(d.verband, d.lid) for d in now}
    assert recorded == {(v.sleutel, lid) for v, _, lid in register.claims() if not register.abolished(lid)}


def test_each_of_342_gemeenten_is_in_4_to_19_partnerships(register: Register) -> None:
    counts = Counter(
        lid for _, _, lid in register.claims() if kind(lid) == "gemeente" and not register.abolished(lid)
    )
    assert len(counts) == 342
    assert (min(counts.values()), max(counts.values())) == (4, 19)
    assert round(sum(counts.values()) / len(counts), 1) == 9.3
    assert counts[gemeente(register, "Tilburg")] == 9


def test_successors_that_carry_on_today(register: Register) -> None:
    now = Counter(register.naam(d.lid) for d in register.deelnames if d.afgeleid and d.periode.bevat(TODAY))
    assert now == {
        "gemeente Voorne aan Zee": 4,
        "gemeente Maashorst": 1,
        "gemeente Land van Cuijk": 1,
        "waterschap Drents Overijsselse Delta": 1,
    }


# --- Begin and end ------------------------------------------------------------------------------------


def test_33_interruptions_are_neither_leaving_nor_joining(register: Register) -> None:
    stopped = [d for d in register.deelnames if d.eind_reden == "onderbreking" and not d.afgeleid]
    assert len(stopped) == 33
    resumed = {(d.verband, d.lid) for d in register.deelnames if d.begin_grond == "na-onderbreking"}
    assert {(d.verband, d.lid) for d in stopped} <= resumed
    # One more resumes: it was founded on the day the interruption began, and its predecessors left for it.
    assert resumed - {(d.verband, d.lid) for d in stopped} == {("roo-24967285", GM + "gm1954")}


def test_boxtel_left_and_rejoined_ggd_hart_voor_brabant(register: Register) -> None:
    boxtel = gemeente(register, "Boxtel")
    (verband,) = [v for v in register.verbanden.values() if "Hart voor Brabant" in v.naam and "GGD" in v.naam]
    runs = sorted((d for d in verband.deelnames if d.lid == boxtel), key=lambda d: d.periode.begin or date.min)
    assert len(runs) == 2
    assert runs[0].eind_reden == "uitgetreden"
    assert runs[1].begin_grond in ("toetredingsdatum", "inwerkingtreding")


def test_boxtel_is_the_only_one_to_leave_and_rejoin(register: Register) -> None:
    left = {
        (d.verband, d.lid): d.periode.einde
        for d in register.deelnames
        if d.eind_reden == "uitgetreden" and not d.afgeleid
    }
    again = [
        (d.verband, d.lid)
        for d in register.deelnames
        if not d.afgeleid
        and (einde := left.get((d.verband, d.lid))) is not None
        and d.periode.begin is not None
        and d.periode.begin >= einde
    ]
    assert [lid for _, lid in again] == [gemeente(register, "Boxtel")]


def test_no_membership_overlaps_another_or_outlives_its_member(register: Register) -> None:
    seen: dict[tuple[str, str], list[tuple[date, date]]] = {}
    for d in register.deelnames:
        assert d.periode.begin is not None
        einde = d.periode.einde or date.max
        assert d.periode.begin < einde
        assert einde <= (register.organisaties.lid(d.lid).periode.einde or date.max)
        assert d.periode.begin >= (register.organisaties.lid(d.lid).periode.begin or date.min)
        seen.setdefault((d.verband, d.lid), []).append((d.periode.begin, einde))
    for periods in seen.values():
        assert all(one[1] <= other[0] for one, other in pairwise(sorted(periods)))


def test_every_claim_leads_to_a_membership_unless_its_member_or_version_never_was(register: Register) -> None:
    cited = {claim for d in register.deelnames for claim in d.vermeldingen}
    empty = {f.over for f in register.made.geschiedenis.bevindingen if f.code == "lege-versie"}
    never = {
        (v.regeling, v.nummer)
        for r in register.regelingen.values()
        if r.sleutel not in empty
        for v in r.vermeldingen
    } - cited
    assert len(never) == 1
    ((regeling, nummer),) = never
    row = next(v for v in register.regelingen[regeling].vermeldingen if v.nummer == nummer)
    assert row.lid.tooi == GM + "gm1954", "founded on the day that version ended"


def test_who_takes_over_from_a_derived_membership_did_not_leave(register: Register) -> None:
    begins = {(d.verband, d.lid, d.periode.begin) for d in register.deelnames if not d.afgeleid}
    for d in register.deelnames:
        if d.afgeleid:
            named = (d.verband, d.lid, d.periode.einde) in begins
            assert named == (d.eind_reden == "opvolger-vermeld"), d.sleutel


# --- Municipalities -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("year", "count"), GEMEENTEN.items())
def test_gemeenten_on_1_january(register: Register, year: int, count: int) -> None:
    lids = [lid for lid in register.organisaties.alle() if lid.iri.startswith(GM)]
    assert sum(lid.periode.bevat(date(year, 1, 1)) for lid in lids) == count


def test_weesp_joined_amsterdam_on_24_march_2022(register: Register) -> None:
    weesp, amsterdam = gemeente(register, "Weesp"), gemeente(register, "Amsterdam")
    assert register.organisaties.lid(weesp).periode.einde == date(2022, 3, 24)
    assert register.organisaties.op_datum(weesp, date(2022, 3, 23)) == [weesp]
    assert register.organisaties.op_datum(weesp, date(2022, 3, 24)) == [amsterdam]


def test_haaren_was_split_among_four(register: Register) -> None:
    names = {register.naam(i) for i in register.organisaties.op_datum(gemeente(register, "Haaren"), day("2021"))}
    assert {n.split()[-1] for n in names} == {"Boxtel", "Oisterwijk", "Tilburg", "Vught"}


# --- Candidates ---------------------------------------------------------------------------------------


def test_omgevingsdienst_veluwe_is_a_candidate_and_not_joined(register: Register) -> None:
    names = {v.sleutel: {n.naam for n in v.namen} for v in register.verbanden.values()}
    later = [k for k in register.made.kandidaten if any("Omgevingsdienst Veluwe" in n for n in names[k.later])]
    assert later
    assert all(k.eerder != k.later for k in later)


# --- The cut and the register -------------------------------------------------------------------------


@pytest.mark.shared
def test_the_cut_gives_the_graph_of_the_register_apart_from_free_text(
    samenstel: Samenstel, full: Samenstel
) -> None:
    free = ("def#doel>", "def#bevoegdheid>")

    def facts(made: Samenstel) -> dict[str, set[str]]:
        return {
            g.naam: {t for t in (*g.feiten, *g.alleen_hier) if t.split(" ", 2)[1].endswith(free) is False}
            for g in made.graven
        }

    ours, theirs = facts(samenstel), facts(full)
    assert ours.keys() == theirs.keys()
    for name in ours:
        assert ours[name] ^ theirs[name] == set(), name
    assert any(" <https://w3id.org/verbanden/def#doel> " in t for g in full.graven for t in g.feiten)
    assert not any(" <https://w3id.org/verbanden/def#doel> " in t for g in samenstel.graven for t in g.feiten)


@pytest.mark.shared
def test_the_cut_gives_the_history_of_the_register(samenstel: Samenstel, full: Samenstel) -> None:
    assert samenstel.geschiedenis.verbanden == full.geschiedenis.verbanden
    assert samenstel.kandidaten == full.kandidaten
