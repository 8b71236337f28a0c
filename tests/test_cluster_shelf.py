import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext

import psycopg
import pytest

from site_audit.net.cluster_shelf import PRESENT, ClusterShelf
from site_audit.net.pace import Manners, Pace, Shelves, shelves_for
from site_audit.net.policy import AddressPolicy
from site_audit.net.session import Session
from tests.postgres import Server

IP = "93.184.216.34"


@pytest.fixture
def database(postgres: Server) -> str:
    return postgres.database()


class Machine:
    """A computer of the cluster: a clock of its own, in which time passes when somebody sleeps."""

    def __init__(self, url: str, wrong: float = 0.0) -> None:
        self.passed = wrong
        self.session = Session(url, lambda: self.passed)
        self.shelf = ClusterShelf(url, self.session, self.sleep)
        self._slept: asyncio.Queue[float] = asyncio.Queue()

    async def sleep(self, seconds: float) -> None:
        self._slept.put_nowait(seconds)
        self.passed += seconds
        await asyncio.sleep(0)

    async def has_slept(self, times: int) -> None:
        for _ in range(times):
            await self._slept.get()

    def pace(self) -> Pace:
        shelves = Shelves(self.shelf, self.shelf)
        return Pace(Manners(), AddressPolicy(), shelves, sleep=self.sleep)


@asynccontextmanager
async def machines(url: str, count: int) -> AsyncIterator[list[Machine]]:
    async with AsyncExitStack() as stack:
        made = [Machine(url, 1000.0 * number) for number in range(count)]
        for machine in made:
            stack.push_async_callback(machine.session.close)
        yield made


def row(url: str, key: str, *names: str) -> tuple[float, ...]:
    with psycopg.connect(url) as connection:
        query = f"SELECT {', '.join(names)} FROM pace WHERE key = %s"
        found = connection.execute(query.encode(), (key,)).fetchone()
    assert found is not None
    return found


def test_machines_with_wrong_clocks_keep_one_distance_at_a_host(database):
    async def both() -> list[float]:
        async with machines(database, 2) as (first, second):
            async with first.pace().turn("a.ru", IP) as talk:
                begun = talk.started
            async with second.pace().turn("a.ru", IP) as talk:
                return [begun, talk.started]

    begun, later = asyncio.run(both())
    assert later - begun >= 0.499
    assert later - begun < 100  # and not the thousand seconds that their clocks differ by
    assert row(database, "host-a.ru", "last") == (later,)


def test_a_pause_and_a_back_off_hold_on_every_machine(database):
    async def ask() -> tuple[float, float, str]:
        async with machines(database, 2) as (first, second):
            async with first.pace().turn("a.ru", IP) as talk:
                talk.answered(429, 0.1)
                talk.pause(20)
                begun = talk.started
            async with second.pace().turn("a.ru", IP) as talk:
                return talk.started - begun, talk.gap, talk.held

    waited, gap, held = asyncio.run(ask())
    assert waited >= 19.9
    assert gap == pytest.approx(1, abs=0.2)
    assert held == "retry_after"
    assert row(database, "ip-" + IP, "strain")[0] > 1


def test_a_key_is_one_machines_at_a_time_and_all_have_their_turns(database):
    order: list[int] = []
    at_once = [0]

    async def visit(number: int, machine: Machine) -> None:
        for _ in range(4):
            async with machine.shelf.alone("ip-1", nullcontext):
                at_once[0] += 1
                order.append(number * at_once[0])
                await asyncio.sleep(0.001)
                at_once[0] -= 1

    async def all_at_once() -> None:
        async with machines(database, 3) as made:
            await asyncio.gather(*(visit(2**n, machine) for n, machine in enumerate(made)))

    asyncio.run(all_at_once())
    assert sorted(order) == [1] * 4 + [2] * 4 + [4] * 4


def test_who_waits_longer_goes_first_unless_it_is_gone(database):
    async def ask(machine: Machine, since: float, now: float) -> bool:
        connection = await machine.session.connected(machine.sleep)
        asked = {"key": "ip-1", "lock": 7, "since": since, "now": now}
        return await machine.shelf._look(connection, asked) is not None

    async def free(machine: Machine) -> None:
        connection = await machine.session.connected(machine.sleep)
        await connection.execute("SELECT pg_advisory_unlock_all()")

    async def two() -> None:
        async with machines(database, 2) as (busy, other):
            assert await ask(busy, 1.0, 1.0)
            assert not await ask(other, 2.0, 2.0)
            await free(busy)
            assert not await ask(busy, 2.1, 2.1)  # it had its turn, and the other one waits
            assert await ask(other, 2.0, 2.2)
            assert not await ask(busy, 2.1, 2.2)
            await free(other)
            assert await ask(busy, 2.1, 2.2)
            assert not await ask(other, 3.0, 3.0)
            await free(busy)
            assert not await ask(busy, 3.1, 3.1)
            assert await ask(busy, 3.1, 3.1 + PRESENT)  # the other one was not heard of since

    asyncio.run(two())


