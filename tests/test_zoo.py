"""The zoo: a hostile site costs itself at most, and never a mark that is a zero by mistake."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from site_audit import audit as audit_module
from site_audit import store
from site_audit.audit import Audited, Means, audit
from site_audit.model import College, Cost, Mark, Outcome, Verdict
from site_audit.net.client import Client
from site_audit.net.dial import Resolve
from site_audit.pages import cage
from tests import beasts_of_pages as pages
from tests import beasts_of_wire as wire
from tests.eyes import audit_with_eyes, needs_browser, visual
from tests.hostile_pages import page
from tests.workshop import METHODOLOGY, PRESENCE, means_for
from tests.zoo import NET, Beast, Zoo, college, zoo

ALL = (
    *pages.MARKUP,
    *pages.LATE,
    *pages.CLOAKED,
    *pages.FOREIGN,
    *pages.WAYS,
    *pages.TRAPS,
    *pages.MAPS,
    *wire.PACKED,
    *wire.CHUNKED,
    *wire.HEADS,
    *wire.TLS,
    *wire.HANDSHAKES,
    *wire.SLOW,
)
GOOD_ONES = tuple(
    Beast(name=f"good-{number}", make=lambda port: college({}), outcome="audited", lost=frozenset())
    for number in range(3)
)
CPU_SECONDS = 20.0
MEMORY_MB = 600.0
SAMPLE = 5  # of so many beasts one is in the run that is not a soak
FIT = 0.3  # seconds that the cage gives to markup, where it need not be read


def is_quick(beast: Beast) -> bool:
    return not beast.slow and beast.reason != "hard_markup"


@pytest.fixture(scope="module")
def there() -> Iterator[Zoo]:
    with zoo((*GOOD_ONES, *ALL)) as served:
        yield served


def _means(folder: Path) -> Means:
    means = means_for(folder, allow=NET)
    return replace(means, client=replace(means.client, request_seconds=2.0, connect_seconds=1.0))


def _audit(url: str, folder: Path) -> Audited:
    return asyncio.run(audit(College(name="Колледж", url=url), _means(folder), METHODOLOGY))


def _marks(verdicts: Iterable[Verdict]) -> dict[str, Mark]:
    return {one.criterion: one.finding.mark for one in verdicts if one.criterion in PRESENCE}


@pytest.fixture(scope="module")
def base(there: Zoo, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Mark]:
    found = _audit(there.sites["good-0"].url(), tmp_path_factory.mktemp("good"))
    marks = _marks(found.verdicts)
    assert [code for code, mark in marks.items() if mark != 1] == ["B4", "B8", "C3", "C4"]
    return marks


def _judge(beast: Beast, outcome: Outcome, marks: dict[str, Mark], base: dict[str, Mark]) -> None:
    assert (outcome.kind, outcome.reason) == (beast.outcome, beast.reason), beast.name
    is_lost = beast.outcome == "not_audited"
    expected = {
        code: None if is_lost or code in beast.lost else mark for code, mark in base.items()
    }
    assert marks == expected, beast.name


def _memory(name: str) -> float:
    """Megabytes of this process's memory, by the name that Linux has for it."""
    status = Path("/proc/self/status").read_text("ascii")
    return float(re.findall(rf"{name}:\s+(\d+) kB", status)[0]) / 1024


def _try(beast: Beast, there: Zoo, base: dict[str, Mark], folder: Path) -> None:
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # lets the peak begin anew
    held = _memory("VmRSS")
    found = _audit(there.sites[beast.name].url(), folder)
    _judge(beast, found.audit.outcome, _marks(found.verdicts), base)
    assert _memory("VmHWM") - held < MEMORY_MB
    _afford(beast, found.audit.cost, there)


def _afford(beast: Beast, cost: Cost, there: Zoo) -> None:
    assert cost.requests <= beast.most_requests, beast.name
    assert cost.cpu_s < CPU_SECONDS, beast.name
    assert there.hits == [], beast.name


def _each(beasts: Iterable[Beast]) -> pytest.MarkDecorator:
    params = [
        pytest.param(one, marks=[pytest.mark.soak] if one.slow else [], id=one.name)
        for one in beasts
    ]
    return pytest.mark.parametrize("beast", params)


# ---------------------------------------------------------------- each alone


