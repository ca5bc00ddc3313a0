"""Commentator: one person: positions, changes of mind, words, whom they name, who is near, where they speak."""

import pandas as pd
import streamlit as st

from analysis import compare, concordance, portrait
from analysis import evidence as sentences
from analysis.verification import verdicts
from charts import lettering, shares
from charts.shown.sides import beside_others
from pages.parts import (
    address,
    alone,
    chart,
    downloads,
    evidence,
    exhibit,
    grouping,
    language,
    page,
    records,
    sides,
    tables,
)
from pages.parts.language import say
from pages.parts.markup import bilingual, link, option

NEAR, MOST_NAMED, MOST_DOCUMENTS, MOST_RECORD = 5, 12, 20, 8


def likeness(narrowed, who: str) -> pd.DataFrame:
    """Return who is near and who is far; on one issue only where nobody shares two."""
    alike = compare.likeness(narrowed, who, shared=1)
    near = alike[alike["shared"] > 1]
    return near.reset_index(drop=True) if len(near) else alike


def near_and_far(alike: pd.DataFrame) -> str:
    """Return the nearest and the farthest others as safe HTML."""
    nearest = alike[alike["net"] > 0].head(NEAR)
    farthest = alike[alike["net"] < 0].iloc[::-1].head(NEAR)
    body = ""
    for head, rows in (("nearest", nearest), ("farthest", farthest)):
        for place, row in enumerate(rows.itertuples()):
            name = link("commentator", address.query_of(address.selection()) | {"who": row.commentator}, bilingual(row.commentator))
            body += (f'<tr><td>{say(head) if place == 0 else ""}</td><td>{name}</td>'
                     f'<td class="lh-n" data-of="{say("agrees")}">{row.agreed}</td>'
                     f'<td class="lh-n" data-of="{say("opposes")}">{row.opposed}</td>'
                     f'<td class="lh-n" data-of="{say("net").lower()}">{lettering.signed(row.net, 2)}</td></tr>')
    heads = "".join(f'<th scope="col"{kind}>{say(key)}</th>' if key else "<td></td>" for key, kind in
                    (("", ""), ("commentator", ""), ("agrees", ' class="lh-n"'), ("opposes", ' class="lh-n"'), ("net", ' class="lh-n"')))
    return f'<table class="lh-table"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def documents_list(own) -> str:
    """Return the documents in which the commentator speaks, each a link to where they begin, as safe HTML."""
    begins = own.commentaries.groupby("doc_id")["start"].min()
    said = own.predictions["doc_id"].value_counts()
    documents = own.documents.sort_values(["published", "doc_id"], ascending=[False, True], na_position="last")
    body = ""
    for row in documents.head(MOST_DOCUMENTS).itertuples():
        day = language.spoken().date(row.published, "day_short") if not pd.isna(row.published) else say("undated")
        query = address.query_of(address.selection()) | {"doc": row.doc_id, "at": str(begins.get(row.doc_id, 0))}
        body += (f'<tr><td>{day}</td><td>{link("reader", query, bilingual(row.title))}<small>{bilingual(row.outlet)}</small></td>'
                 f'<td class="lh-n" data-of="{say("predictions").lower()}">{said.get(row.doc_id, 0)}</td></tr>')
    heads = "".join(f'<th scope="col"{" class=lh-n" if key == "predictions" else ""}>{say(key)}</th>'
                    for key in ("written", "title", "predictions"))
    return f'<table class="lh-table"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def choose_who() -> None:
    """Keep the commentator; the marks chosen of another go."""
    address.keep(who=st.session_state["who"], show=None, word=None)


view = page.opened("commentator")
offered = tables.counted(portrait.everybody, view.selection)
if not offered:
    page.empty(say("no_words"), say("no_words_next"), back=view.selection.narrowed, reader=True)
    st.stop()

asked = address.own("who")
who = asked if asked in offered else offered[0]
own = grouping.split(view.tables, "commentator", who)[who]
rows = beside_others(view.tables, view.codebook, who, own, language=language.current())
shown = exhibit.of(view, "commentator", who=who)

if asked and asked not in offered:
    page.notice(say("person_not_here", name=asked[:60]))
page.heading(view.in_words(), shown.title, shown.subtitle)
st.session_state["who"] = who
st.selectbox(say("person"), offered, format_func=option, key="who", width=320, on_change=choose_who)


