"""The filter in the sidebar, one for all pages, and its chips above the finding."""

from collections import Counter
from dataclasses import dataclass, replace

import streamlit as st

from analysis import narrowing
from analysis.corpus import Corpus
from analysis.selection import LEAST, MAPPING, SIDES, Selection
from pages.parts import address, around, language
from pages.parts.language import say
from pages.parts.markup import option, plain

# More pills than this are a wall: the rest goes into a list.
PILLS = 12
# Of more documents the newest are offered: every name offered is sent to the browser. The finder and links reach the others.
DOCUMENTS = 1000


@dataclass(frozen=True)
class Offered:
    """What can be chosen in a corpus, most said first.

    Attributes
    ----------
    issues, everyone : list of str
        Codes; names.
    predicted, voices, actors : dict of str to int
        Predictions on an issue and by a commentator, mentions of an actor.
    titles : dict of str to str
        By doc_id, in the order of publication.
    """

    issues: list[str]
    predicted: dict[str, int]
    everyone: list[str]
    voices: dict[str, int]
    actors: dict[str, int]
    titles: dict[str, str]


@st.cache_resource(show_spinner=False, max_entries=4)
def _offered(fingerprint: str, _corpus: Corpus) -> Offered:
    tables = _corpus.tables
    predicted, mentioned = narrowing.judged_by(tables, "issue").to_dict(), narrowing.named(tables, "issue")
    voices = Counter(narrowing.judged_by(tables, "commentator").to_dict())
    documents = tables.documents.sort_values(["published", "title"])
    return Offered(list(predicted) + [code for code in mentioned.index if code not in predicted], predicted,
                   sorted(set(tables.commentaries["commentator"]), key=lambda name: (-voices[name], name)), voices,
                   narrowing.named(tables, "actor").to_dict(),
                   dict(zip(documents["doc_id"], documents["title"])))


def show(corpus: Corpus) -> None:
    """Draw the filter in the sidebar.

    Notes
    -----
    The selection is the only truth; the widgets are set to it before they are drawn and report back through `_changed`.
    So a value outlives a change of page, a link can set it, and a chip can take it back.
    """
    chosen, tongue, book = address.selection(), language.spoken(), corpus.codebook
    offered = _offered(corpus.fingerprint, corpus)
    predicted, voices, everyone, actors, titles = offered.predicted, offered.voices, offered.everyone, offered.actors, offered.titles
    issues = offered.issues + [code for code in chosen.issues if code not in offered.issues]
    first, rest = issues[:PILLS], issues[PILLS:]
    named = list(actors) + [code for code in chosen.actors if code not in actors]

    def issue_label(code):
        return f"{plain(_short(book.label(code, tongue.code)))} {predicted.get(code, 0):,}"

    with st.sidebar, st.container(key="filters", gap="small"):
        _set("issues", [code for code in chosen.issues if code in first])
        st.pills(say("filter_issues"), first, selection_mode="multi", format_func=issue_label, key="filter_issues",
                 on_change=_changed)
        if rest:
            _set("more_issues", [code for code in chosen.issues if code in rest])
            st.multiselect(say("filter_more_issues"), rest, format_func=lambda code:
                           f"{option(book.label(code, tongue.code))} {predicted.get(code, 0):,}", key="filter_more_issues",
                           placeholder=_all(rest), on_change=_changed)
        _set("commentators", list(chosen.commentators))
        st.multiselect(say("filter_commentators"), everyone, format_func=lambda name: f"{option(name)} {voices[name]:,}",
                       key="filter_commentators", placeholder=_all(everyone), on_change=_changed)
        _set("documents", list(chosen.documents))
        newest = list(titles)[-DOCUMENTS:]
        st.multiselect(say("filter_documents"), [*(doc_id for doc_id in chosen.documents if doc_id not in newest), *newest],
                       format_func=lambda doc_id: option(titles.get(doc_id, doc_id)),
                       key="filter_documents", placeholder=_all(titles), on_change=_changed)
        _set("actors", list(chosen.actors))
        st.multiselect(say("filter_actors"), named, format_func=lambda code:
                       f"{option(book.label(code, tongue.code, 'actor'))} {actors.get(code, 0):,}", key="filter_actors",
                       placeholder=_all(named), help=say("help_actors"), on_change=_changed)
        _set("sides", list(chosen.sides))
        st.pills(say("filter_sides"), SIDES, selection_mode="multi", format_func=tongue.say, key="filter_sides",
                 help=say("help_sides"), on_change=_changed)
        _set("since", chosen.since)
        st.date_input(say("filter_since"), value=None, format="YYYY-MM-DD", min_value="1900-01-01",
                         max_value="2199-12-31", key="filter_since", on_change=_changed)
        _set("until", chosen.until)
        st.date_input(say("filter_until"), value=None, format="YYYY-MM-DD", min_value="1900-01-01",
                         max_value="2199-12-31", key="filter_until", on_change=_changed)
        _set("least", chosen.least)
        st.number_input(say("filter_least"), min_value=1, max_value=999, step=1, key="filter_least",
                        help=say("help_least"), on_change=_changed)
        _set("mapping", chosen.mapping)
        st.selectbox(say("filter_mapping"), list(book.mappings), format_func=lambda code: option(book.mapping_label(code, tongue.code)),
                     key="filter_mapping", help=say("help_mapping"), on_change=_changed)
        if corpus.standing or chosen.reviewed:
            _set("reviewed", chosen.reviewed)
            st.toggle(say("filter_reviewed"), key="filter_reviewed", help=say("help_reviewed"), on_change=_changed)


