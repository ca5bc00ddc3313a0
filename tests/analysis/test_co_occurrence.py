import math
from dataclasses import replace

import pandas as pd
import pytest

from analysis import co_occurrence, evidence
from analysis.codebook import Actor
from analysis.schemas import Tables
from charts import matrix
from tests.charts import invented

BOOK = invented.codebook()


def test_who_names_whom_is_counted():
    found = co_occurrence.named_by(invented.four(), BOOK, least=1)
    assert found.cells.set_index(["commentator", "issue"])["value"].to_dict() == {("李某", "land_a"): 2, ("李某", "land_b"): 1}
    assert found.columns["label"].tolist() == ["Aland", "Bland"]
    assert len(matrix.draw(found, value="mentions").data) > 0


def test_least_hides_and_says_so():
    found = co_occurrence.named_by(invented.four(), BOOK, least=2)
    assert found.columns["issue"].tolist() == ["land_a"]
    assert found.hidden == {"commentators": 0, "issues": 1}
    assert co_occurrence.finding_named(found).title == "Aland is named most, 2 times by 1 of 1 commentators"
    assert "Hidden: 1 actor" in co_occurrence.finding_named(found).note


def test_only_some_kinds():
    tables = invented.tables([], mentions=[invented.mention("land_a", "甲国"), invented.mention("li", "李某")])
    assert co_occurrence.named_by(tables, BOOK, kinds=("person",), least=1).columns["issue"].tolist() == ["li"]


def test_actor_and_issue_meet_in_a_sentence():
    # sentence 1 names 甲国, 乙国 and 会谈; sentence 2 李某 and 会谈
    tables = invented.tables([], mentions=[
        invented.mention("land_a", "甲国"), invented.mention("land_b", "乙国"), invented.mention("summit", "会谈", kind="issue"),
        invented.mention("li", "李某"), invented.mention("sanctions", "制裁", kind="issue")])
    found = co_occurrence.on_issues(tables, BOOK, least=1)
    assert found.cells[["commentator", "issue", "value"]].to_numpy().tolist() == [["Aland", "summit", 1], ["Bland", "summit", 1]]
    assert found.codes == {"Aland": "land_a", "Bland": "land_b"}


def test_outlook_of_predictions_that_name_an_actor():
    tables = invented.tables(
        [invented.prediction(1, "李某", "summit", "will", 1, quote="会谈将于6月3日举行"),
         invented.prediction(2, "李某", "summit", "wont", 1, quote="会谈不会取得突破"),
         invented.prediction(3, "王某", "summit", "will", -1, quote="将于6月3日举行"),
         invented.prediction(4, "王某", "summit", "will", -1, quote="于6月3日举行", condition="如果")],
        mentions=[invented.mention("land_a", "甲国")])
    found = co_occurrence.on_issues(tables, BOOK, value="outlook", least=1)
    cell = found.cells.iloc[0]
    assert (cell["commentator"], cell["n"], cell["both"]) == ("Aland", 2, True)
    assert cell["value"] == pytest.approx(0)
    assert cell["ids"].split() == ["d1-p001", "d1-p003"]
    assert len(matrix.draw(found, value="outlook").data) > 0


def test_pairs_in_one_sentence_by_hand():
    # 甲国 in sentences 1, 3 (如果甲国让步) and 5 (甲国宣布); 乙国 in sentence 1 only
    tables = invented.tables([], mentions=[
        invented.mention("land_a", "甲国"), invented.mention("land_a", "甲国"), invented.mention("land_a", "甲国", nth=1),
        invented.mention("land_a", "甲国", nth=2), invented.mention("land_b", "乙国")])
    found = co_occurrence.together(tables, BOOK, least=1).iloc[0]
    assert (found["a"], found["b"], found["n"], found["documents"]) == ("land_a", "land_b", 1, 1)
    assert found["jaccard"] == pytest.approx(1 / 3)
    assert found["npmi"] == pytest.approx(math.log(1) / -math.log(1 / 3))
    assert co_occurrence.together(tables, BOOK, least=2).empty


def test_network_of_actors_keeps_the_most_named():
    tables = invented.four()
    pairs = co_occurrence.together(tables, BOOK, least=1)
    network = co_occurrence.graph(tables, pairs, BOOK)
    assert network.nodes["land_a"]["activity"] == 2 and network.edges["land_a", "land_b"]["weight"] == 1
    assert len(co_occurrence.graph(tables, pairs, BOOK, most=1)) == 1


