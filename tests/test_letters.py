from __future__ import annotations

import re
from dataclasses import fields, replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Docx

from reports.build_letters import WIDTHS, build
from site_audit.model import Membership, Outcome
from site_audit.pack.file_names import FileNames
from site_audit.pack.form import FormError
from site_audit.pack.letters import LETTER, Letter, letters
from site_audit.pack.placeholders import (
    GroupFields,
    LetterFields,
    RemarkFields,
    SiteFields,
    known_names,
)
from site_audit.ratings.ladder import Result
from site_audit.ratings.meeting import Meeting, Sender
from site_audit.ratings.score import PRESENCE, SCORED
from site_audit.texts import Advice, Texts
from site_audit.words import plain
from tests.meetings import (
    TEXTS,
    deck,
    deck_marks,
    instruction,
    marks,
    meeting,
    result,
    verdict,
)
from tests.test_report import NAUGHTY

SHIPPED = Path(__file__).parent.parent / "reports" / "letters"
PAGE = Path(__file__).parent.parent / "docs" / "letters.md"


def opened(letter: Letter) -> Docx:
    return Document(BytesIO(letter.content))


def lines(letter: Letter) -> list[str]:
    """All paragraphs of a letter in their order, those of tables too."""
    body = opened(letter).element.body
    tag = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return ["".join(t.text or "" for t in p.iter(f"{tag}t")) for p in body.iter(f"{tag}p")]


def said(letter: Letter) -> str:
    return "\n".join(lines(letter))


def listed(letter: Letter) -> list[str]:
    """What the letter says is missing."""
    return [line.removeprefix("✗ ") for line in lines(letter) if line.startswith("✗ ")]


def written(about: Meeting, **values: Any) -> list[Letter]:
    return list(letters(about, TEXTS, **values))


def member(number: int, cluster: str, role: Any, *, presence: int = 26, visual: int = 40) -> Result:
    return result(number, presence, visual, memberships=(Membership(cluster=cluster, role=role),))


def lacking(one: Result, *codes: str, advice: str | None = None) -> Result:
    """The same site, lacking just these."""
    perfect = marks(26, 40)
    changed = tuple(verdict(v.criterion, 0, advice) if v.criterion in codes else v for v in perfect)
    return replace(one, verdicts=changed)


def untold(one: Result, *codes: str) -> Result:
    changed = (verdict(v.criterion, None) if v.criterion in codes else v for v in one.verdicts)
    return replace(one, verdicts=tuple(changed))


# Who gets a letter, and what figures stand in it


def test_the_decks_clusters_get_letters_with_the_decks_figures() -> None:
    got = {one.file_name: one for one in written(deck())}
    wanting = [
        number
        for number, (presence, visual) in enumerate(deck_marks(), start=1)
        if presence < 26 or any(v.finding.mark <= 2 for v in marks(26, visual)[-8:])  # type: ignore[operator]
    ]
    orders = {
        f"Поручение {number - 67}-2023. Кластер {number}.docx": number for number in (68, 69, 70)
    }
    plain_ones = {f"Кластер {number}.docx": number for number in wanting if number < 68}
    assert set(got) == set(plain_ones) | set(orders)
    shown = re.compile(r"Наличие элементов: (.*) · Визуальная оценка: (.*)")
    figures = [shown.findall(said(got[name])) for name in orders]
    assert figures == [
        [("46\u202f%", "80\u202f%")],
        [("4\u202f%", "33\u202f%")],
        [("0\u202f%", "0\u202f%")],
    ]
    for name, number in (plain_ones | orders).items():
        points, looks = deck_marks()[number - 1]
        poor = sum(one.finding.mark <= 2 for one in marks(26, looks)[-8:])  # type: ignore[operator]
        assert len(listed(got[name])) == 26 - points + poor


def test_who_lacks_nothing_gets_no_letter() -> None:
    assert written(meeting([result(1, 26, 40)])) == []


def test_each_missing_mark_stands_there_with_its_advice_and_rule() -> None:
    one = lacking(result(1, 26, 40), "B8", advice="add_B8")
    (letter,) = written(meeting([one]))
    advice = TEXTS.advice_of("add_B8")
    assert advice is not None
    assert listed(letter) == [TEXTS.criterion("B8")]
    for words in (advice.what, advice.rule, TEXTS.group("B"), "college1.example"):
        assert words in lines(letter) or words in said(letter)
    assert letter.instruction is None


