"""V8, speed: a score of our own by Lighthouse's curves, made of what throttled loads measured.

Curves and weights: Lighthouse 12, mobile; its Speed Index is left out and the other four weigh 90.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erf, floor, log
from statistics import median

from site_audit.model import Check, Evidence, Finding, Mark, Rules, Snapshot
from site_audit.rendered import Heavy, Speed, SpeedRun
from site_audit.words import count_ru, number_ru

UNSTABLE = 10  # points between the best and the worst run
_HEAVY = 100 * 1024  # bytes: a request worth a word
_SHARPNESS = 0.9061938  # of the log-normal curve: the inverse complementary error function at 1/5


@dataclass(frozen=True, kw_only=True, slots=True)
class Curve:
    """A log-normal curve: ``p10`` is worth 0.9, ``median`` 0.5."""

    id: str
    unit: str
    p10: float
    median: float
    weight: int


CURVES = (
    Curve(id="fcp", unit="мс", p10=1800, median=3000, weight=10),
    Curve(id="lcp", unit="мс", p10=2500, median=4000, weight=25),
    Curve(id="tbt", unit="мс", p10=200, median=600, weight=30),
    Curve(id="cls", unit="", p10=0.1, median=0.25, weight=25),
)


def worth(curve: Curve, value: float) -> float:
    """What a value is worth, from 1 down to 0."""
    if value <= 0:
        return 1.0
    x = log(value / curve.median) * _SHARPNESS / -log(curve.p10 / curve.median)
    return min(1.0, max(0.0, (1 - erf(x)) / 2))


def score(run: SpeedRun) -> float:
    """The speed score of one run, 0 … 100."""
    total = sum(curve.weight for curve in CURVES)
    weighed = sum(curve.weight * worth(curve, getattr(run, curve.id)) for curve in CURVES)
    return 100 * weighed / total


def is_unstable(runs: tuple[SpeedRun, ...]) -> bool:
    """Whether runs are too far apart for their median to be believed."""
    scores = [score(run) for run in runs]
    return len(scores) > 1 and max(scores) - min(scores) > UNSTABLE


def middle(runs: tuple[SpeedRun, ...]) -> SpeedRun:
    """The median of each figure."""
    return SpeedRun(
        fcp=median(run.fcp for run in runs),
        lcp=median(run.lcp for run in runs),
        tbt=median(run.tbt for run in runs),
        cls=median(run.cls for run in runs),
        bytes=round(median(run.bytes for run in runs)),
        requests=round(median(run.requests for run in runs)),
        capped=all(run.capped for run in runs),
    )


def speed(snapshot: Snapshot, rules: Rules) -> Finding:
    """V8: the band of the score, capped by the page's weight."""
    told = snapshot.seen.speed
    if told is None or not told.runs:
        return _unmeasured(snapshot, told)
    run = middle(told.runs)
    points = floor(score(run) + 0.5)
    mark, kib = _mark(points, run.bytes, rules), round(run.bytes / 1024)
    if _is_doubtful(told.runs, rules):
        return _finding(told, run, None, "speed_unstable", _unstable(told))
    reason = "met" if mark == 5 else "partly" if mark >= 3 else "not_met"
    because = f"Скорость загрузки: {points} из 100, вес страницы {number_ru(kib)} КБ."
    if mark < _band(points, rules):
        because += " Оценка снижена из-за веса страницы."
    return _finding(told, run, mark, reason, because)


def _mark(points: int, size: int, rules: Rules) -> int:
    caps = [cap for kib, cap in rules.edition.weight_caps if size > kib * 1024]
    return min([_band(points, rules), *caps])


def _band(points: int, rules: Rules) -> int:
    return next(mark for least, mark in rules.edition.speed_bands if points >= least)


def _is_doubtful(runs: tuple[SpeedRun, ...], rules: Rules) -> bool:
    """Runs far apart that would be worth different marks, more of them than were asked for."""
    marks = {_mark(floor(score(run) + 0.5), run.bytes, rules) for run in runs}
    return is_unstable(runs) and len(marks) > 1


def _unstable(told: Speed) -> str:
    scores = sorted(round(score(run)) for run in told.runs)
    times = count_ru(len(scores), "замер", "замера", "замеров")
    return f"Скорость нестабильна: {times}, от {scores[0]} до {scores[-1]} баллов из 100."


def _finding(told: Speed, run: SpeedRun, mark: Mark, reason: str, because: str) -> Finding:
    lost = [check for check in _checks(told, run) if (check.points or 0) < 0.9]
    worst = min(lost, key=lambda check: check.points or 0, default=None)
    return Finding(
        mark=mark,
        reason=reason,
        because=because,
        advice=None if worst is None or mark == 5 else f"speed_{worst.id}",
        evidence=(Evidence(kind="page", url=told.url), *_heavy(told)),
        checks=_checks(told, run),
    )


def _checks(told: Speed, run: SpeedRun) -> tuple[Check, ...]:
    curves = tuple(
        Check(
            id=curve.id,
            points=round(worth(curve, getattr(run, curve.id)), 4),
            value=getattr(run, curve.id),
            unit=curve.unit,
            full_at=curve.p10,
            zero_at=curve.median,
        )
        for curve in CURVES
    )
    kib = run.bytes / 1024
    weight = Check(
        id="weight", points=min(1.0, max(0.0, (4000 - kib) / (4000 - 1600))), value=round(kib),
        unit="КБ", full_at=1600, zero_at=4000, evidence=_heavy(told),
    )  # fmt: skip
    return (*curves, weight)


def _heavy(told: Speed) -> tuple[Evidence, ...]:
    return tuple(_request(one) for one in told.heaviest if one.bytes >= _HEAVY)


_KINDS = {
    "image": "картинка", "script": "скрипт", "stylesheet": "стили", "font": "шрифт",
    "media": "видео", "document": "сама страница", "xhr": "данные", "fetch": "данные",
}  # fmt: skip


def _request(one: Heavy) -> Evidence:
    kind = _KINDS.get(one.kind, "файл")
    return Evidence(
        kind="link", url=one.url, quote=f"{kind}, {number_ru(round(one.bytes / 1024))} КБ"
    )


def _unmeasured(snapshot: Snapshot, told: Speed | None) -> Finding:
    home = snapshot.home
    trouble = (told.trouble if told else None) or snapshot.seen.trouble or "not_measured"
    return Finding(
        mark=None,
        reason="no_browser" if trouble == "no_browser" else "not_measured",
        because=(
            "Проверка шла без браузера." if trouble == "no_browser"
            else "Скорость измерить не удалось: замер не дошёл до конца."
        ),
        evidence=(Evidence(kind="page", url=home.url),) if home else (),
    )  # fmt: skip
