"""The words that set groups apart."""

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from analysis import concordance, keyness
from analysis import evidence as sentences
from analysis.findings import Finding
from charts import keyness as key_bars
from charts import slide
from pages.parts import address, chart, downloads, evidence, grouping, language, page, screen, tables
from pages.parts import concordance as lines
from pages.parts.language import say

WIDE = 2.1
MOST_GROUPS = 6
REST = " "  # no group is called so
PER_GROUP = 15


@dataclass(frozen=True)
class Shown:
    """What is compared."""

    finding: Finding
    by: str
    offered: list[str]
    chosen: list[str]
    names: dict[str, str]
    measure: str
    unsure: bool
    measured: pd.DataFrame
    top: pd.DataFrame


def measured(narrowed, codebook, by: str, *chosen: str) -> pd.DataFrame:
    """Return how each chosen group's words differ from the other chosen ones', or one group's from all others'."""
    members = grouping.members(narrowed, by)
    if len(chosen) == 1:
        mine = set(members.loc[members["group"] == chosen[0], "commentary_id"])
        others = members[~members["commentary_id"].isin(mine)].drop_duplicates("commentary_id").assign(group=REST)
        members = pd.concat([members[members["group"] == chosen[0]], others.astype(members.dtypes)])
    else:
        members = members[members["group"].isin(chosen)]
    return keyness.measure(keyness.counts(narrowed.words, members, codebook=codebook))


def prepare(view: page.Page) -> Shown:
    """Return the comparison asked for in the address."""
    by = address.own("between", grouping.BY[0])
    by = by if by in grouping.BY else grouping.BY[0]
    offered = tables.counted(grouping.offered, view.selection, by)
    chosen = [group for group in address.own_all("groups") if group in offered][:MOST_GROUPS] or grouping.ends(by, offered)
    measure = address.own("measure", keyness.MEASURES[0])
    measure = measure if measure in keyness.MEASURES else keyness.MEASURES[0]
    unsure = bool(address.own("unsure"))
    names = grouping.names(view, by, offered)
    if len(offered) < 2:
        none = keyness.measure(pd.DataFrame(columns=list(keyness.COUNTS)).astype(keyness.COUNTS))
        return Shown(Finding(say("no_group_pair"), say("no_group_pair_next")), by, offered, chosen, names, measure, unsure,
                     none, none.assign(rank=0))
    table = tables.counted(measured, view.selection, view.codebook, by, *chosen)
    sure = _most(view, table, measure, 0.05)
    top = _most(view, table, measure, 1.0) if unsure or sure.empty else sure
    finding = keyness.finding(top if unsure else sure, names, tested=None if unsure else len(table), language=language.current())
    if unsure or sure.empty:
        finding = replace(finding, note=say("unsure_note", n=len(table)))
    return Shown(finding, by, offered, chosen, names, measure, unsure, table, top)


def _most(view: page.Page, table: pd.DataFrame, measure: str, surest: float) -> pd.DataFrame:
    top = keyness.top(table, by=measure, most=PER_GROUP, surest=surest)
    top = top[top["group"] != REST]
    return keyness.written(top, concordance.as_written(view.tables, list(top["word"].unique())))


def choices(view: page.Page, shown: Shown) -> None:
    """Draw which groups are compared, and how."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        st.session_state["between"] = shown.by
        st.selectbox(say("between"), grouping.BY, format_func=lambda by: say(f"between_{by}"), key="between", width=160,
                     on_change=_choose_between)
        st.session_state["groups"] = shown.chosen
        st.multiselect(say("groups"), shown.offered, format_func=lambda group: shown.names[group], key="groups", width=520,
                       max_selections=MOST_GROUPS, help=say("groups_help"), on_change=_choose_groups)
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        st.session_state["measure"] = shown.measure
        st.segmented_control(say("measure"), keyness.MEASURES, format_func=lambda name: say(f"measure_{name}"), key="measure",
                             required=True, on_change=_choose_measure)
        st.session_state["unsure"] = shown.unsure
        st.toggle(say("unsure"), key="unsure", help=say("unsure_help"), on_change=_choose_unsure)


def draw(view: page.Page, shown: Shown) -> None:
    """Draw each group's words."""
    if shown.top.empty:
        page.block("", say("no_group_words"))
        return
    how = {"by": shown.measure, "groups": shown.chosen, "names": shown.names}
    chart.draw(key_bars.draw(shown.top, **how, chosen=address.own("show") or None, **screen.fit()), f"keyness_{shown.by}",
               chart.alt(shown.finding))
    method = say(f"measure_note_{shown.measure}")
    about = grouping.who_is_in(view, shown.by, shown.chosen)
    source = view.source()
    page.footer(method, about, shown.finding.note, source)

    def picture(make):
        """Return the bars as a picture with their finding on it."""
        return make(key_bars.draw(shown.top, **how, width=slide.WIDTH, language=language.current()), title=shown.finding.title,
                    subtitle=shown.finding.subtitle, footer=f"{method} {source}")

    downloads.row("keyness", lambda: keyness.top(shown.measured, by=shown.measure, most=len(shown.measured), surest=1.0),
                  lambda: picture(slide.png), lambda: picture(slide.svg))


def unasked(view: page.Page, shown: Shown) -> None:
    """Draw where the word stands that sets the groups apart most."""
    if shown.top.empty:
        evidence.rail(sentences.sentences(view.tables, []), say("evidence"))
        return
    lead = shown.top.sort_values(["g2", "word"], ascending=[False, True], kind="stable").iloc[0]
    places = tables.counted(lines.places, view.selection, view.codebook, lead["word"], shown.by, lead["group"])
    evidence.rail(sentences.mention_sentences(view.tables, places.drop_duplicates("commentator").head(evidence.SHOWN)),
                  say("word_places", word=lead["word"]), say("evidence_note"))


def word(mark: str) -> str:
    """Return the word a mark stands for."""
    return mark.rpartition("|")[2]


def scope(view: page.Page, shown: Shown, mark: str) -> tuple[str, ...]:
    """Return where the word is looked for: in the group whose bar was chosen, else everywhere."""
    group = mark.rpartition("|")[0]
    return (shown.by, group) if group in shown.offered else ()


def _choose_between() -> None:
    by = st.session_state["between"]
    address.keep(between=by if by != grouping.BY[0] else None, groups=None, show=word(address.own("show")) or None)


def _choose_groups() -> None:
    address.keep(groups=list(st.session_state["groups"]), show=word(address.own("show")) or None)


def _choose_measure() -> None:
    measure = st.session_state["measure"]
    address.keep(measure=measure if measure != keyness.MEASURES[0] else None)


def _choose_unsure() -> None:
    address.keep(unsure="yes" if st.session_state["unsure"] else None)
