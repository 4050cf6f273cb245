"""A line that loses answers: what is sent arrives, and the first few answers never come back."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from types import TracebackType


class LosingLine:
    """Stands between a client and a server on this machine, and cuts so many answers off."""

    def __init__(self, port: int, lost: int) -> None:
        self.port_behind, self.lost = port, lost
        self.door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.door.getsockname()[1]}/api/v1"
        self.thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> LosingLine:
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.door.close()

    def _serve(self) -> None:
        with suppress(OSError):  # the door is closed at the end
            while True:
                caller, _from = self.door.accept()
                with caller:
                    answer = self._ask(_whole(caller))
                    self.lost -= 1
                    if self.lost < 0:
                        caller.sendall(answer)

    def _ask(self, request: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port_behind)) as behind:
            behind.sendall(request)
            return b"".join(iter(lambda: behind.recv(65536), b""))


def _whole(caller: socket.socket) -> bytes:
    """A request with the whole of its body."""
    found = b""
    while b"\r\n\r\n" not in found:
        found += caller.recv(65536)
    head, _blank, body = found.partition(b"\r\n\r\n")
    length = next(
        (
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        ),
        0,
    )
    while len(body) < length:
        body += caller.recv(65536)
    return head + b"\r\n\r\n" + body
