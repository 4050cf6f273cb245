"""Receipts as machines and people word them, packets as text, and duties as data: read exactly, refused with what is wrong."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outbound.schema import breaks, schema
from thenchot.assessment.queries.national import _score
from thenchot.lib import canonical
from thenchot.lib.refusals import Refusal
from thenchot.outbound import duties, refusals
from thenchot.outbound.duties import Duty, all_duties
from thenchot.outbound.models import Packet
from thenchot.outbound.packing import Heading, Result, compressed, file_of, name_of, packet_text, text_of
from thenchot.outbound.receipts import receipt_in, receipt_of, refused_lines
from thenchot.rulesets.reading import BookError

PACKET = Packet(id=12, made_at=datetime(2026, 10, 20, tzinfo=UTC))
GOOD: dict[str, Any] = {"packet": "TC-000012", "receipt": "BN-1", "received_on": "2026-10-20"}
RESULT = Result(
    "5-1", None, None, {"staff_code": "0022", "full_name": "Hồ Hữu An"}, {"code": "BT-KT", "name": "Phòng Kinh tế"}, "cong_chuc",
    "2026-10", "month", "88.25", "HTT", None, "nd335-2025-cong-chuc", "a" * 64, "2026-10-20T16:00:00+07:00", "b" * 64,
)  # fmt: skip
HEADING = Heading("TC-000012", {"code": "BT", "name": "Phường Bến Trúc"}, "2026-10", "2026-10-20T16:00:00+07:00")


def test_a_receipt_is_read_with_what_it_refuses() -> None:
    refused = [{"result": "5-1", "reason": "Không có mã này"}, {"result": "6-2", "reason": "Sai kỳ"}]
    found = receipt_of({**GOOD, "refused": refused, "more": 1}, PACKET)
    assert found is not None
    assert (found.number, found.on) == ("BN-1", date(2026, 10, 20))
    assert found.refused == {"5-1": "Không có mã này", "6-2": "Sai kỳ"}
    assert not list(breaks({**GOOD, "refused": refused}, schema("receipt-1.schema.json")))


@pytest.mark.parametrize("said", [{}, {"receipt": ""}, {"receipt": None, "packet": "TC-000012"}, [], "ok", 7, None])
def test_an_answer_without_a_receipt_is_none_yet(said: object) -> None:
    assert receipt_of(said, PACKET) is None


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"packet": "TC-000013"}, refusals.RECEIPT_OTHER), ({"packet": None}, refusals.RECEIPT_OTHER),
        ({"receipt": 7}, refusals.RECEIPT_UNREADABLE), ({"received_on": 20261020}, refusals.RECEIPT_UNREADABLE),
        ({"received_on": None}, refusals.RECEIPT_UNREADABLE), ({"refused": {}}, refusals.RECEIPT_UNREADABLE),
        ({"refused": ["5-1"]}, refusals.RECEIPT_UNREADABLE), ({"refused": [{"result": "5-1"}]}, refusals.RECEIPT_UNREADABLE),
        ({"refused": [{"result": 5, "reason": "x"}]}, refusals.RECEIPT_UNREADABLE),
    ],
)  # fmt: skip
def test_a_receipt_of_another_packet_or_form_is_refused(change: dict[str, Any], refusal: Any) -> None:
    with pytest.raises(Refusal) as wrong:
        receipt_of({**GOOD, **change}, PACKET)
    assert (wrong.value.code, wrong.value.field) == (refusal.code, "file")
    assert "{" not in wrong.value.sentence


def test_a_day_that_is_none_is_left_to_the_action_to_refuse() -> None:
    found = receipt_of({**GOOD, "received_on": "2026-02-31"}, PACKET)
    assert found is not None
    assert found.on is None


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b'{"packet": "TC-000012"}', b"[" * 100_000])
def test_a_file_that_is_no_receipt_says_so(content: bytes) -> None:
    with pytest.raises(Refusal) as wrong:
        receipt_in(content, PACKET)
    assert wrong.value.code == refusals.RECEIPT_UNREADABLE.code


def test_a_file_is_read_as_an_answer_is() -> None:
    assert receipt_in(json.dumps(GOOD).encode(), PACKET) == receipt_of(GOOD, PACKET)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {}), (" \n\n", {}), ("5-1: Sai mã", {"5-1": "Sai mã"}),
        ("5-1:Sai: hai lần\r\n 6-2 : Sai kỳ ", {"5-1": "Sai: hai lần", "6-2": "Sai kỳ"}),
        ("5-1", {"5-1": ""}),
    ],
)  # fmt: skip
def test_what_was_refused_is_typed_a_line_each(text: str, found: dict[str, str]) -> None:
    assert refused_lines(text) == found


@pytest.mark.parametrize(
    "spoil",
    [
        {"packet": "12"}, {"received_on": "20/10/2026"}, {"receipt": None}, {"refused": [{"result": "5-1"}]},
        {"refused": [{"result": "x", "reason": "y"}]},
    ],
)  # fmt: skip
def test_the_schema_of_receipts_is_not_satisfied_with_anything(spoil: dict[str, Any]) -> None:
    assert list(breaks({**GOOD, **spoil}, schema("receipt-1.schema.json")))


def test_a_packet_is_the_same_bytes_whenever_it_is_made_of_the_same_values() -> None:
    text = packet_text(HEADING, [RESULT])
    assert text == packet_text(HEADING, [RESULT])
    assert canonical.dumps(canonical.loads(text)) == text
    assert not list(breaks(json.loads(text), schema("packet-1.schema.json")))
    assert text != packet_text(HEADING, [RESULT, RESULT])


def test_a_packet_is_kept_compressed_and_given_as_it_was_signed() -> None:
    text = packet_text(HEADING, [RESULT] * 50)
    packet = Packet(content=compressed(text), signature="00")
    assert text_of(packet) == text
    assert len(compressed(text)) < len(text.encode()) / 5
    envelope = json.loads(file_of(packet))
    assert (envelope["payload"], envelope["signature"], envelope["algorithm"]) == (text, "00", "Ed25519")
    assert sorted(envelope) == ["algorithm", "payload", "public_key", "signature"]


@pytest.mark.parametrize(("number", "name"), [(1, "TC-000001"), (999_999, "TC-999999"), (1_000_000, "TC-1000000")])
def test_a_packets_name_has_six_digits_or_more(number: int, name: str) -> None:
    assert name_of(number) == name


@given(st.decimals(min_value=0, max_value=100, places=12))
def test_a_score_travels_exact_and_without_idle_places(score: Decimal) -> None:
    said = _score(score)
    assert said is not None
    assert Decimal(said) == score
    assert "E" not in said
    assert "." not in said or not said.endswith("0")


def test_no_score_is_none() -> None:
    assert _score(None) is None
    assert (_score(Decimal("90.000000000000")), _score(Decimal("100")), _score(Decimal("0"))) == ("90", "100", "0")


@given(st.dates(date(2026, 1, 1), date(2100, 1, 1)), st.integers(1, 30))
def test_the_last_day_is_so_many_days_of_the_calendar_after(known_on: date, days: int) -> None:
    duty = Duty(("a",), ("b",), days, date(2026, 1, 1), "Điều 26", "quoted")
    assert (duty.due_on(known_on) - known_on).days == days


GOOD_DUTY = "a: {rulebooks: [x], categories: [y], days: 5, from: 2026-01-01, citation: Điều 26, confidence: quoted}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD_DUTY.replace("days: 5", "days: 2.5"), "days"), (GOOD_DUTY.replace(", from: 2026-01-01", ""), "from"),
        (GOOD_DUTY.replace("2026-01-01", "mai"), "from"), (GOOD_DUTY.replace("quoted", "memory"), "confidence"),
        (GOOD_DUTY.replace("citation: Điều 26, ", ""), "citation"), (GOOD_DUTY.replace("[x]", "x"), "rulebooks"),
        (GOOD_DUTY.replace("days: 5", "days: 5, extra: 1"), "extra"),
    ],
)  # fmt: skip
def test_a_duty_of_the_wrong_shape_is_refused_by_its_key(
    text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "duties.yaml"
    monkeypatch.setattr(duties, "DATA", file)
    file.write_text(GOOD_DUTY, encoding="utf-8")
    assert all_duties.__wrapped__()[0].days == 5
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BookError) as wrong:
        all_duties.__wrapped__()
    assert said in wrong.value.key
