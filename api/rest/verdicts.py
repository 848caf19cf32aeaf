"""The verdicts on a partnership as the graph holds them: read from rows, shown as REST shows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from api.context import Context, day, iri
from api.lookup import day_of, local, value_of
from api.rest.models import BegripRef, OordeelRef
from api.rest.models_oordelen import Bewijs, CriteriumoordeelRef, Totaaloordeel
from api.rest.replies import begrip_ref, begrippen_refs
from verbanden.errors import Taal
from verbanden.namespaces import VB
from verbanden.store import Term

Row = dict[str, Term]


@dataclass(frozen=True, slots=True)
class Openstaand:
    """What is open in the verdict on a set: the criteria that are unknown, and those that are not met."""

    onbekend: list[str] = field(default_factory=list)
    niet_voldaan: list[str] = field(default_factory=list)


def verdict_rows(ctx: Context, text: str) -> tuple[list[Row], list[Row]]:
    """Ask for verdicts; give those on whole sets, and those on criteria, one row per verdict."""
    totals: dict[str, Row] = {}
    criteria: dict[str, Row] = {}
    for row in ctx.rows_of(text):
        found = criteria if "criterium" in row else totals
        found.setdefault(row["oordeel"].value, row)
    per_criterium = sorted(criteria.values(), key=lambda r: (r["criterium"].value, value_of(r, "begin") or ""))
    return list(totals.values()), per_criterium


def openstaand(ctx: Context, oordelen: Sequence[str]) -> Mapping[str, Openstaand]:
    """Give what is open in verdicts on sets."""
    found: dict[str, Openstaand] = defaultdict(Openstaand)
    if oordelen:
        for row in ctx.rows("rest/oordeel-openstaand", {"oordeel": [iri(o) for o in oordelen]}):
            entry = found[row["oordeel"].value]
            unknown = row["stand"].value == VB + "nogOnbekend"
            (entry.onbekend if unknown else entry.niet_voldaan).append(row["criterium"].value)
    return found


def oordeel_refs(ctx: Context, verband: str, peildatum: date) -> list[OordeelRef]:
    """Give the verdict on each set, as the resource of a partnership shows it."""
    bound: dict[str, list[Term]] = {"verband": [iri(verband)], "peildatum": [day(peildatum)]}
    totals, _ = verdict_rows(ctx, ctx.bind("rest/oordelen", bound))
    return [OordeelRef(**_total(ctx, row)) for row in totals]


def totaaloordelen(ctx: Context, rows: Sequence[Row], taal: Taal) -> list[Totaaloordeel]:
    """Give verdicts on sets with what is open in them."""
    found = openstaand(ctx, [row["oordeel"].value for row in rows])
    return [Totaaloordeel(**total_fields(ctx, row, found, taal)) for row in rows]


def total_fields(ctx: Context, row: Row, found: Mapping[str, Openstaand], taal: Taal) -> dict[str, Any]:
    """Give the fields of a verdict on a set."""
    fields = _total(ctx, row)
    n, m = fields["aantal_voldaan"], fields["aantal_criteria"]
    entry = found.get(fields["id"], Openstaand())
    return {
        **fields,
        "stand": f"voldaan {n} van {m}" if taal == "nl" else f"met {n} of {m}",
        "nog_onbekend": [_begrip(ctx, key) for key in entry.onbekend],
        "niet_voldaan": [_begrip(ctx, key) for key in entry.niet_voldaan],
    }


def criterium_fields(ctx: Context, row: Row) -> dict[str, Any]:
    """Give the fields of a verdict on a criterion."""
    criterium = row["criterium"].value
    return {
        "id": row["oordeel"].value,
        "criterium": _begrip(ctx, criterium),
        "criteriasets": [_begrip(ctx, key) for key in ctx.lookup.criteria.sets_of(criterium)],
        "uitkomst": _begrip(ctx, row["uitkomst"].value),
        "begin": day_of(row, "begin"),
        "einde": day_of(row, "einde"),
        "aantal_bevraagd": int(row["bevraagd"].value) if "bevraagd" in row else None,
    }


def criteriumoordeel_ref(ctx: Context, row: Row) -> CriteriumoordeelRef:
    """Give a verdict on a criterion, briefly."""
    return CriteriumoordeelRef(**criterium_fields(ctx, row))


def bewijs(ctx: Context, oordelen: Sequence[str], peildatum: date) -> Mapping[str, list[Bewijs]]:
    """Give the evidence of verdicts that holds on a date, by the IRI of the verdict."""
    found: dict[str, list[Bewijs]] = defaultdict(list)
    if not oordelen:
        return found
    dated: dict[str, list[Term]] = {"peildatum": [day(peildatum)]}
    rows: dict[tuple[str, str], Row] = {}
    for row in ctx.rows("rest/oordeel-bewijs", {"oordeel": [iri(o) for o in oordelen], **dated}):
        rows.setdefault((row["oordeel"].value, row["bewijs"].value), row)
    sources: dict[str, list[str]] = defaultdict(list)
    things = [iri(ding) for ding in sorted({ding for _, ding in rows})]
    for row in ctx.rows("rest/bewijs-bronnen", {"bewijs": things, **dated}) if things else []:
        sources[row["bewijs"].value].append(local(row["bron"].value))
    for (oordeel, ding), row in rows.items():
        found[oordeel].append(
            Bewijs(
                id=ding,
                soort=row["soort"].value,  # type: ignore[arg-type]  # pydantic checks that it is one of the kinds
                label=_label(ctx, row),
                beweert=begrip_ref(ctx, value_of(row, "beweert")),
                begin=day_of(row, "begin"),
                einde=day_of(row, "einde"),
                bronnen=sources[ding],
            )
        )
    return {key: sorted(pieces, key=lambda b: (b.soort, b.label.lower(), b.id)) for key, pieces in found.items()}


def _label(ctx: Context, row: Row) -> str:
    if "lid" in row:
        return _organisation(ctx, row["lid"].value)
    return value_of(row, "label") or local(row["bewijs"].value)


def _organisation(ctx: Context, key: str) -> str:
    known = ctx.lookup.organisaties.get(key)
    return known.naam if known else local(key)


def _total(ctx: Context, row: Row) -> dict[str, Any]:
    return {
        "id": row["oordeel"].value,
        "criteriaset": _begrip(ctx, row["criteriaset"].value),
        "uitkomst": _begrip(ctx, row["uitkomst"].value),
        "begin": day_of(row, "begin"),
        "einde": day_of(row, "einde"),
        "aantal_voldaan": int(row["voldaan"].value),
        "aantal_criteria": int(row["totaal"].value),
    }


def _begrip(ctx: Context, key: str) -> BegripRef:
    [begrip] = begrippen_refs(ctx, [key])
    return begrip
