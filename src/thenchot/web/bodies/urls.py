"""Addresses of the yearly assessment of organisations."""

from __future__ import annotations

from django.urls import path

from thenchot.web.bodies import (
    decide,
    excuse,
    open_round,
    propose,
    publish,
    raise_concern,
    raise_share,
    replace,
    rounds,
    self_assess,
    send_back,
    settle_concern,
    sheet,
)

urlpatterns = [
    path("to-chuc", rounds.rounds, name="bodies.rounds"),
    path("to-chuc/mo", open_round.open_round, name="bodies.open_round"),
    path("to-chuc/<int:round_id>", rounds.one, name="bodies.round"),
    path("to-chuc/<int:round_id>/ty-le", raise_share.raise_share, name="bodies.raise_share"),
    path("to-chuc/<int:round_id>/thong-bao", publish.publish, name="bodies.publish"),
    path("to-chuc/phieu/<int:sheet_id>", sheet.sheet, name="bodies.sheet"),
    path("to-chuc/phieu/<int:sheet_id>/gui", self_assess.self_assess, name="bodies.self_assess"),
    path("to-chuc/phieu/<int:sheet_id>/tra-lai", send_back.send_back, name="bodies.send_back"),
    path("to-chuc/phieu/<int:sheet_id>/tham-muu", propose.propose, name="bodies.propose"),
    path("to-chuc/phieu/<int:sheet_id>/xac-minh", raise_concern.raise_concern, name="bodies.raise_concern"),
    path(
        "to-chuc/phieu/<int:sheet_id>/ket-luan", settle_concern.settle_concern, name="bodies.settle_concern"
    ),
    path("to-chuc/phieu/<int:sheet_id>/cong-nhan", decide.decide, name="bodies.decide"),
    path("to-chuc/phieu/<int:sheet_id>/khong-xep-loai", excuse.excuse, name="bodies.excuse"),
    path("to-chuc/phieu/<int:sheet_id>/thay-the", replace.replace, name="bodies.replace"),
]
