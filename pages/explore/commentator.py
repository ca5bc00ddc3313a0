"""Commentator: one person: positions, changes of mind, words, whom they name, who is near, where they speak."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis import compare, concordance, groups, portrait, summaries, trends, verdicts
from analysis import evidence as sentences
from charts import keyness as key_bars
from charts import lettering, ranked, slide, squares
from charts import trend as panels
from pages.parts import address, chart, downloads, evidence, language, page, records, screen, sides, tables
from pages.parts.language import many, say
from pages.parts.markup import bilingual, link

NEAR, MOST_PATHS, MOST_DAYS, MOST_NAMED, MOST_DOCUMENTS, MOST_RECORD = 5, 6, 24, 12, 40, 8


def own_tables(narrowed, who: str):
    """Return the tables of one commentator."""
    return groups.split(narrowed, "commentator", [who])[who]


def by_issue(narrowed, codebook, who: str, own) -> pd.DataFrame:
    """Return what the commentator expects on each issue, and what all others expect on it."""
    others = replace(narrowed, predictions=narrowed.predictions[narrowed.predictions["commentator"] != who])
    both = compare.issues({who: own, say("all_others"): others}, codebook, language=language.current())
    return both[both["issue"].isin(set(both.loc[both["group"] == who, "issue"]))].reset_index(drop=True)


def paths(own, codebook, changes: pd.DataFrame) -> pd.DataFrame:
    """Return the change on each issue day by day; by month, quarter or year of whom speaks on many days."""
    if changes["days"].max() > MOST_DAYS:
        return trends.over_time(own, codebook, per=trends.finest(own, MOST_DAYS), codes=list(changes["issue"].head(MOST_PATHS)),
                                language=language.current())
    drawn = trends.paths(own.predictions, changes.head(MOST_PATHS))
    issues = drawn["series"].str.rpartition("|")[2]
    return drawn.assign(label=[codebook.label(issue, language.current()) for issue in issues])


def typical(narrowed, codebook, who: str, own) -> tuple[pd.DataFrame, bool]:
    """Return the commentator's own words as they are written, and whether they are surely so."""
    top, sure = portrait.words(narrowed, who, codebook)
    forms = concordance.as_written(own, list(top["word"]))
    return top.assign(word=top["word"].map(forms).astype("str")), sure


def likeness(narrowed, who: str) -> pd.DataFrame:
    """Return who is near and who is far; on one issue only where nobody shares two."""
    near = compare.likeness(narrowed, who)
    return near if len(near) else compare.likeness(narrowed, who, shared=1)


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
own = tables.counted(own_tables, view.selection, who)
rows = tables.counted(by_issue, view.selection, view.codebook, who, own)
# A square claims nothing beyond the one statement, so none is too few.
split = summaries.split_by_issue(own.predictions, view.codebook, least=1, language=language.current())
finding = portrait.finding(rows[rows["group"] == who], view.tables, who, codebook=view.codebook, language=language.current())
source = view.source()

if asked and asked not in offered:
    page.notice(say("person_not_here", name=asked[:60]))
page.heading(view.in_words(), finding.title, finding.subtitle)
st.session_state["who"] = who
st.selectbox(say("person"), offered, key="who", width=320, on_change=choose_who)
drawing, beside = page.columns()
chosen = address.own("show")
with drawing:
    if len(split):
        chart.draw(squares.draw(split, least=1, **screen.fit(), chosen=chosen or None), "person",
                   chart.alt(finding))
        page.footer(finding.note, source)

        def picture(make):
            """Return the squares as a picture with their finding on it."""
            return make(squares.draw(split, least=1, width=slide.WIDTH, language=language.current()), title=finding.title, subtitle=finding.subtitle,
                        footer=f"{finding.note} {source}")

        downloads.row("commentator", lambda: sentences.sentences(view.tables, list(own.predictions["prediction_id"]),
                                                                 mapping=view.mapping),
                      lambda: picture(slide.png), lambda: picture(slide.svg))
        page.block(say("issue_by_issue"), say("issue_by_issue_note"), apart=True)
        st.html(sides.table(rows, compare.positions(rows, least=1), (who, say("all_others")), "commentator",
                            lambda row: row.issue if row.group == who else ""))
    else:
        page.footer(finding.note, source)
