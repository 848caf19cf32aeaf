"""Memory does not grow with the size of a source."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders.source import open_source
from tests.loaders.hulp import HIER, lees

# What a parser holds at once, and the keys it has seen: far less than a tree of these files would take.
SPEELRUIMTE = 3_000_000


def groei(pad: Path, aantal: int) -> Path:
    """Repeat the regelingen and organisations of the good file, each time with other keys."""
    tekst = (HIER / "roo/goed/volledig.xml").read_text(encoding="utf-8")
    kop, rest = tekst.split("  <p:organisaties>\n", 1)
    blok, staart = rest.rsplit("</p:overheidsorganisaties>", 1)
    with pad.open("w", encoding="utf-8") as bestand:
        bestand.write(kop)
        for n in range(aantal):
            stuk = blok.replace('systeemId="', f'systeemId="{n}-')
            bestand.write("  <p:organisaties>\n" + stuk)
        bestand.write("</p:overheidsorganisaties>" + staart)
    return pad


def piek(stroom: Iterator[object]) -> int:
    tracemalloc.start()
    try:
        for _ in stroom:
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def rss() -> int:
    stat = Path("/proc/self/statm")
    if not stat.exists():
        pytest.skip("needs /proc")
    return int(stat.read_text().split()[1]) * 4096


def test_accepts_a_register_twenty_times_as_large_in_the_same_memory(tmp_path: Path) -> None:
    klein, groot = groei(tmp_path / "klein.xml", 50), groei(tmp_path / "groot.xml", 1000)
    assert groot.stat().st_size > 19 * klein.stat().st_size > 300_000
    list(open_source("roo", klein))
    voor, hoogst = rss(), 0
    for nummer, _ in enumerate(open_source("roo", groot)):
        if nummer % 250 == 0:  # the trees of the parser are outside Python's own memory
            hoogst = max(hoogst, rss())
    assert hoogst - voor < groot.stat().st_size / 2
    assert piek(iter(open_source("roo", groot))) < piek(iter(open_source("roo", klein))) + SPEELRUIMTE


def test_accepts_all_rows_of_a_large_register(tmp_path: Path) -> None:
    assert lees("roo", groei(tmp_path / "groot.xml", 200)).tellingen == {
        "organisatie": (600, 0),
        "regeling": (600, 0),
        "deelname": (1200, 0),
    }
