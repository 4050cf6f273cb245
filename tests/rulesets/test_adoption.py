"""A body takes up a rulebook: what is refused, what is kept, and which one binds whom on which day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from tests.rulesets.bodies import (
    DECREE,
    JULY,
    NEW_YEAR,
    OLD_CITY,
    QUARTERS,
    UNSIGNED,
    bound,
    build,
    choice,
    clerk,
    take_up,
)
from thenchot.audit.models import Entry
from thenchot.lib import canonical
from thenchot.lib.refusals import Refusal
from thenchot.rules.evaluate import evaluate
from thenchot.rulesets import shelf
from thenchot.rulesets.actions.adopt import adopt
from thenchot.rulesets.models import Adoption
from thenchot.rulesets.queries import adoptions
from thenchot.rulesets.reading import BookError

pytestmark = pytest.mark.django_db
ONE = timedelta(days=1)
DECEMBER = date(2026, 12, 1)
FACTS = {"general": 24, "assigned": 10, "items": [[7, 0, 0], [5, 3, 0]]}


@pytest.fixture(autouse=True)
def city(db: None) -> None:
    build()


def refused(**given: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        take_up(**given)
    assert not Adoption.objects.exists()
    assert not Entry.objects.filter(object_kind="adoption").exists()
    assert caught.value.sentence
    return caught.value


def dates(unit: str = "DL") -> list[tuple[date, date | None]]:
    rows = Adoption.objects.filter(unit__code=unit).order_by("valid_from", "id")
    return list(rows.values_list("valid_from", "valid_to"))


# --- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", "nd335", "nd335-2025-cong-chuc.yaml", "../nd335-2025-cong-chuc", "ND335-2025-CONG-CHUC"])
def test_a_rulebook_nobody_has_is_refused(name: str) -> None:
    assert refused(rulebook=name).code == "rulesets.unknown"


@pytest.mark.parametrize(
    ("rulebook", "category", "day"),
    [
        (DECREE, "can_bo", NEW_YEAR), (DECREE, "vien_chuc", NEW_YEAR), (DECREE, "cong_chuc", NEW_YEAR - ONE),
        (OLD_CITY, "cong_chuc", date(2022, 1, 1)), (OLD_CITY, "cong_chuc", date(2018, 5, 15)), ("nd90-2020", "can_bo", JULY),
    ],
)  # fmt: skip
def test_a_rulebook_that_is_not_for_these_people_on_that_day_is_refused(rulebook: str, category: str, day: date) -> None:
    refusal = refused(rulebook=rulebook, category=category, valid_from=day)
    assert refusal.code == "rulesets.not_for"
    assert f"{day:%d/%m/%Y}" in refusal.sentence


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"rounding_decimals": "9"}, "0, 1, 2, 3, 4"), ({"ratio_above_one": "cap"}, "cap_total, cap_each"),
        ({"nobody_knows": "1"}, "nobody_knows"), ({"ratio_above_one": ""}, "cap_total"), ({"ratio_above_one": None}, "None"),
    ],
)  # fmt: skip
def test_a_setting_outside_its_choices_is_refused_and_the_choices_are_named(settings: dict[str, Any], named: str) -> None:
    refusal = refused(settings=settings)
    assert refusal.code == "rulesets.no_choice"
    assert named in refusal.sentence


@pytest.mark.parametrize("overlay", [{"caps": {"HTXS": "0.21"}}, {"levels": {"HTXS": {"min": 89}}}])
def test_a_looser_rule_of_ones_own_is_refused(overlay: dict[str, Any]) -> None:
    assert refused(overlay=overlay).code == "rulesets.overlay_looser"


@pytest.mark.parametrize(
    "overlay", [{"colour": 1}, {"caps": {"HTXS": "1e9"}}, {"caps": {"HTXS": "1/0"}}, {"caps": {"HTXS": 0.1}}]
)
def test_a_rule_of_ones_own_that_cannot_be_read_is_refused(overlay: dict[str, Any]) -> None:
    assert refused(overlay=overlay).code == "rulesets.overlay_unreadable"


@pytest.mark.parametrize("note", ["", "   \n"])
def test_a_rulebook_that_ships_switched_off_needs_somebody_who_signs_for_it(note: str) -> None:
    refusal = refused(rulebook=UNSIGNED, note=note)
    assert (refusal.code, refusal.status) == ("rulesets.not_confirmed", 403)
    take_up(rulebook=UNSIGNED, note="Đã đối chiếu bản chính số 06")
    row = Adoption.objects.get()
    assert row.confirmed_by_id == clerk().person_id
    assert row.confirmed_note == "Đã đối chiếu bản chính số 06"


def test_a_rulebook_that_ships_switched_on_needs_no_note() -> None:
    take_up()
    assert shelf.load(DECREE).enabled
    assert Adoption.objects.get().confirmed_note == ""


# --- what is kept -------------------------------------------------------------------------------------


def test_an_adoption_is_written_into_the_trail_as_it_was_chosen() -> None:
    number = take_up(settings={"ratio_above_one": "cap_each"}, overlay={"caps": {"HTXS": "0.15"}}, note="QĐ 12")
    row = Entry.objects.get(object_kind="adoption", object_id=number)
    assert row.action == "adopt"
    assert row.actor_id == clerk().person_id
    assert canonical.loads(row.payload) == {
        "rulebook": DECREE, "category": "cong_chuc", "from": "2026-01-01", "settings": {"ratio_above_one": "cap_each"},
        "overlay": {"caps": {"HTXS": "0.15"}}, "note": "QĐ 12",
    }  # fmt: skip


@pytest.mark.parametrize("given", [3, "3"])
def test_a_setting_given_as_a_number_is_one_the_engine_can_read(given: object) -> None:
    take_up(settings={"rounding_decimals": given})
    (rule,) = bound("BT", NEW_YEAR)
    assert rule.settings == {"rounding_decimals": "3"}
    assert evaluate(rule.book, "staff", FACTS, rule.settings).level == "HTXS"


@pytest.mark.parametrize("share", ["0.15", "3/20", Decimal("0.15"), Fraction(3, 20)], ids=str)
def test_an_exact_number_of_an_overlay_is_read_back_from_the_table(share: object) -> None:
    take_up(overlay={"caps": {"HTXS": share}})
    (rule,) = bound("BT", NEW_YEAR)
    assert rule.book.caps[0].share == Fraction(3, 20)


def test_an_overlay_changes_the_book_of_the_body_and_no_other() -> None:
    take_up(overlay={"levels": {"HTXS": {"min": 95}}})
    (rule,) = bound("BT", NEW_YEAR)
    assert rule.book.levels[0].min == 95
    assert rule.book.digest != shelf.load(DECREE).digest
    assert shelf.load(DECREE).levels[0].min == 90


@pytest.mark.parametrize(
    ("day", "least", "overlaid"),
    [(NEW_YEAR, 90, False), (JULY - ONE, 90, False), (JULY, 95, True), (DECEMBER, 95, True), (date(2027, 1, 1), 90, False)],
)
def test_an_overlay_with_dates_of_its_own_counts_between_them(day: date, least: int, overlaid: bool) -> None:
    take_up(overlay={"levels": {"HTXS": {"min": 95}}, "valid_from": JULY, "valid_to": date(2026, 12, 31)})
    (rule,) = bound("BT", day)
    assert rule.book.levels[0].min == least
    assert bool(rule.overlay) is overlaid


# --- which one binds -----------------------------------------------------------------------------------


def test_nothing_binds_before_anybody_has_chosen() -> None:
    assert bound("BT", DECEMBER) == []
    assert adoptions(DECEMBER) == []


def test_what_a_city_takes_up_binds_its_wards_and_their_offices() -> None:
    take_up()
    for unit in ("DL", "BT", "BT-KT", "HL"):
        assert [rule.book.id for rule in bound(unit, NEW_YEAR)] == [DECREE]


def test_what_a_ward_takes_up_binds_nobody_beside_or_above_it() -> None:
    take_up("BT")
    assert [len(bound(unit, NEW_YEAR)) for unit in ("BT", "BT-KT", "BT-VP", "DL", "HL", "NV")] == [1, 1, 1, 0, 0, 0]


def test_the_nearest_body_wins() -> None:
    take_up("DL", settings={"ratio_above_one": "cap_total"})
    take_up("BT", settings={"ratio_above_one": "cap_each"})
    take_up("BT-KT", overlay={"caps": {"HTXS": "0.1"}})
    assert bound("HL", DECEMBER)[0].settings == {"ratio_above_one": "cap_total"}
    assert bound("BT-VP", DECEMBER)[0].settings == {"ratio_above_one": "cap_each"}
    (own,) = bound("BT-KT", DECEMBER)
    assert (own.settings, own.book.caps[0].share) == ({}, Fraction(1, 10))


def test_the_nearest_body_wins_in_whatever_order_they_chose() -> None:
    take_up("BT", settings={"ratio_above_one": "cap_each"})
    take_up("DL", settings={"ratio_above_one": "cap_total"})
    assert bound("BT", DECEMBER)[0].settings == {"ratio_above_one": "cap_each"}


def test_two_rulebooks_may_bind_at_once() -> None:
    take_up()
    take_up(rulebook=QUARTERS, category="vien_chuc", note="Đã đối chiếu")
    take_up(rulebook=QUARTERS, note="Đã đối chiếu")
    found = {(rule.book.id, rule.category) for rule in bound("BT", DECEMBER)}
    assert found == {(DECREE, "cong_chuc"), (QUARTERS, "vien_chuc"), (QUARTERS, "cong_chuc")}
    assert [rule.book.id for rule in bound("BT", DECEMBER, "vien_chuc")] == [QUARTERS]


def test_a_change_in_mid_year_ends_the_old_choice_the_day_before() -> None:
    take_up(settings={"ratio_above_one": "cap_total"})
    take_up(valid_from=JULY, settings={"ratio_above_one": "cap_each"})
    assert dates() == [(NEW_YEAR, JULY - ONE), (JULY, None)]
    assert bound("BT", JULY - ONE)[0].settings == {"ratio_above_one": "cap_total"}
    assert bound("BT", JULY)[0].settings == {"ratio_above_one": "cap_each"}
    assert len(bound("BT", JULY)) == 1


def test_a_choice_from_an_earlier_day_leaves_a_later_one_standing() -> None:
    take_up(valid_from=JULY, settings={"ratio_above_one": "cap_each"})
    take_up(settings={"ratio_above_one": "cap_total"})
    assert dates() == [(NEW_YEAR, JULY - ONE), (JULY, None)]
    assert bound("BT", DECEMBER)[0].settings == {"ratio_above_one": "cap_each"}


def test_a_choice_between_two_others_takes_its_own_days_only() -> None:
    take_up(settings={"ratio_above_one": "cap_total"})
    take_up(valid_from=DECEMBER, settings={"ratio_above_one": "cap_total"})
    take_up(valid_from=JULY, settings={"ratio_above_one": "cap_each"})
    said = [bound("BT", day)[0].settings["ratio_above_one"] for day in (NEW_YEAR, JULY - ONE, JULY, DECEMBER - ONE, DECEMBER)]
    assert said == ["cap_total", "cap_total", "cap_each", "cap_each", "cap_total"]


def test_choosing_again_for_the_same_day_puts_the_new_choice_in_its_place() -> None:
    take_up(settings={"ratio_above_one": "cap_total"})
    take_up(settings={"ratio_above_one": "cap_each"})
    assert [rule.settings for rule in bound("BT", NEW_YEAR)] == [{"ratio_above_one": "cap_each"}]
    assert len(adoptions(NEW_YEAR)) == 1
    assert Entry.objects.filter(object_kind="adoption", action="adopt").count() == 2


def test_an_end_that_was_given_is_kept() -> None:
    adopt(by=clerk(), choice=choice(), valid_to=JULY)
    assert dates() == [(NEW_YEAR, JULY)]
    assert len(bound("BT", JULY)) == 1
    assert bound("BT", JULY + ONE) == []


def test_a_choice_made_for_a_time_gives_way_to_the_one_it_stood_in_for() -> None:
    take_up(settings={"ratio_above_one": "cap_total"}, note="QĐ 1")
    adopt(by=clerk(), choice=choice(valid_from=JULY, settings={"ratio_above_one": "cap_each"}), valid_to=DECEMBER - ONE)
    assert dates() == [(NEW_YEAR, JULY - ONE), (JULY, DECEMBER - ONE), (DECEMBER, None)]
    said = [bound("BT", day)[0].settings["ratio_above_one"] for day in (JULY - ONE, JULY, DECEMBER - ONE, DECEMBER)]
    assert said == ["cap_total", "cap_each", "cap_each", "cap_total"]
    assert bound("BT", DECEMBER)[0].note == "QĐ 1"
    assert Entry.objects.filter(object_kind="adoption", action="go_on").count() == 1


def test_what_goes_on_keeps_its_own_end_and_gives_way_to_what_follows() -> None:
    adopt(by=clerk(), choice=choice(settings={"ratio_above_one": "cap_total"}), valid_to=date(2026, 12, 15))
    adopt(by=clerk(), choice=choice(valid_from=JULY, settings={"ratio_above_one": "cap_each"}), valid_to=DECEMBER - ONE)
    assert dates() == [(NEW_YEAR, JULY - ONE), (JULY, DECEMBER - ONE), (DECEMBER, date(2026, 12, 15))]
    take_up(valid_from=DECEMBER, settings={"ratio_above_one": "cap_each"})
    assert [len(bound("BT", day)) for day in (NEW_YEAR, JULY, DECEMBER, date(2027, 1, 1))] == [1, 1, 1, 1]
    adopt(by=clerk(), choice=choice(valid_from=JULY + ONE), valid_to=DECEMBER - ONE)
    assert [rule.settings for rule in bound("BT", DECEMBER)] == [{"ratio_above_one": "cap_each"}]


def test_a_choice_that_outlasts_the_one_before_leaves_nothing_to_go_on() -> None:
    adopt(by=clerk(), choice=choice(), valid_to=JULY)
    adopt(by=clerk(), choice=choice(valid_from=JULY), valid_to=DECEMBER)
    assert dates() == [(NEW_YEAR, JULY - ONE), (JULY, DECEMBER)]


def test_another_body_another_category_and_another_book_keep_their_own_choices() -> None:
    take_up("DL")
    take_up("HL", valid_from=JULY)
    take_up("DL", category="hop_dong", valid_from=JULY)
    take_up("DL", rulebook=QUARTERS, valid_from=JULY, note="Đã đối chiếu")
    assert [row.valid_to for row in Adoption.objects.all()] == [None] * 4


def test_a_rulebook_whose_own_dates_are_over_binds_nobody_though_nobody_ended_it() -> None:
    adopt(by=clerk(), choice=choice(rulebook=OLD_CITY, valid_from=date(2019, 1, 1)))
    assert [rule.book.id for rule in bound("BT", date(2021, 12, 31))] == [OLD_CITY]
    assert bound("BT", date(2022, 1, 1)) == []


def test_who_confirmed_it_and_their_note_come_with_it() -> None:
    take_up(note="Đã đối chiếu với bản in")
    (rule,) = bound("BT", NEW_YEAR)
    assert (rule.confirmed_by, rule.note) == (clerk().name, "Đã đối chiếu với bản in")


# --- a folder of one's own ---------------------------------------------------------------------------------


@pytest.fixture
def own_folder(tmp_path: Path, settings: Settings) -> Path:
    source = Path(__file__).parent / "older" / "quan-2015.yaml"
    text = source.read_text(encoding="utf-8").replace("{from: 2015-01-01, to: 2018-05-15}", "{from: 2026-01-01}")
    (tmp_path / "quan-2015.yaml").write_text(text, encoding="utf-8")
    settings.RULEBOOK_FOLDERS = [tmp_path]
    return tmp_path


def test_a_rulebook_in_a_folder_of_ones_own_stands_beside_those_that_ship(own_folder: Path) -> None:
    shipped = set(shelf.known()) - {"quan-2015"}
    assert "quan-2015" in shelf.known()
    assert DECREE in shipped
    assert {book.id for book in shelf.all_books()} == shipped | {"quan-2015"}
    book = shelf.load("quan-2015")
    take_up(rulebook="quan-2015", category=book.applies_to[0], note="Bản của quận")
    assert [rule.book.id for rule in bound("BT", NEW_YEAR)] == ["quan-2015"]


def test_without_the_folder_the_rulebook_is_unknown() -> None:
    assert "quan-2015" not in shelf.known()
    assert refused(rulebook="quan-2015").code == "rulesets.unknown"


def test_a_rulebook_of_ones_own_cannot_take_the_name_of_one_that_ships(own_folder: Path, settings: Settings) -> None:
    (own_folder / "quan-2015.yaml").rename(own_folder / f"{DECREE}.yaml")
    settings.RULEBOOK_FOLDERS = [own_folder, own_folder / "none"]  # the list of files is kept for each list of folders
    with pytest.raises(BookError, match="trùng với một bộ quy tắc đã có"):
        shelf.known()
