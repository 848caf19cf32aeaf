"""A release of the embedded data as background."""

from __future__ import annotations

import pytest

from verbanden.assemble import Samenstel
from verbanden.checking.background import ReleaseAchtergrond
from verbanden.store import EmbeddedStore


@pytest.fixture(scope="session")
def achtergrond(embedded_store: EmbeddedStore, samenstel: Samenstel) -> ReleaseAchtergrond:
    """What a release of the embedded data knows."""
    return ReleaseAchtergrond(embedded_store, samenstel.datum.isoformat(), samenstel.datum)
