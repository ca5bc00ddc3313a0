"""Adjudication: where coders of the same document differ, one decision after another says what holds."""

import pandas as pd
import streamlit as st

from analysis import evidence
from analysis.reviews import MACHINE, codings
from analysis.reviews.records import BEGINNING
from pages.parts import access, address, agreeing, briefing_adding, decisions, language, page, review_form, tables
from pages.parts.language import say
from pages.parts.markup import LANGUAGES, attribute, bilingual, link, plain, safe

SHOWN = ("commentator", "issue", "likelihood", "valence", "condition", "outcome")


def settle(unit: dict, chosen: dict | None, before: int) -> None:
    """Keep what holds of a unit."""
    row = next(iter(unit.values()))
    decisions.decide(row["commentator"], codings.adjudication(unit, chosen, decisions.coder()), before=before)


def settle_place(place: dict, chosen: str | None, before: int) -> None:
    """Keep what holds of a stretch, a voice or a name."""
    made = codings.settlement(place, chosen, decisions.coder())
    decisions.decide(str(made.said.get("commentator") or made.code), made, before=before)


def voices(place: dict, coders: list[str]) -> None:
    """Draw a stretch, a voice or a name on which coders decided otherwise, and what can be settled."""
    first = next(iter(place.values()))
    document = documents.loc[first.doc_id]
    page.block(say("adjudication_place", n=n), document["title"])
    if first.end:
        passage = evidence.passage(document["text"], first.start, min(first.end, first.start + BEGINNING))
        where = link("reader", address.visit() | {"doc": first.doc_id, "at": str(first.start)}, say("read_there"))
        st.html(f'<p class="lh-passage o" lang="{LANGUAGES[document["script"]]}"><bdi><span class="lh-context">{safe(passage[0])}</span>'
                f'<mark>{safe(passage[1])}</mark><span class="lh-context">{safe(passage[2])}</span></bdi></p><p class="lh-note">{where}</p>')
    rows = "".join(f'<tr><th scope="row">{bilingual(agreeing.name(coder))}</th><td>'
                   f'{f"<mark>{bilingual(decisions.said(place[coder]))}</mark>" if coder in place else say("review_verdict_leave")}</td></tr>' for coder in coders)
    head = say(f"adjudication_{first.kind}", name=bilingual(tables.current().codebook.label(first.code, language.current()) if first.kind == "mention" else first.code))
    st.html(f'<p>{head}</p><table class="lh-table lh-compared"><tbody>{rows}</tbody></table>')
    if not may:
        return
    with st.container(horizontal=True, gap="small", key="review_actions"):
        for number, coder in enumerate(coders, 1):
            if coder in place:
                st.button(take(coder), key=f"take_{number}", on_click=settle_place, args=(place, coder, before),
                          shortcut=str(number), type="primary" if number == 1 else "secondary")
        st.button(say("adjudication_leave"), key="take_none", on_click=settle_place, args=(place, None, before), shortcut="x")


def otherwise(unit: dict, start: pd.Series, before: int) -> None:
    """Keep what the fields say."""
    told = review_form.filled(start, "settle")
    days = {name: pd.Timestamp(told[name]) if told.get(name) else pd.NaT for name in ("horizon_start", "horizon_end") if name in told}
    settle(unit, {**start.to_dict(), **told, **days}, before)


def said(row: dict | None, name: str) -> str:
    """Return what a coder says of a variable."""
    if row is None:
        return say("adjudication_nothing") if name == SHOWN[0] else ""
    value = row[name]
    if name == "issue":
        return tables.current().codebook.label(value, language.current())
    if name == "likelihood":
        return say(value)
    if name == "valence":
        return say(review_form.VALENCES[int(value)])
    return str(value)


def take(coder: str) -> str:
    """Return what the button says that takes what a coder wrote."""
    return say("adjudication_take_program") if coder == MACHINE else say("adjudication_take", name=plain(coder))


