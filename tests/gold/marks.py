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

from site_audit.glimpse import PROJECT, Glimpse
from site_audit.logos import eye
from site_audit.logos.references import References, read_references
from site_audit.logos.wordmark import spells

MARKS = Path(__file__).parents[1] / "marks"
TUNED_BY = ("anvil", "cobalt", "dune")
JUDGED_BY = ("birch",)


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


def shown_by(hand: str) -> tuple[Shown, ...]:
    """What is found on the pictures of a hand."""
    known = references()
    listed = tomllib.loads((MARKS / hand / "marks.toml").read_text("utf-8"))["picture"]
    found = []
    for one in listed:
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
    return frozenset({one.name for one in glimpse.shows} | read)


def recall(pictures: Iterable[Shown]) -> float:
    """The share of marks that were found."""
    there = [one for one in pictures if one.wanted]
    return sum(one.is_found for one in there) / len(there)


def table(pictures: Iterable[Shown]) -> str:
    """Both halves with their figures; each mark that was missed or made up by name."""
    shown = tuple(pictures)
    lines = ["half      marks  found  recall  others  false  CPU s a picture"]
    for title, hands in (("tuning", TUNED_BY), ("judging", JUDGED_BY)):
        half = [one for one in shown if one.hand in hands]
        there = [one for one in half if one.wanted]
        seconds = sum(one.seconds for one in half) / len(half)
        lines.append(
            f"{title:8} {len(there):6} {sum(one.is_found for one in there):6} {recall(half):7.3f} "
            f"{len(half) - len(there):7} {sum(one.is_false for one in half):6} {seconds:10.3f}"
        )
    wrong = (one for one in shown if one.is_false or (one.wanted and not one.is_found))
    lines += [
        f"  {one.hand}/{one.file}: {one.wanted or 'no mark'}, found {sorted(one.found) or 'none'}"
        f" ({one.how})"
        for one in wrong
    ]
    return "\n".join(lines)
