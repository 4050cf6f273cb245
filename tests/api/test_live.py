"""Over a real line: the client of the documentation, answers that get lost, and everything the description allows or forbids."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from tests.api.asking import Software
from tests.api.losing import LosingLine
from tests.api.serving import served
from tests.api.test_writing import praise, work
from tests.structure.house import ROOT
from tests.web.world import STAFF
from thenchot.evidence.models import Fact
from thenchot.tokens.models import Answered
from thenchot.workplan.models import Task

pytestmark = pytest.mark.django_db
DOCS = ROOT / "docs" / "api"


@pytest.fixture(scope="module")
def client_py() -> ModuleType:
    spec = importlib.util.spec_from_file_location("client", DOCS / "client.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    sys.modules["client"] = found
    spec.loader.exec_module(found)
    return found


@pytest.fixture
def port(software: Software) -> Iterator[int]:
    with served() as found:
        yield found


def test_the_client_reads_and_pushes(port: int, software: Software, client_py: ModuleType) -> None:
    client = client_py.Client(f"http://127.0.0.1:{port}/api/v1", software.secret)
    assert client.get("me")["unit"] == "BT"
    assert [unit["code"] for unit in client.all("units", limit=1)] == ["BT", "BT-KT", "BT-VP"]
    lines = [work(), work(content="Trả lời công văn 46"), work(doer="LG-001"), work()]
    taken, refused = client_py.push(client, "tasks", iter([json.dumps(line) for line in lines] + ["\n"]))
    assert (taken, [(number, one.code) for number, one in refused]) == (3, [(3, "token.person_unknown")])
    assert Task.objects.filter(source__startswith="Quản lý văn bản").count() == 2
    with pytest.raises(client_py.Refused) as raised:
        client_py.Client(client.address, "thenchot_sai", language="en").get("me")
    assert (raised.value.status, raised.value.code) == (401, "token.unknown")
    assert "valid secret" in str(raised.value)


@pytest.mark.parametrize("lost", [0, 1, 3])
def test_what_was_sent_while_answers_got_lost_is_written_once(
    port: int, software: Software, client_py: ModuleType, lost: int
) -> None:
    before, waits = Task.objects.count(), list[float]()
    with LosingLine(port, lost) as line:
        client = client_py.Client(line.address, software.secret, wait=waits.append)
        task = client.post("tasks", work(), key="vb-2026-0451")
        done = client.post(f"tasks/{task['id']}/done", {"done_on": "2026-11-20", "version": task["version"]})
        fact = client.post("evidence", praise())
    assert (done["status"], done["version"], fact["person"]) == ("done", 2, STAFF)
    assert (Task.objects.count(), Fact.objects.count(), Answered.objects.count()) == (before + 1, 1, 3)
    assert len(waits) == lost
    assert waits == sorted(waits) or lost < 2, "each pause is longer"


def test_the_client_waits_as_long_as_it_is_told(
    port: int, software: Software, client_py: ModuleType, settings: Settings
) -> None:
    settings.API_PER_MINUTE, waits = 1, list[float]()

    def wait(seconds: float) -> None:
        waits.append(seconds)
        settings.API_PER_MINUTE = 100

    client = client_py.Client(f"http://127.0.0.1:{port}/api/v1", software.secret, wait=wait)
    assert [client.get("me")["unit"], client.get("me")["unit"]] == ["BT", "BT"]
    assert all(1 <= seconds <= 60 for seconds in waits)
    assert len(waits) <= 1


def test_the_client_runs_as_a_program(port: int, software: Software, tmp_path: Path) -> None:
    environment = {"THENCHOT_API": f"http://127.0.0.1:{port}/api/v1", "THENCHOT_API_SECRET": software.secret}
    file = tmp_path / "tasks.jsonl"
    file.write_text(json.dumps(work()) + "\n" + json.dumps(work(units="0")) + "\n", encoding="utf-8")

    def run(*arguments: str) -> Any:
        command = [sys.executable, str(DOCS / "client.py"), *arguments]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=60
        )

    pushed = run("push", "tasks", str(file))
    assert (pushed.returncode, pushed.stdout.splitlines()[0]) == (1, "1 taken, 1 refused")
    assert "line 2: 422 workplan.no_units" in pushed.stdout
    assert run("push", "tasks", str(file)).stdout.splitlines()[0] == "1 taken, 1 refused"
    listed = run("tasks", "period=2026-11", f"doer={STAFF}").stdout
    assert sum("công văn 45" in line for line in listed.splitlines()) == 1


@pytest.mark.slow
@pytest.mark.one_engine
def test_what_the_description_allows_is_taken_and_what_it_forbids_is_refused(
    port: int, software: Software, settings: Settings
) -> None:
    """schemathesis: each answer fits its description, none is a failure, nothing is let in without a key."""
    settings.API_PER_MINUTE = 1_000_000
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(Path(__file__).with_name("schemathesis.toml")),
        "run", f"http://127.0.0.1:{port}/api/v1/openapi.json", "--header", f"Authorization: Bearer {software.secret}",
        "--phases", "examples,fuzzing", "--max-examples", "3", "--seed", "1", "--continue-on-failure", "--no-color",
        "--warnings", "off",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "Tested: 18" in done.stdout, "every operation was asked"
