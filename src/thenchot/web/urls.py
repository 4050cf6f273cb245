"""The addresses of the pages: readable, stable, in Vietnamese; names are <room>.<verb>."""

from __future__ import annotations

from django.urls import include, path, register_converter

from thenchot.web import home, open_notice, preferences, sign_in
from thenchot.web.audit import openings
from thenchot.web.periods import LongerConverter, PeriodConverter
from thenchot.web.rulesets import book as rulebook
from thenchot.web.rulesets import books as rulebooks

register_converter(PeriodConverter, "period")
register_converter(LongerConverter, "longer")

urlpatterns = [
    path("", home.root, name="web.root"),
    path("viec-can-lam", home.home, name="web.home"),
    path("thong-bao/<int:notice_id>", open_notice.open_notice, name="web.open_notice"),
    path("dang-nhap", sign_in.sign_in, name="web.sign_in"),
    path("dang-nhap/thu", sign_in.demo_sign_in, name="web.demo_sign_in"),
    path("dang-xuat", preferences.sign_out, name="web.sign_out"),
    path("ngon-ngu", preferences.language, name="web.language"),
    path("giao-dien", preferences.appearance, name="web.appearance"),
    path("them", preferences.more, name="web.more"),
    path("quy-dinh", rulebooks.books, name="rulesets.books"),
    path("ai-da-xem", openings.openings, name="audit.openings"),
    path("", include("thenchot.web.assessment.urls")),
    path("", include("thenchot.web.workplan.urls")),
    path("", include("thenchot.web.workplan.table_urls")),
    path("", include("thenchot.web.evidence.urls")),
    path("", include("thenchot.web.attachments.urls")),
    path("", include("thenchot.web.calendar.urls")),
    path("", include("thenchot.web.meeting.urls")),
    path("", include("thenchot.web.lowest.urls")),
    path("", include("thenchot.web.standards.urls")),
    path("", include("thenchot.web.overview.urls")),
    path("", include("thenchot.web.raters.urls")),
    path("", include("thenchot.web.cycles.urls")),
    path("", include("thenchot.web.year.urls")),
    path("", include("thenchot.web.decisions.urls")),
    path("", include("thenchot.web.results.urls")),
    path("", include("thenchot.web.forms.urls")),
    path("", include("thenchot.web.bodies.urls")),
    path("", include("thenchot.web.checklists.urls")),
    path("", include("thenchot.web.behalf.urls")),
    path("", include("thenchot.web.petitions.urls")),
    path("", include("thenchot.web.delegation.urls")),
    path("", include("thenchot.web.imports.urls")),
    path("", include("thenchot.web.integrity.urls")),
    path("", include("thenchot.web.accounts.urls")),
    path("", include("thenchot.web.tokens.urls")),
    path("", include("thenchot.web.connections.urls")),
    path("", include("thenchot.web.intake.urls")),
    path("", include("thenchot.web.outbound.urls")),
    path("", include("thenchot.web.security.urls")),
    path("", include("thenchot.web.rulesets.urls")),
    path("", include("thenchot.web.what_if.urls")),
    path("", include("thenchot.web.guide.urls")),
    path("quy-dinh/<slug:name>", rulebook.book, name="rulesets.book"),
]
