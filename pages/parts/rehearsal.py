"""What the first visitor of a fresh server would wait for, done before anybody comes."""

from importlib import import_module
from inspect import stack

from analysis.language import CODES, ENGLISH, Language
from analysis.selection import Selection
from charts import exhibits
from pages.parts import docket, memory, tables


def rehearse() -> None:
    """Read every language, open the docket, draw the first page's chart, and let Streamlit learn what it looks up once."""
    # Its pills ask whether a label begins with an emoji, by a pattern of thousands; its first element, from where it was called.
    import_module("streamlit.emojis")
    stack()
    for code in CODES:
        Language.of(code)
    corpus, whole = tables.current(), Selection()
    docket.current(ENGLISH)
    exhibits.make("overview", tables.narrowed(whole), whole, corpus.codebook).draw()
    memory.settle()
