"""Receipts as a careless or hostile machine words them: whatever comes is read exactly or refused, and never stops the worker."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.outbound import refusals
from thenchot.outbound.actions.record_receipt import Receipt
from thenchot.outbound.duties import all_duties, duty_of
from thenchot.outbound.models import Packet
from thenchot.outbound.receipts import receipt_in, receipt_of, refused_lines

PACKET = Packet(id=12, made_at=datetime(2026, 10, 20, tzinfo=UTC))
GOOD: dict[str, Any] = {"packet": "TC-000012", "receipt": "BN-1", "received_on": "2026-10-20"}
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda x: st.lists(x, max_size=3), max_leaves=4
)
KEYS = ("packet", "receipt", "received_on", "refused")


@given(st.dictionaries(st.sampled_from(KEYS), values))
def test_whatever_a_machine_answers_is_a_receipt_none_yet_or_refused_at_the_file(change: dict[str, Any]) -> None:
    try:
        found = receipt_of({**GOOD, **change}, PACKET)
    except Refusal as refusal:
        assert (refusal.status, refusal.field) == (BAD_INPUT, "file")
        assert "{" not in refusal.sentence or "{" in str(change)
    else:
        assert found is None or (found.number, found.refused) == ({**GOOD, **change}["receipt"], {})


@pytest.mark.parametrize(
    "change",
    [
        {"receipt": "BN\x00"}, {"receipt": "BN\ud800"}, {"received_on": "2026\udfff"},
        {"refused": [{"result": "5-1\x00", "reason": "x"}]}, {"refused": [{"result": "5-1", "reason": "sai \ud83d"}]},
    ],
)  # fmt: skip
def test_a_sign_that_no_database_takes_is_refused_before_anything_is_written(change: dict[str, Any]) -> None:
    said = {**GOOD, **change}
    for read in (partial(receipt_of, said), partial(receipt_in, json.dumps(said).encode())):
        with pytest.raises(Refusal) as wrong:
            read(PACKET)
        assert wrong.value.code == refusals.RECEIPT_UNREADABLE.code


@pytest.mark.parametrize("packet", ["tc-000012", "TC-12", " TC-000012", "TC-0000012", 12, ["TC-000012"], "x" * 500])
def test_a_receipt_names_its_packet_exactly(packet: object) -> None:
    with pytest.raises(Refusal) as wrong:
        receipt_of({**GOOD, "packet": packet}, PACKET)
    assert wrong.value.code == refusals.RECEIPT_OTHER.code
    assert len(wrong.value.sentence) < 160
    assert "TC-000012" in wrong.value.sentence


@pytest.mark.parametrize(
    ("said", "on"),
    [
        ("2026-10-20", date(2026, 10, 20)), ("20/10/2026", date(2026, 10, 20)), ("2026-10-20T00:00:00", date(2026, 10, 20)),
        ("2026-10-20T09:30:00+07:00", None), ("2026-02-29", None), ("2028-02-29", date(2028, 2, 29)), ("", None), ("mai", None),
        ("0000-00-00", None), ("9999-12-31", date(9999, 12, 31)),
    ],
)  # fmt: skip
def test_the_day_of_a_receipt_is_a_day_of_the_calendar_or_none(said: str, on: date | None) -> None:
    assert receipt_of({**GOOD, "received_on": said}, PACKET) == Receipt("BN-1", on, {})


def test_letters_beyond_the_first_plane_and_line_breaks_in_a_reason_are_read_whole() -> None:
    reason = "Sai mã 😀\nđề nghị kiểm tra"
    found = receipt_in(json.dumps({**GOOD, "refused": [{"result": "5-1", "reason": reason}]}).encode(), PACKET)
    assert found.refused == {"5-1": reason}


def test_of_one_result_refused_twice_the_last_reason_stands() -> None:
    rows = [{"result": "5-1", "reason": "Sai mã"}, {"result": "5-1", "reason": "Sai kỳ"}]
    found = receipt_of({**GOOD, "refused": rows}, PACKET)
    assert found is not None
    assert found.refused == {"5-1": "Sai kỳ"}


reasons = st.text(st.characters(categories=["L", "N", "P"], exclude_characters=":"), min_size=1, max_size=12)


codes = st.from_regex(r"[1-9][0-9]{0,4}-[1-9]", fullmatch=True)


@given(st.dictionaries(codes, reasons, max_size=6), st.sampled_from(["\n", "\r\n", "\n\n \n"]))
def test_lines_typed_are_read_back_as_they_were_meant(refused: dict[str, str], end: str) -> None:
    text = end.join(f" {result} :  {reason} " for result, reason in refused.items())
    assert refused_lines(text) == refused


@pytest.mark.parametrize("text", [":", "：", ": lý do", "5-1 Sai mã", "\u00a05-1\u00a0: x"])
def test_lines_typed_askew_lose_nothing_of_what_was_typed(text: str) -> None:
    """What is no result's code is refused by the action, with what was typed in the sentence."""
    found = refused_lines(text)
    assert "".join([*found, *found.values()]).replace(" ", "") == text.replace(":", "").replace(" ", "").replace("\u00a0", "")


def test_a_duty_begins_on_its_first_day_and_not_the_day_before() -> None:
    for duty in all_duties():
        for rulebook in duty.rulebooks:
            assert duty_of(rulebook, duty.categories[0], duty.since) == duty
            assert duty_of(rulebook, duty.categories[0], duty.since - timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("known_on", "due"),
    [
        (date(2026, 2, 25), date(2026, 3, 2)), (date(2028, 2, 25), date(2028, 3, 1)), (date(2026, 4, 28), date(2026, 5, 3)),
        (date(2026, 12, 31), date(2027, 1, 5)), (date(2026, 11, 30), date(2026, 12, 5)),
    ],
)  # fmt: skip
def test_five_days_run_over_the_ends_of_months_holidays_and_years(known_on: date, due: date) -> None:
    """“chậm nhất 05 ngày sau khi có kết quả”: days of the calendar, the first of May among them."""
    duty = duty_of("nd335-2025-cong-chuc", "cong_chuc", known_on)
    assert duty is not None
    assert duty.due_on(known_on) == due
