"""Whole years of invented people laid straight into the tables, a few hundred at once, from the papers the oracle reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

from tests.assessment.cast import AN, DECREE, Town
from tests.oracle.year_of_person import INSURED, Month, Papers
from thenchot.assessment.models import Cycle, ImportedResult, Sheet
from thenchot.assessment.scoring import decimal, plain
from thenchot.assessment.steps import EXCUSED, OPENED, PUBLISHED
from thenchot.lib import clock
from thenchot.people.models import Appointment, Person

YEAR = 2026
WHOLE = [(date(2018, 6, 1), date.max)]
ABSENCES = (*sorted(INSURED), "unpaid_leave", "study")
OTHER_BOOK = "hn-3814-2018"
SCOPES = {"published": "BT", "open": "BT-KT"}


def draw(random: Random) -> Papers:
    """A year as it may come: quarter by quarter either the months or one result for all three."""
    posts, near = _posts(random), random.choice((50, 70, 90, 95))
    months: list[Month] = []
    for quarter in range(4):
        if random.random() < 0.1 and _in_post(posts, 3 * quarter + 1):
            months += [Month("quarter", _score(random, near))] * 3
        else:
            months += [_month(random, near, posts, 3 * quarter + number) for number in (1, 2, 3)]
    ceiling = random.choice(["HTXS"] * 4 + ["HTT", "HT"])
    return Papers(YEAR, months, posts, forced=random.random() < 0.1, ceiling=ceiling)


def _posts(random: Random) -> list[tuple[date, date]]:
    first = date(YEAR, 1, 1) + timedelta(days=random.randrange(365))
    second = date(YEAR, 1, 1) + timedelta(days=random.randrange(365))
    match random.choice(("whole", "whole", "whole", "late", "left", "between", "gap")):
        case "late":
            return [(first, date.max)]
        case "left":
            return [(date(2018, 6, 1), first)]
        case "between":
            return [(min(first, second), max(first, second))]
        case "gap":
            return [(date(2018, 6, 1), min(first, second)), (max(first, second) + timedelta(days=2), date.max)]
    return WHOLE


def _in_post(posts: Sequence[tuple[date, date]], number: int) -> bool:
    first = date(YEAR, number, 1)
    last = date(YEAR + number // 12, number % 12 + 1, 1) - timedelta(days=1)
    return any(start <= last and end >= first for start, end in posts)


def _month(random: Random, near: int, posts: Sequence[tuple[date, date]], number: int) -> Month:
    if not _in_post(posts, number):
        return random.choice((Month(), Month(), Month("imported", _score(random, near, 2))))
    why = random.choice((*ABSENCES, "maternity", "blank", "open", "left", "", ""))
    match random.choice(("own",) * 6 + ("imported", "imported", "other", "level", "", "")):
        case "own":
            return Month("own", _score(random, near))
        case "imported":
            return Month("imported", _score(random, near, 2), random.choice((why, "")))
        case "other":
            return Month("other", _score(random, near), random.choice((why, "")))
        case "level":
            return Month("imported", None, random.choice((why, "")))
    return Month("", None, why)


def _score(random: Random, near: int, places: int = 0) -> Fraction:
    """Around a bound of the levels; ours may have a third or a seventh of a point, an imported one is decimal."""
    below = 10**places if places else random.choice((1, 2, 3, 7))
    return min(Fraction(100), near + Fraction(random.randrange(-4 * below, 4 * below + 1), below))


@dataclass
class Shelves:
    """Lays the papers of people down as rows: one cycle for each rulebook, period and state, made when first needed."""

    town: Town
    pattern: Sheet = field(init=False)
    cycles: dict[tuple[str, str, str], Cycle] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pattern = self.town.sheet(AN)

    def lay(self, many: Iterable[Papers]) -> dict[int, Papers]:
        """The papers by the number of the person they were laid down for."""
        papers = list(many)
        people = Person.objects.bulk_create(
            Person(staff_code=f"N{at:04d}", full_name=f"Người {at}", folded=f"nguoi {at}", sort_key=f"{at:04d}")
            for at in range(len(papers))
        )
        found = {person.id: one for person, one in zip(people, papers, strict=True)}
        Appointment.objects.bulk_create(self._post(number, *span) for number, one in found.items() for span in one.posts)
        Sheet.objects.bulk_create(sheet for number, one in found.items() for sheet in self._sheets(number, one))
        ImportedResult.objects.bulk_create(row for number, one in found.items() for row in self._imported(number, one))
        return found

    def _post(self, person: int, first: date, last: date) -> Appointment:
        here = self.pattern.appointment
        return Appointment(
            person_id=person, unit_id=here.unit_id, title_id=here.title_id, category=here.category, valid_from=first,
            valid_to=None if last == date.max else last,
        )  # fmt: skip

    def _sheets(self, person: int, papers: Papers) -> Iterable[Sheet]:
        for number, month in enumerate(papers.months, 1):
            name = f"{YEAR}-{number:02d}"
            if month.result == "quarter" and number % 3 == 1:
                yield self._scored(person, f"{YEAR}-Q{(number + 2) // 3}", month.score)
            elif month.result == "own":
                yield self._scored(person, name, month.score)
            elif month.result == "other":
                yield self._scored(person, name, month.score, OTHER_BOOK)
            if month.why and month.result not in ("own", "quarter"):
                yield self._without(person, name, month.why)

    def _scored(self, person: int, period: str, score: Fraction | None, book: str = DECREE) -> Sheet:
        found = self._sheet(person, book, period, "published", PUBLISHED)
        # The column is too short for a third of a point; the verdict is not.
        found.score, found.verdict = decimal(score), {"values": {"score": plain(score)}, "because": []}
        return found

    def _without(self, person: int, period: str, why: str) -> Sheet:
        if why in ABSENCES:
            found = self._sheet(person, DECREE, period, "published", EXCUSED)
            found.absence = why
            return found
        state = {"blank": PUBLISHED, "open": OPENED, "left": OPENED}[why]
        return self._sheet(person, DECREE, period, "open" if why == "open" else "published", state)

    def _sheet(self, person: int, book: str, period: str, cycle_state: str, state: str) -> Sheet:
        like = self.pattern
        return Sheet(
            cycle=self._cycle(book, period, cycle_state), person_id=person, appointment_id=like.appointment_id,
            unit_id=like.unit_id, unit_path=like.unit_path, body_id=like.body_id, bloc=like.bloc, rank="staff", state=state,
        )  # fmt: skip

    def _cycle(self, book: str, period: str, state: str) -> Cycle:
        key = (book, period, state)
        if key not in self.cycles:
            like = self.pattern.cycle
            made, _new = Cycle.objects.update_or_create(
                rulebook=book, category=like.category, period=period, scope_id=self.town.unit(SCOPES[state]).id,
                defaults={"digest": like.digest, "day": like.day, "state": state, "opened_at": clock.now()},
            )  # fmt: skip
            self.cycles[key] = made
        return self.cycles[key]

    def _imported(self, person: int, papers: Papers) -> Iterable[ImportedResult]:
        for number, month in enumerate(papers.months, 1):
            period = f"{YEAR}-{number:02d}"
            kept = {"person_id": person, "period": period, "unit_name": "Cơ quan cũ", "source": "Phần mềm cũ"}
            made = {"by_id": self.pattern.person_id, "at": clock.now()}
            if month.result == "imported":
                score = None if month.score is None else Decimal(month.score.numerator) / month.score.denominator
                yield ImportedResult(**kept, **made, score=score, level="" if score is not None else "HTT")
            if (person + number) % 4 == 0:  # Taken in by mistake and withdrawn: as if it had never been.
                yield ImportedResult(**kept, **made, score=Decimal(1), withdrawn_at=clock.now(), withdrawn_reason="Nhầm")
