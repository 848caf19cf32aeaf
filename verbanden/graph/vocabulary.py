"""The predicates and classes that our graphs are written with, each once, as N-Triples text."""

from __future__ import annotations

from verbanden.namespaces import ADMS, DCT, ELI, ORG, PROV, RDF, RDFS, SKOS, TIME, TOOI_ONT, VB, concept

A = f"<{RDF}type>"
LABEL = f"<{RDFS}label>"
PREF_LABEL = f"<{SKOS}prefLabel>"
ALT_LABEL = f"<{SKOS}altLabel>"
NOTATION = f"<{SKOS}notation>"
TITLE = f"<{DCT}title>"
DCT_IDENTIFIER = f"<{DCT}identifier>"
DCT_TYPE = f"<{DCT}type>"
ISSUED = f"<{DCT}issued>"
MODIFIED = f"<{DCT}modified>"
LICENSE = f"<{DCT}license>"
PUBLISHER = f"<{DCT}publisher>"
SOURCE = f"<{DCT}source>"
IDENTIFIER = f"<{ADMS}identifier>"
IDENTIFIER_CLASS = f"<{ADMS}Identifier>"
ORGANIZATION_CLASS = f"<{ORG}Organization>"
MEMBER = f"<{ORG}member>"
ORGANIZATION = f"<{ORG}organization>"
ROLE = f"<{ORG}role>"
MEMBER_DURING = f"<{ORG}memberDuring>"
DERIVED_FROM = f"<{PROV}wasDerivedFrom>"
PRIMARY_SOURCE = f"<{PROV}hadPrimarySource>"
GENERATED = f"<{PROV}generated>"
INVALIDATED = f"<{PROV}invalidated>"
USED = f"<{PROV}used>"
SPECIALIZATION_OF = f"<{PROV}specializationOf>"
LEGAL_RESOURCE_CLASS = f"<{ELI}LegalResource>"
INTERVAL_CLASS = f"<{TIME}ProperInterval>"
INSTANT_CLASS = f"<{TIME}Instant>"
HAS_BEGINNING = f"<{TIME}hasBeginning>"
HAS_END = f"<{TIME}hasEnd>"
IN_XSD_DATE = f"<{TIME}inXSDDate>"
ORGANISATIECODE = f"<{TOOI_ONT}organisatiecode>"
LIGT_IN_PROVINCIE = f"<{TOOI_ONT}ligtInProvincie>"
MEMBER_ROLE = f"<{concept('rol', 'deelnemer')}>"


def vb(name: str) -> str:
    """Write a term of our own vocabulary."""
    return f"<{VB}{name}>"


def tooi(name: str) -> str:
    """Write a term of the TOOI ontology."""
    return f"<{TOOI_ONT}{name}>"


def code(lijst: str, name: str) -> str:
    """Write a concept of one of our code lists."""
    return f"<{concept(lijst, name)}>"


BEGIN = vb("begin")
EINDE = vb("einde")
NAAM = vb("naam")
AARD = vb("aard")
NAMENS_ORGAAN = vb("namensOrgaan")
AANDEEL = vb("aandeel")
