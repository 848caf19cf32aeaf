"""Which organisation a text means, by its name or one of its codes; and which ones it resembles. Pure.

The rules, in this order:

1. A code or IRI (TOOI, CBS, OWMS, OIN, RSIN, KvK, VAT) means its organisation. Bare digits count only in the
   length of an OIN, RSIN or KvK number: `0855` may be a municipality, a water authority, or half a number.
2. A name means the organisation that bears or bore it. Case, accents, hyphens and apostrophes make no difference.
3. "gemeente", "provincie", "waterschap" or "ministerie" in front, or in brackets behind, says what is meant.
4. A bare name that a municipality shares with others means the municipality: a province or water authority must
   say what it is. "Groningen" is the municipality; "Limburg", which no municipality is called, is nobody.
5. What brackets add ("Bergen (NH)") may be left out when only one organisation remains; so may the order be
   turned ("Tilburg, gemeente"). An abbreviation counts when it is unique and has three letters, or when its kind
   is named.
6. Who remains ambiguous is not recognised. Spelling errors are never guessed: `bijna` proposes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from verbanden.identifiers import organisation_iri

NAAM = "naam"
AFKORTING = "afkorting"
_CODES = frozenset({"tooi", "owms", "organisatiecode", "cbs", "oin", "rsin", "kvk", "btw"})
_LONGEST = 300
"""No name of an organisation is longer; a longer text is no name."""
_SHORTEST_ABBREVIATION = 3
_MIN_SCORE = 80.0

_KIND_WORDS = {
    "gemeente": "gemeente",
    "gemeenten": "gemeente",
    "gem": "gemeente",
    "gmte": "gemeente",
    "municipality": "gemeente",
    "provincie": "provincie",
    "prov": "provincie",
    "province": "provincie",
    "provinsje": "provincie",
    "waterschap": "waterschap",
    "wetterskip": "waterschap",
    "hoogheemraadschap": "waterschap",
    "hhrs": "waterschap",
    "ws": "waterschap",
    "ministerie": "rijk",
    "min": "rijk",
    "ministry": "rijk",
}
# Names in daily use that no register holds; their official name stands behind.
_EXONYMS = {
    "den bosch": "s hertogenbosch",
    "the hague": "den haag",
    "friesland": "fryslan",
}
_BRACKETS = re.compile(r"\(([^()]*)\)")
_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_NO_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Naamregel:
    """A row of `queries/toets/organisaties.rq`: a name, abbreviation or code of an organisation of some kind.

    `soort` is "naam", "afkorting" or a code of def/identificatiesoort; `aard` a code of def/aard.
    """

    iri: str
    aard: str
    soort: str
    tekst: str


class Herkenner:
    """All organisations that are known, findable by name and by code; made once, then only read."""

    def __init__(self, regels: Iterable[Naamregel]) -> None:
        self._codes: dict[str, set[str]] = {}
        self._names: dict[str, set[str]] = {}
        self._bare: dict[str, set[str]] = {}
        self._loose: dict[str, set[str]] = {}
        self._short: dict[str, set[str]] = {}
        self._kind: dict[str, str] = {}
        self._shown: dict[str, tuple[str, str]] = {}
        self._label: dict[str, str] = {}
        for regel in regels:
            self._kind.setdefault(regel.iri, regel.aard)
            if regel.soort == NAAM:
                self._add_name(regel)
            elif regel.soort == AFKORTING:
                _add(self._short, _core(regel.tekst), regel.iri)
            elif regel.soort in _CODES:
                _add(self._codes, regel.tekst.strip().casefold(), regel.iri)
        for iri in self._kind:
            _add(self._codes, iri.casefold(), iri)

    def _add_name(self, regel: Naamregel) -> None:
        core = _core(regel.tekst)
        if not core:
            return
        _add(self._names, core, regel.iri)
        kind, bare = _split_kind(core)
        _add(self._bare, bare, regel.iri)
        _add(self._loose, _split_kind(_core(_BRACKETS.sub(" ", regel.tekst)))[1], regel.iri)
        self._shown.setdefault(core, (regel.iri, regel.tekst))
        # Shown is a name that says what it is: "provincie Limburg", not "Limburg".
        if kind is not None or regel.iri not in self._label:
            self._label[regel.iri] = regel.tekst

    def herken(self, tekst: str) -> str | None:
        """Give the IRI of the organisation that a text names; None when there is none, or more than one."""
        text = tekst.strip()
        if not text or len(text) > _LONGEST:
            return None
        by_code = self._by_code(text)
        if by_code is not None:
            return by_code
        found = self._by_name(text)
        return found if found is not None else self._by_brackets(text)

    def bijna(self, tekst: str, hoeveel: int = 3) -> list[tuple[str, str, float]]:
        """Give the organisations that a text resembles, best first: IRI, name, and likeness from 80 to 100.

        Namesakes of a name that is ambiguous come with 100.
        """
        core = _core(tekst[:_LONGEST])
        if not core:
            return []
        kind, bare = _split_kind(core)
        namesakes = sorted(self._namesakes(core, bare), key=lambda iri: (self._kind[iri] != kind, iri))
        out = {iri: (iri, self._label.get(iri, iri), 100.0) for iri in [*self._padded(tekst), *namesakes]}
        likely = process.extract(
            core, self._shown.keys(), scorer=fuzz.token_sort_ratio, limit=4 * hoeveel, score_cutoff=_MIN_SCORE
        )
        for name, score, _ in likely:
            iri = self._shown[name][0]
            out.setdefault(iri, (iri, self._label[iri], round(score, 1)))
        return list(out.values())[:hoeveel]

    def _padded(self, text: str) -> list[str]:
        """Give whom a number may mean that lost its letters or leading zeros, as spreadsheets make it."""
        digits = text.strip()
        if not digits.isdecimal() or not digits.isascii():
            return []
        codes = [f"gm{digits:0>4}", f"ws{digits:0>4}", *(digits.zfill(length) for length in (8, 9, 20))]
        return sorted({iri for code in codes for iri in self._codes.get(code, ())})

    def _by_code(self, text: str) -> str | None:
        iri = organisation_iri(text)
        found = self._codes.get(iri.casefold(), ()) if iri else ()
        return _only(found or self._codes.get(text.casefold(), ()))

    def _by_name(self, text: str) -> str | None:
        core = _core(text)
        core = _EXONYMS.get(core, core)
        if not core:
            return None
        exact = self._names.get(core)
        if exact:
            return self._preferred(exact)
        kind, bare = _split_kind(core)
        bare = _EXONYMS.get(bare, bare)
        if kind is None:
            found = self._bare.get(bare) or self._loose.get(bare)
            return self._preferred(found) if found else self._by_abbreviation(core, None)
        for names in (self._bare, self._loose):
            fitting = {iri for iri in names.get(bare, ()) if self._kind[iri] == kind}
            if fitting:
                return _only(fitting)
        return self._by_abbreviation(bare, kind)

    def _by_abbreviation(self, core: str, kind: str | None) -> str | None:
        if kind is None and len(core) < _SHORTEST_ABBREVIATION:
            return None
        return _only({iri for iri in self._short.get(core, ()) if kind is None or self._kind[iri] == kind})

    def _by_brackets(self, text: str) -> str | None:
        """Read "Tilburg (gm0855)", "Groningen (gemeente)" and "Omgevingsdienst X (ODX)"."""
        inside = _BRACKETS.findall(text)
        outside = _BRACKETS.sub(" ", text)
        if len(inside) != 1 or not outside.strip():
            return None
        by_code = self._by_code(inside[0].strip())
        if by_code is not None:
            return by_code
        if _core(inside[0]) in _KIND_WORDS:
            return self._by_name(f"{inside[0]} {outside}")
        # An addition that means the same, such as an abbreviation; one that tells namesakes apart does not pass.
        whole = self._by_name(outside)
        return whole if whole is not None and whole == self._by_name(inside[0]) else None

    def _preferred(self, found: Collection[str]) -> str | None:
        """Give the only one, or the only municipality among them."""
        return _only(found) or _only({iri for iri in found if self._kind[iri] == "gemeente"})

    def _namesakes(self, core: str, bare: str) -> set[str]:
        return self._names.get(core, set()) | self._bare.get(bare, set()) | self._loose.get(bare, set())


def _add(index: dict[str, set[str]], key: str, iri: str) -> None:
    if key:
        index.setdefault(key, set()).add(iri)


def _only(found: Collection[str]) -> str | None:
    return next(iter(found)) if len(found) == 1 else None


@lru_cache(maxsize=20_000)
def _core(text: str) -> str:
    """Give a name without case, accents, apostrophes and other signs: "’s-Hertogenbosch" is "s hertogenbosch"."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text.casefold().replace("&", " en ")))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join("sint" if word == "st" else word for word in _NO_WORD.sub(" ", plain).split())


def _split_kind(core: str) -> tuple[str | None, str]:
    """Split off the word that says what it is, in front or behind, and the words that join it to the name."""
    words = core.split()
    if len(words) < 2:
        return None, core
    if words[0] in _KIND_WORDS:
        kind, rest = _KIND_WORDS[words[0]], words[1:]
        if len(rest) > 1 and rest[0] in ("van", "of"):
            rest = rest[1:]
        # "waterschap Hoogheemraadschap van Rijnland": the word twice.
        return kind, _split_kind(" ".join(rest))[1]
    if words[-1] in _KIND_WORDS and len(words[-1]) > len("prov"):
        return _KIND_WORDS[words[-1]], " ".join(words[:-1])
    return None, core