@alone.part
def marked() -> None:
    """Draw the charts of what is expected and, beside them, what a mark rests on."""
    drawing, beside = page.columns()
    chosen = address.own("show")
    with drawing:
        if not shown.empty:
            chart.draw(exhibit.drawn(shown, chosen=chosen), "person", chart.alt(shown.finding))
            page.footer(shown.note, shown.source)
            downloads.exhibit(shown, "commentator", view.tables)
            page.block(say("issue_by_issue"), say("issue_by_issue_note"), apart=True)
            st.html(sides.table(rows, compare.positions(rows, least=1), (who, say("all_others")), "commentator",
                                lambda row: row.issue if row.group == who else ""))
        else:
            page.footer(shown.note, shown.source)
    with beside:
        on_issue = rows.loc[(rows["group"] == who) & (rows["issue"] == chosen), "ids"]
        ids = " ".join(on_issue).split() or shares.meant(shown.shown, chosen)
        picked = sentences.sentences(view.tables, ids[:evidence.MOST], mapping=view.mapping)
        if len(picked):
            evidence.rail(picked, view.codebook.label(chosen, language.current()) if len(on_issue) else say("evidence"), say("sentence", n=len(ids)), back=True, beyond=len(ids) - len(picked),
                          only={"commentators": (who,), "issues": tuple(picked["issue"].unique())})
        else:
            ids = list(own.predictions.sort_values(["made_on", "start"])["prediction_id"])
            evidence.rail(sentences.sentences(view.tables, ids[:evidence.MOST], mapping=view.mapping), say("evidence"),
                          say("sentence", n=len(ids)), beyond=max(len(ids) - evidence.MOST, 0), first=evidence.FEW)

    changes = exhibit.of(view, "commentator_change", who=who)
    if not changes.empty:
        page.block(say("change"), say("full_stop", sentence=changes.title), apart=True)
        chart.draw(exhibit.drawn(changes, chosen=chosen), "change", chart.alt(changes.finding))
        downloads.exhibit(changes, "changes", view.tables, linked=False)


marked()

record = records.made(view).of(who)
if len(record.judgements):
    verdict = verdicts.one(who, records.figures(record), record.standings, record.rows, records.rules(), language=language.current())
    page.block(say("track_record"), language.spoken().paragraph(say("full_stop", sentence=verdict.title), verdict.subtitle), apart=True)
    if len(record.rows):
        st.html(records.listed(record.rows, voices=False, most=MOST_RECORD))
        st.html(f'<p>{link("track_record", address.query_of(address.selection()) | {"who": who}, say("record_whole"))}</p>')
    page.footer(verdict.note)

their_words, whom = exhibit.of(view, "commentator_words", who=who), exhibit.of(view, "commentator_named", who=who)
top, named = their_words.shown, whom.shown


@alone.part
def said() -> None:
    """Draw whose words and whom they name and, beside them, where a mark of either stands."""
    mark = address.own("word")
    left, right = page.columns(name="_said")
    with left:
        if len(top):
            page.block(say("typical"), their_words.note, apart=True)
            chart.draw(exhibit.drawn(their_words, chosen=f"{who}|{mark}" if mark else ""), "typical",
                       say("named_amount", name=say("typical"), amount=language.spoken().separated(list(top["word"]))), chosen_as="word")
            downloads.exhibit(their_words, "typical", view.tables, linked=False)
        if len(named):
            page.block(say("names_whom"), apart=True)
            chart.draw(exhibit.drawn(whom, chosen=mark), "named",
                       say("named_amount", name=say("names_whom"), amount=language.spoken().separated(list(named["label"].head(MOST_NAMED)))), chosen_as="word")
            downloads.exhibit(whom, "named", view.tables, linked=False)
    with right:
        word = mark.rpartition("|")[2] or (top["word"].iloc[0] if len(top) else "")
        stands_for = {"commentators": (who,)}
        if word in set(named["code"]):
            stands_for["actors"] = (word,)
            places = own.mentions[(own.mentions["kind"] == "actor") & (own.mentions["code"] == word)]
            title = named.loc[named["code"] == word, "label"].iloc[0]
        else:
            stands_for["words"] = grouping.saying(view, word)
            places, title = concordance.places(view.tables, word, within=frozenset(own.commentaries["commentary_id"])), word
        if word:
            evidence.rail(sentences.mention_sentences(view.tables, places.head(evidence.MOST)), say("word_places", word=title),
                          say("sentence", n=len(places)), back=bool(mark), beyond=max(len(places) - evidence.MOST, 0), chosen_as="word", only=stands_for)


said()

alike = tables.counted(likeness, view.selection, who)
left, right = page.columns(1, 1, name="_others")
with left:
    page.block(say("near_far"), say("nearness_note") if len(alike) else say("alone"), apart=True)
    if len(alike):
        st.html(near_and_far(alike) if (alike["net"].fillna(0) != 0).any() else page.note(say("near_far_even")))
        downloads.row("likeness", lambda: alike, linked=False)
with right:
    page.block(say("where_documents"), apart=True)
    st.html(documents_list(own))
    if len(own.documents) > MOST_DOCUMENTS:
        page.block("", say("n_more_documents", n=f"{len(own.documents) - MOST_DOCUMENTS:,}"))
