import asyncio
import struct
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from site_audit.net.pace import LONGEST_DELAY, LONGEST_PAUSE, Pace
from site_audit.net.policy import AddressPolicy, parse_allow

PUBLIC = AddressPolicy()
NAMED = AddressPolicy((parse_allow("127.0.0.0/8"),))
IP = "93.184.216.34"


class Clock:
    """A time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


def _pace(clock: Clock, folder: Path | None, rate: float = 2.0, policy=PUBLIC) -> Pace:
    return Pace(rate, policy, folder, clock=clock, sleep=clock.sleep)


def _turns(clock: Clock, *asked: tuple[Pace, str, str]) -> list[float]:
    """Seconds from the start at which each of these turns came, one after the other."""

    async def take() -> list[float]:
        start = clock.now
        times = []
        for pace, host, ip in asked:
            await pace.turn(host, ip)
            times.append(round(clock.now - start, 6))
        return times

    return asyncio.run(take())


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
            await pace.turn("a.ru", IP)
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
        await pace.turn("a.ru", IP)
        await clock.sleep(3)
        await pace.finished("a.ru")
        start = clock.now
        await pace.turn("a.ru", IP)
        return clock.now - start

    assert asyncio.run(ask()) == pytest.approx(5)
    asyncio.run(pace.slow_down("a.ru", 1e9))
    assert _turns(clock, (pace, "a.ru", IP)) == [LONGEST_DELAY]


def test_a_pause_holds_for_all_visits_of_the_host_and_for_no_other(tmp_path):
    clock = Clock()
    asyncio.run(_pace(clock, tmp_path).pause("a.ru", 20))
    other = _pace(clock, tmp_path)
    assert _turns(clock, (other, "b.ru", "8.8.8.8"), (other, "a.ru", IP)) == [0.0, 20.0]


def test_no_spacing_for_named_addresses_but_their_wishes_are_kept(tmp_path):
    clock = Clock()
    pace = _pace(clock, tmp_path, rate=0, policy=NAMED)
    assert _turns(clock, *[(pace, "a.ru", "127.0.0.1")] * 3) == [0.0, 0.0, 0.0]
    asyncio.run(pace.slow_down("b.ru", 3))
    asyncio.run(pace.pause("a.ru", 7))
    asked = [(pace, "b.ru", "127.0.0.2"), (pace, "b.ru", "127.0.0.2"), (pace, "a.ru", "127.0.0.1")]
    assert _turns(clock, *asked) == [3.0, 6.0, 7.0]


def test_no_spacing_is_refused_where_no_address_is_named():
    with pytest.raises(ValueError, match="--allow"):
        Pace(0, PUBLIC, None)
    with pytest.raises(ValueError, match=r"93\.184\.216\.34"):
        asyncio.run(Pace(0, NAMED, None).turn("a.ru", IP))


def test_a_stranger_that_the_web_leads_to_is_not_asked_without_pauses():
    clock = Clock()
    pace = _pace(clock, None, rate=0, policy=NAMED)
    asked = [(pace, "a.ru", "127.0.0.1"), (pace, "b.ru", IP), (pace, "b.ru", IP)]
    assert _turns(clock, *asked) == [0.0, 0.0, 0.5]


@pytest.mark.parametrize("record", [b"", b"torn", struct.pack("<dd", 9e9, 9e99)])
def test_a_broken_file_or_clock_stops_nobody(tmp_path, record):
    clock = Clock()
    (tmp_path / "ip-127.0.0.1").write_bytes(record)
    (tmp_path / "host-a.ru").write_bytes(record)
    (late,) = _turns(clock, (_pace(clock, tmp_path), "a.ru", "127.0.0.1"))
    assert late <= 0.5
    assert LONGEST_PAUSE < 9e9


HOLDER = """
import sys
from itertools import pairwise
from pathlib import Path
from site_audit.net.pace import _on_disk
with _on_disk(Path(sys.argv[1]), ["host-a.ru"]):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_killed_visit_leaves_no_lock_behind(tmp_path):
    clock = Clock()
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        pace = _pace(clock, tmp_path)
        seconds = pace._take({"host-a.ru": 0.5})
        holder.kill()
    assert seconds > 0
    assert _turns(clock, (pace, "a.ru", IP)) == [0.0]
