"""The tables of what follows a judgement: instructions, answers, targets."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
)

from site_audit.store.columns import CleanText, Moment
from site_audit.store.tables import metadata


def _text(name: str) -> Column[str]:
    return Column(name, CleanText, nullable=False, server_default="")


instruction = Table(
    "instruction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", CleanText, nullable=False, unique=True),
    Column("judgement_id", ForeignKey("judgement.id"), nullable=False, index=True),
    _text("cluster"),  # empty: to one college
    _text("cluster_folded"),
    Column("college_id", ForeignKey("college.id"), index=True),
    Column("addressee", CleanText, nullable=False),
    _text("region"),
    _text("person"),
    _text("email"),
    _text("text"),
    Column("due_on", Date, nullable=False),
    Column("state", CleanText, nullable=False),
    Column("created_by", CleanText, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("issued_at", Moment),
    Column("settled_at", Moment),
    Column("recheck_id", ForeignKey("run.id")),  # that looks, or looked, again
    Column("rechecked_at", Moment),
    CheckConstraint(
        "state IN ('draft', 'issued', 'answered', 'confirmed', 'withdrawn')", name="state"
    ),
)

task = Table(  # what an instruction asks to mend
    "task",
    metadata,
    Column("instruction_id", ForeignKey("instruction.id"), primary_key=True),
    Column("college_id", ForeignKey("college.id"), primary_key=True),
    Column("criterion", CleanText, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("mark", Integer),
    Column("out_of", Integer, nullable=False),
    Column("after", Integer),  # the re-audit's mark
    Column("visit_id", ForeignKey("visit.id")),  # of the re-audit
)

reply = Table(  # what came back
    "reply",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("instruction_id", ForeignKey("instruction.id"), nullable=False, index=True),
    Column("author", CleanText, nullable=False),
    _text("text"),
    Column("received_at", Moment, nullable=False),
    _text("file_name"),
    Column("file_digest", CleanText, ForeignKey("reply_file.digest")),
)

reply_file = Table(
    "reply_file",
    metadata,
    Column("digest", CleanText, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

target = Table(  # what the sites of a region or an industry are to reach
    "target",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", CleanText, nullable=False),
    Column("name", CleanText, nullable=False),
    Column("folded", CleanText, nullable=False),
    Column("rating", CleanText, nullable=False),
    Column("plan", Integer, nullable=False),  # whole percents of the median
    Column("due_on", Date, nullable=False),
    UniqueConstraint("kind", "folded", "rating"),
    CheckConstraint("kind IN ('region', 'industry')", name="kind"),
    CheckConstraint("rating IN ('presence', 'visual', 'overall')", name="rating"),
    CheckConstraint("plan BETWEEN 0 AND 100", name="plan"),
)
