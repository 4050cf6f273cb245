"""Readers of the environment: a wrong value stops the start with a sentence that names its variable."""

from __future__ import annotations

import multiprocessing
import os
import stat
from datetime import date
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from thenchot.config import environment

NAME = "THENCHOT_TRIED"


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)


@pytest.fixture
def value(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    text: str = request.param
    monkeypatch.setenv(NAME, text)
    return text


@pytest.mark.parametrize(
    ("value", "on"), [("1", True), ("0", False), ("true", True), ("FALSE", False), ("True", True)], indirect=["value"]
)
def test_a_flag_is_read(value: str, on: bool) -> None:
    assert environment.flag(NAME, default=not on) is on


@pytest.mark.parametrize("default", [True, False])
def test_a_flag_that_is_not_set_has_its_default(default: bool) -> None:
    assert environment.flag(NAME, default=default) is default


@pytest.mark.parametrize("value", ["yes", "on", "2", "", " 1", "có"], indirect=True)
def test_a_flag_that_is_none_stops_the_start(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"{NAME} is {value!r}; it may be 1, 0, true or false"):
        environment.flag(NAME, default=False)


@pytest.mark.parametrize(
    ("value", "words"),
    [("a,b", ["a", "b"]), (" a , b ,, ", ["a", "b"]), ("", []), (",", []), ("một hai,ba", ["một hai", "ba"])],
    indirect=["value"],
)
def test_words_are_parted_by_commas_and_trimmed(value: str, words: list[str]) -> None:
    assert environment.words(NAME, "x") == words


def test_words_that_are_not_set_have_their_default() -> None:
    assert environment.words(NAME, "localhost, ::1") == ["localhost", "::1"]
    assert environment.words(NAME) == []


@pytest.mark.parametrize("value", ["2026-11-21"], indirect=True)
def test_a_day_is_read(value: str) -> None:
    assert environment.day(NAME) == date(2026, 11, 21)


def test_no_day_is_no_day(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.day(NAME) is None
    monkeypatch.setenv(NAME, "")
    assert environment.day(NAME) is None


@pytest.mark.parametrize("value", ["21/11/2026", "2026-02-30", "hôm nay", "0"], indirect=True)
def test_a_day_that_is_none_stops_the_start(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=rf"{NAME} is '{value}'; it must be a day such as 2026-11-21"):
        environment.day(NAME)


# --- folders ----------------------------------------------------------------------------------


def test_a_folder_is_made_with_those_above_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, str(tmp_path / "a" / "b"))
    assert environment.folder(NAME, tmp_path) == tmp_path / "a" / "b"
    assert (tmp_path / "a" / "b").is_dir()


def test_a_relative_folder_lies_in_the_folder_of_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert environment.folder(NAME, Path("var")) == tmp_path / "var"
    monkeypatch.setenv(NAME, "dữ liệu")
    assert environment.folder(NAME, Path("var")) == tmp_path / "dữ liệu"


def test_an_empty_variable_means_the_default_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "")
    assert environment.folder(NAME, tmp_path / "var") == tmp_path / "var"


def test_a_folder_that_cannot_be_made_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv(NAME, str(tmp_path / "file" / "below"))
    with pytest.raises(ImproperlyConfigured, match=rf"{NAME}: the folder .*below cannot be made"):
        environment.folder(NAME, tmp_path)


def test_folders_are_whole_paths_and_all_are_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "một").mkdir()
    (tmp_path / "hai").mkdir()
    monkeypatch.setenv(NAME, f"một, {tmp_path / 'hai'}")
    assert environment.folders(NAME) == [tmp_path / "một", tmp_path / "hai"]
    monkeypatch.delenv(NAME)
    assert environment.folders(NAME) == []


@pytest.mark.parametrize("wrong", ["missing", "file"])
def test_a_folder_that_is_none_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv(NAME, f"{tmp_path}, {tmp_path / wrong}")
    with pytest.raises(ImproperlyConfigured, match=rf"{NAME} names .*{wrong}, which is no folder"):
        environment.folders(NAME)


