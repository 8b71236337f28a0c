"""Addresses that can hardly be a college's own site, told by their spelling alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from site_audit import address
from site_audit.net.policy import AddressPolicy
from site_audit.register.doubts import Doubt

SOCIAL = """
vk.com vk.ru vkontakte.ru ok.ru odnoklassniki.ru t.me telegram.me telegram.org youtube.com youtu.be
rutube.ru dzen.ru zen.yandex.ru facebook.com instagram.com twitter.com x.com max.ru tiktok.com
wa.me whatsapp.com viber.com taplink.cc
"""
DISKS = """
disk.yandex.ru disk.yandex.com disk.360.yandex.ru yadi.sk drive.google.com docs.google.com
cloud.mail.ru dropbox.com onedrive.live.com 1drv.ms sharepoint.com mega.nz forms.gle forms.yandex.ru
"""
_PAGE = re.compile(r"\.(?:php\d?|html?|aspx?|jsp|cgi)$", re.IGNORECASE)
_FRONT = re.compile(r"/(?:index|default|home|main)\.\w+$", re.IGNORECASE)
_ITSELF = re.compile(r"(?:^|\.)(?:localhost|local|lan|internal)$")
_OWN = "Узнайте у координатора адрес собственного сайта колледжа"


def doubts_of(url: str, policy: AddressPolicy) -> Iterator[Doubt]:
    """What is odd about an address in normal form; ``policy`` names inner networks that may be."""
    host = address.host_of(url)
    if _belongs(host, SOCIAL):
        yield Doubt(kind="social", reason="это страница в соцсети, а не сайт", advice=_OWN)
    elif _belongs(host, DISKS):
        yield Doubt(kind="disk", reason="это облачный диск или форма, а не сайт", advice=_OWN)
    elif address.is_document(url) or address.is_asset(url):
        yield Doubt(
            kind="file", reason="адрес ведёт на файл", advice=f"Возможно, нужен {_root(url)}"
        )
    elif _is_deep(url):
        yield Doubt(
            kind="deep",
            reason="это страница внутри сайта, а не сам сайт",
            advice=f"Если колледж занимает весь сайт, впишите {_root(url)}",
            url=_root(url),
        )
    if why := _inner(url, host, policy):
        yield Doubt(
            kind="private",
            reason=f"адрес закрытой сети, посетителям он не откроется ({why})",
            advice=_OWN,
        )


def _belongs(host: str, to: str) -> bool:
    return any(host == one or host.endswith("." + one) for one in to.split())


def _is_deep(url: str) -> bool:
    parts = urlsplit(url)
    if address.is_route(url):
        return True
    named = bool(_PAGE.search(parts.path)) and not _FRONT.search(parts.path)
    return named or bool(parts.query) or parts.path.count("/") > 3


def _root(url: str) -> str:
    return f"{address.origin(url)}/"


def _inner(url: str, host: str, policy: AddressPolicy) -> str | None:
    parts = urlsplit(url)
    bare = (parts.hostname or "").strip("[]")
    if address.is_ip(bare):
        port = parts.port or (443 if parts.scheme == "https" else 80)
        return policy.refusal(ip_address(bare), port)
    return host if _ITSELF.search(host) else None
