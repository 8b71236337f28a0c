from __future__ import annotations

import logging
import ssl
import traceback
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import trustme
from pydantic import SecretStr
from sqlalchemy import Engine, delete

from site_audit.followup import mail as mailing
from site_audit.followup.carriers import Carrier
from site_audit.followup.mail import (
    Attachment,
    From,
    LetterKey,
    Mail,
    MailError,
    eml,
    key_of,
    retry,
    send,
    smtp,
)
from site_audit.followup.message import mailbox, written
from site_audit.settings import Settings
from site_audit.store import clean_text, open_database, tables
from site_audit.store.database import writing
from site_audit.store.letters import claim_letter, mailed_letters
from tests.post_office import PostOffice, post_office
from tests.test_report import NAUGHTY

SECRET = "t0p-secret-word"
KEY = LetterKey(purpose="letter", judgement_id=3, about="Кластер 1")
MAIL = Mail(
    recipient="info@college.example",
    subject="О проверке сайтов: «Кластер машиностроения»",
    text="Уважаемая Мария Петровна!\nПисьмо во вложении.",
    attachments=(Attachment(name="Кластер машиностроения.docx", content=b"PK\x03\x04"),),
    key=KEY,
)


@pytest.fixture(scope="module")
def database() -> Iterator[Engine]:
    made = open_database("sqlite://")
    yield made
    made.dispose()


@pytest.fixture
def engine(database: Engine) -> Engine:
    """One without letters."""
    with writing(database) as connection:
        connection.execute(delete(tables.letter))
    return database


def settings(office: PostOffice, **values: Any) -> Settings:
    given = {
        "smtp_host": "127.0.0.1",
        "smtp_port": office.port,
        "smtp_security": "none",
        "mail_from": "audit@irpo.example",
        "organisation": "Институт, «ИРПО»",
        "answer_to": "otvet@irpo.example",
        **values,
    }
    return Settings(**given)


def post(engine: Engine, office: PostOffice, *mails: Mail, **values: Any) -> list[str]:
    carried = send(engine, mails or (MAIL,), smtp(settings(office, **values)), pause=0)
    return [one.state for one in carried]


def states(engine: Engine) -> list[tuple[str, str]]:
    return [(one.state, one.recipient) for one in mailed_letters(engine)]


def read(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)  # type: ignore[return-value]


def test_a_letter_arrives_whole_and_is_logged(engine: Engine) -> None:
    with post_office() as office:
        assert post(engine, office) == ["sent"]
    ((to, raw),) = office.received
    got = read(raw)
    assert to == "info@college.example"
    assert got["Subject"] == MAIL.subject
    assert got["From"].addresses[0].display_name == "Институт, «ИРПО»"
    assert got["From"].addresses[0].addr_spec == "audit@irpo.example"
    assert got["Reply-To"] == "otvet@irpo.example"
    body = got.get_body()
    assert body is not None
    assert body.get_content().splitlines() == MAIL.text.splitlines()
    (file,) = got.iter_attachments()
    assert file.get_filename() == "Кластер машиностроения.docx"
    assert file.get_content() == b"PK\x03\x04"
    (logged,) = mailed_letters(engine)
    assert (logged.state, logged.judgement_id, logged.purpose) == ("sent", 3, "letter")
    assert logged.message_id == got["Message-ID"]
    assert logged.sent_at is not None
    raw.decode("ascii")  # any server takes it


def test_a_letter_goes_out_once_however_often_it_is_asked_for(engine: Engine) -> None:
    again = replace(MAIL, recipient=" INFO@college.example", subject="Другая тема")
    with post_office() as office:
        assert post(engine, office, MAIL, MAIL, again) == ["sent", "known", "known"]
        assert post(engine, office) == ["known"]
    assert len(office.received) == 1


def test_one_mailbox_may_answer_for_two_clusters(engine: Engine) -> None:
    other = replace(MAIL, key=replace(KEY, about="Кластер 2"))
    order = replace(MAIL, key=LetterKey(purpose="instruction", instruction_id=3))
    with post_office() as office:
        assert post(engine, office, MAIL, other, order) == ["sent"] * 3
    assert office.connections == 2  # one for all letters, one that closed the office
    assert len({read(raw)["Message-ID"] for _, raw in office.received}) == 3


@pytest.mark.parametrize(
    "answers", [{"RCPT": "550 нет такого"}, {"DATA": "554 no"}, {".": "552 too big"}]
)
def test_a_refused_letter_is_told_and_may_be_tried_again(
    engine: Engine, answers: dict[str, str]
) -> None:
    with post_office(answers=answers) as office:
        assert post(engine, office) == ["failed"]
    (logged,) = mailed_letters(engine)
    assert logged.state == "failed"
    assert next(iter(answers.values())).split(" ")[0] in logged.trouble
    with post_office() as office:
        assert post(engine, office) == ["sent"]
    assert states(engine) == [("sent", "info@college.example")]


