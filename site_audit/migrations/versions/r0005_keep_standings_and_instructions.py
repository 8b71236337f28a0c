"""Keep standings, publication, bounds of overrides, instructions, answers and targets."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "reply_file",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_reply_file")),
    )
    op.create_table(
        "target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("rating", sa.Text(), nullable=False),
        sa.Column("plan", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.CheckConstraint("kind IN ('region', 'industry')", name=op.f("ck_target_kind")),
        sa.CheckConstraint(
            "rating IN ('presence', 'visual', 'overall')", name=op.f("ck_target_rating")
        ),
        sa.CheckConstraint("plan BETWEEN 0 AND 100", name=op.f("ck_target_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
        sa.UniqueConstraint("kind", "folded", "rating", name=op.f("uq_target_kind_folded_rating")),
    )
    op.create_table(
        "base",
        sa.Column("judgement_id", sa.Integer(), nullable=False),
        sa.Column("cluster", sa.Text(), nullable=False),
        sa.Column("college_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["college_id"], ["college.id"], name=op.f("fk_base_college_id")),
        sa.ForeignKeyConstraint(
            ["judgement_id"], ["judgement.id"], name=op.f("fk_base_judgement_id")
        ),
        sa.PrimaryKeyConstraint("judgement_id", "cluster", "college_id", name=op.f("pk_base")),
    )
    op.create_table(
        "approval",
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_approval_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_approval")),
    )
    op.create_table(
        "instruction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("judgement_id", sa.Integer(), nullable=False),
        sa.Column("cluster", sa.Text(), server_default="", nullable=False),
        sa.Column("cluster_folded", sa.Text(), server_default="", nullable=False),
        sa.Column("college_id", sa.Integer(), nullable=True),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), server_default="", nullable=False),
        sa.Column("person", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recheck_id", sa.Integer(), nullable=True),
        sa.Column("rechecked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'issued', 'answered', 'confirmed', 'withdrawn')",
            name=op.f("ck_instruction_state"),
        ),
        sa.ForeignKeyConstraint(
            ["college_id"], ["college.id"], name=op.f("fk_instruction_college_id")
        ),
        sa.ForeignKeyConstraint(
            ["judgement_id"], ["judgement.id"], name=op.f("fk_instruction_judgement_id")
        ),
        sa.ForeignKeyConstraint(["recheck_id"], ["run.id"], name=op.f("fk_instruction_recheck_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instruction")),
        sa.UniqueConstraint("number", name=op.f("uq_instruction_number")),
    )
    op.create_index(op.f("ix_instruction_college_id"), "instruction", ["college_id"], unique=False)
    op.create_index(
        op.f("ix_instruction_judgement_id"), "instruction", ["judgement_id"], unique=False
    )
    op.create_table(
        "standing",
        sa.Column("judgement_id", sa.Integer(), nullable=False),
        sa.Column("college_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("judged_by", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_back", sa.Boolean(), nullable=False),
        sa.Column("presence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("presence_unknown", sa.Integer(), server_default="0", nullable=False),
        sa.Column("visual", sa.Integer(), server_default="0", nullable=False),
        sa.Column("visual_unknown", sa.Integer(), server_default="0", nullable=False),
        sa.Column("overrides", sa.JSON(), nullable=False),
        sa.Column("college", sa.JSON(), nullable=True),
        sa.Column("last", sa.JSON(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('audited', 'partial', 'not_audited')", name=op.f("ck_standing_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["college_id"], ["college.id"], name=op.f("fk_standing_college_id")
        ),
        sa.ForeignKeyConstraint(["first_id"], ["visit.id"], name=op.f("fk_standing_first_id")),
        sa.ForeignKeyConstraint(
            ["judged_by"], ["judgement.id"], name=op.f("fk_standing_judged_by")
        ),
        sa.ForeignKeyConstraint(
            ["judgement_id"], ["judgement.id"], name=op.f("fk_standing_judgement_id")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_standing_visit_id")),
        sa.PrimaryKeyConstraint("judgement_id", "college_id", name=op.f("pk_standing")),
    )
    op.create_index(op.f("ix_standing_visit_id"), "standing", ["visit_id"], unique=False)
    op.create_table(
        "reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instruction_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file_name", sa.Text(), server_default="", nullable=False),
        sa.Column("file_digest", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_digest"], ["reply_file.digest"], name=op.f("fk_reply_file_digest")
        ),
        sa.ForeignKeyConstraint(
            ["instruction_id"], ["instruction.id"], name=op.f("fk_reply_instruction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
    )
    op.create_index(op.f("ix_reply_instruction_id"), "reply", ["instruction_id"], unique=False)
    op.create_table(
        "task",
        sa.Column("instruction_id", sa.Integer(), nullable=False),
        sa.Column("college_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=True),
        sa.Column("out_of", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["college_id"], ["college.id"], name=op.f("fk_task_college_id")),
        sa.ForeignKeyConstraint(
            ["instruction_id"], ["instruction.id"], name=op.f("fk_task_instruction_id")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_task_visit_id")),
        sa.PrimaryKeyConstraint("instruction_id", "college_id", "criterion", name=op.f("pk_task")),
    )
    op.add_column("judgement", sa.Column("until", sa.Date(), nullable=True))
    op.add_column("judgement", sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "judgement", sa.Column("published_by", sa.Text(), server_default="", nullable=False)
    )
    op.add_column("judgement", sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("judgement", sa.Column("counts", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("override", sa.Column("since_run", sa.Integer(), nullable=True))
    op.add_column("override", sa.Column("evidence", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    """Go one step down."""
    for name in ("evidence", "since_run"):
        op.drop_column("override", name)
    for name in ("counts", "settled_at", "published_by", "published_at", "until"):
        op.drop_column("judgement", name)
    for name in (
        "task",
        "reply",
        "standing",
        "instruction",
        "base",
        "approval",
        "target",
        "reply_file",
    ):
        op.drop_table(name)
