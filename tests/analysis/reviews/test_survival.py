"""What people decided holds after the text was coded again, under another codebook, and by a newer program."""

import shutil
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from analysis import corpus, incremental, pipeline, store
from analysis.library import Library
from analysis.own_codebook import Entry, OwnCodebook
from analysis.reviews import Review, Reviews

TEXT = "双方立场相去甚远。\n北极航道的谈判大概率会破裂,制裁有望解除。\n王平出任特使。\n"


@pytest.fixture
def library(monkeypatch):
    monkeypatch.setenv("LUNHENG_CORPUS", "")
    with Library() as opened:
        opened.add("a.md", f"---\ntitle: 题\nauthor: 秦山\n---\n{TEXT}".encode(), published=date(2025, 3, 1))
        yield opened


@pytest.fixture
def decided(library):
    """Four decisions: a row put right, one rejected, one added, a name taken out."""
    shown = corpus.coded(library).tables
    first, second = (row for row in shown.predictions.itertuples())
    text = shown.documents["text"].iloc[0]
    said = {"commentator": first.commentator, "issue": "sanctions", "outcome": "别的结果", "likelihood": "wont", "valence": 1}
    start = text.index("王平出任特使")
    name = shown.mentions[shown.mentions["code"] == "sanctions"].iloc[0]
    Reviews(library.engine).keep(
        Review(first.doc_id, "prediction", "correct", first.issue, first.start, first.end, first.quote, said),
        Review(second.doc_id, "prediction", "reject", second.issue, second.start, second.end, second.quote),
        Review(first.doc_id, "prediction", "add", "summit", start, start + 6, "王平出任特使", said | {"issue": "summit", "likelihood": "likely"}),
        Review(first.doc_id, "mention", "reject", "sanctions", int(name.start), int(name.end), name.surface))
    return library


def holds(shown) -> bool:
    rows = set(zip(shown.tables.predictions["issue"], shown.tables.predictions["likelihood"], shown.tables.predictions["quote"].str[-2:]))
    return (rows == {("sanctions", "wont", "破裂"), ("summit", "likely", "特使")} and sorted(shown.standing.values()) == ["added", "corrected"]
            and "sanctions" not in set(shown.tables.mentions["code"]) and shown.orphans == ())


def test_after_the_tables_were_thrown_away_and_made_again(decided):
    assert holds(corpus.open_corpus(decided))
    shutil.rmtree(store.folder() / "tables")
    assert holds(corpus.open_corpus(decided))


def test_under_a_changed_codebook_that_codes_the_row_otherwise(decided, book):
    OwnCodebook(decided.engine).keep(Entry("issue", "arctic", "Arctic", "北极", "economy", terms=("北极航道的谈判",)), shipped=book)
    assert "arctic" in set(corpus.coded(decided).tables.predictions["issue"])
    shown = corpus.open_corpus(decided)
    assert {"wont", "likely"} <= set(shown.tables.predictions["likelihood"]) and {"corrected", "added"} <= set(shown.standing.values())
    OwnCodebook(decided.engine).go_back(0)
    assert holds(corpus.open_corpus(decided))


@pytest.mark.parametrize("change", [
    lambda rows: rows.iloc[:0],
    lambda rows: rows.assign(likelihood="possible", probability=.5, outlook=0.0),
    lambda rows: rows.assign(end=rows["end"] + 1),
    lambda rows: rows.assign(prediction_id=rows["prediction_id"] + "x").iloc[::-1],
])
def test_after_an_upgrade_that_reads_predictions_otherwise(decided, monkeypatch, change):
    code = pipeline.code

    def newer(*arguments):
        made = code(*arguments)
        return replace(made, predictions=change(made.predictions).reset_index(drop=True))

    monkeypatch.setattr(incremental.pipeline, "code", newer)
    shutil.rmtree(store.folder() / "tables")
    assert holds(corpus.open_corpus(decided))


def test_after_an_upgrade_of_the_database(decided):
    """Take the library back to the tables it had before coders were known, nor any log, and open it with this program."""
    with decided.engine.begin() as connection:
        for table in ("assignments", "codebook_changes", "change_counts", "audit"):
            connection.execute(sa.text(f"DROP TABLE {table}"))
        connection.execute(sa.text("ALTER TABLE reviews DROP COLUMN adjudicated"))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :before"), {"before": _before_coders()})
    with Library() as again:
        assert holds(corpus.open_corpus(again))


def _before_coders() -> str:
    from alembic.script import ScriptDirectory

    from analysis.migrations import HERE
    return ScriptDirectory(str(HERE)).get_revision("0005").down_revision


def test_a_document_taken_out_leaves_orphans_that_hold_again_when_it_is_back(decided):
    (doc_id,) = decided.doc_ids()
    decided.remove(doc_id)
    decided.add("b.md", "---\nauthor: 别人\n---\n另一篇。\n无事可报。\n".encode())
    shown = corpus.open_corpus(decided)
    assert [why for _, why in shown.orphans] == ["document_gone"] * 4
    decided.restore(doc_id)
    assert len(corpus.open_corpus(decided).orphans) == 0
