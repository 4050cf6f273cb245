"""A fact before it is written: what each kind asks of it, how figures, choices and days are read, what it says of itself."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.cast import refused
from thenchot.evidence import refusals
from thenchot.evidence.entries import Document, Entry, Subject, check
from thenchot.evidence.kinds import FactKind, all_kinds, kind_of, line_of
from thenchot.evidence.placing import day_of
from thenchot.evidence.reading import choice_of, figures_of
from thenchot.lib.refusals import Kind, Refusal

TODAY = date(2026, 11, 20)
PAPER = Document("45/QĐ-UBND", date(2026, 11, 5))
KINDS = list(all_kinds().values())
COUNTED = [kind for kind in KINDS if kind.figures]
CHOSEN = [kind for kind in KINDS if kind.choices]


@pytest.fixture(autouse=True)
def _the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THENCHOT_TODAY", TODAY.isoformat())


def kind(code: str) -> FactKind:
    found = kind_of(code)
    assert found is not None
    return found


def whole(of: FactKind) -> Entry:
    """An entry of the kind that lacks nothing of what it asks for."""
    asks = of.asks
    act = {"happened_on": date(2026, 10, 6)} if {"act", "day"} & set(asks) else {}
    effect = {"decided_on": date(2026, 11, 5)} if "effect" in asks else {}
    period = {"period": "2026-10"} if {"month", "period"} & set(asks) else {}
    return Entry(
        of,
        Subject(1, None) if of.about_person else Subject(None, 1),
        PAPER if of.paper else Document("", TODAY),
        "" if of.figures else "Nội dung",
        **act,  # type: ignore[arg-type]  # each name is a field of its own type
        **effect,  # type: ignore[arg-type]
        **period,  # type: ignore[arg-type]
        level="HTT" if "level" in asks else "",
        figures={one.code: 1 for one in of.figures},
        choice=of.choices[0].code if of.choices else "",
        rule_code="QC-01" if "rule" in asks else "",
    )


LACKS: dict[str, tuple[dict[str, Any], Kind]] = {
    "act": ({"happened_on": None}, refusals.DAY_NEEDED),
    "effect": ({"decided_on": None}, refusals.DAY_NEEDED),
    "day": ({"happened_on": None}, refusals.HAPPENED_NEEDED),
    "month": ({"period": ""}, refusals.MONTH_NEEDED),
    "period": ({"period": ""}, refusals.PERIOD_NEEDED),
    "level": ({"level": ""}, refusals.LEVEL_NEEDED),
    "rule": ({"rule_code": "  "}, refusals.RULE_NEEDED),
}
EACH_ASKED = [(one, asked) for one in KINDS for asked in one.asks]


@pytest.mark.parametrize(
    ("of", "asked"), EACH_ASKED, ids=[f"{one.code}-{asked}" for one, asked in EACH_ASKED]
)
def test_what_a_kind_asks_for_is_asked_for_and_enough(of: FactKind, asked: str) -> None:
    check(whole(of))
    change, refusal = LACKS[asked]
    with refused(refusal):
        check(replace(whole(of), **change))


@pytest.mark.parametrize("of", KINDS, ids=lambda one: one.code)
def test_only_figures_of_a_software_stand_without_paper_and_only_figures_without_words(of: FactKind) -> None:
    bare = replace(whole(of), document=Document(" ", TODAY))
    if of.paper:
        with refused(refusals.DOCUMENT_NEEDED, field="document"):
            check(bare)
    else:
        check(bare)
    silent = replace(whole(of), text=" \n ")
    if of.figures:
        check(silent)
    else:
        with refused(refusals.TEXT_NEEDED, field="text"):
            check(silent)


@pytest.mark.parametrize("of", COUNTED, ids=lambda one: one.code)
def test_figures_are_those_of_the_kind_and_no_others(of: FactKind) -> None:
    first = of.figures[0].code
    for wrong in ({}, {"khong_co": 1}, {first: 1, "khong_co": 0}):
        with refused(refusals.FIGURES_NEEDED, field=first, names=", ".join(one.vi for one in of.figures)):
            check(replace(whole(of), figures=wrong))
    check(replace(whole(of), figures={first: 0}))


@pytest.mark.parametrize("of", CHOSEN, ids=lambda one: one.code)
def test_one_of_the_kinds_choices_is_made(of: FactKind) -> None:
    others = {one.code for other in CHOSEN if other is not of for one in other.choices}
    for wrong in ("", "khac", *sorted(others - {one.code for one in of.choices})):
        with refused(refusals.CHOICE_NEEDED, field="choice", choices=", ".join(one.vi for one in of.choices)):
            check(replace(whole(of), choice=wrong))
    for one in of.choices:
        check(replace(whole(of), choice=one.code))


@pytest.mark.parametrize(
    ("code", "change", "refusal", "field"),
    [
        ("absence", {"happened_on": date(2026, 11, 21)}, refusals.DAY_TO_COME, ""),
        ("commendation", {"document": Document("1/QĐ", date(2026, 11, 21))}, refusals.DAY_TO_COME, ""),
        ("one_stop_dossiers", {"period": "2026-12"}, refusals.DAY_TO_COME, "period"),
        ("one_stop_dossiers", {"period": "2026-Q4"}, refusals.MONTH_NEEDED, "period"),
        ("one_stop_dossiers", {"period": "2026-00"}, refusals.MONTH_NEEDED, "period"),
        ("absence", {"period": "2026"}, refusals.MONTH_NEEDED, "period"),
        ("absence", {"period": "2026-12"}, refusals.DAY_TO_COME, "period"),
        ("organisation_level", {"period": "2026-H3"}, refusals.PERIOD_NEEDED, "period"),
        ("organisation_level", {"level": "HTXSNV"}, refusals.LEVEL_NEEDED, "level"),
        ("party_discipline", {"used_in_year": 2027}, refusals.YEAR_WRONG, "used_in_year"),
        ("party_discipline", {"used_in_year": -1}, refusals.YEAR_WRONG, "used_in_year"),
        ("party_discipline", {"decided_on": date(2026, 10, 5)}, refusals.DAYS_CROSSED, "decided_on"),
    ],
)  # fmt: skip
def test_days_and_periods_that_cannot_be_are_refused_at_their_field(
    code: str, change: dict[str, Any], refusal: Kind, field: str
) -> None:
    with refused(refusal, field=field):
        check(replace(whole(kind(code)), **change))


@pytest.mark.parametrize("period", ["2026", "2026-Q4", "2026-H2", "2026-11", "2027"])
def test_an_organisations_level_is_of_any_length_of_time(period: str) -> None:
    """Điều 20 khoản 6; a body's year may be ranked before it ends, so no day of it is too early."""
    check(replace(whole(kind("organisation_level")), period=period))


