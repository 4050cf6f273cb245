"""People and their posts: the code is the key, a new main post ends the old one, one tier at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from thenchot.audit.actor import Actor
from thenchot.lib.refusals import Refusal
from thenchot.organisation.models import Title
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.actions.enrol import PostRow, enrol
from thenchot.people.models import Appointment, Person, TierMembership
from thenchot.people.queries import post_of, staff_list, tiers_on
from thenchot.people.who import identity_of

pytestmark = pytest.mark.django_db
BY = Actor(0, "Thiết lập")
START, LATER, BETWEEN = date(2025, 7, 1), date(2026, 5, 1), date(2026, 1, 1)
AN = PostRow("0007", "Nguyễn Văn An", "A", "Chuyên viên", "staff", "cong_chuc", valid_from=START)


@pytest.fixture(autouse=True)
def units() -> None:
    rows = [UnitRow("A", "Phường A", "chinh_quyen", "using"), UnitRow("B", "Phường B", "chinh_quyen", "using")]
    build_tree(by=BY, rows=rows, day=START)


def posts(code: str = "0007") -> list[tuple[str, str, date, date | None]]:
    rows = Appointment.objects.filter(person__staff_code=code).order_by("valid_from", "id")
    return [(post.unit.code, post.kind, post.valid_from, post.valid_to) for post in rows]


def test_a_person_and_a_post_are_entered() -> None:
    assert enrol(by=BY, rows=[AN]) == 1
    assert posts() == [("A", "main", START, None)]
    assert Person.objects.get(staff_code="0007").folded == "nguyen van an"


def test_the_same_list_again_adds_nothing() -> None:
    enrol(by=BY, rows=[AN])
    assert enrol(by=BY, rows=[AN]) == 0
    assert enrol(by=BY, rows=[replace(AN, valid_from=LATER)]) == 0
    assert posts() == [("A", "main", START, None)]


def test_two_people_of_one_name_are_two_people() -> None:
    enrol(by=BY, rows=[AN, replace(AN, staff_code="0008")])
    assert Person.objects.filter(full_name="Nguyễn Văn An").count() == 2


def test_a_corrected_name_is_the_same_person() -> None:
    enrol(by=BY, rows=[AN])
    enrol(by=BY, rows=[replace(AN, full_name="Nguyễn Văn Ân")])
    assert Person.objects.get(staff_code="0007").full_name == "Nguyễn Văn Ân"


def test_a_blank_gender_says_nothing_about_a_known_one() -> None:
    enrol(by=BY, rows=[replace(AN, gender="nam")])
    enrol(by=BY, rows=[replace(AN, full_name="Nguyễn Văn Ân")])
    enrol(by=BY, rows=[AN])
    assert list(Person.objects.values_list("full_name", "gender")) == [("Nguyễn Văn An", "nam")]


def test_codes_that_differ_by_zeros_are_two_people() -> None:
    enrol(by=BY, rows=[AN, replace(AN, staff_code="007"), replace(AN, staff_code="7")])
    assert Person.objects.count() == 3


def test_a_new_main_post_ends_the_old_one_the_day_before() -> None:
    enrol(by=BY, rows=[AN])
    enrol(by=BY, rows=[replace(AN, unit_code="B", valid_from=LATER)])
    assert posts() == [("A", "main", START, date(2026, 4, 30)), ("B", "main", LATER, None)]


def test_a_new_main_post_on_the_same_day_elsewhere_is_refused_not_added_beside() -> None:
    enrol(by=BY, rows=[AN])
    with pytest.raises(Refusal) as refused:
        enrol(by=BY, rows=[replace(AN, unit_code="B")])
    assert refused.value.code == "people.post_later"
    assert "01/07/2025" in refused.value.sentence
    assert posts() == [("A", "main", START, None)]


def test_a_changed_title_on_the_same_day_corrects_the_post() -> None:
    enrol(by=BY, rows=[AN])
    assert enrol(by=BY, rows=[replace(AN, title="Chuyên viên chính", rank="deputy")]) == 1
    post = Appointment.objects.select_related("title").get(person__staff_code="0007")
    assert (post.title.name, post.rank) == ("Chuyên viên chính", "deputy")


def test_a_promotion_in_the_same_unit_is_a_post_of_its_own() -> None:
    enrol(by=BY, rows=[AN])
    enrol(by=BY, rows=[replace(AN, title="Chuyên viên chính", valid_from=LATER)])
    person = Person.objects.get(staff_code="0007").id
    before, after = post_of(person, BETWEEN), post_of(person, LATER)
    assert before is not None
    assert after is not None
    assert (before.title.name, after.title.name) == ("Chuyên viên", "Chuyên viên chính")


def test_a_post_that_ended_before_is_history_and_ends_nothing() -> None:
    enrol(by=BY, rows=[AN])
    former = replace(AN, unit_code="B", valid_from=date(2020, 1, 1), valid_to=date(2025, 6, 30))
    enrol(by=BY, rows=[former])
    assert enrol(by=BY, rows=[former]) in (0, 1)
    assert posts() == [("B", "main", date(2020, 1, 1), date(2025, 6, 30)), ("A", "main", START, None)]


def test_a_secondment_leaves_the_main_post_open_and_is_where_the_person_works() -> None:
    enrol(by=BY, rows=[AN])
    enrol(by=BY, rows=[replace(AN, unit_code="B", kind="seconded", valid_from=LATER)])
    assert [post[1:] for post in posts()] == [("main", START, None), ("seconded", LATER, None)]
    assert identity_of(Person.objects.get(staff_code="0007").id, LATER).unit_name == "Phường B"


def test_an_unknown_unit_is_refused_and_nobody_is_entered() -> None:
    with pytest.raises(Refusal) as refused:
        enrol(by=BY, rows=[AN, replace(AN, staff_code="0009", unit_code="Z")])
    assert refused.value.code == "people.unknown_unit"
    assert Person.objects.count() == 0


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        enrol(by=BY, rows=[replace(AN, valid_to=date(2025, 6, 1))])
    assert refused.value.code == "people.dates_reversed"


def test_a_new_tier_ends_the_old_one_so_that_nobody_has_two() -> None:
    enrol(by=BY, rows=[replace(AN, tier="UBND")])
    enrol(by=BY, rows=[replace(AN, tier="BTV", valid_from=LATER)])
    person = Person.objects.get(staff_code="0007").id
    assert tiers_on(BETWEEN)[person] == "UBND"
    assert tiers_on(LATER)[person] == "BTV"
    assert TierMembership.objects.filter(valid_to=None).count() == 1


def test_a_tier_corrected_on_its_first_day_replaces_it() -> None:
    enrol(by=BY, rows=[replace(AN, tier="UBND")])
    enrol(by=BY, rows=[replace(AN, tier="BTV")])
    assert list(TierMembership.objects.values_list("tier__code", flat=True)) == ["BTV"]


def test_long_titles_that_begin_alike_are_two_titles() -> None:
    names = ["Phó Giám đốc Trung tâm Phục vụ hành chính công", "Phó Giám đốc Trung tâm Phục vụ hội nghị"]
    enrol(by=BY, rows=[replace(AN, title=names[0]), replace(AN, staff_code="0008", title=names[1])])
    assert sorted(Title.objects.values_list("name", flat=True)) == sorted(names)
    held = Appointment.objects.get(person__staff_code="0008").title
    assert held.name == names[1]


def test_a_batch_larger_than_a_statement_holds_is_entered_and_moved() -> None:
    rows = [replace(AN, staff_code=f"{n:05d}", full_name=f"Người {n}") for n in range(700)]
    assert enrol(by=BY, rows=rows) == 700
    assert enrol(by=BY, rows=[replace(row, unit_code="B", valid_from=LATER) for row in rows]) == 700
    assert Appointment.objects.filter(valid_to=None).count() == 700


def test_the_staff_list_is_in_vietnamese_order_on_both_engines() -> None:
    names = ["Đỗ Thị Ánh", "Lê Văn An", "Trần Thị Ân", "Bùi Đạt", "Vũ Dũng", "Phan Thị Ước", "Ngô Uyên"]
    rows = [replace(AN, staff_code=f"{n}", full_name=name) for n, name in enumerate(names)]
    enrol(by=BY, rows=rows)
    assert [row.name for row in staff_list("", LATER)] == [
        "Lê Văn An", "Đỗ Thị Ánh", "Trần Thị Ân", "Vũ Dũng", "Bùi Đạt", "Ngô Uyên", "Phan Thị Ước",
    ]  # fmt: skip


@pytest.mark.parametrize(("typed", "found"), [("anh", 1), ("ÁNH", 1), ("do thi", 1), ("0", 1), ("nobody", 0)])
def test_people_are_found_without_marks_or_by_their_code(typed: str, found: int) -> None:
    enrol(by=BY, rows=[replace(AN, staff_code="0", full_name="Đỗ Thị Ánh"), replace(AN, staff_code="1", full_name="Lê Nam")])
    assert len(staff_list("", LATER, typed)) == found
