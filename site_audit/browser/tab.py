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
from site_audit.browser.viewports import DESKTOP, Viewport, user_agent

T = TypeVar("T")
Turn = Callable[[str], AbstractAsyncContextManager[object]]
"""Address -> the turn in which it may be asked for: a load is one paced request."""

LOAD_SECONDS = 25.0
ASK_SECONDS = 10.0
CLOSE_SECONDS = 5.0
ALIVE_SECONDS = 3.0
_WEARING = ("browser_timeout", "browser_crash", "browser_gone")
WORLD = "site-audit"  # our scripts see the page's document and not its variables


@dataclass(frozen=True, kw_only=True, slots=True)
class Visitor:
    """As whom, and by which way, a site is visited.

    ``trusting``: the client found that no certificate of this site can be verified.
    """

    proxy: str
    username: str
    password: str
    agent: str
    trusting: bool = False


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
        self.is_worn = False  # something hung or crashed in it
        self._running: set[asyncio.Task[Any]] = set()

    # ------------------------------------------------------------ begin and end

    async def begin(self) -> None:
        """Opens the context and its first page."""
        self._context = await within(
            ASK_SECONDS,
            self._browser.new_context(
                proxy={"server": self._visitor.proxy},
                no_viewport=True,
                user_agent=self.agent(mobile=False),
                locale="ru-RU",
                timezone_id="Europe/Moscow",
                color_scheme="light",
                reduced_motion="reduce",
                service_workers="block",
                accept_downloads=False,
                ignore_https_errors=self._visitor.trusting,
            ),
        )
        self._context.on("page", self._close_popup)
        await self.renew()

    def agent(self, *, mobile: bool) -> str:
        """How we call ourselves to the site."""
        return user_agent(self._browser.version, self._visitor.agent, mobile)

    async def renew(self) -> None:
        """A new page instead of one that hangs or crashed."""
        assert self._context is not None
        old, self._page, self._world = self._page, None, None
        if old is not None:
            with suppress(BrowserError):  # what cannot be closed ends with the context
                await self._within(CLOSE_SECONDS, old.close())
        self._page = await within(ASK_SECONDS, self._context.new_page())
        self._cdp = await within(ASK_SECONDS, self._context.new_cdp_session(self._page))
        await self._authenticate()
        await self.show(DESKTOP)

    async def end(self) -> None:
        """Closes all; raises BrowserError when the browser does not answer any more."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        if self._context is not None:
            await within(CLOSE_SECONDS, self._context.close())

    def _close_popup(self, page: Page) -> None:
        if self._page is not None and page is not self._page:
            self._later(within(CLOSE_SECONDS, page.close()))

    def _later(self, doing: Coroutine[Any, Any, Any]) -> None:
        """Lets something run beside; what fails there shows in what is awaited here."""
        task = asyncio.create_task(_quietly(doing))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _authenticate(self) -> None:
        """Answers the proxy's first question; from then on the context remembers the answer.

        Credentials given to Playwright make it stop and look at each single request.
        """
        cdp = self.cdp

        def asked(event: dict[str, Any]) -> None:
            answer = {
                "response": "ProvideCredentials",
                "username": self._visitor.username,
                "password": self._visitor.password,
            }
            if event["authChallenge"].get("source") != "Proxy":
                answer = {"response": "CancelAuth"}
            told = {"requestId": event["requestId"], "authChallengeResponse": answer}
            self._later(self.send("Fetch.continueWithAuth", told))

        def paused(event: dict[str, Any]) -> None:
            if self._held is not None:
                self._held.append(event["request"]["url"])
                refused = {"requestId": event["requestId"], "errorReason": "Aborted"}
                self._later(self.send("Fetch.failRequest", refused))
            else:
                self._later(self.send("Fetch.continueRequest", {"requestId": event["requestId"]}))

        cdp.on("Fetch.authRequired", asked)
        cdp.on("Fetch.requestPaused", paused)
        documents = [{"urlPattern": "*", "resourceType": "Document"}]
        await self.send("Fetch.enable", {"handleAuthRequests": True, "patterns": documents})

    # ------------------------------------------------------------ a page

    @property
    def page(self) -> Page:
        """The page; raises BrowserError when it could not be renewed."""
        if self._page is None:
            raise BrowserError("browser_gone", "no page")
        return self._page

    @property
    def cdp(self) -> CDPSession:
        """The session on the page's target."""
        if self._cdp is None:
            raise BrowserError("browser_gone", "no session")
        return self._cdp

    async def send(
        self, method: str, told: dict[str, Any] | None = None, seconds: float = ASK_SECONDS
    ) -> dict[str, Any]:
        """One command of the DevTools protocol."""
        return cast(dict[str, Any], await self._within(seconds, self.cdp.send(method, told or {})))

    async def _within(self, seconds: float, doing: Awaitable[T]) -> T:
        """As ``within``; remembers what makes the browser unfit for the next site."""
        try:
            return await within(seconds, doing)
        except BrowserError as trouble:
            self.is_worn |= trouble.code in _WEARING
            raise

    async def open(self, url: str, seconds: float = LOAD_SECONDS) -> Opened:
        """Loads an address; what has come by the deadline counts, if a document did."""
        self._world = None
        end = asyncio.get_running_loop().time() + seconds
        response = await self._within(
            seconds + 5, self.page.goto(url, wait_until="commit", timeout=seconds * 1000)
        )
        whole = await self._reaches("load", end - asyncio.get_running_loop().time())
        if not whole and await self.ask("document.readyState", seconds=ALIVE_SECONDS) == "loading":
            raise BrowserError("browser_timeout", f"no document in {seconds:g} s")
        return Opened(url=self.url, status=response.status if response else 0, whole=whole)

    async def _reaches(self, state: Literal["load", "networkidle"], seconds: float) -> bool:
        """Whether the page comes so far in time."""
        waiting = self.page.wait_for_load_state(state, timeout=max(1, seconds * 1000))
        try:
            await within(max(0, seconds) + 2, waiting)
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
        await self._reaches("networkidle", seconds)

    @asynccontextmanager
    async def held(self) -> AsyncIterator[list[str]]:
        """No other document is loaded until the block ends; what was asked for is told."""
        self._held = []
        try:
            yield self._held
        finally:
            self._held = None

    async def ask(self, script: str, *given: object, seconds: float = ASK_SECONDS) -> Any:
        """The value of an expression, or of a function called with ``given``, in our own world."""
        if given:
            arguments = ",".join(json.dumps(one) for one in given)
            script = f"({script})({arguments})"
        told = {"expression": script, "returnByValue": True, "awaitPromise": True}
        answer = await self.send(
            "Runtime.evaluate", told | {"contextId": await self._our_world()}, seconds
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            said = details.get("exception", {}).get("description", details.get("text", ""))
            raise BrowserError("browser_script", str(said)[:300])
        return answer["result"].get("value")

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
        }
        await self.send("Emulation.setDeviceMetricsOverride", told)

    async def shoot(
        self, box: tuple[float, float, float, float] | None = None, quality: int = 60
    ) -> bytes:
        """A JPEG of the first screen, or of a box of the document (left, top, width, height)."""
        told: dict[str, Any] = {"format": "jpeg", "quality": quality}
        if box is not None:
            left, top, width, height = box
            clip = {"x": left, "y": top, "width": width, "height": height, "scale": 1}
            told |= {"clip": clip, "captureBeyondViewport": True}
        return base64.b64decode((await self.send("Page.captureScreenshot", told))["data"])

    async def start_tracing(self, categories: list[str]) -> None:
        """Begins to write down what the browser does."""
        begun = self._browser.start_tracing(page=self.page, categories=categories)
        await within(ASK_SECONDS, begun)

    async def stop_tracing(self) -> bytes:
        """What was written down: JSON of the trace event format."""
        return await within(2 * ASK_SECONDS, self._browser.stop_tracing())


async def _quietly(doing: Coroutine[Any, Any, Any]) -> None:
    """What is done beside the main way may fail with the page: there it is told."""
    try:
        await doing
    except BrowserError:
        return