HOLDER = """
import asyncio, sys
from site_audit.net.pace import Manners, Pace, shelves_for
from site_audit.net.policy import AddressPolicy

async def hold():
    pace = Pace(Manners(), AddressPolicy(), shelves_for(None, sys.argv[1]))
    async with pace.turn("a.ru", "93.184.216.34"):
        print("held", flush=True)
        sys.stdin.read()

asyncio.run(hold())
"""


def test_a_killed_process_leaves_no_turn_behind(database):
    command = [sys.executable, "-c", HOLDER, database]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"

        async def take() -> float:
            async with machines(database, 1) as (machine,):
                waiting = asyncio.create_task(_started(machine.pace()))
                await machine.has_slept(20)
                assert not waiting.done()
                holder.kill()
                holder.wait()
                return await waiting

        assert asyncio.run(take()) > 0


async def _started(pace: Pace) -> float:
    async with pace.turn("a.ru", IP) as talk:
        return talk.started


@pytest.fixture
def server(postgres: Server) -> Iterator[Server]:
    """The server, which runs again afterwards whatever a test did to it."""
    yield postgres
    postgres.start()


def test_while_the_database_is_away_nothing_goes_out(database, server, caplog):
    async def ask() -> list[float]:
        async with machines(database, 1) as (machine,):
            pace = machine.pace()
            times = [await _started(pace)]
            server.stop()
            waiting = asyncio.create_task(_started(pace))
            await machine.has_slept(5)
            assert not waiting.done()
            server.start()
            times.append(await waiting)
            return times

    begun, later = asyncio.run(ask())
    assert later - begun >= 0.499
    assert [record.name for record in caplog.records] == ["site_audit.net.session"]


def test_a_visit_that_is_cut_off_while_the_database_is_away_ends(database, server):
    async def ask() -> bool:
        async with machines(database, 1) as (machine,):
            pace = machine.pace()
            await _started(pace)
            server.stop()
            waiting = asyncio.create_task(_started(pace))
            await machine.has_slept(3)
            waiting.cancel()
            await asyncio.wait({waiting})
            return waiting.cancelled()

    assert asyncio.run(ask())


def test_what_an_answer_taught_outlives_a_lost_session(database, server):
    async def ask() -> float:
        async with machines(database, 1) as (machine,):
            async with machine.pace().turn("a.ru", IP) as talk:
                server.stop()
                server.start()
                talk.pause(300)
            return machine.session.now()

    ended = asyncio.run(ask())
    assert row(database, "host-a.ru", "until")[0] > ended + 290


def test_a_turn_that_was_lost_before_the_request_is_taken_anew(database):
    locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"

    async def ask() -> list[object]:
        async with machines(database, 1) as (machine,):
            pace = machine.pace()
            await _started(pace)
            usual = machine.sleep
            lost: list[float] = []

            async def losing(seconds: float) -> None:
                if not lost:  # it holds the host, and waits for its distance
                    lost.append(seconds)
                    _end_sessions(database)
                await usual(seconds)

            pace._sleep = losing
            async with pace.turn("a.ru", IP):
                with psycopg.connect(database) as connection:
                    held = connection.execute(locks).fetchone()
            return [held, len(lost)]

    assert asyncio.run(ask()) == [(2,), 1]


def _end_sessions(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_a_turn_taken_for_a_visit_that_was_cut_off_is_given_back(database):
    async def ask() -> float:
        async with machines(database, 2) as (first, second):
            await first.session.connected(first.sleep)
            for steps in range(12):  # wherever it was cut off
                cut = asyncio.create_task(_started(first.pace()))
                for _ in range(steps):
                    await asyncio.sleep(0.001)
                cut.cancel()
                await asyncio.wait({cut})
            async with asyncio.timeout(30):  # else it would wait for ever
                return await _started(second.pace())

    assert asyncio.run(ask()) > 0


def test_a_process_has_one_session_and_its_last_visit_closes_it(database):
    async def count() -> int:
        async with await psycopg.AsyncConnection.connect(database) as connection:
            found = await connection.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            )
            return int((await found.fetchone() or (0,))[0]) - 1

    async def visit() -> int:
        paces = [
            Pace(Manners(rate=1000), AddressPolicy(), shelves_for(None, database)) for _ in range(3)
        ]
        await asyncio.gather(*(_started(pace) for pace in paces))
        counted = await count()
        for pace in paces:
            await pace.close()
        async with asyncio.timeout(30):
            while await count():  # the server ends it a moment later
                pass
        return counted

    assert asyncio.run(visit()) == 1


def test_a_table_that_is_not_there_is_our_own_mistake(postgres: Server) -> None:
    async def ask() -> None:
        async with machines(postgres.database(laid=False), 1) as (machine,):
            await _started(machine.pace())

    with pytest.raises(psycopg.errors.UndefinedTable):
        asyncio.run(ask())


def test_measurements_of_speed_take_turns_on_a_machine_and_not_on_all(database, tmp_path):
    async def both() -> bool:
        one, other = (
            Pace(Manners(), AddressPolicy(), shelves_for(tmp_path / name, database))
            for name in ("one", "other")
        )
        for name in ("one", "other"):
            (tmp_path / name).mkdir()
        async with one.alone("speed"):
            pass
        return {file.name for file in tmp_path.rglob("all-*")} == {"all-speed"} and bool(other)

    assert asyncio.run(both())
