"""What a body types to make a checklist: a line an item, a line a step of its scale; read exactly, each fault with its line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from itertools import chain, count

from django.utils.translation import gettext as _

from thenchot.checklists.refusals import (
    CODE_NEEDED,
    EDITION_NEEDED,
    ITEMS_NEEDED,
    LINE_WRONG,
    NAME_NEEDED,
    NOT_OFFERED,
    TOO_MANY_ITEMS,
)
from thenchot.checklists.schema import (
    ABOUT,
    ANSWERED_BY,
    CHECKED_BY,
    KINDS,
    LONGEST_CODE,
    MOST_ITEMS,
    PERIODS,
)
from thenchot.lib.vietnamese import fold
from thenchot.rules.checklist import POINTS, RANK, Edition, Group, Item, Standing

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?", re.ASCII)
LONGEST_TEXT = 500
LONGEST_STEP = 60
MOST_POINTS = 1000
"""Of one item: what all items of the longest list come to still fits the column that is sorted by."""
UNSURE = "unverified"
TAKERS: Mapping[str, Sequence[str]] = {"person": ("self",), "unit": ("head", "office")}
"""Who may answer of whom: a person for themselves; of a unit its head, or an office."""


@dataclass(frozen=True)
class Wanted:
    """What a form says, as typed."""

    name: str
    code: str
    edition: str
    kind: str
    about: str
    period: str
    answered_by: str
    checked_by: str
    items: str
    standings: str = ""
    registration: bool = False
    achieved_from: str = ""
    citation: str = ""
    note: str = ""


@dataclass
class _Reading:
    """Items read so far, and the groups they stand under."""

    items: list[Item] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    def begin_group(self, name: str) -> None:
        """A heading without a name ends the group before it."""
        known = {group.vi: group.code for group in self.groups}
        if name and name not in known:
            known[name] = _slug(name, f"nhom-{len(known) + 1}", known.values())
            self.groups.append(Group(known[name], name))
        self.here = known.get(name, "")

    here: str = ""


def read_edition(wanted: Wanted, before: Edition | None = None) -> Edition:
    """The edition that was typed. What an item of the same code and the same words knew besides stays with it.

    Refuses at the field what is missing or not offered, and at its line an item that cannot be read.
    """
    _refuse_not_offered(wanted)
    read = _items(wanted, before)
    groups = tuple(_same_group(group, before) for group in read.groups)
    made = Edition(
        code=wanted.code.strip(), edition=wanted.edition.strip(), vi=unicodedata.normalize("NFC", wanted.name).strip(),
        kind=wanted.kind, about=wanted.about, period=wanted.period,  # type: ignore[arg-type]  # checked to be offered
        items=tuple(read.items), groups=groups,
        answered_by=wanted.answered_by, checked_by=wanted.checked_by,  # type: ignore[arg-type]  # checked to be offered
        registration=wanted.registration, achieved_from=_percent(wanted.achieved_from, "achieved_from"),
        standings=tuple(_standings(wanted, before)), citation=wanted.citation.strip(), note=wanted.note.strip(),
    )  # fmt: skip
    if before is not None:
        made = replace(made, en=before.en if before.vi == made.vi else "", confidence=before.confidence)
        made = replace(made, valid_from=before.valid_from, valid_to=before.valid_to)
    refuse_unsound(made)
    return made


def refuse_unsound(edition: Edition) -> None:
    """What every checklist needs before it is kept: name, code, edition, and at least one item."""
    if not edition.vi or len(edition.vi) > 200:
        raise NAME_NEEDED(field="name")
    if not SLUG.fullmatch(edition.code):
        raise CODE_NEEDED(field="code")
    if not edition.edition or len(edition.edition) > 40:
        raise EDITION_NEEDED(field="edition")
    if len(edition.items) > MOST_ITEMS:
        raise TOO_MANY_ITEMS(field="items", count=len(edition.items), most=MOST_ITEMS)
    if not edition.items:
        raise ITEMS_NEEDED(field="items")


def _refuse_not_offered(wanted: Wanted) -> None:
    offered = {
        "kind": KINDS, "about": ABOUT, "period": PERIODS, "answered_by": ANSWERED_BY, "checked_by": CHECKED_BY,
    }  # fmt: skip
    for name, choices in offered.items():
        if getattr(wanted, name) not in choices:
            raise NOT_OFFERED(field=name)
    if wanted.answered_by not in TAKERS[wanted.about]:
        raise NOT_OFFERED(field="answered_by")


def _items(wanted: Wanted, before: Edition | None) -> _Reading:
    read = _Reading()
    known = {item.code: item for item in before.items} if before else {}
    for number, line in _lines(wanted.items):
        if line.startswith("#"):
            read.begin_group(line.lstrip("# ").strip()[:200])
            continue
        item = _item(number, _cells(line), wanted.kind, len(read.items) + 1)
        if item.code in {one.code for one in read.items}:
            raise LINE_WRONG(field="items", line=number, why=_("mã %s trùng với dòng trên") % item.code)
        read.items.append(replace(_as_before(item, known.get(item.code)), group=read.here))
    return read


def _item(number: int, cells: list[str], kind: str, place: int) -> Item:
    """`mã | nội dung | điểm tối đa | căn cứ`; a line with its words alone is given its number as code."""
    code, vi, *rest = cells if len(cells) > 1 else [f"{place:02d}", cells[0]]
    most, citation = (*rest, "", "")[:2]
    if not code or " " in code or len(code) > LONGEST_CODE or len(vi) > LONGEST_TEXT:
        why = _("ghi mã ngắn, rồi dấu |, rồi nội dung không quá 500 ký tự")
        raise LINE_WRONG(field="items", line=number, why=why)
    return Item(code, vi, most=_most(number, most) if kind == POINTS else Fraction(1), citation=citation)


def _most(number: int, text: str) -> Fraction:
    """The most points of an item; a blank one has 1."""
    found = Fraction(text.replace(",", ".")) if NUMBER.fullmatch(text) else Fraction(0 if text else 1)
    if not 0 < found <= MOST_POINTS:
        why = _("điểm tối đa phải là số lớn hơn 0, không quá 1000, ví dụ 10")
        raise LINE_WRONG(field="items", line=number, why=why)
    return found


def _as_before(item: Item, known: Item | None) -> Item:
    if known is None:
        return item if item.worded else replace(item, confidence=UNSURE)
    if known.vi != item.vi:
        # Words put to a code that came without sure ones: who puts the edition in force signs for them.
        return replace(item, confidence=known.confidence if item.worded else UNSURE, facts=known.facts)
    return replace(known, most=item.most, citation=item.citation or known.citation)


def _same_group(group: Group, before: Edition | None) -> Group:
    known = {one.vi: one for one in before.groups} if before else {}
    return replace(group, en=known[group.vi].en) if group.vi in known else group


def _standings(wanted: Wanted, before: Edition | None) -> Iterator[Standing]:
    """`tên mức | từ %`, the best first."""
    known = {one.vi: one for one in before.standings} if before else {}
    taken, names = {one.code for one in known.values()}, set[str]()
    last = Fraction(101)
    for number, line in _lines(wanted.standings):
        name, *rest = _cells(line)
        least = _percent(rest[0] if rest else "", "standings", number) or Fraction(0)
        if (least >= last and wanted.kind != RANK) or not 0 < len(name) <= LONGEST_STEP:
            why = _("ghi các mức từ cao xuống thấp, mỗi mức kèm tỷ lệ từ bao nhiêu phần trăm")
            raise LINE_WRONG(field="standings", line=number, why=why)
        last = least
        same = known.get(name, Standing(_slug(name, f"muc-{number}", taken), name))
        if name in names:
            raise LINE_WRONG(field="standings", line=number, why=_("mức “%s” trùng với dòng trên") % name)
        names.add(name)
        taken.add(same.code)
        yield replace(same, min=least)


def _percent(text: str, place: str, line: int = 1) -> Fraction | None:
    plain = text.strip().rstrip("%").strip()
    if not plain:
        return None
    if not NUMBER.fullmatch(plain) or not 0 <= Fraction(plain.replace(",", ".")) <= 100:
        raise LINE_WRONG(field=place, line=line, why=_("tỷ lệ là số từ 0 đến 100"))
    return Fraction(plain.replace(",", "."))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(unicodedata.normalize("NFC", text).splitlines(), start=1):
        if line.strip():
            yield number, line.strip(" \r")


def _cells(line: str) -> list[str]:
    """Cells as typed with | between them, or as pasted from a spreadsheet."""
    return [cell.strip() for cell in line.split("\t" if "\t" in line else "|")]


def _slug(name: str, otherwise: str, taken: Collection[str] = ()) -> str:
    """A short code of a name; `otherwise` where nothing is left of it, or where a longer name began alike."""
    code = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:LONGEST_CODE].strip("-") or otherwise
    offered = chain((code, otherwise), (f"{otherwise}-{n}" for n in count(2)))
    return next(one for one in offered if one not in taken)


def lines_of(edition: Edition) -> str:
    """The items as they are typed, so that what is in force can be the start of the next edition."""
    names = {group.code: group.vi for group in edition.groups}
    said: list[str] = []
    here = ""
    for item in edition.items:
        if item.group != here:
            here = item.group
            said.append(f"# {names.get(here, here)}")
        cells = [item.code, item.vi]
        own = item.citation if item.citation != edition.citation else ""
        if edition.kind == POINTS:
            cells.append(_number(item.most))
        elif own:
            cells.append("")
        said.append(" | ".join([*cells, own] if own else cells))
    return "\n".join(said)


def standing_lines(edition: Edition) -> str:
    ranked = edition.kind == RANK
    return "\n".join(one.vi if ranked else f"{one.vi} | {_number(one.min)}" for one in edition.standings)


def _number(number: Fraction) -> str:
    """As it is typed: 2,5."""
    return f"{Decimal(number.numerator) / Decimal(number.denominator):f}".replace(".", ",")
