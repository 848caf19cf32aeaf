"""What a sender is told about a triple that does not count: what it says, why it does not, and what to do."""

from __future__ import annotations

from verbanden.checking.admission import Soort, Weggelaten
from verbanden.checking.verslag import Melding, Tekst
from verbanden.namespaces import VBS
from verbanden.shapebook import as_term, compact
from verbanden.text import printable

AFGELEID, BEGRIP, REGISTER = (
    VBS + name for name in ("afgeleide-waarde", "begrip-gewijzigd", "register-zegt-anders")
)
ONLEESBAAR, LEEG, WAARDE = (VBS + name for name in ("waarde-onleesbaar", "tekst-leeg", "waarde-past-niet"))
TEGENSPRAAK, ORGANISATIE, IDENTITEIT = (
    VBS + name for name in ("aard-tegenstrijdig", "organisatie-onbekend", "zelfde-als-ander")
)
LID = VBS + "register-noemt-lid-niet"
TITELS = {
    AFGELEID: Tekst("waarde die wij zelf afleiden", "value that we derive ourselves"),
    REGISTER: Tekst("register zegt iets anders", "register says otherwise"),
    BEGRIP: Tekst("betekenis van een term gewijzigd", "meaning of a term changed"),
    ONLEESBAAR: Tekst("waarde niet te lezen", "value cannot be read"),
    LEEG: Tekst("tekst zonder zichtbare tekens", "text without visible characters"),
    WAARDE: Tekst("waarde past niet bij de eigenschap", "value does not fit the property"),
    TEGENSPRAAK: Tekst("twee soorten voor één organisatie", "two kinds for one organisation"),
    ORGANISATIE: Tekst("officiële organisatie die niet bestaat", "official organisation that does not exist"),
    IDENTITEIT: Tekst("ding dat hetzelfde zou zijn als een ander", "thing said to be the same as another"),
    LID: Tekst("register noemt deze deelname niet", "register does not have this participation"),
}
"""These rules by IRI, with what they are called."""
_RULES: dict[Soort, str] = {
    "afgeleid": AFGELEID,
    "begrip": BEGRIP,
    "register": REGISTER,
    "register-datum": REGISTER,
    "onleesbaar": ONLEESBAAR,
    "leeg": LEEG,
    "waarde": WAARDE,
    "tegenspraak": TEGENSPRAAK,
    "onbekende-organisatie": ORGANISATIE,
    "identiteit": IDENTITEIT,
    "lid": LID,
}
_TEXTS: dict[Soort, Tekst] = {
    "afgeleid": Tekst(
        "{path} ({shown}) leiden wij zelf af uit de deelnames en regelingen; deze opgave telt niet mee. "
        "Laat haar weg en lever de gegevens waar zij uit volgt.",
        "{path} ({shown}) is derived by us from participations and arrangements; it does not count here. "
        "Leave it out and supply the data that it follows from.",
    ),
    "register": Tekst(
        "De aard van deze organisatie staat al in het register en is daar niet {shown}; deze opgave telt "
        "niet mee. Klopt het register niet, meld het dan bij de bron.",
        "The kind of this organisation is in the register already and is not {shown} there; this statement "
        "does not count. If the register is wrong, tell its source.",
    ),
    "register-datum": Tekst(
        "Het register zegt anders: {path} is daar niet {shown}; deze opgave telt niet mee. Klopt het register "
        "niet, meld het dan bij de bron.",
        "The register says otherwise: {path} is not {shown} there; this statement does not count. If the register "
        "is wrong, tell its source.",
    ),
    "begrip": Tekst(
        "Een document kan de betekenis van termen niet wijzigen; {path} ({shown}) telt niet mee. "
        "Laat deze uitspraak weg.",
        "A document cannot change the meaning of terms; {path} ({shown}) does not count. "
        "Leave this statement out.",
    ),
    "onleesbaar": Tekst(
        "De waarde {shown} van {path} is niet te lezen en telt niet mee. Gebruik in een getal ten hoogste 18 "
        "cijfers en geen spaties, en in een tekst geen stuurtekens.",
        "The value {shown} of {path} cannot be read and does not count. Use at most 18 digits and no spaces in a "
        "number, and no control characters in a text.",
    ),
    "leeg": Tekst(
        "In {path} staat niets leesbaars, alleen spaties of onzichtbare tekens; dat telt niet mee. "
        "Vul een tekst in.",
        "There is nothing to read in {path}, only spaces or invisible characters; that does not count. "
        "Fill in a text.",
    ),
    "waarde": Tekst(
        "{shown} past niet bij {path} en telt niet mee. Zoek in het datamodel op wat daar hoort: een tekst, een "
        "verwijzing of een term uit een lijst.",
        "{shown} does not fit {path} and does not count. Look up in the data model what belongs there: a text, a "
        "reference or a term of a list.",
    ),
    "tegenspraak": Tekst(
        "Van deze organisatie staat er meer dan één aard, waaronder {shown}; zij telt als onbekend. Geef er één.",
        "More than one kind is given for this organisation, {shown} among them; it counts as unknown. Give one.",
    ),
    "onbekende-organisatie": Tekst(
        "Deze organisatie heeft een adres van TOOI, maar het register kent haar niet; haar aard ({shown}) telt "
        "niet mee. Controleer de code.",
        "This organisation has an address of TOOI, but the register does not know it; its kind ({shown}) does "
        "not count. Check the code.",
    ),
    "identiteit": Tekst(
        "Volgens een document is dit hetzelfde als iets anders; {path} ({shown}) telt daarom niet mee, en "
        "hetzelfde telt niet twee keer. Gebruik voor één organisatie overal hetzelfde adres.",
        "A document says that this is the same as something else; {path} ({shown}) therefore does not count, and "
        "one thing does not count twice. Use the same address for one organisation everywhere.",
    ),
    "lid": Tekst(
        "Het register heeft deze deelname aan dit samenwerkingsverband niet, of met andere data "
        "({path}: {shown}); zij telt niet mee, niet voor en niet tegen. "
        "Klopt het register niet, meld het dan bij de bron.",
        "The register does not have this participation in this partnership, or with other dates "
        "({path}: {shown}); it does not count, neither for nor against. "
        "If the register is wrong, tell its source.",
    ),
}


def omission(one: Weggelaten) -> Melding:
    """Give the finding about a triple that does not count, not yet with an id."""
    path, value = compact(one.triple.predicate.value), as_term(one.triple.object)
    text, places = _TEXTS[one.soort], {"path": path, "shown": printable(value.value)}
    return Melding(
        id="",
        shape=_RULES[one.soort],
        component="",
        ernst="waarschuwing",
        focus=as_term(one.triple.subject),
        pad=path,
        waarde=value,
        melding=Tekst(text.nl.format(**places), text.en.format(**places)),
        herkomst="inzending",
        vindplaatsen=(one.plaats,),
    )
