"""``site-audit register submit``: what clusters send, shown before anything changes."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from xlsxwriter.exceptions import FileCreateError

from site_audit import register, store
from site_audit.audit import robot_name
from site_audit.cli.desk import USAGE, Desk, err, fail, means, out, texts
from site_audit.cli.printing import safe
from site_audit.cli.speech import russian
from site_audit.model import College, Membership
from site_audit.net.policy import AddressPolicy, parse_allow
from site_audit.pages import cage
from site_audit.register.answers import addresses_of, with_answers
from site_audit.register.asking import Asking, Enough, ask
from site_audit.register.identity import Told, same_organisation
from site_audit.register.review import (
    Decision,
    changes,
    read_decisions,
    said,
    write_review,
)
from site_audit.register.submission import Proposal, Submission, compare
from site_audit.register.writing import readable
from site_audit.settings import Settings
from site_audit.words import count_ru, sentence

SHOWN_MISSING = 20
_COLLEGES = ("колледж", "колледжа", "колледжей")
_HEADS: tuple[tuple[Literal["add", "change"], str], ...] = (
    ("add", "Добавится"),
    ("change", "Изменится"),
)


def submit(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="ФАЙЛ", help="Файл XLSX или CSV.")],
    accept: Annotated[
        bool, typer.Option("--accept", help="Принять всё, в чём нет сомнений, не спрашивая.")
    ] = False,
    with_doubts: Annotated[
        bool, typer.Option("--with-doubts", help="Вместе с --accept: принять и сомнительное.")
    ] = False,
    out_file: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="ФАЙЛ.xlsx",
            dir_okay=False,
            writable=True,
            help="Записать сверку в книгу Excel.",
        ),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(
            "--decisions",
            metavar="ФАЙЛ.xlsx",
            dir_okay=False,
            help="Принять отмеченное в книге сверки.",
        ),
    ] = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Не открывать сайты: сверить только с реестром.")
    ] = False,
    cluster: Annotated[
        str, typer.Option("--cluster", metavar="НАЗВАНИЕ", help="Кластер строк, где он не указан.")
    ] = "",
) -> None:
    """Сверить с реестром таблицу от кластера: что изменится и какие адреса сомнительны.

    Пока вы не согласились, в реестре ничего не меняется. Пустые ячейки ничего не стирают.

    Примеры:
      site-audit register submit заявка.xlsx
      site-audit register submit заявка.xlsx --out сверка.xlsx
      site-audit register submit заявка.xlsx --decisions сверка.xlsx
      site-audit register submit заявка.xlsx --accept
    """
    desk: Desk = context.obj
    _check_call(accept, with_doubts, decisions, out_file)
    sent = _placed(_read(file), cluster)
    submission = compare(sent, store.colleges(desk.engine), _policy(desk.settings))
    if decisions is not None:
        _take(desk, _decided(submission, read_decisions(decisions)))
        return
    if not offline:
        submission = _asked(submission, desk.settings)
    _print(submission)
    if out_file is not None:
        _write(out_file, submission)
    _decide(desk, submission, accept, with_doubts)


def _check_call(
    accept: bool, with_doubts: bool, decisions: Path | None, out_file: Path | None
) -> None:
    if with_doubts and not accept:
        fail("--with-doubts пишется вместе с --accept.", USAGE)
    if decisions is not None and (accept or out_file is not None):
        fail("--decisions пишется без --accept и --out: решения уже в книге.", USAGE)
    if out_file is not None and out_file.suffix.lower() != ".xlsx":
        fail(f"Имя файла {out_file.name} должно кончаться на .xlsx.", USAGE)


def _read(file: Path) -> tuple[College, ...]:
    """The colleges of a file; one with errors ends the command with all of them."""
    read = register.read_register(file)
    for note in read.notes:
        err.print(note, markup=False)
    if read.errors:
        print_errors(read.errors)
        words = count_ru(len(read.errors), "ошибка", "ошибки", "ошибок")
        fail(f"{words}. Ничего не изменено: исправьте файл и повторите.")
    return read.colleges


def print_errors(errors: Iterable[register.CellError]) -> None:
    """All that is wrong in a file, by row and column."""
    table = Table("Строка", "Столбец", "Что исправить", box=None, pad_edge=False)
    for error in errors:
        table.add_row(str(error.row or ""), safe(error.column), safe(russian(error.message)))
    err.print(table)


def _placed(sent: tuple[College, ...], cluster: str) -> tuple[College, ...]:
    """Colleges whose rows name no cluster are of the one that the clerk names."""
    name = " ".join(cluster.split())
    if not name:
        return sent
    return tuple(
        replace(
            one,
            memberships=tuple(
                replace(place, cluster=place.cluster or name)
                for place in one.memberships or (Membership(cluster=name),)
            ),
        )
        for one in sent
    )


def _policy(settings: Settings) -> AddressPolicy:
    return AddressPolicy(tuple(map(parse_allow, settings.allow)))


def _asked(submission: Submission, settings: Settings) -> Submission:
    """The submission with what its sites answer; Ctrl-C ends the command, nothing is written."""
    urls = addresses_of(submission)
    columns = (
        TextColumn("{task.description}"),
        *(BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()),
    )
    with Progress(*columns, console=err, transient=True) as progress:
        task = progress.add_task("Спрашиваю сайты", total=len(urls))
        asking = Asking(
            client=means(settings, settings.data_dir / "archive").client,
            robot=robot_name(settings.user_agent),
            enough=_enough(submission),
            asked=lambda url: progress.advance(task),
        )
        try:
            answers = asyncio.run(ask(urls, asking))
        finally:
            cage.close()
    words = texts(settings.edition)
    return with_answers(submission, answers, words.outcome)


def _enough(submission: Submission) -> Enough:
    """Whether pages tell already that the site is of each college that is said to have it."""
    owners: dict[str, list[College]] = {}
    for one in submission.proposals:
        owners.setdefault(one.college.url, []).append(one.college)

    def enough(url: str, pages: tuple[Told, ...]) -> bool:
        return all(same_organisation(one, pages).answer == "same" for one in owners[url])

    return enough


def _print(submission: Submission) -> None:
    """The whole comparison, doubts beside what they are about."""
    for verdict, head in _HEADS:
        found = submission.of(verdict)
        if found:
            out.print(f"[bold]{head}: {count_ru(len(found), *_COLLEGES)}[/bold]")
        for proposal in found:
            _print_proposal(proposal)
    same = submission.of("same")
    if same:
        out.print(f"[bold]Без изменений: {count_ru(len(same), *_COLLEGES)}[/bold]")
    for proposal in same:
        if proposal.doubts:
            _print_proposal(proposal)
    _print_missing(submission.missing)


def _print_proposal(proposal: Proposal) -> None:
    college = proposal.college
    number = f"№ {college.id} " if college.id else ""
    clusters = ", ".join(one.cluster for one in college.memberships if one.cluster)
    places = f" ({safe(clusters)})" if clusters else ""
    out.print(f"  {number}{safe(college.name)} — {safe(readable(college.url))}{places}")
    for change in changes(proposal.differences):
        out.print(f"      {safe(change)}")
    for doubt in proposal.doubts:
        out.print(f"      [{'red' if doubt.weighs else 'yellow'}]{safe(said(doubt))}[/]")
        if doubt.advice:
            out.print(f"        {safe(sentence(doubt.advice))}", style="dim")


def _print_missing(missing: tuple[College, ...]) -> None:
    if not missing:
        return
    out.print(
        f"[bold]Есть в реестре, а в файле нет: {count_ru(len(missing), *_COLLEGES)}[/bold] "
        "(никто не удаляется)"
    )
    for college in missing[:SHOWN_MISSING]:
        out.print(f"  № {college.id} {safe(college.name)} — {safe(readable(college.url))}")
    if len(missing) > SHOWN_MISSING:
        out.print(f"  и ещё {len(missing) - SHOWN_MISSING}")


def _write(file: Path, submission: Submission) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_review(file, submission)
    except (OSError, FileCreateError) as error:
        why = error.args[0] if isinstance(error, FileCreateError) else error
        fail(f"Не удалось записать {file}: {why.strerror}. Закройте файл и проверьте папку.")
    out.print(f"Записано: {safe(str(file))}")


def _decide(desk: Desk, submission: Submission, accept: bool, with_doubts: bool) -> None:
    """Takes what is accepted: by the call, or by a person's answer where there is a person."""
    news = submission.news
    clear = tuple(one for one in news if not one.is_doubtful)
    if not news:
        out.print("Принимать нечего: в реестре всё это уже есть.")
        return
    doubtful = count_ru(len(news) - len(clear), "строка", "строки", "строк")
    out.print(f"Новое или изменённое: {len(news)}; с сомнениями: {doubtful}.")
    if not accept and not is_person_there():
        out.print(
            "Ничего не изменено. Принять всё без сомнений: --accept, всё: --accept "
            "--with-doubts, выборочно: --out сверка.xlsx, затем --decisions сверка.xlsx."
        )
        return
    _take(desk, (news if with_doubts else clear) if accept else _answered(news, clear))


