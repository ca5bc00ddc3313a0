"""Any document through every step: tables that keep to their schemas, places that hold, whatever it is coded together with."""

import json

import pandas as pd
from hypothesis import strategies as st

from analysis import codebook as codebooks
from analysis import documents, incremental, pipeline, predictions, table_files
from analysis.own_codebook import faults_of, laid_over
from analysis.readers import Reading
from analysis.reviews import applying
from analysis.reviews import files as review_files
from analysis.schemas import SCHEMAS, Schema, TableError
from analysis.spreadsheets import FORMS
from tests.fuzzing import holding
from tests.fuzzing.strategies import frames, own_work, texts
from tests.fuzzing.target import Target


def documents_of(drawn: list[tuple]) -> pd.DataFrame:
    """Return a table of documents from texts, titles, authors and outlets."""
    readings = [Reading(f"{number}.txt", *(_kept(part) for part in (text, title, outlet, author)), published=published)
                for number, (text, title, outlet, author, published) in enumerate(drawn) if _kept(text).strip()]
    return documents.table(readings)


def _kept(text: str) -> str:
    """Return a text as the readers would hand it on: no half characters, no null, line ends as `\\n`."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def coded(drawn: list[tuple]) -> None:
    """Tables made of any documents hold."""
    book = codebooks.load()
    tables = pipeline.code(documents_of(drawn), book)
    holding.tables_hold(tables, book)
    holding.nested(tables)


def one_by_one(drawn: list[tuple]) -> None:
    """Documents coded together come out as each by itself, and as added to those known."""
    book = codebooks.load()
    found = documents_of(drawn)
    together = pipeline.code(found, book)
    apart = [pipeline.code(found.iloc[[number]].reset_index(drop=True), book) for number in range(len(found))]
    added = incremental.code(found, book, apart[0] if apart else None)
    for schema in SCHEMAS:
        rows = pd.concat([getattr(tables, schema.name) for tables in apart], ignore_index=True) if apart else schema.empty()
        pd.testing.assert_frame_equal(getattr(together, schema.name), rows)
        pd.testing.assert_frame_equal(getattr(together, schema.name), getattr(added, schema.name))


def explained(drawn: list[tuple]) -> None:
    """Every prediction's reasons can be told."""
    book = codebooks.load()
    tables = pipeline.code(documents_of(drawn), book)
    for _, prediction in tables.predictions.iterrows():
        predictions.explain(prediction, tables.documents, tables.mentions, tables.events, book)


def under_own_codebook(case: tuple) -> None:
    """Own entries lie over the codebook, or are named as faults; what is coded under them holds."""
    drawn, entries, term = case
    shipped = codebooks.load()
    book = laid_over(shipped, entries)
    wrong = [entry for entry in entries if faults_of(entry, shipped)]
    assert len(book.faults) == len(shipped.faults) + len(wrong)
    holding.tables_hold(pipeline.code(documents_of([(text + term, *rest) for text, *rest in drawn]), book), book)


def reviewed(case: tuple) -> None:
    """Reviews lie over the tables, or are orphans; tables with them hold."""
    drawn, lines, picks = case
    book = codebooks.load()
    tables = pipeline.code(documents_of(drawn), book)
    found, faults = review_files.read(lines)
    assert len(found) + len(faults) == sum(bool(line.strip()) for line in lines)
    placed = [review_files.read([_about(tables, pick, line)])[0] for pick, line in zip(picks, lines)]
    reviews = [review for _, review in found] + [review for rows in placed for _, review in rows]
    over = applying.apply(tables, reviews, book)
    for schema in SCHEMAS:
        schema.check(getattr(over.tables, schema.name))
    told = dict(zip(over.tables.documents["doc_id"], over.tables.documents["text"]))
    for row in over.tables.predictions.itertuples():
        assert told[row.doc_id][row.start:row.end] == row.quote
    written = list(review_files.lines(reviews))
    assert [review for _, review in review_files.read(written)[0]] == reviews


def _about(tables, pick: int, line: str) -> str:
    """Return a line of a review that is about a row there is, where it can be read at all."""
    try:
        told = json.loads(line)
        rows = {"prediction": (tables.predictions, "issue", "quote"), "mention": (tables.mentions, "code", "surface"),
                "stretch": (tables.commentaries, "commentator", "")}[told["kind"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return line
    table, code, quote = rows
    if table.empty:
        return line
    row = table.iloc[pick % len(table)]
    text = tables.documents.set_index("doc_id").loc[row["doc_id"], "text"]
    said = row[quote] if quote else text[row["start"]:row["end"]][:60]
    return json.dumps(told | {"doc_id": row["doc_id"], "code": row[code], "start": int(row["start"]), "end": int(row["end"]), "quote": said})


def schema_breaking(case: tuple) -> None:
    """Rows become a table of their schema, or a TableError names what is wrong."""
    schema, rows = case
    try:
        table = schema.frame(rows)
    except TableError as error:
        assert str(error).startswith(schema.name)
        return
    assert schema.check(table) is table
    for form in FORMS:
        table_files.file(table, schema.name, form, urls={"x": "http://a.example/"}, base="http://b.example")


_FIELD = texts.short(2)
_DOCUMENT = st.tuples(texts.texts(10), _FIELD, st.one_of(st.just(""), _FIELD), st.one_of(st.just(""), _FIELD), own_work.DAYS)
_DOCUMENTS = st.lists(_DOCUMENT, min_size=1, max_size=3)


def _rows(schema: Schema) -> st.SearchStrategy[tuple]:
    return st.tuples(st.just(schema), frames.rows(schema))


TARGETS = (
    Target("documents through every step", _DOCUMENTS, coded, 1500, 10),
    Target("documents together and one by one", _DOCUMENTS, one_by_one, 250, 4),
    Target("why each prediction was coded", st.lists(_DOCUMENT, min_size=1, max_size=1), explained, 200, 3),
    Target("documents under an own codebook", st.tuples(st.lists(_DOCUMENT, max_size=1), st.lists(own_work.entries(), max_size=3), texts.short(2)), under_own_codebook, 60, 2),
    Target("reviews laid over tables", st.tuples(_DOCUMENTS, st.lists(own_work.reviews(), max_size=4), st.lists(st.integers(0, 50), max_size=4)), reviewed, 500, 6),
    Target("rows that break a schema", st.sampled_from(SCHEMAS).flatmap(_rows), schema_breaking, 1500, 15),
)
