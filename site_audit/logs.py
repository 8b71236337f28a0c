"""The log: an event is one line, and nothing that a foreign server says can forge another.

The standard library's loggers, ours and those of libraries, and structlog's go through the same
processors. What cannot be printed (ends of lines by any standard, terminal sequences, marks that
turn the direction of writing) is escaped; passwords in addresses are masked; long lines are cut.
"""

from __future__ import annotations

import fcntl
import io
import json
import logging
import os
import re
import sys
import threading
import traceback
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, TextIO

import structlog
from structlog.contextvars import merge_contextvars
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name
from structlog.typing import EventDict, Processor

log = logging.getLogger(__name__)

LogFormat = Literal["text", "json"]

LINE = 8_000
"""The most characters of a line."""
CONTEXT = ("worker", "run", "visit", "college")
"""Whose a line is, as a worker binds it around a visit."""
_PASSWORDS = (
    (re.compile(r"(://[^/@\s:]*:)[^/\s]*@"), r"\1***@"),
    (re.compile(r"((?:^|[?&\s])\w*password\s*=\s*)[^&\s]+", re.IGNORECASE), r"\1***"),
)
REQUESTS = "site_audit.net"
"""The logger of requests, which says in fields when, where and why then."""
_EXTRA = ExtraAdder()
_FIRST = ("at", "level", "logger", "event", *CONTEXT)
_FRAMES = 12  # of a traceback, in the text for people
_LARGEST = 2**53  # of numbers that every reader of JSON keeps as they are


