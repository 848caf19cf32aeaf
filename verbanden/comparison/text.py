"""A comparison written for a terminal: what to look at first, what is well after it in short."""

from __future__ import annotations

from collections.abc import Iterator

from verbanden.checking.verslag import Tekst
from verbanden.comparison.phrases import STANDEN, UITKOMSTEN, over_gemist, over_rij, plaats
from verbanden.comparison.records import Rij, Vergelijking
from verbanden.errors import Taal
from verbanden.text import printable

HEADS: dict[str, Tekst] = {
    "bekijken": Tekst("Op uw lijst, om na te kijken", "On your list, to look into"),
    "goed": Tekst("Op uw lijst en in de graaf", "On your list and in the graph"),
    "privaat": Tekst(
        "Op uw lijst, privaatrechtelijk: niet te vergelijken", "On your list, private law: not comparable"
    ),
    "gemist": Tekst("In de graaf, niet op uw lijst", "In the graph, not on your list"),
    "afgewezen": Tekst("Rijen die niet te lezen zijn", "Rows that cannot be read"),
    "opmerkingen": Tekst("Opmerkingen bij het lezen", "Remarks on reading"),
    "weten": Tekst("Goed om te weten", "Good to know"),
}
"""The headings under which a comparison is written, in order."""
REMARKS = 5
"""So many remarks of the reader are shown; all of them stand in JSON and CSV."""


def als_tekst(vergelijking: Vergelijking, taal: Taal) -> str:
    """Write a comparison for a terminal; text of the list is made fit to print."""
    return "\n".join(_lines(vergelijking, taal)) + "\n"


def kop(v: Vergelijking) -> Tekst:
    """Say what was compared with what, as of which day."""
    names = ", ".join(printable(one.naam) for one in v.documenten)
    return Tekst(
        f"Verbonden partijen van {v.organisatie_naam} op {v.peildatum}: {names} naast release {v.release}",
        f"Partnerships of {v.organisatie_naam} on {v.peildatum}: {names} beside release {v.release}",
    )


def telling(v: Vergelijking) -> Tekst:
    """Count what was found."""
    counted = [(STANDEN[stand], v.aantallen[stand]) for stand in STANDEN if stand in v.aantallen]
    nl = "; ".join(f"{name.nl}: {count}" for name, count in counted)
    en = "; ".join(f"{name.en}: {count}" for name, count in counted)
    return Tekst(
        f"Op de lijst: {len(v.rijen)} ({nl}). In de graaf en niet op de lijst: {len(v.gemist)}.",
        f"On the list: {len(v.rijen)} ({en}). In the graph and not on the list: {len(v.gemist)}.",
    )


def meer_opmerkingen(v: Vergelijking) -> Tekst:
    """Say how many remarks are not shown."""
    more = len(v.opmerkingen) - REMARKS
    return Tekst(f"… en nog {more}; alle staan in JSON en CSV.", f"… and {more} more; JSON and CSV have them all.")


def verdeeld(v: Vergelijking) -> dict[str, list[Rij]]:
    """Divide the rows over the headings that they stand under."""
    found: dict[str, list[Rij]] = {"bekijken": [], "goed": [], "privaat": []}
    for rij in v.rijen:
        place = "bekijken" if rij.te_bekijken else "privaat" if rij.stand == "onbekend" else "goed"
        found[place].append(rij)
    return found


def _lines(v: Vergelijking, taal: Taal) -> Iterator[str]:
    yield kop(v).in_taal(taal)
    yield UITKOMSTEN[v.uitkomst].in_taal(taal)
    if v.rijen:
        yield telling(v).in_taal(taal)
    for name, rows in verdeeld(v).items():
        yield from _head(name, bool(rows), taal)
        for rij in rows:
            yield f"  {plaats(rij).in_taal(taal)}  {printable(rij.naam)}"
            yield from (f"      {printable(said.in_taal(taal), 2000)}" for said in over_rij(rij, v))
    yield from _head("gemist", bool(v.gemist), taal)
    for gemist in v.gemist:
        yield f"  {gemist.naam}"
        yield f"      {over_gemist(gemist, v).in_taal(taal)}"
    yield from _head("afgewezen", bool(v.afgewezen), taal)
    for rejected in v.afgewezen:
        yield f"  {printable(rejected.nl if taal == 'nl' else rejected.en, 2000)}"
    yield from _head("opmerkingen", bool(v.opmerkingen), taal)
    for remark in v.opmerkingen[:REMARKS]:
        yield f"  {printable(remark.nl if taal == 'nl' else remark.en, 2000)}"
    if len(v.opmerkingen) > REMARKS:
        yield f"  {meer_opmerkingen(v).in_taal(taal)}"
    yield from _head("weten", bool(v.dekking), taal)
    yield from (f"  {said.in_taal(taal)}" for said in v.dekking)


def _head(name: str, wanted: bool, taal: Taal) -> Iterator[str]:
    if wanted:
        yield ""
        yield HEADS[name].in_taal(taal)
