import pytest

from analysis import compare, groups, portrait
from analysis.schemas import Tables
from tests.charts import invented

BOOK = invented.codebook()


def found(rows, who="李某"):
    tables = invented.tables(rows)
    own = groups.split(tables, "commentator", [who])[who]
    return portrait.finding(compare.issues({who: own}, BOOK), tables, who)


def said(*judged, who="李某", condition="", start=1):
    return [invented.prediction(number, who, issue, likelihood, 1, condition=condition)
            for number, (issue, likelihood) in enumerate(judged, start)]


def test_side_is_named_with_how_many_issues():
    rows = said(("summit", "wont"), ("sanctions", "wont"), ("x", "will")) + said(("summit", "will"), who="王某", start=9)
    title, subtitle = found(rows).title, found(rows).subtitle
    assert title == "李某 expects the parties further apart on 2 of 3 issues, closer on 1"
    assert "–0.3; everybody else +0.9" in subtitle


@pytest.mark.parametrize(("judged", "title"), [
    ([("summit", "wont"), ("sanctions", "unlikely")], "李某 expects the parties further apart on both issues"),
    ([("summit", "possible"), ("sanctions", "possible"), ("x", "possible")], "李某 leaves all 3 issues open"),
    ([("summit", "will")], "李某 expects the parties closer on Leaders' meeting"),
    ([("summit", "possible")], "李某 leaves open Leaders' meeting"),
    ([("summit", "possible"), ("sanctions", "possible"), ("x", "will")], "李某 leaves open 2 of 3 issues, expects the parties closer on 1"),
])
def test_finding_says_no_more_than_is_known(judged, title):
    assert found(said(*judged)).title == title


def test_conditions_alone_are_no_expectation():
    only = found(said(("summit", "will"), condition="如果甲国让步"))
    assert only.title == "李某 expects everything only under conditions"
    assert "1 of them under a condition" in only.note


def test_nothing_said_either_way():
    neutral = [invented.prediction(1, "李某", "summit", "will", 0)]
    assert found(neutral).title == "李某 expects nothing closer or further apart"
    assert found(neutral).note == "n = 1 other prediction."


def test_everybody_is_listed_with_who_predicts_most_first():
    rows = said(("summit", "will"), who="王某") + said(("summit", "will"), ("x", "will"), start=5)
    assert portrait.everybody(invented.tables(rows))[:2] == ["李某", "王某"]
    assert portrait.everybody(Tables.empty()) == []


def test_words_of_their_own_are_those_the_others_use_less():
    tables = invented.tables(said(("summit", "will")) + said(("summit", "will"), who="王某", start=5), words=[
        invented.word("对话", 40), invented.word("会谈", 60), invented.word("会谈", 100, voice="王某")])
    top, sure = portrait.words(tables, "李某", BOOK)
    assert top["word"].tolist() == ["对话"] and sure
    few = invented.tables(said(("summit", "will")) + said(("summit", "will"), who="王某", start=5), words=[
        invented.word("对话", 3), invented.word("会谈", 1), invented.word("会谈", 3, voice="王某")])
    top, sure = portrait.words(few, "李某", BOOK)
    assert top["word"].tolist() == ["对话"] and not sure


def test_nobody_has_no_words_and_names_nobody():
    assert portrait.words(Tables.empty(), "李某", BOOK)[0].empty
    assert portrait.named(Tables.empty(), "李某", BOOK).empty


def test_actors_named_by_others_are_not_theirs():
    tables = invented.tables(said(("summit", "will")), mentions=[
        invented.mention("land_a", "甲国", kind="actor"), invented.mention("land_a", "甲国", kind="actor"),
        invented.mention("land_b", "乙国", kind="actor", voice="王某")])
    named = portrait.named(tables, "李某", BOOK)
    assert named[["code", "label", "n"]].values.tolist() == [["land_a", "Aland", 2]]
