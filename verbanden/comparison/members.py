"""The members that a list gives for a partnership, beside those that the graph has on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from verbanden.comparison.listed import Lidopgave
from verbanden.comparison.records import Leden, Lidverschil
from verbanden.comparison.register import Basis, Deelname, Register


def leden(opgaven: Sequence[Lidopgave], verband: str, basis: Basis, organisatie: str, day: date) -> Leden:
    """Compare members on a day: who is in both, only in the list, only in the graph; and names of nobody we know.

    The organisation whose list it is need not name itself: lists of "the others" are as usual as whole ones.
    """
    register = basis.register
    listed: dict[str, str] = {}
    strange: dict[str, None] = {}
    for opgave in opgaven:
        if not opgave.periode.bevat(day):
            continue
        iri = _recognised(opgave, basis)
        if iri is None:
            strange[opgave.naam] = None
        else:
            listed[iri] = opgave.naam
    ours = {run.lid: run for run in register.deelnames(verband) if run.periode.bevat(day)}
    only_list = [iri for iri in listed if iri not in ours]
    only_graph = [iri for iri in ours if iri not in listed and iri != organisatie]
    return Leden(
        gelijk=sum(iri in ours for iri in listed),
        alleen_lijst=_in_order(_listed_only(iri, verband, register, day) for iri in only_list),
        alleen_graaf=_in_order(_graph_only(ours[iri], register) for iri in only_graph),
        niet_herkend=tuple(sorted(strange)),
    )


def _recognised(opgave: Lidopgave, basis: Basis) -> str | None:
    if opgave.iri is not None and opgave.iri in basis.register.organisaties:
        return opgave.iri
    found = basis.herken(opgave.iri) if opgave.iri is not None else None
    return found or basis.herken(opgave.naam)


def _listed_only(iri: str, verband: str, register: Register, day: date) -> Lidverschil:
    runs = register.deelnames(verband, iri)
    last = runs[-1].periode if runs else None
    return Lidverschil(
        organisatie=iri,
        naam=register.naam_van(iri),
        sinds=last.begin if last else None,
        tot=last.einde if last else None,
        opgegaan_in=tuple(register.naam_van(later) for later in register.later(iri, day)),
    )


def _graph_only(run: Deelname, register: Register) -> Lidverschil:
    naam = register.naam_van(run.lid)
    return Lidverschil(run.lid, naam, run.periode.begin, run.periode.einde, voortzetting=run.voortzetting)


def _in_order(found: Iterable[Lidverschil]) -> tuple[Lidverschil, ...]:
    return tuple(sorted(found, key=lambda one: (one.naam.casefold(), one.organisatie)))
