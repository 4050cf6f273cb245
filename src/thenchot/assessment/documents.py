"""What the official papers of an assessment say, as frozen content: the room of files only lays it out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True)
class Letterhead:
    """Who issues a paper, in the State's layout (quốc hiệu) or the Party's; `above` is blank where no body stands above."""

    party: bool
    above: str
    body: str


@dataclass(frozen=True)
class Footing:
    """What stands at the foot of each page, so that paper can be compared with the record.

    `hash` begins the digest that `named` names, of the frozen result or of the last row of the trail; it is blank while
    nothing is frozen. A `draft` says so across the page.
    """

    code: str
    version: int
    hash: str = ""
    draft: bool = False
    named: str = "mã niêm phong"


@dataclass(frozen=True)
class Signature:
    """Who signs, as what, on which day; a blank day or name is left to the pen."""

    role: tuple[str, ...]
    name: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Subject:
    """The three lines about the person that each form begins with."""

    name: str
    title: str
    unit: str


@dataclass(frozen=True)
class CriterionLine:
    """A row of the form's table; a `heading` row carries its group's name and maximum, no mark of its own."""

    number: str
    text: str
    max: Fraction | None
    own: Fraction | None = None
    confirmed: Fraction | None = None
    heading: bool = False


@dataclass(frozen=True)
class WorkLine:
    """A plan row as a form to be filled by hand lists it: what is on record, and room for the person's word on it."""

    content: str
    units: Fraction
    deadline: date | None
    recorded: str


@dataclass(frozen=True)
class PeriodForm:
    """One person's sheet of a month or quarter: Mẫu số 01 of the decree, or the rulebook's own form with its criteria.

    `form` names the decree's form and is blank for other rulebooks; scores are exact, None until confirmed.
    """

    letterhead: Letterhead
    form: str
    rulebook: str
    period: str
    subject: Subject
    lines: tuple[CriterionLine, ...]
    max: Fraction
    own: Fraction | None
    general: Fraction | None
    results: Fraction | None
    total: Fraction | None
    level: str
    strengths: str
    weaknesses: str
    opinion: str
    signed: tuple[Signature, Signature]
    footing: Footing
    entered_by: str = ""
    """Who entered it for the person (nhập thay)."""
    work: tuple[WorkLine, ...] = ()
    asked: tuple[str, ...] = ()
    """Both only on a form that is filled by hand: the work on record, and what a leader chooses beside the marks."""


@dataclass(frozen=True)
class MonthLine:
    """One of the twelve rows of Mẫu số 02."""

    month: int
    score: Fraction | None
    note: str = ""


@dataclass(frozen=True)
class YearForm:
    """One person's sheet of a year: Mẫu số 02 of the decree. Levels are named, from high to low."""

    letterhead: Letterhead
    year: int
    subject: Subject
    months: tuple[MonthLine, ...]
    mean: Fraction | None
    levels: tuple[str, ...]
    own_level: str
    level: str
    handling: str
    signed: tuple[Signature, Signature]
    footing: Footing
    entered_by: str = ""


@dataclass(frozen=True)
class Said:
    """What a meeting said of one person."""

    person: str
    title: str
    text: str
    author: str = ""


@dataclass(frozen=True)
class SealNote:
    """The last sealed day of the trail, printed so that a stranger can compare it later."""

    day: date
    hash: str
    key: str = ""
    """The public key that an exported pack of the trail is checked with."""


@dataclass(frozen=True)
class Minutes:
    """The minutes (biên bản) of a meeting of Điều 21; `absent` holds one person with the reason a line."""

    letterhead: Letterhead
    period: str
    about: str
    held_on: date
    place: str
    chair: str
    secretary: str
    present: int
    absent: tuple[str, ...]
    text: tuple[str, ...]
    said: tuple[Said, ...]
    seal: SealNote | None
    footing: Footing


@dataclass(frozen=True)
class Counted:
    """A number of people under a heading."""

    text: str
    count: int


@dataclass(frozen=True)
class Changed:
    """Raised and lowered among the people of a unit."""

    unit: str
    raised: int
    lowered: int


@dataclass(frozen=True)
class CeremonySummary:
    """What is read out when a period is published (lễ chào cờ): numbers, and names only where the body publishes them."""

    letterhead: Letterhead
    period: str
    scope: str
    rulebook: str
    total: int
    excused: int
    assessed: int
    ranked: bool
    levels: tuple[Counted, ...]
    unfinished: tuple[Counted, ...]
    excuses: tuple[Counted, ...]
    changes: tuple[Changed, ...]
    raised: int
    lowered: int
    praised: str
    names: tuple[Subject, ...] | None
    seal: SealNote | None
    footing: Footing
