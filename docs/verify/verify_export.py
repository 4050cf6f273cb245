#!/usr/bin/env python3
"""Check an evidence pack of Then Chốt with Python's standard library alone: python3 verify_export.py PACK.zip [PUBLIC_KEY]."""

import hashlib
import json
import sys
import zipfile

COVERED = ("prev_hash", "object_kind", "object_id", "at", "actor_id", "actor", "action", "payload")
PARTS = ("seals.jsonl", "files.jsonl", "entries.jsonl", "results.jsonl", "showings.jsonl")
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def add(a, b):  # two points of the curve in extended coordinates (RFC 8032, 5.1.4)
    low, high = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = high - low, d - c, d + c, high + low
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, point):
    total = (0, 1, 1, 0)
    while n:
        if n & 1:
            total = add(total, point)
        point, n = add(point, point), n >> 1
    return total


def point_of(data):  # RFC 8032, 5.1.3
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise ValueError("no point of the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def signed(key, text, signature):  # RFC 8032, 5.1.7
    try:
        key, signature = bytes.fromhex(key), bytes.fromhex(signature)
        s = int.from_bytes(signature[32:], "little")
        public, r = point_of(key), point_of(signature[:32])
    except ValueError:
        return False
    if len(key) != 32 or len(signature) != 64 or s >= Q:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + text.encode()).digest(), "little") % Q
    one, other = times(s, BASE), add(r, times(k, public))
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 and (one[1] * other[2] - other[1] * one[2]) % P == 0


def parts_of(manifest):  # the first packs had no showings
    return PARTS[:4] if manifest["format"] == "thenchot-evidence-1" else PARTS


def manifest_faults(packed, manifest, text, key):
    if not signed(key, text, packed.read("manifest.sig").decode()):
        yield "manifest", "chữ ký của bản kê không đúng với khóa công khai"
    if sorted(packed.namelist()) != sorted(("manifest.json", "manifest.sig", *parts_of(manifest))):
        yield "manifest", "gói có tệp thừa, thiếu hoặc trùng"
    for name in parts_of(manifest):
        content, said = packed.read(name), manifest["files"].get(name, {})
        if hashlib.sha256(content).hexdigest() != said.get("sha256") or content.count(b"\n") != said.get("lines"):
            yield name, "nội dung hoặc số dòng khác với bản kê"


def seal_faults(seals, key):
    prev, last = "", 0
    for seal in seals:
        where = f"niêm phong {seal['day']}"
        parts = [str(seal[name]) for name in ("day", "first_id", "last_id", "count", "root", "prev", "hash")]
        if not signed(key, "\n".join(["thenchot-seal-1", *parts]), seal["signature"]):
            yield where, "chữ ký không đúng"
        if seal["prev"] != prev or not last < seal["first_id"] <= seal["last_id"]:
            yield where, "không nối tiếp niêm phong trước"
        prev, last = seal["hash"], seal["last_id"]


def entry_faults(row, seals, heads, hidden):
    chain = row["object_kind"], row["object_id"]
    if heads.get(chain, "") != row["prev_hash"]:
        yield f"dòng {row['id']}", "không nối tiếp dòng trước của cùng hồ sơ"
    heads[chain] = row["hash"]
    yield from row_faults(row, seals, hidden)


def row_faults(row, seals, hidden):
    where = f"dòng {row['id']}"
    if not hidden and sha("\n".join(str(row[name]) for name in COVERED)) != row["hash"]:
        yield where, "nội dung dòng khác với mã băm của nó"
    seal = next((one for one in seals if one["first_id"] <= row["id"] <= one["last_id"]), None)
    found = sha(f"{row['id']}:{row['hash']}")
    for side, other in row["path"]:
        found = sha(other + found if side == "left" else found + other)
    if seal and (found != seal["root"] or row["sealed"] != seal["day"]):
        yield where, f"không thuộc niêm phong ngày {seal['day']}"
    if not seal and (row["sealed"] or (seals and row["id"] <= seals[-1]["last_id"])):
        yield where, "không có niêm phong nào phủ dòng này"