# --- the database --------------------------------------------------------------------------------


def test_without_an_address_it_is_a_file_in_the_data_folder(tmp_path: Path) -> None:
    found = environment.database(NAME, tmp_path)
    assert found["ENGINE"] == "django.db.backends.sqlite3"
    assert found["NAME"] == str(tmp_path / "thenchot.sqlite3")


@pytest.mark.parametrize("name", ["a b", "a#b", "a?b=c", "a%20b", "phường Bến Trúc"])
def test_signs_in_the_name_of_the_data_folder_are_taken_as_they_are(name: str) -> None:
    assert environment.database(NAME, Path("/srv") / name)["NAME"] == f"/srv/{name}/thenchot.sqlite3"


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ("sqlite:///srv/then.sqlite3", "/srv/then.sqlite3"),
        ("sqlite:////srv/then.sqlite3", "/srv/then.sqlite3"),
        ("sqlite:///srv/a%20b.sqlite3", "/srv/a b.sqlite3"),
    ],
    indirect=["value"],
)
def test_a_file_is_named_by_its_path(value: str, path: str) -> None:
    assert environment.database(NAME, Path("/x"))["NAME"] == path


def test_sqlite_writes_ahead_waits_for_others_and_keeps_foreign_keys(tmp_path: Path) -> None:
    options = environment.database(NAME, tmp_path)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 20
    for pragma in ("journal_mode=WAL", "foreign_keys=ON"):
        assert pragma in options["init_command"]


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("postgres://u:p@db.example:5433/then", ("then", "u", "p", "db.example", "5433")),
        ("postgresql://u@localhost/then", ("then", "u", "", "localhost", "")),
        ("postgres://u:m%40t%2Fkh%C3%A9@10.0.0.5/then", ("then", "u", "m@t/khé", "10.0.0.5", "")),
        ("postgres:///then", ("then", "", "", "", "")),
        ("postgres://u:p@[::1]:5432/then", ("then", "u", "p", "::1", "5432")),
    ],
    indirect=["value"],
)
def test_a_server_is_named_by_its_address(value: str, parts: tuple[str, ...]) -> None:
    found = environment.database(NAME, Path("/x"))
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert tuple(found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")) == parts
    assert found["CONN_MAX_AGE"] is None, "connections persist"


@pytest.mark.parametrize(
    "value",
    [
        "mysql://u:bí-mật@h/then", "then.sqlite3", "sqlite://", "sqlite:///", "postgres://u:bí-mật@h", "postgres://u:bí-mật@h/",
        "postgres://u:bí-mật@h:cổng/then", "postgres://u:bí-mật@h:99999/then", "://", "postgres://[::1/then",
    ],
    indirect=True,
)  # fmt: skip
def test_an_address_that_is_none_stops_the_start_without_repeating_the_password(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=NAME) as stopped:
        environment.database(NAME, Path("/x"))
    assert "bí-mật" not in str(stopped.value)


# --- secrets -------------------------------------------------------------------------------------


def test_a_secret_of_the_environment_is_used_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "khóa của cơ quan")
    assert environment.kept_secret(NAME, tmp_path / "key") == "khóa của cơ quan"
    assert not list(tmp_path.iterdir())


def test_a_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    made = environment.kept_secret(NAME, tmp_path / "key")
    assert len(made) >= 50
    assert environment.kept_secret(NAME, tmp_path / "key") == made
    assert (tmp_path / "key").read_text() == made
    assert environment.kept_secret(NAME, tmp_path / "other") != made


