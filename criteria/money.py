"""The price of study: a sum near the words that name it, and not near those of other prices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from criteria.clauses import CLAUSE, SENTENCE

_PHRASE = re.compile(
    r"\bт?стоимост\w*(?: \w+){0,6} (?:обучен\w*|обуч\.|год\w*|семестр\w*|услуг\w*)|т?оимост\w* обуч|годов\w+ стоимост|стоимост\w*[-:(| ]{1,3}(?:обуч|в год|за |руб|\d|1 )|стоимост\w* (?:в|за|на|одного|1|составля\w+|обучен)"
    r"|\b(?:(?:о?плат|цен)(?:[аыеу]|ой|ам|ами|ах)?|тариф\w*|расцен[ко]\w+)(?: \w+){0,3} (?:за |на )?(?:обучен|год|семестр|учеб|услуг|весь период)|(?:плата|цена)[-:|]|стои(?:т|мость|ть)\b|(?:обучени|учеб)\w* .{0,40}\bстоит|платить за (?:учеб|обуч)|плат\w* за (?:1|один|каждый)\b|(?:плата|оплата)[-–— ]+\d"
    r"|сколько стоит|обучени\w* (?:по договору|на (?:договорной|платной|компенсационной) основе|с полным возмещением \w+)[-:|( ]+\d|размер\w* (?:о?платы)|прейскурант|прайс|калькуляц"
)
_ROUBLES = r"(?:от )?\d[\d ]*(?:,\d\d?)? ?(?:руб|р\b|₽|тыс)"
_A_YEAR = re.compile(  # a sum for a year, or of who pays himself
    r"\d ?(?:руб\w*|р|₽|тыс\w*)\.?(?: ?руб\w*\.?)?(?: ?/ ?| (?:в|за) )(?:(?:один|1|учебный|каждый|весь|полный) )?(?:уч\.? ?)?(?:год|г\.|семестр|полугоди|период)"
    rf"|\b(?:за|в) (?:(?:один|1|учебный|весь) )?(?:год|семестр|период обучения)[-:,| (]+{_ROUBLES}"
    rf"|\b(?:год|семестр)\w*(?: обучения| учебы)[-:| ]+(?:от )?\d{{2,3}}[ .]?\d{{3}}\b|\bсеместр\w*[-:| ]+{_ROUBLES}"
    rf"|\b(?:платн\w+|внебюджет\w*|коммерци\w*|договорн\w+ основ\w+|договору?|с оплатой|обучени\w*)[-:,| (]+{_ROUBLES}"
    r"|обойдется в \d"
)
_SUM = re.compile(
    r"(?<![\d.,/№])(?:\d{1,3}(?:[ .\u00a0]\d{3})+|\d{4,6})(?:,\d\d)?(?![\d.]\d)(?=[ (]*(?:\D{0,60}?)(?P<unit>руб|р\.|р\b|₽|рублей)?)|\d{2,3}(?:,\d)? тыс"
)
_UNIT = re.compile(r"руб|\bр\.|\d ?р\b|₽|тыс")
_OTHER = re.compile(  # other prices and sums
    r"общежит|прожива|автошкол|категори[яию]|водител|\bвождени|\bкурс(?:ы|ов|ам|а|ах)\b(?! обуч)|\bкурс [«\"(а-я]|подготовительн|кредит|капитал|стипенди|грант|питани|столов|\bобед|справк|доход|оборудован|зарплат|заработн|вычет|выплат|детей|детск|рисовани"
    r"|(?:стоимост|цен)\w* (?:\w+ )?(?:контракт\w*(?! на обуч)|ремонт|закупк|имуществ|экскурси|путев|полис|анализ|издели|материал|товар|заказ|страхов)"
    r"|профессиональн\w+ обучени|переподготов|повышени\w+ квалиф|дополнительн|\b\d+ ч(?:ас\w*|\.)|\bдпо\b|тракторист|стропальщ|погрузчик|маникюр|проезд|билет|спецодежд|\bформ\w* одежд|стоит форма\b(?! обуч)|костюм|халат|униформ|учебник|сколько платят|платят на практик|зарабат|заработ|комплект|присмотр|парикмахер|медосмотр|медицинск\w+ осмотр|мед\.? ?осмотр|анализ\w* кров|поликлиник|стрижк|копир|скидк|снижени|налог"
)
_OF_ELSE = re.compile(  # a sum for a year that nobody pays for study, where no price is named
    r"страхов|секци|кружк|\bвзнос|пожертвован|\bпреми[яиюй]\b|пособи|поощрен|аренд|подъемн|\bподдержк|доплат|\bкомпенсаци[яию]|ипотек|льгот|тетрад|\bкарт[аы]\b|музыкальн|\bоклад"
    r"|(?:завод|предприяти\w+|работодател\w+|колледж|техникум|компани\w+) платит|получа(?:ет|ют) (?:от |до |\d)"
)
_STATED = re.compile(  # «стоимость обучения», «плата за год обучения»: the next sum is the price
    r"\b(?:стоимост\w*|о?плат(?:а|ы|у|е|ой)|цен[аыу])(?: \w+){0,3} (?:обучен\w*|обуч\.|учеб\w*)"
)
_VAGUE = re.compile(
    r"уточня|не изменил|в разработк|с оплатой стоимости|без оплаты|зачислени\w+ на места"
)
_ASIDE = re.compile(
    r"материнск\w+ капитал\w*|мат\.? ?капитал\w*|с оплатой стоимости обучения"
)  # beside a price
_LOWEST, _HIGHEST = 3_000, 900_000  # roubles a term or for all years
_FAR = 14  # rows below a title or a table's head
_PAID = re.compile(_ROUBLES)
_BESIDE = 60  # signs between the words of a price and its sum
_NEAR_STUDY = re.compile(  # what a card or a row says beside the price of its programme
    r"обуч|учеб|учить|семестр|платн|внебюдж|коммерц|коммерч|договор|очн|специальност|професси|программ|\d\d\.0[12]\.\d\d|класс|стоим|\bцен|оплат"
)
_SHORT = 60  # signs of a heading
_STUDY = re.compile(r"обуч|учеб|учить|семестр")
_DIGITS = re.compile(r"\D")


def price_rows(lines: Sequence[str]) -> tuple[int, ...]:
    """The numbers of the folded rows that give a price of study; the first row is the title."""
    if lines and _other(lines[0]) and not _NEAR_STUDY.search(lines[0]):
        return ()  # a page of courses, of the hostel
    return tuple(row for row in range(len(lines)) if _sums(lines[row]) and _is_price(lines, row))


def _is_price(lines: Sequence[str], row: int) -> bool:
    line = _ASIDE.sub(" ", lines[row])
    if any(map(_states_price, SENTENCE.split(line))):
        return True
    said = _of_nothing_else(line)
    if not said:
        return False
    astray = not _STUDY.search(said) and _is_under_other(lines, row)
    if _PHRASE.search(said) and not astray and (_UNIT.search(said) or _in_roubles(lines, row)):
        return True
    if _OTHER.search(line):
        return False
    return (_A_YEAR.search(said) and _is_near_study(lines, row)) or _is_below_price(lines, row)


def _states_price(sentence: str) -> bool:
    """Whether words of a price of study stand right before a sum, whatever else is said beside."""
    for stated in _STATED.finditer(sentence):
        found = next((one for one in _SUM.finditer(sentence, stated.end()) if _value(one)), None)
        if found is None or found.start() - stated.end() > _BESIDE:
            continue
        before, between = sentence[: stated.start()], sentence[stated.end() : found.start()]
        after = CLAUSE.split(sentence[found.end() :], maxsplit=1)[0]
        if _UNIT.search(between + sentence[found.start() :]) and not _other(before):
            return not _OTHER.search(f"{between} {after}")
    return False


def _of_nothing_else(line: str) -> str:
    """The sentences of a row that have a sum and speak of no other price."""
    return " ".join(
        one
        for before, one in pairwise(("", *SENTENCE.split(line)))
        if _sums(one) and not _OTHER.search(one) and (_STUDY.search(one) or not _other(before))
    )


def _is_below_price(lines: Sequence[str], row: int) -> bool:
    """Whether a title or the head of a table above names a price of study."""
    above = range(row - 1, max(-1, row - _FAR), -1)
    for number in above:
        if _OTHER.search(lines[number]) and not _sums(lines[number]):
            return False
        if _names_price(lines[number]):
            units = (lines[row], lines[number], *lines[number + 1 : row])
            table = " | " in lines[row] and " | " in lines[number]
            return table or any(map(_UNIT.search, units))
    return False


def _is_under_other(lines: Sequence[str], row: int) -> bool:
    """Whether a short row right above is the title of something else that is paid for."""
    return row > 0 and len(lines[row - 1]) <= _SHORT and _other(lines[row - 1])


def _is_near_study(lines: Sequence[str], row: int) -> bool:
    """Whether a sum for a year stands beside words of study and not of other things."""
    above = lines[max(0, row - 2) : row]
    if _OF_ELSE.search(lines[row]) or not any(map(_NEAR_STUDY.search, (*above, lines[row]))):
        return False
    return not any(map(_other, (lines[0], *above)))


def _other(sentence: str) -> bool:
    """Whether a sentence without a sum says of what other thing the next one gives the price."""
    return bool(_OTHER.search(sentence)) and not _PAID.search(sentence)


def _in_roubles(lines: Sequence[str], row: int) -> bool:
    return any(map(_UNIT.search, lines[max(0, row - 3) : row]))


def _names_price(line: str) -> bool:
    return bool(_PHRASE.search(line)) and not _OTHER.search(line) and not _VAGUE.search(line)


def _sums(line: str) -> bool:
    """Whether a row has a sum that may be a price of study."""
    return any(map(_value, _SUM.finditer(line)))


def _value(found: re.Match[str]) -> int:
    """A sum in roubles; 0 when it is a year, or too small or great for a price of study."""
    said = found.group()
    thousands = "тыс" in said
    whole = int(_DIGITS.sub("", (said.split()[0] if thousands else said).partition(",")[0]))
    value = whole * 1000 if thousands else whole
    return value if _LOWEST <= value <= _HIGHEST and not 1950 <= value <= 2099 else 0
