"""The Russian of the command line: what libraries and the system say in English.

Their words come inside of messages, so they are known by patterns; what no pattern knows stays as
it was. The tests call commands wrongly in every way and look for English.
"""

from __future__ import annotations

import errno
import os
import re

_TYPER = (
    (r"Missing argument '(.+)'\.", r"Не указано: \1."),
    (r"Missing option '(.+)'\.", r"Не указан параметр \1."),
    (r"Missing command\.", "Не указана команда."),
    (r"No such command (['\"])(.*?)\1", r"Команды «\2» нет"),
    (r"No such option: (\S+)", r"Параметра \1 нет."),
    (r"\(Possible options: (.+)\)", r"Может быть, \1?"),
    (r"Did you mean ('.+')\?", r"Может быть, \1?"),
    (r"Got unexpected extra argument\(s\) \((.*)\)", r"Лишнее в команде: \1."),
    (r"Option '(.+)' requires an argument\.", r"Параметру \1 нужно значение."),
    (r"Option '(.+)' does not take a value\.", r"Параметру \1 значение не нужно."),
    (r"Invalid value for '(.+?)': ", r"\1: "),
    (r"Value error, ", ""),
    (r"(['\"]).*\1 is not one of (.+)\.", r"такого нет; бывает: \2."),
    (r"(?:file|dir|path) '(.+)' is a directory\.", r"«\1» — папка, а нужен файл."),
    (r"(?:file|dir|path) '(.+)' is not readable\.", r"файл «\1» нельзя прочитать: нет прав."),
    (r"(?:file|dir|path) '(.+)' is not writable\.", r"в файл «\1» нельзя записать: нет прав."),
    (r"'([a-z]+)'", r"«\1»"),
)
_PYDANTIC = (
    (r"Input should be a valid integer\b.*", "нужно целое число"),
    (r"Input should be a valid number\b.*", "нужно число, дробная часть — через точку"),
    (r"Input should be a finite number", "нужно обычное число"),
    (r"Input should be greater than or equal to (\S+)", r"нужно число не меньше \1"),
    (r"Input should be less than or equal to (\S+)", r"нужно число не больше \1"),
)
_SYSTEM = tuple(
    (re.escape(os.strerror(code)), words)
    for code, words in (
        (errno.ENOENT, "нет такого файла или папки"),
        (errno.EACCES, "нет прав"),
        (errno.EPERM, "нет прав"),
        (errno.EISDIR, "это папка, а нужен файл"),
        (errno.ENOTDIR, "вместо папки стоит файл"),
        (errno.EEXIST, "на этом месте уже есть файл"),
        (errno.EROFS, "диск открыт только для чтения"),
        (errno.ENOSPC, "на диске нет места"),
        (errno.EDQUOT, "на диске нет места"),
        (errno.ENAMETOOLONG, "слишком длинное имя"),
        (errno.EBUSY, "файл занят другой программой"),
        (errno.EIO, "диск отвечает ошибкой"),
        (errno.EADDRINUSE, "порт занят другой программой"),
        (errno.EADDRNOTAVAIL, "у этой машины нет такого адреса"),
        (errno.ECONNREFUSED, "там никто не отвечает"),
        (errno.ECONNRESET, "соединение оборвалось"),
        (errno.ETIMEDOUT, "ответа нет слишком долго"),
        (errno.ENETUNREACH, "нет сети"),
        (errno.EHOSTUNREACH, "машина недоступна"),
    )
)
_SQLITE = (
    (r"attempt to write a readonly database", "нет права записи"),
    (r"unable to open database file", "файл не открывается"),
    (r"file is not a database", "это не база данных"),
    (r"database is locked", "она занята другой программой"),
    (r"database or disk is full", "на диске нет места"),
    (r"database disk image is malformed", "файл повреждён"),
    (r"disk I/O error", "диск отвечает ошибкой"),
)
_POSTGRES = (
    (r"connection (?:failed|is bad): ", ""),
    (r"connection to server at \"([^\"]+)\"(?: \([^)]*\))?, port (\d+) failed: ", r"\1, порт \2: "),
    (r"connection to server on socket \"([^\"]+)\" failed: ", r"\1: "),
    (r"(?:FATAL|ERROR): +", ""),
    (r"failed to resolve host '([^']+)': [^\n]*?(?=\. Пров|$)", r"машина «\1» не найдена"),
    (r"password authentication failed for user \"(.*?)\"", r"пароль пользователя «\1» не подошёл"),
    (r"(?:fe_sendauth: )?no password supplied", "нужен пароль"),
    (r"role \"(.*?)\" does not exist", r"пользователя «\1» нет"),
    (r"database \"(.*?)\" does not exist", r"базы «\1» нет"),
    (r"no pg_hba\.conf entry for [^\n]*?(?=\. Пров|$)", "сервер не пускает нас (файл pg_hba.conf)"),
    (r"permission denied for (?:schema|table|database) (\S+?)(?=\.? |$)", r"нет прав на \1"),
    (r"connection timeout expired", "ответа нет слишком долго"),
    (r"server closed the connection unexpectedly", "сервер закрыл соединение"),
    (r"the connection is (?:lost|closed)", "соединение оборвалось"),
    (r"terminating connection due to administrator command", "сервер остановлен"),
    (r"the database system is starting up", "сервер ещё запускается"),
    (r"the database system is shutting down", "сервер останавливается"),
    (r"(?:sorry, )?too many clients already", "у сервера слишком много соединений"),
)
_PYTHON = (
    (r"\[Errno \d+\] (.+?): '.*?'", r"\1"),
    (r"\[Errno -\d+\] [A-Z][a-z ]+", "такого имени машины нет"),
    (r"\[Errno \d+\] ", ""),
    (r"(не читается: )[^\n]*? \(at line (\d+), column \d+\)", r"\1ошибка в строке \2"),
    (r"(не читается: )[^\n]*? \(at end of document\)", r"\1текст обрывается"),
    (r"'utf-8' codec can't decode[^\n]*?: [a-z ]+", "кодировка не UTF-8"),
)
_PATTERNS = tuple(
    (re.compile(pattern), russian)
    for pattern, russian in (*_POSTGRES, *_TYPER, *_PYDANTIC, *_PYTHON, *_SYSTEM, *_SQLITE)
)


def russian(message: str) -> str:
    """A message with the English of others put into Russian."""
    for pattern, words in _PATTERNS:
        message = pattern.sub(words, message)
    return message


def of_system(error: OSError) -> str:
    """What the system refused: with which file, why, what to look at."""
    where = f"{error.filename}: " if error.filename else ""
    why = russian(error.strerror or str(error))
    return f"Не получается открыть или записать. {where}{why}. Проверьте путь, права и место."