def test_only_the_owner_can_read_a_made_secret(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        environment.kept_secret(NAME, tmp_path / "key")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_an_empty_file_is_no_secret(tmp_path: Path) -> None:
    # What a start leaves that was cut off between making the file and writing it: nothing may be signed with "".
    (tmp_path / "key").write_text("  \n")
    made = environment.kept_secret(NAME, tmp_path / "key")
    assert len(made) >= 50
    assert environment.kept_secret(NAME, tmp_path / "key") == made


def test_a_secret_that_somebody_wrote_with_a_line_break_is_read_without_it(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("abc\n")
    assert environment.kept_secret(NAME, tmp_path / "key") == "abc"


def _made_at_once(path: Path, barrier: Barrier, said: Connection) -> None:
    barrier.wait(20)
    said.send(environment.kept_secret(NAME, path))


@pytest.mark.parametrize("attempt", range(12))
def test_of_many_who_make_a_secret_at_once_all_have_the_same(tmp_path: Path, attempt: int) -> None:
    fork = multiprocessing.get_context("fork")
    barrier, answers = fork.Barrier(8), []
    for _ in range(8):
        answer, said = fork.Pipe(duplex=False)
        fork.Process(target=_made_at_once, args=(tmp_path / "key", barrier, said)).start()
        said.close()
        answers.append(answer)
    secrets = {answer.recv() for answer in answers}
    assert secrets == {(tmp_path / "key").read_text()}


def test_a_secret_that_may_only_be_read_is_enough(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("abc")
    (tmp_path / "key").chmod(0o400)
    assert environment.kept_secret(NAME, tmp_path / "key") == "abc"


@pytest.mark.parametrize(("value", "read"), [("", 7), ("0", 0), ("60", 60)], indirect=["value"])
def test_a_number_is_read(value: str, read: int) -> None:
    assert environment.number(NAME, 7) == read


@pytest.mark.parametrize("value", ["-1", "a", "1.5", "4"], indirect=True)
def test_a_number_that_is_none_or_too_small_stops_the_start(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=NAME):
        environment.number(NAME, 7, least=5)


@pytest.mark.parametrize("value", ["auditor, administrator"], indirect=True)
def test_chosen_words_are_read_and_others_stop_the_start(value: str) -> None:
    assert environment.chosen(NAME, "", ("administrator", "auditor")) == ["auditor", "administrator"]
    with pytest.raises(ImproperlyConfigured, match="names auditor"):
        environment.chosen(NAME, "", ("administrator",))


PROVIDER = {"ISSUER": "https://sso.example", "CLIENT": "then-chot", "SECRET": "bi-mat"}


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    given = {**PROVIDER, **request.param}
    for name in ("ISSUER", "CLIENT", "SECRET", "CLAIM", "LABEL", "FACTOR"):
        monkeypatch.setenv(f"THENCHOT_OIDC_{name}", given.get(name, ""))
    monkeypatch.setenv("THENCHOT_OIDC_FACTOR", given.get("FACTOR", "0"))


@pytest.mark.parametrize("provider", [{"ISSUER": ""}], indirect=True)
def test_without_an_issuer_there_is_no_provider(provider: None) -> None:
    assert environment.oidc() is None


@pytest.mark.parametrize("provider", [{"FACTOR": "1"}], indirect=True)
def test_a_provider_is_read_and_its_claim_is_no_e_mail_address(provider: None) -> None:
    found = environment.oidc()
    assert found is not None
    assert (found.issuer, found.claim, found.trusts_factor) == ("https://sso.example", "preferred_username", True)


@pytest.mark.parametrize(
    "provider",
    [
        {"ISSUER": "http://sso.example"}, {"CLIENT": ""}, {"SECRET": ""}, {"CLAIM": "email"}, {"SECRET": "bí mật"},
        {"FACTOR": "có"},
    ],
    indirect=True,
)  # fmt: skip
def test_a_provider_that_cannot_be_trusted_stops_the_start(provider: None) -> None:
    with pytest.raises(ImproperlyConfigured, match="THENCHOT_OIDC_"):
        environment.oidc()


@pytest.mark.parametrize("value", ["", "/bin/sh -c 'exit 0'"], indirect=True)
def test_a_program_is_read_with_its_arguments(value: str) -> None:
    assert environment.program(NAME) == (["/bin/sh", "-c", "exit 0"] if value else [])


@pytest.mark.parametrize("value", ["clamdscan", "/not/there", "/usr --fast"], indirect=True)
def test_a_program_that_cannot_be_run_stops_the_start(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"{NAME} names"):
        environment.program(NAME)
