"""Archives on a shared folder and in S3-compatible storage: whole or not at all, on any machine."""

from __future__ import annotations

import asyncio
import builtins
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from moto.server import ThreadedMotoServer
from typer.testing import CliRunner, Result

from site_audit import audit, store
from site_audit.archives import archive, parsed, retention, shelf, sights, transcripts
from site_audit.archives.archive import Contents, Memory
from site_audit.archives.shelf import Shelf, open_shelf
from site_audit.archives.storage import ShelfError, Storage, open_storage
from site_audit.audit import Audited, verdicts
from site_audit.cli import workers
from site_audit.cli.app import build
from site_audit.cli.desk import GUIDE, Desk
from site_audit.demo.server import serving
from site_audit.model import College
from site_audit.runs import worker
from site_audit.runs.visiting import Place
from tests.samples import HOME
from tests.test_archive import kept
from tests.workshop import METHODOLOGY, SITES, means_for, place_for

TOMORROW = datetime.now(UTC) + timedelta(days=1)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of an S3 server on loopback."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    _set_keys(monkeypatch)


def _set_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture(scope="module")
def storage(server: str) -> Storage:
    """Opened once: making a client takes a third of a second. Tests go to buckets of their own."""
    with pytest.MonkeyPatch.context() as environment:
        _set_keys(environment)
        opened = open_storage("s3://first", server)
        opened.system.mkdir("first")  # the client is made by the first call
    return opened


@pytest.fixture
def bucket(storage: Storage, request: pytest.FixtureRequest) -> str:
    """The address of a prefix in a bucket of this test."""
    name = f"b{abs(hash(request.node.name))}"
    storage.system.mkdir(name)
    return f"s3://{name}/audit"


@pytest.fixture
def machine(storage: Storage, bucket: str, tmp_path: Path) -> Callable[[str], Any]:
    """Makes the shelf of a machine by its name."""
    its = replace(storage, root=bucket.removeprefix("s3://"))
    return lambda name: Shelf(folder=tmp_path / name, storage=its)


def written(place: Shelf, name: str, previous: str | None = None) -> None:
    memory = Memory(place.bring(previous) if previous else place.folder, previous)
    place.write(name, kept(HOME + "papers"), memory.held())
    place.put(name)


def copies(place: Shelf) -> list[str]:
    files = (path for path in place.folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(place.folder).as_posix() for path in files)


def aged(place: Shelf, name: str, days: float) -> None:
    moment = time.time() - days * 86_400
    os.utime(place.path(name), (moment, moment))


# ---------------------------------------------------------------- on any machine


def test_an_archive_is_read_on_another_machine_as_on_its_own(machine: Any) -> None:
    one, two = machine("one"), machine("two")
    written(one, "c/1.warc.gz")
    here = archive.load(one.folder, "c/1.warc.gz", GUIDE)
    there = archive.load(two.bring("c/1.warc.gz"), "c/1.warc.gz", GUIDE)
    texts = [[page.facts.text for page in one.pages] for one in (here, there)]
    assert texts[0] == texts[1]
    assert there.pages[1].url == HOME + "papers"
    assert [path.name for path in two.folder.rglob("*.part")] == []


def test_archives_that_an_archive_refers_to_come_with_it(machine: Any) -> None:
    one, two, three = machine("one"), machine("two"), machine("three")
    written(one, "c/1.warc.gz")
    written(two, "c/2.warc.gz", "c/1.warc.gz")
    written(three, "d/3.warc.gz", "c/2.warc.gz")
    last = machine("last")
    assert len(archive.load(last.bring("d/3.warc.gz"), "d/3.warc.gz", GUIDE).pages) == 2
    assert archive.holders(last.folder, "d/3.warc.gz") == {"c/1.warc.gz"}
    assert "c/2.warc.gz" not in copies(last)


