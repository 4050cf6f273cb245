"""Names in a file are found again among those a table may use; one that is none, two or several is refused, never guessed."""

from __future__ import annotations

import pytest

from thenchot.lib.refusals import Refusal
from thenchot.workplan.names import Doer, Named, Names

VINH, HA = (
    Named(1, "Trịnh Quang Vĩnh", "BT-001", "Chủ tịch"),
    Named(2, "Ngô Thanh Hà", "BT-002", "Phó Chủ tịch"),
)
AN, OTHER_AN, AN_LIKE = (
    Named(3, "Hồ Hữu An", "BT-021"),
    Named(4, "Hồ Hữu An", "BT-031"),
    Named(5, "Hồ Hữu Ân", "BT-041"),
)
ANH = Named(6, "Anh Đức Thắng", "BT-051")
OFFICE, ECONOMY = Named(1, "Văn phòng HĐND và UBND", unit=True), Named(2, "Phòng Kinh tế, Hạ tầng", unit=True)
NAMES = Names([VINH, HA], [VINH, AN, OTHER_AN, AN_LIKE, ANH], [OFFICE, ECONOMY])


def refused(call: object, text: str) -> tuple[str, str]:
    with pytest.raises(Refusal) as found:
        call(text)  # type: ignore[operator]
    return found.value.code, found.value.field


@pytest.mark.parametrize(
    "text",
    [
        "Trịnh Quang Vĩnh",
        "trinh quang vinh",
        "đ/c Trịnh Quang Vĩnh",
        "Ông Trịnh Quang Vĩnh (Chủ tịch UBND)",
        "Đồng chí  Trịnh Quang Vĩnh",
    ],
)
def test_a_leader_is_known_however_politely_or_plainly_written(text: str) -> None:
    assert NAMES.leader(text) == 1


def test_a_blank_cell_names_nobody() -> None:
    assert (NAMES.leader(""), NAMES.doer("")) == (None, Doer())


def test_a_family_name_that_is_also_a_form_of_address_stays_a_name() -> None:
    assert NAMES.doer("Anh Đức Thắng") == Doer(6)
    assert NAMES.doer("anh Anh Đức Thắng") == Doer(6)


def test_two_of_one_name_are_told_apart_by_their_code_and_by_nothing_else() -> None:
    assert refused(NAMES.doer, "Hồ Hữu An") == ("workplan.name_ambiguous", "doer")
    assert NAMES.doer("Hồ Hữu An (BT-031)") == Doer(4)
    assert NAMES.doer("hồ hữu ân") == Doer(5), "spelled exactly it is only one of them"
    assert refused(NAMES.doer, "ho huu an") == ("workplan.name_ambiguous", "doer")
    assert [NAMES.label(4, "Hồ Hữu An"), NAMES.label(1, "Trịnh Quang Vĩnh")] == [
        "Hồ Hữu An (BT-031)",
        "Trịnh Quang Vĩnh",
    ]


def test_what_the_file_is_given_is_understood_when_it_comes_back() -> None:
    for one in (VINH, AN, OTHER_AN, AN_LIKE, ANH):
        assert NAMES.doer(NAMES.said(one.number)) == Doer(one.number)
    assert NAMES.doer(NAMES.said(None, 2)) == Doer(unit_id=2)
    assert NAMES.doer(NAMES.said(1, 1)) == Doer(1, 1)
    assert NAMES.doer(NAMES.said(4, 2)) == Doer(4, 2)
    assert NAMES.said(99, 98) == ""


def test_a_person_and_a_unit_of_the_same_number_are_not_mixed_up() -> None:
    assert NAMES.doer("Văn phòng HĐND và UBND") == Doer(unit_id=1)
    assert NAMES.doer("Trịnh Quang Vĩnh") == Doer(1)


@pytest.mark.parametrize(
    "text",
    [
        "Trịnh Quang Vĩnh; Anh Đức Thắng",
        "Văn phòng HĐND và UBND, Trịnh Quang Vĩnh",
        "Văn phòng HĐND và UBND - Anh Đức Thắng",
    ],
)
def test_several_doers_in_one_cell_are_not_chosen_among(text: str) -> None:
    assert refused(NAMES.doer, text) == ("workplan.doers_many", "doer")


def test_a_name_that_nobody_here_bears_is_refused_at_its_column() -> None:
    assert refused(NAMES.leader, "Hồ Hữu Ân") == ("workplan.name_unknown", "leader")
    assert refused(NAMES.doer, "Cục Thuế, thành phố") == ("workplan.name_unknown", "doer")
    assert refused(NAMES.doer, "Hồ Hữu An (BT-999)") == ("workplan.name_ambiguous", "doer")
