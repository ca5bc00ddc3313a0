"""The fields of a prediction as a coder fills them in."""

import pandas as pd
import streamlit as st

from analysis.codebook import Codebook
from analysis.schemas import LIKELIHOODS
from pages.parts import language
from pages.parts.language import say
from pages.parts.markup import option

VALENCES = {1: "review_valence_closer", 0: "review_valence_neither", -1: "review_valence_apart"}


def draw(row, codebook: Codebook, names: list[str], form: str = "row", *, commentator: str = "", outcome: str = "") -> None:
    """Draw the fields.

    Parameters
    ----------
    row : row of PREDICTIONS, or None
        What the fields hold at first.
    codebook : Codebook
    names : list of str
        The voices of the corpus; another name can be typed.
    form : str
        Of the fields' keys, where a page has more than one set.
    commentator, outcome : str
        What an empty form holds at first.
    """
    key = _keys(row, form)
    points = codebook.mappings["lunheng"].points
    issues = sorted(codebook.issues, key=lambda code: codebook.label(code, language.current()))
    if row is not None and row.issue not in issues:
        issues = [row.issue, *issues]
    first, second = st.columns(2)
    with first:
        who = row.commentator if row is not None else commentator
        at = names.index(who) if who in names else (0 if names and not who else None)
        st.selectbox(say("review_commentator"), names, index=at, accept_new_options=True, format_func=option, key=key("commentator"),
                     placeholder=say("review_choose"))
        st.selectbox(say("review_issue"), issues, index=issues.index(row.issue) if row is not None else None,
                     format_func=lambda code: option(codebook.label(code, language.current())), key=key("issue"), placeholder=say("review_choose"))
        st.text_input(say("review_outcome"), row.outcome if row is not None else outcome, key=key("outcome"))
    with second:
        st.selectbox(say("review_likelihood"), LIKELIHOODS[::-1], index=LIKELIHOODS[::-1].index(row.likelihood) if row is not None else 1,
                     format_func=lambda word: f"{say(word)} ({round(100 * points[word])} %)", key=key("likelihood"))
        st.selectbox(say("review_valence"), list(VALENCES), index=list(VALENCES).index(int(row.valence)) if row is not None else 1,
                     format_func=lambda valence: say(VALENCES[valence]), key=key("valence"))
        st.text_input(say("review_condition"), row.condition if row is not None else "", key=key("condition"))
    day = row.horizon_end if row is not None else pd.NaT
    st.date_input(say("review_horizon"), None if pd.isna(day) else day.date(), format="YYYY-MM-DD", min_value="1900-01-01",
                  max_value="2199-12-31", key=key("horizon_end"), width=180)


def said_by(commentator: str, names: list[str], form: str) -> None:
    """Have an empty form, not drawn yet, hold this voice; nobody, where the corpus has no such voice."""
    st.session_state[_keys(None, form)("commentator")] = commentator if commentator in names else None


def filled(row, form: str = "row") -> dict[str, str | int]:
    """Return what the fields hold, as a review says it."""
    key = _keys(row, form)
    told = {name: st.session_state.get(key(name)) for name in
            ("commentator", "issue", "outcome", "likelihood", "valence", "condition", "horizon_end")}
    day = told.pop("horizon_end")
    told = {name: value if name == "valence" else (value or "").strip() for name, value in told.items()}
    told["horizon_end"] = day.isoformat() if day else ""
    if row is None or pd.isna(row.horizon_end) or day != row.horizon_end.date():
        told["horizon_start"] = told["horizon_end"]
    return told


def as_coded(row) -> dict[str, str | int]:
    """Return a row as the program coded it, as a review says it."""
    told = {name: row[name] for name in ("commentator", "issue", "outcome", "likelihood", "condition", "cue")}
    days = {name: "" if pd.isna(row[name]) else row[name].date().isoformat() for name in ("horizon_start", "horizon_end")}
    return {**told, "valence": int(row.valence), **days}


def _keys(row, form):
    # A key of its own for each row: fields of the next row begin with what that row says.
    return lambda name: f"{form}_{name}_{row.prediction_id if row is not None else 'new'}"
