"""Documents, the files they came in, settings."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0001", None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table("originals", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String, nullable=False),
                    sa.Column("data", sa.LargeBinary, nullable=False), sa.Column("added", sa.DateTime, nullable=False))
    op.create_table("settings", sa.Column("name", sa.String, primary_key=True), sa.Column("value", sa.String, nullable=False))
    op.create_table(
        "items", sa.Column("doc_id", sa.String, primary_key=True),
        sa.Column("original_id", sa.Integer, sa.ForeignKey("originals.id"), nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("source", "title", "outlet", "author", "url")),
        sa.Column("published", sa.Date), sa.Column("corrected", sa.Date), sa.Column("text", sa.String, nullable=False),
        sa.Column("removed", sa.DateTime))
