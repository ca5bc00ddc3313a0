import math
from dataclasses import replace

import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

from analysis import reliability
from analysis.agreement import Coding
from analysis.schemas import PREDICTIONS
from tests.charts import invented

QUOTES = ("会谈不会取得突破", "两国很可能签署协议", "制裁可能解除", "我们将撤军")


def coding(*rows, documents=("d1",)):
    table = PREDICTIONS.frame([{**invented.prediction(number, who, issue, likelihood, 1, quote=quote), "commentary_id": "d1-c"}
                               for number, (who, issue, likelihood, quote) in enumerate(rows)])
    return Coding(frozenset(documents), table)


FIRST = coding(("李某", "summit", "wont", QUOTES[0]), ("李某", "summit", "likely", QUOTES[1]), ("王某", "sanctions", "possible", QUOTES[2]))
SECOND = coding(("李某", "summit", "unlikely", QUOTES[0][2:]), ("李某", "sanctions", "likely", QUOTES[1]), ("总统", "summit", "will", QUOTES[3]))
DOCUMENTS = pd.DataFrame([invented.document()])


def of(told, name, doc_id=""):
    return told[(told["doc_id"] == doc_id) & (told["variable"] == name)].iloc[0]


def test_rows_with_other_edges_and_another_issue_are_one_unit():
    found = reliability.units({"甲": FIRST.predictions, "乙": SECOND.predictions})
    assert [sorted(unit) for unit in found] == [["乙", "甲"], ["乙", "甲"], ["甲"], ["乙"]]
    assert [reliability.differ(unit, ["甲", "乙"]) for unit in found] == [["likelihood"], ["issue"], ["predicts"], ["predicts"]]


def test_a_third_coders_row_joins_the_unit_of_the_first_two():
    found = reliability.units({"甲": FIRST.predictions, "乙": SECOND.predictions, "丙": FIRST.predictions})
    assert [sorted(unit) for unit in found] == [["丙", "乙", "甲"], ["丙", "乙", "甲"], ["丙", "甲"], ["乙"]]


def test_a_step_apart_costs_the_ordinal_alpha_less_than_the_nominal_one():
    told = reliability.figures({"甲": FIRST, "乙": SECOND}, DOCUMENTS)
    row = of(told, "likelihood")
    assert (row.n, row.same) == (2, .5)
    assert row.alpha > row.nominal
    assert of(told, "predicts").n == 6 and of(told, "issue").same == .5 and of(told, "commentator").same == 1


def test_kappa_is_the_one_others_compute():
    told = reliability.figures({"甲": FIRST, "乙": SECOND}, DOCUMENTS)
    # Of the text's six sentences, the second and third predict for both.
    expected = cohen_kappa_score([0, 1, 1, 1, 0, 0], [0, 1, 1, 0, 0, 1])
    assert of(told, "predicts").kappa == pytest.approx(expected)
    order = {"wont": 0, "unlikely": 1, "possible": 2, "likely": 3, "will": 4}
    expected = cohen_kappa_score([order["wont"], order["likely"]], [order["unlikely"], order["likely"]], weights="quadratic", labels=list(range(5)))
    assert of(told, "likelihood").kappa == pytest.approx(expected)


def test_each_document_has_its_own_figures_and_one_coded_by_one_coder_has_none():
    more = pd.concat([DOCUMENTS, DOCUMENTS.assign(doc_id="d2"), DOCUMENTS.assign(doc_id="d3")])
    first = replace(FIRST, documents=frozenset({"d1", "d2", "d3"}))
    second = replace(SECOND, documents=frozenset({"d1", "d2"}))
    told = reliability.figures({"甲": first, "乙": second}, more)
    assert set(told["doc_id"]) == {"", "d1", "d2"}
    assert of(told, "predicts", "d2").same == 1 and math.isnan(of(told, "predicts", "d2").alpha)
    assert of(told, "predicts").n == of(told, "predicts", "d1").n + of(told, "predicts", "d2").n


def test_how_much_of_what_one_found_the_other_found_too():
    told = reliability.found(FIRST, SECOND)
    assert (told["precision"], told["recall"], told["n"]) == (pytest.approx(2 / 3), pytest.approx(2 / 3), 3)
    nothing = replace(SECOND, documents=frozenset({"d9"}))
    assert math.isnan(reliability.found(FIRST, nothing)["f1"])


def test_other_edges_cost_alpha_u_a_little_and_another_code_all_of_it():
    told = reliability.figures({"甲": FIRST, "乙": SECOND}, DOCUMENTS)
    assert 0 < of(told, "predicts").unitised < 1
    assert of(told, "issue").unitised < of(told, "predicts").unitised
    assert of(reliability.figures({"甲": FIRST, "乙": FIRST}, DOCUMENTS), "issue").unitised == 1
    assert "stretches" not in set(told["variable"])


def test_who_has_which_stretch_is_compared_by_its_edges():
    def spoken(*edges):
        return pd.DataFrame([{"doc_id": "d1", "commentator": who, "start": start, "end": end} for who, start, end in edges])

    first = replace(FIRST, commentaries=spoken(("李某", 0, 20), ("王某", 20, 40)))
    second = replace(SECOND, commentaries=spoken(("李某", 0, 22), ("王某", 22, 40)))
    row = of(reliability.figures({"甲": first, "乙": second}, DOCUMENTS), "stretches")
    assert (row.n, row.same) == (4, 0) and 0.8 < row.unitised < 1 and math.isnan(row.alpha)
    same = of(reliability.figures({"甲": first, "乙": first}, DOCUMENTS), "stretches", "d1")
    assert (same.n, same.same, same.unitised) == (2, 1, 1)
