"""The words that set groups apart."""

from dataclasses import dataclass

import streamlit as st

from analysis import evidence as sentences
from analysis import keyness
from analysis.findings import Finding
from charts.exhibits import Exhibit
from charts.shown.words import MOST_GROUPS, Keywords
from pages.parts import address, ahead, around, chart, downloads, evidence, exhibit, grouping, page, tables
from pages.parts import concordance as lines
from pages.parts.language import say
from pages.parts.markup import option

WIDE = 2.1


@dataclass(frozen=True)
class Shown:
    """What is compared."""

    finding: Finding
    bars: Exhibit
    kept: Keywords


def prepare(view: page.Page) -> Shown:
    """Return the comparison asked for in the address."""
    bars = exhibit.of(view, "keyness", between=address.own("between"), groups=address.own_all("groups"), measure=address.own("measure"),
                      unsure=address.own("unsure"))
    return Shown(bars.finding, bars, bars.shown)


def choices(view: page.Page, shown: Shown) -> None:
    """Draw which groups are compared, and how."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        st.session_state["between"] = shown.kept.by
        st.selectbox(say("between"), grouping.BY, format_func=lambda by: say(f"between_{by}"), key="between", width=160,
                     on_change=_choose_between)
        st.session_state["groups"] = shown.kept.chosen
        st.multiselect(say("groups"), shown.kept.offered, format_func=lambda group: option(shown.kept.names[group]), key="groups", width=520,
                       max_selections=MOST_GROUPS, help=say("groups_help"), on_change=_choose_groups)
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        st.session_state["measure"] = shown.kept.measure
        st.segmented_control(say("measure"), keyness.MEASURES, format_func=lambda name: say(f"measure_{name}"), key="measure",
                             required=True, on_change=_choose_measure)
        st.session_state["unsure"] = shown.kept.unsure
        st.toggle(say("unsure"), key="unsure", help=say("unsure_help"), on_change=_choose_unsure)


def draw(view: page.Page, shown: Shown) -> None:
    """Draw each group's words."""
    if shown.kept.top.empty:
        page.block("", say("no_group_words"))
        return
    chart.draw(exhibit.drawn(shown.bars, chosen=address.own("show")), f"keyness_{shown.kept.by}", chart.alt(shown.finding))
    most = shown.kept.top.sort_values(["g2", "word"], ascending=[False, True], kind="stable")
    ahead.offer("show", most["group"] + "|" + most["word"])
    page.footer(shown.bars.note, shown.bars.source)
    downloads.exhibit(shown.bars, "keyness", view.tables)


def unasked(view: page.Page, shown: Shown) -> None:
    """Draw where the word stands that sets the groups apart most."""
    if shown.kept.top.empty:
        evidence.rail(sentences.sentences(view.tables, []), say("evidence"))
        return
    lead = shown.kept.top.sort_values(["g2", "word"], ascending=[False, True], kind="stable").iloc[0]
    places = tables.counted(lines.places, view.selection, view.codebook, lead["word"], shown.kept.by, lead["group"])
    evidence.rail(sentences.mention_sentences(view.tables, places.drop_duplicates("commentator").head(evidence.SHOWN)),
                  say("word_places", word=lead["word"]), say("evidence_note"))


def word(mark: str) -> str:
    """Return the word a mark stands for."""
    return mark.rpartition("|")[2]


def scope(view: page.Page, shown: Shown, mark: str) -> tuple[str, ...]:
    """Return where the word is looked for: in the group whose bar was chosen, else everywhere."""
    group = mark.rpartition("|")[0]
    return (shown.kept.by, group) if group in shown.kept.offered else ()


def _choose_between() -> None:
    by = st.session_state["between"]
    around.keep(between=by, groups=None, show=word(address.own("show")) or None)


def _choose_groups() -> None:
    around.keep(groups=list(st.session_state["groups"]), show=word(address.own("show")) or None)


def _choose_measure() -> None:
    measure = st.session_state["measure"]
    around.keep(measure=measure if measure != keyness.MEASURES[0] else None)


def _choose_unsure() -> None:
    around.keep(unsure="yes" if st.session_state["unsure"] else None)
