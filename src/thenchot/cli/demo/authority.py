"""Who scores, ranks and decides in the demo's city part, who holds which role, and which rulebook binds whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from thenchot.audit.actor import SOFTWARE
from thenchot.cli.demo.staff import BEGIN, COUNCIL_TIER, GOVERNMENT_TIER, GRID_UNIT, PARTY_TIER, Cast
from thenchot.cli.demo.units import MASS, ROOT, SERVICE, WARDS
from thenchot.people.actions.delegate import Rule, delegate, grant, put_in_charge
from thenchot.people.actions.open_accounts import open_accounts
from thenchot.people.identity import Identity
from thenchot.rulesets.actions.adopt import Choice, adopt

PHRASE = "xem thử then chốt 2026"
"""What the demo's people sign in with; it opens invented data on one's own machine and nothing else."""
CITATION = "Quy định phân cấp số 15-QĐ/TU ngày 05/12/2025 (giả định)"
PLACEHOLDER = (
    "Bản tạm: chưa có toàn văn Quyết định 1841-QĐ/TU; điểm, mức và tỷ lệ lấy theo khung năm 2018. "
    "Chỉ dùng để xem thử, người ký là nhân vật giả định."
)
SECONDARY = (
    "Đối chiếu theo quy chế của một đơn vị có viện dẫn Nghị định 233/2026/NĐ-CP. "
    "Chỉ dùng để xem thử, người ký là nhân vật giả định."
)


@dataclass(frozen=True)
class Role:
    """A line of the sign-in list: what the person is, and their staff code."""

    vi: str
    code: str


def rules(cast: Cast) -> Iterator[Rule]:
    """The delegation table where it differs from the general rule of Điều 10."""
    keys = cast.keys
    # Mass organisations follow the Party committee of their place.
    for task in ("score", "rank"):
        yield Rule(task, ROOT, CITATION, bloc=MASS, rank="head", holder_code=keys["DL:secretary"])
    yield Rule("rank", ROOT, CITATION, bloc=MASS, holder_code=keys["MTTQ:head"])
    for number in range(1, len(WARDS) + 1):
        ward = f"P{number:02d}"
        secretary, chair = keys[f"{ward}:secretary"], keys[f"{ward}:chair"]
        for task in ("score", "rank"):
            yield Rule(task, ward, CITATION, bloc=MASS, rank="head", holder_code=secretary)
        yield Rule("rank", ward, CITATION, bloc=MASS, holder_code=secretary)
        # Schools of a ward: the chairman follows and ranks their heads.
        for task in ("score", "rank"):
            yield Rule(task, ward, CITATION, bloc=SERVICE, rank="head", holder_code=chair)
    # Three authorities decide, each for those under its management.
    for tier, holder in ((PARTY_TIER, "DL:secretary"), (COUNCIL_TIER, "DL:council"), (GOVERNMENT_TIER, "DL:chair")):
        yield Rule("decide", ROOT, CITATION, tier=tier, holder_code=keys[holder])


def fields(cast: Cast) -> Iterator[tuple[str, str]]:
    """Which deputy has which unit in charge."""
    keys = cast.keys
    for deputy, units in (("deputy-1", "SXD CCQL STC"), ("deputy-2", "SYT SGD SVH"), ("deputy-3", "SNN SKH BQL")):
        for unit in units.split():
            yield keys[f"DL:{deputy}"], unit
    for number in range(1, len(WARDS) + 1):
        ward = f"P{number:02d}"
        yield keys[f"{ward}:deputy-1"], f"{ward}-KT"
        yield keys[f"{ward}:deputy-2"], f"{ward}-VX"
        yield keys[f"{ward}:deputy-2"], f"{ward}-VP"
    for body, divisions in (("SXD", 2), ("VPUB", 2)):
        for number in range(1, divisions + 1):
            yield keys[f"{body}:deputy-{number}"], f"{body}-{number}"


def roles(cast: Cast) -> list[Role]:
    """One invented person for each role, in the order of the month's steps."""
    keys = cast.keys
    first = {unit: cast.of(unit)[0] for unit in ("BTC", "VPUB", "UBKT", "STP", GRID_UNIT, "P01-KT", "P01-CS")}
    return [
        Role("Công chức", cast.of(GRID_UNIT)[-1]),
        Role("Công chức phường", first["P01-KT"]),
        Role("Viên chức (giáo viên)", first["P01-CS"]),
        Role("Cấp phó phụ trách lĩnh vực (Phó Chủ tịch UBND phường)", keys["P01:deputy-1"]),
        Role("Người đứng đầu có 94 người trực tiếp (Chi cục trưởng)", keys[f"{GRID_UNIT}:head"]),
        Role("Người đứng đầu bộ phận (Trưởng phòng ở phường)", keys["P01-KT:head"]),
        Role("Hiệu trưởng", keys["P01-CS:head"]),
        Role("Chủ tịch UBND phường: khối chính quyền", keys["P01:chair"]),
        Role("Bí thư Đảng ủy phường: khối Đảng, đoàn thể", keys["P01:secretary"]),
        Role("Cấp có thẩm quyền: Thường trực Thành ủy", keys["DL:secretary"]),
        Role("Cấp có thẩm quyền: Thường trực HĐND", keys["DL:council"]),
        Role("Cấp có thẩm quyền: lãnh đạo UBND", keys["DL:chair"]),
        Role("Cơ quan tổ chức, cán bộ", first["BTC"]),
        Role("Văn phòng theo dõi", first["VPUB"]),
        Role("Kiểm tra, giám sát", first["UBKT"]),
        Role("Quản trị hệ thống", first["STP"]),
    ]


