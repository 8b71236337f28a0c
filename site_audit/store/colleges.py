"""Colleges of the register: saved all at once, found by number, ИНН or address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, delete, insert, or_, select, update

from site_audit import address
from site_audit.model import College, Membership
from site_audit.store.columns import clean_text, now
from site_audit.store.database import StoreError, reading, writing
from site_audit.store.tables import cluster, college, membership, visit
from site_audit.text import fold

Only = tuple[tuple[str, str], ...]
"""What to choose: (field, value) pairs; values of one field are alternatives, fields narrow."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Saved:
    """How many colleges of a register were new, changed and as before."""

    added: int
    updated: int
    unchanged: int


def place_of(url: str) -> str:
    """Host (without www.) and path prefix of a site, the same for all spellings of its address."""
    return "".join(address.place(address.normal(url)))


def key_of(found: College) -> str:
    """What makes a college the same one when imported again: ИНН and site, else the site."""
    return " ".join(filter(None, (found.inn, place_of(found.url))))


def save_register(engine: Engine, register: Iterable[College]) -> Saved:
    """Insert or update colleges with their memberships, all of them or none.

    A college known without ИНН is the same when the ИНН comes later, and the other way round, as
    long as nobody else has that site. Colleges that ``register`` does not name stay untouched.
    """
    added = updated = unchanged = 0
    with writing(engine) as connection:
        known = _Known(load(connection))
        for new in register:
            old = known.match(new)
            if old is None:
                added += 1
                insert_college(connection, new)
            elif replace(new, id=old.id) != old:
                updated += 1
                update_college(connection, replace(new, id=old.id))
            else:
                unchanged += 1
    return Saved(added=added, updated=updated, unchanged=unchanged)


def colleges(engine: Engine, only: Only = ()) -> tuple[College, ...]:
    """Colleges in the order of their numbers, all or chosen by ``region``, ``cluster``, ``id``
    (exact, case and quotes apart) and ``search`` (a part of the name, ИНН or address).

    Raises StoreError for another field or a number that is none.
    """
    with reading(engine) as connection:
        return load(connection, *_conditions(only))


def colleges_of_run(engine: Engine, run_id: int) -> tuple[College, ...]:
    """Colleges that a run visits, as the register has them now."""
    inside = select(visit.c.college_id).where(visit.c.run_id == run_id)
    with reading(engine) as connection:
        return load(connection, college.c.id.in_(inside))


def find_college(engine: Engine, text: str) -> College:
    """The one college with this number, ИНН or address (with or without scheme and slash).

    Raises StoreError when there is none, and when there are several.
    """
    found: tuple[College, ...] = ()
    with reading(engine) as connection:
        for condition in _meanings(text.strip()):
            found = found or load(connection, condition)
    if not found:
        raise StoreError(
            f"Колледж «{text}» не найден. Укажите его номер, ИНН или адрес сайта; "
            "номера показывает команда: site-audit register list"
        )
    if len(found) > 1:
        choice = "; ".join(f"{one.id} — {one.name}, {one.url}" for one in found[:10])
        raise StoreError(f"«{text}» — это несколько колледжей. Укажите номер одного: {choice}.")
    return found[0]


class _Known:
    """Colleges of the database, by key and by site; each is matched once."""

    def __init__(self, known: Sequence[College]) -> None:
        self._by_key = {key_of(one): one for one in known}
        self._by_place: dict[str, list[College]] = defaultdict(list)
        for one in known:
            self._by_place[place_of(one.url)].append(one)

    def match(self, new: College) -> College | None:
        """The college that ``new`` is a newer word about."""
        if same := self._by_key.pop(key_of(new), None):
            return same
        neighbours = self._by_place[place_of(new.url)]
        if len(neighbours) != 1 or (neighbours[0].inn and new.inn):
            return None
        return self._by_key.pop(key_of(neighbours[0]), None)


def insert_college(connection: Connection, new: College) -> None:
    """Writes a college that is new, with its memberships."""
    values = _values(new) | {"added_at": now()}
    number = connection.execute(insert(college).values(values)).inserted_primary_key
    assert number is not None  # a row that was inserted has one
    _join_clusters(connection, number.id, new.memberships)


def update_college(connection: Connection, new: College) -> None:
    """Writes a college over what is known under its number, its memberships too."""
    connection.execute(update(college).where(college.c.id == new.id).values(_values(new)))
    connection.execute(delete(membership).where(membership.c.college_id == new.id))
    _join_clusters(connection, new.id, new.memberships)


