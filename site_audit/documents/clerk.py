"""The child process that reads documents."""

from __future__ import annotations

import sys
from typing import NamedTuple

import msgspec

from site_audit.documents import child, formats, ocr
from site_audit.documents.child import Lost
from site_audit.documents.reading import Reading

SECONDS = 10.0  # a document, without OCR
SCAN_SECONDS = ocr.SECONDS + 5.0  # a page to draw and to read
COMMAND = (sys.executable, "-m", "site_audit.documents.clerk")


class _Question(NamedTuple):
    body: bytes
    scan: int | None = None  # None: read the document; otherwise OCR of this page


_encode = msgspec.msgpack.Encoder().encode
_question = msgspec.msgpack.Decoder(_Question).decode
_reading = msgspec.msgpack.Decoder(Reading).decode
_scan = msgspec.msgpack.Decoder(str | None).decode


class Clerk:
    """Reads documents in its child; one question at a time."""

    def __init__(self) -> None:
        self.child = child.Child(lambda: COMMAND)

    def read(self, body: bytes, seconds: float) -> Reading:
        """What ``formats.read_document`` says of it; ``Lost`` when there is no answer in time."""
        answer = self.child.ask(_encode(_Question(body)), seconds)
        try:
            reading = _reading(answer)
        except msgspec.MsgspecError as error:  # whoever took the child over does not speak for it
            self.child.dismiss()
            raise Lost("reader_died") from error
        if reading.trouble == "too_large":  # it may have had its memory full
            self.child.dismiss()
        return reading

    def read_scan(self, body: bytes, number: int, seconds: float) -> str | None:
        """What ``ocr.read_scan`` says of a page; ``Lost`` when there is no answer in time."""
        answer = self.child.ask(_encode(_Question(body, number)), seconds)
        try:
            text: str | None = _scan(answer)
        except msgspec.MsgspecError as error:
            self.child.dismiss()
            raise Lost("reader_died") from error
        return text


# ---------------------------------------------------------------- the child


def _answer(asked: bytes) -> bytes:
    question = _question(asked)
    child.allow(SECONDS + 5 if question.scan is None else SCAN_SECONDS)
    return _encode(_read(question))


def _read(question: _Question) -> Reading | str | None:
    if question.scan is None:
        return formats.read_document(question.body)
    picture = formats.picture_of(question.body, question.scan)
    return None if picture is None else ocr.read_scan(picture)


if __name__ == "__main__":
    child.serve(_answer)