def test_one_advice_for_many_elements_is_said_once() -> None:
    one = lacking(result(1, 26, 40), "A1", "A2", "A6", advice="add_page")
    (letter,) = written(meeting([one]))
    advice = TEXTS.advice_of("add_page")
    assert advice is not None
    assert listed(letter) == [TEXTS.criterion(code) for code in ("A1", "A2", "A6")]
    assert said(letter).count(advice.what) == 1


def test_a_poor_visual_mark_is_missing_and_a_fair_one_is_not() -> None:
    changed = {"V1": 2, "V2": 3, "V3": 0}
    base = result(1, 26, 40)
    looks = tuple(
        verdict(v.criterion, changed.get(v.criterion, v.finding.mark)) for v in base.verdicts
    )
    (letter,) = written(meeting([replace(base, verdicts=looks)]))
    assert listed(letter) == [
        f"{TEXTS.criterion('V1')}: 2\u00a0из\u00a05",
        f"{TEXTS.criterion('V3')}: 0\u00a0из\u00a05",
    ]


def test_what_could_not_be_told_is_counted_and_never_listed() -> None:
    one = untold(lacking(result(1, 26, 40), "A1"), "A2", "B1", "V8")
    (letter,) = written(meeting([one]))
    assert listed(letter) == [TEXTS.criterion("A1")]
    assert "Ещё 3\u00a0критерия проверить не удалось" in said(letter)
    assert "88–96\u202f%" in said(letter)  # 23–25 of 26


def test_a_site_where_all_that_is_not_there_could_not_be_told_gets_no_letter() -> None:
    assert written(meeting([untold(result(1, 26, 40), "A1", "A2")])) == []


def test_a_letter_speaks_of_all_colleges_of_its_cluster_the_base_first() -> None:
    sites = [
        lacking(member(number, "Кластер", "base" if number == 5 else "network"), "C5")
        for number in range(1, 9)
    ]
    (letter,) = written(meeting(sites))
    order = [line for line in lines(letter) if line.startswith("Колледж №")]
    assert order[:2] == ["Колледж № 5", "Колледж № 5"]  # the address, then the first site
    assert order[2:] == [f"Колледж № {number}" for number in (1, 2, 3, 4, 6, 7, 8)]
    assert letter.addressee == "Колледж № 5"
    assert len(listed(letter)) == 8


def test_a_network_college_alone_brings_its_cluster_a_letter() -> None:
    sites = [member(1, "Кластер", "base"), lacking(member(2, "Кластер", "network"), "C5")]
    (letter,) = written(meeting(sites))
    assert letter.addressee == "Колледж № 1"
    assert "Замечаний нет." in lines(letter)


def test_by_college_each_college_gets_its_own() -> None:
    sites = [lacking(member(number, "Кластер", "network"), "C5") for number in (1, 2)]
    got = written(meeting(sites, unit="college"))
    assert [one.addressee for one in got] == ["Колледж № 1", "Колледж № 2"]
    assert written(meeting(sites), unit="college") == got


@pytest.mark.parametrize("bases", [0, 2])
def test_a_cluster_without_one_base_is_written_to_as_a_cluster(bases: int) -> None:
    sites = [
        lacking(member(number, "Кластер", "base" if number <= bases else "network"), "C5")
        for number in (1, 2, 3)
    ]
    (letter,) = written(meeting(sites))
    assert (letter.addressee, letter.email) == ("Кластер", "")
    assert "Уважаемые коллеги!" in lines(letter)


def test_a_closed_site_is_asked_to_let_us_in_and_accused_of_nothing() -> None:
    closed = replace(
        result(1, 0, 0), outcome=Outcome(kind="not_audited", reason="robots"), verdicts=()
    )
    (letter,) = written(meeting([closed]))
    assert listed(letter) == []
    assert "закрыто файлом robots.txt" in said(letter)
    assert "Разрешите нашему роботу" in said(letter)
    assert "0\u202f%" not in said(letter)


