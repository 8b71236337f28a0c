"""Words that stand where content should: promises, samples, apologies, «не предусмотрено»."""

from __future__ import annotations

import re
from collections.abc import Iterable

from site_audit.furniture import is_service
from site_audit.text import fold

_NATIONAL = re.compile(r"[әөүҗңһғҡҙҫӑӗӳӹӓӧӱӝӟӥӵӈӄҥҕӣӯқҳҷ]", re.IGNORECASE)  # letters Russian lacks
NOTHING_TO_SHOW = re.compile(
    r"отсутству|не предусмотрен|не осуществля|не оказыва|не имеется|не ведется|не заключ|не проводи"
    r"|не реализу|^нет\b|: ?нет\b|- ?нет\b|\bнет\W*$|не предоставля"
)
_PLACE = r"(?:под)?раздел\w*|страни(?:ц|чк)\w*|материал\w*|информаци\w*|сведени\w*|данн(?:ые|ых)|контент\w*|содержимо\w*|сайт\w*|документ\w*|рубрик\w*|текст\w*|расписание|список|описани\w*"
_MAKING = r"разработк|наполнени|заполнени|создани|оформлени|формировани|составлени|подготовк|обновлени|доработк|реконструкци|модернизаци|согласовани|утверждени|подписани|редактировани|переработк|актуализаци"
_IS_MADE = r"(?:созда|наполня|заполня|обновля|дорабатыва|формиру|готов|уточня|актуализиру|редактиру|перерабатыва|собира|перенос|привод)[еияю][тя]?т?ся"
_THINGS = r"записей|материалов|статей|новостей|публикаций|документов|файлов|элементов|фотографий|фотоальбомов|объявлений|событий|содержимого|мероприятий"
_SHOWN = r"размещ|опубликован|добавлен|представлен|выложен|загружен|доступн|открыт|дополнен|заполнен|появ"
_PROMISE = re.compile(
    rf"\b(?:в|на) (?:стадии|процессе|режиме) (?:\w+ )?(?:{_MAKING})|\bв разработке\b|\bна (?:наполнени|заполнени)\w+\W*$"
    rf"|\b(?:{_PLACE})(?: [^\s.!?]+){{0,3}}? (?:на|в) (?:{_MAKING}|работе\W*$)|^(?:в|на) (?:{_MAKING})\w*\W*$"
    rf"|\b(?:{_PLACE})(?: [^\s.!?]+){{0,4}}? {_IS_MADE}|^{_IS_MADE}(?: (?:к публикации|\w*материал\w*|\w*информаци\w*).{{0,40}})?\W*$|\bсписок \w+ формируется"
    rf"|\b(?:ведется|идет|ведутся|проводится|проводятся|производится)(?: \w+){{0,3}} (?:{_MAKING}|перенос|сбор|работ[аы] (?:по|над))\S*(?: \S+){{0,2}} (?:{_PLACE})"
    rf"|идет (?:наполнение|обновление|перенос) |ведутся (?:технические )?работы|(?:профилактические|регламентные|технические) работы, (?:{_PLACE})|на техническо\w+ обслуживани"
    rf"|^[^,:;]{{0,80}}\b(?:будет|будут) (?:\w+ )?(?:{_SHOWN})|^[^,:;]{{0,80}}\bпояв(?:ится|ятся)\b|\bожидается\W*$|публикация ожидается"
    rf"|\b(?:{_PLACE})(?: [^\s.!?]+){{0,3}}? (?:скоро|вскоре|позже|позднее|будет|откроется|заработает|начнет)\b|скоро (?:здесь|тут|появ|будет|откры)|откроется в "
    r"|(?:здесь|тут) (?:\S+ )?(?:скоро )?(?:будет|будут|появ|должен|должно|должна|может быть|пусто|ничего нет)|(?:пока|еще) (?:здесь |тут )?(?:пусто|ничего нет)|пока (?:здесь|тут) |пока нет ни одно"
    rf"|(?:пока|еще|временно) не (?:\w+ )?(?:добавлен|внесен|загружен|размещен|заполнен|опубликован|готов|создан|завершен|поступил|успел)|не успели (?:\w+ )?(?:заполнить|добавить)|\b(?:{_PLACE})(?: \w+)? не заполнен"
    rf"|\b(?:{_PLACE})(?: [^\s.!?]+){{0,3}}? (?:пока |еще )?(?:пуст|временно недоступ|временно закрыт|временно отсутству)|временно отсутствует|пустая страница|отсутствует на сайте|(?:список|альбом|папка|категория)(?: \w+)? пуст"
    rf"|\b(?:{_THINGS})(?: в \w+)?\s*[:-]\s*0\b|\bнет (?:\w+ )?(?:{_THINGS})\b|\b(?:{_THINGS}) (?:\w+ )?(?:пока )?(?:нет\b|не найден)|ничего не найден|(?:содержимое|описание) отсутствует"
    r"|в (?:этой|данной|этом|данном|альбоме) ?(?:категории|рубрике|папке|разделе|альбоме)? (?:пока )?нет |нет данных для отображения|0 из 0 "
    rf"|работа\w* над (?:\w+ )?(?:{_PLACE}|наполнени)|работа\w* над этой|труд\w+ над |ждем материалы|по мере поступления"
    r"|\btodo\b|^(?:перенести|вставить|добавить|дописать|введите|напишите) (?:сюда |здесь )?(?:текст|информаци|контент|содержани|описани|что)|редактировать текст$"
    r"|контент страницы|содержимое страницы|^текст (?:страницы|раздела|новости|статьи|блока)$|lorem ipsum|dolor sit amet|under construction|coming soon|no articles in this category"
)
# Whatever ``_PROMISE`` or ``_SAMPLE`` finds holds one of these words, or one that begins so.
_HINTS = frozenset(
    re.findall(
        r"\S+",
        "стадии процессе режиме разработке наполнении наполнение заполнении обновлении обновление доработке реконструкции"
        " модернизации согласовании переработке редактировании актуализации подготовке создании оформлении"
        " формировании составлении утверждении подписании работе работы перенос ведется ведутся идет проводится"
        " проводятся производится будет будут появится появятся появ ожидается скоро вскоре позже позднее откроется"
        " заработает начнет здесь тут пока еще временно временна не нет 0 ждем поступления todo перенести вставить"
        " добавить дописать введите напишите lorem dolor construction coming articles обслуживание обслуживании"
        " тест test пример новая новый краткое название подзаголовок заголовок описание ничего без рыбный",
    )
)
_HINT_STARTS = (
    "наполня", "заполня", "создает", "создаю", "обновляе", "обновляю", "дорабатыва", "формирует", "формирую", "готовит",
    "готовят", "уточня", "актуализируе", "редактируе", "перерабатыва", "собирае", "собираю", "перенос", "приводит",
    "пуст", "контент", "работае", "работаю", "трудим", "трудят", "содержим", "текст", "демо", "тестов", "замен", "настро", "расскаж", "wordpress", "отсутствует",
)  # fmt: skip


