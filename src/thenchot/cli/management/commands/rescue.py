"""thenchot rescue: open an account that nobody else can open, in the name of whoever runs the machine."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from thenchot.people.accounts import account_of
from thenchot.people.actions.rescue_account import rescue_account


class Command(BaseCommand):
    help = "Mở lại một tài khoản: mở khóa, gỡ lớp xác thực thứ hai, cấp mật khẩu dùng một lần. Có ghi nhật ký."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="mã cán bộ")

    def handle(self, *_: Any, **options: Any) -> None:
        account = account_of(options["code"])
        if account is None:
            raise CommandError(f"Không có tài khoản mang mã cán bộ {options['code']}.")
        password = rescue_account(account=account)
        self.stdout.write(f"Mật khẩu dùng một lần của {account.person} ({account.staff_code}): {password}")
