"""What is being looked at, and its place in the page's address.

One selection is kept for a visit and stands behind every page; each page may keep a few choices of its own beside it. Both
are written into the address, so that a link, copied or bookmarked, restores the view, and so that Back goes back.
"""

from collections.abc import Mapping

import streamlit as st

from analysis import narrowing
from analysis.codebook import Codebook
from analysis.schemas import Tables
from analysis.selection import Selection
from pages.parts import language, project, script

# What a page may keep for itself in the address. The names are a promise to every link ever copied.
OWN = {
    "overview": ("show",),
    "outcomes": ("about", "question", "show"),
    "issues": ("value", "order", "fold", "show"),
    "timeline": ("by", "from", "to", "asof", "show", "trend", "point", "part"),
    "actors": ("look", "kind", "value", "show"),
    "networks": ("tie", "per", "shared", "show"),
    "words": ("by", "group", "show", "look", "between", "groups", "measure", "unsure", "word", "per", "sort", "script"),
    "compare": ("by", "a", "b", "show"),
    "commentator": ("who", "show", "word"),
    "questions": ("question", "look", "status", "part", "show"),
    "track_record": ("who", "score", "show"),
    "crowd": ("show",),
    "reader": ("doc", "at", "marks", "find"),
    "library": ("search", "sort", "list", "from"),
    "method": (),
    "briefing": ("briefing", "entry", "view"),
    "review": ("show",),
    "codebook": ("kind", "code", "term"),
    "coders": ("first", "second"),
    "adjudication": ("show",),
}
# Of these, what a chart's mark stands for, and how what lies beside it is shown: they change the part of a page that they lie in, and nothing else. On most pages there is one.
MARKS = {"timeline": ("show", "point", "part"), "words": ("show", "sort", "script"), "commentator": ("show", "word")}
# What holds for the visit, whatever is looked at.
VISIT = (project.CHOICE, language.CHOICE, script.CHOICE)
SHARED = ("document", "commentator", "issue", "actor", "outlook", "since", "until", "least", "mapping", "reviewed", "says",
          *(choice.parameter for choice in VISIT))


def read(page: str, tables: Tables, codebook: Codebook) -> None:
    """Take the view from the address where the visitor has opened, pasted or gone back to one.

    Parameters
    ----------
    page : str
        The page's own name in the address.
    tables, codebook
        What names in the address can stand for; the others are dropped and noted.
    """
    for choice in VISIT:
        choice.read()
    state = st.session_state
    state["page"] = page
    names = SHARED + OWN[page]
    query = {name: st.query_params.get_all(name) for name in st.query_params if name in names}
    last = state.get("address")
    state["dropped"] = ()
    if state.pop("touched", False):
        # A fast second click arrives before the browser knows the address written after the first.
        return
    # The menu opens pages without a query: what was chosen stays chosen.
    if last is not None and ((page, query) == last or (page != last[0] and not query)):
        return
    chosen = Selection.from_query(query)
    known, dropped = _known(chosen, tables, codebook)
    state["selection"] = known
    state["dropped"] = tuple(dropped + _unread(query, chosen))
    state.setdefault("own", {})[page] = {name: query[name] for name in OWN[page] if query.get(name)}


def write() -> None:
    """Put the present view into the browser's address."""
    state = st.session_state
    query = query_of(selection(), state.get("page", ""))
    state["address"] = (state.get("page", ""), query)
    if {name: st.query_params.get_all(name) for name in st.query_params} != query:
        st.query_params.from_dict(query)


def query_of(chosen: Selection, page: str = "") -> dict[str, list[str]]:
    """Return the query of a selection, with the page's own choices."""
    return chosen.to_query() | st.session_state.get("own", {}).get(page, {}) | visit()


def visit() -> dict[str, list[str]]:
    """Return what an address needs to come back in this language and these characters."""
    return {name: values for choice in VISIT for name, values in choice.query().items()}


def selection() -> Selection:
    """Return what the visitor has chosen; everything, where nothing was."""
    return st.session_state.get("selection", Selection())


def choose(chosen: Selection) -> None:
    """Make this the selection, as a widget's callback does."""
    st.session_state["selection"] = chosen
    st.session_state["touched"] = True


def own(name: str, default: str = "") -> str:
    """Return one of the page's own choices."""
    values = _mine().get(name)
    return values[0] if values else default


def own_all(name: str) -> list[str]:
    """Return all values of one of the page's own choices."""
    return _mine().get(name, [])


def beside_marks() -> dict[str, list[str]]:
    """Return the page's own choices that are no marks."""
    marks = MARKS.get(st.session_state.get("page", ""), ("show",))
    return {name: values for name, values in _mine().items() if name not in marks}


def _mine() -> dict[str, list[str]]:
    return st.session_state.get("own", {}).get(st.session_state.get("page", ""), {})


def keep(**choices: str | list[str] | None) -> None:
    """Keep choices of the page's own; None or an empty list forgets one."""
    page = st.session_state.get("page", "")
    mine = dict(st.session_state.setdefault("own", {}).get(page, {}))
    for name, value in choices.items():
        if value:
            mine[name] = list(value) if isinstance(value, list) else [value]
        else:
            mine.pop(name, None)
    st.session_state["own"][page] = mine
    st.session_state["touched"] = True


def dropped() -> tuple[str, ...]:
    """Return what the address named that is not here."""
    return st.session_state.get("dropped", ())


def _known(chosen: Selection, tables: Tables, codebook: Codebook) -> tuple[Selection, list[str]]:
    # Only what is asked for is looked up: of a large corpus, a list of all there is takes longer than the page.
    there = {
        "documents": lambda value: (tables.documents["doc_id"] == value).any(),
        "commentators": lambda value: (tables.commentaries["commentator"] == value).any(),
        "issues": lambda value: value in codebook.issues or (tables.predictions["issue"] == value).any(),
        "actors": lambda value: value in codebook.actors,
        "words": lambda value: narrowing.said(tables, value),
    }
    dropped = []
    for part, stands in there.items():
        for value in getattr(chosen, part):
            if not stands(value):
                dropped.append(value)
                chosen = chosen.without(part, value)
    if chosen.mapping not in codebook.mappings:
        dropped.append(chosen.mapping)
        chosen = chosen.without("mapping")
    return chosen, dropped


def _unread(query: Mapping[str, list[str]], chosen: Selection) -> list[str]:
    """Return values that could not be read at all, such as a day that is none."""
    understood = chosen.to_query()
    unread = []
    for name in ("outlook", "since", "until", "least"):
        for value in query.get(name, []):
            if value and value not in understood.get(name, []) and not (name == "least" and value == str(chosen.least)):
                unread.append(value)
    return unread
