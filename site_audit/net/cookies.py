"""Cookies of one visit: a bounded, forgetful RFC 6265; nothing outlives the visit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from site_audit.net.policy import plain
from site_audit.net.target import Target

MOST_COOKIES = 50
LONGEST_COOKIE = 4_096


@dataclass(frozen=True, slots=True)
class Cookie:
    """``domain`` without a leading dot; ``host_only`` keeps it from subdomains."""

    name: str
    value: str
    domain: str
    host_only: bool
    path: str
    secure: bool

    def goes_to(self, target: Target) -> bool:
        """Whether it is sent with a request for this target."""
        path = target.path.partition("?")[0]
        return (
            _is_within(target.host, self.domain, host_only=self.host_only)
            and (path == self.path or path.startswith(self.path.rstrip("/") + "/"))
            and (target.scheme == "https" or not self.secure)
        )


class Cookies:
    """The jar; ``changes`` grows whenever it changes, so that loops can be told from gates."""

    def __init__(self) -> None:
        self.changes = 0
        self._jar: dict[tuple[str, str, str], Cookie] = {}

    def header(self, target: Target) -> str:
        """The value of the Cookie header, empty when none goes there; longer paths first."""
        sent = [cookie for cookie in self._jar.values() if cookie.goes_to(target)]
        sent.sort(key=lambda cookie: -len(cookie.path))
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in sent)

    def take(self, set_cookies: Iterable[str], target: Target) -> None:
        """Remember what an answer set; what is too long, foreign or too much is dropped."""
        for text in set_cookies:
            words, attributes = _parse(text)
            cookie = _cookie(words, attributes, target)
            if cookie is None or len(text) > LONGEST_COOKIE:
                continue
            key = (cookie.name, cookie.domain, cookie.path)
            if _is_over(attributes):
                self.changes += self._jar.pop(key, None) is not None
            elif self._jar.get(key) != cookie and (key in self._jar or self._has_room):
                self._jar[key] = cookie
                self.changes += 1

    @property
    def _has_room(self) -> bool:
        return len(self._jar) < MOST_COOKIES


def _parse(text: str) -> tuple[tuple[str, str], dict[str, str]]:
    first, *rest = text.split(";")
    name, equals, value = first.partition("=")
    attributes = {}
    for word in rest:
        key, _, said = word.partition("=")
        attributes[key.strip().lower()] = said.strip()
    return (name.strip() if equals else "", value.strip()), attributes


def _cookie(words: tuple[str, str], attributes: dict[str, str], target: Target) -> Cookie | None:
    name, value = words
    domain = attributes.get("domain", "").lstrip(".").lower()
    foreign = domain and not _is_within(target.host, domain, host_only="." not in domain)
    if not name or not (name + value).isascii() or not (name + value).isprintable() or foreign:
        return None
    path = attributes.get("path", "")
    if not path.startswith("/"):
        path = target.path.partition("?")[0].rpartition("/")[0] or "/"
    return Cookie(name, value, domain or target.host, not domain, path, "secure" in attributes)


def _is_over(attributes: dict[str, str]) -> bool:
    age = attributes.get("max-age", "")
    if age.lstrip("-").isdigit():
        return age.startswith("-") or not age.strip("0")
    try:
        expires = parsedate_to_datetime(attributes.get("expires", ""))
    except ValueError:
        return False
    return expires.replace(tzinfo=expires.tzinfo or UTC) <= datetime.now(UTC)


def _is_within(host: str, domain: str, *, host_only: bool) -> bool:
    if host == domain:
        return True
    return not host_only and host.endswith("." + domain) and not _is_number(host)


def _is_number(host: str) -> bool:
    try:
        plain(host)
    except ValueError:
        return False
    return True
