"""The words used most, as bars and at a glance."""

from dataclasses import dataclass

import streamlit as st

from analysis.findings import Finding
from charts.exhibits import Exhibit
from charts.shown import words as ranking
from pages.parts import address, ahead, around, chart, downloads, exhibit, language, page, tables
from pages.parts.language import say
from pages.parts.markup import option

WIDE = 1.5
BY = ranking.BY


@dataclass(frozen=True)
class Shown:
    """What is counted."""

    finding: Finding
    bars: Exhibit
    by: str
    group: str
    offered: list[str]


def prepare(view: page.Page) -> Shown:
    """Return the ranking asked for in the address."""
    by = address.own("by", BY[0])
    by = by if by in BY else BY[0]
    offered = tables.counted(ranking.groups, view.selection, by) if by != "all" else []
    group = address.own("group")
    group = group if group in offered else (offered[0] if offered else "")
    bars = exhibit.of(view, "words", by=by, group=group)
    return Shown(bars.finding, bars, by, group, offered)


def choices(view: page.Page, shown: Shown) -> None:
    """Draw whose words are ranked."""
    with st.container(horizontal=True, gap="medium"):
        st.session_state["by"] = shown.by
        st.segmented_control(say("by"), BY, format_func=lambda name: say(f"by_{name}"), key="by", required=True,
                             on_change=_choose_by)
        if shown.offered:
            st.session_state["group"] = shown.group
            st.selectbox(say(f"by_{shown.by}"), shown.offered, key="group", width=320, on_change=_choose_group,
                         format_func=lambda name: option(view.codebook.label(name, language.current()) if shown.by == "issue" else name))


def draw(view: page.Page, shown: Shown) -> None:
    """Draw the bars."""
    page.block(say("ranked"), say("ranked_note"))
    chart.draw(exhibit.drawn(shown.bars, chosen=address.own("show")), "bars", chart.alt(shown.finding))
    ahead.offer("show", shown.bars.data["word"])
    page.footer(shown.bars.note, shown.bars.source)
    downloads.exhibit(shown.bars, "words", view.tables)


def unasked(view: page.Page, shown: Shown) -> None:
    """Draw what stands beside the bars while no word is chosen: the same words as a cloud."""
    cloud = exhibit.of(view, "words_cloud", by=shown.by, group=shown.group)
    page.block(say("glance"), say("glance_note"))
    chart.draw(exhibit.drawn(cloud), "cloud", cloud.title)
    downloads.exhibit(cloud, "cloud", view.tables, linked=False)


def word(mark: str) -> str:
    """Return the word a mark stands for."""
    return mark


def scope(view: page.Page, shown: Shown, mark: str) -> tuple[str, ...]:
    """Return where the word is looked for: in what everybody, or the one chosen, says."""
    return {"all": (), "commentator": ("commentator", shown.group), "issue": ("named", shown.group)}[shown.by]


def _choose_by() -> None:
    around.keep(by=st.session_state["by"] if st.session_state["by"] != BY[0] else None, group=None, show=None)


def _choose_group() -> None:
    around.keep(group=st.session_state["group"], show=None)