def configure(kind: LogFormat = "text") -> None:
    """Sends all that is logged to standard error, from warnings up; once for a process."""
    line = Line(sys.stderr)
    line.setFormatter(formatter(kind))
    logging.basicConfig(level=logging.WARNING, handlers=[line], force=True)
    logging.captureWarnings(True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_CHAIN,
            ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    sys.excepthook = _crashed
    sys.unraisablehook = _unraisable
    threading.excepthook = _thread_crashed


def adjust(kind: LogFormat, *, requests: bool = False) -> None:
    """What the settings say of lines, once they are read; nothing when we log nothing.

    ``requests``: a line for each request to a site as well.
    """
    for line in logging.getLogger().handlers:
        if isinstance(line, Line):
            line.setFormatter(formatter(kind))
            logging.getLogger(REQUESTS).setLevel(logging.INFO if requests else logging.WARNING)


def formatter(kind: LogFormat) -> logging.Formatter:
    """Makes one line of a record, without its end."""
    last: Processor = _as_json if kind == "json" else _as_text
    return ProcessorFormatter(
        processors=[ProcessorFormatter.remove_processors_meta, last],
        foreign_pre_chain=[_of_request, *_CHAIN],
    )


class Line(logging.StreamHandler[TextIO]):
    """Writes each line at once: processes that append to one file never mix theirs."""

    def emit(self, record: logging.LogRecord) -> None:
        """Writes a record; one that cannot be made a line is told of by its place in the code."""
        try:
            line = self.format(record)
        except Exception as error:  # noqa: BLE001 - our own slip in a call costs its line alone
            place = f"{Path(record.pathname).name}:{record.lineno}"
            line = f"{record.levelname} {place} could not be logged: {type(error).__name__}"
        try:
            self.flush()
            written = f"{line}\n".encode("utf-8", "backslashreplace")
            while written:
                written = written[os.write(self.stream.fileno(), written) :]
        except io.UnsupportedOperation:  # a stream in memory
            self.stream.write(f"{line}\n")
        except (OSError, ValueError):
            return  # who reads the log is gone, or its disk is full: the work goes on


def rotated(path: Path, most_bytes: int = 10_000_000, kept: int = 3) -> Path:
    """The file of a log, a new one when it has grown over ``most_bytes``; ``kept`` older ones stay.

    For the process that opens it for others, before it does. Who holds the old file open goes on
    writing to it under its new name, so nothing is lost, however many processes there are.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)  # of two that start at once one turns it
        if path.exists() and path.stat().st_size > most_bytes:
            for number in range(kept, 0, -1):
                older = path.with_name(f"{path.name}.{number - 1}") if number > 1 else path
                if older.exists():
                    older.replace(path.with_name(f"{path.name}.{number}"))
    finally:
        os.close(folder)
    return path


def escaped(text: str) -> str:
    r"""Text whose every sign can be printed in a line: others as ``\n``, ``\x1b``, ``\u2028``."""
    if text.isprintable():
        return text
    return "".join(sign if _is_plain(sign) else _as_escape(sign) for sign in text)


def masked(text: str) -> str:
    """Text without the passwords of addresses."""
    for pattern, instead in _PASSWORDS:
        text = pattern.sub(instead, text)
    return text


def _is_plain(sign: str) -> bool:
    return sign.isprintable() or unicodedata.category(sign) == "Zs"


def _as_escape(sign: str) -> str:
    return sign.encode("unicode_escape", "backslashreplace").decode("ascii")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _as_text(_logger: Any, _name: str, event: EventDict) -> str:
    """«2026-11-21T09:30:00.123+00:00 WARNING visit=12 page: what | ValueError: why at a.py:7»."""
    fields = _fields(event, _told_briefly)
    said, why = fields.pop("event", ""), fields.pop("exception", "")
    head = [fields.pop(name, "") for name in _FIRST[:3]]
    rest = sorted(fields, key=lambda name: (name not in CONTEXT, name))
    named = [f"{name}={_quoted(fields[name])}" for name in rest]
    parts = [head[0], head[1].upper(), *named, f"{head[2]}:", said, *(["|", why] if why else [])]
    return _cut(escaped(" ".join(parts)), LINE)


def _quoted(value: str) -> str:
    """A value that cannot be taken for another field."""
    return value if re.fullmatch(r"[\w.:/@-]+", value) else json.dumps(value, ensure_ascii=False)


def _as_json(_logger: Any, _name: str, event: EventDict) -> str:
    """An object of one line: JSON's own escapes keep every value as it was."""
    fields, most = _fields(event, _told_wholly), LINE
    numbers = {name: value for name, value in event.items() if _is_number(value)}
    while len(line := _object(fields, numbers, most)) > LINE and most > 1:
        most //= 2
    return line


def _object(fields: Mapping[str, str], numbers: Mapping[str, float], most: int) -> str:
    short = {name: _cut(value, most) for name, value in fields.items()}
    line = json.dumps(short | dict(numbers), ensure_ascii=False)
    if line.isprintable():
        return line
    return "".join(sign if _is_plain(sign) else json.dumps(sign)[1:-1] for sign in line)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and abs(value) < _LARGEST


def _fields(event: EventDict, told: Callable[[BaseException], str]) -> dict[str, str]:
    """All of an event as masked text, the exception told in one of two ways."""
    error = _exception(event.pop("exc_info", None))
    first = {name: event[name] for name in _FIRST if name in event}
    whole = first | dict(event) | ({"exception": told(error)} if error else {})
    return {str(name): masked(_cut(_text(value), 8 * LINE)) for name, value in whole.items()}


def _text(value: object) -> str:
    return value if isinstance(value, str) else repr(value)


def _exception(info: object) -> BaseException | None:
    if isinstance(info, BaseException):
        return info
    if isinstance(info, tuple):
        return info[1] if isinstance(info[1], BaseException) else None
    return sys.exception() if info else None


def _told_wholly(error: BaseException) -> str:
    """The traceback; of a long one the end, which says most."""
    text = "".join(traceback.format_exception(error)).rstrip()
    return text if len(text) <= LINE // 2 else f"…{text[-LINE // 2 :]}"


def _told_briefly(error: BaseException) -> str:
    """«ValueError: why at worker.py:170 _ended, audit.py:120 audit», with what caused it."""
    cause = error.__cause__
    return _told_alone(error) + (f" because of {_told_alone(cause)}" if cause is not None else "")


def _told_alone(error: BaseException) -> str:
    said = _cut(" ".join(traceback.format_exception_only(error)).strip(), LINE // 4)
    frames = traceback.extract_tb(error.__traceback__, limit=-_FRAMES)
    places = ", ".join(f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in frames)
    return f"{said} at {places}" if places else said


def _of_request(logger: Any, name: str, event: EventDict) -> EventDict:
    """The fields of a request; what others put beside their lines is not for the log."""
    return _EXTRA(logger, name, event) if event["_record"].name == REQUESTS else event


def _moment(_logger: Any, _name: str, event: EventDict) -> EventDict:
    event["at"] = datetime.now(UTC).isoformat(timespec="milliseconds")
    return event


def _crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    log.critical("the program ends", exc_info=(kind, error, trace))


def _unraisable(given: sys.UnraisableHookArgs) -> None:
    log.error("an exception that nobody can catch: %s", given.err_msg, exc_info=given.exc_value)


def _thread_crashed(given: threading.ExceptHookArgs) -> None:
    error = given.exc_value or given.exc_type()
    log.critical("a thread ends", exc_info=error)


_CHAIN: tuple[Processor, ...] = (merge_contextvars, add_log_level, add_logger_name, _moment)