def test_what_refers_to_what_is_read_from_the_archive_when_it_is_not_noted(machine: Any) -> None:
    one, two = machine("one"), machine("two")
    written(one, "c/1.warc.gz")
    written(one, "c/2.warc.gz", "c/1.warc.gz")
    one.storage.drop("c/2.refers")
    assert len(archive.load(two.bring("c/2.warc.gz"), "c/2.warc.gz", GUIDE).pages) == 2
    assert machine("three").references(["c/2.warc.gz"]) == {"c/2.warc.gz": {"c/1.warc.gz"}}


def test_an_archive_that_is_nowhere_is_missed_in_words(machine: Any) -> None:
    place = machine("one")
    with pytest.raises(archive.ArchiveError, match=r"lost\.warc\.gz не читается"):
        archive.load(place.bring("c/lost.warc.gz"), "c/lost.warc.gz", GUIDE)
    assert Memory(place.bring("c/lost.warc.gz"), "c/lost.warc.gz").held() == {}


def test_a_name_never_leads_out_of_the_folder(machine: Any) -> None:
    for name in ("../x.warc.gz", "/etc/x.warc.gz", "c/../../x.warc.gz"):
        with pytest.raises(ShelfError, match="ведёт из папки"):
            machine("one").bring(name)


def visited(place: Shelf, url: str, previous: str | None = None) -> Audited:
    means = replace(means_for(place.folder), archives=place)
    college = College(name="Колледж", url=url)
    return asyncio.run(audit.audit(college, means, METHODOLOGY, previous))


def test_a_chain_of_visits_goes_over_machines_and_every_one_judges_it_alike(machine: Any) -> None:
    one, two, three = machine("one"), machine("two"), machine("three")
    with serving([SITES / "order-1493"]) as (site,):
        first = visited(one, site.url)
        asked = len(site.requests)
        second = visited(two, site.url, first.archive)
        again = site.requests[asked:]
    assert sum("if-none-match" in request.headers for request in again) > len(again) / 2
    assert second.audit.cost.bytes < first.audit.cost.bytes / 4
    loaded = archive.load(three.bring(second.archive), second.archive, GUIDE)
    assert verdicts(METHODOLOGY, replace(second.audit, snapshot=loaded)) == first.verdicts
    assert any(name.endswith(".parsed") for name in copies(three))  # read there, not parsed anew
    stored = three.storage.listed()
    assert first.archive.replace(".warc.gz", ".parsed") not in stored  # the newest visit has them


def test_a_machine_without_derived_files_makes_them_anew(machine: Any) -> None:
    one, two = machine("one"), machine("two")
    with serving([SITES / "order-1493"]) as (site,):
        found = visited(one, site.url)
    for name in one.storage.listed():
        if not name.endswith(".warc.gz"):
            one.storage.drop(name)
    loaded = archive.load(two.bring(found.archive), found.archive, GUIDE)
    assert verdicts(METHODOLOGY, replace(found.audit, snapshot=loaded)) == found.verdicts


def test_the_endings_of_derived_files_are_those_that_their_modules_use() -> None:
    own = {one._beside.ending for one in (parsed, transcripts, sights)}
    assert own == set(shelf.PASSING)


def called(config: Path, *words: str) -> Result:
    return CliRunner().invoke(build((words[0],)), ["--config", str(config), *words])


def settings_of(folder: Path, bucket: str, server: str, **more: object) -> Path:
    """A file of settings of a machine whose data lie in ``folder``."""
    knobs = {"data_dir": str(folder), "archive_url": bucket, "s3_endpoint": server} | more
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"{name} = {json.dumps(value)}" for name, value in knobs.items()]
    (folder / "site-audit.toml").write_text("\n".join(lines), "utf-8")
    return folder / "site-audit.toml"