class _Hinting(dict[str, bool]):
    """Whether a word of a folded line is a hint; looked up at the speed of a dict."""

    def __missing__(self, word: str) -> bool:
        if len(self) >= _MOST_WORDS:
            self.clear()
        bare = word.strip(".,:;!?()[]…-")
        self[word] = bare in _HINTS or bare.startswith(_HINT_STARTS)
        return self[word]


_is_hint = _Hinting().__getitem__
_MOST_WORDS = 50_000
_LOREM = re.compile(
    r"\b(?:lorem|ipsum|dolore?|amet|consectetur|adipiscing|elit|tempor|incididunt|ut|et|duis|aute|irure|in|non|sed"
    r"|reprehenderit|voluptate|velit|esse|cillum|fugiat|nulla|pariatur|excepteur|sint|occaecat|cupidatat|proident|ad"
    r"|sunt|culpa|qui|officia|deserunt|mollit|anim|laborum|eiusmod|magna|aliqua|enim|minim|veniam|quis|nostrud"
    r"|exercitation|ullamco|laboris|nisi|aliquip|commodo|consequat)\b"
)
_SAMPLE = re.compile(
    r"текст\w*(?: \S+){0,6} (?:должен|должна|нужно|необходимо|подлежит|будет)(?: быть)? замен|(?:демо|демонстрационн\w+|тестов\w+|рыбн\w+) ?-?(?:текст|страниц|контент|новост|запис|раздел)"
    r"|текст(?: для |-)(?:примера|демонстрации|заполнител)|^(?:это )?пример (?:страницы|текста|записи)|это пример страницы|добро пожаловать в wordpress|это ваша первая запись"
    r"|^(?:краткое описание|название|заголовок|подзаголовок)(?: вашей| вашего)? (?:раздела|документа|новости|страницы|блока)$|^подзаголовок\.|расскажите о вашей компании|напишите здесь что-нибудь"
    r"|^тест(?: \d+)?$|^test(?: page)?$|^(?:новая страница|новый раздел|без названия)$|(?:модуль|блок|компонент) не настроен"
)
_APOLOGY = re.compile(
    r"(?:приносим (?:свои )?)?извинени[ея]|извините|(?:зайдите|загляните|попробуйте) "
    r"|следите за обновлениями|благодарим за понимание"
)
_NO_DATA = re.compile(r"(?:нет (?:данных|информации)|(?:данных|информации) нет)\W*")
_LONGEST_PROMISE = 200  # signs


def is_stub(line: str) -> bool:
    """Whether a line only promises content («раздел в разработке», Lorem ipsum) or is sorry."""
    if line.isascii():
        folded = fold(line[:400])
        return bool(_PROMISE.search(folded)) or len(_LOREM.findall(folded)) >= 4 or is_sample(line)
    folded = fold(line) if len(line) <= _LONGEST_PROMISE else ""
    if _APOLOGY.match(folded):
        return True
    hinted = any(map(_is_hint, folded.split(" ")))
    return hinted and bool(_PROMISE.search(folded) or _SAMPLE.search(folded))


def is_sample(line: str) -> bool:
    """«Демонстрационный текст»: the page says of itself that its text is none of its own."""
    return len(line) <= _LONGEST_PROMISE and bool(_SAMPLE.search(fold(line)))


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
