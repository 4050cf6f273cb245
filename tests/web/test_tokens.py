"""Keys of other software through their pages: asked, approved or not, taken, changed, revoked; each by whose part it is."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client

from tests.tokens.keys import KEEPER, place, requested
from tests.web.conftest import As
from tests.web.world import ADMIN, AUDITOR, ORGANISER, STAFF, World
from thenchot.api.description import describe
from thenchot.tokens.models import Secret, Token
from thenchot.tokens.verbs import VERBS
from thenchot.web.tokens.reference import SUMMARIES

pytestmark = pytest.mark.django_db
LIST = "/khoa-ket-noi"
SHOWN = re.compile(r'<code class="key">(thenchot_[\w-]{43})</code>')


def read(client: Client, path: str = LIST) -> str:
    return html.unescape(client.get(path).content.decode())


def typed(**other: object) -> dict[str, Any]:
    plain = {
        "name": "Quản lý văn bản", "purpose": "Kế hoạch 15/KH-UBND ngày 02/11/2026", "unit": str(place().id),
        "owner": KEEPER, "verbs": ["tasks.assign", "tasks.report"], "expires_on": "31/03/2027",
    }  # fmt: skip
    return plain | other


def post(client: Client, verb: str, **given: str) -> Any:
    return client.post(f"{LIST}/{Token.objects.latest('id').id}/{verb}", given)


def secret_on(answer: Any) -> str:
    found = SHOWN.search(answer.content.decode())
    assert found is not None
    return found[1]


def test_from_the_request_to_the_end_of_a_key(world: World, as_: As) -> None:
    administrator, organiser, keeper = as_(ADMIN), as_(ORGANISER), as_(KEEPER)
    assert keeper.get(LIST).status_code == 404
    assert administrator.post(f"{LIST}/de-nghi", typed()).status_code == 302
    asked = read(organiser)
    assert all(
        words in asked
        for words in ("Quản lý văn bản", "Chờ duyệt", "Giao việc", "UBND phường Bến Trúc", "BT-020")
    )
    assert "Nhận mã bí mật" not in asked
    assert "Duyệt khóa" not in read(administrator)
    assert post(organiser, "duyet", verdict="approve", version="1").status_code == 302
    assert "đề nghị cấp khóa kết nối" in read(organiser, "/viec-can-lam")
    assert "đã được duyệt" in read(keeper, "/viec-can-lam")
    first = secret_on(post(keeper, "nhan"))
    assert not SHOWN.search(read(keeper)), "shown this once"
    assert f"kết thúc bằng {first[-4:]}" in read(administrator)
    second = secret_on(post(keeper, "doi"))
    assert second != first
    told = read(keeper)
    assert "dùng được đến" in told
    assert "Tạo mã mới" not in told, "two secrets are good already"
    assert post(administrator, "thu-hoi", reason="Phần mềm ngừng dùng.").status_code == 302
    assert "Phần mềm ngừng dùng." in read(keeper)
    assert "Đã thu hồi" in read(organiser)


def test_the_administrator_sees_no_secret_and_no_content(world: World, as_: As) -> None:
    requested(world)
    assert post(as_(ORGANISER), "duyet", verdict="approve", version="1").status_code == 302
    for code in (ADMIN, ORGANISER):
        refused = post(as_(code), "nhan")
        assert refused.status_code == 403
        assert "Đặng Hữu Phước" in refused.content.decode()
    assert not Secret.objects.exists()


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"name": ""}, "Nhập tên phần mềm"),
        ({"verbs": []}, "Chọn ít nhất một quyền"),
        ({"owner": ADMIN}, "người quản trị hệ thống không xem nội dung"),
        ({"owner": "BT-999"}, "“BT-999”"),
        ({"expires_on": "32/13/2027"}, "trong vòng 366 ngày"),
        ({"unit": "0"}, "Chọn đơn vị trong phạm vi quản trị"),
    ],
)
def test_what_was_typed_stays_when_it_is_refused(
    world: World, as_: As, other: dict[str, object], words: str
) -> None:
    answer = as_(ADMIN).post(f"{LIST}/de-nghi", typed(**other))
    said = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert words.lower() in said.lower()
    assert "Kế hoạch 15/KH-UBND ngày 02/11/2026" in said
    assert said.count("checked") == len(typed(**other)["verbs"])


def test_a_no_and_an_end_need_their_reasons_beside_the_field(world: World, as_: As) -> None:
    requested(world)
    answer = post(as_(ORGANISER), "duyet", verdict="decline", version="1")
    assert answer.status_code == 422
    assert answer.content.decode().count("Nêu lý do") >= 1
    assert (
        post(as_(ORGANISER), "duyet", verdict="decline", version="1", note="Chưa có văn bản.").status_code
        == 302
    )
    assert "“Chưa có văn bản.”" in read(as_(ADMIN))
    other = requested(world, name="Một cửa")
    answer = as_(ADMIN).post(f"{LIST}/{other.id}/thu-hoi", {"reason": ""})
    assert (answer.status_code, Token.objects.get(id=other.id).state) == (422, "requested")


def test_what_two_settle_at_once_is_settled_by_the_first(world: World, as_: As) -> None:
    requested(world)
    assert post(as_(ORGANISER), "duyet", verdict="approve", version="1").status_code == 302
    assert post(as_(ORGANISER), "duyet", verdict="decline", version="1", note="Không.").status_code == 409


def test_whoever_has_no_part_in_keys_finds_no_page(world: World, as_: As) -> None:
    for code, form in ((STAFF, 404), (AUDITOR, 403), (ORGANISER, 403)):
        assert as_(code).get(f"{LIST}/de-nghi").status_code == form
    assert [as_(code).get(LIST).status_code for code in (STAFF, AUDITOR, ORGANISER)] == [404, 404, 200]


def test_the_reference_lays_out_every_operation_with_its_verb_in_the_readers_language(
    world: World, as_: As
) -> None:
    nobody = Client()
    page = read(nobody, f"{LIST}/tai-lieu")
    asked = [(method, path) for path, methods in describe()["paths"].items() for method in methods]
    assert len(asked) == 18
    assert all(f"{method.upper()} {path}" in page for method, path in asked)
    assert all(str(words) in page for words in SUMMARIES.values())
    assert all(f"<code>{verb}</code>" in page for verb in VERBS)
    assert "số nguyên từ 1 đến 200" in page
    assert "planned | unplanned" in page
    assert "ngày, dạng 2026-11-21 hoặc null" in page
    assert "http://testserver/api/v1" in page
    nobody.cookies["django_language"] = "en"
    english = read(nobody, f"{LIST}/tai-lieu")
    assert "Report a task not up to standard" in english
    assert "số nguyên" not in english
    assert 'href="/khoa-ket-noi/tai-lieu"' in read(as_(ADMIN))
