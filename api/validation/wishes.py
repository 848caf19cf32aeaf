"""What a caller asks of a check: the query parameters of `/v1/validaties`, read and checked together."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import pyoxigraph as ox
from starlette.requests import Request

from api.context import Context, text
from api.problems import Fout, ProblemError
from api.rest.parameters import Parameter, read, read_day
from api.validation.answering import moment
from api.validation.forms import NAMEN
from api.validation.kept import Stand
from api.validation.task import MOTOREN, Motor
from verbanden.definition.criteria import criteriasets
from verbanden.store import Term

Find = Callable[[str], Stand | None]
_ID = re.compile(r"[0-9a-f]{32}")
KEY = "Verwijdersleutel"
"""The header that gives the key of a new result, and that takes it back to delete the result."""
_KEY_LENGTH = 100
STANDAARD = "definitie-2024"


@dataclass(frozen=True, slots=True)
class Wens:
    """What a POST asks for."""

    criteria: str
    peildatum: str | None
    motor: Motor
    vergelijk: str | None


def parameters(find: Find) -> tuple[Parameter, ...]:
    """Give the parameters of a POST; `find` gives the state of a kept result."""
    return (CRITERIA, PEILDATUM, MOTOR, _result("vergelijk", find), FORMAT)


def read_wish(request: Request, find: Find) -> Wens:
    """Read the parameters of a POST; raises ProblemError 400 with all that is wrong with them."""
    given = dict(read(request, parameters(find)).ruw)
    return Wens(
        criteria=given.get("criteria", STANDAARD),
        peildatum=given.get("peildatum"),
        motor=cast(Motor, given.get("motor", "auto")),
        vergelijk=given.get("vergelijk"),
    )


def read_one(request: Request, parameter: Parameter) -> str:
    """Read the only parameter of a request, which it must have; raises ProblemError 400."""
    given = dict(read(request, (parameter,)).ruw)
    if parameter.naam not in given:
        raise ProblemError.invalid([Fout(parameter.naam, "ontbreekt", "is missing")])
    return given[parameter.naam]


def read_key(request: Request) -> str:
    """Read the key that deletes: from the header, else the parameter; raises ProblemError 400 without one."""
    told = request.headers.get(KEY)
    if told is None:
        return read_one(request, SLEUTEL)
    read(request, ())
    if not told or len(told) > _KEY_LENGTH:
        raise ProblemError.invalid([Fout(KEY, "dit is geen sleutel", "this is no key")])
    return told


def comparison(find: Find) -> Parameter:
    """Give the parameter that names the other result of a comparison."""
    return _result("met", find)


def _result(naam: str, find: Find) -> Parameter:
    def lees(_: Context, value: str) -> Term | Fout:
        stand = find(value) if _ID.fullmatch(value) else None
        if stand is None:
            return Fout(naam, f"er is geen resultaat {value!r}", f"there is no result {value!r}")
        if stand.toestand == "verlopen":
            at = moment(stand.verloopt)
            return Fout(naam, f"dat resultaat is verlopen op {at}", f"that result expired at {at}")
        if stand.toestand != "gereed":
            return Fout(
                naam, f"dat resultaat is er niet: {stand.toestand}", f"there is no result yet: {stand.toestand}"
            )
        return text(value)

    return Parameter(
        naam,
        "Het kenmerk (id) van een eerder resultaat om mee te vergelijken: wat is nieuw, opgelost of ongewijzigd.",
        {"type": "string", "pattern": _ID.pattern},
        lees,
    )


def _one_of(naam: str, values: Callable[[], tuple[str, ...]]) -> Callable[[Context, str], Term | Fout]:
    def lees(_: Context, value: str) -> Term | Fout:
        if value in values():
            return ox.Literal(value)
        known = ", ".join(values())
        return Fout(naam, f"{value!r} is onbekend; bekend: {known}", f"{value!r} is unknown; known: {known}")

    return lees


def _read_key(_: Context, value: str) -> Term | Fout:
    if value and len(value) <= _KEY_LENGTH:
        return text(value)
    return Fout("sleutel", "dit is geen sleutel", "this is no key")


CRITERIA = Parameter(
    "criteria",
    f"De criteriaset waaraan wordt getoetst, uit /criteriasets; zonder: {STANDAARD}.",
    {"type": "string", "default": STANDAARD},
    _one_of("criteria", lambda: tuple(criteriasets())),
    voorbeeld="kern",
)
PEILDATUM = Parameter(
    "peildatum",
    "De dag waarop het moet gelden; zonder: de datum van de uitgave.",
    {"type": "string", "format": "date"},
    read_day,
    voorbeeld="2026-05-16",
)
MOTOR = Parameter(
    "motor",
    "Waarmee wordt getoetst: `referentie` (pySHACL), `snel` (voor veel gegevens), of `auto`, dat kiest naar de "
    "hoeveelheid. De bevindingen zijn dezelfde; het verslag zegt welke het was.",
    {"type": "string", "enum": list(MOTOREN), "default": "auto"},
    _one_of("motor", lambda: MOTOREN),
)
FORMAT = Parameter(
    "format",
    "De vorm van het verslag, in plaats van de Accept-header.",
    {"type": "string", "enum": list(NAMEN)},
    _one_of("format", lambda: NAMEN),
    voorbeeld="json",
)
SLEUTEL = Parameter(
    "sleutel",
    "De sleutel uit de header Verwijdersleutel van het antwoord op de POST, voor wie haar niet in de header "
    "Verwijdersleutel stuurt: een adres komt in logboeken terecht, een header niet. Wie de verwijzing naar een "
    "resultaat krijgt, kan het lezen; alleen wie de sleutel heeft, kan het verwijderen.",
    {"type": "string"},
    _read_key,
)
