"""The query parameters of the REST interface: one description serves reading, checking and OpenAPI.

Everything that is wrong with a request is reported together: unknown parameters, impossible values, unknown keys.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pyoxigraph as ox
from starlette.requests import Request

from api.context import Context, context, day, iri, text
from api.lookup import Begrippen
from api.problems import Fout, ProblemError
from api.rest.paging import decode
from verbanden.namespaces import TOOI_ID, TOOI_TOP, concept
from verbanden.query import calendar_date
from verbanden.store import Term

Check = Callable[[Context, str], Term | Fout]
Together = Callable[[Context, dict[str, list[Term]]], list[Fout]]
MAX_LIMIT = 500
_MAX_TEXT = 200
PROVINCES = TOOI_ID + "provincie/"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A query parameter: what it is called and means, its JSON schema, and how a value becomes a term."""

    naam: str
    nl: str
    schema: dict[str, Any]
    lees: Check | None = None
    vaak: bool = False
    voorbeeld: Any = None

    def openapi(self) -> dict[str, Any]:
        """Give the OpenAPI object of the parameter."""
        schema = {"type": "array", "items": self.schema} if self.vaak else self.schema
        described: dict[str, Any] = {
            "name": self.naam,
            "in": "query",
            "required": False,
            "description": self.nl + (" Herhalen betekent: of." if self.vaak else ""),
            "schema": schema,
        }
        if self.voorbeeld is not None:
            described["example"] = [self.voorbeeld] if self.vaak else self.voorbeeld
        return described


@dataclass(frozen=True, slots=True)
class Gelezen:
    """The parameters of one request, read: terms per name, and what is not a term."""

    terms: dict[str, list[Term]]
    peildatum: date
    limit: int
    cursor: str | None
    alle: bool
    ruw: tuple[tuple[str, str], ...]


def read(request: Request, parameters: Sequence[Parameter], together: Together | None = None) -> Gelezen:
    """Read the query string; raises ProblemError 400 with all that is wrong with it.

    `together` says what is wrong with values that are right by themselves.
    """
    ctx = context(request)
    known = {p.naam: p for p in parameters}
    pairs = tuple(request.query_params.multi_items())
    errors: list[Fout] = []
    terms: dict[str, list[Term]] = {}
    for naam in dict.fromkeys(naam for naam, _ in pairs):
        values = [value for name, value in pairs if name == naam]
        parameter = known.get(naam)
        if parameter is None:
            names = ", ".join(known)
            unknown = Fout(naam, f"onbekende parameter; bekend: {names}", f"unknown parameter; known: {names}")
            errors.append(
                unknown if names else Fout(naam, "hier kan geen parameter", "no parameter is known here")
            )
        elif len(values) > 1 and not parameter.vaak:
            errors.append(Fout(naam, "mag maar één keer", "may be given only once"))
        elif parameter.lees is not None:
            for value in values:
                outcome = parameter.lees(ctx, value)
                if isinstance(outcome, Fout):
                    errors.append(outcome)
                else:
                    terms.setdefault(naam, []).append(outcome)
    errors += together(ctx, terms) if together else []
    if errors:
        raise ProblemError.invalid(errors)
    given = dict(pairs)
    return Gelezen(
        terms={
            naam: found for naam, found in terms.items() if naam not in ("peildatum", "limit", "alle", "cursor")
        },
        peildatum=date.fromisoformat(given["peildatum"]) if "peildatum" in given else ctx.release.datum,
        limit=min(int(given.get("limit", 100)), ctx.settings.list_max_items, MAX_LIMIT),
        cursor=given.get("cursor"),
        alle=given.get("alle", "false") == "true",
        ruw=pairs,
    )


def read_day(_: Context, value: str) -> Term | Fout:
    """Read a calendar date as YYYY-MM-DD."""
    try:
        return day(calendar_date(value))
    except ValueError:
        return Fout(
            "peildatum",
            f"{value!r} is geen datum als 2026-05-16",
            f"{value!r} is not a date such as 2026-05-16",
        )


