"""The command that serves a release."""

from __future__ import annotations

import socket
from dataclasses import replace

import click

from verbanden.cli.common import Lines, current
from verbanden.settings import Settings

QUERY_STACK_BYTES = 512 * 1024 * 1024


@click.command(cls=Lines)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--release", "name", help="A release by name instead of the current one.")
@click.pass_obj
def serve(settings: Settings, host: str, port: int, name: str | None) -> None:
    """Serve a release: /sparql, /v1/…, /id/… and a start page; builds the embedded data when there is none yet.

    Examples:
      verbanden serve
      verbanden serve --port 8080 --release 2026-05-16
    """
    import threading

    import uvicorn

    from api.app import create_app
    from loaders.inzending import lees

    # Taken first: a port that is in use is said before anything is built or loaded.
    with socket.create_server((host, port), reuse_port=False) as place:
        # The engine parses queries by recursion, in threads that start after this. The memory is only set aside.
        threading.stack_size(QUERY_STACK_BYTES)
        found = current(settings, name)
        app = create_app(found.store(), found, replace(settings, base_iri=found.base_iri), lezer=lees)
        click.echo(f"release {found.naam} on http://{host}:{port}", err=True)
        config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=10)
        uvicorn.Server(config).run(sockets=[place])
