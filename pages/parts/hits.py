"""What is stepped through in a document: its marks or the places of a word, one after the other, on a strip and as a table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.summaries import step
from analysis.text import fold, prepare
from pages.parts import briefing_adding, script
from pages.parts.language import say
from pages.parts.markup import attribute, bilingual, safe

# A bar of the strip is wide enough for a finger.
BARS, BARS_NARROW = 24, 12
_HIGH = 32
MOST_ROWS = 400
_SIDES = {-2: "a", -1: "a", 0: "o", 1: "c", 2: "c"}
Link = Callable[..., str]


@dataclass(frozen=True)
class Hit:
    """A place stepped to, and the side it is drawn on: a, o or c; nothing for what has none."""

    start: int
    side: str = ""


def of_word(text: str, word: str) -> list[Hit]:
    """Return where a word stands in a text, in either script."""
    folded, wanted = prepare(text), fold(word.strip())
    found, place = [], folded.text.find(wanted) if wanted else -1
    while place >= 0:
        found.append(Hit(folded.span(place, place + len(wanted))[0]))
        place = folded.text.find(wanted, place + len(wanted))
    return found


def of_marks(predictions: pd.DataFrame, mentions: pd.DataFrame, events: pd.DataFrame, layers: Sequence[str]) -> list[Hit]:
    """Return the predictions shown, in order; where none are, the mentions and dates shown.

    Parameters
    ----------
    predictions, mentions, events : frame
        Of one document.
    layers : sequence of str
        Of predictions, issues, actors, dates.
    """
    if "predictions" in layers and len(predictions):
        shown = predictions.sort_values(["start", "end"]).drop_duplicates("start")
        return [Hit(row.start, _SIDES[step(row.outlook)]) for row in shown.itertuples()]
    kinds = [kind for kind, layer in (("issue", "issues"), ("actor", "actors")) if layer in layers]
    starts = set(mentions.loc[mentions["kind"].isin(kinds), "start"]) | (set(events["start"]) if "dates" in layers else set())
    return [Hit(int(start)) for start in sorted(starts)]


def stepping(hits: Sequence[Hit], at: int | None, there: Link) -> str:
    """Return the links to the hit before and after a place, and which hit it is, as safe HTML."""
    if not hits:
        return ""
    place = -1 if at is None else at
    before = [hit.start for hit in hits if hit.start < place]
    after = [hit.start for hit in hits if hit.start > place]
    number = sum(hit.start <= place for hit in hits)
    # At either end the walk begins again at the other.
    previous = there(before[-1] if before else hits[-1].start, say("hit_previous"), kind="lh-go lh-previous")
    following = there(after[0] if after else hits[0].start, say("hit_next"), kind="lh-go lh-next")
    told = say("hit_of", n=number, all=len(hits)) if number else say("hits_all", n=len(hits))
    return f'{previous}<span role="status">{told}</span>{following}<small>{say("hit_keys")}</small>'


def strip(hits: Sequence[Hit], length: int, at: int | None, there: Link, bars: int = BARS) -> str:
    """Return how densely the hits stand in the text, a bar a stretch of it and each a link to its first, as safe HTML.

    Parameters
    ----------
    hits : sequence of Hit
    length : int
        Of the text, in characters.
    at : int or None
        The place shown; its bar is framed.
    there : callable
        Takes a place, safe HTML, a class and what it says when pointed at; returns a link.
    bars : int
    """
    if len(hits) < 2:
        return ""
    inside: list[list[Hit]] = [[] for _ in range(bars)]
    for hit in hits:
        inside[min(hit.start * bars // max(length, 1), bars - 1)].append(hit)
    most, drawn = max(map(len, inside)), ""
    for number, held in enumerate(inside):
        parts = ""
        for side in ("a", "o", "c", ""):
            n = sum(hit.side == side for hit in held)
            parts += f'<b class="{side or "p"}" style="height:{_HIGH * n / most:.1f}px"></b>' if n else ""
        here = at is not None and min(at * bars // max(length, 1), bars - 1) == number
        told = say("hits_at", n=len(held), percent=round(100 * number / bars))
        drawn += there(held[0].start, parts, kind=f'lh-go lh-bar{" lh-bar-here" if here else ""}', told=told) if held else \
            f'<span class="lh-bar{" lh-bar-here" if here else ""}"></span>'
    return f'<nav class="lh-strip" aria-label="{attribute(say("hits_strip"))}">{drawn}</nav>'


def table(document, predictions: pd.DataFrame, there: Link, label: Callable[[str, str], str],
          short: Callable[[object, str, bool], str]) -> str:
    """Return the predictions of a stretch as a table, each leading to its place, as safe HTML.

    Parameters
    ----------
    document : row of DOCUMENTS
    predictions : frame
        With `number`, under which each stands in the text.
    there, label, short
        As `strip` and `marked.read` take them.
    """
    body = ""
    for row in predictions.head(MOST_ROWS).itertuples():
        quote = script.shown(document.text[row.start:row.end])[0]
        body += (f'<tr id="lh-row-{row.number}"><th scope="row">{row.number}</th>'
                 f'<td lang="{script.mark(document.script)}">{there(row.start, safe(quote), kind="lh-go lh-said-short")}'
                 f' {briefing_adding.quote_button(row, short=True)}</td>'
                 f'<td>{bilingual(row.commentator)}</td><td>{short(row, label(row.issue, "issue"), False)}</td></tr>')
    heads = "".join(f'<th scope="col">{say(key)}</th>' for key in ("hit_number", "hit_sentence", "commentator", "prediction_column"))
    return f'<table class="lh-table lh-hits-table"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'
