"""Words: which are used most, which set groups apart, how their use changes, and where each stands."""

import streamlit as st

from analysis import evidence as sentences
from analysis import narrowing
from analysis.text import fold
from charts import lettering
from pages.parts import (
    address,
    alone,
    around,
    concordance,
    evidence,
    grouping,
    page,
    tables,
    word_groups,
    word_trends,
    words_ranked,
)
from pages.parts.language import say

LOOKS = {"most": words_ranked, "groups": word_groups, "trend": word_trends}


def choose_look() -> None:
    """Keep which look is taken; the word stays, the mark of the chart before goes."""
    look = st.session_state["look"]
    around.keep(look=look if look != "most" else None, show=looked_up() or None)


def find_word() -> None:
    """Keep the word typed."""
    address.keep(show=st.session_state["find"].strip() or None)


def looked_up() -> str:
    """Return the word chosen in whichever chart, or typed."""
    return LOOKS[look_taken()].word(address.own("show"))


def look_taken() -> str:
    """Return which look at the words is taken."""
    look = address.own("look", "most")
    return look if look in LOOKS else "most"


view = page.opened("words")
if not narrowing.size(view.tables, "words"):
    page.empty(say("no_words"), say("no_words_next"), back=view.selection.narrowed, reader=True)
    st.stop()

taken = LOOKS[look_taken()]
shown = taken.prepare(view)
page.heading(view.in_words(), shown.finding.title, shown.finding.subtitle)


@alone.part
def marked() -> None:
    """Draw what can be chosen, the chart, what a word rests on beside it, and below in which company it stands."""
    mark, word = address.own("show"), looked_up()
    with st.container(key="words_choices", horizontal=True, gap="medium"):
        st.session_state["look"] = look_taken()
        st.segmented_control(say("look"), list(LOOKS), format_func=lambda name: say(f"look_{name}"), key="look", required=True,
                             on_change=choose_look)
        st.session_state["find"] = word
        st.text_input(say("find_word"), key="find", width=260, placeholder=say("find_word_help"), on_change=find_word)
    taken.choices(view, shown)

    scope = taken.scope(view, shown, mark) if word else ()
    drawing, beside = page.columns(taken.WIDE)
    with drawing:
        taken.draw(view, shown)
    with beside:
        if word:
            standing(word, *scope)
        else:
            taken.unasked(view, shown)
    if word:
        concordance.draw(view, word, *scope)


def standing(word: str, *scope: str) -> None:
    """Draw the sentences in which a word stands, and what it stands for: the word where it is one that is counted, and whose it is."""
    n = tables.counted(concordance.amount, view.selection, view.codebook, word, *scope)
    places = tables.counted(concordance.places, view.selection, view.codebook, word, *scope, most=evidence.MOST)
    title = say("word_places", word=lettering.cut(word, 240, 18))
    if n:
        evidence.rail(sentences.mention_sentences(view.tables, places), title,
                      say("sentence", n=n), back=True, beyond=min(n, concordance.IN_DATA) - len(places),
                      only={"words": grouping.saying(view, fold(word)), **grouping.selected(view, *scope)})
    else:
        evidence.rail(sentences.sentences(view.tables, []), title, lead=page.note(say("word_nowhere", word=word)), back=True)


marked()
