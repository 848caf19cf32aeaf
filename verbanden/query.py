"""A question is a file in `queries/`: read its header, and bind RDF terms to its parameters.

The header is a run of `#+ key: value` lines. A parameter stands in the query as the row
`VALUES ?name { UNDEF }`, which this module fills with RDF terms and with nothing else; the file as it stands is
a valid query too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable

import pyoxigraph as ox

from verbanden.errors import QueryError
from verbanden.identifiers import organisation_iri
from verbanden.namespaces import TOOI_TOP, XSD, Iris, concept
from verbanden.store import Term

_HEADER = re.compile(r"^#\+ (\w+):\s*(.*)$")
_SLOT = "VALUES ?{name} {{ UNDEF }}"
_ROW = re.compile(r"VALUES \?(\w+) \{ UNDEF \}")
KINDS = ("iri", "date", "string", "integer")
OWN_KEYS = ("verband", "regeling")
CODES = ("criterium", "criteriaset")
"""Parameters whose value is a concept of the code list of that name: its code will do."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_THEME = re.compile(r"c_[0-9a-f]{8}")
NEEDS = ("verplicht", "optioneel", "release")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question: `soort` is one of KINDS, `nodig` one of NEEDS, `voorbeeld` a value as typed.

    `release` means: the date of the release where none is given.
    """

    naam: str
    soort: str
    nodig: str
    nl: str
    en: str
    voorbeeld: str

    def term(self, text: str, iris: Iris | None = None) -> Term:
        """Make the RDF term of a value as typed; raises QueryError naming the parameter and the value.

        `iris` knows the base under which keys of ours stand, such as `verband=roo-24966523`.
        """
        try:
            return self._iri(text, iris or Iris()) if self.soort == "iri" else _TERM[self.soort](text)
        except ValueError:
            raise QueryError(
                nl=f"parameter {self.naam} kan niet {text!r} zijn: verwacht {self.soort}",
                en=f"parameter {self.naam} cannot be {text!r}: expected {self.soort}",
            ) from None

    def _iri(self, text: str, iris: Iris) -> Term:
        # People type keys: gm0855 and GM0855 are organisations, c_d0463fb7 a theme, roo-24966523 one of ours,
        # kern a concept of the code list that the parameter is named after.
        bare = text.removeprefix("<").removesuffix(">")
        if self.naam in OWN_KEYS and ":" not in bare:
            return ox.NamedNode(iris.id(self.naam, bare))
        if _THEME.fullmatch(bare):
            return ox.NamedNode(TOOI_TOP + bare)
        if self.naam in CODES and ":" not in bare:
            return ox.NamedNode(concept(self.naam, bare))
        found = organisation_iri(bare)
        if found is None:
            raise ValueError(text)
        return ox.NamedNode(found)


@dataclass(frozen=True, slots=True)
class Vraag:
    """A question: its name (`onderwerp/vraag`), titles and texts in two languages, parameters, SPARQL."""

    naam: str
    titel_nl: str
    titel_en: str
    vraag_nl: str
    vraag_en: str
    parameters: tuple[Parameter, ...]
    tekst: str

    @property
    def voorbeeld(self) -> dict[str, str]:
        """The example value of each parameter that has one."""
        return {p.naam: p.voorbeeld for p in self.parameters if p.voorbeeld}

    def read(
        self, typed: Mapping[str, Sequence[str]], peildatum: date, iris: Iris | None = None
    ) -> dict[str, list[Term]]:
        """Turn typed values into terms, with the release's date where none is given.

        Raises QueryError for an unknown parameter, a missing one, or a value of the wrong kind.
        """
        known = {p.naam: p for p in self.parameters}
        for name in typed:
            if name not in known:
                names = ", ".join(known) or "-"
                raise QueryError(
                    nl=f"onbekende parameter {name!r} bij {self.naam}; bekend: {names}",
                    en=f"unknown parameter {name!r} of {self.naam}; known: {names}",
                )
        terms = {name: [known[name].term(text, iris) for text in texts] for name, texts in typed.items()}
        for p in self.parameters:
            if terms.get(p.naam):
                continue
            if p.nodig == "release":
                terms[p.naam] = [ox.Literal(peildatum.isoformat(), datatype=ox.NamedNode(XSD + "date"))]
            elif p.nodig == "verplicht":
                raise QueryError(
                    nl=f"parameter {p.naam} van {self.naam} ontbreekt: {p.nl} (bijvoorbeeld {p.voorbeeld})",
                    en=f"parameter {p.naam} of {self.naam} is missing: {p.en} (for example {p.voorbeeld})",
                )
        return terms


def bind(vraag: Vraag, terms: Mapping[str, Sequence[Term]]) -> str:
    """Fill the VALUES rows of a question with RDF terms; more terms for one parameter mean "or".

    Raises QueryError when the question has no such row.
    """
    for name in terms:
        if _SLOT.format(name=name) not in vraag.tekst:
            raise QueryError(
                nl=f"{vraag.naam} heeft geen parameter {name!r}", en=f"{vraag.naam} has no parameter {name!r}"
            )

    def fill(row: re.Match[str]) -> str:
        values = terms.get(row[1])
        # str() of a pyoxigraph term is its N-Triples form, escaped by the library: no text is spliced.
        return f"VALUES ?{row[1]} {{ {' '.join(str(v) for v in values)} }}" if values else row[0]

    # All rows in one pass: a value that itself reads like a row is never looked at again.
    return _ROW.sub(fill, vraag.tekst)


def parse(naam: str, text: str, *, complete: bool = True) -> Vraag:
    """Read a query file; raises QueryError when the header lacks something or a parameter has no row.

    A query of somebody else need not be `complete`: it may have no titles.
    """
    header: dict[str, str] = {}
    parameters: list[Parameter] = []
    for line in text.splitlines():
        found = _HEADER.match(line)
        if not found:
            if line.strip():
                break
            continue
        key, value = found.groups()
        if key == "parameter":
            parameters.append(_parameter(naam, value))
        else:
            header[key] = value.strip()
    missing = [key for key in ("titel", "title") if complete and not header.get(key)]
    unbound = [p.naam for p in parameters if _SLOT.format(name=p.naam) not in text]
    if missing or unbound:
        raise QueryError(
            nl=f"{naam}.rq: kop mist {missing}, geen VALUES-rij voor {unbound}",
            en=f"{naam}.rq: header lacks {missing}, no VALUES row for {unbound}",
        )
    return Vraag(
        naam=naam,
        titel_nl=header.get("titel", naam),
        titel_en=header.get("title", naam),
        vraag_nl=header.get("vraag", ""),
        vraag_en=header.get("question", ""),
        parameters=tuple(parameters),
        tekst=text,
    )


def _parameter(naam: str, value: str) -> Parameter:
    fields = [field.strip() for field in value.split("|")]
    if len(fields) != 6 or fields[1] not in KINDS or fields[2] not in NEEDS:
        raise QueryError(
            nl=f"{naam}.rq: parameterregel {value!r} is niet naam | soort | nodig | nl | en | voorbeeld",
            en=f"{naam}.rq: parameter line {value!r} is not name | kind | need | nl | en | example",
        )
    return Parameter(*fields)


@lru_cache(maxsize=256)
def load(naam: str) -> Vraag:
    """Load `onderwerp/vraag` from the queries room; raises QueryError when there is none of that name."""
    if naam not in names():
        raise QueryError(
            nl=f"geen vraag {naam!r}; bekend: {', '.join(questions())}",
            en=f"no question {naam!r}; known: {', '.join(questions())}",
        )
    path = resources.files("queries").joinpath(*f"{naam}.rq".split("/"))
    return parse(naam, path.read_text(encoding="utf-8"))


def questions() -> list[str]:
    """Give the names of the questions that people ask: not those of rules, REST, checks and comparisons."""
    return [name for name in names() if not name.startswith(("regels/", "rest/", "toets/", "vergelijk/"))]


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """Give the names of all questions, sorted."""
    return tuple(sorted(_walk(resources.files("queries"), "")))


def _walk(folder: Traversable, prefix: str) -> Iterator[str]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".rq"):
            yield prefix + entry.name.removesuffix(".rq")


def calendar_date(text: str) -> date:
    """Read a date as YYYY-MM-DD; raises ValueError for anything else, also other spellings of ISO 8601."""
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _date(text: str) -> Term:
    return ox.Literal(calendar_date(text).isoformat(), datatype=ox.NamedNode(XSD + "date"))


def _integer(text: str) -> Term:
    return ox.Literal(int(text))


_TERM: dict[str, Callable[[str], Term]] = {"date": _date, "integer": _integer, "string": ox.Literal}
