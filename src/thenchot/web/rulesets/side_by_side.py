"""Two rulebooks beside one another: what each says of the same matter, with the provision it says it in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thenchot.rules.book import Cap, Level, Rulebook, Step
from thenchot.rulesets.naming import cited
from thenchot.web.law import spelled
from thenchot.web.numbers import exact, percent
from thenchot.web.rulesets.words import words


@dataclass(frozen=True)
class Pair:
    """One matter: what each book says of it, line by line; nothing where a book says nothing."""

    what: str
    first: tuple[str, ...]
    second: tuple[str, ...]

    @property
    def same(self) -> bool:
        return self.first == self.second


def side_by_side(first: Rulebook, second: Rulebook) -> list[Pair]:
    """The matters that at least one of the two settles, in the order of a rulebook."""
    matters: Sequence[tuple[str, Callable[[Rulebook], Iterable[str]]]] = (
        (_("Áp dụng cho"), lambda book: map(words, book.applies_to)),
        (_("Kỳ theo dõi, đánh giá"), lambda book: map(words, book.follow_up_periods)),
        (_("Kỳ xếp loại"), lambda book: [words(book.ranking_period)]),
        (_("Nhóm tiêu chí và điểm tối đa"), _criteria),
        (_("Các mức"), lambda book: map(_level, book.levels)),
        (_("Cách tính năm"), _year),
        (_("Mức bắt buộc"), lambda book: (_with(_named(one), one.citation, book) for one in book.overrides)),
        (_("Tỷ lệ khống chế"), lambda book: (_cap(cap, book) for cap in book.caps)),
        (_("Các bước"), lambda book: map(_step, book.steps)),
        (_("Trường hợp đặc biệt"), lambda book: (_with(one.vi, one.citation, book) for one in book.special_cases if one.vi)),
    )
    pairs = [Pair(what, tuple(said(first)), tuple(said(second))) for what, said in matters]
    return [pair for pair in pairs if pair.first or pair.second]


def _named(one: object) -> str:
    """In the reader's language, as far as the file has it."""
    english = str(getattr(one, "en", "") or "")
    return english if english and get_language() == "en" else str(getattr(one, "vi", ""))


def _with(text: str, citation: str, book: Rulebook) -> str:
    """A sentence with its provision."""
    return f"{text} ({spelled(cited(citation, book))})" if citation else text


def _criteria(book: Rulebook) -> list[str]:
    return [f"{_named(one)}: {exact(one.max)}" if one.max is not None else _named(one) for one in book.criteria]


def _level(level: Level) -> str:
    return _("%(code)s, %(name)s: từ %(least)s điểm") % {"code": level.code, "name": _named(level), "least": exact(level.min)}


def _year(book: Rulebook) -> list[str]:
    setting = book.setting("year_from")
    if setting is not None:
        return [_with(words(setting.default), setting.citation, book)]
    method = book.method("mean")
    return [_with(words("mean_months"), method.citation, book)] if method else []


def _cap(cap: Cap, book: Rulebook) -> str:
    said = _("%(level)s không quá %(share)s của %(base)s, %(rounding)s; %(period)s") % {
        "level": cap.level, "share": percent(cap.share), "base": words(cap.base), "rounding": words(cap.rounding),
        "period": words(cap.period).lower(),
    }  # fmt: skip
    groups = ", ".join(map(words, cap.group_by))
    return _with("; ".join(part for part in (said, groups, words(cap.when) if cap.when else "") if part), cap.citation, book)


def _step(step: Step) -> str:
    return _("%(period)s: %(step)s, %(actor)s, ngày %(first)s–%(last)s") % {
        "period": words(step.period), "step": _named(step), "actor": words(step.actor), "first": step.from_day,
        "last": step.to_day,
    }  # fmt: skip
