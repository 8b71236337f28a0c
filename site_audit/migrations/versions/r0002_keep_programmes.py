"""Keep the programmes of colleges."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "gathering",
        sa.Column("college_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["college_id"], ["college.id"], name="fk_gathering_college_id"),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name="fk_gathering_visit_id"),
        sa.PrimaryKeyConstraint("college_id", name="pk_gathering"),
    )
    op.create_table(
        "programme",
        sa.Column("college_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("of_project", sa.Boolean(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["college_id"], ["college.id"], name="fk_programme_college_id"),
        sa.PrimaryKeyConstraint("college_id", "position", name="pk_programme"),
    )


def downgrade() -> None:
    """Go one step down."""
    op.drop_table("programme")
    op.drop_table("gathering")
