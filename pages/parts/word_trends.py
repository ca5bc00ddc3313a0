"""How often words are used in each month or year."""

from dataclasses import dataclass

import streamlit as st

from analysis import evidence as sentences
from analysis import trends
from analysis.findings import Finding
from analysis.text import fold
from charts.exhibits import Exhibit
from charts.shown.words import MOST_WORDS, Followed
from pages.parts import address, around, chart, downloads, evidence, exhibit, page, tables
from pages.parts import concordance as lines
from pages.parts.language import say
from pages.parts.markup import option

WIDE = 2.6
PER = tuple(trends.PER)


@dataclass(frozen=True)
class Shown:
    """What is counted over time."""

    finding: Finding
    panels: Exhibit
    kept: Followed


def prepare(view: page.Page) -> Shown:
    """Return the words and the cut of time asked for in the address."""
    panels = exhibit.of(view, "word_trend", word=address.own_all("word"), per=address.own("per"))
    return Shown(panels.finding, panels, panels.shown)


def choices(view: page.Page, shown: Shown) -> None:
    """Draw which words are followed, and by what time."""
    with st.container(horizontal=True, gap="medium"):
        st.session_state["trend_words"] = shown.kept.words
        st.multiselect(say("trend_words"), list(shown.kept.offered), format_func=lambda word: option(shown.kept.offered.get(word, word)),
                       key="trend_words", width=520, max_selections=MOST_WORDS, accept_new_options=True, on_change=_choose_words)
        st.session_state["per"] = shown.kept.per
        st.segmented_control(say("per"), PER, format_func=lambda name: say(f"per_{name}"), key="per", required=True,
                             on_change=_choose_per)


def draw(view: page.Page, shown: Shown) -> None:
    """Draw a panel a word."""
    chart.draw(exhibit.drawn(shown.panels, chosen=address.own("show")), "trend", chart.alt(shown.finding))
    page.footer(shown.panels.note, shown.panels.source)
    downloads.exhibit(shown.panels, "trend", view.tables)


def unasked(view: page.Page, shown: Shown) -> None:
    """Draw where the word stands that peaks highest, in that period."""
    if shown.kept.trend.empty or not shown.kept.trend["n"].any():
        evidence.rail(sentences.sentences(view.tables, []), say("evidence"))
        return
    sure = shown.kept.trend[shown.kept.trend["n"] >= view.selection.least]
    rows = sure if len(sure) else shown.kept.trend
    lead = rows.loc[rows["value"].idxmax()]
    places = tables.counted(lines.places, view.selection, view.codebook, lead["series"], "period", shown.kept.per,
                            f"{lead['period']:%Y-%m-%d}")
    evidence.rail(sentences.mention_sentences(view.tables, places.drop_duplicates("commentator").head(evidence.SHOWN)),
                  say("word_places", word=lead["label"]), say("evidence_note"))


def word(mark: str) -> str:
    """Return the word a mark stands for; of a point, without its day."""
    return mark.rpartition("|")[0] or mark


def scope(view: page.Page, shown: Shown, mark: str) -> tuple[str, ...]:
    """Return where the word is looked for: in the period whose point was chosen, else at all times."""
    day = mark.rpartition("|")[2] if "|" in mark else ""
    return ("period", shown.kept.per, day) if day in {f"{period:%Y-%m-%d}" for period in shown.kept.trend["period"]} else ()


def _choose_words() -> None:
    around.keep(word=[fold(word) for word in st.session_state["trend_words"]], show=word(address.own("show")) or None)


def _choose_per() -> None:
    around.keep(per=st.session_state["per"], show=word(address.own("show")) or None)
