"""What a job costs a person: acts counted, and the seconds that a keystroke-level model gives them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, fields

TAP = 1.1
"""Pointing at something and pressing it: P of Card, Moran, Newell (1980)."""
KEY = 0.28
"""One keystroke of an average non-secretary typist: K of the same."""
DECIDE = 1.35
"""Making up one's mind before an act: M of the same."""
SYLLABLE = 0.2
"""Reading: 238 English words a minute (Brysbaert 2019, silent reading), taken as 300 Vietnamese syllables."""
SWIPE = 0.5
"""Moving a phone's or a wheel's page on by one window: our own generous figure."""
LOOK = DECIDE + 8 * SYLLABLE
"""Finding the next thing to do on a page that has just come: eight syllables of headings, and making up one's mind."""
STROKES = {"đ": 2, "Đ": 2}


@dataclass
class Effort:
    """What somebody did, in their own acts; `waited` are seconds of the machine, which no model adds.

    `carried` are keystrokes that only carry what is known already: a pasted table is two, however long it is.
    """

    taps: int = 0
    keys: int = 0
    commands: int = 0
    decisions: int = 0
    syllables: int = 0
    swipes: int = 0
    pages: int = 0
    waited: float = 0.0

    @property
    def actions(self) -> int:
        """Taps and keys that command something; what is typed as text is told apart."""
        return self.taps + self.commands

    @property
    def typing(self) -> float:
        return self.keys * KEY

    @property
    def seconds(self) -> float:
        """Seconds of human work, typing included."""
        read = self.syllables * SYLLABLE + self.decisions * DECIDE + self.pages * LOOK
        return self.taps * TAP + self.commands * KEY + self.swipes * SWIPE + read + self.typing

    def __add__(self, other: Effort) -> Effort:
        return Effort(
            **{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)}
        )


def strokes(text: str) -> int:
    """Keystrokes of a Vietnamese text in the Telex way: each mark of a letter and each tone is one more key.

    >>> strokes("đã")
    4
    """
    apart = unicodedata.normalize("NFD", text)
    return sum(STROKES.get(sign, 1) for sign in apart)


def syllables(text: str) -> int:
    """Vietnamese writes each syllable apart; figures are read as one."""
    return len(text.split())
