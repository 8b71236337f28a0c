"""Note: what one college reads about its site, as page, Markdown or plain text."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field

from site_audit.model import Cost, Verdict
from site_audit.ratings.causes import Cause
from site_audit.ratings.changes import Changes
from site_audit.ratings.failings import NOT_LOOKED
from site_audit.ratings.ladder import Result
from site_audit.ratings.neighbours import Neighbourhood
from site_audit.ratings.score import SCORED
from site_audit.ratings.steps import first_steps
from site_audit.texts import (
    CIRCLES,
    CORRECTED,
    LEGEND,
    RATINGS,
    TLS,
    Imprint,
    Status,
    Texts,
    status,
)
from site_audit.writing.templates import Format, render

GROUPS = "ABCV"
EVIDENCE = 4  # pieces of evidence shown for one mark
PROGRAMMES = 30  # rows of their table


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """What a visit read: ``unseen`` counts addresses by why they were not read, ``tls`` a code."""

    final_url: str = ""
    pages: int = 0
    documents: int = 0
    unseen: tuple[tuple[str, int], ...] = ()
    tls: str = ""
    cost: Cost = field(default_factory=Cost)
    shots: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)  # name, JPEG


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One criterion of a note, ready to be shown."""

    verdict: Verdict
    status: Status
    corrected: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A group of criteria: those judged, and those that a visit without a browser cannot judge."""

    code: str
    lines: tuple[Line, ...]
    not_built: tuple[str, ...]

    def having(self, colour: str) -> int:
        """How many lines show a status of this colour."""
        return sum(line.status.colour == colour for line in self.lines)


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """What only a whole run tells of a site: its places, what has changed, shared causes."""

    places: tuple[Neighbourhood, ...] = ()
    changes: Changes | None = None
    causes: tuple[Cause, ...] = ()


ALONE = Surroundings()


def note(
    result: Result,
    imprint: Imprint,
    texts: Texts,
    format: Format,
    *,
    checked: Checked,
    around: Surroundings = ALONE,
) -> str:
    """The note of one site: what to mend first, then every mark with why and where."""
    lines = tuple(_line(verdict, result) for verdict in result.verdicts)
    scored = [line for line in lines if line.verdict.criterion in SCORED]
    return render(
        "note",
        format,
        result=result,
        college=result.college,
        imprint=imprint,
        texts=texts,
        checked=checked,
        around=around,
        circles=CIRCLES,
        pictures={f"shot:{name}": _inline(jpeg) for name, jpeg in checked.shots},
        steps=first_steps(result.verdicts, texts.effort),
        groups=[_group(code, scored) for code in GROUPS],
        observed=[line for line in lines if line not in scored],
        untold=[line for line in scored if line.verdict.finding.mark is None and _built(line)],
        ratings=RATINGS,
        tls=TLS,
        corrected=CORRECTED,
        ours=SCORED,
        speed=("fcp", "lcp", "tbt", "cls", "weight"),
        legend=[(one.symbol, one.words) for one in LEGEND],
        evidence_shown=EVIDENCE,
        programmes=(result.offers or ())[:PROGRAMMES],
        more_programmes=max(0, len(result.offers or ()) - PROGRAMMES),
    )


def _inline(jpeg: bytes) -> str:
    return f"data:image/jpeg;base64,{b64encode(jpeg).decode('ascii')}"


def _line(verdict: Verdict, result: Result) -> Line:
    return Line(
        verdict=verdict,
        status=status(verdict),
        corrected=verdict.criterion in result.corrected,
    )


def _group(code: str, lines: Iterable[Line]) -> Group:
    inside = [line for line in lines if line.verdict.criterion.startswith(code)]
    inside.sort(key=lambda line: SCORED.index(line.verdict.criterion))
    return Group(
        code=code,
        lines=tuple(line for line in inside if _built(line)),
        not_built=tuple(line.verdict.criterion for line in inside if not _built(line)),
    )


def _built(line: Line) -> bool:
    return line.verdict.finding.reason not in NOT_LOOKED
