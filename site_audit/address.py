"""Web addresses: join as browsers do (WHATWG), one normal form, and what belongs to a site."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from urllib.parse import unquote

import ada_url

from site_audit.model import Scope

# Parameters that open the same page: sessions (a short sid may be a section's number) and trackers.
_SESSION = re.compile(r"^(?:\w*sess(?:ion)?_?id|sid|s|osCsid)=[0-9a-z\-]{16,}$", re.IGNORECASE)
_TRACKER = re.compile(
    r"^(?:utm_\w+|yclid|gclid|fbclid|_openstat|ysclid|clear_cache|back_?url\w*|print|special)=",
    re.IGNORECASE,
)
_PATH_SESSION = re.compile(r";jsessionid=[^/?#]*|/\(S\([^)]*\)\)", re.IGNORECASE)
# A letter and a hexadecimal number, or a number of digits and letters: digits alone are a date.
_VOLATILE = re.compile(
    r"/(?:[a-z][0-9a-f]{8,}|(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,})(?=/|$)"
)


def _endings(named: str) -> frozenset[str]:
    return frozenset(named.split())


_READABLE = _endings("pdf doc docx xls xlsx rtf odt ods")
_PICTURES = _endings("jpg jpeg png gif webp tif tiff")
_DOCUMENT = _READABLE | _PICTURES | _endings("ppt pptx odp zip rar 7z sig txt csv")
_ASSET = _PICTURES | _endings(
    "svg ico bmp mp3 mp4 avi mov wmv webm ogg wav css js json xml rss woff woff2 ttf eot zip rar 7z"
    " gz exe apk msi iso sig p7s ppt pptx odp txt csv ics vcf"
)
_LONGEST_SUFFIX = 6  # signs, the dot among them
# An address in normal form: read without the parser, which costs fifty times more.
_PLAIN = re.compile(r"https?://[a-z0-9.\-]+(?::(?!80/|443/)\d+)?/[!-\[\]-~]*$")
_SIMPLE_PATH = re.compile(r"(?:/[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)+/?")  # joined as it stands
MAX_LENGTH = 2000  # longer addresses are traps (seen: 100 KB), servers refuse them too


@lru_cache(maxsize=16384)
def _join(base: str, href: str) -> str:
    try:
        joined: str = ada_url.join_url(base, href)
    except ValueError:
        return ""
    joined, _, fragment = joined.partition("#")
    if _is_route(fragment):
        joined = f"{joined}#{fragment}"
    if not joined.startswith(("http://", "https://")) or len(joined) > MAX_LENGTH:
        return ""
    return _without_user(joined) if "@" in joined.split("/", 3)[2] else joined


def _is_route(fragment: str) -> bool:
    return fragment.startswith(("/", "!")) and bool(fragment.strip("!/"))


def is_route(url: str) -> bool:
    """Whether only a script on the page can tell what stands at this address."""
    return "#" in url and _is_route(url.partition("#")[2])


def _without_user(url: str) -> str:
    scheme, _, rest = url.partition("//")
    authority, slash, path = rest.partition("/")
    return f"{scheme}//{authority.rpartition('@')[2]}{slash}{path}"


def join(base: str, href: str) -> str:
    """Where ``href`` on a page with the base address ``base`` leads, without its fragment.

    But a fragment that a script's router reads (``#/abitur``, ``#!abitur``) is part of the address.

    Empty for what no crawler opens: other schemes, broken addresses, longer than ``MAX_LENGTH``.
    """
    if len(href) > 4 * MAX_LENGTH:
        return ""
    if not href.isascii():
        href = href.encode("utf-8", "replace").decode("utf-8")  # lone surrogates are no address
    onto = base_for(base, href)
    if _SIMPLE_PATH.fullmatch(href) and len(onto) + len(href) < MAX_LENGTH and _is_plain(onto):
        return onto[:-1] + href
    return _join(onto, href)


@lru_cache(maxsize=4096)
def _is_plain(url: str) -> bool:
    return bool(_PLAIN.match(url))


def base_for(base: str, href: str) -> str:
    """As much of the base address as matters for ``href``: a menu's is the same on all pages."""
    if href.startswith(("http://", "https://")):
        return "http://invalid.invalid/"
    if href.startswith("/") and not href.startswith(("//", "/\\")):
        return _site(base)
    return base


@lru_cache(maxsize=4096)
def _site(url: str) -> str:
    return "/".join(url.split("/", 3)[:3]) + "/"


def normal(url: str) -> str:
    """``url`` in normal form, a missing scheme taken as http; empty when it is no web address."""
    text = url.strip()
    if not re.match(r"[a-z][a-z0-9+.\-]*://", text, re.IGNORECASE):
        text = "http://" + text.lstrip("/")
    return join("http://invalid.invalid/", text)


