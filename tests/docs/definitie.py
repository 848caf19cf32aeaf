"""The part of docs/definitie.md that is written from the release: outcomes by legal form, and known defects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from verbanden.assemble import Samenstel
from verbanden.definition.criteria import criteria, criteriasets
from verbanden.definition.verdicts import OUTCOMES
from verbanden.findings import Rapport

MARK = "<!-- From here on this page is written from the release of the embedded data. -->\n"
FORMS = {
    "openbaar-lichaam": "public body",
    "bedrijfsvoeringsorganisatie": "operational management organisation",
    "gemeenschappelijk-orgaan": "joint organ",
    "regeling-zonder-meer": "arrangement without a body",
}


@dataclass(frozen=True)
class Defect:
    """A real defect of the register: in words, what finds it, and how often it must be found."""

    what: str
    shape: str = ""
    field: str = ""
    count: int = 0
    note: str = ""

    @property
    def finder(self) -> str:
        return f"shape `{self.shape}`" if self.shape else f"reading rejects the field `{self.field}`"


DEFECTS = (
    Defect(
        "members that no longer exist: 16 municipalities in six arrangements, 2 water authorities in a seventh",
        shape="verband-vermelde-deelnemer-opgeheven",
        count=18,
    ),
    Defect(
        "participations without TOOI address (mostly German and Belgian bodies)",
        shape="verband-vermelde-deelnemer-zonder-tooi",
        count=166,
        note="168 as claimed; two of them are recognised by their OWMS term",
    ),
    Defect("arrangements without policy field", shape="regeling-beleidsterrein-ontbreekt", count=215),
    Defect("arrangements without purpose", shape="regeling-doel-ontbreekt", count=34),
    Defect(
        "arrangements without founding decision",
        shape="regeling-instellingsbesluit-ontbreekt",
        count=22,
        note="21 have none; of one it is the broken address below",
    ),
    Defect("arrangements without legal ground", shape="regeling-grondslag-ontbreekt", count=14),
    Defect(
        "a reference `http://ttps://…`",
        field="instellingsbesluit",
        count=1,
        note="in what others bring: shape `regeling-instellingsbesluit-adres`",
    ),
    Defect(
        "OWMS placeholder `…/terms/XXXXX`",
        field="resourceIdentifierOWMS",
        count=158,
        note="in all versions; in what others bring: shape `identificatie-owms`",
    ),
    Defect(
        "zero-width spaces in titles",
        shape="regeling-titel-teken",
        count=0,
        note="taken out when the register is read, so that the release has none; found in what others bring",
    ),
    Defect(
        "a body called “Veiligheidsregio's”",
        shape="organisatie-zonder-regeling",
        count=15,
        note="it is one of 15 bodies that carry out no arrangement",
    ),
    Defect("versions that begin and end on the same day", shape="regeling-leeg", count=4),
    Defect("OINs that have not 20 digits", shape="identificatie-oin", count=2),
    Defect("OINs of an odd structure", shape="identificatie-oin-opbouw", count=1),
    Defect("organisation codes without the letters of their kind", shape="identificatie-organisatiecode", count=1),
)
"""What is known to be wrong in the register of 2026-05-16, counted in it before this project was."""


def page(text: str, samenstel: Samenstel, rapport: Rapport) -> str:
    """Give the page: what people wrote above the mark, and below it what the release says."""
    return "".join([text.split(MARK, 1)[0], MARK, *_outcomes(samenstel), *_defects(samenstel, rapport)])


def _outcomes(samenstel: Samenstel) -> Iterable[str]:
    counts = by_form(samenstel)
    total = sum(counts["a", form, outcome] for form in FORMS for outcome in OUTCOMES)
    yield (
        f"\n## Outcomes on {samenstel.datum}\n\n"
        f"All {total} partnerships in force. Each cell counts: met · not met · not known.\n\n"
    )
    names = {code: f"`{code}`" for code in criteriasets()} | {code: c.en for code, c in criteria().items()}
    yield from _table(("Set", *FORMS.values(), "all"), [_row(names[c], c, counts) for c in criteriasets()])
    yield "\n"
    yield from _table(("Criterion", *FORMS.values(), "all"), [_row(names[c], c, counts) for c in criteria()])


def by_form(samenstel: Samenstel) -> Counter[tuple[str, str, str]]:
    """Count the verdicts in force on the release's date by criterium or set, legal form and outcome."""
    form = {r.sleutel: r.rechtsvorm for bron in samenstel.bronnen for r in bron.regelingen}
    forms = {
        verband.sleutel: form[key]
        for verband in samenstel.geschiedenis.verbanden
        for key, periode in verband.regelingen
        if periode.bevat(samenstel.datum)
    }
    return Counter(
        (o.criterium or o.sets[0], forms[o.verband.rsplit("/", 1)[1]], o.uitkomst)
        for o in samenstel.oordelen
        if o.periode.bevat(samenstel.datum)
    )


def _row(name: str, code: str, counts: Counter[tuple[str, str, str]]) -> list[str]:
    cells = [[counts[code, form, outcome] for outcome in OUTCOMES] for form in FORMS]
    return [
        name,
        *(" · ".join(map(str, cell)) for cell in [*cells, [sum(each) for each in zip(*cells, strict=True)]]),
    ]


def found(defect: Defect, samenstel: Samenstel, rapport: Rapport) -> int:
    """Count what finds a defect in the release."""
    if defect.field:
        return sum(a.veld == defect.field for bron in samenstel.bronnen for a in bron.afwijzingen)
    return sum(group.aantal for group in rapport.groepen() if group.shape.endswith(f"#{defect.shape}"))


def _defects(samenstel: Samenstel, rapport: Rapport) -> Iterable[str]:
    yield (
        f"\n## Defects of the register of {samenstel.datum}\n\n"
        "What is known to be wrong in what is in force, and what finds it. None of it stops a release: it is the\n"
        "source's to correct, and is published with the release in `toetsing.json` and `afwijzingen.jsonl`.\n\n"
    )
    rows = [[d.what, d.finder, str(found(d, samenstel, rapport)), d.note] for d in DEFECTS]
    yield from _table(("Defect", "Found by", "Found", "Note"), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    yield f"| {' | '.join(head)} |\n"
    yield f"| {' | '.join('---' for _ in head)} |\n"
    for row in rows:
        yield f"| {' | '.join(row)} |\n"