def test_a_run_is_judged_again_on_another_machine_without_a_request(
    server: str, bucket: str, tmp_path: Path
) -> None:
    shared: dict[str, Any] = {"database_url": f"sqlite:///{tmp_path / 'shared.db'}"}
    shared |= {"allow": ["127.77.0.0/16"], "rate": 0}
    one, two = (settings_of(tmp_path / name, bucket, server, **shared) for name in ("one", "two"))
    desk = Desk(one)
    with serving([SITES / "order-1493", SITES / "tabs"]) as sites:
        store.save_register(desk.engine, [College(name="Колледж", url=one.url) for one in sites])
        profile = store.Profile(pages=60, site_seconds=60)
        plan = store.Plan(edition="2023", profile=profile, planned_at=datetime.now(UTC))
        run_id = store.open_run(desk.engine, plan, [1, 2])
        asyncio.run(until_done(workers.place_of(desk, "w", run_id, None)))
        assert store.close_run(desk.engine, run_id)
        asked = [len(site.requests) for site in sites]
        again = called(two, "rejudge", "latest")
        assert again.exit_code == 0, again.stderr
        assert "Ни одна оценка не изменилась" in again.stdout
        assert [len(site.requests) for site in sites] == asked
        assert min(asked) > 1
    assert all(visit.archive for visit in store.visits_of(desk.engine, run_id))
    assert len(list((tmp_path / "two" / "archive").rglob("*.warc.gz"))) == 2
    desk.close()


# ---------------------------------------------------------------- whole or not at all


class Relay:
    """A wire to the server that stops carrying after ``most`` bytes from a client."""

    def __init__(self, address: str, most: int) -> None:
        host, port = address.removeprefix("http://").split(":")
        self.server, self.most, self.carried = (host, int(port)), most, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.ends: list[socket.socket] = [self.listener]
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.create_connection(self.server)
            self.ends += [client, server]
            threading.Thread(target=self._carry, args=(client, server, True), daemon=True).start()
            threading.Thread(target=self._carry, args=(server, client, False), daemon=True).start()

    def _carry(self, source: socket.socket, to: socket.socket, counted: bool) -> None:
        try:
            while (part := source.recv(4096)) and not (counted and self.carried > self.most):
                to.sendall(part)
                self.carried += len(part) if counted else 0
        except OSError:
            return  # the other side hung up, or the test is over

    def close(self) -> None:
        for end in self.ends:
            end.close()


@contextmanager
def relayed(address: str, most: int) -> Iterator[Relay]:
    relay = Relay(address, most)
    try:
        yield relay
    finally:
        relay.close()


PUTTING = """
import sys
from pathlib import Path
from site_audit.archives.shelf import open_shelf
folder, bucket, server, name = sys.argv[1:]
place = open_shelf(Path(folder), bucket, server)
getattr(place, "put" if name.endswith("big.warc.gz") else "bring")(name)
"""


def process(place: Shelf, bucket: str, server: str, name: str) -> subprocess.Popen[bytes]:
    arguments = [str(place.folder), bucket, server, name]
    return subprocess.Popen([sys.executable, "-c", PUTTING, *arguments])


def test_a_put_that_is_killed_in_the_middle_leaves_no_half_archive(
    machine: Any, server: str, bucket: str
) -> None:
    place = machine("one")
    path = place.path("c/big.warc.gz")
    path.parent.mkdir(parents=True)
    path.write_bytes(os.urandom(4_000_000))
    with relayed(server, 2_000_000) as relay:
        putting = process(place, bucket, relay.address, "c/big.warc.gz")
        deadline = time.monotonic() + 30
        while relay.carried <= relay.most:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        putting.send_signal(signal.SIGKILL)
        putting.wait()
    assert place.storage.listed() == {}
    assert machine("two").bring("c/big.warc.gz").exists() is False


def test_two_processes_that_bring_the_same_archive_both_get_it_whole(
    machine: Any, server: str, bucket: str
) -> None:
    one, two = machine("one"), machine("two")
    written(one, "c/1.warc.gz")
    bringing = [process(two, bucket, server, "c/1.warc.gz") for _ in range(2)]
    assert [one.wait(30) for one in bringing] == [0, 0]
    whole = one.path("c/1.warc.gz").read_bytes()
    assert two.path("c/1.warc.gz").read_bytes() == whole
    assert list(two.folder.rglob("*.part")) == []


