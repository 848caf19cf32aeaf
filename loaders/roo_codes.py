"""How ROO's own words map to the codes of our lists."""

from __future__ import annotations

import re

VORMEN = {
    "ol": "openbaar-lichaam",
    "bvo": "bedrijfsvoeringsorganisatie",
    "go": "gemeenschappelijk-orgaan",
    "rzm": "regeling-zonder-meer",
    "cc": "centrumconstructie",
}
AARDEN = {
    "gemeente": "gemeente",
    "provincie": "provincie",
    "waterschap": "waterschap",
    "ministerie": "rijk",
    "agentschap": "rijk",
    "inspectie": "rijk",
    "hoog college van staat": "rijk",
    "kabinet van de koning": "rijk",
    "caribisch-openbaar-lichaam": "caribisch-openbaar-lichaam",
    "caribisch openbaar lichaam": "caribisch-openbaar-lichaam",
    "col": "caribisch-openbaar-lichaam",
    "regionaal samenwerkingsorgaan": "samenwerkingsorganisatie",
    "grensoverschrijdend regionaal samenwerkingsorgaan": "samenwerkingsorganisatie",
    "so": "samenwerkingsorganisatie",
}
IDENTIFICATIES = {
    "oin": "oin",
    "kvk-nummer": "kvk",
    "rsin": "rsin",
    "organisatiecode": "organisatiecode",
    "ictu-code": "ictu",
    "atu": "atu",
    "btw-nummer": "btw",
}
BEVOEGDHEDEN = frozenset({"attributie", "delegatie", "mandaat"})
ORGANEN = frozenset(
    {
        "college-van-burgemeester-en-wethouders",
        "gemeenteraad",
        "burgemeester",
        "dagelijks-bestuur",
        "algemeen-bestuur",
        "gedeputeerde-staten",
        "provinciale-staten",
        "commissaris-van-de-koning",
        "minister",
        "staatssecretaris",
        "dijkgraaf",
    }
)

_GETAL = re.compile(r"(\d{1,3})(?:[.,](\d+))?")


def rechtsvorm(afkorting: str | None, tekst: str | None) -> str | None:
    """Give the code of a legal form, by its abbreviation or else by its words.

    >>> rechtsvorm(None, "'Regeling zonder meer'")
    'regeling-zonder-meer'
    """
    if afkorting and (code := VORMEN.get(afkorting.strip().lower())):
        return code
    woorden = "-".join((tekst or "").strip().strip("'\"‘’").lower().split())
    return woorden if woorden in VORMEN.values() else None


def orgaan_code(term: str | None, naam: str | None) -> str:
    """Give what would be the code of an organ, by its OWMS term or else its name; queens became kings."""
    woord = term.rsplit("/", 1)[-1] if term else (naam or "")
    code = "-".join(woord.replace("_", " ").lower().split())
    return "commissaris-van-de-koning" if code == "commissaris-van-de-koningin" else code


def aandeel(tekst: str) -> str | None:
    """Read a share in per cent, with a comma or a point, as the decimal it is.

    >>> aandeel("11,0")
    '11.0'
    """
    treffer = _GETAL.fullmatch(tekst)
    if treffer is None:
        return None
    getal = treffer[1] + (f".{treffer[2]}" if treffer[2] else "")
    return getal if float(getal) <= 100 else None
