"""The fields of an arrival on its page: those its kind asks for, what it brought besides, and where it is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from django.utils import translation

from thenchot.connections.problems import SHOWN, problem_words
from thenchot.evidence.kinds import all_kinds
from thenchot.intake.cells import FACT, TASK
from thenchot.jobs.outgoing import Run as Sending
from thenchot.web.connections.words import KINDS, kind_choices, kind_words, origin_choices
from thenchot.web.intake.words import fields_of, head_of, wrong_at


@dataclass
class Came:
    """An arrival, as far as its page reads it."""

    kind: str = "fact"
    cells: Mapping[str, str] = field(default_factory=dict)
    why: Mapping[str, object] = field(default_factory=dict)


def names(arrival: Came) -> list[str]:
    return [one.name for one in fields_of(arrival)]


def test_a_task_shows_every_field_it_may_have_in_their_order() -> None:
    assert names(Came("task", {"content": "Việc"})) == list(TASK)


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("one_stop_dossiers", {"month", "on_time", "late"}), ("inspection_finding", {"day", "document", "document_on"}),
        ("office_rule_violation", {"day", "rule", "document", "document_on"}), ("absence", {"day", "days", "choice"}),
        ("citizen_feedback", {"month", "satisfied", "dissatisfied"}),
        ("initiative", {"day", "choice", "document", "document_on"}),
    ],
)  # fmt: skip
def test_a_fact_shows_what_its_kind_asks_for(kind: str, shown: set[str]) -> None:
    assert set(names(Came(cells={"kind": kind}))) == {"subject", "kind", "text"} | shown


def test_a_kind_nobody_knows_shows_what_most_need_and_whatever_came() -> None:
    arrival = Came(cells={"kind": "Loại lạ", "subject": "0022", "day": "1/1/2026"}, why={"field": "kind"})
    assert set(names(arrival)) == {"subject", "kind", "text", "day", "document", "document_on"}
    chosen = next(one for one in fields_of(arrival) if one.name == "kind")
    assert chosen.choices[0] == ("", "Loại lạ")
    assert "one_stop_dossiers" in dict(chosen.choices)
    assert "public_duty_discipline" not in dict(chosen.choices)  # a ground by force of law is typed by a person


@pytest.mark.parametrize(
    ("field", "kind", "cell"),
    [
        ("happened_on", "fact", "day"), ("decided_on", "fact", "effect"), ("period", "fact", "month"), ("late", "fact", "late"),
        ("period", "task", "period"), ("units", "task", "units"), ("", "fact", ""),
    ],
)  # fmt: skip
def test_where_it_is_wrong_is_the_cell_that_fills_the_column(field: str, kind: str, cell: str) -> None:
    arrival = Came(kind, {"kind": "one_stop_dossiers"}, {"field": field})
    assert wrong_at(arrival) == cell
    assert not cell or cell in names(arrival)


@pytest.mark.parametrize("kind", [kind for kind in all_kinds().values() if "act" not in kind.asks and "level" not in kind.asks])
def test_the_fields_of_every_kind_have_words_in_both_languages(kind: object) -> None:
    arrival = Came(cells={"kind": getattr(kind, "code", "")})
    vietnamese = {one.name: one.label for one in fields_of(arrival)}
    with translation.override("en"):
        english = {one.name: one.label for one in fields_of(arrival)}
    assert vietnamese.keys() == english.keys()
    assert [name for name in vietnamese if vietnamese[name] == english[name]] == []


@pytest.mark.parametrize(
    ("cells", "head"),
    [
        ({"content": "Việc", "text": "x"}, "Việc"), ({"text": "Chậm", "subject": "0022"}, "Chậm"),
        ({"subject": "0022", "month": "10/2026"}, "0022 · 10/2026"), ({"month": "10/2026"}, "10/2026"), ({}, ""),
    ],
)  # fmt: skip
def test_a_list_shows_what_it_is_about(cells: dict[str, str], head: str) -> None:
    assert head_of(Came(cells=cells)) == head


def test_every_kind_of_connection_has_words_in_both_languages() -> None:
    assert [code for code, _words in kind_choices()] == list(KINDS)
    origins, said = dict(origin_choices()), [kind_words(kind) for kind in KINDS]
    assert {"party_office", "council_office", "inspectorate", "inspection_commission"} <= origins.keys()
    with translation.override("en"):
        assert [words for words in map(kind_words, KINDS) if words in said] == []
        english = dict(origin_choices())
    assert origins.keys() == english.keys()
    assert origins != english


PROBLEMS = (
    "unreachable", "elsewhere", "status", "redirect", "too_large", "no_json", "form", "address", "folder", "person_gone",
    "receipt",
)  # fmt: skip


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_problem_of_a_run_says_in_both_languages_what_to_do(code: str) -> None:
    said = problem_words(code, "503")
    assert said != problem_words("something else")
    assert ("(503)" in said) == (code in SHOWN)
    with translation.override("en"):
        assert problem_words(code) not in ("", said)


def test_no_problem_has_no_words_and_an_unknown_one_says_that_it_failed() -> None:
    assert problem_words("") == problem_words("", "503") == ""
    assert problem_words("new_one", "x") == "Lần chạy gần nhất không thành."
    assert Sending().problem == ""


def test_no_word_of_a_cell_stands_twice() -> None:
    for labels in (TASK, FACT):
        words = [str(label) for label in labels.values()]
        assert len(words) == len(set(words))
