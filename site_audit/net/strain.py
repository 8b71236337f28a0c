"""Strain: how a host's own answers make the distance of requests longer, and shorter again.

A refusal (429, 503) doubles the gap, up to sixteen times the pace and ``LONGEST_GAP`` seconds. A
slow answer doubles it too, up to four times: slowness may have any cause, a refusal has one. A good
quick answer takes a tenth back, and two minutes without news take a half.
"""

from __future__ import annotations

from site_audit.net.turn import Slot

LONGEST_GAP = 8.0  # seconds
MOST_OF_HOST, MOST_OF_IP, MOST_OF_SLOWNESS = 16.0, 4.0, 4.0  # times the pace
RELIEF = 0.9
HALF_LIFE = 120.0  # seconds in which strain falls by half without news
LEAST = 1.1  # less is none

SLOW_SECONDS = 3.0  # to the head of an answer: slow for whatever host
SLOW_TIMES = 4.0  # what its quick answers take: slow for this host
NOT_SLOW_SECONDS = 1.0
LONGEST_USUAL = 60.0
REFUSALS = (429, 503)


def strain_of(slot: Slot, now: float) -> float:
    """How many times the pace the gap is for refusals, as of now; 1 = not longer."""
    return _faded(slot.strain, slot, now)


def drag_of(slot: Slot, now: float) -> float:
    """The same for slowness."""
    return _faded(slot.drag, slot, now)


def longer(gap: float, times: float) -> float:
    """The gap in seconds, so many times as long but within bounds; 0 = not longer."""
    return min(gap * times, max(LONGEST_GAP, gap)) if times > 1 else 0.0


def judge_host(slot: Slot, status: int, seconds: float | None, now: float) -> None:
    """Let an answer of the host teach its slot.

    ``status`` 0 = none came; ``seconds`` to its head, None = not to be compared (a browser's load).
    """
    strain, drag = strain_of(slot, now), drag_of(slot, now)
    if status in REFUSALS:
        strain = min(2 * strain, MOST_OF_HOST)
    elif seconds is None:
        return
    elif is_slow(slot, seconds):
        drag = min(2 * drag, MOST_OF_SLOWNESS)
    elif 0 < status < 500:
        strain, drag = RELIEF * strain, RELIEF * drag
    if seconds is not None and 0 < status < 500 and status not in REFUSALS:
        slot.usual = _usual(slot.usual, seconds)
    _note(slot, strain, drag, now)


def strain_most(slot: Slot, now: float) -> None:
    """The longest gap at once: the host asked for more time than a visit has."""
    _note(slot, MOST_OF_HOST, drag_of(slot, now), now)


def judge_ip(slot: Slot, status: int, now: float) -> None:
    """Let an answer of one of its hosts teach the slot of an IP: by refusals, not by slowness."""
    strain = strain_of(slot, now)
    if status in REFUSALS:
        strain = min(2 * strain, MOST_OF_IP)
    elif 0 < status < 500:
        strain *= RELIEF
    _note(slot, strain, 0.0, now)


def _note(slot: Slot, strain: float, drag: float, now: float) -> None:
    slot.strain, slot.drag = (times if times >= LEAST else 0.0 for times in (strain, drag))
    slot.judged = now if slot.strain or slot.drag else 0.0


def is_slow(slot: Slot, seconds: float) -> bool:
    """Whether an answer took long, by itself or beside the quick ones of the same host."""
    if seconds >= SLOW_SECONDS:
        return True
    return 0 < slot.usual * SLOW_TIMES <= seconds and seconds >= NOT_SLOW_SECONDS


def _usual(usual: float, seconds: float) -> float:
    """Falls soon to what is quicker, rises late: a file beside slow pages is no measure of them."""
    if not 0 < usual < LONGEST_USUAL:  # not known, or broken
        return seconds
    return usual + (0.3 if seconds < usual else 0.05) * (seconds - usual)


def _faded(times: float, slot: Slot, now: float) -> float:
    if not 1 < times <= MOST_OF_HOST:  # or a broken one
        return 1.0
    age = max(now - slot.judged, 0.0)
    left = times * 0.5 ** min(age / HALF_LIFE, 64.0)
    return left if left >= LEAST else 1.0
