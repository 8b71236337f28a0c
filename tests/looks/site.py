"""The good site: a small college whose pages a person would call well made."""

from __future__ import annotations

from datetime import date

from tests.looks.files import SCRIPT, STYLE, Files
from tests.looks.frame import document
from tests.looks.key_pages import abitur, home, professionalitet, sveden
from tests.looks.news import news_list, news_pages
from tests.looks.other_pages import contacts, documents, search, sitemap, students
from tests.looks.pictures import PHOTOS, logo, photo
from tests.looks.style import SCRIPT_TEXT, sheet


def good(today: date) -> Files:
    """The whole site as it stands on a day; its newest news is three days old."""
    pages = (
        home(today),
        sveden(),
        abitur(today.year + 1),
        professionalitet(),
        news_list(today),
        *news_pages(today),
        students(),
        documents(),
        contacts(),
        search(),
    )
    files = {page.path: document(page, today.year).encode() for page in (*pages, sitemap(pages))}
    files |= {STYLE: sheet().encode(), SCRIPT: SCRIPT_TEXT.encode(), "/img/logo.png": logo()}
    return files | {f"/img/{name}.jpg": photo(name) for name in PHOTOS}
