"""Troubles found by looking for them: each once cost a site a mark, or us a crash."""

import asyncio
import signal
from dataclasses import replace

import pytest

from site_audit.archives import archive
from site_audit.cli.desk import GUIDE
from site_audit.crawling.crawl import visit
from site_audit.crawling.frontier import Candidate, Frontier
from site_audit.crawling.itinerary import Budget
from site_audit.demo.server import serving
from site_audit.guide import Role
from site_audit.judge import judge
from site_audit.model import College
from site_audit.pages.charset import decode
from site_audit.pages.page import parse
from site_audit.pages.stubs import is_stub
from site_audit.text import fold, lines
from tests.samples import HOME, PROSE, Reply, Web, page, small_site, snapshot
from tests.test_archive import audited, judged_again, kept
from tests.workshop import METHODOLOGY


def marks(files, unknown=404, url=HOME):
    web = Web({HOME + k if "://" not in k else k: v for k, v in files.items()}, unknown=unknown)
    site, outcome = asyncio.run(visit(College(name="К", url=url), GUIDE, web.open, Budget()))
    given = {v.criterion: v.finding for v in judge(METHODOLOGY.criteria, METHODOLOGY.rules, site)}
    return site, outcome, given


SUBS = {
    "common": "Основные сведения",
    "struct": "Структура и органы управления",
    "document": "Документы",
}
SIDE = (
    "<div>" + "".join(f'<li><a href="/sveden/{k}">{t}</a></li>' for k, t in SUBS.items()) + "</div>"
)
NAV = '<nav><a href="/">Главная</a><a href="/sveden/">Сведения об образовательной организации</a></nav>'
TEXT = "<p>Полное наименование: Колледж связи.</p><p>Учредитель: министерство образования области.</p><p>Дата создания: 12.05.1960. Режим работы: с 8 до 17.</p>"


def test_front_page_of_the_section_that_shows_the_same_as_common():
    _, _, m = marks(
        {
            "": NAV + f"<p>{PROSE}</p>",
            "sveden/": NAV + "<h1>Сведения об образовательной организации</h1>" + SIDE + TEXT,
            "sveden/common": NAV + "<h1>Основные сведения</h1>" + SIDE + TEXT,
        }
    )
    assert m["A1"].mark == 1, m["A1"].reason


def test_hub_of_pure_links_on_a_site_that_answers_200_to_all():
    lost = "<nav><a href=/>Главная</a></nav><h1>Увы</h1><p>К сожалению ничего не нашлось, воспользуйтесь поиском</p>"
    s, _o, m = marks(
        {
            "": NAV + f"<p>{PROSE}</p>",
            "sveden/": "<h1>Сведения</h1>" + SIDE,
            "sveden/common": "<h1>Основные сведения</h1>" + TEXT,
        },
        unknown=lost,
    )
    assert m["A1"].mark == 1, ([(p.url, p.kind) for p in s.pages], m["A1"].reason)


def test_hub_whose_content_is_an_iframe():
    _, _, m = marks(
        {
            "": NAV + f"<p>{PROSE}</p>",
            "sveden/": NAV + "<h1>Сведения</h1><iframe src=/f></iframe>",
            "f": SIDE + TEXT,
            "sveden/common": NAV + "<h1>Основные сведения</h1>" + TEXT,
        }
    )
    assert m["A1"].mark == 1, m["A1"].reason


@pytest.mark.parametrize(
    "said",
    [
        "403 Forbidden",
        "Доступ ограничен",
        "Вы заблокированы",
        "Слишком много запросов",
        "Too many requests",
        "Сайт временно недоступен",
        "Ведутся технические работы",
        "Ваш IP-адрес заблокирован",
        "Ваш IP адрес 1.2.3.4 заблокирован",
        "503 Service Temporarily Unavailable",
        "Ошибка подключения к базе данных",
        "Error establishing a database connection",
        "Введите символы с картинки, чтобы продолжить",
        "Пожалуйста, подождите, проверяем ваш браузер",
        "One moment, please... Please wait while your request is being verified",
        "The requested URL was rejected. Please consult with your administrator.",
        "Доступ с вашего IP-адреса запрещён",
        "Домен не делегирован",
        "Аккаунт заблокирован",
        "Сайт закрыт на техническое обслуживание",
        "Under construction",
        "Поздравляем! Ваш сайт успешно создан",
        "",
    ],
)
def test_a_home_page_of_one_line_and_no_link_is_no_audited_site(said):
    _, o, m = marks({"": f"<h1>{said}</h1>"})
    assert o.kind == "not_audited" or m["A1"].mark is None, (o, m["A1"].mark)


