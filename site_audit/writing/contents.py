"""Contents: which sections the report of a meeting has; one that has nothing to say is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from site_audit.ratings.meeting import Meeting
from site_audit.ratings.rank import Slice
from site_audit.ratings.score import Rating
from site_audit.texts import BANDS, RATINGS


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A section: its anchor, its heading, the template that fills it, the rating it is about."""

    id: str
    title: str
    template: str
    rating: Rating = "overall"


def contents(meeting: Meeting) -> tuple[Section, ...]:
    """The sections of a meeting's report in their order."""
    return (
        Section(id="how", title="Что и как проверяли", template="how"),
        *(_ratings(meeting) if meeting.ladder("overall").rows else ()),
        *_groups(meeting),
        *_lists(meeting),
        *_deeds(meeting),
        Section(id="reading", title="Как читать эти оценки", template="reading"),
        *(
            (Section(id="contacts", title="Куда обращаться", template="contacts"),)
            if any((meeting.sender.organisation, meeting.sender.answer_to, meeting.sender.phone))
            else ()
        ),
    )


def _ratings(meeting: Meeting) -> Iterator[Section]:
    yield from _rating(meeting, "presence", "26 элементов")
    yield from _rating(meeting, "visual", "8 визуальных критериев")
    yield Section(id="best", title="Лучшие по всем критериям", template="best")
    if meeting.moves:
        yield Section(id="moves", title="Кто вырос и кто потерял", template="moves")
    if meeting.trend and any(len(points) > 1 for points in meeting.trend.values()):
        yield Section(id="trend", title="Как менялись оценки", template="trend")
    yield Section(id="spread", title="Как распределены оценки", template="spread")
    yield _errors("presence", "Частые ошибки: элементы")
    yield _errors("visual", "Частые ошибки: визуальные критерии")
    if meeting.observed:
        yield Section(id="observed", title="Замечено, но не оценивается", template="observed")
    if meeting.causes:
        yield Section(id="causes", title="Общие причины", template="causes")


def _rating(meeting: Meeting, rating: Rating, criteria: str) -> Iterator[Section]:
    def section(name: str, title: str) -> Section:
        return Section(id=f"{rating}-{name}", title=title, template=name, rating=rating)

    title, full = RATINGS[rating], BANDS["full"]
    yield section("criteria", f"{title}: {criteria}")
    yield section("bands", f"{title}: сколько в каждой группе")
    yield section("top", f"{title}: TOP, {full}")
    yield section("antitop", f"{title}: ANTITOP, {BANDS['low']}")


def _errors(rating: Rating, title: str) -> Section:
    return Section(id=f"{rating}-errors", title=title, template="errors", rating=rating)


def _groups(meeting: Meeting) -> Iterator[Section]:
    ranking = meeting.rankings["overall"]
    if _tells(ranking.regions):
        yield Section(id="regions", title="По регионам", template="slices")
    if _tells(ranking.industries):
        yield Section(id="industries", title="По отраслям", template="slices")
    if meeting.facts:
        yield Section(id="targets", title="План и факт", template="targets")


def _tells(slices: tuple[Slice, ...]) -> bool:
    """Whether there is more than one to be set side by side, and something was audited."""
    return len(slices) > 1 and any(one.audited for one in slices)


def _lists(meeting: Meeting) -> Iterator[Section]:
    if meeting.ladder("overall").unrated or meeting.rankings["overall"].colleges.unrated:
        yield Section(id="unrated", title="Без оценки и почему", template="unrated")
    if meeting.ladder("overall").rows:
        yield Section(id="ladder", title="Полный рейтинг", template="ladder")


def _deeds(meeting: Meeting) -> Iterator[Section]:
    if meeting.instructions:
        yield Section(id="instructions", title="Поручения", template="instructions")
    if meeting.overrides:
        yield Section(id="overrides", title="Что поправили аудиторы", template="overrides")
    if meeting.agreement:
        yield Section(id="agreement", title="Как машина сходится с людьми", template="agreement")
