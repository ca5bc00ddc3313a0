"""An almost empty Streamlit application that draws ready-made charts, one set for each of its pills, and nothing else."""

import json
import os
from pathlib import Path

import streamlit as st

SETS = json.loads(Path(os.environ["CHARTS"]).read_text(encoding="utf-8"))

st.title("Almost empty")
chosen = st.pills("Letter", list("abcdefgh"), selection_mode="multi")
figures = SETS[("abcdefgh".index(chosen[-1]) + 1) % len(SETS) if chosen else 0]
for number, figure in enumerate(figures):
    picked = st.plotly_chart(figure, theme=None, on_select="rerun", key=f"chart {number}", config={"displayModeBar": False})
    st.write(len(picked["selection"]["points"]))
