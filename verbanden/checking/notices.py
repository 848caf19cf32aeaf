"""From what was found to findings that a sender can act on: named, placed, told apart by origin, counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from verbanden.checking.admission import Weggelaten
from verbanden.checking.identity import Identiteiten
from verbanden.checking.material import Stof
from verbanden.checking.places import Plaatsen, predicates_of
from verbanden.checking.remarks import TITELS, remarks
from verbanden.checking.shapeset import Vormenset
from verbanden.checking.subjects import Onderwerpen
from verbanden.checking.verslag import ERNSTEN, Herkomst, Melding, Meldinggroep, Tekst
from verbanden.findings import Rapport, Resultaat
from verbanden.shapebook import Pad, Term, as_term, statements
from verbanden.submission import Inzending

EERSTE = 5
"""So many findings of a group are shown first."""
_Said = Mapping[Term, set[tuple[str, Term]]]


def notices(
    rapport: Rapport, stof: Stof, inzendingen: Sequence[Inzending], shapes: Vormenset, onderwerpen: Onderwerpen
) -> tuple[Melding, ...]:
    """Make the findings of a check, heaviest first: of the shapes, of reading, and about words."""
    loose = [
        *_of_shapes(rapport, stof, Plaatsen(inzendingen), shapes),
        *remarks(inzendingen, _untold(rapport, stof)),
    ]
    keys = [(one.shape, one.component, one.focus, one.pad, one.waarde) for one in loose]
    ids = Identiteiten(triple for inzending in inzendingen for triple in inzending.triples).ids(keys)
    found = [
        replace(one, id=key, melding=onderwerpen.leesbaar(one.melding))
        for key, one in zip(ids, loose, strict=True)
    ]
    return tuple(sorted(found, key=_order))


def groups(meldingen: Iterable[Melding], shapes: Vormenset, eerste: int = EERSTE) -> tuple[Meldinggroep, ...]:
    """Count findings by rule and origin: the sender's own first, then the heaviest, then the most frequent."""
    by_rule: dict[tuple[Herkomst, str], list[Melding]] = {}
    for one in meldingen:
        by_rule.setdefault((one.herkomst, one.shape), []).append(one)
    made = [
        Meldinggroep(
            shape=shape,
            titel=TITELS.get(shape) or shapes.titels.get(shape) or Tekst(shape, shape),
            ernst=members[0].ernst,
            herkomst=origin,
            criterium=members[0].criterium,
            aantal=len(members),
            eerste=tuple(one.id for one in members[:eerste]),
        )
        for (origin, shape), members in by_rule.items()
    ]
    return tuple(
        sorted(made, key=lambda g: (g.herkomst == "achtergrond", ERNSTEN.index(g.ernst), -g.aantal, g.shape))
    )


def _of_shapes(rapport: Rapport, stof: Stof, places: Plaatsen, shapes: Vormenset) -> Iterator[Melding]:
    unknown = {
        (found.focus, shapes.criterium[found.shape])
        for found in rapport.resultaten
        if shapes.vraag.get(found.shape) == "bekend"
    }
    before = _said_by(stof.achtergrond, {found.focus for found in rapport.resultaten})
    for found in rapport.resultaten:
        code = shapes.criterium.get(found.shape)
        # What is not known cannot be broken: the outcome is "not known", so the other finding is none.
        if shapes.vraag.get(found.shape) == "voldaan" and (found.focus, code) in unknown:
            continue
        path = shapes.vormen.vorm(found.shape).pad
        yield Melding(
            id="",
            shape=found.shape,
            component=found.component,
            ernst=found.ernst,
            focus=found.focus,
            pad=found.pad,
            waarde=found.waarde,
            melding=Tekst(found.nl, found.en),
            herkomst=_origin(found, path, places, before) if code is None else _asked(found, places),
            vindplaatsen=places.van(found.focus, path, found.waarde),
            criterium=code,
        )


def _untold(rapport: Rapport, stof: Stof) -> Iterator[Weggelaten]:
    """Give what does not count, without values that do not fit and that a shape has told of already."""
    told = {(found.focus, found.waarde) for found in rapport.resultaten}
    for one in stof.weggelaten:
        if one.soort != "waarde" or (as_term(one.triple.subject), as_term(one.triple.object)) not in told:
            yield one


def _asked(found: Resultaat, places: Plaatsen) -> Herkomst:
    """Tell whether the documents are about the partnership that a criterion is asked of."""
    return "inzending" if places.noemt(found.focus) else "achtergrond"


def _origin(found: Resultaat, path: Pad | None, places: Plaatsen, before: _Said) -> Herkomst:
    """Tell whose a finding is: the sender's who says it or brings the thing, unless the release said it before."""
    if not places.over(found.focus):
        # Who is mentioned only, and by nobody else, is brought by who mentions it.
        return "inzending" if found.focus not in before and places.noemt(found.focus) else "achtergrond"
    predicates = predicates_of(path)
    if places.zegt(found.focus, predicates, found.waarde):
        return "inzending"
    said = before.get(found.focus, set())
    known = any(p in predicates and (found.waarde is None or v == found.waarde) for p, v in said)
    return "achtergrond" if known else "inzending"


def _said_by(lines: Iterable[str], things: set[Term]) -> _Said:
    found: dict[Term, set[tuple[str, Term]]] = {}
    for subject, predicate, value in statements("".join(lines).encode()):
        if subject in things:
            found.setdefault(subject, set()).add((predicate, value))
    return found


def _order(one: Melding) -> tuple[object, ...]:
    place = one.vindplaatsen[0] if one.vindplaatsen else None
    at = (place.document, place.regel or place.rij or 0, place.kolom or "") if place else ("", 0, "")
    return (one.herkomst == "achtergrond", ERNSTEN.index(one.ernst), one.shape, at, one.id)
