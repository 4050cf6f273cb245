"""Work outside the catalogue: proposed by a head, usable at once, decided by the authority (Điều 13 khoản 3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.standards.conftest import CHAIR, HEAD, ORGANISER, OUTSIDER, STAFF, START, TODAY, City
from thenchot.audit.models import Entry
from thenchot.lib.refusals import Refusal
from thenchot.standards.access import product_to_decide, unit_to_propose_for
from thenchot.standards.actions.approve_product import Ruling, approve_product
from thenchot.standards.actions.propose_product import Proposal, propose_product
from thenchot.standards.models import Product
from thenchot.standards.queries import product, products_for, proposals_below

Refuses = Callable[..., str]
EARLIER = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def catalogue(city: City) -> None:
    city.adopt()


def propose(city: City, unit: str = "C1a", day: date = TODAY, **other: Any) -> Product:
    values: dict[str, Any] = {
        "name": "Số hóa hồ sơ đất đai", "detail": "Quét, đặt tên tệp", "output": "Bộ hồ sơ số", "group": "N2",
        "points": Decimal(30),
    }  # fmt: skip
    given = Proposal(city.unit(unit), **values | other)
    return again(propose_product(by=city.viewer(HEAD, day), proposal=given))


def again(number: int) -> Product:
    found = product(number)
    assert found is not None
    return found


def usable(city: City, unit: str, day: date = TODAY) -> dict[str, str]:
    return {item.code: item.state for item in products_for(city.unit(unit).path, day)}


def decide(city: City, item: Product, *, approved: bool, **other: Any) -> int:
    ruling = Ruling(item, approved, "Quyết định 40/QĐ-UBND ngày 20/11/2026", **other)
    return approve_product(by=city.viewer(ORGANISER), ruling=ruling)


def test_a_proposed_item_is_usable_at_once_in_its_unit_and_nowhere_else(city: City) -> None:
    item = propose(city)
    assert (item.state, item.coefficient) == ("proposed", Decimal(6))
    assert usable(city, "C1a")["DX.01"] == "proposed"
    assert "DX.01" not in usable(city, "C1")
    assert "DX.01" not in usable(city, "C2")


def test_an_item_proposed_for_a_ward_is_usable_below_it(city: City) -> None:
    given = Proposal(city.unit("C1"), "Việc mới", "Báo cáo", Decimal(30), "N2")
    propose_product(by=city.viewer(CHAIR), proposal=given)
    assert usable(city, "C1a")["DX.01"] == "proposed"


def test_proposals_have_codes_of_their_own(city: City) -> None:
    assert [propose(city, name=f"Việc {n}").code for n in range(3)] == ["DX.01", "DX.02", "DX.03"]


def test_what_waits_for_a_decision_is_listed_for_the_places_below(city: City) -> None:
    item = propose(city)
    assert [row.id for row in proposals_below(city.unit("C").path, TODAY)] == [item.id]
    assert proposals_below(city.unit("C2").path, TODAY) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": " "}, "standards.no_name"),
        ({"output": ""}, "standards.no_name"),
        ({"points": Decimal(0)}, "standards.points_not_positive"),
        ({"points": Decimal(51)}, "standards.points_outside"),
        ({"group": "N9"}, "standards.group_unknown"),
        ({"group": ""}, "standards.group_unknown"),
    ],
)
def test_a_proposal_without_what_it_needs_is_refused(city: City, change: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        propose(city, **change)
    assert refused.value.code == code
    assert refused.value.sentence


def test_what_the_catalogue_has_already_is_refused_with_its_code(city: City) -> None:
    with pytest.raises(Refusal) as refused:
        propose(city, name="TIẾP  công dân", detail="chi tiet DC.02", output="văn bản")
    assert refused.value.code == "standards.already_there"
    assert "DC.02" in refused.value.sentence


def test_the_same_proposal_twice_is_refused(city: City) -> None:
    propose(city)
    with pytest.raises(Refusal, match=r"standards\.already_there"):
        propose(city)


def test_without_a_catalogue_nothing_is_proposed(city: City) -> None:
    with pytest.raises(Refusal) as refused:
        given = Proposal(replace(city.unit("C1a"), path="99999999"), "Việc", "Báo cáo", Decimal(30), "N2")
        propose_product(by=city.viewer(HEAD), proposal=given)
    assert refused.value.code == "standards.no_catalogue"


def test_an_approved_item_is_everybodys(city: City) -> None:
    item = propose(city)
    assert decide(city, item, approved=True) == item.id
    assert usable(city, "C2")["DX.01"] == "approved"
    assert proposals_below(city.unit("C").path, TODAY) == []
    assert "40/QĐ-UBND" in again(item.id).decision


def test_a_refused_item_is_usable_no_more_but_stays_known(city: City) -> None:
    item = propose(city, day=EARLIER)
    decide(city, item, approved=False)
    assert "DX.01" not in usable(city, "C1a")
    assert "DX.01" not in usable(city, "C1a", date(2026, 11, 10))
    assert again(item.id).state == "refused"


def test_other_points_begin_a_new_item_and_leave_the_old_one_as_it_was_used(city: City) -> None:
    item = propose(city, day=EARLIER)
    number = decide(city, item, approved=True, points=Decimal(40))
    fresh, old = again(number), again(item.id)
    assert (fresh.points, fresh.coefficient, fresh.valid_from, fresh.state) == (Decimal(40), Decimal(8), TODAY, "approved")
    assert (old.points, old.coefficient, old.valid_to) == (Decimal(30), Decimal(6), date(2026, 11, 19))
    assert usable(city, "C1a")["DX.01"] == "approved"


def test_other_points_on_the_day_of_the_proposal_correct_it(city: City) -> None:
    item = propose(city)
    assert decide(city, item, approved=True, points=Decimal(40)) == item.id
    assert again(item.id).coefficient == Decimal(8)


def test_decided_points_lie_in_their_group(city: City) -> None:
    item = propose(city)
    with pytest.raises(Refusal, match=r"standards\.points_outside"):
        decide(city, item, approved=True, points=Decimal(60))
    assert decide(city, item, approved=True, points=Decimal(60), group="N3") == item.id


def test_a_decision_names_its_paper(city: City) -> None:
    with pytest.raises(Refusal, match=r"standards\.no_citation"):
        approve_product(by=city.viewer(ORGANISER), ruling=Ruling(propose(city), True, " "))


def test_what_is_decided_is_not_decided_again(city: City) -> None:
    item = propose(city)
    stale = again(item.id)
    decide(city, item, approved=True)
    for late in (stale, again(item.id)):
        with pytest.raises(Refusal) as refused:
            decide(city, late, approved=False)
        assert (refused.value.code, refused.value.status) == ("standards.already_decided", 409)


def test_a_proposal_outlives_a_new_catalogue_and_joins_it_when_approved(city: City) -> None:
    item = propose(city, day=EARLIER)
    number = city.adopt(day=date(2026, 11, 15))
    assert usable(city, "C1a")["DX.01"] == "proposed"
    decide(city, item, approved=True)
    assert again(item.id).catalogue_id == number
    assert usable(city, "C2")["DX.01"] == "approved"


def test_both_steps_are_in_the_items_trail(city: City) -> None:
    item = propose(city)
    decide(city, item, approved=True)
    links = list(Entry.objects.filter(object_kind="product", object_id=item.id).order_by("id"))
    assert [link.action for link in links] == ["propose", "decide"]
    assert links[1].prev_hash == links[0].hash


def _status(ask: Callable[[], object]) -> int:
    try:
        ask()
    except Refusal as refusal:
        return refusal.status
    return 200


@pytest.mark.parametrize(("code", "status"), [(HEAD, 200), (CHAIR, 200), (STAFF, 403), (OUTSIDER, 404), (ORGANISER, 403)])
def test_heads_propose_for_their_unit(city: City, code: str, status: int) -> None:
    unit = city.unit("C1a").id
    assert _status(lambda: unit_to_propose_for(city.viewer(code), unit)) == status


@pytest.mark.parametrize(("code", "status"), [(ORGANISER, 200), (HEAD, 403), (CHAIR, 403), (OUTSIDER, 404)])
def test_the_organisation_body_records_the_decision(city: City, code: str, status: int) -> None:
    item = propose(city)
    assert _status(lambda: product_to_decide(city.viewer(code), item.id)) == status


def test_a_catalogue_item_is_no_proposal_to_decide(city: City) -> None:
    kept = Product.objects.filter(valid_from=START)[0].id
    assert _status(lambda: product_to_decide(city.viewer(ORGANISER), kept)) == 404
