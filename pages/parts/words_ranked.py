"""The words used most, as bars and at a glance."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analysis import concordance, findings, summaries
from charts import bars, cloud, slide
from pages.parts import address, chart, downloads, language, page, screen, tables
from pages.parts.language import say
from pages.parts.markup import plain

WIDE = 1.5
BY = ("all", "commentator", "issue")
RANKED = 15
IN_CLOUD = 60


@dataclass(frozen=True)
class Shown:
    """What is counted."""

    finding: findings.Finding
    words: pd.DataFrame
    by: str
    group: str
    offered: list[str]


def groups(narrowed, by: str) -> list[str]:
    """Return the commentators or issues whose words can be ranked, most words or predictions first."""
    if by == "commentator":
        spoken = narrowed.words.merge(narrowed.commentaries[["commentary_id", "commentator"]], on="commentary_id")
        return list(spoken.groupby("commentator")["count"].sum().sort_values(ascending=False, kind="stable").index)
    mentions = narrowed.mentions
    return list(mentions.loc[mentions["kind"] == "issue", "code"].value_counts().index)


def ranked(narrowed, codebook, by: str, group: str, most: int):
    """Return the words used most, as they stand in the documents."""
    words = summaries.ranked_words(narrowed, codebook, by=None if by == "all" else by, group=group or None, most=most)
    return words.assign(word=words["word"].map(concordance.as_written(narrowed, list(words["word"]))))


def prepare(view: page.Page) -> Shown:
    """Return the ranking asked for in the address."""
    by = address.own("by", BY[0])
    by = by if by in BY else BY[0]
    offered = tables.counted(groups, view.selection, by) if by != "all" else []
    group = address.own("group")
    group = group if group in offered else (offered[0] if offered else "")
    words = tables.counted(ranked, view.selection, view.codebook, by, group, IN_CLOUD)
    return Shown(findings.words(words, view.tables, language=language.current()), words, by, group, offered)


def choices(view: page.Page, shown: Shown) -> None:
    """Draw whose words are ranked."""
    with st.container(horizontal=True, gap="medium"):
        st.session_state["by"] = shown.by
        st.segmented_control(say("by"), BY, format_func=lambda name: say(f"by_{name}"), key="by", required=True,
                             on_change=_choose_by)
        if shown.offered:
            st.session_state["group"] = shown.group
            st.selectbox(say(f"by_{shown.by}"), shown.offered, key="group", width=320, on_change=_choose_group,
                         format_func=lambda name: view.codebook.label(name, language.current()) if shown.by == "issue" else name)


def draw(view: page.Page, shown: Shown) -> None:
    """Draw the bars."""
    voices, first, source = findings.voices_of(view.tables), shown.words.head(RANKED), view.source()
    page.block(say("ranked"), say("ranked_note"))
    chart.draw(bars.draw(first, voices=voices, chosen=address.own("show") or None, **screen.fit()), "bars",
               chart.alt(shown.finding))
    page.footer(shown.finding.note, source)

    def picture(make):
        """Return the bars as a picture with their finding on it."""
        return make(bars.draw(first, voices=voices, width=slide.WIDTH, language=language.current()), title=shown.finding.title,
                    subtitle=shown.finding.subtitle, footer=f"{shown.finding.note} {source}".strip())

    downloads.row("words", lambda: shown.words, lambda: picture(slide.png), lambda: picture(slide.svg))


def unasked(view: page.Page, shown: Shown) -> None:
    """Draw what stands beside the bars while no word is chosen: the same words as a cloud."""
    voices = findings.voices_of(view.tables)
    page.block(say("glance"), say("glance_note"))
    chart.draw(cloud.draw(shown.words, voices=voices, **screen.fit()), "cloud", plain(shown.finding.title))
    downloads.row("cloud", lambda: shown.words, lambda: cloud.png(shown.words, voices=voices, language=language.current()),
                  lambda: cloud.svg(shown.words, voices=voices, language=language.current()), linked=False)


def word(mark: str) -> str:
    """Return the word a mark stands for."""
    return mark


def scope(view: page.Page, shown: Shown, mark: str) -> tuple[str, ...]:
    """Return where the word is looked for: in what everybody, or the one chosen, says."""
    return {"all": (), "commentator": ("commentator", shown.group), "issue": ("named", shown.group)}[shown.by]


def _choose_by() -> None:
    address.keep(by=st.session_state["by"] if st.session_state["by"] != BY[0] else None, group=None, show=None)


def _choose_group() -> None:
    address.keep(group=st.session_state["group"], show=None)
