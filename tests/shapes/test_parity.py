"""Two engines, one report: also on data that nobody would write on purpose.

The fixtures are compared in `test_shapes` and `test_criteria`. Here both engines get the register, and random
statements with the properties that the shapes look at, and values of every odd sort. Left out of these is what
only our own processing writes: shapes that are attributed to us, and the situations that criteria are tested on.
"""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.shapes.cases import shape_triples, shapes
from verbanden.assemble import Samenstel
from verbanden.definition.situations import situations
from verbanden.namespaces import DCT, ORG, RDF, RDFS, SH, SKOS, VB, XSD
from verbanden.validation import Engine, validate

PROPERTIES = {SH + name for name in ("path", "inversePath", "targetSubjectsOf", "targetObjectsOf", "disjoint")}
THINGS = [ox.NamedNode(f"https://example.org/id/{name}") for name in "pqrst"]
TYPED = {
    "date": (
        "2024-01-31",
        "2020-01-01",
        "2023-02-29",
        "0999-01-01",
        "2024-01-31Z",
        "2024-01-31+02:00",
        "gisteren",
    ),
    "dateTime": ("2024-01-31T00:00:00",),
    "integer": ("1", "01", "-1", "400", "een"),
    "decimal": ("1.5", "-0.5", "100.5", "1,5"),
    "double": ("1e3", "NaN"),
    "boolean": ("true", "1", "ja"),
    "onbekend": ("iets",),
}
TEXTS = ("tekst", "", " \n", "2024-01-31", "123456789", "a\u200bb")
ODD = [
    *(ox.Literal(text, datatype=ox.NamedNode(XSD + kind)) for kind, texts in TYPED.items() for text in texts),
    *(ox.Literal(text) for text in TEXTS),
    *(ox.Literal("tekst", language=language) for language in ("nl", "en", "de")),
]


@cache
def vocabulary(file: str) -> tuple[list[ox.NamedNode], list[ox.NamedNode], list[ox.NamedNode]]:
    """The properties, concepts and classes that a shapes file speaks of."""
    ours = (VB, ORG, DCT, SKOS, RDFS)
    properties: set[ox.NamedNode] = set()
    concepts: set[ox.NamedNode] = set()
    classes: set[ox.NamedNode] = set()
    for triple in shape_triples(file):
        name, value = triple.predicate.value, triple.object
        if not isinstance(value, ox.NamedNode):
            continue
        if name in PROPERTIES or (name == RDF + "first" and value.value.startswith(ours)):
            properties.add(value)
        elif name in {SH + "hasValue", RDF + "first"}:
            concepts.add(value)
        elif name in {SH + "targetClass", SH + "class"}:
            classes.add(value)
    return sorted(properties, key=str), sorted(concepts, key=str), sorted(classes, key=str)


def triples(file: str) -> st.SearchStrategy[list[ox.Triple]]:
    properties, concepts, classes = vocabulary(file)
    a, in_scheme = ox.NamedNode(RDF + "type"), ox.NamedNode(SKOS + "inScheme")
    thing, concept = st.sampled_from(THINGS), st.sampled_from(concepts)
    value = st.one_of(thing, concept, st.sampled_from(ODD))
    return st.lists(
        st.one_of(
            st.builds(ox.Triple, thing, st.just(a), st.sampled_from(classes)),
            st.builds(ox.Triple, thing, st.sampled_from(properties), value),
            st.builds(ox.Triple, thing, st.sampled_from(properties), thing),
            st.builds(ox.Triple, concept, st.just(in_scheme), concept),
        ),
        min_size=5,
        max_size=60,
    )


def findings(file: str, data: bytes, engine: Engine) -> list[str]:
    """What an engine finds of others' doing, with all that a reader sees of it."""
    found = validate(data, shapes(file), engine=engine).resultaten
    return [str(one) for one in found if one.toerekening == "bron"]


@pytest.mark.parametrize("file", ["inzending", "gegevens"])
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
# rdflib warns of what is no boolean, which is the point here.
@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
def test_engines_find_the_same_in_odd_data(file: str, data: st.DataObject) -> None:
    text = ox.serialize(data.draw(triples(file)), format=ox.RdfFormat.N_TRIPLES) or b""
    assert findings(file, text, "snel") == findings(file, text, "referentie")


def test_the_reference_engine_tells_an_impossible_date_as_it_was_written() -> None:
    """Two impossible dates cannot be compared; the report shows them, and nothing breaks off."""
    thing, day = THINGS[0], ox.NamedNode(XSD + "date")
    begin, einde = ox.Literal("2023-02-29", datatype=day), ox.Literal("2023-02-30", datatype=day)
    text = ox.serialize(
        [ox.Triple(thing, ox.NamedNode(VB + "begin"), begin), ox.Triple(thing, ox.NamedNode(VB + "einde"), einde)],
        format=ox.RdfFormat.N_TRIPLES,
    )
    found = validate(text or b"", shapes("inzending"), engine="referentie").resultaten
    assert [one.waarde for one in found] == [begin, einde]


def test_engines_judge_the_register_alike(samenstel: Samenstel) -> None:
    """All partnerships in force on the release's date, against all criteria."""
    state = situations(samenstel.store, samenstel.datum, samenstel.datum).ntriples()
    fast, reference = (validate(state, shapes("definitie"), engine=engine) for engine in ("snel", "referentie"))
    assert fast.resultaten == reference.resultaten
    assert len(fast.resultaten) > 1000


@pytest.mark.shared  # it needs nothing of the shared folder, but a minute or more
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("file", ["gegevens", "inzending", "vocabulaire"])
def test_engines_find_the_same_in_the_whole_register(file: str, samenstel: Samenstel) -> None:
    data = " .\n".join([*samenstel.default_graph(), ""]).encode()
    fast, reference = (validate(data, shapes(file), engine=engine) for engine in ("snel", "referentie"))
    assert fast.resultaten == reference.resultaten
    assert fast.getoetst
