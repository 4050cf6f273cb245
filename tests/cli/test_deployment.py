"""thenchot doctor on what a deployment still lacks: each finding turns with its cause, and says what to do."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django.fixtures import Settings

from tests.attachments.samples import PDF
from tests.web import security_cast as cast
from tests.web.office_cast import page_of
from tests.web.security_cast import ADMIN, ORGANISER, STAFF, set_up_app
from thenchot.attachments.actions.attach import Owner, attach
from thenchot.attachments.store import keep, path_of
from thenchot.audit.actor import SOFTWARE
from thenchot.cli.deployment import sqlite
from thenchot.lib import clock
from thenchot.people.models import Account, Grant, RightsReview

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def installation(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A public one with everything in order; its people have no second factor yet."""
    monkeypatch.setenv("THENCHOT_TODAY", TODAY.isoformat())
    monkeypatch.setenv("THENCHOT_HOSTS", "thenchot.example")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["thenchot.example", "testserver"]
    settings.DATA_FOLDER, settings.SECURE = tmp_path, True
    tmp_path.chmod(0o700)
    cast.build()
    Account.objects.update(counted_from=TODAY)


def findings(capsys: pytest.CaptureFixture[str]) -> tuple[list[str], int]:
    """The lines, and how the command ended."""
    try:
        call_command("doctor")
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    return capsys.readouterr().out.splitlines(), code


def line(capsys: pytest.CaptureFixture[str], words: str) -> str:
    return next(found for found in findings(capsys)[0] if words in found)


def test_who_lacks_a_second_factor_is_counted(capsys: pytest.CaptureFixture[str], settings: Settings) -> None:
    assert line(capsys, "lớp xác thực").startswith("CHƯA  2 tài khoản phải có")
    set_up_app(page_of(ADMIN))
    assert "CHƯA  1 tài khoản" in line(capsys, "lớp xác thực")
    set_up_app(page_of(ORGANISER))
    assert line(capsys, "lớp xác thực").startswith("đạt")
    settings.SECOND_FACTOR_ROLES = ["everybody"]
    assert "CHƯA  2 tài khoản" in line(capsys, "lớp xác thực")
    settings.SECOND_FACTOR_ROLES = []
    assert line(capsys, "lớp xác thực").startswith("lưu ý")


def test_idle_accounts_are_counted_until_the_days_work_locks_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert line(capsys, "45 ngày").startswith("đạt")
    Account.objects.filter(staff_code=STAFF).update(counted_from=TODAY - timedelta(days=45))
    assert line(capsys, "45 ngày").startswith("CHƯA  1 tài khoản")
    call_command("daily")
    capsys.readouterr()
    assert line(capsys, "45 ngày").startswith("đạt")


def test_the_next_review_is_told_and_an_overdue_one_is_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert line(capsys, "Rà soát quyền tiếp theo").endswith("01/03/2027")
    Grant.objects.update(valid_from=date(2026, 1, 1))
    assert line(capsys, "quá sáu tháng").startswith("CHƯA  2 quyền")
    for grant in Grant.objects.all():
        RightsReview.objects.create(
            kind="grant", right_id=grant.id, verdict="keep", reviewed_on=TODAY, reviewer=grant.person
        )
    assert line(capsys, "Rà soát quyền tiếp theo").startswith("đạt")


