"""Several members in one cell: taken apart, without breaking names that hold a comma or "en"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.table_members import leden
from tests.loaders.table.hulp import herkenner


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tilburg; Breda", ["Tilburg", "Breda"]),
        ("Tilburg\nBreda\r\n\nWaalwijk", ["Tilburg", "Breda", "Waalwijk"]),
        ("Tilburg | Breda / Waalwijk", ["Tilburg", "Breda", "Waalwijk"]),
        ("Tilburg, Breda en Waalwijk", ["Tilburg", "Breda", "Waalwijk"]),
        ("Amstel, Gooi en Vecht", ["Amstel, Gooi en Vecht"]),
        (
            "Tilburg, waterschap Amstel, Gooi en Vecht, Breda",
            ["Tilburg", "waterschap Amstel, Gooi en Vecht", "Breda"],
        ),
        ("gemeente Nuenen, Gerwen en Nederwetten", ["gemeente Nuenen, Gerwen en Nederwetten"]),
        ("• Tilburg\n• Breda", ["Tilburg", "Breda"]),
        ("1. Tilburg\n2) Breda", ["Tilburg", "Breda"]),
        ("- Tilburg\n- Breda", ["Tilburg", "Breda"]),
        ("Tilburg; Tilburg", ["Tilburg"]),
        ("Vereniging Sport en Spel", ["Vereniging Sport en Spel"]),
        ("Stichting A, Stichting B", ["Stichting A", "Stichting B"]),
        ("'s-Hertogenbosch", ["'s-Hertogenbosch"]),
        (" ; ;", []),
    ],
)
def test_takes_a_cell_apart(text: str, names: list[str]) -> None:
    assert leden(text, herkenner().herken) == names


def test_takes_a_cell_apart_at_the_separator_of_the_mapping_only() -> None:
    assert leden("Tilburg, Breda; en Waalwijk#Groningen", herkenner().herken, "#") == [
        "Tilburg, Breda; en Waalwijk",
        "Groningen",
    ]


@given(st.text(max_size=60))
def test_gives_clean_names_each_once(text: str) -> None:
    names = leden(text, herkenner().herken)
    assert len(names) == len(set(names))
    assert all(name == name.strip() and name for name in names)
