#!/usr/bin/env python3
"""Read a real catalogue workbook and print what was made of it: sheets, parts, groups, standard product, refusals."""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

from django.conf import settings

from thenchot.files import catalogue
from thenchot.files.table import shown
from thenchot.lib.refusals import Refusal
from thenchot.standards.drafts import COMMON, LEADER, Draft

NAMES = {LEADER: "Lãnh đạo, quản lý", COMMON: "Dùng chung"}
ROLES = {"products": "sản phẩm, công việc", "criteria": "tiêu chí chung"}


def main(path: str) -> int:
    settings.configure(USE_I18N=False)
    started = time.perf_counter()
    try:
        batch = catalogue.read(Path(path).read_bytes())
    except Refusal as refusal:
        print(f"Không đọc được: {refusal.sentence}")
        return 0
    for sheet in batch.sheets:
        print(f"Trang “{sheet.name}”: {sheet.rows} dòng {ROLES[sheet.role]}")
    if batch.draft:
        describe(batch.draft)
    for problem in batch.problems:
        kind = "Lưu ý" if problem.warning else "Từ chối"
        place = f"{problem.sheet}, dòng {problem.row}, cột {problem.column or '—'}"
        print(f"{kind}: {place}: {problem.sentence} {problem.article}".rstrip())
    print(
        f"Từ chối: {len(batch.errors)}. Lưu ý: {len(batch.warnings)}. Đọc trong {time.perf_counter() - started:.2f} giây."
    )
    return 0


def describe(draft: Draft) -> None:
    parts = Counter(item.part for item in draft.products)
    print(f"Quyết định: {draft.citation or 'không ghi'}")
    for part, count in parts.items():
        print(f"  {NAMES.get(part, part)}: {count}")
    prefixes = Counter(item.code.rsplit(".", 1)[0] for item in draft.products if item.part not in NAMES)
    print(f"Cộng {len(draft.products)} mã; {len(prefixes)} đầu mã riêng: {', '.join(prefixes)}")
    for group in draft.groups:
        count = sum(item.group == group.code for item in draft.products)
        print(f"  Nhóm {group.code} ({group.frame} điểm): {count}")
    print(f"Sản phẩm chuẩn: {draft.standard_product} = {shown(draft.standard_points)} điểm = hệ số 1")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Cách dùng: real_catalogue.py TỆP.xlsx")
    sys.exit(main(sys.argv[1]))
