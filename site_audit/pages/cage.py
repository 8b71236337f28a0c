"""Nasty HTML is parsed in a child process that can be killed.

No time-out of ours can interrupt the parser's C code, and some markup takes it minutes or its life
(40,000 nested tags 2.5 s, 120,000 attributes of one tag 17 s, 100,000 nested templates a crash).
Pages that are small in tags and in what may be attributes are parsed at once; the rest goes to the
cage, one child a process, started when needed.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import resource
import select
import struct
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import IO

import msgspec

from site_audit.facts import Facts
from site_audit.pages.page import parse

MAX_TAGS = 10_000
MAX_ATTRIBUTES = 10_000
MAX_WORDS = 20_000  # words, slashes and equals signs: an attribute needs one of them
SECONDS = 10.0
MEMORY = 2 << 30
_LONG_TAG = re.compile(r"<[^<>]{65536}")
# Typed, and no pickle: the child has read hostile bytes.
_facts = msgspec.msgpack.Decoder(Facts).decode


def is_tame(html: str) -> bool:
    """Whether the parser is sure to finish soon: measured ≤ 0.7 s in thirty nasty shapes."""
    values = html.count("=")
    room = MAX_WORDS - values - html.count("/")
    return (
        html.count("<") <= MAX_TAGS
        and values <= MAX_ATTRIBUTES
        and room > 0
        and len(html.split(None, room)) <= room
        and not _LONG_TAG.search(html)
    )


async def parse_aside(html: str, url: str) -> Facts | None:
    """``parse_any`` that keeps nobody else waiting: wild pages queue for the cage in its thread."""
    if is_tame(html):
        return parse_any(html, url)
    return await asyncio.get_running_loop().run_in_executor(_keeper, parse_any, html, url)


def parse_any(html: str, url: str) -> Facts | None:
    """Facts of any HTML; None when even the cage could not read it in time."""
    return parse(html, url) if is_tame(html) else _cage.parse(html, url)


class Cage:
    """A child process that parses; killed when a page takes it longer than ``SECONDS``."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def parse(self, html: str, url: str) -> Facts | None:
        """Facts of the page, or None when the child died or was too slow and was killed."""
        question = json.dumps([html, url]).encode()
        with self._lock:
            child = self._running()
            try:
                answer = _ask(child, question)
            except (OSError, EOFError):
                answer = None
            if answer is None:
                self._kill()
        return _facts(answer) if answer else None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._kill()
            self._child = subprocess.Popen(
                [sys.executable, "-m", "site_audit.pages.cage"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._child

    def _kill(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                with contextlib.suppress(BrokenPipeError):
                    if pipe is not None:
                        pipe.close()

    def close(self) -> None:
        """Ends the child, if there is one."""
        with self._lock:
            self._kill()


_cage = Cage()
_keeper = ThreadPoolExecutor(1, "cage")  # its own: who waits here takes nobody else's thread
close = _cage.close


def _ask(child: subprocess.Popen[bytes], question: bytes) -> bytes | None:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(struct.pack(">Q", len(question)) + question)
    child.stdin.flush()
    if not select.select([child.stdout], [], [], SECONDS)[0]:
        return None
    return _frame(child.stdout)


def _frame(stream: IO[bytes]) -> bytes:
    head = stream.read(8)
    if len(head) < 8:
        raise EOFError
    return stream.read(struct.unpack(">Q", head)[0])


def _serve() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while True:
        try:
            html, url = json.loads(_frame(sys.stdin.buffer))
        except EOFError:
            return
        answer = msgspec.msgpack.encode(parse(html, url))
        sys.stdout.buffer.write(struct.pack(">Q", len(answer)) + answer)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    _serve()
