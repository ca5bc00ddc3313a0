"""What stands on the timeline as a list by date, for whoever reads or goes by keyboard: each with a link to its sentence."""

import re

import pandas as pd
import streamlit as st

from analysis import chronology
from analysis.codebook import Codebook
from analysis.schemas import NONE
from charts.calendar import range_in_words
from pages.parts import address, briefing_adding, language
from pages.parts.language import say
from pages.parts.markup import bilingual, link
from pages.parts.markup import outside as leaving

EACH = 20
_ADDRESS = re.compile(r"https?://[^\s,;]+")


def show(rows: pd.DataFrame, codebook: Codebook, title: str, note: str = "") -> None:
    """Draw the list, a part at a time.

    Parameters
    ----------
    rows : frame
        As `chronology.dated` gives it, with words or without.
    codebook : Codebook
    title, note : str
    """
    rows = rows.sort_values(["first", "last", "start"], kind="stable")
    parts = max(-(-len(rows) // EACH), 1)
    asked = address.own("part")
    part = min(int(asked), parts) if asked.isdecimal() and int(asked) > 0 else 1
    shown = chronology.worded(rows.iloc[(part - 1) * EACH:part * EACH], codebook, language.current())
    head = f'<h2 class="lh-block">{bilingual(title)}</h2>' + (f'<p class="lh-note">{bilingual(note)}</p>' if note else "")
    columns = "".join(f"<th scope='col'>{say(name)}</th>" for name in ("when", "what", "about_what", "said_by"))
    body = "".join(_row(row) for row in shown.itertuples())
    with st.container(key="happenings"):
        st.html(f'<section aria-label="{say("by_date")}">{head}<table class="lh-table lh-dated"><thead><tr>{columns}</tr></thead>'
                f"<tbody>{body}</tbody></table></section>")
        if parts > 1:
            with st.container(horizontal=True, key="happenings_parts", vertical_alignment="center"):
                st.button(say("earlier_part"), key="earlier_happenings", type="tertiary", disabled=part == 1,
                          on_click=_turn, args=(part - 1,))
                st.html(f'<span class="lh-note">{say("part", n=f"{part:,}", all=f"{parts:,}")}</span>', width="content")
                st.button(say("later_part"), key="later_happenings", type="tertiary", disabled=part == parts,
                          on_click=_turn, args=(part + 1,))


def _turn(part: int) -> None:
    address.keep(part=str(part) if part > 1 else None)


def _row(row) -> str:
    side = f" lh-s{row.step:+d}" if row.kind == "predicted" else ""
    sign = f'<b class="lh-sign lh-{row.kind}{side}" aria-hidden="true"></b>'
    # Ukraine is an issue and an actor.
    about = language.spoken().separated(list(dict.fromkeys(part for names in (row.issue, row.actor) for part in names.split(say("separator")) if part)))
    who = bilingual(row.commentator) if row.commentator != NONE else ""
    return (f"<tr><td>{range_in_words(row.first, row.last, language.current())}</td><td>{sign}<small>{say(f'kind_{row.kind}')}</small>{_link(row)}{_adding(row)}</td>"
            f"<td>{bilingual(about)}</td><td>{who}</td></tr>")


def _adding(row) -> str:
    """Return the button that adds what a document says; what came is in none."""
    return "" if row.kind == "came" else f" {briefing_adding.quote_button(row, short=True, prediction_id=row.ids.split(' ')[0])}"


def _link(row) -> str:
    if row.kind == "came":
        return outside(row.sentence, bilingual(row.label))
    query = address.query_of(address.selection()) | {"doc": row.doc_id, "at": str(row.start)}
    return link("reader", query, bilingual(row.label))


def outside(source: str, text: str) -> str:
    """Return safe HTML linked to the address a source names, if it names one."""
    found = _ADDRESS.search(source)
    return leaving(found.group(), text) if found else text
