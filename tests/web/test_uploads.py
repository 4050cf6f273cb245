"""Every form that takes a file, against every bad file: refused in words at its field, and nothing of it kept."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import Resolver404, resolve

from tests.files.test_packed import archive
from tests.web import security_cast as cast
from tests.web.office_cast import page_of, text
from tests.web.security_cast import ORGANISER
from thenchot.organisation.queries import unit_by_code
from thenchot.people.models import Person
from thenchot.web.catalogue import PACKAGE
from thenchot.web.security.limited import MOST_MB

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
MB = 1024 * 1024


@dataclass(frozen=True)
class Form:
    """An address that takes a file, the field it is in, and which part makes its format."""

    path: str
    field: str
    main: str
    most: int
    """The largest file it takes, in MB."""

    def send(self, data: bytes, name: str = "tep.xlsx", kind: str = "application/octet-stream") -> tuple[int, str]:
        unit = unit_by_code("A", cast.START)
        given = {
            "unit": str(unit.id if unit else 0), "body": str(unit.id if unit else 0), "document": "335/2025/NĐ-CP",
            "day": "01/10/2026", "valid_from": "01/10/2026", self.field: SimpleUploadedFile(name, data, kind),
        }  # fmt: skip
        answer = page_of(ORGANISER).post(self.path, given)
        return answer.status_code, text(answer)




def is_there(path: str) -> bool:
    try:
        return bool(resolve(path))
    except Resolver404:
        return False


ALL = [
    Form("/nhap-du-lieu/nhan-su", "file", "xl/workbook.xml", 40),
    Form("/nhap-du-lieu/danh-muc", "file", "xl/workbook.xml", 8),
    Form("/quy-dinh/nhap-van-ban", "file", "word/document.xml", 10),
    Form("/nhap-du-lieu/ket-qua", "file", "xl/workbook.xml", 40),
]
FORMS = [form for form in ALL if is_there(form.path)]
BAD = {
    "empty": "files.empty",
    "a program": "files.not",
    "an old format": "files.old_format",
    "a bomb": "files.unpacks_too_large",
    "thousands of parts": "files.unpacks_too_large",
    "macros": "files.macros",
    "entities": "files.not",
    "another format": "files.not",
    "damaged": "files.not",
    "large": "files.too_large",
}
"""Each bad file, and how the code of its refusal begins."""


def bomb(main: str) -> bytes:
    """An archive whose one part says that it unpacks to 768 MB; one that lies about it is among the tests of files."""
    data = bytearray(archive({main: b"\0" * MB}))
    size = data.index(b"PK\x01\x02") + 24
    data[size : size + 4] = (768 * MB).to_bytes(4, "little")
    return bytes(data)


def bad(what: str, form: Form) -> bytes:
    other = "word/document.xml" if form.main.startswith("xl") else "xl/workbook.xml"
    made: dict[str, Callable[[], bytes]] = {
        "empty": lambda: b"",
        "a program": lambda: b"MZ\x90\x00" + bytes(range(256)) * 8,
        "an old format": lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600,
        "a bomb": lambda: bomb(form.main),
        "thousands of parts": lambda: archive({f"xl/{number}.xml": b"" for number in range(3001)}, zipfile.ZIP_STORED),
        "macros": lambda: archive({form.main: b"<a/>", f"{form.main.split('/')[0]}/vbaProject.bin": b"Sub"}),
        "entities": lambda: archive({form.main: b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'}),
        "another format": lambda: archive({other: b"<a/>"}),
        "damaged": lambda: archive({form.main: b"<a/>"})[:-20],
        "large": lambda: b"PK\x03\x04" + b"x" * (form.most * MB),
    }
    return made[what]()


@pytest.fixture(autouse=True)
def people(db: None) -> None:
    cast.build()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_refused_with_its_reason_and_nothing_is_kept(what: str, form: Form) -> None:
    before = Person.objects.count()
    status, shown = form.send(bad(what, form))
    assert status == 422
    assert BAD[what] in shown
    assert Person.objects.count() == before


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
def test_the_name_and_the_kind_that_the_browser_states_are_not_believed(form: Form) -> None:
    program = b"MZ\x90\x00" + bytes(range(256)) * 8
    stated = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert form.send(program, "../../bang.xlsx", stated)[0] == 422


APART = {
    "workplan/bring.html": "tests/web/test_plan_import.py",
    "evidence/many.html": "tests/web/test_facts_in_many.py",
    "evidence/office_rules.html": "tests/web/test_office_rules.py",
}
"""Forms that ask for more than a file, each tried with bad ones among the tests of its own."""


def test_each_form_that_takes_a_file_is_in_this_table_or_tried_apart() -> None:
    # Files that are attached and never read: tests/attachments.
    templates = [path for path in (PACKAGE / "web" / "templates").rglob("*.html") if path.parent.name != "attachments"]
    fields = [name for path in templates for name in re.findall(r'type="file"[^>]*name="(\w+)"', path.read_text("utf-8"))]
    assert len(fields) == len(FORMS) + len(APART)
    assert set(fields) == {form.field for form in FORMS}
    for template, test in APART.items():
        assert 'type="file"' in (PACKAGE / "web" / "templates" / template).read_text("utf-8")
        assert "Tệp có macro" in (PACKAGE.parents[1] / test).read_text("utf-8")


@pytest.mark.parametrize("path", ["/nhap-du-lieu/nhan-su", "/dang-nhap", "/khong-co-trang-nay"])
def test_what_is_too_large_as_a_whole_is_refused_before_it_is_read(path: str) -> None:
    answer = Client().generic("POST", path, b"", CONTENT_LENGTH=str(MOST_MB * MB + 1))
    assert answer.status_code == 422
    assert "signin.sent_too_large" in text(answer)
    assert Client().generic("POST", path, b"", CONTENT_LENGTH="-1").status_code == 422
