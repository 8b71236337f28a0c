"""A visit on disk: a WARC file that standard tools read, and that is what is judged.

Bodies are kept as they came over the wire. A body that an earlier visit of the same college holds
is not written again: a ``revisit`` record names the file and the place of the first one. The last
record, ``metadata``, is the snapshot without its bodies.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import os
import zlib
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from site_audit import parsed, transcripts
from site_audit.errors import SaidInWords
from site_audit.facts import Facts
from site_audit.ground import settle
from site_audit.itinerary import Answer
from site_audit.model import College, Guide, Membership, Page, Probe, Scope, Snapshot, Unseen
from site_audit.net.body import unpacked
from site_audit.parsed import Spot
from site_audit.reader import Exchange, Kept, read_now

log = logging.getLogger(__name__)

SNAPSHOT_URI = "urn:site-audit:snapshot"
_PACKED, _PLAIN = 0, 1  # gzip levels: what came compressed gains nothing from it
_NOT_KEPT = ("transfer-encoding", "connection", "keep-alive", "set-cookie")
_FILENAME, _OFFSET = "WARC-Refers-To-Filename", "WARC-Refers-To-File-Offset"


class ArchiveError(SaidInWords):
    """An archive that cannot be read; the text says which and why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a body is kept: the archive's name and the place of its record in it."""

    name: str
    offset: int


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Contents:
    """What an archive holds: the snapshot, the answers it was made of, addresses of evidence."""

    snapshot: Snapshot
    exchanges: tuple[Exchange, ...]
    evidence: tuple[str, ...] = ()


def save(folder: Path, name: str, contents: Contents, held: dict[str, Place]) -> None:
    """Writes the archive ``name`` under ``folder``, whole or not at all.

    ``held`` tells, by sha256 of the body, what earlier archives of this college keep.
    """
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_suffix(".part")
    with waiting.open("wb") as file:
        _write_record(file, _Block(WarcRecordType.warcinfo, "", _INFO, "application/warc-fields"))
        kept = dict(held)
        for exchange in contents.exchanges:
            place = kept.get(exchange.blob)
            if place is None and exchange.status != 304:
                kept[exchange.blob] = Place(name=name, offset=file.tell())
            _write_exchange(file, exchange, place)
        state = _to_json(contents.snapshot) | {"evidence": contents.evidence}
        text = json.dumps(state, ensure_ascii=True).encode()
        _write_record(file, _Block(WarcRecordType.metadata, SNAPSHOT_URI, text, "application/json"))
        file.flush()
        os.fsync(file.fileno())
    waiting.rename(path)


_INFO = b"software: site-audit\r\nformat: WARC File Format 1.1\r\n"


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    kind: WarcRecordType
    uri: str
    body: bytes
    content_type: str
    headers: tuple[tuple[str, str], ...] = ()
    level: int = _PLAIN


def _write_record(file: io.BufferedWriter, block: _Block) -> None:
    record = WarcRecord()
    record.init_headers(block.kind, content_length=len(block.body))
    if block.uri:
        record.headers["WARC-Target-URI"] = block.uri
    record.headers["Content-Type"] = block.content_type
    for key, value in block.headers:
        record.headers[key] = value
    record.set_bytes_content(block.body)
    packed = io.BytesIO()
    with GzipWriter(packed, compression_level=block.level) as writer:
        record.write(writer)
        writer.finish()
        file.write(packed.getvalue())


_HTTP = "application/http; msgtype=response"


def _write_exchange(file: io.BufferedWriter, exchange: Exchange, place: Place | None) -> None:
    head = _http_head(exchange)
    taken_at = exchange.taken_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    headers = [("WARC-Date", taken_at), ("WARC-Payload-Digest", f"sha256:{exchange.blob}")]
    if exchange.peer:
        headers.append(("WARC-IP-Address", exchange.peer))
    if place is None:
        coded = any(key == "content-encoding" for key, _ in exchange.headers)
        level = _PACKED if coded else _PLAIN
        body = head + exchange.wire
        kind = WarcRecordType.response
        _write_record(file, _Block(kind, exchange.url, body, _HTTP, tuple(headers), level))
        return
    profile = "server-not-modified" if exchange.status == 304 else "identical-payload-digest"
    headers += [
        ("WARC-Profile", f"http://netpreserve.org/warc/1.1/revisit/{profile}"),
        (_FILENAME, place.name),
        (_OFFSET, str(place.offset)),
    ]
    _write_record(file, _Block(WarcRecordType.revisit, exchange.url, head, _HTTP, tuple(headers)))


