"""The sentences beside a chart, each with its place in the text."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis.schemas import NONE
from analysis.selection import Selection
from analysis.summaries import step
from pages.parts import address, briefing_adding, filters, language, script, tables
from pages.parts.language import say
from pages.parts.markup import bilingual, link, plain, safe

SHOWN = 8
# Of sentences beside something short: the page goes on below the longer of the two.
FEW = 4
# What a page still carries lightly; all of them are in the data.
MOST = 40


def rail(sentences: pd.DataFrame, title: str, note: str = "", lead: str = "", back: bool = False,
         beyond: int = 0, chosen_as: str = "show", only: Mapping[str, object] | None = None, first: int = SHOWN) -> None:
    """Draw the rail of evidence.

    Parameters
    ----------
    sentences : frame
        As `analysis.evidence.sentences` or `mention_sentences` returns.
    title : str
    note : str
        A line under the title.
    lead : str
        Safe HTML to stand above the sentences.
    back : bool
        Whether a mark is chosen, so that a way back to all is offered.
    beyond : int
        How many sentences there are besides.
    chosen_as : str
        The page's own choice that holds the mark; a second rail on a page has another.
    only : mapping of str to object, optional
        The parts of a selection that the mark stands for, to which every page can be narrowed; unsaid, the one voice and the
        one issue of the sentences. Names and days that are empty narrow nothing.
    first : int
        How many sentences are shown before the rest is asked for.
    """
    again = "" if chosen_as == "show" else f"_{chosen_as}"
    head = f'<h2 class="lh-block">{bilingual(title)}</h2>' + (f'<p class="lh-note">{bilingual(note)}</p>' if note else "")
    scripts = _scripts(sentences)
    quotes = [_quote(row, scripts.get(row.doc_id, "mixed"), explained=place < SHOWN)
              for place, row in enumerate(sentences.head(MOST).itertuples())]
    body = "".join(quotes[:first])
    if len(quotes) > first:
        body += (f'<details class="lh-more"><summary>{say("more", n=len(quotes) - first)}</summary>'
                 f'{"".join(quotes[first:])}</details>')
    if beyond or len(sentences) > MOST:
        body += f'<p class="lh-note">{say("beyond", n=beyond + max(len(sentences) - MOST, 0))}</p>'
    if not quotes and not lead:
        body = f'<p class="lh-note">{say("no_evidence")}</p>'
    with st.container(key=f"rail{again}"):
        st.html(f'<section class="lh-rail" aria-label="{say("evidence")}">{head}{lead}{body}</section>')
        if back:
            st.button(say("back"), key=f"back{again}", type="tertiary", on_click=_back, args=(chosen_as,))
            _offer(_stands_for(sentences) if only is None else only, chosen_as, again)


def _scripts(sentences: pd.DataFrame) -> dict[str, str]:
    documents = tables.current().tables.documents
    here = documents[documents["doc_id"].isin(sentences["doc_id"].unique())]
    return dict(zip(here["doc_id"], here["script"]))


def quotes(sentences: pd.DataFrame) -> str:
    """Return sentences as they stand in the rail, without why they were read so, as safe HTML."""
    scripts = _scripts(sentences)
    return "".join(_quote(row, scripts.get(row.doc_id, "mixed"), explained=False) for row in sentences.itertuples())


def _stands_for(sentences: pd.DataFrame) -> dict[str, object]:
    """Return the one voice and the one issue of some sentences, as parts of a selection."""
    voices, issues = (list(sentences[name].unique()) if name in sentences else [] for name in ("commentator", "issue"))
    only: dict[str, object] = {"commentators": (voices[0],)} if len(voices) == 1 and voices[0] != NONE else {}
    return only | ({"issues": (issues[0],)} if len(issues) == 1 else {})


def _offer(only: Mapping[str, object], chosen_as: str, again: str) -> None:
    """Offer to narrow every page to what a mark stands for, where that is less than what is chosen."""
    chosen = address.selection()
    only = {part: value for part, value in only.items() if value and value != getattr(chosen, part)}
    if chosen.since and only.get("since", chosen.since) <= chosen.since:
        only.pop("since", None)
    if chosen.until and only.get("until", chosen.until) >= chosen.until:
        only.pop("until", None)
    if not only:
        return
    names: dict[str, list[str]] = {}
    for part, _, name in filters.named(tables.current(), replace(Selection(), **only)):
        names.setdefault("days" if part in ("since", "until") else part, []).append(name)
    what = " · ".join(" ".join(them) if part == "days" else " / ".join(them) for part, them in names.items())
    st.button(plain(say("narrow_to", what=what)), key=f"narrow{again}", type="tertiary", icon=":material/filter_alt:",
              on_click=_narrow, args=(replace(chosen, **only), chosen_as))


def _narrow(narrower: Selection, chosen_as: str) -> None:
    address.keep(**{chosen_as: None})
    filters.narrow(narrower)


def _back(chosen_as: str) -> None:
    address.keep(**{chosen_as: None})


def _voice(row) -> str:
    """Return who says a sentence, linked to the page on them; of what nobody is known to say, the title."""
    if row.commentator == NONE:
        return bilingual(row.title)
    if st.session_state.get("page") == "commentator":
        return bilingual(row.commentator)
    return link("commentator", address.query_of(address.selection()) | {"who": row.commentator}, bilingual(row.commentator))


def _quote(row, written: str, explained: bool) -> str:
    before, quote, after = script.shown(row.before, row.quote, row.after)
    where = link("reader", address.query_of(address.selection()) | {"doc": row.doc_id, "at": str(row.start)},
                 say("read_there"))
    kind = f"lh-s{step(row.outlook):+d}" if hasattr(row, "outlook") else "lh-s+0"
    conditional = " lh-if" if getattr(row, "condition", "") else ""
    day = language.spoken().date(row.published) if not pd.isna(row.published) else say("undated")
    return (f'<blockquote class="lh-quote {kind}{conditional}"><p class="lh-who"><span>{_voice(row)}</span>'
            f'<span class="lh-day">{day}</span></p>'
            f'<p class="lh-said" lang="{script.mark(written)}"><bdi><span class="lh-context">{safe(before)}</span>{_cued(row, quote)}'
            f'<span class="lh-context">{safe(after)}</span></bdi></p>'
            f'<p class="lh-number">{likelihood_line(row)}{where} {briefing_adding.quote_button(row)}</p>{_why(row) if explained else ""}</blockquote>')


def _why(row) -> str:
    """Return what made the row, folded up, as safe HTML; nothing for a mention."""
    reasons = tables.why(row.prediction_id, row.doc_id) if hasattr(row, "prediction_id") else []
    if not reasons:
        return ""
    lines = "".join(f"<li>{bilingual(reason)}</li>" for reason in reasons)
    return f'<details class="lh-why"><summary>{say("why_row")}</summary><ul>{lines}</ul></details>'


def _cued(row, quote: str) -> str:
    start, end = getattr(row, "cue_start", -1), getattr(row, "cue_end", -1)
    if pd.isna(start) or start < 0:
        return safe(quote)
    start, end = int(start), int(end)
    return f'{safe(quote[:start])}<u>{safe(quote[start:end])}</u>{safe(quote[end:])}'


def likelihood_line(row) -> str:
    """Return a likelihood with its number and the range of its mapping, as safe HTML; nothing for a mention."""
    if not hasattr(row, "likelihood"):
        return ""
    line = say("likelihood_line", word=say(row.likelihood), percent=round(100 * row.probability))
    if not pd.isna(row.low):
        line += say("likelihood_range", low=round(100 * row.low), high=round(100 * row.high))
    if row.valence <= 0:
        line = language.spoken().clauses([line, say("of_apart" if row.valence < 0 else "of_neither")])
    if row.condition:
        line = say("if_then", condition=bilingual(script.shown(row.condition)[0]), line=line)
    label = tables.current().codebook.label(row.issue, language.current())
    return f'<span>{line} · {bilingual(label)}</span> '


def likelihood_short(row, label: str, named: bool) -> str:
    """Return a prediction in one line, as safe HTML: its words, their number, its issue, and its voice if named."""
    label = language.spoken().clauses([say("conditional"), label]) if row.condition else label
    voice = f" · {bilingual(row.commentator)}" if named else ""
    chance = say("percent", n=round(100 * row.probability))
    return f"{bilingual(row.cue)} {chance} <span>{bilingual(label)}{voice}</span>"
