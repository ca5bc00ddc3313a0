"""Selections applied to the tables."""

import numpy as np
import pandas as pd
import pytest

from analysis import narrowing
from analysis.schemas import SCHEMAS, Tables
from analysis.selection import Selection
from analysis.text import sentence_ends
from tests.benchmarks import million
from tests.charts import invented


def ids(tables):
    return sorted(key[-3:] for key in tables.predictions["prediction_id"])


def test_an_empty_selection_keeps_everything():
    tables = invented.four()
    assert ids(narrowing.narrow(tables, Selection(), invented.codebook())) == ["001", "002", "003", "004"]


@pytest.mark.parametrize(("selection", "kept"), [
    (Selection(commentators=("王某",)), ["003"]),
    (Selection(issues=("summit",)), ["001", "002", "004"]),
    (Selection(sides=("apart",)), ["001"]),
    (Selection(sides=("open", "closer")), ["002", "003"]),
    (Selection(documents=("other",)), []),
    (Selection(since=pd.Timestamp("2024-05-21").date()), []),
    (Selection(until=pd.Timestamp("2024-05-20").date()), ["001", "002", "003", "004"]),
])
def test_a_selection_narrows_predictions(selection, kept):
    assert ids(narrowing.narrow(invented.four(), selection, invented.codebook())) == kept


def test_an_actor_keeps_the_predictions_whose_sentence_names_it():
    # 甲国 stands in "如果甲国让步，两国很可能签署协议。" and not in the sentence before it.
    narrowed = narrowing.narrow(invented.four(), Selection(actors=("land_a",)), invented.codebook())
    assert ids(narrowed) == ["002"]


@pytest.mark.parametrize("word", ["买卖", "買賣"])
def test_a_word_keeps_the_commentaries_that_say_it_whole(generated, book, word):
    said = generated.words[generated.words["word"] == "买卖"]
    narrowed = narrowing.narrow(generated, Selection(words=(word,)), book)
    assert 0 < len(narrowed.commentaries) < len(generated.commentaries)
    assert set(narrowed.commentaries["commentary_id"]) == set(said["commentary_id"])
    for name in ("words", "mentions", "predictions"):
        whole = getattr(generated, name)
        assert len(getattr(narrowed, name)) == whole["commentary_id"].isin(set(said["commentary_id"])).sum()


def test_an_issue_keeps_the_actors_named_beside_it():
    narrowed = narrowing.narrow(invented.four(), Selection(issues=("summit",)), invented.codebook())
    assert sorted(zip(narrowed.mentions["code"], narrowed.mentions["start"])) == [
        ("land_a", 0), ("land_b", 3), ("summit", 6)]


def test_choosing_a_side_drops_what_stands_on_none():
    narrowed = narrowing.narrow(invented.four(), Selection(sides=("apart", "open", "closer")), invented.codebook())
    assert "004" not in ids(narrowed)


def test_another_mapping_gives_other_numbers_and_leaves_the_table_alone():
    tables = invented.four()
    narrowed = narrowing.narrow(tables, Selection(mapping="loose"), invented.codebook())
    assert narrowed.predictions["probability"].iloc[0] == pytest.approx(0.275)
    assert narrowed.predictions["outlook"].iloc[0] == pytest.approx(-0.45)
    assert tables.predictions["probability"].iloc[0] == pytest.approx(0.05)


def test_an_unknown_mapping_changes_nothing():
    narrowed = narrowing.narrow(invented.four(), Selection(mapping="gone"), invented.codebook())
    assert narrowed.predictions["probability"].iloc[0] == pytest.approx(0.05)


def test_nothing_is_narrowed_to_nothing():
    narrowed = narrowing.narrow(Tables.empty(), Selection(issues=("summit",), actors=("li",), sides=("open",)), invented.codebook())
    assert all(getattr(narrowed, schema.name).empty for schema in SCHEMAS)


def test_rows_are_taken_only_when_looked_at():
    taken = []
    tables = narrowing.Narrowed(words=lambda: taken.append("words") or "rows", events="given")
    assert tables.events == "given"
    assert not taken
    assert tables.words == tables.words == "rows"
    assert taken == ["words"]
    assert tables.but(events="others").words == "rows"


def test_tables_narrowed_keep_their_schemas():
    narrowed = narrowing.narrow(invented.four(), Selection(issues=("summit",), commentators=("王某",)), invented.codebook())
    for schema in SCHEMAS:
        table = schema.check(getattr(narrowed, schema.name))
        assert list(table.index) == list(range(len(table)))


