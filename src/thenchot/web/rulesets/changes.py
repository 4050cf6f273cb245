"""What differs between two forms of one rulebook: with a body's own rules on and off, or on two days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thenchot.rules.book import Level, Rulebook, Step
from thenchot.rulesets.queries import InForce
from thenchot.web.book_names import step_name
from thenchot.web.numbers import exact, percent
from thenchot.web.rulesets.overlay import FACTS
from thenchot.web.rulesets.words import words


@dataclass(frozen=True)
class Change:
    """One value that differs; a blank side had none."""

    what: str
    before: str
    after: str


def changes(before: Rulebook, after: Rulebook) -> list[Change]:
    """Shares, bounds, conditions and days of two forms of the same rulebook."""
    return [one for one in (*_caps(before, after), *_levels(before, after), *_steps(before, after)) if one.before != one.after]


def choices(before: InForce, after: InForce) -> list[Change]:
    """What a body chose otherwise where the text leaves it open."""
    english = get_language() == "en"
    found = []
    for setting in after.book.settings:
        old, new = (str(rule.settings.get(setting.code, setting.default)) for rule in (before, after))
        if old != new:
            found.append(Change(setting.en if english and setting.en else setting.vi, words(old), words(new)))
    return found


def _caps(before: Rulebook, after: Rulebook) -> Iterator[Change]:
    for old, new in zip(before.caps, after.caps, strict=False):
        what = _("Tỷ lệ cao nhất mức %(level)s") % {"level": new.level}
        yield Change(f"{what}, {words(new.when)}" if new.when else what, percent(old.share), percent(new.share))


def _levels(before: Rulebook, after: Rulebook) -> Iterator[Change]:
    for old, new in zip(before.levels, after.levels, strict=False):
        yield Change(_("Mức %(level)s: điểm từ") % {"level": new.code}, exact(old.min), exact(new.min))
        told = _conditions(old)
        for fact, value in _conditions(new).items():
            what = _("Mức %(level)s: %(fact)s") % {"level": new.code, "fact": FACTS.get(fact, fact)}
            yield Change(what, told.get(fact, ""), value)


def _conditions(level: Level) -> dict[str, str]:
    return {one.fact: exact(one.value) for one in level.conditions if not isinstance(one.value, bool)}


def _steps(before: Rulebook, after: Rulebook) -> Iterator[Change]:
    for old, new in zip(before.steps, after.steps, strict=False):
        what = _("Bước “%(step)s”, %(period)s") % {"step": step_name(new.vi), "period": words(new.period).lower()}
        yield Change(what, _days(old), _days(new))


def _days(step: Step) -> str:
    return _("ngày %(first)s–%(last)s") % {"first": step.from_day, "last": step.to_day}
