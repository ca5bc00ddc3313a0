"""A word in its context, a line a place, and the words that keep it company."""

import pandas as pd
import streamlit as st

from analysis import concordance, narrowing
from analysis.schemas import NONE, Tables
from charts import lettering
from pages.parts import address, briefing_adding, chart, downloads, exhibit, grouping, page, screen, script, tables
from pages.parts.language import say
from pages.parts.markup import attribute, bilingual, link, safe

SORTS = ("text", "left", "right")
SHOWN, MOST = 30, 300
# A spreadsheet still opens so many with their sentences, and they are gathered in a few seconds.
IN_DATA = 5_000
_CONTEXT, _CONTEXT_NARROW = 16, 9
_WORD, _WORD_NARROW = 260, 150  # pixels a long phrase may take between its sides


def within(narrowed: Tables, codebook, *scope: str) -> frozenset[str] | None:
    """Return the commentaries in which a word is looked for.

    Parameters
    ----------
    narrowed : Tables
    codebook : Codebook
    scope : str
        Nothing: all. `named` and an issue: those that name it. A kind of group and one or more groups: those in any of them.
    """
    if not scope or scope[0] == "period":
        return None
    if scope[0] == "named":
        mentions = narrowed.mentions
        return frozenset(mentions.loc[(mentions["kind"] == "issue") & (mentions["code"] == scope[1]), "commentary_id"])
    members = grouping.members(narrowed, scope[0])
    return frozenset(members.loc[members["group"].isin(scope[1:]), "commentary_id"])


def _written(narrowed: Tables, *scope: str) -> Tables:
    """Return the tables with only the documents of a period, where one is asked for by its kind and first day."""
    if scope[:1] != ("period",):
        return narrowed
    periods = narrowed.documents["published"].dt.to_period({"month": "M", "quarter": "Q", "year": "Y"}[scope[1]])
    documents = narrowed.documents[periods.dt.start_time == pd.Timestamp(scope[2])]
    return Tables(documents, narrowed.commentaries, narrowed.mentions, narrowed.predictions, narrowed.events, narrowed.words)


def places(narrowed: Tables, codebook, word: str, *scope: str, most: int = 50_000) -> pd.DataFrame:
    """Return where a word stands."""
    return concordance.places(_written(narrowed, *scope), word, most=most, within=within(narrowed, codebook, *scope))


def amount(narrowed: Tables, codebook, word: str, *scope: str) -> int:
    """Return in how many places a word stands."""
    return len(concordance.all_places(_written(narrowed, *scope), word, within(narrowed, codebook, *scope)))


def lines(narrowed: Tables, codebook, word: str, *scope: str, **choices) -> pd.DataFrame:
    """Return a word in its context, with the sentences."""
    return concordance.lines(_written(narrowed, *scope), word, within=within(narrowed, codebook, *scope), **choices)


def draw(view: page.Page, word: str, *scope: str) -> None:
    """Draw the concordance of a word, and beside it what it keeps company with."""
    n = tables.counted(amount, view.selection, view.codebook, word, *scope)
    if not n:
        return
    sort = address.own("sort", SORTS[0])
    sort = sort if sort in SORTS else SORTS[0]
    simplified = address.own("script") == "Hans"
    context = _CONTEXT_NARROW if screen.phone() else _CONTEXT
    choices = {"sort": None if sort == "text" else sort, "simplified": simplified}
    table = tables.counted(lines, view.selection, view.codebook, word, *scope, context=context, most=MOST, **choices)
    note = say("concordance_n", n=n) if n <= MOST else say("concordance_first", n=MOST, all=n)
    page.block(say("concordance", word=word), note, apart=True)
    with st.container(key="kwic_choices", horizontal=True, gap="medium", vertical_alignment="bottom"):
        st.session_state["sort"] = sort
        st.segmented_control(say("sort"), SORTS, format_func=lambda name: say(f"sort_{name}"), key="sort", required=True,
                             on_change=_choose_sort)
        st.session_state["simplified"] = simplified
        st.toggle(say("simplified"), key="simplified", on_change=_choose_script)
    left, right = page.columns(name="_concordance")
    with left:
        scripts = dict(narrowing.columns(view.tables, "documents", "doc_id", "script").itertuples(index=False, name=None))
        st.html(kwic(table, scripts, simplified=simplified))
        downloads.row("concordance", lambda: lines(view.tables, view.codebook, word, *scope, most=IN_DATA, **choices),
                      linked=False)
    with right:
        near = exhibit.of(view, "company", show=word)
        in_part = len(near.data) and near.data["read"].iloc[0] < 1
        page.block(say("company"), " ".join([say("company_note"), *([near.finding.note] if in_part else [])]))
        chart.draw(exhibit.drawn(near), "company", chart.alt(near.finding))
        downloads.exhibit(near, "collocations", view.tables, linked=False)


def kwic(table: pd.DataFrame, scripts: dict[str, str], *, simplified: bool = False) -> str:
    """Return the lines of a concordance as safe HTML, each word a link into the Reader.

    Parameters
    ----------
    table : frame
        As `analysis.concordance.lines` returns.
    scripts : dict of str to str
        Script of each document.
    simplified : bool
        Whether the lines are shown in Simplified characters.
    """
    rows = [_line(row, "Hans" if simplified else scripts.get(row.doc_id, "mixed")) for row in table.itertuples()]
    width = max((lettering.width(word, 15) for word in table["surface"]), default=0) + 20
    width = min(width, _WORD_NARROW if screen.phone() else _WORD)
    head = "".join(f'<th scope="col" class="{kind}">{say(key)}</th>' for kind, key in
                   (("l", "before"), ("w", "word"), ("r", "after"), ("by", "who")))
    head += f'<th scope="col" class="add" aria-label="{attribute(say("briefing_add"))}"></th>'
    shown = f'<table class="lh-kwic" style="--word:{width:.0f}px"><thead><tr>{head}</tr></thead><tbody>{"".join(rows[:SHOWN])}</tbody></table>'
    if len(rows) > SHOWN:
        shown += (f'<details class="lh-more"><summary>{say("more", n=len(rows) - SHOWN)}</summary>'
                  f'<table class="lh-kwic" style="--word:{width:.0f}px"><thead><tr>{head}</tr></thead>'
                  f'<tbody>{"".join(rows[SHOWN:])}</tbody></table></details>')
    return shown


def _line(row, written: str) -> str:
    left, surface, right = script.shown(row.left, row.surface, row.right)
    mark = script.mark(written)
    where = link("reader", address.query_of(address.selection()) | {"doc": row.doc_id, "at": str(row.start)}, safe(surface))
    day = f"{row.published:%Y-%m-%d}" if not pd.isna(row.published) else say("undated")
    return (f'<tr><td class="l" lang="{mark}"><div><bdi>{safe(left)}</bdi></div></td><td class="w" lang="{mark}">{where}</td>'
            f'<td class="r" lang="{mark}"><bdi>{safe(right)}</bdi></td>'
            f'<td class="by">{bilingual(row.commentator if row.commentator != NONE else row.title)} · {day}</td><td class="add">{briefing_adding.quote_button(row, short=True)}</td></tr>')


def _choose_sort() -> None:
    sort = st.session_state["sort"]
    address.keep(sort=sort if sort != SORTS[0] else None)


def _choose_script() -> None:
    address.keep(script="Hans" if st.session_state["simplified"] else None)
