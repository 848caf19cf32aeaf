"""What holds on one day, as a graph of its own: the one-triple pattern for "now", counts and durations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from verbanden.graph import vocabulary as v
from verbanden.graph.terms import Graaf, day, integer, iri
from verbanden.model import Regeling, Verband
from verbanden.namespaces import Iris
from verbanden.resolve import Organisaties

OVERHEDEN = frozenset(
    {
        "rijk",
        "provincie",
        "gemeente",
        "waterschap",
        "caribisch-openbaar-lichaam",
        "samenwerkingsorganisatie",
        "buitenlandse-overheid",
    }
)
"""Kinds of organisation that are a government (`vb:isOverheid` in def/aard says the same, proved by test)."""


def state_graph(
    iris: Iris,
    dag: date,
    verbanden: Iterable[Verband],
    regelingen: Mapping[str, Regeling],
    organisaties: Organisaties,
) -> Graaf:
    """Write what holds on a day: for each partnership in force its version, members, counts and days so far.

    `vb:vermeldeDeelnemer` are the members as claimed, `vb:huidigeDeelnemer` those that follow: without abolished
    ones, with the successors that carry on.
    """
    graaf = Graaf(iris.graaf("stand", dag))
    add = graaf.feiten.append
    node = iri(graaf.naam)
    add(f"{node} {v.A} {v.vb('Standgraaf')}")
    add(f"{node} {v.vb('peildatum')} {day(dag)}")
    gone: dict[str, date] = {}
    for verband in verbanden:
        version = next((key for key, periode in verband.regelingen if periode.bevat(dag)), None)
        if version is None or verband.periode.begin is None:
            continue
        s = iri(iris.verband(verband.sleutel))
        add(f"{s} {v.vb('huidigeRegeling')} {iri(iris.regeling(version))}")
        claimed = {organisaties.herken(row.lid)[0] for row in regelingen[version].vermeldingen}
        for lid in sorted(claimed):
            add(f"{s} {v.vb('vermeldeDeelnemer')} {iri(lid)}")
            einde = organisaties.lid(lid).periode.einde
            if einde is not None and einde <= dag:
                gone[lid] = einde
        members = sorted({d.lid for d in verband.deelnames if d.periode.bevat(dag)})
        for lid in members:
            add(f"{s} {v.vb('huidigeDeelnemer')} {iri(lid)}")
        governments = sum(organisaties.lid(lid).aard in OVERHEDEN for lid in members)
        add(f"{s} {v.vb('aantalDeelnemers')} {integer(len(members))}")
        add(f"{s} {v.vb('aantalOverheden')} {integer(governments)}")
        add(f"{s} {v.vb('duurInDagen')} {integer((dag - verband.periode.begin).days)}")
    for lid, einde in sorted(gone.items()):
        add(f"{iri(lid)} {v.vb('opgehevenPer')} {day(einde)}")
    return graaf
