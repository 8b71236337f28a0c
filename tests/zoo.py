"""A zoo of hostile college sites: under each lies the same good college, and one thing is amiss.

The sites stand on loopback addresses of their own and are served by one thread; canaries stand on
addresses that no audit may reach.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread

from tests.hostile_pages import GONE, Answer, Choose, Pages, Said, Site, canaries, serving

NET = "127.88.0.0/16"
CANARIES = ("127.0.0.1", "::1")
PAPERS = "/sveden/document"  # the page of A3, which most beasts spoil

# ---------------------------------------------------------------- the good college

_SUBSECTIONS = {
    "common": "Основные сведения",
    "struct": "Структура и органы управления образовательной организацией",
    "document": "Документы",
    "employees": "Руководство. Педагогический состав",
    "objects": "Материально-техническое обеспечение и оснащённость образовательного процесса",
    "paid_edu": "Платные образовательные услуги",
    "budget": "Финансово-хозяйственная деятельность",
    "vacant": "Вакантные места для приёма (перевода) обучающихся",
    "ovz": "Доступная среда",
    "inter": "Международное сотрудничество",
}
_MENU = {
    "/": "Главная",
    "/sveden": "Сведения об образовательной организации",
    "/abitur": "Приёмная кампания",
    "/prof": "Профессионалитет",
    "/news": "Новости",
}
PROSE = (
    "Приозёрский колледж учит станочников и сварщиков с 1954 года: мастерские, спортивный зал и "
    "общежитие стоят рядом, у набережной. Занятия начинаются в девять, вечерами работают кружки."
)
_LISTS = (
    "<h2>Перечень образовательных программ</h2><ul><li>15.02.16 Технология машиностроения</li>"
    "<li>15.01.05 Сварщик</li></ul><h2>Программы ФП «Профессионалитет»</h2>"
    "<ul><li>15.02.16 Технология машиностроения</li></ul>"
    "<p>Форма обучения: очная, заочная</p><p>Финансирование: бюджет, внебюджет</p>"
    "<p>Стоимость обучения: 52 000 руб. в год</p>"
    "<p><a href=/prof>Вкладка «Профессионалитет»</a></p>"
)
PROJECT = (
    f"<p>{PROSE}</p><p>Федеральный проект «Профессионалитет» соединяет колледж и завод: студенты "
    "учатся на рабочих местах будущих работодателей, а программы составлены вместе с ними.</p>"
    "<p><a href='https://япроф.рф/'>япроф.рф</a> <a href='https://t.me/FP_professionalitet'>"
    "Телеграм-канал проекта</a></p><h2>Перечень специальностей</h2>"
    "<ul><li>15.02.16 Технология машиностроения</li></ul>"
)


def leaf(title: str, body: str, head: str = "") -> str:
    """A page of the college, with its menu."""
    rows = "".join(f"<li><a href={path}>{text}</a>" for path, text in _MENU.items())
    return (
        f"<!doctype html><html lang=ru><head><meta charset=utf-8><title>{title}</title>{head}"
        f"</head><body><nav><ul>{rows}</ul></nav><main><h1>{title}</h1>{body}</main></body></html>"
    )


def papers(more: str, head: str = "") -> str:
    """The page of documents, whole, with something behind its text."""
    text = f"<p>Устав колледжа принят общим собранием. {PROSE}</p>"
    return leaf(_SUBSECTIONS["document"], text + more, head)


def home(more: str = "", head: str = "") -> str:
    """The home page with something behind its text."""
    return leaf("Приозёрский политехнический колледж", f"<p>{PROSE}</p>{more}", head)


def _good() -> dict[str, Said]:
    links = (f"<li><a href=/sveden/{path}>{title}</a>" for path, title in _SUBSECTIONS.items())
    pages: dict[str, Said] = {
        "/": home(),
        "/sveden": leaf(_MENU["/sveden"], f"<ul>{''.join(links)}</ul>"),
        "/abitur": leaf("Приёмная кампания 2026", _LISTS),
        "/prof": leaf("Профессионалитет", PROJECT),
        "/news": leaf("Новости", "<article><h2>20.11.2026 День открытых дверей</h2></article>"),
    }
    for path, title in _SUBSECTIONS.items():
        pages[f"/sveden/{path}"] = leaf(title, f"<p>{title} колледжа. {PROSE}</p>")
    return pages | {PAPERS: papers("")}


GOOD: Pages = _good()


def path_of(head: str) -> str:
    """The path that a request asks for, its query left out."""
    return head.split(" ", 2)[1].partition("?")[0]


def college(pages: Pages) -> Choose:
    """The good college with some pages replaced."""
    known = {**GOOD, **pages}
    return lambda head: known.get(path_of(head), GONE)


# ---------------------------------------------------------------- beasts


@dataclass(frozen=True, kw_only=True)
class Beast:
    """A hostile site and how its audit must end.

    ``reason`` belongs to ``outcome``; ``lost`` are the criteria that cannot be told, all others are
    as on the good site; ``most_requests`` bounds the visit. ``make`` gets the port of the canaries
    and is called anew for each serving: what a beast remembers lasts as long as that. ``banner`` is
    said to whoever comes, instead of all else; ``slow``: it takes its audit longer than a test may.
    """

    name: str
    make: Callable[[int], Choose]
    outcome: str = "partial"
    reason: str | None = None
    lost: frozenset[str] = frozenset({"A3"})
    most_requests: int = 60
    slow: bool = False
    tls: Callable[[], ssl.SSLContext] | None = None
    scheme: str = ""
    banner: bytes | None = None


def spoiled(name: str, said: Said, reason: str | None, path: str = PAPERS, **more: bool) -> Beast:
    """A beast that spoils one page; no ``reason``: the page is read all the same."""
    pages = {path: said}
    if reason is None:
        return Beast(
            name=name, make=lambda port: college(pages), outcome="audited", lost=frozenset(), **more
        )
    return Beast(name=name, make=lambda port: college(pages), reason=reason, **more)


def away(place: str, status: str = "302 Found") -> Answer:
    """A redirect."""
    return Answer(status=status, fields=(f"Location: {place}",))


def closed(name: str, make: Callable[[int], Choose], reason: str) -> Beast:
    """A beast that cannot be audited at all."""
    return Beast(name=name, make=make, outcome="not_audited", reason=reason)


# ---------------------------------------------------------------- the zoo


@dataclass
class Zoo:
    """Beasts that are being served; ``hits`` is what reached a canary."""

    sites: Mapping[str, Site]
    port: int
    hits: list[str] = field(default_factory=list)


@contextmanager
def zoo(beasts: Sequence[Beast]) -> Iterator[Zoo]:
    """Serves beasts from a background thread until the block ends."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="zoo", daemon=True)
    thread.start()
    opened = _opened(beasts)
    try:
        yield asyncio.run_coroutine_threadsafe(opened.__aenter__(), loop).result()
    finally:
        asyncio.run_coroutine_threadsafe(opened.__aexit__(None, None, None), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@asynccontextmanager
async def _opened(beasts: Sequence[Beast]) -> AsyncIterator[Zoo]:
    async with AsyncExitStack() as stack:
        port, hits = await stack.enter_async_context(canaries(CANARIES))
        sites = {
            beast.name: await stack.enter_async_context(_caged(beast, number, port))
            for number, beast in enumerate(beasts, 1)
        }
        yield Zoo(sites=sites, port=port, hits=hits)


@asynccontextmanager
async def _caged(beast: Beast, number: int, port: int) -> AsyncIterator[Site]:
    host = f"127.88.{number // 250}.{number % 250 + 1}"
    if beast.banner is None:
        async with serving(beast.make(port), host, beast.tls and beast.tls()) as site:
            site.scheme = beast.scheme or site.scheme
            yield site
    else:
        async with _speaking(beast.banner, host) as listening:
            yield Site(host, listening, beast.scheme)


@asynccontextmanager
async def _speaking(banner: bytes, host: str) -> AsyncIterator[int]:
    """A server that says the same to whoever comes, and hangs up; its port."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            writer.write(banner)
            await writer.drain()
            await reader.read(65_536)
            writer.close()
            await writer.wait_closed()

    server = await asyncio.start_server(talk, host, 0)
    yield server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
