"""Who codes which documents; decisions between coders; own codebook entries; what was changed, counted."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0005", "0003"


def upgrade() -> None:
    """Make the tables of coders and of own codebook entries."""
    op.add_column("reviews", sa.Column("adjudicated", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table("assignments", sa.Column("doc_id", sa.String, primary_key=True), sa.Column("coder", sa.String, primary_key=True),
                    sa.Column("blank", sa.Boolean, nullable=False), sa.Column("assigned_at", sa.DateTime, nullable=False),
                    sa.Column("done_at", sa.DateTime))
    op.create_table("codebook_changes", sa.Column("change_id", sa.Integer, primary_key=True),
                    *(sa.Column(name, sa.String, nullable=False) for name in ("kind", "code", "entry", "coder")),
                    sa.Column("made_at", sa.DateTime, nullable=False))
    op.create_table("change_counts", sa.Column("name", sa.String, primary_key=True), sa.Column("n", sa.Integer, nullable=False))
