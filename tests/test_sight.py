"""What words leave open a look decides; what both leave open, a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from criteria.logos import Told
from criteria.sight import partner, project, seen_how
from criteria.sightseeing import SIGHTS
from site_audit.facts import Image
from site_audit.glimpse import Decision, Glimpse, How, Likeness, Line
from site_audit.model import College, Finding, Membership, Page, Rules
from site_audit.pages.art import key_of
from tests.sections import HOME, sections_of
from tests.workshop import METHODOLOGY

COLLEGE = College(
    name="Ключевской техникум",
    url="http://college.test/",
    memberships=(
        Membership(cluster="Сталь", employers=("АО «Ключевской металлургический завод»",)),
    ),
)
PRINT = "9f0c3a6655aa77e1" + "d2c4b8a011223344" * 2


def seen(
    *words: str,
    shows: str = "",
    how: How = "likeness",
    photo: bool = False,
    size: tuple[int, int] = (400, 200),
    **more: str,
) -> Glimpse:
    """A picture on which these lines were read, or a reference was found."""
    return Glimpse(
        width=size[0],
        height=size[1],
        print=PRINT,
        is_photo=photo,
        shows=(Likeness(name=shows, how=how, score=0.97),) if shows else (),
        lines=tuple(Line(text=line, width=0.8, height=0.2) for line in words),
        trouble=more.get("trouble"),
    )


def picture(file: str, **more: str) -> Image:
    """A picture of the site in the text of a page."""
    told = {"alt": "", "title": "", "link": "", "heading": ""} | more
    return Image(
        f"http://college.test/img/{file}", told["alt"], told["title"], 0, 0, "content",
        told["link"], "", told["heading"], "",
    )  # fmt: skip


NAMELESS = picture("img_2841.png")
HEADED = picture("img_2841.png", heading="Наши партнёры")


@pytest.mark.parametrize(
    ("image", "glimpse", "wanted"),
    [
        (NAMELESS, seen("ПРОФЕССИОНАЛИТЕТ"), "logo"),
        (NAMELESS, seen("ПРОФЕССМОНАЛМТЕТ", "2025"), "logo"),
        (NAMELESS, seen("ПРОФЕССИОНА", "ЛИТЕТ"), "logo"),
        (NAMELESS, seen(shows="professionalitet"), "logo"),
        (picture("img_2841.jpg"), seen("ПРОФЕССИОНАЛИТЕТ", photo=True), "logo"),
        (NAMELESS, seen("ПРОФЕССИОНАЛЫ"), "no"),
        (NAMELESS, seen("ОЗЁРНАЯ НИВА", "агрохолдинг"), "no"),
        (NAMELESS, seen(shows="employers/Завод"), "no"),
        (NAMELESS, seen(photo=True), "no"),
        (NAMELESS, seen("ПРОФЕССИО"), "maybe"),
        (NAMELESS, seen("ОПАОПАО", size=(900, 110)), "maybe"),
        (NAMELESS, seen(size=(900, 110)), "maybe"),
        (NAMELESS, seen(size=(90, 90)), "no"),
        (picture("fp_2025.png"), seen(size=(90, 90)), "maybe"),
        (NAMELESS, Glimpse(width=12, height=12), "no"),
        (NAMELESS, seen(trouble="no_ocr"), "maybe"),
        (picture("vk.png", alt="ВКонтакте"), seen(trouble="no_fonts"), "maybe"),
        (NAMELESS, None, "maybe"),
        (picture("prof.png", alt="Профессионалитет"), seen(), "logo"),
        (picture("prof.png", alt="Профессионалитет"), seen("ПРОФЕССИОНАЛЫ"), "no"),
        (picture("a.jpg", alt="Профессионалитет"), seen(photo=True), "maybe"),
        (picture("a.jpg", alt="Логотип «Профессионалитет»"), seen(photo=True), "logo"),
        (picture("prof.png", alt="Профессионалитет"), seen(shows="others/Чемпионат"), "no"),
        (NAMELESS, seen(shows="professionalitet", how="emblem"), "logo"),
        (NAMELESS, seen("ПРОФЕССИОНАЛЫ", shows="professionalitet", how="emblem"), "maybe"),
        (NAMELESS, seen("ПРОФЕССМОНАЛЫ", shows="professionalitet", how="emblem"), "maybe"),
        (NAMELESS, seen("ПРОФЕССИОНАЛЫ", shows="professionalitet"), "logo"),
        (NAMELESS, seen("ПРОФЕССИОНАЛЫ", shows="professionalitet", how="decision"), "logo"),
        (NAMELESS, seen("ПРОФЕССИОНА", shows="professionalitet", how="emblem"), "logo"),
        (NAMELESS, seen("ПРОФЕССИОНАЛИ", shows="professionalitet", how="emblem"), "logo"),
        (NAMELESS, seen("ПРОФЕССИОНАЛЬНОЕ", shows="professionalitet", how="emblem"), "logo"),
        (NAMELESS, seen("ПРОФЕССИОНАЛЫ", "ПРОФЕССИОНАЛИТЕТ", shows="professionalitet",
                        how="emblem"), "logo"),
    ],
)  # fmt: skip
def test_the_projects_logo_is_told_by_words_and_by_sight(
    image: Image, glimpse: Glimpse | None, wanted: Told
) -> None:
    assert project(image, glimpse) == wanted


@pytest.mark.parametrize(
    ("image", "glimpse", "wanted"),
    [
        (NAMELESS, seen("КЛЮЧЕВСКОЙ", "МЕТАЛЛУРГИЧЕСКИЙ ЗАВОД"), "logo"),
        (NAMELESS, seen("КЛЮЧЕВСКОИ", "МЕТАЛЛУРГМЧЕСКИЙ"), "logo"),
        (NAMELESS, seen(shows="employers/КМЗ"), "logo"),
        (NAMELESS, seen("ООО «Станкосила»", "завод станков"), "logo"),
        (HEADED, seen("СТАНКОСИЛА"), "logo"),
        (HEADED, seen(), "maybe"),
        (HEADED, seen(photo=True), "maybe"),
        (NAMELESS, seen(), "maybe"),
        (NAMELESS, seen("СТАНКОСИЛА"), "maybe"),
        (HEADED, seen("МИНПРОСВЕЩЕНИЯ", "РОССИИ"), "no"),
        (HEADED, seen("ГОСУСЛУГИ"), "no"),
        (HEADED, seen("АБИЛИМПИКС"), "no"),
        (HEADED, seen("БИЛЕТ В БУДУЩЕЕ"), "no"),
        (HEADED, seen("ПРОФЕССИОНАЛИТЕТ"), "no"),
        (HEADED, seen("ПРОФЕССИОНАЛЫ"), "no"),
        (HEADED, seen("КЛЮЧЕВСКОЙ ТЕХНИКУМ"), "no"),
        (HEADED, seen("YOUR LOGO"), "no"),
        (HEADED, seen(shows="others/Чемпионат"), "no"),
        (HEADED, seen(shows="professionalitet"), "no"),
        (NAMELESS, seen(photo=True), "no"),
        (NAMELESS, seen(*["много слов о приёме в колледж на новый год"] * 3), "no"),
        (NAMELESS, seen("ОПАОПАО", size=(900, 110)), "no"),
        (NAMELESS, None, "maybe"),
        (picture("a.png", alt="Логотип АО «Ключевской металлургический завод»"), None, "logo"),
        (picture("a.png", alt="ООО «Партнёр»"), seen("ГОСУСЛУГИ"), "no"),
        (picture("a.png", alt="Наша команда"), seen(), "no"),
        (picture("a.png", alt="Наша команда"), seen("КЛЮЧЕВСКОЙ МЕТАЛЛУРГИЧЕСКИЙ ЗАВОД"), "logo"),
        (picture("a.png", alt="Наша команда"), seen(trouble="reader_died"), "maybe"),
        (picture("a.png", alt="ООО «Партнёр»"), seen(trouble="reader_died"), "logo"),
        (picture("a.png", alt="ООО «Партнёр»"), seen(trouble="not_a_picture"), "maybe"),
    ],
)  # fmt: skip
def test_a_partners_logo_is_told_by_words_and_by_sight(
    image: Image, glimpse: Glimpse | None, wanted: Told
) -> None:
    assert partner(image, glimpse, COLLEGE) == wanted


RULES = METHODOLOGY.rules


def told(body: str, glimpses: dict[str, Glimpse], rules: Rules = RULES) -> Finding:
    """The finding of B4 on an admission page with this body, whose pictures show this."""
    site = sections_of(body)
    pages = tuple(Page(url=url, asked=url, status=200, kind="other", blob=url) for url in glimpses)
    site = replace(site, pages=(*site.pages, *pages), glimpses=tuple(glimpses.items()))
    return next(one for one in METHODOLOGY.criteria if one.id == "B4").check(site, rules)


def test_a_persons_decision_holds_for_the_twins_of_a_picture() -> None:
    body, url = "<p>Приём.</p><img src=/img/1.png>", f"{HOME}img/1.png"
    other = PRINT[:-1] + "e"  # a bit apart: another size of the picture
    assert told(body, {url: seen()}).mark is None
    for shows, wanted in (("employers/КМЗ", 1), ("others/Чемпионат", 0), ("professionalitet", 0)):
        decided = replace(RULES, decisions=(Decision(print=other, shows=shows),))
        found = told(body, {url: seen()}, decided)
        assert found.mark == wanted
        assert (wanted == 0) or "решил человек" in found.because
    stranger = replace(RULES, decisions=(Decision(print="f0" * 24, shows="employers/КМЗ"),))
    assert told(body, {url: seen()}, stranger).mark is None


def test_what_was_read_stands_in_the_words_of_a_mark() -> None:
    body, url = "<h2>Партнёры</h2><img src=/img/1.png>", f"{HOME}img/1.png"
    found = told(body, {url: seen("СТАНКОСИЛА")})
    assert (found.mark, found.evidence[0].image) == (1, url)
    assert found.because.endswith("На картинке читается: «СТАНКОСИЛА».")


def test_a_picture_that_stands_in_its_page_is_known_by_its_digest() -> None:
    drawing = f"<svg viewBox='0 0 300 60'><path d='{'M0 0L10 10' * 50}'/></svg>"
    site = sections_of(f"<p>Приём.</p>{drawing}")
    (wanted,) = (one for one in SIGHTS.wanted(site) if one.picture.art)
    glimpses = ((key_of(wanted.picture.art), seen("ПРОФЕССИОНАЛИТЕТ")),)
    site = replace(site, glimpses=glimpses)
    found = next(one for one in METHODOLOGY.criteria if one.id == "B8").check(site, RULES)
    assert found.mark == 1
    assert found.evidence[0].image.startswith("sha256:")


def test_pictures_that_words_speak_for_are_looked_at_first_and_icons_never() -> None:
    site = sections_of(
        "<h2>Приём</h2><img src=/img/foto.jpg><img src=/img/7.png><img src=/i.png width=16>"
        "<img src=/img/prof.png alt=Профессионалитет><a href=https://vk.com/x><img src=/v.png></a>"
    )
    names = [one.picture.url.rpartition("/")[2] for one in SIGHTS.wanted(site)]
    assert names[:2] == ["prof.png", "7.png"]
    assert {"i.png", "v.png"}.isdisjoint(names)


def test_only_references_of_the_colleges_own_employers_are_compared_in_detail() -> None:
    known = frozenset({"professionalitet", "employers/Ключевской металлургический завод",
                       "employers/Пекарня", "others/Чемпионат"})  # fmt: skip
    assert set(SIGHTS.names(COLLEGE, known)) == known - {"employers/Пекарня"}


def test_a_look_says_in_words_how_it_told() -> None:
    assert seen_how(None) == ""
    assert "образец" in seen_how(seen(shows="professionalitet"))
    assert seen_how(seen("8")) == ""
