"""docs/operations.md names every setting, with its default."""

from __future__ import annotations

import re
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

import pytest

from verbanden.settings import Settings

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
ROWS = {
    name: default.strip().strip("`")
    for name, default in re.findall(r"^\| `VERBANDEN_(\w+)` \| ([^|]*) \|", TEXT, re.MULTILINE)
}


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_documents_every_setting_with_its_default(field: Field[Any]) -> None:
    documented = ROWS[field.name.upper()]
    if isinstance(field.default, int | float):
        assert float(documented) == float(field.default)
    else:
        assert str(field.default) in documented


def test_documents_no_setting_that_does_not_exist() -> None:
    assert set(re.findall(r"VERBANDEN_([A-Z_]+)", TEXT)) <= {f.name.upper() for f in fields(Settings)}
    assert set(ROWS) == {f.name.upper() for f in fields(Settings)}
