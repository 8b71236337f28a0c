"""A visit on disk: a WARC file that standard tools read, and that is what is judged.

Bodies are kept as they came over the wire. A body that an earlier visit of the same college holds
is not written again: a ``revisit`` record names the file and the place of the first one. The last
record, ``metadata``, is the snapshot without its bodies.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import zlib
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from site_audit.archives import parsed, sights, transcripts
from site_audit.archives.parsed import Spot
from site_audit.archives.warc import (
    DIGEST,
    FILENAME,
    INFO,
    OFFSET,
    PACKED,
    Block,
    Place,
    is_whole,
    write_exchange,
    write_record,
)
from site_audit.crawling.ground import settle
from site_audit.crawling.itinerary import Answer
from site_audit.crawling.reader import DRAWN_TYPE, Drawn, Exchange, Kept, read_now
from site_audit.errors import SaidInWords
from site_audit.facts import Facts
from site_audit.guide import Guide
from site_audit.model import College, Membership, Page, Probe, Scope, Snapshot, Unseen
from site_audit.net.body import unpacked
from site_audit.rendered import Seen

log = logging.getLogger(__name__)

SNAPSHOT_URI = "urn:site-audit:snapshot"
SHOT_URI = "urn:site-audit:shot:"


class ArchiveError(SaidInWords):
    """An archive that cannot be read; the text says which and why."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Contents:
    """What an archive holds: the snapshot, the answers it was made of, addresses of evidence."""

    snapshot: Snapshot
    exchanges: tuple[Exchange, ...]
    evidence: tuple[str, ...] = ()
    drawn: tuple[Drawn, ...] = ()


def save(folder: Path, name: str, contents: Contents, held: dict[str, Place]) -> None:
    """Writes the archive ``name`` under ``folder``, whole or not at all.

    ``held`` tells, by sha256 of the body, what earlier archives of this college keep.
    """
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_suffix(".part")
    with waiting.open("wb") as file:
        write_record(file, Block(WarcRecordType.warcinfo, "", INFO, "application/warc-fields"))
        kept = dict(held)
        for exchange in contents.exchanges:
            place = kept.get(exchange.blob)
            if place is None and exchange.status != 304:
                kept[exchange.blob] = Place(name=name, offset=file.tell())
            write_exchange(file, exchange, place)
        for drawn in contents.drawn:
            write_record(
                file,
                Block(
                    WarcRecordType.resource, drawn.url, drawn.html, DRAWN_TYPE, _digest(drawn.blob)
                ),
            )
        for shot in contents.snapshot.seen.shots:
            uri = f"{SHOT_URI}{shot.name}"
            write_record(
                file, Block(WarcRecordType.resource, uri, shot.jpeg, "image/jpeg", (), PACKED)
            )
        state = _to_json(contents.snapshot) | {"evidence": contents.evidence}
        text = json.dumps(state, ensure_ascii=True).encode()
        write_record(file, Block(WarcRecordType.metadata, SNAPSHOT_URI, text, "application/json"))
        file.flush()
        os.fsync(file.fileno())
    waiting.rename(path)


def _to_json(snapshot: Snapshot) -> dict[str, Any]:
    college = asdict(snapshot.college)
    consent = snapshot.college.robots_consent
    college["robots_consent"] = consent.isoformat() if consent else None
    return {
        "college": college,
        "scope": [list(place) for place in snapshot.scope.places],
        "taken_at": snapshot.taken_at.isoformat(),
        "pages": [_page_json(page) for page in snapshot.pages],
        "unseen": [asdict(unseen) for unseen in snapshot.unseen],
        "probes": [asdict(probe) for probe in snapshot.probes],
        "unknown": snapshot.unknown is not None,
        "seen": msgspec.to_builtins(_without_jpegs(snapshot.seen)),
    }


def _without_jpegs(seen: Seen) -> Seen:
    """Screenshots are records of their own."""
    return replace(seen, shots=tuple(replace(shot, jpeg=b"") for shot in seen.shots))


def _seen(state: dict[str, Any], stored: list[Stored]) -> Seen:
    """What the browser saw; archives of before there was one hold nothing of it."""
    seen = msgspec.convert(state.get("seen", {"trouble": "no_browser"}), Seen)
    jpegs = {one.url: one.body for one in stored if one.url.startswith(SHOT_URI)}
    shots = (replace(shot, jpeg=jpegs.get(f"{SHOT_URI}{shot.name}", b"")) for shot in seen.shots)
    return replace(seen, shots=tuple(shots))


