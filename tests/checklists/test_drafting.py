"""What a body types to make a checklist is read exactly, comes back as it was typed, and says which line is wrong."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from thenchot.checklists.answers import counted, kept, read_answers, read_kept
from thenchot.checklists.drafting import Wanted, lines_of, read_edition, standing_lines
from thenchot.checklists.shelf import all_editions
from thenchot.lib.refusals import Refusal
from thenchot.rules.checklist import Answer

WANTED = Wanted(
    "5S", "5s", "2026", "points", "unit", "month", "head", "organisation_body",
    items="# Nơi làm việc\nS1 | Sàng lọc | 10 | KH 12\nS2\tSắp xếp\t7,5\n# Kho\nGọn gàng\n", standings="Tốt | 80%\nĐạt | 50",
    achieved_from="62,5", citation="Kế hoạch 12",
)  # fmt: skip


def test_a_line_is_an_item_a_hash_a_group_and_a_tab_as_good_as_a_bar() -> None:
    edition = read_edition(WANTED)
    assert [(item.code, item.vi, item.most, item.citation) for item in edition.items] == [
        ("S1", "Sàng lọc", 10, "KH 12"), ("S2", "Sắp xếp", Fraction(15, 2), ""), ("03", "Gọn gàng", 1, ""),
    ]  # fmt: skip
    assert [item.group for item in edition.items] == ["noi-lam-viec", "noi-lam-viec", "kho"]
    assert [(one.code, one.min) for one in edition.standings] == [("tot", 80), ("dat", 50)]
    assert edition.achieved_from == Fraction(125, 2)


@pytest.mark.parametrize("name", sorted(all_editions()))
def test_what_ships_is_typed_back_as_it_is(name: str) -> None:
    edition = all_editions()[name]
    wanted = Wanted(
        edition.vi, edition.code, edition.edition, edition.kind, edition.about, edition.period, edition.answered_by,
        edition.checked_by, lines_of(edition), standing_lines(edition), edition.registration, "", edition.citation, edition.note,
    )  # fmt: skip
    again = read_edition(wanted, edition)
    assert [item.code for item in again.items] == [item.code for item in edition.items]
    assert [replace(item, group="") for item in again.items] == [
        replace(item, group="") for item in edition.items
    ]
    assert again.standings == edition.standings
    assert [group.vi for group in again.groups] == [group.vi for group in edition.groups]


def test_words_put_to_a_code_that_came_without_sure_ones_are_still_signed_for() -> None:
    edition = all_editions()["ct24-2023"]
    typed = lines_of(edition).replace("06 | ", "06 | Biểu hiện thứ sáu")
    wanted = Wanted("25", "ct24", "2026", "found", "person", "month", "self", "nobody", items=typed)
    again = read_edition(wanted, edition)
    sixth, first = again.item("06"), again.item("01")
    assert sixth is not None
    assert first is not None
    assert (sixth.vi, sixth.confidence, first.confidence) == ("Biểu hiện thứ sáu", "unverified", "press")


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"name": " "}, "name_needed", "name"),
        ({"name": "x" * 201}, "name_needed", "name"),
        ({"code": "5S mới"}, "code_needed", "code"),
        ({"edition": ""}, "edition_needed", "edition"),
        ({"kind": "other"}, "not_offered", "kind"),
        ({"answered_by": "self"}, "not_offered", "answered_by"),
        ({"about": "person"}, "not_offered", "answered_by"),
        ({"items": "# Nhóm"}, "items_needed", "items"),
        ({"items": "S1 | Một | 10\nS1 | Hai | 10"}, "line_wrong", "items"),
        ({"items": "S1 | Một | không"}, "line_wrong", "items"),
        ({"items": "mã dài quá hai mươi ký tự | Một"}, "line_wrong", "items"),
        ({"standings": "Đạt | 50\nTốt | 80"}, "line_wrong", "standings"),
        ({"standings": "Tốt | nhiều"}, "line_wrong", "standings"),
        ({"achieved_from": "120"}, "line_wrong", "achieved_from"),
        ({"items": "\n".join(f"M{n} | Mục" for n in range(201))}, "too_many_items", "items"),
    ],
)
def test_what_is_wrong_with_a_draft_is_said_at_its_field(
    changed: dict[str, str], code: str, field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        read_edition(replace(WANTED, **changed))  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.field) == (f"checklist.{code}", field)


def test_answers_are_read_exactly_and_blanks_say_nothing() -> None:
    edition = read_edition(WANTED)
    found = read_answers(edition, {"S1": {"value": "7,5", "note": "Kho"}, "S2": {"value": " "}})
    assert found == {"S1": Answer(Fraction(15, 2), note="Kho")}
    assert read_kept(kept(found)) == found
    assert counted(kept(found), {"S1": {"value": "2"}})["S1"].value == 2


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("5s", {"S1": {"value": "11"}}, "points_wrong"),
        ("5s", {"S1": {"value": "-1"}}, "points_wrong"),
        ("5s", {"S1": {"value": "mười"}}, "points_wrong"),
        ("5s", {"S9": {"value": "1"}}, "unknown_item"),
        ("ct24-2023", {"06": {"value": "1"}}, "unknown_item"),
        ("thi-dua-13", {"chung": {"value": "31", "of": "30"}}, "rank_wrong"),
        ("thi-dua-13", {"chung": {"value": "2"}}, "rank_wrong"),
        ("thi-dua-13", {"LV01": {"standing": "nhất"}}, "not_offered"),
    ],
)
def test_an_answer_out_of_range_is_refused(name: str, typed: dict[str, dict[str, str]], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_answers(all_editions()[name], typed)
    assert refused.value.code == f"checklist.{code}"
