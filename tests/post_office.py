"""A mail server on loopback that does what a test wants it to."""

from __future__ import annotations

import base64
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class PostOffice:
    """Answers by command; ``cut_at`` is the command at which the connection is lost.

    ``cut_at="."``: after the whole letter was given, without a word. ``received`` are the letters
    that were taken, with whom they are to; ``heard`` is every line.
    """

    port: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    cut_at: str = ""
    letters_each: int = 1_000
    password: str = ""
    tls: ssl.SSLContext | None = None
    wrapped: bool = False
    received: list[tuple[str, bytes]] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    connections: int = 0
    recipient: str = ""

    def talk(self, wire: socket.socket) -> None:
        """One connection from its greeting to its end."""
        if self.tls and self.wrapped:
            wire = self.tls.wrap_socket(wire, server_side=True)
        with wire:
            wire.sendall(b"220 post\r\n")
            while (word := self._exchange(wire)) not in ("", "QUIT", self.cut_at):
                if word == "STARTTLS" and self.tls:
                    wire = self.tls.wrap_socket(wire, server_side=True)
        wire.close()

    def _exchange(self, wire: socket.socket) -> str:
        """One command and its answer; the command, empty when the talk is over."""
        said = _line(wire).decode("utf-8", "replace").strip()
        word = said.split(" ")[0].upper()
        if not word or word == self.cut_at:
            return word
        self.heard.append(said)
        if word == "RCPT":
            self.recipient = said.partition("<")[2].partition(">")[0]
        if word == "DATA" and "DATA" not in self.answers:
            return self._take(wire)
        wire.sendall(self._answer(word, said).encode() + b"\r\n")
        return word

    def _take(self, wire: socket.socket) -> str:
        """A whole letter; the command that ended it."""
        wire.sendall(b"354 go on\r\n")
        gathered = []
        while (line := _line(wire)) not in (b".\r\n", b""):
            gathered.append(line.removeprefix(b"."))
        if self.cut_at == ".":
            return "."
        if "." not in self.answers:
            self.received.append((self.recipient, b"".join(gathered)))
        wire.sendall(self.answers.get(".", "250 taken").encode() + b"\r\n")
        return "DATA" if len(self.received) % self.letters_each else ""

    def _answer(self, word: str, said: str) -> str:
        if word in self.answers:
            return self.answers[word]
        if word == "EHLO":
            offers = ["post", *(["STARTTLS"] if self.tls else []), "AUTH PLAIN"]
            return "\r\n".join([*(f"250-{one}" for one in offers[:-1]), f"250 {offers[-1]}"])
        if word == "AUTH":
            told = base64.b64decode(said.split(" ")[2]).decode().split("\0")[2]
            return "235 in" if told == self.password else f"535 no: {said}"
        if word == "RCPT" and self.recipient in self.refused:
            return "550 no such user"
        if word == "STARTTLS":
            return "220 go on" if self.tls else "502 no"
        return {"QUIT": "221 bye"}.get(word, "250 ok")


def _line(wire: socket.socket) -> bytes:
    """Up to a line's end and not a byte more: what follows may be TLS."""
    line = b""
    while not line.endswith(b"\n") and (sign := wire.recv(1)):
        line += sign
    return line


@contextmanager
def post_office(**values: object) -> Iterator[PostOffice]:
    """An open one; all its threads have ended when it closes."""
    office = PostOffice(**values)  # type: ignore[arg-type]
    threads: list[threading.Thread] = []
    with socket.create_server(("127.0.0.1", 0)) as door:
        office.port = door.getsockname()[1]

        def serve(wire: socket.socket) -> None:
            with wire, suppress(OSError):
                office.talk(wire)

        def wait() -> None:
            while True:
                wire, _ = door.accept()
                office.connections += 1
                if not open_:
                    wire.close()
                    return
                threads.append(threading.Thread(target=serve, args=(wire,)))
                threads[-1].start()

        open_ = [True]
        porter = threading.Thread(target=wait)
        porter.start()
        try:
            yield office
        finally:
            open_.clear()
            socket.create_connection(("127.0.0.1", office.port)).close()
            for thread in (porter, *threads):
                thread.join()
