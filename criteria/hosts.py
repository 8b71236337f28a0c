"""Hosts: whose they are, and what a link through a redirector really opens."""

from __future__ import annotations

import re
from functools import lru_cache

from site_audit.address import host_of

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
