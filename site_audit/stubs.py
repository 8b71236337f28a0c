"""Words that stand where content should: promises, apologies, «загружаем…», «не предусмотрено»."""

from __future__ import annotations

import re
from collections.abc import Iterable

from site_audit.text import fold

_NATIONAL = re.compile(r"[әөүҗңһғҡҙҫӑӗӳӹӓӧӱӝӟӥӵӈӄҥҕӣӯқҳҷ]", re.IGNORECASE)  # letters Russian lacks
NOTHING_TO_SHOW = re.compile(
    r"отсутству|не предусмотрен|не осуществля|не оказыва|не имеется|не ведется|не заключ|не проводи"
    r"|не реализу|^нет\b|: ?нет\b|- ?нет\b|\bнет\W*$|не предоставля"
)
_PLACEHOLDER = re.compile(
    r"в (?:стадии )?(?:разработк|наполнени|заполнени|доработк)|на стадии (?:разработк|наполнени|заполнени|подготовк)"
    r"|информация (?:обновляется|уточняется|готовится|появится|будет|отсутствует на сайте)"
    r"|(?:раздел|страница|материал\w*|контент)(?: \S+){0,3}? (?:пока )?(?:пуст|наполня|обновля|готов|заполня|в работе)"
    r"|контент страницы|содержимое страницы|lorem ipsum|dolor sit amet|скоро (?:здесь|тут|появ|будет)"
    r"|здесь (?:скоро )?(?:будет|появится)|under construction|coming soon|ведутся (?:технические )?работы"
    r"|идет наполнение|сайт (?:находится )?на реконструкции|раздел на реконструкции|нет данных для отображения"
    r"|(?:материалов|записей|файлов|документов)(?: в категории)?\s*[:-]\s*0\b|материалов не найдено|в (?:этой|данной) (?:категории|рубрике|папке) (?:пока )?нет|(?:материалов|записей|публикаций) (?:пока )?нет|записей не найдено|ничего не найдено"
)
# Whatever ``_PLACEHOLDER`` finds holds one of these: looking for them is ten times as quick.
_PROMISES = (
    "разработк", "наполн", "заполн", "доработк", "подготовк", "информация", "раздел", "страниц",
    "материал", "контент", "содержимое", "lorem", "dolor", "скоро", "здесь", "construction",
    "coming", "ведутся", "реконструкции", "данных", "записей", "публикаций", "файлов",
    "документов", "найдено", "категории", "рубрике", "папке",
)  # fmt: skip
_LOREM = re.compile(
    r"\b(?:lorem|ipsum|dolore?|amet|consectetur|adipiscing|elit|tempor|incididunt|ut|et|duis|aute|irure|in|non|sed"
    r"|reprehenderit|voluptate|velit|esse|cillum|fugiat|nulla|pariatur|excepteur|sint|occaecat|cupidatat|proident|ad"
    r"|sunt|culpa|qui|officia|deserunt|mollit|anim|laborum|eiusmod|magna|aliqua|enim|minim|veniam|quis|nostrud"
    r"|exercitation|ullamco|laboris|nisi|aliquip|commodo|consequat)\b"
)
_WAITING = re.compile(
    r"(?:идет )?загру(?:зка|жа(?:ем|ется|ются))\b|(?:пожалуйста,? )?подождите|loading\b"
)
_LONGEST_WAIT = 60  # signs
_APOLOGY = re.compile(
    r"(?:приносим (?:свои )?)?извинени[ея]|извините|(?:зайдите|загляните|попробуйте) "
    r"|следите за обновлениями|благодарим за понимание"
)
_NO_DATA = re.compile(r"нет данных\W*")


def is_stub(line: str) -> bool:
    """Whether a line only promises content («раздел в разработке», Lorem ipsum) or is sorry."""
    if line.isascii():
        folded = fold(line[:400])
        return bool(_PLACEHOLDER.search(folded)) or len(_LOREM.findall(folded)) >= 4
    folded = fold(line) if len(line) <= 200 else ""
    if _APOLOGY.match(folded):
        return True
    return any(map(folded.__contains__, _PROMISES)) and bool(_PLACEHOLDER.search(folded))


def is_waiting(line: str) -> bool:
    """«Загружаем список…»: the place of a text that a script brings."""
    return len(line) <= _LONGEST_WAIT and _WAITING.match(fold(line)) is not None


def is_no_data(line: str) -> bool:
    """«Нет данных»: said by the engine or by the college, who knows."""
    return _NO_DATA.fullmatch(fold(line)) is not None


def kept_lines(block: Iterable[str]) -> tuple[str, ...]:
    """The lines of a block that are more than promises."""
    told = [(line, is_stub(line)) for line in block]
    kept = tuple(line for line, stub in told if not stub)
    return kept if len(kept) == len(told) else without_translations(kept)


def without_translations(told: tuple[str, ...]) -> tuple[str, ...]:
    """Beside a promise in Russian, the lines of a national language say the same."""
    return tuple(line for line in told if not _NATIONAL.search(line))
