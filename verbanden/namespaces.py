"""Every IRI prefix of the project, and how IRIs of ours are made from keys.

The vocabulary (`def#`, `def/…`) is a shared standard and does not move. What a release mints (`id/`, `graaf/`,
`doc/`) stands under the base IRI of the one who builds it (`VERBANDEN_BASE_IRI`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

PROJECT = "https://w3id.org/verbanden/"
VB = PROJECT + "def#"
DEF = PROJECT + "def/"
VBS = PROJECT + "shapes#"
GENID = PROJECT + ".well-known/genid/"
"""Where blank nodes of documents get a name (RDF 1.1 Concepts, section 3.5)."""

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SVG = "http://www.w3.org/2000/svg"
SKOS = "http://www.w3.org/2004/02/skos/core#"
ORG = "http://www.w3.org/ns/org#"
PROV = "http://www.w3.org/ns/prov#"
TIME = "http://www.w3.org/2006/time#"
DCT = "http://purl.org/dc/terms/"
DCAT = "http://www.w3.org/ns/dcat#"
ADMS = "http://www.w3.org/ns/adms#"
FOAF = "http://xmlns.com/foaf/0.1/"
SH = "http://www.w3.org/ns/shacl#"
SHT = "http://www.w3.org/ns/shacl-test#"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
EARL = "http://www.w3.org/ns/earl#"
ELI = "http://data.europa.eu/eli/ontology#"
CPOV = "http://data.europa.eu/m8g/"
SCHEMA = "https://schema.org/"
VOID = "http://rdfs.org/ns/void#"
SPDX = "http://spdx.org/rdf/terms#"
VCARD = "http://www.w3.org/2006/vcard/ns#"
SD = "http://www.w3.org/ns/sparql-service-description#"
W3_FORMATS = "http://www.w3.org/ns/formats/"
TOOI_ONT = "https://identifier.overheid.nl/tooi/def/ont/"
TOOI_WL = "https://identifier.overheid.nl/tooi/def/wl/"
TOOI_TOP = "https://identifier.overheid.nl/tooi/def/thes/top/"
TOOI_ID = "https://identifier.overheid.nl/tooi/id/"
OWMS = "http://standaarden.overheid.nl/owms/terms/"
ROO_XML = "https://organisaties.overheid.nl/static/schema/oo/export/"
ROO_EXPORT = "https://organisaties.overheid.nl/archive/exportOO.xml"
TOOI_WAARDELIJSTEN = "https://repository.officiele-overheidspublicaties.nl/waardelijsten/"
WETTEN = "http://wetten.overheid.nl/"
EU_THEME = "http://publications.europa.eu/resource/authority/data-theme/"
EU_ATU = "http://publications.europa.eu/resource/authority/atu/"
EU_ACCESS = "http://publications.europa.eu/resource/authority/access-right/"
EU_LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
IANA_MEDIA = "https://www.iana.org/assignments/media-types/"
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
PUBLIC_DOMAIN = "https://creativecommons.org/publicdomain/mark/1.0/"

PREFIXES: dict[str, str] = {
    "vb": VB,
    "adms": ADMS,
    "dcat": DCAT,
    "dct": DCT,
    "earl": EARL,
    "eli": ELI,
    "foaf": FOAF,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sh": SH,
    "skos": SKOS,
    "time": TIME,
    "tooiont": TOOI_ONT,
    "tooitop": TOOI_TOP,
    "xsd": XSD,
}
"""Prefixes that our dumps and documents write with."""

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def concept(lijst: str, code: str) -> str:
    """Give the IRI of a concept of one of our code lists, as `concept("rechtsvorm", "openbaar-lichaam")`."""
    return f"{DEF}{lijst}/{_sound(code)}"


def local_key(iri: str) -> str:
    """Give the last part of an IRI, the key that names the thing in its folder: `gm0855`, `roo-28153718`."""
    return _sound(iri.rsplit("/", 1)[-1])


def _sound(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise ValueError(f"not an ASCII key: {key!r}")
    return key


@dataclass(frozen=True, slots=True)
class Iris:
    """Mints the IRIs of a release under one base IRI, which ends in a slash."""

    base: str = PROJECT

    def id(self, soort: str, sleutel: str) -> str:
        """Give `id/<soort>/<sleutel>`; raises ValueError when the key is not plain ASCII."""
        return f"{self.base}id/{soort}/{_sound(sleutel)}"

    def graaf(self, bron: str, datum: date) -> str:
        """Give the IRI of the named graph of a source (or of what we derived) on a date."""
        return f"{self.base}graaf/{_sound(bron)}/{datum.isoformat()}"

    def doc(self, pad: str) -> str:
        """Give the document that describes `id/<pad>`."""
        return f"{self.base}doc/{pad}"

    def verband(self, sleutel: str) -> str:
        """Give the IRI of a partnership."""
        return self.id("verband", sleutel)

    def regeling(self, systeem_id: str) -> str:
        """Give the IRI of one version of an arrangement."""
        return self.id("regeling", systeem_id)

    def organisatie(self, sleutel: str) -> str:
        """Give our own IRI of an organisation that has none of TOOI."""
        return self.id("organisatie", sleutel)

    def periode(self, begin: date | None, einde: date | None) -> str:
        """Give the shared IRI of an interval, keyed by its dates; `open` stands for no date."""
        van = begin.isoformat() if begin else "open"
        tot = einde.isoformat() if einde else "open"
        return self.id("periode", f"{van}_{tot}")