def test_our_own_failure_asks_nobody_for_anything() -> None:
    ours = replace(
        result(1, 0, 0), outcome=Outcome(kind="not_audited", reason="our_failure"), verdicts=()
    )
    assert written(meeting([ours])) == []


def test_a_result_that_is_held_back_accuses_nobody() -> None:
    held = replace(lacking(member(1, "Кластер", "base"), *PRESENCE), held_back=True)
    order = instruction(1, held)
    assert written(meeting([held], instructions=[order])) == []
    sites = [held, lacking(member(2, "Кластер", "network"), "C5")]
    (letter,) = written(meeting(sites, instructions=[order]))
    assert listed(letter) == [TEXTS.criterion("C5")]
    assert letter.instruction is None
    assert "повторной проверкой" in said(letter)


# Instructions


@pytest.mark.parametrize("state", ["issued", "answered"])
def test_an_instruction_in_force_has_its_form_number_day_and_place(state: Any) -> None:
    one = lacking(result(1, 26, 40), "A1", "C5")
    order = instruction(4, one, state=state, tasks=instruction(4, one).tasks[:1])
    (letter,) = written(meeting([one], instructions=[order]))
    assert letter.instruction == order
    assert "Поручение № 4-2023" in lines(letter)
    assert "до 15.12.2023" in said(letter)
    assert "otvet@irpo.example" in said(letter)
    assert order.text in lines(letter)
    days = [line for line in lines(letter) if line in ("15.12.2023", "рекомендация")]
    assert days == ["15.12.2023", "рекомендация"]


@pytest.mark.parametrize("state", ["draft", "confirmed", "withdrawn"])
def test_an_instruction_not_in_force_leaves_a_plain_letter(state: Any) -> None:
    one = lacking(result(1, 26, 40), "A1")
    (letter,) = written(meeting([one], instructions=[instruction(4, one, state=state)]))
    assert letter.instruction is None
    assert "поручение" not in said(letter).casefold()


def test_an_instruction_whose_errors_are_mended_is_not_sent_again() -> None:
    was, now = lacking(result(1, 26, 40), "A1"), lacking(result(1, 26, 40), "C5")
    (letter,) = written(meeting([now], instructions=[instruction(4, was)]))
    assert letter.instruction is None
    assert listed(letter) == [TEXTS.criterion("C5")]


def test_an_instruction_to_one_college_goes_to_it_beside_the_clusters_letter() -> None:
    sites = [lacking(member(number, "Кластер", "network"), "C5") for number in (1, 2)]
    order = instruction(4, sites[1], cluster="", college_id=2)
    first, second = written(meeting(sites, instructions=[order]))
    assert (first.instruction, second.instruction) == (None, order)
    assert "Колледж № 1" not in said(second)


# Persons


def test_the_responsible_person_is_addressed_and_the_institution_is_not_declined() -> None:
    one = result(
        1,
        20,
        30,
        name="ГБПОУ «Омский колледж»",
        responsible="Иванова Мария Петровна",
        email="a@b.ru",
    )
    (letter,) = written(meeting([one]))
    assert {
        "ГБПОУ «Омский колледж»",
        "Ивановой Марии Петровне",
        "Уважаемая Мария Петровна!",
    } <= set(lines(letter))
    assert letter.email == "a@b.ru"


# Naughty strings


@pytest.mark.parametrize(
    "text", [*NAUGHTY, "не\ufffeзнак\uffff", "{%p if x %}", "<w:t>", "{_{ x }_}"]
)
def test_a_naughty_string_stays_text_in_every_field(text: str) -> None:
    one = lacking(
        result(
            1,
            26,
            40,
            name=text,
            url=text,
            region=text,
            email=text,
            responsible=text,
            memberships=(Membership(cluster=text or "-", role="base", industry=text),),
        ),
        "A1",
        "V1",
        advice="fix",
    )
    words = Texts(
        criteria=tuple((code, text) for code in SCORED),
        groups=tuple((code, text) for code in "ABCV"),
        advice=(("fix", Advice(title=text, what=text, rule=text)),),
    )
    sender = Sender(organisation=text, signed_as=text, signed_by=text, answer_to=text, phone=text)
    order = replace(
        instruction(1, one), number=text, text=text, addressee=text, person=text, email=text
    )
    for orders in ((), (order,)):
        about = meeting([one], instructions=orders, sender=sender)
        (letter,) = letters(about, words)
        shown = re.sub("[\ufffe\uffff]", "\ufffd", plain(text))
        assert shown in lines(letter)  # the college, as it was written
        assert opened(letter).core_properties.title
        assert (
            "<w:fldSimple"
            not in ZipFile(BytesIO(letter.content)).read("word/document.xml").decode()
        )
        assert "\n" not in letter.subject


