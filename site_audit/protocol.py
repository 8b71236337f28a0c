"""The protocol of a check: JSON that programs rely on. Keys are added, never changed.

The schema stands in ``docs/check.schema.json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from site_audit.audit import Audited
from site_audit.model import Evidence, Finding, Offer, Page, Rules, Score, Verdict
from site_audit.ratings import score

if TYPE_CHECKING:
    from site_audit.store import Confirmation, Run, SiteResult, Visit


def check_json(audited: Audited, rules: Rules, digest: str) -> str:
    """The protocol of one site as JSON text."""
    return _text(_check(audited, rules, digest))


def _text(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate is no JSON


def _check(audited: Audited, rules: Rules, digest: str) -> dict[str, Any]:
    audit = audited.audit
    snapshot, scores = audit.snapshot, score.tally(audited.verdicts)
    scored = [verdict for verdict in audited.verdicts if verdict.criterion in score.SCORED]
    observed = [verdict for verdict in audited.verdicts if verdict.criterion not in score.SCORED]
    return {
        "url": snapshot.college.url,
        "final_url": snapshot.home.url if snapshot.home else None,
        "outcome": audit.outcome.kind,
        "reason": audit.outcome.reason,
        "edition": rules.edition.id,
        "detectors": rules.detectors,
        "rules": digest,
        "started_at": snapshot.taken_at.isoformat(),
        "finished_at": audit.finished_at.isoformat(),
        "pages": [_page(page) for page in snapshot.pages],
        "unseen": [{"url": unseen.url, "why": unseen.why} for unseen in snapshot.unseen],
        "marks": {verdict.criterion: mark_json(verdict) for verdict in scored},
        "observed": {verdict.criterion: _observed(verdict.finding) for verdict in observed},
        "programmes": _programmes(audited.offers),
        **{rating: _score(part) for rating, part in scores.named()},
        "cost": {
            "requests": audit.cost.requests,
            "bytes": audit.cost.bytes,
            "cpu_s": audit.cost.cpu_s,
            "wall_s": audit.cost.wall_s,
        },
    }


def _programmes(offers: tuple[Offer, ...] | None) -> list[dict[str, Any]] | None:
    """The programmes of a site; null when nothing is known of them, which is not «none»."""
    if offers is None:
        return None
    return [
        {"code": one.code, "name": one.name, "of_project": one.of_project, "url": one.url}
        for one in offers
    ]


def _page(page: Page) -> dict[str, Any]:
    return {
        "url": page.url,
        "status": page.status,
        "role": page.roles[0] if page.roles else None,
        "clicks": page.clicks,
        "kind": page.kind,
    }


def mark_json(verdict: Verdict) -> dict[str, Any]:
    """One mark with its reason, words, advice and evidence."""
    finding = verdict.finding
    return {
        "mark": finding.mark,
        "reason": finding.reason,
        "because": finding.because,
        "advice": finding.advice,
        "evidence": [_evidence(evidence) for evidence in finding.evidence],
        "checks": [
            {
                "id": check.id,
                "points": check.points,
                "value": check.value,
                "unit": check.unit,
                "full_at": check.full_at,
                "zero_at": check.zero_at,
                "evidence": [_evidence(evidence) for evidence in check.evidence],
            }
            for check in finding.checks
        ],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "kind": evidence.kind,
        "url": evidence.url,
        "quote": evidence.quote,
        "selector": evidence.selector,
        "box": list(evidence.box) if evidence.box else None,
        "clicks": evidence.clicks,
        "image": evidence.image,
    }


def _observed(finding: Finding) -> dict[str, Any]:
    evidence = [_evidence(one) for one in finding.evidence]
    return {"mark": finding.mark, "because": finding.because, "evidence": evidence}


def _score(part: Score) -> dict[str, Any]:
    return {
        "points": part.points,
        "out_of": part.out_of,
        "unknown": part.unknown,
        "percent": _number(score.percent_shown(score.share(part).lower)),
        "percent_upper": _number(score.percent_shown(score.share(part).upper)),
    }


def _number(percent: Any) -> int | float:
    return int(percent) if percent == int(percent) else float(percent)


def run_json(
    run: Run,
    visits: Iterable[Visit],
    results: Iterable[SiteResult],
    held: Iterable[Confirmation] = (),
) -> str:
    """A run as JSON text: each visit with its outcome and its 34 marks.

    ``state`` is ``closed`` as well when sites are left that will be visited ``again``; ``held`` are
    the confirmations of its results.
    """
    given = {result.visit_id: result for result in results}
    states = {one.visit_id: one.state for one in held}
    made = [
        _visit(visit, given.get(visit.id)) | {"confirmation": states.get(visit.id)}
        for visit in visits
    ]
    again = sum(one["again_at"] is not None for one in made)
    is_open = run.state == "open" and any(one["outcome"] is None for one in made)
    data = {
        "run": run.id,
        "edition": run.edition,
        "state": "open" if is_open else "closed",
        "again": again,
        "visits": made,
    }
    return _text(data)


def _visit(visit: Visit, result: SiteResult | None) -> dict[str, Any]:
    verdicts = result.verdicts if result else ()
    marks = {one.criterion: mark_json(one) for one in verdicts if one.criterion in score.SCORED}
    reason = visit.outcome.reason if visit.outcome else "waiting"
    return {
        "id": visit.id,
        "college": visit.college.name,
        "url": visit.college.url,
        "outcome": visit.outcome.kind if visit.outcome else None,
        "reason": visit.outcome.reason if visit.outcome else None,
        "marks": {code: marks.get(code) or _no_mark(reason) for code in score.SCORED},
        "programmes": _programmes(result.offers if result else None),
        "again_at": _again_at(visit),
    }


def _again_at(visit: Visit) -> str | None:
    """When a site that did not open is visited again, None when it is not."""
    return visit.due_at.isoformat() if visit.state == "waiting" and visit.due_at else None


def _no_mark(reason: str | None) -> dict[str, Any]:
    because = "Сайт ещё не проверен." if reason == "waiting" else "Сайт не удалось проверить."
    finding = Finding(mark=None, reason=f"not_audited_{reason}", because=because)
    return mark_json(Verdict(criterion="", out_of=1, finding=finding))
