"""What a browser saw of a page: measures with places, speed, screenshots. Facts, no opinions.

Lengths are CSS pixels, boxes (left, top, width, height) from the top left corner of the document.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Box = tuple[int, int, int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """One place on a page: its selector, the words there, its box, and what was measured."""

    selector: str = ""
    text: str = ""
    box: Box | None = None
    value: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One thing measured: ``value`` out of ``of`` where it is a count; the worst ``spots``."""

    name: str
    value: float
    of: float | None = None
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Render:
    """One page at one viewport («1366x768»); ``trouble`` is a code when it did not open.

    ``role`` tells what page it is: home, section, admission, tab or news. ``mobile``: a document
    of its own that the server gives to phones.
    """

    url: str
    role: str
    viewport: str
    trouble: str | None = None
    mobile: bool = False
    measures: tuple[Measure, ...] = ()

    def measure(self, name: str) -> Measure | None:
        """The measure of that name, None where it was not taken."""
        return next((one for one in self.measures if one.name == name), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class SpeedRun:
    """One throttled load. Milliseconds, bytes over the wire; ``capped``: it ran into its cap.

    ``tbt`` is the first run's in all of them: it alone is traced.
    """

    fcp: float
    lcp: float
    tbt: float
    cls: float
    bytes: int
    requests: int = 0
    capped: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Heavy:
    """One request of a load: its address, kind (image, script …) and bytes over the wire."""

    url: str
    kind: str
    bytes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Speed:
    """The loads of the home page; ``trouble`` is a code when none of them came to an end."""

    url: str
    runs: tuple[SpeedRun, ...] = ()
    heaviest: tuple[Heavy, ...] = ()
    trouble: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Shot:
    """A screenshot (JPEG): the first screen of a page, or with ``selector`` a place on it."""

    name: str
    url: str
    viewport: str
    width: int
    height: int
    selector: str = ""
    jpeg: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """All that the browser brought of one site; ``trouble`` tells why it brought nothing."""

    renders: tuple[Render, ...] = ()
    speed: Speed | None = None
    shots: tuple[Shot, ...] = ()
    trouble: str | None = None
