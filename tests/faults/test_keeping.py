"""A back-up taken while others write is one moment of the database; restored elsewhere, its trail agrees."""

from __future__ import annotations

import ast
from datetime import datetime
from typing import Any

import pytest

from tests.attachments.samples import PDF
from tests.faults.conftest import Play

pytestmark = [pytest.mark.database, pytest.mark.slow]


@pytest.fixture
def found(play: Play) -> dict[str, Any]:
    return play("backed_up_while_written")


def test_writers_go_on_while_the_copies_are_made(found: dict[str, Any]) -> None:
    assert found["answers"] == ["done"] * 4
    assert found["after"] == found["before"] + 2 * 2 * 60


def test_each_copy_is_a_moment_that_was(found: dict[str, Any]) -> None:
    for copy in found["copies"]:
        counts = ast.literal_eval(copy["counts"] or "{}")
        assert counts.get("left", 0) == counts.get("right", 0), copy


def test_the_restored_trail_is_verified_and_agrees(found: dict[str, Any]) -> None:
    for copy in found["copies"]:
        assert copy["code"] == 0, copy["said"]
        assert "không có sai lệch" in copy["said"]
        assert "0 niêm phong" not in copy["said"]


def test_the_keys_come_along_only_as_asked_and_the_file_is_its_owners(found: dict[str, Any]) -> None:
    with_keys, without = found["copies"]
    assert (with_keys["keys"], with_keys["key"]) == (True, "khóa của bài thử")
    assert (without["keys"], without["key"]) == (False, "")
    assert "không kèm khóa" in without["said"]
    assert found["mode"] == 0o600


def test_a_database_in_use_is_not_restored_over_unasked(found: dict[str, Any]) -> None:
    (refused, said), (replaced, wrong) = found["copies"][0]["again"]
    assert refused != 0
    assert "đã có dữ liệu" in said
    assert replaced == 0, wrong


def test_what_cannot_be_done_is_said(found: dict[str, Any]) -> None:
    assert "đã có" in found["refusals"]["there"]
    assert "Không đọc được bản sao lưu" in found["refusals"]["none"]
    assert "Bản sao lưu bị hỏng" in found["refusals"]["spoiled"]


def test_attached_files_come_along_and_are_what_their_names_say(found: dict[str, Any]) -> None:
    for copy in found["copies"]:
        assert copy["files"] == [PDF.decode()]
        assert "1 tệp đính kèm đúng mã băm" in copy["said"]
    assert "1 tệp đính kèm khác với mã băm" in found["refusals"]["changed"]
    assert "thiếu tệp đính kèm" in found["refusals"]["lacking"]


def test_the_doctors_marker_holds_the_moment(found: dict[str, Any]) -> None:
    assert datetime.fromisoformat(found["marker"].strip()).date().isoformat() == "2026-10-23"
