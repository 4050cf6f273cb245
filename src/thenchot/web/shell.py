"""What surrounds every page: who is signed in, the bar of their role, appearance, the contact for help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thenchot.assessment.queries.home import Waiting
from thenchot.people.identity import Identity
from thenchot.web.doors import viewer_of
from thenchot.web.waiting import waiting_of

THEMES = ("light", "dark")
SIZES = ("large",)
THEME_COOKIE, SIZE_COOKIE = "thenchot_theme", "thenchot_size"


@dataclass(frozen=True)
class Tab:
    """An item of the bar: the page it leads to, its words, and shorter words for the phone ("" leaves it to Thêm)."""

    page: str
    label: str | Promise
    short: str | Promise = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    count: int = 0


HOME = Tab("web.home", _("Việc cần làm"), _("Việc cần làm"))
MY_SHEET = Tab("assessment.my_sheets", _("Phiếu của tôi"), _("Phiếu của tôi"))
PLAN = Tab("workplan.plans", _("Kế hoạch tháng"), _("Kế hoạch"))
HISTORY = Tab("assessment.history", _("Quá trình của tôi"))
GRID = Tab("assessment.grids", _("Xác nhận phiếu"), _("Xác nhận"))
COMMENTS = Tab("assessment.comments", _("Góp ý phiếu"), _("Góp ý"))
DECISIONS = Tab("assessment.decisions", _("Quyết định"), _("Quyết định"))
AGENDA = Tab("followup.week", _("Lịch công tác"))
FOLLOW = Tab("followup.follow", _("Theo dõi công việc"))
BRIEFINGS = Tab("followup.briefings", _("Họp giao ban"))
REMEDIES = Tab("followup.remedies", _("Việc khắc phục"))
LOWEST = Tab("reporting.lowest", _("Tiêu chí thấp nhất"))
OVERVIEW = Tab("reporting.overview", _("Toàn cảnh"), _("Toàn cảnh"))
RATERS = Tab("reporting.raters", _("Người đánh giá"))
CYCLES = Tab("assessment.cycles", _("Kỳ đánh giá"), _("Kỳ đánh giá"))
RESULTS = Tab("assessment.results", _("Kết quả"), _("Kết quả"))
PETITIONS = Tab("assessment.petitions", _("Kiến nghị"))
IMPORTS = Tab("people.imports", _("Nhập dữ liệu"))
TOTALS = Tab("assessment.totals", _("Tổng hợp quý, năm"))
OPENINGS = Tab("audit.openings", _("Ai đã xem hồ sơ của tôi"))
VERIFY = Tab("audit.verify", _("Đối chiếu nhật ký"), _("Đối chiếu"))
INSPECT = Tab("audit.inspect", _("Kiểm tra hồ sơ"), _("Kiểm tra"))
PROPOSALS = Tab("assessment.proposals", _("Đề xuất mức"), _("Đề xuất"))
ROUTING = Tab("people.delegation", _("Phân cấp"))
ADOPTION = Tab("rulesets.adopt", _("Áp dụng bộ quy tắc"))
WORDING = Tab("rulesets.import_wording", _("Nhập nguyên văn văn bản"))
ACCOUNTS = Tab("people.accounts", _("Tài khoản"), _("Tài khoản"))
PRODUCTS = Tab("standards.products", _("Danh mục sản phẩm, công việc"))
FACTS = Tab("evidence.register", _("Thông tin phục vụ đánh giá"), _("Thông tin"))
BEHALF = Tab("behalf.waiting", _("Nhập thay"))
OWN_FACTS = Tab("evidence.own", _("Thông tin về tôi"))
BODIES = Tab("bodies.rounds", _("Xếp loại tổ chức"))
CHECKLISTS = Tab("checklists.own", _("Bảng kiểm"))
KEPT_LISTS = Tab("checklists.keep", _("Lập, quản lý bảng kiểm"))
OUTDATED = Tab("assessment.outdated", _("Kết quả lãnh đạo cần xem lại"))
CONNECTIONS = Tab("connections.connections", _("Kết nối"))
ARRIVALS = Tab("intake.arrivals", _("Dữ liệu nhận"))
NATIONAL = Tab("outbound.owed", _("Cập nhật quốc gia"))
PASSWORD = Tab("people.change_password", _("Đổi mật khẩu"))
RIGHTS = Tab("people.rights", _("Rà soát quyền"))
TOKENS = Tab("tokens.list", _("Khóa kết nối"))
SECURITY = Tab("people.own_security", _("Bảo mật tài khoản"))
RULES = Tab("rulesets.books", _("Quy định"), _("Quy định"))
GUIDE = Tab("guide.own", _("Hướng dẫn"))

BARS: Mapping[str, tuple[Tab, ...]] = {
    "staff": (HOME, MY_SHEET, PLAN, HISTORY, RULES),
    "deputy": (HOME, COMMENTS, PLAN, MY_SHEET, RULES),
    "head": (HOME, GRID, PLAN, MY_SHEET, RULES),
    "organisation_body": (HOME, OVERVIEW, CYCLES, RESULTS, PETITIONS, RULES),
    "monitoring_office": (HOME, FACTS, MY_SHEET, PLAN, RULES),
    "auditor": (HOME, OVERVIEW, VERIFY, INSPECT, RESULTS, RULES),
    "administrator": (HOME, ACCOUNTS, RULES),
}
# Beyond the bar: what a role or a rank has besides.
BESIDES: Mapping[str, tuple[Tab, ...]] = {
    "organisation_body": (
        LOWEST, RATERS, BODIES, FACTS, BEHALF, OUTDATED, ROUTING, IMPORTS, ADOPTION, WORDING, KEPT_LISTS, VERIFY, RIGHTS, TOKENS,
        NATIONAL, ARRIVALS, CONNECTIONS,
    ),
    "monitoring_office": (FACTS, ARRIVALS, CONNECTIONS, BEHALF),
    "auditor": (LOWEST, CYCLES, ROUTING, PETITIONS, FACTS, BODIES, NATIONAL, CONNECTIONS),
    "deputy": (FOLLOW,),
    "head": (FOLLOW, LOWEST, RATERS, OVERVIEW, PROPOSALS, DECISIONS, BODIES, OUTDATED),
    "administrator": (RIGHTS, TOKENS, CONNECTIONS),
}
STEPS = {"propose": PROPOSALS, "decide": DECISIONS}
# A page below one of the bar's pages shows where it belongs.
PARENTS = {
    "assessment.grid": "assessment.grids",
    "assessment.confirm_many": "assessment.grids",
    "assessment.my_sheet": "assessment.my_sheets",
    "workplan.plan": "workplan.plans",
    "reporting.raters_of": "reporting.raters",
    "reporting.rater_list": "reporting.raters",
    "reporting.rater_list_of": "reporting.raters",
    "reporting.differing": "reporting.raters",
    "rulesets.book": "rulesets.books",
    "assessment.cycle": "assessment.cycles",
    "assessment.totals_of": "assessment.totals",
    "assessment.open_cycle": "assessment.cycles",
    "assessment.missing": "assessment.cycles",
    "assessment.results_of": "assessment.results",
    "assessment.recompute": "assessment.results",
    "assessment.publish": "assessment.cycles",
    "assessment.answer": "assessment.petitions",
    "assessment.decide_many": "assessment.decisions",
    "assessment.propose_many": "assessment.proposals",
    "people.set_password": "people.accounts",
    "people.reset_factors": "people.accounts",
    "people.add_totp": "people.own_security",
    "people.add_key": "people.own_security",
    "people.remove_factor": "people.own_security",
    "people.new_codes": "people.own_security",
    "rulesets.adopt": "rulesets.books",
    "rulesets.import_wording": "rulesets.books",
    "assessment.petition": "assessment.petitions",
    "assessment.decide": "assessment.decisions",
    "assessment.propose": "assessment.proposals",
}
REST = (
    AGENDA, BRIEFINGS, REMEDIES, MY_SHEET, HISTORY, TOTALS, RESULTS, PETITIONS, PRODUCTS,
    OWN_FACTS, CHECKLISTS, OPENINGS, SECURITY, PASSWORD, GUIDE,
)  # fmt: skip
PHONE_TABS = 3
WORK, PERIODS, DATA = _("Công việc"), _("Kỳ và kết quả"), _("Dữ liệu, quy định")
OWN, ACCOUNT = _("Của tôi"), _("Tài khoản, trợ giúp")
HEADINGS = (WORK, PERIODS, DATA, OWN, ACCOUNT)
"""Of the menu, whose items are many; what stands under none of the others is of periods and results."""
HEADING_OF = {
    **dict.fromkeys(
        (tab.page for tab in (FACTS, ARRIVALS, BEHALF, ROUTING, IMPORTS, ADOPTION, WORDING, KEPT_LISTS, RULES, PRODUCTS)), DATA
    ),
    **dict.fromkeys((tab.page for tab in (PLAN, AGENDA, FOLLOW, BRIEFINGS, REMEDIES)), WORK),
    **dict.fromkeys((tab.page for tab in (MY_SHEET, HISTORY, OWN_FACTS, CHECKLISTS, OPENINGS)), OWN),
    **dict.fromkeys((tab.page for tab in (ACCOUNTS, RIGHTS, TOKENS, CONNECTIONS, SECURITY, PASSWORD, GUIDE)), ACCOUNT),
}


@dataclass(frozen=True)
class Shell:
    """Everything base.html asks for."""

    tabs: tuple[Tab, ...] = (RULES,)
    more: tuple[Tab, ...] = ()
    here: str = ""
    name: str = ""
    post: str = ""
    acting_for: str = ""
    theme: str = ""
    size: str = ""
    path: str = "/"
    demo: bool = False
    contact: str = ""
    reader: str = ""
    """Tells readers of one browser apart: what one typed without network is never shown to another; no name, no number."""

    @property
    def phone(self) -> tuple[Tab, ...]:
        """The tabs a phone has room for; Thêm holds the rest."""
        return tuple(tab for tab in self.tabs if tab.short)[:PHONE_TABS]

    @property
    def groups(self) -> list[tuple[str | Promise, tuple[Tab, ...]]]:
        """`more` under headings, in the order of `HEADINGS`; one without an item is left out."""
        return _under_headings(self.more)

    @property
    def rest_groups(self) -> list[tuple[str | Promise, tuple[Tab, ...]]]:
        return _under_headings(self.rest)

    @property
    def rest(self) -> tuple[Tab, ...]:
        """What Thêm lists: the bar's items that the phone drops, then everything about oneself."""
        return tuple(tab for tab in self.tabs if tab not in self.phone) + self.more