@pytest.mark.parametrize(
    ("day", "period", "month"),
    [
        (date(2026, 10, 31), "", "2026-10"), (date(2026, 11, 1), "", "2026-11"), (date(2024, 2, 29), "", "2024-02"),
        (date(2026, 10, 31), "2026-11", "2026-11"), (None, "2026-11", "2026-11"), (None, "", ""),
    ],
)  # fmt: skip
def test_what_happened_counts_in_the_month_of_its_day_unless_another_is_named(
    day: date | None, period: str, month: str
) -> None:
    assert replace(whole(kind("absence")), happened_on=day, period=period).counts_in == month


def test_a_ground_by_force_of_law_counts_in_no_month() -> None:
    """Its year is that of the decision's effect (Điều 11 khoản 3 điểm a), not the month of the act."""
    assert whole(kind("party_discipline")).counts_in == ""


@pytest.mark.parametrize(
    ("code", "change", "day"),
    [
        ("absence", {"happened_on": date(2026, 3, 2)}, date(2026, 3, 2)),
        ("one_stop_dossiers", {"period": "2026-10"}, date(2026, 10, 31)),
        ("one_stop_dossiers", {"period": "2026-02"}, date(2026, 2, 28)),
        ("one_stop_dossiers", {"period": "2024-02"}, date(2024, 2, 29)),
        ("one_stop_dossiers", {"period": "2026-11"}, TODAY),
        ("organisation_level", {"period": "2025"}, TODAY),
    ],
)
def test_a_fact_belongs_to_the_place_of_its_day_or_of_the_months_end(
    code: str, change: dict[str, Any], day: date
) -> None:
    assert day_of(replace(whole(kind(code)), **change)) == day


def test_details_are_exact_texts_and_nothing_that_was_not_said() -> None:
    assert whole(kind("commendation")).details == {"choice": "certificate"}
    assert whole(kind("organisation_level")).details == {"level": "HTT"}
    assert whole(kind("inspection_finding")).details == {}
    many = replace(whole(kind("absence")), figures={"days": 12}, choice="unapproved")
    assert many.details == {"days": "12", "choice": "unapproved"}


