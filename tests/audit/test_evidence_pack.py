"""The evidence pack, checked by the stand-alone program in a process of its own, as it is and spoiled in many ways."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.assessment.cast import AN, AUDITOR, BINH, CHI, DIVISION_HEAD, OCTOBER, ORGANISER, Town
from tests.audit.trail import tamper
from tests.kept import state
from tests.web.office_cast import on, town_of
from thenchot.assessment.actions.answer import Answer, answer
from thenchot.assessment.actions.petition import petition
from thenchot.assessment.drawing import Draw, drawn, order_of
from thenchot.assessment.models import Petition
from thenchot.assessment.queries.evidence_pack import Wanted, evidence_pack
from thenchot.audit.actions.record_showing import record_showing
from thenchot.audit.actions.seal_days import seal_days
from thenchot.audit.models import Seal
from thenchot.audit.seals import leaf, merkle_path, merkle_root, public_key, sign
from thenchot.lib import canonical

CHECKER = Path(__file__).parents[2] / "docs" / "verify" / "verify_export.py"
Files = dict[str, bytes]
pytestmark = pytest.mark.django_db


def _published(month: Any) -> Town:
    """October published and a petition answered, all days but the last one sealed."""
    town = town_of(month)
    record_showing(town.actor(DIVISION_HEAD), {town.sheet(code).id: 2 for code in (AN, CHI)}, "Bảng", town.cycle.day)
    town.close()
    on("2026-10-22")
    number = petition(by=town.viewer(AN), sheet=town.sheet(AN), text="Đề nghị xem lại")
    found = Petition.objects.select_related("sheet__cycle", "sheet__person", "about", "addressee").get(id=number)
    answer(by=town.viewer(found.addressee.staff_code), given=Answer(found, "kept", "Kết quả đúng quy định", {}, ""))
    on("2026-10-23")
    seal_days(before=date(2026, 10, 22))
    return town


@pytest.fixture
def town() -> Town:
    return state(_published, OCTOBER)


def packed(town: Town, *, hide: bool = False) -> Files:
    return evidence_pack(Wanted(town.sheets([AN, BINH]), hide_names=hide))


def checked(files: Files, folder: Path, *key: str) -> tuple[int, str]:
    """Run the checker on the pack with nothing of ours to import; its exit code and what it printed."""
    path = folder / "goi.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    command = [sys.executable, "-I", "-S", str(CHECKER), str(path), *key]
    done = subprocess.run(command, capture_output=True, check=False, env={"PYTHONIOENCODING": "utf-8"}, cwd=folder)
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def rows(files: Files, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in files[name].decode().splitlines()]


def with_rows(files: Files, name: str, changed: list[dict[str, Any]], *, signed: bool = True) -> Files:
    """The pack with another content of one file; `signed` counts, hashes and signs it anew, as only the key's holder can."""
    content = "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in changed).encode()
    manifest = json.loads(files["manifest.json"])
    if signed:
        manifest["files"][name] = {"lines": len(changed), "sha256": canonical.sha256(content.decode())}
    text = json.dumps(manifest)
    return {**files, name: content, "manifest.json": text.encode(), "manifest.sig": sign(text).encode()}


def test_a_pack_as_it_is_agrees_file_by_file(town: Town, tmp_path: Path) -> None:
    code, said = checked(packed(town), tmp_path, public_key())
    assert code == 0, said
    for sheet in town.sheets([AN, BINH]):
        assert f"Phiếu {sheet.id}, 2026-10, {sheet.person.full_name} ({sheet.person.staff_code}): đúng" in said
    assert said.endswith("Kết luận: ĐÚNG\n")


def test_the_pack_holds_sealed_rows_unsealed_rows_results_and_the_petition(town: Town) -> None:
    files = packed(town)
    entries = rows(files, "entries.jsonl")
    assert {row["action"] for row in entries} >= {"self_assess", "confirm", "publish", "petition", "answer"}
    assert {row["sealed"] for row in entries} == {"2026-10-20", ""}
    assert len(rows(files, "results.jsonl")) == 2
    assert len(rows(files, "seals.jsonl")) == Seal.objects.count() == 1


def test_the_pack_tells_which_tables_showed_a_sheet_to_its_scorer_and_hides_who_and_which_others(
    town: Town, tmp_path: Path
) -> None:
    record_showing(town.actor(ORGANISER), {town.sheet(CHI).id: 2}, "Bảng", town.cycle.day)
    (one,) = rows(packed(town), "showings.jsonl")
    assert (one["actor"], one["sheets"]) == (town.actor(DIVISION_HEAD).label, {str(town.sheet(AN).id): 2})
    assert one["sealed"] == "2026-10-20"
    hidden = packed(town, hide=True)
    (one,) = rows(hidden, "showings.jsonl")
    assert (one["sheets"], one["object_id"], one["actor_id"], one["payload"]) == ({str(town.sheet(AN).id): 2}, 0, 0, "{}")
    code, said = checked(hidden, tmp_path, public_key())
    assert code == 0, said


