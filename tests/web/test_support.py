"""Whom to ask for help: the same words in the same place of every page, as the installation names them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.web.conftest import As
from tests.web.world import ADMIN, STAFF, World

ROOT = Path(__file__).resolve().parents[2]
CONTACT = "Phòng Công nghệ thông tin · 0236 000 000 · giờ hành chính"
SAY = "from django.conf import settings; print(settings.SUPPORT_CONTACT)"


def started(folder: Path, **variables: str) -> str:
    """What an installation started with these variables has as its contact."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("THENCHOT_")}
    own = {"THENCHOT_DATA": str(folder), "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
    environment = {**kept, **own, "DJANGO_SETTINGS_MODULE": "thenchot.config.settings", **variables}
    said = subprocess.run([sys.executable, "-c", SAY], env=environment, capture_output=True, text=True, check=True, timeout=30)
    return said.stdout.strip()


def footer(client: Client, path: str) -> str:
    return client.get(path).content.decode().split("<footer")[1].split("</footer>")[0]


def test_name_telephone_and_hours_come_from_the_environment(tmp_path: Path) -> None:
    given = "Phòng Công nghệ thông tin, 0236 000 000 ,giờ hành chính"
    assert started(tmp_path, THENCHOT_SUPPORT=given) == CONTACT


@pytest.mark.parametrize("given", [{}, {"THENCHOT_SUPPORT": ""}, {"THENCHOT_SUPPORT": " , "}])
def test_an_installation_that_names_nobody_starts_all_the_same(tmp_path: Path, given: dict[str, str]) -> None:
    assert started(tmp_path, **given) == ""


@pytest.mark.parametrize("path", ["/dang-nhap", "/quy-dinh", "/khong-co-trang-nay"])
def test_who_is_not_signed_in_sees_the_contact(db: None, settings: Settings, path: str) -> None:
    settings.SUPPORT_CONTACT = CONTACT
    assert f"Liên hệ hỗ trợ: {CONTACT}" in footer(Client(), path)


@pytest.mark.parametrize("code", [STAFF, ADMIN])
def test_every_role_sees_the_same_contact(as_: As, world: World, settings: Settings, code: str) -> None:
    settings.SUPPORT_CONTACT = CONTACT
    assert {footer(as_(code), path) for path in ("/viec-can-lam", "/them", "/phieu")} == {footer(as_(code), "/quy-dinh")}
    assert CONTACT in footer(as_(code), "/viec-can-lam")


def test_without_a_name_the_footer_still_says_whom_to_ask(db: None, settings: Settings) -> None:
    settings.SUPPORT_CONTACT = ""
    assert "bộ phận quản trị phần mềm của cơ quan" in footer(Client(), "/dang-nhap")


def test_the_contact_is_text_and_never_marks_of_a_page(db: None, settings: Settings) -> None:
    settings.SUPPORT_CONTACT = "<b>Phòng</b> · 0236"
    assert "&lt;b&gt;Phòng&lt;/b&gt;" in footer(Client(), "/dang-nhap")


def test_the_setting_is_documented() -> None:
    assert "`THENCHOT_SUPPORT`" in (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
