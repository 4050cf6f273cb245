"""Sheets, results and rulebooks against the trail: what a table was made to say is not what the trail last said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.assessment.cast import AN, BINH, DIVISION_HEAD, Town
from tests.assessment.conftest import SetDay
from tests.audit.trail import rehash, tamper
from thenchot.assessment.queries.integrity import recompute, verify
from thenchot.audit.actions.seal_days import seal_days
from thenchot.audit.models import Entry, Seal
from thenchot.audit.seals import leaf, merkle_root

pytestmark = pytest.mark.django_db


@pytest.fixture
def worked(town: Town) -> Town:
    """Two sheets handed in, one of them confirmed; the day sealed and all of it clean."""
    town.hand_in([AN, BINH])
    town.confirm([AN])
    seal_days(before=date(2026, 10, 21))
    assert list(verify(date(2026, 10, 22))) == []
    return town


def found(today: date = date(2026, 10, 22)) -> set[tuple[str, str]]:
    return {(fault.where, fault.what) for fault in verify(today)}


def test_the_last_act_on_a_sheet_cut_off_is_found_at_the_sheet_even_before_the_day_is_sealed(town: Town) -> None:
    town.hand_in([AN])
    sheet = town.sheet(AN)
    tamper("DELETE FROM audit_entry WHERE hash = %s", sheet.last_hash)
    assert found(date(2026, 10, 20)) == {(f"sheet {sheet.id}", "head_differs")}


def test_a_confirmation_cut_off_with_the_sheet_set_back_is_found_by_the_seal(worked: Town) -> None:
    sheet = worked.sheet(AN)
    before = Entry.objects.get(hash=sheet.last_hash).prev_hash
    tamper("DELETE FROM audit_entry WHERE hash = %s", sheet.last_hash)
    tamper("UPDATE assessment_sheet SET last_hash = %s, state = 'submitted' WHERE id = %s", before, sheet.id)
    assert ("seal 2026-10-20", "rows_differ") in found()


def test_a_trail_computed_anew_no_longer_fits_the_sheets(worked: Town) -> None:
    sheet = worked.sheet(AN)
    tamper("UPDATE audit_entry SET payload = '{}' WHERE hash = %s", sheet.last_hash)
    rehash()
    assert (f"sheet {sheet.id}", "head_differs") in found()


@pytest.mark.parametrize(
    "payload", ["", "{", "[]", "3", '"x"', "{}", '{"score":"x","level":1}', '{"score":0.5}', '{"score":"1/0"}']
)
def test_a_payload_that_says_nothing_any_more_is_found_and_stops_no_check(worked: Town, payload: str) -> None:
    sheet = worked.sheet(AN)
    tamper("UPDATE audit_entry SET payload = %s WHERE hash = %s", payload, sheet.last_hash)
    row = Entry.objects.get(hash=sheet.last_hash)
    assert {(f"audit {row.id}", "entry_changed"), (f"sheet {sheet.id}", "confirmed_differs")} <= found()


@pytest.mark.parametrize("payload", ["", "{", "[]", "{}", '{"number":1}', '{"frozen":3}'])
def test_a_publication_that_says_nothing_any_more_is_found_and_stops_no_check(
    worked: Town, on_day: SetDay, payload: str
) -> None:
    on_day(date(2026, 10, 25))
    worked.publish("Còn người chưa gửi")
    for action in ("publish", "open"):
        tamper("UPDATE audit_entry SET payload = %s WHERE action = %s", payload, action)
    faults = found(date(2026, 10, 25))
    assert any(code == "result_changed" for _, code in faults)
    assert (f"cycle {worked.cycle_id}", "digest_changed") in faults


FROZEN = [
    "", "{", "[]", "{}", '{"band":1,"digest":"x","inputs":[],"level":"","verdict":[]}',
    '{"band":"","digest":"","inputs":{},"level":"","verdict":{"values":{"score":{"n":"x"}}}}',
    '{"band":"","digest":"","inputs":{"input":{},"kind":"staff","config":{}},"level":"","verdict":{"values":0.5}}',
]  # fmt: skip


@pytest.mark.parametrize("frozen", FROZEN)
def test_a_result_that_cannot_be_read_any_more_differs_and_stops_no_recomputation(
    worked: Town, on_day: SetDay, frozen: str
) -> None:
    on_day(date(2026, 10, 25))
    worked.publish("Còn người chưa gửi")
    assert list(recompute(worked.cycle)) == []
    sheet = worked.sheet(AN)
    tamper("UPDATE assessment_published SET frozen = %s WHERE sheet_id = %s", frozen, sheet.id)
    differences = list(recompute(worked.cycle))
    assert {one.sheet_id for one in differences} == {sheet.id}
    assert {"frozen_hash", "verdict"} <= {one.what for one in differences}


def test_another_name_under_a_confirmation_is_found(worked: Town) -> None:
    sheet = worked.sheet(AN)
    other = worked.id(DIVISION_HEAD) + 1
    row = Entry.objects.get(hash=sheet.last_hash)
    tamper("UPDATE audit_entry SET actor_id = %s, actor = 'Ai đó' WHERE id = %s", other, row.id)
    assert (f"audit {row.id}", "entry_changed") in found()


@pytest.mark.parametrize("break_it", [
    lambda sheet: tamper("UPDATE assessment_sheet SET last_hash = '' WHERE id = %s", sheet),
    lambda sheet: tamper("UPDATE assessment_sheet SET last_hash = %s WHERE id = %s", "a" * 64, sheet),
])  # fmt: skip
def test_a_sheet_that_names_another_head_is_found(worked: Town, break_it: Callable[[int], None]) -> None:
    sheet = worked.sheet(BINH)
    break_it(sheet.id)
    assert found() == {(f"sheet {sheet.id}", "head_differs")}


def test_a_published_score_changed_in_the_table_is_found(worked: Town, on_day: SetDay) -> None:
    on_day(date(2026, 10, 25))
    worked.publish("Còn người chưa gửi")
    sheet = worked.sheet(AN)
    tamper("UPDATE assessment_sheet SET score = 100 WHERE id = %s", sheet.id)
    assert (f"sheet {sheet.id}", "stored_score_differs") in found(date(2026, 10, 25))


def test_a_frozen_result_changed_is_found_even_with_its_hash_made_again(worked: Town, on_day: SetDay) -> None:
    on_day(date(2026, 10, 25))
    worked.publish("Còn người chưa gửi")
    sheet = worked.sheet(AN)
    tamper("UPDATE assessment_published SET frozen_hash = %s WHERE sheet_id = %s", "b" * 64, sheet.id)
    assert any(code == "result_changed" for _, code in found(date(2026, 10, 25)))


def test_a_result_deleted_is_missed(worked: Town, on_day: SetDay) -> None:
    on_day(date(2026, 10, 25))
    worked.publish("Còn người chưa gửi")
    sheet = worked.sheet(AN)
    tamper("DELETE FROM assessment_published WHERE sheet_id = %s", sheet.id)
    assert (f"sheet {sheet.id}", "result_missing") in found(date(2026, 10, 25))


def test_another_rulebook_under_a_cycle_is_found(worked: Town) -> None:
    tamper("UPDATE assessment_cycle SET digest = %s WHERE id = %s", "c" * 64, worked.cycle_id)
    assert (f"cycle {worked.cycle_id}", "digest_changed") in found()


def test_a_kept_rulebook_whose_text_was_changed_is_found(worked: Town) -> None:
    digest = worked.cycle.digest
    tamper("UPDATE rulesets_frozenrulebook SET content = content || ' ' WHERE digest = %s", digest)
    assert (f"rulebook {digest[:12]}", "rulebook_changed") in found()


def test_a_seal_made_again_over_a_changed_day_still_needs_the_day_itself(worked: Town) -> None:
    seal = Seal.objects.order_by("day")[0]
    rows = Entry.objects.filter(id__lte=seal.last_id).order_by("id").values_list("id", "hash")
    assert seal.root == merkle_root(leaf(*row) for row in rows)
    tamper("UPDATE audit_seal SET root = %s WHERE id = %s", merkle_root(leaf(*row) for row in rows[1:]), seal.id)
    assert found() == {(f"seal {seal.day}", "rows_differ"), (f"seal {seal.day}", "seal_changed")}
