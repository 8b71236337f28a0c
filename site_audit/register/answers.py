"""Answers of the sites: what they make doubtful in a submission. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from site_audit import address
from site_audit.model import College
from site_audit.register.asking import Answered
from site_audit.register.doubts import Doubt
from site_audit.register.identity import Because, Identity, same_organisation
from site_audit.register.submission import Proposal, Submission
from site_audit.register.writing import readable

Words = Callable[[str], str]
"""The Russian words of an outcome's code."""

_POINTLESS = frozenset({"social", "disk", "file", "private"})  # no college's home page is there
_UNCHECKED = frozenset(
    {
        *("challenge", "robots", "robots_unreachable", "http_429", "time", "too_large"),
        *("encoding", "hard_markup", "our_failure", "browser_timeout", "needs_browser"),
    }
)
_LOOK = "Откройте адрес в браузере и решите сами"
_ADVICE = {
    "dns": "Проверьте, нет ли описки в адресе и не истёк ли домен",
    "tls": "Откройте адрес в браузере; колледжу нужно обновить сертификат",
    "parked": "Домен потерян или не настроен: узнайте у координатора нынешний адрес",
    "http_404": "Проверьте адрес: такой страницы на сервере нет",
    "not_college": "Проверьте адрес: на сайте ни слова об обучении",
    "not_html": "Нужен адрес сайта, а не файла",
}
_LATER = "Повторите позже; если не откроется и в браузере, узнайте адрес у координатора"
_REASONS: dict[Because, str] = {
    "other_inn": "на сайте указан другой ИНН: {inn}",
    "other_name": "сайт называет себя другой организацией",
    "founder": "это сайт учредителя или ведомства, а не колледжа",
    "catalogue": "это страница с перечнем колледжей, а не сайт одного из них",
    "unnamed": "на сайте нет ни ИНН, ни названия этого колледжа",
}
_UNTOLD: dict[Because, str] = {
    "silent": "по страницам нельзя понять, чей это сайт",
    "unnamed": "название колледжа на сайте найдено не полностью",
    "both": "на сайте названы и этот колледж, и другая организация",
}


def addresses_of(submission: Submission) -> tuple[str, ...]:
    """The addresses that are worth asking, in the order of the file."""
    worth = (one for one in submission.proposals if is_askable(one))
    return tuple(dict.fromkeys(one.college.url for one in worth))


def is_askable(proposal: Proposal) -> bool:
    """Whether a college's own site may be at the address."""
    return not any(doubt.kind in _POINTLESS for doubt in proposal.doubts)


def with_answers(submission: Submission, answers: Iterable[Answered], words: Words) -> Submission:
    """The submission with the doubts that the sites' answers raise."""
    came = {one.asked: one for one in answers}

    def doubts(proposal: Proposal) -> Iterator[Doubt]:
        answered = came.get(proposal.college.url)
        if answered is not None:
            yield from doubts_of(proposal.college, answered, words)

    return submission.doubted(doubts)


def doubts_of(college: College, answered: Answered, words: Words) -> Iterator[Doubt]:
    """What an answer says against an address, or why it says nothing."""
    if answered.moved_to:
        root = f"{address.origin(answered.moved_to)}/"
        yield Doubt(
            kind="redirect",
            reason=f"адрес перенаправляет на другой сайт: {readable(answered.moved_to)}",
            advice=f"Если это сайт колледжа, впишите в файл {readable(root)}",
            url=answered.moved_to,
        )
    if answered.trouble is not None:
        yield _of_trouble(answered.trouble, words(answered.trouble))
        return
    identity = same_organisation(college, answered.pages)
    if identity.answer != "same":
        yield _of_identity(identity)


def _of_trouble(code: str, words: str) -> Doubt:
    if code in _UNCHECKED:
        return Doubt(
            kind="unchecked",
            reason=f"не удалось проверить: {words}",
            advice=_LOOK,
            weighs=False,
        )
    if code == "not_college":
        return Doubt(kind="other", reason=words, advice=_ADVICE[code])
    return Doubt(kind="dead", reason=f"сайт не открылся: {words}", advice=_ADVICE.get(code, _LATER))


def _of_identity(identity: Identity) -> Doubt:
    if identity.answer == "untold":
        return Doubt(
            kind="untold",
            reason=f"не удалось проверить: {_UNTOLD[identity.because]}",
            advice=_LOOK,
            quote=identity.quote,
            url=identity.url,
            weighs=False,
        )
    kinds = {"founder": "founder", "catalogue": "catalogue"}
    return Doubt(
        kind=kinds.get(identity.because, "other"),  # type: ignore[arg-type]
        reason=_REASONS[identity.because].format(inn=identity.inn),
        advice="Сверьте адрес и ИНН с координатором",
        quote=identity.quote,
        url=identity.url,
    )
