"""An almost empty application that draws ready-made charts, one set for each of its pills, and nothing else.

`DRAWN_BY=streamlit` has Streamlit's own element draw them, without what is written on them, which only our component reads; else the pages' own component does, with the script this server sends. In a folder of its own: beside
it, Python would take `tests/benchmarks/pages.py` for our pages.
"""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from pages.parts import compression, shell

app = st.App(str(Path(__file__).parent / "drawn.py"), middleware=[Middleware(shell.Shell), Middleware(compression.Compressed)])
