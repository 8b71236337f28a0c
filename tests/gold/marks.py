"""How well logos are found by sight: a drawn set of pictures, half to tune by, half to judge by.

``tests/marks/<hand>`` holds the pictures of one who drew them, and the references of that hand; all
references of all hands are given at once. A picture shows the project's mark, an employer's, or
none of them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from site_audit.glimpse import PROJECT, Glimpse
from site_audit.logos import eye
from site_audit.logos.references import References, read_references
from site_audit.logos.wordmark import is_of_another, spells

MARKS = Path(__file__).parents[1] / "marks"
TUNED_BY = ("anvil", "birch", "cobalt", "dune", "ember", "falcon", "granit")
JUDGED_BY = ("hazel", "iris", "larch")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A picture of the set: what it shows, what was found on it, the seconds that it took.

    ``wanted`` is empty for a picture that shows no mark of the set.
    """

    hand: str
    file: str
    how: str
    wanted: str
    found: frozenset[str]
    seconds: float

    @property
    def is_found(self) -> bool:
        """Whether its mark was found."""
        return bool(self.wanted) and self.wanted in self.found

    @property
    def is_false(self) -> bool:
        """Whether a mark was found that is not there."""
        return bool(self.found - {self.wanted})


def references() -> References:
    """The marks of all hands."""
    sets = (read_references(hand / "references") for hand in sorted(MARKS.iterdir()))
    return References(all=tuple(one for known in sets for one in known.all))


def shown_by(hand: str, each: int = 1) -> tuple[Shown, ...]:
    """What is found on the pictures of a hand, or on every ``each``-th of them."""
    known = references()
    listed = tomllib.loads((MARKS / hand / "marks.toml").read_text("utf-8"))["picture"]
    found = []
    for one in listed[::each]:
        body = (MARKS / hand / "pictures" / one["file"]).read_bytes()
        look = eye.look(body, known, known.names)
        assert look.glimpse.trouble is None, (one["file"], look.glimpse.trouble)
        found.append(
            Shown(
                hand=hand,
                file=one["file"],
                how=one["how"],
                wanted=one["shows"],
                found=names_on(look.glimpse),
                seconds=look.seconds,
            )
        )
    return tuple(found)


def names_on(glimpse: Glimpse) -> frozenset[str]:
    """The marks that a look found: references, and the project's by its word."""
    read = {PROJECT} if spells(glimpse.lines) else set()
    doubtful = {PROJECT} if is_of_another(glimpse) else set()
    return frozenset({one.name for one in glimpse.shows} - doubtful | read)


class Figures(NamedTuple):
    """Of pictures: those with a mark, those of them found, those without any, marks made up."""

    marks: int
    found: int
    others: int
    false: int

    @property
    def recall(self) -> float:
        """The share of marks that were found."""
        return self.found / self.marks


def figures(pictures: Iterable[Shown]) -> Figures:
    """The figures of a half, or of a hand."""
    shown = tuple(pictures)
    marks = sum(bool(one.wanted) for one in shown)
    return Figures(
        marks=marks,
        found=sum(one.is_found for one in shown),
        others=len(shown) - marks,
        false=sum(one.is_false for one in shown),
    )


def halves(pictures: Iterable[Shown]) -> dict[str, tuple[Shown, ...]]:
    """The pictures of either half."""
    shown = tuple(pictures)
    return {
        name: tuple(one for one in shown if one.hand in hands)
        for name, hands in (("tuning", TUNED_BY), ("judging", JUDGED_BY))
    }


def table(pictures: Iterable[Shown]) -> str:
    """Both halves with their figures; each mark that was missed or made up by name."""
    shown = tuple(pictures)
    lines = ["half      marks  found  recall  others  false  CPU s a picture"]
    for name, half in halves(shown).items():
        told, seconds = figures(half), sum(one.seconds for one in half) / max(len(half), 1)
        share = told.recall if told.marks else 0.0
        lines.append(
            f"{name:8} {told.marks:6} {told.found:6} {share:7.3f} {told.others:7} {told.false:6}"
            f" {seconds:10.3f}"
        )
    wrong = (one for one in shown if one.is_false or (one.wanted and not one.is_found))
    lines += [
        f"  {one.hand}/{one.file}: {one.wanted or 'no mark'}, found {sorted(one.found) or 'none'}"
        f" ({one.how})"
        for one in wrong
    ]
    return "\n".join(lines)
