"""A tab: one context of one site with one page in it, which is renewed after trouble."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, cast

from playwright.async_api import Browser, BrowserContext, CDPSession, Page

from site_audit.browser.deadline import BrowserError, within
from site_audit.browser.viewports import DESKTOP, Viewport, Visitor, user_agent

T = TypeVar("T")
Turn = Callable[[str], AbstractAsyncContextManager[Callable[[int], None]]]
"""Address -> the turn in which it may be asked for: a load is one paced request."""

Clip = tuple[float, float, float, float]
"""A box of the document in CSS pixels: left, top, width, height."""

LOAD_SECONDS = 25.0
ASK_SECONDS = 10.0
CLOSE_SECONDS = 5.0
ALIVE_SECONDS = 3.0
MOST_DOCUMENTS = 40  # of one load, frames and redirects among them: some pages reload for ever
_REFUSALS = ("blocked_address", "dns", "refused", "timeout", "budget", "time", "bad_url")
_STATUS = "performance.getEntriesByType('navigation')[0]?.responseStatus ?? 0"
_WEARING = ("browser_timeout", "browser_crash", "browser_gone")
_NO_PICTURE = "Unable to capture screenshot"  # of a page that can well be pictured
_REFUSED_PICTURES = 3  # in a row, before it is a trouble: a busy machine draws late
_NEXT_FRAME = """new Promise((done) => {
  setTimeout(done, 500); requestAnimationFrame(() => requestAnimationFrame(done)); })"""
WORLD = "site-audit"  # our scripts see the page's document and not its variables


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """Where a load ended. ``whole``: the page's load event came; else what is there by then."""

    url: str
    status: int
    whole: bool


