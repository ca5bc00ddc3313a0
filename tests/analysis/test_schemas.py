import pandas as pd
import pytest

from analysis.schemas import COMMENTARIES, SCHEMAS, TableError, Tables

ROW = {"commentary_id": "d-c000", "doc_id": "d", "commentator": "甲", "role": "author", "start": 0, "end": 3}


def test_a_fitting_row_becomes_a_typed_frame():
    assert COMMENTARIES.frame([ROW]).dtypes.astype(str).to_dict() == COMMENTARIES.columns


def test_all_faults_are_named_at_once():
    with pytest.raises(TableError) as raised:
        COMMENTARIES.frame([{**ROW, "role": "guest", "commentator": ""}, ROW])
    message = str(raised.value)
    assert "commentaries" in message and "guest" in message and "commentator: blank in row 0" in message
    assert "d-c000 stands twice" in message


def test_an_empty_span_is_refused():
    with pytest.raises(TableError, match="no half-open span"):
        COMMENTARIES.frame([{**ROW, "end": 0}])


def test_a_missing_column_is_named():
    with pytest.raises(TableError, match="no column role"):
        COMMENTARIES.frame([{name: value for name, value in ROW.items() if name != "role"}])


def test_no_row_is_a_table_too():
    for schema in SCHEMAS:
        empty = schema.frame([])
        assert list(empty.columns) == list(schema.columns) and empty.empty


def test_a_rows_order_of_columns_does_not_matter():
    turned = pd.DataFrame([dict(reversed(ROW.items()))])
    assert list(COMMENTARIES.frame(turned).columns) == list(COMMENTARIES.columns)


def test_tables_name_every_schema():
    assert [schema.name for schema in SCHEMAS] == list(vars(Tables.empty()))


@pytest.mark.parametrize("wrong", ["\ud800", 2**70, [], {}])
def test_value_that_no_column_holds_is_a_fault_of_the_table(wrong):
    with pytest.raises(TableError, match=r"^commentaries"):
        COMMENTARIES.frame([{**ROW, "commentator": wrong, "start": wrong}])