def _digest(blob: str) -> tuple[tuple[str, str], ...]:
    return ((DIGEST, f"sha256:{blob}"),)


_KEPT_OF_PAGE = (
    *("roles", "url", "asked", "status", "content_type", "via", "anchor", "kind", "drawn", "size"),
    "blob",
)


def _page_json(page: Page) -> dict[str, Any]:
    return {name: getattr(page, name) for name in _KEPT_OF_PAGE}


def _college(data: dict[str, Any]) -> College:
    data["memberships"] = tuple(
        Membership(**{**item, "employers": tuple(item["employers"])})
        for item in data["memberships"]
    )
    data["extra_urls"] = tuple(data["extra_urls"])
    consent = data["robots_consent"]
    data["robots_consent"] = datetime.fromisoformat(consent).date() if consent else None
    return College(**data)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Stored:
    """An answer of a server, or what the browser made, as an archive holds it."""

    url: str
    blob: str
    headers: dict[str, str]
    body: bytes
    place: Place
    drawn: bool = False


def read_stored(folder: Path, name: str) -> tuple[dict[str, Any], list[Stored]]:
    """The snapshot's JSON and the stored answers of an archive."""
    state: dict[str, Any] | None = None
    stored = []
    last = 0
    try:
        with (folder / name).open("rb") as file:
            for record in ArchiveIterator(file, parse_http=False):
                last = record.stream_pos
                if record.record_type == WarcRecordType.metadata:
                    state = json.loads(record.reader.read())
                elif record.record_type == WarcRecordType.response:
                    stored.append(_stored(record, Place(name=name, offset=record.stream_pos)))
                elif record.record_type == WarcRecordType.revisit:
                    stored.append(_revisited(folder, record))
                elif record.record_type == WarcRecordType.resource:
                    stored.append(_resource(record, name))
            whole = is_whole(file, last)
    except (OSError, EOFError, zlib.error) as exc:
        raise ArchiveError(f"Архив {name} не читается: {exc}") from exc
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        # A record that is cut in the middle comes as a half of one.
        raise ArchiveError(f"Архив {name} повреждён: запись в нём обрывается.") from exc
    if state is None or not whole:
        raise ArchiveError(f"Архив {name} обрывается: описания снимка в нём нет или оно неполное.")
    return state, stored


def _stored(record: WarcRecord, place: Place) -> Stored:
    record.parse_http(strict_mode=False)
    headers: dict[str, str] = {}
    for key, value in record.http_headers.items():
        headers.setdefault(key.lower(), value)  # of a repeated one the first counts, as in a visit
    body = unpacked(record.reader.read(), headers.get("content-encoding", ""))
    blob = str(record.headers["WARC-Payload-Digest"]).removeprefix("sha256:")
    if hashlib.sha256(body).hexdigest() != blob:  # the half of a page would be judged as a whole
        raise ArchiveError(f"Архив {place.name} повреждён: страница в нём не та, что была.")
    return Stored(
        url=str(record.headers["WARC-Target-URI"]),
        blob=blob,
        headers=headers, body=body, place=place,
    )  # fmt: skip


def _resource(record: WarcRecord, name: str) -> Stored:
    """A page as the browser drew it, or a screenshot: neither came over the wire like that."""
    body = record.reader.read()
    return Stored(
        url=str(record.headers["WARC-Target-URI"]),
        blob=hashlib.sha256(body).hexdigest(),
        headers={"content-type": str(record.headers["Content-Type"])},
        body=body,
        place=Place(name=name, offset=record.stream_pos),
        drawn=True,
    )


def _revisited(folder: Path, record: WarcRecord) -> Stored:
    place = Place(name=str(record.headers[FILENAME]), offset=int(record.headers[OFFSET]))
    url = str(record.headers["WARC-Target-URI"])
    with (folder / place.name).open("rb") as file:
        file.seek(place.offset)
        first = next(iter(ArchiveIterator(file, parse_http=False)), None)
        if first is None:
            raise ArchiveError(f"Архив {place.name} повреждён: в нём нет записи для {url}.")
        return replace(_stored(first, place), url=url)


