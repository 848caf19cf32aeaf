"""The report of a validation: what was found, counted; as our findings, as JSON and as a SHACL graph."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from verbanden.model import Bevinding
from verbanden.namespaces import PREFIXES, RDF, SH, VBS
from verbanden.plain import term_as_json
from verbanden.shapebook import ERNST_IRI, Ernst, Term, Toerekening, Vormen

Uitkomst = Literal["voldoet", "voldoet-niet", "niets-te-toetsen"]
_ORDER: dict[Ernst, int] = {"fout": 0, "waarschuwing": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Resultaat:
    """One finding: what it is about, where, which value, by which shape; the messages are ready to read."""

    focus: Term
    pad: str
    waarde: Term | None
    shape: str
    component: str
    ernst: Ernst
    toerekening: Toerekening
    nl: str
    en: str

    @property
    def volgorde(self) -> tuple[int, str, str, str, str]:
        """The place in a report: heaviest first, then by shape and by thing."""
        return (_ORDER[self.ernst], self.shape, str(self.focus), self.component, str(self.waarde))


@dataclass(frozen=True, slots=True)
class Groep:
    """How often one shape spoke."""

    shape: str
    ernst: Ernst
    toerekening: Toerekening
    aantal: int


@dataclass(frozen=True, slots=True)
class Rapport:
    """The outcome of one validation, with what it was made with: engine, version, hashes of shapes and data."""

    motor: str
    motorversie: str
    vormen: Vormen
    gegevens_sha256: str
    getoetst: bool
    resultaten: tuple[Resultaat, ...]

    @property
    def conform(self) -> bool:
        """As SHACL means it: nothing found, of any weight."""
        return not self.resultaten

    @property
    def uitkomst(self) -> Uitkomst:
        """Three outcomes: data in which no shape finds anything to look at does not conform, it was not tested."""
        if not self.getoetst:
            return "niets-te-toetsen"
        return "voldoet" if self.conform else "voldoet-niet"

    @property
    def publiceerbaar(self) -> bool:
        """Nothing found stops a release: no violation of our own making."""
        return not any(found.ernst == "fout" and found.toerekening == "ons" for found in self.resultaten)

    def groepen(self) -> list[Groep]:
        """Count the findings per shape, heaviest and most frequent first."""
        counts = Counter((found.shape, found.ernst, found.toerekening) for found in self.resultaten)
        groups = [Groep(*key, aantal) for key, aantal in counts.items()]
        return sorted(groups, key=lambda group: (_ORDER[group.ernst], -group.aantal, group.shape))

    def bevindingen(self) -> list[Bevinding]:
        """Give the findings as the rest of the project keeps them; their code is the end of the shape's IRI."""
        return [
            Bevinding(
                code=self.vormen.vorm(found.shape).code,
                ernst=found.ernst,
                van=found.toerekening,
                over=found.focus.value,
                waarde=found.waarde.value if found.waarde is not None else "",
                nl=found.nl,
                en=found.en,
            )
            for found in self.resultaten
        ]

    def json(self) -> str:
        """Write it as JSON; the same report always gives the same text."""
        document = {
            "uitkomst": self.uitkomst,
            "publiceerbaar": self.publiceerbaar,
            "motor": {"naam": self.motor, "versie": self.motorversie},
            "vormen": {"sha256": self.vormen.sha256},
            "gegevens": {"sha256": self.gegevens_sha256},
            "groepen": [
                {"shape": g.shape, "ernst": g.ernst, "toerekening": g.toerekening, "aantal": g.aantal}
                for g in self.groepen()
            ],
            "resultaten": [_as_json(found) for found in self.resultaten],
        }
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"

    def triples(self) -> Iterator[ox.Triple]:
        """Write it as a SHACL validation report, with engine and hashes beside the standard's own terms."""
        report = ox.BlankNode("rapport")
        yield ox.Triple(report, _RDF_TYPE, _sh("ValidationReport"))
        yield ox.Triple(report, _sh("conforms"), ox.Literal(self.conform))
        for name, value in (
            ("uitkomst", self.uitkomst),
            ("motor", self.motor),
            ("motorversie", self.motorversie),
            ("vormenSha256", self.vormen.sha256),
            ("gegevensSha256", self.gegevens_sha256),
        ):
            yield ox.Triple(report, ox.NamedNode(VBS + name), ox.Literal(value))
        for number, found in enumerate(self.resultaten):
            node = ox.BlankNode(f"r{number}")
            yield ox.Triple(report, _sh("result"), node)
            yield from self._result(node, found)

    def _result(self, node: ox.BlankNode, found: Resultaat) -> Iterator[ox.Triple]:
        yield ox.Triple(node, _RDF_TYPE, _sh("ValidationResult"))
        yield ox.Triple(node, _sh("focusNode"), found.focus)
        path = self.vormen.vorm(found.shape).pad
        if path is not None:
            start, triples = path.triples(f"{node.value}p")
            yield ox.Triple(node, _sh("resultPath"), start)
            yield from triples
        if found.waarde is not None:
            yield ox.Triple(node, _sh("value"), found.waarde)
        yield ox.Triple(node, _sh("sourceShape"), ox.NamedNode(found.shape))
        yield ox.Triple(node, _sh("sourceConstraintComponent"), ox.NamedNode(found.component))
        yield ox.Triple(node, _sh("resultSeverity"), ox.NamedNode(ERNST_IRI[found.ernst]))
        yield ox.Triple(node, _sh("resultMessage"), ox.Literal(found.nl, language="nl"))
        yield ox.Triple(node, _sh("resultMessage"), ox.Literal(found.en, language="en"))
        yield ox.Triple(node, ox.NamedNode(VBS + "toerekening"), ox.Literal(found.toerekening))

    def ntriples(self) -> bytes:
        """Write the SHACL report as N-Triples."""
        return ox.serialize(self.triples(), format=ox.RdfFormat.N_TRIPLES) or b""

    def turtle(self) -> bytes:
        """Write the SHACL report as Turtle."""
        prefixes = {**{name: PREFIXES[name] for name in ("vb", "org", "xsd")}, "sh": SH, "vbs": VBS}
        return ox.serialize(self.triples(), format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""


_RDF_TYPE = ox.NamedNode(RDF + "type")


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(SH + name)


def _as_json(found: Resultaat) -> dict[str, object]:
    return {
        "focus": term_as_json(found.focus),
        "pad": found.pad or None,
        "waarde": term_as_json(found.waarde) if found.waarde is not None else None,
        "shape": found.shape,
        "component": found.component,
        "ernst": found.ernst,
        "toerekening": found.toerekening,
        "nl": found.nl,
        "en": found.en,
    }
