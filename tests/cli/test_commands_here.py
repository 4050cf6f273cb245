"""The commands inside the test's own process: what each prints, refuses and ends with, and that a refusal leaves nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django.fixtures import Settings

from tests.assessment.cast import AN, AUDITOR, CHAIR, OCTOBER, ORGANISER, STRANGER, Town
from tests.audit.trail import without_triggers
from tests.web.office_cast import on, page_of, town_of
from thenchot.assessment.faults import DIFFERENCES
from thenchot.assessment.models import Cycle, Published, Sheet
from thenchot.audit.actions.seal_days import seal_days
from thenchot.audit.models import Entry, Seal
from thenchot.audit.queries import Fault, history, verify_entries, verify_newest_seal, verify_seals
from thenchot.cli.main import main
from thenchot.cli.management.commands import doctor, verify
from thenchot.cli.management.commands.recompute import SHORT, chosen
from thenchot.lib import clock
from thenchot.people.models import Account
from thenchot.rulesets.models import Adoption

pytestmark = pytest.mark.django_db
ONE = timedelta(days=1)


@dataclass(frozen=True)
class Ended:
    """What a command printed, and its exit code."""

    out: str
    code: int

    def line(self, words: str) -> str:
        return next(line for line in self.out.splitlines() if words in line)


Run = Callable[..., Ended]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(name: str, *arguments: str) -> Ended:
        capsys.readouterr()
        try:
            call_command(name, *arguments)
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        return Ended(capsys.readouterr().out, code)

    return command


@pytest.fixture(autouse=True)
def _the_clock(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[None]:
    monkeypatch.setenv("THENCHOT_TODAY", "2026-10-20")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    yield


@pytest.fixture
def town(db: None) -> Town:
    return town_of(OCTOBER, opened=False)


@pytest.fixture
def published(db: None) -> Town:
    town = town_of(OCTOBER)
    town.close()
    return town


# --- open-cycle ------------------------------------------------------------------------------------------------


def test_a_month_is_opened_for_a_unit_and_its_people_from_the_command_line(town: Town, run: Run) -> None:
    ended = run("open_cycle", "2026-10", "--unit", "BT", "--by", ORGANISER, "--day", "2026-10-01")
    cycle = Cycle.objects.get()
    assert ended == Ended(f"Đã mở 1 kỳ cho Phường Bến Trúc: {cycle.id}.\n", 0)
    assert cycle.sheets.count() == 14
    (entry,) = (entry for entry in history("cycle", cycle.id) if entry.action.startswith("open"))
    assert entry.actor_id == town.id(ORGANISER)
    assert list(verify_entries({})) == []


def test_without_a_day_people_are_taken_as_of_today(town: Town, run: Run) -> None:
    run("open_cycle", "2026-10", "--unit", "BT", "--by", ORGANISER)
    assert Cycle.objects.get().day == clock.today()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("2026-10", "--unit", "XX", "--by", ORGANISER), "Không có đơn vị mang mã XX vào ngày 20/10/2026."),
        (("2026-10", "--unit", "BT", "--by", ORGANISER, "--day", "2018-05-31"), "mã BT vào ngày 31/05/2018"),
        (("2026-10", "--unit", "BT", "--by", "2"), "kể cả số 0 ở đầu"),
        (("2026-10", "--unit", "BT", "--by", ORGANISER, "--day", "20/10/2026"), "Nhập dạng 2026-11-20"),
        (("2026-10", "--unit", "BT", "--by", ORGANISER, "--day", "2026-02-29"), "Ngày “2026-02-29” chưa đúng"),
        (("2026-10", "--unit", "BT", "--by", CHAIR), "Nghị định 335/2025/NĐ-CP) [cycle.not_organiser]"),
        (("2026-10", "--unit", "BT", "--by", AUDITOR), "[cycle.not_organiser]"),
        (("10/2026", "--unit", "BT", "--by", ORGANISER), "[cycle.bad_period]"),
        (("2026-13", "--unit", "BT", "--by", ORGANISER), "[cycle.bad_period]"),
    ],
)
def test_what_cannot_be_opened_says_why_and_leaves_nothing(town: Town, arguments: tuple[str, ...], words: str) -> None:
    before = Entry.objects.count()
    with pytest.raises(CommandError) as caught:
        call_command("open_cycle", *arguments)
    assert words in str(caught.value)
    assert "{" not in str(caught.value)
    assert not Cycle.objects.exists()
    assert Entry.objects.count() == before


def test_opening_the_same_month_twice_is_refused_and_the_first_stays(town: Town, run: Run) -> None:
    arguments = ("2026-10", "--unit", "BT", "--by", ORGANISER)
    run("open_cycle", *arguments)
    kept = list(Sheet.objects.values_list("id", "version"))
    with pytest.raises(CommandError, match=r"\[cycle.already_open\]"):
        call_command("open_cycle", *arguments)
    assert list(Sheet.objects.values_list("id", "version")) == kept


def test_where_no_rulebook_is_in_use_nothing_is_opened(town: Town) -> None:
    Adoption.objects.update(valid_to=date(2026, 9, 30))
    with pytest.raises(CommandError):
        call_command("open_cycle", "2026-10", "--unit", "BT", "--by", ORGANISER)
    assert not Cycle.objects.exists()


# --- recompute -------------------------------------------------------------------------------------------------


def test_a_published_month_comes_out_again_as_it_was_published(published: Town, run: Run) -> None:
    for arguments in (("--all",), ("2026-10",), (str(published.cycle_id),)):
        assert run("recompute", *arguments) == Ended("Đã tính lại 1 kỳ: tất cả như đã công bố.\n", 0)


@pytest.mark.parametrize(
    ("changed", "words", "kept"),
    [({"band": "KHT"}, "mức theo điểm", "KHT"), ({"score": "12.5"}, "điểm", "12.5"),
    ({"level": "HTXS"}, "mức xếp loại", "HTXS")],
)
def test_a_result_changed_behind_the_software_is_named_with_what_was_kept(
    published: Town, run: Run, changed: dict[str, str], words: str, kept: str
) -> None:
    sheet = published.sheet(AN)
    Published.objects.filter(sheet=sheet).update(**changed)
    ended = run("recompute", "2026-10")
    assert ended.code == 1
    line = ended.line(f"phiếu {sheet.id},")
    assert line.startswith(f"Kỳ 2026-10, phiếu {sheet.id}, bản 1: {words}: đang giữ ")
    assert kept in line.replace(",", ".")
    assert ended.out.splitlines()[-1] == f"Đã tính lại 1 kỳ: {len(ended.out.splitlines()) - 1} chỗ khác."


def test_an_unknown_period_names_those_there_are(published: Town) -> None:
    for name in ("2026-11", "", "999999"):
        with pytest.raises(CommandError) as caught:
            call_command("recompute", name)
        assert f"Không có kỳ “{name}”. Các kỳ: 2026-10." in str(caught.value)


def test_without_any_period_the_command_says_so(db: None, run: Run) -> None:
    with pytest.raises(CommandError, match="chưa có kỳ nào"):
        call_command("recompute", "2026-10")
    assert run("recompute", "--all") == Ended("Đã tính lại 0 kỳ: tất cả như đã công bố.\n", 0)


def test_a_period_chooses_every_cycle_of_it_and_a_number_one() -> None:
    cycles = [Cycle(id=7, period="2026-10"), Cycle(id=8, period="2026-10"), Cycle(id=2026, period="2026-11")]
    assert [cycle.id for cycle in chosen(cycles, "2026-10", everything=False)] == [7, 8]
    assert [cycle.id for cycle in chosen(cycles, "2026", everything=False)] == [2026]
    assert len(chosen(cycles, "", everything=True)) == 3


def test_every_kind_of_difference_has_words_and_long_values_are_cut() -> None:
    assert all(words and words != code for code, words in DIFFERENCES.items())
    assert SHORT < 100


# --- verify and seal ----------------------------------------------------------------------------------------------


def test_a_whole_month_verifies_once_its_days_are_sealed(published: Town, run: Run) -> None:
    on(OCTOBER.day(21))
    sealed = run("seal")
    assert sealed.out.startswith("Đã niêm phong ")
    seal = Seal.objects.latest("day")
    assert f"niêm phong mới nhất: ngày {seal.day:%d/%m/%Y}, gốc {seal.root[:16]}…" in sealed.out
    verified = run("verify")
    assert verified == Ended(
        f"Đã đối chiếu {Entry.objects.count()} dòng nhật ký, {Seal.objects.count()} niêm phong: không có sai lệch.\n", 0
    )
    assert run("seal").out.startswith("Đã niêm phong 0 ngày; niêm phong mới nhất")


def test_sealing_an_empty_trail_names_no_seal(db: None, run: Run) -> None:
    assert run("seal") == Ended("Đã niêm phong 0 ngày.\n", 0)


def test_a_score_changed_on_a_sheet_is_found_and_named_in_words(published: Town, run: Run) -> None:
    sheet = published.sheet(AN)
    Sheet.objects.filter(id=sheet.id).update(band="KHT")
    found = run("verify")
    assert found.code == 1
    assert found.line(f"Phiếu số {sheet.id}: ").endswith(".")
    assert "chỗ sai lệch" in found.out.splitlines()[-1]


def test_of_many_faults_the_first_of_each_kind_stands_first_and_the_rest_is_counted() -> None:
    faults = [Fault(f"sheet {n}", "confirmed_differs") for n in range(30)] + [Fault("seal 2026-10-21", "seal_changed")]
    named = verify.shown(faults)
    assert len(named) == verify.NAMED
    assert [named[0].where, named[1].where, named[2].where] == ["sheet 0", "seal 2026-10-21", "sheet 1"]
    assert verify.said(named[1]) == "Niêm phong ngày 21/10/2026: Niêm phong đã bị sửa."
    assert verify.shown([]) == []


def test_many_faults_end_with_how_many_are_not_named(published: Town, run: Run) -> None:
    """Fourteen sheets with two faults each are more than are named."""
    Sheet.objects.update(band="KHT", last_hash="0" * 64)
    out = run("verify").out.splitlines()
    assert len(out) == verify.NAMED + 2
    named = int(out[-1].rpartition(": ")[2].split()[0]) - verify.NAMED
    assert out[-2] == f"… và {named} chỗ nữa."


# --- daily ----------------------------------------------------------------------------------------------------------


def test_the_days_work_is_told_and_is_done_once(published: Town, run: Run) -> None:
    on(OCTOBER.day(21))
    first, again = run("daily"), run("daily")
    assert first.code == again.code == 0
    assert not first.out.startswith("Đã niêm phong 0 ngày")
    assert again.out.startswith("Đã niêm phong 0 ngày; đã nhắc 0 lượt")
    assert "Đã khóa" not in again.out


def test_idle_accounts_are_told_where_some_were_locked(town: Town, run: Run) -> None:
    account = Account.objects.get(staff_code=AN)
    account.set_password("một câu để thử")  # without one there is nothing to lock
    account.counted_from = clock.today() - 46 * ONE
    account.save()
    assert "Đã khóa 1 tài khoản 45 ngày không dùng." in run("daily").out
    assert not Account.objects.get(staff_code=AN).is_active


# --- rescue --------------------------------------------------------------------------------------------------------


def test_a_locked_account_opens_with_a_password_that_serves_once(town: Town, run: Run) -> None:
    Account.objects.filter(staff_code=AN).update(is_active=False, locked_as_idle=True)
    page = page_of(STRANGER)
    ended = run("rescue", AN)
    account = Account.objects.get(staff_code=AN)
    who, _, password = ended.out.strip().rpartition(": ")
    assert who == f"Mật khẩu dùng một lần của Hồ Hữu An ({AN})"
    assert account.check_password(password)
    assert (account.is_active, account.locked_as_idle, account.must_change) == (True, False, True)
    entry = list(history("account", account.id))[-1]
    assert (entry.action, password in entry.payload) == ("rescue", False)
    assert page.get("/viec-can-lam").status_code == 200, "nobody else is signed out"


def test_an_account_nobody_has_is_said_and_nothing_is_written(town: Town) -> None:
    before = Entry.objects.count()
    with pytest.raises(CommandError, match="Không có tài khoản mang mã cán bộ 9999"):
        call_command("rescue", "9999")
    assert Entry.objects.count() == before


# --- doctor --------------------------------------------------------------------------------------------------------


def test_a_key_others_can_read_is_named_with_what_to_do(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.DATA_FOLDER = tmp_path
    for mode, good in ((0o600, True), (0o640, False), (0o604, False), (0o400, True)):
        (tmp_path / "seal_key").touch()
        (tmp_path / "seal_key").chmod(mode)
        found = {line.split()[1].rstrip(":"): (fine, line) for fine, line in doctor.examine() if line.startswith("Khóa")}
        assert found["seal_key"][0] is good
        assert ("chmod 600" in found["seal_key"][1]) is not good
        assert found["secret_key"][0] is True, "a key that is not there yet is no fault"


def test_a_folder_of_rulebooks_that_cannot_be_read_is_a_fault(db: None, settings: Settings, tmp_path: Path) -> None:
    def books() -> tuple[bool | None, str]:
        return next((good, line) for good, line in doctor.examine() if "ộ quy tắc" in line)

    assert books()[0] is True
    (tmp_path / "hong.yaml").write_text("id: hong\nname: [", encoding="utf-8")
    settings.RULEBOOK_FOLDERS = [tmp_path]
    good, line = books()
    assert good is False
    assert "hong.yaml" in line


def test_a_clock_that_was_set_is_a_fault_outside_a_demo(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> tuple[bool | None, str]:
        return next((good, line) for good, line in doctor.examine() if line.startswith("Đồng hồ"))

    assert told() == (False, "Đồng hồ: 20/10/2026 (đặt bằng THENCHOT_TODAY)")
    settings.DEMO = True
    assert told()[0] is True
    settings.DEMO = False
    monkeypatch.delenv("THENCHOT_TODAY")
    assert told()[0] is True


def test_days_left_unsealed_are_a_fault_by_the_rule_of_verify(published: Town, run: Run) -> None:
    def sealed() -> tuple[bool | None, str]:
        return next((good, line) for good, line in doctor.examine() if "iêm phong" in line)

    assert sealed() == (True, "Chưa có niêm phong nào")
    on(OCTOBER.day(25))
    good, line = sealed()
    assert good is False
    assert "chạy thenchot daily" in line
    assert run("verify").code == 1
    run("seal")
    assert sealed()[0] is True
    assert run("verify").code == 0


def test_a_seal_of_a_month_ago_that_does_not_hold_is_a_fault_of_the_installation_too(
    published: Town, run: Run, settings: Settings
) -> None:
    """A key put in the place of the one that sealed, or a row under the newest seal that is not the one it was laid over."""
    on(OCTOBER.day(25))
    run("seal")
    on(date(2026, 11, 25))

    def sealed() -> tuple[bool | None, str]:
        return next((good, line) for good, line in doctor.examine() if "iêm phong" in line)

    assert sealed()[0] is True
    settings.SEAL_KEY = "khóa khác với lúc niêm phong"
    good, line = sealed()
    assert (good, run("verify").code) == (False, 1)
    assert "Niêm phong đã bị sửa." in line
    assert "thenchot verify" in line


@pytest.mark.parametrize("change", [{"count": 0}, {"root": "0" * 64}, {"prev": "0" * 64}])
def test_the_newest_seal_is_checked_with_its_rows_and_its_predecessor(published: Town, change: dict[str, object]) -> None:
    on(OCTOBER.day(25))
    seal_days(before=OCTOBER.day(25))
    assert list(verify_newest_seal()) == []
    last = Seal.objects.latest("day")
    with without_triggers():
        Seal.objects.filter(day=last.day).update(**change)
    assert {fault.where for fault in verify_newest_seal()} == {f"seal {last.day}"}
    assert {fault.what for fault in verify_newest_seal()} <= {fault.what for fault in verify_seals(date(2026, 10, 25))}


# --- the command itself ----------------------------------------------------------------------------------------------


def test_a_command_is_typed_with_hyphens(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["open-cycle", "2026-10", "--unit", "BT", "--by", ORGANISER]) == 0
    assert "Đã mở 1 kỳ" in capsys.readouterr().out


def test_a_refusal_ends_with_one_and_its_sentence_goes_to_the_errors(
    town: Town, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["thenchot"])
    with pytest.raises(SystemExit) as end:
        main(["open-cycle", "2026-10", "--unit", "XX", "--by", ORGANISER])
    said = capsys.readouterr()
    assert end.value.code == 1
    assert said.out == ""
    assert "Không có đơn vị mang mã XX" in said.err


def test_a_command_nobody_knows_ends_with_one(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["danh-gia"])
    assert end.value.code == 1
    assert "danh_gia" in capsys.readouterr().err
    assert os.environ["DJANGO_SETTINGS_MODULE"] == "thenchot.config.settings"
