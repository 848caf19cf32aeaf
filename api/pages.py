"""The plain HTML pages of the API room: one template environment, everything escaped."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.context import context


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(loader=PackageLoader("api", "templates"), autoescape=True, undefined=StrictUndefined)


def page(template: str, request: Request, **values: object) -> HTMLResponse:
    """Render a page; every page knows the release and where the site begins."""
    root = request.scope.get("root_path", "")
    html = _templates().get_template(template).render(root=root, release=context(request).release, **values)
    return HTMLResponse(html, headers={"Vary": "Accept", "Content-Language": "nl"})
