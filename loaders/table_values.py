"""What people write in a cell, made a value of ours: dates, yes and no, legal form, rhythm; or why not. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

import pyoxigraph as ox

from loaders.table_cells import Cel, Reden
from verbanden.namespaces import SKOS, concept

_OPEN_END = date(9999, 1, 1)
"""From here on a date means "no end", as registers write it."""
_YEARS = (1800, 2200)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari feb febr february",
            "maart mrt mar march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "augustus aug august",
            "september sep sept",
            "oktober okt oct october",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})(?: 0?0:00(?::00)?)?")
_WRITTEN = re.compile(r"([0-9]{1,2})(?:e|th|st|nd|rd)? ([a-z]+)\.? ([0-9]{4})")
_JA = frozenset({"ja", "j", "true", "waar", "x", "✓", "✔", "√", "v", "1", "yes", "y", "wel"})
_NEE = frozenset({"nee", "n", "false", "onwaar", "0", "no", "niet", "neen"})
_ONBEKEND = frozenset(
    {"onbekend", "?", "-", "–", "n.v.t.", "nvt", "n.v.t", "unknown", "n/a", "nb", "n.b.", "n.n.b."}
)

GEEN_DATUM: Reden = (
    "geen datum; schrijf dag-maand-jaar, zoals 31-12-2024, of 2024-12-31",
    "not a date; write day-month-year, as 31-12-2024, or 2024-12-31",
)
DUBBELZINNIG: Reden = (
    "dag en maand zijn hier te verwisselen; schrijf jaar-maand-dag (2024-12-31), of zet in de mapping "
    "datums: dag-maand-jaar",
    "day and month may be swapped here; write year-month-day (2024-12-31), or put in the mapping "
    "datums: dag-maand-jaar",
)
ALLEEN_JAAR: Reden = (
    "dit is alleen een jaar of een getal; schrijf de hele datum, zoals 01-01-2020",
    "this is only a year or a number; write the whole date, as 01-01-2020",
)
KORT_JAAR: Reden = (
    "het jaartal heeft vier cijfers nodig, zoals 31-12-2024",
    "the year needs four digits, as 31-12-2024",
)
_NO_DATES = (
    (re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}"), KORT_JAAR),
    (re.compile(r"[0-9]{1,6}(?:\.[0-9]+)?"), ALLEEN_JAAR),
    (re.compile(r".*", re.DOTALL), GEEN_DATUM),
)
GEEN_JA_NEE: Reden = ("verwacht wordt ja of nee", "expected is yes or no")
GR_TE_RUIM: Reden = (
    "een gemeenschappelijke regeling heeft een van vijf vormen; vul in welke: openbaar lichaam, "
    "bedrijfsvoeringsorganisatie, gemeenschappelijk orgaan, regeling zonder meer of centrumconstructie",
    "a joint arrangement (gemeenschappelijke regeling) has one of five forms; fill in which: openbaar lichaam, "
    "bedrijfsvoeringsorganisatie, gemeenschappelijk orgaan, regeling zonder meer or centrumconstructie",
)
_TE_RUIM = frozenset(
    {
        "gr",
        "wgr",
        "gemeenschappelijke regeling",
        "gemeenschappelijke regelingen",
        "joint arrangement",
        "publiekrechtelijk",
    }
)
_VORM_OOK = {
    "centrumgemeente": "centrumconstructie",
    "centrumgemeenteconstructie": "centrumconstructie",
    "centrumgemeenteregeling": "centrumconstructie",
    "lichte regeling": "regeling-zonder-meer",
    "lichte gemeenschappelijke regeling": "regeling-zonder-meer",
    "dvo": "dienstverleningsovereenkomst",
    "service level agreement": "dienstverleningsovereenkomst",
    "sok": "samenwerkingsovereenkomst",
    "informeel": "netwerk",
    "informeel netwerk": "netwerk",
}
_PER_YEAR = {
    52: "wekelijks",
    26: "tweewekelijks",
    12: "maandelijks",
    6: "tweemaandelijks",
    4: "driemaandelijks",
    2: "halfjaarlijks",
    1: "jaarlijks",
}
_UNITS = {"week": 52, "weken": 52, "weeks": 52, "maand": 12, "maanden": 12, "month": 12, "months": 12}
_UNITS |= {"kwartaal": 4, "kwartalen": 4, "quarter": 4, "jaar": 1, "year": 1, "halfjaar": 2}
_NUMBERS = {"een": 1, "eens": 1, "one": 1, "once": 1, "twee": 2, "tweemaal": 2, "two": 2, "twice": 2, "drie": 3}
_NUMBERS |= {"driemaal": 3, "three": 3, "vier": 4, "viermaal": 4, "four": 4, "zes": 6, "zesmaal": 6, "six": 6}
_NUMBERS |= {
    "twaalf": 12,
    "twaalfmaal": 12,
    "twelve": 12,
    "elke": 1,
    "iedere": 1,
    "elk": 1,
    "ieder": 1,
    "every": 1,
}
_EVERY = frozenset({"elke", "iedere", "elk", "ieder", "every"})


@dataclass(frozen=True, slots=True)
class Waarde:
    """A value that was read, or the reason why there is none; both None: the cell says that it is not known."""

    iri: str | None = None
    dag: date | None = None
    ja: bool | None = None
    fout: Reden | None = None


NIETS = Waarde()


def datum(cel: Cel, volgorde: str | None = None) -> Waarde:
    """Read a date; between dashes or points the day comes first, as in Dutch, between slashes `volgorde` tells.

    A date from the year 9999 means that there is no end.
    """
    text = cel.tekst.strip().casefold()
    if cel.datum is not None:
        return _day(cel.datum.year, cel.datum.month, cel.datum.day)
    if not text or text in _ONBEKEND:
        return NIETS
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(*(int(part) for part in found.groups()))
    if found := _YEAR_LAST.fullmatch(text):
        return _year_last(int(found[1]), int(found[3]), int(found[4]), found[2] == "/", volgorde)
    found = _WRITTEN.fullmatch(text)
    if found and found[2] in _MONTHS:
        return _day(int(found[3]), _MONTHS[found[2]], int(found[1]))
    return Waarde(fout=next(reason for shape, reason in _NO_DATES if shape.fullmatch(text)))


def _year_last(first: int, second: int, year: int, slashes: bool, volgorde: str | None) -> Waarde:
    if volgorde == "maand-dag-jaar":
        return _day(year, first, second)
    if slashes and volgorde is None and first <= 12 and second <= 12 and first != second:
        return Waarde(fout=DUBBELZINNIG)
    return _day(year, second, first)


def laatste_dag(cel: Cel, volgorde: str | None = None) -> Waarde:
    """Read a last day, and give the day after it: periods here are half-open."""
    read = datum(cel, volgorde)
    return read if read.dag is None else Waarde(dag=read.dag + timedelta(days=1))


def ja_nee(cel: Cel) -> Waarde:
    """Read yes or no; a cross is a yes, an empty cell nothing.

    >>> ja_nee(Cel("Ja")).ja, ja_nee(Cel("x")).ja, ja_nee(Cel("NEE")).ja, ja_nee(Cel("onbekend")).ja
    (True, True, False, None)
    """
    text = cel.tekst.strip().casefold()
    if text in _JA or text in _NEE:
        return Waarde(ja=text in _JA)
    return NIETS if not text or text in _ONBEKEND else Waarde(fout=GEEN_JA_NEE)


def rechtsvorm(cel: Cel) -> Waarde:
    """Read a legal form by its name, abbreviation or code; "GR" alone is too wide to be one."""
    core = _core(cel.tekst)
    if core in _TE_RUIM:
        return Waarde(fout=GR_TE_RUIM)
    if core in _VORM_OOK:
        return Waarde(iri=concept("rechtsvorm", _VORM_OOK[core]))
    return begrip(cel, "rechtsvorm")


def frequentie(cel: Cel) -> Waarde:
    """Read how often people meet, in words or as so many times in a period.

    >>> frequentie(Cel("4x per jaar")) == frequentie(Cel("elk kwartaal")) == frequentie(Cel("driemaandelijks"))
    True
    """
    core = re.sub(r"([0-9])\s*(?:x|keer|maal|times)\b", r"\1 keer", _core(cel.tekst))
    words = [
        word for word in core.split() if word not in ("keer", "maal", "times", "x", "de", "het", "a", "the", "in")
    ]
    per_year = _times_a_year(words)
    if per_year in _PER_YEAR:
        return Waarde(iri=concept("frequentie", _PER_YEAR[per_year]))
    return begrip(cel, "frequentie")


def begrip(cel: Cel, lijst: str) -> Waarde:
    """Read a concept of one of our lists by any of its names or its code, in either language."""
    core = _core(cel.tekst)
    if not core or cel.tekst.strip().casefold() in _ONBEKEND:
        return NIETS
    known = _concepts(lijst)
    if core in known:
        return Waarde(iri=known[core])
    names = ", ".join(sorted({iri.rsplit("/", 1)[1].replace("-", " ") for iri in known.values()}))
    return Waarde(fout=(f"onbekend; kies uit: {names}", f"unknown; choose from: {names}"))


def onbekend(tekst: str) -> bool:
    """Tell whether a cell says in words that nothing is known, as "?" or "n.v.t."."""
    return tekst.strip().casefold() in _ONBEKEND


def _day(year: int, month: int, day: int) -> Waarde:
    if year >= _OPEN_END.year:
        return NIETS
    try:
        made = date(year, month, day)
    except ValueError:
        return Waarde(fout=("deze dag bestaat niet", "there is no such day"))
    if not _YEARS[0] <= year <= _YEARS[1]:
        return Waarde(fout=("dit jaartal kan niet kloppen", "this year cannot be right"))
    return Waarde(dag=made)


def _times_a_year(words: list[str]) -> int | None:
    """Count how often: "4 per jaar", "eens per twee maanden", "elk kwartaal"; None when it is said otherwise."""
    if not words or words[-1] not in _UNITS:
        return None
    units, head = _UNITS[words[-1]], words[:-1]
    times, span = (head[: head.index("per")], head[head.index("per") + 1 :]) if "per" in head else (head, [])
    if "per" not in head and times and times[0] in _EVERY:
        times, span = ["elke"], times[1:]
    if len(times) > 1 or len(span) > 1:
        return None
    count, every = _number(times), _number(span)
    if count is None or every is None or (units * count) % every:
        return None
    return units * count // every


def _number(words: list[str]) -> int | None:
    if not words:
        return 1
    number = int(words[0]) if words[0].isdecimal() and len(words[0]) < 4 else _NUMBERS.get(words[0])
    return number or None


def _core(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text[:500].casefold().replace(".", ""))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


@lru_cache(maxsize=8)
def _concepts(lijst: str) -> dict[str, str]:
    """Give the concepts of a list by each of their names, notations and codes, as they are compared."""
    text = files("ontology").joinpath("begrippen", f"{lijst}.ttl").read_bytes()
    named = {SKOS + name for name in ("prefLabel", "altLabel", "notation")}
    known: dict[str, str] = {}
    for quad in ox.parse(input=text, format=ox.RdfFormat.TURTLE):
        subject, value = quad.subject, quad.object
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.Literal) and quad.predicate.value in named:
            known.setdefault(_core(value.value), subject.value)
            known.setdefault(_core(subject.value.rsplit("/", 1)[1]), subject.value)
    return known
