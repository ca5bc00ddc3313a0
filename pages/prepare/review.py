"""Review: one prediction after another, what matters most first; a decision is a key."""

import pandas as pd
import streamlit as st

from analysis import evidence, reviews
from analysis.reviews import Assignment, Review, Reviewed, settling
from analysis.schemas import NONE
from analysis.summaries import step
from pages.parts import access, address, briefing_adding, decisions, language, page, review_form, review_voices, tables
from pages.parts.decisions import coder, decide
from pages.parts.language import say
from pages.parts.markup import LANGUAGES, bilingual, link, option, safe

# More decisions than this nobody reads through beside the work; all of them are kept, and the newer can be taken back.
LISTED, TAKEN_BACK = 12, 50


def on_row(verdict: str, row, before: int) -> None:
    """Decide on the row shown."""
    told = review_form.filled(row) if verdict == "correct" else review_form.as_coded(row)
    decide(row.commentator, Review(row.doc_id, "prediction", verdict, row.issue, int(row.start), int(row.end), row.quote, told, coder()),
           before=before)


def later(prediction_id: str) -> None:
    """Put the row off to the end of this visit."""
    st.session_state.setdefault("put_off", []).append(prediction_id)
    address.keep(show=None)


def add(titles: dict[str, str], texts: dict[str, str]) -> None:
    """Keep a prediction that the program missed."""
    doc_id, quote = st.session_state["add_document"], st.session_state["add_quote"].strip()
    if not quote:
        st.session_state["review_note"] = say("review_quote_empty")
        return
    start = texts[doc_id].find(quote)
    if start < 0:
        st.session_state["review_note"] = say("review_quote_absent", title=titles[doc_id])
        return
    told = review_form.filled(None, "add")
    decide(told["commentator"], Review(doc_id, "prediction", "add", told["issue"], start, start + len(quote), quote, told, coder()))
    st.session_state["add_quote"] = ""


def in_place(row, text: str, script: str) -> str:
    """Return the row's words in their paragraph, as safe HTML."""
    before, quote, after = evidence.passage(text, row.start, row.end)
    cue = quote.find(row.cue)
    marked = safe(quote) if cue < 0 else f"{safe(quote[:cue])}<u>{safe(row.cue)}</u>{safe(quote[cue + len(row.cue):])}"
    return (f'<p class="lh-passage {_side(row.outlook)}" lang="{LANGUAGES[script]}"><bdi><span class="lh-context">{safe(before)}</span><mark>{marked}</mark>'
            f'<span class="lh-context">{safe(after)}</span></bdi></p>')


def _side(outlook: float) -> str:
    return "a" if step(outlook) < 0 else "c" if step(outlook) > 0 else "o"


def history(made: list[Review]) -> str:
    """Return decisions as an HTML table, the newest first, who decided and when under the words."""
    heads = "".join(f'<th scope="col">{say(key)}</th>' for key in ("review_what", "review_quote"))
    rows = "".join(f"<tr><td>{bilingual(decisions.said(review))}</td><td>{bilingual(review.quote or review.code)}<small>{bilingual(review.coder)} · "
                   f"{language.spoken().date(review.made_at, 'day_short')} {review.made_at:%H:%M}</small></td></tr>" for review in made[:LISTED])
    more = page.note(say("more", n=len(made) - LISTED)) if len(made) > LISTED else ""
    return f'<table class="lh-table lh-decided"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}'


@st.cache_resource(show_spinner=False, max_entries=4)
def work(library: str, fingerprint: str, state: int, who: str, selection: str, _view: page.Page, _made: list[Review],
         _given: list[Assignment]) -> tuple[Reviewed | None, pd.DataFrame, pd.DataFrame]:
    """Return the coder's own tables, the rows they see, and those left to review in their order: worked out once for each decision.

    A field that is filled in, or a row put off, asks for the same again, and of a large corpus that takes seconds.
    """
    own, hidden = decisions.own_tables(_made, _given, _view.codebook), decisions.others_blind(_given)
    shown, standing = decisions.as_the_coder_sees(_view, own, hidden)
    return own, shown.predictions.set_index("prediction_id", drop=False), reviews.queue(shown, standing)


def gone(held: list[Review], rows: pd.DataFrame) -> list[Review]:
    """Return the decisions that took a row away: what one coder rejects stands until all who code the document agree."""
    rejected = [review for review in held if review.kind == "prediction" and review.verdict == "reject"]
    there = rows[rows["doc_id"].isin({review.doc_id for review in rejected})]
    places = set(zip(there["doc_id"], there["issue"], there["start"], there["end"]))
    return [review for review in rejected if (review.doc_id, review.code, review.start, review.end) not in places]


view = page.opened("review")
corpus = view.corpus
made, given = decisions.seen(), decisions.given()
before = made[-1].review_id if made else 0
held = settling.last_of_each_place(made)
own, every, order = work(str(tables.library().engine.url), corpus.fingerprint, decisions.state(), coder(), repr(view.selection), view, made, given)
hidden = decisions.others_blind(given)
put_off = st.session_state.get("put_off", [])
order = pd.concat([order[~order["prediction_id"].isin(put_off)], order[order["prediction_id"].isin(put_off)]])
wanted, here = view.selection.issues, set(view.tables.documents["doc_id"])
rejected = [review for review in gone(held, every) if review.doc_id in here and (not wanted or review.code in wanted)]
n = len(every) + len(rejected)

