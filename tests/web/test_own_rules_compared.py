"""Own rules and two days compared, for every rulebook a body may take up: the form, what it sends, and what then differs."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.conf import settings
from django.http import QueryDict
from django.utils import translation

from tests.assessment.cast import AN, AUDITOR, BINH, DECREE, OCTOBER, ORGANISER, SETUP, START, STRANGER, Town
from tests.web.office_cast import get, main, page_of, send, town_of
from thenchot.audit.queries import history, verify_entries
from thenchot.lib import canonical
from thenchot.people.actions.delegate import grant
from thenchot.rules.book import Rulebook
from thenchot.rulesets.books import all_books, load
from thenchot.rulesets.models import Adoption
from thenchot.rulesets.overlays import apply_overlay
from thenchot.rulesets.queries import InForce, in_force_for
from thenchot.web.rulesets.changes import changes, choices
from thenchot.web.rulesets.compare import compared
from thenchot.web.rulesets.overlay import entries, labels_of, read_own_rules, step_days

FIRST = date(2026, 11, 1)
BODY, HEALTH = load("nd335-2025-to-chuc"), load("qd366-2025")
ADOPT = "/quy-dinh/ap-dung"


def typed(**given: str) -> QueryDict:
    form = QueryDict(mutable=True)
    form.update({"own-name": "Quy chế số 5", **given})
    return form


def overlaid(book: Rulebook, given: dict[str, str]) -> Rulebook:
    found = read_own_rules(book, typed(**given), FIRST)
    assert found.problems == {}
    return apply_overlay(book, found.values)


# --- the form of every rulebook ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("book", all_books(), ids=lambda book: book.id)
def test_what_the_rulebook_itself_says_typed_again_changes_nothing(book: Rulebook) -> None:
    """The values beside the inputs are those an overlay may take; none of them is looser."""
    given = {entry.name: entry.rule for entry in entries(book)}
    given |= {f"{step.name}.from": str(step.first) for step in step_days(book)}
    given |= {f"{step.name}.to": str(step.last) for step in step_days(book)}
    given = {name: value for name, value in given.items() if not value.endswith("…")}
    changed = overlaid(book, given)
    assert (changed.levels, changed.steps) == (book.levels, book.steps)
    shares = {cap.level: min(c.share for c in book.caps if c.level == cap.level) for cap in book.caps}
    assert all(new.share == min(new.share, shares[new.level]) for new in changed.caps)


@pytest.mark.parametrize("book", all_books(), ids=lambda book: book.id)
def test_every_input_has_a_label_of_its_own_in_both_languages(book: Rulebook) -> None:
    labels = labels_of(book)
    assert len(labels) == len(entries(book)) + len(step_days(book))
    with translation.override("en"):
        english = {entry.name: entry.label for entry in entries(book)}
    assert all(english[name] != labels[name] for name in english)


@pytest.mark.parametrize("book", all_books(), ids=lambda book: book.id)
def test_nothing_typed_is_no_own_rule_whatever_name_it_was_given(book: Rulebook) -> None:
    found = read_own_rules(book, typed(), FIRST)
    assert (found.values, found.problems) == ({}, {})


def test_a_condition_of_an_organisation_may_be_tightened_through_the_form() -> None:
    names = {entry.name: entry for entry in entries(BODY)}
    assert names["levels.HTXS.conditions.exceed_min"].rule == "30"
    assert "tỷ lệ nhiệm vụ vượt mức (%)" in names["levels.HTXS.conditions.exceed_min"].label
    given = {"levels.HTXS.conditions.exceed_min": "35,5", "levels.HT.conditions.late_max": "10", "levels.HTXS.min": "92"}
    changed = overlaid(BODY, given)
    facts = {(level.code, one.fact): one.value for level in changed.levels for one in level.conditions}
    assert (facts[("HTXS", "exceed")], facts[("HT", "late")]) == (Fraction(71, 2), Fraction(10))
    assert changed.levels[0].min == 92
    assert [(one.what, one.before, one.after) for one in changes(BODY, changed)] == [
        ("Mức HTXS: điểm từ", "90", "92"),
        ("Mức HTXS: tỷ lệ nhiệm vụ vượt mức (%)", "30", "35,5"),
        ("Mức HT: tỷ lệ nhiệm vụ chậm tiến độ (%)", "20", "10"),
    ]


def test_two_conditions_of_one_level_are_both_kept() -> None:
    found = read_own_rules(HEALTH, typed(**{"levels.HTXS.conditions.exceed_min": "40", "levels.HTXS.min": "95"}), FIRST)
    assert found.values["levels"] == {"HTXS": {"conditions": {"exceed_min": "40"}, "min": "95"}}


@pytest.mark.parametrize(
    ("text", "share"), [("15", "3/20"), ("12,5", "1/8"), ("0", "0"), (" 20 ", "1/5"), ("một phần năm", "một phần năm"),
    ("1e1", "1e1")]
)
def test_a_share_is_typed_in_percent_and_kept_exactly(text: str, share: str) -> None:
    assert read_own_rules(load(DECREE), typed(**{"caps.HTXS": text}), FIRST).values["caps"] == {"HTXS": share}


@pytest.mark.parametrize(
    ("given", "values", "problems"),
    [
        ({"own-first": "01/12/2026", "own-last": "31/12/2026"}, {"valid_from": "2026-12-01", "valid_to": "2026-12-31"}, set()),
        ({"own-first": "31/12/2026", "own-last": "31/12/2026"}, {"valid_from": "2026-12-31", "valid_to": "2026-12-31"}, set()),
        ({"own-first": "01/01/2027", "own-last": "31/12/2026"}, {}, {"own-last"}),
        ({"own-first": "29/02/2026", "own-last": "31/11/2026"}, {}, {"own-first", "own-last"}),
        ({"own-name": "  "}, {}, {"own-name"}),
    ],
)
def test_the_document_and_its_days_are_read_with_the_rules(
    given: dict[str, str], values: dict[str, str], problems: set[str]
) -> None:
    found = read_own_rules(load(DECREE), typed(**{"caps.HTXS": "15", **given}), FIRST)
    assert set(found.problems) == problems
    assert values.items() <= found.values.items()


def test_the_name_of_the_document_has_an_end() -> None:
    found = read_own_rules(load(DECREE), typed(**{"caps.HTXS": "15", "own-name": "x" * 999}), FIRST)
    assert found.values["name"] == "x" * 200


@pytest.mark.parametrize(("first", "last", "days"), [("24", "", (24, 24)), ("", "26", (23, 26)), ("hai", "25", (0, 25))])
def test_a_day_left_blank_is_the_rulebooks_own(first: str, last: str, days: tuple[int, int]) -> None:
    given = {"steps.month.confirm.from": first, "steps.month.confirm.to": last}
    wanted = {"period": "month", "code": "confirm", "from_day": days[0], "to_day": days[1]}
    assert read_own_rules(load(DECREE), typed(**given), FIRST).values["steps"] == [wanted]


# --- what differs -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("book", all_books(), ids=lambda book: book.id)
def test_a_book_differs_from_itself_in_nothing(book: Rulebook) -> None:
    assert changes(book, book) == []


@pytest.mark.parametrize(("language", "what"), [("vi", "Tỷ lệ vượt 100%"), ("en", "")])
def test_another_choice_is_told_in_the_readers_language(language: str, what: str) -> None:
    book = load(DECREE)
    setting = book.setting("ratio_above_one")
    assert setting is not None
    one, two = InForce(book, "cong_chuc"), InForce(book, "cong_chuc", settings={"ratio_above_one": "cap_each"})
    with translation.override(language):
        (change,) = choices(one, two)
    assert change.what == (what or setting.en)
    assert change.before != change.after
    assert choices(one, InForce(book, "cong_chuc", settings={"ratio_above_one": str(setting.default)})) == []


def test_two_days_are_put_in_order_and_one_day_has_nothing_to_compare() -> None:
    def binds(book: Rulebook, day: date) -> bool:
        return book.in_force_on(day, "cong_chuc")

    before, after = date(2025, 12, 31), date(2026, 1, 1)
    there = compared((before, after), all_books(), binds, None)
    assert compared((after, before), all_books(), binds, None) == there
    assert DECREE in [book.id for book in there.begins]
    assert "nd90-2020" in [book.id for book in there.ends]
    assert not there.same
    assert compared((after, after), all_books(), binds, None).same


# --- through the pages --------------------------------------------------------------------------------------------------


@pytest.fixture
def town(db: None) -> Town:
    return town_of(OCTOBER, opened=False)


def form(town: Town, **other: str) -> dict[str, str]:
    given = {"book": DECREE, "category": "cong_chuc", "unit": str(town.unit("BT").id), "first": "01/11/2026", "last": ""}
    return {**given, "note": "Quyết định số 9", "own-name": "Quy chế số 5", **other}


def test_own_rules_are_written_into_the_trail_as_they_were_typed(town: Town) -> None:
    send(ORGANISER, ADOPT, **form(town, **{"caps.HTXS": "12,5", "own-last": "31/12/2026"}))
    row = Adoption.objects.get(unit__code="BT")
    (entry,) = history("adoption", row.id)
    assert canonical.loads(entry.payload)["overlay"] == row.overlay
    assert row.overlay == {"name": "Quy chế số 5", "caps": {"HTXS": "1/8"}, "valid_to": "2026-12-31"}
    assert entry.actor_id == town.id(ORGANISER)
    assert list(verify_entries({})) == []


@pytest.mark.parametrize(("code", "status"), [(AN, 404), (STRANGER, 404), (AUDITOR, 403), (BINH, 403)])
def test_nobody_else_sets_rules_for_the_body_and_nothing_is_written(town: Town, code: str, status: int) -> None:
    """The last one is the organisation body of another ward."""
    grant(by=SETUP, staff_code=BINH, role="organisation_body", unit_code="HL", valid_from=START)
    assert send(code, ADOPT, **form(town, **{"caps.HTXS": "15"})).status_code == status
    assert Adoption.objects.count() == 1


def test_a_hostile_name_of_a_document_is_text_wherever_it_stands(town: Town) -> None:
    hostile = "<script>alert(1)</script> “Quy chế”"
    assert send(ORGANISER, ADOPT, **form(town, **{"caps.HTXS": "15", "own-name": hostile})).status_code == 302
    for code, path in ((ORGANISER, ADOPT), (AN, f"/quy-dinh/{DECREE}?ngay=02/11/2026")):
        answer = get(code, path)
        assert "<script>alert(1)" not in answer.content.decode()
        assert hostile in main(answer)


def test_a_choice_for_a_month_is_foreseen_to_end_and_the_lasting_one_resumes(town: Town) -> None:
    send(ORGANISER, ADOPT, **form(town, **{"own-name": ""}))
    assert send(ORGANISER, ADOPT, **form(town, first="01/12/2026", last="31/12/2026", **{"caps.HTXS": "15"})).status_code == 302
    path = town.unit("BT").path
    days = (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [bool(in_force_for(path, day)[0].overlay) for day in days] == [False, True, True, False]
    shown = main(get(AN, "/quy-dinh?ngay=31/12/2026&so=01/01/2027"))
    assert "Tỷ lệ cao nhất mức HTXS 15 % 20 %" in shown


@pytest.mark.parametrize(
    "path", [ADOPT, f"{ADOPT}?book={DECREE}", "/quy-dinh?ngay=31/12/2025&so=01/01/2026", f"/quy-dinh/{DECREE}"]
)
def test_the_pages_are_english_behind_the_switch(town: Town, path: str) -> None:
    client = page_of(ORGANISER)
    vietnamese = main(client.get(path))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = client.get(path)
    assert answer.headers["Content-Language"] == "en"
    assert main(answer) != vietnamese
    assert "ông/bà" not in main(answer)


def test_a_refusal_in_english_names_the_field_and_keeps_what_was_typed(town: Town) -> None:
    client = page_of(ORGANISER)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = client.post(ADOPT, form(town, **{"caps.HTXS": "21", "note": "Bản giấy số 3"}))
    body = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="caps.HTXS-e"' in body
    assert 'value="21"' in body
    assert "Bản giấy số 3" in body
    assert "nới lỏng" not in body
    assert Adoption.objects.count() == 1


def test_the_day_an_adoption_ends_is_refused_in_words_when_it_cannot_be_read(town: Town) -> None:
    row = Adoption.objects.get()
    for typed_day in ("", "hôm nay", "31/12/2025"):
        assert send(ORGANISER, f"{ADOPT}/{row.id}/ket-thuc", last_day=typed_day).status_code == 422
    assert send(ORGANISER, f"{ADOPT}/999999/ket-thuc", last_day="31/12/2026").status_code == 404
    row.refresh_from_db()
    assert row.valid_to is None
    assert [act.action for act in history("adoption", row.id)] == ["adopt"]
