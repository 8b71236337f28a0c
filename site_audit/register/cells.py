"""Cells: the words of one cell become a value, or a sentence on what to change."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from site_audit import address
from site_audit.register.columns import ROLES
from site_audit.text import fold, squeeze

LONGEST = 1000  # characters of one name; longer ones are slips of copying
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_ZERO_WIDTH = re.compile("[\u00ad\u200b\u2060\ufeff]")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_DATE = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})")
_ISO_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_INN_WEIGHTS = (2, 4, 10, 3, 5, 9, 4, 6, 8)


class CellRefusedError(ValueError):
    """A cell that cannot be used; the message is Russian and says what to write instead."""


def words(cell: str) -> str:
    """Text of a cell on one line, without signs that nobody sees."""
    text = squeeze(unicodedata.normalize("NFC", _ZERO_WIDTH.sub("", _CONTROL.sub(" ", cell))))
    if len(text) > LONGEST:
        raise CellRefusedError(f"слишком длинно ({len(text)} знаков); уложитесь в {LONGEST}")
    return text


def employers(cell: str) -> tuple[str, ...]:
    """Names parted by semicolons or line breaks."""
    return tuple(dict.fromkeys(filter(None, map(words, re.split(r"[;\n\r]", cell)))))


def inn(cell: str) -> str:
    """ИНН of an organisation: ten digits, the last of which checks the others.

    Spreadsheets eat the leading zero of a number; it is put back when the check agrees.
    """
    digits = re.sub(r"[\s'\u00a0]", "", cell)
    if not digits:
        return ""
    if not re.fullmatch(r"[0-9]{9,10}", digits):
        raise CellRefusedError(f"«{words(cell)}» — не ИНН организации; нужно ровно 10 цифр")
    digits = digits.zfill(10)
    total = sum(weight * int(digit) for weight, digit in zip(_INN_WEIGHTS, digits, strict=False))
    if total % 11 % 10 != int(digits[9]):
        raise CellRefusedError(
            f"в ИНН {words(cell)} ошибка: не сходится контрольная цифра; сверьте его"
        )
    return digits


def site(cell: str) -> str:
    """One address of a site in normal form."""
    text = words(cell)
    if re.search(r"[\s;,]", text):
        raise CellRefusedError(
            "в ячейке несколько слов или адресов; оставьте один адрес, остальные перенесите "
            "в столбец «Дополнительные адреса»"
        )
    return _site(text)


def sites(cell: str) -> tuple[str, ...]:
    """Addresses parted by semicolons, commas or spaces, in normal form."""
    return tuple(dict.fromkeys(map(_site, re.split(r"[\s;,]+", words(cell).strip(" ;,")))))


def email(cell: str) -> str:
    """One or several e-mail addresses, joined by commas."""
    written = re.split(r"[\s;,]+", words(cell).strip(" ;,"))
    for one in written:
        if not _EMAIL.fullmatch(one):
            raise CellRefusedError(
                f"«{one}» — не адрес электронной почты; нужен вид name@college.ru"
            )
    return ", ".join(written)


def role(cell: str) -> str:
    """``base`` or ``network``."""
    said = fold(words(cell))
    for name, russian in ROLES:
        if said.removesuffix(" организация").removesuffix(" площадка") == russian:
            return name
    raise CellRefusedError(f"роль «{words(cell)}» неизвестна; напишите «базовая» или «сетевая»")


def consent(cell: str, today: date) -> date | None:
    """«нет»: None; «да» with a date, or a date: that date; «да» alone: ``today``."""
    said = fold(words(cell))
    if said.startswith("нет") or said == "-":
        return None
    found = _DATE.search(said) or _ISO_DATE.search(said)
    rest = said.replace(found.group(), "") if found else said
    if rest.strip(" ,.;:сг") not in ("", "да"):
        raise CellRefusedError(
            f"«{words(cell)}» не понято; напишите «нет» или «да» с датой согласия: да, 21.11.2026"
        )
    if found is None:
        return today
    try:
        return date(*(int(found[part]) for part in ("year", "month", "day")))
    except ValueError as error:
        raise CellRefusedError(f"даты {found.group()} нет в календаре") from error


def _site(text: str) -> str:
    url = address.normal(text)
    host = address.host_of(url)
    if not url or not ("." in host or address.is_ip(host) or host == "localhost"):
        raise CellRefusedError(
            f"«{text}» — не адрес сайта; нужен вид college.ru или https://college.ru/"
        )
    if "@" in text:
        raise CellRefusedError(f"«{text}» — адрес почты, а нужен адрес сайта: college.ru")
    return url