def organiser(cast: Cast) -> str:
    return cast.of("BTC")[0]


def offices(cast: Cast) -> dict[str, str]:
    """Who enters facts for each of the four offices of the month's information, by staff code; none of them is the auditor."""
    units = {"party_office": "VPTU", "council_office": "VPUB", "inspectorate": "TTRA", "inspection_commission": "UBKT"}
    found = {source: cast.of(unit)[0] for source, unit in units.items()}
    return {**found, "inspection_commission": cast.keys["UBKT:deputy-1"]}


def entrust(cast: Cast) -> None:
    """Write the delegation table, the fields, the grants and the accounts."""
    for rule in rules(cast):
        delegate(by=SOFTWARE, rule=rule, valid_from=BEGIN)
    for deputy, unit in fields(cast):
        put_in_charge(by=SOFTWARE, deputy_code=deputy, unit_code=unit, valid_from=BEGIN)
    held = [("organisation_body", organiser(cast)), ("auditor", cast.of("UBKT")[0]), ("administrator", cast.of("STP")[0])]
    for role, code in [*held, *(("monitoring_office", code) for code in offices(cast).values())]:
        grant(by=SOFTWARE, staff_code=code, role=role, unit_code=ROOT, valid_from=BEGIN)
    open_accounts(staff_codes=[one.code for one in roles(cast)], password=PHRASE)
    open_accounts(staff_codes=[row.staff_code for row in cast.posts])


def take_up_rulebooks(by: Identity, root_id: int) -> None:
    """Civil servants come under the decree with the new year, public employees under theirs in the middle of it."""
    new_year, summer = date(2026, 1, 1), date(2026, 7, 1)
    adopt(by=by, choice=Choice(root_id, "nd335-2025-cong-chuc", "cong_chuc", new_year))
    for category, until in (("cong_chuc", date(2025, 12, 31)), ("can_bo", None), ("vien_chuc", date(2026, 6, 30))):
        adopt(by=by, choice=Choice(root_id, "hn-1841-2021", category, BEGIN, note=PLACEHOLDER), valid_to=until)
    adopt(by=by, choice=Choice(root_id, "nd233-2026-vien-chuc", "vien_chuc", summer, note=SECONDARY))
