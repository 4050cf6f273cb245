"""Lines typed or pasted into the form of a checklist: whatever they hold, they become one sound edition or name the line."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from thenchot.checklists.drafting import MOST_POINTS, Wanted, lines_of, read_edition, standing_lines
from thenchot.checklists.moves import PLACES, decimal
from thenchot.checklists.schema import MOST_ITEMS, content_of, read_content
from thenchot.lib.refusals import Refusal
from thenchot.rules.checklist import Edition, Item

POINTS = Wanted("5S", "5s", "2026", "points", "unit", "month", "head", "head", items="S1 | Sàng lọc | 10")
FOUND = Wanted("25", "ct24", "2026", "found", "person", "month", "self", "nobody", items="01 | Một")
RANKED = Wanted(
    "Thi đua", "td", "2026", "rank", "unit", "year", "office", "nobody", items="chung | Hạng chung"
)
WORDS = st.text("abcdđêốửươ ÁỆ0-9,.;:()“”&<>'\"", min_size=1, max_size=60).map(str.strip).filter(bool)
PLAIN = WORDS.filter(lambda text: not text.startswith("#"))


def typed(**changed: str) -> Edition:
    return read_edition(replace(POINTS, **changed))  # type: ignore[arg-type]


def refused(wanted: Wanted) -> Refusal:
    with pytest.raises(Refusal) as found:
        read_edition(wanted)
    return found.value


@given(
    st.lists(PLAIN, min_size=1, max_size=12),
    st.lists(st.integers(1, 4000).map(lambda n: Fraction(n, 4)), min_size=12, max_size=12),
)
def test_every_line_of_words_is_an_item_and_comes_back_as_it_was_typed(
    words: list[str], tops: list[Fraction]
) -> None:
    lines = [
        f"M{at} | {text} | {float(top)}".replace(".0", "").replace(".", ",")
        for at, (text, top) in enumerate(
            zip([one.replace(".", "") or "x" for one in words], tops, strict=False)
        )
    ]
    edition = typed(items="\n".join(lines))
    assert len(edition.items) == len(words)
    again = typed(items=lines_of(edition))
    assert again.items == edition.items
    assert lines_of(again) == lines_of(edition)
    assert read_content(content_of(edition)) == edition


@given(st.text(max_size=200))
def test_rubbish_is_read_or_refused_at_a_line_and_never_anything_else(text: str) -> None:
    try:
        edition = typed(items=text)
    except Refusal as said:
        assert said.kind.code in ("checklist.items_needed", "checklist.line_wrong")
        assert said.field == "items"
        if "line" in said.params:
            assert 1 <= int(str(said.params["line"])) <= len(text.splitlines()) + 1
    else:
        assert len({item.code for item in edition.items}) == len(edition.items)
        assert read_content(content_of(edition)) == edition


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Vi phạm kỷ cương, kỷ luật lao động", "Vi phạm kỷ cương, kỷ luật tài chính"),
        ("Trật tự", "Trật tự!"),
        ("一", "二"),
    ],
)
def test_two_headings_that_begin_alike_stay_two_groups(first: str, second: str) -> None:
    edition = typed(items=f"# {first}\nA1 | Một | 1\n# {second}\nA2 | Hai | 1\n# {first}\nA3 | Ba | 1")
    assert [group.vi for group in edition.groups] == [first, second]
    groups = {item.code: item.group for item in edition.items}
    assert groups["A1"] == groups["A3"] != groups["A2"]
    assert f"# {second}" in lines_of(edition)
    assert typed(items=lines_of(edition)).items == edition.items


def test_a_heading_without_a_name_ends_the_group_and_makes_none() -> None:
    edition = typed(items="# Kho\nA1 | Một | 1\n#\nA2 | Hai | 1\n# \nA3 | Ba | 1")
    assert [(item.code, item.group) for item in edition.items] == [("A1", "kho"), ("A2", ""), ("A3", "")]
    assert [group.vi for group in edition.groups] == ["Kho"]
    assert typed(items=lines_of(edition)) == edition


def test_two_steps_that_begin_alike_have_codes_of_their_own() -> None:
    edition = typed(
        standings="Hoàn thành xuất sắc nhiệm vụ được giao | 90\nHoàn thành xuất sắc nhiệm vụ | 80\n* | 0"
    )
    codes = [one.code for one in edition.standings]
    assert len(set(codes)) == 3
    assert all(0 < len(code) <= 20 for code in codes)
    named = [edition.standing(code) for code in codes]
    assert [one.vi for one in named if one] == [one.vi for one in edition.standings]


def test_a_step_added_to_known_ones_never_takes_the_code_of_another() -> None:
    before = typed(standings="Tốt | 80\n? | 50\nĐạt | 0")
    assert [one.code for one in before.standings] == ["tot", "muc-2", "dat"]
    after = read_edition(replace(POINTS, standings="Tốt | 80\n! | 60\n? | 50\nĐạt | 0"), before)
    assert len({one.code for one in after.standings}) == 4
    assert after.standing("muc-2") == before.standing("muc-2")


@pytest.mark.parametrize(
    ("standings", "line"),
    [
        ("Tốt | 80\nĐạt | nửa", 2),
        ("Tốt | 80\n\n\nĐạt | 101", 4),
        ("Tốt | 80\nKhá | 60\nĐạt | 60", 3),
        ("Tốt | 80\n| 50", 2),
        ("Tốt | 80\nTốt | 50", 2),
        ("Tốt | -1", 1),
        ("T" * 61 + " | 80", 1),
        ("Tốt | 1e2", 1),
    ],
)
def test_a_step_that_cannot_be_read_is_named_with_its_own_line(standings: str, line: int) -> None:
    said = refused(replace(POINTS, standings=standings))
    assert (said.code, said.field, said.params["line"]) == ("checklist.line_wrong", "standings", line)
    assert str(line) in said.sentence


def test_of_a_league_steps_need_no_percentage_but_names_of_their_own() -> None:
    edition = read_edition(replace(RANKED, standings="Xuất sắc\nKhá\nTrung bình"))
    assert [one.code for one in edition.standings] == ["xuat-sac", "kha", "trung-binh"]
    assert standing_lines(edition) == "Xuất sắc\nKhá\nTrung bình"
    assert refused(replace(RANKED, standings="Xuất sắc\nXuất sắc")).params["line"] == 2


@pytest.mark.parametrize("text", ["", "  ", "\n\n"])
def test_without_steps_there_is_no_scale(text: str) -> None:
    assert typed(standings=text).standings == ()


@pytest.mark.parametrize(
    ("most", "found"),
    [
        ("10", Fraction(10)), ("2,5", Fraction(5, 2)), ("2.5", Fraction(5, 2)), ("", Fraction(1)),
        ("0,000001", Fraction(1, 10**6)), ("1000", Fraction(1000)),
    ],
)  # fmt: skip
def test_the_most_of_an_item_is_read_exactly(most: str, found: Fraction) -> None:
    assert typed(items=f"S1 | Sàng lọc | {most}").items[0].most == found


@pytest.mark.parametrize("most", ["0", "0,0", "-1", "1001", "999999", "1e3", "１０", "10 điểm", "∞", "1/2"])
def test_a_most_that_is_no_number_in_range_is_refused_at_its_line(most: str) -> None:
    said = refused(replace(POINTS, items=f"S1 | Sàng lọc | 10\nS2 | Sắp xếp | {most}"))
    assert (said.code, said.field, said.params["line"]) == ("checklist.line_wrong", "items", 2)
    with translation.override("en"):
        assert (
            "above 0 and at most 1000" in refused(replace(POINTS, items=f"S1 | Sàng lọc | {most}")).sentence
        )


def test_the_longest_list_at_the_most_points_still_fits_the_column_it_is_sorted_by() -> None:
    lines = "\n".join(f"M{n} | Mục {n} | {MOST_POINTS}" for n in range(MOST_ITEMS))
    total = sum((item.most for item in typed(items=lines).items), Fraction(0))
    stored = decimal(total)
    assert stored is not None
    assert stored.adjusted() < 18 - 12
    assert decimal(Fraction(1, 3)) == decimal(Fraction(1, 3)).quantize(PLACES)  # type: ignore[union-attr]
    assert decimal(None) is None


def test_points_are_read_of_points_alone() -> None:
    assert read_edition(replace(FOUND, items="01 | Một | 10 | Điều 2")).items[0] == Item(
        "01", "Một", citation="Điều 2"
    )
    assert read_edition(replace(RANKED, items="chung | Hạng | nhiều")).items[0].most == 1


def test_words_in_the_other_spelling_of_unicode_are_the_same_words() -> None:
    before = typed(items="# Nơi làm việc\nS1 | Sàng lọc | 10", standings="Tốt | 80")
    apart = replace(POINTS, name=unicodedata.normalize("NFD", "Bảng kiểm của đơn vị"))
    apart = replace(
        apart,
        items=unicodedata.normalize("NFD", "# Nơi làm việc\nS1 | Sàng lọc | 10"),
        standings=unicodedata.normalize("NFD", "Tốt | 80"),
    )
    after = read_edition(apart, before)
    assert (after.items, after.groups, after.standings) == (before.items, before.groups, before.standings)
    assert after.vi == "Bảng kiểm của đơn vị"


def test_lines_pasted_from_a_spreadsheet_of_another_system_are_lines() -> None:
    pasted = "S1\tSàng lọc\t10\tKH 12\r\nS2\tSắp | xếp\t5\r\n\r\n  S3\tSạch sẽ\t\t \r\n"
    assert [(item.code, item.vi, item.most, item.citation) for item in typed(items=pasted).items] == [
        ("S1", "Sàng lọc", 10, "KH 12"), ("S2", "Sắp | xếp", 5, ""), ("S3", "Sạch sẽ", 1, ""),
    ]  # fmt: skip


def test_lines_without_codes_are_numbered_where_they_stand_and_meet_no_typed_code() -> None:
    assert [item.code for item in typed(items="Một\nHai\nA | Ba\nBốn").items] == ["01", "02", "A", "04"]
    said = refused(replace(POINTS, items="02 | Một\nHai"))
    assert (said.params["line"], "02" in said.sentence) == (2, True)


@pytest.mark.parametrize(
    ("code", "sound"),
    [
        ("5s", True), ("ct24-2026", True), ("a" * 40, True), ("a" * 41, False), ("-5s", False), ("5s-", False), ("5S", False),
        ("bảng", False), ("a b", False), ("a_b", False), ("", False), ("a\n", True),
    ],
)  # fmt: skip
def test_the_code_of_a_checklist_is_short_plain_and_goes_into_an_address(code: str, sound: bool) -> None:
    if sound:
        assert typed(code=code).code == code.strip()
    else:
        assert refused(replace(POINTS, code=code)).code == "checklist.code_needed"


@pytest.mark.parametrize(
    ("typed_as", "found"),
    [("", None), ("80", 80), ("80%", 80), (" 62,5 % ", Fraction(125, 2)), ("0", 0), ("100", 100)],
)
def test_the_share_from_which_something_counts_as_achieved_is_read_exactly(
    typed_as: str, found: Fraction | int | None
) -> None:
    assert typed(achieved_from=typed_as).achieved_from == found


@pytest.mark.parametrize("share", ["100,01", "-1", "tám mươi", "8 0", "80%%x"])
def test_a_share_beyond_the_whole_is_refused_at_its_field(share: str) -> None:
    said = refused(replace(POINTS, achieved_from=share))
    assert (said.code, said.field) == ("checklist.line_wrong", "achieved_from")


@pytest.mark.parametrize(
    ("about", "answered_by", "sound"),
    [
        ("person", "self", True), ("person", "head", False), ("person", "office", False),
        ("unit", "head", True), ("unit", "office", True), ("unit", "self", False),
    ],
)  # fmt: skip
def test_of_a_person_the_person_answers_and_of_a_unit_its_head_or_an_office(
    about: str, answered_by: str, sound: bool
) -> None:
    wanted = replace(POINTS, about=about, answered_by=answered_by)
    if sound:
        assert read_edition(wanted).answered_by == answered_by
    else:
        assert (refused(wanted).code, refused(wanted).field) == ("checklist.not_offered", "answered_by")


@pytest.mark.parametrize("name", ["kind", "about", "period", "answered_by", "checked_by"])
def test_a_choice_that_no_form_offers_is_refused_at_its_field(name: str) -> None:
    for choice in ("", "khac", "POINTS"):
        said = refused(replace(POINTS, **{name: choice}))  # type: ignore[arg-type]
        assert said.code == "checklist.not_offered"
        assert said.field == name


def test_an_item_known_from_before_keeps_what_the_form_does_not_show() -> None:
    known = Item(
        "S1", "Sàng lọc", "Sort", most=Fraction(10), citation="KH 1", confidence="press", facts=("absence",)
    )
    before = replace(typed(), items=(known,), en="5S of a unit", confidence="press")
    same = read_edition(replace(POINTS, items="S1 | Sàng lọc | 5"), before)
    assert same.items[0] == replace(known, most=Fraction(5))
    assert same.en == "5S of a unit"
    other = read_edition(replace(POINTS, name="5S mới", items="S1 | Sàng lọc kho | 5 | KH 2"), before)
    assert (other.en, other.items[0].en) == ("", "")
    assert (other.items[0].facts, other.items[0].confidence, other.items[0].citation) == (
        ("absence",), "press", "KH 2",
    )  # fmt: skip
    emptied = read_edition(replace(POINTS, items="S1 | | 5"), before)
    assert (emptied.items[0].worded, emptied.items[0].confidence, emptied.needs_note) == (
        False, "unverified", True,
    )  # fmt: skip


def test_a_new_code_without_words_waits_for_its_text_and_is_signed_for() -> None:
    edition = typed(items="S1 | Sàng lọc | 10\nS2 |")
    assert [item.code for item in edition.unworded] == ["S2"]
    assert edition.needs_note
    assert not typed().needs_note


def test_exactly_as_many_items_as_may_be_are_taken() -> None:
    assert len(typed(items="\n".join(f"M{n} | Mục" for n in range(MOST_ITEMS))).items) == MOST_ITEMS
    said = refused(replace(POINTS, items="\n".join(f"M{n} | Mục" for n in range(MOST_ITEMS + 5))))
    assert (said.params["count"], said.params["most"]) == (MOST_ITEMS + 5, MOST_ITEMS)


@pytest.mark.parametrize(("length", "sound"), [(500, True), (501, False)])
def test_the_words_of_an_item_are_at_most_five_hundred_letters(length: int, sound: bool) -> None:
    wanted = replace(POINTS, items=f"S1 | {'ố' * length} | 1")
    if sound:
        assert len(read_edition(wanted).items[0].vi) == length
    else:
        assert refused(wanted).params["line"] == 1
