import pandas as pd
import pytest

from analysis import rows, schemas

TYPES = {"str": str, "int64": int, "float64": float, "bool": bool, schemas.DAY: pd.Timestamp}
ROWS = [(schemas.DOCUMENTS, rows.DocumentRow), (schemas.COMMENTARIES, rows.CommentaryRow), (schemas.MENTIONS, rows.MentionRow),
        (schemas.PREDICTIONS, rows.PredictionRow), (schemas.EVENTS, rows.EventRow), (schemas.QUESTIONS, rows.QuestionRow),
        (schemas.QUESTION_SOURCES, rows.QuestionSourceRow), (schemas.LINKS, rows.LinkRow), (schemas.JUDGEMENTS, rows.JudgementRow)]


@pytest.mark.parametrize(("schema", "row"), ROWS, ids=lambda one: getattr(one, "name", ""))
def test_a_row_has_the_columns_and_types_of_its_table(schema, row):
    assert row.__annotations__ == {name: TYPES[dtype] for name, dtype in schema.columns.items()}
