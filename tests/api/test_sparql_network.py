"""No query makes a connection: tested on the socket, since the engine's network cannot be patched from Python."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.api.helpers import assert_problem
from verbanden.errors import VerbandenError
from verbanden.sparql_text import calls_service
from verbanden.store import EmbeddedStore


class Listener:
    """A server on this machine that counts who calls."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"
        self.calls = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.calls += 1
            connection.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    opened = Listener()
    yield opened
    opened.socket.close()


QUERIES = [
    "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
    "PREFIX a: <{url}> SELECT * {{ SERVICEa:x{{ ?s ?p ?o }} }}",
    "PREFIX a: <{url}> SELECT * {{ SERVICE SILENTa:x{{ ?s ?p ?o }} }}",
    "PREFIX : <{url}> SELECT * {{ SERVICE:x{{ ?s ?p ?o }} }}",
    "SELECT * {{ ?a ?b true SERVICE<{url}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE#x\n#y{{\nSILENT#\n<{url}>#\n{{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND(<{url}> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}",
    "SELECT * FROM <{url}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "LOAD <{url}>",
    "INSERT DATA {{ <{url}> <{url}> 1 }}",
    "DESCRIBE <{url}>",
]


@pytest.mark.parametrize("query", QUERIES)
def test_calls_nobody(client: TestClient, listener: Listener, query: str) -> None:
    before = listener.calls
    response = client.get("/sparql", params={"query": query.format(url=listener.url)})
    if not query.startswith("DESCRIBE"):
        assert_problem(response, 400)
    assert listener.calls == before


def test_the_listener_notices_the_engine(listener: Listener, store: EmbeddedStore) -> None:
    before = listener.calls
    answer = store.inner.query(f"SELECT * {{ SERVICE SILENT <{listener.url}> {{ ?s ?p ?o }} }}")
    list(answer)  # type: ignore[arg-type]
    assert listener.calls > before


# One piece a word; ␣ stands for a space in a piece, ⏎ for the end of a line.
PIECES = st.sampled_from(
    [
        piece.replace("␣", " ").replace("⏎", "\n")
        for line in (
            "SERVICE service SILENT <URL> a:x :x ?x $x { } {?s?p?o} 1 true -1 1e3 . ; ex:p 'y' @nl ?s␣?p␣ a ?",
            "OPTIONAL GRAPH LATERAL BIND(<URL>␣AS␣?x) VALUES␣?x␣{<URL>} UNION FILTER(true) ex: ^^ [] () ( )",
            "␣ ⏎ #⏎ #␣{⏎ \\u0053",
        )
        for piece in line.split()
    ]
)


@given(st.lists(PIECES, min_size=3, max_size=14))
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(["?s ?p ", "1", "SERVICE", "<URL>", "{ ?s ?p ?o }"])
@example(["?s ", "ex:", "-1", "SERVICE", ":x", "{ ?s ?p ?o }"])
@example(["true", "a", "1e3", "SERVICE", ":x", "{ ?s ?p ?o }"])
@example(["?s ", "ex:p", "?", "true", "SERVICE", "<URL>", "{ ?s ?p ?o }"])
def test_what_is_let_through_makes_the_engine_call_nobody(
    store: EmbeddedStore, listener: Listener, pieces: list[str]
) -> None:
    prefixes = f"PREFIX : <{listener.url}> PREFIX a: <{listener.url}> PREFIX ex: <{listener.url}> "
    text = prefixes + "SELECT * { " + "".join(pieces).replace("URL", listener.url) + " } LIMIT 3"
    if calls_service(text):
        return
    before = listener.calls
    with contextlib.suppress(VerbandenError, RuntimeError, TypeError):
        list(store.query(text))  # type: ignore[arg-type]
    assert listener.calls == before