def _under_headings(tabs: Sequence[Tab]) -> list[tuple[str | Promise, tuple[Tab, ...]]]:
    parts = [(heading, tuple(tab for tab in tabs if HEADING_OF.get(tab.page, PERIODS) is heading)) for heading in HEADINGS]
    return [(heading, part) for heading, part in parts if part]


@cache
def known(page: str) -> bool:
    """Whether an installation has the page: a bar never leads nowhere."""
    try:
        reverse(page)
    except NoReverseMatch:
        return False
    return True


def role_of(viewer: Identity) -> str:
    """The role that shapes the bar: a grant before a rank; of several grants, the one that works most."""
    for role in ("organisation_body", "administrator", "auditor", "monitoring_office"):
        if viewer.has(role):
            return role
    return viewer.rank or "staff"


def bare() -> Shell:
    return Shell(demo=settings.DEMO, contact=_contact())


def _contact() -> str:
    return str(settings.SUPPORT_CONTACT)


def _chosen(request: HttpRequest, cookie: str, allowed: tuple[str, ...]) -> str:
    value = request.COOKIES.get(cookie, "")
    return value if value in allowed else ""


def _tabs(role: str, waiting: Sequence[Waiting]) -> tuple[Tab, ...]:
    """The bar of the role; a step that waits for the reader stands right after what waits."""
    levels = [tab for step, tab in STEPS.items() if any(job.kind == step for job in waiting)]
    first, *others = BARS[role]
    return tuple(tab for tab in (replace(first, count=len(waiting)), *levels, *others) if known(tab.page))