def _http_head(exchange: Exchange) -> bytes:
    lines = [f"HTTP/1.1 {exchange.status} "]
    lines += [
        f"{key}: {value}"
        for key, value in exchange.headers
        if key not in _NOT_KEPT and "\r" not in value and "\n" not in value
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace")


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
    }


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
class _Stored:
    url: str
    blob: str
    headers: dict[str, str]
    body: bytes
    place: Place


def _read(folder: Path, name: str) -> tuple[dict[str, Any], list[_Stored]]:
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
            whole = _is_whole(file, last)
    except (OSError, EOFError, zlib.error) as exc:
        raise ArchiveError(f"Архив {name} не читается: {exc}") from exc
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        # A record that is cut in the middle comes as a half of one.
        raise ArchiveError(f"Архив {name} повреждён: запись в нём обрывается.") from exc
    if state is None or not whole:
        raise ArchiveError(f"Архив {name} обрывается: описания снимка в нём нет или оно неполное.")
    return state, stored


def _is_whole(file: io.BufferedReader, start: int) -> bool:
    """Whether the gzip member at ``start`` has its checksum, which its reader does not ask for."""
    file.seek(start)
    member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    member.decompress(file.read())
    return member.eof


def _stored(record: WarcRecord, place: Place) -> _Stored:
    record.parse_http(strict_mode=False)
    headers: dict[str, str] = {}
    for key, value in record.http_headers.items():
        headers.setdefault(key.lower(), value)  # of a repeated one the first counts, as in a visit
    body = unpacked(record.reader.read(), headers.get("content-encoding", ""))
    blob = str(record.headers["WARC-Payload-Digest"]).removeprefix("sha256:")
    if hashlib.sha256(body).hexdigest() != blob:  # the half of a page would be judged as a whole
        raise ArchiveError(f"Архив {place.name} повреждён: страница в нём не та, что была.")
    return _Stored(
        url=str(record.headers["WARC-Target-URI"]),
        blob=blob,
        headers=headers, body=body, place=place,
    )  # fmt: skip


def _revisited(folder: Path, record: WarcRecord) -> _Stored:
    place = Place(name=str(record.headers[_FILENAME]), offset=int(record.headers[_OFFSET]))
    url = str(record.headers["WARC-Target-URI"])
    with (folder / place.name).open("rb") as file:
        file.seek(place.offset)
        first = next(iter(ArchiveIterator(file, parse_http=False)), None)
        if first is None:
            raise ArchiveError(f"Архив {place.name} повреждён: в нём нет записи для {url}.")
        return replace(_stored(first, place), url=url)


def load(folder: Path, name: str, guide: Guide) -> Snapshot:
    """The snapshot of an archive, its pages told apart anew; parsed anew by another parser only."""
    state, stored = _read(folder, name)
    known = parsed.kept(folder / name)
    probes = tuple(Probe(**probe) for probe in state["probes"])
    soft = next((probe for probe in probes if probe.name == "soft_404"), None)
    unknown = _facts_at(stored, soft.detail, known) if soft and state["unknown"] else None
    bodies = {answer.blob: answer for answer in stored}
    pages = tuple(_page(item, bodies, known) for item in state["pages"])
    files = {page.blob: bodies[page.blob].body for page in pages if page.blob in bodies}
    sources = transcripts.Sources(bodies=files, searched=guide.searched)
    _, documents = transcripts.documents_of(pages, sources, transcripts.kept(folder / name))
    return Snapshot(
        college=_college(state["college"]),
        scope=Scope(places=tuple((host, prefix) for host, prefix in state["scope"])),
        taken_at=datetime.fromisoformat(state["taken_at"]),
        pages=settle(pages, guide, unknown, bool(soft and soft.value == "yes")),
        unseen=tuple(_unseen(item, guide) for item in state["unseen"]),
        probes=probes,
        unknown=unknown,
        documents=documents,
    )


def _facts_at(stored: list[_Stored], url: str, known: dict[Spot, Facts]) -> Facts | None:
    return next((_facts(answer, known) for answer in stored if answer.url == url), None)


def _facts(answer: _Stored, known: dict[Spot, Facts]) -> Facts:
    if (answer.url, answer.blob) in known:
        return known[answer.url, answer.blob]
    about = Answer(url=answer.url, content_type=answer.headers.get("content-type", ""))
    return read_now(about, answer.body).facts


def _page(item: dict[str, Any], bodies: dict[str, _Stored], known: dict[Spot, Facts]) -> Page:
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
        self._stored: dict[str, _Stored] = {}
        self.evidence: tuple[str, ...] = ()
        if name is None or not (folder / name).exists():
            return
        try:
            state, stored = _read(folder, name)
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
    return {answer.place.name for answer in _read(folder, name)[1]}