def test_a_pack_of_the_format_before_is_checked_as_it_is(town: Town, tmp_path: Path) -> None:
    files = packed(town)
    files.pop("showings.jsonl")
    manifest = json.loads(files["manifest.json"]) | {"format": "thenchot-evidence-1"}
    manifest["files"].pop("showings.jsonl")
    text = json.dumps(manifest)
    code, said = checked({**files, "manifest.json": text.encode(), "manifest.sig": sign(text).encode()}, tmp_path, public_key())
    assert code == 0, said


def _change(name: str, place: int, /, **values: Any) -> Callable[[Files], Files]:
    def spoil(files: Files) -> Files:
        found = rows(files, name)
        found[place] |= values
        return with_rows(files, name, found)

    return spoil


def _other_head(files: Files) -> Files:
    """The first file's chains end, by its own word, in a row that is none of theirs."""
    found = rows(files, "files.jsonl")
    found[0]["heads"] = [[kind, number, "a" * 64] for kind, number, _hash in found[0]["heads"]]
    return with_rows(files, "files.jsonl", found)


def _drop(name: str, at: int) -> Callable[[Files], Files]:
    def spoil(files: Files) -> Files:
        found = rows(files, name)
        found.pop(at)
        return with_rows(files, name, found)

    return spoil


def _rehashed(files: Files) -> Files:
    """A row rewritten with its own hash made anew: only the seal and the row after it still tell."""
    found = rows(files, "entries.jsonl")
    found[0]["actor"] = "Ai đó"
    covered = ("prev_hash", "object_kind", "object_id", "at", "actor_id", "actor", "action", "payload")
    found[0]["hash"] = canonical.sha256("\n".join(str(found[0][name]) for name in covered))
    return with_rows(files, "entries.jsonl", found)


def _unsigned(files: Files) -> Files:
    found = rows(files, "files.jsonl")
    found[0]["person"] = "Người khác"
    return with_rows(files, "files.jsonl", found, signed=False)


def _swapped(files: Files) -> Files:
    found = rows(files, "entries.jsonl")
    at = next(at for at, row in enumerate(found) if row["prev_hash"] and row["prev_hash"] == found[0]["hash"])
    found[0], found[at] = found[at], found[0]
    return with_rows(files, "entries.jsonl", found)


def _renumbered(files: Files) -> Files:
    found = rows(files, "entries.jsonl")
    found[0]["id"], found[1]["id"] = found[1]["id"], found[0]["id"]
    return with_rows(files, "entries.jsonl", found)


def _said_unsealed(files: Files) -> Files:
    found = rows(files, "entries.jsonl")
    found[0] |= {"sealed": "", "path": []}
    return with_rows(files, "entries.jsonl", found)


def _shown_otherwise(files: Files) -> Files:
    found = rows(files, "showings.jsonl")
    found[0]["sheets"] = dict.fromkeys(found[0]["sheets"], 9)
    return with_rows(files, "showings.jsonl", found)


SPOILED: dict[str, tuple[Callable[[Files], Files], str]] = {
    "a payload": (_change("entries.jsonl", 1, payload="{}"), "nội dung dòng khác với mã băm"),
    "an actor": (_change("entries.jsonl", 1, actor="Ai đó"), "nội dung dòng khác với mã băm"),
    "a moment": (_change("entries.jsonl", 0, at="2026-10-01T00:00:00+07:00"), "nội dung dòng khác với mã băm"),
    "a row with its hash made anew": (_rehashed, "không thuộc niêm phong"),
    "a row taken out": (_drop("entries.jsonl", 1), "không nối tiếp dòng trước"),
    "the last row taken out": (_drop("entries.jsonl", -1), "dòng cuối của nhật ký khác với hồ sơ"),
    "two rows that changed places": (_swapped, "không nối tiếp dòng trước"),
    "two rows that changed numbers": (_renumbered, "không thuộc niêm phong"),
    "a row said to be unsealed": (_said_unsealed, "không thuộc niêm phong"),
    "a way to the seal": (_change("entries.jsonl", 0, path=[["left", "a" * 64]]), "không thuộc niêm phong"),
    "a root": (_change("seals.jsonl", 0, root="a" * 64), "chữ ký không đúng"),
    "a seal without signature": (_change("seals.jsonl", 0, signature=""), "chữ ký không đúng"),
    "a link between seals": (_change("seals.jsonl", 0, prev="a" * 64), "chữ ký không đúng"),
    "a seal taken out": (_drop("seals.jsonl", 0), "không có niêm phong nào phủ dòng này"),
    "a version that a table showed": (_shown_otherwise, "lượt hiện trong bảng khác với nhật ký"),
    "the reader of a table": (_change("showings.jsonl", 0, actor="Ai đó"), "nội dung dòng khác với mã băm"),
    "a frozen result": (_change("results.jsonl", 0, frozen='{"band":"HTXS"}'), "kết quả khác với mã băm"),
    "a result taken out": (_drop("results.jsonl", 0), "thiếu kết quả"),
    "a file's last hash": (_other_head, "dòng cuối của nhật ký khác với hồ sơ"),
    "a file taken out": (_drop("files.jsonl", 0), "không thuộc hồ sơ nào được kê"),
    "a line changed after signing": (_unsigned, "khác với bản kê"),
    "another file beside": (lambda files: {**files, "them.txt": b"x"}, "tệp thừa"),
    "a manifest": (lambda files: {**files, "manifest.json": files["manifest.json"] + b" "}, "chữ ký của bản kê"),
    "a pack without results": (lambda files: {k: v for k, v in files.items() if k != "results.jsonl"}, "Không đọc được"),
}  # fmt: skip


