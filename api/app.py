"""The application: one release of Verbanden for machines, over one store."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.types import ASGIApp

from api import linked_data, problems, service, sparql, vocabulary
from api.context import API_VERSION, Context, ReleaseInfo
from api.middleware import Overal
from api.rest import openapi, organisaties, verbanden, zoek
from verbanden.settings import Settings
from verbanden.store import Store


class Toepassing(FastAPI):
    """FastAPI with our headers around all of it, its own handling of crashes included."""

    def build_middleware_stack(self) -> ASGIApp:
        """Wrap the whole stack."""
        return Overal(super().build_middleware_stack(), self)


def create_app(store: Store, release: ReleaseInfo, settings: Settings) -> FastAPI:
    """Make the application that answers from a store, loaded with a release."""
    app = Toepassing(
        title="Verbanden",
        version=API_VERSION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.context = Context(store, release, settings)
    problems.install(app)
    for room in (service, sparql, openapi, zoek, organisaties, verbanden, linked_data, vocabulary):
        room.install(app)
    return app
