import pandas as pd
import pytest

from analysis import groups
from analysis.schemas import Tables
from tests.charts import invented


def test_groups_by_voice_day_and_issue():
    tables = invented.four()
    assert set(groups.assign(tables, "commentator")["group"]) == {"李某", "王某", "丙国总统"}
    assert set(groups.assign(tables, "year")["group"]) == {"2024"}
    assert set(groups.assign(tables, "month")["group"]) == {"2024-05"}
    assert set(groups.assign(tables, "outlet")["group"]) == {"某报"}
    by_issue = groups.assign(tables, "issue")
    assert by_issue[by_issue["group"] == "sanctions"]["commentary_id"].tolist() == ["d1-c-王某"]


def test_side_is_the_mean_of_what_was_said_without_condition():
    sides = groups.assign(invented.four(), "side").set_index("commentary_id")["group"].to_dict()
    assert sides == {"d1-c-李某": "apart", "d1-c-王某": "open"}


def test_camps_are_taken_as_found():
    camps = pd.DataFrame({"commentator": ["李某", "王某", "丙国总统"], "camp": [1, 2, 0]})
    found = groups.assign(invented.four(), "camp", camps=camps).set_index("commentary_id")["group"].to_dict()
    assert found == {"d1-c-李某": "1", "d1-c-王某": "2"}
    with pytest.raises(ValueError, match="camps"):
        groups.assign(invented.four(), "camp")


def test_undated_document_has_no_period():
    tables = invented.tables([invented.prediction(1, "李某", "summit", "will", 1)],
                             documents=[invented.document(published=None)])
    assert groups.assign(tables, "year").empty


@pytest.mark.parametrize("by", [by for by in groups.BY if by != "camp"])
def test_no_table_has_no_group(by):
    assert groups.assign(Tables.empty(), by).empty


def test_unknown_way_to_group_is_named():
    with pytest.raises(ValueError, match="found 'age'"):
        groups.assign(Tables.empty(), "age")


def test_split_holds_what_each_group_says():
    parts = groups.split(invented.four(), "issue", ["sanctions", "nothing"])
    assert parts["sanctions"].predictions["issue"].tolist() == ["sanctions"]
    assert set(parts["sanctions"].words["word"]) == {"突破", "制裁"}
    assert len(parts["nothing"].documents) == 0
