import pandas as pd
import pytest

from analysis.verification.answered import outcomes, sides
from analysis.verification.forecasts import counting, statements
from tests.analysis.verification.made_judgements import TODAY, judgement, judgements
from tests.charts.invented import codebook, prediction, tables

SAID = judgements(judgement(commentator="甲", likelihood="will"), judgement(commentator="乙", likelihood="likely", direction=-1),
                  judgement(commentator="丙", likelihood="possible"))
TABLES = tables([prediction(1, name, "summit", word, 1, doc=f"d{place}") | {"prediction_id": f"d{place}-p001"}
                 for place, (name, word) in enumerate((("甲", "will"), ("乙", "likely"), ("丙", "possible")))],
                documents=[{"doc_id": f"d{place}", "source": "a.txt", "title": "题", "outlet": "", "author": "", "published": pd.Timestamp("2020-01-05"),
                            "published_precision": "day", "script": "Hans", "text": "甲国与乙国"} for place in range(3)])


def test_chances_are_of_yes_with_the_bounds_turned():
    mapping = codebook().mappings["lunheng"]
    rows = outcomes(statements(SAID, as_of=TODAY), TABLES, mapping).set_index("commentator")
    assert rows["chance"].to_dict() == {"甲": pytest.approx(0.95), "丙": pytest.approx(0.5), "乙": pytest.approx(0.2)}
    assert rows.loc["乙", ["low", "high"]].tolist() == pytest.approx([1 - mapping.high["likely"], 1 - mapping.low["likely"]])
    assert rows.loc["丙", ["low", "high"]].isna().all()
    assert rows["step"].to_dict() == {"甲": 2, "丙": 0, "乙": -1}
    assert rows["row"].tolist() == [0, 1, 2]


def test_sides_tell_who_expected_what():
    assert sides(counting(SAID, as_of=TODAY)) == {"expected": ["甲"], "open": ["丙"], "doubted": ["乙"]}
    assert sides(counting(judgements(), as_of=TODAY)) == {"expected": [], "open": [], "doubted": []}