class Tab:
    """One page, led over CDP. Whatever takes longer than its deadline raises BrowserError."""

    def __init__(self, browser: Browser, visitor: Visitor) -> None:
        self._browser = browser
        self._visitor = visitor
        self._context: BrowserContext | None = None
        self._page: Page | None = None
        self._cdp: CDPSession | None = None
        self._world: int | None = None
        self._held: list[str] | None = None  # addresses of documents that are not to be loaded
        self._awaited = ""  # the address that is being opened
        self._documents = 0  # asked for since then
        self._crash: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._is_worn = self._is_over = False
        self.is_traced = False  # and was not yet ended
        self._running: set[asyncio.Task[None]] = set()

    async def begin(self) -> None:
        """Opens the context and its first page."""
        making = self._browser.new_context(
            proxy={"server": self._visitor.proxy, "bypass": "<-loopback>"},  # nothing goes round it
            no_viewport=True,
            user_agent=self.agent(mobile=False),
            locale="ru-RU",
            timezone_id="Europe/Moscow",
            color_scheme="light",
            reduced_motion="reduce",
            service_workers="block",
            accept_downloads=False,
            ignore_https_errors=self._visitor.trusting,
        )
        self._context = await self.within(ASK_SECONDS, making)
        self._context.on("page", self._close_popup)
        await self.renew()

    def agent(self, *, mobile: bool) -> str:
        """How we call ourselves to the site."""
        return user_agent(self._browser.version, self._visitor.agent, mobile)

    @property
    def is_worn(self) -> bool:
        """Whether something hung or crashed, so that the next site is owed another browser."""
        return self._is_worn or self.is_traced

    async def renew(self) -> None:
        """A new page instead of one that hangs or crashed."""
        assert self._context is not None
        old, self._page, self._cdp, self._world = self._page, None, None, None
        self._crash = asyncio.get_running_loop().create_future()
        if old is not None:
            with suppress(BrowserError):  # what cannot be closed ends with the context
                await self.within(CLOSE_SECONDS, old.close())
        self._page = page = await self.within(ASK_SECONDS, self._context.new_page())
        page.on("crash", self._give_up)
        self._cdp = await self.within(ASK_SECONDS, self._context.new_cdp_session(page))
        await self._guard(self._cdp)
        await self.show(DESKTOP)

    async def end(self) -> None:
        """Closes all; raises BrowserError when the browser does not answer any more."""
        await self.leave()
        if self._context is not None:
            await within(CLOSE_SECONDS, self._context.close())

    async def leave(self) -> None:
        """Lets go of a browser that does not answer."""
        self._is_over = True
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _close_popup(self, page: Page) -> None:
        if self._page is not None and page is not self._page:
            self._later(page.close())

    def _give_up(self, page: Page) -> None:
        """What is asked of a crashed page would be waited for in vain."""
        if page is self._page and not self._crash.done():
            self._crash.set_result(None)

    def _later(self, doing: Coroutine[Any, Any, Any]) -> None:
        """Lets something run beside; what fails there shows in what is awaited here."""
        if self._is_over:
            doing.close()
            return
        task = asyncio.create_task(_quietly(doing))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _guard(self, cdp: CDPSession) -> None:
        """Answers the proxy's first question, and looks at each document that is asked for.

        From the answer on the context remembers it. Credentials given to Playwright would make it
        stop and look at each single request.
        """

        def asked(event: dict[str, Any]) -> None:
            answer = {
                "response": "ProvideCredentials",
                "username": self._visitor.username,
                "password": self._visitor.password,
            }
            if event["authChallenge"].get("source") != "Proxy":
                answer = {"response": "CancelAuth"}
            told = {"requestId": event["requestId"], "authChallengeResponse": answer}
            self._later(cdp.send("Fetch.continueWithAuth", told))

        def paused(event: dict[str, Any]) -> None:
            told = {"requestId": event["requestId"]}
            if self._may_load(event["request"]["url"]):
                self._later(cdp.send("Fetch.continueRequest", told))
            else:
                self._later(cdp.send("Fetch.failRequest", told | {"errorReason": "Aborted"}))

        def opened(event: dict[str, Any]) -> None:  # but a browser of ours opens no windows
            if self._held is not None:
                self._held.append(event["url"])

        cdp.on("Fetch.authRequired", asked)
        cdp.on("Fetch.requestPaused", paused)
        cdp.on("Page.windowOpen", opened)
        documents = [{"urlPattern": "*", "resourceType": "Document"}]
        await self.send("Fetch.enable", {"handleAuthRequests": True, "patterns": documents})
        await self.send("Page.enable")

    def _may_load(self, url: str) -> bool:
        """Whether a document may be loaded: not while they are held, and not for ever."""
        if self._held is not None:
            self._held.append(url)
            return False
        if url == self._awaited:  # what the page before asked for does not count
            self._awaited, self._documents = "", 0
        self._documents += 1
        return self._documents <= MOST_DOCUMENTS

    @property
    def page(self) -> Page:
        """The page; raises BrowserError when it crashed or could not be renewed."""
        if self._page is None:
            raise BrowserError("browser_gone", "no page")
        if self._crash.done():
            raise BrowserError("browser_crash", self._page.url)
        return self._page

    @property
    def cdp(self) -> CDPSession:
        """The session on the page's target."""
        if self.page.is_closed() or self._cdp is None:
            raise BrowserError("browser_gone", "no session")
        return self._cdp

    async def send(
        self, method: str, told: dict[str, Any] | None = None, seconds: float | None = None
    ) -> dict[str, Any]:
        """One command of the DevTools protocol."""
        answer = await self.within(seconds or ASK_SECONDS, self.cdp.send(method, told or {}))
        return cast(dict[str, Any], answer)

    async def within(self, seconds: float, doing: Awaitable[T]) -> T:
        """As ``within``, at most until the page crashes; remembers that the browser is unfit."""
        task = asyncio.ensure_future(within(seconds, doing))
        try:
            both: set[asyncio.Future[Any]] = {task, self._crash}
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                raise BrowserError("browser_crash")
            return await task
        except BrowserError as trouble:
            self._is_worn |= trouble.code in _WEARING
            raise
        finally:
            task.cancel()

    async def open(self, url: str, seconds: float = LOAD_SECONDS) -> Opened:
        """Loads an address; what has come by the deadline counts, if a document did."""
        self._world, self._awaited, self._documents = None, url.partition("#")[0], 0
        clock = asyncio.get_running_loop().time
        deadline = clock() + seconds
        loading = self.page.goto(url, wait_until="commit", timeout=seconds * 1000)
        response = await self.within(seconds + 5, loading)
        if response is not None and (why := response.headers.get("x-egress-refused")) in _REFUSALS:
            raise BrowserError(why, url)
        whole = await self._comes_to("load", deadline - clock())
        if not whole and await self.ask("document.readyState", seconds=ALIVE_SECONDS) == "loading":
            raise BrowserError("browser_timeout", f"no document in {seconds:g} s")
        if self.url.startswith("chrome-error:"):
            raise BrowserError("refused", f"{url} leads on to what does not open")
        status = response.status if response is not None else 0
        if response is not None and response.url != self.url:  # a script may have led on
            status = int(await self.ask(_STATUS, seconds=ALIVE_SECONDS)) or status
        return Opened(url=self.url, status=status, whole=whole)

    async def _comes_to(self, state: Literal["load", "networkidle"], seconds: float) -> bool:
        """Whether the page comes so far in time."""
        seconds = max(seconds, 0.001)  # 0 would be for ever
        waiting = self.page.wait_for_load_state(state, timeout=seconds * 1000)
        try:
            await within(seconds + 2, waiting)
        except BrowserError as trouble:
            if trouble.code != "browser_timeout":
                raise
            return False
        return True

    @property
    def url(self) -> str:
        """The page's address as it is now, a route of its own router among it."""
        return self.page.url

    async def idle(self, seconds: float) -> None:
        """Waits until the network is quiet; some pages never let it."""
        await self._comes_to("networkidle", seconds)

    @asynccontextmanager
    async def held(self) -> AsyncIterator[list[str]]:
        """No other document is loaded until the block ends; what was asked for is told."""
        self._held = []
        try:
            yield self._held
        finally:
            self._held = None

    async def ask(self, script: str, *given: object, seconds: float | None = None) -> Any:
        """The value of an expression, or of a function called with ``given``, in our own world."""
        if given:
            arguments = ",".join(json.dumps(one) for one in given)
            script = f"({script})({arguments})"
        seconds = seconds or ASK_SECONDS
        answer = await self.within(seconds, self._evaluate(script, seconds))
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            said = details.get("exception", {}).get("description", details.get("text", ""))
            raise BrowserError("browser_script", str(said)[:300])
        return answer["result"].get("value")

    async def _evaluate(self, script: str, seconds: float) -> dict[str, Any]:
        told = {"expression": script, "returnByValue": True, "awaitPromise": True}
        world = await self._our_world()
        try:
            return await self.send("Runtime.evaluate", told | {"contextId": world}, seconds)
        except BrowserError as trouble:
            if trouble.code == "browser_moved":  # to another document, where we have another world
                self._world = None
            raise

    async def _our_world(self) -> int:
        if self._world is None:
            frame = (await self.send("Page.getFrameTree"))["frameTree"]["frame"]["id"]
            told = {"frameId": frame, "worldName": WORLD}
            made = await self.send("Page.createIsolatedWorld", told)
            self._world = int(made["executionContextId"])
        return self._world

    async def show(self, viewport: Viewport) -> None:
        """Puts the live page on another screen."""
        told = {
            "width": viewport.width,
            "height": viewport.height,
            "deviceScaleFactor": viewport.scale,
            "mobile": viewport.mobile,
            "scale": viewport.drawn,
        }
        await self.send("Emulation.setDeviceMetricsOverride", told)

    async def shoot(
        self,
        box: Clip | None = None,
        quality: int = 60,
        scale: float = 1.0,
        *,
        beyond: bool = True,
    ) -> bytes:
        """A JPEG of the first screen, or of a box of the document.

        ``beyond``: it may lie off the screen; then the page is laid out anew, twice.
        """
        told: dict[str, Any] = {"format": "jpeg", "quality": quality}
        if box is not None:
            left, top, width, height = box
            clip = {"x": left, "y": top, "width": width, "height": height, "scale": scale}
            told |= {"clip": clip, "captureBeyondViewport": beyond}
        return base64.b64decode((await self._captured(told))["data"])

    async def _captured(self, told: dict[str, Any]) -> Any:
        """Chromium refuses a picture of what it has not drawn yet: asked again a frame later."""
        for _ in range(_REFUSED_PICTURES):
            try:
                return await self.send("Page.captureScreenshot", told)
            except BrowserError as trouble:
                if _NO_PICTURE not in trouble.detail:
                    raise
            await self.ask(_NEXT_FRAME, seconds=ALIVE_SECONDS)
        return await self.send("Page.captureScreenshot", told)


async def _quietly(doing: Coroutine[Any, Any, Any]) -> None:
    """What is done beside the main way may fail with the page: there it is told."""
    with suppress(BrowserError):
        await within(CLOSE_SECONDS, doing)
