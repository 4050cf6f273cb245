"""The kinds of facts as data: sound as shipped, and a wrong file refused with its key."""

from __future__ import annotations

from pathlib import Path

import pytest

from thenchot.evidence import kinds, sources
from thenchot.rulesets.reading import BookError
from thenchot.rulesets.shelf import all_books

GOOD = """
late_dossier:
  vi: Hồ sơ trễ hạn
  en: Late dossier
  polarity: adverse
  about: person
  asks: [act]
  enter: [monitoring_office]
  citation: Điều 14 khoản 2
"""


@pytest.fixture(autouse=True)
def _read_anew() -> object:
    kinds.all_kinds.cache_clear()
    yield
    kinds.all_kinds.cache_clear()


def read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> dict[str, kinds.FactKind]:
    path = tmp_path / "kinds.yaml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(kinds, "DATA", path)
    return kinds.all_kinds()


def test_a_kind_is_added_as_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (kind,) = read(monkeypatch, tmp_path, GOOD).values()
    assert (kind.code, kind.forces, kind.once, kind.leaders_only) == ("late_dossier", False, False, False)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("adverse", "bad", "late_dossier.polarity"), ("about: person", "about: somebody", "late_dossier.about"),
        ("[act]", "[moon]", "late_dossier.asks"), ("[monitoring_office]", "[administrator]", "late_dossier.enter"),
        ("  vi: Hồ sơ trễ hạn\n", "", "late_dossier.vi"), ("  citation", "  cited: x\n  citation", "late_dossier.cited"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_its_key(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, old: str, new: str, key: str
) -> None:
    with pytest.raises(BookError) as caught:
        read(monkeypatch, tmp_path, GOOD.replace(old, new))
    assert caught.value.key == key


def test_the_administrator_enters_no_kind_and_each_names_its_article() -> None:
    found = kinds.all_kinds().values()
    assert all(kind.enter and "administrator" not in kind.enter and kind.citation.startswith("Điều ") for kind in found)


def test_what_a_kind_means_is_an_override_of_some_shipped_rulebook() -> None:
    known = {rule.code for book in all_books() for rule in book.overrides}
    assert {code for kind in kinds.all_kinds().values() for code in kind.means} <= known


def test_each_aspect_names_a_scored_line_of_its_rulebook() -> None:
    books = {book.id: book for book in all_books()}
    for aspect, lines in kinds.all_aspects().items():
        for rulebook, line in lines.items():
            book = books[rulebook]
            assert line in {leaf.id for kind in (None, *book.kinds()) for leaf in book.leaves(kind)}, (aspect, rulebook)
    assert kinds.line_of(kinds.all_kinds()["citizen_complaint"], "nd335-2025-cong-chuc") == "II.4"
    assert kinds.line_of(kinds.all_kinds()["citizen_complaint"], "nd90-2020") == ""


@pytest.mark.parametrize(
    ("code", "details", "polarity"),
    [
        ("one_stop_dossiers", {"on_time": "40", "late": "0"}, "favourable"),
        ("one_stop_dossiers", {"on_time": "40", "late": "3"}, "adverse"),
        ("absence", {"choice": "approved", "days": "2"}, "neutral"),
        ("absence", {"choice": "unapproved", "days": "1"}, "adverse"),
        ("office_rule_violation", {}, "adverse"),
        ("initiative", {"choice": "base"}, "favourable"),
    ],
)
def test_figures_and_choices_decide_whether_a_fact_is_adverse(code: str, details: dict[str, str], polarity: str) -> None:
    assert kinds.all_kinds()[code].polarity_of(details) == polarity


def test_a_kind_says_nothing_about_a_figure_it_does_not_ask_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(BookError) as caught:
        read(monkeypatch, tmp_path, GOOD + "  adverse_when: [late]\n")
    assert caught.value.key == "late_dossier.adverse_when"


def test_the_four_offices_of_the_information_mechanism_are_sources() -> None:
    found = [source.vi for source in sources.offices()]
    assert found == ["Văn phòng cấp ủy", "Văn phòng HĐND và UBND", "Thanh tra", "Ủy ban Kiểm tra"]
