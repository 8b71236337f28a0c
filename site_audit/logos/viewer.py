"""The child process that looks at pictures, and its handle."""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from site_audit.documents import child
from site_audit.documents.child import Child, Lost
from site_audit.glimpse import Glimpse
from site_audit.logos.references import Reference, References

SECONDS = 8.0  # a picture, by the clock
CPU_SECONDS = 6.0  # a picture, without its words
LEARNING_SECONDS = 60.0
_PNG = b"\x89PNG"
COMMAND = (sys.executable, "-m", "site_audit.logos.viewer")


class _Learn(NamedTuple):
    references: tuple[tuple[str, str, bytes], ...]


class _Look(NamedTuple):
    body: bytes
    names: tuple[str, ...]
    reads: bool


class _Question(msgspec.Struct, frozen=True):
    learn: _Learn | None = None
    look: _Look | None = None
    shown: bytes | None = None


class Look(NamedTuple):
    """What was seen on a picture, and the processor seconds that it took."""

    glimpse: Glimpse
    seconds: float


_encode = msgspec.msgpack.Encoder().encode
_question = msgspec.msgpack.Decoder(_Question).decode
_look = msgspec.msgpack.Decoder(Look).decode


class Viewer:
    """Looks at pictures in its child, which learns a set of references once; one at a time."""

    def __init__(self) -> None:
        self.child = Child(lambda: COMMAND)
        self._learnt: tuple[int, str] = (0, "")

    def look(
        self, body: bytes, references: References, names: Iterable[str], reads: bool = True
    ) -> Look:
        """What a picture shows of the references of these names; ``Lost`` when none can tell.

        A child that dies may do so of all that it has looked at before: a new one is asked once.
        """
        question = _encode(_Question(look=_Look(body, tuple(names), reads)))
        was_new = self._learn(references)
        try:
            answer = self.child.ask(question, SECONDS)
        except Lost as lost:
            if was_new or lost.trouble != "reader_died":
                raise
            self._learn(references)
            answer = self.child.ask(question, SECONDS)
        try:
            return _look(answer)
        except msgspec.MsgspecError as error:  # whoever took the child over does not speak for it
            self.child.dismiss()
            raise Lost("reader_died") from error

    def small(self, body: bytes) -> bytes:
        """A PNG of a picture that is safe and small enough to be shown; ``Lost`` without one."""
        png = self.child.ask(_encode(_Question(shown=body)), SECONDS)
        if not png.startswith(_PNG):
            raise Lost("not_a_picture")
        return png

    def _learn(self, references: References) -> bool:
        """Whether the child had to be told of the references: it is new."""
        wanted = (self.child.running().pid, references.digest)
        if self._learnt == wanted:
            return False
        told = tuple((one.name, one.file, one.body) for one in references.all)
        self.child.ask(_encode(_Question(learn=_Learn(told))), LEARNING_SECONDS)
        self._learnt = wanted
        return True


# ---------------------------------------------------------------- the child


class _Gallery:
    """The references that the child has learnt."""

    def __init__(self) -> None:
        from site_audit.logos import glance  # pixels are dear to load, and the parent needs none

        self._glance = glance
        self._known: list[glance.Known] = []

    def answer(self, asked: bytes) -> bytes:
        question = _question(asked)
        if question.learn is not None:
            child.allow(LEARNING_SECONDS)
            references = [Reference(name=name, file=file, body=body)
                          for name, file, body in question.learn.references]  # fmt: skip
            self._known = [known for one in references if (known := self._glance.known(one))]
            return b""
        if question.shown is not None:
            child.allow(CPU_SECONDS)
            return self._glance.small(question.shown)
        assert question.look is not None
        child.allow(CPU_SECONDS)
        began = _spent()
        seen = self._look(question.look)
        return _encode(Look(seen, round(_spent() - began, 4)))

    def _look(self, look: _Look) -> Glimpse:
        names = frozenset(look.names)
        wanted = [one for one in self._known if one.name in names]
        return self._glance.glance(look.body, wanted, look.reads)


def _spent() -> float:
    """Processor seconds of this process and of tesseract."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    child.serve(_Gallery().answer)
