"""What a chart sends of its marks, and what a click on one says."""

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import chart

MANY = [" ".join(f"{document}-p{number:02d}" for number in range(40)) for document in ("0123456789ab", "ba9876543210")]


def figure(*marks):
    return go.Figure([go.Scatter(x=list(range(len(marks))), customdata=list(marks)), go.Scatter(x=[0])])


def test_a_mark_of_very_many_is_sent_by_a_short_name_that_stands_for_all():
    whole = figure(*MANY, "0123456789ab-p41")
    sent, stands_for = chart.shortened(whole)
    assert [stands_for.get(mark, mark) for mark in sent.data[0].customdata] == [*MANY, "0123456789ab-p41"]
    assert max(map(len, sent.data[0].customdata)) < 60 and sent.data[0].customdata[2] == "0123456789ab-p41"
    # The figure itself is all visitors'.
    assert list(whole.data[0].customdata)[:2] == MANY
    assert "_sent" not in whole.to_json()
    # At the next click on the page it is sent again, and not made again.
    again, stands_again = chart.shortened(whole)
    assert again is sent and stands_again == stands_for


def test_marks_that_begin_alike_stay_apart():
    alike = [MANY[0], MANY[0][:-1] + "x"]
    sent, stands_for = chart.shortened(figure(*alike))
    assert [stands_for.get(mark, mark) for mark in sent.data[0].customdata] == alike
    assert len(set(sent.data[0].customdata)) == 2


def test_a_figure_of_few_is_sent_as_it_is():
    few = figure("0123456789ab-p00", "0123456789ab-p01 0123456789ab-p02")
    assert chart.shortened(few) == (few, {}) and chart.shortened(few)[0] is few


@pytest.mark.parametrize("number", [0, 1])
def test_a_click_on_it_chooses_all_it_stands_for(number):
    def page(many, number):
        import streamlit as st

        from pages.parts import address, chart

        st.session_state["page"] = "overview"
        st.session_state["clicked"] = {"selection": {"points": [{"customdata": [many[number][:40] + f"… {len(many[number])}"]}]}}
        chart._picked("clicked", "squares", "show", {name[:40] + f"… {len(name)}": name for name in many})
        st.text(address.own("show"))

    ran = AppTest.from_function(page, args=(MANY, number)).run(timeout=20)
    assert not ran.exception and ran.text[0].value == MANY[number]
