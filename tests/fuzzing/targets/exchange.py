"""What goes out and comes in again: tables as every format, documents as files, decisions over a new coding."""

import tempfile
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pandas as pd
from hypothesis import strategies as st

from analysis import agreement, batch, harmless, pipeline, readers, spreadsheets, store
from analysis import codebook as codebooks
from analysis.reviews import Review, applying
from analysis.reviews import files as review_files
from analysis.schemas import PREDICTIONS, SCHEMAS
from tests.analysis.readers import hostile
from tests.fuzzing.strategies import own_work, texts
from tests.fuzzing.target import Target
from tests.fuzzing.targets import own_work as own
from tests.fuzzing.targets.coding import documents_of


def tables_written(case: tuple) -> None:
    """Tables written as Parquet come back as they were; in every format their predictions can be compared."""
    drawn, form = case
    tables = pipeline.code(documents_of(drawn), codebooks.load())
    with tempfile.TemporaryDirectory() as place:
        store.write(tables, Path(place), form)
        if form == "parquet":
            again = store.read(Path(place))
            for schema in SCHEMAS:
                pd.testing.assert_frame_equal(getattr(again, schema.name), getattr(tables, schema.name))
        coding = agreement.read(Path(place))
    assert coding.documents == frozenset(tables.documents["doc_id"])
    rows, said = tables.predictions, coding.predictions
    for name in ("start", "end", "likelihood", "valence", "issue"):
        assert list(said[name]) == list(rows[name]), f"{name} comes back from {form} as something else"
    if form != "csv":
        assert list(said["commentator"]) == list(rows["commentator"])


def documents_out_and_in(drawn: list[tuple]) -> None:
    """Documents written as a table or an archive are read again with the same texts, titles and days."""
    documents = documents_of(drawn)
    if documents.empty:
        return
    for form in ("csv", "xlsx", "jsonl"):
        held = readers.read(f"a.{form}", spreadsheets.file(documents, form)).readings
        for reading, row in zip(held, documents.itertuples(), strict=True):
            # What a spreadsheet would take for a formula has an apostrophe before it in CSV, and what no cell holds is left out in XLSX.
            assert reading.text == {"csv": harmless.cell, "xlsx": spreadsheets._fit}.get(form, str)(row.text), form
            if not pd.isna(row.published) and row.published_precision == "day":
                assert reading.published == row.published.date(), form
    packed = hostile.packed({f"{number}.txt": text.encode() for number, text in enumerate(documents["text"])})
    assert [reading.text for reading in readers.read("a.zip", packed).readings] == list(documents["text"])


def library_out_and_in(drawn: list[tuple]) -> None:
    """A library's documents written as JSON lines are those it has already when they are read again."""
    held, documents = own.library(), documents_of(drawn)
    if documents.empty:
        return
    before = held.doc_ids()
    for row in documents.itertuples():
        held.add(row.source, row.text.encode())
    written = "\n".join(held.as_json_lines()).encode()
    reports = held.add("again.jsonl", written)
    assert {report.outcome for report in reports} <= {"already there"}, [report for report in reports if report.outcome != "already there"]
    assert before <= held.doc_ids()


def reviews_found_again(case: tuple) -> None:
    """A decision on a prediction holds over the next coding, though its row lies otherwise there, or is not made at all."""
    drawn, verdict, shift, gone = case
    book = codebooks.load()
    tables = pipeline.code(documents_of(drawn), book)
    if tables.predictions.empty:
        return
    row = tables.predictions.iloc[0]
    said = {} if verdict == "reject" else {name: row[name] for name in ("commentator", "issue", "outcome", "likelihood", "condition")} | {"valence": int(row["valence"])}
    review = Review(row["doc_id"], "prediction", verdict, row["issue"], int(row["start"]), int(row["end"]), row["quote"], said, "甲", 7)
    assert not review_files.read(review_files.lines([replace(review, made_at=pd.Timestamp("2024-06-01").to_pydatetime())]))[1]
    length = int(row["end"] - row["start"])
    moved = tables.predictions.copy()
    moved.loc[0, "end"] = row["end"] - min(shift, length // 3)
    text = tables.documents.set_index("doc_id").loc[row["doc_id"], "text"]
    moved.loc[0, "quote"] = text[moved.loc[0, "start"]:moved.loc[0, "end"]]
    later = replace(tables, predictions=PREDICTIONS.empty() if gone else PREDICTIONS.check(moved))
    over = applying.apply(later, [review], book)
    assert not over.orphans
    here = over.tables.predictions
    if verdict == "reject":
        assert len(here) == max(0, len(later.predictions) - 1)
    else:
        assert len(over.standing) == 1 and set(over.standing) <= set(here["prediction_id"])
        found = here.set_index("prediction_id").loc[next(iter(over.standing))]
        assert found["issue"] == row["issue"] and found["likelihood"] == row["likelihood"]
        assert found["start"] <= row["start"] < found["end"]


def batches(case: tuple) -> None:
    """Tables are the same whatever number of characters are searched at a time."""
    drawn, size = case
    documents, book = documents_of(drawn), codebooks.load()
    whole = pipeline.code(documents, book)
    with mock.patch.object(batch, "_LARGEST", size):
        parted = pipeline.code(documents, book)
    for schema in SCHEMAS:
        pd.testing.assert_frame_equal(getattr(whole, schema.name), getattr(parted, schema.name))


_FIELD = st.one_of(st.just(""), texts.short(2))
_PREDICTING = st.builds("".join, st.lists(texts.sentences(), min_size=1, max_size=5))
_DOCUMENT = st.tuples(texts.texts(8), _FIELD, _FIELD, _FIELD, own_work.DAYS)
_DOCUMENTS = st.lists(_DOCUMENT, min_size=1, max_size=3)
_SAYING = st.lists(st.tuples(st.one_of(_PREDICTING, texts.texts(8)), _FIELD, _FIELD, st.just("顾远"), own_work.DAYS), min_size=1, max_size=2)

TARGETS = (
    Target("tables written and read", st.tuples(_SAYING, st.sampled_from(("parquet", "csv", "jsonl"))), tables_written, 200, 5),
    Target("documents out and in again", _DOCUMENTS, documents_out_and_in, 400, 5),
    Target("a library out and in again", st.lists(_DOCUMENT, max_size=1), library_out_and_in, 40, 2),
    Target("reviews over a new coding", st.tuples(_SAYING, st.sampled_from(("accept", "correct", "reject")), st.integers(0, 9), st.booleans()), reviews_found_again, 400, 6),
    Target("batches of any size", st.tuples(_DOCUMENTS, st.sampled_from((0, 1, 7, 60, 500))), batches, 200, 3),
)
