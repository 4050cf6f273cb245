"""On-time dossiers and citizens' feedback beside a unit's result: optional, shown only until a body gives them a weight."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.conftest import As
from tests.web.office_cast import main, text
from tests.web.world import AUDITOR, DIVISION_HEAD, ORGANISER, STAFF, World
from thenchot.assessment.queries.integrity import verify
from thenchot.evidence.models import ServiceWeight
from thenchot.organisation.queries import unit_by_code

PAGE = "/toan-canh/2026-10/phuc-vu"


@pytest.fixture
def office(as_: As) -> Client:
    return as_(ORGANISER)


def unit(code: str) -> str:
    found = unit_by_code(code, date(2026, 11, 21))
    assert found is not None
    return str(found.id)


def bring(client: Client, kind: str, *rows: tuple[str, str, str]) -> None:
    names = {"one_stop_dossiers": ("on_time", "late"), "citizen_feedback": ("satisfied", "dissatisfied")}[kind]
    given = {"nguon": "one_stop", "loai": kind, "thang": "10/2026", "count": str(len(rows))}
    for at, row in enumerate(rows, start=1):
        given |= {f"r{at}-{key}": value for key, value in zip(("subject", *names), row, strict=True)}
    assert client.post("/thong-tin/nhieu", given).status_code == 302


def weights(client: Client, **other: str) -> Any:
    given = {"scope": unit("BT"), "feedback": "10", "on_time": "20", "document": "14/QĐ-UBND", "valid_from": "01/10/2026"}
    return client.post(PAGE, given | other)


@pytest.mark.row("004-24")
def test_feedback_is_optional_and_its_weight_configurable(office: Client, as_: As, world: World) -> None:
    before = main(office.get(PAGE))
    assert "Trọng số 0: các tỷ lệ chỉ để xem" in before
    with CaptureQueriesContext(connection) as asked:
        office.get(PAGE)
    assert len([one for one in asked if '"assessment_sheet"."unit_path"' in one["sql"]]) == 1, "one for all units"
    assert "Phòng Kinh tế, Hạ tầng và Đô thị" in before
    place = "Phòng Kinh tế, Hạ tầng và Đô thị"
    mean = before[before.index(place) + len(place) :].split()[0]
    # The unit's own figures stand before the sum of its people; without any there is no rate, not a rate of 0.
    bring(office, "one_stop_dossiers", (STAFF, "5", "5"), ("BT-KT", "180", "20"))
    bring(office, "citizen_feedback", ("BT-KT", "95", "5"))
    shown = main(office.get(PAGE))
    assert "90 % 180 / 200 95 % 95 / 100" in shown.replace("\xa0", " ")
    assert shown[shown.index(place) + len(place) :].split()[0] == mean
    assert weights(office).status_code == 302
    weighed = main(office.get(PAGE)).replace("\xa0", " ")
    assert "ý kiến người dân 10 %, hồ sơ đúng hạn 20 %" in weighed
    line = weighed[weighed.index("Phòng Kinh tế") : weighed.index("Văn phòng HĐND và UBND", weighed.index("Phòng Kinh tế"))]
    score = float(mean.replace(",", "."))
    assert f"{score * 0.7 + 9.5 + 18:.2f}".replace(".", ",") in line
    # A unit without such data keeps its mean whole.
    rest = weighed[weighed.index("Văn phòng HĐND và UBND", weighed.index("Phòng Kinh tế")) :].split()
    numbers = [word for word in rest if "," in word and word.replace(",", "").isdigit()]
    assert numbers[0] == numbers[1]
    assert "Kết quả phục vụ" in text(office.get("/toan-canh/2026-10"))
    assert {fault.what for fault in verify(date(2026, 11, 22))} <= {"not_sealed"}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"feedback": "x"}, "Trọng số là số từ 0 đến 100"), ({"feedback": "81"}, "tổng hai trọng số không quá 100"),
        ({"document": " "}, "Nêu văn bản quy định trọng số"), ({"valid_from": "x"}, "Nhập ngày dạng"),
    ],
)  # fmt: skip
def test_a_weight_that_lacks_something_is_refused(office: Client, given: dict[str, str], sentence: str) -> None:
    answer = weights(office, **given)
    assert (answer.status_code, ServiceWeight.objects.count()) == (422, 0)
    assert sentence in main(answer)


def test_a_weight_set_again_for_its_day_stands_once_and_only_the_personnel_body_sets_it(office: Client, as_: As) -> None:
    assert weights(office).status_code == 302
    assert weights(office, feedback="5").status_code == 302
    assert ServiceWeight.objects.get().feedback == "5"
    assert as_(AUDITOR).get(PAGE).status_code == 200
    assert weights(as_(AUDITOR)).status_code == 403
    assert as_(DIVISION_HEAD).get(PAGE).status_code == 200
    assert weights(as_(DIVISION_HEAD)).status_code == 404
    assert as_(STAFF).get(PAGE).status_code == 404
