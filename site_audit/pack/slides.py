"""Slides: what each slide of the deck says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from site_audit.pack.canvas import (
    LEFT,
    TOP,
    WIDTH,
    Box,
    Canvas,
    Span,
    TableColumn,
)
from site_audit.pack.drawn import Series, bars
from site_audit.pack.listing import Listing, write_listing
from site_audit.ratings.failings import CommonError
from site_audit.ratings.ladder import BandCount, Unrated
from site_audit.ratings.meeting import Meeting
from site_audit.ratings.rank import Slice, Unit
from site_audit.ratings.score import BANDS, SCORED, Band, Rating, Share
from site_audit.texts import BANDS as BAND_WORDS
from site_audit.texts import RATINGS, UNITS, UNNAMED, Texts, last_words, percents, places
from site_audit.words import NBSP, count_ru, date_ru, number_ru, plural

NAMED = 3  # of the sites with one reason
FORMS = {
    "cluster": ("кластер", "кластера", "кластеров"),
    "college": ("сайт", "сайта", "сайтов"),
}


def units(meeting: Meeting, number: int) -> str:
    """«5 кластеров»."""
    return count_ru(number, *FORMS[meeting.unit])


def audited(canvas: Canvas, meeting: Meeting) -> None:
    """What was audited and how, in large figures and few words."""
    overall = meeting.rankings["overall"]
    slide = canvas.slide("Что и как проверено", "Сайт без оценки — это не 0 %: причины ниже.")
    figures_told = (
        (overall.sites, plural(overall.sites, "сайт", "сайта", "сайтов") + " в проверке"),
        (overall.audited, "получили оценку"),
        (overall.partial, "из них проверены частично"),
        (overall.sites - overall.audited, "без оценки"),
    )
    each = WIDTH / len(figures_told)
    for number, (value, words) in enumerate(figures_told):
        box = Box(left=LEFT + each * number, top=TOP + 6, width=each - 10, height=90)
        large = [Span(text=number_ru(value), size=40, bold=True, colour="colour-accent")]
        canvas.text(slide, box, [large, [Span(text=words, size=14, colour="colour-soft")]])
    lines = (
        "Каждый сайт открыт так, как его видит посетитель: страницы, меню, документы и экраны "
        "от 320 до 1920 точек.",
        "26 элементов: есть или нет. 8 визуальных критериев: от 0 до 5. У каждой оценки есть адрес "
        "и цитата.",
        "Чего не удалось проверить, то не ноль: оценка тогда диапазон, например 27–100 %.",
        "Низкая или упавшая оценка показана после второго обхода или слова аудитора.",
        f"Оценка кластера — оценка сайта его базовой организации. {meeting.imprint.edition.title}.",
    )
    box = Box(left=LEFT, top=TOP + 120, width=WIDTH, height=250)
    canvas.text(slide, box, [[Span(text=line, size=16)] for line in lines], apart=9)


def criteria(canvas: Canvas, title: str, groups: Sequence[str], texts: Texts) -> None:
    """The titles of the criteria of some groups, side by side."""
    slide = canvas.slide(title, "Названия — по редакции методики, которой поставлены оценки.")
    each = WIDTH / len(groups)
    for number, group in enumerate(groups):
        codes = [(code, words) for code, words in texts.criteria if _is_of(code, group)]
        head = [Span(text=texts.group(group), size=15, bold=True, colour="colour-accent")]
        size = 13 if len(groups) > 1 else 20
        rows = [
            [Span(text=f"{code}  ", size=size, colour="colour-soft"), Span(text=words, size=size)]
            for code, words in codes
        ]
        box = Box(left=LEFT + each * number, top=TOP + 4, width=each - 16, height=380)
        canvas.text(slide, box, [head, *rows], apart=5 if len(groups) > 1 else 9)


def _is_of(code: str, group: str) -> bool:
    return code.startswith(group) and code[1:].isdecimal()


def bands(canvas: Canvas, meeting: Meeting, rating: Rating) -> None:
    """How many are in each band; with a judgement before, the panel's bands then and now."""
    ladder = meeting.ladder(rating)
    counts = _counts(ladder.bands)
    unknown = counts["unknown"]
    notes = (
        "Группа — по точной доле. «Не определено»: не все критерии удалось проверить, и границы "
        "оценки попадают в разные группы."
    )
    slide = canvas.slide(f"{RATINGS[rating]}: {FORMS[meeting.unit][2]} по группам", notes)
    names = [name for name in BANDS if name != "unknown" or unknown]
    words = [BAND_WORDS[name] for name in names]
    now = Series(
        name="Сейчас",
        values=tuple(counts[name] for name in names),
        colours=tuple(f"band-{name}" for name in names),
    )
    changed = meeting.moves[rating] if meeting.moves else None
    wide = WIDTH if changed is None else WIDTH * 0.5
    told = units(meeting, len(ladder.rows))
    _caption(canvas, slide, LEFT, wide, f"Все с оценкой: {told}")
    bars(slide, Box(left=LEFT, top=TOP + 30, width=wide, height=340), words, [now])
    if changed is None or meeting.before is None:
        return
    left = LEFT + wide + 20
    when = date_ru(meeting.before.made_at)
    panel = units(meeting, changed.panel_now.rated)
    pair = [
        Series(
            name=name,
            values=tuple(_counts(told_of.bands)[band] for band in names),
            colours=(token,),
        )
        for name, told_of, token in (
            (f"Было {when}", changed.panel_before, "band-unknown"),
            ("Стало", changed.panel_now, "colour-accent"),
        )
    ]
    beside = WIDTH - wide - 20
    _caption(canvas, slide, left, beside, f"Оценены оба раза: {panel}", pair)
    bars(slide, Box(left=left, top=TOP + 30, width=beside, height=340), words, pair)