def test_a_home_page_moved_to_the_hosting_is_foreign():
    _, o, _ = marks(
        {
            "http://a.ucoz.ru/": Reply(location="http://ucoz.ru/", status=302),
            "http://ucoz.ru/": f"<p>{PROSE}</p>",
        },
        url="http://a.ucoz.ru/",
    )
    assert (o.kind, o.reason) == ("not_audited", "foreign_redirect")


@pytest.mark.parametrize(
    "markup",
    [
        "<main style='opacity:0;transform:translateY(20px)'><p>Устав колледжа</p></main>",  # framer-motion, AOS: drawn by the server
        "<div class='wow fadeIn' style='visibility:hidden'><p>Устав колледжа</p></div>",  # wow.js
        "<style>.d-none{display:none!important}@media(min-width:768px){.d-md-block{display:block!important}}</style><div class='d-none d-md-block'><p>Устав колледжа</p></div>",  # inlined bootstrap
        "<style>.d-none{display:none}.d-block{display:block}</style><div class='d-none d-block'><p>Устав колледжа</p></div>",
        "<div id=page style='display:none'><p>Устав колледжа</p></div><script>page.style.display='block'</script>",  # preloader
        "<div style='background:url(x.jpg) #fff;color:#fff'><p>Устав колледжа</p></div>",  # white letters on a picture
    ],
)
def test_what_people_see_is_not_hidden(markup):
    f = parse(markup, HOME)
    assert "Устав" in f.text or f.shell


def test_a_sidebar_heading_above_the_title_costs_no_mark():
    page_ = "<h1>Платные образовательные услуги</h1><p>Договор и стоимость обучения, порядок оказания услуг</p>"
    home = '<a href="/plat">Платные образовательные услуги</a>' + f"<p>{PROSE}</p>"
    _, _, m = marks({"": home, "plat": page_})
    assert m["A6"].mark == 1
    _, _, m = marks({"": home, "plat": "<h3>Новости</h3><p>Скоро каникулы</p>" + page_})
    assert m["A6"].mark == 1


@pytest.mark.parametrize("name", ["rot13", "idna", "undefined", "punycode", "quopri", "uu"])
def test_a_charset_that_is_no_charset(name):
    assert decode(
        f"<meta charset={name}>".encode() + "Устав".encode("cp1251"), f"text/html; charset={name}"
    )


def test_two_ways_of_one_rank_to_one_address():
    f = Frontier()
    f.add(Candidate(url="http://c.ru/x", anchor="a", rank=8, depth=1))
    f.add(
        Candidate(url="http://c.ru/x", anchor="b", rank=8, depth=1, roles=(Role(id="r", rank=8),))
    )
    assert f.take()


def test_pages_that_frame_each_other():
    _, _, m = marks(
        {
            "": "<a href=/sveden>Сведения</a>" + PROSE,
            "sveden": "<a href=/x>Документы</a>" + PROSE,
            "x": "<h1>Документы</h1><iframe src=/y></iframe>",
            "y": "<iframe src=/z></iframe>",
            "z": "<p>Устав</p><iframe src=/y></iframe>",
        }
    )
    assert m["A3"].reason != "our_failure"


def test_any_truncation_is_said_in_words(tmp_path):
    archive.save(tmp_path, "a.warc.gz", kept(HOME + "papers"), {})
    whole = (tmp_path / "a.warc.gz").read_bytes()
    wrong = set()
    for cut in (*range(0, len(whole), 7), *range(len(whole) - 12, len(whole))):
        (tmp_path / "cut.warc.gz").write_bytes(whole[:cut])
        try:
            archive.load(tmp_path, "cut.warc.gz", GUIDE)
            wrong.add("loaded")
        except archive.ArchiveError:
            continue
    assert wrong == set()


def test_a_revisit_of_a_broken_archive_is_said_in_words(tmp_path):
    c = kept(HOME + "papers")
    archive.save(tmp_path, "1.warc.gz", c, {})
    archive.save(tmp_path, "2.warc.gz", c, archive.Memory(tmp_path, "1.warc.gz").held())
    (tmp_path / "1.warc.gz").write_bytes(b"")
    with pytest.raises(archive.ArchiveError):
        archive.load(tmp_path, "2.warc.gz", GUIDE)


