"""Submissions: what a cluster sent beside what the register knows. Pure: nothing is written."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from site_audit import address
from site_audit.model import College, Membership
from site_audit.net.policy import AddressPolicy
from site_audit.register import addresses
from site_audit.register.columns import ROLES, TITLES, Field
from site_audit.register.doubts import Doubt
from site_audit.register.matching import matched, merged
from site_audit.register.writing import readable
from site_audit.store.colleges import place_of
from site_audit.text import fold
from site_audit.words import date_ru

Verdict = Literal["add", "change", "same"]
_ROLES: dict[str, str] = {**dict(ROLES)}
_ONE_BY_ONE: tuple[Field, ...] = (
    *("inn", "name", "short_name", "region", "url", "extra_urls"),
    *("robots_consent", "email", "responsible"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """A field in which the submission differs; ``before`` and ``after`` as a person reads them."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A submitted college as it would stand in the register; ``before`` None = it is new.

    ``beside`` are the numbers of other colleges of the register with its site or its ИНН.
    """

    verdict: Verdict
    college: College
    before: College | None = None
    differences: tuple[Difference, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    beside: tuple[int, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        """Whether a doubt speaks against it."""
        return any(doubt.weighs for doubt in self.doubts)

    @property
    def print(self) -> str:
        """Names what was shown: another register or another file gives another one."""
        shown = f"{self.before!r} {self.college!r} {self.beside!r}"
        return hashlib.sha256(shown.encode("utf-8", "replace")).hexdigest()[:20]


@dataclass(frozen=True, kw_only=True, slots=True)
class Submission:
    """Proposals in the order of the file; ``missing`` are colleges of its clusters not in it."""

    proposals: tuple[Proposal, ...]
    missing: tuple[College, ...] = ()

    def of(self, verdict: Verdict) -> tuple[Proposal, ...]:
        """The proposals of a verdict."""
        return tuple(one for one in self.proposals if one.verdict == verdict)

    @property
    def news(self) -> tuple[Proposal, ...]:
        """What acceptance would change: new colleges and changed ones."""
        return tuple(one for one in self.proposals if one.verdict != "same")

    def doubted(self, doubts_of: Callable[[Proposal], Iterable[Doubt]]) -> Submission:
        """The same with further doubts, as asking the sites brings them."""
        told = (replace(one, doubts=(*one.doubts, *doubts_of(one))) for one in self.proposals)
        return replace(self, proposals=tuple(told))


def compare(
    submitted: Sequence[College],
    known: Sequence[College],
    policy: AddressPolicy | None = None,
) -> Submission:
    """What a submission would add, change and leave, and what is doubtful about it by itself.

    ``known`` is the whole register; ``policy`` names inner networks that sites may lie in.
    """
    spelled = _Clusters(known)
    sent = [spelled.in_their_spelling(one) for one in submitted]
    pairs = zip(sent, matched(sent, known), strict=True)
    drafts = tuple(_proposal(new, old) for new, old in pairs)
    ground = _Ground(drafts, known)
    doubtful = (
        replace(
            one,
            beside=tuple(sorted(other.id for other in ground.beside(one))),
            doubts=(
                *addresses.doubts_of(one.college.url, policy or AddressPolicy()),
                *ground.doubts_of(one),
                *spelled.doubts_of(one),
            ),
        )
        for one in drafts
    )
    return Submission(proposals=tuple(doubtful), missing=_missing(drafts, known))


def _proposal(new: College, old: College | None) -> Proposal:
    if old is None:
        return Proposal(verdict="add", college=replace(new, id=0))
    would_be = merged(old, new)
    told = tuple(differences(old, would_be))
    return Proposal(
        verdict="change" if told else "same", college=would_be, before=old, differences=told
    )


def differences(old: College, new: College) -> Iterator[Difference]:
    """What changes from ``old`` to ``new``, field by field, cluster by cluster."""
    for field in _ONE_BY_ONE:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            yield Difference(title=TITLES[field], before=_shown(before), after=_shown(after))
    known = {fold(one.cluster): one for one in old.memberships}
    for one in new.memberships:
        yield from _of_membership(known.get(fold(one.cluster)), one)


def _of_membership(old: Membership | None, new: Membership) -> Iterator[Difference]:
    if old is None and new.cluster:
        yield Difference(title=TITLES["cluster"], before="", after=new.cluster)
    before = old or Membership(cluster="")
    for field in _OF_MEMBERSHIP:
        was, is_now = getattr(before, field), getattr(new, field)
        if was != is_now:
            title = f"{TITLES[field]} («{new.cluster}»)" if new.cluster else TITLES[field]
            yield Difference(title=title, before=_shown(was), after=_shown(is_now))


_OF_MEMBERSHIP: tuple[Field, ...] = ("role", "industry", "employers")


def _shown(value: object) -> str:
    if isinstance(value, date):
        return date_ru(value)
    if isinstance(value, tuple):
        return "; ".join(map(_shown, value))
    text = str(value or "")
    return readable(text) if text and address.normal(text) == text else _ROLES.get(text, text)


def _missing(drafts: Iterable[Proposal], known: Iterable[College]) -> tuple[College, ...]:
    """Who is in a cluster of the submission, and not in the submission."""
    drafts = tuple(drafts)
    sent = {one.before.id for one in drafts if one.before}
    clusters = {fold(place.cluster) for one in drafts for place in one.college.memberships}
    clusters.discard("")
    return tuple(
        one
        for one in known
        if one.id not in sent and any(fold(place.cluster) in clusters for place in one.memberships)
    )


class _Clusters:
    """The clusters of the register as it spells them."""

    def __init__(self, known: Iterable[College]) -> None:
        self._names = {
            fold(place.cluster): place.cluster for one in known for place in one.memberships
        }

    def in_their_spelling(self, college: College) -> College:
        joined = (
            replace(one, cluster=self._names.get(fold(one.cluster), one.cluster))
            for one in college.memberships
        )
        return replace(college, memberships=tuple(joined))

    def doubts_of(self, proposal: Proposal) -> Iterator[Doubt]:
        """Not that a cluster is new: that it is new by a slip of the pen."""
        if not any(one.cluster for one in proposal.college.memberships):
            yield Doubt(
                kind="cluster",
                reason="кластер не указан",
                advice="Впишите его в файл или назовите в команде: --cluster НАЗВАНИЕ",
                weighs=proposal.verdict == "add",
            )
        for one in proposal.college.memberships:
            if one.cluster and fold(one.cluster) not in self._names and self._names:
                yield Doubt(
                    kind="cluster",
                    reason=f"кластера «{one.cluster}» в реестре ещё нет, он появится",
                    advice="Если это другое написание известного кластера, исправьте его в файле",
                    weighs=False,
                )


class _Ground:
    """Who else has a site or an ИНН, in the submission and in the register."""

    def __init__(self, drafts: Sequence[Proposal], known: Sequence[College]) -> None:
        self._drafts, self._known = drafts, known
        self._places = {id(one): place_of(one.url) for one in known}
        self._sent = Counter(place_of(one.college.url) for one in drafts)
        self._sent_inn = Counter(one.college.inn for one in drafts if one.college.inn)

    def beside(self, proposal: Proposal) -> tuple[College, ...]:
        """Other colleges of the register with the same site or ИНН."""
        place, inn = place_of(proposal.college.url), proposal.college.inn
        return tuple(
            one
            for one in self._known
            if one is not proposal.before
            and (self._places[id(one)] == place or (inn and one.inn == inn))
        )

    def doubts_of(self, proposal: Proposal) -> Iterator[Doubt]:
        """Doubts about what is new in a proposal: what stands in the register stands."""
        before, college = proposal.before, proposal.college
        is_moved = before is None or place_of(before.url) != place_of(college.url)
        is_renamed = before is None or before.inn != college.inn
        if before is not None:
            yield from _of_changes(before, college, is_moved)
        if is_moved:
            yield from self._same_site(proposal)
        if (is_moved or is_renamed) and college.inn:
            yield from self._same_inn(proposal)

    def _same_site(self, proposal: Proposal) -> Iterator[Doubt]:
        place = place_of(proposal.college.url)
        if self._sent[place] > 1:
            names = "; ".join(
                f"«{one.college.name}»"
                for one in self._drafts
                if one is not proposal and place_of(one.college.url) == place
            )
            yield Doubt(
                kind="same_site",
                reason=f"тот же сайт в файле и у других: {names}",
                advice="Оставьте сайт тому колледжу, чей он",
            )
        for one in self._known:
            if one is proposal.before:
                continue
            if self._places[id(one)] == place:
                yield Doubt(
                    kind="same_site",
                    reason=f"этот сайт в реестре у другого колледжа: № {one.id} «{one.name}»",
                    advice="Проверьте, чей это сайт и верен ли ИНН",
                    url=one.url,
                )
            elif _is_within(proposal.college, one):
                yield Doubt(
                    kind="neighbour",
                    reason=f"на том же сайте другой колледж реестра: № {one.id} «{one.name}»",
                    advice="Проверьте, что это собственный раздел колледжа, а не чужой сайт",
                    url=one.url,
                )

    def _same_inn(self, proposal: Proposal) -> Iterator[Doubt]:
        college = proposal.college
        if self._sent_inn[college.inn] > 1:
            yield Doubt(
                kind="same_inn",
                reason=f"ИНН {college.inn} в файле у нескольких строк с разными сайтами",
                advice="Если это один колледж, впишите второй сайт в «Дополнительные адреса»",
            )
        for one in self.beside(proposal):
            if one.inn == college.inn and self._places[id(one)] != place_of(college.url):
                yield Doubt(
                    kind="same_inn",
                    reason=f"с этим ИНН в реестре уже есть № {one.id} «{one.name}» с другим сайтом",
                    advice="Если это второй сайт того же колледжа, впишите его в "
                    "«Дополнительные адреса»",
                    url=one.url,
                )


def _of_changes(before: College, college: College, is_moved: bool) -> Iterator[Doubt]:
    if is_moved:
        yield Doubt(
            kind="moved",
            reason="у колледжа в реестре другой сайт",
            advice="Если сайт переехал, примите; если это второй сайт, оставьте в файле прежний, "
            "а новый впишите в «Дополнительные адреса»",
            url=before.url,
        )
    if before.inn and before.inn != college.inn:
        yield Doubt(
            kind="other_inn",
            reason=f"в реестре у колледжа другой ИНН: {before.inn}",
            advice="Сверьте ИНН: у одного колледжа он не меняется",
        )


def _is_within(new: College, other: College) -> bool:
    """Whether a site lies in a folder of another's, or the other way round."""
    if address.host_of(new.url) != address.host_of(other.url):
        return False
    one, two = address.place(new.url)[1], address.place(other.url)[1]
    return one != two and (one.startswith(two) or two.startswith(one))
