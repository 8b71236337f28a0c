"""The demo: the whole way from bundled colleges to the files a newcomer opens."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from site_audit.browser.binary import find_browser
from site_audit.cli.demos import PORT
from site_audit.demo import folders
from site_audit.demo.manifest import manifest
from site_audit.model import Mark
from site_audit.ratings.score import VISUAL
from tests.eyes import needs_browser
from tests.workshop import PRESENCE


@dataclass(frozen=True)
class Shown:
    folder: Path
    said: str

    def call(self, *words: str) -> subprocess.CompletedProcess[str]:
        config = str(self.folder / "site-audit.toml")
        command = [sys.executable, "-m", "site_audit.cli", "--config", config, *words]
        return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    folder = tmp_path_factory.mktemp("demo") / "out"
    command = [sys.executable, "-m", "site_audit.cli", "demo", "--out", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Shown(folder, done.stdout)


def test_the_demo_prints_the_ranking_and_names_its_files(shown: Shown) -> None:
    assert "Наличие элементов" in shown.said
    for name in ("ranking.html", "clusters.html", "run.json", "site-audit.toml"):
        assert name in shown.said
        assert (shown.folder / name).exists()
    assert len(list((shown.folder / "notes").glob("*.html"))) == len(folders())


def test_the_demo_judges_its_colleges_as_a_person_would(shown: Shown) -> None:
    data = json.loads((shown.folder / "run.json").read_text("utf-8"))
    wanted = {
        manifest(folder).college.name: dict(manifest(folder).marks) | drawn(folder)  # type: ignore[union-attr]
        for folder in folders()
    }
    given = {
        visit["college"]: {code: visit["marks"][code]["mark"] for code in PRESENCE}
        for visit in data["visits"]
    }
    assert given == {
        name: {code: marks[code] for code in PRESENCE} for name, marks in wanted.items()
    }


def drawn(folder: Path) -> dict[str, Mark]:
    """Marks that only a visit with a browser gives."""
    return dict(manifest(folder).drawn) if find_browser() else {}


@needs_browser
def test_every_college_of_the_demo_that_opens_has_eight_visual_marks(shown: Shown) -> None:
    data = json.loads((shown.folder / "run.json").read_text("utf-8"))
    for visit in data["visits"]:
        if visit["outcome"] != "not_audited":
            assert None not in {visit["marks"][code]["mark"] for code in VISUAL}, visit["college"]


def test_a_note_of_the_demo_shows_the_home_page(shown: Shown) -> None:
    notes = [note.read_text("utf-8") for note in (shown.folder / "notes").glob("*.html")]
    pictured = [note for note in notes if "data:image/jpeg" in note]
    assert len(pictured) == (len(folders()) - 1 if find_browser() else 0)


def test_the_demo_holds_six_colleges_in_two_clusters() -> None:
    colleges = [manifest(folder).college for folder in folders()]
    clusters = {m.cluster for college in colleges if college for m in college.memberships}
    assert len(colleges) >= 6
    assert len(clusters) == 2


def test_every_note_is_one_click_from_the_ranking(shown: Shown) -> None:
    page = (shown.folder / "ranking.html").read_text("utf-8")
    for note in (shown.folder / "notes").glob("*.html"):
        if "не удалось проверить" not in note.read_text("utf-8")[:4000]:
            assert f"notes/{note.name}" in page


def test_commands_can_be_tried_on_the_demo_afterwards(shown: Shown) -> None:
    assert "закончена" in shown.call("run", "list").stdout
    assert "Кластер" in shown.call("ranking", "latest", "--by", "cluster").stdout
    assert shown.call("rejudge").returncode == 0
    assert shown.call("register", "list").returncode == 0


def test_a_taken_port_and_a_foreign_database_do_not_disturb_the_demo(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.db"
    out = str(tmp_path / "out")
    command = [sys.executable, "-m", "site_audit.cli", "demo", "--no-browser", "--out", out]
    variables = os.environ | {"SITE_AUDIT_DATABASE_URL": f"sqlite:///{foreign}"}
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):  # another demo has it: as good
            taken.bind(("127.77.0.1", PORT))
            taken.listen()
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=variables)
    assert "полностью проверено 6" in done.stdout
    assert "SITE_AUDIT_DATABASE_URL" in done.stderr
    assert not foreign.exists()


def test_the_demo_leaves_settings_of_others_alone(tmp_path: Path) -> None:
    config = tmp_path / "site-audit.toml"
    config.write_text("pages = 80\n", "utf-8")
    command = [sys.executable, "-m", "site_audit.cli", "demo", "--out", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "ваши настройки" in done.stderr
    assert config.read_text("utf-8") == "pages = 80\n"
