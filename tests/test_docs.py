"""What stands in the docs is true and whole: each command, setting, code and dependency."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer

from criteria import CRITERIA, EDITIONS, OBSERVED, subsections, texts_for
from criteria.channels import CHANNELS
from criteria.role_words import WORDS
from criteria.subsection import Subsection
from docs import build_methodology, build_settings
from site_audit import store
from site_audit.audit import Audited
from site_audit.cli.app import COMMANDS, build
from site_audit.demo import folders
from site_audit.demo.manifest import manifest
from site_audit.demo.server import serving
from site_audit.model import Check, College, Evidence, Finding, Offer, Outcome, Verdict
from site_audit.protocol import check_json, run_json
from site_audit.register.columns import COLUMNS
from site_audit.settings import PREFIX, Settings
from tests.workshop import METHODOLOGY, PRESENCE, SITES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(
    [*ROOT.glob("*.md"), *(path for path in DOCS.iterdir() if path.suffix in (".md", ".json"))]
)
KNOWN_HOSTS = ("json-schema.org", "college.ru", "audit.example", "127.0.0.1")


def _read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def _cells(text: str, heading: str) -> list[list[str]]:
    """The rows of the first table under a heading, cell by cell."""
    under = text.partition(heading)[2].lstrip()
    table = under[under.index("|") :].split("\n\n")[0]
    rows = [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in table.splitlines()
    ]
    return rows[2:]


# ---------------------------------------------------------------- generated pages


@pytest.mark.parametrize(
    "builder", [build_methodology, build_settings], ids=lambda one: one.PAGE.name
)
def test_a_generated_page_is_fresh(builder: Any) -> None:
    command = f"python docs/{Path(builder.__file__).name}"
    assert builder.PAGE.read_text("utf-8") == builder.page(), f"stale, run: {command}"


def test_each_setting_stands_in_the_docs() -> None:
    text = _read("docs/settings.md")
    for name in Settings.model_fields:
        assert f"| `{name}` | `{PREFIX}{name.upper()}` |" in text


def test_each_edition_and_criterion_stands_in_the_methodology_under_its_titles() -> None:
    text = _read("docs/methodology.md")
    for edition in EDITIONS.values():
        assert f"| `{edition.id}` | {edition.title} |" in text
        for code, title in edition.titles:
            assert re.search(rf"^\| {code} \|.*{re.escape(title)}", text, re.MULTILINE), code
    for one in OBSERVED:
        assert f"| {one.id} | {one.title} |" in text


def test_each_advice_reason_and_outcome_stands_in_the_methodology() -> None:
    text = _read("docs/methodology.md")
    texts = texts_for(EDITIONS["2023"])
    for code, advice in texts.advice:
        assert f"| `{code}` | {advice.title} | {advice.what} |" in text
    for code, words in (*texts.reasons, *texts.outcomes):
        family = re.match(r"unseen_|not_audited_|http_", code)
        known = f"| `{code}` | {words} |" in text
        assert known or (family and f"| `{family.group()}…` |" in text), code


def test_the_methodology_tells_the_names_of_every_subsection() -> None:
    told = {one.role for many in build_methodology.SATISFIED_BY.values() for one in many}
    ours = {one.role for one in vars(subsections).values() if isinstance(one, Subsection)}
    assert told == ours
    by_law = {"education", "standards", "grants", "catering"}  # subsections that are not scored
    assert by_law <= {one.id for one in OBSERVED}
    judged = {one.id for one in CRITERIA if one.group == "A"} | by_law
    assert set(build_methodology.SATISFIED_BY) == judged


def test_the_methodology_tells_of_each_criterion_of_the_sections_what_earns_it() -> None:
    text = _read("docs/methodology.md")
    for group in "BC":
        rows = _cells(text, f"### Группа {group}:")
        assert [row[0] for row in rows] == [one.id for one in CRITERIA if one.group == group]
        assert all(len(row) == 4 and all(row) for row in rows)


def test_the_methodology_tells_the_names_of_every_role_of_the_sections() -> None:
    told = {role for _, role in build_methodology.SECTIONS}
    theirs = {words.role.id for words in WORDS if words.role.files is not None}
    assert told == theirs


def test_the_methodology_names_the_channels_and_how_precise_each_criterion_is() -> None:
    text = _read("docs/methodology.md")
    for since, channel in CHANNELS:
        assert f"| {channel.partition('://')[2]} | {since:%d.%m.%Y} |" in text
    rows = _cells(text, "## Точность")
    assert [row[0] for row in rows] == list(PRESENCE)


def test_a_share_is_never_rounded_up_to_the_whole() -> None:
    shares = [build_methodology._share(one) for one in (1.0, 0.9999, 0.97, 0.0, None)]
    assert shares == ["100 %", "99,9 %", "97 %", "0 %", "—"]


# ---------------------------------------------------------------- commands


def _commands(group: Any, name: str = "site-audit") -> Iterator[tuple[str, Any]]:
    if getattr(group, "invoke_without_command", False) or not hasattr(group, "commands"):
        yield name, group
    for part, command in getattr(group, "commands", {}).items():
        yield from _commands(command, f"{name} {part}")


def _options(command: Any) -> set[str]:
    told = [one for one in command.params if not getattr(one, "hidden", False)]
    options = {option for one in told for option in one.opts if option.startswith("--")}
    return options - {"--help"}


PROGRAM = typer.main.get_command(build(tuple(COMMANDS)))
EVERY_COMMAND = dict(_commands(PROGRAM))


def test_each_command_stands_in_the_guide_with_all_its_options_and_no_others() -> None:
    told = {}
    for command, _, options in _cells(_read("docs/guide.md"), "## Все команды"):
        words = command.strip("`").split()
        name = " ".join(word for word in words if not re.match(r"[А-Я]", word))
        told[name] = set(re.findall(r"`(--[a-z-]+)", options))
    wanted = {name: _options(command) for name, command in EVERY_COMMAND.items()}
    assert told == wanted


def test_options_of_the_program_itself_stand_in_the_guide() -> None:
    for option in _options(PROGRAM):
        assert option in _read("docs/guide.md").partition("## Все команды")[2]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_commands_in_the_docs_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    lines = re.findall(r"(?:^|`|^\$ )(?:\.venv/bin/)?(site-audit [^`\n]+)", text, re.MULTILINE)
    for line in lines:
        words = re.sub(r"--config \S+ ", "", line).split()
        names = (" ".join(words[:size]) for size in (3, 2))
        name = next((name for name in names if name in EVERY_COMMAND), None)
        assert name, line
        assert set(re.findall(r"(?<=\s)--[a-z-]+", " ".join(words))) <= _options(
            EVERY_COMMAND[name]
        )


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_make_targets_in_the_docs_exist(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", _read("Makefile"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", path.read_text("utf-8"))) <= targets


def test_the_readme_shows_the_two_commands_and_contributing_all_of_them() -> None:
    targets = set(re.findall(r"^([a-z]+):", _read("Makefile"), re.MULTILINE))
    assert {"demo", "test"} <= set(re.findall(r"make ([a-z]+)", _read("README.md")))
    assert set(re.findall(r"`make ([a-z]+)", _read("CONTRIBUTING.md"))) == targets


def test_the_readme_shows_the_demo_as_it_is() -> None:
    shown = _read("README.md").partition("$ make demo")[2].partition("```")[0]
    entries = [manifest(folder).college for folder in folders()]
    assert f"Всего {len(entries)} сайт" in shown
    for college in entries:
        assert college
        assert " ".join(college.short_name.split()[:2]) in shown


def test_each_column_of_the_register_stands_in_the_guide() -> None:
    told = [row[0] for row in _cells(_read("docs/guide.md"), "## Реестр")]
    assert told == [column.title for column in COLUMNS]


# ---------------------------------------------------------------- the project's own papers


def test_each_dependency_stands_in_the_readme_with_its_reason() -> None:
    project = tomllib.loads(_read("pyproject.toml"))
    wanted = project["project"]["dependencies"]
    extras = project["project"]["optional-dependencies"]
    for group in (*project["dependency-groups"].values(), *extras.values()):
        wanted = wanted + group
    names = [re.split(r"[<>=~!\[; ]", one)[0] for one in wanted]
    rows = _cells(_read("README.md"), "## Dependencies")
    told = {name: row[-1] for row in rows for name in re.findall(r"`([^`]+)`", row[0])}
    assert sorted(told) == sorted(names)
    assert all(len(reason) > 10 for reason in told.values())


def test_the_map_of_the_tree_names_what_is_there() -> None:
    tree = _read("README.md").partition("## Map of the tree")[2].split("```")[1]
    folder, named = ROOT, []
    for inner, name in re.findall(r"^(  )?([\w./]+) {2,}", tree, re.MULTILINE):
        named.append((folder if inner else ROOT) / name)
        folder = folder if inner else ROOT / name
    assert [place for place in named if not place.exists()] == []
    packages = {path.parent for path in ROOT.glob("site_audit/*/__init__.py")}
    assert packages | {ROOT / "site_audit", ROOT / "criteria", ROOT / "reports"} <= set(named)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_page_names_a_machine_or_an_unknown_host(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(
        r"(?<![\w.~:/-])/(?:root|home|work|tmp|usr|opt|srv|var)/(?!(?:lib/)?site-audit)", text
    )
    hosts = re.findall(r"https?://([\w.-]+)", text)
    assert [host for host in hosts if host not in KNOWN_HOSTS] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]*)(?:#[^)]*)?\)", path.read_text("utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert not target or (path.parent / target).exists(), target


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_to_headings_lead_to_headings(path: Path) -> None:
    for target, anchor in re.findall(r"\]\(([^)#\s]*)#([^)]+)\)", path.read_text("utf-8")):
        text = (path.parent / target).read_text("utf-8") if target else path.read_text("utf-8")
        heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        slugs = {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
        assert anchor in slugs, (target, anchor)


def test_the_picture_of_a_note_is_a_picture_of_bearable_size() -> None:
    picture = (DOCS / "note.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 250_000


# ---------------------------------------------------------------- schemas of the protocols


def _schema(name: str, *, closed: bool = False) -> dict[str, Any]:
    """A schema of ours; ``closed``: keys that it does not describe are refused."""
    schema: dict[str, Any] = json.loads((DOCS / name).read_text("utf-8"))
    return _closed(schema) if closed else schema


def _closed(part: Any) -> Any:
    if isinstance(part, list):
        return [_closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    shut = {key: _closed(value) for key, value in part.items()}
    if part.get("type") == "object" and "properties" in part:
        shut.setdefault("additionalProperties", False)
    return shut


def _complaints(name: str, text: str) -> list[str]:
    judge = jsonschema.Draft202012Validator(_schema(name, closed=True))
    return [f"{one.json_path}: {one.message}" for one in judge.iter_errors(json.loads(text))]


@pytest.mark.parametrize("name", ["check.schema.json", "run.schema.json"])
def test_a_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(_schema(name))


def test_both_schemas_describe_a_mark_alike() -> None:
    check, run = _schema("check.schema.json")["$defs"], _schema("run.schema.json")["$defs"]
    assert run == {name: check[name] for name in run}
    assert "marks" in run


@pytest.mark.parametrize("site", ["half-staff", "closed-doors", "empty-shell", "scans"])
def test_the_protocol_of_a_check_is_as_its_schema_says(
    site: str, audit_site: Callable[[str], Audited]
) -> None:
    with serving([SITES / site]) as (served,):
        audited = audit_site(served.url)
    text = check_json(audited, METHODOLOGY.rules, METHODOLOGY.digest)
    assert _complaints("check.schema.json", text) == []


def test_the_protocol_of_a_site_that_did_not_open_is_as_its_schema_says(
    audit_site: Callable[[str], Audited],
) -> None:
    audited = audit_site("http://127.0.0.1:1/")
    text = check_json(audited, METHODOLOGY.rules, METHODOLOGY.digest)
    assert json.loads(text)["outcome"] == "not_audited"
    assert _complaints("check.schema.json", text) == []


NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
PLACE = Evidence(kind="image", url="http://a.example/", box=(1, 2, 3, 4), clicks=0)
CHECKED = Finding(
    mark=1,
    reason="present",
    because="Измерено.",
    evidence=(PLACE,),
    checks=(Check(id="lcp", points=1.5, value=2.5, unit="с", evidence=(PLACE,)),),
)
TAUGHT = Offer(code="", name="Сварщик", of_project=True, url="http://a.example/")
VERDICTS = tuple(Verdict(criterion=one.id, out_of=one.out_of, finding=CHECKED) for one in CRITERIA)


def test_the_protocol_of_a_run_is_as_its_schema_says(tmp_path: Path) -> None:
    engine = store.open_database(f"sqlite:///{tmp_path / 'a.db'}")
    sites = [College(name=f"Колледж {place}", url=f"http://{place}.example/") for place in "абв"]
    store.save_register(engine, sites)
    plan = store.Plan(
        edition="2023", profile=store.Profile(pages=60, site_seconds=300), planned_at=NOON
    )
    run_id = store.open_run(engine, plan, [one.id for one in store.colleges(engine)])
    given = store.judgement(engine, run_id)
    for outcome in (Outcome(kind="audited"), Outcome(kind="not_audited", reason="http_503")):
        held = store.claim(engine, "worker", 30, run_id=run_id)
        assert held
        offers = (TAUGHT,) if outcome.kind == "audited" else None
        ended = store.Ended(outcome=outcome, finished_at=NOON, verdicts=VERDICTS, offers=offers)
        store.finish(engine, held, given.id, ended)
    rows = store.results(engine, given.id, with_evidence=True)
    text = run_json(store.run(engine, run_id), store.visits_of(engine, run_id), rows)
    engine.dispose()
    outcomes = [visit["outcome"] for visit in json.loads(text)["visits"]]
    assert outcomes == ["audited", "not_audited", None]
    assert _complaints("run.schema.json", text) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("rules"),
        lambda data: data["marks"].pop("C7"),
        lambda data: data["marks"]["A1"].update(mark=2),
        lambda data: data["marks"]["A1"].update(mark=True),
        lambda data: data.update(outcome="partial"),
        lambda data: data.update(programmes=[{"code": "15.02", "name": "Сварщик"}]),
        lambda data: data["presence"].update(percent="46"),
    ],
)
def test_a_schema_refuses_a_spoilt_protocol(
    spoil: Callable[[Any], Any], audit_site: Callable[[str], Audited]
) -> None:
    with serving([SITES / "empty-shell"]) as (served,):
        audited = audit_site(served.url)
    data = json.loads(check_json(audited, METHODOLOGY.rules, METHODOLOGY.digest))
    assert data["reason"], "the shell is partial"
    data.update(outcome="audited", reason=None)
    assert _complaints("check.schema.json", json.dumps(data)) == []
    spoil(data)
    open_schema = jsonschema.Draft202012Validator(_schema("check.schema.json"))
    assert list(open_schema.iter_errors(data))
