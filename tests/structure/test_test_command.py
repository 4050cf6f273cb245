"""The test command tells the truth: it fails when something failed, and when nothing ran."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import run_tests
from scripts.run_tests import BUILD, Outcome, Step
from tests.structure.house import ROOT


def outcome(counts: str = "", code: int = 0, **figures: int) -> Outcome:
    return Outcome(Step(counts or "a check", ["true"], counts=counts), code, 1.0, figures)


@pytest.fixture(autouse=True)
def _no_page_counter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(run_tests, "PAGES", tmp_path / "pages.json")


def last_line(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.strip().splitlines()[-1]


def test_all_passed_is_a_success(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = [outcome(), outcome("fast", passed=12)]
    assert run_tests.summarise(outcomes, complete=False) == 0
    assert last_line(capsys) == "12 passed, 0 failed"


def test_a_failed_test_fails_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = [outcome("fast", 1, passed=11, failed=1)]
    assert run_tests.summarise(outcomes, complete=False) == 1
    assert last_line(capsys) == "11 passed, 1 failed"


def test_a_failed_check_fails_the_command_though_all_tests_passed(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = [outcome(code=1), outcome("fast", passed=12)]
    assert run_tests.summarise(outcomes, complete=False) == 1
    assert last_line(capsys) == "12 passed, 1 failed"


def test_tests_that_could_not_be_collected_fail_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = [outcome("sqlite", 2, passed=12)]
    assert run_tests.summarise(outcomes, complete=False) == 1
    assert last_line(capsys) == "12 passed, 1 failed"


def test_a_run_without_a_test_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_tests.summarise([outcome(), outcome("fast")], complete=False) == 1
    assert last_line(capsys) == "0 passed, 1 failed"


@pytest.mark.parametrize(("on_postgresql", "equal"), [(40, True), (39, False), (0, False)])
def test_both_engines_must_run_the_same_number_of_database_tests(on_postgresql: int, *, equal: bool) -> None:
    outcomes = [outcome("sqlite", passed=90, database=40), outcome("postgresql", database=on_postgresql)]
    line, found = run_tests.engines(outcomes)
    assert found is equal
    assert f"40 on sqlite, {on_postgresql} on postgresql" in line


def test_no_database_test_on_either_engine_is_not_equality() -> None:
    assert run_tests.engines([outcome("sqlite"), outcome("postgresql")])[1] is False


def test_the_pages_line_counts_what_the_walk_saw() -> None:
    run_tests.PAGES.write_text(json.dumps({"pages": ["a", "b"], "roles": 3, "visits": 12}), encoding="utf-8")
    assert run_tests.pages_line() == "pages: 2 pages, 3 roles, 12 visits"


def test_the_pages_line_says_when_the_walk_left_nothing() -> None:
    assert "no counter" in run_tests.pages_line()


def test_the_budgets_reach_the_measuring_tool() -> None:
    command = run_tests.codestats()
    assert "func_max=80" in command
    assert "test_to_code=1.2" in command
    assert command[command.index("tools/codestats.py", 3) - 1 :][:2] == ["--exclude", "tools/codestats.py"]


def test_a_step_sees_none_of_the_settings_of_an_installation(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run_tests, "COUNTS", tmp_path)
    monkeypatch.setenv("THENCHOT_DATABASE_URL", "postgres://nobody@127.0.0.1/real")
    script = "import os; print(sorted(k for k in os.environ if k.startswith('THENCHOT_')))"
    done = run_tests.run(Step("look", [sys.executable, "-c", script], environment={"THENCHOT_BROWSER": "x"}))
    assert done.code == 0
    assert "['THENCHOT_BROWSER', 'THENCHOT_DATA', 'THENCHOT_TEST_COUNTS']" in capfd.readouterr().out


def test_steps_side_by_side_each_say_all_at_their_end(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run_tests, "COUNTS", tmp_path)
    slow = "import time; print('begins', flush=True); time.sleep(0.3); print('ends')"
    steps = [Step(name, [sys.executable, "-c", slow]) for name in ("one", "two")]
    steps.append(Step("three", [sys.executable, "-c", "raise SystemExit(3)"]))
    done = run_tests.run_all(steps, 2)
    assert [outcome.code for outcome in done] == [0, 0, 3]
    printed = capsys.readouterr().out
    assert printed.count("begins\nends") == 2
    assert {"=== one ===", "=== two ===", "=== three ==="} <= set(printed.splitlines())


def test_a_core_that_is_free_takes_the_next_step(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(run_tests, "COUNTS", tmp_path)
    note = f"import pathlib, sys; pathlib.Path('{tmp_path}', 'order').open('a').write(sys.argv[1])"
    waits = f"import pathlib, time; order = pathlib.Path('{tmp_path}', 'order')\n"
    waits += "while not (order.exists() and order.read_text() == 'bc'): time.sleep(0.01)"
    steps = [Step("a", [sys.executable, "-c", waits])]
    steps += [Step(name, [sys.executable, "-c", note, name]) for name in "bc"]
    assert [outcome.step.name for outcome in run_tests.run_all(steps, 2)] == ["a", "b", "c"]


def test_steps_one_at_a_time_speak_as_they_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run_tests, "COUNTS", tmp_path)
    done = run_tests.run_all([Step("one", ["echo", "said"]), Step("two", ["false"])], 1)
    assert [outcome.code for outcome in done] == [0, 1]
    assert "=== one ===" in capfd.readouterr().out


def test_a_step_leaves_its_figures_for_the_closing_lines(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(run_tests, "COUNTS", tmp_path)
    script = (
        "import os, pathlib; pathlib.Path(os.environ['THENCHOT_TEST_COUNTS']).write_text('{\"passed\": 5}')"
    )
    done = run_tests.run(Step("count", [sys.executable, "-c", script], counts="fast"))
    assert done.figures == {"passed": 5}


def test_everything_covers_the_house_both_engines_and_the_browser() -> None:
    steps = run_tests.everything()
    assert {step.name for step in run_tests.house()} < {step.name for step in steps}
    counted = [step.counts for step in steps if step.counts]
    assert sorted(counted) == ["browser", "plain", "postgresql", "programs", "sqlite"]
    folders = [str(BUILD / "data" / (step.counts or step.name.split()[0])) for step in steps]
    assert len(set(folders)) == len(steps)


def test_each_test_is_in_one_step_for_each_engine_it_runs_on() -> None:
    """What the two steps without a database take is told by folder: what one is given, the other leaves out."""
    chosen = {step.counts: list(step.command) for step in run_tests.everything() if step.counts}
    for name, marks in {
        "postgresql": "database and not browser",
        "sqlite": "(database or one_engine) and not browser",
        "programs": "not database and not one_engine and not browser",
        "plain": "not database and not one_engine and not browser",
        "browser": "browser",
    }.items():
        assert chosen[name][chosen[name].index("-m", chosen[name].index("pytest")) + 1] == marks
    taken = [argument for argument in chosen["programs"] if argument.startswith("tests/")]
    left = [argument.removeprefix("--ignore=") for argument in chosen["plain"] if argument.startswith("--ignore=")]
    assert taken == left
    assert all((ROOT / folder).is_dir() for folder in taken)
    assert not [argument for name in ("postgresql", "sqlite") for argument in chosen[name] if "tests/" in argument]


ON_ONE_ENGINE = {
    "tests/api/test_live.py": "lets schemathesis send what the description forbids: refused before anything is searched",
    "tests/structure/test_routes.py": "asks each address as nobody: it is turned away before anything is searched",
    "tests/web/test_routes_by_role.py": "the roles that are refused, or search as another role does that asks on both",
    "tests/web/test_connections.py": "the pages of verbs that tests/connections, intake, jobs and outbound ask on both engines",
    "tests/web/test_connections_more.py": "hostile texts, languages and lists of the same pages",
    "tests/web/test_outside_doors.py": "what those pages refuse: turned away before anything is searched for or written",
    "tests/web/test_disputes.py": "the pages of verbs that tests/faults/races_of_records.py asks on both engines",
    "tests/web/test_followup_queries.py": "counts questions, which both engines are asked alike",
    "tests/web/test_follow_pages.py": "the pages of queries that tests/followup asks on both engines",
    "tests/web/test_meeting_pages.py": "the pages of verbs that tests/followup asks on both engines",
    "tests/web/test_lowest.py": "adds marks in exact fractions in Python; the database only hands over sheets",
    "tests/web/test_month_meeting.py": "the pages of verbs that tests/faults/races_of_followup.py asks on both engines",
    "tests/web/test_panel.py": "the pages of rules that tests/assessment/test_ready.py asks on both engines",
    "tests/web/test_plan_import.py": "the pages of verbs that tests/workplan/test_import_plan.py asks on both engines",
    "tests/web/test_checklists_doors.py": "the pages of verbs that tests/checklists asks on both engines",
    "tests/web/test_what_if.py": "other rules judge in Python what is kept, and write nothing",
    "tests/web/test_what_if_asked.py": "reads what is asked; other rules judge in Python what is kept, and write nothing",
    "tests/web/test_what_if_judges.py": "other rules judge in Python what is kept, and write nothing",
    "tests/web/test_uploads.py": "spoils files, which are refused before anything is kept",
    "tests/web/test_calendar_doors.py": "who gets which answer at the doors of the calendar; its queries are asked on both",
    "tests/web/test_meeting_refusals.py": "what the meeting's forms refuse and keep; the verbs are asked on both",
    "tests/web/test_plan_pages_edges.py": "what the table's pages show and refuse; its verbs are asked on both",
    "tests/web/test_scorers_pages.py": "searching and showing rows whose figures are asked on both",
}
"""The only files whose tests use the database and yet run on one engine: what they ask is decided in Python."""


def test_only_tests_of_what_python_decides_are_spared_the_second_engine() -> None:
    files = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py")}
    marked = {name for name, text in files.items() if re.search(r"pytest\.mark\.one_engine", text)}
    assert marked - {"tests/structure/test_test_command.py"} == set(ON_ONE_ENGINE)


def test_what_is_compiled_is_kept_outside_the_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    found = run_tests.environment_of(run_tests.house()[0], BUILD)
    assert found["PYTHONPYCACHEPREFIX"] == str(BUILD / "bytecode")
    assert "PYTHONDONTWRITEBYTECODE" not in found


def test_each_target_of_make_explains_itself_and_is_in_the_readme() -> None:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in ("demo", "test", "check", "rows", "examples", "real"):
        assert f"make {target} " in listed
        assert f"make {target}" in readme


def test_a_real_catalogue_must_be_named() -> None:
    done = subprocess.run(["make", "real"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "CATALOGUE=" in done.stderr
