"""A child process that can be killed: hostile bytes are read there, and cost only themselves.

It opens no socket, knows nothing of our environment but where programs are, and has bounds on
memory and time. Frames between parent and child are typed by those who use it, and no pickle: the
child has read hostile bytes.
"""

from __future__ import annotations

import contextlib
import math
import os
import resource
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import IO

MEMORY = 3 << 29  # 1.5 GiB
MAX_FILE = 1 << 24  # bytes that the child may write: Python keeps what it compiled
MAX_ANSWER = 1 << 23
_KNOWN = ("PATH", "PYTHONPATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH")


class Lost(Exception):  # noqa: N818 - what hostile bytes do, not an error of ours
    """The child gave no answer; ``trouble`` is too_slow or reader_died."""

    def __init__(self, trouble: str) -> None:
        super().__init__(trouble)
        self.trouble = trouble


class Child:
    """The child: started when it is asked, started anew when it died. One question at a time."""

    def __init__(self, command: Callable[[], tuple[str, ...]]) -> None:
        self._command = command
        self._child: subprocess.Popen[bytes] | None = None

    def ask(self, question: bytes, seconds: float) -> bytes:
        """The child's answer to a question; ``Lost`` when there is none in time."""
        child = self.running()
        assert child.stdin is not None
        assert child.stdout is not None
        with _killed_after(seconds, child) as late:
            try:
                _send(child.stdin, question)
                answer = _frame(child.stdout, MAX_ANSWER)
            except (OSError, EOFError):
                answer = None
        if answer is None or late.is_set():
            self.dismiss()
            raise Lost("too_slow" if late.is_set() else "reader_died")
        return answer

    def running(self) -> subprocess.Popen[bytes]:
        """The process, started when there is none."""
        if self._child is None or self._child.poll() is not None:
            self.dismiss()
            self._child = subprocess.Popen(
                self._command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"LANG": "C.UTF-8"} | {k: os.environ[k] for k in _KNOWN if k in os.environ},
                start_new_session=True,  # tesseract is killed with it
            )
        return self._child

    def dismiss(self) -> None:
        """Ends the child, if there is one."""
        child, self._child = self._child, None
        if child is not None:
            _kill_all(child)
            child.wait()
            for pipe in (child.stdin, child.stdout):
                with contextlib.suppress(BrokenPipeError):
                    if pipe is not None:
                        pipe.close()


def _kill_all(child: subprocess.Popen[bytes]) -> None:
    """Kills the child and what it started; of a child that is reaped nothing is left to kill."""
    if child.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)


@contextlib.contextmanager
def _killed_after(seconds: float, child: subprocess.Popen[bytes]) -> Iterator[threading.Event]:
    """The child is killed when the block takes longer; the event says that it was."""
    late = threading.Event()

    def kill() -> None:
        late.set()
        _kill_all(child)

    timer = threading.Timer(seconds, kill)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()
        timer.join()


def _send(stream: IO[bytes], content: bytes) -> None:
    stream.write(struct.pack(">Q", len(content)) + content)
    stream.flush()


def _frame(stream: IO[bytes], longest: int) -> bytes:
    """The next frame; EOFError when there is none, or one longer than ``longest``."""
    head = stream.read(8)
    size = struct.unpack(">Q", head)[0] if len(head) == 8 else longest + 1
    content = stream.read(size) if size <= longest else b""
    if size > longest or len(content) < size:
        raise EOFError
    return content


# ---------------------------------------------------------------- the child


def confine() -> None:
    """What this process may do from now on: no socket, little memory, no large file, no dump."""
    for what, bound in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, MAX_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (bound, bound))
    sys.addaudithook(_refuse_sockets)


def _refuse_sockets(event: str, _: tuple[object, ...]) -> None:
    if event.startswith("socket."):
        raise PermissionError(f"a reader of hostile bytes has no business with {event}")


def serve(answer: Callable[[bytes], bytes]) -> None:
    """Answers questions until the parent is gone. Bound the time of each by ``allow``."""
    confine()
    # What libraries print goes nowhere: the pipe is for answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    while True:
        try:
            question = _frame(sys.stdin.buffer, sys.maxsize - 1)
        except EOFError:
            return
        _send(answers, answer(question))


def allow(seconds: float) -> None:
    """Bounds the processor time of one question, for a child whose parent is dead."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    bound = math.ceil(used.ru_utime + used.ru_stime + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (bound, resource.RLIM_INFINITY))
