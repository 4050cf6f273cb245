"""`thenchot rulebooks`: the rulebooks with their dates and confidence, and what of the decree they carry out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date

from thenchot.cli import folders
from thenchot.rules.book import Rulebook
from thenchot.rulesets import books
from thenchot.rulesets.coverage import Clause, Coverage, coverage
from thenchot.rulesets.reading import BookError
from thenchot.rulesets.schema import KINDS_OF_SUBJECT
from thenchot.rulesets.texts import CONFIDENCES

SWITCHED = {
    "on": "bật",
    "on_with_note": "bật, có ghi chú",
    "on_when_confirmed": "tắt, chờ cơ quan xác nhận",
    "off": "tắt, chờ đối chiếu văn bản",
}


def run(argv: Sequence[str]) -> int:
    """List the rulebooks and the clauses of the decree; 1 when a rulebook file cannot be used."""
    parser = argparse.ArgumentParser(
        prog="thenchot rulebooks", description="Các bộ quy tắc và mức độ thể hiện Nghị định 335/2025/NĐ-CP."
    )
    parser.add_argument(
        "--on", type=date.fromisoformat, metavar="NĂM-THÁNG-NGÀY", help="chỉ các bộ có hiệu lực ngày này"
    )
    parser.add_argument("--subject", choices=KINDS_OF_SUBJECT, help="chỉ các bộ áp dụng cho đối tượng này")
    options = parser.parse_args(argv)
    try:
        for book in books.all_books(folders.named()):
            if _asked_for(book, options.on, options.subject):
                print(_book(book))
        print(_coverage(coverage()))
    except BookError as error:
        print(f"thenchot rulebooks: {error}", file=sys.stderr)
        return 1
    return 0


def _asked_for(book: Rulebook, day: date | None, subject: str | None) -> bool:
    if day is not None:
        return book.in_force_on(day, subject)
    return subject is None or subject in book.applies_to


def _book(book: Rulebook) -> str:
    aliases = f" (còn gọi {', '.join(book.aliases)})" if book.aliases else ""
    kinds = ", ".join(kind or "không có kind" for kind in book.kinds())
    return (
        f"{book.id}{aliases}\n"
        f"  {book.name}\n"
        f"  {book.citation}\n"
        f"  Áp dụng {_days(book.effective_from, book.effective_to)}; {CONFIDENCES[book.confidence][0]}; "
        f"{SWITCHED[book.switch]}\n"
        f"  Dạng đầu vào: {kinds}; {len(book.examples)} ví dụ; mã nội dung {book.digest[:12]}\n"
    )


def _days(first: date | None, last: date | None) -> str:
    start = f"từ {first:%d/%m/%Y}" if first is not None else "không rõ ngày bắt đầu"
    return f"{start} đến {last:%d/%m/%Y}" if last is not None else start


def _coverage(found: Coverage) -> str:
    lines = [f"{found.document}, Chương II đến Chương IV"]
    lines.extend(_clause(clause, found) for clause in found.clauses)
    carried = sum(bool(clause.rules) for clause in found.clauses)
    lines.append(
        f"{carried} điều, khoản có quy tắc; {len(found.clauses) - carried} điều, khoản có lý do; "
        f"tổng {len(found.clauses)}"
    )
    return "\n".join(lines)


def _clause(clause: Clause, found: Coverage) -> str:
    if clause.reason:
        return f"  {clause.name}: {found.reasons[clause.reason]}"
    tests = ", ".join(test.partition("::")[2] for test in clause.tests)
    return f"  {clause.name}: {', '.join(clause.rules)} [{tests}]"
