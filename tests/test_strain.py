"""How answers make the distance of requests longer and shorter; time passes in sleeps only."""

import asyncio
from itertools import pairwise

import pytest

from site_audit.net.pace import Manners, Pace, Shelves
from site_audit.net.policy import AddressPolicy
from site_audit.net.shelf import FileShelf, MemoryShelf
from site_audit.net.strain import HALF_LIFE, LONGEST_GAP, SLOW_SECONDS
from tests.test_pace import NAMED, PUBLIC, Clock

IP, OTHER_IP = "93.184.216.34", "8.8.8.8"
QUICK = 0.05
USUAL = Manners()

Answer = tuple[int, float]  # status, seconds to its head


def gaps(
    answers: list[Answer],
    clock: Clock | None = None,
    *,
    manners: Manners = USUAL,
    policy: AddressPolicy = PUBLIC,
    pace: Pace | None = None,
    host: str = "a.ru",
    ip: str = IP,
) -> list[float]:
    """Seconds from the end of each answer to the next request, which is not answered at last."""
    clock = clock or Clock()
    shelf = MemoryShelf(clock)
    paced = pace or Pace(manners, policy, Shelves(shelf, shelf), sleep=clock.sleep)
    found: list[float] = []

    async def ask() -> None:
        ended = 0.0
        for status, seconds in [*answers, (0, 0.0)]:
            async with paced.turn(host, ip) as talk:
                found.append(round(clock.now - ended, 3))
                await clock.sleep(seconds)
                if status:
                    talk.answered(status, seconds)
            ended = clock.now

    asyncio.run(ask())
    return found[1:]


def on_disk(folder, clock: Clock) -> Pace:
    shelf = FileShelf(folder, clock, clock.sleep)
    return Pace(Manners(), PUBLIC, Shelves(shelf, shelf), sleep=clock.sleep)


# ---------------------------------------------------------------- the bucket


def test_a_rested_host_may_be_asked_a_burst_and_then_at_the_pace():
    clock = Clock()
    held = gaps([(200, 0.0)] * 5, clock, manners=Manners(burst=3))
    assert held == [0.0, 0.0, 0.5, 0.5, 0.5]
    assert clock.now - Clock().now == 1.5


def test_a_bucket_fills_by_a_token_a_gap_and_no_further_than_the_burst():
    clock = Clock()
    shelf = MemoryShelf(clock)
    pace = Pace(Manners(burst=2), PUBLIC, Shelves(shelf, shelf), sleep=clock.sleep)
    assert gaps([(200, 0.0)] * 3, clock, pace=pace) == [0.0, 0.5, 0.5]
    clock.now += 0.7
    assert gaps([(200, 0.0)], clock, pace=pace) == [0.3]
    clock.now += 1000
    assert gaps([(200, 0.0)] * 2, clock, pace=pace) == [0.0, 0.5]


def test_a_bucket_is_one_for_all_visits_and_outlives_them(tmp_path):
    clock = Clock()

    def visit() -> Pace:
        shelf = FileShelf(tmp_path, clock, clock.sleep)
        return Pace(Manners(burst=3), PUBLIC, Shelves(shelf, shelf), sleep=clock.sleep)

    begun = clock.now
    for _ in range(5):
        gaps([], clock, pace=visit())
    assert clock.now - begun == 1.0


def test_no_burst_for_a_host_that_wants_more_distance():
    assert gaps([(429, QUICK), (429, QUICK)], manners=Manners(burst=5)) == pytest.approx(
        [1, 2], rel=0.1
    )


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize("status", [429, 503])
def test_refusals_double_the_distance_up_to_a_bound(status):
    held = gaps([(status, QUICK)] * 6)
    assert held == pytest.approx([1, 2, 4, 8, 8, 8], rel=0.1)  # it fades a little meanwhile
    assert max(held) <= LONGEST_GAP


def test_who_asks_for_more_time_than_a_visit_has_is_asked_as_seldom_as_can_be():
    clock = Clock()
    shelf = MemoryShelf(clock)
    pace = Pace(USUAL, PUBLIC, Shelves(shelf, shelf), sleep=clock.sleep)

    async def refused() -> None:
        async with pace.turn("a.ru", IP) as talk:
            talk.answered(429, QUICK)
            talk.is_overasked = True

    asyncio.run(refused())
    begun = clock.now
    assert gaps([], clock, pace=pace) == []
    assert clock.now - begun == LONGEST_GAP


def test_good_answers_bring_the_pace_back_step_by_step():
    held = gaps([(429, QUICK)] * 3 + [(200, QUICK)] * 20)
    assert held[2] == max(held)
    assert all(later <= sooner for sooner, later in pairwise(held[2:]))
    assert sum(later < sooner for sooner, later in pairwise(held[2:])) >= 10
    assert held[-1] == 0.45  # from the start of a quick answer, as ever