def test_tables_of_one_document_are_its_rows(generated):
    doc_id = generated.documents["doc_id"].iloc[1]
    around = narrowing.of_document(generated, doc_id)
    for schema in SCHEMAS:
        table = getattr(generated, schema.name)
        pd.testing.assert_frame_equal(getattr(around, schema.name), table[table["doc_id"] == doc_id].reset_index(drop=True))


def plainly(tables: Tables, selection: Selection) -> dict[str, list[int]]:
    """Return the places in their tables of mentions, predictions and commentaries kept, worked out row by row."""
    documents = {row.doc_id: row.text for row in tables.documents.itertuples()
                 if not selection.documents or row.doc_id in selection.documents}
    voices = {row.commentary_id: row.commentator for row in tables.commentaries.itertuples()}

    def spoken(row):
        return row.doc_id in documents and (not selection.commentators or voices.get(row.commentary_id) in selection.commentators)

    def lines(row):
        ends = sentence_ends(documents[row.doc_id])
        first, last = np.searchsorted(ends, [row.start, row.end - 1], side="right")
        return {(row.doc_id, line) for line in range(first, last + 1)}

    named = [row for row in tables.mentions.itertuples() if spoken(row)]
    kept, said = named, [row for row in tables.predictions.itertuples() if spoken(row)]
    if selection.issues:
        said = [row for row in said if row.issue in selection.issues]
        chosen = [row for row in named if row.kind == "issue" and row.code in selection.issues]
        beside = set().union(*map(lines, chosen))
        kept = [row for row in named if row in chosen or (row.kind == "actor" and lines(row) & beside)]
    if selection.actors:
        beside = set().union(*(lines(row) for row in named if row.kind == "actor" and row.code in selection.actors))
        said, kept = [row for row in said if lines(row) & beside], [row for row in kept if lines(row) & beside]
    return {"mentions": [row.Index for row in kept], "predictions": [row.Index for row in said]}


@pytest.fixture(scope="module")
def generated(book):
    return million.tables(2_000, book)


@pytest.mark.parametrize(("issues", "actors"), [(1, 0), (0, 1), (2, 2)])
def test_whole_numbers_keep_what_a_row_by_row_reading_keeps(generated, book, issues, actors):
    issue, actor = (generated.mentions.loc[generated.mentions["kind"] == kind, "code"].value_counts().index for kind in ("issue", "actor"))
    selection = Selection(issues=tuple(issue[:issues]), actors=tuple(actor[:actors]),
                          documents=tuple(generated.documents["doc_id"].head(6)))
    narrowed, wanted = narrowing.narrow(generated, selection, book), plainly(generated, selection)
    for name, rows in wanted.items():
        assert rows
        pd.testing.assert_frame_equal(getattr(narrowed, name), getattr(generated, name).iloc[rows].reset_index(drop=True))


@pytest.mark.parametrize("selection", [Selection(), Selection(issues=("summit",), mapping="loose"), Selection(sides=("apart", "closer")), Selection(documents=("other",))])
def test_some_columns_are_those_of_the_rows_and_take_no_rows(selection):
    narrowed, rows = (narrowing.narrow(invented.four(), selection, invented.codebook()) for _ in range(2))
    names = ["prediction_id", "likelihood", "probability", "outlook"]
    pd.testing.assert_frame_equal(narrowing.columns(narrowed, "predictions", *names), rows.predictions[names])
    pd.testing.assert_frame_equal(narrowing.columns(narrowed, "documents", "doc_id"), rows.documents[["doc_id"]])
    for schema in SCHEMAS:
        assert narrowing.size(narrowed, schema.name) == len(getattr(rows, schema.name))
    held = list(rows.documents["doc_id"][::-1])
    pd.testing.assert_frame_equal(narrowing.some_documents(narrowed, [*held, "nowhere"]), rows.documents[::-1].reset_index(drop=True))
    for issue in ("summit", "nothing", None):
        wanted = rows.predictions if issue is None else rows.predictions[rows.predictions["issue"] == issue].reset_index(drop=True)
        assert all(map(callable, narrowed.__dict__["_rows"].values()))
        pd.testing.assert_frame_equal(narrowing.of_issue(narrowed, issue), wanted)


def test_of_rows_at_hand_some_columns_are_a_part():
    tables = invented.four()
    narrowed = narrowing.narrow(tables, Selection(issues=("summit",)), invented.codebook())
    taken = narrowed.predictions
    pd.testing.assert_frame_equal(narrowing.columns(narrowed, "predictions", "issue"), taken[["issue"]])
    pd.testing.assert_frame_equal(narrowing.columns(tables, "predictions", "issue"), tables.predictions[["issue"]])
    assert narrowing.size(narrowed, "predictions") == len(taken)