@_each(pages.MARKUP)
def test_markup_that_kills_parsers_costs_one_page_at_most(
    beast: Beast, there: Zoo, base: dict[str, Mark], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if beast.reason == "hard_markup":
        monkeypatch.setattr(cage, "SECONDS", FIT)
    _try(beast, there, base, tmp_path)


@_each(wire.PACKED)
def test_a_packed_body_is_unpacked_within_bounds_or_not_at_all(
    beast: Beast, there: Zoo, base: dict[str, Mark], tmp_path: Path
) -> None:
    _try(beast, there, base, tmp_path)


@_each((*wire.CHUNKED, *wire.HEADS))
def test_junk_of_http_costs_the_page_that_came_in_it(
    beast: Beast, there: Zoo, base: dict[str, Mark], tmp_path: Path
) -> None:
    _try(beast, there, base, tmp_path)


@_each(pages.LATE)
def test_a_block_that_begins_in_mid_visit_and_stays_is_no_audit(
    beast: Beast, there: Zoo, base: dict[str, Mark], tmp_path: Path
) -> None:
    _try(beast, there, base, tmp_path)


@_each(pages.CLOAKED)
def test_a_site_with_another_face_for_robots_is_no_audit(
    beast: Beast, there: Zoo, base: dict[str, Mark], tmp_path: Path
) -> None:
    _try(beast, there, base, tmp_path)


@_each(pages.FOREIGN)
def test_the_site_of_another_institution_is_not_judged_as_the_colleges(
    beast: Beast, there: Zoo, base: dict[str, Mark], tmp_path: Path
) -> None:
    _try(beast, there, base, tmp_path)


@_each(pages.WAYS)
def test_no_spelling_of_an_inner_address_is_reached_by_whatever_way(
    beast: Beast, there: Zoo, base: dict[str, Mark], tmp_path: Path
) -> None:
    _try(beast, there, base, tmp_path)


@_each((*wire.TLS, *wire.HANDSHAKES))
def test_a_certificate_of_whatever_kind_is_read_and_a_broken_handshake_is_no_audit(
    beast: Beast, there: Zoo, base: dict[str, Mark], tmp_path: Path
) -> None:
    _try(beast, there, base, tmp_path)


@_each(pages.TRAPS)
def test_traps_and_mazes_do_not_starve_the_sections(
    beast: Beast, there: Zoo, base: dict[str, Mark], tmp_path: Path
) -> None:
    _try(beast, there, base, tmp_path)


@_each(pages.MAPS)
def test_a_map_of_the_site_that_is_a_bomb_harms_nothing(
    beast: Beast, there: Zoo, base: dict[str, Mark], tmp_path: Path
) -> None:
    _try(beast, there, base, tmp_path)


@_each(wire.SLOW)
def test_a_page_that_takes_its_time_for_ever_costs_itself(
    beast: Beast, there: Zoo, base: dict[str, Mark], tmp_path: Path
) -> None:
    _try(beast, there, base, tmp_path)


# ---------------------------------------------------------------- names that change their minds


def _resolving(answers: Mapping[str, list[tuple[str, ...]]], asked: list[str]) -> Resolve:
    """A resolver whose answers change; the last one stays."""

    async def resolve(host: str) -> tuple[str, ...]:
        asked.append(host)
        told = answers[host]
        return told.pop(0) if len(told) > 1 else told[0]

    return resolve


def _audit_named(
    there: Zoo,
    folder: Path,
    patch: pytest.MonkeyPatch,
    answers: Mapping[str, list[tuple[str, ...]]],
    visits: int = 1,
) -> tuple[list[Audited], list[str]]:
    """Audits of the good site under a name; and which names were resolved."""
    asked: list[str] = []
    patch.setattr(audit_module, "Client", partial(Client, resolve=_resolving(answers, asked)))
    url = f"http://college.test:{there.sites['good-1'].port}/"
    return [_audit(url, folder) for _ in range(visits)], asked


def test_a_name_that_turns_inward_in_mid_visit_is_read_where_it_was_first(
    there: Zoo, base: dict[str, Mark], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public, inner = (there.sites["good-1"].host,), ("127.0.0.1",)
    answers = {"college.test": [public, inner]}
    (found,), asked = _audit_named(there, tmp_path, monkeypatch, answers)
    assert (found.audit.outcome.kind, _marks(found.verdicts)) == ("audited", base)
    assert asked == ["college.test"]
    assert there.hits == []


def test_a_name_that_turns_inward_between_visits_is_not_visited_again(
    there: Zoo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = (there.sites["good-1"].host,)
    answers = {"college.test": [public, ("::ffff:127.0.0.1",)]}
    found, _ = _audit_named(there, tmp_path, monkeypatch, answers, visits=2)
    assert [one.audit.outcome.reason for one in found] == [None, "blocked_address"]
    assert set(_marks(found[1].verdicts).values()) == {None}


@pytest.mark.parametrize("inner", ["127.0.0.1", "10.0.0.1", "::1", "::ffff:a00:1", "fe80::1%lo"])
def test_a_name_with_one_inner_address_among_public_ones_is_never_dialled(
    inner: str, there: Zoo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = there.sites["good-1"]
    before = len(site.asked)
    answers = {"college.test": [(site.host, inner)]}
    (found,), _ = _audit_named(there, tmp_path, monkeypatch, answers)
    assert found.audit.outcome == Outcome(kind="not_audited", reason="blocked_address")
    assert (len(site.asked), there.hits) == (before, [])


# ---------------------------------------------------------------- with a browser


# ---------------------------------------------------------------- with a browser


@pytest.mark.soak
@needs_browser
def test_a_script_that_leads_to_another_institution_is_not_judged_by_that(tmp_path: Path) -> None:
    with zoo(GOOD_ONES[:1]) as other:
        place = other.sites["good-0"].url()
        script = page(f"<script>location.href = '{place}'</script>")
        led = Beast(name="led", make=lambda port: college({"/": script}))
        with zoo((led,)) as here:
            site = College(name="Колледж", url=here.sites["led"].url())
            (found,) = audit_with_eyes([site], tmp_path, looks=False)
    assert found.audit.outcome == Outcome(kind="not_audited", reason="foreign_redirect")
    assert set(_marks(found.verdicts).values()) == {None}


@pytest.mark.soak
@needs_browser
def test_a_script_that_leads_away_after_the_page_lends_no_looks_of_another(tmp_path: Path) -> None:
    with zoo(GOOD_ONES[:1]) as other:
        script = f"<script>location.href = '{other.sites['good-0'].url()}'</script>"
        led = Beast(name="led", make=lambda port: college({"/": pages.home(script)}))
        with zoo((led,)) as here:
            site = College(name="Колледж", url=here.sites["led"].url())
            (found,) = audit_with_eyes([site], tmp_path)
    assert found.audit.outcome.kind == "audited"
    home = found.audit.snapshot.seen.renders[0]
    assert (home.role, home.trouble) == ("home", "foreign_redirect")
    assert visual(found)["V8"].mark is None


# ---------------------------------------------------------------- all in one run


def _run(there: Zoo, beasts: Iterable[Beast], folder: Path) -> dict[str, store.SiteResult]:
    """The results of a run of the real command, by the names of the beasts."""
    folder.mkdir()
    config = folder / "site-audit.toml"
    knobs = ("workers = 2", "visits_at_once = 6", "rate = 0", "request_seconds = 5")
    config.write_text(f'data_dir = "."\nallow = ["{NET}"]\nedition = 2023\n' + "\n".join(knobs))
    engine = store.open_database(f"sqlite:///{folder / 'site-audit.db'}")
    try:
        colleges = [College(name=one.name, url=there.sites[one.name].url()) for one in beasts]
        store.save_register(engine, colleges)
        words = ("-m", "site_audit.cli", "--config", str(config), "run", "--no-browser")
        subprocess.run([sys.executable, *words], check=True, capture_output=True)
        visits = store.visits_of(engine, 1)
        assert {(visit.attempts, visit.crashes) for visit in visits} == {(1, 0)}
        costs = {visit.college.name: visit.cost for visit in visits}
        for beast in beasts:
            _afford(beast, costs[beast.name], there)
        results = store.results(engine, store.judgement(engine, 1).id)
        return {result.college.name: result for result in results}
    finally:
        engine.dispose()


def _run_among(beasts: tuple[Beast, ...], folder: Path, base: dict[str, Mark]) -> None:
    """Runs good sites among beasts and judges all of them."""
    good = GOOD_ONES
    among = (good[0], *beasts[::2], good[1], *beasts[1::2], good[2])
    with zoo(among) as there:
        found = _run(there, among, folder)
    for one in among:
        _judge(one, found[one.name].outcome, _marks(found[one.name].verdicts), base)


def test_a_run_among_some_beasts_gives_good_sites_the_marks_of_a_visit_alone(
    base: dict[str, Mark], tmp_path: Path
) -> None:
    _run_among(tuple(filter(is_quick, ALL))[::SAMPLE], tmp_path / "run", base)


@pytest.mark.soak
def test_a_run_among_all_beasts_gives_good_sites_the_marks_of_a_run_without_them(
    tmp_path: Path,
) -> None:
    with zoo(GOOD_ONES) as clean_zoo:
        clean = _run(clean_zoo, GOOD_ONES, tmp_path / "clean")
    assert {one.outcome for one in clean.values()} == {Outcome(kind="audited")}
    (base, *others) = (_marks(one.verdicts) for one in clean.values())
    assert others == [base, base]
    _run_among(ALL, tmp_path / "mixed", base)
