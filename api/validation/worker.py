"""The worker process: reads and checks one task after another, within limits that the system enforces.

Started as `python -m api.validation.worker FD PARENT`; it speaks JSON over the socket FD and holds no release:
what a release knows, it asks its parent. It ends when its parent does.
"""

from __future__ import annotations

import gc
import gzip
import importlib
import json
import sys
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import yaml

from api.validation import confine, forms
from api.validation.asking import Gevraagd
from api.validation.refusals import Geweigerd, of_errors, stopped, too_much_memory
from api.validation.task import LIST, MAPPING, MOTOREN, REPORT, Lezer, Stuk, Taak, Werkwijze, fault
from verbanden.checking import toetsing
from verbanden.comparison.listed import lees_lijst
from verbanden.errors import QueryError, SourceError
from verbanden.namespaces import PROJECT, VB
from verbanden.submission import Inzending, InzendingError, Limieten

_DRY_RUN = f'<{PROJECT}id/verband/proef> a <{VB}Samenwerkingsverband> ; <{VB}naam> "Proef"@nl .'.encode()


def main() -> None:
    """Serve the parent until it closes the pipe."""
    handle, parent = (int(argument) for argument in sys.argv[1:3])
    confine.die_with(parent)
    with Connection(handle) as pipe:
        try:
            Werker(pipe).serve()
        except (EOFError, ConnectionError):
            return


