"""What a deployment still lacks before real people's data lie in it: one function a question, one sentence an answer."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from thenchot.attachments.queries import stock
from thenchot.attachments.store import folder
from thenchot.connections.queries import failing
from thenchot.intake.queries import all_stuck
from thenchot.lib import clock
from thenchot.outbound.queries import overdue
from thenchot.people.accounts import idle_accounts
from thenchot.people.security.factors import without_factor
from thenchot.people.security.rights import rights_under

Finding = tuple[bool | None, str]
"""Good, not good, or None: to be looked at, and no fault by itself."""
LOCAL = {"localhost", "127.0.0.1", "[::1]", "testserver"}
OTHERS = 0o077
"""Anybody but the owner."""
MARKER = "last_backup"
"""The file in the data folder where a finished back-up leaves its time."""
DAY = timedelta(days=1)
MENDED = {(3, 44): 6, (3, 50): 7, (3, 51): 3}
"""The last part of each branch's first version without the WAL-reset fault, as SQLite's authors list them."""
SOUND = (3, 53)
"""Every branch from here on is without it; 3.52.0 was withdrawn."""


def deployment(*, tables: bool) -> Iterator[Finding]:
    """`tables` says whether the database can be asked."""
    yield _https()
    yield _hosts()
    yield _demo()
    yield _data_file()
    if connection.vendor == "sqlite":
        yield sqlite(sqlite3.sqlite_version_info)
    yield _backup()
    yield _scanner()
    if tables:
        yield _files()
    # The people of a demo are invented: nobody sets up their second factor or reviews their roles.
    if tables and not settings.DEMO:
        yield _second_factors()
        yield _idle()
        yield _rights()
        yield _outside()
        yield _national()


def _public() -> bool:
    """Whether the pages answer to a name that other machines know."""
    return bool(set(settings.ALLOWED_HOSTS) - LOCAL)


def _https() -> Finding:
    if settings.SECURE:
        return True, "HTTPS bật: cookie an toàn, chuyển hướng, HSTS"
    return False if _public() else None, "HTTPS tắt: đặt THENCHOT_HTTPS=1 khi máy khác truy cập được"


def _hosts() -> Finding:
    if os.environ.get("THENCHOT_HOSTS"):
        return "*" not in settings.ALLOWED_HOSTS, f"Tên máy chủ: {', '.join(settings.ALLOWED_HOSTS)}"
    return None, "Tên máy chủ mặc định, chỉ mở được trên máy này: đặt THENCHOT_HOSTS"


def _demo() -> Finding:
    if settings.DEMO:
        line = "Bản dùng thử bật, ai cũng chọn được vai: bỏ THENCHOT_DEMO trước khi nhập dữ liệu thật"
        return False if _public() else None, line
    return (
        not settings.DEBUG,
        "Chế độ lập trình bật: bỏ THENCHOT_DEBUG" if settings.DEBUG else "Không phải bản dùng thử",
    )


def _data_file() -> Finding:
    path = settings.DATA_FOLDER / "thenchot.sqlite3"
    if (
        not path.exists()
        or not path.stat().st_mode & OTHERS
        or not settings.DATA_FOLDER.stat().st_mode & OTHERS
    ):
        return True, "Tệp dữ liệu chỉ chủ sở hữu đọc được, hoặc nằm ở máy khác"
    return (
        False if _public() else None,
        f"Người khác trên máy đọc được tệp dữ liệu: chạy chmod 700 {settings.DATA_FOLDER}",
    )


def sqlite(version: tuple[int, ...]) -> Finding:
    """Whether two connections that tidy the log at one moment could lose a transaction already answered."""
    branch, told = version[:2], ".".join(map(str, version))
    if branch >= SOUND or version[2] >= MENDED.get((version[0], version[1]), version[2] + 1):
        return True, f"SQLite {told} đã sửa lỗi ghi nhật ký (WAL-reset)"
    line = f"SQLite {told} còn một lỗi rất hiếm gặp có thể làm mất dữ liệu (WAL-reset)"
    return None, f"{line}: dùng bản 3.51.3 trở lên, hoặc PostgreSQL"


def _backup() -> Finding:
    path = settings.DATA_FOLDER / MARKER
    try:
        made = datetime.fromisoformat(path.read_text(encoding="ascii").strip()) if path.exists() else None
    except ValueError:
        made = None
    if made is None:
        return None, "Không rõ lần sao lưu gần nhất: chạy thenchot backup mỗi ngày, giữ một bản ở nơi khác"
    made = made if made.tzinfo else made.replace(tzinfo=clock.VIETNAM)
    recent = clock.now() - made <= DAY
    line = f"Sao lưu gần nhất: {made.astimezone(clock.VIETNAM):%d/%m/%Y %H:%M}"
    return recent, line if recent else f"{line}, quá một ngày: chạy thenchot backup mỗi ngày"


def _scanner() -> Finding:
    if settings.SCANNER:
        return True, f"Tệp đính kèm được quét mã độc bằng {settings.SCANNER[0]}"
    return None, "Tệp đính kèm không được quét mã độc: cài chương trình quét rồi đặt THENCHOT_SCANNER"


def _files() -> Finding:
    """Whether every content that a row refers to lies in the store; `thenchot verify` reads them too."""
    found = stock()
    if found.missing:
        return (
            False,
            f"Thiếu {found.missing} tệp đính kèm trong {folder()}: khôi phục thư mục này từ bản sao lưu",
        )
    unused = f", {found.unused} tệp thừa chờ dọn" if found.unused else ""
    return True, f"{found.used} tệp đính kèm, lớn nhất {settings.ATTACHMENT_MB} MB một tệp{unused}"


def _outside() -> Finding:
    """Whether what systems outside bring in comes in; none is asked without a connection."""
    away, stuck = failing(), all_stuck()
    if away:
        return False, f"{away} kết nối lỗi nhiều lần liền: mở trang Kết nối, và kiểm tra thenchot worker đang chạy"
    if stuck:
        return None, f"{stuck} tin do phần mềm khác gửi về đang chờ sửa: đề nghị người phụ trách mở trang Dữ liệu nhận"
    return True, "Không kết nối nào lỗi, không tin nào chờ sửa"


def _national() -> Finding:
    """Whether every result is in the national database within the days the law gives (Điều 26 khoản 1 điểm d)."""
    late = overdue(clock.today())
    if late:
        return False, f"{late} kết quả quá hạn cập nhật cơ sở dữ liệu quốc gia: mở trang Cập nhật quốc gia"
    return True, "Không kết quả nào quá hạn cập nhật cơ sở dữ liệu quốc gia"


def _second_factors() -> Finding:
    count = without_factor(clock.today())
    if not settings.SECOND_FACTOR_ROLES:
        return None, "Không vai trò nào phải có lớp xác thực thứ hai: đặt THENCHOT_SECOND_FACTOR"
    if count:
        line = "phải có lớp xác thực thứ hai mà chưa có: đề nghị từng người mở trang Bảo mật tài khoản"
        return False, f"{count} tài khoản {line}"
    return True, "Mọi tài khoản phải có lớp xác thực thứ hai đều đã có"


def _idle() -> Finding:
    count = idle_accounts(clock.today()).count()
    if count:
        return False, f"{count} tài khoản 45 ngày không dùng chưa khóa: chạy thenchot daily mỗi ngày"
    return True, "Không tài khoản nào bỏ không quá 45 ngày mà còn mở"


def _rights() -> Finding:
    today = clock.today()
    rows = rights_under([""], today)
    overdue = sum(row.overdue for row in rows)
    if overdue:
        return False, f"{overdue} quyền quá sáu tháng chưa rà soát: mở trang Rà soát quyền"
    return (
        True,
        f"Rà soát quyền tiếp theo: {rows[0].due:%d/%m/%Y}" if rows else "Chưa có quyền nào phải rà soát",
    )
