"""The product catalogue: searched by everybody, added to by heads, decided by the organisation body."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.catalogue import adopt_catalogue_of
from tests.web.conftest import As
from tests.web.office_cast import main
from tests.web.world import ADMIN, DEPUTY, DIVISION_HEAD, HEAD, LATE, ORGANISER, OTHER, STAFF, World
from thenchot.standards.models import Product

FORM = {"name": "Diễn tập phòng cháy", "output": "Báo cáo diễn tập", "points": "12,5", "group": "N2", "reason": "Việc mới"}


@pytest.fixture
def products(world: World) -> dict[str, int]:
    return adopt_catalogue_of(world)


@pytest.fixture
def head(as_: As, products: dict[str, int]) -> Client:
    return as_(DIVISION_HEAD)


@pytest.fixture
def organiser(as_: As) -> Client:
    return as_(ORGANISER)


def proposed(head: Client) -> Product:
    assert head.post("/danh-muc/de-nghi", FORM).status_code == 302
    return Product.objects.get(name=FORM["name"])


def test_everybody_finds_a_product_without_tone_marks(as_: As, products: dict[str, int]) -> None:
    page = main(as_(STAFF).get("/danh-muc?tim=tiep cong dan"))
    assert "Tiếp công dân" in page
    assert "Thẩm định hồ sơ" not in page
    assert "Quyết định 15/QĐ-UBND" in page


def test_a_search_without_a_hit_says_how_to_search(as_: As, products: dict[str, int]) -> None:
    assert "Thử ít từ hơn" in main(as_(STAFF).get("/danh-muc?tim=phi thuyền"))


def test_a_place_without_a_catalogue_says_who_brings_one(as_: As, world: World) -> None:
    page = main(as_(STAFF).get("/danh-muc"))
    assert "Chưa có danh mục" in page
    assert "Cơ quan tham mưu về tổ chức, cán bộ" in page


def test_the_menu_leads_to_the_catalogue(as_: As, world: World) -> None:
    assert 'href="/danh-muc"' in as_(STAFF).get("/them").content.decode()


def test_a_proposal_is_usable_at_once_and_marked_as_not_decided(head: Client, as_: As) -> None:
    product = proposed(head)
    assert (product.state, str(product.coefficient.normalize())) == ("proposed", "2.5")
    page = main(as_(STAFF).get("/danh-muc?tim=phong chay"))
    assert "đang đề nghị bổ sung" in page
    assert "Diễn tập" not in main(as_(OTHER).get("/danh-muc"))


@pytest.mark.parametrize(
    ("changes", "said", "field"),
    [
        ({"name": " "}, "Nhập tên nhiệm vụ", "name"),
        ({"output": ""}, "sản phẩm đầu ra", "name"),
        ({"points": "không"}, "Nhập số điểm lớn hơn 0", "points"),
        ({"points": "5"}, "từ 11 đến 50", "points"),
        ({"group": "N9"}, "không có nhóm N9", "group"),
        ({"name": "Tiếp công dân", "output": "Văn bản"}, "mã DC.02", "name"),
    ],
)
def test_a_refused_proposal_says_what_to_do_and_keeps_what_was_typed(
    head: Client, changes: dict[str, str], said: str, field: str
) -> None:
    answer = head.post("/danh-muc/de-nghi", {**FORM, **changes})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert f'id="{field}-e"' in page
    assert "Việc mới" in page
    assert not Product.objects.filter(state="proposed").exists()


@pytest.mark.parametrize(("code", "status"), [(STAFF, 403), (DEPUTY, 403), (ADMIN, 403), (HEAD, 200), (DIVISION_HEAD, 200)])
def test_only_heads_propose(as_: As, products: dict[str, int], code: str, status: int) -> None:
    answer = as_(code).get("/danh-muc/de-nghi")
    assert answer.status_code == status
    assert ("Điều 13 khoản 3" in answer.content.decode()) is True


def test_proposals_wait_in_the_list_of_who_asked_and_of_who_decides(head: Client, organiser: Client, as_: As) -> None:
    product = proposed(head)
    address = f"/danh-muc/de-nghi/{product.id}"
    assert "1 đề nghị bổ sung chờ quyết định" in main(head.get("/danh-muc"))
    assert address not in head.get("/danh-muc").content.decode()
    assert address in organiser.get("/danh-muc").content.decode()
    assert "chờ quyết định" not in main(as_(LATE).get("/danh-muc"))


def test_the_decision_page_shows_who_asks_for_what_and_why(head: Client, organiser: Client) -> None:
    page = main(organiser.get(f"/danh-muc/de-nghi/{proposed(head).id}"))
    for words in ("Bạch Văn Tường", "Báo cáo diễn tập", "Việc mới", "12,5", "N2"):
        assert words in page


def test_an_approved_product_is_everybodys(head: Client, organiser: Client, as_: As) -> None:
    product = proposed(head)
    form = {"approved": "yes", "decision": "Quyết định 60/QĐ-UBND ngày 21/11/2026", "points": "12,5", "group": "N2"}
    answer = organiser.post(f"/danh-muc/de-nghi/{product.id}", form, follow=True)
    assert "Đã bổ sung" in main(answer)
    product.refresh_from_db()
    assert (product.state, product.decision) == ("approved", form["decision"])
    assert "Diễn tập" in main(as_(OTHER).get("/danh-muc"))


def test_other_points_are_decided_within_their_group(head: Client, organiser: Client) -> None:
    path = f"/danh-muc/de-nghi/{proposed(head).id}"
    form = {"approved": "yes", "decision": "Quyết định 60", "group": "N2"}
    assert organiser.post(path, {**form, "points": "5"}).status_code == 422
    assert organiser.post(path, {**form, "points": "30"}).status_code == 302
    assert str(Product.objects.get(name=FORM["name"], state="approved").points.normalize()) in ("30", "3E+1")


def test_a_refused_product_leaves_the_catalogue(head: Client, organiser: Client, as_: As) -> None:
    product = proposed(head)
    answer = organiser.post(f"/danh-muc/de-nghi/{product.id}", {"approved": "no", "decision": "Công văn 9"}, follow=True)
    assert "không bổ sung" in main(answer)
    product.refresh_from_db()
    assert product.state == "refused"
    assert "Diễn tập phòng cháy" not in main(as_(OTHER).get("/danh-muc"))


def test_a_decision_without_its_number_is_refused_at_the_field(head: Client, organiser: Client) -> None:
    answer = organiser.post(f"/danh-muc/de-nghi/{proposed(head).id}", {"approved": "yes", "decision": " "})
    assert answer.status_code == 422
    assert 'id="decision-e"' in answer.content.decode()


def test_a_decided_proposal_shows_its_decision_and_takes_no_other(head: Client, organiser: Client) -> None:
    path = f"/danh-muc/de-nghi/{proposed(head).id}"
    form = {"approved": "yes", "decision": "Quyết định 60"}
    organiser.post(path, form)
    assert "đã được quyết định: Quyết định 60" in main(organiser.get(path))
    assert organiser.post(path, form).status_code == 409


def test_the_one_who_asked_does_not_decide(head: Client, as_: As) -> None:
    path = f"/danh-muc/de-nghi/{proposed(head).id}"
    assert head.post(path, {"approved": "yes", "decision": "Tự quyết"}).status_code == 403
    assert as_(OTHER).get(path).status_code == 404
    assert head.get("/danh-muc/de-nghi/987654").status_code == 404