@pytest.mark.parametrize("what", SPOILED)
def test_a_spoiled_pack_is_found_out(town: Town, tmp_path: Path, what: str) -> None:
    spoil, words = SPOILED[what]
    code, said = checked(spoil(packed(town)), tmp_path, public_key())
    assert code == 1, said
    assert words in said, said
    assert "Kết luận: SAI" in said


def test_a_row_that_differs_is_named_by_its_number(town: Town, tmp_path: Path) -> None:
    files = packed(town)
    number = rows(files, "entries.jsonl")[1]["id"]
    _code, said = checked(_change("entries.jsonl", 1, payload="{}")(files), tmp_path, public_key())
    assert f"sai: dòng {number}:" in said


def test_a_pack_signed_by_somebody_else_is_found_out_by_the_printed_key(town: Town, tmp_path: Path) -> None:
    code, said = checked(packed(town), tmp_path, "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    assert code == 1
    assert "chữ ký của bản kê không đúng" in said


def test_an_export_vouches_for_no_seal_that_the_key_does_not_know(town: Town, tmp_path: Path) -> None:
    tamper("UPDATE audit_seal SET root = %s", "a" * 64)
    assert rows(packed(town), "seals.jsonl")[0]["signature"] == ""
    assert checked(packed(town), tmp_path)[0] == 1


def test_hidden_names_stand_in_no_file_and_the_rest_still_agrees(town: Town, tmp_path: Path) -> None:
    files = packed(town, hide=True)
    everything = b"".join(files.values()).decode()
    for name in ("Hồ Hữu An", "Tạ Thanh Bình", "Bạch Văn Tường", "Đề nghị xem lại", "Đủ việc, đúng hạn"):
        assert name not in everything
    code, said = checked(files, tmp_path, public_key())
    assert code == 0, said
    assert "đã được che" in said


def test_the_checker_imports_nothing_but_the_standard_library() -> None:
    tree = ast.parse(CHECKER.read_text(encoding="utf-8"))
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert found == {"hashlib", "json", "sys", "zipfile"}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 13])
def test_every_leaf_finds_its_way_to_the_root(count: int) -> None:
    leaves = [leaf(number, "h") for number in range(count)]
    for place, found in enumerate(leaves):
        for side, other in merkle_path(leaves, place):
            found = canonical.sha256(other + found if side == "left" else found + other)
        assert found == merkle_root(leaves)


def test_a_draw_is_the_same_for_the_same_seed_and_another_for_another(town: Town) -> None:
    viewer = town.viewer(AUDITOR)
    draw = Draw((town.cycle_id,), 4, "seed")
    first = [sheet.id for sheet in drawn(viewer, draw)]
    assert first == [sheet.id for sheet in drawn(viewer, draw)]
    assert len(set(first)) == 4
    assert first != [sheet.id for sheet in drawn(viewer, Draw((town.cycle_id,), 4, "other"))]
    assert [s.id for s in drawn(viewer, Draw((town.cycle_id,), 2, "seed"))] == first[:2]


def test_the_order_of_a_draw_is_that_of_the_hashes() -> None:
    assert order_of("a", range(1, 6)) == sorted(range(1, 6), key=lambda n: canonical.sha256(f"a:{n}"))


def test_only_an_auditor_draws(town: Town) -> None:
    assert drawn(town.viewer(ORGANISER), Draw((town.cycle_id,), 4, "seed")) == []
