"""A fact as somebody enters it, and everything its kind asks of it, decided before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from thenchot.attachments.store import Stored
from thenchot.evidence.kinds import FactKind
from thenchot.evidence.refusals import (
    CHOICE_NEEDED,
    DAY_NEEDED,
    DAY_TO_COME,
    DAYS_CROSSED,
    DOCUMENT_NEEDED,
    FIGURES_NEEDED,
    HAPPENED_NEEDED,
    LEVEL_NEEDED,
    MONTH_NEEDED,
    PERIOD_NEEDED,
    RULE_NEEDED,
    TEXT_NEEDED,
    YEAR_WRONG,
)
from thenchot.lib import clock
from thenchot.lib.periods import PATTERN, Period
from thenchot.lib.refusals import refuse_if

LEVELS = ("HTXS", "HTT", "HT", "KHT")
OWN_MARK = "~"
"""Begins the number made for a fact whose source gave none."""


@dataclass(frozen=True)
class Subject:
    """Whom or what a fact is about: a person, or a unit."""

    person_id: int | None
    unit_id: int | None


@dataclass(frozen=True)
class Document:
    """The paper a fact rests on: number and symbol, its day."""

    number: str
    on: date


@dataclass(frozen=True)
class Origin:
    """Where a fact comes from: the code of a source, the source's own number, the batch it came with, the fact it follows."""

    source: str = ""
    ref: str = ""
    batch_id: int | None = None
    derived_from: int | None = None


OWN_ACCOUNT = Origin()


@dataclass(frozen=True)
class Entry:
    """A fact as it is entered; which of the days, period, level, figures and choice are asked is data of its kind."""

    kind: FactKind
    subject: Subject
    document: Document
    text: str
    happened_on: date | None = None
    decided_on: date | None = None
    period: str = ""
    level: str = ""
    same_act_as: int | None = None
    used_in_year: int | None = None
    file: Stored | None = None
    """The paper itself, where it was scanned."""
    figures: Mapping[str, int] = field(default_factory=dict)
    choice: str = ""
    rule_code: str = ""
    task_id: int | None = None
    """The plan row that counts the same matter already."""
    origin: Origin = OWN_ACCOUNT

    @property
    def details(self) -> dict[str, object]:
        """Level, figures and choice as a fact keeps them, exact texts."""
        found: dict[str, object] = {code: str(number) for code, number in self.figures.items()}
        if self.level:
            found["level"] = self.level
        if self.choice:
            found["choice"] = self.choice
        return found

    @property
    def counts_in(self) -> str:
        """The month it counts in: what was entered, else that of the day it happened, where its kind belongs to a month."""
        if self.period or "day" not in self.kind.asks or self.happened_on is None:
            return self.period
        return str(Period.month_of(self.happened_on))


def check(entry: Entry) -> None:
    """Refuse an entry without document, text, days, figures or what else its kind asks for, and days to come."""
    _check_words(entry)
    _check_days(entry)
    _check_period(entry)
    _check_details(entry)
    _check_figures(entry)


def _check_words(entry: Entry) -> None:
    if entry.kind.paper and not entry.document.number.strip():
        raise DOCUMENT_NEEDED(field="document")
    if not entry.text.strip() and not entry.kind.figures:
        raise TEXT_NEEDED(field="text")


def _check_days(entry: Entry) -> None:
    asks = entry.kind.asks
    if ("act" in asks and entry.happened_on is None) or ("effect" in asks and entry.decided_on is None):
        raise DAY_NEEDED(field="happened_on" if entry.happened_on is None else "decided_on")
    if "day" in asks and entry.happened_on is None:
        raise HAPPENED_NEEDED(field="happened_on")
    _check_order(entry)


def _check_order(entry: Entry) -> None:
    """A decision may take effect later than it is entered; an act and a paper cannot be of tomorrow."""
    for day in (entry.happened_on, entry.document.on):
        refuse_if(day and day > clock.today(), DAY_TO_COME, day=f"{day:%d/%m/%Y}" if day else "")
    if entry.happened_on and entry.decided_on and entry.decided_on < entry.happened_on:
        raise DAYS_CROSSED(
            field="decided_on", effect=f"{entry.decided_on:%d/%m/%Y}", act=f"{entry.happened_on:%d/%m/%Y}"
        )


def _check_period(entry: Entry) -> None:
    if "period" in entry.kind.asks and not PATTERN.fullmatch(entry.period):
        raise PERIOD_NEEDED(field="period")
    monthly = {"day", "month"} & set(entry.kind.asks)
    wrong = entry.counts_in and (not PATTERN.fullmatch(entry.counts_in) or Period.parse(entry.counts_in).kind != "month")
    if monthly and (wrong or not entry.counts_in):
        raise MONTH_NEEDED(field="period")
    if monthly and Period.parse(entry.counts_in).first > clock.today():
        raise DAY_TO_COME(field="period", day=entry.counts_in)


def _check_details(entry: Entry) -> None:
    if "level" in entry.kind.asks and entry.level not in LEVELS:
        raise LEVEL_NEEDED(field="level")
    if entry.used_in_year is not None and not 2000 <= entry.used_in_year <= clock.today().year:
        raise YEAR_WRONG(field="used_in_year")
    if "rule" in entry.kind.asks and not entry.rule_code.strip():
        raise RULE_NEEDED(field="rule_code")


def _check_figures(entry: Entry) -> None:
    if entry.kind.choices and entry.choice not in {one.code for one in entry.kind.choices}:
        raise CHOICE_NEEDED(field="choice", choices=", ".join(one.vi for one in entry.kind.choices))
    known = {one.code for one in entry.kind.figures}
    if known and (not entry.figures or not set(entry.figures) <= known):
        raise FIGURES_NEEDED(field=entry.kind.figures[0].code, names=", ".join(one.vi for one in entry.kind.figures))
