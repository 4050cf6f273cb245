"""A staff workbook into the register: all of it or nothing, and only where the viewer organises."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.files.books import Value, write
from tests.files.staff import STAFF, head, pages, post, read, unit
from thenchot.audit.actor import Actor
from thenchot.audit.models import Entry
from thenchot.files import people
from thenchot.lib.refusals import Refusal
from thenchot.organisation.models import Unit, UnitVersion
from thenchot.organisation.queries import unit_by_code
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.actions.delegate import grant
from thenchot.people.actions.enrol import PostRow, enrol
from thenchot.people.actions.import_staff import Imported, import_staff
from thenchot.people.identity import Identity
from thenchot.people.models import Appointment, Person
from thenchot.people.queries import post_of
from thenchot.people.who import identity_of

pytestmark = pytest.mark.django_db
SETUP = Actor(0, "Thiết lập")
START, DAY = date(2026, 1, 1), date(2026, 7, 1)
Rows = list[list[Value]]
NEW_WARD: Rows = [unit("0101", "Phường Bến Trúc", "01"), unit("0101.01", "Văn phòng", "0101")]


@pytest.fixture(autouse=True)
def city(monkeypatch: pytest.MonkeyPatch) -> None:
    """A city with two wards; one official organises all of it, another only the second ward."""
    monkeypatch.setenv("THENCHOT_TODAY", "2026-07-15")
    units = [
        UnitRow("01", "Thành phố Đông Lam", "chinh_quyen", "managing"),
        UnitRow("0102", "Phường Hàng Lựu", "chinh_quyen", "using", "01"),
        UnitRow("0103", "Phường Cầu Đất", "chinh_quyen", "using", "01"),
    ]
    build_tree(by=SETUP, rows=units, day=START)
    posts = [
        PostRow("900", "Lý Thu Hiền", "01", "Trưởng ban", "head", "cong_chuc", valid_from=START),
        PostRow("901", "Mạc Đình Quý", "0102", "Chuyên viên", "staff", "cong_chuc", valid_from=START),
        PostRow("902", "Vi Thị Ngà", "0103", "Chủ tịch", "head", "cong_chuc", valid_from=START),
    ]
    enrol(by=SETUP, rows=posts)
    grant(by=SETUP, staff_code="900", role="organisation_body", unit_code="01", valid_from=START)
    grant(by=SETUP, staff_code="901", role="organisation_body", unit_code="0102", valid_from=START)


def viewer(code: str = "900") -> Identity:
    return identity_of(Person.objects.get(staff_code=code).id, date(2026, 7, 15))


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Unit, UnitVersion, Person, Appointment, Entry))


def bring(units: Rows, posts: Rows, code: str = "900") -> Imported:
    batch = people.read(write(pages(units, posts)), people.known_on(DAY))
    assert batch.errors == []
    return import_staff(by=viewer(code), units=batch.units, posts=batch.posts, day=DAY)


def refused(units: Rows, posts: Rows, code: str = "900") -> Refusal:
    """What the import is refused with; nothing at all may be written."""
    before = counts()
    with pytest.raises(Refusal) as found:
        bring(units, posts, code)
    assert counts() == before
    assert found.value.sentence
    return found.value


def test_a_workbook_becomes_units_people_and_posts() -> None:
    assert bring(NEW_WARD, STAFF) == Imported(units=2, posts=3, new_people=3)
    placed = unit_by_code("0101.01", DAY)
    assert placed is not None
    assert placed.depth == 3
    held = post_of(Person.objects.get(staff_code="000003").id, DAY)
    assert held is not None
    assert held.unit_id == placed.id


def test_the_same_workbook_again_changes_nothing() -> None:
    bring(NEW_WARD, STAFF)
    before = counts()
    assert bring(NEW_WARD, STAFF) == Imported(0, 0, 0)
    assert counts() == before


def test_people_may_come_alone_into_units_of_the_register() -> None:
    assert bring([], [post("000009", "0102", "Chu Xuân Phúc")]) == Imported(0, 1, 1)


def test_units_may_come_alone() -> None:
    assert bring([unit("0102", "Phường Hàng Lựu mới", "01")], []) == Imported(1, 0, 0)
    renamed = unit_by_code("0102", DAY)
    assert renamed is not None
    assert renamed.name == "Phường Hàng Lựu mới"


def test_a_refusal_at_the_last_step_leaves_no_unit_behind() -> None:
    on_the_same_day = post("901", "0101", "Mạc Đình Quý", valid_from="01/01/2026")
    assert refused(NEW_WARD, [*STAFF, on_the_same_day]).code == "people.post_later"
    assert unit_by_code("0101", DAY) is None


def test_a_file_with_faults_offers_its_sound_rows_but_names_the_rest() -> None:
    batch = people.read(write(pages(NEW_WARD, [*STAFF, post("000009", valid_from="31/02/2026")])), people.known_on(DAY))
    assert len(batch.posts) == 3
    assert len(batch.errors) == 1


def test_nothing_to_import_is_said() -> None:
    assert refused([], []).code == "people.nothing_to_import"


def test_an_organiser_of_one_ward_imports_below_it() -> None:
    below = [unit("0102.01", "Phòng Kinh tế", "0102")]
    assert bring(below, [head("000001", "0102.01")], code="901") == Imported(1, 1, 1)


@pytest.mark.parametrize(
    "rows",
    [
        [unit("0104", "Phường Mới", "01")],
        [unit("0103", "Phường Cầu Đất đổi tên", "01")],
        [unit("0103", "Phường Cầu Đất", "0102")],
        [unit("0102", "Phường Hàng Lựu", "0103")],
        [unit("02", "Thành phố khác")],
    ],
    ids=["beside", "renames another", "draws another in", "moves out", "a root"],
)
def test_an_organiser_of_one_ward_touches_no_other_place(rows: Rows) -> None:
    refusal = refused(rows, [], code="901")
    assert (refusal.code, refusal.status) == ("people.out_of_scope", 403)


def test_an_organiser_enters_nobody_into_another_ward() -> None:
    assert refused([], [post("000009", "0103", "Chu Xuân Phúc")], code="901").code == "people.out_of_scope"


def test_an_organiser_draws_nobody_out_of_another_ward() -> None:
    refusal = refused([], [post("902", "0102", "Vi Thị Ngà")], code="901")
    assert refusal.code == "people.out_of_scope"
    assert "902" in refusal.sentence


def test_somebody_who_organises_nothing_imports_nothing() -> None:
    assert refused([unit("0103", "Phường", "01")], [], code="902").code == "people.out_of_scope"


def test_the_import_is_in_the_trail_under_the_viewers_name() -> None:
    bring(NEW_WARD, STAFF)
    assert {entry.actor for entry in Entry.objects.order_by("-id")[:2]} == {"Lý Thu Hiền (900)"}


def test_what_is_known_on_a_day_is_the_tree_and_its_heads() -> None:
    known = people.known_on(DAY)
    assert known.parents == {"01": "", "0102": "01", "0103": "01"}
    assert known.headed == {"01", "0103"}


def test_a_unit_that_has_its_head_in_the_register_is_not_warned_of() -> None:
    known = people.known_on(DAY)
    assert read([], [post("000009", "0103")], known).warnings == []
    assert [problem.code for problem in read([], [post("000009", "0102")], known).warnings] == ["files.no_head"]


def test_after_hundreds_postgresql_counts_its_tables_and_after_a_few_it_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    with CaptureQueriesContext(connection) as few:
        bring(NEW_WARD, STAFF)
    monkeypatch.setattr("thenchot.people.actions.import_staff.MANY", 40)
    with CaptureQueriesContext(connection) as many:
        bring([], [post(f"8000{number:02d}", "0102", "Chu Xuân Phúc") for number in range(40)])
    counted = [[query["sql"] for query in one if query["sql"].startswith("ANALYZE")] for one in (few, many)]
    assert [len(each) for each in counted] == [0, 3 if connection.vendor == "postgresql" else 0]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'people_person'")
            assert cursor.fetchone()[0] == Person.objects.count()
