"""What a meeting looks at is the same after it was frozen: plain data, canonical, and read back whole."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from thenchot.followup.content import Ahead, Content, Figures, KeyWork, LateWork, RemedyLine, lines_in, read
from thenchot.lib import canonical

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)
DAYS = st.dates().map(lambda day: day.isoformat()) | st.just("")
COUNTS = st.integers(0, 10**6)
AHEAD = st.lists(st.builds(Ahead, WORDS, WORDS, DAYS), max_size=3).map(tuple)
LATE = st.builds(
    LateWork, COUNTS, WORDS, WORDS, WORDS, WORDS, DAYS, DAYS,
    st.lists(st.sampled_from(["overdue", "late", "rejected"]), unique=True).map(tuple), WORDS, st.booleans(),
)  # fmt: skip
REMEDY = st.builds(RemedyLine, COUNTS, WORDS, WORDS, WORDS, DAYS, st.just("open"), WORDS, WORDS)
REMEDIES = st.lists(REMEDY, max_size=2).map(tuple)
CONTENT = st.builds(
    Content, WORDS, WORDS, st.builds(Figures, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS),
    st.lists(st.builds(KeyWork, COUNTS, WORDS, WORDS, WORDS, DAYS, WORDS, st.just("done")), max_size=2).map(tuple),
    st.booleans(), st.lists(LATE, max_size=3).map(tuple), COUNTS, REMEDIES, REMEDIES,
    st.lists(WORDS, max_size=3).map(tuple), AHEAD, AHEAD,
)  # fmt: skip


@given(CONTENT)
def test_content_that_was_frozen_reads_back_as_it_was(content: Content) -> None:
    assert read(json.loads(canonical.dumps(content.plain()))) == content


@given(CONTENT)
def test_what_is_frozen_twice_has_one_spelling(content: Content) -> None:
    once = canonical.dumps(content.plain())
    assert canonical.dumps(read(json.loads(once)).plain()) == once


@given(st.lists(st.sampled_from(["Việc một", "Việc hai, 12/12"]), max_size=4), st.sampled_from(["", "- ", "• ", "  + "]))
def test_matters_typed_as_a_list_lose_their_dashes_and_blank_lines(matters: list[str], dash: str) -> None:
    typed = "\n\n".join(f"{dash}{matter}  " for matter in matters)
    assert lines_in(typed) == tuple(matters)
