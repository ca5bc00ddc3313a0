"""What a click on a chart's mark chooses."""

import pytest
from streamlit.testing.v1 import AppTest

MANY = [" ".join(f"{document}-p{number:02d}" for number in range(40)) for document in ("0123456789ab", "ba9876543210")]
SHORT = [f"{mark[:40]}… {len(mark)}" for mark in MANY]
ONE = "0123456789ab-p41"


def _page(many, one):
    import plotly.graph_objects as go
    import streamlit as st

    from charts import in_browser
    from pages.parts import address, chart

    st.session_state["page"] = "overview"
    _, stands_for = in_browser.sent(go.Figure(go.Scatter(x=[1, 2, 3], customdata=[*many, one])))
    if st.session_state["clicked"]:
        chart._picked("show", stands_for, st.session_state["clicked"])
    address.write()
    st.text(repr(address.own("show")))


@pytest.mark.parametrize(("clicks", "chosen"), [
    ([SHORT[0]], MANY[0]), ([SHORT[1]], MANY[1]), ([ONE], ONE), ([ONE, ONE], ""), ([SHORT[0], SHORT[0]], ""), ([SHORT[0], ONE], ONE)])
def test_a_click_on_a_mark_chooses_all_it_stands_for_and_a_second_takes_it_back(clicks, chosen):
    ran = AppTest.from_function(_page, args=(MANY, ONE), default_timeout=20)
    for clicked in (*clicks, ""):
        ran.session_state["clicked"] = clicked
        ran.run()
    assert not ran.exception and ran.text[0].value == repr(chosen)
