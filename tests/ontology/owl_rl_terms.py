"""The words that the grammar of OWL 2 RL has productions for, and no others."""

from __future__ import annotations

from rdflib import OWL, RDF, RDFS, XSD, URIRef
from rdflib.term import Node

CHARACTERISTICS = (
    OWL.FunctionalProperty,
    OWL.InverseFunctionalProperty,
    OWL.IrreflexiveProperty,
    OWL.SymmetricProperty,
    OWL.AsymmetricProperty,
    OWL.TransitiveProperty,
)

TYPES = {
    OWL.Ontology,
    OWL.Class,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.AnnotationProperty,
    OWL.NamedIndividual,
    OWL.Restriction,
    OWL.AllDisjointClasses,
    OWL.AllDisjointProperties,
    OWL.AllDifferent,
    OWL.NegativePropertyAssertion,
    RDFS.Datatype,
    RDF.List,
    *CHARACTERISTICS,
}

AXIOM_PREDICATES = {
    RDF.type,
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    RDFS.domain,
    RDFS.range,
    RDFS.label,
    RDFS.comment,
    RDFS.seeAlso,
    RDFS.isDefinedBy,
    OWL.equivalentClass,
    OWL.disjointWith,
    OWL.hasKey,
    OWL.equivalentProperty,
    OWL.propertyDisjointWith,
    OWL.propertyChainAxiom,
    OWL.sameAs,
    OWL.differentFrom,
    OWL.distinctMembers,
    OWL.sourceIndividual,
    OWL.assertionProperty,
    OWL.targetIndividual,
    OWL.targetValue,
    OWL.imports,
    OWL.versionIRI,
    OWL.versionInfo,
    OWL.priorVersion,
    OWL.backwardCompatibleWith,
    OWL.incompatibleWith,
    OWL.deprecated,
}

EXPRESSION_PREDICATES = {
    RDF.first,
    RDF.rest,
    OWL.members,
    OWL.inverseOf,
    OWL.intersectionOf,
    OWL.unionOf,
    OWL.oneOf,
    OWL.complementOf,
    OWL.onProperty,
    OWL.onClass,
    OWL.onDataRange,
    OWL.someValuesFrom,
    OWL.allValuesFrom,
    OWL.hasValue,
    OWL.maxCardinality,
    OWL.maxQualifiedCardinality,
}

TOP_AND_BOTTOM = {
    OWL.topObjectProperty,
    OWL.topDataProperty,
    OWL.bottomObjectProperty,
    OWL.bottomDataProperty,
}

# 4.2.1 of the profile. xsd:date, xsd:time, xsd:duration, owl:real and owl:rational are not among them.
RL_DATATYPES = {
    RDF.PlainLiteral,
    RDF.XMLLiteral,
    RDFS.Literal,
    XSD.decimal,
    XSD.integer,
    XSD.nonNegativeInteger,
    XSD.nonPositiveInteger,
    XSD.positiveInteger,
    XSD.negativeInteger,
    XSD.long,
    XSD.int,
    XSD.short,
    XSD.byte,
    XSD.unsignedLong,
    XSD.unsignedInt,
    XSD.unsignedShort,
    XSD.unsignedByte,
    XSD.float,
    XSD.double,
    XSD.string,
    XSD.normalizedString,
    XSD.token,
    XSD.language,
    XSD.Name,
    XSD.NCName,
    XSD.NMTOKEN,
    XSD.boolean,
    XSD.hexBinary,
    XSD.base64Binary,
    XSD.anyURI,
    XSD.dateTime,
    XSD.dateTimeStamp,
}

_PREFIXES = {str(OWL): "owl:", str(RDFS): "rdfs:", str(RDF): "rdf:", str(XSD): "xsd:"}


def name(node: Node | None) -> str:
    """Give a term as people write it: `owl:unionOf`, or the last part of another IRI."""
    for start, prefix in _PREFIXES.items():
        if str(node).startswith(start):
            return prefix + str(node)[len(start) :]
    return str(node).rsplit("#", 1)[-1].rsplit("/", 1)[-1] if isinstance(node, URIRef) else "an expression"