def _counts(counted: Iterable[BandCount]) -> Mapping[Band, int]:
    return {one.band: one.sites for one in counted}


def _caption(
    canvas: Canvas,
    slide: object,
    left: float,
    wide: float,
    words: str,
    series: Sequence[Series] = (),
) -> None:
    box = Box(left=left, top=TOP + 4, width=wide, height=22)
    row = [Span(text=words, size=14, colour="colour-soft")]
    for one in series:
        row += [
            Span(text=f"{NBSP * 4}■{NBSP}", size=14, colour=one.colours[0]),
            Span(text=one.name, size=12, colour="colour-soft"),
        ]
    canvas.text(slide, box, [row])


def errors(
    canvas: Canvas, title: str, found: Sequence[CommonError], texts: Texts, notes: str
) -> None:
    """Common errors with what to do and on how many sites."""
    if not found:
        return
    rows = tuple(
        (
            f"{_code(one.criterion)}{texts.criterion(one.criterion)}",
            _solution(one, texts),
            Span(text=f"{number_ru(one.sites)} из {number_ru(one.checked)}", bold=True),
        )
        for one in found
    )
    columns = (
        TableColumn(title="Чего не хватает", part=0.44),
        TableColumn(title="Предлагаемое решение", part=0.43),
        TableColumn(title="Сайтов", part=0.13, is_figure=True),
    )
    write_listing(canvas, title, notes, Listing(columns=columns, rows=rows))


def _code(criterion: str) -> str:
    """«B8 »; what is observed has no code that people know."""
    return f"{criterion} " if criterion in SCORED else ""


def _solution(one: CommonError, texts: Texts) -> str:
    advice = texts.solution(one)
    return advice.title if advice else "по справке каждого сайта"


