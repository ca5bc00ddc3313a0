"""What is sent of a figure."""

import json

import plotly.graph_objects as go

from charts import in_browser
from charts.canvas import Canvas

MANY = [" ".join(f"{document}-p{number:02d}" for number in range(40)) for document in ("0123456789ab", "ba9876543210")]


def figure(*marks):
    return go.Figure([go.Scatter(x=list(range(len(marks))), customdata=list(marks)), go.Scatter(x=[0])])


def marks(told: str) -> list[str]:
    return json.loads(told)["data"][0]["customdata"]


def test_a_mark_of_very_many_is_sent_by_a_short_name_that_stands_for_all():
    whole = figure(*MANY, "0123456789ab-p41")
    told, stands_for = in_browser.sent(whole)
    assert [stands_for.get(mark, mark) for mark in marks(told)] == [*MANY, "0123456789ab-p41"]
    assert max(map(len, marks(told))) < 60 and marks(told)[2] == "0123456789ab-p41"
    # The figure itself is all visitors'.
    assert list(whole.data[0].customdata)[:2] == MANY
    assert "_sent" not in whole.to_json()
    # At the next click on the page it is sent again, and not made again.
    again, stands_again = in_browser.sent(whole)
    assert again is told and stands_again is stands_for


def test_marks_that_begin_alike_stay_apart():
    alike = [MANY[0], MANY[0][:-1] + "x"]
    told, stands_for = in_browser.sent(figure(*alike))
    assert [stands_for.get(mark, mark) for mark in marks(told)] == alike
    assert len(set(marks(told))) == 2


def test_a_figure_of_few_is_sent_as_it_is():
    few = figure("0123456789ab-p00", "0123456789ab-p01 0123456789ab-p02")
    told, stands_for = in_browser.sent(few)
    assert json.loads(told) == json.loads(few.to_json()) and stands_for == {}


def test_what_a_canvas_writes_is_sent_beside_the_figure():
    canvas = Canvas(60, left=40, width=420)
    canvas.text("甲 <span style='color:#A64B00;font-size:13px'>&lt;12</span>", 30, left=12, size=15)
    canvas.text("外", 30, x=1.2)
    canvas.text("<b>粗</b>", 30, left=12)
    whole = canvas.finish()
    told = json.loads(in_browser.sent(whole)[0])
    assert told["notes"] == [{"share": 0, "beside": -28, "y": 30, "across": "left", "down": "middle", "font": {"size": 15, "color": canvas.ink.text},
                              "lines": [[[0.0, "", "甲 "], [13.0, "#A64B00", "<12"]]], "behind": "", "turned": False}]
    # Plotly obeys a tag of its own; what stands beyond the axis nobody sets.
    assert [note["text"] for note in told["layout"]["annotations"]] == ["<b>粗</b>"]
    assert len(whole.layout.annotations) == 3
