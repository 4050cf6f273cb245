"""make minutes: fill a demo, bring it to where each job begins, do the jobs in a browser, print what they cost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from bench.serving import served
from scripts.minutes import jobs, slow
from scripts.minutes.effort import Effort
from scripts.minutes.person import Person

ROOT = Path(__file__).resolve().parents[2]
OUTPUT = ROOT / "build" / "minutes.json"
PHONE, DESK = ViewportSize(width=360, height=780), ViewportSize(width=1280, height=900)
READY = "import django; django.setup(); from scripts.minutes import town"
FILL = "from thenchot.cli.main import main; main(['demo', '--fill-only', '--months', '1'])"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass(frozen=True)
class Job:
    """A job, the day and the screen it is done on, and its bar."""

    name: str
    who: str
    day: str
    screen: ViewportSize
    work: Callable[[Person], None]
    most_actions: int = 0
    most_seconds: int = 0

    def kept(self, effort: Effort) -> bool:
        few = not self.most_actions or effort.actions <= self.most_actions
        return few and (not self.most_seconds or effort.seconds <= self.most_seconds)


OFFICIAL = Job(
    "an official closes a month of 12 tasks", "official", "2026-11-21", PHONE, jobs.official, most_actions=5
)
HEAD = Job("a head confirms 94, 80 of them ordinary", "head", "2026-11-24", DESK, jobs.head, most_actions=60)
OFFICE = Job("an office enters 30 findings", "office", "2026-11-21", DESK, jobs.official, most_seconds=180)
ORGANISER = Job(
    "an organisation body closes 152 units", "organiser", "2026-11-25", DESK, jobs.organiser, most_actions=15
)


def main() -> None:
    program = subprocess.run(
        ["bash", "scripts/browser.sh"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    with tempfile.TemporaryDirectory(prefix="thenchot-minutes-") as folder:
        surroundings(folder)
        fill(folder, *sys.argv[1:])
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program.stdout.strip(), args=FLAGS)
            report(month(browser))
            browser.close()


def surroundings(folder: str) -> None:
    """A demo of its own in this folder, whatever the shell had set for an installation."""
    for name in [name for name in os.environ if name.startswith("THENCHOT_")]:
        del os.environ[name]
    os.environ |= {
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "DJANGO_SETTINGS_MODULE": "thenchot.config.settings",
        "THENCHOT_DATA": folder, "THENCHOT_DEMO": "1", "THENCHOT_TODAY": OFFICIAL.day,
    }  # fmt: skip


def fill(folder: str, filled: str = "") -> None:
    """The demo with one month behind it, or a copy of a folder in which one lies already."""
    if filled:
        shutil.copytree(filled, folder, dirs_exist_ok=True)
        run("-m", "django", "migrate", "--verbosity", "0")
    else:
        run("-c", FILL)


def run(*command: str) -> str:
    """What a program of its own says; it sees the environment of the demo."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", *command], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def part(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("-c", f"{READY}; town.main({name!r})"))
    return found


@contextmanager
def pages(day: str) -> Iterator[str]:
    with served("thenchot.config.wsgi:application", THENCHOT_TODAY=day) as port:
        yield f"http://127.0.0.1:{port}"


def month(browser: Browser) -> Iterator[dict[str, Any]]:
    """The jobs in the order of the month, what happens between them played by the demo's own people."""
    sessions = part("begin")
    with pages(OFFICIAL.day) as base:
        yield {"slow": [asdict(one) | {"kept": one.kept} for one in slow.visits(browser, base, sessions)]}
        yield done(browser, base, OFFICIAL, sessions)
        office = replace(OFFICE, work=partial(jobs.office, findings=sessions["findings"]))
        yield done(browser, base, office, sessions)
    part("grid")
    with pages(HEAD.day) as base:
        yield done(browser, base, HEAD, sessions)
    part("closing")
    with pages(ORGANISER.day) as base:
        yield done(browser, base, ORGANISER, sessions)


def done(browser: Browser, base: str, job: Job, sessions: dict[str, str]) -> dict[str, Any]:
    context = browser.new_context(base_url=base, viewport=job.screen, locale="vi-VN")
    context.add_cookies([{"name": "sessionid", "value": sessions[job.who], "url": base}])
    person = Person(context.new_page())
    job.work(person)
    context.close()
    return figures(job, person.effort)


def figures(job: Job, effort: Effort) -> dict[str, Any]:
    counted = asdict(effort) | {"actions": effort.actions, "seconds": effort.seconds, "typing": effort.typing}
    bar = {"most_actions": job.most_actions, "most_seconds": job.most_seconds, "kept": job.kept(effort)}
    return {"job": job.name, "day": job.day, **counted, **bar}


def report(found: Iterable[dict[str, Any]]) -> None:
    """Say each as soon as it is known, and keep all."""
    kept = []
    for one in found:
        print("\n".join(lines_of(one)), flush=True)
        kept.append(one)
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"Kept in {OUTPUT}")


def lines_of(one: dict[str, Any]) -> Iterator[str]:
    if "slow" in one:
        for visit in one["slow"]:
            words = f"{visit['who'] or 'nobody'} {visit['address']}"
            size = f"{visit['bytes'] / 1000:.0f} kB, {visit['requests']} requests"
            yield f"  {words:<34} {'first' if visit['cold'] else 'again':<6} {visit['usable']:.1f} s  {size:<24} {verdict(visit)}"
        return
    bar = f"≤ {one['most_actions']} actions" if one["most_actions"] else f"≤ {one['most_seconds']} s"
    yield f"{one['job']}: {one['actions']} actions, {one['keys']} keystrokes of text, {one['syllables']} syllables read"
    yield (
        f"  {one['seconds']:.0f} s of work ({one['typing']:.0f} s of them typing), {one['waited']:.1f} s of waiting; "
        f"bar {bar}: {verdict(one)}"
    )


def verdict(one: dict[str, Any]) -> str:
    return "kept" if one["kept"] else "MISSED"


if __name__ == "__main__":
    main()
