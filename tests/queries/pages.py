"""The docs pages of the questions and patterns, written from the query files and the rows kept of them."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.queries.questions import FIFTEEN, FIGURES, GOLDEN, QUESTIONS, ROOT
from verbanden.namespaces import TOOI_ID, local_key
from verbanden.query import Parameter, Vraag, load

QUERIES_PAGE = ROOT / "docs" / "queries.md"
PATTERNS_PAGE = ROOT / "docs" / "patterns.md"
MARK = "<!-- From here on this page is written from queries/ and its golden results. -->\n"
SHOWN = 3
"""Rows of an answer that the page shows."""

NEEDS = {"verplicht": "required", "optioneel": "optional", "release": "default: the release’s date"}
_BLOCK = re.compile(r"(<!-- (patronen/[a-z-]+) -->\n```sparql\n)(.*?)(```\n)", re.DOTALL)


def queries_page(text: str) -> str:
    """Give the page of the questions: what people wrote above the mark, and a section for each question."""
    intro = text.split(MARK, 1)[0]
    rest = [name for name in QUESTIONS if name not in (*FIFTEEN, *FIGURES) and not name.startswith("patronen/")]
    verdicts = [name for name in rest if name.startswith("oordeel/")]
    others = [name for name in rest if name not in verdicts]
    parts = [intro, MARK, "\n## The fifteen questions\n"]
    parts += [_section(load(name)) for name in FIFTEEN]
    parts += ["\n## The figures\n", *(_section(load(name)) for name in (*FIGURES, *others))]
    parts += ["\n## The verdicts\n", *(_section(load(name)) for name in verdicts)]
    return "".join(parts)


def patterns_page(text: str) -> str:
    """Give the page of the patterns with the query of each file in its block."""
    return _BLOCK.sub(lambda block: f"{block[1]}{body(load(block[2]))}{block[4]}", text)


def body(vraag: Vraag) -> str:
    """Give a query without its header."""
    return "".join(line for line in vraag.tekst.splitlines(keepends=True) if not line.startswith("#+"))


def _section(vraag: Vraag) -> str:
    parts = [
        f"\n### {vraag.titel_nl}\n\n",
        f"*{vraag.titel_en}* · [`{vraag.naam}`](../queries/{vraag.naam}.rq)\n\n",
    ]
    parts += [f"{vraag.vraag_en}\n", f"({vraag.vraag_nl})\n\n"]
    if vraag.parameters:
        parts += ["| Parameter | Kind | | Meaning | Example |\n", "| --- | --- | --- | --- | --- |\n"]
        parts += [_parameter(p) for p in vraag.parameters]
        parts.append("\n")
    parts.append(f"```sh\n{command(vraag)}\n```\n\n")
    return "".join([*parts, _answer(GOLDEN / f"{vraag.naam}.csv")])


def _parameter(p: Parameter) -> str:
    example = f"`{typed(p.voorbeeld)}`" if p.voorbeeld else ""
    return f"| `{p.naam}` | {p.soort} | {NEEDS[p.nodig]} | {p.en} ({p.nl}) | {example} |\n"


def typed(value: str) -> str:
    """Give an example as people type it: the code of an organisation rather than its IRI."""
    return local_key(value) if value.startswith(TOOI_ID) else value


def command(vraag: Vraag) -> str:
    """Give the command that asks a question with its example; what has a default is left out."""
    filled = [p for p in vraag.parameters if p.voorbeeld and p.nodig == "verplicht"]
    return " ".join(
        [
            "verbanden query",
            vraag.naam,
            *(shlex.join(["--param", f"{p.naam}={typed(p.voorbeeld)}"]) for p in filled),
        ]
    )


def _answer(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    count = len(lines) - 1
    shown = lines[: SHOWN + 1]
    said = f"{count} rows" if count > SHOWN else "All rows"
    first = ", the first:" if count > SHOWN else ":"
    return f"{said}{first}\n\n```csv\n" + "\n".join(shown) + "\n```\n"
