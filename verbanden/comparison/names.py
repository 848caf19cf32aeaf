"""Names of partnerships, made comparable: what two spellings of one name have in common, and how alike two are.

`kern` leaves out what says nothing about which partnership is meant (form, year, small words) and writes usual
abbreviations out. Equal cores are the same name; how alike two others are is the share of letters that they have
in common in the same order. `bench/names.py` measures what the thresholds find and what they get wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

DREMPEL = 93
"""From this likeness on a name counts as nearly the same, with any partnership of the graph."""
DREMPEL_EIGEN = 86
"""The same with a partnership in which the organisation takes part: there are few of those to confuse it with."""
DREMPEL_VOORSTEL = 60
"""From this likeness on a name is worth suggesting."""

_FORM = re.compile(
    r"\b(?:(?:eerste |tweede |derde )?wijziging|gewijzigde|gemeenschappelijke? regeling(?:en)?|gr"
    r"|regeling zonder meer|regeling|openbaar lichaam|bedrijfsvoeringsorganisatie|bvo"
    r"|gemeenschappelijk orgaan|gemeenten?|ambtelijke"
    r"|(?:19|20)[0-9]{2})\b"
)
_FORM_WORDS = ("gemeenschappelijke", "gemeenschappelijk", "regeling", "gemeenten", "bedrijfsvoeringsorganisatie")
_MISSPELT = 0.84
"""How much of a form word's letters a misspelt one must have to be left out as well."""
_SMALL = frozenset(re.findall(r"\w+", "de het een van voor en in te der den t s aan op bij tot"))
_LONG = tuple(
    (re.compile(rf"\b(?:{short})\b"), long)
    for short, long in (
        (r"(?:gemeentelijke|gemeenschappelijke|geneeskundige) gezondheidsdienst(?: ggd)?", "ggd"),
        ("vr", "veiligheidsregio"),
        ("od", "omgevingsdienst"),
        ("rud", "regionale uitvoeringsdienst"),
        ("rav", "regionale ambulancevoorziening"),
        ("rhc", "regionaal historisch centrum"),
        ("isd", "intergemeentelijke sociale dienst"),
        ("rsd", "regionale sociale dienst"),
        ("sw", "sociale werkvoorziening"),
    )
)
_WEAK = re.compile(r"\b(?:regio|regionale?|samenwerking|samenwerkingsverband|intergemeentelijke?)\b")
_PRIVATE = re.compile(r"\b(?:b v|n v|bv|nv|vof|cv|stichting|vereniging|cooperatie\w*|holding|deelneming\w*)\b")
_POINTS = re.compile(r"noord|oost|zuid|west|midden")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_SHORTEST_RUN, _LONGEST_NAME = 3, 8
_SHORTEST_NEAR = 6
_MOST_BRACKETS = 3


def normalise(naam: str) -> str:
    """Write a name without accents, capitals and punctuation; text that was decoded wrongly is mended first.

    >>> normalise("Stadsgewest 's-Hertogenbosch")
    'stadsgewest s hertogenbosch'
    """
    bare = unicodedata.normalize("NFKD", _mended(naam).casefold())
    letters = "".join(sign for sign in bare if not unicodedata.combining(sign)).replace("&", " en ")
    return " ".join(re.sub(r"[^0-9a-z]+", " ", letters).split())


def kern(naam: str) -> str:
    """Give what tells a partnership from others; the whole name where nothing of it does.

    >>> kern("Gemeenschappelijke Regeling Omgevingsdienst Midden- en West-Brabant 2024")
    'omgevingsdienst midden west brabant'
    >>> kern("GR OD Midden en West Brabant")
    'omgevingsdienst midden west brabant'
    """
    whole = normalise(naam)
    text = whole
    for short, long in _LONG:
        text = short.sub(long, text)
    words = [word for word in _FORM.sub(" ", text).split() if word not in _SMALL and not _misspelt_form(word)]
    return " ".join(words) or whole


def kaal(naam: str) -> str:
    """Give the core without words such as "regio" and "samenwerking", which people add and leave out.

    >>> kaal("Regio Hart van Brabant")
    'hart brabant'
    """
    core = kern(naam)
    return " ".join(_WEAK.sub(" ", core).split()) or core


