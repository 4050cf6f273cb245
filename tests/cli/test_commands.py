"""seal, open-cycle, doctor: doors that parse, call one action or query, and print in Vietnamese."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.a_demo import Demo, run

ORGANISER = (
    "SELECT p.staff_code FROM people_grant g JOIN people_person p ON p.id = g.person_id "
    "WHERE g.role = 'organisation_body'"
)


@pytest.mark.slow
def test_sealing_closes_the_days_that_are_over_and_only_once(own_demo: Demo) -> None:
    before = own_demo.number("SELECT count(*) FROM audit_seal")
    later = own_demo.run("seal", THENCHOT_TODAY="2026-11-22")
    assert later.code == 0
    assert "Đã niêm phong 1 ngày; niêm phong mới nhất: ngày 21/11/2026" in later.out
    assert own_demo.number("SELECT count(*) FROM audit_seal") == before + 1
    assert "Đã niêm phong 0 ngày" in own_demo.run("seal", THENCHOT_TODAY="2026-11-22").out
    assert own_demo.run("verify", THENCHOT_TODAY="2026-11-22").code == 0


@pytest.mark.slow
def test_a_day_left_unsealed_is_a_fault_two_days_later(own_demo: Demo) -> None:
    late = own_demo.run("verify", THENCHOT_TODAY="2026-11-24")
    assert late.code == 1
    assert "chưa được niêm phong" in late.out


@pytest.mark.slow
def test_the_next_month_opens_from_the_command_line_for_all_categories(own_demo: Demo) -> None:
    by = own_demo.rows(ORGANISER)[0][0]
    opened = own_demo.run("open-cycle", "2026-12", "--unit", "DL", "--by", by, "--day", "2026-11-21")
    assert opened.code == 0, opened.err
    assert "Đã mở 3 kỳ cho Thành phố Đông Lam" in opened.out
    assert own_demo.number("SELECT count(*) FROM assessment_cycle WHERE period = '2026-12'") == 3
    again = own_demo.run("open-cycle", "2026-12", "--unit", "DL", "--by", by)
    assert again.code == 1
    assert "Kỳ 2026-12 của Thành phố Đông Lam đã mở. [cycle.already_open]" in again.err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("2026-12", "--unit", "XX", "--by", "DL00001"), "Không có đơn vị mang mã XX"),
        (("2026-12", "--unit", "DL", "--by", "99999"), "Không có người mang mã cán bộ 99999"),
        (("2026-12", "--unit", "DL", "--by", "DL00001"), "(Điều 17 khoản 3 Nghị định 335/2025/NĐ-CP) [cycle.not_organiser]"),
        (("2026-12", "--unit", "DL", "--by", "DL00001", "--day", "31/02/2026"), "Ngày “31/02/2026” chưa đúng"),
    ],
)
def test_opening_says_what_is_wrong_and_leaves_nothing(demo: Demo, arguments: tuple[str, ...], words: str) -> None:
    refused = demo.run("open-cycle", *arguments)
    assert refused.code == 1
    assert words in refused.err
    assert demo.number("SELECT count(*) FROM assessment_cycle WHERE period = '2026-12'") == 0


@pytest.mark.slow
def test_a_period_that_is_none_is_refused_with_its_code(demo: Demo) -> None:
    by = demo.rows(ORGANISER)[0][0]
    refused = demo.run("open-cycle", "12-2026", "--unit", "DL", "--by", by)
    assert refused.code == 1
    assert "[cycle.bad_period]" in refused.err


def test_the_doctor_names_what_is_missing_on_an_empty_installation(tmp_path: Path) -> None:
    answer = run(tmp_path, "doctor")
    assert answer.code == 1
    assert "CHƯA  Cơ sở dữ liệu sqlite: chạy thenchot migrate" in answer.out
    assert "bộ quy tắc đọc được" in answer.out


def test_the_doctor_finds_a_fresh_installation_sound_and_a_readable_key_not(installed: Path) -> None:
    sound = run(installed, "doctor")
    assert sound.code == 0, sound.out
    assert "CHƯA" not in sound.out
    (installed / "seal_key").chmod(0o644)
    open_key = run(installed, "doctor")
    assert open_key.code == 1
    assert "chạy chmod 600" in open_key.out


def test_the_doctor_warns_of_a_clock_that_was_set(installed: Path) -> None:
    set_clock = run(installed, "doctor", THENCHOT_TODAY="2026-01-01")
    assert set_clock.code == 1
    assert "CHƯA  Đồng hồ: 01/01/2026" in set_clock.out


@pytest.mark.slow
def test_the_doctor_says_the_last_sealed_day_and_fails_when_later_days_are_unsealed(demo: Demo) -> None:
    def sealed(day: str) -> tuple[bool, str]:
        line = demo.run("doctor", THENCHOT_TODAY=day).line("Niêm phong")
        return line.startswith("đạt"), line

    assert sealed("2026-11-21") == (True, "đạt  Niêm phong mới nhất: 20/11/2026")
    assert demo.run("doctor", THENCHOT_DEMO="1").code == 0
    good, line = sealed("2026-12-21")
    assert not good
    assert "mới nhất: 20/11/2026; nhật ký từ ngày 21/11/2026 chưa được niêm phong" in line
    assert demo.run("verify", THENCHOT_TODAY="2026-12-21").code == 1


def test_the_doctor_names_a_rulebook_that_cannot_be_read(installed: Path, tmp_path: Path) -> None:
    own = tmp_path / "books"
    own.mkdir()
    (own / "hong.yaml").write_text("id: hong\nname: [", encoding="utf-8")
    answer = run(installed, "doctor", THENCHOT_RULEBOOKS=str(own))
    assert answer.code == 1
    assert "CHƯA  Bộ quy tắc: " in answer.out


@pytest.mark.slow
def test_the_command_line_agrees_with_what_the_demo_published(demo: Demo, tmp_path: Path) -> None:
    rows = demo.rows(
        "SELECT p.frozen FROM assessment_published p JOIN assessment_sheet s ON s.id = p.sheet_id JOIN assessment_cycle c "
        "ON c.id = s.cycle_id WHERE c.rulebook = 'nd335-2025-cong-chuc' AND p.score IS NOT NULL ORDER BY p.id LIMIT 60"
    )
    kept = [json.loads(text) for (text,) in rows]
    lines = [
        json.dumps({"id": one["sheet"], "kind": one["inputs"]["kind"], "input": _typed(one["inputs"]["input"]),
                    "config": _typed(one["inputs"]["config"])})
        for one in kept if _ends(one["inputs"]["input"])
    ]  # fmt: skip
    facts = tmp_path / "facts.jsonl"
    facts.write_text("\n".join(lines), encoding="utf-8")
    answer = run(tmp_path, "evaluate", "nd335-2025-cong-chuc", str(facts))
    assert answer.code == 0, answer.out
    levels = {line["id"]: line["level_by_score"] for line in map(json.loads, answer.out.splitlines())}
    assert len(levels) > 20
    assert levels == {one["sheet"]: one["band"] for one in kept if one["sheet"] in levels}


def _ends(value: object) -> bool:
    """Whether every kept number can be written with an end."""
    if isinstance(value, dict):
        if "n" in value:
            bottom = int(str(value["n"]).partition("/")[2] or 1)
            while bottom % 2 == 0 or bottom % 5 == 0:
                bottom //= 2 if bottom % 2 == 0 else 5
            return bottom == 1
        return all(_ends(entry) for entry in value.values())
    return all(_ends(entry) for entry in value) if isinstance(value, list) else True


def _typed(value: object) -> object:
    if isinstance(value, dict):
        if "n" in value:
            top, _, bottom = str(value["n"]).partition("/")
            return int(top) / int(bottom or 1)
        return {name: _typed(entry) for name, entry in value.items()}
    return [_typed(entry) for entry in value] if isinstance(value, list) else value
