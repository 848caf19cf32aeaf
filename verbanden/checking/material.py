"""What a check runs on: the documents' triples, what the release knows, and the vocabulary.

Documents say what is so, never what words mean: a triple that changes a term of the vocabulary, or that states
what only we derive, is left out and told. What follows from the documents by the vocabulary is added, for each
triple alone and without chains, so that no document can make it grow out of bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from verbanden.checking.admission import ALLEEN_VORM, Toelating, Weggelaten
from verbanden.checking.lexicon import lexicon
from verbanden.checking.membership import Ledenlijst
from verbanden.checking.register import Register
from verbanden.namespaces import DEF, GENID, ORG, RDF, VB
from verbanden.shapebook import Term, as_term, statements
from verbanden.submission import Inzending

_TYPE = ox.NamedNode(RDF + "type")
_PARTNERSHIP = ox.NamedNode(VB + "Samenwerkingsverband")
_MEMBER, _ORGANIZATION = ox.NamedNode(ORG + "member"), ox.NamedNode(ORG + "organization")
_HAS_PARTICIPANT = ox.NamedNode(VB + "heeftDeelnemer")
_MOST_PAIRS = 100


@dataclass(frozen=True, slots=True)
class Stof:
    """The material: a store with everything, and the same as lines of N-Triples, the vocabulary left out."""

    store: ox.Store
    eigen: tuple[str, ...]
    achtergrond: tuple[str, ...]
    weggelaten: tuple[Weggelaten, ...]

    def data(self, derived: Iterable[str]) -> bytes:
        """Give the N-Triples to check: all of it, with derived triples and the part of the vocabulary in use."""
        lines = "".join(dict.fromkeys([*self.eigen, *self.achtergrond, *(f"{one} .\n" for one in derived)]))
        terms = {value for _, _, value in statements(lines.encode())}
        return "".join([lines, *sorted(lexicon().in_gebruik(terms))]).encode()


def mentioned(inzendingen: Sequence[Inzending]) -> set[str]:
    """Give the IRIs of things that documents mention, without terms of our vocabulary and blank nodes."""
    terms = (term for inzending in inzendingen for t in inzending.triples for term in (t.subject, t.object))
    found = {term.value for term in terms if isinstance(term, ox.NamedNode)}
    return {iri for iri in found if not iri.startswith((VB, DEF, GENID))}


def material(inzendingen: Sequence[Inzending], background: bytes) -> Stof:
    """Join documents, background (N-Triples) and vocabulary."""
    words, register = lexicon(), Register(background)
    triples = [triple for inzending in inzendingen for triple in inzending.triples]
    places = [place for inzending in inzendingen for place in inzending.plaatsen]
    admission = Toelating(triples, register, _partnerships(triples))
    kept: dict[ox.Triple, None] = {}
    shaped: dict[ox.Triple, None] = {}
    dropped: list[Weggelaten] = []
    for triple, place in zip(triples, places, strict=True):
        kind = admission.reden(triple)
        if kind is None:
            kept[triple] = None
        elif f"{triple} .\n" not in words.regels:
            dropped.append(Weggelaten(kind, triple, place))
            if kind in ALLEEN_VORM:
                shaped[triple] = None
    members = Ledenlijst(register, kept)
    for triple, place in zip(triples, places, strict=True):
        if triple in kept and members.weigert(triple):
            del kept[triple]
            shaped[triple] = None
            dropped.append(Weggelaten("lid", triple, place))
    for group in (kept, shaped):
        for triple in list(group):
            group.update(dict.fromkeys(_implied(triple)))
    kept.update(dict.fromkeys(_participants(kept)))
    store = ox.Store()
    for part in (words.ntriples(), background):
        store.load(input=part, format=ox.RdfFormat.N_TRIPLES, lenient=True)
    store.extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in kept)
    return Stof(
        store=store,
        eigen=tuple(f"{triple} .\n" for triple in {**kept, **shaped}),
        achtergrond=tuple(background.decode().splitlines(keepends=True)),
        weggelaten=tuple(dropped),
    )


def _partnerships(triples: Iterable[ox.Triple]) -> frozenset[Term]:
    """Give what the documents call a partnership, or treat as one."""
    found: set[Term] = set()
    for triple in triples:
        subject, other = _ends(triple.predicate.value)
        is_typed = triple.predicate == _TYPE and triple.object == _PARTNERSHIP
        found |= {as_term(triple.subject)} if subject or is_typed else set()
        found |= {as_term(triple.object)} if other else set()
    return frozenset(found)


@lru_cache(maxsize=1024)
def _ends(predicate: str) -> tuple[bool, bool]:
    """Tell whether a property makes its subject, and its object, a partnership."""
    subject, value = ox.NamedNode("urn:x:s"), ox.NamedNode("urn:x:o")
    types = {
        triple.subject
        for triple in _implied(ox.Triple(subject, ox.NamedNode(predicate), value))
        if triple.predicate == _TYPE and triple.object == _PARTNERSHIP
    }
    return subject in types, value in types


def _implied(triple: ox.Triple) -> Iterator[ox.Triple]:
    """Give what follows from one triple: properties above and inverse, then the classes of both ends."""
    words = lexicon()
    links, todo = {triple}, [triple]
    types: set[tuple[ox.NamedNode | ox.BlankNode, Term]] = set()
    while todo:
        one = todo.pop()
        name = one.predicate.value
        if one.predicate == _TYPE:
            types.add((_thing(one.subject), one.object))  # type: ignore[arg-type]
            continue
        types |= {(_thing(one.subject), cls) for cls in words.domein.get(name, ())}
        more = [ox.Triple(one.subject, above, one.object) for above in words.boven_eigenschap.get(name, ())]
        if not isinstance(one.object, ox.Literal):
            more += [ox.Triple(_thing(one.object), other, one.subject) for other in words.omgekeerd.get(name, ())]
            types |= {(_thing(one.object), cls) for cls in words.bereik.get(name, ())}
        todo += [new for new in more if new not in links]
        links.update(more)
    yield from links - {triple}
    for thing, cls in types:
        yield ox.Triple(thing, _TYPE, cls)
        for above in words.boven_klasse.get(cls.value, ()) if isinstance(cls, ox.NamedNode) else ():
            yield ox.Triple(thing, _TYPE, above)


def _participants(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Give who takes part by a participation: the one chain of the vocabulary.

    A participation that names many members in many partnerships is none: it is reported, and nothing follows.
    """
    ends: dict[object, tuple[list[Term], list[Term]]] = {}
    for triple in triples:
        if triple.predicate in (_MEMBER, _ORGANIZATION):
            both = ends.setdefault(triple.subject, ([], []))
            both[triple.predicate == _MEMBER].append(as_term(triple.object))
    for partnerships, members in ends.values():
        if len(partnerships) * len(members) <= _MOST_PAIRS:
            yield from (
                ox.Triple(one, _HAS_PARTICIPANT, member)
                for one in partnerships
                for member in members
                if not isinstance(one, ox.Literal)
            )


def _thing(term: object) -> ox.NamedNode | ox.BlankNode:
    if isinstance(term, ox.NamedNode | ox.BlankNode):
        return term
    raise TypeError("a triple about a triple is not used here")
