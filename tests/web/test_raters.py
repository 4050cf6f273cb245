"""Người đánh giá: how each scorer scores, to themselves first, then to the organisation body; to look at, never subtracted."""

from __future__ import annotations

import csv
import re
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.test import Client

from tests.kept import state
from tests.web import world as ward
from tests.web.conftest import As
from tests.web.world import (
    ADMIN,
    AUDITOR,
    CHAIRMAN,
    DEPUTY,
    DIVISION_HEAD,
    HEAD,
    ORGANISER,
    OTHER,
    SETUP,
    STAFF,
    World,
)
from thenchot.assessment.models import Cycle, LevelChange, Sheet
from thenchot.audit.models import Entry
from thenchot.lib import clock
from thenchot.people.actions.enrol import PostRow, enrol
from thenchot.rules.raters import Severity
from thenchot.web.raters.showing import axis_of, drawn, words_of
from thenchot.workplan.models import Task

SEPTEMBER = "2026-09"
PUBLISHED = date(2026, 11, 20)
SCORERS = (HEAD, DEPUTY, DIVISION_HEAD, "BT-020", CHAIRMAN)
GENEROUS = 3
"""By so many points the head of the division marks higher than the others."""
LIST = f"/nguoi-danh-gia/danh-sach/{SEPTEMBER}"
HELD = "Người đánh giá được xem trước"


def judged_september(world: World) -> World:
    """Forty sheets of September, eight with each of five scorers; one scorer is generous, one person rated themselves higher."""
    more = [
        PostRow(
            f"BT-8{n:02d}",
            f"Người Thứ {n}",
            "BT-KT",
            "Chuyên viên",
            "staff",
            "cong_chuc",
            valid_from=ward.START,
        )
        for n in range(40)
    ]
    enrol(by=SETUP, rows=more)
    cycle = Cycle.objects.get(id=ward._cycle(world.viewer(ORGANISER), SEPTEMBER))
    cycle.sheets.exclude(person__staff_code__startswith="BT-8").update(state="excused", absence="study")
    sheets = list(cycle.sheets.filter(person__staff_code__startswith="BT-8").order_by("person__staff_code"))
    last = next(date.fromisoformat(step["to"]) for step in cycle.steps if step["code"] == "confirm")
    for at, sheet in enumerate(sheets):
        scorer = SCORERS[at // 8]
        judged = 22 + at % 3 + (GENEROUS if scorer == DIVISION_HEAD else 0)
        sheet.scorer_id, sheet.state, sheet.band, sheet.self_level = (
            world.person(scorer),
            "published",
            "HTT",
            "HTT",
        )
        sheet.marks = {"self": {"c": str(judged)}, "confirmed": {"c": str(judged)}}
        sheet.score = sheet.self_score = Decimal(judged + 60 + at % 4)
        sheet.confirmed_at = clock.at(last, 17)
    _one_of_each(sheets)
    Sheet.objects.bulk_update(
        sheets, ["scorer", "state", "marks", "score", "self_score", "band", "self_level", "confirmed_at"]
    )
    Cycle.objects.filter(id=cycle.id).update(state="published", published_at=clock.at(PUBLISHED, 9))
    Task.objects.bulk_create(
        [_task(sheet, Decimal(20 + at % 3) if at != 17 else Decimal(90)) for at, sheet in enumerate(sheets)]
    )
    return world


def _one_of_each(sheets: list[Sheet]) -> None:
    """Among the people of the generous scorer: one confirmed late, one lowered who took every point despite late work."""
    sheets[16].confirmed_at = clock.at(date(2026, 11, 20), 9)
    sheets[18].marks = {"self": {"c": "30"}, "confirmed": {"c": "25"}}
    sheets[18].self_score, sheets[18].score = Decimal(97), Decimal(88)
    sheets[18].self_level = "HTXS"


def _task(sheet: Sheet, units: Decimal) -> Task:
    late = int(sheet.self_level == "HTXS")
    return Task(
        unit_id=sheet.unit_id, period=SEPTEMBER, content="Thẩm định hồ sơ đất đai", doer_id=sheet.person_id, units=units,
        status="done", latenesses=late,
    )  # fmt: skip


@pytest.fixture
def judged(world: World) -> World:
    return state(judged_september, world)


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    main = answer.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace(" ", " ").split())


def rows_of(client: Client, address: str) -> dict[str, dict[str, str]]:
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return {row["Mã cán bộ"]: row for row in csv.DictReader(StringIO(answer.content.decode("utf-8-sig")))}


