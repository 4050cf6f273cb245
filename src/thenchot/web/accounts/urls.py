"""Addresses of accounts: the administrator's list, and one's own password."""

from __future__ import annotations

from django.urls import path

from thenchot.web.accounts import (
    accounts,
    change_password,
    lock_account,
    open_accounts,
    reset_factors,
    set_password,
)

urlpatterns = [
    path("quan-tri/tai-khoan", accounts.accounts, name="people.accounts"),
    path("quan-tri/tai-khoan/mo", open_accounts.open_missing, name="people.open_accounts"),
    path("quan-tri/tai-khoan/<int:account_id>/khoa", lock_account.lock, name="people.lock_account"),
    path(
        "quan-tri/tai-khoan/<int:account_id>/mat-khau", set_password.give_password, name="people.set_password"
    ),
    path(
        "quan-tri/tai-khoan/<int:account_id>/go-lop-hai", reset_factors.reset, name="people.reset_factors"
    ),
    path("mat-khau", change_password.own_password, name="people.change_password"),
]
