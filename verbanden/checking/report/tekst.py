"""The report as text for a terminal: findings grouped and counted with their first ones, verdicts, context."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from verbanden.checking.report.compare import Vergelijking
from verbanden.checking.report.words import (
    aantal,
    code,
    ding,
    eerste_plek,
    kop,
    shown,
    toelichting,
    uitkomst,
    woord,
)
from verbanden.checking.verslag import ERNSTEN, Criteriumoordeel, Meldinggroep, Verbandoordeel, Verslag
from verbanden.errors import Taal

_WIDTH = 100
_COLOUR = {
    "voldoet": "32",
    "voldoet-niet": "31",
    "onbekend": "33",
    "niets-te-toetsen": "33",
    "fout": "31",
    "waarschuwing": "33",
    "info": "36",
    "vet": "1",
    "stil": "2",
}
_SIGN = {"voldoet": "✓", "voldoet-niet": "✗", "onbekend": "?"}


class _Schrijver:
    """Writes lines in one language, with or without colours."""

    def __init__(self, verslag: Verslag, taal: Taal, kleur: bool) -> None:
        self.verslag = verslag
        self.taal = taal
        self._colours = kleur
        self._by_id = {found.id: found for found in verslag.meldingen}

    def verslagregels(self, vergelijking: Vergelijking | None) -> Iterator[str]:
        """Give all lines."""
        report, taal = self.verslag, self.taal
        yield self._paint(report.uitkomst, kop(report, taal).capitalize())
        yield toelichting(report, taal)
        counts = [(weight, report.aantal(weight)) for weight in ERNSTEN]
        yield " · ".join(self._paint(w, aantal(w, n, taal)) for w, n in counts if n) or woord(
            "geen-meldingen", taal
        )
        own = [group for group in report.groepen if group.herkomst == "inzending"]
        for weight in ERNSTEN:
            yield from self._groups(woord(weight, taal), [group for group in own if group.ernst == weight])
        others = [group for group in report.groepen if group.herkomst == "achtergrond"]
        yield from self._groups(woord("achtergrond", taal), others)
        if vergelijking is not None:
            yield from self._comparison(vergelijking)
        yield from self._verdicts()
        yield from self._context()

    def _groups(self, title: str, groups: list[Meldinggroep]) -> Iterator[str]:
        if not groups:
            return
        yield from ("", self._paint("vet", title))
        for group in groups:
            name = f"{shown(group.titel.in_taal(self.taal))} ({group.aantal})"
            yield f"  {self._paint(group.ernst, name)}  {self._paint('stil', code(group.shape))}"
            for found in (self._by_id[key] for key in group.eerste):
                place = eerste_plek(found)
                text = shown(found.melding.in_taal(self.taal))
                yield from _wrapped(f"{place}  {text}" if place else text, "    ", "      ")
            left = group.aantal - len(group.eerste)
            if left:
                yield f"    {self._paint('stil', woord('nog', self.taal, n=left))}"

    def _comparison(self, made: Vergelijking) -> Iterator[str]:
        yield from ("", self._paint("vet", woord("vergelijking", self.taal)))
        counts = (("nieuw", made.nieuw), ("opgelost", made.opgelost), ("ongewijzigd", made.ongewijzigd))
        yield "  " + " · ".join(f"{len(found)} {woord(name, self.taal)}" for name, found in counts)
        if made.anders:
            names = ", ".join(text.in_taal(self.taal) for text in made.anders)
            yield f"  {woord('anders', self.taal)}: {names}"

    def _verdicts(self) -> Iterator[str]:
        report = self.verslag
        if report.oordelen:
            yield from ("", self._paint("vet", woord("verbanden", self.taal)))
        for verdict in report.oordelen:
            yield from self._verdict(verdict)
        if report.niet_in_werking:
            title = woord("niet-in-werking", self.taal, dag=report.context.peildatum)
            yield from ("", self._paint("vet", title), f"  {woord('niet-getoetst', self.taal)}")
            for named in report.niet_in_werking:
                yield f"  {shown(named.naam)}  {self._paint('stil', ding(named.verband, named.vindplaats))}"

    def _verdict(self, verdict: Verbandoordeel) -> Iterator[str]:
        score = woord("van", self.taal, n=verdict.voldaan, m=verdict.totaal)
        outcome = self._paint(verdict.uitkomst, f"{uitkomst(verdict.uitkomst, self.taal)}, {score}")
        thing = ding(verdict.verband, verdict.vindplaats)
        yield f"  {shown(verdict.naam) or thing}: {outcome}"
        if verdict.naam:
            yield f"  {self._paint('stil', thing)}"
        for one in verdict.criteria:
            yield from self._criterion(one)

    def _criterion(self, one: Criteriumoordeel) -> Iterator[str]:
        sign = self._paint(one.uitkomst, _SIGN[one.uitkomst])
        count = f"  {self._paint('stil', self._shown_of(one))}" if one.bewijs else ""
        yield f"    {sign} {one.criterium:<3} {shown(one.naam.in_taal(self.taal))}{count}"
        if one.uitkomst == "voldoet-niet":
            yield from _wrapped(shown(one.uitleg.in_taal(self.taal)), "          ", "          ")
        if one.aan_te_leveren is not None:
            supply = f"{woord('aan-te-leveren', self.taal)}: {shown(one.aan_te_leveren.in_taal(self.taal))}"
            yield from _wrapped(supply, "          ", "          ")

    def _shown_of(self, one: Criteriumoordeel) -> str:
        """Count the evidence: this form does not list it, so it tells how much of all the other forms show."""
        count = woord("getoond", self.taal, n=len(one.bewijs), m=one.aantal_bewijs)
        return f"({woord('bewijs', self.taal).lower()}: {count})"

    def _context(self) -> Iterator[str]:
        context, taal = self.verslag.context, self.taal
        yield from ("", self._paint("vet", woord("getoetst-met", taal)))
        for document in self.verslag.documenten:
            counts = f"{document.gelezen} {woord('gelezen', taal).lower()}"
            counts += f", {document.afgewezen} {woord('afgewezen', taal).lower()}" if document.afgewezen else ""
            yield f"  {shown(document.naam)}  {document.vorm}, {counts}, sha256 {document.sha256}"
        for file in context.vormen:
            yield f"  {woord('vormen', taal)}: {file.naam}, sha256 {file.sha256}"
        yield f"  {woord('criteriaset', taal)}: {context.criteriaset} ({', '.join(context.criteria)})"
        yield f"  {woord('peildatum', taal)}: {context.peildatum}"
        yield f"  {woord('release', taal)}: release {shown(context.achtergrond)} ({context.achtergrond_datum})"
        engine = f"{context.motor_naam} {context.motor_versie} ({context.motor})"
        yield from _wrapped(
            f"{woord('motor', taal)}: {engine}; {shown(context.motor_reden.in_taal(taal))}", "  ", "    "
        )
        yield f"  {woord('versie', taal)} {context.verbanden_versie}"

    def _paint(self, what: str, text: str) -> str:
        return f"\x1b[{_COLOUR[what]}m{text}\x1b[0m" if self._colours else text


def tekst(verslag: Verslag, taal: Taal, *, kleur: bool = False, vergelijking: Vergelijking | None = None) -> str:
    """Write the report as text, with colours when asked for."""
    return "\n".join(_Schrijver(verslag, taal, kleur).verslagregels(vergelijking)) + "\n"


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
