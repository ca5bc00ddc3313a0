"""What `app` runs at each click."""

import json
import os
from pathlib import Path

import streamlit as st

from pages.parts import figure

SETS = json.loads(Path(os.environ["CHARTS"]).read_text(encoding="utf-8"))

st.title("Almost empty")
chosen = st.pills("Letter", list("abcdefgh"), selection_mode="multi")
for number, told in enumerate(SETS[("abcdefgh".index(chosen[-1]) + 1) % len(SETS) if chosen else 0]):
    name = f"chart {number}"
    if os.environ.get("DRAWN_BY") == "streamlit":
        figure_alone = json.loads(told)
        figure_alone.pop("notes", None)
        picked = st.plotly_chart(figure_alone, theme=None, on_select="rerun", key=name, config={"displayModeBar": False})
        st.write(len(picked["selection"]["points"]))
    else:
        figure.draw(told, (), name, "A chart", lambda mark, name=name: st.session_state.__setitem__(f"picked {name}", mark))
        st.write(st.session_state.get(f"picked {name}", ""))
