"""The month's plan of everybody in one statement: eleven rows a person, most done in time, some late, rejected or undone."""

from __future__ import annotations

from bench.maker.shape import PATTERNS, ROOT, TASKS
from bench.maker.sql import after_numbers, day, numbers, run

CONTENTS = (
    "Tham mưu văn bản trả lời đơn vị", "Thẩm định hồ sơ theo quy trình", "Tổng hợp báo cáo tuần", "Kiểm tra thực địa, lập biên bản",
    "Cập nhật cơ sở dữ liệu chuyên ngành", "Tiếp công dân theo lịch", "Chuẩn bị nội dung họp giao ban", "Giải quyết hồ sơ một cửa",
    "Rà soát văn bản hết hiệu lực", "Phối hợp đoàn kiểm tra liên ngành", "Soạn kế hoạch công tác tháng sau",
)  # fmt: skip


def make_work(period: str) -> int:
    """Write the plan of a month for everybody with a main post; returns how many rows.

    What is drawn depends on the person's pattern and the row alone: the same people have the same month each time.
    """
    drawn = f"(a.person_id % {PATTERNS}) * 13 + n.i * 7"
    contents = " ".join(f"WHEN {at + 1} THEN '{text}'" for at, text in enumerate(CONTENTS))
    done, late, bad = f"({drawn}) % 23 > 0", f"({drawn}) % 11 = 3", f"({drawn}) % 17 = 5"
    made = run(
        f"{numbers(TASKS)} INSERT INTO workplan_task (unit_id, period, content, doer_id, deadline, result, units, origin, status, "
        "done_on, rejections, rejections_excused, latenesses, latenesses_excused, explanation, source, recurring, version, last_hash) "
        f"SELECT a.unit_id, '{period}', CASE n.i {contents} END, a.person_id, '{period}-18', "
        f"CASE WHEN {done} THEN 'Đã hoàn thành' ELSE '' END, 1 + ({drawn}) % 9 * 0.25, "
        f"CASE WHEN ({drawn}) % 19 = 0 THEN 'unplanned' ELSE 'planned' END, CASE WHEN {done} THEN 'done' ELSE 'assigned' END, "
        f"CASE WHEN {done} THEN {day(f'{period}-17')} END, CASE WHEN {done} AND {bad} THEN 1 ELSE 0 END, 0, "
        f"CASE WHEN {done} AND {late} THEN 1 + n.i % 2 ELSE 0 END, CASE WHEN {done} AND {late} AND n.i % 5 = 0 THEN 1 ELSE 0 END, "
        f"'Đã báo người giao việc', 'Kế hoạch tháng', false, 1, '' FROM people_appointment a CROSS JOIN n WHERE a.person_id <> {ROOT} "
        "ORDER BY a.person_id, n.i"
    )
    after_numbers("workplan_task")
    return made