def test_every_number_leads_to_its_sentences():
    tables = invented.four()
    assert len(co_occurrence.places(tables, "land_a")) == 2
    assert len(co_occurrence.places(tables, "land_a", other="land_b")) == 1
    assert len(co_occurrence.places(tables, "land_a", issue="summit")) == 1
    assert co_occurrence.places(tables, "land_a", commentator="王某").empty
    assert evidence.mention_sentences(tables, co_occurrence.places(tables, "land_a"))["quote"].tolist() == ["甲国", "甲国"]


def test_two_actors_of_one_name_stay_two():
    twins = {code: invented.record(Actor, code=code, kind="ministry", en="Ministry", zh=zh, forms=(zh,))
             for code, zh in (("land_a", "甲国"), ("land_b", "乙国"))}
    found = co_occurrence.together(invented.four(), replace(BOOK, actors=twins), least=1).iloc[0]
    assert (found["label_a"], found["label_b"]) == ("Ministry (land_a)", "Ministry (land_b)")


def test_places_of_several_actors_are_one_a_sentence():
    tables = invented.tables([], mentions=[invented.mention("land_a", "甲国"), invented.mention("land_b", "乙国"),
                                           invented.mention("li", "李某")])
    assert co_occurrence.places(tables, ["land_a", "land_b", "li"])["code"].tolist() == ["land_a", "li"]


def test_issue_an_actor_is_named_with_most_is_told():
    tables = invented.tables([], mentions=[invented.mention("land_a", "甲国"), invented.mention("summit", "会谈", kind="issue")])
    found = co_occurrence.finding_on_issues(co_occurrence.on_issues(tables, BOOK, least=1))
    assert found.title == f"Aland is named most with {BOOK.label('summit')}, in 1 sentence"
    assert "n = 1 sentence, counted once for each actor." in found.note
    fewer = co_occurrence.finding_on_issues(co_occurrence.on_issues(tables, BOOK, least=2))
    assert fewer.title == "Too few actors are named with an issue to compare"
    assert "Hidden: 1 actor and 1 issue" in fewer.note


def test_an_actor_is_not_told_to_be_named_with_the_issue_of_its_own_name():
    land = invented.record(Actor, code="summit", kind="state", en="Summitland", zh="会国", forms=("会国",))
    mentions = [invented.mention("summit", "会谈"), invented.mention("summit", "会谈", kind="issue"),
                invented.mention("land_a", "甲国")]
    found = co_occurrence.on_issues(invented.tables([], mentions=mentions), replace(BOOK, actors={**BOOK.actors, "summit": land}), least=1)
    assert co_occurrence.finding_on_issues(found).title.startswith("Aland is named most with")


def test_ends_of_outlook_are_told_only_where_they_differ():
    def of(*values):
        rows = pd.DataFrame({"commentator": [f"Land {place}" for place in range(len(values))], "value": values, "n": 3})
        columns = pd.DataFrame({"issue": ["summit"], "label": ["Summit"]})
        table = co_occurrence.ActorMatrix(rows, rows, columns, {"value": 0.0, "n": 9}, least=3)
        return co_occurrence.finding_on_issues(table, value="outlook").title
    assert of(-0.6, 0.0, 0.3) == "Outlook is lowest where Land 0 is named, highest where Land 2 is"
    assert of(-0.1, 0.1) == "Outlook hardly differs by the actor that is named"
    assert of(0.5) == "Too few actors are named in predictions to compare"


def test_nothing_named_is_said():
    empty = Tables.empty()
    assert co_occurrence.finding_named(co_occurrence.named_by(empty, BOOK)).title == "Too few actors are named to compare"
    for value in ("mentions", "outlook"):
        assert co_occurrence.on_issues(empty, BOOK, value=value).cells.empty
    pairs = co_occurrence.together(empty, BOOK)
    assert pairs.empty and len(co_occurrence.graph(empty, pairs, BOOK)) == 0
    assert co_occurrence.places(empty, "land_a").empty
    assert co_occurrence.finding_together(pairs).title == "No two actors are named together often enough"
    assert co_occurrence.finding_together(co_occurrence.together(invented.four(), BOOK, least=1)).title == \
        "Aland and Bland are named together most, in 1 sentence"
