"""Members that were merged away: their successors carry on, as derived and marked Deelnames.

A source that still lists an abolished member after its abolition says in effect that its successor takes part.
So from the day of abolition to the end of that listing each successor has a derived Deelname, except for the time
that the source itself names it, and onward to its own successors when it is abolished in turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from verbanden.model import Deelname, Periode, Vermelding
from verbanden.namespaces import local_key
from verbanden.participation import Ledenlijst, Reeks, begin_of, end_of


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch in which a successor carries on: [begin, einde), why it ends, and for which runs.

    `rijen` are the claims that outlived their member, the last one in front: by its organs the successor acts.
    """

    lid: str
    begin: date
    einde: date | None
    reden: str | None
    rijen: tuple[Vermelding, ...]
    zet_voort: tuple[str, ...]


def continued(
    lijst: Ledenlijst, runs: Iterable[tuple[Reeks, Deelname | None]], recorded: Sequence[Deelname]
) -> list[Deelname]:
    """Give the derived Deelnames of a partnership; `recorded` are those that the source itself names."""
    spans: list[_Span] = []
    for run, own in runs:
        bestaan = lijst.organisaties.lid(run.lid).periode
        if bestaan.einde is None:
            continue
        listed_until, reason = end_of(lijst, run)
        if listed_until is not None and listed_until <= bestaan.einde:
            continue
        begin = max(bestaan.einde, begin_of(lijst, run)[0])
        keys = (own.sleutel,) if own else ()
        span = _Span(run.lid, begin, listed_until, reason, _outlived(lijst, run, bestaan.einde), keys)
        spans += [_paused(lijst, run, found) for found in _follow(lijst, span, frozenset({run.lid}))]
    derived: list[Deelname] = []
    for lid in sorted({span.lid for span in spans}):
        own_time = [d.periode for d in recorded if d.lid == lid]
        mine = _joined([span for span in spans if span.lid == lid])
        derived += [_deelname(lijst, span) for span in _free(mine, own_time)]
    return derived


def _outlived(lijst: Ledenlijst, run: Reeks, abolished: date) -> tuple[Vermelding, ...]:
    """Give the rows of the versions that held after the abolition, those of the last version in front."""
    held = [i for i in range(run.eerste, run.laatste + 1) if (lijst.versies[i].einde or date.max) > abolished]
    return tuple(row for i in reversed(held) for row in lijst.leden[i][run.lid])


def _paused(lijst: Ledenlijst, run: Reeks, span: _Span) -> _Span:
    """See that a successor does not leave at a gap after which the source names it."""
    if span.reden == "uitgetreden" and lijst.gap_after(run.laatste) and span.lid in lijst.leden[run.laatste + 1]:
        return replace(span, reden="onderbreking")
    return span


def _follow(lijst: Ledenlijst, span: _Span, seen: frozenset[str]) -> list[_Span]:
    """Hand a span of an abolished organisation to its successors, and on to theirs; `seen` ends a circle."""
    found: list[_Span] = []
    for step in lijst.organisaties.opvolgers(span.lid):
        if step.opvolger in seen:
            continue
        bestaan = lijst.organisaties.lid(step.opvolger).periode
        begin = max(span.begin, step.datum, bestaan.begin or step.datum)
        mine = replace(span, lid=step.opvolger, begin=begin)
        if bestaan.einde is not None and (span.einde is None or bestaan.einde < span.einde):
            after = replace(mine, begin=max(bestaan.einde, begin))
            found += _follow(lijst, after, seen | {step.opvolger})
            mine = replace(mine, einde=bestaan.einde, reden="lid-opgeheven")
        if mine.einde is None or mine.begin < mine.einde:
            found.append(mine)
    return found


def _joined(spans: list[_Span]) -> list[_Span]:
    """Lay together spans of one successor that touch: five merged members have one successor."""
    result: list[_Span] = []
    for span in sorted(spans, key=lambda s: (s.begin, s.einde or date.max, s.zet_voort)):
        last = result[-1] if result else None
        if last is None or (last.einde is not None and span.begin > last.einde):
            result.append(span)
            continue
        longer, other = (last, span) if _after(last.einde, span.einde) else (span, last)
        result[-1] = replace(
            last,
            einde=longer.einde,
            reden=longer.reden,
            rijen=tuple(dict.fromkeys((*longer.rijen, *other.rijen))),
            zet_voort=tuple(dict.fromkeys((*last.zet_voort, *span.zet_voort))),
        )
    return result


def _after(a: date | None, b: date | None) -> bool:
    return (a or date.max) >= (b or date.max)


def _free(spans: list[_Span], taken: Sequence[Periode]) -> list[_Span]:
    """Cut out the time in which the source names the successor itself: then, or at once after, it is named."""
    result: list[_Span] = []
    for span in spans:
        begin, until = span.begin, span.einde or date.max
        for periode in sorted(taken, key=lambda p: p.begin or date.min):
            van, tot = periode.begin or date.min, periode.einde or date.max
            if tot <= begin or van > until:
                continue
            if van > begin:
                result.append(replace(span, begin=begin, einde=van, reden="opvolger-vermeld"))
            begin = tot
        if begin < until:
            result.append(replace(span, begin=begin))
    return result


def _deelname(lijst: Ledenlijst, span: _Span) -> Deelname:
    return Deelname(
        sleutel=f"{lijst.sleutel}-{local_key(span.lid)}-{span.begin}-voortzetting",
        verband=lijst.sleutel,
        lid=span.lid,
        periode=Periode(span.begin, span.einde),
        begin_grond="voortzetting",
        eind_reden=span.reden,
        organen=span.rijen[0].organen,
        aandeel=None,
        vermeldingen=tuple((row.regeling, row.nummer) for row in span.rijen),
        afgeleid=True,
        zet_voort=span.zet_voort,
    )
