"""The test pack: what others need to do our checks in their own SHACL engine, and to see that it finds the same.

A zip with the shapes, the state of all partnerships on the release's date, the code lists, the queries that derive
the values, and cases with the reports that are expected. Manifests are written in the vocabulary of the W3C test
suite for SHACL (https://w3c.github.io/data-shapes/data-shapes-test-suite/): any harness for it runs the pack. The
same release always gives the same bytes.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import pyoxigraph as ox

from verbanden import __version__
from verbanden.definition.criteria import Criteriaset, criteriasets
from verbanden.findings import Rapport, Resultaat
from verbanden.namespaces import MF, RDFS, SH, SHT
from verbanden.shapebook import ERNST_IRI, Vormen
from verbanden.validation import load_shapes, validate

NAME = "toetspakket.zip"
SHAPES = ("definitie", "gegevens", "inzending")
"""The shapes that data of others is checked with."""
CASES = ("definitie", "inzending")
"""The shapes that come with cases; those for `gegevens` are about our own processing for the better part."""
STATE = "achtergrond/stand.nt"
_BACKGROUND = "achtergrond.ttl"
_COMMENT = re.compile(r"# (.+)")
_PLACE = re.compile(r"\{\{([a-z_]+)\}\}")
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_NAMED = {"mf": MF, "rdfs": RDFS, "sh": SH, "sht": SHT}
_PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in _NAMED.items())


def write(path: Path, stand: bytes, datum: date) -> None:
    """Write the pack of a release: `stand` is its state graph on its date, as N-Triples."""
    members = contents(stand, datum)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name, body in sorted(members.items()):
            member = zipfile.ZipInfo(name, _NO_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # as on Unix, wherever it is made
            member.external_attr = 0o644 << 16
            out.writestr(member, body)


def contents(stand: bytes, datum: date) -> dict[str, bytes]:
    """Give the files of the pack by name; raises SourceError when the state graph cannot be read."""
    files = {f"vormen/{name}.ttl": load_shapes(name).encode() for name in SHAPES}
    files |= {f"begrippen/{one.name}": one.read_bytes() for one in _room("ontology", "begrippen", ".ttl")}
    files |= {f"vragen/{one.name}": one.read_bytes() for one in _room("queries", "toets", ".rq")}
    files[STATE] = stand
    for name in CASES:
        files |= _cases(name)
    register = validate(stand, load_shapes("definitie"))
    entry = _entry("stand.nt", "../vormen/definitie.ttl", f"The state of {datum}", register, 0)
    files["achtergrond/manifest.ttl"] = _manifest(["stand"], [entry])
    files["manifest.ttl"] = _top([*(f"gevallen/{name}" for name in CASES), "achtergrond"])
    hashes = {name: hashlib.sha256(body).hexdigest() for name, body in sorted(files.items())}
    files["SHA256SUMS"] = "".join(f"{digest}  {name}\n" for name, digest in hashes.items()).encode()
    files["README.md"] = _readme(datum, register, hashes).encode()
    return files


def _readme(datum: date, register: Rapport, hashes: Mapping[str, str]) -> str:
    """Fill in the page that comes with the pack: `register` is the report expected on the state graph."""
    shown = (name for name in hashes if name.startswith("vormen/") or name == STATE)
    sets = criteriasets().values()
    facts = {
        "datum": datum.isoformat(),
        "version": __version__,
        "motor": register.motor,
        "motorversie": register.motorversie,
        "resultaten": str(len(register.resultaten)),
        "sets_nl": "\n".join(_set(one.nl, one) for one in sets),
        "sets_en": "\n".join(_set(one.en, one) for one in sets),
        "hashes": "".join(f"| `{name}` | `{hashes[name]}` |\n" for name in shown),
    }
    page = resources.files("shapes").joinpath("toetspakket.md").read_text(encoding="utf-8")
    return _PLACE.sub(lambda place: facts[place[1]], page)


def _set(name: str, one: Criteriaset) -> str:
    return f"- {name} (`{one.code}`): {', '.join(one.criteria)}"


def _room(room: str, folder: str, end: str) -> list[Traversable]:
    """Give the files of a folder of a data room that end so, by name."""
    found = (one for one in resources.files(room).joinpath(folder).iterdir() if one.name.endswith(end))
    return sorted(found, key=lambda one: one.name)


def _cases(name: str) -> dict[str, bytes]:
    """Give the cases of one shapes file, and their manifest."""
    manifest = resources.files("shapes").joinpath("gevallen", f"{name}.manifest.ttl").read_bytes()
    files = {f"gevallen/{name}/{file}": text.encode() for file, text in _texts(name).items()}
    return {f"gevallen/{name}/manifest.ttl": manifest, **files}


def _texts(name: str) -> dict[str, str]:
    """Give the cases of one shapes file by name, each with the background that it needs."""
    found = {one.name: one.read_text(encoding="utf-8") for one in _room("shapes", f"gevallen/{name}", ".ttl")}
    background = found.pop(_BACKGROUND, "")
    # Two Turtle documents after one another are one: who reads the case sees what it stands on.
    return {file: f"{text}\n{background}" if background else text for file, text in found.items()}


def expected(name: str) -> bytes:
    """Make the manifest of the cases of one shapes file anew.

    It stands in `shapes/gevallen/`, and a test checks that it is up to date: a build need not validate every case.
    """
    vormen = Vormen.lees(load_shapes(name))
    entries = []
    for number, (file, text) in enumerate(_texts(name).items()):
        quads = ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)
        data = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""
        about = _COMMENT.match(text)
        label = about[1] if about else file
        entries.append(_entry(file, f"../../vormen/{name}.ttl", label, validate(data, vormen), number))
    return _manifest((file.removesuffix(".ttl") for file in _texts(name)), entries)


def _top(folders: Iterable[str]) -> bytes:
    included = " ,\n        ".join(f"<{folder}/manifest.ttl>" for folder in folders)
    return f"{_PREFIXES}\n<> a mf:Manifest ;\n    mf:include {included} .\n".encode()


def _manifest(names: Iterable[str], entries: Iterable[str]) -> bytes:
    listed = "\n        ".join(f"<{name}>" for name in names)
    head = f"{_PREFIXES}\n<> a mf:Manifest ;\n    mf:entries (\n        {listed}\n    ) .\n"
    return (head + "".join(entries)).encode()


def _entry(data: str, shapes: str, label: str, rapport: Rapport, number: int) -> str:
    """Write one test: what to validate against what, and the report that is expected."""
    name = data.rpartition(".")[0]
    nodes = [f"_:e{number}r{i}" for i in range(len(rapport.resultaten))]
    results = "".join(f"    sh:result {node} ;\n" for node in nodes)
    conforms = "true" if rapport.conform else "false"
    lines = [
        f"\n<{name}> a sht:Validate ;\n    rdfs:label {ox.Literal(label)} ;\n",
        f"    mf:action [ sht:dataGraph <{data}> ; sht:shapesGraph <{shapes}> ] ;\n",
        f"    mf:result _:e{number} ;\n    mf:status sht:approved .\n",
        f"_:e{number} a sh:ValidationReport ;\n{results}    sh:conforms {conforms} .\n",
    ]
    for node, found in zip(nodes, rapport.resultaten, strict=True):
        lines += _result(node, found, rapport.vormen)
    return "".join(lines)


def _result(node: str, found: Resultaat, vormen: Vormen) -> Iterator[str]:
    facts: Mapping[str, object] = {
        "focusNode": found.focus,
        "value": found.waarde,
        "sourceShape": ox.NamedNode(found.shape),
        "sourceConstraintComponent": ox.NamedNode(found.component),
        "resultSeverity": ox.NamedNode(ERNST_IRI[found.ernst]),
    }
    yield f"{node} a sh:ValidationResult"
    path = vormen.vorm(found.shape).pad
    triples: list[ox.Triple] = []
    if path is not None:
        start, triples = path.triples(f"{node.removeprefix('_:')}p")
        yield f" ;\n    sh:resultPath {start}"
    for name, value in facts.items():
        if value is not None:
            yield f" ;\n    sh:{name} {value}"
    yield " .\n"
    for triple in triples:
        yield f"{triple} .\n"
