"""publiccode.yml keeps to version 0.4 of the standard and to what the code says of itself."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import verbanden

ROOT = Path(__file__).resolve().parents[2]
STATUS = {"concept", "development", "beta", "stable", "obsolete"}


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    return content


def test_has_every_mandatory_key(described: dict[str, Any]) -> None:
    assert described["publiccodeYmlVersion"] == "0.4"
    assert described["name"] == "Verbanden"
    assert re.fullmatch(r"https://\S+", described["url"])
    assert set(described["platforms"]) <= {"web", "windows", "mac", "linux", "ios", "android"}
    assert described["categories"]
    assert described["developmentStatus"] in STATUS
    assert described["softwareType"] == "standalone/web"
    assert described["maintenance"]["type"] == "community"
    assert all(contact["name"] for contact in described["maintenance"]["contacts"])
    assert described["localisation"]["localisationReady"] is True
    assert described["intendedAudience"]["countries"] == ["nl"]


@pytest.mark.parametrize("taal", ["nl", "en"])
def test_describes_itself_in_both_languages_within_the_lengths(described: dict[str, Any], taal: str) -> None:
    texts = described["description"][taal]
    assert taal in described["localisation"]["availableLanguages"]
    assert 0 < len(texts["shortDescription"].strip()) <= 150
    assert 500 <= len(texts["longDescription"]) <= 10_000
    assert texts["features"]


def test_bears_the_version_of_the_code(described: dict[str, Any]) -> None:
    assert described["softwareVersion"] == verbanden.__version__
    assert date.fromisoformat(described["releaseDate"])


def test_bears_the_licence_of_the_code(described: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert described["legal"]["license"] == project["license"] == "EUPL-1.2"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_asks_for_the_python_of_the_project(described: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    python = next(one for one in described["dependsOn"]["open"] if one["name"] == "Python")
    assert project["requires-python"] == f">={python['versionMin']}"


def test_the_changelog_has_a_section_for_the_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    section = changelog.split(f"## {verbanden.__version__}\n", 1)[1].split("\n## ", 1)[0]
    assert re.findall(r"^### (.+)$", section, re.MULTILINE) == ["Code", "Vocabulary", "Data"]
