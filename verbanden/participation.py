"""Runs of membership: from the rows of successive versions to who took part from when to when.

The register has no date of leaving, so a leaver is seen only by comparing versions; and its joining date belongs
to the arrangement, not to the version. The rules for begin and end (docs/decisions/0003):

* begin is the joining date, never before the member's founding. Where the previous version lacks the member, an
  earlier date counts only as the merger date of a predecessor that version listed; else the version's start.
* end is the start of what follows: left (the next version lacks the member), the partnership ended (last version),
  the member was abolished, or a gap between versions after which it is back (neither leaving nor joining).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from verbanden.model import Bevinding, Deelname, Periode, Vermelding
from verbanden.namespaces import local_key
from verbanden.resolve import Organisaties
from verbanden.versions import Versie


@dataclass(frozen=True, slots=True)
class Reeks:
    """An unbroken run of rows of one member: first and last index into the versions, and the rows.

    A version may list a member in more than one row.
    """

    lid: str
    eerste: int
    laatste: int
    rijen: tuple[Vermelding, ...]


@dataclass(slots=True)
class Ledenlijst:
    """The versions of one partnership with who stands in each: what the rules below look at."""

    sleutel: str
    versies: Sequence[Versie]
    leden: list[dict[str, list[Vermelding]]]
    organisaties: Organisaties

    @classmethod
    def of(cls, sleutel: str, versies: Sequence[Versie], organisaties: Organisaties) -> Ledenlijst:
        """Resolve every row of every version."""
        leden: list[dict[str, list[Vermelding]]] = [{} for _ in versies]
        for rijen, versie in zip(leden, versies, strict=True):
            for row in versie.regeling.vermeldingen:
                rijen.setdefault(organisaties.herken(row.lid)[0], []).append(row)
        return cls(sleutel, versies, leden, organisaties)

    def gap_after(self, i: int) -> bool:
        """Tell whether nothing held between version i and the next."""
        einde = self.versies[i].einde
        return i + 1 < len(self.versies) and einde is not None and einde < self.versies[i + 1].begin

    def runs(self) -> list[Reeks]:
        """Give the runs of every member, in order of member and date."""
        found: list[Reeks] = []
        for lid in sorted({lid for version in self.leden for lid in version}):
            start: int | None = None
            for i, version in enumerate(self.leden):
                if lid in version and start is None:
                    start = i
                last = i + 1 == len(self.leden) or lid not in self.leden[i + 1] or self.gap_after(i)
                if start is not None and lid in version and last:
                    rows = tuple(row for k in range(start, i + 1) for row in self.leden[k][lid])
                    found.append(Reeks(lid, start, i, rows))
                    start = None
        return found


def begin_of(lijst: Ledenlijst, run: Reeks) -> tuple[date, str]:
    """Give the begin of a run and its ground (def/begingrond), before the member's founding is looked at."""
    start, joined, einde = lijst.versies[run.eerste].begin, _joined(lijst, run), lijst.versies[run.laatste].einde
    if einde is not None and joined >= einde:
        return start, "inwerkingtreding"
    if run.eerste == 0:
        return joined, "toetredingsdatum"
    before = lijst.leden[run.eerste - 1]
    if run.lid in before:  # only a gap lies between: the run goes on after it
        return (joined, "toetredingsdatum") if joined > start else (start, "na-onderbreking")
    if joined >= start:
        return joined, "toetredingsdatum"
    steps = lijst.organisaties.voorgangers(run.lid)
    merged = any(step.datum == joined and step.voorganger in before for step in steps)
    # Who stood in an earlier version at that time was a member by itself: its runs do not overlap.
    return (joined, "fusiedatum") if merged and not _listed_at(lijst, run, joined) else (start, "inwerkingtreding")


def _joined(lijst: Ledenlijst, run: Reeks) -> date:
    return min(row.toetreding for row in lijst.leden[run.eerste][run.lid])


def _listed_at(lijst: Ledenlijst, run: Reeks, dag: date) -> bool:
    """Tell whether a version before the run listed the member and held on the day or after it."""
    earlier = zip(lijst.versies[: run.eerste], lijst.leden, strict=False)
    return any(run.lid in leden and (v.einde is None or dag < v.einde) for v, leden in earlier)


def end_of(lijst: Ledenlijst, run: Reeks) -> tuple[date | None, str | None]:
    """Give the end of a run by the versions alone, and its reason (def/eindreden)."""
    einde = lijst.versies[run.laatste].einde
    if einde is None:
        return None, None
    if run.laatste + 1 == len(lijst.versies):
        return einde, "verband-beeindigd"
    if run.lid in lijst.leden[run.laatste + 1]:
        return einde, "onderbreking"
    merger, _ = dropped_early(lijst, run, einde)
    return (merger, "lid-opgeheven") if merger else (einde, "uitgetreden")


