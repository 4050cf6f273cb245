"""Does everything still agree: each way to change what was confirmed or published is found and named."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models import F, Value
from django.db.models.functions import Replace

from tests.assessment.cast import AN, AUTHORITY, BINH, DIVISION_HEAD, WARD, Town
from tests.assessment.conftest import SetDay
from tests.audit.trail import rehash, tamper
from thenchot.assessment.actions.correct import Correction, correct
from thenchot.assessment.actions.decide import decide
from thenchot.assessment.actions.petition import petition
from thenchot.assessment.actions.propose import Choice
from thenchot.assessment.actions.send_back import send_back
from thenchot.assessment.models import Cycle, Petition, Published, Sheet
from thenchot.assessment.queries import integrity
from thenchot.assessment.queries.integrity import recompute, verify
from thenchot.audit.actions.seal_days import seal_days
from thenchot.audit.models import Entry
from thenchot.rulesets.models import FrozenRulebook

AFTER = date(2019, 11, 1)
RESULT = ("id", "sheet_id", "number", "frozen_hash", "frozen", "score", "band", "level")


@pytest.fixture
def sealed(old_town: Town, on_day: SetDay) -> Town:
    """October 2019 decided on the 24th, published on the 25th, Bình's result corrected on the 28th; all sealed."""
    old_town.hand_in()
    on_day(old_town.month.day(23))
    old_town.confirm_all()
    on_day(old_town.month.day(24))
    old_town.propose_all()
    old_town.decide_all()
    on_day(old_town.month.day(25))
    old_town.publish()
    on_day(old_town.month.day(28))
    correct(by=old_town.viewer(AUTHORITY), given=Correction(old_town.sheet(BINH), "Đính chính.", {"ket_qua": "40"}))
    petition(by=old_town.viewer(AN), sheet=old_town.sheet(AN), text="Đề nghị xem lại.")
    seal_days(before=AFTER)
    on_day(AFTER)
    return old_town


def faults() -> set[tuple[str, str]]:
    return {(fault.where, fault.what) for fault in verify(AFTER)}


def result(town: Town, code: str = AN) -> Published:
    return Published.objects.filter(sheet=town.sheet(code)).latest("number")


def entry(town: Town, action: str, code: str = AN) -> Entry:
    return Entry.objects.filter(object_kind="sheet", object_id=town.sheet(code).id, action=action).latest("id")


def test_an_untouched_month_has_no_fault_and_recomputes_to_itself(sealed: Town) -> None:
    assert faults() == set()
    assert list(recompute(sealed.cycle)) == []
    for command, words in (("verify", "không có sai lệch"), ("recompute", "tất cả như đã công bố")):
        out = StringIO()
        call_command(command, *(["--all"] if command == "recompute" else []), stdout=out)
        assert words in out.getvalue()


Tamper = Callable[[Town], set[tuple[str, str]]]


def one_frozen_input(town: Town) -> set[tuple[str, str]]:
    row = result(town)
    Published.objects.filter(id=row.id).update(frozen=row.frozen.replace('"ket_qua":62', '"ket_qua":63'))
    return {(f"result {row.id}", "result_changed")}


def one_stored_score(town: Town) -> set[tuple[str, str]]:
    sheet = town.sheet(AN)
    Sheet.objects.filter(id=sheet.id).update(score=Decimal(99))
    return {(f"sheet {sheet.id}", "stored_score_differs")}


def the_score_of_a_result(town: Town) -> set[tuple[str, str]]:
    row = result(town)
    Published.objects.filter(id=row.id).update(score=Decimal(99))
    return {(f"sheet {row.sheet_id}", "stored_score_differs"), (f"result {row.id}", "confirmed_differs")}


def one_decided_level(town: Town) -> set[tuple[str, str]]:
    row = result(town)
    Published.objects.filter(id=row.id).update(level="A")
    Sheet.objects.filter(id=row.sheet_id).update(level="A")
    return {(f"result {row.id}", "confirmed_differs")}


def one_digest(town: Town) -> set[tuple[str, str]]:
    Cycle.objects.filter(id=town.cycle_id).update(digest="0" * 64)
    return {(f"cycle {town.cycle_id}", "digest_changed")}


def the_kept_rulebook(town: Town) -> set[tuple[str, str]]:
    digest = town.cycle.digest
    FrozenRulebook.objects.filter(digest=digest).update(content=Replace(F("content"), Value("90"), Value("80")))
    return {(f"rulebook {digest[:12]}", "rulebook_changed")}


def one_audit_payload(town: Town) -> set[tuple[str, str]]:
    row = entry(town, "decide")
    tamper("UPDATE audit_entry SET payload = %s WHERE id = %s", row.payload.replace('"B"', '"C"'), row.id)
    return {(f"audit {row.id}", "entry_changed"), (f"result {result(town).id}", "confirmed_differs")}


def the_last_row_deleted(town: Town) -> set[tuple[str, str]]:
    row = Entry.objects.latest("id")
    tamper("DELETE FROM audit_entry WHERE id = %s", row.id)
    number = Petition.objects.get().id
    return {("seal 2019-10-28", "rows_differ"), (f"petition {number}", "head_differs")}


