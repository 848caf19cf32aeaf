"""From what the shapes found to verdicts: three outcomes for each criterium and for each set, with their periods.

SHACL knows two outcomes and a criterium has three, so each has two shapes. Where the one that ends in `-bekend`
speaks, it is unknown; where only the one that ends in `-voldaan` speaks, it is not met; where neither does, it is
met.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from verbanden.definition.criteria import Criteriaset, criteria, criteriasets
from verbanden.definition.evidence import Bewijs
from verbanden.definition.situations import Toestand, Toestanden
from verbanden.findings import Rapport
from verbanden.model import Periode
from verbanden.namespaces import VB

Uitkomst = Literal["voldoet", "voldoet-niet", "onbekend"]
OUTCOMES: tuple[Uitkomst, ...] = ("voldoet", "voldoet-niet", "onbekend")

_ASKED = f"<{VB}aantalBevraagd>"
_KNOWN, _MET = "bekend", "voldaan"
_NONE = Bewijs()


@dataclass(frozen=True, slots=True)
class Oordeel:
    """The outcome of one criterium, or of a set where `criterium` is None, for one partnership during one period.

    Codes and IRIs are texts. `sets` are the sets that the criterium is in; of an overall verdict the one it is
    about. `bewijs` holds what the outcome rests on at any time in the period. Only an overall verdict has counts:
    `voldaan` of `totaal` criteria, with those that are `onbekend` and those that are `niet_voldaan`. `bevraagd` is
    of criterium e only: the most participants that had said anything about it during the period.
    """

    verband: str
    criterium: str | None
    sets: tuple[str, ...]
    uitkomst: Uitkomst
    periode: Periode
    bewijs: tuple[str, ...] = ()
    voldaan: int | None = None
    totaal: int | None = None
    onbekend: tuple[str, ...] = ()
    niet_voldaan: tuple[str, ...] = ()
    bevraagd: int | None = None


def judge(rapport: Rapport, toestanden: Toestanden) -> tuple[Oordeel, ...]:
    """Turn the report on the criteria shapes into verdicts, by partnership, criterium or set, and begin.

    Periods are as long as the outcome stays the same; for a set: the outcome and which criteria are not met or not
    known. On days on which a partnership does not hold there is none.
    """
    outcomes = Uitslag.of(rapport, toestanden)
    return tuple(
        oordeel
        for _, states in groupby(sorted(toestanden.van.values(), key=_in_time), key=lambda state: state.verband)
        for oordeel in _of_partnership(tuple(states), outcomes)
    )


@dataclass(frozen=True, slots=True)
class Uitslag:
    """The outcome of each criterium in each state, and what belongs to it."""

    gezegd: frozenset[tuple[str, str, str]]
    """State, code of criterium and question ("bekend", "voldaan") of each shape that spoke."""
    bewijs: Mapping[tuple[str, str], Bewijs]
    bevraagd: Mapping[str, int]

    @classmethod
    def of(cls, rapport: Rapport, toestanden: Toestanden) -> Uitslag:
        """Read the report; findings of shapes that are about no criterium are left aside."""
        said = set()
        for found in rapport.resultaten:
            kind, _, rest = rapport.vormen.vorm(found.shape).code.partition("-")
            code, _, question = rest.rpartition("-")
            if kind == "criterium" and code in criteria():
                said.add((found.focus.value, code, question))
        asked = (triple.split(" ", 2) for triple in toestanden.triples if _ASKED in triple)
        counts = {subject[1:-1]: int(value.split('"')[1]) for subject, _, value in asked}
        return cls(frozenset(said), toestanden.bewijs, counts)

    def van(self, node: str, code: str) -> Uitkomst:
        """Give the outcome of one criterium in one state."""
        if (node, code, _KNOWN) in self.gezegd:
            return "onbekend"
        return "voldoet-niet" if (node, code, _MET) in self.gezegd else "voldoet"


def _in_time(state: Toestand) -> tuple[str, bool, str]:
    return (state.verband, state.begin is not None, str(state.begin))


def _of_partnership(states: Sequence[Toestand], outcomes: Uitslag) -> Iterator[Oordeel]:
    found = {code: {s.node: outcomes.van(s.node, code) for s in states} for code in criteria()}
    for code, by_node in found.items():
        sets = tuple(one.code for one in criteriasets().values() if code in one.criteria)
        for run in _runs(states, by_node):
            uitkomst = by_node[run[0].node]
            pieces = (outcomes.bewijs.get((state.node, code), _NONE).bij(uitkomst) for state in run)
            yield Oordeel(
                verband=run[0].verband,
                criterium=code,
                sets=sets,
                uitkomst=uitkomst,
                periode=Periode(run[0].begin, run[-1].einde),
                bewijs=tuple(sorted(frozenset().union(*pieces))),
                bevraagd=max(outcomes.bevraagd.get(s.node, 0) for s in run) if code == "e" else None,
            )
    for one in criteriasets().values():
        for run in _runs(states, {s.node: tuple(found[code][s.node] for code in one.criteria) for s in states}):
            by_code = {code: found[code][run[0].node] for code in one.criteria}
            yield _overall(one, by_code, run[0].verband, Periode(run[0].begin, run[-1].einde))


def _overall(one: Criteriaset, by_code: Mapping[str, Uitkomst], verband: str, periode: Periode) -> Oordeel:
    onbekend = tuple(code for code, uitkomst in by_code.items() if uitkomst == "onbekend")
    niet_voldaan = tuple(code for code, uitkomst in by_code.items() if uitkomst == "voldoet-niet")
    return Oordeel(
        verband=verband,
        criterium=None,
        sets=(one.code,),
        uitkomst="voldoet-niet" if niet_voldaan else "onbekend" if onbekend else "voldoet",
        periode=periode,
        voldaan=len(by_code) - len(onbekend) - len(niet_voldaan),
        totaal=len(by_code),
        onbekend=onbekend,
        niet_voldaan=niet_voldaan,
    )


def _runs(states: Sequence[Toestand], outcome: Mapping[str, Hashable]) -> Iterator[list[Toestand]]:
    """Join states that follow each other without a gap and that have the same outcome, given by node."""
    run: list[Toestand] = []
    for state in states:
        if run and (outcome[run[-1].node] != outcome[state.node] or run[-1].einde != state.begin):
            yield run
            run = []
        run.append(state)
    if run:
        yield run
