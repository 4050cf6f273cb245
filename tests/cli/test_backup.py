"""What `thenchot backup` says where it cannot do what is asked; the copies themselves are tested beside writers at work."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from thenchot.cli import keeping


def test_a_missing_program_of_postgresql_is_said_with_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match=r"pg_dump\. Cài gói postgresql-client"):
        keeping.run("pg_dump", "--version")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không có thư mục"):
        call_command("backup", str(tmp_path / "none" / "copy.zip"))


@pytest.mark.django_db
def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không đọc được bản sao lưu"):
        call_command("restore", str(tmp_path / "none.zip"))