def the_last_act_on_a_sheet_deleted(town: Town) -> set[tuple[str, str]]:
    row = entry(town, "correct", BINH)
    tamper("DELETE FROM audit_entry WHERE id = %s", row.id)
    return {
        ("seal 2019-10-28", "rows_differ"), (f"sheet {row.object_id}", "head_differs"),
        (f"result {result(town, BINH).id}", "result_changed"),
    }  # fmt: skip


def a_sealed_day_deleted(town: Town) -> set[tuple[str, str]]:
    tamper("DELETE FROM audit_seal WHERE day = %s", "2019-10-24")
    return {("seal 2019-10-25", "rows_differ"), ("seal 2019-10-25", "seal_missing_before")}


def two_rows_swapped(town: Town) -> set[tuple[str, str]]:
    first, second = entry(town, "confirm"), entry(town, "confirm", BINH)
    spare = Entry.objects.latest("id").id + 1000
    for old, new in ((first.id, spare), (second.id, first.id), (spare, second.id)):
        tamper("UPDATE audit_entry SET id = %s WHERE id = %s", new, old)
    return {("seal 2019-10-23", "rows_differ")}


def a_result_deleted(town: Town) -> set[tuple[str, str]]:
    row = result(town)
    Petition.objects.all().delete()
    row.delete()
    return {(f"sheet {row.sheet_id}", "result_missing"), (f"sheet {row.sheet_id}", "stored_score_differs")}


def a_result_added(town: Town) -> set[tuple[str, str]]:
    row = result(town)
    added = Published.objects.create(
        sheet_id=row.sheet_id, number=2, frozen=row.frozen, frozen_hash=row.frozen_hash, score=row.score,
        band=row.band, level=row.level, by_id=row.by_id, at=row.at,
    )  # fmt: skip
    return {(f"result {added.id}", "result_changed")}


@pytest.mark.parametrize(
    "change",
    [
        one_frozen_input, one_stored_score, the_score_of_a_result, one_decided_level, one_digest, the_kept_rulebook,
        one_audit_payload, the_last_row_deleted, the_last_act_on_a_sheet_deleted, a_sealed_day_deleted,
        two_rows_swapped, a_result_deleted, a_result_added,
    ],
    ids=lambda change: change.__name__,
)  # fmt: skip
def test_each_tampering_is_found_and_named_and_nothing_else_is(sealed: Town, change: Tamper) -> None:
    expected = change(sealed)
    assert faults() == expected
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify", stdout=out)
    assert ended.value.code == 1
    assert f"{len(expected)} chỗ sai lệch" in out.getvalue()


def test_a_whole_chain_hashed_again_is_given_away_by_its_seals(sealed: Town) -> None:
    row = entry(sealed, "decide")
    tamper("UPDATE audit_entry SET payload = %s WHERE id = %s", row.payload.replace('"B"', '"A"'), row.id)
    rehash()
    heads = dict(Entry.objects.filter(object_kind="sheet").order_by("id").values_list("object_id", "hash"))
    for sheet_id, head in heads.items():
        Sheet.objects.filter(id=sheet_id).update(last_hash=head)
    found = faults()
    assert ("seal 2019-10-24", "rows_differ") in found
    assert ("seal 2019-10-20", "rows_differ") not in found


@pytest.mark.parametrize("state", ["confirmed", "decided"])
def test_a_score_changed_before_publication_is_found_before_and_after_it(old_town: Town, state: str) -> None:
    """Publishing freezes what stands on the sheet; the trail of the confirmation still says what it was."""
    old_town.hand_in()
    old_town.confirm_all()
    old_town.propose_all()
    if state == "decided":
        old_town.decide_all()
    sheet = old_town.sheet(AN)
    verdict = {**sheet.verdict, "values": {**sheet.verdict["values"], "score": 89}}
    inputs = {**sheet.inputs, "input": {**sheet.inputs["input"], "ket_qua": 66}}
    Sheet.objects.filter(id=sheet.id).update(score=Decimal(89), verdict=verdict, inputs=inputs)
    assert (f"sheet {sheet.id}", "confirmed_differs") in faults()
    if state == "confirmed":
        old_town.decide_all()
    old_town.publish()
    assert (f"result {result(old_town).id}", "confirmed_differs") in faults()


def test_a_level_changed_before_publication_is_found(old_town: Town) -> None:
    old_town.finish()
    Sheet.objects.filter(id=old_town.sheet(AN).id).update(level="A")
    assert faults() == {(f"sheet {old_town.sheet(AN).id}", "confirmed_differs"), *sealing()}
    old_town.publish()
    assert (f"result {result(old_town).id}", "confirmed_differs") in faults()


def sealing() -> set[tuple[str, str]]:
    """In a month nobody has sealed the first row is missed."""
    return {(f"audit {Entry.objects.earliest('id').id}", "not_sealed")}


