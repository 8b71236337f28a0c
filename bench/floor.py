"""The floor: the least that reading a site can cost. ``python -m bench.floor URL…``

A bare ``httpx2.AsyncClient`` over one shared pool, selectolax for links and text, thirty words
looked for in the folded text. No robots, no bounds, no evidence, nothing is kept.
"""

from __future__ import annotations

import asyncio
import re
import sys

import httpx2
from selectolax.lexbor import LexborHTMLParser

from bench.meter import metered, tell

AT_ONCE = 4  # sites, as a worker does; one request at a time to each
SOUGHT = (
    "основные сведения", "структура и органы", "документы", "руководство", "педагогический состав",
    "материально-техническое", "платные образовательные", "финансово-хозяйственная",
    "вакантные места", "доступная среда", "международное сотрудничество", "учредитель",
    "устав", "самообследовани", "директор", "стаж работы", "мастерские", "библиотека",
    "договор", "стоимость", "ассигнований", "курс", "инвалид", "пандус", "соглашение",
    "образовательные программы", "фгос", "стипендия", "столовая", "в стадии разработки",
)  # fmt: skip
FILES = (".pdf", ".docx", ".jpg", ".png", ".css", ".js")
_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)")


def read_page(body: bytes, content_type: str) -> tuple[list[str], set[str]]:
    """(addresses of links, the sought words that are there) of a page."""
    named = _CHARSET.search(content_type.encode() + body[:1024])
    tree = LexborHTMLParser(body.decode(named[1].decode() if named else "utf-8", "replace"))
    links = [node.attributes.get("href") or "" for node in tree.css("a[href]")]
    for node in tree.css("script,style"):
        node.decompose()
    text = tree.body.text(separator=" ").casefold() if tree.body else ""
    return links, {word for word in SOUGHT if word in text}


async def read_site(client: httpx2.AsyncClient, home: str) -> tuple[int, set[str]]:
    """(pages read, sought words found) of the pages that can be reached from a home page."""
    origin = home.rstrip("/")
    waiting, known, pages = ["/"], {"/"}, 0
    found: set[str] = set()
    while waiting:
        answer = await client.get(origin + waiting.pop())
        if answer.status_code != 200:
            continue
        pages += 1
        links, words = read_page(answer.content, answer.headers["content-type"])
        found |= words
        for link in links:
            path = link.partition("#")[0]
            if path.startswith("/") and path not in known and not path.endswith(FILES):
                known.add(path)
                waiting.append(path)
    return pages, found


async def read_all(homes: list[str]) -> list[tuple[int, set[str]]]:
    """All sites, ``AT_ONCE`` at a time."""
    turn = asyncio.Semaphore(AT_ONCE)

    async with httpx2.AsyncClient(trust_env=False, timeout=30) as client:

        async def one(home: str) -> tuple[int, set[str]]:
            async with turn:
                return await read_site(client, home)

        return await asyncio.gather(*map(one, homes))


def main() -> None:
    with metered() as spent:
        sites = asyncio.run(read_all(sys.argv[1:]))
    tell(spent, pages=sum(pages for pages, _ in sites), found=sum(len(words) for _, words in sites))


if __name__ == "__main__":
    main()
