"""The application: one release of Verbanden for machines, over one store."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.types import ASGIApp

from api import linked_data, problems, service, sparql, vocabulary
from api.comparing import routes as comparing
from api.context import API_VERSION, Context, ReleaseInfo
from api.middleware import Overal
from api.rest import criteriasets, oordelen, openapi, organisaties, verbanden, zoek
from api.validation import routes as validation
from api.validation.service import Dienst
from api.validation.task import Lezer
from verbanden.settings import Settings
from verbanden.store import Store


class Toepassing(FastAPI):
    """FastAPI with our headers around all of it, its own handling of crashes included."""

    def build_middleware_stack(self) -> ASGIApp:
        """Wrap the whole stack."""
        return Overal(super().build_middleware_stack(), self)


def create_app(store: Store, release: ReleaseInfo, settings: Settings, *, lezer: Lezer | None = None) -> FastAPI:
    """Make the application that answers from a store, loaded with a release.

    `lezer` reads the documents that others bring, in processes that run for as long as the application; without
    one nothing can be sent, and `/v1/validaties` is not there.
    """
    context = Context(store, release, settings)
    dienst = Dienst(context, lezer) if lezer is not None else None
    app = Toepassing(
        title="Verbanden",
        version=API_VERSION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=(lambda _: dienst.living()) if dienst is not None else None,
    )
    app.state.context = context
    problems.install(app)
    rest = (openapi, zoek, organisaties, verbanden, oordelen, criteriasets)
    for room in (service, sparql, *rest, linked_data, vocabulary):
        room.install(app)
    if dienst is not None:
        app.state.dienst = dienst
        validation.install(app)
        comparing.install(app)
    return app
