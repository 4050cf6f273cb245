"""Addresses of the register of facts."""

from __future__ import annotations

from django.urls import path

from thenchot.web.evidence import (
    dispute,
    enter_fact,
    gathering_urls,
    import_facts,
    office_rules,
    own_facts,
    register,
    withdraw_fact,
)

urlpatterns = [
    path("thong-tin", register.register, name="evidence.register"),
    path("thong-tin/ghi-nhan", enter_fact.enter_fact, name="evidence.enter"),
    path("thong-tin/nhieu", import_facts.import_facts, name="evidence.import"),
    path("thong-tin/nhieu/mau", import_facts.template_file, name="evidence.template"),
    *gathering_urls.urlpatterns,
    path("thong-tin/quy-che", office_rules.office_rules, name="evidence.office_rules"),
    path("thong-tin/quy-che/<int:rule_id>/ket-thuc", office_rules.end_rule, name="evidence.end_rule"),
    path("thong-tin/cua-toi", own_facts.own_facts, name="evidence.own"),
    path("thong-tin/<int:fact_id>/khong-dung", dispute.dispute, name="evidence.dispute"),
    path("thong-tin/<int:fact_id>/tra-loi", dispute.answer, name="evidence.answer_dispute"),
    path("thong-tin/<int:fact_id>/rut-lai", withdraw_fact.withdraw_fact, name="evidence.withdraw"),
]
