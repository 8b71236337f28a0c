"""The tables. ``site_audit/migrations`` makes them; a test holds that both say the same."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Double,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
    text,
)

from site_audit.store.columns import CleanText, Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str) -> Column[str]:
    return Column(name, CleanText, nullable=False, server_default="")


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


_LEASED = text("state = 'leased'")

college = Table(
    "college",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", CleanText, nullable=False, unique=True),  # ИНН and place, or place alone
    Column("place", CleanText, nullable=False, index=True),  # host and path prefix
    Column("inn", CleanText, nullable=False, index=True),
    Column("name", CleanText, nullable=False),
    _text("short_name"),
    _text("region"),
    _text("region_folded"),
    Column("url", CleanText, nullable=False),
    Column("extra_urls", JSON, nullable=False),
    Column("robots_consent", Date),
    _text("email"),
    _text("responsible"),
    _text("search"),  # folded names, ИНН and address: SQLite's lower and LIKE know no Cyrillic
    Column("added_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

cluster = Table(
    "cluster",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", CleanText, nullable=False),
    Column("folded", CleanText, nullable=False, unique=True),  # one cluster, however it is spelled
)

membership = Table(
    "membership",
    metadata,
    Column("college_id", ForeignKey("college.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("cluster_id", ForeignKey("cluster.id"), index=True),  # none: industry without cluster
    _text("role"),
    _text("industry"),
    Column("employers", JSON, nullable=False),
)

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("edition", CleanText, nullable=False),
    Column("profile", JSON, nullable=False),
    Column("scope", JSON, nullable=False),  # (field, value) pairs that chose the colleges
    Column("schedule", CleanText),
    Column("planned_at", Moment, nullable=False),
    Column("state", CleanText, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("purpose", CleanText, nullable=False, server_default="rating"),
    Column("paused_at", Moment),  # an open run that nothing is claimed of, and why
    Column("paused_because", CleanText),
    UniqueConstraint("schedule", "planned_at"),  # a clock that ticks twice opens one run
    CheckConstraint("state IN ('open', 'closed')", name="state"),
)

visit = Table(
    "visit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("run.id"), nullable=False),
    Column("college_id", ForeignKey("college.id"), nullable=False, index=True),
    Column("state", CleanText, nullable=False),
    Column("worker", CleanText),
    Column("lease_until", Moment),
    _number("fence"),
    _number("attempts"),
    _number("crashes"),
    Column("outcome", CleanText),
    Column("reason", CleanText),
    Column("archive", CleanText),
    _number("requests"),
    Column("bytes", BigInteger, nullable=False, server_default="0"),
    Column("cpu_s", Float, nullable=False, server_default="0"),
    Column("wall_s", Float, nullable=False, server_default="0"),
    Column("started_at", Moment),
    Column("finished_at", Moment),
    Column("observations", JSON, nullable=False),
    Column("due_at", Moment),  # not to be claimed before
    Column("ip", CleanText),  # of the site's host, as it was found last
    Column("last_outcome", CleanText),  # of an attempt after which another one follows
    Column("last_reason", CleanText),
    _number("excused"),  # attempts that fell to our own network
    UniqueConstraint("run_id", "college_id"),
    Index("ix_visit_state_id", "state", "id"),
    Index(  # never two sites of one IP at once
        "uq_visit_ip", "ip", unique=True, sqlite_where=_LEASED, postgresql_where=_LEASED
    ),
    CheckConstraint("state IN ('waiting', 'leased', 'done')", name="state"),
    CheckConstraint("(state = 'done') = (outcome IS NOT NULL)", name="outcome"),
)

attempt = Table(  # each time that a visit was carried to an end, however that was
    "attempt",
    metadata,
    Column("visit_id", ForeignKey("visit.id"), primary_key=True),
    Column("number", Integer, primary_key=True),  # within the visit, from 1
    Column("worker", CleanText, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("finished_at", Moment, nullable=False),
    Column("outcome", CleanText, nullable=False),
    Column("reason", CleanText),
)

confirmation = Table(  # a result that is not shown before a second visit agrees with it
    "confirmation",
    metadata,
    Column("visit_id", ForeignKey("visit.id"), primary_key=True),
    Column("because", CleanText, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("state", CleanText, nullable=False),
    Column("second_id", ForeignKey("visit.id"), index=True),
    Column("settled_at", Moment),
    CheckConstraint("because IN ('drop', 'low')", name="because"),
    CheckConstraint("state IN ('waiting', 'agreed', 'differed', 'by_hand')", name="state"),
)

schedule = Table(
    "schedule",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", CleanText, nullable=False, unique=True),
    Column("cron", CleanText, nullable=False),
    Column("tz", CleanText, nullable=False),
    Column("scope", JSON, nullable=False),
    Column("edition", CleanText, nullable=False),
    Column("browser", Boolean, nullable=False),
    Column("state", CleanText, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_until", Moment, nullable=False),  # ticks up to then are dealt with
    CheckConstraint("state IN ('active', 'paused')", name="state"),
)

leader = Table(  # who alone does what only one process may do
    "leader",
    metadata,
    Column("name", CleanText, primary_key=True),
    Column("holder", CleanText, nullable=False),
    Column("until", Moment, nullable=False),
)

pace = Table(  # of hosts and IPs, for workers on many machines; seconds, most of the epoch
    "pace",
    metadata,
    Column("key", CleanText, primary_key=True),
    *(
        Column(name, Double, nullable=False, server_default="0")
        for name in (
            "last",
            "until",
            "tokens",
            "strain",
            "drag",
            "judged",
            "usual",
            "since",
            "said",
        )
    ),
)

judgement = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("run.id"), nullable=False),
    Column("number", Integer, nullable=False),  # within the run, from 1
    Column("edition", CleanText, nullable=False),
    _text("detectors"),
    _text("digest"),
    Column("state", CleanText, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("until", Date),  # the last day for objections to a preliminary one
    Column("published_at", Moment),
    _text("published_by"),
    Column("settled_at", Moment),  # none: its standings are to be reckoned anew
    Column("counts", JSON, nullable=False, server_default="[]"),  # of marks, of the rated sites
    UniqueConstraint("run_id", "number"),
    CheckConstraint("state IN ('draft', 'preliminary', 'final')", name="state"),
)

standing = Table(  # how each college stands in a judgement: what counts when all is said
    "standing",
    metadata,
    Column("judgement_id", ForeignKey("judgement.id"), primary_key=True),
    Column("college_id", ForeignKey("college.id"), primary_key=True),
    Column("first_id", ForeignKey("visit.id"), nullable=False),  # the run's own visit
    Column("visit_id", ForeignKey("visit.id"), nullable=False, index=True),  # whose marks count
    Column("judged_by", ForeignKey("judgement.id"), nullable=False),  # that gave them
    Column("outcome", CleanText, nullable=False),
    Column("reason", CleanText),
    Column("finished_at", Moment, nullable=False),
    Column("held_back", Boolean, nullable=False),
    *(_number(name) for name in ("presence", "presence_unknown", "visual", "visual_unknown")),
    Column("overrides", JSON, nullable=False),  # numbers of those that count here
    Column("college", JSON),  # who it was when the judgement became final
    Column("last", JSON),  # what it stood with then, without a rating
    CheckConstraint("outcome IN ('audited', 'partial', 'not_audited')", name="outcome"),
)

base = Table(  # who was whose base organisation when a judgement became final
    "base",
    metadata,
    Column("judgement_id", ForeignKey("judgement.id"), primary_key=True),
    Column("cluster", CleanText, primary_key=True),  # folded, as in cluster
    Column("college_id", ForeignKey("college.id"), primary_key=True),
)

approval = Table(  # a person's word that a low visual rating may be published
    "approval",
    metadata,
    Column("visit_id", ForeignKey("visit.id"), primary_key=True),
    Column("author", CleanText, nullable=False),
    Column("created_at", Moment, nullable=False),
)

verdict = Table(
    "verdict",
    metadata,
    Column("judgement_id", ForeignKey("judgement.id"), primary_key=True),
    Column("visit_id", ForeignKey("visit.id"), primary_key=True),
    Column("criterion", CleanText, primary_key=True),
    Column("position", Integer, nullable=False),  # order of the methodology
    Column("mark", Integer),  # none = could not tell
    Column("out_of", Integer, nullable=False),
    Column("reason", CleanText, nullable=False),
    Column("because", CleanText, nullable=False),
    Column("advice", CleanText),
    Column("evidence", JSON, nullable=False),
    Column("checks", JSON, nullable=False),
    CheckConstraint("mark BETWEEN 0 AND out_of", name="mark"),
)

score = Table(
    "score",
    metadata,
    Column("judgement_id", ForeignKey("judgement.id"), primary_key=True),
    Column("visit_id", ForeignKey("visit.id"), primary_key=True),
    Column("rating", CleanText, primary_key=True),
    Column("points", Integer, nullable=False),
    Column("out_of", Integer, nullable=False),
    Column("unknown", Integer, nullable=False),
    CheckConstraint("rating IN ('presence', 'visual', 'overall')", name="rating"),
    CheckConstraint("points >= 0 AND unknown >= 0 AND points + unknown <= out_of", name="bounds"),
)

gathering = Table(  # the newest visit that read a college's site, for what is known of the college
    "gathering",
    metadata,
    Column("college_id", ForeignKey("college.id"), primary_key=True),
    Column("visit_id", ForeignKey("visit.id"), nullable=False),
    Column("seen_at", Moment, nullable=False),
)

programme = Table(  # what that visit showed
    "programme",
    metadata,
    Column("college_id", ForeignKey("college.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    _text("code"),  # empty: the site names it without one
    Column("name", CleanText, nullable=False),
    Column("of_project", Boolean, nullable=False),
    Column("url", CleanText, nullable=False),
)

override = Table(
    "override",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("college_id", ForeignKey("college.id"), nullable=False),
    Column("criterion", CleanText, nullable=False),
    Column("mark", Integer),
    Column("author", CleanText, nullable=False),
    Column("reason", CleanText, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("removed_at", Moment),
    Column("since_run", Integer),  # none: from the first run on
    _text("evidence"),  # a digest of the machine's evidence that the person saw
    Index("ix_override_college_id_criterion", "college_id", "criterion"),
)

letter = Table(  # sent by mail or about to be; whose end is not known stays ``sending``
    "letter",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", CleanText, nullable=False, unique=True),  # nobody gets the same letter twice
    Column("purpose", CleanText, nullable=False),
    Column("judgement_id", Integer),
    Column("instruction_id", Integer),
    Column("recipient", CleanText, nullable=False),
    Column("subject", CleanText, nullable=False),
    Column("state", CleanText, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment),
    _text("message_id"),
    _text("trouble"),
    CheckConstraint("state IN ('sending', 'sent', 'failed')", name="state"),
)
