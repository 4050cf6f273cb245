"""thenchot verify and recompute: whatever somebody changes behind the software's back is found and named."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable

import pytest

from tests.cli.a_demo import Demo

pytestmark = pytest.mark.slow
COVERED = ("prev_hash", "object_kind", "object_id", "at", "actor_id", "actor", "action", "payload")
Tamper = Callable[[sqlite3.Connection], object]


def test_an_untouched_demo_verifies_and_recomputes(demo: Demo) -> None:
    verified = demo.run("verify")
    assert verified.code == 0
    assert "không có sai lệch" in verified.out
    assert f"{demo.number('SELECT count(*) FROM audit_entry')} dòng nhật ký" in verified.out
    again = demo.run("recompute", "--all")
    assert again.code == 0
    assert "Đã tính lại 36 kỳ: tất cả như đã công bố." in again.out


def _payload(file: sqlite3.Connection) -> object:
    newest = "SELECT max(id) FROM audit_entry WHERE action = 'confirm'"
    return file.execute(f"UPDATE audit_entry SET payload = '{{}}' WHERE id = ({newest})")


def _actor(file: sqlite3.Connection) -> object:
    return file.execute("UPDATE audit_entry SET actor = 'Người khác' WHERE id = 1000")


def _last_row_of_a_sheet(file: sqlite3.Connection) -> object:
    newest = "SELECT max(id) FROM audit_entry WHERE object_kind = 'sheet' AND action = 'publish'"
    return file.execute(f"DELETE FROM audit_entry WHERE id = ({newest})")


def _two_rows_swapped(file: sqlite3.Connection) -> object:
    for old, new in ((2000, -1), (2001, 2000), (-1, 2001)):
        file.execute("UPDATE audit_entry SET id = ? WHERE id = ?", [new, old])
    return None


def _a_sealed_day_deleted(file: sqlite3.Connection) -> object:
    file.execute("DELETE FROM audit_seal WHERE day = '2026-10-24'")
    return file.execute("DELETE FROM audit_entry WHERE at LIKE '2026-10-24%'")


def _a_seal_made_again_without_the_key(file: sqlite3.Connection) -> object:
    return file.execute("UPDATE audit_seal SET hash = ? WHERE day = '2026-10-24'", [hashlib.sha256(b"guess").hexdigest()])


def _a_whole_chain_hashed_again(file: sqlite3.Connection) -> object:
    """A self-assessment made worse in the trail, every later hash of the sheet and its head put right again."""
    published = "SELECT min(object_id) FROM audit_entry WHERE action = 'publish' AND object_kind = 'sheet'"
    (sheet,) = file.execute(published).fetchone()
    columns = ", ".join(("id", *COVERED))
    rows = file.execute(
        f"SELECT {columns} FROM audit_entry WHERE object_kind = 'sheet' AND object_id = ? ORDER BY id", [sheet]
    ).fetchall()
    before = ""
    for entry, *values in rows:
        covered = dict(zip(COVERED, values, strict=True)) | {"prev_hash": before}
        if covered["action"] == "self_assess":
            covered["payload"] = json.dumps(json.loads(covered["payload"]) | {"level": "KHT"}, separators=(",", ":"))
        before = hashlib.sha256("\n".join(str(covered[name]) for name in COVERED).encode()).hexdigest()
        change = "UPDATE audit_entry SET prev_hash = ?, payload = ?, hash = ? WHERE id = ?"
        file.execute(change, [covered["prev_hash"], covered["payload"], before, entry])
    return file.execute("UPDATE assessment_sheet SET last_hash = ? WHERE id = ?", [before, sheet])


def _a_stored_score(file: sqlite3.Connection) -> object:
    first = "SELECT min(id) FROM assessment_sheet WHERE state = 'published'"
    return file.execute(f"UPDATE assessment_sheet SET score = 99 WHERE id = ({first})")


def _a_confirmed_score(file: sqlite3.Connection) -> object:
    return file.execute("UPDATE assessment_sheet SET score = 99, band = 'HTXS' WHERE state = 'confirmed'")


def _a_published_version_deleted(file: sqlite3.Connection) -> object:
    newest = "SELECT id FROM assessment_published WHERE number = 2"
    file.execute("DELETE FROM assessment_petition WHERE 1")
    return file.execute(f"DELETE FROM assessment_published WHERE id = ({newest})")


def _a_digest(file: sqlite3.Connection) -> object:
    other = "SELECT digest FROM rulesets_frozenrulebook WHERE rulebook = 'hn-1841-2021'"
    return file.execute(f"UPDATE assessment_cycle SET digest = ({other}) WHERE rulebook = 'nd335-2025-cong-chuc'")


def _a_rulebook(file: sqlite3.Connection) -> object:
    lower = "replace(content, '\"$number\":\"90\"', '\"$number\":\"80\"')"
    return file.execute(f"UPDATE rulesets_frozenrulebook SET content = {lower} WHERE rulebook = 'nd335-2025-cong-chuc'")


def _a_task(file: sqlite3.Connection) -> object:
    return file.execute("UPDATE workplan_task SET last_hash = '' WHERE id = 1")


@pytest.mark.parametrize(
    ("tamper", "place", "words"),
    [
        (_payload, "Nhật ký, dòng", "nội dung dòng nhật ký đã bị sửa"),
        (_actor, "Nhật ký, dòng 1000", "nội dung dòng nhật ký đã bị sửa"),
        (_last_row_of_a_sheet, "Phiếu", "không khớp với dòng nhật ký mới nhất"),
        (_two_rows_swapped, "Niêm phong ngày", "không khớp với niêm phong"),
        (_a_sealed_day_deleted, "Niêm phong ngày 25/10/2026", "niêm phong không nối tiếp"),
        (_a_seal_made_again_without_the_key, "Niêm phong ngày 24/10/2026", "niêm phong đã bị sửa"),
        (_a_whole_chain_hashed_again, "Niêm phong ngày", "không khớp với niêm phong"),
        (_a_stored_score, "Phiếu", "khác với kết quả đã công bố"),
        (_a_confirmed_score, "Phiếu", "khác với lần xác nhận"),
        (_a_published_version_deleted, "Phiếu", "kết quả không còn"),
        (_a_digest, "Kỳ đánh giá số 1", "bộ quy tắc khác với lúc mở"),
        (_a_rulebook, "Bộ quy tắc", "bộ quy tắc đã khóa bị sửa"),
        (_a_task, "Đầu việc số 1", "không khớp với dòng nhật ký mới nhất"),
    ],
    ids=lambda value: value.__name__.strip("_") if callable(value) else "",
)
def test_each_kind_of_tampering_is_found_and_named(own_demo: Demo, tamper: Tamper, place: str, words: str) -> None:
    with own_demo.tampering() as file:
        tamper(file)
    found = own_demo.run("verify")
    assert found.code == 1
    assert any(line.startswith(place) and words in line.lower() for line in found.out.splitlines()), found.out
    assert "chỗ sai lệch" in found.out.splitlines()[-1]


def test_the_triggers_refuse_to_change_the_trail_for_who_does_not_drop_them(own_demo: Demo) -> None:
    for table in ("audit_entry", "audit_seal"):
        for statement in (f"UPDATE {table} SET hash = ''", f"DELETE FROM {table}"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                own_demo.rows(statement)


def test_a_frozen_input_that_was_changed_is_reported_with_what_differs(own_demo: Demo) -> None:
    with own_demo.tampering() as file:
        row, text = file.execute(
            "SELECT p.id, p.frozen FROM assessment_published p JOIN assessment_sheet s ON s.id = p.sheet_id "
            "JOIN assessment_cycle c ON c.id = s.cycle_id WHERE c.period = '2026-10' AND c.category = 'cong_chuc' "
            "AND p.number = 1 AND p.band = 'HTT' ORDER BY p.id LIMIT 1"
        ).fetchone()
        frozen = json.loads(text)
        frozen["inputs"]["input"]["general"] = 30
        text = json.dumps(frozen, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        digest = hashlib.sha256(text.encode()).hexdigest()
        file.execute("UPDATE assessment_published SET frozen = ?, frozen_hash = ? WHERE id = ?", [text, digest, row])
    verified, again = own_demo.run("verify"), own_demo.run("recompute", "2026-10")
    assert verified.code == 1
    assert "Kết quả đã công bố khác với nội dung ghi trong nhật ký" in verified.out
    assert again.code == 1
    assert "kết luận" in again.out
    assert "Đã tính lại 3 kỳ: 1 chỗ khác." in again.out


def test_a_stored_result_that_was_changed_is_reported_by_recomputing_one_cycle(own_demo: Demo) -> None:
    with own_demo.tampering() as file:
        file.execute("UPDATE assessment_published SET score = 100, band = 'HT' WHERE id = 1")
        (cycle,) = file.execute(
            "SELECT s.cycle_id FROM assessment_published p JOIN assessment_sheet s ON s.id = p.sheet_id WHERE p.id = 1"
        ).fetchone()
    again = own_demo.run("recompute", str(cycle))
    assert again.code == 1
    assert "điểm: đang giữ 100" in again.out
    assert "mức theo điểm: đang giữ HT," in again.out


def test_recomputing_a_period_nobody_knows_names_those_there_are(demo: Demo) -> None:
    answer = demo.run("recompute", "2020-01")
    assert answer.code == 1
    assert "Không có kỳ “2020-01”" in answer.err
    assert "2026-10, 2026-11" in answer.err
