"""Each environment variable that the product reads is on the page of settings, which names no other."""

from __future__ import annotations

import re

from tests.structure.house import PACKAGE, ROOT, code_files

VARIABLE = re.compile(r"\bTHENCHOT_[A-Z][A-Z_]*[A-Z]\b")
PAGE = ROOT / "docs" / "settings.md"


def _read() -> set[str]:
    return {
        name for path in code_files(PACKAGE) for name in VARIABLE.findall(path.read_text(encoding="utf-8"))
    }


def test_each_variable_that_is_read_is_documented() -> None:
    missing = _read() - set(VARIABLE.findall(PAGE.read_text(encoding="utf-8")))
    assert not missing, f"docs/settings.md does not name {sorted(missing)}"


def test_the_page_names_no_variable_that_nobody_reads() -> None:
    tests_only = {"THENCHOT_BROWSER", "THENCHOT_TEST_COUNTS"}
    unread = set(VARIABLE.findall(PAGE.read_text(encoding="utf-8"))) - _read() - tests_only
    assert not unread, f"docs/settings.md names {sorted(unread)}, which nothing reads"
