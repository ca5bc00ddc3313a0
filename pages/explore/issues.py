"""Issues: every commentator on every issue."""

import pandas as pd
import streamlit as st

from analysis import evidence as sentences
from analysis import findings, summaries
from charts import matrix as cells
from charts import slide
from pages.parts import address, chart, downloads, evidence, language, page, screen, tables
from pages.parts.language import many, say

VALUES = ("outlook", "count", "mentions")
# Unasked, the rail shows one sentence of each of the strongest cells.
FIRST = 6


def choose_value() -> None:
    """Keep what the cells show; the cell chosen before stays."""
    address.keep(value=st.session_state["value"] if st.session_state["value"] != VALUES[0] else None)


def title_of(commentator: str, issue: str, codebook) -> str:
    """Return the title of a cell's sentences; a total has one name only."""
    label = codebook.label(issue, language.current())
    return say("said_of", commentator=commentator, issue=label) if commentator and issue else commentator or label


view = page.opened("issues")
value = address.own("value", VALUES[0])
value = value if value in VALUES else VALUES[0]
matrix = tables.counted(summaries.matrix, view.selection, view.codebook, value=value, least=view.selection.least,
                        language=language.current())
finding = findings.issues(matrix, view.codebook, value=value, least=view.selection.least, language=language.current())
source = view.source()

page.heading(view.in_words(), finding.title, finding.subtitle)
st.session_state["value"] = value
st.segmented_control(say("show_value"), VALUES, format_func=lambda name: say(f"value_{name}"), key="value", required=True,
                     on_change=choose_value)


def behind(commentator: str, issue: str) -> pd.DataFrame:
    """Return the sentences behind a cell."""
    return sentences.of_cell(view.tables, commentator, issue, value=value, mapping=view.mapping)


def strongest() -> pd.DataFrame:
    """Return one sentence of each of the cells that say most."""
    weighed = matrix.cells.assign(weight=matrix.cells["value"].abs() * matrix.cells["n"])
    first = weighed.sort_values("weight", ascending=False, kind="stable").head(FIRST)
    if value != "mentions":
        return sentences.sentences(view.tables, [ids.split()[0] for ids in first["ids"] if ids], mapping=view.mapping)
    named = view.tables.mentions[view.tables.mentions["kind"] == "issue"].merge(
        view.tables.commentaries[["commentary_id", "commentator"]], on="commentary_id")
    places = named.merge(first[["commentator", "issue"]].rename(columns={"issue": "code"}))
    return sentences.mention_sentences(view.tables, places.drop_duplicates(["commentator", "code"]))


drawing, beside = page.columns(2.6)
chosen = address.own("show")
with drawing:
    with st.container(key="scrolls600"):
        chart.draw(cells.draw(matrix, value=value, least=view.selection.least, **screen.fit(600), chosen=chosen or None),
                   f"matrix_{value}", chart.alt(finding))
    page.footer(finding.note, source)

    def picture(make):
        """Return the chart as a picture with its finding on it."""
        return make(cells.draw(matrix, value=value, least=view.selection.least, width=slide.WIDTH, language=language.current()), title=finding.title, subtitle=finding.subtitle,
                    footer=f"{finding.note} {source}".strip())

    downloads.row("issues", lambda: behind("", ""), lambda: picture(slide.png),
                  lambda: picture(slide.svg))
with beside:
    commentator, _, issue = chosen.rpartition("|")
    picked = behind(commentator, issue) if chosen else None
    if picked is not None and len(picked):
        evidence.rail(picked, title_of(commentator, issue, view.codebook), many("sentence", len(picked)), back=True)
    elif chosen and "|" in chosen:
        evidence.rail(sentences.sentences(view.tables, []), title_of(commentator, issue, view.codebook), back=True)
    else:
        evidence.rail(strongest(), say("evidence"), say("evidence_note"))
