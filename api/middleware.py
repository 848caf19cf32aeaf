"""What holds for every response: version, security and CORS headers; HEAD and OPTIONS on every route."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.context import API_VERSION
from api.routing import allowed_methods

_ALWAYS = {
    "API-Version": API_VERSION,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Strict-Transport-Security": "max-age=31536000",
    "Referrer-Policy": "no-referrer",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "API-Version, Allow, Content-Language, ETag, Link, Location, Retry-After, Verwijdersleutel"
    ),
}
_PREFLIGHT = {
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, Prefer, Verwijdersleutel",
    "Access-Control-Max-Age": "86400",
}


class Overal:
    """ASGI middleware around the application; wraps its error handling too, so that a 500 has the headers."""

    def __init__(self, app: ASGIApp, fastapi: FastAPI) -> None:
        self.app = app
        self.fastapi = fastapi

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        method = scope["method"]

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                _dress(MutableHeaders(scope=message), scope["path"])
            elif message["type"] == "http.response.body" and method == "HEAD":
                message = {**message, "body": b""}
            await send(message)

        if method == "OPTIONS":
            methods = allowed_methods(self.fastapi, scope)
            if methods:
                await _options(methods)(scope, receive, dressed)
                return
        if method == "HEAD":
            # Every GET has a HEAD: the same headers, and no body.
            scope = {**scope, "method": "GET"}
        await self.app(scope, receive, dressed)


def _options(methods: list[str]) -> Response:
    allow = ", ".join(methods)
    return Response(status_code=204, headers={"Allow": allow, "Access-Control-Allow-Methods": allow, **_PREFLIGHT})


def _dress(headers: MutableHeaders, path: str) -> None:
    for name, value in _ALWAYS.items():
        headers.setdefault(name, value)
    # The API rules ask for no-store; documents and dumps may be kept, but only when asked after each time.
    headers.setdefault("Cache-Control", "no-store" if path.startswith("/v1") else "no-cache")
