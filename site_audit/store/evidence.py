"""Evidence, checks and observations as JSON: what equals its default is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import MISSING, fields
from typing import Any

from site_audit.model import Check, Evidence, Probe

Written = list[dict[str, Any]]


def write_evidence(evidence: Iterable[Evidence]) -> Written:
    """Evidence as JSON."""
    return [_written(one) for one in evidence]


def read_evidence(written: Sequence[dict[str, Any]]) -> tuple[Evidence, ...]:
    """Evidence from JSON."""
    return tuple(_evidence(**one) for one in written)


def write_checks(checks: Iterable[Check]) -> Written:
    """Checks as JSON."""
    return [_written(one) | {"evidence": write_evidence(one.evidence)} for one in checks]


def read_checks(written: Sequence[dict[str, Any]]) -> tuple[Check, ...]:
    """Checks from JSON."""
    return tuple(Check(**one | {"evidence": read_evidence(one["evidence"])}) for one in written)


def write_probes(probes: Iterable[Probe]) -> Written:
    """What was observed of a server, as JSON."""
    return [_written(one) for one in probes]


def read_probes(written: Sequence[dict[str, Any]]) -> tuple[Probe, ...]:
    """What was observed of a server, from JSON."""
    return tuple(Probe(**one) for one in written)


def _written(noun: Evidence | Check | Probe) -> dict[str, Any]:
    pairs = ((field, getattr(noun, field.name)) for field in fields(noun))
    return {
        field.name: value
        for field, value in pairs
        if field.default is MISSING or value != field.default
    }


def _evidence(box: Sequence[int] | None = None, **rest: Any) -> Evidence:
    if box is None:
        return Evidence(**rest)
    left, top, width, height = box
    return Evidence(box=(left, top, width, height), **rest)
