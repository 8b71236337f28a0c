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
    r"|(?:раздел|страниц\w|материал\w*|информация|сведения|документы?)(?: \S+){0,3}? на (?:обновлени|доработк|модернизаци|переработк|согласовани)"
    r"|(?:пока|еще|временно) не (?:добавлен|внесен|загружен|размещен|заполнен|опубликован|готов|создан)"
    r"|\btodo\b|^(?:перенести|вставить|добавить|дописать) (?:сюда )?(?:текст|информаци|контент|содержани|описани)"
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
    "документов", "найдено", "обновлени", "модернизаци", "переработк", "согласовани", "пока не",
    "еще не", "временно не", "перенести", "вставить", "добавить", "дописать", "категории",
    "рубрике", "папке",
)  # fmt: skip
_LOREM = re.compile(
    r"\b(?:lorem|ipsum|dolore?|amet|consectetur|adipiscing|elit|tempor|incididunt|ut|et|duis|aute|irure|in|non|sed"
    r"|reprehenderit|voluptate|velit|esse|cillum|fugiat|nulla|pariatur|excepteur|sint|occaecat|cupidatat|proident|ad"
    r"|sunt|culpa|qui|officia|deserunt|mollit|anim|laborum|eiusmod|magna|aliqua|enim|minim|veniam|quis|nostrud"
    r"|exercitation|ullamco|laboris|nisi|aliquip|commodo|consequat)\b"
)
_SAMPLE = re.compile(
    r"текст\w*(?: \S+){0,6} (?:должен|должна|нужно|необходимо|подлежит)(?: быть)? замен|(?:демо|демонстрационн\w+|тестов\w+) ?-?(?:текст|страниц|контент)"
    r"|текст для (?:примера|демонстрации)"
)
_WAITING = re.compile(
    r"(?:идет )?загру(?:зка|жа(?:ем|ется|ются))\b|(?:пожалуйста,? )?подождите|loading\b"
)
_LONGEST_WAIT = 60  # signs
_APOLOGY = re.compile(
    r"(?:приносим (?:свои )?)?извинени[ея]|извините|(?:зайдите|загляните|попробуйте) "
    r"|следите за обновлениями|благодарим за понимание"
)
_DATE = (
    r"(?:[\d.,:;/() -]|\bв\b|\bг(?:ода)?\b|\bутс\b|\butc\b|\bраз\b|\b(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)\w*"
    r"|\b(?:пн|вт|ср|чт|пт|сб|вс)\b|\b(?:понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье)\b"
    r"|\b(?:super ?user|admin\w*|админ\w*|редактор\w*|пользовател\w+|автор\w*)\b)*"
)
_OF_PAGE = r"(?: (?:страниц\w+|материала|информации|раздела|сведений|данных|записи|сайта))?"
_SERVICE = re.compile(
    rf"(?:дата (?:последне(?:го|й) )?(?:обновления|изменения|модификации|публикации|редактирования|размещения){_OF_PAGE}"
    rf"|последн(?:ее|яя) (?:обновление|изменение|редактирование|модификация){_OF_PAGE}"
    r"|(?:(?:страница|материал|информация|запись) )?(?:обновлен|опубликован|размещен|добавлен|изменен|отредактирован)[оа]?|создано"
    r"|(?:количество )?(?:просмотр|посещени|комментари|голос)\w*|прочитано|рейтинг|кол-во просмотров"
    rf")\W*{_DATE}"
    r"|(?:автор|категория|рубрика|метки|теги|опубликовано в)\W.{0,60}"
    r"|(?:версия для печати|распечатать|печать|поделиться|(?:вернуться )?назад|наверх|вверх|вернуться(?: \w+){0,3})\W*"
)
_SERVICE_STARTS = frozenset(
    re.findall(
        r"\S+",
        "дата посл обно опуб разм доба изме отре созд авто кате рубр прос проч коли кол- посе рейт голо комм печа"
        " верс расп поде наза наве ввер верн мате инфо стра запи метк теги",
    )
)
_LONGEST_SERVICE = 100  # signs
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


def is_sample(line: str) -> bool:
    """«Демонстрационный текст»: the page says of itself that its text is none of its own."""
    return len(line) <= 200 and bool(_SAMPLE.search(fold(line)))


def is_service(line: str) -> bool:
    """«Дата обновления страницы 01.07.2023», «Просмотров: 15»: what an engine says on any page."""
    if len(line) > _LONGEST_SERVICE or line[:4].casefold() not in _SERVICE_STARTS:
        return False
    return bool(_SERVICE.fullmatch(fold(line)))


def is_waiting(line: str) -> bool:
    """«Загружаем список…»: the place of a text that a script brings."""
    return len(line) <= _LONGEST_WAIT and _WAITING.match(fold(line)) is not None


def is_no_data(line: str) -> bool:
    """«Нет данных»: said by the engine or by the college, who knows."""
    return _NO_DATA.fullmatch(fold(line)) is not None


def kept_lines(block: Iterable[str]) -> tuple[str, ...]:
    """The lines of a block that are more than promises."""
    told = [(line, is_stub(line)) for line in block if not is_service(line)]
    kept = tuple(line for line, stub in told if not stub)
    return kept if len(kept) == len(told) else without_translations(kept)


def without_translations(told: tuple[str, ...]) -> tuple[str, ...]:
    """Beside a promise in Russian, the lines of a national language say the same."""
    return tuple(line for line in told if not _NATIONAL.search(line))
