"""Style sheets and scripts: packed on the way, kept for ever by the browser, at another address once they change."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from thenchot.web.static_files import static

PLACE = re.compile(r'(?:href|src)="(/static/[^"]+)"')


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    static.cache_clear()


def test_what_a_page_links_to_comes_packed_and_is_kept_for_a_year() -> None:
    reader = Client(headers={"accept-encoding": "gzip"})
    page = gzip.decompress(reader.get("/dang-nhap").content).decode()
    links = PLACE.findall(page)
    assert len(links) >= 4
    assert all("?v=" in link for link in links)
    for link in links:
        answer = reader.get(link)
        assert answer.headers["Cache-Control"] == "max-age=31536000, public", link
        sent = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        if answer.headers.get("Content-Encoding") == "gzip":
            file = finders.find(link.partition("?")[0].removeprefix("/static/"))
            assert gzip.decompress(sent) == Path(str(file)).read_bytes()
            assert "Accept-Encoding" in answer.headers["Vary"]
        else:
            assert len(sent) < 500, f"{link} is large and goes as it is"


def test_a_file_that_changes_gets_another_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "app.css"
    monkeypatch.setattr(finders, "find", lambda _name: str(file))
    file.write_text("a { }", encoding="utf-8")
    before = static("app.css")
    assert static("app.css") == before
    static.cache_clear()
    file.write_text("b { }", encoding="utf-8")
    after = static("app.css")
    assert before != after
    assert before.partition("?")[0] == after.partition("?")[0] == "/static/app.css"


def test_a_file_that_is_not_there_has_no_mark() -> None:
    assert static("nothing.css") == "/static/nothing.css"
