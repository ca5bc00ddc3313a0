"""What must hold of any coded tables, whatever text they were made from."""

from analysis.codebook import PROVISIONAL, Codebook
from analysis.schemas import NONE, SCHEMAS, Tables


def tables_hold(tables: Tables, book: Codebook) -> None:
    """Check six tables against their schemas, their text, each other and the codebook.

    Raises
    ------
    TableError, AssertionError
        Where something does not hold.
    """
    for schema in SCHEMAS:
        schema.check(getattr(tables, schema.name))
    texts = dict(zip(tables.documents["doc_id"], tables.documents["text"]))
    spoken = {row.commentary_id: row for row in tables.commentaries.itertuples()}
    for row in spoken.values():
        assert row.end <= len(texts[row.doc_id]), "a commentary ends behind its text"
    for name, quoted in (("mentions", "surface"), ("events", "surface"), ("predictions", "quote")):
        for row in getattr(tables, name).itertuples():
            told = texts[row.doc_id][row.start:row.end]
            assert told == getattr(row, quoted), f"{name}: {getattr(row, quoted)!r} is not what stands at {row.start}:{row.end}, {told!r}"
            if row.commentary_id != NONE:
                voice = spoken[row.commentary_id]
                assert voice.doc_id == row.doc_id and voice.start <= row.start < voice.end, f"{name}: {row.commentary_id} does not cover {row.start}"
                assert name == "mentions" or voice.commentator == row.commentator, f"{name}: said by another than its commentary"
    for row in tables.mentions.itertuples():
        known = row.code in (book.issues if row.kind == "issue" else book.actors)
        assert known or (row.kind == "issue" and row.code.startswith(PROVISIONAL)), f"unknown {row.kind} {row.code}"
    for row in tables.events.itertuples():
        assert row.date_start <= row.date_end, f"{row.surface} ends before it begins"
    points = book.mappings["lunheng"].points
    for row in tables.predictions.itertuples():
        assert row.issue in book.issues or row.issue.startswith(PROVISIONAL) or row.issue == NONE, f"unknown issue {row.issue}"
        assert row.probability == points[row.likelihood]
        assert abs(row.outlook - row.valence * (2 * row.probability - 1)) < 1e-9
        assert row.commentator == NONE or row.commentary_id != NONE
    assert (tables.words["count"] > 0).all()
    assert set(tables.words["commentary_id"]) <= {*spoken, NONE}


def nested(tables: Tables) -> None:
    """Check that of two commentaries of a document each lies apart from the other or inside it.

    Raises
    ------
    AssertionError
    """
    for _, rows in tables.commentaries.groupby("doc_id", sort=False):
        spans = list(zip(rows["start"], rows["end"]))
        for number, (start, end) in enumerate(spans):
            for first, last in spans[number + 1:]:
                apart = end <= first or last <= start
                inside = (start <= first and last <= end) or (first <= start and end <= last)
                assert apart or inside, f"{start}:{end} and {first}:{last} cross"
