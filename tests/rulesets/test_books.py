"""Rulebook files: dated, cited, refused when wrong, and the same for ever once read."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date
from fractions import Fraction
from pathlib import Path
from textwrap import dedent

import pytest

from tests.rules.lines import codes
from thenchot.rules.book import SWITCHES, Rulebook
from thenchot.rules.evaluate import evaluate
from thenchot.rulesets import books
from thenchot.rulesets.reading import BookError

OLDER = (Path(__file__).parent / "older",)
BOOKS = books.all_books()
IDS = {
    "danang-2013", "haiquan-21169-2026", "hcm-06hd-2026", "hcm-qd20-2024", "hn-1841-2021", "hn-3814-2018",
    "nd233-2026-vien-chuc", "nd335-2025-cong-chuc", "nd335-2025-to-chuc", "nd90-2020", "qd366-2025", "rewards",
}  # fmt: skip

SMALL = """
    id: small
    name: Bộ quy tắc nhỏ
    citation: Văn bản số 1
    confidence: press
    effective: {from: 2024-01-01}
    applies_to: [cong_chuc]
    period: month
    scale: 100
    criteria: [{id: score, vi: Điểm, max: 100}]
    levels: [{code: HTXS, vi: Xuất sắc, min: 90}, {code: KHT, vi: Không, min: 0}]
    methods: [{method: score_bands}]
    """


def written(folder: Path, text: str, name: str = "small") -> Rulebook:
    (folder / f"{name}.yaml").write_text(dedent(text), encoding="utf-8")
    return books.load(name, [folder])


def test_every_framework_ships() -> None:
    assert set(books.known()) == IDS


def test_an_alias_names_the_same_book() -> None:
    assert books.load("hd02-2026-quy") == books.load("qd366-2025")


@pytest.mark.parametrize("name", ["", "nd335", "../nd335-2025-cong-chuc", "ND335-2025-CONG-CHUC"])
def test_an_unknown_book_is_not_found(name: str) -> None:
    with pytest.raises(books.UnknownBookError):
        books.load(name)


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.id)
def test_every_rule_is_cited_and_has_a_confidence(book: Rulebook) -> None:
    parts = (
        book.levels, book.overrides, book.ceilings, book.caps, book.special_cases, book.authority, book.steps,
        book.deadlines, book.publication, book.settings, book.methods, tuple(book.formulas.values()),
        book.criteria, book.leaves(),
    )  # fmt: skip
    for part in parts:
        for rule in part:
            assert rule.citation, rule
            assert rule.confidence in SWITCHES, rule


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.id)
def test_every_book_has_a_beginning(book: Rulebook) -> None:
    assert book.effective_from is not None
    assert book.effective_to is None or book.effective_to > book.effective_from


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.id)
def test_settings_are_our_reading_or_better_and_default_to_a_choice(book: Rulebook) -> None:
    for setting in book.settings:
        assert setting.default in setting.choices
        assert setting.vi


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.id)
def test_a_book_cannot_be_changed(book: Rulebook) -> None:
    with pytest.raises(FrozenInstanceError):
        book.name = "khác"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "switch", "enabled"),
    [
        ("nd335-2025-cong-chuc", "on", True),
        ("nd335-2025-to-chuc", "on", True),
        ("hn-3814-2018", "on_with_note", True),
        ("qd366-2025", "on_with_note", True),
        ("nd233-2026-vien-chuc", "on_when_confirmed", False),
        ("haiquan-21169-2026", "on_when_confirmed", False),
        ("hcm-06hd-2026", "on_when_confirmed", False),
        ("hn-1841-2021", "off", False),
    ],
)
def test_confidence_decides_what_ships_switched_on(name: str, switch: str, enabled: bool) -> None:
    book = books.load(name)
    assert (book.switch, book.enabled) == (switch, enabled)


def test_no_other_confidence_exists() -> None:
    assert set(SWITCHES) == {
        "quoted", "interpretation", "press", "secondary", "secondary_draft", "memory", "unverified",
    }  # fmt: skip


def test_the_decree_binds_from_the_first_of_january_2026() -> None:
    book = books.load("nd335-2025-cong-chuc")
    assert not book.in_force_on(date(2025, 12, 31), "cong_chuc")
    assert book.in_force_on(date(2026, 1, 1), "cong_chuc")
    assert not book.in_force_on(date(2026, 1, 1), "vien_chuc")


def test_the_old_decree_ends_for_civil_servants_when_the_new_one_begins() -> None:
    old, new = books.load("nd90-2020"), books.load("nd335-2025-cong-chuc")
    assert old.in_force["cong_chuc"][1] == date(2025, 12, 31)
    assert new.effective_from == date(2026, 1, 1)
    assert old.in_force_on(date(2026, 6, 30), "vien_chuc")
    assert not old.in_force_on(date(2026, 7, 1), "vien_chuc")
    assert not old.in_force_on(date(2026, 1, 1), "cong_chuc")
    assert new.tables["replaces"] == {"id": "nd90-2020", "scope": "cong_chuc", "citation": "Điều 27 khoản 2"}


def test_two_books_may_bind_one_person_at_once() -> None:
    bound = {book.id for book in books.in_force("cong_chuc", date(2026, 11, 21))}
    assert {"nd335-2025-cong-chuc", "qd366-2025"} <= bound
    assert "nd90-2020" not in bound
    assert "nd335-2025-to-chuc" not in bound


def test_a_body_may_apply_the_decree_to_contract_staff() -> None:
    book = books.load("nd335-2025-cong-chuc")
    assert book.in_force_on(date(2026, 3, 1), "hop_dong")
    assert book.tables["may_apply_to"] == [{"subject": "hop_dong", "citation": "Điều 28 khoản 2"}]


def test_a_book_changes_in_mid_year() -> None:
    """Public employees: the old decree until 30/6/2026, the new one from 1/7/2026."""
    june = {book.id for book in books.in_force("vien_chuc", date(2026, 6, 30))}
    july = {book.id for book in books.in_force("vien_chuc", date(2026, 7, 1))}
    assert june - july == {"nd90-2020"}
    assert july - june == {"nd233-2026-vien-chuc"}


def test_a_month_of_2016_is_judged_by_the_rules_of_2015() -> None:
    month = date(2016, 3, 31)
    bound = [book for book in books.in_force("cong_chuc", month, OLDER) if book.id == "quan-2015"]
    marks = {"ky_luat": 38, "ket_qua": 55}
    assert [evaluate(book, None, marks, {}).level for book in bound] == ["B"]
    assert not books.load("quan-2015", OLDER).in_force_on(date(2022, 3, 31), "cong_chuc")
    today = books.load("hn-3814-2018")
    assert evaluate(today, None, {"y_thuc": 20, "ket_qua": 70, "thuong": 3}, {}).level == "A"


def test_books_of_another_folder_stay_there() -> None:
    assert "quan-2015" in books.known(OLDER)
    assert "quan-2015" not in books.known()


def test_an_inherited_book_has_the_values_of_its_base_under_its_own_confidence() -> None:
    placeholder, base = books.load("hn-1841-2021"), books.load("hn-3814-2018")
    assert [level.min for level in placeholder.levels] == [level.min for level in base.levels]
    assert {level.confidence for level in placeholder.levels} == {"unverified"}
    assert placeholder.digest != base.digest


def test_a_number_is_read_exactly() -> None:
    cap = books.load("nd335-2025-cong-chuc").caps[0]
    assert cap.share == Fraction(1, 5)
    assert all(isinstance(leaf.max, Fraction) for leaf in books.load("nd335-2025-cong-chuc").leaves())


def test_the_digest_depends_on_content_and_not_on_layout(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one = written(tmp_path / "one", SMALL)
    other = written(
        tmp_path / "two", "\n# chú thích\n" + "\n".join(reversed(dedent(SMALL).strip().splitlines()))
    )
    assert one.digest == other.digest
    assert len(one.digest) == 64


def test_any_changed_value_changes_the_digest(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one = written(tmp_path / "one", SMALL)
    other = written(tmp_path / "two", SMALL.replace("min: 90", "min: 90.5"))
    assert one.digest != other.digest


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("confidence: press", "confidence: sure"), "confidence"),
        (("confidence: press\n", "\n"), "confidence"),
        (("citation: Văn bản số 1", "citation: 7"), "citation"),
        (("effective: {from: 2024-01-01}", "effective: {to: 2024-01-01}"), "effective.from"),
        (("{from: 2024-01-01}", "{from: 2024-01-01, to: 2023-01-01}"), "effective.to"),
        (("{from: 2024-01-01}", "{from: hôm nay}"), "effective.from"),
        (("[cong_chuc]", "[nobody]"), "applies_to"),
        (("period: month", "period: week"), "period"),
        (("scale: 100", "scale: nhiều"), "scale"),
        (("min: 90", "min: 0"), "levels"),
        (("min: 90", "least: 90"), "levels[0].min"),
        (("vi: Xuất sắc, min: 90", "vi: Xuất sắc, min: 90, colour: 1"), "levels[0].colour"),
        (("method: score_bands", "method: magic"), "methods[0].method"),
        (("max: 100}", "max: true}"), "criteria[0].max"),
        (("id: small", "id: other"), "id"),
        (("scale: 100", "scale: 100\n    extra: 1"), "extra"),
        (("scale: 100", "scale: 100\n    caps: [{level: X, share: 0.2, base: all_ranked, period: month}]"), "caps[0].level"),
        (("scale: 100", "scale: 100\n    caps: [{level: HTXS, share: 1.2, base: all_ranked, period: month}]"), "caps[0].share"),
        (("scale: 100", "scale: 100\n    caps: [{level: HTXS, share: 0.2, base: some, period: month}]"), "caps[0].base"),
        (("scale: 100", "scale: 100\n    overrides: [{code: x, vi: x, level: Z}]"), "overrides[0].level"),
        (("scale: 100", "scale: 100\n    publication: [{period: month, scope: [all]}]"), "publication[0].scope"),
        (("scale: 100", "scale: 100\n    settings: [{code: x, vi: x, default: 1, choices: [2]}]"), "settings[0].default"),
        (("scale: 100", "scale: 100\n    base: nobody"), "base"),
        (
            ("scale: 100", "scale: 100\n    steps: [{code: a, vi: a, actor: b, period: month, from_day: 9, to_day: 8}]"),
            "steps[0].to_day",
        ),
        (
            ("{id: score, vi: Điểm, max: 100}", "{id: s, vi: s, max: 10, children: [{id: t, vi: t, max: 9}]}"),
            "criteria[0].children",
        ),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_file_key_and_reason(
    tmp_path: Path, change: tuple[str, str], key: str
) -> None:
    assert change[0] in SMALL
    with pytest.raises(BookError) as caught:
        written(tmp_path, SMALL.replace(*change))
    assert (caught.value.file, caught.value.key) == ("small.yaml", key)
    assert caught.value.reason
    assert str(caught.value).startswith("small.yaml: ")


@pytest.mark.parametrize(
    "text", ["- 1\n- 2\n", "id: small\nid: small\n", "on: 1\n", "id: [\n", "\tid: small\n", ""]
)
def test_what_is_no_mapping_is_refused_with_its_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(BookError) as caught:
        written(tmp_path, text)
    assert caught.value.file == "small.yaml"


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_bytes(b"id: \xff\xfe\n")
    with pytest.raises(BookError):
        books.load("small", [tmp_path])


def test_two_files_may_not_carry_one_id(tmp_path: Path) -> None:
    with pytest.raises(BookError):
        written(tmp_path, SMALL, "danang-2013")


def test_a_small_book_works(tmp_path: Path) -> None:
    verdict = evaluate(written(tmp_path, SMALL), None, {"score": 90}, {})
    assert verdict.level == "HTXS"
    assert codes(verdict) == ["band"]
