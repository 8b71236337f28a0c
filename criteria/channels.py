"""Channels of the project: a dated list, and names that may be the project's or are a college's."""

from __future__ import annotations

import re
from datetime import date

from criteria.hosts import telegram_channel
from site_audit.address import host_of
from site_audit.model import Rules, Snapshot
from site_audit.text import fold

CHANNELS: tuple[tuple[date, str], ...] = ((date(2023, 1, 1), "https://t.me/FP_professionalitet"),)
"""(since when, address) of the channels that count unless the settings name others."""
_NAME = re.compile(r"profess?ion\w*?al[iy]?te?t|yaprof|profitet")
_GENERAL = re.compile(
    r"(?:fp|rf|ru|russia|rus|official|off|news|spo|channel|tg|project|proekt|federal|firpo|irpo|_|\d)*"
)
_OWN = re.compile(
    r"kol+e[dg]|tehn|tech|polit|coll|med|agro|ped|stud|priem|abitur|pu\d|lic|gbpou|prof?tech"
)
_SAID = re.compile(
    r"(?:канал|телеграм|telegram)\w*.{0,20}(?:фп|проект|профессионалитет)|фп .?профессионалитет"
)
_SHORTEST = 4  # signs of a host's name that may tell a college's own channel


def accepted(rules: Rules, day: date) -> frozenset[str]:
    """Names of the channels that count on a day, in lower case."""
    named = rules.channels or tuple(url for since, url in CHANNELS if since <= day)
    full = (url if ":" in url else f"https://{url}" for url in named)
    return frozenset(filter(None, (telegram_channel(url, url) for url in full)))


def may_be_the_projects(name: str, text: str, snapshot: Snapshot) -> bool:
    """Whether a channel that is not in the list may still be the project's or its region's."""
    if name == "+":
        return bool(_SAID.search(fold(text)))
    left = _NAME.sub("", name)
    if left != name and _GENERAL.fullmatch(left):
        return True
    if left != name and name.startswith(left):
        return False  # the college's name stands first: politeh_professionalitet
    if _is_colleges(left, snapshot) or (left == name and _OWN.search(left)):
        return False
    return bool(_SAID.search(fold(text))) or left != name


def _is_colleges(left: str, snapshot: Snapshot) -> bool:
    """Whether what is left of a channel's name is how the college calls its site."""
    host = host_of(snapshot.college.url).partition(".")[0].replace("-", "")
    bare = left.strip("_")
    return bool(bare) and (bare in host or (len(host) >= _SHORTEST and host in left))
