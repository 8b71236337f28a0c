"""Texts: the Russian words of reports. Those of the methodology are handed in, never imported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from site_audit.model import Edition, Mark, Outcome, OutcomeKind, Score, Verdict
from site_audit.ratings.failings import POOR_VISUAL, CommonError
from site_audit.ratings.ladder import Place, Unrated
from site_audit.ratings.rank import Unit
from site_audit.ratings.score import VISUAL, Band, Rating, Share, percent_shown, share
from site_audit.words import NARROW, date_ru, number_ru, range_ru

Effort = Literal[1, 2, 3]
Pairs = tuple[tuple[str, str], ...]

RATINGS: dict[Rating, str] = {
    "presence": "Наличие элементов",
    "visual": "Визуальная оценка",
    "overall": "Общий рейтинг",
}
BANDS: dict[Band, str] = {
    "full": f"100{NARROW}%",
    "high": f"90–99{NARROW}%",
    "middle": f"50–89{NARROW}%",
    "low": f"меньше 50{NARROW}%",
    "unknown": "не определено",
}
UNITS: dict[Unit, str] = {
    "college": "Колледж",
    "cluster": "Кластер",
    "region": "Регион",
    "industry": "Отрасль",
}
CIRCLES = {"all": "среди всех", "region": "в регионе", "industry": "в отрасли"}
UNNAMED: dict[Unit, str] = {"region": "Регион не указан", "industry": "Отрасль не указана"}
OUTCOMES: dict[OutcomeKind, str] = {
    "audited": "проверен полностью",
    "partial": "проверен частично",
    "not_audited": "не удалось проверить",
}
STATES: dict[str, str] = {
    "draft": "черновик",
    "preliminary": "предварительное",
    "final": "окончательное",
}
INSTRUCTION_STATES: dict[str, str] = {
    "draft": "составлено",
    "issued": "выдано",
    "answered": "получен ответ",
    "confirmed": "исполнено",
    "overdue": "просрочено",
    "withdrawn": "отменено",
}
BREAKS = {"edition": "другая редакция методики", "detectors": "другая версия проверок"}
CARRIED: dict[str, str] = {
    "sent": "Отправлено",
    "written": "Записано в файлы",
    "known": "Уже отправлены раньше",
    "failed": "Не отправлено",
    "unclear": "Неизвестно, дошло ли",
    "waiting": "Ждут: почтовый сервер не принимает",
}
MAILED: dict[str, str] = {
    "sending": "неизвестно, дошло ли",
    "sent": "отправлено",
    "failed": "не отправлено",
}
MET: dict[bool | None, str] = {
    True: "достигнут",
    False: "не достигнут",
    None: "не определено",
}
UNRATED = {
    "unconfirmed": "проверяется: результат подтвердит второй обход",
    "no_base": "в этой проверке нет сайта базовой организации",
    "several_bases": "в реестре несколько сайтов с ролью «базовая»: оставьте один",
    "base_not_audited": "сайт базовой организации не удалось проверить",
    "base_unconfirmed": "результат базовой организации проверяется вторым обходом",
}
UNSEEN = {
    "budget": "не хватило бюджета страниц",
    "time": "не хватило времени",
    "robots": "запрещено файлом robots.txt",
    "off_host": "другой сайт",
    "needs_browser": "страницу рисует только браузер",
}
TLS = {
    "strict": "сертификат в порядке",
    "extra": "сертификат НУЦ Минцифры: обычный браузер о нём предупредит",
    "unverified": "сертификат не прошёл проверку: браузер покажет посетителю предупреждение",
    "http": "сайт работает без шифрования (http)",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """How a mark is shown: symbol, words and the name of its colour."""

    symbol: str
    words: str
    colour: str


YES = Status(symbol="✓", words="есть", colour="yes")
FULL = Status(symbol="✓", words="полностью", colour="yes")
PARTLY = Status(symbol="◐", words="частично", colour="partly")
POOR = Status(symbol="✗", words="плохо", colour="no")
NO = Status(symbol="✗", words="нет", colour="no")
UNKNOWN = Status(symbol="?", words="не удалось проверить", colour="unknown")
CORRECTED = Status(symbol="✎", words="поправлено аудитором", colour="corrected")
LEGEND = (YES, NO, PARTLY, UNKNOWN, CORRECTED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Advice:
    """What to do: ``rule`` is the norm behind it, ``effort`` 1 = a link, 2 = a page, 3 = more.

    ``snippet`` is a ready piece of HTML for the page, our own, with addresses to be filled in.
    """

    title: str
    what: str
    rule: str = ""
    effort: Effort = 2
    snippet: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Imprint:
    """What stands on every report: which run, when, by which edition and detectors."""

    run: str
    made_at: datetime
    edition: Edition
    detectors: str

    @property
    def title(self) -> str:
        """«Проверка № 12», or «Проверка одного сайта»."""
        words = self.run if self.run.casefold().startswith("проверка") else f"проверка {self.run}"
        return words[:1].upper() + words[1:]


@dataclass(frozen=True, kw_only=True)
class Texts:
    """The words of the methodology by code; a code without words is shown as it is.

    ``criteria``: titles of the 34 and of the observed ones, in order. ``groups``: A, B, C, V.
    ``reasons``: why a mark is what it is. ``outcomes``: why a site was not, or partly, audited.
    ``solutions``: what to do about what is observed, by criterion. ``checks``: titles of the
    checks of visual criteria.
    """

    criteria: Pairs = ()
    groups: Pairs = ()
    advice: tuple[tuple[str, Advice], ...] = ()
    solutions: tuple[tuple[str, Advice], ...] = ()
    reasons: Pairs = ()
    outcomes: Pairs = ()
    checks: Pairs = ()

    @cached_property
    def _advice(self) -> dict[str, Advice]:
        return dict(self.advice)

    @cached_property
    def _words(self) -> dict[str, dict[str, str]]:
        return {
            "criteria": dict(self.criteria),
            "groups": dict(self.groups),
            "reasons": UNSEEN | dict(self.outcomes) | dict(self.reasons),
            "outcomes": UNRATED | dict(self.outcomes),
            "checks": dict(self.checks),
        }

    def criterion(self, code: str) -> str:
        """Title of a criterion."""
        return self._words["criteria"].get(code, code)

    def group(self, code: str) -> str:
        """Title of a group of criteria."""
        return self._words["groups"].get(code, code)

    def reason(self, code: str) -> str:
        """Short words for a finding's reason, or for why an address stayed unseen."""
        return self._words["reasons"].get(code, code)

    def check(self, code: str) -> str:
        """Title of one check of a visual criterion."""
        return self._words["checks"].get(code, code)

    def outcome(self, code: str) -> str:
        """Why a site or a cluster has no rating, or only bounds."""
        return self._words["outcomes"].get(code, code)

    def ending(self, outcome: Outcome) -> str:
        """How a visit ended: «проверен частично, не прочитаны нужные страницы: не хватило …»."""
        words = OUTCOMES[outcome.kind]
        if outcome.kind == "partial":
            words += ", не прочитаны нужные страницы"
        return f"{words}: {self.outcome(outcome.reason)}" if outcome.reason else words

    def advice_of(self, code: str | None) -> Advice | None:
        """The advice of a code, its bare code as title when it has no words yet."""
        if code is None:
            return None
        return self._advice.get(code, Advice(title=code, what=""))

    def solution(self, error: CommonError) -> Advice | None:
        """What is proposed about a common error: the advice most given, or the usual one."""
        return self.advice_of(error.advice) or dict(self.solutions).get(error.criterion)

    def effort(self, code: str | None) -> int:
        """How much work an advice is, 1 … 3."""
        advice = self.advice_of(code)
        return advice.effort if advice else 2


