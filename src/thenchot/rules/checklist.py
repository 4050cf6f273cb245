"""What the answers to a checklist (bảng kiểm) add up to: points, what was found, a place in a league. No level of the law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from thenchot.rules.book import SWITCHES

Kind = Literal["found", "points", "rank"]
"""Items are ticked where something was found, given 0 to n points, or ranked within a league."""

FOUND, POINTS, RANK = "found", "points", "rank"
ON = ("on", "on_with_note")
HUNDRED = Fraction(100)


@dataclass(frozen=True)
class Item:
    """A line of a checklist (mục); without words it is a code that waits for its text (chưa có văn bản)."""

    code: str
    vi: str = ""
    en: str = ""
    group: str = ""
    most: Fraction = Fraction(1)
    citation: str = ""
    confidence: str = "quoted"
    facts: tuple[str, ...] = ()
    """Kinds of recorded facts that speak to it."""

    @property
    def worded(self) -> bool:
        return bool(self.vi.strip())


@dataclass(frozen=True)
class Group:
    code: str
    vi: str
    en: str = ""


@dataclass(frozen=True)
class Standing:
    """A step of a checklist's own scale ("đạt"); `min` is its lower bound in percent of the points there are to get."""

    code: str
    vi: str
    en: str = ""
    min: Fraction = Fraction(0)


@dataclass(frozen=True)
class Edition:
    """A checklist as it stands in one edition (phiên bản)."""

    code: str
    edition: str
    vi: str
    kind: Kind
    about: Literal["person", "unit"]
    period: Literal["month", "quarter", "half_year", "year"]
    items: tuple[Item, ...]
    en: str = ""
    answered_by: Literal["self", "head", "office"] = "self"
    checked_by: Literal["nobody", "head", "organisation_body"] = "nobody"
    registration: bool = False
    """Voluntary: who wants to registers for a period, and is then found to have achieved it or not."""
    achieved_from: Fraction | None = None
    """Percent of the points from which what was registered is proposed as achieved; None leaves it to who checks."""
    groups: tuple[Group, ...] = ()
    standings: tuple[Standing, ...] = ()
    """The scale, the best first; of a league, what a field may be found to be."""
    citation: str = ""
    confidence: str = "quoted"
    note: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def item(self, code: str) -> Item | None:
        return next((item for item in self.items if item.code == code), None)

    def standing(self, code: str) -> Standing | None:
        return next((standing for standing in self.standings if standing.code == code), None)

    def in_force_on(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)

    @property
    def unworded(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if not item.worded)

    @property
    def needs_note(self) -> bool:
        """Whether a named person must sign with the text beside it: something in it is not sure enough to ship on."""
        sure = all(SWITCHES[item.confidence] in ON for item in self.items)
        return not sure or SWITCHES[self.confidence] not in ON


class Answer(NamedTuple):
    """What was answered to one item: 1 where found, points, or a rank among `of` with what the field was found to be."""

    value: Fraction | None = None
    of: int | None = None
    standing: str = ""
    note: str = ""


Answers = Mapping[str, Answer]


@dataclass(frozen=True)
class Outcome:
    """What the answers add up to; `points` of `most` and `share` in percent are None where the kind has none."""

    answered: int
    waiting: tuple[str, ...] = ()
    """Codes of worded items without an answer."""
    found: tuple[str, ...] = ()
    points: Fraction | None = None
    most: Fraction | None = None
    share: Fraction | None = None
    standing: str = ""
    best: int = 0
    """Of a league: in how many fields the unit has the best standing, of `fields` that have one."""
    fields: int = 0
    ranks: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def judge(edition: Edition, answers: Answers) -> Outcome:
    """Add up the answers. An item that nobody answered is never taken as zero nor as full: it waits."""
    known = {item.code: answers[item.code] for item in edition.items if item.code in answers}
    waiting = tuple(item.code for item in edition.items if item.worded and item.code not in known)
    match edition.kind:
        case "found":
            return Outcome(len(known), (), tuple(code for code, answer in known.items() if answer.value))
        case "rank":
            return _league(edition, known, waiting)
        case _:
            return _points(edition, known, waiting)


def _points(edition: Edition, known: Answers, waiting: tuple[str, ...]) -> Outcome:
    points = sum((answer.value or Fraction(0) for answer in known.values()), Fraction(0))
    most = sum((item.most for item in edition.items if item.worded), Fraction(0))
    share = points * HUNDRED / most if most and not waiting else None
    return Outcome(
        len(known),
        waiting,
        points=points,
        most=most,
        share=share,
        standing=standing_at(edition.standings, share),
    )


def standing_at(standings: Sequence[Standing], share: Fraction | None) -> str:
    """The best standing whose lower bound the unrounded share reaches; "" without a share or below them all."""
    if share is None:
        return ""
    return next((one.code for one in standings if share >= one.min), "")


def _league(edition: Edition, known: Answers, waiting: tuple[str, ...]) -> Outcome:
    best = edition.standings[0].code if edition.standings else ""
    named = [answer.standing for answer in known.values() if answer.standing]
    ranks = {
        code: (int(answer.value), answer.of)
        for code, answer in known.items()
        if answer.value is not None and answer.of
    }
    return Outcome(
        len(known), waiting, best=sum(1 for code in named if code == best), fields=len(named), ranks=ranks
    )


def achieved(edition: Edition, outcome: Outcome) -> bool | None:
    """Whether what was registered is proposed as achieved; None where the edition or the answers leave it open."""
    if edition.achieved_from is None or outcome.share is None:
        return None
    return outcome.share >= edition.achieved_from


class Difference(NamedTuple):
    """What another edition would have made of the same answers."""

    before: Outcome
    after: Outcome
    gone: tuple[str, ...]
    """Items that were answered and that the other edition does not have."""

    @property
    def changes(self) -> bool:
        same = (self.before.points, self.before.standing, self.before.found, self.before.best)
        return same != (self.after.points, self.after.standing, self.after.found, self.after.best) or bool(
            self.gone
        )


def under(before: Edition, after: Edition, answers: Answers) -> Difference:
    """Judge the same answers by both editions, item by item of the same code; more points than an item has count as its most."""
    taken = {code: _within(after, code, answer) for code, answer in answers.items() if after.item(code)}
    gone = tuple(code for code in answers if not after.item(code))
    return Difference(judge(before, answers), judge(after, taken), gone)


def _within(edition: Edition, code: str, answer: Answer) -> Answer:
    item = edition.item(code)
    if item is None or answer.value is None or edition.kind == RANK:
        return answer
    return answer._replace(value=min(answer.value, item.most))
