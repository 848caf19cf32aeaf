"""Everything that can go wrong on purpose.

VerbandenError
├── SourceError          a source cannot be read at all (wrong file, cut off, DTD, wrong layout)
│   ├── FetchError       a source cannot be fetched (address, size, time, redirect)
│   └── InzendingError   a document to be checked is refused (in `submission`)
├── IdentifierError      an identifier breaks the rule of its kind
├── QueryError           a question cannot be asked (unknown, wrong parameter, refused construct)
├── StoreError           the store did not answer
├── ReleaseError         a release cannot be made, opened or trusted
└── SettingsError        a setting has an impossible value

Every one of them speaks Dutch and English: the caller chooses the language, not the thrower.
"""

from __future__ import annotations

from typing import Literal

Taal = Literal["nl", "en"]


class VerbandenError(Exception):
    """The root of the tree above; `nl` and `en` say the same in two languages, in one line each."""

    def __init__(self, nl: str, en: str) -> None:
        super().__init__(en)
        self.nl = nl
        self.en = en

    def tekst(self, taal: Taal) -> str:
        """Give the message in the language asked for."""
        return self.nl if taal == "nl" else self.en


class SourceError(VerbandenError):
    """A source cannot be read at all."""


class FetchError(SourceError):
    """A source cannot be fetched."""


class IdentifierError(VerbandenError):
    """An identifier breaks the rule of its kind."""


class QueryError(VerbandenError):
    """A question cannot be asked."""


class StoreError(VerbandenError):
    """The store did not answer."""


class ReleaseError(VerbandenError):
    """A release cannot be made, opened or trusted."""


class SettingsError(VerbandenError):
    """A setting has an impossible value."""
