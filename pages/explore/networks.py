"""Networks: who stands with whom, by taking the same or opposite sides on the same issues."""


import pandas as pd
import streamlit as st

from analysis import evidence as sentences
from analysis import networks
from charts import lettering
from pages.parts import address, alone, chart, downloads, evidence, exhibit, language, page, tabular
from pages.parts.language import say
from pages.parts.markup import bilingual

TIES = ("net", "congruence", "conflict", "two_mode")
SHARED = ("1", "2", "3")
# A list beside a chart is read to here; all of it is in the data.
LISTED = 8
MOST_TIES = 100


def choose_tie() -> None:
    """Keep what the lines show; who was chosen stays chosen."""
    chosen = address.own("show").removeprefix("commentator:")
    if st.session_state["tie"] == "two_mode" and chosen in names:
        chosen = f"commentator:{chosen}"
    address.keep(tie=st.session_state["tie"] if st.session_state["tie"] != TIES[0] else None, show=chosen)


def choose_per() -> None:
    """Keep by what ties are divided."""
    address.keep(per=st.session_state["per"] if st.session_state["per"] != networks.NORMALISE[0] else None)


def choose_shared() -> None:
    """Keep on how many issues a tie rests at least."""
    address.keep(shared=st.session_state["shared"])


def parts_of(mark: str) -> tuple[str, ...]:
    """Return what a mark stands for: an issue, a commentator, or two; nothing for a mark that is none."""
    kind, colon, code = mark.partition(":")
    if colon and kind == "issue" and code in set(field.taken["issue"]) | set(field.by_issue["issue"]):
        return ("issue", code)
    if mark.removeprefix("commentator:") in names:
        return ("person", mark.removeprefix("commentator:"))
    pieces = mark.split("|")
    for cut in range(1, len(pieces)):
        a, b = "|".join(pieces[:cut]), "|".join(pieces[cut:])
        if a in names and b in names and a != b:
            return ("pair", a, b)
    return ()


def label_of(issue: str) -> str:
    """Return an issue's name in the language of the interface."""
    return view.codebook.label(issue, language.current())


def issue_link(issue: str) -> str:
    """Return an issue's name as a link to who stands where on it."""
    return tabular.here(bilingual(label_of(issue)), show=f"issue:{issue}")


def of_person(name: str) -> tuple[str, str, str, list[str]]:
    """Return title, note, positions and ties as safe HTML, and the predictions behind them."""
    own = field.taken[field.taken["commentator"] == name].sort_values("n", ascending=False, kind="stable")
    camp = field.camps[field.camps["commentator"] == name].iloc[0]
    note = say("person_note", camp=say("camp_of", n=camp["camp"]) if camp["camp"] else say("no_camp"), n=say("statement", n=int(camp["n"])),
               outlook=lettering.signed(camp["outlook"]))
    lead = tabular.listed([(say("issue"), False), (say("position"), False), (say("of_n"), True)],
                          [(issue_link(row.issue), say(f"side_{networks.SIDES[row.sign]}"), f"{row.n:,}") for row in own.itertuples()])
    ties = field.tied[(field.tied["a"] == name) | (field.tied["b"] == name)]
    ties = ties.reindex(ties["net"].abs().sort_values(ascending=False, kind="stable").index)
    rows = []
    for row in ties.head(LISTED).itertuples():
        other = row.b if row.a == name else row.a
        rows.append((tabular.here(bilingual(other), show=f"{name}|{other}"), f"{row.agreed}, {row.opposed}"))
    if rows:
        lead += tabular.listed([(say("commentator"), False), (say("tied_with"), True)], rows, max(len(ties) - LISTED, 0))
    return name, note, lead, " ".join(own["ids"]).split()


def of_pair(a: str, b: str) -> tuple[str, str, str, list[str]]:
    """Return title, note, what ties two as safe HTML, and the predictions behind it."""
    both = networks.between(field.taken, a, b)
    lead = tabular.listed([(say("issue"), False), (a, False), (b, False)],
                          [(issue_link(row.issue), say(f"side_{row.a}"), say(f"side_{row.b}")) for row in both.itertuples()])
    note = say("pair_note", agreed=int(both["agree"].sum()), n=len(both))
    return say("pair_of", a=a, b=b), note, lead, " ".join(both["ids"]).split()


def of_issue(issue: str) -> tuple[str, str, str, list[str]]:
    """Return title, note, who stands where on an issue as safe HTML, and the predictions behind it."""
    on = field.taken[field.taken["issue"] == issue].sort_values(["outlook", "commentator"], kind="stable")
    note = say("issue_note", closer=int((on["sign"] > 0).sum()), apart=int((on["sign"] < 0).sum()))
    rows = [(tabular.here(bilingual(row.commentator), show=row.commentator), say(f"side_{networks.SIDES[row.sign]}"), f"{row.n:,}")
            for row in on.itertuples()]
    lead = tabular.listed([(say("commentator"), False), (say("position"), False), (say("of_n"), True)], rows[:2 * LISTED],
                          max(len(rows) - 2 * LISTED, 0)) if rows else ""
    return label_of(issue), note, lead, " ".join(on["ids"]).split()