def test_one_refused_letter_does_not_hold_up_the_others(engine: Engine) -> None:
    other = replace(MAIL, recipient="other@college.example")
    with post_office(refused=("info@college.example",)) as office:
        assert post(engine, office, MAIL, other) == ["failed", "sent"]
    assert [to for to, _ in office.received] == ["other@college.example"]


def test_a_letter_lost_after_it_was_given_is_not_sent_again(engine: Engine) -> None:
    with post_office(cut_at=".") as office:
        (one,) = send(engine, [MAIL], smtp(settings(office)), pause=0)
    assert one.state == "unclear"
    assert "неизвестно" in one.trouble
    with post_office() as office:
        assert post(engine, office) == ["known"]
        assert not office.received
        assert retry(engine, key_of(MAIL))
        assert post(engine, office) == ["sent"]
    assert not retry(engine, key_of(MAIL))  # it is known to have gone


@pytest.mark.parametrize("command", ["EHLO", "MAIL", "RCPT"])
def test_a_connection_lost_before_the_letter_has_sent_nothing(engine: Engine, command: str) -> None:
    other = replace(MAIL, recipient="other@college.example")
    with post_office(cut_at=command) as office:
        assert post(engine, office, MAIL, other) == ["failed", "waiting"]
    with post_office() as office:
        assert post(engine, office, MAIL, other) == ["sent", "sent"]


def test_a_server_that_closes_after_each_letter_is_called_again(engine: Engine) -> None:
    mails = [replace(MAIL, recipient=f"n{number}@college.example") for number in range(3)]
    with post_office(letters_each=1) as office:
        assert post(engine, office, *mails) == ["sent"] * 3


def test_nobody_at_the_door_stops_the_post_and_says_which_setting(engine: Engine) -> None:
    with post_office() as office:
        pass
    carried = send(engine, [MAIL, MAIL], smtp(settings(office)), pause=0)
    assert [one.state for one in carried] == ["failed", "waiting"]
    assert "smtp_host" in carried[0].trouble


class Killed(BaseException):
    pass


class Dying:
    """A carrier whose process dies at one of its steps."""

    remembers = True
    sender = From(address="audit@irpo.example")

    def __init__(self, step: str) -> None:
        self.step = step

    def begin(self, message: EmailMessage) -> None:
        self.die("begin")

    def deliver(self, message: EmailMessage) -> None:
        self.die("deliver")

    def die(self, step: str) -> None:
        if step == self.step:
            raise Killed

    def close(self) -> None:
        pass


def test_who_is_killed_while_sending_leaves_the_letter_to_a_person(engine: Engine) -> None:
    with pytest.raises(Killed):
        send(engine, [MAIL], Dying("deliver"))
    assert states(engine) == [("sending", "info@college.example")]
    with post_office() as office:
        assert post(engine, office) == ["known"]
    assert not office.received


def test_who_interrupts_before_the_letter_is_given_may_send_it_later(engine: Engine) -> None:
    carrier: Carrier = Dying("begin")
    with pytest.raises(Killed):
        send(engine, [MAIL], carrier)
    with post_office() as office:
        assert post(engine, office) == ["sent"]


def test_a_letter_that_another_process_is_sending_is_left_to_it(engine: Engine) -> None:
    assert claim_letter(engine, KEY, MAIL.recipient, subject="", message_id="<1@a>")
    with post_office() as office:
        assert post(engine, office) == ["known"]
    assert not office.received


def test_a_dry_run_writes_files_and_logs_nothing(engine: Engine, tmp_path: Path) -> None:
    other = replace(MAIL, recipient="не адрес")
    carried = send(engine, [MAIL, MAIL, other], eml(tmp_path / "out"))
    assert [one.state for one in carried] == ["written", "written", "failed"]
    files = sorted((tmp_path / "out").iterdir())
    assert len(files) == 2
    for file in files:
        got = read(file.read_bytes())
        assert got["To"] == "info@college.example"
        assert got["Subject"] == MAIL.subject
    assert mailed_letters(engine) == ()
    with post_office() as office:
        assert post(engine, office) == ["sent"]


@pytest.mark.parametrize("length", range(20, 60))
def test_no_space_of_a_long_subject_or_sender_is_lost(length: int) -> None:
    told = f"{'К' * length} государственное бюджетное профессиональное учреждение «Лицей № 5»"
    sender = From(address="audit@irpo.example", name=told)
    # Python's newer parser puts spaces between encoded words of names itself: the older one reads.
    got = message_from_bytes(written(replace(MAIL, subject=told), sender).as_bytes())
    assert str(make_header(decode_header(got["Subject"]))) == told
    assert str(make_header(decode_header(got["From"]))) == f"{told} <audit@irpo.example>"


