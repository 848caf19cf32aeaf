"""The words that reports are written with, in Dutch and in English."""

from __future__ import annotations

from verbanden.checking.verslag import Melding, Tekst, Verslag
from verbanden.errors import Taal
from verbanden.namespaces import GENID, VB, VBS
from verbanden.shapebook import Ernst, compact
from verbanden.submission import Vindplaats
from verbanden.text import printable

LANG = 100_000
"""So long may a text be in a report: messages are cut where they are made, not here."""
WOORDEN = {
    "titel": Tekst("Verslag van de toetsing", "Report of the check"),
    "fout": Tekst("Fouten", "Errors"),
    "waarschuwing": Tekst("Waarschuwingen", "Warnings"),
    "info": Tekst("Ter informatie", "For information"),
    "onbekend-groep": Tekst("Nog niet bekend", "Not known yet"),
    "achtergrond": Tekst(
        "Niet in uw document: staat al zo in de release", "Not in your document: so in the release"
    ),
    "verbanden": Tekst("Samenwerkingsverbanden", "Partnerships"),
    "niet-in-werking": Tekst("Niet in werking op {dag}", "Not in force on {dag}"),
    "niet-getoetst": Tekst(
        "aan de criteria is dan niet te toetsen; kies zo nodig een andere peildatum",
        "the criteria cannot be tested then; choose another peildatum if need be",
    ),
    "getoetst-met": Tekst("Getoetst met", "Checked with"),
    "documenten": Tekst("Documenten", "Documents"),
    "vormen": Tekst("vormvoorschriften", "shapes"),
    "criteriaset": Tekst("criteriaset", "criteria set"),
    "peildatum": Tekst("peildatum", "peildatum"),
    "release": Tekst("achtergrond", "background"),
    "motor": Tekst("motor", "engine"),
    "versie": Tekst("Verbanden", "Verbanden"),
    "nog": Tekst("en nog {n}", "and {n} more"),
    "aan-te-leveren": Tekst("Aan te leveren", "To supply"),
    "van": Tekst("{n} van {m} criteria", "{n} of {m} criteria"),
    "bewijs": Tekst("Blijkt uit", "Shown by"),
    "getoond": Tekst("{n} van {m}", "{n} of {m}"),
    "bedoeld": Tekst("Bedoeld", "Meant"),
    "plek": Tekst("Plaats", "Place"),
    "melding": Tekst("Melding", "Message"),
    "criterium": Tekst("Criterium", "Criterion"),
    "uitkomst": Tekst("Uitkomst", "Outcome"),
    "uitleg": Tekst("Uitleg", "Explanation"),
    "bestand": Tekst("Bestand", "File"),
    "vorm": Tekst("Vorm", "Form"),
    "omvang": Tekst("Omvang", "Size"),
    "gelezen": Tekst("Gelezen", "Read"),
    "afgewezen": Tekst("Afgewezen", "Rejected"),
    "geen-meldingen": Tekst("Er is niets gevonden dat niet klopt.", "Nothing was found that is wrong."),
    "vergelijking": Tekst("Vergeleken met het eerdere verslag", "Compared with the earlier report"),
    "nieuw": Tekst("nieuw", "new"),
    "opgelost": Tekst("opgelost", "solved"),
    "ongewijzigd": Tekst("ongewijzigd", "unchanged"),
    "anders": Tekst("Niet met hetzelfde getoetst; anders is", "Not checked with the same; different is"),
}
UITKOMST = {
    "voldoet": Tekst("voldoet", "conforms"),
    "voldoet-niet": Tekst("voldoet niet", "does not conform"),
    "onbekend": Tekst("nog niet bekend", "not known yet"),
    "niets-te-toetsen": Tekst("niets te toetsen", "nothing to check"),
}
"""What outcomes are called."""
_UITLEG = {
    "voldoet": Tekst("Alles is in orde: aan elk criterium is voldaan.", "All is well: every criterion is met."),
    "voldoet-niet": Tekst(
        "Er is iets fout, of aan een criterium is niet voldaan.", "Something is wrong, or a criterion is not met."
    ),
    "onbekend": Tekst(
        "Er is niets fout, maar van minstens één criterium is niet bekend of eraan is voldaan.",
        "Nothing is wrong, but of at least one criterion it is not known whether it is met.",
    ),
    "niets-te-toetsen": Tekst(
        "Er is geen samenwerkingsverband gevonden dat op de peildatum in werking is.",
        "No partnership was found that is in force on the peildatum.",
    ),
}
_AANTAL: dict[Ernst, tuple[Tekst, Tekst]] = {
    "fout": (Tekst("{n} fout", "{n} error"), Tekst("{n} fouten", "{n} errors")),
    "waarschuwing": (Tekst("{n} waarschuwing", "{n} warning"), Tekst("{n} waarschuwingen", "{n} warnings")),
    "info": (Tekst("{n} ter informatie", "{n} for information"),) * 2,
}


def woord(sleutel: str, taal: Taal, **places: object) -> str:
    """Give a word or line in a language, its places filled."""
    return WOORDEN[sleutel].in_taal(taal).format(**places)


def uitkomst(code: str, taal: Taal) -> str:
    """Give what an outcome is called."""
    return UITKOMST[code].in_taal(taal)


def kop(verslag: Verslag, taal: Taal) -> str:
    """Say the outcome in one line, with what was checked against."""
    context = verslag.context
    to = "op" if taal == "nl" else "on"
    return (
        f"{uitkomst(verslag.uitkomst, taal)}: {context.criteriaset_naam.in_taal(taal)}, {to} {context.peildatum}"
    )


def toelichting(verslag: Verslag, taal: Taal) -> str:
    """Say in a sentence what the outcome means."""
    return _UITLEG[verslag.uitkomst].in_taal(taal)


def aantal(ernst: Ernst, hoeveel: int, taal: Taal) -> str:
    """Count findings of a weight in words: "1 fout", "2 fouten"."""
    one, more = _AANTAL[ernst]
    return (one if hoeveel == 1 else more).in_taal(taal).format(n=hoeveel)


def plek(place: Vindplaats | None) -> str:
    """Write a place: `a.ttl:12`, `a.xlsx!12/C`, `a.xml#path`; empty when there is none."""
    if place is None:
        return ""
    name = shown(place.document)
    if place.rij is not None:
        return f"{name}!{place.rij}" + (f"/{shown(place.kolom)}" if place.kolom else "")
    if place.regel is not None:
        return f"{name}:{place.regel}"
    return f"{name}#{shown(place.element)}" if place.element else name


def ding(iri: str, place: Vindplaats | None) -> str:
    """Write a thing by its IRI; one that bears an IRI of our making only, by where it stands."""
    return plek(place) if place is not None and iri.startswith(GENID) else shown(iri)


def eerste_plek(found: Melding) -> str:
    """Write the first place of a finding."""
    return plek(found.vindplaatsen[0] if found.vindplaatsen else None)


def code(shape: str) -> str:
    """Give the short code of a rule."""
    return shape.removeprefix(VBS)


def term(iri: str) -> str:
    """Write a term of our vocabulary with its prefix, another IRI as it is."""
    return compact(iri) if iri.startswith(VB) else iri


def shown(text: str) -> str:
    """Make a text of a stranger fit for one line: what cannot be seen is written as its code."""
    return printable(text, LANG)
