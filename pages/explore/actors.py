"""Actors: who is named by whom, with which issues, and with whom else."""

import networkx as nx
import pandas as pd
import streamlit as st

from analysis import co_occurrence, networks
from analysis import evidence as sentences
from analysis.language import CODES
from charts import lettering, network, slide
from charts import matrix as cells
from pages.parts import address, chart, downloads, evidence, language, page, screen, tables, tabular
from pages.parts.language import many, say
from pages.parts.markup import bilingual

LOOKS = ("named", "with_issues", "together")
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


def pairs_of(narrowed, codebook, kinds, least: int, tongue: str) -> tuple[pd.DataFrame, nx.Graph, pd.DataFrame]:
    """Return which actors are named together, their network, and where each stands in it."""
    pairs = co_occurrence.together(narrowed, codebook, kinds=kinds, least=least, language=tongue)
    joined = co_occurrence.graph(narrowed, pairs, codebook)
    return pairs, joined, network.layout(joined)


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


def unasked() -> pd.DataFrame:
    """Return a sentence of each of the marks that say most; each sentence, and each row of the matrix, once."""
    if look == "together":
        marks = [f"{row.a}|{row.b}" for row in pairs.head(FIRST).itertuples()]
    else:
        weighed = matrix.cells.assign(weight=matrix.cells["value"].abs() * matrix.cells["n"])
        first = weighed.sort_values("weight", ascending=False, kind="stable").drop_duplicates("commentator").head(FIRST)
        marks = list(first["commentator"] + "|" + first["issue"])
    shown: dict[tuple, pd.DataFrame] = {}
    for mark in marks:
        found = behind(parts_of(mark), FIRST)[0]
        for place in range(len(found)):
            row = found.iloc[place]
            said = (row["doc_id"], row["before"] + row["quote"] + row["after"])
            if said not in shown:
                shown[said] = found.iloc[[place]]
                break
    return pd.concat(shown.values()) if shown else sentences.sentences(view.tables, [])


def partners(code: str) -> str:
    """Return with whom an actor is named, as safe HTML, each a link to the sentences of both."""
    own = pairs[(pairs["a"] == code) | (pairs["b"] == code)]
    rows = []
    for row in own.head(LISTED).itertuples():
        other, label = (row.b, row.label_b) if row.a == code else (row.a, row.label_a)
        rows.append((tabular.here(bilingual(label), show=f"{code}|{other}"), f"{row.n:,}"))
    return tabular.listed([(say("named_beside"), False), (say("shared_sentences"), True)], rows, max(len(own) - LISTED, 0)) if rows else ""


def figure(**fitted):
    """Return the chart of the page."""
    if look == "together":
        return network.draw(joined, standing, mode="named", **fitted)
    return cells.draw(matrix, value=value, least=least, nouns=("commentator", "actor") if look == "named" else ("actor", "issue"),
                      **fitted)


def data() -> pd.DataFrame:
    """Return what the chart shows, and the sentences behind it where each mark is one of them."""
    if look == "together":
        return pairs
    if look == "with_issues":
        return matrix.cells.rename(columns={"commentator": "actor"}).assign(code=matrix.cells["commentator"].map(matrix.codes))
    mentions = view.tables.mentions
    return sentences.mention_sentences(view.tables, mentions[(mentions["kind"] == "actor") & mentions["code"].isin(everybody)])


def as_table() -> str:
    """Return the chart's numbers as safe HTML, each a link to its sentences."""
    if look != "together":
        return tabular.grid(matrix, lettering.signed if value == "outlook" else lambda amount: f"{amount:,.0f}")
    rows = [(tabular.here(f"{bilingual(row.label_a)} · {bilingual(row.label_b)}", show=f"{row.a}|{row.b}"), f"{row.n:,}",
             f"{row.documents:,}", lettering.signed(row.npmi, 2)) for row in pairs.head(MOST_PAIRS).itertuples()]
    heads = [(say("actor_pair"), False), (say("shared_sentences"), True), (say("documents"), True), (say("npmi"), True)]
    return f'<p class="lh-note">{say("npmi_note")}</p>' + tabular.listed(heads, rows, max(len(pairs) - MOST_PAIRS, 0))


view = page.opened("actors")
named = view.tables.mentions.loc[view.tables.mentions["kind"] == "actor", "code"]
if named.empty:
    page.empty(say("no_actors"), say("no_actors_next"), back=view.selection.narrowed, reader=True)
    st.stop()

heading = st.container()
with st.container(horizontal=True, gap="medium"):
    look = switch("look", LOOKS)
    kind = switch("kind", tuple(KINDS))
    value = switch("value", VALUES) if look == "with_issues" else VALUES[0]
least = view.selection.least
everybody = tuple(sorted(code for code in set(named) if KINDS[kind] is None or view.codebook.actors[code].kind in KINDS[kind]))
if look == "together":
    pairs, joined, standing = tables.counted(pairs_of, view.selection, view.codebook, kinds=KINDS[kind], least=least,
                                             tongue=language.current())
    finding = co_occurrence.finding_together(pairs, least=least, language=language.current())
    nothing = pairs.empty
elif look == "with_issues":
    matrix = tables.counted(co_occurrence.on_issues, view.selection, view.codebook, value=value, kinds=KINDS[kind], least=least,
                            language=language.current())
    finding = co_occurrence.finding_on_issues(matrix, value=value, codebook=view.codebook, language=language.current())
    nothing = matrix.cells.empty
else:
    matrix = tables.counted(co_occurrence.named_by, view.selection, view.codebook, kinds=KINDS[kind], least=least,
                            language=language.current())
    finding = co_occurrence.finding_named(matrix, language=language.current())
    nothing = matrix.cells.empty
source = view.source()
with heading:
    page.heading(view.in_words(), finding.title, finding.subtitle)

drawing, beside = page.columns(2.6)
chosen = address.own("show")
parts = parts_of(chosen) if chosen else {}
with drawing:
    with st.container(key="scrolls600" if look != "together" else "network"):
        chart.draw(figure(**screen.fit(600 if look != "together" else 358), chosen=chosen or None), f"actors_{look}_{value}",
                   chart.alt(finding))
    page.footer(finding.note, source)

    def picture(make):
        """Return the chart as a picture with its finding on it."""
        return make(figure(width=slide.WIDTH, language=language.current()), title=finding.title, subtitle=finding.subtitle,
                    footer=f"{finding.note} {source}".strip())

    downloads.row("actors", data, lambda: picture(slide.png), lambda: picture(slide.svg))
    if look == "together" and not nothing:
        downloads.graph("actors", lambda: networks.graphml(joined), lambda: networks.nodes_csv(joined),
                        lambda: networks.edges_csv(joined))
    if not nothing:
        tabular.folded(as_table())
with beside:
    if parts:
        picked, many_picked = behind(parts)
        lead = partners(parts["actor"]) if look == "together" and not parts["other"] else ""
        evidence.rail(picked, title_of(parts), many("sentence", many_picked), lead=lead, back=True,
                      beyond=many_picked - len(picked))
    elif chosen:
        evidence.rail(sentences.sentences(view.tables, []), say("evidence"), back=True)
    elif not nothing:
        evidence.rail(unasked(), say("evidence"), say("evidence_note"))
