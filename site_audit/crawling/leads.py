"""What the pages of a section lead to: its sub-pages and its documents.

The admission section and the «Профессионалитет» tab are told by links; what their own content and
their sub-menus lead to belongs to them, whatever it is called.
"""

from __future__ import annotations

from site_audit import address
from site_audit.crawling.itinerary import Visit
from site_audit.facts import Link
from site_audit.guide import Role
from site_audit.model import Page
from site_audit.pages.content import known_by
from site_audit.pages.links import is_page_tool

_MOST = 40  # links of one page: more are a list of news, not a section
_LATE = 90  # the rank of news and calendars


class Leads:
    """The links of one page as parts of the sections that it belongs to."""

    def __init__(self, state: Visit, page: Page) -> None:
        self._state = state
        roles = state.guide.roles_of(page.anchor, page.asked) if len(state.pages) > 1 else ()
        named = (*roles, *(role for role in state.sections.get(address.key(page.asked), ())))
        self._parts = tuple(role.part for role in named if role.part)
        self._files = tuple(role.files for role in named if role.files)
        self._left = _MOST

    def roles_of(self, link: Link) -> tuple[Role, ...]:
        """The roles that a link has by its place alone; none for most links."""
        named = self._of_menu(link) or self._of_content(link)
        if named and not address.is_document(link.url):
            self._state.sections.setdefault(address.key(link.url), named)
        return named

    def _of_menu(self, link: Link) -> tuple[Role, ...]:
        """A sub-item of a menu belongs to the section that its item names."""
        if not link.under or is_page_tool(link.text):
            return ()
        roles = self._state.guide.roles_of(link.under, "")
        return tuple(role.part for role in roles if role.part)

    def _of_content(self, link: Link) -> tuple[Role, ...]:
        found = self._files if address.is_document(link.url) else self._parts
        if not found or link.kind == "refresh" or self._left <= 0:
            return ()
        if known_by(link) in self._state.ground.layout.links or is_page_tool(link.text):
            return ()
        late = self._state.guide.rank_of(link.text, link.url) >= _LATE
        if late and not address.is_document(link.url):  # files lie in folders of years
            return ()
        self._left -= 1
        return found
