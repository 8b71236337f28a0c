"""With which system a site is made, or on whose hosting it stands, told by what its pages show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from criteria import look
from site_audit import address
from site_audit.model import Evidence, Finding, Page, Rules, Snapshot
from site_audit.text import squeeze

# What the tag ``generator`` calls a system: (its name, a word of the tag in lower case).
_GENERATORS: tuple[tuple[str, str], ...] = (
    ("WordPress", "wordpress"), ("WordPress", "elementor"), ("WordPress", "wpbakery"),
    ("Joomla", "joomla"), ("1С-Битрикс", "bitrix"), ("Drupal", "drupal"), ("uCoz", "ucoz"),
    ("DataLife Engine", "datalife"), ("MODX", "modx"), ("NetCat", "netcat"), ("UMI.CMS", "umi.cms"),
    ("TYPO3", "typo3"), ("October CMS", "october"), ("HostCMS", "hostcms"),
    ("InstantCMS", "instantcms"),
    ("Tilda", "tilda"), ("Wix", "wix.com"), ("MediaWiki", "mediawiki"), ("Next.js", "next.js"),
    ("Nuxt", "nuxt"), ("Hugo", "hugo"), ("MkDocs", "mkdocs"), ("Jekyll", "jekyll"),
    ("Microsoft FrontPage", "microsoft frontpage"), ("Nubex", "nubex"),
)  # fmt: skip
# Hosts of platforms, of the site itself or of its pictures; ends of host names.
_HOSTS: tuple[tuple[str, str], ...] = (
    ("Госвеб (gosuslugi.ru)", "gosuslugi.ru"), ("Госвеб (gosuslugi.ru)", "gosweb.ru"),
    ("Tilda", "tildacdn.com"), ("Tilda", "tildacdn.pro"), ("Tilda", "tilda.ws"),
    ("Wix", "wixstatic.com"), ("Wix", "wixsite.com"),
    ("uCoz", "ucoz.ru"), ("uCoz", "ucoz.net"), ("uCoz", "ucoz.com"), ("uCoz", "ucoz.org"),
    ("uCoz", "ucoz.site"), ("uCoz", "usite.pro"), ("uCoz", "my1.ru"), ("uCoz", "3dn.ru"),
    ("uCoz", "at.ua"), ("uCoz", "clan.su"), ("uCoz", "moy.su"), ("uCoz", "narod.ru"),
    ("портал mskobr.ru", "mskobr.ru"), ("портал edusite.ru", "edusite.ru"),
    ("портал edu-sites.ru", "edu-sites.ru"), ("портал siteedu.ru", "siteedu.ru"),
    ("Nubex", "nubex.ru"), ("Google Сайты", "sites.google.com"), ("GitHub Pages", "github.io"),
    ("Nethouse", "nethouse.ru"), ("Creatium", "creatium.site"), ("Vigbo", "vigbo.com"),
    ("портал edu.tatar.ru", "edu.tatar.ru"), ("LPmotor", "lpmotor.ru"),
)  # fmt: skip
# What stands in the addresses of a site's own pages, files and pictures, the surest first.
_PATHS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("1С-Битрикс", ("/bitrix/", "/upload/iblock/", "/upload/medialibrary/")),
    ("WordPress", ("/wp-content/", "/wp-includes/", "/wp-admin", "/wp-login.php")),
    ("Joomla", ("option=com_", "/components/com_", "/media/k2/", "/media/system/")),
    ("Drupal", ("/sites/default/files", "/sites/all/", "/core/misc/drupal", "/misc/drupal")),
    ("NetCat", ("/netcat_files/", "/netcat_template/", "/netcat/")),
    ("DataLife Engine", ("/engine/download", "/engine/modules", "/uploads/posts/", "?do=register")),
    ("MODX", ("/assets/components/", "/assets/cache/images/", "/manager/assets/")),
    ("UMI.CMS", ("/images/cms/", "/files/cms/", "/udata:/")),
    ("October CMS", ("/storage/app/media/", "/storage/app/uploads/public/")),
    ("HostCMS", ("/upload/information_system_", "/hostcmsfiles/")),
    ("InstantCMS", ("/upload/000/u",)),
    ("TYPO3", ("/fileadmin/", "/typo3temp/", "/typo3conf/")),
    ("Next.js", ("/_next/",)),
    ("Nuxt", ("/_nuxt/", "/_ipx/")),
    ("MediaWiki", ("/index.php?title=", "/skins/vector")),
    ("Nubex", ("/_data/objects/",)),
)  # fmt: skip
# Forms of addresses that only one system has.
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("uCoz", re.compile(
        r"/(?:_ld|_nw|_pu|_si|_ph|_fr)/\d|/index/[^/\s]+/0-\d+"
        r"|/(?:publ|load|gb|photo|stuff|board|dir)/\d+-\d|/news/[^/\s]+/20\d\d-\d\d-\d\d-\d"
    )),
    ("Joomla", re.compile(r"/index\.php/[\w-]+/\d+-[\w-]+|[?&]itemid=\d+", re.IGNORECASE)),
    ("Drupal", re.compile(r"/node/\d+(?:\s|$)|[?&]q=node/\d", re.MULTILINE)),
    ("Tilda", re.compile(r"/tild\d{4}-\d{4}-")),
    ("Moodle", re.compile(r"/course/view\.php\?id=|/theme/image\.php")),
)  # fmt: skip
_LOOKED = 6  # pages: what has shown nothing on so many shows nothing on the next
_LONGEST = 60  # signs of what a site calls its own system


class _Told(NamedTuple):
    name: str
    page: Page
    quote: str


def vendor(snapshot: Snapshot, rules: Rules) -> Finding:
    """The system or the hosting of a site, with the tag or the address that tells it."""
    home = snapshot.home
    if home is None:
        return Finding(mark=None, reason="vendor_untold", because="Сайт прочитать не удалось.")
    pages = [home, *(one for one in snapshot.pages[1:] if one.kind == "content")][:_LOOKED]
    told = next(chain(_by_generator(pages), _by_addresses(pages), _unknown(pages)), None)
    if told is None:
        because = "По адресам и разметке страниц не понять, на какой системе сделан сайт."
        evidence = (look.title_evidence(home),)
        return Finding(mark=0, reason="vendor_untold", because=because, evidence=evidence)
    evidence = (
        Evidence(kind="text", url=told.page.url, quote=told.quote, clicks=told.page.clicks),
    )
    because = f"Система или площадка сайта: {told.name}."
    return Finding(mark=1, reason="vendor_told", because=because, evidence=evidence)


def _by_generator(pages: Iterable[Page]) -> Iterator[_Told]:
    for page in pages:
        said = squeeze(page.facts.generator)
        for name, word in _GENERATORS if said else ():
            if word in said.lower():
                yield _Told(name, page, f'<meta name="generator" content="{said[:_LONGEST]}">')


def _unknown(pages: Iterable[Page]) -> Iterator[_Told]:
    """What a site calls its system that we do not know: its own word stands."""
    for page in pages:
        said = squeeze(page.facts.generator)[:_LONGEST]
        if said:
            yield _Told(f"«{said}»", page, f'<meta name="generator" content="{said}">')


def _by_addresses(pages: Iterable[Page]) -> Iterator[_Told]:
    for page in pages:
        facts = page.facts
        pictures = [one.url for one in (*facts.images, *facts.drawings) if one.url]
        host = address.host_of(page.url)
        near = chain((one.url for one in facts.links if one.url), pictures)
        own = dict.fromkeys(url for url in near if address.host_of(url) == host)
        yield from _by_host(page, (page.url, *filter(_is_store, pictures)))
        yield from _by_path(page, "\n".join((page.url, *own)))


def _is_store(url: str) -> bool:
    """Whether a picture lies in a builder's own store; others may be anybody's banner."""
    return any(word in address.host_of(url) for word in ("cdn", "static"))


def _by_host(page: Page, urls: Iterable[str]) -> Iterator[_Told]:
    for url in dict.fromkeys(urls):
        host = f".{address.host_of(url)}"
        for name, end in _HOSTS:
            if host.endswith(f".{end}"):
                yield _Told(name, page, url)


def _by_path(page: Page, urls: str) -> Iterator[_Told]:
    low = urls.lower()
    for name, signs in _PATHS:
        for sign in signs:
            if sign in low:
                yield _Told(name, page, _line_at(urls, low.index(sign)))
    for name, form in _FORMS:
        match = form.search(low)
        if match:
            yield _Told(name, page, _line_at(urls, match.start()))


def _line_at(text: str, place: int) -> str:
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    return text[start : end if end >= 0 else None]