def dropped_early(lijst: Ledenlijst, run: Reeks, einde: date) -> tuple[date | None, tuple[Vermelding, ...]]:
    """Give the day of a member's merger, and the rows that tell, where a version was edited in place.

    The register then drops the member from a version that began before the merger and names the successor there,
    as joining on the very day of the merger: the member had not left, it was a member until that day.
    """
    nothing: tuple[date | None, tuple[Vermelding, ...]] = (None, ())
    following, merger = run.laatste + 1, lijst.organisaties.lid(run.lid).periode.einde
    if merger is None or merger <= einde or lijst.gap_after(run.laatste):
        return nothing
    back = any(run.lid in leden for v, leden in zip(lijst.versies, lijst.leden, strict=True) if v.begin >= einde)
    for step in lijst.organisaties.opvolgers(run.lid):
        rows = tuple(
            row for row in lijst.leden[following].get(step.opvolger, ()) if row.toetreding == step.datum == merger
        )
        if rows and not back and _listed_until(lijst, step.opvolger, following) >= merger:
            return merger, rows
    return nothing


def _listed_until(lijst: Ledenlijst, lid: str, i: int) -> date:
    """Give the end of the unbroken listing of a member that version i is part of."""
    while i + 1 < len(lijst.versies) and lid in lijst.leden[i + 1] and not lijst.gap_after(i):
        i += 1
    return lijst.versies[i].einde or date.max


def deelname(lijst: Ledenlijst, run: Reeks) -> tuple[Deelname | None, list[Bevinding]]:
    """Make the Deelname of a run; None, with a finding, where the member did not exist at the time."""
    begin, ground = begin_of(lijst, run)
    einde, reason = end_of(lijst, run)
    findings: list[Bevinding] = []
    if einde is not None and _joined(lijst, run) >= einde:
        findings.append(_joined_after_end(run, _joined(lijst, run), einde, lijst.sleutel))
    bestaan = lijst.organisaties.lid(run.lid).periode
    if bestaan.begin is not None and begin < bestaan.begin:
        begin, ground = bestaan.begin, "oprichting-lid"
    if bestaan.einde is not None and (einde is None or bestaan.einde <= einde):
        ended_together = bestaan.einde == einde and reason == "verband-beeindigd"
        einde, reason = bestaan.einde, reason if ended_together else "lid-opgeheven"
    if einde is not None and begin >= einde:
        findings.append(_did_not_exist(lijst, run))
        return None, findings
    last, told = lijst.leden[run.laatste][run.lid], run.rijen
    version_end = lijst.versies[run.laatste].einde
    if version_end is not None and einde is not None and einde > version_end:
        told += dropped_early(lijst, run, version_end)[1]
        findings.append(_dropped(run, version_end, einde, lijst.sleutel))
    return (
        Deelname(
            sleutel=f"{lijst.sleutel}-{local_key(run.lid)}-{begin}",
            verband=lijst.sleutel,
            lid=run.lid,
            periode=Periode(begin, einde),
            begin_grond=ground,
            eind_reden=reason,
            organen=tuple(dict.fromkeys(orgaan for row in last for orgaan in row.organen)),
            aandeel=next((row.aandeel for row in last if row.aandeel is not None), None),
            vermeldingen=tuple((v.regeling, v.nummer) for v in told),
        ),
        findings,
    )


def _dropped(run: Reeks, dropped: date, merger: date, verband: str) -> Bevinding:
    row = run.rijen[-1]
    return Bevinding(
        code="te-vroeg-weggelaten",
        ernst="info",
        van="bron",
        over=verband,
        waarde=run.lid,
        nl=f"{row.lid.naam} ontbreekt vanaf {dropped}, maar de opvolger treedt pas toe op {merger}, de dag van de "
        "fusie; deelname doorgetrokken tot die dag",
        en=f"{row.lid.naam} is missing from {dropped}, but its successor joins only on {merger}, the day of the "
        "merger; membership carried on to that day",
        plaats=row.plaats,
    )


def _joined_after_end(run: Reeks, joined: date, einde: date, verband: str) -> Bevinding:
    row = run.rijen[0]
    return Bevinding(
        code="toetreding-na-einde",
        ernst="waarschuwing",
        van="bron",
        over=verband,
        waarde=str(joined),
        nl=f"{row.lid.naam} treedt volgens de bron toe op {joined}, maar de versie eindigt op {einde}; "
        "begin van de versie gebruikt",
        en=f"{row.lid.naam} joins on {joined} says the source, but the version ends on {einde}; "
        "the version's begin is used",
        plaats=row.plaats,
    )


def _did_not_exist(lijst: Ledenlijst, run: Reeks) -> Bevinding:
    row, bestaan = run.rijen[0], lijst.organisaties.lid(run.lid).periode
    return Bevinding(
        code="lid-bestond-niet",
        ernst="waarschuwing",
        van="bron",
        over=lijst.sleutel,
        waarde=run.lid,
        nl=f"{row.lid.naam} staat in versie {row.regeling}, maar bestond toen niet "
        f"(van {bestaan.begin or 'onbekend'} tot {bestaan.einde or 'heden'})",
        en=f"{row.lid.naam} stands in version {row.regeling}, but did not exist then "
        f"(from {bestaan.begin or 'unknown'} to {bestaan.einde or 'now'})",
        plaats=row.plaats,
    )
