"""A document about one thing: as RDF, or as a plain page of what is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from api.answers import GRAPHS, choose, written
from api.context import Context, context, day, text
from api.lookup import local
from api.negotiation import negotiate
from api.pages import page
from api.problems import ProblemError
from api.rest.models_oordelen import Totaaloordeel
from api.rest.verdicts import totaaloordelen, verdict_rows
from verbanden.namespaces import ADMS, DCT, DEF, ORG, PROV, RDF, RDFS, SKOS, TOOI_ID, TOOI_ONT, VB
from verbanden.store import Term

_HTML = "text/html"
_SHOWN = 2_000
_SHOWN_INCOMING = 100
_LABELS = {
    RDF + "type": "soort",
    RDFS + "label": "aanduiding",
    RDFS + "seeAlso": "zie ook",
    SKOS + "prefLabel": "naam",
    SKOS + "altLabel": "andere naam",
    SKOS + "definition": "omschrijving",
    SKOS + "notation": "code",
    SKOS + "inScheme": "codelijst",
    SKOS + "broader": "valt onder",
    SKOS + "narrower": "omvat",
    DCT + "title": "titel",
    DCT + "identifier": "kenmerk",
    DCT + "type": "type",
    DCT + "issued": "uitgegeven",
    DCT + "modified": "gewijzigd",
    DCT + "source": "bron",
    DCT + "publisher": "uitgever",
    DCT + "license": "licentie",
    ORG + "member": "deelnemer",
    ORG + "organization": "samenwerkingsverband",
    ORG + "role": "rol",
    ORG + "memberOf": "lid van",
    ORG + "hasMember": "heeft lid",
    ORG + "classification": "classificatie",
    PROV + "generated": "bracht voort",
    PROV + "invalidated": "beëindigde",
    PROV + "used": "betrof",
    ORG + "memberDuring": "tijdvak",
    PROV + "wasDerivedFrom": "volgt uit",
    PROV + "hadPrimarySource": "momentopname",
    ADMS + "identifier": "identificatie",
    TOOI_ONT + "organisatiecode": "organisatiecode",
    TOOI_ONT + "ligtInProvincie": "ligt in provincie",
}
_NAMES = (SKOS + "prefLabel", VB + "naam", DCT + "title", RDFS + "label")


@dataclass(frozen=True, slots=True)
class Waarde:
    """A value on a page: what it says, and where it leads."""

    tekst: str
    href: str | None = None
    taal: str | None = None


@dataclass(frozen=True, slots=True)
class Regel:
    """A row on a page: a property with its values."""

    naam: str
    iri: str
    waarden: tuple[Waarde, ...]


def describe(ctx: Context, node: ox.NamedNode) -> list[ox.Triple]:
    """Give the triples about a thing: the consolidated ones, else what the named graphs say."""
    for question in ("rest/beschrijving", "rest/beschrijving-bron"):
        answer = ctx.store.query(ctx.bind(question, {"ding": [node]}))
        if isinstance(answer, ox.QueryTriples):
            triples = list(dict.fromkeys(answer))
            if triples:
                return triples
    return []


def document(request: Request, node: ox.NamedNode, suffix: str | None, canonical: str | None = None) -> Response:
    """Answer with the document of a thing, in the format of the suffix, else by Accept; 404 without triples."""
    ctx = context(request)
    triples = describe(ctx, node)
    if not triples:
        raise ProblemError(
            "niet-gevonden",
            f"Over {node.value} staat niets in deze uitgave.",
            f"This release says nothing about {node.value}.",
        )
    accept = request.headers.get("accept")
    types = [formaat.media_type for formaat in GRAPHS]
    as_page = suffix == "html" or (not suffix and negotiate(accept, [*types, _HTML]) == _HTML)
    headers = {"Vary": "Accept", "Link": _links(request, canonical)} if canonical else {"Vary": "Accept"}
    if as_page:
        response: Response = _page(request, ctx, node)
    else:
        formaat = choose(accept, GRAPHS, suffix)
        response = Response(written(triples, formaat), 200, {"Content-Type": formaat.content_type})
    response.headers.update(headers)
    return response


def href(ctx: Context, key: str) -> str:
    """Give the address on this server of a thing that we have a document about, else its own IRI."""
    base = ctx.settings.base_iri
    if key.startswith(base + "id/"):
        return "/doc/" + key[len(base) + 3 :]
    if key.startswith(base + "graaf/"):
        return "/doc/" + key[len(base) :]
    if key.startswith(TOOI_ID) and key in ctx.lookup.organisaties:
        return "/doc/organisatie/" + local(key)
    if key.startswith(DEF):
        return "/def/" + key[len(DEF) :]
    return f"/def#{key[len(VB) :]}" if key.startswith(VB) else key


def _links(request: Request, canonical: str) -> str:
    path = request.scope.get("root_path", "") + request.url.path
    for suffix in ("ttl", "nt", "jsonld", "rdf", "html"):
        path = path.removesuffix("." + suffix)
    others = [("ttl", GRAPHS[0]), ("nt", GRAPHS[1]), ("jsonld", GRAPHS[2]), ("rdf", GRAPHS[3])]
    links = [f'<{path}.{suffix}>; rel="alternate"; type="{f.media_type}"' for suffix, f in others]
    links.append(f'<{path}.html>; rel="alternate"; type="{_HTML}"')
    return ", ".join([f'<{canonical}>; rel="canonical"', *links])


def _page(request: Request, ctx: Context, node: ox.NamedNode) -> Response:
    rows = ctx.rows("rest/eigenschappen", {"ding": [node]})
    incoming = ctx.rows("rest/verwijzingen", {"ding": [node]})
    _name_nameless(ctx, rows, "waarde", "waardeNaam")
    _name_nameless(ctx, incoming, "bron", "bronNaam")
    path = request.scope.get("root_path", "") + request.url.path.removesuffix(".html")
    return page(
        "document.html",
        request,
        titel=_title(rows) or local(node.value),
        ding=node.value,
        regels=_properties(ctx, rows[:_SHOWN]),
        meer=len(rows) > _SHOWN,
        verwijzingen=_incoming(ctx, incoming[:_SHOWN_INCOMING]),
        meer_verwijzingen=len(incoming) > _SHOWN_INCOMING,
        oordelen=_verdicts(ctx, node),
        sleutel=local(node.value),
        formaten=[(path + "." + s, s) for s in ("ttl", "nt", "jsonld", "rdf")] if "/doc/" in path else [],
    )


def _name_nameless(ctx: Context, rows: list[dict[str, Term]], key: str, naam: str) -> None:
    """Name participations after who takes part in what, and verdicts after what they judge: they have no names."""
    names = {
        row["deelname"]: text(f"{row['lid'].value} in {row['verband'].value}, vanaf {row['begin'].value}")
        for row in _asked_about(ctx, rows, key, "deelname")
    }
    for row in _asked_about(ctx, rows, key, "oordeel"):
        since = f", vanaf {row['begin'].value}" if "begin" in row else ""
        about = f" – {row['over'].value}" if "over" in row else ""
        names[row["oordeel"]] = text(f"{row['verband'].value}{about}{since}")
    for row in rows:
        if row.get(key) in names:
            row[naam] = names[row[key]]


def _asked_about(ctx: Context, rows: list[dict[str, Term]], key: str, soort: str) -> list[dict[str, Term]]:
    """Ask what the things of one kind are called that stand in rows."""
    space = f"{ctx.settings.base_iri}id/{soort}/"
    found = list(dict.fromkeys(row[key] for row in rows if key in row and row[key].value.startswith(space)))
    return ctx.rows(f"rest/{soort}-namen", {soort: found}) if found else []


def _verdicts(ctx: Context, node: ox.NamedNode) -> list[Totaaloordeel] | None:
    """Give the verdicts on a partnership on the date of the release; None for what is no partnership."""
    if not node.value.startswith(ctx.settings.base_iri + "id/verband/"):
        return None
    asked = ctx.bind("rest/oordelen", {"verband": [node], "peildatum": [day(ctx.release.datum)]})
    return totaaloordelen(ctx, verdict_rows(ctx, asked)[0], "nl")


def _title(rows: list[dict[str, Term]]) -> str | None:
    for name in _NAMES:
        for row in rows:
            value = row.get("waarde")
            if (
                row["eigenschap"].value == name
                and isinstance(value, ox.Literal)
                and value.language in (None, "nl")
            ):
                return value.value
    return None


def _properties(ctx: Context, rows: list[dict[str, Term]]) -> list[Regel]:
    made = []
    for key, group in groupby(rows, key=lambda row: row["eigenschap"].value):
        found = list(group)
        values = {row["waarde"]: _value(ctx, row) for row in found if "waarde" in row}
        made.append(Regel(_label(found[0], key), href(ctx, key), tuple(values.values())))
    return made


def _incoming(ctx: Context, rows: list[dict[str, Term]]) -> list[Regel]:
    made = []
    for key, group in groupby(rows, key=lambda row: row["eigenschap"].value):
        found = list(group)
        values = {
            row["bron"].value: Waarde(
                row["bronNaam"].value if "bronNaam" in row else local(row["bron"].value),
                href(ctx, row["bron"].value),
            )
            for row in found
        }
        made.append(Regel(_label(found[0], key), href(ctx, key), tuple(values.values())))
    return made


def _label(row: Mapping[str, Term], key: str) -> str:
    return row["eigenschapNaam"].value if "eigenschapNaam" in row else _LABELS.get(key, local(key))


def _value(ctx: Context, row: Mapping[str, Term]) -> Waarde:
    value = row["waarde"]
    if isinstance(value, ox.Literal):
        return Waarde(value.value, taal=value.language)
    shown = row["waardeNaam"].value if "waardeNaam" in row else None
    known = ctx.lookup.organisaties.get(value.value)
    text = known.naam if known else shown or local(value.value) or value.value
    # Only what is surely an address becomes a link: data must not bring a script to the page.
    return Waarde(text, href(ctx, value.value) if value.value.startswith(("http://", "https://")) else None)
