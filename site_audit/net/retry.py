"""When a failed request deserves another one within the visit."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from site_audit.net.exchange import Reply

MOST_WAITS = 3  # for a server that says when to come again
UNSAID_WAIT = 5.0  # seconds, after «too many requests» without a word on when to come again

_FIRST_CONTACT = frozenset({"timeout", "refused"})


class Patience:
    """Counts the tries of one request and says how long to wait before the next one.

    ``is_overasked``: the server named a time further off than we can wait.
    """

    def __init__(self, early_pause: float, longest_wait: float) -> None:
        self.tries = 0
        self.is_overasked = False
        self._early_pause = early_pause
        self._longest_wait = longest_wait
        self._waits = 0
        self._was_early = False
        self._dead = 0

    def wait(self, reply: Reply, *, is_known: bool) -> float | None:
        """Seconds until the next try, None when this reply stands.

        A dead address gives way at once to the host's next one; that is the same try. Then
        429 and 503 wait as the server says, at most ``MOST_WAITS`` times and not longer than we
        can; other 5xx get one early second chance, as does silence of a host that we do not know.
        """
        if self._dead < reply.spare:
            self._dead += 1
            return 0.0
        self.tries += 1
        wait = self._asked_wait(reply)
        self.is_overasked = wait is not None and wait > self._longest_wait
        if wait is not None and wait <= self._longest_wait and self._waits < MOST_WAITS:
            self._waits += 1
            return wait
        is_silence = reply.status == 0 and reply.trouble in _FIRST_CONTACT and not is_known
        if (is_silence or reply.status >= 500) and not self._was_early and not self._waits:
            self._was_early = True
            return self._early_pause
        return None

    def _asked_wait(self, reply: Reply) -> float | None:
        if reply.status not in (429, 503):
            return None
        said = retry_after(reply.header("retry-after"), datetime.now(UTC))
        return UNSAID_WAIT if said is None and reply.status == 429 else said


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds of a Retry-After header (a number or a date), None when it cannot be read."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max((when.replace(tzinfo=when.tzinfo or UTC) - now).total_seconds(), 0.0)