def status(verdict: Verdict) -> Status:
    """What a mark means in words; for visual marks up to 2 of 5 is poor."""
    return _visual(verdict.finding.mark) if verdict.criterion in VISUAL else _yes_no(verdict)


def _yes_no(verdict: Verdict) -> Status:
    if verdict.finding.mark is None:
        return UNKNOWN
    return YES if verdict.finding.mark else NO


def _visual(mark: Mark) -> Status:
    if mark is None:
        return UNKNOWN
    if mark == 5:
        return FULL
    return POOR if mark <= POOR_VISUAL else PARTLY


def last_words(one: Unrated, rating: Rating) -> str:
    """«последний результат: 85 %, 05.10.2026», empty without one."""
    last = one.result.last if one.result else None
    if last is None:
        return ""
    shown = percents(share(last.scores.of(rating)))
    return f"последний результат: {shown}, {date_ru(last.finished_at)}"


def percents(bounds: Share) -> str:
    """«46 %» or «27–100 %»."""
    shown = range_ru(percent_shown(bounds.lower), percent_shown(bounds.upper))
    return f"{shown}{NARROW}%"


def places(place: Place) -> str:
    """«3» or «3–9»."""
    return range_ru(place.first, place.last)


def points(score: Score) -> str:
    """«22» or «7–26»: points of a score with its bounds."""
    return range_ru(score.points, score.upper)


def points_of(score: Score) -> str:
    """«22 из 26»."""
    return f"{points(score)} из {number_ru(score.out_of)}"
