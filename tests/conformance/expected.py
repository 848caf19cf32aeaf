"""Writes the expected reports of the cases anew, after a change of shapes or cases.

Run it as `python -m tests.conformance.expected`.
What it writes is for review: the difference is what the change means for those who run the test pack.
"""

from __future__ import annotations

from pathlib import Path

from verbanden import pack

ROOM = Path(__file__).parents[2] / "shapes" / "gevallen"

if __name__ == "__main__":
    for name in pack.CASES:
        (ROOM / f"{name}.manifest.ttl").write_bytes(pack.expected(name))