def test_honest_changes_of_mind_are_no_fault(old_town: Town) -> None:
    old_town.hand_in([AN, BINH])
    old_town.confirm([AN, BINH])
    send_back(by=old_town.viewer(DIVISION_HEAD), sheet=old_town.sheet(AN), note="Bổ sung.")
    old_town.hand_in([AN])
    old_town.confirm([AN])
    for code in (AN, BINH):
        old_town.propose_one(code)
        decide(by=old_town.viewer(AUTHORITY), choice=Choice(old_town.sheet(code)))
    decide(by=old_town.viewer(AUTHORITY), choice=Choice(old_town.sheet(AN), "C", "Theo kết luận số 3."))
    old_town.publish(reason="Chốt sớm.")
    assert faults() == sealing()


def differing(town: Town) -> list[tuple[int, int, str]]:
    return [(row.sheet_id, row.number, row.what) for row in recompute(town.cycle)]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"score": Decimal("84.999")}, ["score"]),
        ({"score": None}, ["score"]),
        ({"band": "A"}, ["band"]),
        ({"level": "A"}, ["level"]),
        ({"frozen_hash": "0" * 64}, ["frozen_hash"]),
        ({"frozen": Replace(F("frozen"), Value('"ket_qua":62'), Value('"ket_qua":63'))}, ["frozen_hash", "verdict"]),
        ({"frozen": Replace(F("frozen"), Value('"ket_qua":62'), Value('"ket_qua":999'))}, ["frozen_hash", "verdict"]),
        ({"frozen": Replace(F("frozen"), Value('"score":85'), Value('"score":86'))}, ["frozen_hash", "verdict", "score"]),
        ({"frozen": Replace(F("frozen"), Value('"level":"B"'), Value('"level":"A"'))}, ["frozen_hash", "verdict", "level"]),
    ],
    ids=lambda value: str(value)[:60],
)
def test_recomputing_reports_each_difference_of_the_one_result(
    sealed: Town, change: dict[str, object], what: list[str]
) -> None:
    row = result(sealed)
    Published.objects.filter(id=row.id).update(**change)
    found = differing(sealed)
    assert {(sheet, number) for sheet, number, _ in found} == {(row.sheet_id, 1)}
    assert [name for _, _, name in found] == what


def test_recomputing_names_kept_and_found(sealed: Town) -> None:
    row = result(sealed)
    Published.objects.filter(id=row.id).update(band="A")
    (found,) = recompute(sealed.cycle)
    assert (found.published_id, found.what, found.kept, found.found) == (row.id, "band", "A", "B")
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("recompute", "2019-10", stdout=out)
    assert f"phiếu {row.sheet_id}, bản 1: mức theo điểm: đang giữ A, tính lại B" in out.getvalue()


def test_a_rulebook_that_was_changed_or_taken_away_is_reported_for_every_result(sealed: Town) -> None:
    versions = len(WARD) + 1
    FrozenRulebook.objects.update(content=Replace(F("content"), Value("90"), Value("80")))
    assert [what for _, _, what in differing(sealed)] == ["rulebook"] * versions
    FrozenRulebook.objects.all().delete()
    assert [what for _, _, what in differing(sealed)] == ["rulebook"] * versions
    Cycle.objects.update(digest="0" * 64)
    assert [what for _, _, what in differing(sealed)] == ["digest", "rulebook"] * versions


def test_each_version_of_a_corrected_result_is_recomputed(sealed: Town) -> None:
    Published.objects.filter(sheet=sealed.sheet(BINH)).update(band="D")
    assert [(number, what) for _, number, what in differing(sealed)] == [(1, "band"), (2, "band")]


def test_many_results_are_shared_out_over_programs_that_find_the_same(
    sealed: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Published.objects.filter(sheet=sealed.sheet(BINH)).update(band="D", score=Decimal("84.999"))
    here = list(recompute(sealed.cycle))
    assert [(row.number, row.what) for row in here] == [(1, "score"), (1, "band"), (2, "score"), (2, "band")]
    place = _as_file(tmp_path / "kết quả.sqlite3")
    # What is changed here afterwards is not in the file: only who reads the file does not see it.
    Published.objects.update(band="A")
    monkeypatch.setattr(integrity, "address_for_programs", lambda: place)
    monkeypatch.setattr(integrity, "place_for_programs", lambda: "?")
    assert len(recompute(sealed.cycle)) > len(here)
    monkeypatch.setattr(integrity, "LONG", 2)
    assert recompute(sealed.cycle) == here


def _as_file(place: Path) -> str:
    """Sheets and results as a file of SQLite."""
    with closing(sqlite3.connect(place)) as plain:
        for model, columns in ((Sheet, ("id", "cycle_id")), (Published, RESULT)):
            rows = [tuple(map(_driver_value, row)) for row in model.objects.order_by("id").values_list(*columns)]
            plain.execute(f"CREATE TABLE {model._meta.db_table} ({', '.join(columns)})")
            plain.executemany(f"INSERT INTO {model._meta.db_table} VALUES ({', '.join('?' * len(columns))})", rows)
        plain.commit()
    return str(place)


def _driver_value(value: object) -> object:
    return str(value) if isinstance(value, Decimal) else value
