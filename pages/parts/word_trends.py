"""How often words are used in each month or year."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analysis import concordance, summaries, trends
from analysis import evidence as sentences
from analysis.findings import Finding
from analysis.text import fold
from charts import slide
from charts import trend as panels
from pages.parts import address, chart, downloads, evidence, language, page, screen, tables
from pages.parts import concordance as lines
from pages.parts.language import say

WIDE = 2.6
PER = tuple(trends.PER)
FIRST, MOST_WORDS, OFFERED = 6, 12, 200


@dataclass(frozen=True)
class Shown:
    """What is counted over time."""

    finding: Finding
    words: list[str]
    offered: dict[str, str]
    per: str
    trend: pd.DataFrame


def offered(narrowed, codebook) -> dict[str, str]:
    """Return the words that can be chosen, folded, and how they are written."""
    most = summaries.ranked_words(narrowed, codebook, most=OFFERED)["word"]
    return concordance.as_written(narrowed, list(most))


def finest(narrowed) -> str:
    """Return the finest cut of time that is still read with ease."""
    return trends.finest(narrowed, most=24)


def over_time(narrowed, per: str, *words: str) -> pd.DataFrame:
    """Return the use of words in each period."""
    return trends.words_over_time(narrowed, list(words), per=per)


def prepare(view: page.Page) -> Shown:
    """Return the words and the cut of time asked for in the address."""
    forms = tables.counted(offered, view.selection, view.codebook)
    chosen = list(dict.fromkeys(fold(word) for word in address.own_all("word")))[:MOST_WORDS] or list(forms)[:FIRST]
    forms = forms | concordance.as_written(view.tables, [word for word in chosen if word not in forms])
    per = address.own("per")
    per = per if per in PER else tables.counted(finest, view.selection)
    trend = tables.counted(over_time, view.selection, per, *chosen)
    trend = trend.assign(label=trend["series"].map(forms).astype("str"))
    finding = trends.finding(trend, what="words", per=per, least=view.selection.least,
                             left_out=trends.undated(view.tables), language=language.current())
    return Shown(finding, chosen, forms, per, trend)


def choices(view: page.Page, shown: Shown) -> None:
    """Draw which words are followed, and by what time."""
    with st.container(horizontal=True, gap="medium"):
        st.session_state["trend_words"] = shown.words
        st.multiselect(say("trend_words"), list(shown.offered), format_func=lambda word: shown.offered.get(word, word),
                       key="trend_words", width=520, max_selections=MOST_WORDS, accept_new_options=True, on_change=_choose_words)
        st.session_state["per"] = shown.per
        st.segmented_control(say("per"), PER, format_func=lambda name: say(f"per_{name}"), key="per", required=True,
                             on_change=_choose_per)


def draw(view: page.Page, shown: Shown) -> None:
    """Draw a panel a word."""
    chart.draw(panels.draw(shown.trend, what="words", chosen=address.own("show") or None, **screen.fit()), "trend",
               chart.alt(shown.finding))
    source = view.source()
    page.footer(shown.finding.note, source)

    def picture(make):
        """Return the panels as a picture with their finding on it."""
        return make(panels.draw(shown.trend, what="words", width=slide.WIDTH, language=language.current()), title=shown.finding.title,
                    subtitle=shown.finding.subtitle, footer=f"{shown.finding.note} {source}")

    downloads.row("trend", lambda: shown.trend.drop(columns="ids"), lambda: picture(slide.png), lambda: picture(slide.svg))


def unasked(view: page.Page, shown: Shown) -> None:
    """Draw where the word stands that peaks highest, in that period."""
    if shown.trend.empty or not shown.trend["n"].any():
        evidence.rail(sentences.sentences(view.tables, []), say("evidence"))
        return
    sure = shown.trend[shown.trend["n"] >= view.selection.least]
    rows = sure if len(sure) else shown.trend
    lead = rows.loc[rows["value"].idxmax()]
    places = tables.counted(lines.places, view.selection, view.codebook, lead["series"], "period", shown.per,
                            f"{lead['period']:%Y-%m-%d}")
    evidence.rail(sentences.mention_sentences(view.tables, places.drop_duplicates("commentator").head(evidence.SHOWN)),
                  say("word_places", word=lead["label"]), say("evidence_note"))


def word(mark: str) -> str:
    """Return the word a mark stands for; of a point, without its day."""
    return mark.rpartition("|")[0] or mark


def scope(view: page.Page, shown: Shown, mark: str) -> tuple[str, ...]:
    """Return where the word is looked for: in the period whose point was chosen, else at all times."""
    day = mark.rpartition("|")[2] if "|" in mark else ""
    return ("period", shown.per, day) if day in {f"{period:%Y-%m-%d}" for period in shown.trend["period"]} else ()


def _choose_words() -> None:
    address.keep(word=[fold(word) for word in st.session_state["trend_words"]], show=word(address.own("show")) or None)


def _choose_per() -> None:
    address.keep(per=st.session_state["per"], show=word(address.own("show")) or None)
