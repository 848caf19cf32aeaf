"""Reading the body of a request, never more of it than allowed."""

from __future__ import annotations

from starlette.requests import Request

from api.context import context
from api.problems import ProblemError


async def body(request: Request) -> bytes:
    """Read the body; raises ProblemError 413 as soon as it is larger than a question or a list of keys can be.

    This is a dependency: the handler that gets the bytes is an ordinary function, so it runs in the threadpool.
    """
    settings = context(request).settings
    # A character takes at most four bytes, and three times that when a form has it percent-encoded.
    limit = 12 * max(settings.query_max_chars, 100 * settings.lookup_max_keys)
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > limit:
            raise ProblemError(
                "te-veel",
                f"Het verzoek is groter dan {limit} bytes.",
                f"The request is larger than {limit} bytes.",
            )
    return bytes(data)


def content_type(request: Request) -> str:
    """Give the media type of the body in lower case, without parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def utf8(data: bytes, request: Request) -> str:
    """Decode a body; raises ProblemError when it is not UTF-8 or says that it is something else."""
    for parameter in request.headers.get("content-type", "").split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip(' "').lower() not in ("utf-8", "utf8", "us-ascii"):
            raise _not_utf8()
    try:
        decoded = data.decode("utf-8")
    except UnicodeDecodeError:
        raise _not_utf8() from None
    return decoded.removeprefix("\ufeff")


def _not_utf8() -> ProblemError:
    return ProblemError(
        "ongeldige-invoer", "Het verzoek is niet in UTF-8 geschreven.", "The request is not written in UTF-8."
    )
