"""Actors: who is named by whom, with which issues, and with whom else."""

import pandas as pd
import streamlit as st

from analysis import co_occurrence, narrowing, networks
from analysis import evidence as sentences
from analysis.language import CODES
from charts import lettering
from pages.parts import address, alone, chart, downloads, evidence, exhibit, language, page, tables, tabular
from pages.parts.language import say
from pages.parts.markup import bilingual

LOOKS = ("named", "with_issues", "together")
CODES_OF = {"named": "actors_named", "with_issues": "actors_issues", "together": "actors_together"}
VALUES = ("mentions", "outlook")
KINDS = {"all": None, "states": ("state", "territory", "bloc"), "persons": ("person",),
         "bodies": ("organisation", "party", "ministry", "media", "armed_group", "company")}
# Unasked, the rail shows one sentence of each of the strongest marks.
FIRST = 6
# A list beside a chart is read to here; all of it is in the data.
LISTED = 12
MOST_PAIRS = 100


def choose() -> None:
    """Keep what is shown; the mark chosen before goes, as another chart has other marks."""
    chosen = {name: st.session_state[f"actors_{name}"] for name in ("look", "kind", "value") if f"actors_{name}" in st.session_state}
    defaults = {"look": LOOKS[0], "kind": "all", "value": VALUES[0]}
    address.keep(show=None, **{name: value if value != defaults[name] else None for name, value in chosen.items()})


def switch(name: str, options: tuple[str, ...]) -> str:
    """Draw a switch over one of the page's own choices and return what is chosen."""
    chosen = address.own(name, options[0])
    chosen = chosen if chosen in options else options[0]
    st.session_state[f"actors_{name}"] = chosen
    st.segmented_control(say(f"actors_{name}"), options, format_func=lambda option: say(f"actors_{name}_{option}"),
                         key=f"actors_{name}", required=True, on_change=choose)
    return chosen


def places_behind(narrowed, actors: tuple[str, ...], commentator: str = "", issue: str = "", other: str = "") -> pd.DataFrame:
    """Return the places behind a mark, one a sentence."""
    return co_occurrence.places(narrowed, actors, commentator=commentator or None, issue=issue or None, other=other or None)


def code_of(name: str) -> str:
    """Return the code of an actor named in a link, in whatever language the link was made."""
    if name in matrix.codes:
        return matrix.codes[name]
    for tongue in CODES:
        for code in view.codebook.actors:
            if view.codebook.label(code, tongue, "actor") == name:
                return code
    return ""


def parts_of(mark: str) -> dict:
    """Return what a mark stands for: some of commentator, actor, other and issue; empty for a mark that is none."""
    first, bar, second = mark.rpartition("|")
    if look == "together":
        named = {"actor": first or second, "other": second if first else ""}
        return named if all(code in view.codebook.actors for code in named.values() if code) else {}
    if not bar:
        return {}
    if look == "named":
        return {"commentator": first, "actor": second}
    return {"actor": code_of(first), "issue": second} if not first or code_of(first) else {}


def title_of(parts: dict) -> str:
    """Return the title of a mark's sentences."""
    actor = view.codebook.label(parts["actor"], language.current(), "actor") if parts["actor"] else ""
    beside = parts.get("commentator") or (parts.get("issue") and view.codebook.label(parts["issue"], language.current())) or (
        parts.get("other") and view.codebook.label(parts["other"], language.current(), "actor"))
    if actor and beside:
        return say("names_actor" if parts.get("commentator") else "actor_and", actor=actor, other=beside)
    return say("where_named", actor=actor) if actor else beside or say("actors")


def behind(parts: dict, most: int = evidence.MOST) -> tuple[pd.DataFrame, int]:
    """Return the first sentences behind a mark, and how many there are."""
    if look == "with_issues" and value == "outlook":
        rows = matrix.cells
        rows = rows[rows["commentator"].map(matrix.codes) == parts["actor"]] if parts["actor"] else rows
        rows = rows[rows["issue"] == parts["issue"]] if parts["issue"] else rows
        # A prediction that names two actors stands in two rows of the matrix.
        ids = list(dict.fromkeys(" ".join(rows["ids"]).split()))
        return sentences.sentences(view.tables, ids[:most], mapping=view.mapping), len(ids)
    actors = (parts["actor"],) if parts["actor"] else everybody
    places = tables.counted(places_behind, view.selection, actors, parts.get("commentator", ""), parts.get("issue", ""),
                            parts.get("other", ""))
    return sentences.mention_sentences(view.tables, places.head(most)), len(places)


def stands_for(parts: dict) -> dict[str, tuple[str, ...]]:
    """Return what a mark stands for, as parts of a selection; of two actors, either."""
    actors = tuple(code for code in (parts.get("actor"), parts.get("other")) if code)
    return {"actors": actors, **{f"{part}s": (parts[part],) if parts.get(part) else () for part in ("commentator", "issue")}}