def test_the_same_meeting_gives_the_same_bytes() -> None:
    first, second = (written(meeting([result(1, 20, 30)])) for _ in range(2))
    assert first == second


# File names


def test_files_are_called_after_clusters_as_any_system_allows() -> None:
    titles = [
        *("Кластер машиностроения", "кластер МАШИНОСТРОЕНИЯ", "CON", "nul.txt", 'a/b\\c:d*?"<>|'),
        *("Кластер…", "точка.", "длинное " * 40, "😀" * 90, "", "   ", "\x00\u202e", "com1"),
        *NAUGHTY,
    ]
    names = FileNames()
    given = [names.name(title, ".docx") for title in titles]
    assert given[:2] == ["Кластер машиностроения.docx", "кластер МАШИНОСТРОЕНИЯ (2).docx"]
    assert len({name.casefold() for name in given}) == len(given)
    for name in given:
        stem = name.removesuffix(".docx")
        assert name.endswith(".docx")
        assert 0 < len(name) <= 100
        assert len(name.encode()) <= 255
        assert not re.search('[<>:"/\\\\|?*\x00-\x1f]', name)
        assert stem == stem.strip(" .")
        assert stem.split(".")[0].strip().casefold() not in {"con", "nul", "com1", "aux", "prn"}


# Forms that people change


def changed(folder: Path, name: str, old: str, new: str, *, source: Path = SHIPPED) -> None:
    """A form with other words in its document."""
    inside = parts((source / name).read_bytes())
    document = inside["word/document.xml"].decode()
    assert old in document
    with ZipFile(folder / name, "w") as target:
        for one, raw in inside.items():
            is_document = one == "word/document.xml"
            target.writestr(one, document.replace(old, new, 1) if is_document else raw)


ONE = meeting([lacking(result(1, 26, 40), "A1")])


def test_a_form_in_the_folder_is_taken_and_ours_for_the_other(tmp_path: Path) -> None:
    changed(tmp_path, LETTER, "Когда всё исправите", "Как только {{ адресат }} исправит")
    (letter,) = written(ONE, templates=tmp_path)
    assert "Как только Колледж № 1 исправит" in said(letter)
    order = instruction(1, ONE.results[0])
    (form,) = written(meeting(ONE.results, instructions=[order]), templates=tmp_path)
    assert form.instruction == order


def test_a_form_edited_in_word_may_have_its_braces_torn_apart(tmp_path: Path) -> None:
    torn = (
        "{</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{ адре</w:t></w:r><w:proofErr "
        'w:type="spellStart"/><w:r><w:t>сат }</w:t></w:r><w:r><w:t>}'
    )
    changed(tmp_path, LETTER, "Когда всё исправите", torn)
    (letter,) = written(ONE, templates=tmp_path)
    assert said(letter).count("Колледж № 1") == 3


@pytest.mark.parametrize(
    ("insert", "named"),
    [
        ("{{ адрисат }}", "адрисат"),
        ("{{ сайт.адресс }}", "адресс"),
        ("{% for x in сайти %}{% endfor %}", "сайти"),
        ("{{ адресат", "адресат"),
        ("{% if %}", "if"),
        ("{% endfor %}", "endfor"),
        ("{%tr for x in сайты %}", "tr"),
        ("{{ адресат | safe }}", "safe"),
        ("{{ организация.__class__.__mro__ }}", "__class__"),
        ("{{ ''.__class__ }}", "__class__"),
        ("{{ организация['__class__'].__mro__ }}", "__mro__"),
        ("{{ организация.format(1) }}", "format"),
        ("{{ range(9) }}", "range"),
        ("{{ lipsum }}", "lipsum"),
        ("{{ self }}", "self"),
        ("{% include 'x' %}", "include"),
        ("{% autoescape false %}{{ тема }}{% endautoescape %}", "autoescape"),
    ],
)
def test_a_broken_form_is_named_with_what_is_wrong_in_it(
    tmp_path: Path, insert: str, named: str
) -> None:
    changed(tmp_path, LETTER, "Когда всё исправите", insert)
    with pytest.raises(FormError) as raised:
        written(ONE, templates=tmp_path)
    words = str(raised.value)
    assert str(tmp_path / LETTER) in words
    assert named in words
    assert "docs/letters.md" in words