def test_a_page_cut_in_the_archive_that_keeps_it_is_not_judged_as_a_whole(tmp_path):
    c = kept(HOME + "papers")
    archive.save(tmp_path, "1.warc.gz", c, {})
    held = archive.Memory(tmp_path, "1.warc.gz").held()
    archive.save(tmp_path, "2.warc.gz", c, held)
    assert len(archive.load(tmp_path, "2.warc.gz", GUIDE).pages) == 2
    whole = (tmp_path / "1.warc.gz").read_bytes()
    start = max(place.offset for place in held.values())
    end = whole.index(b"\x1f\x8b\x08", start + 1)
    for cut in range(start, end - 20, 7):  # those are its checksum and the blank lines after it
        (tmp_path / "1.warc.gz").write_bytes(whole[:cut])
        with pytest.raises(archive.ArchiveError):
            archive.load(tmp_path, "2.warc.gz", GUIDE)


def test_a_broken_last_archive_does_not_stop_the_next_visit(tmp_path):
    (tmp_path / "old.warc.gz").write_bytes(b"junk")
    assert archive.Memory(tmp_path, "old.warc.gz").recall(HOME) is None


def test_soft_404_by_redirect_is_judged_again_the_same(tmp_path):
    files = {
        "index.html": NAV + f"<p>{PROSE}</p>" + '<a href="/docs">Документы</a>',
        "sveden/index.html": NAV + SIDE + TEXT,
        "oops.html": NAV
        + "<h1>Извините</h1><p>Здесь ничего нет. Устав и правила приема ищите в меню или напишите нам.</p>",
    }
    with serving(
        [small_site(tmp_path / "s", files, '[fallback]\nstatus=302\nlocation="/oops"\n')]
    ) as (site,):
        found = audited(site, tmp_path)
    loaded = archive.load(tmp_path, found.archive, GUIDE)
    assert (loaded.unknown is None) == (found.audit.snapshot.unknown is None)
    assert [p.kind for p in loaded.pages] == [p.kind for p in found.audit.snapshot.pages]
    assert judged_again(found, tmp_path) == found.verdicts


def test_frames_have_their_roles_again(tmp_path):
    files = {
        "index.html": NAV + f"<p>{PROSE}</p>",
        "sveden/index.html": NAV + "<h1>Сведения</h1><iframe src='/f.html'></iframe>",
        "f.html": SIDE + TEXT,
        "sveden/common.html": NAV + "<h1>Основные сведения</h1>" + TEXT,
    }
    with serving([small_site(tmp_path / "s", files)]) as (site,):
        found = audited(site, tmp_path)
    assert [p.roles for p in archive.load(tmp_path, found.archive, GUIDE).pages] == [
        p.roles for p in found.audit.snapshot.pages
    ]
    assert judged_again(found, tmp_path) == found.verdicts


def test_replaced_snapshots_are_looked_at_anew():
    a = snapshot(page(HOME, "<p>x"))
    a.derived["x"] = 1
    assert replace(a, pages=()).derived == {}


@pytest.mark.parametrize(
    "markup",
    [
        "<a href='javascript:" + " " * 10_000 + "x'>y</a>",
        "<style>" + "a" * 100_000 + "</style>",
        "<style>" + "@a" * 50_000 + "</style>",
    ],
    ids=["void", "plain", "at"],
)
def test_tame_markup_is_read_at_once(markup):
    def stop(*_):
        raise TimeoutError

    old = signal.signal(signal.SIGALRM, stop)
    signal.alarm(3)
    try:
        parse(markup, HOME)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, old)


def test_capital_latin_y_is_a_look_alike():
    assert fold("Yчебный план") == "учебный план"


def test_an_acute_accent_is_no_letter():
    assert fold(fold("Документы´")) == fold("Документы´")


def test_an_empty_section_said_by_its_name_is_a_stub():
    assert is_stub("Раздел «Документы» пока пуст")


def test_the_title_of_an_icon_is_no_text():
    assert lines(
        parse("<svg><title>Документы колледжа и правила</title></svg><p>x", HOME).text
    ) == ("x",)


def test_a_margin_shows_nothing_again():
    f = parse(
        "<style>p,.gone{margin:0} .gone{display:none}</style><p class=gone>Документы</p>", HOME
    )
    assert lines(f.text) == ()


FOLDERS = "<h1>Платные образовательные услуги</h1><p><a href=f24>Папка 2024</a></p><p><a href=f25>Папка 2025</a></p>"
PAID = {
    "": NAV + f"<p>{PROSE}</p>",
    "sveden/": NAV + "<h1>Сведения</h1><a href=paid>Платные образовательные услуги</a>" + SIDE,
    "sveden/paid": NAV + FOLDERS,
}
EMPTY = NAV + "<h1>Папка</h1><p>В этой папке пока нет файлов</p>"


def test_a_page_of_empty_folders_is_an_empty_page():
    _, _, m = marks(PAID | {"sveden/f24": EMPTY, "sveden/f25": EMPTY})
    assert (m["A6"].mark, m["A6"].reason) == (0, "placeholder")


