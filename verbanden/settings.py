"""Environment to one frozen object: every setting, its default, and what an impossible value says."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from verbanden.errors import SettingsError, Taal
from verbanden.namespaces import PROJECT

T = TypeVar("T")
Wanted = tuple[str, str]
"""What a setting should be, in Dutch and in English."""

IRI = ("een http(s)-IRI die op / eindigt", "an http(s) IRI that ends in /")
SECONDS = ("seconden > 0", "seconds > 0")
NUMBER = ("een geheel getal > 0", "a whole number > 0")
LANGUAGE = ("nl of en", "nl or en")
EMAIL = ("een e-mailadres", "an e-mail address")

_IRI = re.compile(r"""[^\x00-\x20\x7f<>"{}|^`\\\[\]?#%]+/""")


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set from outside; each field is the environment variable `VERBANDEN_<NAME>`.

    Sizes are bytes, times are seconds. `home` holds fetched snapshots and releases. `base_iri` counts when a
    release is built, and tells `serve` which IRIs its paths stand for.
    """

    home: Path = Path("var")
    base_iri: str = PROJECT
    taal: Taal = "nl"
    contact: str = "verbanden@example.org"
    fetch_max_bytes: int = 200_000_000
    fetch_max_seconds: float = 120.0
    query_max_chars: int = 50_000
    query_max_rows: int = 500_000
    query_max_bytes: int = 100_000_000
    list_max_items: int = 500
    lookup_max_keys: int = 1_000
    validatie_max_bytes: int = 20_000_000
    validatie_max_documents: int = 20
    validatie_max_triples: int = 200_000
    validatie_max_depth: int = 100
    validatie_max_seconds: float = 60.0
    validatie_max_memory: int = 1_000_000_000
    validatie_max_report: int = 30_000_000
    validatie_upload_seconds: float = 30.0
    validatie_uploads: int = 64
    validatie_workers: int = 2
    validatie_worker_growth: int = 100_000_000
    validatie_queue: int = 20
    validatie_queue_seconds: float = 120.0
    validatie_direct_bytes: int = 1_000_000
    validatie_direct_documents: int = 5
    validatie_direct_seconds: float = 10.0
    validatie_store_bytes: int = 1_000_000_000
    validatie_ttl_seconds: float = 2_592_000.0
    vergelijking_max_seconds: float = 20.0
    vergelijking_max_members: int = 5_000
    vergelijking_queue: int = 5

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; raises SettingsError naming variable, value and what it should be."""
        env = os.environ if env is None else env
        base = cls()
        return cls(
            home=Path(env.get("VERBANDEN_HOME") or base.home),
            base_iri=_read(env, "BASE_IRI", _iri, base.base_iri, IRI),
            taal=_taal(env),
            contact=_read(env, "CONTACT", _email, base.contact, EMAIL),
            **_numbers(env, base),
        )


def _taal(env: Mapping[str, str]) -> Taal:
    chosen = env.get("VERBANDEN_TAAL")
    if not chosen:
        # The caller's own language, as the shell tells it: Dutch where it is Dutch, else English.
        shell = env.get("LC_ALL") or env.get("LC_MESSAGES") or env.get("LANG") or ""
        return "nl" if shell.startswith("nl") else "en"
    if chosen not in ("nl", "en"):
        raise _impossible("TAAL", chosen, LANGUAGE)
    return "nl" if chosen == "nl" else "en"


def _numbers(env: Mapping[str, str], base: Settings) -> dict[str, Any]:
    """Read every setting that is a number: a whole one by its default, else seconds."""
    found: dict[str, Any] = {}
    for field in fields(base):
        default = getattr(base, field.name)
        if isinstance(default, int):
            found[field.name] = _read(env, field.name.upper(), _positive_int, default, NUMBER)
        elif isinstance(default, float):
            found[field.name] = _read(env, field.name.upper(), _positive, default, SECONDS)
    return found


def _read(env: Mapping[str, str], name: str, parse: Callable[[str], T], default: T, wanted: Wanted) -> T:
    text = env.get(f"VERBANDEN_{name}")
    if text is None or text == "":
        return default
    try:
        return parse(text)
    except ValueError:
        raise _impossible(name, text, wanted) from None


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise ValueError(text)
    return number


def _positive_int(text: str) -> int:
    number = int(text)
    if number <= 0:
        raise ValueError(text)
    return number


def _iri(text: str) -> str:
    parts = urlsplit(text)
    plain = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    if not plain or not _IRI.fullmatch(text):
        raise ValueError(text)
    return text


def _email(text: str) -> str:
    name, at, host = text.partition("@")
    if not (name and at and "." in host) or re.search(r"[\s<>\"]", text):
        raise ValueError(text)
    return text


def _impossible(name: str, value: str, wanted: Wanted) -> SettingsError:
    return SettingsError(
        nl=f"instelling VERBANDEN_{name} kan niet {value!r} zijn: verwacht {wanted[0]}",
        en=f"setting VERBANDEN_{name} cannot be {value!r}: expected {wanted[1]}",
    )
