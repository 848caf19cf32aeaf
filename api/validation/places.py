"""A number of places that requests hold for a while; who finds none free is refused at once, and waits nowhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from api.problems import ProblemError


class Plaatsen:
    """So many places, with what is said when all are taken."""

    def __init__(self, aantal: int, nl: str, en: str, *, wacht: int) -> None:
        self.vrij = aantal
        self._nl, self._en, self._wacht = nl, en, wacht
        self._lock = threading.Lock()

    def look(self) -> None:
        """Take nothing; raises ProblemError 503 when all places are taken."""
        if self.vrij <= 0:
            raise self.refusal()

    def take(self) -> None:
        """Take a place; raises ProblemError 503 when all are taken."""
        with self._lock:
            if self.vrij > 0:
                self.vrij -= 1
                return
        raise self.refusal()

    def give(self) -> None:
        """Give a place back."""
        with self._lock:
            self.vrij += 1

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold a place; raises ProblemError 503 when all are taken."""
        self.take()
        try:
            yield
        finally:
            self.give()

    def refusal(self) -> ProblemError:
        """Say that it is too busy."""
        return ProblemError("te-druk", self._nl, self._en, headers={"Retry-After": str(self._wacht)})