def is_person_there() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty()


def _answered(news: tuple[Proposal, ...], clear: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    """What a person accepts; anything but a clear word is «нет»."""
    choices = {"да": clear, "всё": news, "все": news}
    out.print("Принять? да — всё без сомнений; всё — и сомнительное; Enter — ничего")
    try:
        return choices.get(out.input("> ").strip().casefold(), ())
    except EOFError:
        return ()


def _decided(submission: Submission, taken: tuple[Decision, ...]) -> tuple[Proposal, ...]:
    """The proposals that a clerk accepted; refuses what was not shown so."""
    if not taken:
        fail("В книге нет ни одного решения: напишите «да» или «нет» в столбце «Принять».")
    shown = {one.print: one for one in submission.news}
    strange = [one for one in taken if one.is_accepted and one.print not in shown]
    if strange:
        rows = ", ".join(f"{one.row} («{one.college}»)" for one in strange[:5])
        fail(
            f"С тех пор как сверка записана, изменился реестр или файл: строки {rows}. "
            "Ничего не записано: запишите сверку заново (--out) и решите ещё раз."
        )
    return tuple(shown[one.print] for one in taken if one.is_accepted)


def _take(desk: Desk, accepted: tuple[Proposal, ...]) -> None:
    if not accepted:
        out.print("Ничего не принято, реестр не изменён.")
        return
    saved = store.accept(
        desk.engine,
        [
            store.Accepted(college=one.college, before=one.before, beside=one.beside)
            for one in accepted
        ],
    )
    out.print(f"Принято. Добавлено: {saved.added}, изменено: {saved.updated}.")
