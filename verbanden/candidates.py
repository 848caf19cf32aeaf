"""An ended partnership and a new one that look like one: candidates for people to judge, never joined here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from verbanden.model import Opvolgkandidaat, Verband
from verbanden.resolve import Organisaties

BEFORE, AFTER = timedelta(days=31), timedelta(days=366)
"""How long before the end of the one the other may begin, and how long after."""

LEAST_SHARED = 0.5
"""The least share of the earlier members (by what they are on the later's first day) found in the later one."""

COMMON = frozenset(
    [
        "gemeenschappelijke",
        "gemeenschappelijk",
        "regeling",
        "gemeente",
        "gemeenten",
        "bedrijfsvoeringsorganisatie",
        "samenwerking",
        "samenwerkingsverband",
        "openbaar",
        "lichaam",
        "orgaan",
        "regio",
        "regionale",
        "regionaal",
        "dienst",
        "west",
        "noord",
        "oost",
        "zuid",
        "midden",
        "wijziging",
        "centrumregeling",
        "lichte",
        "stichting",
        "provincie",
        "nederland",
        "voor",
    ]
)
"""Words that say nothing about which partnership is meant."""

METHODE = "leden en naam: einde en begin hoogstens een jaar uiteen, deelnemers en een naamwoord gemeen"


def candidates(verbanden: Sequence[Verband], organisaties: Organisaties) -> list[Opvolgkandidaat]:
    """Give the pairs: the earlier ended about when the later began, and they share members and a telling word.

    `gelijkenis` is the share of the earlier one's members that the later one has. In order of the earlier key,
    best first.
    """
    # Only those with a word in common are laid side by side: all against all grows with the square.
    begun: dict[str, list[Verband]] = {}
    for verband in verbanden:
        if verband.periode.begin is not None:
            for word in words(verband):
                begun.setdefault(word, []).append(verband)
    found: list[Opvolgkandidaat] = []
    for early in verbanden:
        if early.periode.einde is None:
            continue
        beside = {late.sleutel: late for word in words(early) for late in begun.get(word, ())}
        for late in beside.values():
            score = _likeness(early, late, organisaties)
            if score >= LEAST_SHARED:
                found.append(Opvolgkandidaat(early.sleutel, late.sleutel, round(score, 3), METHODE))
    return sorted(found, key=lambda k: (k.eerder, -k.gelijkenis, k.later))


def _likeness(early: Verband, late: Verband, organisaties: Organisaties) -> float:
    """Give the share of the earlier one's members that the later one has; 0 when their dates are apart."""
    ended, began = early.periode.einde, late.periode.begin
    if early is late or ended is None or began is None or not ended - BEFORE <= began <= ended + AFTER:
        return 0.0
    then = {new for lid in members(early, ended - timedelta(days=1)) for new in organisaties.op_datum(lid, began)}
    now = members(late, began)
    return len(then & now) / len(then) if then else 0.0


def members(verband: Verband, dag: date) -> set[str]:
    """Give who took part on a day."""
    return {d.lid for d in verband.deelnames if d.periode.bevat(dag)}


def words(verband: Verband) -> set[str]:
    """Give the telling words of all names that a partnership bore."""
    text = " ".join(name.naam for name in verband.namen).lower()
    return {word for word in re.findall(r"\w{4,}", text) if word not in COMMON and not word.isdigit()}
