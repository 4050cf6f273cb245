"""Codes of an authenticator app against the published vectors, and the secrets that are sealed for the database."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from thenchot.people.security import totp
from thenchot.people.security.limits import Limit
from thenchot.people.security.sealed import seal, unseal

SECRET = base64.b32encode(b"12345678901234567890").decode()
# RFC 6238, appendix B, SHA-1; an app shows the last six digits.
VECTORS = [
    (59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"), (1234567890, "89005924"),
    (2000000000, "69279037"), (20000000000, "65353130"),
]  # fmt: skip


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize(("seconds", "code"), VECTORS)
def test_the_published_codes_are_right(seconds: int, code: str) -> None:
    assert totp.step_of(SECRET, code[-6:], moment(seconds)) == seconds // 30
    assert totp.step_of(SECRET, f" {code[2:5]} {code[5:]} ", moment(seconds)) == seconds // 30


@pytest.mark.parametrize(("late", "right"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_one_step_off_and_no_more(late: int, right: bool) -> None:
    assert (totp.step_of(SECRET, "005924", moment(1234567890 + late)) is not None) is right


def test_a_step_that_was_used_is_used() -> None:
    step = 1234567890 // 30
    assert totp.step_of(SECRET, "005924", moment(1234567890), after=step - 1) == step
    assert totp.step_of(SECRET, "005924", moment(1234567890), after=step) is None


@pytest.mark.parametrize("code", ["", "00592", "0059245", "abcdef", "٠٠٥٩٢٤", "005924;"])
def test_what_is_no_code_is_wrong_and_never_a_crash(code: str) -> None:
    assert totp.step_of(SECRET, code, moment(1234567890)) is None


def test_no_secret_takes_no_code() -> None:
    assert totp.step_of("", "005924", moment(1234567890)) is None


@given(st.text())
def test_what_is_sealed_comes_back_and_is_not_readable(secret: str) -> None:
    sealed = seal(secret)
    assert unseal(sealed) == secret
    assert len(secret) < 4 or secret not in sealed


def test_another_key_of_the_installation_opens_nothing(settings: Settings) -> None:
    sealed = seal(SECRET)
    settings.SECRET_KEY = "another"
    assert unseal(sealed) == ""
    assert unseal("not sealed at all") == ""


def test_a_limit_counts_one_person_whatever_the_capitals_and_keeps_no_name() -> None:
    limit = Limit("sign-in", 5, 10)
    assert limit.key(" an@x ") == limit.key("AN@X")
    assert "an@x" not in limit.key("an@x")
    assert len(limit.key("x" * 9000)) <= 80
