"""``register submit`` as a clerk calls it: loopback sites, shown first, accepted whole or not."""

from __future__ import annotations

import asyncio
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Thread

import openpyxl
import pytest
import xlsxwriter
from typer.testing import CliRunner, Result

from site_audit.cli import submissions
from site_audit.cli.app import COMMANDS, build
from site_audit.register.asking import MOST_PAGES
from tests.hostile_pages import Answer, Pages, Site, page, serving
from tests.test_register import NAUGHTY

INN, OTHER_INN = "5500000008", "0274051582"
FILLER = "<p>" + "Приёмная кампания, расписание занятий, новости, документы для студентов. " * 6
HEADS = "Кластер;Колледж;ИНН;Ссылка на сайт;E-mail;Ответственный"


class Street:
    """Loopback sites that are up while a test runs, each at an address of its own."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._open = ExitStack()
        self._built = 0

    def site(self, pages: Pages) -> Site:
        self._built += 1
        serve = serving(pages, f"127.0.7.{self._built}")
        site = asyncio.run_coroutine_threadsafe(serve.__aenter__(), self._loop).result()
        self._open.callback(
            lambda: asyncio.run_coroutine_threadsafe(
                serve.__aexit__(None, None, None), self._loop
            ).result()
        )
        return site

    def close(self) -> None:
        self._open.close()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@pytest.fixture
def street() -> Iterator[Street]:
    built = Street()
    yield built
    built.close()


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("SITE_AUDIT_ALLOW", '["127.0.7.0/24"]')
    monkeypatch.setenv("SITE_AUDIT_RATE", "0")


def call(*words: str | Path, said: str | None = None) -> Result:
    runner = CliRunner()
    return runner.invoke(build(tuple(COMMANDS)), ["register", *map(str, words)], input=said)


def table(folder: Path, *rows: str, name: str = "sent.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((HEADS, *rows)), "utf-8")
    return path


def register(tmp_path: Path) -> list[dict[str, str]]:
    """The register as it is exported, read back by another reader."""
    path = tmp_path / "export.xlsx"
    call("export", path)
    head, *rows = openpyxl.load_workbook(path)["Реестр"].iter_rows(values_only=True)
    return [dict(zip(map(str, head), [str(one or "") for one in row], strict=True)) for row in rows]


def own(name: str, inn: str = "") -> Pages:
    return {
        "/": page(f"<h1>{name}</h1>{FILLER}<a href=/info>Основные сведения</a>"),
        "/info": page(f"<h1>Основные сведения</h1>{FILLER}<p>ИНН {inn}"),
    }


# ---------------------------------------------------------------- shown before anything changes


def test_what_would_be_added_changed_left_and_missed_is_shown_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    known = table(
        tmp_path,
        f"Лес;Лесной техникум;{INN};les.ru;old@les.ru;Иванова",
        "Лес;Речной техникум;;reka.ru;a@reka.ru;",
        "Лес;Горный техникум;;gora.ru;;",
    )
    call("import", known)
    before = register(tmp_path)
    sent = table(
        tmp_path,
        f"Лес;Лесной техникум;{INN};www.les.ru/;new@les.ru;",
        "Лес;Речной техникум;;https://reka.ru;;",
        "Лес;Морской техникум;;more.ru;;",
    )
    done = call("submit", sent, "--offline")
    assert done.exit_code == 0, done.output
    assert "Добавится: 1\u00a0колледж" in done.stdout
    assert "E-mail: old@les.ru → new@les.ru" in done.stdout
    assert "Иванова" not in done.stdout, "an empty cell is no change"
    assert "Без изменений: 1\u00a0колледж" in done.stdout
    assert "а в файле нет: 1\u00a0колледж" in done.stdout
    assert "Горный техникум" in done.stdout
    assert "Ничего не изменено" in done.stdout
    assert register(tmp_path) == before


def test_acceptance_fills_in_erases_nothing_and_the_second_time_there_is_no_news(
    tmp_path: Path,
) -> None:
    call("import", table(tmp_path, f"Лес;Лесной техникум;{INN};les.ru;old@les.ru;Иванова"))
    sent = table(tmp_path, "Лес;Лесной техникум;;les.ru;new@les.ru;", "Лес;Новый;;new.ru;;")
    done = call("submit", sent, "--offline", "--accept")
    assert "Добавлено: 1, изменено: 1" in done.stdout
    first, second = register(tmp_path)
    assert (first["ИНН"], first["E-mail"]) == (INN, "new@les.ru")
    assert (first["Ответственный"], second["Сайт"]) == ("Иванова", "http://new.ru/")
    assert "Принимать нечего" in call("submit", sent, "--offline", "--accept").stdout


def test_doubtful_rows_wait_for_a_clear_word(tmp_path: Path) -> None:
    sent = table(tmp_path, "Лес;Первый;;first.ru;;", "Лес;Второй;;vk.com/second;;")
    done = call("submit", sent, "--offline", "--accept")
    assert "! это страница в соцсети" in done.stdout
    assert [row["Наименование"] for row in register(tmp_path)] == ["Первый"]
    call("submit", sent, "--offline", "--accept", "--with-doubts")
    assert [row["Наименование"] for row in register(tmp_path)] == ["Первый", "Второй"]


@pytest.mark.parametrize(
    ("said", "names"),
    [("да\n", ["Первый"]), ("ВСЁ\n", ["Первый", "Второй"]), ("\n", []), ("хм\n", []), ("", [])],
)
def test_a_person_is_asked_and_only_a_clear_word_changes_anything(
    said: str, names: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submissions, "is_person_there", lambda: True)
    sent = table(tmp_path, "Лес;Первый;;first.ru;;", "Лес;Второй;;vk.com/second;;")
    done = call("submit", sent, "--offline", said=said)
    assert done.exit_code == 0, done.output
    assert [row["Наименование"] for row in register(tmp_path)] == names


def test_rows_without_a_cluster_take_the_one_of_the_call(tmp_path: Path) -> None:
    sent = table(tmp_path, ";Первый;;first.ru;;", "Верфь;Второй;;second.ru;;")
    assert "кластер не указан" in call("submit", sent, "--offline").stdout
    call("submit", sent, "--offline", "--accept", "--cluster", "Лес")
    assert [row["Кластер"] for row in register(tmp_path)] == ["Лес", "Верфь"]


# ---------------------------------------------------------------- asking the sites


def test_a_site_that_names_its_college_raises_no_doubt_and_is_asked_little(
    tmp_path: Path, street: Street
) -> None:
    site = street.site(own("Лесной техникум Омска", INN))
    done = call("submit", table(tmp_path, f"Лес;ГБПОУ «Омский лесной техникум»;{INN};{site.url()}"))
    assert done.exit_code == 0, done.output
    assert "!" not in done.stdout
    assert "с сомнениями: 0" in done.stdout
    assert site.asked == ["/robots.txt", "/"]


def test_another_inn_on_the_second_page_is_quoted(tmp_path: Path, street: Street) -> None:
    site = street.site(own("Техникум", OTHER_INN))
    done = call("submit", table(tmp_path, f"Лес;Омский лесной техникум;{INN};{site.url()};;"))
    assert f"! на сайте указан другой ИНН: {OTHER_INN}" in done.stdout
    assert f"«ИНН {OTHER_INN}»" in done.stdout


def test_never_more_pages_than_allowed_are_opened(tmp_path: Path, street: Street) -> None:
    links = "".join(f"<a href=/{number}>Контакты {number}</a>" for number in range(20))
    pages = {f"/{number}": page(FILLER) for number in range(20)}
    site = street.site({"/": page(links + FILLER), **pages})
    call("submit", table(tmp_path, f"Лес;Омский лесной техникум;;{site.url()};;"))
    assert len([one for one in site.asked if one != "/robots.txt"]) == MOST_PAGES


def test_troubles_of_sites_are_told_apart(tmp_path: Path, street: Street) -> None:
    elsewhere = street.site(own("Морской техникум Омска"))
    sites = {
        "Упавший": street.site({"/": Answer("", status="503 Service Unavailable")}),
        "Припаркованный": street.site({"/": page("<p>Домен продается. Купить этот домен")}),
        "Защищённый": street.site({"/": page("<p>Checking your browser. DDoS-Guard")}),
        "Закрытый": street.site({"/robots.txt": "User-agent: *\nDisallow: /"}),
        "Омский морской техникум": street.site(
            {"/": Answer(status="301 Moved", fields=(f"Location: {elsewhere.url()}",))}
        ),
    }
    rows = [f"Лес;{name};;{site.url()};;" for name, site in sites.items()]
    done = call("submit", table(tmp_path, *rows, "Лес;Глухой;;http://127.0.7.200:9/;;"))
    assert done.exit_code == 0, done.output
    told = _doubts(done.stdout)
    assert "! сайт не открылся: сайт временно недоступен (код 503)" in told["Упавший"]
    assert "! сайт не открылся: домен не занят сайтом" in told["Припаркованный"]
    assert "? не удалось проверить: защита от роботов" in told["Защищённый"]
    assert "? не удалось проверить: закрыто файлом robots.txt" in told["Закрытый"]
    assert f"перенаправляет на другой сайт: {elsewhere.url()}" in told["Омский морской техникум"]
    assert "другой организацией" not in told["Омский морской техникум"]
    assert "сервер не принимает соединения" in told["Глухой"]
    assert "с сомнениями: 4" in done.stdout


def _doubts(text: str) -> dict[str, str]:
    """What was said below each college, by its name."""
    told: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("  ") and not line.startswith("   "):
            name = line.strip().partition(" — ")[0]
        told[name] = told.get(name, "") + line + "\n"
    return told


def test_inner_addresses_are_not_asked_unless_they_are_allowed(
    tmp_path: Path, street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = street.site(own("Лесной техникум"))
    lead = street.site({"/": Answer(status="302 Found", fields=(f"Location: {site.url()}",))})
    monkeypatch.setenv("SITE_AUDIT_ALLOW", f'["{lead.host}"]')
    rows = (f"Лес;Лесной;;{site.url()};;", f"Лес;Ведущий;;{lead.url()};;")
    done = call("submit", table(tmp_path, *rows))
    assert "адрес закрытой сети" in _doubts(done.stdout)["Лесной"]
    assert "внутреннюю сеть" in _doubts(done.stdout)["Ведущий"]
    assert site.asked == []


def test_a_clerk_who_presses_ctrl_c_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(submissions, "ask", interrupted)
    done = call("submit", table(tmp_path, "Лес;Первый;;first.ru;;"), "--accept")
    assert done.exit_code == 130
    assert register(tmp_path) == []


# ---------------------------------------------------------------- the workbook


def decide(path: Path, words: dict[str, str]) -> None:
    book = openpyxl.load_workbook(path)
    for row in book["Сверка"].iter_rows(min_row=2):
        row[1].value = words.get(str(row[3].value))
    book.save(path)


def test_the_workbook_shows_the_same_and_its_decisions_are_taken(tmp_path: Path) -> None:
    call("import", table(tmp_path, "Лес;Старый;;old.ru;a@old.ru;", "Лес;Третий;;third.ru;;"))
    sent = table(
        tmp_path, "Лес;Старый;;old.ru;b@old.ru;", "Лес;Первый;;first.ru;;", "Лес;Ок;;ok.ru/x;;"
    )
    review = tmp_path / "out" / "сверка.xlsx"
    done = call("submit", sent, "--offline", "--out", review)
    assert done.exit_code == 0, done.output
    rows = list(openpyxl.load_workbook(review)["Сверка"].iter_rows(min_row=2, values_only=True))
    assert [(row[3], row[2]) for row in rows] == [
        ("Старый", "изменится"),
        ("Первый", "добавится"),
        ("Ок", "добавится"),
        ("Третий", "нет в файле"),
    ]
    assert rows[0][7] == "E-mail: a@old.ru → b@old.ru"
    decide(review, {"Старый": "да", "Первый": "Да", "Ок": "нет"})
    done = call("submit", sent, "--decisions", review)
    assert "Добавлено: 1, изменено: 1" in done.stdout
    assert [row["Наименование"] for row in register(tmp_path)] == ["Старый", "Третий", "Первый"]


def test_decisions_on_what_has_changed_since_are_refused_whole(tmp_path: Path) -> None:
    call("import", table(tmp_path, "Лес;Старый;;old.ru;a@old.ru;"))
    sent = table(tmp_path, "Лес;Старый;;old.ru;b@old.ru;", "Лес;Первый;;first.ru;;")
    review = tmp_path / "r.xlsx"
    call("submit", sent, "--offline", "--out", review)
    decide(review, {"Старый": "да", "Первый": "да"})
    call("import", table(tmp_path, "Лес;Старый;;old.ru;c@old.ru;", name="newer.csv"))
    before = register(tmp_path)
    done = call("submit", sent, "--decisions", review)
    assert done.exit_code == 1
    assert "Старый" in done.stderr
    assert "Ничего не записано" in done.stderr
    assert register(tmp_path) == before


def test_a_register_that_changes_while_sites_are_asked_refuses_acceptance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("import", table(tmp_path, "Лес;Старый;;old.ru;a@old.ru;"))
    printed = submissions._print

    def meanwhile(submission: object) -> None:
        printed(submission)  # type: ignore[arg-type]
        call("import", table(tmp_path, "Лес;Старый;;old.ru;c@old.ru;", name="newer.csv"))

    monkeypatch.setattr(submissions, "_print", meanwhile)
    sent = table(tmp_path, "Лес;Старый;;old.ru;b@old.ru;")
    done = call("submit", sent, "--offline", "--accept")
    assert done.exit_code == 1
    assert "Реестр изменился, пока вы смотрели: «Старый»" in done.stderr
    assert [row["E-mail"] for row in register(tmp_path)] == ["c@old.ru"]


@pytest.mark.parametrize(
    "words",
    [
        ("--with-doubts",),
        ("--accept", "--decisions", "r.xlsx"),
        ("--decisions", "r.xlsx", "--out", "b.xlsx"),
        ("--out", "review.pdf"),
    ],
    ids=" ".join,
)
def test_calls_that_contradict_themselves_exit_2(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = call("submit", table(tmp_path, "Лес;Первый;;first.ru;;"), "--offline", *words)
    assert done.exit_code == 2
    assert done.stderr


# ---------------------------------------------------------------- files that mean no good


def test_errors_of_a_file_are_shown_by_cell_and_nothing_is_compared(tmp_path: Path) -> None:
    done = call("submit", table(tmp_path, "Лес;Первый;12;не адрес;;"), "--offline", "--accept")
    assert done.exit_code == 1
    assert "ИНН" in done.stderr
    assert "Ничего не изменено" in done.stderr


@pytest.mark.parametrize("text", [*NAUGHTY, "[bold]жирно[/bold]", "\u202eобратно", "\x1b[31m"])
def test_naughty_words_in_every_cell_are_shown_written_and_accepted(
    tmp_path: Path, text: str
) -> None:
    sent, review = tmp_path / "sent.xlsx", tmp_path / "review.xlsx"
    with xlsxwriter.Workbook(sent) as book:
        sheet = book.add_worksheet()
        for place, title in enumerate(HEADS.split(";")):
            sheet.write_string(0, place, title)
        for place, cell in enumerate((text, text, INN, "first.ru", "", text)):
            sheet.write_string(1, place, cell)
    done = call("submit", sent, "--offline", "--out", review, "--accept")
    assert done.exit_code == 0, done.output
    assert "\x1b[31m" not in done.stdout
    assert "\u202e" not in done.stdout
    rows = list(openpyxl.load_workbook(review)["Сверка"].iter_rows(min_row=2))
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n"}
    assert len(register(tmp_path)) == 1
    assert "Принимать нечего" in call("submit", sent, "--offline", "--accept").stdout


def test_formulas_of_a_workbook_are_read_by_their_results(tmp_path: Path) -> None:
    sent = tmp_path / "sent.xlsx"
    with xlsxwriter.Workbook(sent) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("Колледж", "Ссылка на сайт", "Кластер"))
        sheet.write_formula(1, 0, '="Лесной"&" техникум"', None, "Лесной техникум")
        sheet.write_formula(1, 1, '=HYPERLINK("http://evil.ru","les.ru")', None, "les.ru")
        sheet.write_formula(1, 2, '=WEBSERVICE("http://evil.ru")', None, "Лес")
    done = call("submit", sent, "--offline", "--accept")
    assert done.exit_code == 0, done.output
    (row,) = register(tmp_path)
    assert (row["Наименование"], row["Сайт"]) == ("Лесной техникум", "http://les.ru/")


def test_a_bomb_is_refused_in_words(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(3):
            with packed.open(f"xl/worksheets/sheet{number}.xml", "w") as part:
                for _ in range(100):
                    part.write(bytes(1_000_000))
    done = call("submit", bomb, "--offline")
    assert done.exit_code == 1
    assert "слишком велик" in done.stderr
    taken = call("submit", table(tmp_path, "Лес;А;;a.ru;;"), "--decisions", bomb)
    assert taken.exit_code == 1
    assert "слишком велик" in taken.stderr


def test_a_hostile_site_cannot_write_into_the_terminal(tmp_path: Path, street: Street) -> None:
    title = "Томский техникум \x1b[31m[red]связи[/red] \u202e"
    site = street.site({"/": page(f"<h1>{title}</h1>{FILLER}")})
    done = call("submit", table(tmp_path, f"Лес;Омский лесной колледж;;{site.url()};;"))
    assert "! сайт называет себя другой организацией" in done.stdout
    assert "[red]" in done.stdout
    assert "\x1b[31m" not in done.stdout
    assert "\u202e" not in done.stdout