def slices(canvas: Canvas, meeting: Meeting, unit: Unit) -> None:
    """Regions or industries by the presence rating, with the medians of the other two."""
    found = meeting.rankings["presence"].slices(unit)
    if len([one for one in found if one.title]) < 2:
        return
    medians = {
        rating: {one.title: one.median for one in meeting.rankings[rating].slices(unit)}
        for rating in ("visual", "overall")
    }
    rows = tuple(
        _slice(one, medians["visual"][one.title], medians["overall"][one.title], UNNAMED[unit])
        for one in found
    )
    columns = (
        TableColumn(title="Место", part=0.08, is_figure=True),
        TableColumn(title=UNITS[unit], part=0.34),
        TableColumn(title="Сайтов", part=0.08, is_figure=True),
        TableColumn(title="С оценкой", part=0.09, is_figure=True),
        TableColumn(title="Наличие, медиана", part=0.15, is_figure=True),
        TableColumn(title="Визуальная", part=0.13, is_figure=True),
        TableColumn(title="Общий", part=0.13, is_figure=True),
    )
    title = "По регионам" if unit == "region" else "По отраслям"
    notes = "Место — по медиане наличия элементов; где оценку получили меньше пяти, места нет."
    lead = "Где меньше пяти сайтов с оценкой, место не определяется."
    write_listing(canvas, title, notes, Listing(columns=columns, rows=rows), lead=lead)


def _slice(
    one: Slice, visual: Share | None, overall: Share | None, unnamed: str
) -> tuple[str, ...]:
    shown = (percents(part) if part else "—" for part in (one.median, visual, overall))
    place = places(one.place) if one.place else "—"
    return (place, one.title or unnamed, number_ru(one.sites), number_ru(one.audited), *shown)


def unrated(canvas: Canvas, meeting: Meeting, texts: Texts) -> None:
    """Who has no rating and why."""
    found = meeting.ladder("overall").unrated
    if not found:
        return
    rows = tuple(_unrated(one, texts) for one in found)
    columns = (
        TableColumn(title=UNITS[meeting.unit], part=0.42),
        TableColumn(title="Регион", part=0.22),
        TableColumn(title="Почему", part=0.36),
    )
    notes = "Без оценки — не 0 %. Последний подтверждённый результат остаётся виден."
    listing = Listing(columns=columns, rows=rows)
    lead = f"Без оценки: {units(meeting, len(found))}. Это не 0 %."
    write_listing(canvas, "Кого не удалось проверить", notes, listing, lead=lead)


def reasons(canvas: Canvas, meeting: Meeting, texts: Texts) -> None:
    """Why sites have no rating, most frequent first, where it is clusters that are listed."""
    found = meeting.rankings["overall"].colleges.unrated
    if meeting.unit == "college" or not found:
        return
    together: defaultdict[str, list[str]] = defaultdict(list)
    for one in found:
        together[texts.outcome(one.why)].append(_short(one))
    ordered = sorted(together.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    rows = tuple(
        (why, _first(names), Span(text=number_ru(len(names)), bold=True)) for why, names in ordered
    )
    columns = (
        TableColumn(title="Почему", part=0.36),
        TableColumn(title="Сайты", part=0.52),
        TableColumn(title="Сколько", part=0.12, is_figure=True),
    )
    sites = count_ru(len(found), "сайт", "сайта", "сайтов")
    lead = f"Без оценки: {sites} из {number_ru(meeting.rankings['overall'].sites)}. Это не 0 %."
    notes = "Все сайты без оценки названы в таблице, лист «Не проверены»."
    listing = Listing(columns=columns, rows=rows)
    write_listing(canvas, "Почему сайты без оценки", notes, listing, lead=lead)


def _short(one: Unrated) -> str:
    return (one.result.college.short_name if one.result else "") or one.title


def _first(names: Sequence[str]) -> str:
    """The first of them and how many more there are."""
    more = f" и ещё {number_ru(len(names) - NAMED)}" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def _unrated(one: Unrated, texts: Texts) -> tuple[str, ...]:
    last = last_words(one, "overall")
    why = texts.outcome(one.why)
    return one.title, one.region or UNNAMED["region"], f"{why}; {last}" if last else why
