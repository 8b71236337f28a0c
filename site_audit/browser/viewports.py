"""The screens on which a page is looked at, and as whom we come."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewport:
    """A screen: CSS pixels, physical pixels for each of them, and whether it is a phone's.

    ``drawn``: how large its picture is made when nobody looks. The page does not know; screenshots
    are drawn anew, as large as they should be.
    """

    width: int
    height: int
    mobile: bool
    scale: float = 1.0
    drawn: float = 0.1  # a hundredth of the pixels

    @property
    def name(self) -> str:
        """How renders and screenshots call it: «360x800»."""
        return f"{self.width}x{self.height}"


DESKTOP = Viewport(1366, 768, mobile=False)
WIDE = Viewport(1920, 1080, mobile=False)
TABLET = Viewport(768, 1024, mobile=True)
LANDSCAPE = Viewport(800, 360, mobile=True)
PHONE = Viewport(360, 800, mobile=True)
NARROW = Viewport(320, 640, mobile=True)
ALWAYS = (DESKTOP, PHONE)
OTHERS = (WIDE, TABLET, LANDSCAPE, NARROW)
OTHERS_BY_NAME = tuple(one.name for one in OTHERS)
SPEED = Viewport(412, 823, mobile=True, scale=1.75, drawn=1.0)  # Lighthouse's phone


SIDES = range(240, 4097)  # CSS pixels
DESKTOPS_FROM = 1100  # CSS pixels of width; a smaller screen is a tablet's or a phone's


def viewport(name: str) -> Viewport:
    """The screen that is called so, as «390x844». Raises ValueError."""
    sides = re.fullmatch(r"(\d{3,4})x(\d{3,4})", name)
    width, height = map(int, sides.groups()) if sides else (0, 0)
    if width not in SIDES or height not in SIDES:
        raise ValueError(f"{name!r} is no screen")
    return Viewport(width, height, mobile=width < DESKTOPS_FROM)


@dataclass(frozen=True, kw_only=True, slots=True)
class Visitor:
    """As whom, and by which way, a site is visited.

    ``trusting``: the client found that no certificate of this site can be verified.
    """

    proxy: str
    username: str
    password: str
    agent: str
    trusting: bool = False


def user_agent(version: str, ours: str, mobile: bool) -> str:
    """Chromium's own name with ours behind it: sites may know us, and give what people get.

    ``ours`` is the client's user agent, of which the part in brackets is taken.
    """
    system = "Linux; Android 14; K" if mobile else "X11; Linux x86_64"
    major = version.split(".")[0]
    phone = "Mobile " if mobile else ""
    told = ours[ours.find("(") :] if "(" in ours else f"({ours})"
    return (
        f"Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) "
        f"Chrome/{major}.0.0.0 {phone}Safari/537.36 {told}"
    )
