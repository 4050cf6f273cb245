"""The documentation speaks of what is there: links lead somewhere, and files, folders and codes exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.structure.house import PACKAGE, ROOT, code_files, name_of, tracked_files

PAGES = [path for path in tracked_files() if path.suffix == ".md"]
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
FLOW = (ROOT / "docs" / "flow.md").read_text(encoding="utf-8")
SAID = sorted(set(re.findall(r"`([^`]+)`", FLOW)))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_each_link_of_a_page_leads_to_a_file(page: Path) -> None:
    broken = [link for link in LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()]
    assert not broken


@pytest.mark.parametrize("name", [said for said in SAID if said.endswith(".py")])
def test_each_file_of_the_months_way_exists(name: str) -> None:
    in_the_package = [path for path in code_files() if f"/{path.relative_to(PACKAGE)}".endswith(f"/{name}")]
    assert in_the_package or (ROOT / name).is_file()


@pytest.mark.parametrize(
    "name", [said for said in SAID if re.fullmatch(r"(web|api|cli|files)/[a-z_]+", said)]
)
def test_each_folder_of_the_months_way_exists(name: str) -> None:
    assert (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()


@pytest.mark.parametrize("name", [said for said in SAID if re.fullmatch(r"[a-z]+(?:_[a-z]+)+", said)])
def test_each_function_of_the_months_way_exists(name: str) -> None:
    said = re.compile(rf"\b{name}\b")
    assert any(said.search(path.read_text(encoding="utf-8")) for path in code_files())


def test_each_decision_is_listed() -> None:
    folder = ROOT / "docs" / "adr"
    listed = set(LINK.findall((folder / "README.md").read_text(encoding="utf-8")))
    assert listed == {path.name for path in folder.glob("0*.md")}


@pytest.mark.parametrize("page", ["README.md", "README.vi.md"])
def test_the_readme_begins_with_what_it_is_and_two_commands(page: str) -> None:
    first = (ROOT / page).read_text(encoding="utf-8")[:2200]
    assert first.startswith("# Then Chốt")
    assert first.index("make demo") < first.index("make test") < first.index("\n## ")
