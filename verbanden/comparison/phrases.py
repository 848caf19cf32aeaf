"""What a comparison says in words, in Dutch and English: one sentence for each thing to know about a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from verbanden.checking.verslag import Tekst
from verbanden.comparison.names import kern
from verbanden.comparison.records import (
    Gemist,
    Gevonden,
    Leden,
    Lidverschil,
    Rij,
    Stand,
    Uitkomst,
    Vergelijking,
    Wijze,
)

STANDEN: dict[Stand, Tekst] = {
    "bekend": Tekst("bekend", "known"),
    "niet-deelnemer": Tekst("bekend, geen deelname", "known, no participation"),
    "nog-niet": Tekst("nog niet in werking", "not yet in force"),
    "beeindigd": Tekst("beëindigd", "ended"),
    "meer-dan-een": Tekst("kan er meer dan één zijn", "could be more than one"),
    "onbekend": Tekst("niet gevonden", "not found"),
}
UITKOMSTEN: dict[Uitkomst, Tekst] = {
    "gelijk": Tekst("De lijst en de graaf zeggen hetzelfde.", "The list and the graph say the same."),
    "verschillen": Tekst(
        "Er zijn verschillen, of punten om na te kijken.", "There are differences, or points to look into."
    ),
    "niets-te-vergelijken": Tekst(
        "In dit bestand staat geen samenwerkingsverband; er is niets vergeleken.",
        "There is no partnership in this file; nothing was compared.",
    ),
}


def plaats(rij: Rij) -> Tekst:
    """Say where a row stands in the list, as its document counts."""
    where = rij.plaats
    if where is not None and where.rij is not None:
        return Tekst(f"rij {where.rij}", f"row {where.rij}")
    if where is not None and where.regel is not None:
        return Tekst(f"regel {where.regel}", f"line {where.regel}")
    return Tekst(f"nr. {rij.nummer}", f"no. {rij.nummer}")


def over_rij(rij: Rij, vergelijking: Vergelijking) -> list[Tekst]:
    """Say all there is to know about a row, the main thing first."""
    return [_main(rij, vergelijking), *_more(rij, vergelijking), *over_leden(rij.leden)]


def over_gemist(gemist: Gemist, vergelijking: Vergelijking) -> Tekst:
    """Say since when the organisation takes part in what the list lacks, and which row may mean it."""
    form = gemist.rechtsvorm or Tekst("rechtsvorm onbekend", "legal form unknown")
    nl, en = f"{form.nl}; deelname sinds {gemist.sinds}", f"{form.en}; takes part since {gemist.sinds}"
    if gemist.voortzetting:
        nl += ", als opvolger van een opgeheven deelnemer; nog door geen bron genoemd"
        en += ", as successor of an abolished participant; not yet named by any source"
    rows = [plaats(rij) for rij in vergelijking.rijen if rij.nummer in gemist.misschien]
    if rows:
        nl += f"; misschien bedoelt u dit met {_listed(row.nl for row in rows)}"
        en += f"; perhaps this is what you mean by {_listed(row.en for row in rows)}"
    return Tekst(nl + ".", en + ".")


def over_leden(leden: Leden | None) -> Iterator[Tekst]:
    """Say which members differ."""
    if leden is None:
        return
    if not leden.verschilt:
        yield Tekst(f"De {leden.gelijk} deelnemers zijn gelijk.", f"The {leden.gelijk} members are equal.")
        return
    if leden.alleen_lijst:
        named = [over_lid(lid) for lid in leden.alleen_lijst]
        yield Tekst(
            f"Deelnemers alleen op uw lijst: {_listed(lid.nl for lid in named)}.",
            f"Members on your list only: {_listed(lid.en for lid in named)}.",
        )
    if leden.alleen_graaf:
        named = [over_lid(lid) for lid in leden.alleen_graaf]
        yield Tekst(
            f"Deelnemers alleen in de graaf: {_listed(lid.nl for lid in named)}.",
            f"Members in the graph only: {_listed(lid.en for lid in named)}.",
        )
    if leden.niet_herkend:
        names = _listed(f"‘{naam}’" for naam in leden.niet_herkend)
        yield Tekst(
            f"Namen van deelnemers die niet zijn herkend: {names}.", f"Names of members not recognised: {names}."
        )


def over_lid(lid: Lidverschil) -> Tekst:
    """Say what is known of a member that only one of the two has."""
    nl, en = [], []
    if lid.sinds and lid.tot:
        nl.append(f"nam deel van {lid.sinds} tot {lid.tot}")
        en.append(f"took part from {lid.sinds} until {lid.tot}")
    elif lid.sinds:
        nl.append(f"sinds {lid.sinds}")
        en.append(f"since {lid.sinds}")
    if lid.opgegaan_in:
        nl.append(f"nu {_listed(lid.opgegaan_in)}")
        en.append(f"now {_listed(lid.opgegaan_in)}")
    if lid.voortzetting:
        nl.append("als opvolger van een opgeheven deelnemer")
        en.append("as successor of an abolished member")
    if not nl:
        return Tekst(lid.naam, lid.naam)
    return Tekst(f"{lid.naam} ({'; '.join(nl)})", f"{lid.naam} ({'; '.join(en)})")


def _main(rij: Rij, v: Vergelijking) -> Tekst:
    found = rij.gevonden
    if found is None:
        return _not_settled(rij)
    how = _how(found)
    nl, en = f"Dit is ‘{found.naam}’ ({how.nl})", f"This is ‘{found.naam}’ ({how.en})"
    said = _participation(rij, found, v.organisatie_naam, v.peildatum)
    return Tekst(f"{nl}; {said.nl}.", f"{en}; {said.en}.")


def _participation(rij: Rij, found: Gevonden, who: str, day: date) -> Tekst:
    if rij.stand == "bekend":
        return Tekst(f"{who} neemt deel sinds {found.sinds}", f"{who} takes part since {found.sinds}")
    if rij.stand == "beeindigd":
        return Tekst(f"het is beëindigd per {found.einde}", f"it ended on {found.einde}")
    if rij.stand == "nog-niet":
        return Tekst(f"het begint pas op {found.begin}", f"it only begins on {found.begin}")
    if found.sinds is not None and found.sinds > day:
        return Tekst(f"{who} neemt pas deel vanaf {found.sinds}", f"{who} only takes part from {found.sinds} on")
    if found.tot is not None:
        return Tekst(
            f"{who} neemt niet meer deel sinds {found.tot}", f"{who} no longer takes part since {found.tot}"
        )
    return Tekst(
        f"volgens de graaf neemt {who} er op {day} niet aan deel",
        f"according to the graph {who} does not take part on {day}",
    )


def _not_settled(rij: Rij) -> Tekst:
    if rij.stand == "meer-dan-een":
        names = _listed(f"‘{one.naam}’ ({_key(one.verband)})" for one in rij.kandidaten)
        return Tekst(
            f"Dit kan elk van deze zijn: {names}. Zet de sleutel of een nummer op uw lijst.",
            f"This could be any of these: {names}. Put the key or a number on your list.",
        )
    if rij.privaat:
        return Tekst(
            "Niet gevonden; de naam wijst op een privaatrechtelijke vorm, en die staan niet in het register.",
            "Not found; the name says that this is a body under private law: the register does not hold those.",
        )
    return Tekst("Niet gevonden.", "Not found.")


def _more(rij: Rij, v: Vergelijking) -> Iterator[Tekst]:
    if rij.stand == "onbekend" and rij.kandidaten:
        names = _listed(f"‘{one.gevonden_als}’ ({one.gelijkenis}/100)" for one in rij.kandidaten)
        yield Tekst(f"Het meest lijken: {names}.", f"Most alike: {names}.")
    if rij.keuze == "deelname":
        who = v.organisatie_naam
        yield Tekst(
            f"Er zijn er meer die zo heten; dit is het enige waaraan {who} deelneemt.",
            f"There are more of this name; this is the only one that {who} takes part in.",
        )
    elif rij.keuze == "in-werking":
        yield Tekst(
            "Er zijn er meer die zo heten; dit is het enige dat in werking is.",
            "There are more of this name; this is the only one in force.",
        )
    if rij.naam_wijst_op is not None:
        other = rij.naam_wijst_op.naam
        yield Tekst(
            f"Let op: de naam op uw lijst is die van ‘{other}’; sleutel of nummer gaf de doorslag.",
            f"Note: the name on your list is that of ‘{other}’; key or number was decisive.",
        )
    if rij.zelfde_als is not None:
        before = next((plaats(one) for one in v.rijen if one.nummer == rij.zelfde_als), plaats(rij))
        yield Tekst(
            f"Hetzelfde samenwerkingsverband staat ook in {before.nl}.",
            f"The same partnership stands in {before.en} too.",
        )
    if rij.opvolgers:
        names = _listed(f"‘{one.naam}’" for one in rij.opvolgers)
        yield Tekst(f"Misschien voortgezet als: {names}.", f"Perhaps carried on as: {names}.")


def _how(found: Gevonden) -> Tekst:
    ours = found.gevonden_als
    ways: dict[Wijze, Tekst] = {
        "iri": Tekst("zelfde adres", "same address"),
        "sleutel": Tekst(f"zelfde sleutel {ours}", f"same key {ours}"),
        "nummer": Tekst(f"zelfde nummer {ours}", f"same number {ours}"),
        "beginletters": Tekst(f"beginletters van ‘{ours}’", f"first letters of ‘{ours}’"),
        "naam-bijna": Tekst(f"naam lijkt op {_ours(found).nl}", f"name is like {_ours(found).en}"),
    }
    if found.wijze in ways:
        return ways[found.wijze]
    if kern(ours) == kern(found.naam):
        return Tekst("zelfde naam", "same name")
    return Tekst(f"zelfde naam als ‘{ours}’", f"same name as ‘{ours}’")


def _ours(found: Gevonden) -> Tekst:
    alike = f"{found.gelijkenis}/100"
    if found.gevonden_als == found.naam:
        return Tekst(f"deze, {alike}", f"this one, {alike}")
    return Tekst(f"‘{found.gevonden_als}’, {alike}", f"‘{found.gevonden_als}’, {alike}")


def _key(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(texts)
