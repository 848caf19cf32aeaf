"""What an answer can be trusted for: does its date lie within what the sources cover?"""

from __future__ import annotations

from datetime import date

from api.context import Context
from api.rest.models import Dekking
from verbanden.errors import Taal


def coverage(ctx: Context, peildatum: date, taal: Taal) -> list[Dekking]:
    """Tell per source of which day it is, whether it is complete on a date, and if not, what may be missing."""
    told: list[Dekking] = []
    for bron in ctx.release.dekking:
        missing = [nl if taal == "nl" else en for nl, en in bron.gemis(peildatum)]
        told.append(
            Dekking(
                bron=bron.bron,
                stand=bron.datum,
                volledig_vanaf=bron.volledig_vanaf,
                vertrek_zichtbaar_vanaf=bron.vertrek_vanaf,
                volledig=not missing,
                toelichting=" ".join(missing) or None,
            )
        )
    return told
