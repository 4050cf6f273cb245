"""About 5,000 invented people in their posts: leaders first, then staff shared out over the units by their size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from thenchot.cli.demo.names import person
from thenchot.cli.demo.units import GOVERNMENT, MASS, PARTY, Place
from thenchot.people.actions.enrol import PostRow

BEGIN = date(2025, 7, 1)
PEOPLE = 5000
PARTY_TIER, COUNCIL_TIER, GOVERNMENT_TIER = "Thường trực Thành ủy", "Thường trực HĐND thành phố", "Lãnh đạo UBND thành phố"
WEIGHTS = {"school": 55, "body": 50, "division": 14, "part": 10}
GRID_UNIT, GRID_STAFF = "CCQL", 91
"""The body whose head has 94 direct subjects: three deputies and 91 staff."""
LEADERS, EXPERTS, TEACHERS, HELPERS = "Lãnh đạo, quản lý", "Chuyên môn", "Giáo viên", "Nhân viên"
STAFF_TITLES = ("Chuyên viên", "Chuyên viên", "Chuyên viên", "Chuyên viên", "Chuyên viên chính", "Cán sự")


@dataclass(frozen=True)
class Seat:
    """A leading post: `key` names it where other tables must find who holds it."""

    title: str
    rank: str
    category: str = "cong_chuc"
    bloc: str = ""
    tier: str = ""
    kind: str = "main"
    key: str = ""


@dataclass
class Cast:
    """Everybody's posts, and the staff code of those whom the delegation, the grants and the sign-in page name."""

    posts: list[PostRow] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)

    def of(self, unit: str, rank: str = "staff") -> list[str]:
        return [row.staff_code for row in self.posts if row.unit_code == unit and row.rank == rank]


# The two heads of the city are managed from above and assessed there (Nghị định 335/2025 leaves them out):
# here they hold a concurrent post, which leads and decides but has no sheet.
ROOT_SEATS = (
    Seat("Bí thư Thành ủy", "head", "can_bo", PARTY, kind="concurrent", key="secretary"),
    Seat("Chủ tịch UBND thành phố", "head", "can_bo", GOVERNMENT, kind="concurrent", key="chair"),
    Seat("Phó Bí thư Thường trực Thành ủy", "deputy", "can_bo", PARTY, PARTY_TIER, key="standing"),
    Seat("Phó Chủ tịch Thường trực HĐND thành phố", "deputy", "can_bo", PARTY, PARTY_TIER, key="council"),
    Seat("Trưởng Ban Kinh tế - Ngân sách HĐND", "staff", "can_bo", PARTY, COUNCIL_TIER),
    Seat("Trưởng Ban Văn hóa - Xã hội HĐND", "staff", "can_bo", PARTY, COUNCIL_TIER),
    Seat("Phó Chủ tịch UBND thành phố", "deputy", "can_bo", GOVERNMENT, PARTY_TIER, key="deputy-1"),
    Seat("Phó Chủ tịch UBND thành phố", "deputy", "can_bo", GOVERNMENT, PARTY_TIER, key="deputy-2"),
    Seat("Phó Chủ tịch UBND thành phố", "deputy", "can_bo", GOVERNMENT, PARTY_TIER, key="deputy-3"),
)
WARD_SEATS = (
    Seat("Bí thư Đảng ủy phường", "head", "can_bo", PARTY, PARTY_TIER, key="secretary"),
    Seat("Phó Bí thư Thường trực Đảng ủy phường", "deputy", "can_bo", PARTY, PARTY_TIER),
    Seat("Phó Chủ tịch HĐND phường", "deputy", "can_bo", PARTY, COUNCIL_TIER),
    Seat("Chủ tịch UBND phường", "head", "can_bo", GOVERNMENT, GOVERNMENT_TIER, key="chair"),
    Seat("Phó Chủ tịch UBND phường", "deputy", "can_bo", GOVERNMENT, GOVERNMENT_TIER, key="deputy-1"),
    Seat("Phó Chủ tịch UBND phường", "deputy", "can_bo", GOVERNMENT, GOVERNMENT_TIER, key="deputy-2"),
)
MASS_SEATS = (
    Seat("Chủ tịch Ủy ban MTTQ", "head", "can_bo", tier=PARTY_TIER, key="head"),
    Seat("Phó Chủ tịch Ủy ban MTTQ", "deputy", "can_bo", tier=PARTY_TIER),
    Seat("Phó Chủ tịch, Chủ tịch Hội Liên hiệp Phụ nữ", "deputy", "can_bo", tier=PARTY_TIER),
)
SCHOOL_SEATS = (
    Seat("Hiệu trưởng", "head", "vien_chuc", tier=GOVERNMENT_TIER, key="head"),
    Seat("Phó Hiệu trưởng", "deputy", "vien_chuc"),
    Seat("Phó Hiệu trưởng", "deputy", "vien_chuc"),
)