@pytest.mark.parametrize("text", [*NAUGHTY, "тема\r\nBcc: evil@x.example\r\n\r\nтело", "a\nb"])
def test_nothing_in_a_letter_becomes_a_header(engine: Engine, text: str) -> None:
    nasty = Mail(
        recipient=MAIL.recipient,
        subject=text,
        text=text,
        attachments=(Attachment(name=text, content=b"1"),),
        key=replace(KEY, about=text),
    )
    with post_office() as office:
        assert post(engine, office, nasty, organisation=clean_text(text[:200])) == ["sent"]
    ((_, raw),) = office.received
    got = read(raw)
    assert not got.defects
    assert sorted(got.keys()) == sorted(
        ("To", "From", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type")
    )
    assert [one.addr_spec for one in got["To"].addresses] == [MAIL.recipient]
    (file,) = got.iter_attachments()
    assert file.get_content() == b"1"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "нет",
        "a@b",
        "a b@c.ru",
        "a@b.ru, c@d.ru",
        "a@b.ru;c@d.ru",
        "Иванова <a@b.ru>",
        "a@b.ru\r\nRCPT TO:<evil@x.ru>",
        "a@@b.ru",
        "a..b@c.ru",
        "a@-b.ru",
        "a@b..ru",
        '"a b"@c.ru',
        f"{'a' * 65}@b.ru",
        "приёмная@college.example",
        *NAUGHTY,
    ],
)
def test_what_is_no_address_is_refused_in_words_before_the_server_hears(
    engine: Engine, address: str
) -> None:
    with post_office() as office:
        assert post(engine, office, replace(MAIL, recipient=address)) == ["failed"]
    assert not office.heard
    assert "реестре" in mailed_letters(engine)[0].trouble


def test_a_cyrillic_domain_is_told_to_servers_in_their_letters(engine: Engine) -> None:
    assert mailbox(" info@Колледж.РФ ") == "info@xn--d1abenfat.xn--p1ai"
    with post_office() as office:
        post(engine, office, replace(MAIL, recipient="info@колледж.рф"))
        twin = replace(MAIL, recipient="info@xn--d1abenfat.xn--p1ai")
        assert post(engine, office, twin) == ["known"]
    assert office.received[0][0] == "info@xn--d1abenfat.xn--p1ai"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def server_tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_the_password_goes_over_tls_to_a_server_that_is_known(
    engine: Engine, authority: trustme.CA, tmp_path: Path, security: str
) -> None:
    bundle = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(bundle)
    login = {"smtp_user": "u", "smtp_password": SecretStr(SECRET), "smtp_security": security}
    with post_office(
        tls=server_tls(authority), wrapped=security == "tls", password=SECRET
    ) as office:
        assert post(engine, office, **login) == ["failed"]  # a stranger's certificate
        assert not any("AUTH" in line or "RCPT" in line for line in office.heard)
        assert "ca_bundle" in mailed_letters(engine)[0].trouble
        assert post(engine, office, ca_bundle=bundle, **login) == ["sent"]
    assert len(office.received) == 1


def test_a_server_without_starttls_gets_no_letter(engine: Engine) -> None:
    with post_office() as office:
        assert post(engine, office, smtp_security="starttls") == ["failed"]
    assert not any("RCPT" in line for line in office.heard)


def test_the_password_is_in_no_words_and_no_log(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    told: list[str] = []
    for secret in (SECRET, "пароль-" + SECRET):
        login = {"smtp_user": "u", "smtp_password": SecretStr(secret)}
        with post_office(password="other") as office:
            (one,) = send(engine, [MAIL], smtp(settings(office, **login)), pause=0)
        assert one.state == "failed"
        told += [one.trouble, *(row.trouble for row in mailed_letters(engine))]
    answers = {"RCPT": f"550 you said {SECRET}"}
    login = {"smtp_user": "u", "smtp_password": SecretStr(SECRET)}
    with post_office(password=SECRET, answers=answers) as office:
        carrier = smtp(settings(office, **login))
        message = mailing.written(MAIL, carrier.sender)
        with pytest.raises(mailing.NotSent) as raised:
            carrier.begin(message)
        carrier.close()
    told += ["".join(traceback.format_exception(raised.value)), repr(settings(office, **login))]
    assert SECRET not in "".join(told) + caplog.text
    assert "smtp_password" in told[0]


def test_no_password_goes_over_an_open_line() -> None:
    office = PostOffice(port=25)
    with pytest.raises(MailError, match="без шифрования"):
        smtp(settings(office, smtp_host="mail.example", smtp_user="u"))


def test_mail_is_off_until_there_is_a_server_and_a_sender() -> None:
    office = PostOffice(port=25)
    with pytest.raises(MailError, match="smtp_host"):
        smtp(settings(office, smtp_host=""))
    with pytest.raises(MailError, match="mail_from"):
        smtp(settings(office, mail_from=""))


def test_letters_keep_their_distance(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(mailing.time, "sleep", waited.append)
    other = replace(MAIL, recipient="other@college.example")
    with post_office() as office:
        send(engine, [MAIL, MAIL, other], smtp(settings(office)))
    assert waited == [mailing.PAUSE] * 2