def near(corpus: Corpus, chosen: Selection) -> tuple[Selection, ...]:
    """Return the selections that one click on an issue's pill makes of a selection, in the order of the pills."""
    first = _offered(corpus.fingerprint, corpus).issues[:PILLS]
    return tuple(chosen.without("issues", code) if code in chosen.issues else replace(chosen, issues=(*chosen.issues, code)) for code in first)


def chips(corpus: Corpus) -> None:
    """Draw what is filtered as chips that can be taken back one by one, and the way back to everything."""
    chosen = address.selection()
    # Where there are none their place is kept: below an element more or less the browser would draw all from nothing.
    with st.container(key="chips", horizontal=True, gap="small"):
        if not chosen.narrowed:
            return
        if (before := _before()) is not None:
            st.button(say("narrow_undo"), key="narrow_undo", icon=":material/undo:", type="tertiary", on_click=address.choose, args=(before,))
        for part, value, name in named(corpus, chosen):
            st.button(plain(_short(name, 24)), key=f"chip_{part}_{value}", icon=":material/close:", icon_position="right",
                      help=say("remove", name=plain(name)), on_click=_without, args=(part, value))
        st.button(say("everything"), key="everything", type="tertiary", on_click=everything)


def named(corpus: Corpus, chosen: Selection) -> list[tuple[str, str | None, str]]:
    """Return what a selection keeps, each with its part, its value and its name; a day has no value of its own."""
    tongue, book, titles = language.current(), corpus.codebook, _offered(corpus.fingerprint, corpus).titles
    names: list[tuple[str, str | None, str]] = [("issues", code, book.label(code, tongue)) for code in chosen.issues]
    names += [("commentators", name, name) for name in chosen.commentators]
    names += [("documents", doc_id, titles.get(doc_id, doc_id)) for doc_id in chosen.documents]
    names += [("actors", code, book.label(code, tongue, "actor")) for code in chosen.actors]
    names += [("words", word, say("quoted", what=word)) for word in chosen.words]
    names += [("sides", side, say(side)) for side in chosen.sides]
    names += [("since", None, say("from_day", day=chosen.since))] if chosen.since else []
    names += [("until", None, say("until_day", day=chosen.until))] if chosen.until else []
    return names + ([("reviewed", None, say("filter_reviewed"))] if chosen.reviewed else [])


def narrow(narrower: Selection) -> None:
    """Take over what a mark stands for as the filter; one click takes it back, as long as nothing else is chosen."""
    st.session_state["narrowed_from"] = narrower, address.selection()
    address.choose(narrower)


def _before() -> Selection | None:
    """Return what was chosen before a mark narrowed it to what is chosen now; None where none did."""
    narrower, before = st.session_state.get("narrowed_from", (None, None))
    return before if narrower == address.selection() else None


def everything() -> None:
    """Take back every filter; least n and the mapping stay, as they hide nothing."""
    chosen = address.selection()
    address.choose(Selection(least=chosen.least, mapping=chosen.mapping))


def _without(part: str, value: str | None) -> None:
    address.choose(address.selection().without(part, value))


def _set(name: str, value: object) -> None:
    st.session_state[f"filter_{name}"] = value


def _changed() -> None:
    """Keep what the widgets say; they show it already, and so the page alone is run where nothing else around it changes."""
    state = st.session_state
    address.choose(Selection(
        documents=tuple(state["filter_documents"]),
        commentators=tuple(state["filter_commentators"]),
        issues=(*(state["filter_issues"] or ()), *state.get("filter_more_issues", ())),
        actors=tuple(state["filter_actors"]),
        sides=tuple(side for side in SIDES if side in (state["filter_sides"] or ())),
        since=state["filter_since"],
        until=state["filter_until"],
        least=state["filter_least"] or LEAST,
        mapping=state["filter_mapping"] or MAPPING,
        reviewed=state.get("filter_reviewed", False),
        # A word is chosen in a chart, and taken back by its chip.
        words=address.selection().words,
    ))
    # What the finder found is seen in the light of the filter.
    if not state.get("finder"):
        around.again()


def _all(names) -> str:
    return say("all_n", n=len(names)) if names else say("none_yet")


def _short(text: str, most: int = 26) -> str:
    return text if len(text) <= most else text[:most - 1].rstrip() + "…"
