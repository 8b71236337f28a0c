"""Lay the tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "cluster",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cluster"),
        sa.UniqueConstraint("folded", name="uq_cluster_folded"),
    )
    op.create_table(
        "college",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("inn", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), server_default="", nullable=False),
        sa.Column("region", sa.Text(), server_default="", nullable=False),
        sa.Column("region_folded", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("extra_urls", sa.JSON(), nullable=False),
        sa.Column("robots_consent", sa.Date(), nullable=True),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("responsible", sa.Text(), server_default="", nullable=False),
        sa.Column("search", sa.Text(), server_default="", nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_college"),
        sa.UniqueConstraint("key", name="uq_college_key"),
    )
    op.create_index("ix_college_inn", "college", ["inn"], unique=False)
    op.create_index("ix_college_place", "college", ["place"], unique=False)
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("profile", sa.JSON(), nullable=False),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("schedule", sa.Text(), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_run_state")),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
        sa.UniqueConstraint("schedule", "planned_at", name="uq_run_schedule_planned_at"),
    )
    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("detectors", sa.Text(), server_default="", nullable=False),
        sa.Column("digest", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'preliminary', 'final')", name=op.f("ck_judgement_state")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_judgement_run_id"),
        sa.PrimaryKeyConstraint("id", name="pk_judgement"),
        sa.UniqueConstraint("run_id", "number", name="uq_judgement_run_id_number"),
    )
    op.create_table(
        "membership",
        sa.Column("college_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.Column("industry", sa.Text(), server_default="", nullable=False),
        sa.Column("employers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["cluster_id"], ["cluster.id"], name="fk_membership_cluster_id"),
        sa.ForeignKeyConstraint(["college_id"], ["college.id"], name="fk_membership_college_id"),
        sa.PrimaryKeyConstraint("college_id", "number", name="pk_membership"),
    )
    op.create_index("ix_membership_cluster_id", "membership", ["cluster_id"], unique=False)
    op.create_table(
        "override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("college_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["college_id"], ["college.id"], name="fk_override_college_id"),
        sa.PrimaryKeyConstraint("id", name="pk_override"),
    )
    op.create_index(
        "ix_override_college_id_criterion", "override", ["college_id", "criterion"], unique=False
    )
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("college_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("worker", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("crashes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("archive", sa.Text(), nullable=True),
        sa.Column("requests", sa.Integer(), server_default="0", nullable=False),
        sa.Column("bytes", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("cpu_s", sa.Float(), server_default="0", nullable=False),
        sa.Column("wall_s", sa.Float(), server_default="0", nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("observations", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "(state = 'done') = (outcome IS NOT NULL)", name=op.f("ck_visit_outcome")
        ),
        sa.CheckConstraint("state IN ('waiting', 'leased', 'done')", name=op.f("ck_visit_state")),
        sa.ForeignKeyConstraint(["college_id"], ["college.id"], name="fk_visit_college_id"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_visit_run_id"),
        sa.PrimaryKeyConstraint("id", name="pk_visit"),
        sa.UniqueConstraint("run_id", "college_id", name="uq_visit_run_id_college_id"),
    )
    op.create_index("ix_visit_college_id", "visit", ["college_id"], unique=False)
    op.create_index("ix_visit_state_id", "visit", ["state", "id"], unique=False)
    op.create_table(
        "score",
        sa.Column("judgement_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("rating", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("out_of", sa.Integer(), nullable=False),
        sa.Column("unknown", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "rating IN ('presence', 'visual', 'overall')", name=op.f("ck_score_rating")
        ),
        sa.CheckConstraint(
            "points >= 0 AND unknown >= 0 AND points + unknown <= out_of",
            name=op.f("ck_score_bounds"),
        ),
        sa.ForeignKeyConstraint(["judgement_id"], ["judgement.id"], name="fk_score_judgement_id"),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name="fk_score_visit_id"),
        sa.PrimaryKeyConstraint("judgement_id", "visit_id", "rating", name="pk_score"),
    )
    op.create_table(
        "verdict",
        sa.Column("judgement_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=True),
        sa.Column("out_of", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=True),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.CheckConstraint("mark BETWEEN 0 AND out_of", name=op.f("ck_verdict_mark")),
        sa.ForeignKeyConstraint(["judgement_id"], ["judgement.id"], name="fk_verdict_judgement_id"),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name="fk_verdict_visit_id"),
        sa.PrimaryKeyConstraint("judgement_id", "visit_id", "criterion", name="pk_verdict"),
    )


def downgrade() -> None:
    """Go one step down."""
    op.drop_table("verdict")
    op.drop_table("score")
    op.drop_table("visit")
    op.drop_table("override")
    op.drop_table("membership")
    op.drop_table("judgement")
    op.drop_table("run")
    op.drop_table("college")
    op.drop_table("cluster")