@pytest.mark.parametrize(
    "insert",
    [
        "{{ организация['__class__'] }}",
        "{{ 1 / 0 }}",
        "{{ адресат + 1 }}",
        "{{ сайты[7].адрес }}",
    ],
)
def test_a_form_that_fails_when_filled_is_named(tmp_path: Path, insert: str) -> None:
    changed(tmp_path, LETTER, "Когда всё исправите", insert)
    with pytest.raises(FormError, match=r"Шаблон .*docs/letters\.md") as raised:
        written(ONE, templates=tmp_path)
    assert "object at 0x" not in str(raised.value)


def test_a_loop_that_begins_inside_of_a_table_and_ends_outside_is_explained(tmp_path: Path) -> None:
    changed(tmp_path, LETTER, "{{ дата }}", "{% for x in текст %}")
    changed(tmp_path, LETTER, "{{ обращение }}", "{% endfor %}", source=tmp_path)
    with pytest.raises(FormError, match="парами"):
        written(ONE, templates=tmp_path)


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0 old word", None])
def test_a_file_that_is_no_docx_is_named(tmp_path: Path, raw: bytes | None) -> None:
    if raw is None:
        (tmp_path / LETTER).mkdir()
    else:
        (tmp_path / LETTER).write_bytes(raw)
    with pytest.raises(FormError, match=LETTER):
        written(ONE, templates=tmp_path)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FormError, match="letters"):
        written(ONE, templates=tmp_path / "нет")


# Forms that we ship


def parts(raw: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(raw)) as archive:
        return {one.filename: archive.read(one) for one in archive.infolist()}


@pytest.mark.parametrize("name", WIDTHS)
def test_the_shipped_form_is_what_its_script_makes(name: str) -> None:
    assert parts((SHIPPED / name).read_bytes()) == parts(build(name))


def test_the_page_of_placeholders_names_all_of_them_and_no_other() -> None:
    page = PAGE.read_text("utf-8")
    sections = dict(re.findall(r"## Вставки (\w+)\n(.*?)(?=\n## |\Z)", page, re.DOTALL))
    for title, noun in (
        ("письма", LetterFields),
        ("сайта", SiteFields),
        ("группы", GroupFields),
        ("замечания", RemarkFields),
    ):
        named = re.findall(r"^\| `(\w+)` \|", sections[title], re.MULTILINE)
        assert named == [one.name for one in fields(noun)]


def test_every_placeholder_stands_in_a_shipped_form() -> None:
    shipped = "".join(
        part.decode("utf-8", "replace")
        for name in WIDTHS
        for part in parts((SHIPPED / name).read_bytes()).values()
    )
    used = set(re.findall(r"\w+", " ".join(re.findall(r"{[{%].*?[%}]}", shipped))))
    assert known_names() <= used


def test_tables_have_a_head_that_comes_again_and_pages_have_numbers() -> None:
    (letter,) = written(meeting([result(1, 0, 0)]))
    document = opened(letter)
    xml = document.element.xml
    assert xml.count("<w:tblHeader/>") == 1
    footers = (document.sections[0].footer, document.sections[0].first_page_footer)
    assert all("PAGE" in footer._element.xml for footer in footers)
    assert document.sections[0].page_width.mm == pytest.approx(210, abs=0.1)  # type: ignore[union-attr]
    head = document.sections[0].header.paragraphs[0].text
    assert head == "Институт развития профессионального образования · О проверке сайтов: Кластер 1"


def test_a_preliminary_result_names_the_last_day_for_objections() -> None:
    (letter,) = written(ONE)
    assert "до 01.12.2023" in said(letter)
    (final,) = written(meeting(ONE.results, state="final", until=None))
    assert "редварительн" not in said(final)