def test_a_limit_of_requests_is_found_and_seldom_run_into():
    clock = Clock()
    shelf = MemoryShelf(clock)
    pace = Pace(USUAL, PUBLIC, Shelves(shelf, shelf), sleep=clock.sleep)
    last, refused = 0.0, 0

    async def ask() -> None:
        nonlocal last, refused
        for _ in range(60):
            async with pace.turn("a.ru", IP) as talk:
                is_refused = clock.now - last < 1.5
                last = clock.now
                refused += is_refused
                talk.answered(429 if is_refused else 200, QUICK)

    begun = clock.now
    asyncio.run(ask())
    assert refused <= 10
    assert clock.now - begun < 200


def test_other_errors_neither_lengthen_nor_shorten_it():
    assert gaps([(429, QUICK), (500, QUICK), (502, QUICK)]) == pytest.approx([1] * 3, rel=0.1)
    assert gaps([(404, QUICK), (500, QUICK)]) == [0.45, 0.45]


def test_strain_is_heeded_by_the_next_visit_and_fades_with_time(tmp_path):
    clock = Clock()
    held = gaps([(429, QUICK)] * 4, clock, pace=on_disk(tmp_path, clock))
    assert held[-1] == pytest.approx(8, rel=0.1)
    left: list[float] = []
    for _ in range(8):
        left.append(gaps([(500, 0.0)], clock, pace=on_disk(tmp_path, clock))[0])
        clock.now += HALF_LIFE
    assert left[0] > 7
    assert left[-1] == 0.5
    assert all(later <= sooner for sooner, later in pairwise(left))


def test_a_refusal_slows_all_sites_of_the_ip_but_less_and_no_other_ip(tmp_path):
    clock = Clock()
    assert gaps([(503, QUICK)] * 5, clock, pace=on_disk(tmp_path, clock))[-1] > 7
    neighbour = gaps([(500, 0.0)], clock, pace=on_disk(tmp_path, clock), host="b.ru")
    assert neighbour == pytest.approx([2], rel=0.1)
    stranger = gaps([(500, 0.0)], clock, pace=on_disk(tmp_path, clock), host="c.ru", ip=OTHER_IP)
    assert stranger == [0.5]


def test_named_addresses_without_a_pace_are_not_slowed():
    rate = Manners(rate=0)
    held = gaps([(429, QUICK)] * 3, manners=rate, policy=NAMED, ip="127.0.0.1")
    assert held == [0.0, 0.0, 0.0]


def test_a_pace_that_is_slower_than_the_bound_is_not_made_quicker():
    assert gaps([(429, 0.0)] * 2, manners=Manners(rate=0.1)) == [10.0, 10.0]


# ---------------------------------------------------------------- slowness


def test_a_host_that_has_grown_slow_is_spared_and_then_asked_as_before():
    held = gaps([(200, 0.1)] * 5 + [(200, 2.0)] * 3 + [(200, 0.1)] * 14)
    assert held[:5] == [0.4] * 5
    assert held[5:8] == pytest.approx([1, 2, 2], rel=0.1)
    assert held[-1] == 0.4


def test_very_late_answers_and_none_are_slow_for_any_host():
    assert gaps([(200, SLOW_SECONDS)] * 2) == pytest.approx([1, 2], rel=0.1)
    clock = Clock()
    shelf = MemoryShelf(clock)
    pace = Pace(Manners(), PUBLIC, Shelves(shelf, shelf), sleep=clock.sleep)

    async def silent() -> float:
        async with pace.turn("a.ru", IP) as talk:
            await clock.sleep(30)
            talk.answered(0, 30)  # it timed out
        ended = clock.now
        async with pace.turn("a.ru", IP):
            return clock.now - ended

    assert asyncio.run(silent()) == pytest.approx(1, rel=0.1)


def test_a_site_that_is_always_slow_is_not_slowed_by_us():
    assert gaps([(200, 2.0)] * 30) == [0.0] * 30


def test_pages_beside_a_quick_file_cost_a_visit_little():
    clock = Clock()
    held = gaps([(200, 0.02)] + [(200, 1.5)] * 60, clock)
    assert sum(held) < 30


def test_a_visit_spares_slow_hosts_for_a_bounded_time():
    held = gaps([(200, 10.0)] * 60, manners=Manners(spared=20))
    assert sum(held) <= 22
    assert held[-1] == 0.0
    refused = gaps([(429, QUICK)] * 20, manners=Manners(spared=20))
    assert refused[-1] > 7  # what a host says in words has no such bound


def test_slowness_of_one_site_does_not_slow_its_neighbours(tmp_path):
    clock = Clock()
    assert gaps([(200, 10.0)] * 3, clock, pace=on_disk(tmp_path, clock))[-1] > 1.8
    assert gaps([(200, 0.0)], clock, pace=on_disk(tmp_path, clock), host="b.ru") == [0.5]
