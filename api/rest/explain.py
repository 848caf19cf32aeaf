"""Why a verdict on a criterion is as it is: one or two sentences, in Dutch or in English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from api.criteria import Toetsbegrip
from api.rest.models_oordelen import Bewijs
from verbanden.errors import Taal

_MEER = {
    "deelname": ("deelname", "deelnames", "participation", "participations"),
    "verklaring": ("verklaring", "verklaringen", "statement", "statements"),
}
_ZELF = ("wat bij het samenwerkingsverband zelf is vastgelegd", "what is recorded of the partnership itself")
_TE_TELLEN = frozenset({"a", "een-overheid", "twee-nederlandse-overheden", "een-decentrale-overheid"})
"""Criteria that count who takes part: a statement cannot speak of them."""


def explain(criterium: Toetsbegrip, uitkomst: str, stukken: Sequence[Bewijs], taal: Taal) -> str:
    """Tell in words why a verdict is as it is, from what the criterion asks and what the evidence is."""
    if uitkomst == "onbekend":
        nl, en = _unknown(criterium.code, bool(stukken))
        return nl if taal == "nl" else en
    said = criterium.definitie(taal) if uitkomst == "voldoet" else criterium.uitleg(taal)
    # Where participants disagree, those who say what the verdict says are what shows it.
    telling = [stuk for stuk in stukken if stuk.beweert is None or stuk.beweert.code == uitkomst]
    return " ".join(part for part in (said, _shown_by(telling, taal)) if part)


def explain_young(beslist_op: date, uitgave: date, peildatum: date, taal: Taal) -> str:
    """Tell why the duration of a young partnership without an end is unknown.

    `beslist_op` is the day on which it is a year old. A release knows nothing of what happens after its own date.
    """
    if beslist_op <= peildatum:
        nl = (
            f"Op de datum van deze uitgave, {uitgave}, stond het samenwerkingsverband nog geen jaar vast. "
            f"Of het op {beslist_op} nog bestond, weet deze uitgave niet."
        )
        en = (
            f"On the date of this release, {uitgave}, the partnership had not been on record for a year yet. "
            f"Whether it still existed on {beslist_op}, this release does not know."
        )
    else:
        nl = (
            "Het oudste begin dat is vastgelegd ligt nog geen jaar terug, en er is geen einddatum. "
            f"Bestaat het op {beslist_op} nog, dan is eraan voldaan."
        )
        en = (
            "The earliest begin on record is less than a year ago, and there is no end date. "
            f"If it still exists on {beslist_op}, it is met."
        )
    return nl if taal == "nl" else en


def _unknown(code: str, evidence: bool) -> tuple[str, str]:
    if code in _TE_TELLEN and evidence:
        return (
            "Er nemen organisaties deel van wie niet bekend is of zij een overheid zijn; van hen hangt het af.",
            "Organisations take part of which it is not known whether they are a government; it depends on them.",
        )
    if evidence:
        return (
            "De gegevens spreken elkaar tegen: het een zegt dat eraan is voldaan, het ander van niet.",
            "The data contradict each other: one piece says that it is met, another that it is not.",
        )
    return (
        "Wat nodig is om dit vast te stellen, is niet vastgelegd. Dat is geen tekortkoming.",
        "What is needed to settle this is not recorded. That is no breach.",
    )


def _shown_by(stukken: Sequence[Bewijs], taal: Taal) -> str:
    parts: list[str] = []
    for soort in dict.fromkeys(stuk.soort for stuk in stukken):
        labels = [stuk.label for stuk in stukken if stuk.soort == soort]
        if soort in _MEER:
            one, more = _MEER[soort][:2] if taal == "nl" else _MEER[soort][2:]
            parts.append(f"{len(labels)} {one if len(labels) == 1 else more}")
        elif soort == "samenwerkingsverband":
            parts.append(_ZELF[taal == "en"])
        else:
            parts += labels if soort == "wet" else [f"“{label}”" for label in labels]
    if not parts:
        return ""
    together = _enumerate(parts, "en" if taal == "nl" else "and")
    return f"Dat blijkt uit: {together}." if taal == "nl" else f"Shown by: {together}."


def _enumerate(parts: Sequence[str], last: str) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}"