def test_one_full_folder_is_enough():
    full = NAV + "<h1>Папка 2025</h1><a href=/p.pdf>Положение о платных услугах</a>"
    _, _, m = marks(PAID | {"sveden/f24": EMPTY, "sveden/f25": full})
    assert m["A6"].mark == 1


def test_folders_that_do_not_open_leave_a_doubt():
    s, _, m = marks(PAID | {"sveden/f24": 500, "sveden/f25": EMPTY})
    assert (m["A6"].mark, m["A6"].reason) == (None, "unseen_onward")
    folder = page(HOME + "sveden/f24", NAV + "<a href=/p.pdf>Положение о платных услугах</a>")
    more = replace(s, pages=(*s.pages, replace(folder, via=HOME + "sveden/paid")))
    (given,) = (
        v for v in judge(METHODOLOGY.criteria, METHODOLOGY.rules, more) if v.criterion == "A6"
    )
    assert given.finding.mark == 1


def test_a_title_of_the_law_above_one_file_is_a_subsection():
    block = "<h3>2. {}</h3><ul><li><a href=/f/{}.pdf>Скачать файл № {}</a></li></ul>"
    titles = (
        "Структура и органы управления образовательной организацией",
        "Вакантные места",
        "Доступная среда",
    )
    blocks = "".join(block.format(title, n, n) for n, title in enumerate(titles))
    _, _, m = marks(
        {"": NAV + f"<p>{PROSE}</p>", "sveden/": NAV + "<h1>Сведения</h1>" + blocks}
        | {f"f/{n}.pdf": Reply(body="document") for n in range(3)}
    )
    assert m["A2"].mark == 1, m["A2"].reason


def test_a_file_on_equipment_may_speak_of_the_disabled():
    files = {
        "": NAV + f"<p>{PROSE}</p>",
        "sveden/": NAV
        + "<h1>Сведения</h1>"
        + SIDE
        + "<a href=/mto.pdf>Материально-техническое обеспечение</a>",
        "mto.pdf": Reply(body="document"),
    }
    _, _, m = marks(files)
    assert (m["A5"].mark, m["A9"].mark, m["A9"].reason) == (1, None, "document_unread")
    assert m["A9"].advice == "describe_access"  # not the one that says «балл поставлен»
    page_too = "<h1>Материально-техническое обеспечение</h1><p>Учебные кабинеты, мастерские и библиотека.</p>"
    files["sveden/"] += "<a href=/sveden/objects>Материально-техническое обеспечение</a>"
    _, _, m = marks(files | {"sveden/objects": NAV + page_too})
    assert m["A9"].mark == 0


WINDOW = "<div class=modal><h3>{}</h3>{}<button>Закрыть</button></div>"


def test_windows_that_buttons_open_are_blocks_of_their_own():
    seats = "<table><tr><td>Вакантных мест за счёт бюджетных ассигнований нет</td></tr></table>"
    windows = (
        ("Основные сведения", TEXT),
        ("Вакантные места для приёма (перевода)", seats),
        ("Международное сотрудничество", "<p>Информация обновляется.</p>"),
        ("Наши награды", "<p>Колледж награждён грамотами за участие в выставках.</p>"),
    )
    buttons = "".join(f"<li><button data-modal=m>{title}</button></li>" for title, _ in windows)
    body = "".join(WINDOW.format(*window) for window in windows)
    _, _, m = marks({"": f"<h1>Колледж</h1><p>{PROSE}</p><h2>Сведения</h2>{buttons}{body}"})
    assert (m["A1"].mark, m["A8"].mark, m["A10"].mark) == (1, 1, 0)


def test_the_sign_that_closes_a_window_may_stand_before_its_text():
    body = "<div><h3>{}</h3><p>Для всех</p><button>×</button>{}</div>"
    common = body.format("Основные сведения", TEXT)
    others = "".join(body.format(title, f"<p>{PROSE}</p>") for title in list(SUBS.values())[1:])
    _, _, m = marks({"": f"<h1>Колледж</h1><h2>Сведения</h2>{common}{others}"})
    assert m["A1"].mark == 1, m["A1"].reason


def test_a_page_that_says_there_is_nothing_is_no_list_of_the_links_beside_it():
    files = PAID | {
        "sveden/": NAV + "<h1>Сведения</h1>" + SIDE + "<a href=vacant>Вакантные места</a>",
        "sveden/vacant": NAV
        + "<h1>Вакантные места</h1><p>Вакантных мест нет.</p><a href=/back>Вернуться</a>"
        + "<a href=/sveden/f24>Архив</a>",
        "sveden/f24": EMPTY,
    }
    _, _, m = marks(files)
    assert m["A8"].mark == 1, m["A8"].reason
