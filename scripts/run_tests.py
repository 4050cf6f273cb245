#!/usr/bin/env python3
"""Run every check of the house, as many at once as there are cores, past a failure, and close with one line that counts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
BUILD = ROOT / "build"
COUNTS = BUILD / "counts"
PAGES = BUILD / "pages.json"
BUDGETS = {
    "file_p95": 300, "file_max": 500, "func_p95": 35, "func_max": 80, "func_over_50": 2,
    "branch_p95": 7, "param_p95": 4, "typed": 100, "suppressions": 0.5, "todos": 0,
    "broad_excepts": 0.15, "cycles": 0, "cycles_deferred": 0, "deferred_imports": 0,
    "mutual_apps": 0, "test_to_code": 1.2, "unparsed": 0,
}  # fmt: skip
PROGRAMS = ("tests/cli", "tests/structure", "tests/config", "tests/faults")
NO_DATABASE = "not database and not one_engine and not browser"
WITHOUT = tuple(f"--ignore={folder}" for folder in PROGRAMS)
# Neither the product nor its tests: papers, what is installed or made, the counter itself, the programs that measure.
NOT_OURS = ("docs/*", ".venv/*", "node_modules/*", "build/*", "tools/codestats.py", "bench/*")


@dataclass(frozen=True)
class Step:
    """A command that passes when it ends with 0; `counts` names the file where pytest leaves its figures."""

    name: str
    command: Sequence[str]
    counts: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    step: Step
    code: int
    seconds: float
    figures: Mapping[str, int]


def codestats() -> list[str]:
    command = [str(BIN / "python"), "tools/codestats.py", "ours=."]
    for glob in NOT_OURS:
        command += ["--exclude", glob]
    for name, limit in BUDGETS.items():
        command += ["--budget", f"{name}={limit}"]
    return command


def pytest(*arguments: str) -> list[str]:
    return [
        str(BIN / "python"),
        "-m",
        "pytest",
        "-q",
        "--continue-on-collection-errors",
        "--durations=5",
        *arguments,
    ]


def house() -> list[Step]:
    return [
        Step("style (ruff)", [str(BIN / "ruff"), "check", "--quiet", "."]),
        Step("types (mypy)", [str(BIN / "mypy")]),
        Step("floors (import-linter)", [str(BIN / "lint-imports"), "--no-logo"]),
        Step("budgets (codestats)", codestats()),
    ]


def fast() -> list[Step]:
    tests = Step("tests, SQLite, fast half", pytest("-m", "not browser and not slow"), counts="fast")
    return [*house(), tests]


def said_by(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()


def everything() -> list[Step]:
    """Return the steps in the order in which they are begun: what takes long first, so that no core waits at the end.

    Each test that uses the database runs on both engines, save the few marked `one_engine`; any other test runs once.
    """
    postgresql = ["bash", "scripts/with_postgres.sh", *pytest("-m", "database and not browser")]
    browser = {"THENCHOT_BROWSER": said_by("bash", "scripts/browser.sh")}
    return [
        Step("database tests, PostgreSQL", postgresql, counts="postgresql"),
        *house(),
        Step("browser walk", pytest("-m", "browser", "tests/browser"), counts="browser", environment=browser),
        Step("database tests, SQLite", pytest("-m", "(database or one_engine) and not browser"), counts="sqlite"),
        Step("tests of programs", pytest("-m", NO_DATABASE, *PROGRAMS), counts="programs"),
        Step("tests without a database", pytest("-m", NO_DATABASE, *WITHOUT), counts="plain"),
    ]


def environment_of(step: Step, counts: Path) -> dict[str, str]:
    """Return the environment of a step: what the shell had set for an installation does not reach the tests."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("THENCHOT_") and k != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept,
        # Hundreds of short processes and four runs of pytest read the same files: each is compiled once, outside the tree.
        "PYTHONPYCACHEPREFIX": str(BUILD / "bytecode"),
        **step.environment,
        "THENCHOT_TEST_COUNTS": str(counts) if step.counts else "",
        # A folder each: steps side by side must not make the same key at the same moment.
        "THENCHOT_DATA": str(BUILD / "data" / (step.counts or step.name.split()[0])),
    }


