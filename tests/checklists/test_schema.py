"""The checklists that ship are sound, and a file that is not says which key and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from thenchot.checklists.schema import build, content_of, read_content
from thenchot.checklists.shelf import SHIPPED, all_editions, shipped
from thenchot.evidence.kinds import all_kinds
from thenchot.lib import canonical
from thenchot.rulesets.reading import BookError, Node, read_yaml

SOUND: dict[str, Any] = {
    "code": "5s", "edition": "1", "vi": "5S", "kind": "points", "about": "unit", "period": "month",
    "items": [{"code": "S1", "vi": "Sàng lọc", "most": 10}],
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(path.stem for path in SHIPPED.glob("*.yaml")))
def test_a_shipped_checklist_is_kept_whole_and_comes_back_the_same(name: str) -> None:
    edition = all_editions()[name]
    assert read_content(canonical.loads(canonical.dumps(content_of(edition)))) == edition
    assert name.startswith(edition.code)
    assert all(kind in all_kinds() for item in edition.items for kind in item.facts)
    assert all(item.en for item in edition.items if item.worded)


def test_the_directive_has_twenty_five_codes_in_three_groups_of_which_five_have_words() -> None:
    edition = shipped("ct24-2023")
    assert edition is not None
    assert [item.code for item in edition.items] == [f"{n:02d}" for n in range(1, 26)]
    sizes = [sum(1 for item in edition.items if item.group == group.code) for group in edition.groups]
    assert sizes == [12, 9, 4]
    assert len(edition.items) - len(edition.unworded) == 5
    assert edition.needs_note


def test_the_editions_of_professionalism_follow_one_another_without_a_gap() -> None:
    first, second = shipped("chuyen-nghiep-2021"), shipped("chuyen-nghiep-2023")
    assert first is not None
    assert second is not None
    assert first.valid_to is not None
    assert second.valid_from is not None
    assert (second.valid_from - first.valid_to).days == 1
    assert (first.period, first.registration) == (second.period, second.registration) == ("quarter", True)


def test_a_league_has_an_overall_place_and_thirteen_fields() -> None:
    edition = shipped("thi-dua-13")
    assert edition is not None
    assert [item.code for item in edition.items] == ["chung", *(f"LV{n:02d}" for n in range(1, 14))]


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"items": []}, "items"),
        ({"items": [{"code": "S1", "vi": "a"}, {"code": "S1", "vi": "b"}]}, "items[1].code"),
        ({"items": [{"code": " ", "vi": "a"}]}, "items[0].code"),
        ({"items": [{"code": "S1", "vi": "a", "group": "nhom"}]}, "items[0].group"),
        ({"items": [{"code": "S1", "vi": "a", "most": 0}]}, "items[0].most"),
        ({"items": [{"code": "S1", "vi": "a", "diem": 1}]}, "items[0].diem"),
        (
            {"standings": [{"code": "a", "vi": "A", "min": 10}, {"code": "b", "vi": "B", "min": 20}]},
            "standings",
        ),
        ({"kind": "vote"}, "kind"),
        ({"period": "week"}, "period"),
        ({"confidence": "sure"}, "confidence"),
        ({"registration": "có"}, "registration"),
        ({"other": 1}, "other"),
    ],
)
def test_a_file_of_the_wrong_shape_names_the_key(changed: dict[str, Any], key: str) -> None:
    with pytest.raises(BookError) as wrong:
        build(Node("thu.yaml", "", {**SOUND, **changed}))
    assert wrong.value.key == key


def test_numbers_and_days_are_read_as_yaml_gives_them_and_as_they_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "thu.yaml"
    file.write_text(
        'code: x\nedition: "1"\nvi: X\nkind: points\nabout: unit\nperiod: year\nachieved_from: 62.5\nvalid_from: 2026-01-01\n'
        "items:\n  - {code: A, vi: Một, most: 2.5}\n",
        encoding="utf-8",
    )
    edition = build(Node(file.name, "", read_yaml(file)))
    assert (str(edition.achieved_from), str(edition.items[0].most), str(edition.valid_from)) == (
        "125/2",
        "5/2",
        "2026-01-01",
    )
    assert read_content(content_of(edition)) == edition