def _body_seats(place: Place) -> tuple[Seat, ...]:
    if place.row.bloc == MASS:
        return MASS_SEATS
    party = place.row.bloc == PARTY
    head = "Chánh Văn phòng" if place.row.name.startswith("Văn phòng") else "Trưởng ban" if party else "Giám đốc"
    head = {"Chi": "Chi cục trưởng", "Tha": "Chánh Thanh tra", "Ủy ": "Chủ nhiệm"}.get(place.row.name[:3], head)
    second = head.replace("Chánh", "Phó Chánh") if head.startswith("Chánh") else f"Phó {head}"
    deputies = [Seat(second, "deputy", key=f"deputy-{n}") for n in range(1, 4 if place.code == GRID_UNIT else 3)]
    return (Seat(head, "head", tier=PARTY_TIER if party else GOVERNMENT_TIER, key="head"), *deputies)


def seats(place: Place) -> tuple[Seat, ...]:
    """The leading posts of a unit."""
    match place.kind:
        case "root":
            return ROOT_SEATS
        case "ward":
            return WARD_SEATS
        case "school":
            return SCHOOL_SEATS
        case "body":
            return _body_seats(place)
        case _ if place.row.bloc == MASS:
            return MASS_SEATS[:2]
        case _:
            word = {"Văn": "Chánh Văn phòng", "Ban": "Trưởng ban"}.get(place.row.name[:3], "Trưởng phòng")
            second = word.replace("Chánh", "Phó Chánh").replace("Trưởng", "Phó Trưởng")
            return (Seat(word, "head", key="head"), Seat(second, "deputy", key="deputy"))


def sizes(places: Sequence[Place], people: int) -> dict[str, int]:
    """How many staff each unit has, so that all people together are `people` (or a few more in a very small demo)."""
    leading = sum(len(seats(place)) for place in places)
    grid = min(GRID_STAFF, max(6, GRID_STAFF * people // PEOPLE))
    shared = [place for place in places if place.kind in WEIGHTS and place.code != GRID_UNIT]
    left, weight = max(0, people - leading - grid), sum(WEIGHTS[place.kind] for place in shared)
    found = {GRID_UNIT: grid}
    for place in shared:
        share = round(left * WEIGHTS[place.kind] / weight)
        found[place.code] = max(1, share)
        left, weight = left - share, weight - WEIGHTS[place.kind]
    return found


def build(places: Sequence[Place], people: int = PEOPLE) -> Cast:
    """Everybody, the same each time."""
    rng, cast, staff = Random("Đông Lam"), Cast(), sizes(places, people)  # noqa: S311
    for place in places:
        for seat in seats(place):
            cast.posts.append(_leader(rng, cast, place, seat))
        cast.posts += [_staff(rng, len(cast.posts) + n, place) for n in range(staff.get(place.code, 0))]
    cast.posts += _seconded(cast)
    return cast


def _code(number: int) -> str:
    return f"DL{number + 1:05d}"


def _leader(rng: Random, cast: Cast, place: Place, seat: Seat) -> PostRow:
    name, gender = person(rng, 0.75 if place.kind == "school" else 0.4)
    code = _code(len(cast.posts))
    if seat.key:
        cast.keys[f"{place.code}:{seat.key}"] = code
    return PostRow(
        code, name, place.code, seat.title, seat.rank, seat.category, kind=seat.kind, gender=gender,
        duty_group=LEADERS, bloc=seat.bloc, tier=seat.tier, valid_from=BEGIN,
    )  # fmt: skip


def _staff(rng: Random, number: int, place: Place) -> PostRow:
    teaches = place.kind == "school" and rng.random() < 0.88
    name, gender = person(rng, 0.85 if teaches else 0.5)
    title = "Giáo viên" if teaches else "Nhân viên" if place.kind == "school" else rng.choice(STAFF_TITLES)
    group = TEACHERS if teaches else HELPERS if place.kind == "school" else EXPERTS
    category = "vien_chuc" if place.kind == "school" else "cong_chuc"
    return PostRow(
        _code(number), name, place.code, title, "staff", category, gender=gender, duty_group=group, valid_from=BEGIN
    )


def _seconded(cast: Cast) -> Iterator[PostRow]:
    """Four people work in another body for a time; the body that received them assesses them."""
    for giver, taker in (("SXD", "P01-KT"), ("SNV", "P02-VP"), ("STC", "P03-KT"), ("SVH", "P01-VX")):
        codes = cast.of(giver)
        if codes:
            row = next(post for post in cast.posts if post.staff_code == codes[0])
            yield replace(row, unit_code=taker, kind="seconded", valid_from=date(2026, 3, 2))


def transfers(cast: Cast) -> list[PostRow]:
    """Six people change body on 17/8/2026: their sheets before that day stay with the body they left."""
    moves = (("SYT", "SGD"), ("STP", "TTRA"), ("SKH", "STC"), ("P04-KT", "P05-KT"), ("P06-VX", "P07-VX"), ("BTG", "VPTU"))
    found = []
    for giver, taker in moves:
        codes = cast.of(giver)
        if len(codes) > 1:
            row = next(post for post in cast.posts if post.staff_code == codes[-1])
            found.append(replace(row, unit_code=taker, valid_from=date(2026, 8, 17)))
    return found
