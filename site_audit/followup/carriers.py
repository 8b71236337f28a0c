"""Carriers: what takes a message away, a folder of .eml files or a mail server.

``begin`` ends before the server has been given the letter: whatever fails there, nothing was sent.
``deliver`` gives it: where that is cut off, nobody knows.
"""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

from site_audit.followup.message import From, MailError, sender_of
from site_audit.pack.file_names import FileNames
from site_audit.settings import Settings
from site_audit.words import plain

TIMEOUT = 60  # seconds that a mail server may be silent
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_TAKEN = (250, 251)
_AWAY = 421  # the server's word for «I am closing»


class NotSent(Exception):  # noqa: N818 - an outcome, not our mistake
    """The letter surely did not go out; ``for_all``: neither would the next ones."""

    def __init__(self, words: str, *, for_all: bool = False) -> None:
        super().__init__(words)
        self.for_all = for_all


class Unclear(Exception):  # noqa: N818 - an outcome, not our mistake
    """The letter may have gone out."""


class Carrier(Protocol):
    """Takes messages of ``sender``; one that does not ``remember`` sends nothing."""

    sender: From
    remembers: bool

    def begin(self, message: EmailMessage) -> None:
        """All that comes before the letter itself. Raises NotSent."""

    def deliver(self, message: EmailMessage) -> None:
        """The letter itself. Raises NotSent or Unclear."""

    def close(self) -> None:
        """No more letters."""


def eml(folder: Path, sender: From | None = None) -> Carrier:
    """A dry run: each letter becomes a file that mail programs open as a draft."""
    return _Folder(folder, sender or From())


def smtp(settings: Settings) -> Carrier:
    """The mail server of the settings. Raises MailError when they are not enough."""
    if not settings.smtp_host:
        raise MailError("Почта выключена: укажите почтовый сервер в настройке smtp_host.")
    is_open = settings.smtp_security == "none" and settings.smtp_host not in _LOOPBACK
    if is_open and settings.smtp_user:
        raise MailError(
            "Пароль почты нельзя передавать без шифрования: укажите smtp_security = starttls или "
            "tls, либо уберите smtp_user."
        )
    return _Server(settings)


class _Folder:
    remembers = False

    def __init__(self, folder: Path, sender: From) -> None:
        self.sender = sender
        self._folder = folder
        self._names = FileNames()

    def begin(self, message: EmailMessage) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _folder_trouble(self._folder, error) from error

    def deliver(self, message: EmailMessage) -> None:
        message["X-Unsent"] = "1"
        name = self._names.name(f"{message['Subject']} {message['To']}", ".eml")
        try:
            (self._folder / name).write_bytes(message.as_bytes())
        except OSError as error:
            raise _folder_trouble(self._folder, error) from error

    def close(self) -> None:
        pass


def _folder_trouble(folder: Path, error: OSError) -> NotSent:
    return NotSent(f"В папку {folder} не записать: {error.strerror}.", for_all=True)


