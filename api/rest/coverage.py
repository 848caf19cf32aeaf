"""What an answer can be trusted for: does its date lie within what the sources cover?"""

from __future__ import annotations

from datetime import date

from api.context import Context
from api.context import Dekking as DekkingVanBron
from api.rest.models import Dekking
from verbanden.errors import Taal


def coverage(ctx: Context, peildatum: date, taal: Taal) -> list[Dekking]:
    """Tell per source whether it is complete on a date, and if not, what may be missing."""
    return [_of(bron, peildatum, ctx.release.datum, taal) for bron in ctx.release.dekking]


def _of(gedekt: DekkingVanBron, peildatum: date, uitgave: date, taal: Taal) -> Dekking:
    bron, volledig, vertrek = gedekt
    missing: list[tuple[str, str]] = []
    if peildatum > uitgave:
        missing.append(
            (
                f"Wijzigingen na {uitgave}, de datum van deze uitgave, zijn niet bekend.",
                f"Changes after {uitgave}, the date of this release, are unknown.",
            )
        )
    if volledig and peildatum < volledig:
        missing.append(
            (
                f"Voor {volledig} is de bron niet volledig: er kan van alles ontbreken.",
                f"Before {volledig} the source is not complete: anything may be missing.",
            )
        )
    if vertrek and peildatum < vertrek:
        missing.append(
            (
                f"Wie voor {vertrek} uittrad, staat niet in de bron.",
                f"Whoever left before {vertrek} is not in the source.",
            )
        )
    texts = [nl if taal == "nl" else en for nl, en in missing]
    return Dekking(
        bron=bron,
        volledig_vanaf=volledig,
        vertrek_zichtbaar_vanaf=vertrek,
        volledig=not missing,
        toelichting=" ".join(texts) or None,
    )
