"""Addresses of safe sign-in."""

from __future__ import annotations

from django.urls import path

from thenchot.web.security import add_key, add_totp, own, rights, second_step, single_sign_on

urlpatterns = [
    path("dang-nhap/buoc-hai", second_step.second_step, name="people.second_step"),
    path("dang-nhap/chung", single_sign_on.start, name="people.sso"),
    path("dang-nhap/chung/ve", single_sign_on.back, name="people.sso_back"),
    path("da-dang-xuat", single_sign_on.left, name="people.signed_out"),
    path("quan-tri/ra-soat-quyen", rights.rights, name="people.rights"),
    path("tai-khoan/bao-mat", own.own, name="people.own_security"),
    path("tai-khoan/bao-mat/ung-dung", add_totp.add, name="people.add_totp"),
    path("tai-khoan/bao-mat/khoa", add_key.add, name="people.add_key"),
    path("tai-khoan/bao-mat/ma-du-phong", own.new_codes, name="people.new_codes"),
    path("tai-khoan/bao-mat/dang-xuat-noi-khac", own.sign_out_elsewhere, name="people.sign_out_elsewhere"),
    path("tai-khoan/bao-mat/<int:factor_id>/bo", own.remove, name="people.remove_factor"),
]
