"""Charts by address."""

import io
import json

import pandas as pd
import pytest

from charts import exhibits
from pages.routes import charts


def test_every_chart_answers_to_its_code(client):
    for code in exhibits.codes():
        answer = client.get(f"/api/charts/{code}.json")
        assert answer.status_code == 200, code
        assert json.loads(answer.content)["layout"]["meta"]["code"] == code


def test_chart_is_narrowed_and_speaks_the_language_asked_for(client):
    told = client.get("/api/charts/issues.json?issue=sanctions&lang=zh-Hans&least=1").json()["layout"]["meta"]
    assert told["language"] == "zh-Hans"
    assert "制裁" in told["title"] + told["subtitle"] + json.dumps(told, ensure_ascii=False)
    assert told["link"] == "http://lunheng.test/issues?issue=sanctions&lang=zh-Hans&least=1"


def test_own_choice_of_a_chart_is_taken(client):
    assert client.get("/api/charts/outcomes.json?about=summit").json()["layout"]["meta"]["options"] == {"about": "summit"}
    rows = pd.read_csv(io.BytesIO(client.get("/api/charts/outcomes.csv?about=summit").content))
    assert set(rows["issue"]) == {"summit"}


def test_choice_that_is_not_here_is_not_found_rather_than_another_shown(client):
    answer = client.get("/api/charts/outcomes.json?about=summit&issue=sanctions")
    assert answer.status_code == 404
    assert answer.json()["errors"] == [{"parameter": "about", "detail": "'summit' is not here under this filter.",
                                        "next": "Leave it out to get sanctions."}]


@pytest.mark.parametrize(("query", "parameter"), [("value=colour", "value"), ("about=summit", "about"), ("scale=4", "scale"), ("size=a4", "size")])
def test_choice_that_this_chart_has_not_is_refused(client, query, parameter):
    answer = client.get(f"/api/charts/issues.svg?{query}")
    assert answer.status_code == 400
    assert [fault["parameter"] for fault in answer.json()["errors"]] == [parameter]


def test_unknown_chart_is_not_found_and_those_there_are_named(client):
    answer = client.get("/api/charts/pie.svg")
    assert answer.status_code == 404
    assert "overview, outcomes" in answer.json()["errors"][0]["next"]


def test_drawing_is_given_no_part_in_our_pages(client, monkeypatch):
    monkeypatch.setattr(charts.files_of_charts, "file", lambda *_, **__: b"<svg/>")
    answer = client.get("/api/charts/overview.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-security-policy"] == "sandbox allow-scripts"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_size_and_scale_reach_the_picture(client, monkeypatch):
    asked = []
    monkeypatch.setattr(charts.files_of_charts, "file", lambda exhibit, form, **how: asked.append((form, how)) or b"")
    client.get("/api/charts/overview.png?size=half&scale=3")
    assert asked == [("png", {"size": "half", "scale": 3, "outlined": False})]
