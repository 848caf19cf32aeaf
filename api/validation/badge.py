"""A small picture of a result for a web page: what it was tested against, the outcome, and the day."""

from __future__ import annotations

from html import escape

from api.validation.answering import moment
from api.validation.kept import Stand
from verbanden.definition.criteria import criteriasets
from verbanden.errors import Taal
from verbanden.namespaces import SVG

_WORDS: dict[str, tuple[str, str, str]] = {
    "voldoet": ("voldoet", "meets it", "#1d6b35"),
    "voldoet-niet": ("voldoet niet", "does not meet it", "#a3242b"),
    "onbekend": ("nog niet bekend", "not known yet", "#7a5200"),
    "niets-te-toetsen": ("niets te toetsen", "nothing to check", "#4a5560"),
    "verlopen": ("verlopen", "expired", "#4a5560"),
    "wachtrij": ("wordt getoetst", "being checked", "#4a5560"),
    "bezig": ("wordt getoetst", "being checked", "#4a5560"),
    "mislukt": ("niet getoetst", "not checked", "#4a5560"),
}
"""What is said, in Dutch and English, and the colour behind it: white on it can be read (contrast over 4.5)."""
_CHARACTER = 6.6
_PADDING = 12.0


def badge(stand: Stand, taal: Taal) -> str:
    """Draw the badge as SVG, without styles or scripts."""
    nl, en, colour = _WORDS[stand.uitkomst or stand.toestand if stand.toestand == "gereed" else stand.toestand]
    day = moment(stand.verloopt if stand.toestand == "verlopen" else stand.beeindigd or stand.aangemaakt)[:10]
    known = criteriasets().get(stand.criteria)
    left = (known.nl if taal == "nl" else known.en) if known else "Verbanden"
    right = f"{nl if taal == 'nl' else en} · {day}"
    if stand.toestand == "verlopen":
        right = f"verlopen op {day}" if taal == "nl" else f"expired on {day}"
    a, b = (_PADDING + _CHARACTER * len(text) for text in (left, right))
    title = escape(f"{left}: {right}")
    return (
        f'<svg xmlns="{SVG}" width="{a + b:.0f}" height="20" role="img" aria-label="{title}" lang="{taal}">'
        f"<title>{title}</title>"
        f'<rect width="{a:.1f}" height="20" fill="#2b3540"/>'
        f'<rect x="{a:.1f}" width="{b:.1f}" height="20" fill="{colour}"/>'
        '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">'
        f'<text x="{a / 2:.1f}" y="14" textLength="{a - _PADDING:.0f}">{escape(left)}</text>'
        f'<text x="{a + b / 2:.1f}" y="14" textLength="{b - _PADDING:.0f}">{escape(right)}</text>'
        "</g></svg>\n"
    )
