"""A body's own stricter rules as a form: what a rulebook lets it set, and what it typed, as an overlay reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thenchot.rules.book import Condition, Level, Rulebook
from thenchot.web.book_names import step_name
from thenchot.web.numbers import exact
from thenchot.web.reading import read_day, read_number, read_whole

FACTS: Mapping[str, str | Promise] = {
    "exceed": gettext_lazy("tỷ lệ nhiệm vụ vượt mức (%)"),
    "late": gettext_lazy("tỷ lệ nhiệm vụ chậm tiến độ (%)"),
    "ahead_pct": gettext_lazy("tỷ lệ nhiệm vụ hoàn thành sớm (%)"),
}


@dataclass(frozen=True)
class Entry:
    """One value a body may set: the name of its input, what it is, what the rulebook says."""

    name: str
    label: str
    rule: str


@dataclass(frozen=True)
class StepDays:
    """A step whose days a body may move; inputs are `name`.from and `name`.to."""

    name: str
    label: str
    period: str
    first: int
    last: int


@dataclass(frozen=True)
class OwnRules:
    """What the form says, as an overlay reads it; `problems` are sentences by field."""

    values: dict[str, object]
    problems: dict[str, str]


def entries(book: Rulebook) -> list[Entry]:
    """Shares that may go down, bounds that may go up, conditions that may be tightened."""
    return [*_caps(book), *_levels(book)]


def step_days(book: Rulebook) -> list[StepDays]:
    return [StepDays(f"steps.{s.period}.{s.code}", step_name(s.vi), s.period, s.from_day, s.to_day) for s in book.steps]


def labels_of(book: Rulebook) -> dict[str, str]:
    """What each input of the form is about, by its name."""
    return {entry.name: entry.label for entry in entries(book)} | {step.name: step.label for step in step_days(book)}


def _caps(book: Rulebook) -> Iterator[Entry]:
    for level in dict.fromkeys(cap.level for cap in book.caps):
        share = min(cap.share for cap in book.caps if cap.level == level)
        yield Entry(f"caps.{level}", _("Tỷ lệ cao nhất mức %(level)s (%%)") % {"level": level}, exact(share * 100))


def _levels(book: Rulebook) -> Iterator[Entry]:
    for level in book.levels:
        if level.min:
            yield Entry(f"levels.{level.code}.min", _("Mức %(level)s: điểm từ") % {"level": level.code}, exact(level.min))
        for condition in level.conditions:
            if condition.test != "is" and condition.fact in FACTS:
                words = _("Mức %(level)s: %(fact)s") % {"level": level.code, "fact": FACTS[condition.fact]}
                yield Entry(_condition(level, condition), words, exact(condition.value))


def _condition(level: Level, condition: Condition) -> str:
    return f"levels.{level.code}.conditions.{condition.fact}_{condition.test}"


def read_own_rules(book: Rulebook, given: QueryDict, first: date) -> OwnRules:
    """What was typed; blanks say nothing. A value that is no number goes on as it is, to be refused at its field."""
    caps: dict[str, object] = {}
    levels: dict[str, dict[str, object]] = {}
    for entry in entries(book):
        text = given.get(entry.name, "").strip()
        if text:
            _put(entry.name.split("."), text, caps, levels)
    values: dict[str, object] = {}
    steps = [found for step in step_days(book) if (found := _days(step, given))]
    for name, part in (("caps", caps), ("levels", levels), ("steps", steps)):
        if part:
            values[name] = part
    return _named(values, given, first) if values else OwnRules({}, {})


def _put(place: list[str], text: str, caps: dict[str, object], levels: dict[str, dict[str, object]]) -> None:
    """Put a typed value where an overlay has it: caps.HTXS, levels.HTT.min, levels.HTXS.conditions.exceed_min."""
    match place:
        case ["caps", level]:
            caps[level] = _share(text)
        case ["levels", level, "min"]:
            levels.setdefault(level, {})["min"] = _number(text)
        case ["levels", level, "conditions", fact]:
            known = levels.setdefault(level, {})
            known["conditions"] = {**cast(dict[str, str], known.get("conditions", {})), fact: _number(text)}


def _named(values: dict[str, object], given: QueryDict, first: date) -> OwnRules:
    """The document that sets the rules, and the days they hold; blank days are those of the adoption."""
    problems: dict[str, str] = {}
    name = given.get("own-name", "").strip()
    if not name:
        problems["own-name"] = _("Ghi tên, số, ngày văn bản ban hành quy định riêng.")
    values["name"] = name[:200]
    for field, key in (("own-first", "valid_from"), ("own-last", "valid_to")):
        day, wrong = read_day(given.get(field, ""), first)
        if wrong:
            problems[field] = wrong
        elif given.get(field, "").strip():
            values[key] = day.isoformat()
    if str(values.get("valid_to", "9999")) < str(values.get("valid_from", "")):
        problems["own-last"] = _("Ngày cuối phải từ ngày đầu trở đi.")
    return OwnRules(values, problems)


def _days(step: StepDays, given: QueryDict) -> dict[str, object] | None:
    first, last = given.get(f"{step.name}.from", "").strip(), given.get(f"{step.name}.to", "").strip()
    if not first and not last:
        return None
    _steps, period, code = step.name.split(".")
    days = {"from_day": read_whole(first) if first else step.first, "to_day": read_whole(last) if last else step.last}
    return {"period": period, "code": code, **days}


def _share(text: str) -> str:
    number = read_number(text)
    return text if number is None else str(number / 100)


def _number(text: str) -> str:
    number = read_number(text)
    return text if number is None else str(number)