page.heading(view.in_words(), say("review_finding", done=n - len(order), n=n), say("review_subtitle"))
decisions.told()
may = access.allows(access.CODER)
if own is not None:
    st.html(page.note(say("review_blind", n=len(own.tables.documents))))
if here & hidden:
    st.html(page.note(say("review_hidden", n=len(here & hidden))))
found = reviews.quality(held)
page.footer(say("review_quality_none") if not found.n else say(
    "review_quality", n=found.n, right=found.right, percent=round(100 * found.share), low=round(100 * found.low),
    high=round(100 * found.high), corrected=found.corrected, rejected=found.rejected, added=found.added))

documents = corpus.tables.documents.set_index("doc_id")
titles, texts = documents["title"].to_dict(), documents["text"].to_dict()
names = sorted(set(corpus.tables.commentaries["commentator"]))
working, beside = page.columns(1.6, 1.0)
doc_id, voice = view.tables.documents["doc_id"].iloc[0], ""
with working:
    asked = address.own("show")
    left = list(order["prediction_id"])
    if left:
        shown = asked if asked in left else left[0]
        row = every.loc[shown]
        doc_id, voice = row.doc_id, row.commentator
        reasons = order.loc[order["prediction_id"] == shown, "reasons"].iloc[0].split()
        page.block(say("review_place", place=left.index(shown) + 1, n=len(left)))
        where = link("reader", address.query_of(address.selection()) | {"doc": row.doc_id, "at": str(row.start)}, say("read_there"))
        st.html(f'<p class="lh-who">{bilingual(row.commentator)} <span class="lh-day">{bilingual(titles[row.doc_id])}</span> {where} '
                f'{briefing_adding.quote_button(row)}</p>'
                + in_place(row, texts[row.doc_id], documents.loc[row.doc_id, "script"]))
        told = language.spoken().separated([say(f"review_reason_{reason}") for reason in reasons]) or say("review_none")
        st.html(page.note(say("review_why", reasons=told)))
        if may:
            review_form.draw(row, view.codebook, names)
        with st.container(horizontal=True, gap="small", key="review_actions"):
            if may:
                st.button(say("review_accept"), key="accept", on_click=on_row, args=("accept", row, before), shortcut="a", type="primary")
                st.button(say("review_correct"), key="correct", on_click=on_row, args=("correct", row, before), shortcut="s")
                st.button(say("review_reject"), key="reject", on_click=on_row, args=("reject", row, before), shortcut="x")
            st.button(say("review_skip"), key="later", on_click=later, args=(shown,), shortcut="l")
            if "last_review" in st.session_state:
                st.button(say("review_undo"), key="undo", on_click=decisions.undo, args=(st.session_state["last_review"],), shortcut="z")
    else:
        page.block(say("review_all_done"), say("review_all_done_next"))
        if "last_review" in st.session_state:
            st.button(say("review_undo"), key="undo", on_click=decisions.undo, args=(st.session_state["last_review"],))
    if may:
        with st.expander(say("review_add"), key="review_add"), st.form("add", border=False):
            st.html(page.note(say("review_add_note")))
            if st.session_state.get("add_beside") != (doc_id, voice) or "add_document" not in st.session_state:
                # What is missing is mostly missing in the document that is read, and said by whom is read.
                st.session_state["add_beside"], st.session_state["add_document"] = (doc_id, voice), doc_id
                review_form.said_by(voice, names, "add")
            st.selectbox(say("review_document"), list(titles), format_func=lambda key: option(titles[key]), key="add_document")
            st.text_area(say("review_quote"), key="add_quote", height=80)
            review_form.draw(None, view.codebook, names, "add")
            st.form_submit_button(say("review_add_button"), on_click=add, args=(titles, texts))
        around = own.tables if own is not None and doc_id in set(own.tables.documents["doc_id"]) else corpus.tables
        review_voices.draw_stretches(doc_id, around.commentaries[around.commentaries["doc_id"] == doc_id], texts[doc_id], names)
        review_voices.draw_mentions(doc_id, around.mentions[around.mentions["doc_id"] == doc_id])
with beside:
    decisions.ask_coder()
    if made:
        newest = made[::-1]
        page.block(say("review_history"), say("review_history_note"))
        st.html(history(newest))
        if may:
            choices = {review.review_id: f"{decisions.said(review)}: {(review.quote or review.code)[:24]}" for review in newest[:TAKEN_BACK]}
            chosen = st.selectbox(say("review_take_back"), list(choices), format_func=lambda key: option(choices[key]), key="take_back")
            st.button(say("review_undo"), key="undo_chosen", on_click=decisions.undo, args=([chosen],))
    if corpus.orphans:
        page.block(say("review_orphans", n=len(corpus.orphans)), say("review_orphans_note"), apart=True)
        st.html("<ul>" + "".join(f"<li>{bilingual(review.quote or review.code)} <span class=\"lh-note\">{say(f'review_{why}')}</span></li>"
                                 for review, why in corpus.orphans[:LISTED]) + "</ul>")
    only = view.selection.documents[0] if len(view.selection.documents) == 1 else NONE
    if may:
        review_voices.draw_names(names, only)
