"""What is wrong that no shape can say: rows that could not be read, words that do not exist, triples left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from verbanden.checking.admission import Weggelaten
from verbanden.checking.lexicon import Rol, lexicon
from verbanden.checking.omissions import TITELS as OMITTED
from verbanden.checking.omissions import omission
from verbanden.checking.verslag import Melding, Tekst
from verbanden.model import Afwijzing
from verbanden.namespaces import RDF, VBS
from verbanden.shapebook import Ernst, as_term, compact
from verbanden.submission import Inzending, Vindplaats
from verbanden.text import printable

TERM = VBS + "term-onbekend"
RIJ, VELD, OPMERKING = (VBS + name for name in ("rij-afgewezen", "veld-afgewezen", "rij-opmerking"))
TITELS = {
    TERM: Tekst("term bestaat niet", "term does not exist"),
    RIJ: Tekst("rij niet te lezen; zij telt niet mee", "row cannot be read; it does not count"),
    VELD: Tekst("veld niet te lezen; de rij telt mee zonder", "field cannot be read; the row counts without it"),
    OPMERKING: Tekst("opmerking bij het lezen", "remark while reading"),
    **OMITTED,
}
"""These rules by IRI, with what they are called."""
_KINDS: dict[str, tuple[str, Ernst]] = {
    "veld": (VELD, "waarschuwing"),
    "melding": (OPMERKING, "info"),
    "kolom": (OPMERKING, "info"),
}


def remarks(inzendingen: Sequence[Inzending], weggelaten: Iterable[Weggelaten]) -> Iterator[Melding]:
    """Give the findings of reading and about words, not yet with an id."""
    for inzending in inzendingen:
        yield from _of_reading(inzending)
        yield from _of_words(inzending)
    yield from (omission(one) for one in weggelaten if one.soort != "onbekend")


def _of_reading(inzending: Inzending) -> Iterator[Melding]:
    for one in inzending.afwijzingen:
        # A row that is lost is an error; of one that counts without a value one is warned; the rest is to know.
        shape, weight = _KINDS.get(one.rij, (RIJ, "fout"))
        yield Melding(
            id="",
            shape=shape,
            component="",
            ernst=weight,
            focus=ox.Literal(one.rij if one.plaats.record.isdigit() else one.plaats.record or one.rij),
            pad=one.veld,
            waarde=ox.Literal(one.waarde),
            melding=Tekst(one.nl, one.en),
            herkomst="inzending",
            vindplaatsen=(_place_of(one, inzending.naam),),
        )


def _place_of(one: Afwijzing, document: str) -> Vindplaats:
    """Say where a rejection stands: a row and column where the record is a number, else line and element."""
    number = int(one.plaats.record) if one.plaats.record.isdigit() else None
    return Vindplaats(
        document=document,
        regel=one.plaats.regel,
        rij=number,
        kolom=(one.veld or None) if number is not None else None,
        element=one.plaats.element or None,
    )


def _of_words(inzending: Inzending) -> Iterator[Melding]:
    """Find terms in our namespaces that do not exist, with the nearest that does."""
    words = lexicon()
    told: dict[tuple[str, Rol], str | None] = {}
    for triple, place in zip(inzending.triples, inzending.plaatsen, strict=True):
        is_class = triple.predicate.value == RDF + "type"
        used: tuple[tuple[object, Rol], ...] = (
            (triple.predicate, "eigenschap"),
            (triple.object, "klasse" if is_class else "ding"),
        )
        for term, kind in used:
            if not isinstance(term, ox.NamedNode) or not words.onbekend(term.value, als=kind):
                continue
            if (term.value, kind) not in told:
                told[term.value, kind] = words.suggestie(term.value, als=kind)
            yield _wrong_word(triple, term, told[term.value, kind], place)


def _wrong_word(triple: ox.Triple, term: ox.NamedNode, meant: str | None, place: Vindplaats) -> Melding:
    shown = _short(term.value)
    hint = _short(meant) if meant else None
    return Melding(
        id="",
        shape=TERM,
        component="",
        ernst="fout",
        focus=as_term(triple.subject),
        pad=compact(triple.predicate.value),
        waarde=term,
        melding=Tekst(
            f"{shown} is geen term van Verbanden; wat ermee gezegd wordt telt niet mee. "
            + (f"Bedoelt u {hint}?" if hint else "Zoek de juiste term op in het datamodel."),
            f"{shown} is not a term of Verbanden; what is said with it does not count. "
            + (f"Did you mean {hint}?" if hint else "Look up the right term in the data model."),
        ),
        herkomst="inzending",
        vindplaatsen=(place,),
        suggestie=meant,
    )


def _short(iri: str) -> str:
    """Write a term as people do: with its prefix, or as an IRI without brackets."""
    return printable(compact(iri).strip("<>"))