# --- cells ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({}, {}), ({"on_time": " ", "late": ""}, {}), ({"on_time": "40"}, {"on_time": 40, "late": 0}),
        ({"late": " 003 "}, {"on_time": 0, "late": 3}), ({"on_time": "0", "late": "0"}, {"on_time": 0, "late": 0}),
        ({"on_time": "999999999", "late": ""}, {"on_time": 999_999_999, "late": 0}), ({"satisfied": "4"}, {}),
    ],
)  # fmt: skip
def test_blank_figures_beside_a_given_one_are_nothing(cells: dict[str, str], found: dict[str, int]) -> None:
    assert figures_of(kind("one_stop_dossiers"), cells) == found


@pytest.mark.parametrize(
    "typed",
    ["-1", "1.5", "1,5", "+3", "1 000", "1e3", "một", "٣", "²", "½", "1000000000", "0x1", "3%", "\u200b3"],
)
def test_a_figure_that_is_no_whole_number_is_named_with_what_was_typed(typed: str) -> None:
    with refused(refusals.FIGURE_BAD, field="late", value=typed):
        figures_of(kind("one_stop_dossiers"), {"on_time": "1", "late": typed})


@given(st.integers(0, 999_999_999), st.integers(0, 999_999_999), st.sampled_from(["", " ", "\t"]))
def test_whole_numbers_are_read_as_they_are(good: int, bad: int, blank: str) -> None:
    cells = {"on_time": f"{blank}{good}", "late": f"{bad}{blank}"}
    assert figures_of(kind("one_stop_dossiers"), cells) == {"on_time": good, "late": bad}


@given(st.text(max_size=12))
def test_no_text_in_a_figures_cell_does_anything_but_count_or_be_refused(typed: str) -> None:
    try:
        found = figures_of(kind("one_stop_dossiers"), {"on_time": typed})
    except Refusal as refusal:
        assert (refusal.code, refusal.field) == ("evidence.figure_bad", "on_time")
    else:
        assert found == ({"on_time": int(typed), "late": 0} if typed.strip() else {})


@pytest.mark.parametrize("of", CHOSEN, ids=lambda one: one.code)
def test_a_choice_is_known_by_code_and_by_its_name_in_both_languages_however_it_is_spelt(
    of: FactKind,
) -> None:
    for one in of.choices:
        spelt = (
            one.code,
            one.vi,
            one.vi.upper(),
            unicodedata.normalize("NFD", one.vi),
            f"  {one.en} ",
            one.en.lower(),
        )
        assert {choice_of(of.choices, text) for text in spelt} == {one.code}


def test_a_choice_that_is_none_is_refused_and_a_blank_one_left_to_the_kind() -> None:
    choices = kind("absence").choices
    assert choice_of(choices, " ") == ""
    assert choice_of((), "bất kỳ") == "", "a kind without choices takes none from a file's column"
    for wrong in ("phép", "approved,unapproved", "Có phép và không phép", "APPROVED"):
        with refused(refusals.CHOICE_NEEDED, field="choice", choices="Có phép, Không phép"):
            choice_of(choices, wrong)


# --- what kinds say ---------------------------------------------------------------------------------------------------


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_documents_speak_against_somebody_as_soon_as_one_was_late(good: int, late: int, overdue: int) -> None:
    details = {"done_on_time": str(good), "done_late": str(late), "overdue": str(overdue)}
    wanted = "adverse" if late or overdue else "favourable"
    assert kind("document_results").polarity_of(details) == wanted


def test_what_may_take_off_informs_a_line_of_the_decree() -> None:
    """A body sets what one fact takes off its line, so a kind without a line has nothing to take from."""
    for one in KINDS:
        if one.deductible:
            assert one.informs, one.code
            assert line_of(one, "nd335-2025-cong-chuc"), one.code
            assert not one.forces, "what forces a level by law takes off no points beside it"


def test_nobody_but_the_personnel_body_enters_what_a_head_answered_or_an_organisation_is_ranked() -> None:
    alone = {one.code for one in KINDS if one.enter == ("organisation_body",)}
    assert alone == {"organisation_level", "named_responsible"}
    assert {one.code for one in KINDS if one.once} == {"organisation_level"}


def test_no_two_kinds_figures_or_choices_share_a_name_that_files_are_read_by() -> None:
    names = [name.casefold() for one in KINDS for name in (one.vi, one.en)]
    assert len(names) == len(set(names))
    figures = {one.code: one.vi for of in KINDS for one in of.figures}
    assert len(set(figures.values())) == len(figures), "one heading would be two columns"
    for of in CHOSEN:
        said = [name.casefold() for one in of.choices for name in (one.vi, one.en)]
        assert len(said) == len(set(said)), of.code
