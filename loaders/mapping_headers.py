"""Which column is what, told by its header: Dutch and English names, in any case, with or without accents.

The words here serve two ends: a table without a mapping is read by them, and a mapping is proposed from them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

SYNONIEMEN: dict[str, tuple[str, ...]] = {
    field: tuple(" ".join(name.split()) for name in names.split("|"))
    for field, names in {
        "naam": """
            naam | naam samenwerkingsverband | naam verband | naam van het verband | naam van de
            samenwerking | naam van het samenwerkingsverband | samenwerkingsverband | samenwerking |
            verband | naam samenwerking | naam regeling | naam verbonden partij | verbonden partij | titel
            | name | partnership | partnership name | name of partnership | title
        """,
        "sleutel": """
            sleutel | nummer | nr | id | volgnummer | volgnr | kenmerk | identificatie | key | identifier |
            number | id verband | verband id | registratienummer
        """,
        "deelnemers": """
            deelnemers | deelnemer | leden | lid | partners | partner | participanten | partijen |
            deelnemende organisaties | deelnemende organisatie | deelnemende gemeenten | deelnemende
            partijen | deelnemende overheden | gemeenten | members | member | participants | participant |
            parties | naam deelnemer | deelnemer naam | deelnemercode | code deelnemer
        """,
        "toegetreden": """
            toegetreden | toetreding | toetredingsdatum | datum toetreding | lid sinds | begin deelname |
            joined | member since
        """,
        "uitgetreden_per": """
            uitgetreden per | uitgetreden | uittreding | uittredingsdatum | datum uittreding | left
        """,
        "rechtsvorm": "rechtsvorm | juridische vorm | samenwerkingsvorm | legal form | rechtsvorm samenwerking",
        "verplichting": """
            verplichting | mate van verplichting | verplicht vrijwillig | verplicht of vrijwillig |
            wettelijk verplicht | obligation | degree of obligation | obligatory or voluntary
        """,
        "begin": """
            begin | begindatum | startdatum | datum begin | datum start | ingangsdatum | datum ingang |
            datum inwerkingtreding | inwerkingtreding | oprichtingsdatum | datum oprichting | opgericht |
            opgericht op | sinds | start | begin date | start date | valid from | since | geldig vanaf |
            actief sinds
        """,
        "einde": """
            einde | einddatum | datum einde | laatste dag | tot en met | t m | geldig tot en met | looptijd
            tot en met | end | end date | last day | valid until
        """,
        "beeindigd_per": """
            beeindigd per | opgeheven per | datum opheffing | opheffingsdatum | opgeheven | beeindigd | tot
            | geldig tot | dissolved | dissolved on | abolished on
        """,
        "doel": """
            doel | doelstelling | doel van de samenwerking | doel samenwerking | doelomschrijving | belang
            | te behartigen belang | openbaar belang | purpose | aim | goal | objective
        """,
        "frequentie": """
            frequentie | overlegfrequentie | frequentie overleg | vergaderfrequentie | hoe vaak overleg |
            frequency | meeting frequency | rhythm
        """,
        "vasteGroep": """
            vaste groep | vaste deelnemers | vaste groep mensen | vaste vertegenwoordigers | vaste
            samenstelling | fixed group | fixed participants
        """,
        "agendaVooraf": """
            agenda vooraf | agenda | vooraf agenda | agenda van tevoren | vaste agenda | agenda beforehand
            | agenda in advance
        """,
        "rapporteur": """
            rapporteur | opgegeven door | ingevuld door | invuller | melder | gerapporteerd door | reporter
            | reported by
        """,
    }.items()
}
"""The fields of a mapping, each with the headers that mean it, written as `kop` writes them."""

_NUMBERED = re.compile(
    r"(deelnemer|lid|partner|partij|deelnemende organisatie|gemeente|member|participant)s? ?[0-9]{1,3}"
)
_ONE_MEMBER = ("deelnemer", "lid", "partner", "organisatie", "member", "participant")
_VELD = {naam: veld for veld, namen in SYNONIEMEN.items() for naam in namen}


@dataclass(frozen=True, slots=True)
class Voorstel:
    """What the headers of a table seem to mean, by index of the column from 0.

    `velden` are single columns; `leden` the columns that hold members, and `vorm` how (as in a mapping).
    `onbegrepen` are columns with a header that nothing is known of, or whose field another column has.
    """

    velden: dict[str, int]
    leden: tuple[int, ...]
    vorm: str
    onbegrepen: tuple[int, ...]

    @property
    def bruikbaar(self) -> bool:
        """Whether a table can be read by it: rows must have a name or a key."""
        return "naam" in self.velden or "sleutel" in self.velden


def kop(tekst: str) -> str:
    """Write a header as it is compared: small letters, no accents, no signs, no remark in brackets.

    >>> kop("Deelnemer(s)"), kop("Begindatum (dd-mm-jjjj)"), kop(" DOEL* ")
    ('deelnemers', 'begindatum', 'doel')
    """
    plain = unicodedata.normalize("NFKD", tekst.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    # "(s)" and "(en)" are endings; what is longer is a remark.
    plain = re.sub(r"\((s|en|n)\)", r"\1", plain)
    plain = re.sub(r"\([^()]*\)", " ", plain)
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


def bekend(koppen: Sequence[str]) -> int:
    """Count the headers in a row that are known: the row with most of them is the header row."""
    cores = {kop(one) for one in koppen if len(one) <= 100}
    return sum(core in _VELD or bool(_NUMBERED.fullmatch(core)) for core in cores)


def stel_voor(koppen: Sequence[str]) -> Voorstel:
    """Propose what each column is. The first column of a field counts; one that comes again is not understood."""
    fields: dict[str, int] = {}
    numbered: list[int] = []
    unknown: list[int] = []
    for index, header in enumerate(koppen):
        core = kop(header)
        field = _VELD.get(core)
        if _NUMBERED.fullmatch(core):
            numbered.append(index)
        elif field is not None and field not in fields:
            fields[field] = index
        elif core:
            unknown.append(index)
    if "beeindigd_per" in fields and "einde" in fields:
        unknown.append(fields.pop("beeindigd_per"))
    one = fields.pop("deelnemers", None)
    if numbered:
        unknown += [] if one is None else [one]
        form = "kolom-per-deelnemer"
    else:
        numbered = [] if one is None else [one]
        singular = bool(numbered) and set(_ONE_MEMBER) & set(kop(koppen[numbered[0]]).split())
        form = "rij-per-deelnemer" if singular else "een-kolom"
    return Voorstel(fields, tuple(numbered), form, tuple(sorted(unknown)))
