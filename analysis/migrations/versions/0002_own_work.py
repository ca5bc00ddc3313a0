"""Reposts, reviews, briefings, own questions and decisions on links, saved views."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String, nullable=False) for name in names]


def _number(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer, nullable=False) for name in names]


def upgrade() -> None:
    """Make the tables of what users do with their documents."""
    op.create_table("bands", sa.Column("key", sa.String, primary_key=True),
                    sa.Column("doc_id", sa.String, sa.ForeignKey("items.doc_id"), primary_key=True))
    op.create_table("copies", sa.Column("doc_id", sa.String, sa.ForeignKey("items.doc_id"), primary_key=True),
                    sa.Column("of", sa.String, sa.ForeignKey("items.doc_id"), nullable=False),
                    sa.Column("similarity", sa.Double, nullable=False), sa.Column("apart", sa.Boolean, nullable=False))
    op.create_table("reviews", sa.Column("review_id", sa.Integer, primary_key=True), *_text("doc_id", "kind", "verdict", "code"),
                    *_number("start", "end"), *_text("quote", "said", "coder"),
                    sa.Column("made_at", sa.DateTime, nullable=False), sa.Column("undone", sa.Boolean, nullable=False))
    op.create_index("ix_reviews_doc_id", "reviews", ["doc_id"])
    op.create_table("briefings", sa.Column("id", sa.Integer, primary_key=True), *_text("name", "content"), *_number("revision"),
                    sa.Column("changed", sa.DateTime, nullable=False), sa.Column("removed", sa.DateTime))
    op.create_index("ix_briefings_name", "briefings", ["name"])
    op.create_table("briefing_steps", sa.Column("id", sa.Integer, primary_key=True),
                    sa.Column("briefing_id", sa.Integer, sa.ForeignKey("briefings.id"), nullable=False), *_text("content"))
    op.create_index("ix_briefing_steps_briefing_id", "briefing_steps", ["briefing_id"])
    op.create_table("briefing_templates", sa.Column("form", sa.String, primary_key=True), *_text("name"),
                    sa.Column("data", sa.LargeBinary, nullable=False))
    op.create_table("question_versions", sa.Column("id", sa.Integer, primary_key=True), *_text("question_id", "data"),
                    sa.Column("saved", sa.DateTime, nullable=False))
    op.create_index("ix_question_versions_question_id", "question_versions", ["question_id"])
    op.create_table("link_decisions", sa.Column("id", sa.Integer, primary_key=True),
                    *_text("question_id", "doc_id", "source", "commentator", "issue", "quote"), *_number("start", "end", "direction"),
                    *_text("condition", "condition_is", "decision"), sa.Column("confidence", sa.Double, nullable=False),
                    *_text("reason"), sa.Column("decided", sa.DateTime, nullable=False))
    op.create_table("views", sa.Column("id", sa.Integer, primary_key=True), *_text("name", "page", "query"),
                    sa.Column("saved", sa.DateTime, nullable=False), sa.Column("removed", sa.DateTime))
    op.create_index("ix_views_name", "views", ["name"])
