"""Single sign-on against a real provider in a process of its own: whom it vouches for enters, and no lie is believed."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.web import security_cast as cast
from tests.web.office_cast import Answer, main, page_of, text
from tests.web.provider_client import Provider, running
from tests.web.security_cast import ADMIN, OWN, SECOND, SIGN_IN, STAFF, account, is_in, set_up_app
from thenchot.lib.oidc import Oidc
from thenchot.people.models import Account, OpenSession

pytestmark = pytest.mark.django_db
START, BACK = "/dang-nhap/chung", "/dang-nhap/chung/ve"


@pytest.fixture(scope="module")
def process() -> Iterator[Provider]:
    with running() as found:
        yield found


@pytest.fixture
def provider(process: Provider, settings: Settings, db: None) -> Provider:
    """The provider telling the truth, named in the settings; its people carry their staff codes."""
    process.lies()
    settings.OIDC = Oidc(process.issuer, "then-chot", "bi-mat", "ma_can_bo", "Cổng đăng nhập tỉnh", trusts_factor=False)
    cast.build()
    for code in cast.PEOPLE:
        process.has(f"nguoi-{code}", ma_can_bo=code, email="chung@phuong-a.example")
    return process


def through(provider: Provider, sub: str, client: Client | None = None, then: str = "") -> tuple[Client, Answer]:
    """Go to the provider, sign in there, and come back."""
    client = client or Client()
    there = client.get(START + then).headers["Location"]
    assert there.startswith(provider.issuer)
    back = urlsplit(provider.agrees(there, sub))
    return client, client.get(f"{back.path}?{back.query}")


def test_whom_the_provider_vouches_for_enters_and_gets_where_they_wanted(provider: Provider) -> None:
    assert "Đăng nhập qua Cổng đăng nhập tỉnh" in main(Client().get(SIGN_IN))
    client, answer = through(provider, f"nguoi-{STAFF}", then="?next=/quy-dinh")
    assert answer.headers["Location"] == "/quy-dinh"
    assert cast.PEOPLE[STAFF] in client.get("/them").content.decode()
    assert OpenSession.objects.get().way == "sso"
    assert "Đăng nhập chung" in main(client.get(OWN))


def test_the_browser_is_sent_there_with_state_nonce_and_challenge_and_never_with_the_secret(provider: Provider) -> None:
    sent = parse_qs(urlsplit(Client().get(START).headers["Location"]).query)
    assert {"state", "nonce", "code_challenge"} <= set(sent)
    assert sent["code_challenge_method"] == ["S256"]
    assert sent["redirect_uri"] == ["http://testserver/dang-nhap/chung/ve"]
    assert "client_secret" not in sent


@pytest.mark.parametrize(
    "lie", ["nonce", "signature", "expired", "audience", "issuer", "unsigned", "no token", "away"]
)
def test_a_token_that_does_not_prove_itself_lets_nobody_in(provider: Provider, lie: str) -> None:
    provider.lies(lie)
    client, answer = through(provider, f"nguoi-{STAFF}")
    assert answer.status_code == 403
    assert "chưa xác nhận được người đăng nhập" in text(answer)
    assert not is_in(client)


def test_an_answer_that_another_browser_asked_for_is_refused(provider: Provider) -> None:
    there = Client().get(START).headers["Location"]
    back = urlsplit(provider.agrees(there, f"nguoi-{STAFF}"))
    victim = Client()
    victim.get(START)
    assert victim.get(f"{back.path}?{back.query}").status_code == 403
    assert not is_in(victim)


@pytest.mark.parametrize("query", ["", "?code=a&state=b", "?error=access_denied&error_description=thôi", "?state="])
def test_coming_back_without_having_been_there_is_refused(provider: Provider, query: str) -> None:
    assert Client().get(BACK + query).status_code == 403


def test_an_answer_serves_once(provider: Provider) -> None:
    client = Client()
    back = urlsplit(provider.agrees(client.get(START).headers["Location"], f"nguoi-{STAFF}"))
    assert client.get(f"{back.path}?{back.query}").status_code == 302
    client.post("/dang-xuat")
    assert client.get(f"{back.path}?{back.query}").status_code == 403


@pytest.mark.parametrize("claims", [{}, {"ma_can_bo": "9999"}, {"ma_can_bo": ""}, {"ma_can_bo": [STAFF]}, {"ma_can_bo": 101}])
def test_an_unknown_person_is_told_and_no_account_is_made(provider: Provider, claims: dict[str, object]) -> None:
    provider.has("nguoi-la", email="chung@phuong-a.example", preferred_username=STAFF, **claims)
    before = Account.objects.count()
    client, answer = through(provider, "nguoi-la")
    assert answer.status_code == 403
    assert "Chưa có tài khoản nào mang mã cán bộ" in text(answer)
    assert not is_in(client)
    assert Account.objects.count() == before


def test_a_locked_account_stays_locked(provider: Provider) -> None:
    Account.objects.filter(staff_code=STAFF).update(is_active=False)
    client, answer = through(provider, f"nguoi-{STAFF}")
    assert answer.status_code == 403
    assert "Tài khoản đang khóa" in text(answer)
    assert not is_in(client)


def test_the_second_factor_is_asked_here_unless_the_provider_showed_one(provider: Provider, settings: Settings) -> None:
    app, _codes = set_up_app(page_of(STAFF))
    client, answer = through(provider, f"nguoi-{STAFF}")
    assert answer.headers["Location"] == SECOND
    assert client.post(SECOND, {"code": app.code()}).headers["Location"] == "/"
    provider.has(f"nguoi-{STAFF}", ma_can_bo=STAFF, amr=["pwd", "otp"])
    assert through(provider, f"nguoi-{STAFF}")[1].headers["Location"] == "/"
    provider.has(f"nguoi-{STAFF}", ma_can_bo=STAFF, amr=["pwd"])
    assert through(provider, f"nguoi-{STAFF}")[1].headers["Location"] == SECOND


def test_a_role_that_needs_a_factor_needs_it_here_too_unless_the_provider_asks_everybody(
    provider: Provider, settings: Settings
) -> None:
    assert through(provider, f"nguoi-{ADMIN}")[0].get("/quan-tri/tai-khoan").headers["Location"] == OWN
    known = settings.OIDC
    settings.OIDC = Oidc(known.issuer, known.client, known.secret, known.claim, known.label, trusts_factor=True)
    assert through(provider, f"nguoi-{ADMIN}")[0].get("/quan-tri/tai-khoan").status_code == 200


def test_who_has_no_password_sets_up_an_app_without_one(provider: Provider) -> None:
    other = account()
    other.set_unusable_password()
    other.save()
    client, _answer = through(provider, f"nguoi-{STAFF}")
    assert 'name="password"' not in client.get(f"{OWN}/ung-dung").content.decode()
    set_up_app(client, password="")


def test_leaving_offers_to_leave_at_the_provider_too(provider: Provider) -> None:
    client, _answer = through(provider, f"nguoi-{STAFF}")
    answer = client.post("/dang-xuat", follow=True)
    assert not is_in(client)
    assert f'href="{provider.issuer}/oauth2/end_session?' in answer.content.decode()
    assert "post_logout_redirect_uri=http%3A%2F%2Ftestserver%2Fdang-nhap" in answer.content.decode()


def test_a_provider_that_is_away_is_said_so_and_the_password_still_opens(provider: Provider, settings: Settings) -> None:
    settings.OIDC = Oidc("http://127.0.0.1:9", "then-chot", "bi-mat", "ma_can_bo", "", trusts_factor=False)
    answer = Client().get(START)
    assert answer.status_code == 502
    assert "Không kết nối được với hệ thống đăng nhập chung" in text(answer)
    assert cast.sign_in()[1].status_code == 302


def test_another_provider_behind_the_same_address_is_not_believed(provider: Provider, settings: Settings) -> None:
    # Labels of their own, so that no metadata of an earlier sign-in are at hand.
    settings.OIDC = Oidc(provider.issuer + "/", "then-chot", "bi-mat", "ma_can_bo", "cổng một", trusts_factor=False)
    assert Client().get(START).status_code == 302, "the same name, with a slash at its end"
    settings.OIDC = Oidc(provider.issuer, "then-chot", "bi-mat", "ma_can_bo", "cổng hai", trusts_factor=False)
    provider.lies("metadata")
    assert Client().get(START).status_code == 502
