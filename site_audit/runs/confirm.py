"""Confirm: results too bad to be shown at once are held back until a second visit agrees.

The bounds are those of the methodology («Confirmed only»).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from site_audit.model import Verdict
from site_audit.ratings.score import PRESENCE, Rating, share, tally
from site_audit.store import Because

DROP = 3  # presence marks lost since the last good visit
LOW = Fraction(1, 2)  # of presence or of the overall rating, by the upper bound


def doubtful(given: Sequence[Verdict], last: Sequence[Verdict] | None) -> Because | None:
    """Why a result needs a second visit: a drop since the ``last`` good one, or a low rating.

    A rating that was low in the last good result is low again without a doubt.
    """
    if len(_there(last or ()) - _there(given) - _unknown(given)) >= DROP:
        return "drop"
    return "low" if _low(given) - _low(last or ()) else None


def _there(verdicts: Iterable[Verdict]) -> set[str]:
    return {v.criterion for v in verdicts if v.criterion in PRESENCE and v.finding.mark}


def _unknown(verdicts: Iterable[Verdict]) -> set[str]:
    told = {v.criterion for v in verdicts if v.finding.mark is not None}
    return set(PRESENCE) - told


def _low(verdicts: Sequence[Verdict]) -> set[Rating]:
    scores = tally(verdicts)
    judged: tuple[Rating, ...] = ("presence", "overall")
    return {rating for rating in judged if share(scores.of(rating)).upper < LOW}