def result_faults(sheet, rows, results):
    said = {}
    for row in rows:
        if row["object_kind"] == "sheet" and row["action"] in ("publish", "correct"):
            payload = json.loads(row["payload"])
            said[payload.get("number")] = (row["id"], payload.get("frozen"))
    for one in results:
        row_id, digest = said.pop(one["number"], (0, ""))
        if sha(one["frozen"]) != one["frozen_hash"] or one["frozen_hash"] != digest:
            yield f"dòng {row_id}" if row_id else f"kết quả {one['number']}", "kết quả khác với mã băm ghi trong nhật ký"
        if json.loads(one["frozen"]).get("sheet") != sheet:
            yield f"kết quả {one['number']}", "kết quả của phiếu khác"
    for row_id, _digest in said.values():
        yield f"dòng {row_id}", "thiếu kết quả đã công bố"


def attachment_faults(file, rows):
    said = {row["object_id"]: json.loads(row["payload"]) for row in rows if row["action"] == "attach"}
    for one in file.get("attachments", []):
        number = one["attachment"]
        if said.get(number, {}).get("sha256") != one["sha256"]:
            yield f"attachment {number}", "tệp đính kèm khác với mã băm ghi trong nhật ký"


def showing_faults(sheet, rows, seals, hidden):
    for row in rows:
        yield from row_faults(row, seals, hidden)
        if not hidden and json.loads(row["payload"])["sheets"].get(sheet) != row["sheets"][sheet]:
            yield f"dòng {row['id']}", "lượt hiện trong bảng khác với nhật ký"


def check(path, key):
    """Print one line for each file, and the first broken row of each; True when everything agrees."""
    with zipfile.ZipFile(path) as packed:
        text = packed.read("manifest.json").decode()
        manifest = json.loads(text)
        key = key or manifest["public_key"]
        seals, files, entries, results, *rest = (
            [json.loads(line) for line in packed.read(name).decode().splitlines()] for name in parts_of(manifest)
        )
        whole = [*manifest_faults(packed, manifest, text, key), *seal_faults(seals, key)]
    showings = rest[0] if rest else []
    hidden, heads, good = manifest["names_hidden"], {}, not whole
    print(f"Khóa công khai: {key}")
    print(f"Bản kê và {len(seals)} niêm phong: " + ("đúng" if good else "sai: {}: {}".format(*whole[0])))
    by_row = {row["id"]: list(entry_faults(row, seals, heads, hidden)) for row in entries}
    owner = {(kind, number): file["sheet"] for file in files for kind, number, _hash in file["heads"]}
    for file in files:
        rows = [row for row in entries if owner.get((row["object_kind"], row["object_id"])) == file["sheet"]]
        faults = [fault for row in rows for fault in by_row[row["id"]]]
        faults += result_faults(file["sheet"], rows, [one for one in results if one["sheet"] == file["sheet"]])
        faults += attachment_faults(file, rows)
        number = str(file["sheet"])
        faults += showing_faults(number, [row for row in showings if number in row["sheets"]], seals, hidden)
        for kind, number, last in file["heads"]:
            if heads.get((kind, number)) != last:
                faults.append((f"{kind} {number}", "dòng cuối của nhật ký khác với hồ sơ"))
        verdict = "sai: {}: {}".format(*faults[0]) if faults else "đúng"
        print(f"Phiếu {file['sheet']}, {file['period']}, {file['person']}: {verdict}")
        good = good and not faults
    strange = {(row["object_kind"], row["object_id"]) for row in entries} | {("sheet", one["sheet"]) for one in results}
    strange |= {("sheet", int(number)) for row in showings for number in row["sheets"]}
    strange -= owner.keys()
    if strange:
        print("sai: gói có dòng không thuộc hồ sơ nào được kê")
    if hidden:
        print("Tên và lời văn đã được che: nội dung từng dòng không đối chiếu được, chỉ đối chiếu mã băm và niêm phong.")
    return good and not strange


if __name__ == "__main__":
    try:
        agreed = check(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
    except (IndexError, KeyError, TypeError, ValueError, AttributeError, OSError, zipfile.BadZipFile) as wrong:
        print(f"Không đọc được gói: {wrong!r}")
        agreed = False
    print("Kết luận: ĐÚNG" if agreed else "Kết luận: SAI")
    sys.exit(0 if agreed else 1)
