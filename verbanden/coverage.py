"""What an answer can be trusted for: does its date lie within what a source covers?

Coverage is not history: a register that became complete in 2021 shows itself filling up before, and one that keeps
no date of leaving cannot show who left before it began to keep versions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Dekking:
    """What a source covers: absence means something from `volledig_vanaf`, leavers show from `vertrek_vanaf`.

    `datum` is the day of which the source tells; None for the other two means: no such limit.
    """

    bron: str
    datum: date
    volledig_vanaf: date | None = None
    vertrek_vanaf: date | None = None

    def gemis(self, peildatum: date) -> list[tuple[str, str]]:
        """Tell in Dutch and English what may be missing on a date; an empty list means: covered.

        After its own date a source is only what was last seen.
        """
        missing: list[tuple[str, str]] = []
        if peildatum > self.datum:
            missing.append(
                (
                    f"De bron geeft de stand van {self.datum}; wat daarna veranderde, kent zij niet.",
                    f"The source gives the state of {self.datum}; what changed after it is unknown to it.",
                )
            )
        if self.volledig_vanaf and peildatum < self.volledig_vanaf:
            missing.append(
                (
                    f"Voor {self.volledig_vanaf} is de bron niet volledig: er kan van alles ontbreken.",
                    f"Before {self.volledig_vanaf} the source is not complete: anything may be missing.",
                )
            )
        if self.vertrek_vanaf and peildatum < self.vertrek_vanaf:
            missing.append(
                (
                    f"Wie voor {self.vertrek_vanaf} uittrad, staat niet in de bron.",
                    f"Whoever left before {self.vertrek_vanaf} is not in the source.",
                )
            )
        return missing
