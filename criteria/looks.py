"""What the methodology wants looked at in a browser: pages, links, words, what is worth a picture."""

from __future__ import annotations

from criteria.key_pages import key_pages
from criteria.link_ends import to_ask
from criteria.speed import is_unstable
from site_audit.guide import Looks
from site_audit.rendered import Measure

_VAGUE = (
    "здесь", "тут", "сюда", "там", "это", "ссылка", "по ссылке", "по этой ссылке", "перейти", "перейти по ссылке",
    "подробнее", "подробно", "подробнее здесь", "узнать больше", "узнать подробнее", "узнать", "больше", "ещё",
    "еще", "далее", "дальше", "читать", "читать далее", "читать дальше", "читать полностью", "читать больше",
    "читать подробнее", "открыть", "посмотреть", "смотреть", "просмотр", "просмотреть", "скачать", "скачать файл",
    "загрузить", "файл", "документ", "нажмите", "нажмите здесь", "нажать", "кликните", "кликните здесь",
    "жми", "тык", "вперёд", "вперед", "назад", "перейти к странице", "на сайт", "источник",
    "click here", "here", "more", "read more", "learn more", "details", "link", "download", "view", "go",
)  # fmt: skip
VAGUE = f"^(?:{'|'.join(_VAGUE)})$"

_SHOWN = {  # of a measure: percent, or so many, from which one wants to see where
    "contrast": 1.0, "targets": 5.0, "upscaled": 0.0, "distorted": 0.0, "no_alt": 0.0, "vague_links": 5.0,
    "unnamed_links": 0.0, "empty_links": 0.0, "small_text": 5.0, "hard_text": 10.0, "overflow": 0.0,
    "broken_pictures": 0.0,
}  # fmt: skip
_COUNTED = {"overlaps": 0.0, "cut_text": 0.0, "old_tags": 0.0, "layout_tables": 0.0}


def is_shown(measure: Measure) -> bool:
    """Whether a measure loses points, so that the place is worth a picture."""
    if measure.name in _COUNTED:
        return measure.value > _COUNTED[measure.name]
    if measure.name == "line_length":
        return measure.value > 90
    least = _SHOWN.get(measure.name)
    return (
        least is not None and bool(measure.of) and 100 * measure.value / (measure.of or 1) > least
    )


LOOKS = Looks(
    key_pages=key_pages, links=to_ask, vague=VAGUE, is_shown=is_shown, is_unstable=is_unstable
)
