"""The reasons and warnings of a verdict as lines of a page: sentence, article, points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thenchot.rules.verdict import Caution, Reason
from thenchot.rulesets import sentences
from thenchot.rulesets.naming import named
from thenchot.web.law import spelled


class Cause(Protocol):
    """A reason as the engine gives it, or as a page's view keeps it."""

    @property
    def code(self) -> str: ...
    @property
    def article(self) -> str: ...
    @property
    def params(self) -> Mapping[str, Any]: ...
    @property
    def points(self) -> Fraction | None: ...


@dataclass(frozen=True)
class Line:
    """`points` is what the reason adds to the score; None where it adds none."""

    text: str
    article: str
    points: Fraction | None


def _language() -> sentences.Language:
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def lines(because: Iterable[Cause], law: str = "") -> list[Line]:
    """The reasons in words. The first article that names no instrument is given `law`, so that it stands there once."""
    language, found = _language(), list[Line]()
    for c in because:
        text = sentences.sentence(Reason(c.code, c.article, _named(c.params), c.points), language)
        article = named(c.article, law) if law else c.article
        law = "" if article != c.article else law
        found.append(Line(text, spelled(article), c.points))
    return found


def _named(params: Mapping[str, Any]) -> Mapping[str, Any]:
    """A level whose name ends in its own letter, "Hoàn thành tốt nhiệm vụ (B)", says that letter once."""
    name = params.get("name")
    return {**params, "name": name.removesuffix(f" ({params.get('level')})")} if isinstance(name, str) else params


def warnings(given: Iterable[tuple[str, Mapping[str, Any]]]) -> list[str]:
    """The cautions of a sheet. Its rulebook is in force here, so one that ships switched off was signed for."""
    language = _language()
    signed = _("Bộ quy tắc này chưa được đối chiếu với văn bản gốc; cơ quan áp dụng theo xác nhận của người được giao.")
    return [
        signed if code == "switched_off" else sentences.warning(Caution(code, params), language) for code, params in given
    ]