def unasked() -> pd.DataFrame:
    """Return a sentence of each of the marks that say most; each sentence, and each row of the matrix, once."""
    if look == "together":
        marks = [f"{row.a}|{row.b}" for row in pairs.head(FIRST).itertuples()]
    else:
        weighed = matrix.cells.assign(weight=matrix.cells["value"].abs() * matrix.cells["n"])
        first = weighed.sort_values("weight", ascending=False, kind="stable").drop_duplicates("commentator").head(FIRST)
        marks = list(first["commentator"] + "|" + first["issue"])
    kept: dict[tuple, pd.DataFrame] = {}
    for mark in marks:
        found = behind(parts_of(mark), FIRST)[0]
        for place in range(len(found)):
            row = found.iloc[place]
            said = (row["doc_id"], row["before"] + row["quote"] + row["after"])
            if said not in kept:
                kept[said] = found.iloc[[place]]
                break
    return pd.concat(kept.values()) if kept else sentences.sentences(view.tables, [])


def partners(code: str) -> str:
    """Return with whom an actor is named, as safe HTML, each a link to the sentences of both."""
    own = pairs[(pairs["a"] == code) | (pairs["b"] == code)]
    rows = []
    for row in own.head(LISTED).itertuples():
        other, label = (row.b, row.label_b) if row.a == code else (row.a, row.label_a)
        rows.append((tabular.here(bilingual(label), show=f"{code}|{other}"), f"{row.n:,}"))
    return tabular.listed([(say("named_beside"), False), (say("shared_sentences"), True)], rows, max(len(own) - LISTED, 0)) if rows else ""


def as_table() -> str:
    """Return the chart's numbers as safe HTML, each a link to its sentences."""
    if look != "together":
        return tabular.grid(matrix, lettering.signed if value == "outlook" else lambda amount: f"{amount:,.0f}")
    rows = [(tabular.here(f"{bilingual(row.label_a)} · {bilingual(row.label_b)}", show=f"{row.a}|{row.b}"), f"{row.n:,}",
             f"{row.documents:,}", lettering.signed(row.npmi, 2)) for row in pairs.head(MOST_PAIRS).itertuples()]
    heads = [(say("actor_pair"), False), (say("shared_sentences"), True), (say("documents"), True), (say("npmi"), True)]
    return f'<p class="lh-note">{say("npmi_note")}</p>' + tabular.listed(heads, rows, max(len(pairs) - MOST_PAIRS, 0))


view = page.opened("actors")
named = narrowing.named(view.tables, "actor").index
if named.empty:
    page.empty(say("no_actors"), say("no_actors_next"), back=view.selection.narrowed, reader=True)
    st.stop()

heading = st.container()
with st.container(horizontal=True, gap="medium"):
    look = switch("look", LOOKS)
    kind = switch("kind", tuple(KINDS))
    value = switch("value", VALUES) if look == "with_issues" else VALUES[0]
everybody = tuple(sorted(code for code in set(named) if KINDS[kind] is None or view.codebook.actors[code].kind in KINDS[kind]))
shown = exhibit.of(view, CODES_OF[look], kind=kind, **({"value": value} if look == "with_issues" else {}))
nothing = shown.empty
if look == "together":
    pairs, joined = shown.shown.pairs, shown.shown.graph
else:
    matrix = shown.shown
with heading:
    page.heading(view.in_words(), shown.title, shown.subtitle)


@alone.part
def marked() -> None:
    """Draw the chart and, beside it, what its mark rests on."""
    drawing, beside = page.columns(2.6)
    chosen = address.own("show")
    parts = parts_of(chosen) if chosen else {}
    with drawing:
        with st.container(key="scrolls600" if look != "together" else "network"):
            chart.draw(exhibit.drawn(shown, narrow=600 if look != "together" else 358, chosen=chosen), f"actors_{look}_{value}",
                       chart.alt(shown.finding))
        page.footer(shown.note, shown.source)
        downloads.exhibit(shown, "actors", view.tables)
        if look == "together" and not nothing:
            downloads.graph("actors", lambda: networks.graphml(joined), lambda: networks.nodes_csv(joined),
                            lambda: networks.edges_csv(joined))
        if not nothing:
            tabular.behind_chart(as_table)
    with beside:
        if parts:
            picked, many_picked = behind(parts)
            lead = partners(parts["actor"]) if look == "together" and not parts["other"] else ""
            evidence.rail(picked, title_of(parts), say("sentence", n=many_picked), lead=lead, back=True,
                          beyond=many_picked - len(picked), only=stands_for(parts))
        elif chosen:
            evidence.rail(sentences.sentences(view.tables, []), say("evidence"), back=True)
        elif not nothing:
            evidence.rail(unasked(), say("evidence"), say("evidence_note"))


marked()
