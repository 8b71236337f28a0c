"""Sheets of what was found: errors, moves, instructions, overrides, the methodology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from site_audit.pack.sheet import Cell, Column, Percent, Sheet, bounds
from site_audit.ratings.accuracy import Accuracy
from site_audit.ratings.failings import CommonError
from site_audit.ratings.ladder import Row, Unrated
from site_audit.ratings.meeting import Meeting
from site_audit.ratings.moves import Move, Moves
from site_audit.ratings.score import SCORED
from site_audit.ratings.trend import Point
from site_audit.texts import BREAKS, INSTRUCTION_STATES, RATINGS, Texts
from site_audit.words import date_ru
from site_audit.writing.meeting_report import gain_words

_ERRORS = (
    Column(title="Критерий", width=10),
    Column(title="Чего не хватает", width=36, wraps=True),
    Column(title="На скольких сайтах", width=12),
    Column(title="Из скольких проверенных", width=13),
    Column(title="Доля", width=9),
    Column(title="Предлагаемое решение", width=34, wraps=True),
    Column(title="Подробнее", width=64, wraps=True),
    Column(title="Основание", width=30, wraps=True),
)


def errors_sheet(sheet: Sheet, meeting: Meeting, texts: Texts) -> None:
    """Common errors of elements, of looks, of what is observed; then shared causes."""
    sheet.widen(_ERRORS)
    groups = (
        ("Ошибки в элементах", meeting.rankings["presence"].errors),
        ("Ошибки в визуальных критериях", meeting.rankings["visual"].errors),
        ("Наблюдения, баллов не дают", meeting.observed),
    )
    for title, errors in groups:
        sheet.say(title, size=12, bold=True)
        if errors:
            sheet.table(_ERRORS, (_error(one, texts) for one in errors))
        else:
            sheet.say("Среди того, что удалось проверить, общих ошибок нет.")
        sheet.skip()
    if meeting.causes:
        sheet.say("Общая причина: система сайта или сервер", size=12, bold=True)
        sheet.table(_CAUSES, _causes(meeting, texts))


def _error(one: CommonError, texts: Texts) -> tuple[Cell, ...]:
    advice = texts.solution(one)
    told = (advice.title, advice.what, advice.rule) if advice else ("", "", "")
    part = Percent(part=one.part)
    return one.criterion, texts.criterion(one.criterion), one.sites, one.checked, part, *told


_CAUSES = tuple(
    Column(title=title)
    for title in (
        "Критерий",
        "Чего не хватает",
        "На скольких",
        "Из скольких",
        "Доля",
        "Система или сервер",
        "У остальных сайтов",
    )
)


def _causes(meeting: Meeting, texts: Texts) -> Iterator[tuple[Cell, ...]]:
    for one in meeting.causes:
        part = Percent(part=Fraction(one.failing, one.sites))
        what = texts.criterion(one.criterion)
        known = (one.criterion, what, one.failing, one.sites, part)
        yield (*known, one.name, Percent(part=one.part))


def moves_sheet(sheet: Sheet, meeting: Meeting) -> None:
    """Against the judgement before, rating by rating; then the trend over all runs."""
    sheet.widen(_MOVES)
    if meeting.before and meeting.moves:
        made = f"{meeting.before.title}, {date_ru(meeting.before.made_at)}"
        sheet.say(f"Сравнение с прошлым: {made}", size=12, bold=True)
        for rating, changed in meeting.moves.items():
            sheet.skip()
            sheet.say(f"{RATINGS[rating]}: {_panel(changed)}", bold=True)
            sheet.table(_MOVES, _moves(changed))
    for rating, points in (meeting.trend or {}).items():
        sheet.skip()
        sheet.say(f"{RATINGS[rating]} по проверкам", size=12, bold=True)
        sheet.table(_TREND, map(_point, points))


_MOVES = (
    Column(title="Кто", width=46, wraps=True),
    Column(title="Что произошло", width=24, wraps=True),
    Column(title="Было, %, не меньше", width=12),
    Column(title="не больше", width=12),
    Column(title="Стало, %, не меньше", width=12),
    Column(title="не больше", width=12),
    Column(title="Разница, процентных пунктов, не меньше", width=18),
)


def _panel(changed: Moves) -> str:
    number = changed.panel_now.rated
    return f"оценены оба раза — {number}"


def _moves(changed: Moves) -> Iterator[tuple[Cell, ...]]:
    for words, moved in (("поднялся", changed.risen), ("опустился", changed.fallen)):
        for one in moved:
            yield _move(one, words)
    for row in changed.new:
        yield row.title, "появился в рейтинге", None, None, *bounds(row.share), None
    for gone in changed.gone:
        yield _gone(gone)


def _move(one: Move, words: str) -> tuple[Cell, ...]:
    gain = gain_words(one.gain)
    return one.now.title, words, *bounds(one.before.share), *bounds(one.now.share), gain


def _gone(one: Row | Unrated) -> tuple[Cell, ...]:
    shown = bounds(one.share) if isinstance(one, Row) else (None, None)
    return one.title, "больше не в рейтинге", *shown, None, None, None


_TREND = (
    Column(title="Проверка"),
    Column(title="Дата"),
    Column(title="С оценкой"),
    Column(title="Медиана, %, не меньше"),
    Column(title="не больше"),
    Column(title="Медиана тех, кто оценён всегда, %, не меньше"),
    Column(title="Что изменилось в методике", wraps=True),
)


def _point(one: Point) -> tuple[Cell, ...]:
    changed = ", ".join(BREAKS[name] for name in one.breaks)
    known = (f"№ {one.run_id}, суждение {one.number}", one.at, one.figures.rated)
    return *known, *bounds(one.figures.median), bounds(one.panel.median)[0], changed


def instructions_sheet(sheet: Sheet, meeting: Meeting) -> None:
    """Instructions with their states and what of them is mended."""
    columns = (
        Column(title="Номер", width=10),
        Column(title="Кластер", width=26, wraps=True),
        Column(title="Кому", width=36, wraps=True),
        Column(title="Регион", width=20, wraps=True),
        Column(title="Исправлено", width=11),
        Column(title="Всего", width=8),
        Column(title="Срок", width=12),
        Column(title="Состояние", width=14),
        Column(title="Ответы", width=44, wraps=True),
    )
    if not meeting.instructions:
        sheet.say("По этой проверке поручений не давали.")
        return
    sheet.widen(columns)
    sheet.table(columns, _instructions(meeting))


def _instructions(meeting: Meeting) -> Iterator[tuple[Cell, ...]]:
    day = meeting.made_at.date()
    for one in meeting.instructions:
        replies = "; ".join(
            f"{date_ru(reply.received_at)}, {reply.author}: {reply.text or reply.file_name}"
            for reply in one.replies
        )
        fixed = sum(task.fixed is True for task in one.tasks)
        state = INSTRUCTION_STATES[one.standing(day)]
        known = (one.number, one.cluster, one.addressee, one.region, fixed, len(one.tasks))
        yield (*known, one.due_on, state, replies or "ответа нет")


def overrides_sheet(sheet: Sheet, meeting: Meeting, texts: Texts) -> None:
    """People's marks over the machine's."""
    columns = (
        Column(title="Колледж", width=36, wraps=True),
        Column(title="Критерий", width=10),
        Column(title="Название", width=34, wraps=True),
        Column(title="Оценка", width=9),
        Column(title="Причина", width=40, wraps=True),
        Column(title="Кто", width=20, wraps=True),
        Column(title="Когда", width=12),
        Column(title="Действует до", width=13),
    )
    if not meeting.overrides:
        sheet.say("Поправок нет.")
        return
    sheet.widen(columns)
    rows = (
        (
            meeting.by_college[one.college_id].college.name,
            one.criterion,
            texts.criterion(one.criterion),
            "?" if one.mark is None else one.mark,
            one.reason,
            one.author,
            one.created_at,
            one.expires_at,
        )
        for one in meeting.overrides
        if one.college_id in meeting.by_college
    )
    sheet.table(columns, rows)


def methodology_sheet(
    sheet: Sheet, meeting: Meeting, texts: Texts, accuracy: Sequence[Accuracy]
) -> None:
    """By what it was judged, how marks become ratings, how precise the marks are."""
    sheet.widen(_CRITERIA)
    imprint = meeting.imprint
    sheet.say(f"{imprint.edition.title}, версия проверок {imprint.detectors}", size=12, bold=True)
    for line in RULES:
        sheet.say(line)
    sheet.skip()
    sheet.table(_CRITERIA, _criteria(texts, accuracy))
    if meeting.agreement:
        sheet.skip()
        sheet.say("Согласие с оценками людей", size=12, bold=True)
        sheet.table(_AGREEMENT, _agreement(meeting, texts))


RULES = (
    "26 элементов: есть (1) или нет (0). 8 визуальных критериев: от 0 до 5.",
    "Рейтинг наличия — доля из 26, визуальный — доля из 40, общий — среднее двух долей.",
    "Чего не удалось проверить, то не ноль: оценка тогда диапазон, и место тоже.",
    "Группы: 100 %; 90–99 %; 50–89 %; меньше 50 %. Сайт в группе, когда в ней обе границы оценки.",
    "Оценка кластера — оценка сайта его базовой организации.",
    "Низкая или упавшая оценка входит в рейтинг после второго обхода или слова аудитора.",
)
_CRITERIA = (
    Column(title="Код", width=10),
    Column(title="Критерий", width=70, wraps=True),
    Column(title="Баллы", width=9),
    Column(title="Сверено с людьми", width=11),
    Column(title="Верно", width=9),
    Column(title="Ошибок", width=9),
    Column(title="Оставлено человеку", width=12),
)


def _criteria(texts: Texts, accuracy: Iterable[Accuracy]) -> Iterator[tuple[Cell, ...]]:
    known = {one.criterion: one for one in accuracy}
    for code in SCORED:
        one = known.get(code)
        told: tuple[Cell, ...] = (None,) * 4
        if one is not None:
            total = one.right + one.wrong + one.untold
            told = (total, one.right, one.wrong, one.untold)
        yield (code, texts.criterion(code), 5 if code.startswith("V") else 1, *told)


_AGREEMENT = tuple(
    Column(title=title)
    for title in ("Код", "Критерий", "Сравнено", "Совпало", "Рядом", "Мягче людей", "Не сказано")
)


def _agreement(meeting: Meeting, texts: Texts) -> Iterator[tuple[Cell, ...]]:
    for one in meeting.agreement:
        title = texts.criterion(one.criterion)
        yield (one.criterion, title, one.compared, one.equal, one.near, one.lenient, one.untold)
