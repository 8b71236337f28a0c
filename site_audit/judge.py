"""Criteria × snapshot -> verdicts. One broken criterion costs one mark, and it is ours."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from site_audit.model import Criterion, Finding, Offer, Outcome, Rules, Snapshot, Verdict

log = logging.getLogger(__name__)


def judge(criteria: Iterable[Criterion], rules: Rules, snapshot: Snapshot) -> tuple[Verdict, ...]:
    """A verdict of each criterion on the snapshot, in the order of the criteria."""
    return tuple(
        Verdict(criterion=one.id, out_of=one.out_of, finding=_finding(one, rules, snapshot))
        for one in criteria
    )


def _finding(criterion: Criterion, rules: Rules, snapshot: Snapshot) -> Finding:
    try:
        return criterion.check(snapshot, rules)
    except Exception:
        log.exception("criterion %s failed on %s", criterion.id, snapshot.college.url)
        because = "Проверка этого критерия не сработала: это наша ошибка, не ошибка сайта."
        return Finding(mark=None, reason="our_failure", because=because)


def unjudged(criteria: Iterable[Criterion], outcome: Outcome) -> tuple[Verdict, ...]:
    """Verdicts on a site that could not be audited: nothing is known, nothing is zero."""
    because = "Сайт не удалось проверить."
    finding = Finding(mark=None, reason=f"not_audited_{outcome.reason}", because=because)
    return tuple(Verdict(criterion=one.id, out_of=one.out_of, finding=finding) for one in criteria)


def gathered(
    gather: Callable[[Snapshot], tuple[Offer, ...]], snapshot: Snapshot
) -> tuple[Offer, ...] | None:
    """The programmes that a site shows; None when our own gathering failed: no mark suffers."""
    try:
        return gather(snapshot)
    except Exception:
        log.exception("programmes were not gathered on %s", snapshot.college.url)
        return None
