"""The head and the end of a paper, in the State's layout (Nghị định 30/2020/NĐ-CP) or the Party's (Hướng dẫn 36-HD/VPTW)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from thenchot.assessment.documents import Letterhead, Signature
from thenchot.files.forms.numbers import day_in_words
from thenchot.files.forms.paper import (
    Block,
    Cell,
    Line,
    Margins,
    Rule,
    Run,
    Table,
    bold,
    clean,
    italic,
    plain,
)

STATE_COLUMNS, PARTY_COLUMNS = (65.0, 100.0), (85.0, 80.0)
SHORT_FORMS = ((r"UBND", "Ủy ban nhân dân"), (r"HĐND", "Hội đồng nhân dân"), (r"MTTQ", "Mặt trận Tổ quốc"))
"""A letterhead writes the name in full."""
COMMITTEES = ("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN")
SIGNING_ROOM = 52.0
"""Points left for the pen."""


@dataclass(frozen=True)
class Numbered:
    """What a report and minutes carry below the letterhead: the short name of their kind (BC, BB), and place and day or not."""

    kind: str
    dated: bool = True
    number: str = ""
    """The whole number and symbol, where the registry has given it."""
    day: date | None = None


def size_of(head: Letterhead) -> float:
    """The size of the text in points: 13 for the State (13-14), 14 for the Party (14-15)."""
    return 14 if head.party else 13


def in_full(name: str) -> str:
    """UBND phường Bến Trúc as ỦY BAN NHÂN DÂN PHƯỜNG BẾN TRÚC."""
    text = clean(name)
    for short, words in SHORT_FORMS:
        text = re.sub(rf"\b{short}\b", words, text)
    return text.upper()


def letterhead(head: Letterhead, numbered: Numbered | None = None) -> tuple[Block, ...]:
    left, right = (_party if head.party else _state)(head)
    rows = [(Cell(left), Cell(right))]
    if numbered is not None:
        rows.append(_number_and_day(head, numbered))
    widths = PARTY_COLUMNS if head.party else STATE_COLUMNS
    return (Table(widths, tuple(rows), bordered=False), Line((), size=6, after=2))


def _state(head: Letterhead) -> tuple[tuple[Line | Rule, ...], tuple[Line | Rule, ...]]:
    left: list[Line | Rule] = []
    if head.above:
        left.append(Line(plain(in_full(head.above)), align="center", size=12, after=0))
    *before, last = _in_two(in_full(head.body))
    left += [Line(bold(words), align="center", size=12, after=0) for words in before]
    left += [Line(bold(last), align="center", size=12, after=3), Rule(24)]
    right = (
        Line(bold("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), align="center", size=12, after=0),
        Line(bold("Độc lập - Tự do - Hạnh phúc"), align="center", size=13, after=3),
        Rule(57),
    )
    return tuple(left), right


def _in_two(name: str) -> tuple[str, ...]:
    """A committee's name breaks before the place: ỦY BAN NHÂN DÂN / PHƯỜNG BẾN TRÚC."""
    for beginning in COMMITTEES:
        if name.startswith(beginning + " "):
            return beginning, name[len(beginning) + 1 :]
    return (name,)


def _party(head: Letterhead) -> tuple[tuple[Line | Rule, ...], tuple[Line | Rule, ...]]:
    left = [Line(plain(in_full(head.above)), align="center", size=14, after=0)] if head.above else []
    left += [
        Line(bold(in_full(head.body)), align="center", size=14, after=0),
        Line(plain("*"), align="center", size=14, after=0),
    ]
    right = (Line(bold("ĐẢNG CỘNG SẢN VIỆT NAM"), align="center", size=15, after=2), Rule(73))
    return tuple(left), right


def _number_and_day(head: Letterhead, numbered: Numbered) -> tuple[Cell, Cell]:
    number = f"Số        -{numbered.kind}/........" if head.party else f"Số:        /{numbered.kind}-........"
    if numbered.number:
        number = f"Số {numbered.number}" if head.party else f"Số: {numbered.number}"
    place = f"..............., {day_in_words(numbered.day)}" if numbered.dated else ""
    return (
        Cell((Line(plain(number), align="center", size=size_of(head), after=0),)),
        Cell((Line(italic(place), align="center", size=13, after=0),)),
    )


def named(head: Letterhead, kind: str, about: str) -> tuple[Block, ...]:
    """The paper's kind (tên loại) and what it is about (trích yếu), each with its layout's mark below."""
    size = 16.0 if head.party else 14.0
    mark: Block = Line(plain("-----"), align="center", after=8) if head.party else Rule(35, after=8)
    return (
        Line(bold(kind), align="center", size=size, before=4, after=1),
        Line(bold(about), align="center", size=14, after=3),
        mark,
    )


def section(text: str) -> Line:
    return Line(bold(text), before=6, after=4, keep=True)


def body(text: str) -> Line:
    """A paragraph of the text: both edges straight, its first line 10 mm in."""
    return Line(plain(text), align="justify", first=10, after=4)


def filled(label: str, text: str) -> Line:
    """A label and what stands after it; dots to be written on where nothing stands."""
    if text:
        return Line((Run(f"{label} "), Run(clean(text))), align="justify")
    return Line((Run(f"{label} "),), dots=True)


def signatures(left: Signature, right: Signature, margins: Margins, *, dated: bool = True) -> Table:
    """Two who sign side by side, line by line on one height; `dated` puts place and day over each."""
    half, both = margins.text_width / 2, (left, right)
    rows = [
        tuple(Cell(_roles(signed)) for signed in both),
        tuple(Cell((Line(bold(signed.name), align="center", before=SIGNING_ROOM, after=6),)) for signed in both),
    ]
    if dated:
        rows.insert(0, tuple(Cell((_place_and_day(signed.day),)) for signed in both))
    return Table((half, half), tuple(rows), bordered=False, whole=True)


def _roles(signed: Signature) -> tuple[Line, ...]:
    roles = [Line(bold(role), align="center", after=0) for role in signed.role]
    return (*roles, Line(italic("(Ký tên, ghi rõ họ tên)"), align="center", after=0))


def _place_and_day(day: date | None) -> Line:
    return Line(italic(f"................., {day_in_words(day)}"), align="center", size=13, after=1)


def recipients(head: Letterhead, listed: tuple[str, ...]) -> tuple[Line, ...]:
    """Nơi nhận: 12 points bold and italic in the State's layout, underlined in the Party's; the list in 11 and 12."""
    title = Run("Nơi nhận:", underlined=True) if head.party else Run("Nơi nhận:", bold=True, italic=True)
    size = 14.0 if head.party else 12.0
    ends = [*(";" for _ in listed[:-1]), "."]
    lines = [
        Line(plain(f"- {name}{end}"), size=size - 2 if head.party else 11.0, after=0)
        for name, end in zip(listed, ends, strict=True)
    ]
    return (Line((title,), size=size, after=0), *lines)


def closing(head: Letterhead, listed: tuple[str, ...], role: str, margins: Margins) -> Table:
    """How a report ends: nơi nhận at the left, the one who signs at the right."""
    half = margins.text_width / 2
    signs = (
        Line(bold(role), align="center", after=0),
        Line((), size=6, after=SIGNING_ROOM - 12),
    )
    return Table((half, half), ((Cell(recipients(head, listed)), Cell(signs)),), bordered=False, whole=True)
