"""What a mapping may say, and every mistake in one told at once, with its line, its key and what was expected.

The schema is small and its own: `afbeelding` turns plain data (from YAML or JSON) into an `Afbeelding`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from loaders.lezen import kort
from loaders.table_cells import Reden
from verbanden.submission import InzendingError

VERSIE = "1"
VELDEN = (
    "naam",
    "sleutel",
    "rechtsvorm",
    "verplichting",
    "begin",
    "einde",
    "beeindigd_per",
    "doel",
    "frequentie",
    "vasteGroep",
    "agendaVooraf",
    "rapporteur",
)
"""The fields of a partnership that a column can hold; `einde` is its last day, `beeindigd_per` the day after."""
VORMEN = ("een-kolom", "kolom-per-deelnemer", "rij-per-deelnemer", "kruisjes")
"""How members stand in a table: in one cell; each in a column; each on a row; or a column each, with crosses."""
VOLGORDES = ("dag-maand-jaar", "maand-dag-jaar")
VASTE_VELDEN = ("rechtsvorm", "verplichting", "frequentie", "rapporteur")
"""Fields that may have one value for all rows."""
_SLEUTELS = ("versie", "blad", "koprij", "kolommen", "deelnemers", "vast", "datums", "negeer")
_LEDEN = ("vorm", "kolommen", "scheiding", "toegetreden", "uitgetreden_per")
Pad = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Ledenkolommen:
    """Where members stand: in what form, in which columns (header, letter, or `Deelnemer *`), and since when."""

    vorm: str
    kolommen: tuple[str, ...]
    scheiding: str | None = None
    toegetreden: str | None = None
    uitgetreden_per: str | None = None


@dataclass(frozen=True, slots=True)
class Afbeelding:
    """A mapping that keeps the schema: which sheet and header row, which column is which field, what is the same
    for all rows (`vast`), in which order dates with slashes are written, and which columns nobody need read.
    """

    velden: Mapping[str, str]
    leden: Ledenkolommen | None = None
    blad: str | None = None
    koprij: int | None = None
    vast: Mapping[str, str] | None = None
    datums: str | None = None
    negeer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mappingfout:
    """One mistake in a mapping: the line from 1 where it is known, the key with those above it, what is wrong."""

    regel: int | None
    sleutel: str
    nl: str
    en: str


class MappingError(InzendingError):
    """A mapping that cannot be used; `fouten` are all its mistakes, in order of line."""

    def __init__(self, fouten: Sequence[Mappingfout]) -> None:
        ordered = tuple(sorted(fouten, key=lambda fout: fout.regel or 0))
        super().__init__("onleesbaar", _all(ordered, "nl"), _all(ordered, "en"))
        self.fouten = ordered


def afbeelding(mapping: Mapping[str, object], regels: Mapping[Pad, int] | None = None) -> Afbeelding:
    """Read a mapping; raises MappingError with every mistake in it. `regels` gives the line of each key."""
    check = _Check(regels or {})
    check.keys(mapping, _SLEUTELS, ())
    if check.text(mapping, ("versie",)) not in (VERSIE, None) or "versie" not in mapping:
        check.wrong(("versie",), (f"verwacht wordt versie: {VERSIE}", f"expected is versie: {VERSIE}"))
    fields = check.texts(mapping, ("kolommen",), VELDEN)
    if not {"naam", "sleutel"} & (check.part(mapping, ("kolommen",)) or {}).keys():
        nl, en = "wijs een kolom aan voor naam of sleutel", "name a column for naam or sleutel"
        check.wrong(("kolommen",), (nl, en))
    if {"einde", "beeindigd_per"} <= fields.keys():
        nl = "kies einde (de laatste dag) of beeindigd_per (de dag erna), niet beide"
        check.wrong(("kolommen", "beeindigd_per"), (nl, "choose einde (the last day) or beeindigd_per, not both"))
    made = Afbeelding(
        velden=fields,
        leden=_members(check, mapping),
        blad=check.text(mapping, ("blad",)),
        koprij=check.number(mapping, ("koprij",)),
        vast=check.texts(mapping, ("vast",), VASTE_VELDEN),
        datums=check.choice(mapping, ("datums",), VOLGORDES),
        negeer=check.several(mapping, ("negeer",)),
    )
    for field in sorted(set(made.vast or ()) & set(made.velden)):
        nl, en = "dit veld heeft al een kolom", "this field has a column already"
        check.wrong(("vast", field), (nl, en))
    if check.fouten:
        raise MappingError(check.fouten)
    return made


def _members(check: _Check, mapping: Mapping[str, object]) -> Ledenkolommen | None:
    part = check.part(mapping, ("deelnemers",))
    if part is None:
        return None
    check.keys(part, _LEDEN, ("deelnemers",))
    path: Pad = ("deelnemers",)
    form = check.choice(part, (*path, "vorm"), VORMEN)
    columns = check.several(part, (*path, "kolommen"))
    if form is None and "vorm" not in part:
        check.wrong(
            path, (f"vorm ontbreekt: een van {', '.join(VORMEN)}", f"vorm is missing: {', '.join(VORMEN)}")
        )
    if not columns:
        nl, en = "kolommen ontbreekt: de kop of koppen", "kolommen is missing: the header or headers"
        check.wrong(path, (nl, en))
    if form in ("een-kolom", "rij-per-deelnemer") and (len(columns) > 1 or any("*" in one for one in columns)):
        check.wrong((*path, "kolommen"), (f"bij {form} hoort één kolom", f"{form} takes one column"))
    joined, left = (check.text(part, (*path, name)) for name in ("toegetreden", "uitgetreden_per"))
    if form != "rij-per-deelnemer" and (joined or left):
        name = "toegetreden" if joined else "uitgetreden_per"
        check.wrong((*path, name), ("dit kan alleen bij rij-per-deelnemer", "only with rij-per-deelnemer"))
    return Ledenkolommen(form or VORMEN[0], columns, check.separator(part, (*path, "scheiding")), joined, left)


class _Check:
    """Takes values out of plain data, and collects what is wrong with them."""

    def __init__(self, lines: Mapping[Pad, int]) -> None:
        self._lines = lines
        self.fouten: list[Mappingfout] = []

    def wrong(self, path: Pad, reason: Reden) -> None:
        """Note a mistake at a key, with the line of the nearest key that has one."""
        line = next((self._lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self._lines), None)
        shown = ".".join(kort(str(step))[:40] for step in path)
        mistake = Mappingfout(line, shown, *reason)
        if mistake not in self.fouten:
            self.fouten.append(mistake)

    def keys(self, data: Mapping[str, object], known: Sequence[str], path: Pad) -> None:
        """Report keys that the schema does not know, with the one that was probably meant."""
        for key in data:
            if key not in known:
                close = process.extractOne(str(key)[:50], known, scorer=fuzz.ratio, score_cutoff=60)
                nl, en = (f"; bedoelt u {close[0]}?", f"; do you mean {close[0]}?") if close else ("", "")
                listed = ", ".join(known)
                self.wrong(
                    (*path, str(key)),
                    (f"deze sleutel is onbekend{nl} (bekend: {listed})", f"unknown key{en} (known: {listed})"),
                )

    def part(self, data: Mapping[str, object], path: Pad) -> Mapping[str, object] | None:
        """Take a group of keys; None when it is absent or no group."""
        value = data.get(str(path[-1]))
        if value is None or isinstance(value, Mapping):
            return value
        self.wrong(
            path, ("verwacht worden sleutels met waarden, ingesprongen eronder", "expected are keys below it")
        )
        return None

    def text(self, data: Mapping[str, object], path: Pad) -> str | None:
        """Take a text; a number counts as the text that it looks like."""
        key = str(path[-1])
        value = data.get(key)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
        if key in data:
            self.wrong(path, ("hier hoort één tekst", "one text belongs here"))
        return None

    def texts(self, data: Mapping[str, object], path: Pad, known: Sequence[str]) -> dict[str, str]:
        """Take a group of known keys with a text each."""
        part = self.part(data, path) or {}
        self.keys(part, known, path)
        found = {key: self.text(part, (*path, key)) for key in known if key in part}
        return {key: text for key, text in found.items() if text is not None}

    def several(self, data: Mapping[str, object], path: Pad) -> tuple[str, ...]:
        """Take one text or a list of texts."""
        value = data.get(str(path[-1]))
        if not isinstance(value, list | tuple):
            one = self.text(data, path)
            return () if one is None else (one,)
        items = {str(number): item for number, item in enumerate(value, start=1)}
        found = [self.text(items, (*path, number)) for number in items]
        return tuple(text for text in found if text is not None)

    def choice(self, data: Mapping[str, object], path: Pad, choices: Sequence[str]) -> str | None:
        """Take one of some words."""
        word = self.text(data, path)
        if word is None or word in choices:
            return word
        listed = ", ".join(choices)
        self.wrong(path, (f"'{kort(word)}' kan niet; kies uit {listed}", f"not '{kort(word)}'; one of {listed}"))
        return None

    def number(self, data: Mapping[str, object], path: Pad) -> int | None:
        """Take a row number from 1."""
        text = self.text(data, path)
        if text is None:
            return None
        if text.isascii() and text.isdecimal() and int(text[:9]) > 0 and len(text) <= 7:
            return int(text)
        self.wrong(path, ("verwacht wordt het nummer van een rij, vanaf 1", "expected is a row number, from 1"))
        return None

    def separator(self, data: Mapping[str, object], path: Pad) -> str | None:
        """Take a separator, kept as it is: a space or a line end may be one."""
        value = data.get(str(path[-1]))
        if value is None or (isinstance(value, str) and 0 < len(value) <= 10):
            return value
        self.wrong(path, ('verwacht wordt een teken, zoals ";"', 'expected is a sign, such as ";"'))
        return None


def _all(fouten: Sequence[Mappingfout], taal: str) -> str:
    word = "regel" if taal == "nl" else "line"
    parts = [
        (f"{word} {fout.regel} " if fout.regel else "") + f"{fout.sleutel}: {fout.nl if taal == 'nl' else fout.en}"
        for fout in fouten
    ]
    return "mapping: " + "; ".join(parts)
