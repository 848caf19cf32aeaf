"""Lay a list of an organisation's partnerships beside the graph, on one day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from verbanden.checking.verslag import Tekst
from verbanden.comparison.listed import Lijst, Opgave
from verbanden.comparison.matching import Zoeker
from verbanden.comparison.members import leden
from verbanden.comparison.names import DREMPEL, DREMPEL_EIGEN
from verbanden.comparison.records import VERSIE, Gemist, Rij, Vergelijking
from verbanden.comparison.register import Basis, Register
from verbanden.errors import QueryError


def vergelijk(
    lijst: Lijst,
    basis: Basis,
    organisatie: str,
    peildatum: date | None = None,
) -> Vergelijking:
    """Compare a list with the graph; without a day, on that of the release.

    Raises QueryError when the organisation is not in the graph.
    """
    register, day = basis.register, peildatum or basis.datum
    if organisatie not in register.organisaties:
        raise QueryError(
            f"De organisatie {organisatie} staat niet in de graaf van {basis.release}.",
            f"The organisation {organisatie} is not in the graph of {basis.release}.",
        )
    matcher = Zoeker(register, organisatie, day)
    rows = _with_doubles(
        [
            _with_members(matcher.row(number, opgave), opgave, basis, organisatie, day)
            for number, opgave in enumerate(lijst.opgaven, start=1)
        ]
    )
    return Vergelijking(
        versie=VERSIE,
        organisatie=organisatie,
        organisatie_naam=register.naam_van(organisatie),
        peildatum=day,
        release=basis.release,
        release_datum=basis.datum,
        documenten=lijst.documenten,
        rijen=tuple(rows),
        gemist=tuple(_missed(rows, register, organisatie, day)),
        afgewezen=lijst.afgewezen,
        opmerkingen=lijst.opmerkingen,
        dekking=tuple(_coverage(basis, day)),
        drempel=DREMPEL,
        drempel_eigen=DREMPEL_EIGEN,
    )


def _with_members(row: Rij, opgave: Opgave, basis: Basis, organisatie: str, day: date) -> Rij:
    if row.gevonden is None or not opgave.leden or row.stand not in ("bekend", "niet-deelnemer"):
        return row
    return replace(
        row,
        leden=leden(opgave.leden, row.gevonden.verband, basis, organisatie, day),
    )


def _with_doubles(rows: list[Rij]) -> list[Rij]:
    """Mark each row that is the same partnership as an earlier one."""
    first: dict[str, int] = {}
    marked = []
    for row in rows:
        before = first.setdefault(row.gevonden.verband, row.nummer) if row.gevonden else row.nummer
        marked.append(replace(row, zelfde_als=before) if before != row.nummer else row)
    return marked


def _missed(rows: Sequence[Rij], register: Register, organisatie: str, day: date) -> Iterator[Gemist]:
    named = {row.gevonden.verband for row in rows if row.gevonden}
    maybe: dict[str, list[int]] = {}
    for row in rows:
        if row.gevonden is None:
            for candidate in row.kandidaten:
                maybe.setdefault(candidate.verband, []).append(row.nummer)
    missed = [run for run in register.van(organisatie, day).values() if run.verband not in named]
    for run in sorted(missed, key=lambda one: (register.verbanden[one.verband].naam.casefold(), one.verband)):
        yield Gemist(
            verband=run.verband,
            naam=register.verbanden[run.verband].naam,
            sinds=run.periode.begin or day,
            rechtsvorm=register.rechtsvorm(run.verband, day),
            voortzetting=run.voortzetting,
            misschien=tuple(maybe.get(run.verband, ())),
        )


def _coverage(basis: Basis, day: date) -> Iterator[Tekst]:
    yield Tekst(
        "De graaf kent alleen wat in het register van gemeenschappelijke regelingen staat. Een vennootschap, "
        "stichting, vereniging of andere privaatrechtelijke verbonden partij is daarom onbekend; dat zegt niets "
        "over uw lijst.",
        "The graph only knows what is in the register of arrangements under the Wgr. A company, foundation, "
        "association or other body under private law is therefore not known; that says nothing about your list.",
    )
    # The other sources tell of organisations; what they cover says nothing about partnerships.
    for covered in (one for one in basis.dekking if one.volledig_vanaf or one.vertrek_vanaf):
        for nl, en in covered.gemis(day):
            yield Tekst(f"{covered.bron}: {nl}", f"{covered.bron}: {en}")
