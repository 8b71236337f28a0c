"""Slides of what changes and what follows: movers, trend, causes, plans, instructions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from site_audit.pack.arial import shortened
from site_audit.pack.canvas import (
    LEFT,
    TOP,
    WIDTH,
    Box,
    Canvas,
    Span,
    TableColumn,
    fit,
    in_full,
)
from site_audit.pack.drawn import Series, lines
from site_audit.pack.listing import Listing, write_listing, write_pair
from site_audit.pack.slides import FORMS, units
from site_audit.ratings.meeting import Meeting
from site_audit.ratings.moves import Move, Moves
from site_audit.ratings.score import Rating, percent_shown
from site_audit.ratings.trend import Point
from site_audit.texts import (
    BREAKS,
    INSTRUCTION_STATES,
    MET,
    RATINGS,
    UNITS,
    Texts,
    percents,
)
from site_audit.words import date_ru, number_ru
from site_audit.writing.meeting_report import gain_words


def movers(canvas: Canvas, meeting: Meeting, rating: Rating) -> None:
    """Who rose and who fell most since the judgement before, and how many came and went."""
    if not meeting.moves or not meeting.before:
        return
    changed = meeting.moves[rating]
    title = f"{RATINGS[rating]}: что изменилось с {date_ru(meeting.before.made_at)}"
    notes = (
        "Поднялся или опустился — когда диапазоны оценки не пересекаются: остальное может быть "
        "только тем, что удалось прочитать больше или меньше."
    )
    columns = (
        TableColumn(title=UNITS[meeting.unit], part=0.43),
        TableColumn(title="Было", part=0.17, is_figure=True),
        TableColumn(title="Стало", part=0.17, is_figure=True),
        TableColumn(title="Разница", part=0.2, is_figure=True),
    )
    pair = tuple(
        (caption, Listing(columns=columns, rows=tuple(_movers(moved, token))))
        for caption, moved, token in (
            ("Поднялись", changed.risen, "status-yes"),
            ("Опустились", changed.fallen, "status-no"),
        )
    )
    write_pair(canvas, title, notes, _lead(meeting, changed), pair)


def _lead(meeting: Meeting, changed: Moves) -> str:
    few = FORMS[meeting.unit]
    return (
        f"Оценены оба раза: {units(meeting, changed.panel_now.rated)}. "
        f"Поднялись {number_ru(len(changed.risen))}, опустились {number_ru(len(changed.fallen))}; "
        f"новых {few[2]} {number_ru(len(changed.new))}, выбыло {number_ru(len(changed.gone))}."
    )


def _movers(moved: Iterable[Move], token: str) -> Iterator[tuple[str | Span, ...]]:
    for one in moved:
        gain = Span(text=gain_words(one.gain), bold=True, colour=token)
        yield one.now.title, percents(one.before.share), percents(one.now.share), gain


def trend(canvas: Canvas, meeting: Meeting, rating: Rating) -> None:
    """Medians over all runs; where edition or detectors changed it says so."""
    points = (meeting.trend or {}).get(rating, ())
    if len(points) < 2:
        return
    notes = "Медиана — по нижней границе. Слева и справа от отметки сравнивать нельзя."
    slide = canvas.slide(f"{RATINGS[rating]}: по проверкам", notes)
    categories = [f"{date_ru(one.at)}{'*' if one.breaks else ''}" for one in points]
    drawn = [
        Series(
            name="Медиана всех, %",
            values=tuple(_median(one.figures) for one in points),
            colours=("colour-accent",),
        ),
        Series(
            name=f"Оценены каждый раз ({units(meeting, points[-1].panel.rated)}), %",
            values=tuple(_median(one.panel) for one in points),
            colours=("band-middle",),
        ),
    ]
    lines(slide, Box(left=LEFT, top=TOP, width=WIDTH, height=350), categories, drawn)
    told = "; ".join(_break(one) for one in points if one.breaks)
    if told:
        box = Box(left=LEFT, top=455, width=WIDTH, height=40)
        words = f"* изменилось, чем проверяли: {told}. Через отметку сравнивать нельзя."
        canvas.text(slide, box, [[Span(text=words, size=12, colour="colour-soft")]])


def _median(figures: Any) -> float | None:
    return float(percent_shown(figures.median.lower)) if figures.median else None


def _break(one: Point) -> str:
    return f"{date_ru(one.at)} — {', '.join(BREAKS[name] for name in one.breaks)}"


def causes(canvas: Canvas, meeting: Meeting, texts: Texts) -> None:
    """Errors that the sites of one system or server share."""
    if not meeting.causes:
        return
    rows = tuple(
        (
            one.name if one.kind == "vendor" else f"сервер {one.name}",
            f"{one.criterion} {texts.criterion(one.criterion)}",
            Span(text=f"{number_ru(one.failing)} из {number_ru(one.sites)}", bold=True),
        )
        for one in meeting.causes[:40]
    )
    columns = (
        TableColumn(title="Система или сервер", part=0.3),
        TableColumn(title="Общая ошибка", part=0.55),
        TableColumn(title="Сайтов", part=0.15, is_figure=True),
    )
    notes = "Кто ведёт систему или сервер, может исправить ошибку сразу на всех сайтах."
    write_listing(
        canvas, "Одна причина у многих сайтов", notes, Listing(columns=columns, rows=rows)
    )


def plans(canvas: Canvas, meeting: Meeting) -> None:
    """Plans of regions and industries against what is there."""
    if not meeting.facts:
        return
    rows = tuple(
        (
            one.target.name,
            RATINGS[one.target.rating],
            f"{one.target.plan} %",
            percents(one.fact) if one.fact else "—",
            MET[one.met],
        )
        for one in meeting.facts
    )
    columns = (
        TableColumn(title="Регион или отрасль", part=0.36),
        TableColumn(title="Рейтинг", part=0.24),
        TableColumn(title="План", part=0.1, is_figure=True),
        TableColumn(title="Факт", part=0.12, is_figure=True),
        TableColumn(title="Итог", part=0.18),
    )
    notes = "План и факт — медиана рейтинга."
    write_listing(canvas, "План и факт", notes, Listing(columns=columns, rows=rows))


def agreement(canvas: Canvas, meeting: Meeting, texts: Texts) -> None:
    """How often the machine gives the marks that people gave."""
    if not meeting.agreement:
        return
    rows = tuple(
        (
            f"{one.criterion} {texts.criterion(one.criterion)}",
            number_ru(one.compared),
            number_ru(one.equal),
            number_ru(one.near),
            number_ru(one.untold),
        )
        for one in meeting.agreement
    )
    columns = (
        TableColumn(title="Критерий", part=0.52),
        TableColumn(title="Сравнено", part=0.12, is_figure=True),
        TableColumn(title="Совпало", part=0.12, is_figure=True),
        TableColumn(title="Рядом", part=0.12, is_figure=True),
        TableColumn(title="Не сказано", part=0.12, is_figure=True),
    )
    notes = "Сравнены только критерии, о которых сказали и люди, и программа."
    listing = Listing(columns=columns, rows=rows)
    write_listing(canvas, "Согласие программы с людьми", notes, listing)


def instructions(canvas: Canvas, meeting: Meeting) -> None:
    """Who is told to mend what until when."""
    found = [one for one in meeting.instructions if one.state != "withdrawn"]
    if not found:
        return
    day = meeting.made_at.date()
    rows = tuple(
        (
            one.number,
            one.cluster or one.addressee,
            number_ru(len(one.tasks)),
            "",
            date_ru(one.due_on),
            INSTRUCTION_STATES[one.standing(day)],
        )
        for one in found
    )
    columns = (
        TableColumn(title="№", part=0.1),
        TableColumn(title="Кому", part=0.46),
        TableColumn(title="Исправить", part=0.12, is_figure=True),
        TableColumn(title="", part=0.03),
        TableColumn(title="Срок", part=0.13),
        TableColumn(title="Состояние", part=0.16),
    )
    notes = "Поручения даны только тем, чья оценка подтверждена."
    write_listing(canvas, "Поручения", notes, Listing(columns=columns, rows=rows))


def overrides(canvas: Canvas, meeting: Meeting, texts: Texts) -> None:
    """Which marks people have corrected, and why."""
    rows = tuple(
        (
            meeting.by_college[one.college_id].college.name,
            f"{one.criterion} {texts.criterion(one.criterion)}",
            "?" if one.mark is None else str(one.mark),
            f"{one.reason} ({one.author})",
        )
        for one in meeting.overrides
        if one.college_id in meeting.by_college
    )
    if not rows:
        return
    columns = (
        TableColumn(title="Колледж", part=0.3),
        TableColumn(title="Критерий", part=0.32),
        TableColumn(title="Оценка", part=0.08, is_figure=True),
        TableColumn(title="Почему и кто", part=0.3),
    )
    notes = "Оценка аудитора лежит поверх оценки программы и не стирает её."
    write_listing(canvas, "Поправки аудиторов", notes, Listing(columns=columns, rows=rows))


def contacts(canvas: Canvas, meeting: Meeting) -> None:
    """Whom to ask and where to answer."""
    sender = meeting.sender
    signed = " ".join(one for one in (sender.signed_as, sender.signed_by) if one)
    told = (
        ("Проверку проводит", sender.organisation),
        ("Подписывает поручения", signed),
        ("Ответы на поручения", sender.answer_to),
        ("Телефон", sender.phone),
    )
    heads = [(head, fit(words)) for head, words in told if words]
    if not heads:
        return
    shown = [shortened(words, WIDTH, 22, 2) for _, words in heads]
    notes = ("Данные — из настроек программы.", *in_full([words for _, words in heads], shown))
    slide = canvas.slide("Контакты", "\n".join(notes))
    for number, ((head, _), words) in enumerate(zip(heads, shown, strict=True)):
        box = Box(left=LEFT, top=TOP + 20 + 88 * number, width=WIDTH, height=80)
        soft = [Span(text=head, size=14, colour="colour-soft")]
        canvas.text(slide, box, [soft, [Span(text=words, size=22)]], apart=2)