def test_a_put_that_fails_for_good_leaves_the_archive_nowhere(
    machine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = machine("one")
    tries = []

    def refuse(*arguments: object, **named: object) -> None:
        tries.append(arguments)
        raise PermissionError("Access Denied")

    monkeypatch.setattr(audit, "PATIENCE", (0.01, 0.01))
    monkeypatch.setattr(place.storage.system, "put_file", refuse)
    with serving([SITES / "tabs"]) as (site,), pytest.raises(ShelfError, match="отказывает"):
        visited(place, site.url)
    assert len(tries) == 3
    assert copies(place) == []


def test_a_put_that_fails_once_is_tried_again_and_the_site_is_not(
    machine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = machine("one")
    genuine, tries = place.storage.system.put_file, []

    def refuse_once(*arguments: object, **named: object) -> None:
        tries.append(arguments)
        if len(tries) == 1:
            raise OSError("Service Unavailable")
        genuine(*arguments, **named)

    monkeypatch.setattr(audit, "PATIENCE", (0.01,))
    monkeypatch.setattr(place.storage.system, "put_file", refuse_once)
    with serving([SITES / "order-1493"]) as (site,):
        found = visited(place, site.url)
        assert len([one for one in site.requests if one.path == "/"]) == 1
    assert found.archive in place.storage.listed()


def test_without_a_storage_no_site_is_asked_for_anything(machine: Any) -> None:
    place = machine("one")
    gone = replace(place.storage, root="no-such-bucket/audit")
    with serving([SITES / "order-1493"]) as (site,):
        with pytest.raises(ShelfError, match="корзины no-such-bucket нет"):
            visited(replace(place, storage=gone), site.url)
        assert site.requests == []


def test_a_folder_that_cannot_be_written_is_told_before_any_request(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with serving([SITES / "order-1493"]) as (site,):
        with pytest.raises(ShelfError, match="не записать"):
            visited(Shelf(folder=tmp_path / "file" / "archive"), site.url)
        assert site.requests == []


def test_a_visit_without_a_place_for_its_archive_waits_and_ends_with_its_marks(
    machine: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = machine("one")
    genuine, refusals = place.storage.system.pipe_file, []

    def refuse_twice(*arguments: object, **named: object) -> None:
        if len(refusals) < 2:
            refusals.append(arguments)
            raise PermissionError("Access Denied")
        genuine(*arguments, **named)

    monkeypatch.setattr(place.storage.system, "pipe_file", refuse_twice)
    engine = store.open_database(f"sqlite:///{tmp_path / 'a.db'}")
    profile = store.Profile(pages=60, site_seconds=60)
    with serving([SITES / "order-1493"]) as (site,):
        store.save_register(engine, [College(name="Колледж", url=site.url)])
        plan = store.Plan(edition="2023", profile=profile, planned_at=datetime.now(UTC))
        run_id = store.open_run(engine, plan, [1])
        where = place_for(
            engine, run_id, replace(means_for(place.folder), archives=place), at_once=1
        )
        asyncio.run(until_done(where))
        assert len([one for one in site.requests if one.path == "/"]) == 1
    (visit,) = store.visits_of(engine, run_id)
    engine.dispose()
    assert (len(refusals), visit.state, visit.attempts, visit.crashes) == (2, "done", 1, 0)
    assert visit.outcome is not None
    assert visit.outcome.kind == "audited"
    assert visit.archive in place.storage.listed()


async def until_done(where: Place) -> None:
    await worker.work(where, asyncio.Event())


# ---------------------------------------------------------------- trouble in words


def test_missing_keys_are_told_in_words(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(ShelfError, match="AWS_ACCESS_KEY_ID"):
        open_shelf(tmp_path, "s3://bucket", server).check()


def test_a_refusal_of_the_storage_is_told_in_words(
    machine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = machine("one")

    def refuse(*arguments: object, **named: object) -> None:
        raise PermissionError("Access Denied")

    monkeypatch.setattr(place.storage.system, "pipe_file", refuse)
    with pytest.raises(ShelfError, match=r"отказывает .*Проверьте ключи"):
        place.check()


def test_without_s3fs_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    genuine = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name == "s3fs":
            raise ModuleNotFoundError(name=name)
        return genuine(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ShelfError, match=r"модуль Python s3fs.*site-audit\[cluster\]"):
        open_shelf(tmp_path, "s3://bucket/audit")


def test_fsspec_is_imported_only_for_a_storage() -> None:
    modules = "site_audit.archives.shelf, site_audit.settings"
    check = f"import sys, {modules}; sys.exit('fsspec' in sys.modules)"
    subprocess.run([sys.executable, "-c", check], check=True)


# ---------------------------------------------------------------- what goes


def test_pruning_works_on_the_storage_and_keeps_what_is_cited(machine: Any) -> None:
    one, two = machine("one"), machine("two")
    for number, previous in ((1, None), (2, "c/1.warc.gz"), (3, None)):
        written(one, f"c/{number}.warc.gz", previous)
    assert retention.prune(two, [], TOMORROW - timedelta(days=2)) == ()
    assert retention.prune(two, ["c/2.warc.gz"], TOMORROW) == ("c/3.warc.gz",)
    assert copies(two) == []  # nothing had to be brought
    left = [name for name in sorted(one.storage.listed()) if name.startswith("c/")]
    assert left == ["c/1.refers", "c/1.warc.gz", "c/2.refers", "c/2.warc.gz"]
    last = machine("last")
    assert len(archive.load(last.bring("c/2.warc.gz"), "c/2.warc.gz", GUIDE).pages) == 2


def test_copies_are_bounded_and_those_used_last_stay(machine: Any) -> None:
    place = machine("one")
    for number in (1, 2, 3):
        written(place, f"c/{number}.warc.gz")
        aged(place, f"c/{number}.warc.gz", days=5 - number)
    place.bring("c/1.warc.gz")  # asked for now, though written first
    assert replace(place, cache_bytes=1).trim(place.path("c/1.warc.gz").stat().st_size + 300) == 2
    assert copies(place) == ["c/1.refers", "c/1.warc.gz"]
    assert place.trim(0) == 0  # of the last hour
    assert set(place.written()) == {f"c/{number}.warc.gz" for number in (1, 2, 3)}


def test_a_copy_that_the_storage_does_not_have_is_never_dropped(machine: Any) -> None:
    place = machine("one")
    place.write("c/1.warc.gz", kept(), {})
    aged(place, "c/1.warc.gz", days=3)
    assert place.trim(0) == 0
    assert place.unstored() == ("c/1.warc.gz",)
    place.send("c/1.warc.gz")
    assert place.unstored() == ()
    aged(place, "c/1.warc.gz", days=3)
    assert place.trim(0) == 1
    assert len(archive.load(place.bring("c/1.warc.gz"), "c/1.warc.gz", GUIDE).pages) == 1


def test_archives_of_before_the_storage_are_sent_with_what_they_refer_to(
    machine: Any, tmp_path: Path
) -> None:
    plain = Shelf(folder=tmp_path / "one")
    written(plain, "c/1.warc.gz")
    written(plain, "c/2.warc.gz", "c/1.warc.gz")
    place = machine("one")
    for name in place.unstored():
        place.send(name)
    assert machine("two").references(["c/2.warc.gz"])["c/2.warc.gz"] >= {"c/1.warc.gz"}


def test_a_shared_folder_needs_no_storage(tmp_path: Path) -> None:
    one, two = (open_shelf(tmp_path / "shared", str(tmp_path / "shared")) for _ in range(2))
    written(one, "c/1.warc.gz")
    written(two, "c/2.warc.gz", "c/1.warc.gz")
    assert one.storage is None
    assert one.unstored() == ()
    assert one.trim(0) == 0
    assert len(archive.load(one.bring("c/2.warc.gz"), "c/2.warc.gz", GUIDE).pages) == 2
    assert copies(one) == ["c/1.warc.gz", "c/2.warc.gz"]


def test_contents_are_written_by_the_archive_itself(tmp_path: Path) -> None:
    contents: Contents = kept()
    place = Shelf(folder=tmp_path)
    place.write("a.warc.gz", contents, {})
    assert copies(place) == ["a.warc.gz"]


def test_a_full_disk_is_told_before_any_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = shutil.disk_usage(tmp_path)._replace(free=5_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    with pytest.raises(ShelfError, match="осталось 5 МБ"):
        Shelf(folder=tmp_path).check()


def test_a_trouble_of_trimming_costs_no_archive(
    machine: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    place = replace(machine("one"), cache_bytes=1)
    written(place, "c/1.warc.gz")
    aged(place, "c/1.warc.gz", days=3)
    genuine = place.storage.system.info

    def refuse(asked: str) -> Any:
        if asked.endswith("1.warc.gz"):
            raise PermissionError("Access Denied")
        return genuine(asked)

    monkeypatch.setattr(place.storage.system, "info", refuse)
    written(place, "c/2.warc.gz")
    assert "the cache of archives is left as it is" in caplog.text
    assert {"c/1.warc.gz", "c/2.warc.gz"} <= set(place.storage.listed())
    assert "c/1.warc.gz" in copies(place)


def test_copies_over_the_bound_go_when_the_next_one_comes(machine: Any) -> None:
    place = replace(machine("one"), cache_bytes=1)
    written(place, "c/1.warc.gz")
    aged(place, "c/1.warc.gz", days=3)
    written(place, "c/2.warc.gz")
    assert copies(place) == ["c/2.refers", "c/2.warc.gz"]
    assert len(archive.load(place.bring("c/1.warc.gz"), "c/1.warc.gz", GUIDE).pages) == 2


def test_commands_send_what_is_here_alone_and_drop_copies(
    machine: Any, server: str, bucket: str, tmp_path: Path
) -> None:
    plain = Shelf(folder=tmp_path / "data" / "archive")
    written(plain, "c/1.warc.gz")
    refused = called(settings_of(tmp_path / "data", "", ""), "archive", "send")
    assert refused.exit_code == 1
    assert "Хранилища нет" in refused.stderr
    config = settings_of(tmp_path / "data", bucket, server)
    assert "Отправлено: 1\N{NO-BREAK SPACE}архив." in called(config, "archive", "send").stdout
    assert "c/1.warc.gz" in machine("two").storage.listed()
    aged(plain, "c/1.warc.gz", days=3)
    assert "Убрано копий: 1." in called(config, "archive", "prune", "--local").stdout
    assert not plain.path("c/1.warc.gz").exists()
    assert "c/1.warc.gz" in machine("two").storage.listed()


def test_a_storage_that_is_away_ends_a_command_in_words(tmp_path: Path, bucket: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    config = settings_of(tmp_path / "data", bucket, f"http://127.0.0.1:{port}")
    done = called(config, "archive", "prune")
    assert done.exit_code == 1
    assert "не отвечает (EndpointConnectionError)" in done.stderr
    assert "s3_endpoint" in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_is_pruned_when_the_bucket_is_not_there(machine: Any) -> None:
    place = machine("one")
    written(place, "c/1.warc.gz")
    gone = replace(place, storage=replace(place.storage, root="no-such-bucket/audit"))
    with pytest.raises(ShelfError, match="корзины no-such-bucket нет"):
        retention.prune(gone, [], TOMORROW)
    assert "c/1.warc.gz" in copies(place)


def test_a_visit_that_is_cut_short_while_it_is_put_leaves_no_archive(
    machine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = machine("one")

    async def cut_short() -> None:
        refused, loop = asyncio.Event(), asyncio.get_running_loop()

        def refuse(*arguments: object, **named: object) -> None:
            loop.call_soon_threadsafe(refused.set)
            raise PermissionError("Access Denied")

        monkeypatch.setattr(place.storage.system, "put_file", refuse)
        means = replace(means_for(place.folder), archives=place)
        college = College(name="Колледж", url=site.url)
        visiting = asyncio.create_task(audit.audit(college, means, METHODOLOGY))
        await refused.wait()
        visiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await visiting

    monkeypatch.setattr(audit, "PATIENCE", (60,))
    with serving([SITES / "tabs"]) as (site,):
        asyncio.run(cut_short())
    assert list(place.folder.rglob("*.warc.gz")) == []