class Werker:
    """Reads and checks; everything it imports and parses is warm after the first message."""

    def __init__(self, pipe: Connection) -> None:
        self.pipe = pipe
        self.wijze = Werkwijze(**json.loads(pipe.recv_bytes()))
        self.limieten = Limieten(
            bytes=self.wijze.max_bytes, triples=self.wijze.max_triples, diepte=self.wijze.max_depth
        )

    def serve(self) -> None:
        """Warm up, say so, and do tasks."""
        try:
            lezer = self._warm()
        except Exception:  # noqa: BLE001 - whatever it is, the parent is to know
            self._tell({"kapot": traceback.format_exc()})
            return
        confine.limit_memory(self.wijze.max_memory)
        self._tell({"vrij": confine.resident()})
        while True:
            taak = Taak.uit_json(json.loads(self.pipe.recv_bytes()))
            confine.limit_time(self.wijze.max_seconds)
            self._tell(self._outcome(taak, lezer))
            # After the answer is given: nobody waits for tidying up.
            gc.collect()
            confine.give_back()
            self._tell({"vrij": confine.resident()})

    def _warm(self) -> Lezer:
        # What libraries think of a document is not for the log of the service.
        warnings.simplefilter("ignore")
        module, _, name = self.wijze.lezer.partition(":")
        lezer: Lezer = getattr(importlib.import_module(module), name)
        known = Gevraagd(self.pipe, self.wijze.release, self.wijze.datum, dry=True)
        for motor in MOTOREN:
            read = lezer(
                "proef.ttl",
                _DRY_RUN,
                mediatype="text/turtle",
                limieten=self.limieten,
                mapping=None,
                herken=known.herken,
            )
            toetsing.toets([read], known, toetsing.Opdracht(motor=motor)).als_json()
        confine.close_in(self.wijze.max_report)
        gc.collect()
        gc.freeze()
        return lezer

    def _outcome(self, taak: Taak, lezer: Lezer) -> dict[str, Any]:
        try:
            if taak.doel == "verslag":
                return {"gereed": self._report(taak)}
            return {"gereed": self._list(taak, lezer) if taak.doel == "lijst" else self._check(taak, lezer)}
        except Geweigerd as refused:
            fout = refused.fout
        except MemoryError:
            return {"fout": too_much_memory(self.wijze.max_memory), "vervang": True}
        except RecursionError:
            fout = fault("te-veel", "Het document is te diep genest.", "The document is nested too deeply.")
        except (SourceError, QueryError) as error:
            fout = fault("document-geweigerd", error.nl, error.en)
        except Exception:  # noqa: BLE001 - one document may not end the worker; the parent logs it
            if Path(taak.map).is_dir():
                return {"onverwacht": traceback.format_exc()}
            fout = stopped()  # deleted, by another process of the service
        return {"fout": fout}

    def _check(self, taak: Taak, lezer: Lezer) -> dict[str, Any]:
        known = Gevraagd(self.pipe, self.wijze.release, self.wijze.datum)
        read = self._read(taak, lezer, known)
        opdracht = toetsing.Opdracht(
            criteria=taak.criteria,
            peildatum=date.fromisoformat(taak.peildatum) if taak.peildatum else None,
            motor=taak.motor,
        )
        verslag = toetsing.toets(read, known, opdracht, self._progress).als_json()
        data = json.dumps(verslag, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
        self._write(gzip.compress(self._fitting(data), compresslevel=3, mtime=0), Path(taak.map) / REPORT)
        return {
            "uitkomst": verslag["uitkomst"],
            "peildatum": verslag["context"]["peildatum"],
            "tellingen": verslag["tellingen"],
        }

    def _list(self, taak: Taak, lezer: Lezer) -> dict[str, Any]:
        """Only read: comparing a list with the release is done where the release is."""
        known = Gevraagd(self.pipe, self.wijze.release, self.wijze.datum)
        try:
            found = lees_lijst(self._read(taak, lezer, known)).als_json()
        except InzendingError as error:
            raise Geweigerd(fault("te-veel", error.nl, error.en)) from error
        self._write(self._fitting(json.dumps(found).encode()), Path(taak.map) / LIST)
        return {"rijen": len(found["opgaven"])}

    def _report(self, taak: Taak) -> dict[str, Any]:
        """Write a report that is kept in another form."""
        try:
            content = forms.write(Path(taak.map), Path(taak.eerder) if taak.eerder else None, taak.vorm, taak.taal)
            self._write(gzip.compress(content, compresslevel=3, mtime=0), Path(taak.map) / taak.uit)
        except FileNotFoundError as error:
            gone = fault("niet-gevonden", "Het verslag is verwijderd.", "The report was deleted.")
            raise Geweigerd(gone) from error
        return {}

    def _fitting(self, data: bytes) -> bytes:
        if len(data) > self.wijze.max_report:
            raise Geweigerd(
                fault(
                    "te-veel",
                    f"Het verslag is groter dan {self.wijze.max_report} bytes. Bied de documenten in delen aan.",
                    f"The report is larger than {self.wijze.max_report} bytes. Send the documents in parts.",
                )
            )
        return data

    def _write(self, data: bytes, path: Path) -> None:
        half = path.with_name(f"{path.name}.half")
        half.write_bytes(data)
        half.replace(path)

    def _read(self, taak: Taak, lezer: Lezer, known: Gevraagd) -> list[Inzending]:
        mapping = _mapping(Path(taak.map) / MAPPING) if taak.mapping else None
        read: list[Inzending] = []
        errors: list[tuple[Stuk, InzendingError]] = []
        for number, stuk in enumerate(taak.stukken, start=1):
            self._progress(
                f"document {number} van {len(taak.stukken)} lezen",
                f"reading document {number} of {len(taak.stukken)}",
            )
            try:
                read.append(
                    lezer(
                        stuk.naam,
                        (Path(taak.map) / stuk.bestand).read_bytes(),
                        mediatype=stuk.mediatype,
                        limieten=self.limieten,
                        mapping=mapping,
                        herken=known.herken,
                    )
                )
            except InzendingError as error:
                errors.append((stuk, error))
        if errors:
            raise Geweigerd(of_errors(errors))
        total = sum(len(one.triples) for one in read)
        if total > self.wijze.max_triples:
            raise Geweigerd(
                fault(
                    "te-veel",
                    f"Samen hebben de documenten {total} triples; ten hoogste {self.wijze.max_triples}.",
                    f"Together the documents have {total} triples; at most {self.wijze.max_triples}.",
                )
            )
        return read

    def _progress(self, nl: str, en: str) -> None:
        self._tell({"voortgang": {"nl": nl, "en": en}})

    def _tell(self, message: dict[str, Any]) -> None:
        self.pipe.send_bytes(json.dumps(message).encode())


def _mapping(path: Path) -> dict[str, Any]:
    """Read a mapping as JSON or YAML; raises Geweigerd when it is neither, or not an object."""
    with _as_mapping_fault():
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
        if not isinstance(read, dict):
            raise ValueError(type(read).__name__)
        return read
    raise AssertionError


@contextmanager
def _as_mapping_fault() -> Iterator[None]:
    try:
        yield
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:300]
        errors = [
            {
                "in": "mapping",
                "nl": f"niet te lezen als JSON of YAML: {reason}",
                "en": f"cannot be read as JSON or YAML: {reason}",
            }
        ]
        raise Geweigerd(
            fault(
                "ongeldige-invoer",
                f"De mapping is niet te lezen: {reason}",
                f"The mapping cannot be read: {reason}",
                errors=errors,
            )
        ) from error


if __name__ == "__main__":
    main()