def ties_table() -> str:
    """Return the strongest ties as safe HTML, each a link to what it rests on."""
    if tie == "two_mode":
        rows = [(tabular.here(bilingual(row.commentator), show=f"commentator:{row.commentator}"), issue_link(row.issue),
                 say(f"side_{networks.SIDES[row.sign]}"), f"{row.n:,}")
                for row in field.taken.sort_values("n", ascending=False, kind="stable").head(MOST_TIES).itertuples()]
        heads = [(say("commentator"), False), (say("issue"), False), (say("position"), False), (say("of_n"), True)]
        return tabular.listed(heads, rows, max(len(field.taken) - MOST_TIES, 0))
    ties = field.tied[field.tied[tie] != 0]
    ties = ties.reindex(ties[tie].abs().sort_values(ascending=False, kind="stable").index)
    rows = [(tabular.here(f"{bilingual(row.a)} · {bilingual(row.b)}", show=f"{row.a}|{row.b}"), f"{row.agreed}", f"{row.opposed}",
             lettering.signed(row.net, 2) if tie == "net" else f"{getattr(row, tie):.2f}") for row in ties.head(MOST_TIES).itertuples()]
    heads = [(say("actor_pair"), False), (say("agreed"), True), (say("opposed"), True), (say("weight"), True)]
    return tabular.listed(heads, rows, max(len(ties) - MOST_TIES, 0))


def camps_told() -> str:
    """Return how clearly camps part, and how divided they are on the issues, as safe HTML."""
    told = field.polarised
    if pd.isna(told.modularity):
        figures = [("", say("modularity_nobody"))]
    elif told.camps < 2:
        figures = [("", say("modularity_one"))]
    else:
        figures = [(say("modularity_figure", value=f"{told.modularity:.2f}"),
                    say("modularity_camps", camps=told.camps, points=round(100 * told.modularity)))]
    if told.issues:
        figures.append((say("divided_figure", value=f"{told.divided:.2f}"),
                        say("divided_sentence", issues=say("divided_issue", n=told.issues))))
    standing = "".join(f'<div class="lh-standing">{f"""<p class="lh-figure">{bilingual(figure)}</p>""" if figure else ""}<p>{bilingual(sentence)}</p></div>'
                       for figure, sentence in figures)
    return f'{standing}<p class="lh-note">{bilingual(say("networks_source"))}</p>'


view = page.opened("networks")
tie, per, shared = address.own("tie", TIES[0]), address.own("per", networks.NORMALISE[0]), address.own("shared")
tie, per = tie if tie in TIES else TIES[0], per if per in networks.NORMALISE else networks.NORMALISE[0]
shown = exhibit.of(view, "networks", tie=tie, per=per, shared=shared if shared in SHARED else "")
field, joined = shown.shown.field, shown.shown.graph
if field.taken.empty:
    page.empty(say("no_positions"), say("no_positions_next"), back=view.selection.narrowed, reader=True)
    st.stop()

names = set(field.camps["commentator"])

page.heading(view.in_words(), shown.title, shown.subtitle)
with st.container(horizontal=True, gap="medium"):
    st.session_state["tie"] = tie
    st.segmented_control(say("networks_tie"), TIES, format_func=lambda name: say(f"networks_tie_{name}"), key="tie", required=True,
                         on_change=choose_tie)
    if tie != "two_mode":
        st.session_state["shared"] = str(field.shared)
        st.segmented_control(say("networks_shared"), SHARED, key="shared", required=True, on_change=choose_shared,
                             help=say("networks_shared_help"))
        st.session_state["per"] = per
        st.selectbox(say("networks_per"), networks.NORMALISE, format_func=lambda name: say(f"networks_per_{name}"), key="per", width=240,
                     on_change=choose_per, help=say("networks_per_help"))


@alone.part
def marked() -> None:
    """Draw both charts and, beside them, what a mark rests on."""
    drawing, beside = page.columns(2.6)
    chosen = address.own("show")
    parts = parts_of(chosen) if chosen else ()
    with drawing:
        ringed = chosen if tie == "two_mode" else parts[1] if parts and parts[0] != "issue" else None
        chart.draw(exhibit.drawn(shown, chosen=ringed or ""), f"network_{tie}", chart.alt(shown.finding))
        page.footer(shown.note, shown.source)
        downloads.exhibit(shown, "networks", view.tables)
        downloads.graph("networks", lambda: networks.graphml(joined), lambda: networks.nodes_csv(joined),
                        lambda: networks.edges_csv(joined))
        tabular.behind_chart(ties_table)

        page.block(say("division"), say("division_note"), apart=True)
        divided = exhibit.of(view, "division")
        if not divided.empty:
            chart.draw(exhibit.drawn(divided, chosen=chosen), "division", chart.alt(divided.finding))
            downloads.exhibit(divided, "division", view.tables, linked=False)
        else:
            page.block("", say("division_none", least=view.selection.least))
        st.html(camps_told())
    with beside:
        if parts:
            title, note, lead, ids = {"person": of_person, "pair": of_pair, "issue": of_issue}[parts[0]](*parts[1:])
            evidence.rail(sentences.sentences(view.tables, ids[:evidence.MOST], mapping=view.mapping), title, note, lead=lead, back=True,
                          beyond=max(len(ids) - evidence.MOST, 0),
                          only={"issues" if parts[0] == "issue" else "commentators": parts[1:]})
        elif chosen:
            evidence.rail(sentences.sentences(view.tables, []), say("evidence"), back=True)
        else:
            ids = [row.ids.split()[0] for row in field.taken.reindex(field.taken["n"].sort_values(
                ascending=False, kind="stable").index).head(LISTED).itertuples()]
            evidence.rail(sentences.sentences(view.tables, ids, mapping=view.mapping), say("evidence"), say("evidence_note"))


marked()
