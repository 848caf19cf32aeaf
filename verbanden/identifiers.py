"""Identifiers of Dutch public organisations: check, recognise and mint them. Pure: text in, text out.

Kinds are the codes of `def/identificatiesoort`. OIN as Logius documents it (prefix, main number, zeros), the
eleven-test as the tax administration uses it for RSIN, TOOI codes as KOOP mints them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from verbanden.errors import IdentifierError
from verbanden.namespaces import EU_ATU, OWMS, TOOI_ID
from verbanden.text import printable

_ELEVEN_TEST = (9, 8, 7, 6, 5, 4, 3, 2, -1)

# The folder of the IRI, and the code: letters and how many digits.
_TOOI_KINDS: dict[str, tuple[str, str]] = {
    "gm": ("gemeente", "[0-9]{4}"),
    "pv": ("provincie", "[0-9]{2}"),
    "ws": ("waterschap", "[0-9]{4}"),
    "mnre": ("ministerie", "[0-9]{4}"),
    "so": ("so", "[0-9]{4,5}"),
    "oorg": ("oorg", "[0-9]{5,6}"),
    "col": ("col", "[0-9]{2}"),
    "zb": ("zbo", "[0-9]{6}"),
}
_TOOI_CODE = re.compile(
    "|".join(f"(?P<{letters}>{letters}{digits})" for letters, (_, digits) in _TOOI_KINDS.items())
)
_CBS_LETTERS = ("gm", "pv")
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class _Rule:
    """One rule of a kind: whether a code keeps it, and how it reads in two languages."""

    holds: Callable[[str], bool]
    nl: str
    en: str


def rsin_elfproef(code: str) -> bool:
    """Tell whether nine digits pass the eleven-test: the sum with weights 9..2 and -1 is a multiple of 11.

    It notices every single wrong digit and every swap of two digits.

    >>> rsin_elfproef("808907189"), rsin_elfproef("808907198")
    (True, False)
    """
    if not _matches("[0-9]{9}")(code) or code == "000000000":
        return False
    return sum(weight * int(digit) for weight, digit in zip(_ELEVEN_TEST, code, strict=True)) % 11 == 0


def check(soort: str, code: str) -> None:
    """Raise IdentifierError when the code breaks a rule of its kind; the message names kind, value and rule."""
    rules = _RULES.get(soort)
    if rules is None:
        kinds = ", ".join(sorted(_RULES))
        raise IdentifierError(
            f"Onbekende identificatiesoort '{_shown(soort)}'; bekend zijn: {kinds}.",
            f"Unknown kind of identifier '{_shown(soort)}'; known are: {kinds}.",
        )
    for rule in rules:
        if not rule.holds(code):
            raise IdentifierError(
                f"'{_shown(code)}' is geen geldige {soort}: {rule.nl}.",
                f"'{_shown(code)}' is not a valid {soort}: {rule.en}.",
            )


def is_valid(soort: str, code: str) -> bool:
    """Tell whether the code keeps every rule of its kind."""
    try:
        check(soort, code)
    except IdentifierError:
        return False
    return True


def tooi_key(iri: str) -> str:
    """Give the code of an organisation from its TOOI IRI; raises IdentifierError for any other IRI.

    >>> tooi_key("https://identifier.overheid.nl/tooi/id/gemeente/gm0855")
    'gm0855'
    """
    key = iri.rpartition("/")[2]
    if _tooi_kind(key) is None or tooi_iri(key) != iri:
        raise IdentifierError(
            f"'{_shown(iri)}' is geen TOOI-adres van een organisatie.",
            f"'{_shown(iri)}' is not the TOOI IRI of an organisation.",
        )
    return key


def tooi_iri(key: str) -> str:
    """Give the TOOI IRI of an organisation from its code in lower case, as "gm0855".

    >>> tooi_iri("zb000123")
    'https://identifier.overheid.nl/tooi/id/zbo/zb000123'
    """
    letters = _tooi_kind(key)
    if letters is None:
        known = ", ".join(_TOOI_KINDS)
        raise IdentifierError(
            f"'{_shown(key)}' is geen TOOI-code; een code begint met een van {known}, en dan cijfers.",
            f"'{_shown(key)}' is not a TOOI code; a code begins with one of {known}, followed by digits.",
        )
    return f"{TOOI_ID}{_TOOI_KINDS[letters][0]}/{key}"


def cbs_code(key: str) -> str | None:
    """Give the code that CBS uses for a municipality or province ("gm0855" -> "GM0855"), None for others."""
    return key.upper() if _tooi_kind(key) in _CBS_LETTERS else None


def organisation_iri(key: str) -> str | None:
    """Give the IRI that a visitor's key stands for: a TOOI or CBS code in any case, or an IRI, kept as it is.

    None means: not a key of these kinds (our own ids, such as `roo-123`, are for the caller to resolve).
    """
    trimmed = key.strip()
    if _IRI.fullmatch(trimmed):
        return trimmed
    lowered = trimmed.lower()
    return tooi_iri(lowered) if _tooi_kind(lowered) else None


def _tooi_kind(key: str) -> str | None:
    found = _TOOI_CODE.fullmatch(key)
    return found.lastgroup if found else None


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda code: compiled.fullmatch(code) is not None


def _is_tooi(code: str) -> bool:
    try:
        tooi_key(code)
    except IdentifierError:
        return _tooi_kind(code) is not None
    return True


def _keeps_oin_structure(code: str) -> bool:
    if code.startswith("00000001"):
        return code.endswith("000")
    return not code.startswith("00000003") or code.endswith("0000")


def _holds_sound_rsin(code: str) -> bool:
    return not code.startswith("00000001") or rsin_elfproef(code[8:17])


def _keeps_btw_check(code: str) -> bool:
    # Legal persons carry their RSIN; since 2020 sole traders have a number with a check modulo 97 instead.
    return rsin_elfproef(code[2:11]) or int("".join(str(int(char, 36)) for char in code)) % 97 == 1


def _shown(code: str) -> str:
    return printable(code, _SHOWN)


_RULES: dict[str, tuple[_Rule, ...]] = {
    "oin": (
        _Rule(_matches("[0-9]{20}"), "een OIN heeft precies 20 cijfers", "an OIN has exactly 20 digits"),
        _Rule(
            _keeps_oin_structure,
            "na 00000001 volgen een RSIN en 000, na 00000003 een KvK-nummer en 0000",
            "00000001 is followed by an RSIN and 000, 00000003 by a KvK number and 0000",
        ),
        _Rule(
            _holds_sound_rsin,
            "het RSIN dat erin staat voldoet niet aan de elfproef",
            "the RSIN in it fails the eleven-test",
        ),
    ),
    "rsin": (
        _Rule(_matches("[0-9]{9}"), "een RSIN heeft precies 9 cijfers", "an RSIN has exactly 9 digits"),
        _Rule(rsin_elfproef, "het voldoet niet aan de elfproef", "it fails the eleven-test"),
    ),
    "kvk": (
        _Rule(_matches("[0-9]{8}"), "een KvK-nummer heeft precies 8 cijfers", "a KvK number has exactly 8 digits"),
    ),
    "btw": (
        _Rule(
            _matches("NL[0-9]{9}B[0-9]{2}"),
            "een btw-nummer is NL, 9 cijfers, B en 2 cijfers",
            "a VAT number is NL, 9 digits, B and 2 digits",
        ),
        _Rule(_keeps_btw_check, "de controle op de cijfers klopt niet", "the check on its digits fails"),
    ),
    "cbs": (
        _Rule(
            _matches("GM[0-9]{4}|PV[0-9]{2}"),
            "een CBS-code is GM met 4 cijfers of PV met 2 cijfers",
            "a CBS code is GM with 4 digits or PV with 2 digits",
        ),
    ),
    "tooi": (
        _Rule(
            _is_tooi,
            "verwacht wordt het TOOI-adres van een organisatie, of de code daarin, zoals gm0855",
            "expected is the TOOI IRI of an organisation, or the code in it, such as gm0855",
        ),
    ),
    "organisatiecode": (
        _Rule(
            lambda code: _tooi_kind(code) is not None,
            "verwacht wordt een code met letters vooraan, zoals gm0855 of so0447",
            "expected is a code that begins with letters, such as gm0855 or so0447",
        ),
    ),
    "owms": (
        _Rule(
            lambda code: code.startswith(OWMS) and _IRI.fullmatch(code) is not None and code != OWMS,
            f"een OWMS-term begint met {OWMS}",
            f"an OWMS term begins with {OWMS}",
        ),
        _Rule(
            lambda code: code != OWMS + "XXXXX",
            "dit is de plaatshouder van het register, geen organisatie",
            "this is the placeholder of the register, not an organisation",
        ),
    ),
    "roo": (_Rule(_matches("[0-9]+"), "een systeemId bestaat uit cijfers", "a systeemId consists of digits"),),
    "ictu": (_Rule(_matches("[0-9]{5}"), "een ICTU-code heeft 5 cijfers", "an ICTU code has 5 digits"),),
    "atu": (
        _Rule(
            lambda code: code.startswith(EU_ATU) and _matches("[A-Z0-9_]+")(code[len(EU_ATU) :]),
            f"een ATU-code begint met {EU_ATU}",
            f"an ATU code begins with {EU_ATU}",
        ),
    ),
}
SOORTEN: frozenset[str] = frozenset(_RULES)
"""The kinds of identifier that `check` knows."""
