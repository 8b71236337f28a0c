"""Deck: the meeting as a presentation, slide by slide."""

from __future__ import annotations

from collections.abc import Mapping

from site_audit.pack import later_slides, podium, slides
from site_audit.pack.canvas import Canvas
from site_audit.ratings.meeting import Meeting
from site_audit.ratings.score import Rating
from site_audit.texts import STATES, Texts
from site_audit.words import date_ru

NOTES = "Цифры — из рейтинга этой проверки; те же в отчёте, таблице и письмах."
COUNTED = "«Из» — сайты, где это удалось проверить."


def deck(meeting: Meeting, texts: Texts, *, shots: Mapping[int, bytes] | None = None) -> bytes:
    """The deck as PPTX; ``shots`` are JPEGs of home pages by the visit's number."""
    canvas = Canvas(footer=_footer(meeting))
    canvas.cover("Рейтинг сайтов колледжей", _cover(meeting), NOTES)
    slides.audited(canvas, meeting)
    slides.criteria(canvas, "26 элементов сайта", ("A", "B", "C"), texts)
    _rating(canvas, meeting, "presence")
    slides.criteria(canvas, "8 визуальных критериев", ("V",), texts)
    _rating(canvas, meeting, "visual")
    podium.best(canvas, meeting, shots or {})
    _changes(canvas, meeting)
    _errors(canvas, meeting, texts)
    slides.slices(canvas, meeting, "region")
    slides.slices(canvas, meeting, "industry")
    later_slides.plans(canvas, meeting)
    slides.unrated(canvas, meeting, texts)
    slides.reasons(canvas, meeting, texts)
    later_slides.instructions(canvas, meeting)
    later_slides.overrides(canvas, meeting, texts)
    later_slides.agreement(canvas, meeting, texts)
    later_slides.contacts(canvas, meeting)
    return canvas.packed()


def _rating(canvas: Canvas, meeting: Meeting, rating: Rating) -> None:
    if meeting.ladder(rating).rows:
        slides.bands(canvas, meeting, rating)
    podium.top(canvas, meeting, rating)
    podium.antitop(canvas, meeting, rating)


def _changes(canvas: Canvas, meeting: Meeting) -> None:
    ratings: tuple[Rating, ...] = ("presence", "visual", "overall")
    for rating in ratings:
        later_slides.movers(canvas, meeting, rating)
    for rating in ratings:
        later_slides.trend(canvas, meeting, rating)


def _errors(canvas: Canvas, meeting: Meeting, texts: Texts) -> None:
    groups = (
        ("Частые ошибки в элементах", meeting.rankings["presence"].errors),
        ("Частые ошибки в визуальных критериях", meeting.rankings["visual"].errors),
        ("Что ещё замечено (баллов не даёт)", meeting.observed),
    )
    for title, found in groups:
        slides.errors(canvas, title, found, texts, COUNTED)
    later_slides.causes(canvas, meeting, texts)


def _cover(meeting: Meeting) -> list[str]:
    imprint = meeting.imprint
    return [
        f"{imprint.title}, {date_ru(imprint.made_at)}",
        f"{imprint.edition.title}, версия проверок {imprint.detectors}",
        *(one for one in (_state(meeting), meeting.sender.organisation) if one),
    ]


def _state(meeting: Meeting) -> str:
    """What a judgement is that is not final yet."""
    if meeting.state == "final":
        return ""
    until = f", возражения до {date_ru(meeting.until)}" if meeting.until else ""
    return f"Суждение: {STATES[meeting.state]}{until}"


def _footer(meeting: Meeting) -> str:
    imprint = meeting.imprint
    parts = (f"{imprint.title}, {date_ru(imprint.made_at)}", imprint.edition.title, _state(meeting))
    return " · ".join(one for one in parts if one)
