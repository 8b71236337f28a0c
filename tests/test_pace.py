import asyncio
import fcntl
import math
import struct
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, nullcontext
from io import FileIO
from itertools import pairwise
from pathlib import Path

import pytest

from site_audit.net.bucket import LONGEST_DELAY, LONGEST_PAUSE
from site_audit.net.pace import Manners, Pace, Shelves
from site_audit.net.policy import AddressPolicy, parse_allow
from site_audit.net.shelf import LATEST_LOOK, PRESENT, FileShelf, MemoryShelf, _take
from site_audit.net.turn import FIGURES, Queueing

PUBLIC = AddressPolicy()
NAMED = AddressPolicy((parse_allow("127.0.0.0/8"),))
IP = "93.184.216.34"

Sleep = Callable[[float], Awaitable[None]]


class Clock:
    """A time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


def _shelves(clock: Clock, folder: Path | None, sleep: Sleep | None = None) -> Shelves:
    shelf = FileShelf(folder, clock, sleep or clock.sleep) if folder else MemoryShelf(clock)
    return Shelves(shelf, shelf)


def _pace(
    clock: Clock,
    folder: Path | None,
    rate: float = 2.0,
    policy: AddressPolicy = PUBLIC,
    *,
    sleep: Sleep | None = None,
    queueing: Queueing = nullcontext,
    burst: int = 1,
) -> Pace:
    return Pace(
        Manners(rate=rate, burst=burst),
        policy,
        _shelves(clock, folder, sleep),
        sleep=sleep or clock.sleep,
        queueing=queueing,
    )


def _turns(clock: Clock, *asked: tuple[Pace, str, str]) -> list[float]:
    """Seconds from the start at which each of these turns came, one after the other."""

    async def take() -> list[float]:
        start = clock.now
        times = []
        for pace, host, ip in asked:
            async with pace.turn(host, ip):
                times.append(round(clock.now - start, 6))
        return times

    return asyncio.run(take())


async def _paused(pace: Pace, seconds: float) -> None:
    async with pace.turn("a.ru", "127.0.0.1") as talk:
        talk.pause(seconds)


@pytest.mark.parametrize("on_disk", [True, False])
def test_requests_to_a_host_keep_their_distance(tmp_path, on_disk):
    clock = Clock()
    pace = _pace(clock, tmp_path if on_disk else None)
    assert _turns(clock, *[(pace, "a.ru", IP)] * 3) == [0.0, 0.5, 1.0]


def test_hosts_on_one_ip_share_its_pace_and_others_do_not_wait(tmp_path):
    clock = Clock()
    pace = _pace(clock, tmp_path)
    asked = [(pace, "a.ru", IP), (pace, "b.ru", IP), (pace, "c.ru", "8.8.8.8")]
    assert _turns(clock, *asked) == [0.0, 0.5, 0.5]


def test_a_host_with_several_ips_is_still_one_host(tmp_path):
    clock = Clock()
    pace = _pace(clock, tmp_path)
    assert _turns(clock, (pace, "a.ru", IP), (pace, "a.ru", "8.8.8.8")) == [0.0, 0.5]


def test_visits_share_the_pace_through_the_folder(tmp_path):
    clock = Clock()
    visits = [_pace(clock, tmp_path) for _ in range(3)]
    assert _turns(clock, *[(pace, "a.ru", IP) for pace in visits]) == [0.0, 0.5, 1.0]


def test_visits_at_the_same_moment_never_come_closer_than_the_pace(tmp_path):
    clock = Clock()
    times: list[float] = []

    async def ask(pace: Pace) -> None:
        for _ in range(3):
            async with pace.turn("a.ru", IP):
                times.append(clock.now)

    async def all_at_once() -> None:
        await asyncio.gather(*(ask(_pace(clock, tmp_path)) for _ in range(4)))

    asyncio.run(all_at_once())
    assert len(times) == 12
    assert all(later - sooner >= 0.499 for sooner, later in pairwise(times))


def test_a_crawl_delay_counts_from_the_end_of_an_answer_and_is_bounded(tmp_path):
    clock = Clock()
    pace = _pace(clock, tmp_path)

    async def ask() -> float:
        await pace.slow_down("a.ru", 5)
        async with pace.turn("a.ru", IP):
            await clock.sleep(3)
        start = clock.now
        async with pace.turn("a.ru", IP):
            return clock.now - start

    assert asyncio.run(ask()) == pytest.approx(5)
    asyncio.run(pace.slow_down("a.ru", 1e9))
    assert _turns(clock, (pace, "a.ru", IP)) == [LONGEST_DELAY]


def test_a_pause_holds_for_all_visits_of_the_host_and_for_no_other(tmp_path):
    clock = Clock()
    asyncio.run(_paused(_pace(clock, tmp_path), 20))
    other = _pace(clock, tmp_path)
    assert _turns(clock, (other, "b.ru", "8.8.8.8"), (other, "a.ru", IP)) == [0.0, 20.0]


def test_no_spacing_for_named_addresses_but_their_wishes_are_kept(tmp_path):
    clock = Clock()
    pace = _pace(clock, tmp_path, rate=0, policy=NAMED)
    assert _turns(clock, *[(pace, "a.ru", "127.0.0.1")] * 3) == [0.0, 0.0, 0.0]
    asyncio.run(pace.slow_down("b.ru", 3))
    asyncio.run(_paused(pace, 7))
    asked = [(pace, "b.ru", "127.0.0.2"), (pace, "b.ru", "127.0.0.2"), (pace, "a.ru", "127.0.0.1")]
    assert _turns(clock, *asked) == [3.0, 6.0, 7.0]


def test_no_spacing_is_refused_where_no_address_is_named():
    with pytest.raises(ValueError, match="--allow"):
        Pace(Manners(rate=0), PUBLIC)


@pytest.mark.parametrize("strangers", [["a.ru"], ["a.ru", "b.ru"]])
def test_an_address_that_is_not_named_has_the_default_pace(strangers):
    clock = Clock()
    pace = _pace(clock, None, rate=0, policy=NAMED)
    asked = [(pace, host, IP) for host in strangers * 2]
    assert _turns(clock, *asked)[:2] == [0.0, 0.5]
    assert _turns(clock, *[(pace, "c.ru", "127.0.0.1")] * 2) == [0.0, 0.0]


@pytest.mark.parametrize(
    "record",
    [b"", b"torn"]
    + [struct.pack(f"<{len(FIGURES)}d", 9e9, 9e99, *[odd] * 5) for odd in (9e99, -9e99, math.nan)],
)
def test_a_broken_file_or_clock_stops_nobody(tmp_path, record):
    clock = Clock()
    (tmp_path / "ip-127.0.0.1").write_bytes(record)
    (tmp_path / "host-a.ru").write_bytes(record)
    (late,) = _turns(clock, (_pace(clock, tmp_path), "a.ru", "127.0.0.1"))
    assert late <= 0.5
    assert LONGEST_PAUSE < 9e9


# ---------------------------------------------------------------- alone with a host and an IP


class Crowd:
    """Visits that take turns; ``order`` is whose they were, ``most`` how many at once."""

    def __init__(self) -> None:
        self.order: list[str] = []
        self.now = self.most = 0

    async def visit(self, pace: Pace, host: str, ip: str, turns: int) -> None:
        for _ in range(turns):
            async with pace.turn(host, ip):
                self.order.append(host)
                self.now += 1
                self.most = max(self.most, self.now)
                await asyncio.sleep(0)
                self.now -= 1


@pytest.mark.parametrize(("rate", "policy"), [(2.0, PUBLIC), (0.0, NAMED)])
@pytest.mark.parametrize("on_disk", [True, False])
def test_fifty_colleges_on_one_ip_go_one_by_one_and_in_their_order(tmp_path, on_disk, rate, policy):
    clock, crowd = Clock(), Crowd()
    hosts = [f"college-{n}.ru" for n in range(50)]

    async def all_at_once() -> None:
        paces = [_pace(clock, tmp_path if on_disk else None, rate, policy) for _ in hosts]
        visits = zip(paces, hosts, strict=True)
        await asyncio.gather(*(crowd.visit(pace, host, "127.0.0.1", 3) for pace, host in visits))

    asyncio.run(all_at_once())
    assert crowd.most == 1
    assert crowd.order == hosts * 3


def test_visits_of_one_host_wait_for_each_other_whatever_its_ip(tmp_path):
    clock, crowd = Clock(), Crowd()

    async def both() -> None:
        visits = [(_pace(clock, tmp_path), ip) for ip in (IP, "8.8.8.8")]
        await asyncio.gather(*(crowd.visit(pace, "a.ru", ip, 3) for pace, ip in visits))

    asyncio.run(both())
    assert (crowd.most, len(crowd.order)) == (1, 6)


def test_hosts_of_different_ips_do_not_wait_for_each_other(tmp_path):
    async def both() -> bool:
        clock = Clock()
        async with (
            _pace(clock, tmp_path).turn("a.ru", IP),
            _pace(clock, tmp_path).turn("b.ru", "8.8.8.8"),
        ):
            return True

    assert asyncio.run(both())


def test_a_neighbour_does_not_wait_for_the_pause_of_another_host_on_its_ip(tmp_path):
    clock, crowd = Clock(), Crowd()

    async def both() -> None:
        pause_over = asyncio.Event()

        async def paused(seconds: float) -> None:
            await pause_over.wait()
            await clock.sleep(seconds)

        slow = _pace(clock, tmp_path, sleep=paused)
        async with slow.turn("a.ru", IP) as talk:
            talk.pause(60)
        waiting = asyncio.create_task(crowd.visit(slow, "a.ru", IP, 1))
        await asyncio.sleep(0)
        async with asyncio.timeout(5):
            await crowd.visit(_pace(clock, tmp_path), "b.ru", IP, 2)
        pause_over.set()
        await waiting

    asyncio.run(both())
    assert crowd.order == ["b.ru", "b.ru", "a.ru"]


def test_a_visit_that_gives_up_in_the_queue_holds_nobody_up(tmp_path):
    clock, crowd = Clock(), Crowd()

    async def three() -> None:
        first, second, third = (_pace(clock, tmp_path) for _ in range(3))
        async with first.turn("a.ru", IP):
            gone = asyncio.create_task(crowd.visit(second, "b.ru", IP, 1))
            waiting = asyncio.create_task(crowd.visit(third, "c.ru", IP, 1))
            await asyncio.sleep(0)
            gone.cancel()
        await waiting

    asyncio.run(three())
    assert crowd.order == ["c.ru"]


def test_only_waiting_for_others_is_said_to_be_queueing(tmp_path):
    clock = Clock()
    queued: list[str] = []
    begun = asyncio.Event()

    @contextmanager
    def queueing() -> Iterator[None]:
        queued.append("begun")
        begun.set()
        yield
        queued.append("ended")

    async def two() -> list[str]:
        alone = _pace(clock, tmp_path, queueing=queueing)
        for _ in range(2):
            async with alone.turn("a.ru", IP):
                assert queued == []
        async with _pace(clock, tmp_path).turn("b.ru", IP):
            waiting = asyncio.create_task(Crowd().visit(alone, "a.ru", IP, 1))
            await begun.wait()
            assert queued == ["begun"]
        await waiting
        return queued

    assert asyncio.run(two()) == ["begun", "ended"]


HOLDER = """
import asyncio, sys
from pathlib import Path
from site_audit.net.pace import Manners, Pace, shelves_for
from site_audit.net.policy import AddressPolicy

