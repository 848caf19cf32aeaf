"""From the graphs of a release to the release itself: dumps, validation, report, catalogue, manifest, publication.

A release is refused when validation finds a violation of our own making; what is the source's doing is reported.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from verbanden import catalogue, dumps, pack
from verbanden import release as releases
from verbanden.assemble import Gelezen, Progress, Samenstel, silent
from verbanden.definition.criteria import criteriasets
from verbanden.definition.situations import situations
from verbanden.definition.verdicts import OUTCOMES
from verbanden.errors import ReleaseError
from verbanden.findings import Rapport
from verbanden.graph.terms import Triple
from verbanden.model import Afwijzing, Bevinding
from verbanden.namespaces import CC0
from verbanden.query import names
from verbanden.release import Release
from verbanden.validation import load_shapes, validate

SHAPES = "gegevens"
_CATALOGUE = "catalogus.ttl"
_REPORTS = ("afwijzingen.jsonl", "bevindingen.jsonl", "toetsing.json")


def build_release(
    home: Path, base: str, samenstel: Samenstel, *, recept: str | None = None, progress: Progress = silent
) -> Release:
    """Write and publish a release; raises ReleaseError when it would hold violations of our own making.

    `recept` is the hash of what it was made with, where nothing but the embedded data went in: by it `serve` sees
    when to build anew.
    """
    consolidated = samenstel.default_graph()
    progress("gegevens toetsen", "validating")
    rapport = check_facts(consolidated)
    with releases.workplace(home) as folder:
        progress("bestanden schrijven", "writing dumps")
        dumps.write_all(folder, consolidated, samenstel.graven, samenstel.store)
        findings = [*samenstel.geschiedenis.bevindingen, *rapport.bevindingen()]
        _write_report(folder, rapport, findings, samenstel.bronnen)
        progress("toetspakket maken", "making the test pack")
        stand = situations(samenstel.store, samenstel.datum, samenstel.datum)
        pack.write(folder / pack.NAME, stand.ntriples(), samenstel.datum)
        manifest = {**describe(base, samenstel, len(consolidated), findings), "recept": recept}
        files = {
            path.name: {"bytes": path.stat().st_size, "sha256": releases.sha256(path)} for path in folder.iterdir()
        }
        record = catalogue.record(base, samenstel.datum, files, manifest["triples"])
        (folder / _CATALOGUE).write_bytes(record)
        digest = releases.seal(folder, manifest, needed_files())
        progress("publiceren", "publishing")
        return releases.publish(home, folder, samenstel.datum, digest)


def needed_files() -> frozenset[str]:
    """Give the names of the files that a release always has."""
    tables = (f"{name.removeprefix('uitvoer/')}.csv.gz" for name in names() if name.startswith("uitvoer/"))
    return frozenset({dumps.NQUADS, dumps.TURTLE, dumps.JSONLD, *tables, *_REPORTS, pack.NAME, _CATALOGUE})


def check_facts(consolidated: list[Triple]) -> Rapport:
    """Validate the consolidated view; raises ReleaseError on a violation of our own making."""
    data = " .\n".join([*consolidated, ""]).encode()
    rapport = validate(data, load_shapes(SHAPES))
    ours = [found for found in rapport.resultaten if found.ernst == "fout" and found.toerekening == "ons"]
    if ours:
        raise ReleaseError(
            nl=f"release geweigerd: {len(ours)} fouten van onze eigen hand, de eerste: {ours[0].nl}",
            en=f"release refused: {len(ours)} violations of our own making, the first: {ours[0].en}",
        )
    return rapport


def describe(base: str, samenstel: Samenstel, default: int, findings: Iterable[Bevinding]) -> dict[str, Any]:
    """Make the manifest: what a release is made of and how much there is of everything; no clock in it."""
    named = {graaf.naam: len({*graaf.feiten, *graaf.alleen_hier}) for graaf in samenstel.graven}
    verbanden = samenstel.geschiedenis.verbanden
    return {
        "datum": samenstel.datum.isoformat(),
        "basisIri": base,
        "licentie": CC0,
        "triples": default,
        "quads": default + sum(named.values()),
        "graven": named,
        "bronnen": [_source(bron) for bron in samenstel.bronnen],
        "tellingen": {
            "samenwerkingsverbanden": len(verbanden),
            "inWerking": sum(any(p.bevat(samenstel.datum) for _, p in v.regelingen) for v in verbanden),
            "deelnames": sum(len(v.deelnames) for v in verbanden),
            "afgeleideDeelnames": sum(d.afgeleid for v in verbanden for d in v.deelnames),
            "opvolgkandidaten": len(samenstel.kandidaten),
        },
        "oordelen": _verdicts(samenstel),
        "bevindingen": dict(sorted(Counter(f"{f.van}/{f.ernst}/{f.code}" for f in findings).items())),
    }


def _verdicts(samenstel: Samenstel) -> dict[str, dict[str, int]]:
    """Count the partnerships in force on the release's date by outcome, for each set of criteria."""
    counts = {code: dict.fromkeys(map(str, OUTCOMES), 0) for code in criteriasets()}
    for oordeel in samenstel.oordelen:
        if oordeel.criterium is None and oordeel.periode.bevat(samenstel.datum):
            counts[oordeel.sets[0]][oordeel.uitkomst] += 1
    return counts


def _source(bron: Gelezen) -> dict[str, Any]:
    opname = bron.opname
    return {
        "code": opname.bron.code,
        "titel": opname.bron.titel_nl,
        "title": opname.bron.titel_en,
        "uitgever": opname.bron.uitgever,
        "licentie": opname.bron.licentie,
        "datum": opname.datum.isoformat(),
        "sha256": opname.sha256,
        "volledigVanaf": _iso(opname.bron.volledig_vanaf),
        "vertrekVanaf": _iso(opname.bron.vertrek_vanaf),
        "rijen": {
            t.rij: {"gelezen": t.gelezen, "aangenomen": t.aangenomen, "afgewezen": t.afgewezen}
            for t in opname.tellingen
        },
        "velden": {"afgewezen": sum(a.rij == "veld" for a in bron.afwijzingen)},
    }


def _iso(dag: date | None) -> str | None:
    return dag.isoformat() if dag else None


def _write_report(folder: Path, rapport: Rapport, findings: list[Bevinding], bronnen: Iterable[Gelezen]) -> None:
    """Write what was found and what was rejected, each a line of JSON, and the SHACL report itself."""
    rejected = [{"bron": b.opname.bron.code, **_plain(a)} for b in bronnen for a in b.afwijzingen]
    texts = (_json_lines(rejected), _json_lines([_plain(f) for f in findings]), rapport.json())
    for name, text in zip(_REPORTS, texts, strict=True):
        (folder / name).write_text(text, encoding="utf-8")


def _plain(item: Afwijzing | Bevinding) -> dict[str, Any]:
    return asdict(item)


def _json_lines(rows: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows)
