"""A site as files, and small edits that the worse forms are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from math import ceil

Files = dict[str, bytes]  # path as in the address -> body
Change = Callable[[Files], Files]  # makes a site worse in one way; pure
Edit = Callable[[str], str]  # of one page's HTML

STYLE = "/style.css"
SCRIPT = "/site.js"
KEY_PAGES = ("/", "/sveden/", "/abitur/", "/professionalitet/", "/news/")
PHONE = "@media (max-width:600px)"
LINK = re.compile(r'<a(?P<extra>(?: class="[^"]*")?) href="(?P<href>[^"]*)">(?P<text>[^<]+)</a>')
PARAGRAPH = re.compile(r"<p>(?P<text>.*?)</p>", re.S)
PICTURE = re.compile(r'<img src="/img/(?P<name>(?!logo)[^"]+)\.jpg"(?P<rest>[^>]*)>')


def page_paths(files: Files) -> tuple[str, ...]:
    return tuple(path for path in files if path.endswith("/"))


def edited(edit: Edit, paths: Iterable[str] | None = None) -> Change:
    """Edit the pages at ``paths``, all of them by default."""

    def change(files: Files) -> Files:
        chosen = page_paths(files) if paths is None else tuple(paths)
        return files | {path: edit(files[path].decode()).encode() for path in chosen}

    return change


def styled(*rules: str) -> Change:
    """Add rules to the end of the site's one sheet."""

    def change(files: Files) -> Files:
        return files | {STYLE: files[STYLE] + "\n".join(("", *rules, "")).encode()}

    return change


def chained(*changes: Change) -> Change:
    def change(files: Files) -> Files:
        for one in changes:
            files = one(files)
        return files

    return change


def without(html: str, *parts: str) -> str:
    """The page without the given pieces of markup."""
    for part in parts:
        html = html.replace(part, "")
    return html


def in_main(edit: Edit) -> Edit:
    """Edit only what stands in the main part of a page."""

    def narrowed(html: str) -> str:
        before, opening, rest = html.partition("<main")
        inside, closing, after = rest.partition("</main>")
        return before + opening + edit(inside) + closing + after

    return narrowed


def first_share(
    pattern: re.Pattern[str], share: float, edit: Callable[[re.Match[str], int], str]
) -> Edit:
    """Edit the first ``share`` (0…1, rounded up) of what ``pattern`` finds; it gets a number."""

    def apply(html: str) -> str:
        found = list(pattern.finditer(html))
        return _edited(html, found[: ceil(share * len(found))], edit)

    return apply


def first_few(
    pattern: re.Pattern[str], number: int, edit: Callable[[re.Match[str], int], str]
) -> Edit:
    """Edit the first ``number`` of what ``pattern`` finds, each with its number."""

    def apply(html: str) -> str:
        return _edited(html, list(pattern.finditer(html))[:number], edit)

    return apply


def _edited(
    html: str, found: list[re.Match[str]], edit: Callable[[re.Match[str], int], str]
) -> str:
    parts, end = [], 0
    for number, match in enumerate(found):
        parts += [html[end : match.start()], edit(match, number)]
        end = match.end()
    return "".join((*parts, html[end:]))


def without_links(html: str, *starts: str) -> str:
    """The page without the list items that link to ``starts``…; other such links become text."""
    target = "|".join(re.escape(start) for start in starts)
    html = re.sub(rf'<li><a[^>]*href="(?:{target})[^"]*">[^<]*</a></li>', "", html)
    return re.sub(rf'<a[^>]*href="(?:{target})[^"]*">(.*?)</a>', r"\1", html, flags=re.S)
