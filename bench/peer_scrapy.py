"""The same reading with Scrapy. ``python -m bench.peer_scrapy URL…``"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess

from bench.floor import AT_ONCE, FILES, SOUGHT
from bench.meter import metered, tell

SETTINGS = {
    "LOG_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "DOWNLOAD_DELAY": 0,
    "CONCURRENT_REQUESTS": AT_ONCE,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
}


class Reading(scrapy.Spider):
    """Follows the links of each site, looks for the same words as the floor."""

    name = "reading"
    pages = 0
    found: dict[str, set[str]] = {}  # noqa: RUF012  one spider, one process

    async def start(self) -> AsyncIterator[Any]:
        for url in sys.argv[1:]:
            yield scrapy.Request(url)

    def parse(self, response: Any, **kwargs: Any) -> Iterator[Any]:
        if not isinstance(response, scrapy.http.HtmlResponse):
            return
        Reading.pages += 1
        pieces = response.xpath("//body//text()[not(ancestor::script|ancestor::style)]").getall()
        text = " ".join(pieces).casefold()
        words = {word for word in SOUGHT if word in text}
        self.found.setdefault(response.url.split("/")[2], set()).update(words)
        for href in response.xpath("//a/@href").getall():
            if href.startswith("/") and not href.endswith(FILES):
                yield response.follow(href)


def main() -> None:
    with metered() as spent:
        process = CrawlerProcess(SETTINGS)
        process.crawl(Reading)
        process.start()
    tell(spent, pages=Reading.pages, found=sum(map(len, Reading.found.values())))


if __name__ == "__main__":
    main()
