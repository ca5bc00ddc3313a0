"""Any address of any page: the page, and never a traceback."""

from dataclasses import replace
from functools import cache
from unittest import mock

from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from analysis import codebook as codebooks
from analysis.corpus import Corpus, reviewed
from pages.parts import project, tables
from pages.parts.address import OWN, SHARED
from tests.fuzzing.strategies import queries
from tests.fuzzing.target import Target
from tests.fuzzing.targets import own_work
from tests.pages.conftest import HOSTILE_DOCUMENT, NAMES, ORDINARY, PAGES, coded

_SLOWEST = 60


@cache
def _corpus() -> Corpus:
    return Corpus(coded(ORDINARY + HOSTILE_DOCUMENT), replace(codebooks.load(), faults=()), {}, frozenset(), (), "fuzzing pages")


@cache
def _library():
    held = own_work.library().of(1)
    # The invented documents never went through the library.
    held.dating = lambda doc_id: ("said", "")
    return held


def opened(case: tuple) -> None:
    """A page opens under any address, and shows no traceback."""
    name, query = case
    with (mock.patch.object(tables, "current", lambda: reviewed(_corpus(), _library())), mock.patch.object(tables, "as_coded", _corpus),
          mock.patch.object(project, "opened", _library), mock.patch.object(tables, "settled", lambda: True)):
        page = AppTest.from_file(str(PAGES / NAMES[name] / f"{name}.py"), default_timeout=_SLOWEST)
        for parameter, given in query.items():
            page.query_params[parameter] = given
        page.run()
    assert not page.exception, [error.message + "\n" + "\n".join(error.stack_trace[-6:]) for error in page.exception]


def _addresses(name: str) -> st.SearchStrategy[tuple]:
    """Return a strategy for addresses of a page, mostly of parameters it reads."""
    known = st.dictionaries(st.sampled_from((*SHARED, *OWN[name], *OWN[name])), st.lists(queries.values().map(lambda value: value.encode("utf-8", "replace").decode()), min_size=1, max_size=2), max_size=4)
    return st.tuples(st.just(name), known)


TARGETS = (Target("pages under any address", st.sampled_from(tuple(NAMES)).flatmap(_addresses), opened, 60, 2),)
