"""A comparison as one HTML page: no script, nothing from elsewhere, all text of others escaped."""

from __future__ import annotations

from importlib import resources

from jinja2 import Environment, StrictUndefined

from verbanden.checking.verslag import Tekst
from verbanden.comparison.phrases import STANDEN, UITKOMSTEN, over_gemist, over_rij, plaats
from verbanden.comparison.records import Vergelijking
from verbanden.comparison.text import HEADS, REMARKS, kop, meer_opmerkingen, telling, verdeeld
from verbanden.errors import Taal


def als_html(vergelijking: Vergelijking, taal: Taal) -> str:
    """Write a comparison as a page."""

    def say(text: Tekst) -> str:
        return text.in_taal(taal)

    template = resources.files("verbanden.comparison").joinpath("page.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    rows = verdeeld(vergelijking)
    return environment.from_string(template).render(
        taal=taal,
        nl=taal == "nl",
        v=vergelijking,
        kop=say(kop(vergelijking)),
        uitkomst=say(UITKOMSTEN[vergelijking.uitkomst]),
        telling=say(telling(vergelijking)) if vergelijking.rijen else "",
        koppen={name: say(head) for name, head in HEADS.items()},
        rijen={
            name: [
                {
                    "plaats": say(plaats(rij)),
                    "naam": rij.naam,
                    "stand": say(STANDEN[rij.stand]),
                    "verband": rij.gevonden.verband if rij.gevonden else None,
                    "zinnen": [say(said) for said in over_rij(rij, vergelijking)],
                }
                for rij in listed
            ]
            for name, listed in rows.items()
        },
        gemist=[(gemist, say(over_gemist(gemist, vergelijking))) for gemist in vergelijking.gemist],
        afgewezen=[one.nl if taal == "nl" else one.en for one in vergelijking.afgewezen],
        opmerkingen=[one.nl if taal == "nl" else one.en for one in vergelijking.opmerkingen[:REMARKS]],
        meer=say(meer_opmerkingen(vergelijking)) if len(vergelijking.opmerkingen) > REMARKS else "",
        dekking=[say(said) for said in vergelijking.dekking],
    )
