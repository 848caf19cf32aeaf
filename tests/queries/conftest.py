"""The store that the questions are asked of: the embedded data, as a release holds them."""

from __future__ import annotations

import pytest

from verbanden.store import EmbeddedStore


@pytest.fixture(scope="session")
def store(embedded_store: EmbeddedStore) -> EmbeddedStore:
    """A release of the embedded data, whose figures are known."""
    return embedded_store
