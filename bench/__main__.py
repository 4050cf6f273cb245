"""make bench: every engine and size in a process of its own; JSON to build/bench.json, a table on the screen."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 10_000, 177_379)
ENGINES = ("sqlite", "postgresql")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--size", type=int, action="append", help="people; may be repeated (1000, 10000 and 177379)")
    parser.add_argument("--engine", choices=[*ENGINES, "both"], default="both")
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "bench.json")
    parser.add_argument("--resume", action="store_true", help="keep the runs of the output that are whole, and do the others")
    given = parser.parse_args()
    engines = ENGINES if given.engine == "both" else (given.engine,)
    given.output.parent.mkdir(parents=True, exist_ok=True)
    runs: list[dict[str, Any]] = whole_runs(given.output) if given.resume else []
    done = {(run["engine"], run["people"]) for run in runs}
    for size in given.size or SIZES:
        for engine in engines:
            if (engine, size) in done:
                continue
            run: dict[str, Any] = {"engine": engine, "people": size, "whole": False, "figures": []}
            runs.append(run)
            for figure in _figures(engine, size):
                # Written after each figure: the largest size takes many minutes, and what is known is not lost with it.
                run["figures"].append(figure)
                _keep(given.output, runs)
            run["whole"] = True
            _keep(given.output, runs)
            print("\n".join(table([run])), flush=True)
    print(f"Kept in {given.output}")


def whole_runs(output: Path) -> list[dict[str, Any]]:
    kept = json.loads(output.read_text(encoding="utf-8"))["runs"] if output.exists() else []
    return [run for run in kept if run.get("whole")]


def _keep(output: Path, runs: list[dict[str, Any]]) -> None:
    kept = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": _machine(), "runs": runs}
    output.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")


def _figures(engine: str, people: int) -> Iterator[dict[str, Any]]:
    """Each figure as soon as the program that measures it says it, a line each."""
    print(f"{engine}, {people} people", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="thenchot-bench-") as folder:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("THENCHOT_")}
        environment = {
            **kept, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "DJANGO_SETTINGS_MODULE": "thenchot.config.settings",
            "THENCHOT_DATA": folder, "THENCHOT_TODAY": "2026-11-20",
        }  # fmt: skip
        command = [sys.executable, "-W", "ignore", "-m", "bench.worker", "--people", str(people)]
        if engine == "postgresql":
            command = ["bash", "scripts/with_postgres.sh", *command]
        with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
            assert program.stdout is not None
            yield from (json.loads(line) for line in program.stdout if line.startswith("{"))
        if program.returncode:
            raise SystemExit(f"{engine}, {people} people: broken off")


def _machine() -> dict[str, Any]:
    return {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()}


def table(runs: list[dict[str, Any]]) -> list[str]:
    """The lines of the table: what was measured, its value, its floor, how many times the floor, and the bar."""
    lines = []
    for run in runs:
        lines.append(f"{run['engine']}, {run['people']} people")
        lines += [_line(figure) for figure in run["figures"]]
    return lines


def _line(figure: dict[str, Any]) -> str:
    floor = f"floor {figure['floor']:.3f}, × {figure['ratio']:.1f}" if figure["floor"] else ""
    sign = "≤" if figure["most"] else "≥"
    bar = f"bar {sign} {figure['bar']:g}{' × floor' if figure['on_ratio'] else ''}" if figure["bar"] is not None else ""
    verdict = {True: "kept", False: "MISSED", None: ""}[figure["within"]]
    return f"  {figure['name']:<42} {figure['value']:>10.3f} {figure['unit']:<6} {floor:<24} {bar:<18} {verdict}"


if __name__ == "__main__":
    main()
