"""Words: which are used most, by how many, and where they stand."""

import streamlit as st

from analysis import concordance, findings, summaries
from analysis import evidence as sentences
from charts import bars, cloud, slide
from pages.parts import address, chart, downloads, evidence, language, page, screen, tables
from pages.parts.language import many, say
from pages.parts.markup import plain

BY = ("all", "commentator", "issue")
RANKED = 15
IN_CLOUD = 60


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


def of_group(narrowed, by: str, group: str, word: str):
    """Return the places of a word in what everybody, or the one chosen, says."""
    places = concordance.places(narrowed, word)
    if by == "commentator":
        return places[places["commentator"] == group]
    if by == "issue":
        mentions = narrowed.mentions
        named = mentions.loc[(mentions["kind"] == "issue") & (mentions["code"] == group), "commentary_id"]
        return places[places["commentary_id"].isin(set(named))]
    return places


def choose_by() -> None:
    """Keep whose words are ranked; group and word chosen before go."""
    address.keep(by=st.session_state["by"] if st.session_state["by"] != BY[0] else None, group=None, show=None)


def choose_group() -> None:
    """Keep the commentator or issue chosen; the word chosen before goes."""
    address.keep(group=st.session_state["group"], show=None)


view = page.opened("words")
if view.tables.words.empty:
    page.empty(say("no_words"), say("no_words_next"), back=view.selection.narrowed, reader=True)
    st.stop()

by = address.own("by", BY[0])
by = by if by in BY else BY[0]
choices = tables.counted(groups, view.selection, by) if by != "all" else []
group = address.own("group")
group = group if group in choices else (choices[0] if choices else "")
most_used = tables.counted(ranked, view.selection, view.codebook, by, group, IN_CLOUD)
finding = findings.words(most_used, view.tables)
source = view.source()
voices = findings.voices_of(view.tables)

page.heading(view.in_words(), finding.title, finding.subtitle)
with st.container(horizontal=True, gap="medium"):
    st.session_state["by"] = by
    st.segmented_control(say("by"), BY, format_func=lambda name: say(f"by_{name}"), key="by", required=True,
                         on_change=choose_by)
    if choices:
        st.session_state["group"] = group
        st.selectbox(say(f"by_{by}"), choices, key="group", width=320, on_change=choose_group, format_func=lambda name:
                     view.codebook.label(name, language.LANGUAGE) if by == "issue" else name)
drawing, beside = page.columns(1.5)
chosen = address.own("show")
first = most_used.head(RANKED)
with drawing:
    page.block(say("ranked"), say("ranked_note"))
    chart.draw(bars.draw(first, voices=voices, chosen=chosen or None, **screen.fit()), "bars",
               f"{finding.title}. {finding.subtitle}")
    page.footer(finding.note, source)

    def picture(make):
        """Return the bars as a picture with their finding on it."""
        return make(bars.draw(first, voices=voices, width=slide.WIDTH), title=finding.title, subtitle=finding.subtitle,
                    footer=f"{finding.note} {source}".strip())

    downloads.row("words", lambda: most_used, lambda: picture(slide.png), lambda: picture(slide.svg))
with beside:
    places = tables.counted(of_group, view.selection, by, group, chosen) if chosen else None
    if places is not None and len(places):
        evidence.rail(sentences.mention_sentences(view.tables, places.head(evidence.MOST)),
                      say("word_places", word=chosen), many("sentence", len(places)), back=True,
                      beyond=max(len(places) - evidence.MOST, 0))
    else:
        page.block(say("glance"), say("glance_note"))
        chart.draw(cloud.draw(most_used, voices=voices, chosen=chosen or None, **screen.fit()), "cloud", plain(finding.title))
        downloads.row("cloud", lambda: most_used, lambda: cloud.png(most_used, voices=voices),
                      lambda: cloud.svg(most_used, voices=voices), linked=False)