def figures_in(counts: Path) -> dict[str, int]:
    found: dict[str, int] = json.loads(counts.read_text(encoding="utf-8")) if counts.is_file() else {}
    return found


def run(step: Step, *, held_back: bool = False) -> Outcome:
    """Run one step and show what it says: as it speaks, or, when `held_back`, all at once at its end."""
    title = f"\n=== {step.name} ==="
    if not held_back:
        print(title, flush=True)
    counts = COUNTS / f"{step.counts}.json"
    started = time.monotonic()
    done = subprocess.run(
        step.command,
        cwd=ROOT,
        env=environment_of(step, counts),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if held_back else None,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if held_back:
        print(f"{title}\n{done.stdout.decode(errors='replace')}", flush=True)
    figures = figures_in(counts) if step.counts else {}
    return Outcome(step, done.returncode, time.monotonic() - started, figures)


def run_all(steps: Sequence[Step], at_once: int) -> list[Outcome]:
    """Run the steps, the next one as soon as a core is free; return what came of them in their order."""
    if at_once == 1:
        return [run(step) for step in steps]
    print(f"{at_once} steps at a time; each says all at its end.", flush=True)
    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(lambda step: run(step, held_back=True), steps))


def pages_line() -> str:
    """Say what the browser walk saw, from the counter that it leaves behind."""
    if not PAGES.exists():
        return "pages: the browser walk left no counter"
    seen = json.loads(PAGES.read_text(encoding="utf-8"))
    said = [f"{len(v) if isinstance(v, list | dict) else v} {k}" for k, v in seen.items()]
    return "pages: " + ", ".join(said)


def engines(outcomes: Sequence[Outcome]) -> tuple[str, bool]:
    """Compare how many database tests each engine ran; they must be the same tests."""
    both = [o for o in outcomes if o.step.counts in {"sqlite", "postgresql"}]
    ran = {o.step.counts: o.figures.get("database", 0) for o in both}
    equal = len(set(ran.values())) == 1 and min(ran.values()) > 0
    said = ", ".join(f"{count} on {engine}" for engine, count in ran.items())
    return f"database tests: {said}{'' if equal else '  <- NOT THE SAME'}", equal


def rows_line() -> str:
    return (said_by(str(BIN / "python"), "scripts/rows.py").splitlines() or ["rows: not counted"])[-1]


def short(outcome: Outcome) -> str:
    tests = f", {outcome.figures.get('passed', 0)} tests passed" if outcome.step.counts else ""
    state = "ok  " if outcome.code == 0 else "FAIL"
    return f"{state} {outcome.step.name}: {outcome.seconds:.0f} s{tests}"


def summarise(outcomes: Sequence[Outcome], *, complete: bool) -> int:
    """Print the closing lines; return the exit code."""
    print("\n=== in short ===")
    for outcome in outcomes:
        print(short(outcome))
    failed = sum(o.figures.get("failed", 0) or int(o.code != 0) for o in outcomes)
    if complete:
        line, equal = engines(outcomes)
        failed += not equal
        print(line)
        print(pages_line())
    print(rows_line())
    passed = sum(o.figures.get("passed", 0) for o in outcomes)
    if not passed:
        print("No test ran: that is a failure.")
        failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def main() -> int:
    complete = sys.argv[1:] == ["all"]
    COUNTS.mkdir(parents=True, exist_ok=True)
    for old in [*COUNTS.glob("*.json"), PAGES]:
        old.unlink(missing_ok=True)
    at_once = max(2, min(os.cpu_count() or 1, 4))
    outcomes = run_all(everything(), at_once) if complete else run_all(fast(), 1)
    return summarise(outcomes, complete=complete)


if __name__ == "__main__":
    sys.exit(main())
