"""A slow line: the thinnest relay between a browser and a site, so many bytes a second.

The floor's part of a measured load. In Chromium a limit of throughput makes so small bits that a
load costs twice the CPU; the product limits it in its egress, so the floor does it in a relay too.
"""

from __future__ import annotations

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

PIECE = 16_384


class Line:
    """What all connections of one load share: the moment from which on the line is free."""

    def __init__(self, bytes_a_second: float) -> None:
        self._rate = bytes_a_second
        self._free = 0.0

    async def welcome(self, reader: StreamReader, writer: StreamWriter) -> None:
        """One connection of the browser, to one site."""
        servers: list[tuple[StreamWriter, asyncio.Task[None]]] = []
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                method, url, rest = head.split(b" ", 2)
                asked = urlsplit(url.decode("latin-1"))
                if not servers:
                    answers, server = await asyncio.open_connection(asked.hostname, asked.port)
                    servers.append((server, asyncio.create_task(self._pass(answers, writer))))
                path = asked._replace(scheme="", netloc="").geturl().encode("latin-1")
                servers[0][0].write(b" ".join((method, path, rest)))
        except (asyncio.IncompleteReadError, OSError):
            pass  # the browser has hung up
        finally:
            for server, passing in servers:
                passing.cancel()
                server.close()
            writer.close()

    async def _pass(self, reader: StreamReader, writer: StreamWriter) -> None:
        clock = asyncio.get_running_loop().time
        while piece := await reader.read(PIECE):
            self._free = max(self._free, clock()) + len(piece) / self._rate
            await asyncio.sleep(self._free - clock())
            writer.write(piece)


@asynccontextmanager
async def line(bytes_a_second: float) -> AsyncIterator[str]:
    """A slow line until the block ends; the address that it is reached by."""
    server = await asyncio.start_server(Line(bytes_a_second).welcome, "127.0.0.1", 0, limit=PIECE)
    async with server:
        yield "http://127.0.0.1:{1}".format(*server.sockets[0].getsockname())
