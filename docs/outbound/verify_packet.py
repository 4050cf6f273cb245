#!/usr/bin/env python3
"""Check the signature of a packet with Python's standard library alone: python3 verify_packet.py PACKET.json [PUBLIC_KEY]."""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "verify"))
from verify_export import signed


def main(path, key=""):
    envelope = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    if not signed(key or envelope["public_key"], envelope["payload"], envelope["signature"]):
        print("sai: chữ ký không đúng với khóa công khai")
        return 1
    packet = json.loads(envelope["payload"])
    print(f"đúng: {packet['packet']}, kỳ {packet['period']}, {packet['body']['name']}, {len(packet['results'])} kết quả")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
