"""Compare: two groups side by side: what each expects, how much each says, and in which words."""

import pandas as pd
import streamlit as st

from analysis import compare, concordance
from analysis import evidence as sentences
from analysis.language import CODES
from analysis.text import fold
from charts import lettering
from pages.parts import address, alone, chart, downloads, evidence, exhibit, grouping, language, page, sides, tables
from pages.parts.language import say
from pages.parts.markup import bilingual, option

BY = ("year", "document", "commentator", "side", "camp", "outlet", "month", "issue")


def parts(narrowed, by: str, first: str, second: str, names: tuple[str, str]):
    """Return the tables of both groups under the names shown."""
    return dict(zip(names, grouping.split(narrowed, by, first, second).values()))


def amounts(narrowed, *both):
    """Return how much there is of each group."""
    return compare.amounts(parts(narrowed, *both))


def shared(narrowed, *both) -> int:
    """Return how many commentators speak in both groups."""
    return compare.pairs(parts(narrowed, *both))[0][2]


def amounts_table(amount: pd.DataFrame, names: tuple[str, str]) -> str:
    """Return how much there is of each group, as safe HTML."""
    body = "".join(f'<tr><td>{say(f"measure_{row.measure}")}</td>' + "".join(
        f'<td class="lh-n">{sides.whose(name)}{value:,}</td>' for name, value in zip(names, row[2:])) + "</tr>"
        for row in amount[["measure", *names]].itertuples(name="Row"))
    heads = f'<th scope="col">{say("of")}</th>' + "".join(f'<th scope="col" class="lh-n">{bilingual(lettering.cut(name, 240, 14))}</th>' for name in names)
    return f'<table class="lh-table lh-amounts"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def choose_by() -> None:
    """Keep the kind of group; the groups and the mark chosen before go."""
    address.keep(by=st.session_state["by"], a=None, b=None, show=None)


def choose_group(name: str) -> None:
    """Keep a group; the mark chosen before goes."""
    address.keep(**{name: st.session_state[name]}, show=None)


view = page.opened("compare")
# Unasked, the first kind of which there are two.
by = address.own("by") if address.own("by") in BY else \
    next((kind for kind in BY[:3] if len(tables.counted(grouping.offered, view.selection, kind)) > 1), BY[0])
offered = tables.counted(grouping.offered, view.selection, by)
names_of = grouping.names(view, by, offered)


def choose() -> None:
    """Draw which two groups are compared."""
    with st.container(key="compare_choices", horizontal=True, gap="medium"):
        st.session_state["by"] = by
        st.selectbox(say("compare_by"), BY, format_func=lambda name: say(f"between_{name}"), key="by", width=160,
                     on_change=choose_by)
        for name, label, group in (("a", "first_group", first), ("b", "second_group", second)) if len(offered) > 1 else ():
            st.session_state[name] = group
            st.selectbox(say(label), offered, format_func=lambda group: option(names_of[group]), key=name, width=340,
                         on_change=choose_group, args=(name,))


first, second = grouping.pair(by, offered, address.own("a"), address.own("b"))
if not second:
    page.heading(view.in_words(), say("no_group_pair"), say("no_group_pair_next"))
    choose()
    st.stop()

names = (names_of[first], names_of[second])
both = (by, first, second, names)
shown = exhibit.of(view, "compare", by=by, a=first, b=second)
rows, found = shown.shown.rows, shown.shown.found
their_words = exhibit.of(view, "compare_words", by=by, a=first, b=second)


def here(mark: str) -> str:
    """Return a mark under its group's name in the visit's language, in whichever language its link was made."""
    group, bar, what = mark.rpartition("|")
    for tongue in CODES if bar else ():
        called = grouping.names(view, by, [first, second], tongue)
        group = next((names_of[own] for own, name in called.items() if name == group), group)
    return f"{group}{bar}{what}"


def behind(mark: str) -> tuple[pd.DataFrame, str, int]:
    """Return the sentences behind a mark, their title, and how many more there are."""
    group, _, what = mark.rpartition("|")
    if what in set(rows["issue"]) or (not what and group in names):
        mine = rows[(rows["group"] == group if group else rows["group"].isin(names)) & (rows["issue"] == what if what else True)]
        ids = " ".join(mine["ids"]).split()
        issue = (view.codebook.running if group else view.codebook.label)(what, language.current()) if what else ""
        title = say("said_of", commentator=group, issue=issue) if group and issue else group or issue
        return sentences.sentences(view.tables, ids, mapping=view.mapping), title, 0
    part = tables.counted(parts, view.selection, *both).get(group)
    if part is None:
        return sentences.sentences(view.tables, []), what, 0
    places = concordance.places(view.tables, what, within=frozenset(part.commentaries["commentary_id"]))
    return (sentences.mention_sentences(view.tables, places.head(evidence.MOST)), say("said_of", commentator=group, issue=what),
            max(len(places) - evidence.MOST, 0))


def stands_for(mark: str) -> dict[str, object]:
    """Return what a mark stands for, as parts of a selection: the group, and its issue or word."""
    name, _, what = mark.rpartition("|")
    group = next((group for group in (first, second) if names_of[group] == name), "")
    only = grouping.selected(view, by, group) if group else {}
    if what in set(rows["issue"]):
        return only | {"issues": (what,)}
    return only | {"words": grouping.saying(view, fold(what))}


def widest() -> pd.DataFrame:
    """Return a sentence of each group on the issues on which they are farthest apart."""
    ids = []
    for issue in found["issue"].head(3):
        for name in names:
            mine = rows[(rows["issue"] == issue) & (rows["group"] == name)]
            ids += [key for joined in mine["ids"] for key in joined.split()[:1]]
    return sentences.sentences(view.tables, ids, mapping=view.mapping)


page.heading(view.in_words(), shown.title, shown.subtitle)
choose()


@alone.part
def marked() -> None:
    """Draw the table, the chart of words and what a mark of either rests on."""
    drawing, beside = page.columns()
    chosen = here(address.own("show"))
    with drawing:
        if len(rows):
            page.block(say("issue_by_issue"), say("issue_by_issue_note"))
            st.html(sides.table(rows, found, names, "compare", lambda row: f"{row.group}|{row.issue}"))
        else:
            page.block(say("no_predictions"))
        page.footer(shown.note, shown.source)
        downloads.exhibit(shown, "compare", view.tables)
    with beside:
        if chosen:
            picked, title, beyond = behind(chosen)
            evidence.rail(picked, title, say("sentence", n=len(picked) + beyond), back=True, beyond=beyond, only=stands_for(chosen))
        else:
            evidence.rail(widest(), say("evidence"), say("groups_differ_note"))

    left, right = page.columns(name="_compare")
    with left:
        page.block(say("their_words"), their_words.note, apart=True)
        chart.draw(exhibit.drawn(their_words, chosen=chosen), f"compare_words_{by}", chart.alt(their_words.finding))
        downloads.exhibit(their_words, "compare-words", view.tables, linked=False)
    with right:
        page.block(say("amounts"), apart=True)
        st.html(amounts_table(tables.counted(amounts, view.selection, *both), names))
        in_both = tables.counted(shared, view.selection, *both)
        if by not in ("commentator", "side", "camp") and in_both:
            st.html(page.note(say("shared_voice", n=in_both)))


marked()
