"""Words of visual checks: what was measured, what is asked for, how much of its point is lost."""

from __future__ import annotations

from decimal import Decimal

from site_audit.model import Check
from site_audit.words import NARROW, count_ru, number_ru


def value_words(check: Check) -> str:
    """«3,2 % текста», «есть»; what was not measured, or had nothing to measure, says so."""
    if check.points is None:
        return "не измерено"
    if check.value is None:
        return "нет на сайте"
    if check.unit == "" and {check.full_at, check.zero_at} == {1, 0}:
        return "есть" if check.value >= 1 else "нет" if check.value <= 0 else "не везде"
    return _amount(check.value, check.unit)


def norm_words(check: Check) -> str:
    """«до 1 % текста», «от 1,4»; empty where there is nothing to compare."""
    if check.full_at is None or check.zero_at is None:
        return ""
    if check.unit == "" and {check.full_at, check.zero_at} == {1, 0}:
        return "есть"
    if check.unit.startswith("из "):
        return _amount(check.full_at, check.unit)
    if check.id == "menu_items":
        return "3–9 пунктов"
    if check.full_at == 0:
        return _amount(0, check.unit)
    side = "от" if check.full_at > check.zero_at else "до"
    return f"{side} {_amount(check.full_at, check.unit)}"


_FORMS = {
    "ошибок": ("ошибка", "ошибки", "ошибок"),
    "нажатий": ("нажатие", "нажатия", "нажатий"),
    "мест": ("место", "места", "мест"),
    "шрифтов": ("шрифт", "шрифта", "шрифтов"),
    "дней": ("день", "дня", "дней"),
    "пунктов": ("пункт", "пункта", "пунктов"),
    "знаков": ("знак", "знака", "знаков"),
}  # units of counts, in the form that stands after five


def _amount(value: float, unit: str) -> str:
    places = 0 if abs(value) >= 10 else 1 if abs(value) >= 1.995 or not value else 2
    number = Decimal(f"{value:.{places}f}").normalize()
    if unit in _FORMS and number == int(number):
        return count_ru(int(number), *_FORMS[unit])
    shown = number_ru(number.quantize(Decimal(1)) if number == int(number) else number)
    return f"{shown}{_gap(unit)}{unit}"


def _gap(unit: str) -> str:
    return "" if not unit else NARROW if unit.startswith("%") else " "


def sign(check: Check) -> tuple[str, str]:
    """Symbol and colour of a check."""
    if check.points is None:
        return "?", "unknown"
    if check.points >= 0.995:
        return "✓", "yes"
    return ("◐", "partly") if check.points >= 0.5 else ("✗", "no")