class _Server:
    remembers = True

    def __init__(self, settings: Settings) -> None:
        self.sender = sender_of(settings)
        self._settings = settings
        self._tls = _trust(settings)
        self._smtp: smtplib.SMTP | None = None

    def begin(self, message: EmailMessage) -> None:
        try:
            server = self._connection()
            sender = server.mail(self.sender.address)
            taken = server.rcpt(message["To"].addresses[0].addr_spec)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise NotSent(self._silence(error), for_all=True) from None
        if sender[0] not in _TAKEN:
            self._forget()
            raise NotSent(self._said("Отправитель не принят", sender), for_all=True)
        if taken[0] not in _TAKEN:
            self._forget()
            raise NotSent(self._said("Получатель не принят", taken), for_all=taken[0] == _AWAY)

    def deliver(self, message: EmailMessage) -> None:
        assert self._smtp is not None  # since begin
        try:
            answer = self._smtp.data(message.as_bytes())
        except smtplib.SMTPDataError as error:  # it did not want to hear
            answer = error.smtp_code, _bytes(error.smtp_error)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Unclear(
                f"Связь с почтовым сервером оборвалась при передаче ({type(error).__name__}): "
                "дошло ли письмо, неизвестно. Спросите получателя, прежде чем отправлять снова."
            ) from None
        if answer[0] not in _TAKEN:
            self._forget()
            raise NotSent(self._said("Письмо не принято", answer), for_all=answer[0] == _AWAY)

    def close(self) -> None:
        server, self._smtp = self._smtp, None
        if server is None:
            return
        try:
            server.quit()
        except (OSError, smtplib.SMTPException):
            server.close()

    def _connection(self) -> smtplib.SMTP:
        """The open connection, or a new one: servers close those that have carried enough."""
        if self._smtp is not None and not _is_alive(self._smtp):
            self.close()
        if self._smtp is None:
            self._smtp = self._connect()
        return self._smtp

    def _connect(self) -> smtplib.SMTP:
        settings = self._settings
        name = self.sender.address.rpartition("@")[2]
        server: smtplib.SMTP
        if settings.smtp_security == "tls":
            server = smtplib.SMTP_SSL(
                settings.smtp_host, settings.smtp_port, name, timeout=TIMEOUT, context=self._tls
            )
        else:
            server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, name, timeout=TIMEOUT)
        try:
            if settings.smtp_security == "starttls":
                server.starttls(context=self._tls)
            server.ehlo_or_helo_if_needed()
            self._log_in(server)
        except BaseException:
            server.close()
            raise
        return server

    def _log_in(self, server: smtplib.SMTP) -> None:
        settings = self._settings
        if not settings.smtp_user:
            return
        try:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        except smtplib.SMTPAuthenticationError as error:
            raise _Refusal(
                f"Почтовый сервер не принял имя или пароль (код {error.smtp_code}). "
                "Проверьте smtp_user и smtp_password."
            ) from None
        except UnicodeError:
            raise _Refusal("Имя и пароль почты могут состоять только из латиницы.") from None

    def _forget(self) -> None:
        """The server's mind is cleared for the next letter, or the connection is given up."""
        try:
            if self._smtp is not None:
                self._smtp.rset()
        except (OSError, smtplib.SMTPException):
            self.close()

    def _silence(self, error: Exception) -> str:
        """Why there is no talking to the server, in words that hold no secret."""
        where = f"{plain(self._settings.smtp_host)}:{self._settings.smtp_port}"
        if isinstance(error, _Refusal):
            return str(error)
        if isinstance(error, ssl.SSLCertVerificationError):
            return (
                f"Сертификат почтового сервера {where} не прошёл проверку: {error.verify_message}. "
                "Если это ваш сервер, укажите его корневой сертификат в настройке ca_bundle."
            )
        if isinstance(error, smtplib.SMTPNotSupportedError):
            return f"Почтовый сервер {where} не умеет того, чего требует smtp_security или вход."
        if isinstance(error, smtplib.SMTPResponseException):
            return self._said(
                "Почтовый сервер отказал", (error.smtp_code, _bytes(error.smtp_error))
            )
        why = getattr(error, "strerror", None) or type(error).__name__
        return f"Почтовый сервер {where} не отвечает: {why}. Проверьте smtp_host и smtp_port."

    def _said(self, what: str, answer: tuple[int, bytes]) -> str:
        said = plain(answer[1].decode("utf-8", "replace"))[:300]
        secret = self._settings.smtp_password.get_secret_value()
        said = said.replace(secret, "***") if secret else said
        return f"{what}: {answer[0]} {said}".strip()


def _bytes(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode()


class _Refusal(smtplib.SMTPException):
    """A refusal that is in words already."""


def _is_alive(server: smtplib.SMTP) -> bool:
    try:
        return server.noop()[0] == 250
    except (OSError, smtplib.SMTPException):
        return False


def _trust(settings: Settings) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if settings.ca_bundle is not None:
        try:
            context.load_verify_locations(settings.ca_bundle)
        except (OSError, ssl.SSLError) as error:
            raise MailError(
                f"Файл сертификатов {settings.ca_bundle} (настройка ca_bundle) не читается."
            ) from error
    return context
