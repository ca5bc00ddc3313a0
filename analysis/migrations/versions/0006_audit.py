"""The log of changes; what was kept with a name and a day before there was one is told in it too."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0006", "0005"

# When, by whom, what was done, to what: of each table that says so. The first names the columns of all.
BEFORE = (
    "SELECT made_at AS made, coder AS who, CASE WHEN adjudicated THEN 'adjudicate' ELSE 'review' END AS did, doc_id AS what FROM reviews",
    "SELECT assigned_at, '', 'assign', doc_id FROM assignments",
    "SELECT done_at, coder, 'coding_finish', doc_id FROM assignments WHERE done_at IS NOT NULL",
    "SELECT made_at, coder, CASE WHEN entry = '' THEN 'codebook_remove' ELSE 'codebook' END, code FROM codebook_changes",
    "SELECT made, who, 'amend', doc_id FROM amendments",
    "SELECT made, '', 'import', CAST(id AS VARCHAR) FROM import_jobs",
    "SELECT saved, '', CASE WHEN data = '' THEN 'question_withdraw' ELSE 'question' END, question_id FROM question_versions",
    "SELECT decided, '', 'link', question_id FROM link_decisions",
)


def upgrade() -> None:
    """Make the table, and fill it."""
    op.create_table("audit", sa.Column("id", sa.Integer, primary_key=True), sa.Column("made", sa.DateTime, nullable=False, index=True),
                    sa.Column("who", sa.String, nullable=False, index=True),
                    *(sa.Column(name, sa.String, nullable=False) for name in ("did", "key", "name")), sa.Column("n", sa.Integer, nullable=False))
    before = " UNION ALL ".join(BEFORE)
    op.execute(sa.text(f"INSERT INTO audit (made, who, did, key, name, n) SELECT made, who, did, what, '', 1 FROM ({before}) AS before ORDER BY made"))
