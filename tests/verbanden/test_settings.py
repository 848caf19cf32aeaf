from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from verbanden.errors import SettingsError
from verbanden.namespaces import PROJECT
from verbanden.settings import Settings

NUMBERS = [f.name for f in fields(Settings) if isinstance(f.default, int | float)]


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_env({"LANG": "nl_NL.UTF-8"}) == Settings()


@pytest.mark.parametrize("name", [f.name for f in fields(Settings)])
def test_an_empty_variable_counts_as_not_set(name: str) -> None:
    assert Settings.from_env({"LANG": "nl_NL", f"VERBANDEN_{name.upper()}": ""}) == Settings()


def test_reads_every_setting() -> None:
    env = {f"VERBANDEN_{name.upper()}": "7" for name in NUMBERS}
    env |= {"VERBANDEN_HOME": "/srv/x", "VERBANDEN_BASE_IRI": "https://a.nl:8443/b/", "VERBANDEN_TAAL": "en"}
    found = Settings.from_env(env)
    assert all(getattr(found, name) == 7 for name in NUMBERS)
    assert (found.home, found.base_iri, found.taal) == (Path("/srv/x"), "https://a.nl:8443/b/", "en")


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", ["0", "-1", "veel", "nan", "inf", "1e", " "])
def test_rejects_a_limit_that_is_not_above_zero(name: str, value: str) -> None:
    variable = f"VERBANDEN_{name.upper()}"
    with pytest.raises(SettingsError) as refused:
        Settings.from_env({variable: value})
    for message in (refused.value.nl, refused.value.en):
        assert variable in message
        assert repr(value) in message
        assert "> 0" in message


@pytest.mark.parametrize("name", [name for name in NUMBERS if not name.endswith("seconds")])
def test_rejects_a_fraction_where_things_are_counted(name: str) -> None:
    with pytest.raises(SettingsError, match="whole number"):
        Settings.from_env({f"VERBANDEN_{name.upper()}": "1.5"})


def test_accepts_a_fraction_of_a_second() -> None:
    assert Settings.from_env({"VERBANDEN_FETCH_MAX_SECONDS": "0.5"}).fetch_max_seconds == 0.5


@pytest.mark.parametrize(
    "value",
    [
        "a.nl/",
        "https://a.nl",
        "https:///b/",
        "ftp://a.nl/",
        "urn:a/",
        "https://a.nl/b c/",
        "https://a.nl/<b>/",
        'https://a.nl/"/',
        "https://a.nl/?b=/",
        "https://a.nl/#/",
        "https://a.nl/\n/",
        "https://a.nl:poort/",
        "https://[a/",
    ],
)
def test_rejects_a_base_that_no_iri_can_be_minted_under(value: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_env({"VERBANDEN_BASE_IRI": value})
    assert "verwacht een http(s)-IRI die op / eindigt" in refused.value.nl
    assert "expected an http(s) IRI that ends in /" in refused.value.en


@pytest.mark.parametrize("value", ["0", "a@", "@b.nl", "a b@c.nl", "a@b\n.nl"])
def test_rejects_a_contact_that_is_no_address(value: str) -> None:
    with pytest.raises(SettingsError, match="an e-mail address"):
        Settings.from_env({"VERBANDEN_CONTACT": value})


def test_accepts_a_base_on_this_machine() -> None:
    assert Settings.from_env({"VERBANDEN_BASE_IRI": "http://127.0.0.1:8000/"}).base_iri.startswith("http:")
    assert Settings().base_iri == PROJECT


@pytest.mark.parametrize(
    ("env", "taal"),
    [
        ({}, "en"),
        ({"LANG": "nl_BE.UTF-8"}, "nl"),
        ({"LANG": "nl_NL", "LC_ALL": "C"}, "en"),
        ({"LANG": "nl_NL", "LC_ALL": ""}, "nl"),
        ({"LANG": "C", "LC_MESSAGES": "nl_NL"}, "nl"),
        ({"LANG": "nl_NL", "VERBANDEN_TAAL": "en"}, "en"),
        ({"VERBANDEN_TAAL": "nl"}, "nl"),
    ],
)
def test_the_language_is_the_one_asked_for_else_that_of_the_shell(env: dict[str, str], taal: str) -> None:
    assert Settings.from_env(env).taal == taal


def test_rejects_a_language_that_we_do_not_speak() -> None:
    with pytest.raises(SettingsError, match="nl or en"):
        Settings.from_env({"VERBANDEN_TAAL": "fr"})


def test_reads_the_environment_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERBANDEN_LIST_MAX_ITEMS", "11")
    assert Settings.from_env().list_max_items == 11