async def hold():
    shelves = shelves_for(Path(sys.argv[1]), None)
    async with Pace(Manners(rate=1000), AddressPolicy(), shelves).turn(*sys.argv[2:]):
        print("held", flush=True)
        sys.stdin.read()

asyncio.run(hold())
"""


@pytest.mark.parametrize(("host", "ip"), [("a.ru", "8.8.8.8"), ("b.ru", IP)])
def test_a_turn_of_another_process_is_waited_for_and_dies_with_it(tmp_path, host, ip):
    clock = Clock()
    looks: list[float] = []
    command = [sys.executable, "-c", HOLDER, str(tmp_path), host, ip]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"

        async def look(seconds: float) -> None:
            looks.append(seconds)
            clock.now += seconds
            if len(looks) == 20:
                holder.kill()
                holder.wait()

        async def take() -> bool:
            # An hour later, so that no spacing is waited for.
            clock.now = time.time() + 3600
            async with _pace(clock, tmp_path, sleep=look).turn("a.ru", IP):
                return True

        assert asyncio.run(take())
    assert len(looks) == 20
    assert max(looks) == LATEST_LOOK


def test_who_waits_longer_goes_first_unless_it_is_gone(tmp_path):
    path = tmp_path / "ip"
    path.touch()

    def ask(file: FileIO, since: float, now: float) -> bool:
        return _take(file.fileno(), since, now)

    with path.open("r+b", 0) as busy, path.open("r+b", 0) as other:
        assert ask(busy, 1.0, 1.0)
        assert not ask(other, 2.0, 2.0)
        fcntl.flock(busy, fcntl.LOCK_UN)
        assert not ask(busy, 2.1, 2.1)  # it had its turn, and the other one waits
        assert ask(other, 2.0, 2.2)
        assert not ask(busy, 2.1, 2.2)
        fcntl.flock(other, fcntl.LOCK_UN)
        assert ask(busy, 2.1, 2.2)
        assert not ask(other, 3.0, 3.0)
        fcntl.flock(busy, fcntl.LOCK_UN)
        assert not ask(busy, 3.1, 3.1)
        assert ask(busy, 3.1, 3.0 + PRESENT)  # the other one was not heard of since