def read_organisation(naam: str) -> Check:
    """Make the reader of an organisation's key: TOOI code, CBS code or IRI, in any case."""

    def lees(ctx: Context, value: str) -> Term | Fout:
        found = ctx.lookup.organisation(value)
        if found is not None:
            return iri(found)
        return Fout(
            naam,
            f"{value!r} is geen organisatie van deze uitgave; geef een TOOI-code (gm0855), CBS-code of adres",
            f"{value!r} is no organisation of this release; give a TOOI code (gm0855), CBS code or IRI",
        )

    return lees


def read_province(ctx: Context, value: str) -> Term | Fout:
    """Read the key of a Dutch province: TOOI code, CBS code or IRI, in any case."""
    found = ctx.lookup.organisation(value)
    if found is not None and found.startswith(PROVINCES):
        return iri(found)
    return Fout(
        "provincie",
        f"{value!r} is geen provincie; geef een TOOI-code (pv30), CBS-code of adres",
        f"{value!r} is no province; give a TOOI code (pv30), CBS code or IRI",
    )


def read_concept(naam: str, *lijsten: str) -> Check:
    """Make the reader of a concept of these lists: its code, its notation or its IRI."""

    def lees(ctx: Context, value: str) -> Term | Fout:
        begrippen = ctx.lookup.begrippen
        found = next((iri_ for lijst in lijsten if (iri_ := _concept(begrippen, lijst, value))), None)
        if found is not None:
            return iri(found)
        known = ", ".join(code for lijst in lijsten for code in begrippen.codes(lijst)) or "-"
        return Fout(naam, f"{value!r} is onbekend; bekend: {known}", f"{value!r} is unknown; known: {known}")

    return lees


def _concept(begrippen: Begrippen, lijst: str, value: str) -> str | None:
    try:
        mogelijk = [value, concept(lijst, value.lower()), TOOI_TOP + value.lower()]
    except ValueError:
        mogelijk = [value]
    mogelijk += begrippen.by_notation(lijst, value)
    return next((found for found in mogelijk if begrippen.in_list(lijst, found)), None)


def read_text(naam: str) -> Check:
    """Make the reader of a search text."""

    def lees(_: Context, value: str) -> Term | Fout:
        if 2 <= len(value.strip()) <= _MAX_TEXT:
            return text(value.strip())
        return Fout(naam, f"geef 2 tot {_MAX_TEXT} tekens", f"give 2 to {_MAX_TEXT} characters")

    return lees


def read_limit(ctx: Context, value: str) -> Term | Fout:
    """Read the size of a page."""
    most = min(MAX_LIMIT, ctx.settings.list_max_items)
    if value.isascii() and value.isdigit() and len(value) < 6 and 1 <= int(value) <= most:
        return ox.Literal(int(value))
    return Fout(
        "limit", f"{value!r} is geen getal van 1 tot {most}", f"{value!r} is not a number from 1 to {most}"
    )


def read_cursor(_: Context, value: str) -> Term | Fout:
    """Read a cursor, to see that a list made it."""
    try:
        decode(value)
    except ProblemError as problem:
        return problem.errors[0]
    return text(value)


def read_choice(naam: str, *values: str) -> Check:
    """Make the reader of one of a few words."""

    def lees(_: Context, value: str) -> Term | Fout:
        if value in values:
            return text(value)
        known = ", ".join(values)
        return Fout(naam, f"{value!r} is onbekend; bekend: {known}", f"{value!r} is unknown; known: {known}")

    return lees


def read_flag(_: Context, value: str) -> Term | Fout:
    """Read true or false."""
    if value in ("true", "false"):
        return ox.Literal(value == "true")
    return Fout("alle", f"{value!r} is niet true of false", f"{value!r} is not true or false")