def _more(role: str, rank: str, tabs: tuple[Tab, ...]) -> tuple[Tab, ...]:
    there = {tab.page for tab in tabs}
    besides = {tab.page: tab for tab in (*BESIDES.get(role, ()), *BESIDES.get(rank, ()), *REST)}
    return tuple(tab for page, tab in besides.items() if page not in there and known(page))


def _with_person(around: Shell, viewer: Identity, waiting: Sequence[Waiting]) -> Shell:
    role = role_of(viewer)
    tabs = _tabs(role, waiting)
    post = " · ".join(part for part in (viewer.title, viewer.unit_name) if part)
    return replace(around, tabs=tabs, more=_more(role, viewer.rank, tabs), name=viewer.name, post=post, reader=_reader(viewer))


def _reader(viewer: Identity) -> str:
    return salted_hmac("thenchot.web.reader", str(viewer.person_id)).hexdigest()[:12]


def shell(request: HttpRequest, section: str = "") -> Shell:
    """`section` names the bar's page a page belongs to, where its address does not tell."""
    match, viewer = request.resolver_match, viewer_of(request)
    around = Shell(
        here=section or (PARENTS.get(match.view_name, match.view_name) if match else ""),
        theme=_chosen(request, THEME_COOKIE, THEMES),
        size=_chosen(request, SIZE_COOKIE, SIZES),
        path=request.get_full_path() if request.method == "GET" else "/",
        demo=settings.DEMO,
        contact=_contact(),
    )
    return _with_person(around, viewer, waiting_of(request)) if viewer else around
