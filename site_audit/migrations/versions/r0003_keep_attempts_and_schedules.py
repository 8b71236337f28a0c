"""Keep attempts, second passes, confirmations and schedules."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "leader",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leader")),
    )
    op.create_table(
        "schedule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("cron", sa.Text(), nullable=False),
        sa.Column("tz", sa.Text(), nullable=False),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("browser", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_until", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('active', 'paused')", name=op.f("ck_schedule_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule")),
        sa.UniqueConstraint("name", name=op.f("uq_schedule_name")),
    )
    op.create_table(
        "pace",
        sa.Column("key", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.Double(), server_default="0", nullable=False)
            for name in ("last", "until", "tokens", "strain", "drag", "judged", "usual")
        ),
        sa.Column("since", sa.Double(), server_default="0", nullable=False),
        sa.Column("said", sa.Double(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_pace")),
    )
    op.create_table(
        "attempt",
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_attempt_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "number", name=op.f("pk_attempt")),
    )
    op.create_table(
        "confirmation",
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("because IN ('drop', 'low')", name=op.f("ck_confirmation_because")),
        sa.CheckConstraint(
            "state IN ('waiting', 'agreed', 'differed', 'by_hand')",
            name=op.f("ck_confirmation_state"),
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["visit.id"], name=op.f("fk_confirmation_second_id")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_confirmation_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_confirmation")),
    )
    op.create_index(op.f("ix_confirmation_second_id"), "confirmation", ["second_id"], unique=False)
    op.add_column("run", sa.Column("purpose", sa.Text(), server_default="rating", nullable=False))
    op.add_column("run", sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("run", sa.Column("paused_because", sa.Text(), nullable=True))
    op.add_column("visit", sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("visit", sa.Column("ip", sa.Text(), nullable=True))
    op.add_column("visit", sa.Column("last_outcome", sa.Text(), nullable=True))
    op.add_column("visit", sa.Column("last_reason", sa.Text(), nullable=True))
    op.add_column("visit", sa.Column("excused", sa.Integer(), server_default="0", nullable=False))
    op.create_index(
        "uq_visit_ip",
        "visit",
        ["ip"],
        unique=True,
        sqlite_where=sa.text("state = 'leased'"),
        postgresql_where=sa.text("state = 'leased'"),
    )


def downgrade() -> None:
    """Go one step down."""
    op.drop_index("uq_visit_ip", "visit")
    for name in ("excused", "last_reason", "last_outcome", "ip", "due_at"):
        op.drop_column("visit", name)
    for name in ("paused_because", "paused_at", "purpose"):
        op.drop_column("run", name)
    for name in ("pace", "confirmation", "attempt", "schedule", "leader"):
        op.drop_table(name)
