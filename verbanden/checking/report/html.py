"""The report as a page: whole, without script, readable on paper and on a small screen."""

from __future__ import annotations

from functools import lru_cache, partial
from importlib import resources

import jinja2

from verbanden.checking.report.compare import Vergelijking
from verbanden.checking.report.words import aantal, code, ding, kop, plek, toelichting, uitkomst, woord
from verbanden.checking.verslag import ERNSTEN, Melding, Meldinggroep, Tekst, Verslag
from verbanden.errors import Taal

MEESTE = 100
"""So many findings of a group are on the page, which says how many more there are; CSV and JSON have all."""
_Deel = tuple[str, list[tuple[Meldinggroep, list[Melding]]]]


def html(
    verslag: Verslag, taal: Taal, *, stijl: str | None = None, vergelijking: Vergelijking | None = None
) -> str:
    """Write the report as a page; with the address of a style sheet it links there, else it has the style inside.

    A page that is served under `style-src 'self'` needs the address: `stijlblad` is what should stand there.
    """

    def text(both: Tekst) -> str:
        return both.in_taal(taal)

    return _template().render(
        verslag=verslag,
        taal=taal,
        stijl=stijl,
        stijlblad=stijlblad(),
        vergelijking=vergelijking,
        nieuw={one.id for one in vergelijking.nieuw} if vergelijking else frozenset(),
        delen=_parts(verslag, taal),
        tellingen=[aantal(weight, n, taal) for weight in ERNSTEN if (n := verslag.aantal(weight))],
        meeste=MEESTE,
        kop=kop(verslag, taal),
        toelichting=toelichting(verslag, taal),
        t=text,
        woord=partial(woord, taal=taal),
        uitkomst=partial(uitkomst, taal=taal),
        code=code,
        plek=plek,
        ding=ding,
    )


def stijlblad() -> str:
    """Give the style sheet of the page."""
    return _file("verslag.css")


def _parts(verslag: Verslag, taal: Taal) -> list[_Deel]:
    """Give the groups under their headings: the sender's own by weight, then those of the background."""
    members: dict[tuple[str, str], list[Melding]] = {}
    for found in verslag.meldingen:
        members.setdefault((found.shape, found.herkomst), []).append(found)

    def rows(groups: list[Meldinggroep]) -> list[tuple[Meldinggroep, list[Melding]]]:
        return [(group, members[group.shape, group.herkomst][:MEESTE]) for group in groups]

    own = [group for group in verslag.groepen if group.herkomst == "inzending"]
    parts = [(woord(weight, taal), rows([g for g in own if g.ernst == weight])) for weight in ERNSTEN]
    parts.append((woord("achtergrond", taal), rows([g for g in verslag.groepen if g.herkomst == "achtergrond"])))
    return [part for part in parts if part[1]]


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    made = jinja2.Environment(autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined)
    return made.from_string(_file("verslag.html"))


def _file(name: str) -> str:
    return resources.files("verbanden.checking.report").joinpath(name).read_text(encoding="utf-8")
