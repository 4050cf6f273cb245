"""`thenchot evaluate` as another program meets it: one JSON line in, one JSON line out, never a traceback."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.cases.run import CASES, Case, answers, cases, differs
from thenchot.cli.evaluate import answer_batch
from thenchot.rulesets import books

COMMAND = Path(sys.executable).parent / "thenchot"
DECREE = "nd335-2025-cong-chuc"
GOOD = {"id": "1", "kind": "staff", "input": {"general": 28, "assigned": 20, "items": [[20, 0, 0]]}}
EVERY_CASE = [case for path in sorted(CASES.glob("*.yaml")) for case in cases(path)]


def command(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([COMMAND, *arguments], input=given, capture_output=True, check=False, timeout=60)


def run(given: bytes | str, book: str = DECREE) -> tuple[int, list[dict[str, Any]]]:
    """The exit code and the answers; whatever happens, nothing may appear on the error stream."""
    data = given.encode("utf-8") if isinstance(given, str) else given
    done = command("evaluate", book, given=data)
    assert done.stderr == b""
    return done.returncode, [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def line(**changes: Any) -> str:
    return json.dumps({**GOOD, **changes})


def refused(given: bytes | str) -> dict[str, Any]:
    """The one answer to one bad line, asked in this process as the command does for each of its lines."""
    data = given.encode("utf-8") if isinstance(given, str) else given
    answered, good = answer_batch(books.load(DECREE), [(1, data)])
    found = [json.loads(row) for row in answered.decode("utf-8").splitlines()]
    assert not good
    assert len(found) == 1
    assert found[0]["error"]["message"]
    return dict(found[0])


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_worked_example_is_met_through_the_command(path: Path) -> None:
    known = list(cases(path))
    code, found = answers(known[0].rulebook, [case.line for case in known])
    wrong = {case.id: differs(case.expect, found.get(case.id, {})) for case in known}
    assert {name: text for name, text in wrong.items() if text} == {}
    assert code == (1 if any("error" in case.expect for case in known) else 0)


def test_the_worked_examples_of_the_rulebooks_are_all_here() -> None:
    assert len({case.id for case in EVERY_CASE}) == len(EVERY_CASE)
    assert len(EVERY_CASE) >= 64


def test_the_comparison_itself_sees_a_wrong_number() -> None:
    case = Case("x", "1", "", {"score": Decimal("90.6333"), "level": "HTXS"})
    assert differs(case.expect, {"score": Decimal("90.633333333333"), "level": "HTXS"}) == ""
    assert differs(case.expect, {"score": Decimal("90.63335"), "level": "HTXS"})
    assert differs(case.expect, {"score": Decimal("90.6333"), "level": "HTT"})
    assert differs(case.expect, {"level": "HTXS"})


def test_the_full_pair_of_the_contract() -> None:
    code, [answer] = run(line(id="R335-S1"))
    assert code == 0
    assert list(answer) == [
        "id", "a", "b", "c", "ratio_uncapped", "result_points", "score", "level_by_score", "level",
        "because", "assumed", "warnings",
    ]  # fmt: skip
    assert (answer["id"], answer["score"], answer["level"]) == ("R335-S1", 98, "HTXS")
    assert answer["assumed"] == ["ratio_above_one"]
    assert answer["warnings"] == []
    quantity = next(reason for reason in answer["because"] if reason["code"] == "quantity")
    assert quantity["article"] == "Điều 14 khoản 2 điểm a"
    assert quantity["text"] == "Số lượng: hoàn thành 20 trên 20 đơn vị được giao, đạt 100\u00a0%."
    assert {tuple(reason) for reason in answer["because"]} == {("code", "article", "text", "points")}


def test_numbers_are_decimals_and_never_binary_floats() -> None:
    facts = {"general": 0, "assigned": 3, "items": [[0.1, 0, 0], [0.2, 0, 0]]}
    done = command("evaluate", DECREE, given=line(input=facts).encode())
    answer = json.loads(done.stdout, parse_float=Decimal)
    assert answer["a"] == Decimal("0.1")
    assert answer["score"] == 7
    assert b'"a":0.1,' in done.stdout


def test_a_number_that_does_not_end_is_rounded_half_even_to_twelve_places() -> None:
    done = command(
        "evaluate", DECREE, given=line(input={"general": 0, "assigned": 3, "items": [[2, 0, 0]]}).encode()
    )
    assert b'"a":0.666666666667,' in done.stdout
    assert b'"score":46.666666666667,' in done.stdout


def test_the_level_is_decided_on_the_number_before_rounding() -> None:
    code, [answer] = run('{"id":1,"kind":"mean","input":{"scores":[90,90,89.999999999999999]}}')
    assert (code, answer["mean"], answer["level"]) == (0, 90, "HTT")


def test_answers_come_in_order_with_their_ids() -> None:
    code, found = run("\n".join(line(id=name) for name in ("b", "a", "c")))
    assert (code, [answer["id"] for answer in found]) == (0, ["b", "a", "c"])


def test_an_id_comes_back_as_it_was() -> None:
    text = '{"id":7,"kind":"special","input":{"months_worked":5,"case":"plain"}}\n'
    done = command(
        "evaluate",
        DECREE,
        given=(text + text.replace("7", "1.50") + text.replace("7", '"Đ\\u1ed9i"')).encode(),
    )
    assert [row.split(",")[0] for row in done.stdout.decode().splitlines()] == [
        '{"id":7',
        '{"id":1.50',
        '{"id":"Đội"',
    ]


def test_unknown_keys_are_ignored() -> None:
    code, found = run(line(note="x", extra=[1, {"a": None}]))
    assert (code, found[0]["score"]) == (0, 98)


def test_blank_lines_are_skipped_and_counted() -> None:
    code, found = run(f"\n  \n{line()}\r\n\nnot json\n")
    assert code == 1
    assert found[0]["score"] == 98
    assert (found[1]["id"], found[1]["line"]) == (None, 5)


def test_a_bad_line_does_not_stop_the_others() -> None:
    code, found = run("\n".join([line(id="1"), "{", line(id="3")]))
    assert (code, [answer.get("id") for answer in found]) == (1, ["1", None, "3"])


def test_no_lines_at_all_are_good() -> None:
    assert run("") == (0, [])


@pytest.mark.parametrize(
    "text",
    ["{", "nothing", "[1, 2]", "3", '"a"', "null", "true", "{'id': 1}", line() + "x", '{"id":1,}', "\x00"],
)
def test_a_line_that_is_no_object_is_answered_by_its_number(text: str) -> None:
    answer = refused(text)
    assert (answer["id"], answer["line"], answer["error"]["code"]) == (None, 1, "wrong_shape")


@pytest.mark.parametrize(
    "text",
    [
        '{"kind":"staff"}',
        '{"id":null}',
        '{"id":true}',
        '{"id":[1]}',
        '{"id":{}}',
        '{"id":"\\ud800"}',
        f'{{"id":{"9" * 6000}}}',
    ],
)
def test_a_line_without_a_usable_id_is_answered_by_its_number(text: str) -> None:
    answer = refused(text)
    assert (answer["id"], answer["line"], answer["error"]["field"]) == (None, 1, "id")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_json_number_is_no_json(number: str) -> None:
    text = line().replace("28", number)
    assert refused(text)["error"]["code"] == "wrong_shape"


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ("28", "true", "wrong_shape", "input.general"),
        ("28", '"28"', "wrong_shape", "input.general"),
        ("28", "null", "wrong_shape", "input.general"),
        ("28", "[28]", "wrong_shape", "input.general"),
        ("28", "9" * 6000, "out_of_range", "input.general"),
        ("28", "-" + "9" * 6000, "out_of_range", "input.general"),
        ("28", "1e999999999", "out_of_range", "input.general"),
        ("28", "1e99999999999999999999", "out_of_range", "input.general"),
        ("28", "1e-999999", "out_of_range", "input.general"),
        ("28", "30.000000000000000001", "out_of_range", "input.general"),
        ("[20, 0, 0]", "[20, 0]", "wrong_shape", "input.items[0]"),
        ("[20, 0, 0]", "[20, 0, 0], [1, 0, 0], [1, -1, 0]", "out_of_range", "input.items[2][1]"),
        ('"staff"', '"nobody"', "wrong_shape", "kind"),
        ('"staff"', "null", "wrong_shape", "kind"),
        ('"staff"', "3", "wrong_shape", "kind"),
    ],
)
def test_a_bad_fact_is_answered_with_its_id_code_and_field(old: str, new: str, code: str, field: str) -> None:
    answer = refused(line().replace(old, new, 1))
    assert answer["id"] == "1"
    assert (answer["error"]["code"], answer["error"]["field"]) == (code, field)
    assert set(answer) == {"id", "error"}


def test_a_huge_number_that_is_allowed_is_computed_exactly() -> None:
    digits = "9" * 900
    text = line(input={"general": 28, "assigned": 7, "items": [[7, 0, 0]]}).replace("7", digits)
    code, [answer] = run(text)
    assert (code, answer["a"], answer["score"]) == (0, 1, 98)


@pytest.mark.parametrize(
    ("text", "line_id", "field"),
    [
        ('{"id":"1","kind":"staff","kind":"leader","input":{}}', "1", "kind"),
        (
            '{"id":"1","kind":"staff","input":{"general":28,"general":1,"assigned":1,"items":[]}}',
            "1",
            "general",
        ),
        ('{"id":"1","id":"2","kind":"staff","input":{}}', None, "id"),
    ],
)
def test_a_key_that_appears_twice_is_refused(text: str, line_id: str | None, field: str) -> None:
    answer = refused(text)
    assert (answer["id"], answer["error"]["code"], answer["error"]["field"]) == (
        line_id,
        "wrong_shape",
        field,
    )


@pytest.mark.parametrize("config", ["[]", "3", '"x"', "true"])
def test_a_config_that_is_no_object_is_refused(config: str) -> None:
    answer = refused(f'{line()[:-1]},"config":{config}}}')
    assert (answer["id"], answer["error"]["field"]) == ("1", "config")


@pytest.mark.parametrize("depth", [500, 5_000, 200_000])
def test_deep_nesting_is_answered(depth: int) -> None:
    code, found = run(f'{{"id":"1","kind":"staff","input":{"[" * depth}{"]" * depth}}}')
    assert code == 1
    assert found[0]["error"]["code"] == "wrong_shape"


def test_bytes_that_are_not_utf8_are_answered() -> None:
    code, found = run(b'{"id":"\xff\xfe"}\n' + line().encode())
    assert code == 1
    assert (found[0]["id"], found[0]["line"]) == (None, 1)
    assert found[1]["score"] == 98


def test_a_lone_surrogate_in_a_fact_is_answered() -> None:
    answer = refused(line(input={"months_worked": 3, "case": "\ud800"}, kind="special"))
    assert answer["error"]["field"] == "input.case"


def test_a_lone_surrogate_in_an_ignored_key_is_ignored() -> None:
    code, found = run(line(note="\udfff"))
    assert (code, found[0]["score"]) == (0, 98)


def test_a_byte_order_mark_is_ignored() -> None:
    code, found = run(b"\xef\xbb\xbf" + line().encode())
    assert (code, found[0]["score"]) == (0, 98)


def test_a_file_is_read_and_a_dash_is_standard_input(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text(line(), encoding="utf-8")
    from_file = command("evaluate", DECREE, str(path))
    from_dash = command("evaluate", DECREE, "-", given=line().encode())
    assert from_file.returncode == from_dash.returncode == 0
    assert from_file.stdout == from_dash.stdout


@pytest.mark.parametrize(
    "arguments",
    [("evaluate", "nobody"), ("evaluate",), ("evaluate", DECREE, "no/such/file"), ("evaluate", DECREE, "/")],
)
def test_what_cannot_start_ends_with_two_and_says_why(arguments: tuple[str, ...]) -> None:
    done = command(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr
    assert b"Traceback" not in done.stderr


def test_an_unknown_rulebook_is_answered_with_those_there_are() -> None:
    assert DECREE in command("evaluate", "nobody").stderr.decode("utf-8")


def test_a_rulebook_switched_off_answers_with_a_warning() -> None:
    text = '{"id":1,"input":{"y_thuc":20,"ket_qua":70,"thuong":0}}'
    code, [answer] = run(text, "hn-1841-2021")
    assert (code, answer["level"]) == (0, "A")
    assert len(answer["warnings"]) == 1


def test_the_warning_of_worked_months_is_word_for_word() -> None:
    _, [answer] = run('{"id":1,"kind":"special","input":{"months_worked":8,"case":"plain"}}')
    assert (answer["level"], answer["warnings"]) == (None, ["rank on worked months"])


def test_a_long_input_is_answered_in_order_and_completely() -> None:
    count = 4500
    rows = [line(id=number) if number % 100 else "{" for number in range(count)]
    code, found = run("\n".join(rows))
    assert code == 1
    assert len(found) == count
    assert all(answer.get("id") == number for number, answer in enumerate(found) if number % 100)
    assert all(answer["line"] == number + 1 for number, answer in enumerate(found) if number % 100 == 0)


def test_a_line_is_answered_before_the_next_one_is_asked() -> None:
    process = subprocess.Popen([COMMAND, "evaluate", DECREE], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    for number in range(3):
        process.stdin.write(line(id=number).encode() + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == number
    process.stdin.close()
    assert process.wait(timeout=20) == 0
    process.stdout.close()


def test_a_reader_that_leaves_early_sees_no_traceback() -> None:
    given = "\n".join([line()] * 3000)
    piped = subprocess.run(
        f"'{COMMAND}' evaluate {DECREE} | head -c 100",
        shell=True,
        input=given.encode(),
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in piped.stderr
    assert len(piped.stdout) == 100


def test_the_command_starts_without_django() -> None:
    code = (
        "import sys, thenchot.cli.main as m; m.main(['evaluate', 'nd335-2025-cong-chuc', '/dev/null']);"
        "sys.exit(any(name.split('.')[0] in ('django', 'pydantic') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.slow
def test_twenty_thousand_lines_take_a_few_seconds() -> None:
    items = [[2, 0, 0], [3, 1, 0], [1.5, 0, 1], [0.5, 0, 0], [4, 2, 0], [1, 0, 0], [6, 0, 2]]
    rows = [
        line(id=number, input={"general": 27.5, "assigned": 20, "items": items}) for number in range(20_000)
    ]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code, found = run("\n".join(rows))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (code, len(found)) == (0, 20_000)
    # About 2 s of processor time, and half of that on the clock where two cores are free. Processor time is asked,
    # so that a busy machine fails nobody.
    assert after.ru_utime - before.ru_utime < 8