@lru_cache(maxsize=16384)
def _parts(url: str) -> tuple[str, str, str]:
    """(host with its port, path, query with its sign) of an address; empty of what is none."""
    if not _PLAIN.match(url):
        try:
            url = ada_url.URL(url).href
        except ValueError:
            return "", "", ""
    whole, _, fragment = url.partition("//")[2].partition("#")
    authority, _, rest = whole.partition("/")
    path, sign, query = rest.partition("?")
    if _is_route(fragment):  # the router's path goes on where the page's ends
        path = f"{path.rstrip('/')}/{fragment.lstrip('!/')}".lstrip("/")
    return authority.rpartition("@")[2].lower(), f"/{path}", sign + query


def host_of(url: str) -> str:
    """Host in lower case and punycode, without ``www.``; with its port for a bare IP address."""
    return _host(_parts(url)[0])


@lru_cache(maxsize=4096)
def _host(authority: str) -> str:
    if not authority:
        return ""
    name = re.sub(r":\d*$", "", authority).rstrip(".")
    return authority if is_ip(name) else name.removeprefix("www.")


@lru_cache(maxsize=4096)
def is_ip(host: str) -> bool:
    """Whether ``host`` is an IP address in any form of a URL's host."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def path_of(url: str) -> str:
    """Path of ``url`` with the query, percent signs decoded for matching words."""
    _, path, query = _parts(url)
    return unquote(path + query) if "%" in path or "%" in query else path + query


def _same_page(parameter: str) -> bool:
    return bool(_SESSION.match(parameter) or _TRACKER.match(parameter))


@lru_cache(maxsize=16384)
def key(url: str) -> str:
    """One key for addresses that open the same page: session ids, case and last slash apart."""
    host, path, search = _parts(url)
    if not host:
        return url
    path = _PATH_SESSION.sub("", path).rstrip("/").casefold()
    path = re.sub(r"/(?:index|default)\.(?:html?|php|aspx?)$", "", path)
    query = [part for part in search[1:].split("&") if part and not _same_page(part)]
    return f"{host_of(url)}{path}" + (f"?{'&'.join(query)}" if query else "")


@lru_cache(maxsize=16384)
def stable_key(url: str) -> str:
    """``key`` without path segments that look like session ids (they may also be real)."""
    return _VOLATILE.sub("", key(url))


def _suffix(url: str) -> str:
    """The ending of a file's name in lower case, without its dot; empty where there is none."""
    path = _parts(url)[1]
    name = path[-_LONGEST_SUFFIX:] if "%" not in path else unquote(path)[-_LONGEST_SUFFIX:]
    return name.rpartition(".")[2].lower() if "." in name else ""


@lru_cache(maxsize=16384)
def is_document(url: str) -> bool:
    """Whether the address ends like a file that a person downloads (text, table, scan, archive)."""
    return _suffix(url) in _DOCUMENT


def is_readable_document(url: str) -> bool:
    """Whether the address ends like a document with text in it: PDF, Word, Excel, ODF, RTF."""
    return _suffix(url) in _READABLE


def is_asset(url: str) -> bool:
    """Whether the address ends like a file that is neither a page nor a text document."""
    return _suffix(url) in _ASSET


def origin(url: str) -> str:
    """Scheme, host and port of ``url``."""
    return str(ada_url.URL(url).origin)


def place(url: str) -> tuple[str, str]:
    """(host, path prefix) that an address of the register stands for.

    A path means that prefix; a path that ends in a file name means its folder.
    """
    path = str(ada_url.URL(url).pathname)
    folder, _, last = path.rpartition("/")
    prefix = f"{folder}/" if "." in last or not last else f"{path}/"
    return host_of(url), prefix


def beside(url: str, prefix: str) -> str:
    """The folder where the path of ``url`` leaves ``prefix``: /sveden/a and /x/ give /sveden."""
    base = origin(url)
    steps = str(ada_url.URL(url).pathname).split("/")[1:]
    mine = prefix.split("/")[1:]
    common = next(
        (place for place, (a, b) in enumerate(zip(steps, mine, strict=False)) if a != b),
        min(len(steps), len(mine)),
    )
    return f"{base}/{'/'.join(steps[: common + 1])}"


def scope_of(urls: tuple[str, ...]) -> Scope:
    """The scope of a college: its address and the additional ones of the register."""
    places = (place(url) for url in map(normal, urls) if url)
    return Scope(places=tuple(dict.fromkeys(places)))


def _same_host(host: str, registered: str) -> bool:
    return host == registered or (host.endswith("." + registered) and not is_ip(registered))


def are_kin(one: str, other: str) -> bool:
    """Whether two addresses lie on one host, or on a host and its subdomain."""
    hosts = host_of(one), host_of(other)
    return _same_host(*hosts) or _same_host(*reversed(hosts))


def on_host(url: str, scope: Scope) -> bool:
    """Whether ``url`` lies on a host of the scope or its subdomain, whatever its path."""
    host = host_of(url)
    return any(_same_host(host, registered) for registered, _ in scope.places)


def inside(url: str, scope: Scope) -> bool:
    """Whether ``url`` is part of the site."""
    host, path = host_of(url), _parts(url)[1] + "/"
    for registered, prefix in scope.places:
        if path.startswith(prefix) and _same_host(host, registered):
            return True
    return False
