"""Projects, what was put right about documents, imports as jobs; signatures of reposts are made anew."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0003", "0002"


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String, nullable=False) for name in names]


def _when(name: str, *, always: bool = True) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime, nullable=not always)


def _key() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def upgrade() -> None:
    """Make the tables, and put every document into the first project; a day put right becomes an amendment."""
    op.create_table("projects", _key(), sa.Column("name", sa.String, nullable=False, unique=True),
                    sa.Column("sample", sa.Boolean, nullable=False), sa.Column("revision", sa.Integer, nullable=False),
                    _when("made"), _when("removed", always=False))
    op.create_table("placements", _key(), sa.Column("project_id", sa.Integer, sa.ForeignKey("projects.id"), nullable=False),
                    sa.Column("doc_id", sa.String, sa.ForeignKey("items.doc_id"), nullable=False), _when("added"),
                    _when("removed", always=False), sa.UniqueConstraint("project_id", "doc_id"))
    op.create_index("ix_placements_doc_id", "placements", ["doc_id"])
    op.create_index("ix_placements_used", "placements", ["project_id", "removed", "id"])
    op.create_table("amendments", _key(), sa.Column("doc_id", sa.String, sa.ForeignKey("items.doc_id"), nullable=False),
                    *_text("field", "before", "after", "who"), _when("made"))
    op.create_index("ix_amendments_doc_id", "amendments", ["doc_id"])
    op.create_table("import_jobs", _key(), sa.Column("project_id", sa.Integer, sa.ForeignKey("projects.id"), nullable=False),
                    *_text("state", "step", "encoding", "columns"), sa.Column("published", sa.Date), *_text("owner"),
                    sa.Column("part", sa.Integer, nullable=False), sa.Column("parts", sa.Integer, nullable=False),
                    _when("lease", always=False), _when("made"), _when("ended", always=False))
    op.create_table("import_files", _key(), sa.Column("job_id", sa.Integer, sa.ForeignKey("import_jobs.id"), nullable=False),
                    sa.Column("original_id", sa.Integer, sa.ForeignKey("originals.id")), *_text("name", "url"),
                    sa.Column("done", sa.Boolean, nullable=False), sa.Column("tries", sa.Integer, nullable=False),
                    sa.Column("part", sa.Integer, nullable=False))
    op.create_index("ix_import_files_job_id", "import_files", ["job_id"])
    op.create_table("import_reports", _key(), sa.Column("file_id", sa.Integer, sa.ForeignKey("import_files.id"), nullable=False),
                    *_text("source", "outcome", "reason", "doc_id", "title"))
    op.create_index("ix_import_reports_file_id", "import_reports", ["file_id"])
    op.create_index("ix_items_original_id", "items", ["original_id"])
    run = op.get_bind().exec_driver_sql
    run("INSERT INTO projects (name, sample, revision, made) VALUES ('', NOT EXISTS "
        "(SELECT 1 FROM settings WHERE name = 'sample' AND value = 'off'), 0, CURRENT_TIMESTAMP)")
    run("INSERT INTO placements (project_id, doc_id, added, removed) SELECT 1, doc_id, originals.added, items.removed FROM items "
        "JOIN originals ON originals.id = items.original_id ORDER BY originals.id, items.source")
    run("INSERT INTO amendments (doc_id, field, before, after, who, made) SELECT doc_id, 'published', "
        "COALESCE(CAST(published AS VARCHAR), ''), CAST(corrected AS VARCHAR), '', CURRENT_TIMESTAMP FROM items "
        "WHERE corrected IS NOT NULL")
    run("UPDATE items SET published = corrected WHERE corrected IS NOT NULL")
    run("DELETE FROM bands")
    op.create_index("ix_bands_doc_id", "bands", ["doc_id"])
    op.create_index("ix_copies_of", "copies", ["of"])
    run("DELETE FROM settings WHERE name = 'sample'")
    op.add_column("items", sa.Column("heading", sa.String, nullable=False, server_default=""))
    # Lists show the title, else the first line.
    for doc_id, title, begins in run("SELECT doc_id, title, substr(text, 1, 400) FROM items").all():
        first = next((line.strip() for line in begins.split("\n") if line.strip()), "untitled")
        op.get_bind().execute(sa.text("UPDATE items SET heading = :heading WHERE doc_id = :doc_id"),
                              {"heading": title[:200] or first[:80], "doc_id": doc_id})
    op.create_index("ix_items_heading", "items", ["heading"])
    op.create_index("ix_items_published", "items", ["published"])
    op.drop_column("items", "corrected")
    op.drop_column("items", "removed")
