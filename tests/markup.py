"""Markup that means the same: the ways in which engines and hands write one page differently.

A page is cut into tags, comments and texts; each change rewrites some of them, at ``random``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from urllib.parse import urlsplit

Tokens = list[str]
Change = Callable[[Tokens, Random, str], Tokens]
"""(tokens of a page, choices, address of the page) -> tokens."""

_TOKEN = re.compile(
    r"<!--.*?-->|<(script|style|textarea|pre|svg|title|option|noscript)\b[^>]*>.*?</\1\s*>"
    r"|</?[A-Za-z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>|<![^>]*>|[^<]+|<",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(
    r"<([A-Za-z][\w-]*)((?:\s+[^\s=>\"'/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+))?)*)\s*(/?)>"
)
_ATTRIBUTE = re.compile(r"([^\s=>\"'/]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>\"']+))?")
_BARE = re.compile(r"[\w./:#-]*[\w.:#-]")  # no slash at the end, which would close the tag
_LETTER = re.compile(r"[А-Яа-яЁё]")
_LONG_WORD = re.compile(r"[А-Яа-яЁё]{10,}")
_BLOCKS = ("p", "table", "ul", "ol", "h1", "h2", "h3", "section", "form", "figure")


def tokens_of(markup: str) -> Tokens:
    """The tags, comments, texts and raw elements of a page: joined, they are the page."""
    return [match.group() for match in _TOKEN.finditer(markup)]


def _is_text(token: str) -> bool:
    return not token.startswith("<") and bool(token.strip())


def _in_texts(change: Callable[[str, Random], str], often: float) -> Change:
    """A change of some of the texts that stand in the body."""

    def run(tokens: Tokens, random: Random, url: str) -> Tokens:
        start = next((n for n, one in enumerate(tokens) if one.lower().startswith("<body")), 0)
        return [
            change(token, random)
            if number > start and _is_text(token) and random.random() < often
            else token
            for number, token in enumerate(tokens)
        ]

    return run


def _attributes(tag: str) -> tuple[str, list[tuple[str, str | None]], str] | None:
    """(name, attributes unquoted but not unescaped, slash at the end) of an opening tag."""
    match = _TAG.fullmatch(tag)
    if match is None:
        return None
    pairs = [
        (one[1], one[2].strip("\"'") if one[2] and one[2][0] in "\"'" else one[2])
        for one in _ATTRIBUTE.finditer(match[2])
    ]
    return match[1], pairs, match[3]


def _quoted(value: str, random: Random) -> str:
    kinds = [f'"{value}"'] if '"' not in value else []
    kinds += [f"'{value}'"] if "'" not in value else []
    kinds += [value] if _BARE.fullmatch(value) else []
    return random.choice(kinds)


def _rewritten(
    tag: str, random: Random, change: Callable[[list[tuple[str, str | None]]], None]
) -> str:
    found = _attributes(tag)
    if found is None or tag.startswith("<!"):
        return tag
    name, pairs, slash = found
    change(pairs)
    said = [key if value is None else f"{key}={_quoted(value, random)}" for key, value in pairs]
    return f"<{' '.join([name, *said])}{' /' if slash else ''}>"


def _in_tags(change: Callable[[list[tuple[str, str | None]], Random], None]) -> Change:
    """A change of the attributes of every opening tag."""

    def run(tokens: Tokens, random: Random, url: str) -> Tokens:
        return [
            _rewritten(token, random, lambda pairs: change(pairs, random))
            if _TAG.fullmatch(token)
            else token
            for token in tokens
        ]

    return run


def _shuffle(pairs: list[tuple[str, str | None]], random: Random) -> None:
    random.shuffle(pairs)


def _adorn(pairs: list[tuple[str, str | None]], random: Random) -> None:
    if random.random() < 0.4:
        pairs.append((f"data-{random.choice('abcd')}-id", str(random.randrange(999))))
    classes = [number for number, (name, value) in enumerate(pairs) if name == "class" and value]
    if classes:
        name, value = pairs[classes[0]]
        pairs[classes[0]] = name, f"{value} t{random.randrange(999)}"
    elif random.random() < 0.4:
        pairs.append(("class", f"block-{random.randrange(99)} js-x"))


def _shout(tokens: Tokens, random: Random, url: str) -> Tokens:
    """Names of tags and attributes in upper case."""

    def upper(tag: str) -> str:
        return _rewritten(
            re.sub(r"^<[\w-]+", lambda name: name.group().upper(), tag),
            random,
            lambda pairs: pairs.__setitem__(slice(None), [(k.upper(), v) for k, v in pairs]),
        )

    return [
        upper(one) if _TAG.fullmatch(one) else one.upper() if one.startswith("</") else one
        for one in tokens
    ]


def _comment(tokens: Tokens, random: Random, url: str) -> Tokens:
    """Comments before tags of the body, as engines leave them."""
    said = ("<!-- /wp:block -->", "<!--noindex-->", "<!-- Профессионалитет -->", "<!-- <p>2026 -->")
    body = False
    found: Tokens = []
    for token in tokens:
        if body and token.startswith("<") and random.random() < 0.2:
            found.append(random.choice(said))
        found.append(token)
        body = body or token.lower().startswith("<body")
    return found


def _spaced(text: str, random: Random) -> str:
    return re.sub(r"(?<=\S)\s+(?=\S)", lambda _: random.choice((" ", "\n\t ", "  \r\n")), text)


def _unbroken(text: str, random: Random) -> str:
    return re.sub(
        r"(?<=\S) (?=\S)", lambda _: random.choice((" ", "&nbsp;", "\u00a0", "&#160;")), text
    )


def _named(text: str, random: Random) -> str:
    names = {"«": "&laquo;", "»": "&raquo;", "—": "&mdash;", "–": "&ndash;", "№": "&numero;"}
    return re.sub("|".join(names), lambda sign: names[sign.group()], text)


def _numbered(text: str, random: Random) -> str:
    form = random.choice(("&#{};", "&#x{:x};"))
    return _LETTER.sub(lambda letter: form.format(ord(letter.group())), text)


def _hyphened(text: str, random: Random) -> str:
    shy = random.choice(("\u00ad", "&shy;"))
    return _LONG_WORD.sub(lambda word: f"{word.group()[:5]}{shy}{word.group()[5:]}", text)


def _stressed(text: str, random: Random) -> str:
    tag = random.choice(("b", "strong", "font color=red", "span style='color:#333'", "em"))
    return f"<{tag}>{text}</{tag.split()[0]}>"


def _wrapped(tokens: Tokens, random: Random, url: str) -> Tokens:
    """Blocks in a div of their own, where their end is written."""
    before: dict[int, str] = {}
    after: dict[int, str] = {}
    open_tags: list[tuple[str, int]] = []
    for number, token in enumerate(tokens):
        name = re.match(r"</?([\w-]+)", token)
        if name is None or name[1].lower() not in _BLOCKS:
            continue
        kind = name[1].lower()
        if not token.startswith("</"):
            open_tags.append((kind, number))
        elif open_tags and open_tags[-1][0] == kind:
            _, start = open_tags.pop()
            if random.random() < 0.5:
                before[start] = before.get(start, "") + "<div class=wrap>"
                after[number] = "</div>" + after.get(number, "")
        else:
            open_tags.clear()
    return [
        f"{before.get(number, '')}{token}{after.get(number, '')}"
        for number, token in enumerate(tokens)
    ]


def _renamed(one: str, other: str) -> Change:
    """All elements of one name as elements of another, where each has its end."""

    def run(tokens: Tokens, random: Random, url: str) -> Tokens:
        opening = re.compile(rf"<{one}(?=[\s>])", re.IGNORECASE)
        closing = re.compile(rf"</{one}\s*>", re.IGNORECASE)
        starts = sum(bool(opening.match(token)) for token in tokens)
        if starts != sum(bool(closing.match(token)) for token in tokens):
            return tokens
        return [closing.sub(f"</{other}>", opening.sub(f"<{other}", token)) for token in tokens]

    return run


def _readdressed(tokens: Tokens, random: Random, url: str) -> Tokens:
    """Links to pages of the site in other spellings of the same address."""
    host = f"//{urlsplit(url).netloc}"

    def spell(href: str) -> str:
        path = href.partition("#")[0]
        if not re.fullmatch(r"/[\w/.-]+", href) or path.startswith("//"):
            return href
        kinds = [href, f"/.{href}", f"{host}{href}", f"http:{host}{href}", f" {href} "]
        if "." not in path.rsplit("/", 1)[-1]:
            kinds.append(href.rstrip("/") if href.endswith("/") else f"{href}/")
        return random.choice(kinds)

    def change(pairs: list[tuple[str, str | None]]) -> None:
        pairs[:] = [
            (key, spell(value) if key.lower() == "href" and value else value)
            for key, value in pairs
        ]

    if any(token.lower().startswith("<base") for token in tokens):
        return tokens
    return [
        _rewritten(one, random, change) if re.match(r"<a\s", one, re.IGNORECASE) else one
        for one in tokens
    ]


def _escaped_values(pairs: list[tuple[str, str | None]], random: Random) -> None:
    pairs[:] = [
        (key, _LETTER.sub(lambda sign: f"&#{ord(sign.group())};", value))
        if value and key.lower() in ("alt", "title", "href", "aria-label")
        else (key, value)
        for key, value in pairs
    ]


CHANGES: dict[str, Change] = {
    "soft hyphens": _in_texts(_hyphened, 1),  # first, while all letters are letters
    "shuffled attributes": _in_tags(_shuffle),
    "more classes": _in_tags(_adorn),
    "entities in attributes": _in_tags(_escaped_values),
    "upper case": _shout,
    "comments": _comment,
    "white space": _in_texts(_spaced, 1),
    "no-break spaces": _in_texts(_unbroken, 0.7),
    "named entities": _in_texts(_named, 1),
    "numeric entities": _in_texts(_numbered, 0.5),
    "stressed": _in_texts(_stressed, 0.4),
    "wrapped": _wrapped,
    "lists": _renamed("ul", "ol"),
    "other lists": _renamed("ol", "ul"),
    "paragraphs": _renamed("p", "div"),
    "addresses": _readdressed,
}
"""By name, changes that a visitor of the page does not see."""


def changed(markup: str, names: tuple[str, ...], random: Random, url: str) -> str:
    """The page after the changes of these names, in the order of ``CHANGES``."""
    for name in sorted(names, key=list(CHANGES).index):
        markup = "".join(CHANGES[name](tokens_of(markup), random, url))
    return markup
