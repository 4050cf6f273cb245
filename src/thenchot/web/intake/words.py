"""The fields of an arrival as its page shows them: which, in what words, with what is wrong at its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import get_language

from thenchot.evidence.kinds import FactKind, all_kinds, kind_of
from thenchot.intake.cells import FACT, FIELD_OF, TASK
from thenchot.web.evidence.words import kind_choices

ALWAYS = ("subject", "kind", "text")
PAPER = ("document", "document_on")


class Seen(Protocol):
    """An arrival, as far as its page reads it."""

    kind: str
    cells: Mapping[str, str]
    why: Mapping[str, object]


@dataclass(frozen=True)
class Field:
    """One cell: its name, its words, what it holds, and what may be chosen, where it is chosen."""

    name: str
    label: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    long: bool = False


def fields_of(arrival: Seen) -> list[Field]:
    """The cells that matter for this kind of arrival, and whatever else it brought."""
    if arrival.kind == "task":
        return [
            Field(name, str(label), arrival.cells.get(name, ""), long=name in ("content", "note", "result"))
            for name, label in TASK.items()
        ]
    kind = kind_of(arrival.cells.get("kind", ""))
    labels = {**FACT, **_figures(kind)}
    shown = {*arrival.cells, *ALWAYS, *_asked(kind), wrong_at(arrival)}
    return [_fact_field(name, arrival, labels) for name in labels if name in shown]


def _figures(kind: FactKind | None) -> dict[str, str]:
    """Names and words of the figures a kind asks for."""
    english = get_language() == "en"
    return {one.code: one.en if english else one.vi for one in kind.figures} if kind else {}


def _asked(kind: FactKind | None) -> set[str]:
    """What a kind asks for; of one that is not known, the paper that most rest on."""
    if kind is None:
        return set(PAPER)
    asked = {*(word for word in kind.asks if word in FACT), *_figures(kind)}
    return asked | set(PAPER if kind.paper else ()) | set(("choice",) if kind.choices else ())


def _fact_field(name: str, arrival: Seen, labels: Mapping[str, object]) -> Field:
    value = arrival.cells.get(name, "")
    known = kind_of(value)
    choices: tuple[tuple[str, str], ...] = ()
    if name == "kind":
        plain = [kind for kind in all_kinds().values() if "act" not in kind.asks and "level" not in kind.asks]
        choices = tuple(kind_choices(plain)) if known or not value else (("", value), *kind_choices(plain))
    return Field(name, str(labels[name]), value, choices, long=name == "text")


def wrong_at(arrival: Seen) -> str:
    """The cell that the refusal is about; "" where it is about the whole."""
    field = str(arrival.why.get("field", ""))
    if field == "period" and arrival.kind == "fact":
        return "month"
    return FIELD_OF.get(field, field)


def head_of(arrival: Seen) -> str:
    """What a list shows of an arrival."""
    cells = arrival.cells
    figures = " · ".join(text for text in (cells.get("subject"), cells.get("month")) if text)
    return cells.get("content") or cells.get("text") or figures