def compared(unit: dict, coders: list[str], different: list[str]) -> str:
    """Return what each coder says, side by side, as a table in safe HTML; what differs is marked."""
    heads = "<td></td>" + "".join(f'<th scope="col">{bilingual(agreeing.name(coder))}</th>' for coder in coders)
    rows = ""
    for name in SHOWN:
        marked = name in different or (name == SHOWN[0] and "predicts" in different)
        cells = ""
        for coder in coders:
            text = bilingual(said(unit.get(coder), name) or "–")
            cells += f'<td data-of="{attribute(agreeing.name(coder))}">{f"<mark>{text}</mark>" if marked and text else text}</td>'
        rows += f'<tr><th scope="row">{say(f"coders_{name}")}</th>{cells}</tr>'
    return f'<table class="lh-table lh-compared"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


corpus = tables.current()
if st.session_state.get("page") != "adjudication":
    address.read("adjudication", corpus.tables, corpus.codebook)
documents = corpus.tables.documents.set_index("doc_id")
given = [task for task in decisions.given() if task.doc_id in documents.index]
made = decisions.seen()
before = made[-1].review_id if made else 0
several = agreeing.finished(given)
left, places = agreeing.open_units(given, made), agreeing.open_places(given, made)
n = len(left) + len(places)
settled = sum(review.adjudicated for review in made)

page.heading("", say("adjudication_finding", n=n, settled=settled) if several else say("adjudication_none"), say("adjudication_subtitle"))
decisions.told()
may = access.allows(access.CODER)
if not several:
    st.html(f'<p>{link("coders", address.visit(), say("adjudication_to_coders"))}</p>')
    st.stop()
decisions.ask_coder()
if "last_review" in st.session_state:
    st.button(say("review_undo"), key="undo", on_click=decisions.undo, args=(st.session_state["last_review"],), shortcut="z")
if not n:
    page.block(say("adjudication_done"), say("adjudication_done_next"))
    st.stop()

# Voices first: whose a stretch is says whose its predictions are.
if places:
    voices(places[0], [task.coder for task in several[next(iter(places[0].values())).doc_id]])
    st.stop()
unit = left[0]
first = next(iter(unit.values()))
doc_id, different = first["doc_id"], agreeing.differing(several, unit)
coders = [task.coder for task in several[doc_id]]
page.block(say("adjudication_place", n=n), documents.loc[doc_id, "title"])
passage = evidence.passage(documents.loc[doc_id, "text"], int(first["start"]), int(first["end"]))
words = pd.Series({"doc_id": doc_id, "start": int(first["start"]), "end": int(first["end"])})
where = link("reader", address.visit() | {"doc": doc_id, "at": str(first["start"])}, say("read_there"))
st.html(f'<p class="lh-passage o" lang="{LANGUAGES[documents.loc[doc_id, "script"]]}"><bdi><span class="lh-context">{safe(passage[0])}</span>'
        f'<mark>{safe(passage[1])}</mark><span class="lh-context">{safe(passage[2])}</span></bdi></p><p class="lh-note">{where} '
        f'{briefing_adding.quote_button(words)}</p>')
shown = [*coders, *([MACHINE] if MACHINE in unit else [])]
st.html(compared(unit, shown, different))
if not may:
    st.stop()
with st.container(horizontal=True, gap="small", key="review_actions"):
    for number, coder in enumerate(shown, 1):
        if coder in unit:
            st.button(take(coder), key=f"take_{number}", on_click=settle, args=(unit, unit[coder], before),
                      shortcut=str(number), type="primary" if number == 1 else "secondary")
    st.button(say("adjudication_neither"), key="take_none", on_click=settle, args=(unit, None, before), shortcut="x")
with st.expander(say("adjudication_otherwise"), key="adjudication_otherwise"):
    source = next(coder for coder in shown if coder in unit)
    start = pd.Series({**unit[source], "prediction_id": f"{doc_id}_{first['start']}_{first['end']}"})
    names = sorted(set(corpus.tables.commentaries["commentator"]) | {row["commentator"] for row in unit.values()})
    review_form.draw(start, corpus.codebook, names, "settle")
    st.button(say("review_correct"), key="settle_otherwise", on_click=otherwise, args=(unit, start, before))