def test_what_a_public_installation_must_have_is_only_a_hint_on_one_machine(
    capsys: pytest.CaptureFixture[str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SECURE = False
    assert line(capsys, "HTTPS").startswith("CHƯA")
    assert findings(capsys)[1] == 1
    settings.ALLOWED_HOSTS = ["localhost"]
    assert line(capsys, "HTTPS").startswith("lưu ý")
    settings.ALLOWED_HOSTS = ["*"]
    assert line(capsys, "Tên máy chủ").startswith("CHƯA")
    monkeypatch.delenv("THENCHOT_HOSTS")
    assert line(capsys, "Tên máy chủ mặc định").startswith("lưu ý")


def test_a_demo_that_others_can_reach_is_a_fault(
    capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    assert line(capsys, "bản dùng thử").startswith("đạt")
    settings.DEMO = True
    assert line(capsys, "Bản dùng thử").startswith("CHƯA")
    assert not [found for found in findings(capsys)[0] if "lớp xác thực" in found], "its people are invented"
    settings.DEMO, settings.DEBUG = False, True
    assert line(capsys, "lập trình").startswith("CHƯA")


def test_data_that_others_on_the_machine_read_is_a_fault(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "thenchot.sqlite3"
    file.touch(0o644)
    assert line(capsys, "ệp dữ liệu").startswith("đạt")
    tmp_path.chmod(0o755)
    assert "chạy chmod 700" in line(capsys, "ệp dữ liệu")
    file.chmod(0o600)
    assert line(capsys, "ệp dữ liệu").startswith("đạt")


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), None),
        ((3, 44, 5), None),
        ((3, 44, 6), True),
        ((3, 51, 2), None),
        ((3, 51, 3), True),
        ((3, 52, 0), None),
        ((3, 53, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_a_database_library_that_may_lose_answered_writes_is_named(
    version: tuple[int, ...], sound: bool | None
) -> None:
    found, sentence = sqlite(version)
    assert found is sound
    assert f"SQLite {'.'.join(map(str, version))}" in sentence


def test_the_doctor_names_its_database_library(capsys: pytest.CaptureFixture[str]) -> None:
    told = [found for found in findings(capsys)[0] if "SQLite" in found]
    assert len(told) == (connection.vendor == "sqlite")


@pytest.mark.parametrize(
    ("hours", "mark"), [(None, "lưu ý"), (1, "đạt"), (23, "đạt"), (25, "CHƯA"), (-1, "đạt")]
)
def test_a_back_up_older_than_a_day_is_a_fault_and_none_is_unknown(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, hours: int | None, mark: str
) -> None:
    if hours is not None:
        (tmp_path / "last_backup").write_text(
            (clock.now() - timedelta(hours=hours)).isoformat(), encoding="ascii"
        )
    found = line(capsys, "ao lưu")
    assert found.startswith(mark)
    assert hours in (1, 23, -1) or "thenchot backup" in found


def test_a_spoilt_marker_is_unknown_not_a_crash(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "last_backup").write_text("hôm qua", encoding="utf-8")
    assert line(capsys, "ao lưu").startswith("lưu ý")


def test_a_missing_scanner_is_mentioned_and_a_missing_file_is_a_fault(
    capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    assert line(capsys, "quét mã độc").startswith("lưu ý")
    settings.SCANNER = ["/usr/bin/clamdscan", "--fdpass"]
    assert line(capsys, "quét mã độc").startswith(
        "đạt  Tệp đính kèm được quét mã độc bằng /usr/bin/clamdscan"
    )
    settings.SCANNER = []
    stored = keep("a.pdf", [PDF])
    assert "đạt  0 tệp đính kèm, lớn nhất 10 MB một tệp, 1 tệp thừa chờ dọn" in line(capsys, "tệp đính kèm,")
    attach(by=SOFTWARE, to=Owner("fact", 1), stored=stored)
    assert line(capsys, "tệp đính kèm,").startswith("đạt  1 tệp đính kèm")
    path_of(stored.sha256).unlink()
    assert line(capsys, "Thiếu").startswith("CHƯA  Thiếu 1 tệp đính kèm")


def test_connections_that_fail_what_sticks_and_what_is_owed_too_long_are_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert line(capsys, "kết nối nào lỗi").startswith("đạt")
    assert line(capsys, "cơ sở dữ liệu quốc gia").startswith("đạt")
    for name, words, mark in (
        ("all_stuck", "tin do phần mềm khác", "lưu ý  2 tin"), ("failing", "kết nối lỗi", "CHƯA  2 kết nối"),
        ("overdue", "quá hạn cập nhật", "CHƯA  2 kết quả"),
    ):  # fmt: skip
        monkeypatch.setattr(f"thenchot.cli.deployment.{name}", lambda *_: 2)
        assert line(capsys, words).startswith(mark)
