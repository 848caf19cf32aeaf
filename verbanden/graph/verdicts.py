"""Verdicts as quads: a `vb:Oordeel` for each criterium and each set of criteria, period by period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from verbanden.definition.criteria import criteria, criteriasets
from verbanden.definition.verdicts import Oordeel
from verbanden.graph import vocabulary as v
from verbanden.graph.terms import Graaf, day, integer, iri
from verbanden.namespaces import Iris, local_key


def verdict_graph(iris: Iris, datum: date, oordelen: Iterable[Oordeel]) -> Graaf:
    """Write all verdicts of a release as its graph `oordelen`."""
    graaf = Graaf(iris.graaf("oordelen", datum))
    tests = {code: iri(found.iri) for code, found in criteria().items()}
    sets = {code: iri(found.iri) for code, found in criteriasets().items()}
    for oordeel in oordelen:
        s = iri(oordeel_iri(iris, oordeel))
        add = graaf.feiten.append
        add(f"{s} {v.A} {v.vb('Oordeel')}")
        add(f"{s} {v.vb('overVerband')} {iri(oordeel.verband)}")
        add(f"{s} {v.vb('uitkomst')} {v.code('uitkomst', oordeel.uitkomst)}")
        for code in oordeel.sets:
            add(f"{s} {v.vb('criteriaset')} {sets[code]}")
        if oordeel.periode.begin:
            add(f"{s} {v.BEGIN} {day(oordeel.periode.begin)}")
        if oordeel.periode.einde:
            add(f"{s} {v.EINDE} {day(oordeel.periode.einde)}")
        for bewijs in oordeel.bewijs:
            add(f"{s} {v.vb('bewijs')} {iri(bewijs)}")
        if oordeel.criterium is None:
            _overall(graaf, s, oordeel, tests)
        else:
            add(f"{s} {v.vb('criterium')} {tests[oordeel.criterium]}")
        if oordeel.bevraagd is not None:
            add(f"{s} {v.vb('aantalBevraagd')} {integer(oordeel.bevraagd)}")
    return graaf


def oordeel_iri(iris: Iris, oordeel: Oordeel) -> str:
    """Give the IRI of a verdict: partnership, criterium or set, first day."""
    about = oordeel.criterium or oordeel.sets[0]
    return iris.id("oordeel", f"{local_key(oordeel.verband)}-{about}-{oordeel.periode.begin or 'open'}")


def _overall(graaf: Graaf, s: str, oordeel: Oordeel, tests: Mapping[str, str]) -> None:
    """Write how many criteria of the set are met, and which are not or are unknown."""
    add = graaf.feiten.append
    add(f"{s} {v.vb('aantalVoldaan')} {integer(oordeel.voldaan or 0)}")
    add(f"{s} {v.vb('aantalCriteria')} {integer(oordeel.totaal or 0)}")
    for name, codes in (("nogOnbekend", oordeel.onbekend), ("nietVoldaan", oordeel.niet_voldaan)):
        for code in codes:
            add(f"{s} {v.vb(name)} {tests[code]}")
