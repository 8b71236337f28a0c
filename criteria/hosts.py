"""Hosts: whose they are, and what a link through a redirector really opens."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

from site_audit.address import host_of, join, normal

# Hosts that colleges link to under the names of their own sections and that are never their own.
_FOREIGN = re.compile(
    r"(?:^|\.)(?:bus\.gov\.ru|edu\.gov\.ru|minobrnauki\.gov\.ru|edu\.ru|gov\.ru|kremlin\.ru|consultant\.ru|garant\.ru"
    r"|vk\.com|vk\.ru|t\.me|ok\.ru|youtube\.com|youtu\.be|rutube\.ru|dzen\.ru|max\.ru|wikipedia\.org|yandex\.ru|ya\.ru|google\.\w+"
    r"|mail\.ru|sberbank\.ru|2gis\.ru|facebook\.com|instagram\.com|twitter\.com|whatsapp\.com|telegram\.org|wa\.me"
    r"|worldskills\.ru|xn--n1abdr5c\.xn--p1ai|urait\.ru|znanium\.(?:com|ru)|lanbook\.com|iprbookshop\.ru|book\.ru)$"
)
_NATIONAL = re.compile(
    r"(?:^|\.)(?:publication\.pravo\.gov\.ru|pravo\.gov\.ru|zakupki\.gov\.ru|gosuslugi\.ru|islod\.obrnadzor\.gov\.ru)$"
)
_GOSWEB = re.compile(r"^[\w-]+\.(?:gosweb\.)?gosuslugi\.ru$")


@lru_cache(maxsize=4096)
def is_foreign(url: str) -> bool:
    """Whether a host is surely not a college's own: state portals, social networks, libraries."""
    host = host_of(url)
    if _GOSWEB.match(host) and not host.startswith(("www.", "esia.", "pos.", "lk.", "beta.")):
        return False
    return bool(_FOREIGN.search(host) or _NATIONAL.search(host))


# ---------------------------------------------------------------- what a link really opens

PROJECT_SITE = "xn--n1abdr5c.xn--p1ai"  # япроф.рф
_WRAPPED_IN = ("to", "goto", "url", "u", "q", "target", "link", "redirect", "r")
_REDIRECTS = re.compile(
    r"(?:^|\.)(?:vk\.(?:com|ru)/away\.php|l\.vk\.(?:com|ru)/|google\.\w+/url|l\.facebook\.com/l\.php|away\.vk\.)"
    r"|/bitrix/(?:redirect|rk|click)\.php|/(?:redirect|goto|away|go|out|click|external|leave)(?:\.php|\.html)?/?$"
)
SHORTENERS = frozenset(
    [
        "clck.ru",
        "vk.cc",
        "goo.su",
        "bit.ly",
        "tinyurl.com",
        "u.to",
        "is.gd",
        "goo.gl",
        "qr-code.ru",
        "me-qr.com",
    ]
)
_DEEPEST = 3
_TELEGRAM = frozenset({"t.me", "telegram.me", "telegram.dog"})
_NO_CHANNEL = frozenset(
    ["share", "proxy", "addstickers", "setlanguage", "msg", "iv", "socks", "login"]
)


@lru_cache(maxsize=4096)
def unwrapped(url: str) -> str:
    """Where a link leads when the redirectors around it are taken off."""
    for _ in range(_DEEPEST):
        parts = urlsplit(url)
        if not _REDIRECTS.search(f"{host_of(url)}{parts.path}"):
            return url
        query = dict(parse_qsl(parts.query))
        inner = next((query[name] for name in _WRAPPED_IN if "/" in query.get(name, "")), "")
        target = normal(inner) if "//" in inner else join(url, inner)
        if not target:
            return url
        url = target
    return url


def is_project_site(url: str) -> bool:
    """Whether a link opens япроф.рф, in any spelling of its host and behind any redirector."""
    return bool(url) and _own_host(unwrapped(url)) == PROJECT_SITE


def _own_host(url: str) -> str:
    """The host without its port, for the default port may be written too."""
    return host_of(url).partition(":")[0].rstrip(".")


@lru_cache(maxsize=4096)
def telegram_channel(url: str, href: str) -> str:
    """The name of the Telegram channel that a link opens, in lower case; empty for none.

    An invitation by a secret (``t.me/+…``) is «+», a link to one message its channel.
    """
    if href.strip().lower().startswith("tg:"):
        query = dict(parse_qsl(href.partition("?")[2].lower()))
        return query.get("domain", "") if "resolve" in href.lower() else ""
    target = unwrapped(url) if url else ""
    if _own_host(target) not in _TELEGRAM:
        return ""
    parts = [part for part in unquote(urlsplit(target).path).lower().split("/") if part]
    if parts[:1] == ["s"]:
        parts = parts[1:]
    if not parts or parts[0] in _NO_CHANNEL:
        return ""
    return "+" if parts[0].startswith("+") or parts[0] == "joinchat" else parts[0]