with beside:
    on_issue = rows.loc[(rows["group"] == who) & (rows["issue"] == chosen), "ids"]
    picked = sentences.sentences(view.tables, " ".join([*on_issue] or [chosen]).split(), mapping=view.mapping)
    if len(picked):
        evidence.rail(picked, view.codebook.label(chosen, language.current()) if len(on_issue) else say("evidence"), many("sentence", len(picked)), back=True)
    else:
        ids = list(own.predictions.sort_values(["made_on", "start"])["prediction_id"])
        evidence.rail(sentences.sentences(view.tables, ids[:evidence.MOST], mapping=view.mapping), say("evidence"),
                      many("sentence", len(ids)), beyond=max(len(ids) - evidence.MOST, 0))

changes = trends.drift(own.predictions, view.codebook, language=language.current())
if len(changes):
    page.block(say("change"), say("full_stop", sentence=trends.finding_drift(changes, codebook=view.codebook, language=language.current()).title), apart=True)
    chart.draw(panels.draw(paths(own, view.codebook, changes), what="outlook", chosen=chosen or None, **screen.fit()), "change",
               say("change"))
    downloads.row("changes", lambda: changes, linked=False)

record = records.made(view).of(who)
if len(record.judgements):
    verdict = verdicts.one(who, records.figures(record), record.standings, record.rows, records.rules(), language=language.current())
    page.block(say("track_record"), language.spoken().paragraph(say("full_stop", sentence=verdict.title), verdict.subtitle), apart=True)
    if len(record.rows):
        st.html(records.listed(record.rows, voices=False, most=MOST_RECORD))
        st.html(f'<p>{link("track_record", address.query_of(address.selection()) | {"who": who}, say("record_whole"))}</p>')
    page.footer(verdict.note)

top, sure = tables.counted(typical, view.selection, view.codebook, who, own)
named = tables.counted(portrait.named, view.selection, who, view.codebook, language=language.current())
mark = address.own("word")
left, right = page.columns(name="_said")
with left:
    if len(top):
        page.block(say("typical"), say("typical_note") if sure else say("typical_unsure"), apart=True)
        chart.draw(key_bars.draw(top, groups=[who], chosen=f"{who}|{mark}" if mark else None, **screen.fit()), "typical",
                   say("named_amount", name=say("typical"), amount=language.spoken().separated(list(top["word"]))), chosen_as="word")
    if len(named):
        page.block(say("names_whom"), apart=True)
        chart.draw(ranked.draw(named.head(MOST_NAMED), name="label", key="code", value="n", head=say("times_named"), beside="documents",
                               beside_head=say("documents").lower(), chosen=mark or None, **screen.fit()), "named",
                   say("named_amount", name=say("names_whom"), amount=language.spoken().separated(list(named["label"].head(MOST_NAMED)))), chosen_as="word")
        downloads.row("named", lambda: named, linked=False)
with right:
    word = mark.rpartition("|")[2] or (top["word"].iloc[0] if len(top) else "")
    if word in set(named["code"]):
        places = own.mentions[(own.mentions["kind"] == "actor") & (own.mentions["code"] == word)]
        title = named.loc[named["code"] == word, "label"].iloc[0]
    else:
        places, title = concordance.places(view.tables, word, within=frozenset(own.commentaries["commentary_id"])), word
    if word:
        evidence.rail(sentences.mention_sentences(view.tables, places.head(evidence.MOST)), say("word_places", word=title),
                      many("sentence", len(places)), back=bool(mark), beyond=max(len(places) - evidence.MOST, 0), chosen_as="word")

alike = tables.counted(likeness, view.selection, who)
left, right = page.columns(1, 1, name="_others")
with left:
    page.block(say("near_far"), say("nearness_note") if len(alike) else say("alone"), apart=True)
    if len(alike):
        st.html(near_and_far(alike))
        downloads.row("likeness", lambda: alike, linked=False)
with right:
    page.block(say("where_documents"), apart=True)
    st.html(documents_list(own))
    if len(own.documents) > MOST_DOCUMENTS:
        page.block("", say("n_more_documents", n=f"{len(own.documents) - MOST_DOCUMENTS:,}"))
