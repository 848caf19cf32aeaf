"""Keyset paging: a cursor names the last item of a page, so that no item is skipped or given twice."""

from __future__ import annotations

import base64
import json
from urllib.parse import urlencode

from starlette.requests import Request

from api.context import text
from api.problems import Fout, ProblemError
from verbanden.store import Term


def encode(sorteernaam: str, sleutel: str) -> str:
    """Make the cursor after the item with this sorting name and IRI."""
    packed = json.dumps([sorteernaam, sleutel], ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def decode(cursor: str) -> dict[str, list[Term]]:
    """Read a cursor into the terms that a list goes on after; raises ProblemError 400 for any other text."""
    try:
        packed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        naam, sleutel = json.loads(packed.decode())
        if not isinstance(naam, str) or not isinstance(sleutel, str):
            raise ValueError(cursor)
        # A lone surrogate is a text in JSON, but cannot be a literal.
        return {"naNaam": [text(naam)], "naSleutel": [text(sleutel)]}
    except (ValueError, TypeError, RecursionError):
        fout = Fout("cursor", "dit is geen cursor van deze lijst", "this is no cursor of this list")
        raise ProblemError.invalid([fout]) from None


def next_link(request: Request, ruw: tuple[tuple[str, str], ...], cursor: str) -> str:
    """Give the reference to the next page: the same request, with another cursor."""
    kept = [(name, value) for name, value in ruw if name != "cursor"]
    return f"{request.scope.get('root_path', '')}{request.url.path}?{urlencode([*kept, ('cursor', cursor)])}"