PEILDATUM = Parameter(
    "peildatum",
    "De dag waarop het antwoord moet gelden; zonder: de datum van de uitgave.",
    {"type": "string", "format": "date"},
    read_day,
    voorbeeld="2026-05-16",
)
ALLE = Parameter(
    "alle",
    "Met true ook wat op de peildatum niet (meer) geldt.",
    {"type": "boolean", "default": False},
    read_flag,
)
LIMIT = Parameter(
    "limit",
    "Hoeveel er ten hoogste op een bladzijde staan.",
    {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": 100},
    read_limit,
)
CURSOR = Parameter(
    "cursor",
    "Waar de volgende bladzijde begint; neem haar over uit `volgende`.",
    {"type": "string"},
    read_cursor,
)
DEELNEMER = Parameter(
    "deelnemer",
    "Een deelnemende organisatie: TOOI-code, CBS-code of adres (IRI). Een verband waarvan op de "
    "peildatum geen regeling geldt staat er alleen met `alle`; /organisaties/{code} noemt het wel, met "
    "`inWerking` false.",
    {"type": "string"},
    read_organisation("deelnemer"),
    vaak=True,
    voorbeeld="gm0855",
)
THEMA = Parameter(
    "thema",
    "Een beleidsterrein met wat eronder valt: code of adres uit de TOOI-TOPlijst, of uit /def/rapportthema. Het "
    "telt als een regeling die op de peildatum geldt het noemt; met `alle` ook als een andere versie het noemt.",
    {"type": "string"},
    read_concept("thema", "beleidsterrein", "rapportthema"),
    vaak=True,
    voorbeeld="c_d0463fb7",
)
RECHTSVORM = Parameter(
    "rechtsvorm",
    "Een rechtsvorm uit /def/rechtsvorm: de code (openbaar-lichaam) of de afkorting (OL).",
    {"type": "string"},
    read_concept("rechtsvorm", "rechtsvorm"),
    vaak=True,
    voorbeeld="openbaar-lichaam",
)
AARD = Parameter(
    "aard",
    "De aard van de organisatie, uit /def/aard.",
    {"type": "string"},
    read_concept("aard", "aard"),
    vaak=True,
    voorbeeld="gemeente",
)
PROVINCIE = Parameter(
    "provincie",
    "Een provincie: TOOI-code, CBS-code of adres. Bij samenwerkingsverbanden: die deelneemt, of waarin een "
    "deelnemer ligt.",
    {"type": "string"},
    read_province,
    vaak=True,
    voorbeeld="pv30",
)
ZOEKTERM = Parameter(
    "zoekterm",
    "Tekst die in een naam of afkorting voorkomt; hoofdletters doen er niet toe. Bij samenwerkingsverbanden ook "
    "de naam van het lichaam dat de regeling op de peildatum uitvoert; met `alle` ook van een andere versie.",
    {"type": "string", "minLength": 2, "maxLength": _MAX_TEXT},
    read_text("zoekterm"),
    vaak=True,
    voorbeeld="omgevingsdienst",
)
CODES = Parameter(
    "codes",
    "Een code, een adres of een naam van een organisatie.",
    {"type": "string"},
    vaak=True,
    voorbeeld="gm0855",
)
CRITERIASET = Parameter(
    "criteriaset",
    "Een criteriaset uit /criteriasets: haar code.",
    {"type": "string"},
    read_concept("criteriaset", "criteriaset"),
    voorbeeld="kern",
)
CRITERIASETS = replace(CRITERIASET, vaak=True)
CRITERIUM = Parameter(
    "criterium",
    "Een criterium uit /criteriasets: zijn code. De uitkomst is dan die van dit criterium.",
    {"type": "string"},
    read_concept("criterium", "criterium"),
    voorbeeld="a",
)
UITKOMST = Parameter(
    "uitkomst",
    "De uitkomst, uit /def/uitkomst: voldoet, voldoet-niet of onbekend.",
    {"type": "string"},
    read_concept("uitkomst", "uitkomst"),
    vaak=True,
    voorbeeld="voldoet-niet",
)
SORTEER = Parameter(
    "sorteer",
    "De volgorde: `voldaan` (wie aan de meeste criteria van de set voldoet eerst, daarna op naam) of `naam`.",
    {"type": "string", "enum": ["voldaan", "naam"], "default": "voldaan"},
    read_choice("sorteer", "voldaan", "naam"),
    voorbeeld="voldaan",
)
