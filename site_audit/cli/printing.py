"""What commands print: marks with reasons and evidence, outcomes in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from site_audit.audit import Audited
from site_audit.cli.desk import out
from site_audit.model import Verdict
from site_audit.ratings import score
from site_audit.ratings.failings import NOT_LOOKED
from site_audit.ratings.score import Scores
from site_audit.texts import RATINGS, Texts, percents, points_of, status
from site_audit.words import moment_ru, number_ru, plain, plural

if TYPE_CHECKING:
    from site_audit.store import Confirmation, Progress

SITES_TO_TELL = 3  # are read before it is guessed how long the rest takes
_COLOURS = {"yes": "green", "no": "red", "partly": "yellow", "unknown": "yellow"}


def safe(text: str) -> str:
    """Foreign text for the terminal: no markup, no control signs."""
    return escape(plain(text))


def print_marks(audited: Audited, texts: Texts) -> None:
    """The marks of one check, group by group, then the score."""
    audit = audited.audit
    out.print(f"[bold]{safe(audit.snapshot.college.url)}[/bold] — {texts.ending(audit.outcome)}")
    if audit.outcome.kind == "not_audited":
        out.print("Оценок нет: сайт, который не открылся, не получает нулей.")
        return
    table = Table(box=None, pad_edge=False, show_header=False)
    for column in ({"width": 1}, {"min_width": 3}, {"ratio": 2}, {"ratio": 3}):
        table.add_column(**column)  # type: ignore[arg-type]
    for verdict in audited.verdicts:
        if verdict.finding.reason not in NOT_LOOKED:
            table.add_row(*_row(verdict, texts))
    out.print(table)
    missing = sum(verdict.finding.reason in NOT_LOOKED for verdict in audited.verdicts)
    if missing:
        words = plural(missing, "критерий", "критерия", "критериев")
        out.print(f"Ещё {missing} {words} без браузера проверить нельзя.", style="dim")
    print_scores(score.tally(audited.verdicts))


def _row(verdict: Verdict, texts: Texts) -> tuple[str, str, str, str]:
    shown, finding = status(verdict), verdict.finding
    because = safe(finding.because)
    if finding.evidence:
        place = finding.evidence[-1]
        because += f"\n[dim]{safe(place.url)}[/dim]"
    code = verdict.criterion if verdict.criterion in score.SCORED else "·"
    return (
        f"[{_COLOURS.get(shown.colour, 'blue')}]{shown.symbol}[/]",
        code,
        safe(texts.criterion(verdict.criterion)),
        because,
    )


def print_scores(scores: Scores) -> None:
    """The three ratings with their bounds."""
    for rating, part in scores.named():
        if part.points or part.unknown < part.out_of:
            shown = points_of(part) if rating != "overall" else ""
            out.print(f"{RATINGS[rating]}: {percents(score.share(part))}  {shown}".rstrip())


@dataclass
class Pace:
    """How fast sites are read since ``begun``; such as do not open at once say nothing of it."""

    begun: float
    before: int | None = None  # read when we came

    def left(self, progress: Progress, moment: float) -> str:
        """«, осталось около 12 мин», empty while too few sites were read to tell."""
        read = progress.audited + progress.partial
        if self.before is None:
            self.before = read
        read -= self.before
        waiting = progress.waiting + progress.leased
        if read < SITES_TO_TELL or not waiting:
            return ""
        minutes = waiting * (moment - self.begun) / read / 60
        if minutes < 1:
            return ", осталось меньше минуты"
        if minutes < 90:
            return f", осталось около {minutes:.0f} мин"
        return f", осталось около {minutes / 60:.0f} ч"


def print_end(progress: Progress, texts: Texts) -> None:
    """How far a run came: audited, partly, not and why, still to be visited."""
    words = plural(progress.total, "сайт", "сайта", "сайтов")
    left = progress.waiting + progress.leased
    out.print(
        f"Всего {progress.total} {words}: полностью проверено {progress.audited}, "
        f"частично {progress.partial}, не удалось проверить {progress.not_audited}"
        + (f", ждут обхода {left}." if left else ".")
    )
    for reason, number in progress.reasons:
        out.print(f"  {number} — {texts.outcome(reason)}")


def print_held(held: Iterable[Confirmation], confirm: str, worker: str) -> None:
    """How many results wait for a second visit, from when on, by whom; how a person may decide."""
    waiting = [one.due_at for one in held if one.state == "waiting"]
    if waiting:
        out.print(
            f"Оценок, которые проверит второй обход: {number_ru(len(waiting))}, "
            f"не раньше {moment_ru(min(waiting))}. В рейтинг они пока не входят.\n"
            f"Второй обход сделает команда {safe(worker)} (держите её запущенной).\n"
            f"Подтвердить самому, посмотрев сайт: {safe(confirm)} КОЛЛЕДЖ"
        )


def print_later(progress: Progress, resume: str, worker: str) -> None:
    """Which sites are visited again, when, and by whom."""
    sites = plural(progress.later, "сайт, который", "сайта, которые", "сайтов, которые")
    opened = plural(progress.later, "не открылся", "не открылись", "не открылись")
    when = moment_ru(progress.next_at) if progress.next_at else "позже"
    out.print(
        f"Ещё придём на {progress.later} {sites} {opened}, не раньше {when}.\n"
        f"Это сделает команда {safe(worker)} (держите её запущенной) "
        f"или, когда придёт время, {safe(resume)}"
    )
