"""The query of a route, read strictly."""

import pytest


def faults(client, query, path="tables/predictions.csv"):
    answer = client.get(f"/api/{path}?{query}")
    return answer.status_code, [(fault["parameter"], fault["next"]) for fault in answer.json()["errors"]]


@pytest.mark.parametrize(("query", "parameter", "next_move"), [
    ("isue=sanctions", "isue", "Did you mean issue?"),
    ("=d0", "=", "There are actor, commentator, document, issue, lang, least, mapping, outlook, project, reviewed, says, since, until."),
    ("since=2024", "since", "Write it as 2024-06-01."),
    ("until=20240601", "until", "Write it as 2024-06-01."),
    ("since=2024-01-01&since=2025-01-01", "since", "Say it once."),
    ("issue=", "issue", "Give it a value, or leave it out."),
    ("least=0", "least", "Write it as 3."),
    ("least=1e3", "least", "Write it as 3."),
    ("least=%D9%A3", "least", "Write it as 3."),
    ("outlook=better", "outlook", "There are apart, open, closer."),
    ("project=zwei", "project", "Write it as 2."),
    ("reviewed=1", "reviewed", "There are yes."),
    ("lang=de", "lang", "There are en, zh-Hans, zh-Hant."),
])
def test_parameter_that_cannot_be_read_is_named_with_the_next_move(client, query, parameter, next_move):
    assert faults(client, query) == (400, [(parameter, next_move)])


def test_all_faults_are_told_at_once(client):
    status, told = faults(client, "since=x&least=x&mapping=x")
    assert status == 400
    assert [parameter for parameter, _ in told] == ["since", "least", "mapping"]


def test_names_that_are_not_here_are_not_found(client):
    assert faults(client, "issue=sanction&commentator=无此人") == (404, [
        ("commentator", "/api/tables/commentaries.csv lists them."), ("issue", "Did you mean sanctions?")])


def test_word_nobody_says_is_not_found_and_one_in_the_other_script_is(client):
    assert faults(client, "says=火星") == (404, [("says", "/api/tables/words.csv lists what is said.")])
    assert client.get("/api/tables/predictions.csv?says=製裁").status_code == client.get("/api/tables/predictions.csv?says=制裁").status_code == 200


def test_days_that_end_before_they_begin_are_refused(client):
    assert faults(client, "since=2025-01-01&until=2024-01-01") == (422, [("until", "Exchange the two.")])


def test_unprintable_value_is_told_as_its_code(client):
    answer = client.get("/api/tables/predictions.csv?issue=%E2%80%AE%00")
    assert answer.status_code == 404
    assert "\u202e" not in answer.text
    assert "\\\\u202e" in answer.text


def test_filter_is_no_parameter_of_a_briefing(client):
    assert faults(client, "issue=sanctions", "briefings")[0] == 400