def load(folder: Path, name: str, guide: Guide) -> Snapshot:
    """The snapshot of an archive, its pages told apart anew; parsed anew by another parser only."""
    state, stored = read_stored(folder, name)
    known = parsed.kept(folder / name)
    probes = tuple(Probe(**probe) for probe in state["probes"])
    soft = next((probe for probe in probes if probe.name == "soft_404"), None)
    unknown = _facts_at(stored, soft.detail, known) if soft and state["unknown"] else None
    bodies = {answer.blob: answer for answer in stored}
    pages = tuple(_page(item, bodies, known) for item in state["pages"])
    files = {page.blob: bodies[page.blob].body for page in pages if page.blob in bodies}
    sources = transcripts.Sources(bodies=files, searched=guide.searched)
    _, documents = transcripts.documents_of(pages, sources, transcripts.kept(folder / name))
    snapshot = Snapshot(
        college=_college(state["college"]),
        scope=Scope(places=tuple((host, prefix) for host, prefix in state["scope"])),
        taken_at=datetime.fromisoformat(state["taken_at"]),
        pages=settle(pages, guide, unknown, bool(soft and soft.value == "yes")),
        unseen=tuple(_unseen(item, guide) for item in state["unseen"]),
        probes=probes,
        unknown=unknown,
        documents=documents,
        seen=_seen(state, stored),
    )
    if guide.sights is None:
        return snapshot
    return sights.toured(folder / name, snapshot, guide.sights, files.get)


def _facts_at(stored: list[Stored], url: str, known: dict[Spot, Facts]) -> Facts | None:
    # A page that was drawn stands behind what the server gave.
    return next((_facts(answer, known) for answer in reversed(stored) if answer.url == url), None)


def _facts(answer: Stored, known: dict[Spot, Facts]) -> Facts:
    if (answer.url, answer.blob) in known:
        return known[answer.url, answer.blob]
    content_type = answer.headers.get("content-type", "")
    about = Answer(url=answer.url, content_type=content_type, drawn=answer.drawn)
    return read_now(about, answer.body).facts


def _page(item: dict[str, Any], bodies: dict[str, Stored], known: dict[Spot, Facts]) -> Page:
    page = Page(**{**item, "roles": tuple(item["roles"])})
    answer = bodies.get(page.blob)
    if answer is None or page.kind == "document":
        return page
    return replace(page, facts=_facts(replace(answer, url=page.url), known))


def _unseen(item: dict[str, Any], guide: Guide) -> Unseen:
    roles = tuple(role.id for role in guide.roles_of(item["anchor"], item["url"]) if role.decides)
    return Unseen(**{**item, "roles": roles or tuple(item["roles"])})


class Memory:
    """What the last visit of a college kept: bodies for 304 answers, places for revisits.

    ``evidence`` are the addresses that carried marks.
    """

    def __init__(self, folder: Path, name: str | None) -> None:
        self._stored: dict[str, Stored] = {}
        self.evidence: tuple[str, ...] = ()
        if name is None or not (folder / name).exists():
            return
        try:
            state, stored = read_stored(folder, name)
        except ArchiveError:
            log.exception("the last archive cannot be recalled, this visit reads all anew")
        else:
            self._stored = {answer.url: answer for answer in stored}
            self.evidence = tuple(state["evidence"])

    def recall(self, url: str) -> Kept | None:
        """What was kept of an address, when the server gave it a tag or a date."""
        answer = self._stored.get(url)
        if answer is None:
            return None
        etag = answer.headers.get("etag", "")
        modified = answer.headers.get("last-modified", "")
        if not (etag or modified):
            return None
        return Kept(
            etag=etag, last_modified=modified, blob=answer.blob, body=answer.body,
            content_type=answer.headers.get("content-type", ""),
        )  # fmt: skip

    def held(self) -> dict[str, Place]:
        """Where each kept body lies."""
        return {answer.blob: answer.place for answer in self._stored.values()}


def holders(folder: Path, name: str) -> set[str]:
    """Names of the archives that hold the bodies of this one, itself among them."""
    return {answer.place.name for answer in read_stored(folder, name)[1]}


def shots(folder: Path, name: str) -> dict[str, bytes]:
    """The screenshots of an archive by their names."""
    stored = read_stored(folder, name)[1]
    return {
        one.url.removeprefix(SHOT_URI): one.body for one in stored if one.url.startswith(SHOT_URI)
    }
