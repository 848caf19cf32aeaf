"""The register of government organisations (ROO): a stream of its XML export to records.

Any version of its schema is read: the namespace carries the version, so only the part before it is matched.
Organisations may nest; regelingen stand in one group or in several (cross-border ones have their own).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from loaders.lezen import DUBBEL, Invoer, afwijzing, lees_datum, onleesbaar
from loaders.roo_rijen import lees_organisatie, lees_regeling
from loaders.roo_velden import Rij
from verbanden.model import Afwijzing, Plaats, Record, Regeling
from verbanden.namespaces import ROO_XML

WORTEL = "overheidsorganisaties"
_RIJEN = {"organisatie": "organisatie", "regeling": "regeling", "deelnemendeOrganisatie": "deelname"}
_PROLOOG = 65536
_WORTEL = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_CODERINGEN = {b"utf-8", b"us-ascii", b"iso-8859-1", b"iso-8859-15", b"windows-1252"}


def lees(invoer: Invoer) -> Iterator[Record | Afwijzing]:
    """Read the export; memory does not grow with its size, but for the keys already seen."""
    lezer = _Lezer(invoer)
    gebeurtenissen = etree.iterparse(
        _Proloog(invoer),
        events=("start", "end"),
        tag=["{*}" + WORTEL, *("{*}" + naam for naam in _RIJEN)],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for soort, element in gebeurtenissen:
            if soort == "start":
                lezer.begin(element)
            else:
                yield from lezer.einde(element)
    except etree.XMLSyntaxError as fout:
        # The exception itself says nothing of an undeclared entity; the log behind it does.
        laatste = getattr(fout.error_log, "last_error", None)
        regel, uitleg = (laatste.line, laatste.message) if laatste else (fout.lineno, fout.msg)
        raise onleesbaar(
            invoer.bestand,
            f"geen geldige XML of afgebroken, regel {regel}: {uitleg}",
            f"not valid XML or cut off, line {regel}: {uitleg}",
        ) from fout
    if invoer.datum is None:
        raise onleesbaar(invoer.bestand, f"geen {WORTEL} gevonden", f"no {WORTEL} found")


class _Proloog:
    """Hands bytes to the parser after a look at what comes before the root: a DTD never reaches the parser.

    Entities can be used in the attributes of the root itself, before the parser reports any element.
    """

    def __init__(self, invoer: Invoer) -> None:
        self._invoer = invoer
        self._gezien = False

    def read(self, size: int = -1, /) -> bytes:
        """Read on; the first call checks the prologue."""
        if self._gezien:
            return self._invoer.stroom.read(size)
        self._gezien = True
        kop = b""
        while len(kop) < _PROLOOG and (stuk := self._invoer.stroom.read(_PROLOOG - len(kop))):
            kop += stuk
        controleer_proloog(kop, self._invoer.bestand)
        return kop


def controleer_proloog(kop: bytes, bestand: str) -> None:
    """Refuse a document type (with it, entities), encodings in which one could hide, and any other root."""
    rest = kop.removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"\0" in kop or not rest.startswith(b"<"):
        raise onleesbaar(bestand, "geen XML in UTF-8", "not XML in UTF-8")
    while rest.startswith((b"<?", b"<!--")):
        slot = b"?>" if rest.startswith(b"<?") else b"-->"
        stuk, gevonden, rest = rest.partition(slot)
        if not gevonden:
            raise onleesbaar(bestand, "het begin is te lang of afgebroken", "the prologue is too long or cut off")
        if stuk.startswith(b"<?xml ") and b"encoding" in stuk:
            codering = stuk.split(b"encoding", 1)[1].replace(b'"', b"'").split(b"'")[1:2]
            if not codering or codering[0].lower() not in _CODERINGEN:
                raise onleesbaar(bestand, "onbekende tekencodering", "unknown character encoding")
        rest = rest.lstrip()
    if rest.startswith(b"<!"):
        raise onleesbaar(bestand, "een DTD of entiteit wordt geweigerd", "a DTD or entity is refused")
    wortel = _WORTEL.match(rest)
    if wortel is None or wortel[1].decode() != WORTEL:
        naam = wortel[1].decode() if wortel else "?"
        raise onleesbaar(
            bestand,
            f"het wortelelement is niet {WORTEL} maar {naam}",
            f"the root element is not {WORTEL} but {naam}",
        )


class _Lezer:
    """Follows the events of the parser: counts rows at their start, makes records at their end."""

    def __init__(self, invoer: Invoer) -> None:
        self.invoer = invoer
        self.ruimte = ""
        self.gezien: set[tuple[str, str]] = set()

    def begin(self, element: etree._Element) -> None:
        """Check the root; count a row, apart from whether a record will follow from it."""
        if not self.ruimte:
            self._wortel(element)
        elif (naam := self._rij(element)) is not None:
            self.invoer.gelezen[_RIJEN[naam]] += 1

    def einde(self, element: etree._Element) -> Iterator[Record | Afwijzing]:
        """Turn a whole row into a record; its memory is freed, that of what came before it too."""
        naam = self._rij(element)
        if naam not in {"organisatie", "regeling"}:
            return
        rij = Rij(element, self.ruimte, self.invoer.bestand)
        lees_rij = lees_organisatie if naam == "organisatie" else lees_regeling
        yield from self._eenmaal(naam, rij, list(lees_rij(rij)))
        element.clear()
        ouder = element.getparent()
        while ouder is not None and element.getprevious() is not None:
            del ouder[0]

    def _eenmaal(self, naam: str, rij: Rij, uit: list[Record | Afwijzing]) -> list[Record | Afwijzing]:
        """Reject a second record with the same key, with all rows in it."""
        laatste = uit[-1]
        if isinstance(laatste, Afwijzing):
            return uit
        id_ = rij.attribuut("systeemId") or ""
        if (naam, id_) not in self.gezien:
            self.gezien.add((naam, id_))
            return uit
        plaats: Plaats = laatste.plaats
        weg: list[Record | Afwijzing] = [u for u in uit[:-1] if isinstance(u, Afwijzing)]
        if isinstance(laatste, Regeling):
            weg += [afwijzing("deelname", v.plaats, "systeemId", id_, DUBBEL) for v in laatste.vermeldingen]
        return [*weg, afwijzing(naam, plaats, "systeemId", id_, DUBBEL)]

    def _wortel(self, element: etree._Element) -> None:
        # Not by etree.QName: that does not take a prefix which the document never declares.
        ruimte, _, naam = str(element.tag).removeprefix("{").rpartition("}")
        if naam != WORTEL or not ruimte.startswith(ROO_XML) or element.getparent() is not None:
            raise onleesbaar(
                self.invoer.bestand,
                f"de naamruimte is niet die van ROO maar '{ruimte}'",
                f"the namespace is not that of ROO but '{ruimte}'",
            )
        self.ruimte = "{" + ruimte + "}"
        stempel = Rij(element, self.ruimte, self.invoer.bestand).attribuut("timestamp") or ""
        try:
            self.invoer.datum = lees_datum(stempel)
        except ValueError as fout:
            raise onleesbaar(
                self.invoer.bestand,
                f"timestamp '{stempel}' is geen datum",
                f"timestamp '{stempel}' is not a date",
            ) from fout

    def _rij(self, element: etree._Element) -> str | None:
        """Give the kind of row that the element is: by its name and by where it stands."""
        tag = str(element.tag)
        if not tag.startswith(self.ruimte):
            return None
        naam = tag[len(self.ruimte) :]
        ouder = element.getparent()
        if naam == "organisatie":
            return naam if ouder is not None and ouder.tag == self.ruimte + "organisaties" else None
        if naam == "regeling":
            return naam if self._in_groep(ouder) else None
        if naam == "deelnemendeOrganisatie":
            regeling = next(element.iterancestors(self.ruimte + "regeling"), None)
            return naam if regeling is not None and self._in_groep(regeling.getparent()) else None
        return None

    def _in_groep(self, groep: etree._Element | None) -> bool:
        """Tell whether this is a group of regelingen: any child of the root but that of organisations."""
        if groep is None or groep.tag == self.ruimte + "organisaties":
            return False
        wortel = groep.getparent()
        return wortel is not None and wortel.getparent() is None
