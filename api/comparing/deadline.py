"""A list that is compared against the clock: a thread cannot be stopped, but what it walks through can."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from verbanden.comparison.listed import Lijst

T = TypeVar("T")


class TijdOpError(Exception):
    """Comparing took longer than it may."""


def timed(lijst: Lijst, seconds: float) -> Lijst:
    """Give the same list; walking through its rows or their members raises TijdOpError after so many seconds."""
    until = time.monotonic() + seconds
    rows = (replace(opgave, leden=_Geklokt(opgave.leden, until)) for opgave in lijst.opgaven)
    return replace(lijst, opgaven=_Geklokt(rows, until))


class _Geklokt(tuple[T, ...]):
    """A tuple that looks at the clock before it gives each of its items."""

    until: float

    def __new__(cls, items: Iterator[T] | tuple[T, ...], until: float) -> _Geklokt[T]:
        made = super().__new__(cls, items)
        made.until = until
        return made

    def __iter__(self) -> Iterator[T]:
        for item in super().__iter__():
            if time.monotonic() > self.until:
                raise TijdOpError
            yield item
