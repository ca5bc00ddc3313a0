"""Issues: every commentator on every issue."""

import pandas as pd
import streamlit as st

from analysis import evidence as sentences
from analysis import narrowing, summaries
from charts import lettering
from pages.parts import address, alone, chart, downloads, evidence, exhibit, language, page, tables, tabular
from pages.parts.language import say

VALUES, ORDERS = summaries.VALUES, summaries.ORDERS


def choose(name: str, unasked: str) -> None:
    """Keep what is shown, or in which order; the cell chosen before stays."""
    address.keep(**{name: st.session_state[name] if st.session_state[name] != unasked else None})


def choose_folded() -> None:
    """Keep which fields stand as one column; a cell of another column is chosen no more."""
    address.keep(fold=st.session_state["fold"], show=None)


def fields(narrowed, codebook) -> list[str]:
    """Return the fields in which something is predicted or named on two issues or more, most predictions first."""
    counted = narrowing.judged_by(narrowed, "issue").add(narrowing.named(narrowed, "issue"), fill_value=0)
    of = pd.Series({code: codebook.issues[code].field for code in counted.index if code in codebook.issues}, dtype="str")
    several = of.value_counts()
    amounts = counted[list(of.index)].groupby(of.to_numpy()).sum().sort_values(ascending=False, kind="stable")
    return [field for field in amounts.index if several[field] > 1]


def title_of(commentator: str, issue: str, codebook) -> str:
    """Return the title of a cell's sentences; a total has one name only."""
    label = summaries.label_of(issue, codebook, language.current())
    inside = summaries.running_of(issue, codebook, language.current())
    return say("said_of", commentator=commentator, issue=inside) if commentator and issue else commentator or label


view = page.opened("issues")
value = address.own("value", VALUES[0])
value = value if value in VALUES else VALUES[0]
own_order = "outlook" if value == "outlook" else "size"
order = address.own("order") if address.own("order") in ORDERS else own_order
offered = tables.counted(fields, view.selection, view.codebook)
folded = [field for field in address.own_all("fold") if field in offered]
shown = exhibit.of(view, "issues", value=value, order=order if order != own_order else "", fold=folded)

page.heading(view.in_words(), shown.title, shown.subtitle)
with st.container(key="issues_choices", horizontal=True, gap="medium"):
    st.session_state["value"], st.session_state["order"], st.session_state["fold"] = value, order, folded
    st.segmented_control(say("show_value"), VALUES, format_func=lambda name: say(f"value_{name}"), key="value", required=True,
                         help=say("help_value"), on_change=choose, args=("value", VALUES[0]))
    st.segmented_control(say("order_by"), ORDERS, format_func=lambda name: say(f"order_{name}"), key="order", required=True,
                         help=say("help_order"), on_change=choose, args=("order", own_order))
    if offered:
        st.pills(say("fold_fields"), offered, selection_mode="multi", format_func=lambda name: say(f"field_{name}"), key="fold",
                 help=say("help_fold"), on_change=choose_folded)


def behind(commentator: str, issue: str) -> pd.DataFrame:
    """Return the sentences behind a cell."""
    return sentences.of_cell(view.tables, commentator, summaries.issues_of(issue, view.codebook) if issue else "", value=value, mapping=view.mapping)


def stands_for(commentator: str, issue: str) -> dict[str, tuple[str, ...]]:
    """Return what a cell stands for, as parts of a selection; a total is of one name only."""
    return {"commentators": (commentator,) if commentator else (), "issues": tuple(summaries.issues_of(issue, view.codebook)) if issue else ()}


def written(amount: float) -> str:
    """Return a cell's value as text."""
    return lettering.signed(amount) if value == "outlook" else f"{amount:,.0f}"


@alone.part
def marked() -> None:
    """Draw the chart and, beside it, what its mark rests on."""
    drawing, beside = page.columns(2.6)
    chosen = address.own("show")
    with drawing:
        with st.container(key="scrolls600"):
            chart.draw(exhibit.drawn(shown, narrow=600, chosen=chosen), f"matrix_{value}", chart.alt(shown.finding))
        page.footer(shown.note, shown.source)
        downloads.exhibit(shown, "issues", view.tables)
        tabular.behind_chart(lambda: tabular.grid(shown.shown, written))
    with beside:
        commentator, _, issue = chosen.rpartition("|")
        picked = behind(commentator, issue) if chosen else None
        if picked is not None and len(picked):
            evidence.rail(picked, title_of(commentator, issue, view.codebook), say("sentence", n=len(picked)), back=True,
                          only=stands_for(commentator, issue))
        elif chosen and "|" in chosen:
            evidence.rail(sentences.sentences(view.tables, []), title_of(commentator, issue, view.codebook), back=True)
        else:
            # Unasked, one sentence of each of the strongest cells.
            evidence.rail(shown.quotes, say("evidence"), say("evidence_note"))


marked()
