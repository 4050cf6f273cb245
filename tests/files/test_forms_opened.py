"""Our Word documents in another program: LibreOffice opens each, and its pages say and look as ours do."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.files import papers
from tests.files.seeing import ink, pages_of
from tests.structure.house import ROOT
from thenchot.files.forms.docx import docx_of
from thenchot.files.forms.pdf import pdf_of

KINDS = papers.of_each_kind()
OFFICE = subprocess.run(
    ["bash", str(ROOT / "scripts" / "office.sh")], capture_output=True, text=True, check=False
).stdout.strip()  # fmt: skip
pytestmark = pytest.mark.skipif(not OFFICE, reason="no LibreOffice on this machine: see scripts/office.sh")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Each paper's .docx as LibreOffice prints it to PDF; one start of the program for all of them."""
    folder = tmp_path_factory.mktemp("papers")
    for kind, paper in KINDS.items():
        (folder / f"{kind}.docx").write_bytes(docx_of(paper))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(path) for path in sorted(folder.glob("*.docx"))]
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    found = {kind: (folder / f"{kind}.pdf").read_bytes() for kind in KINDS}
    shutil.rmtree(folder / "profile", ignore_errors=True)
    return found


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_libreoffice_reads_the_same_words_as_stand_in_our_pdf(opened: Mapping[str, bytes], kind: str) -> None:
    theirs, ours = _words(opened[kind]), _words(pdf_of(kind, [KINDS[kind]]))
    assert set(ours) - set(theirs) <= {"BẢN", "NHÁP"}
    # A table that goes on says its column names again, on one side perhaps and not on the other.
    assert abs(len(theirs) - len(ours)) <= 20


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_papers_have_the_pages_and_about_the_ink_that_ours_have(opened: Mapping[str, bytes], kind: str) -> None:
    ours = pdf_of(kind, [KINDS[kind]])
    assert len(pages_of(opened[kind])) == len(pages_of(ours))
    assert KINDS[kind].foot in pages_of(opened[kind])[0]
    assert 0.03 < ink(opened[kind]) < 0.35
    # The grey words across a draft are ours alone; Word carries them in the header.
    if not KINDS[kind].across:
        assert abs(ink(opened[kind]) - ink(ours)) < 0.04


def _words(data: bytes) -> list[str]:
    """Words without the dots that wait for a pen; a number of a paper in its parts, as a line may end within it."""
    found = [word for page in pages_of(data) for word in re.split(r"[\s/-]+|\ufffe", page)]
    return [word for word in found if word.strip(".,…") and "..." not in word]


def test_libreoffice_numbers_the_second_page_and_not_the_first(opened: Mapping[str, bytes]) -> None:
    first, second = pages_of(opened["period-state"])
    assert second.split()[0] == "2"
    assert first.split()[0] != "1"
    assert Path(OFFICE).name
