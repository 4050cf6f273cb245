"""Pages and files about scorers: searching, filtering, paging, cells that no spreadsheet may run, the way of a score, English."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import StringIO

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.web.conftest import As
from tests.web.test_raters import LIST, SEPTEMBER, judged, rows_of, shown
from tests.web.world import AUDITOR, DIVISION_HEAD, HEAD, ORGANISER, STAFF, World
from thenchot.assessment.models import Cycle, LevelChange, Sheet
from thenchot.assessment.queries.paths import Moved
from thenchot.assessment.queries.raters import Rated
from thenchot.audit.models import Entry
from thenchot.lib import clock
from thenchot.people.models import Person
from thenchot.reporting.raters import Differing, Line, Listed, figures_of
from thenchot.rules.raters import Severity
from thenchot.web.raters.scorers import _cells, _drawn, _path, _under
from thenchot.web.raters.showing import LEAST_AXIS, MIDDLE, ROOM, axis_of, drawn, points, words_of

__all__ = ["judged"]
pytestmark = pytest.mark.one_engine
ONE = Severity(8, 8, 1.0, 0.5, 1.5)
LINE = Line(1, "Bạch Văn Tường", "BT-010", figures_of([]), ONE, None)
FILE = f"{LIST}/nguoi-danh-gia.csv"
OWN = f"/nguoi-danh-gia/{SEPTEMBER}"


# --- the plain parts -------------------------------------------------------------------------------------------


BOUNDS = st.floats(-40, 40)


@given(st.lists(st.tuples(BOUNDS, BOUNDS, BOUNDS).map(sorted), max_size=8))
def test_every_interval_stands_inside_the_picture_in_its_own_order(ends: list[list[float]]) -> None:
    many = [Severity(8, 8, middle, low, high) for low, middle, high in ends]
    axis = axis_of(many)
    assert axis >= LEAST_AXIS
    for one in many:
        found = drawn(one, axis)
        places = [float(found.left), float(found.x), float(found.right)]
        assert places == sorted(places)
        assert places[0] >= MIDDLE - ROOM - 0.1
        assert places[-1] <= MIDDLE + ROOM + 0.1
        assert (float(found.x) > MIDDLE + 0.1) <= (one.estimate > 0)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.1, 0.9, "Chấm cao hơn mặt bằng chung"), (-0.9, -0.1, "Chấm thấp hơn mặt bằng chung"),
        (0.0, 0.9, "Chưa khác rõ so với mặt bằng chung"), (-0.9, 0.0, "Chưa khác rõ so với mặt bằng chung"),
        (-0.1, 0.9, "Chưa khác rõ so với mặt bằng chung"),
    ],
)  # fmt: skip
def test_only_an_interval_wholly_on_one_side_is_called_different(low: float, high: float, words: str) -> None:
    assert words_of(Severity(8, 8, (low + high) / 2, low, high)) == words
    with translation.override("en"):
        assert words_of(Severity(8, 8, (low + high) / 2, low, high)) not in ("", words)


@pytest.mark.parametrize(
    ("value", "said"), [(0.005, "0.01"), (1.0, "1.00"), (-0.004, "-0.00"), (12.3456, "12.35")]
)
def test_an_estimate_has_two_places(value: float, said: str) -> None:
    assert abs(points(value) - Decimal(said)) <= Decimal("0.01")
    assert points(value).as_tuple().exponent == -2


def listed(*names: str) -> Listed:
    lines = tuple(replace(LINE, name=name, staff_code=f"BT-0{at:02d}") for at, name in enumerate(names))
    return Listed(SEPTEMBER, (SEPTEMBER,), lines, too_many=False)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [0, 1, 2]), ("tuong", [0]), ("tường bạch", [0]), (unicodedata.normalize("NFD", "Tường"), [0]), ("bt-001", [1]),
        ("HA", [1]), ("văn", [0, 2]), ("văn bt-002", [2]), ("không ai", []), ("%", []), ("bt-0", [0, 1, 2]),
    ],
)  # fmt: skip
def test_every_word_typed_stands_in_the_name_or_the_code(typed: str, found: list[int]) -> None:
    from_page = _drawn(listed("Bạch Văn Tường", "Ngô Thanh Hà", "Chu Văn Đông"), _words(typed))
    assert [row["line"].staff_code for row in from_page] == [f"BT-0{at:02d}" for at in found]


def _words(typed: str) -> list[str]:
    folded = unicodedata.normalize("NFD", typed.lower()).replace("đ", "d")
    return "".join(sign for sign in folded if not unicodedata.combining(sign)).split()


def test_whoever_is_found_is_drawn_on_the_axis_of_all() -> None:
    wide = replace(LINE, name="Người chấm rất cao", severity=Severity(8, 8, 5.0, 4.0, 6.0))
    both = Listed(SEPTEMBER, (SEPTEMBER,), (LINE, wide), too_many=False)
    together = {row["line"].name: row["severity"].x for row in _drawn(both, [])}
    [alone] = _drawn(both, ["tuong"])
    assert alone["severity"].x == together["Bạch Văn Tường"]


def test_a_line_held_back_says_until_when_and_shows_no_number() -> None:
    shown_now = _cells(LINE, "Để xem xét")
    held = _cells(replace(LINE, severity=None, held_back=date(2026, 11, 27)), "Để xem xét")
    assert (len(shown_now), shown_now[-1], held[-4:-1]) == (len(held), "Để xem xét", ["", "", ""])
    assert "27/11/2026" in held[-1]
    assert shown_now[-4:-1] == ["1,00", "0,50", "1,50"]


RATED = Rated(
    1, 1, SEPTEMBER, ("nd335", 1, "cong_chuc", False), 1, 2, "0001", Fraction(30), Fraction(25), Fraction(25), Fraction(88),
    Fraction(88), 0, late=False, waiting=False, adverse=False,
)  # fmt: skip


@pytest.mark.parametrize(("own", "confirmed", "under"), [("80", "82", True), ("82", "80", False)])
def test_who_rated_themselves_lower_is_told_by_the_sign(own: str, confirmed: str, under: bool) -> None:
    one = Differing("An", "BT-800", replace(RATED, own_score=Fraction(own), score=Fraction(confirmed)))
    assert _under(one) is under


def test_the_way_of_a_score_is_told_step_by_step_with_every_reason() -> None:
    steps = [
        Moved("confirm", "HTXS", "HTT", "Tường", "Chậm hai mốc."), Moved("decide", "", "", "Vĩnh", "Thống nhất; giữ nguyên"),
        Moved("unheard_of", "HTT", "HT", "Hiền", "Theo kiến nghị"),
    ]  # fmt: skip
    assert _path(steps) == (
        "Xác nhận: HTXS → HTT, Tường: “Chậm hai mốc.”; Quyết định: Vĩnh: “Thống nhất; giữ nguyên”; "
        "unheard_of: HTT → HT, Hiền: “Theo kiến nghị”"
    )
    assert _path([]) == ""


# --- through the doors -----------------------------------------------------------------------------------------


def test_a_filter_that_is_none_shows_everybody_and_says_so(judged: World, as_: As) -> None:
    Sheet.objects.filter(cycle__period=SEPTEMBER, person__staff_code="BT-800").update(self_score=Decimal(80))
    body = as_(ORGANISER)
    for asked in ("?loc=giua", "?trang=99", "?loc=thap&loc=giua&trang=-1"):
        page = shown(body, f"{LIST}/tu-danh-gia{asked}")
        assert ("Người Thứ 0 " in page, "Người Thứ 18" in page) == (True, True), asked


def test_a_period_without_sheets_lists_nobody_and_its_files_have_their_headings_alone(
    judged: World, as_: As
) -> None:
    body = as_(ORGANISER)
    assert rows_of(body, "/nguoi-danh-gia/danh-sach/2025-01/tu-danh-gia.csv") == {}
    assert body.get("/nguoi-danh-gia/danh-sach/2025-01").status_code == 200
    assert body.get("/nguoi-danh-gia/danh-sach/2025-13").status_code == 404
    assert body.get("/nguoi-danh-gia/danh-sach/xyz/nguoi-danh-gia.csv").status_code == 404


def test_what_a_scorer_wrote_runs_in_no_spreadsheet(judged: World, as_: As) -> None:
    LevelChange.objects.create(
        sheet=Sheet.objects.get(cycle__period=SEPTEMBER, person__staff_code="BT-818"), step="confirm", before="HTXS",
        after="HTT", raised=False, reason='=HYPERLINK("http://x","y")', by_id=judged.person(DIVISION_HEAD), at=clock.now(),
    )  # fmt: skip
    Person.objects.filter(staff_code="BT-818").update(full_name="=1+1 Người")
    content = as_(ORGANISER).get(f"{LIST}/tu-danh-gia.csv").content.decode("utf-8-sig")
    for row in csv.reader(StringIO(content)):
        assert not [cell for cell in row if cell[:1] in ("=", "+", "@", "\t")], row


def test_only_the_first_look_of_a_scorer_is_written_and_a_new_publication_holds_it_back_again(
    judged: World, as_: As
) -> None:
    scorer, body = as_(DIVISION_HEAD), as_(ORGANISER)
    looks = Entry.objects.filter(object_kind="severity", object_id=judged.person(DIVISION_HEAD))
    for _again in range(3):
        assert scorer.get(OWN).status_code == 200
    assert looks.count() == 1
    assert rows_of(body, FILE)[DIVISION_HEAD]["Từ"] != ""
    Cycle.objects.filter(period=SEPTEMBER).update(published_at=clock.now().replace(hour=23, minute=59))
    assert rows_of(body, FILE)[DIVISION_HEAD]["Từ"] == "", (
        "the figure is another one now, and theirs to see first"
    )
    scorer.get(OWN)
    assert looks.count() == 2


def test_nobody_else_sees_a_scorers_figures_before_them_nor_their_look(judged: World, as_: As) -> None:
    for code, path, status in (
        (AUDITOR, OWN, 403), (STAFF, OWN, 404), (HEAD, LIST, 404), (DIVISION_HEAD, FILE, 404), (AUDITOR, FILE, 403),
    ):  # fmt: skip
        assert as_(code).get(path).status_code == status, (code, path)
    assert not Entry.objects.filter(object_kind="severity").exists()


def test_pages_and_files_about_scorers_read_in_english(judged: World, as_: As) -> None:
    body, scorer = as_(ORGANISER), as_(DIVISION_HEAD)
    for client in (body, scorer):
        client.post("/ngon-ngu", {"language": "en", "next": "/"})
    for client, address in ((body, LIST), (body, f"{LIST}/tu-danh-gia"), (scorer, OWN)):
        page = shown(client, address)
        for word in ("Người đánh giá", "Tự chấm", "mặt bằng", "Chưa khác", "phiếu", "xem xét"):
            assert word not in page, (address, word)
    heads = body.get(FILE).content.decode("utf-8-sig").splitlines()[0]
    assert "Người" not in heads
    assert len(heads.split(",")) >= 19
