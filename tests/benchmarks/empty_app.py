"""An almost empty Streamlit application: what a page costs before it says anything."""

import plotly.graph_objects as go
import streamlit as st

st.title("Almost empty")
chosen = st.pills("Letter", list("abcdefgh"), selection_mode="multi")
figure = go.Figure(go.Bar(x=list("xyz"), y=[len(chosen) + n for n in (1, 3, 2)], customdata=list("xyz")))
picked = st.plotly_chart(figure, on_select="rerun", key="bars")
st.write(f"{chosen} {[point['x'] for point in picked['selection']['points']]}")