@pytest.mark.row("004-37")
def test_a_scorer_sees_their_own_severity_before_the_organisation_body(
    judged: World, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    body, scorer = as_(ORGANISER), as_(DIVISION_HEAD)
    before = shown(body, LIST)
    assert before.count(HELD) == len(SCORERS)
    assert "mặt bằng chung:" not in before
    assert shown(body, f"{LIST}?tim=khong co").count(HELD) == 0
    assert shown(body, f"{LIST}?tim={DIVISION_HEAD.lower()}").count(HELD) == 1
    assert rows_of(body, f"{LIST}/nguoi-danh-gia.csv")[DIVISION_HEAD]["Ước lượng so với mặt bằng"] == ""

    own = shown(scorer, f"/nguoi-danh-gia/{SEPTEMBER}")
    assert "Chấm cao hơn mặt bằng chung : +" in own
    assert "Để xem xét, không trừ điểm" in own
    scorer.get(f"/nguoi-danh-gia/{SEPTEMBER}")
    acts = Entry.objects.filter(object_kind="severity", object_id=judged.person(DIVISION_HEAD))
    assert [act.action for act in acts] == ["see_severity"]

    after = shown(body, LIST)
    assert after.count(HELD) == len(SCORERS) - 1
    assert "Chấm cao hơn mặt bằng chung: +" in after
    row = rows_of(body, f"{LIST}/nguoi-danh-gia.csv")[DIVISION_HEAD]
    estimate = row["Ước lượng so với mặt bằng"]
    assert f"+{estimate} điểm, khoảng 90 % từ +{row['Từ']} đến +{row['Đến']}" in own
    assert 1 < float(estimate.replace(",", ".")) < GENEROUS + 1
    assert (row["Số phiếu"], row["Xác nhận muộn"], row["Nâng mức"], row["Hạ mức"]) == ("8", "1", "0", "1")
    assert float(row["Độ lệch chuẩn điểm chung"].replace(",", ".")) > 0

    monkeypatch.setenv("THENCHOT_TODAY", "2026-11-26")
    assert HELD in shown(body, LIST)
    monkeypatch.setenv("THENCHOT_TODAY", "2026-11-27")
    assert HELD not in shown(body, LIST)


@pytest.mark.row("004-42")
def test_who_rated_themselves_higher_or_lower_is_told_to_the_scorer_and_the_body(
    judged: World, as_: As
) -> None:
    Sheet.objects.filter(cycle__period=SEPTEMBER, person__staff_code="BT-800").update(self_score=Decimal(80))
    LevelChange.objects.create(
        sheet=Sheet.objects.get(cycle__period=SEPTEMBER, person__staff_code="BT-818"), step="confirm", before="HTXS",
        after="HTT", raised=False, reason="Chậm hai mốc báo cáo.", by_id=judged.person(DIVISION_HEAD), at=clock.now(),
    )  # fmt: skip
    own = shown(as_(DIVISION_HEAD), f"/nguoi-danh-gia/{SEPTEMBER}")
    assert "Người Thứ 18 Tháng 09/2026 97,00 88,00 +9,00" in own
    assert "cao hơn 1 · thấp hơn 0 người" in own
    assert (
        "1 phiếu có việc muộn, bị trả lại hoặc thông tin bất lợi; 1 phiếu trong đó tự chấm tối đa điểm chung, 0 phiếu"
        in own
    )
    body = as_(ORGANISER)
    listed = shown(body, f"{LIST}/tu-danh-gia")
    assert listed.index("Người Thứ 18") < listed.index("Người Thứ 0 ")
    rows = rows_of(body, f"{LIST}/tu-danh-gia.csv")
    assert {code: row["Chênh lệch"] for code, row in rows.items()} == {"BT-818": "9,00", "BT-800": "−2,00"}
    # Each with the way from the one to the other: who raised or lowered, at which step, and why.
    assert "1 người tự chấm thấp hơn, 1 người tự chấm cao hơn điểm xác nhận" in listed
    assert "Xác nhận HTXS → HTT Bạch Văn Tường: “Chậm hai mốc báo cáo.”" in listed
    assert (
        rows["BT-818"]["Đường nâng, hạ và lý do"]
        == "Xác nhận: HTXS → HTT, Bạch Văn Tường: “Chậm hai mốc báo cáo.”"
    )
    assert (rows["BT-818"]["Tự đánh giá"], rows["BT-800"]["Tự đánh giá"]) == ("Cao hơn", "Thấp hơn")
    low = shown(body, f"{LIST}/tu-danh-gia?loc=thap")
    assert ("Người Thứ 0 " in low, "Người Thứ 18" in low) == (True, False)
    high = shown(body, f"{LIST}/tu-danh-gia?loc=cao")
    assert ("Người Thứ 0 " in high, "Người Thứ 18" in high) == (False, True)


def test_work_declared_far_above_comparable_posts_is_listed_for_its_head_with_the_rows(
    judged: World, as_: As
) -> None:
    own = shown(as_(DIVISION_HEAD), f"/nguoi-danh-gia/{SEPTEMBER}")
    assert "Người Thứ 17: 90,00 đơn vị quy đổi Thẩm định hồ sơ đất đai: 90,00" in own
    assert own.count("đơn vị quy đổi") == 1
    assert "đơn vị quy đổi" not in shown(as_(HEAD), f"/nguoi-danh-gia/{SEPTEMBER}")
    assert "Người Thứ 17" not in shown(as_(ORGANISER), LIST)


def test_the_year_is_compared_out_of_its_published_months(judged: World, as_: As) -> None:
    page = shown(as_(DIVISION_HEAD), "/nguoi-danh-gia/2026")
    assert "Cách chấm của tôi, năm 2026" in page
    assert "Tạm tính, chưa công bố" in page
    assert shown(as_(ORGANISER), "/nguoi-danh-gia/danh-sach/2026").count(" phiếu ") >= len(SCORERS)


def test_what_still_runs_or_has_too_few_scorers_is_not_compared(judged: World, as_: As) -> None:
    scorer = as_(DIVISION_HEAD)
    assert "Con số này có sau khi kỳ được công bố" in shown(scorer, "/nguoi-danh-gia/2026-11")
    assert "Chưa đủ để so" in shown(scorer, "/nguoi-danh-gia/2026-10")
    assert not Entry.objects.filter(object_kind="severity").exists()


def test_no_score_changes_for_being_looked_at(judged: World, as_: As) -> None:
    before = list(Sheet.objects.order_by("id").values_list("id", "version", "score", "band", "last_hash"))
    for code in (DIVISION_HEAD, HEAD):
        as_(code).get(f"/nguoi-danh-gia/{SEPTEMBER}")
    as_(ORGANISER).get(LIST)
    assert (
        list(Sheet.objects.order_by("id").values_list("id", "version", "score", "band", "last_hash"))
        == before
    )


@pytest.mark.parametrize(
    ("code", "own", "listed"),
    [(DIVISION_HEAD, 200, 404), (HEAD, 200, 404), (ORGANISER, 403, 200), (STAFF, 404, 404), (OTHER, 404, 404),
     (AUDITOR, 403, 403), (ADMIN, 403, 403)],
)  # fmt: skip
def test_each_sees_their_own_figures_and_only_the_organisation_body_the_list(
    world: World, as_: As, code: str, own: int, listed: int
) -> None:
    client = as_(code)
    assert client.get("/nguoi-danh-gia/2026-10").status_code == own
    for part in (
        "",
        "/2026-10",
        "/2026-10/nguoi-danh-gia.csv",
        "/2026-10/tu-danh-gia",
        "/2026-10/tu-danh-gia.csv",
    ):
        assert client.get(f"/nguoi-danh-gia/danh-sach{part}").status_code == listed, part
    assert ('href="/nguoi-danh-gia"' in client.get("/them").content.decode()) == (200 in (own, listed))
    if code == ORGANISER:
        assert client.get("/nguoi-danh-gia").headers["Location"] == "/nguoi-danh-gia/danh-sach"


def test_a_period_of_too_many_sheets_says_so_and_shows_the_rest(
    judged: World, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thenchot.reporting.raters.MOST", 30)
    own = shown(as_(DIVISION_HEAD), f"/nguoi-danh-gia/{SEPTEMBER}")
    assert "quá nhiều phiếu để so" in own
    assert "Tự chấm so với xác nhận" in own
    assert "Quá nhiều phiếu để so trên một trang" in shown(as_(ORGANISER), LIST)


def test_a_severity_is_drawn_around_nought_on_one_axis() -> None:
    one = Severity(8, 8, 1.0, 0.5, 2.0)
    assert axis_of([one, None]) == 2
    assert axis_of([Severity(8, 8, 0.1, -0.2, 0.4)]) == 1
    found = drawn(one, 2.0)
    assert (found.left, found.x, found.right) == ("123.0", "146.0", "192.0")
    assert (found.estimate, found.low, found.high) == (Decimal("1.00"), Decimal("0.50"), Decimal("2.00"))
    sides = [words_of(Severity(8, 8, at, at - 0.5, at + 0.5)) for at in (1.0, -1.0, 0.2)]
    assert sides == [
        "Chấm cao hơn mặt bằng chung",
        "Chấm thấp hơn mặt bằng chung",
        "Chưa khác rõ so với mặt bằng chung",
    ]
    assert words_of(None) == ""