def _values(new: College) -> dict[str, Any]:
    words = (new.name, new.short_name, new.inn, new.url)
    return {
        "key": key_of(new),
        "place": place_of(new.url),
        "inn": new.inn,
        "name": new.name,
        "short_name": new.short_name,
        "region": new.region,
        "region_folded": fold(new.region),
        "url": new.url,
        "extra_urls": list(new.extra_urls),
        "robots_consent": new.robots_consent,
        "email": new.email,
        "responsible": new.responsible,
        "search": fold(" ".join(words)),
        "updated_at": now(),
    }


def _join_clusters(connection: Connection, number: int, joined: tuple[Membership, ...]) -> None:
    rows = [
        {
            "college_id": number,
            "number": order,
            "cluster_id": _cluster(connection, one.cluster) if one.cluster else None,
            "role": one.role,
            "industry": one.industry,
            "employers": list(one.employers),
        }
        for order, one in enumerate(joined, start=1)
    ]
    if rows:
        connection.execute(insert(membership), rows)


def _cluster(connection: Connection, name: str) -> int:
    """The number of the cluster of this name, a new one when there is none."""
    found = connection.execute(select(cluster).where(cluster.c.folded == fold(name))).first()
    if found is None:
        values = {"name": name, "folded": fold(name)}
        made = connection.execute(insert(cluster).values(values)).inserted_primary_key
        assert made is not None  # a row that was inserted has one
        return int(made.id)
    if found.name != clean_text(name):
        connection.execute(update(cluster).where(cluster.c.id == found.id).values(name=name))
    return int(found.id)


def _conditions(only: Only) -> list[ColumnElement[bool]]:
    wanted: dict[str, list[ColumnElement[bool]]] = defaultdict(list)
    for field, value in only:
        wanted[field].append(_condition(field, value))
    return [or_(*alternatives) for alternatives in wanted.values()]


def _condition(field: str, value: str) -> ColumnElement[bool]:
    if field == "region":
        return college.c.region_folded == fold(value)
    if field == "cluster":
        inside = (
            select(membership.c.college_id).join(cluster).where(cluster.c.folded == fold(value))
        )
        return college.c.id.in_(inside)
    if field == "search":
        return college.c.search.contains(fold(value), autoescape=True)
    if field != "id":
        raise StoreError(f"Отбора «{field}» нет: годятся region=…, cluster=…, id=…")
    if not value.isdecimal() or len(value) > 9:
        raise StoreError(f"«{value}» — не номер колледжа; номера: site-audit register list")
    return college.c.id == int(value)


def _meanings(text: str) -> Iterable[ColumnElement[bool]]:
    """What a person may mean, likeliest first."""
    if text.isdecimal():
        yield college.c.inn == text
        if len(text) < 10:
            yield college.c.id == int(text)
        return
    if url := address.normal(text):
        yield college.c.place == place_of(url)


def load(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[College, ...]:
    """Colleges that meet ``conditions``, all without any, in the order of their numbers."""
    rows = connection.execute(select(college).where(*conditions).order_by(college.c.id)).all()
    joined = memberships_of(connection, *conditions)
    return tuple(college_of(row, joined) for row in rows)


def memberships_of(
    connection: Connection, *conditions: ColumnElement[bool]
) -> Mapping[int, tuple[Membership, ...]]:
    """Memberships by college, of the colleges that meet ``conditions``."""
    rows = connection.execute(
        select(membership, cluster.c.name.label("cluster"))
        .join(college)
        .outerjoin(cluster)
        .where(*conditions)
        .order_by(membership.c.college_id, membership.c.number)
    )
    joined: dict[int, tuple[Membership, ...]] = defaultdict(tuple)
    for row in rows:
        joined[row.college_id] += (
            Membership(
                cluster=row.cluster or "",
                role=row.role,
                industry=row.industry,
                employers=tuple(row.employers),
            ),
        )
    return joined


def college_of(row: Row[Any], joined: Mapping[int, tuple[Membership, ...]]) -> College:
    """A college from a row with all columns of ``college``."""
    return College(
        id=row.id,
        name=row.name,
        url=row.url,
        short_name=row.short_name,
        inn=row.inn,
        region=row.region,
        extra_urls=tuple(row.extra_urls),
        memberships=joined.get(row.id, ()),
        robots_consent=row.robots_consent,
        email=row.email,
        responsible=row.responsible,
    )
