"""Verdicts: of one partnership on a date, its history of them, and the list that ranks all partnerships."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from api.context import Context, context, day, iri, text
from api.lookup import local, value_of
from api.problems import Fout
from api.rest.coverage import coverage
from api.rest.examples import example
from api.rest.explain import explain, explain_young
from api.rest.models import VerbandRef
from api.rest.models_oordelen import (
    Bewijs,
    Criteriumoordeel,
    OordeelItem,
    Oordelen,
    Oordelengeschiedenis,
    OordelenLijst,
)
from api.rest.paging import decode, encode, next_link
from api.rest.parameters import (
    CRITERIASET,
    CRITERIASETS,
    CRITERIUM,
    CURSOR,
    LIMIT,
    PEILDATUM,
    RECHTSVORM,
    SORTEER,
    UITKOMST,
    Gelezen,
    read,
)
from api.rest.replies import begrip_ref, documented, reply, sparql_link, taal_of
from api.rest.verbanden import PATH as VERBANDEN
from api.rest.verbanden import find, head
from api.rest.verdicts import (
    Openstaand,
    Row,
    bewijs,
    criterium_fields,
    criteriumoordeel_ref,
    openstaand,
    totaaloordelen,
    total_fields,
    verdict_rows,
)
from verbanden.definition.situations import JAAR
from verbanden.errors import Taal
from verbanden.namespaces import concept
from verbanden.store import Term

PATH = "/v1/oordelen"
LIJST = (CRITERIASET, CRITERIUM, UITKOMST, RECHTSVORM, PEILDATUM, SORTEER, LIMIT, CURSOR)
STANDAARD = "definitie-2024"
"""The set of criteria that a list is about when none is named."""
_TAG = ["oordelen"]


def install(app: FastAPI) -> None:
    """Add the routes."""
    app.add_api_route(
        PATH,
        lijst,
        methods=["GET"],
        operation_id="lijstOordelen",
        summary="Samenwerkingsverbanden met hun oordeel, op volgorde van wat is voldaan",
        description="Zonder `criteriaset` gaat het om definitie-2024, of om de eerste set die het `criterium` "
        "omvat. Wie op de peildatum niet in werking is, krijgt geen oordeel en staat er niet in.",
        tags=[*_TAG],
        responses=documented(OordelenLijst, 400, 406, voorbeeld=example("oordelenlijst")),
        openapi_extra={"parameters": [p.openapi() for p in LIJST]},
    )
    app.add_api_route(
        VERBANDEN + "/{sleutel}/oordelen",
        een,
        methods=["GET"],
        operation_id="toonOordelen",
        summary="De oordelen over een samenwerkingsverband op de peildatum, met uitleg en bewijs",
        tags=[*_TAG],
        responses=documented(Oordelen, 400, 404, 406, voorbeeld=example("oordelen")),
        openapi_extra={"parameters": [PEILDATUM.openapi(), CRITERIASETS.openapi()]},
    )
    app.add_api_route(
        VERBANDEN + "/{sleutel}/oordelen/geschiedenis",
        geschiedenis,
        methods=["GET"],
        operation_id="toonOordelengeschiedenis",
        summary="Van wanneer tot wanneer een samenwerkingsverband waaraan voldeed",
        tags=[*_TAG],
        responses=documented(Oordelengeschiedenis, 400, 404, 406, voorbeeld=example("oordelengeschiedenis")),
        openapi_extra={"parameters": [CRITERIASETS.openapi()]},
    )


def een(request: Request, sleutel: str) -> Response:
    """Give the verdicts on one partnership as they are on a date."""
    ctx, taal = context(request), taal_of(request)
    asked = read(request, (PEILDATUM, CRITERIASETS))
    row = find(ctx, sleutel, asked.peildatum)
    verband = iri(row["verband"].value)
    bound: dict[str, list[Term]] = {"verband": [verband], "peildatum": [day(asked.peildatum)], **asked.terms}
    question = ctx.bind("rest/oordelen", bound)
    totals, criteria = verdict_rows(ctx, question)
    evidence = bewijs(ctx, [c["oordeel"].value for c in criteria], asked.peildatum)
    body = Oordelen(
        id=row["verband"].value,
        sleutel=local(row["verband"].value),
        naam=row["naam"].value,
        in_werking=row["inWerking"].value == "true",
        oordelen=totaaloordelen(ctx, totals, taal),
        per_criterium=[
            _explained(ctx, c, evidence.get(c["oordeel"].value, []), asked.peildatum, taal) for c in criteria
        ],
        peildatum=asked.peildatum,
        dekking=coverage(ctx, asked.peildatum, taal),
        sparql=sparql_link(request, question),
    )
    return reply(request, body)


def geschiedenis(request: Request, sleutel: str) -> Response:
    """Give all verdicts that ever held on one partnership."""
    ctx, taal = context(request), taal_of(request)
    asked = read(request, (CRITERIASETS,))
    fields = head(find(ctx, sleutel, ctx.release.datum))
    question = ctx.bind("rest/oordelen", {"verband": [iri(fields["id"])], **asked.terms})
    totals, criteria = verdict_rows(ctx, question)
    body = Oordelengeschiedenis(
        id=fields["id"],
        sleutel=fields["sleutel"],
        naam=fields["naam"],
        oordelen=totaaloordelen(ctx, totals, taal),
        per_criterium=[criteriumoordeel_ref(ctx, row) for row in criteria],
        peildatum=ctx.release.datum,
        # A history is as trustworthy as its oldest day.
        dekking=coverage(ctx, fields["begin"] or ctx.release.datum, taal),
        sparql=sparql_link(request, question),
    )
    return reply(request, body)


def lijst(request: Request) -> Response:
    """Give a page of verdicts."""
    ctx, taal = context(request), taal_of(request)
    asked = read(request, LIJST, _together)
    question = ctx.bind(*_question(ctx, asked))
    rows = ctx.rows_of(question)
    shown = rows[: asked.limit]
    last = shown[-1] if len(rows) > asked.limit else None
    found = openstaand(ctx, [row["oordeel"].value for row in shown])
    body = OordelenLijst(
        items=[_item(ctx, row, found, taal) for row in shown],
        volgende=next_link(request, asked.ruw, encode(last["sorteersleutel"].value, last["verband"].value))
        if last
        else None,
        peildatum=asked.peildatum,
        dekking=coverage(ctx, asked.peildatum, taal),
        sparql=sparql_link(request, question),
    )
    return reply(request, body)


def _together(ctx: Context, terms: dict[str, list[Term]]) -> list[Fout]:
    sets, criteria = terms.get("criteriaset", []), terms.get("criterium", [])
    if not sets or not criteria or sets[0].value in ctx.lookup.criteria.sets_of(criteria[0].value):
        return []
    code, known = local(criteria[0].value), ctx.lookup.criteria.sets.get(sets[0].value, ())
    members = ", ".join(local(one) for one in known) or "-"
    return [
        Fout(
            "criterium",
            f"{code!r} hoort niet bij deze criteriaset; die omvat: {members}",
            f"{code!r} is not in this set of criteria; it has: {members}",
        )
    ]


def _question(ctx: Context, asked: Gelezen) -> tuple[str, dict[str, list[Term]]]:
    terms: dict[str, list[Term]] = {**asked.terms, "peildatum": [day(asked.peildatum)]}
    if terms.pop("sorteer", [text("voldaan")]) == [text("naam")]:
        terms["opNaam"] = [text("ja")]
    criteria = terms.get("criterium", [])
    if "criteriaset" not in terms:
        default = concept("criteriaset", STANDAARD)
        sets = ctx.lookup.criteria.sets_of(criteria[0].value) if criteria else [default]
        terms["criteriaset"] = [iri(default if default in sets or not sets else sets[0])]
    if asked.cursor:
        terms |= decode(asked.cursor)
    return ("rest/oordelen-lijst-criterium" if criteria else "rest/oordelen-lijst"), terms


def _item(ctx: Context, row: Row, found: Mapping[str, Openstaand], taal: Taal) -> OordeelItem:
    deel = None
    if "deeloordeel" in row:
        deel = {name: row[old] for name, old in _DEEL.items() if old in row}
        row = {**row, "uitkomst": row["totaaluitkomst"]}
    verband = row["verband"].value
    return OordeelItem(
        **total_fields(ctx, row, found, taal),
        over_verband=VerbandRef(id=verband, sleutel=local(verband), naam=row["naam"].value),
        rechtsvorm=begrip_ref(ctx, value_of(row, "vorm")),
        over_criterium=criteriumoordeel_ref(ctx, deel) if deel else None,
    )


_DEEL = {
    "oordeel": "deeloordeel",
    "criterium": "criterium",
    "uitkomst": "uitkomst",
    "begin": "deelBegin",
    "einde": "deelEinde",
    "bevraagd": "bevraagd",
}
"""How the list names what the verdict on a criterion is made of."""


def _explained(ctx: Context, row: Row, stukken: list[Bewijs], peildatum: date, taal: Taal) -> Criteriumoordeel:
    criterium = ctx.lookup.criteria.get(row["criterium"].value)
    uitkomst = local(row["uitkomst"].value)
    unknown = uitkomst == "onbekend"
    beslist_op = _settled(stukken) if unknown and criterium.code == "d4" else None
    if beslist_op is None:
        uitleg = explain(criterium, uitkomst, stukken, taal)
    else:
        uitleg = explain_young(beslist_op, ctx.release.datum, peildatum, taal)
    return Criteriumoordeel(
        **criterium_fields(ctx, row),
        uitleg=uitleg,
        bewijs=stukken,
        ontbreekt=criterium.aan_te_leveren(taal) if unknown else None,
        beslist_op=beslist_op,
    )


def _settled(stukken: Sequence[Bewijs]) -> date | None:
    """Give the day on which what has no end is a year old: counted from what its begin follows from."""
    begins = [stuk.begin for stuk in stukken if stuk.begin]
    return min(begins) + JAAR if begins else None