def spellingen(naam: str) -> tuple[str, ...]:
    """Give a name, the name without what stands in brackets, and what stands in brackets, where there is any."""
    inside = [found.strip() for found in _BRACKETS.findall(naam)]
    outside = _BRACKETS.sub(" ", naam).strip()
    return tuple(dict.fromkeys(text for text in (naam, outside, *inside[:_MOST_BRACKETS]) if normalise(text)))


def beginletters(naam: str) -> Iterator[str]:
    """Give the shorter forms of a name in which a run of three or more words stands by its first letters.

    >>> sorted(beginletters("Veiligheidsregio Midden- en West-Brabant"))
    ['veiligheidsregio mwb', 'vmw brabant', 'vmwb']
    """
    words = kern(naam).split()
    if len(words) > _LONGEST_NAME:
        return
    for begin in range(len(words)):
        for end in range(begin + _SHORTEST_RUN, len(words) + 1):
            letters = "".join(word[0] for word in words[begin:end])
            yield " ".join([*words[:begin], letters, *words[end:]])


def privaat(naam: str) -> bool:
    """Tell whether a name says that this is a body under private law (stichting, N.V., B.V., …)."""
    return _PRIVATE.search(normalise(naam)) is not None


def gelijkenis(een: str, ander: str) -> int:
    """Give how alike two names are, 0 to 100: the share of the letters of their cores in common in one order."""
    return int(fuzz.ratio(_joined(kern(een)), _joined(kern(ander))))


class Namen:
    """All names under which things are known, for exact and for near search."""

    def __init__(self, namen: Iterable[tuple[str, str]]) -> None:
        """Take pairs of a thing and one of its names."""
        self._exact: dict[str, dict[str, str]] = {}
        self._bare: dict[str, dict[str, str]] = {}
        for ding, naam in namen:
            self._exact.setdefault(_joined(kern(naam)), {}).setdefault(ding, naam)
            self._bare.setdefault(_joined(kaal(naam)), {}).setdefault(ding, naam)
        self._cores = list(self._exact)

    def gelijk(self, naam: str) -> dict[str, str]:
        """Give the things that bear this name, each with the name as we have it."""
        return next(
            (dict(found) for text in spellingen(naam) if (found := self._exact.get(_joined(kern(text))))), {}
        )

    def kaal(self, naam: str) -> dict[str, str]:
        """Give the things with the same name but for words such as "regio", each with the name as we have it."""
        return next(
            (dict(found) for text in spellingen(naam) if (found := self._bare.get(_joined(kaal(text))))), {}
        )

    def bijna(self, naam: str, vanaf: int) -> list[tuple[int, str, str]]:
        """Give (likeness, thing, name as we have it) from a likeness on, best first, each thing once."""
        best: dict[str, tuple[int, str]] = {}
        for core in {_joined(kern(spelling)) for spelling in spellingen(naam)}:
            if len(core) < _SHORTEST_NEAR:
                continue  # of an abbreviation one letter more or less is another one
            for _, score, index in process.extract(
                core, self._cores, scorer=fuzz.ratio, score_cutoff=vanaf, limit=None
            ):
                for ding, ours in self._exact[self._cores[index]].items():
                    if int(score) > best.get(ding, (0, ""))[0]:
                        best[ding] = (int(score), ours)
        found = [(score, ding, ours) for ding, (score, ours) in best.items()]
        return sorted(found, key=lambda one: (-one[0], one[1]))


def verwisselbaar(een: str, ander: str) -> bool:
    """Tell whether two nearly equal names may be of one thing.

    A point of the compass more or less (West-Holland, Midden-Holland) makes another thing of it, however alike;
    so does a private form that only the one has.
    """
    one, other = kern(een), kern(ander)
    same_points = sorted(_POINTS.findall(one)) == sorted(_POINTS.findall(other))
    return same_points and privaat(one) == privaat(other)


def _joined(core: str) -> str:
    # "Servicepunt 71" and "Servicepunt71": whether it is one word is the writer's taste.
    return core.replace(" ", "")


def _misspelt_form(word: str) -> bool:
    return len(word) > 5 and any(Indel.normalized_similarity(word, form) >= _MISSPELT for form in _FORM_WORDS)


def _mended(text: str) -> str:
    """Undo the decoding of UTF-8 as Windows' own code, which turns ë into two signs."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
