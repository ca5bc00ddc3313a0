"""A document's text as HTML, with what was coded marked in it and noted beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from analysis.summaries import step
from pages.parts import access, briefing_adding, script
from pages.parts.language import say
from pages.parts.markup import attribute, safe

# A part of this many characters is read in ten minutes and drawn at once.
PART = 12_000
_SIDES = {-2: "a", -1: "a", 0: "o", 1: "c", 2: "c"}


@dataclass(frozen=True)
class Mark:
    """A stretch of text with its look, what it says when pointed at, and what stands after it."""

    start: int
    end: int
    look: str
    told: str
    tag: str = ""
    key: str = ""


def parts(text: str) -> list[tuple[int, int]]:
    """Return the half-open stretches a long text is read in, each ending with a paragraph where it can."""
    cut, start = [], 0
    while len(text) - start > PART * 5 // 4:
        end = text.find("\n", start + PART, start + 2 * PART) + 1
        if not end:
            end = max(text.rfind("。", start + PART // 2, start + PART), start + PART - 1) + 1
        cut.append((start, end))
        start = end
    return [*cut, (start, len(text))]


def part_of(stretches: Sequence[tuple[int, int]], place: int) -> int:
    """Return which stretch holds a place."""
    return next((number for number, (start, end) in enumerate(stretches) if start <= place < end), 0)


def read(document, stretch: tuple[int, int], spoken: pd.DataFrame, predictions: pd.DataFrame, mentions: pd.DataFrame,
         events: pd.DataFrame, layers: Sequence[str], at: int | None, label: Callable[[str, str], str],
         short: Callable[[object, str, bool], str]) -> str:
    """Return a stretch of a document as safe HTML.

    Parameters
    ----------
    document : row of DOCUMENTS
    stretch : (start, end)
    spoken, predictions, mentions, events : frame
        Rows of other documents are passed over.
    layers : sequence of str
        Of predictions, issues, actors, dates.
    at : int or None
        The place to show; the mark that begins there is ringed.
    label : callable
        Code and kind (issue or actor) to label.
    short : callable
        Prediction, the label of its issue, and whether its voice is to be named, to the note beside its paragraph.
    """
    text, (first, last) = document.text, stretch
    predictions = predictions[predictions["doc_id"] == document.doc_id].sort_values(["start", "end", "prediction_id"])
    numbered = [(number, row) for number, row in enumerate(predictions.itertuples(), 1)
                if row.start < last and row.end > first] if "predictions" in layers else []
    marks = [*_predicted(text, numbered), *_mentioned(mentions, document.doc_id, stretch, layers, label),
             *(_dated(events, document.doc_id, stretch) if "dates" in layers else [])]
    ring = _ring(text, at, marks) if at is not None and first <= at < last else None
    bylines = set(spoken.loc[spoken["role"] == "author", "commentator"])
    folded = text[:first] + script.shown(text[first:last])[0] + text[last:]
    authors = set(spoken.loc[spoken["role"] == "author", "commentary_id"])
    html, place, said = [], first, set()
    for line in text[first:last].split("\n"):
        if line.strip():
            byline = line.strip() in bylines
            look = ' class="lh-byline"' if byline else ""
            notes = "".join(_note(row, number, short(row, label(row.issue, "issue"), row.commentary_id not in authors))
                            for number, row in numbered if place <= row.start < place + len(line))
            # A commentator's name is no text of theirs: "美国观察室" speaks, the United States are not its subject.
            body = _paragraph(folded, place, place + len(line), [] if byline else marks, ring, said)
            html.append(f'<div class="lh-para"><p lang="{script.mark(document.script)}" data-at="{place:d}"{look}>{body}</p>'
                        + (f"<aside>{notes}</aside>" if notes else "") + "</div>")
        place += len(line) + 1
    coding = f'data-doc="{attribute(document.doc_id)}" data-code="{attribute(say("marked_button")) if access.may(access.CODER) else ""}"'
    return f'<article class="lh-reader" tabindex="0" {coding} aria-label="{attribute(document.title)}">{"".join(html)}</article>'


def _predicted(text, numbered) -> list[Mark]:
    marks = []
    for number, row in numbered:
        side = _SIDES[step(row.outlook)]
        marks.append(Mark(row.start, row.end, f"lh-pred {side}", say("prediction_mark", n=number), str(number)))
        for cue in row.cue.split("…"):
            place = text.find(cue, row.start, row.end) if cue else -1
            if place >= 0:
                marks.append(Mark(place, place + len(cue), f"lh-cue {side}", ""))
        place = _nearest(text, row.condition, row.start, row.end) if row.condition else -1
        if place >= 0:
            marks.append(Mark(place, place + len(row.condition), "lh-cond", say("condition_mark", n=number)))
    return marks


def _nearest(text: str, wanted: str, start: int, end: int) -> int:
    """Return where a condition stands: before its prediction rather than after it."""
    place = text.rfind(wanted, max(0, start - 400), end)
    return place if place >= 0 else text.find(wanted, end, end + 200)


def _mentioned(mentions, doc_id, stretch, layers, label) -> list[Mark]:
    kinds = [kind for kind, layer in (("issue", "issues"), ("actor", "actors")) if layer in layers]
    inside = mentions[(mentions["doc_id"] == doc_id) & mentions["kind"].isin(kinds)
                      & (mentions["start"] < stretch[1]) & (mentions["end"] > stretch[0])]
    return [Mark(row.start, row.end, f"lh-mark lh-{row.kind}", say(f"{row.kind}_mark", label=label(row.code, row.kind)),
                 f'<span class="lh-tag lh-{row.kind}">{safe(label(row.code, row.kind))}</span>', f"{row.kind} {row.code}")
            for row in inside.itertuples()]


def _dated(events, doc_id, stretch) -> list[Mark]:
    inside = events[(events["doc_id"] == doc_id) & (events["start"] < stretch[1]) & (events["end"] > stretch[0])]
    return [Mark(row.start, row.end, "lh-mark lh-date", say("date_mark", label=row.iso),
                 f'<span class="lh-tag lh-date">{safe(row.iso)}</span>', f"date {row.iso}") for row in inside.itertuples()]


def _ring(text: str, at: int, marks: list[Mark]) -> tuple[int, int]:
    """Return the stretch to ring: the prediction or mention that begins at the place, else the sentence's rest."""
    begun = [mark for mark in marks if mark.start == at]
    if begun:
        return at, max(mark.end for mark in begun)
    ends = [place for place in (text.find(sign, at) for sign in "\n。！？!?") if place >= 0]
    return at, max(min(ends, default=len(text)), at + 1)


def _paragraph(text: str, start: int, end: int, marks: list[Mark], ring: tuple[int, int] | None,
               said: set[str]) -> str:
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    bounds = {start, end}
    for mark in inside:
        bounds |= {max(mark.start, start), min(mark.end, end)}
    if ring:
        bounds |= {place for place in ring if start < place < end}
    bounds = sorted(bounds)
    html, ringed = [], False
    for first, last in pairwise(bounds):
        if ring and not ringed and ring[0] <= first < ring[1]:
            html.append('<span class="lh-here"' + (' id="lh-here"' if first == ring[0] else "") + ">")
            ringed = True
        over = [mark for mark in inside if mark.start <= first and mark.end >= last]
        if over:
            look = " ".join(dict.fromkeys(mark.look for mark in over))
            told = attribute(" · ".join(dict.fromkeys(mark.told for mark in over if mark.told)))
            tags = _tags([mark for mark in inside if mark.end == last], said)
            html.append(f'<span class="{look}" title="{told}">{safe(text[first:last])}{tags}</span>')
        else:
            html.append(safe(text[first:last]))
        if ringed and ring and last >= min(ring[1], end):
            html.append("</span>")
            ringed, ring = False, None
    if ringed:
        html.append("</span>")
    return "".join(html)


def _tags(ending: list[Mark], said: set[str]) -> str:
    """Return what stands after the marks that end here: the numbers of predictions, the labels of mentions."""
    numbers = [mark.tag for mark in ending if mark.tag and not mark.key]
    tags = [f'<sup>{", ".join(_to_row(number) for number in numbers)}</sup>'] if numbers else []
    labels = {}
    for mark in ending:
        # A label where something is first named is enough to read by; the underline stays on every mention.
        if mark.key and mark.key not in said:
            said.add(mark.key)
            # "伊朗" is a state and an issue: one label says it.
            labels.setdefault(mark.told.partition(": ")[2], mark.tag)
    return "".join([*tags, *labels.values()])


def _to_row(number: str) -> str:
    return f'<a class="lh-row" href="#lh-row-{number}" aria-label="{say("hit_row", n=number)}">{number}</a>'


def _note(row, number: int, line: str) -> str:
    condition = " lh-if" if row.condition else ""
    return f'<div class="lh-s{step(row.outlook):+d}{condition}"><b>{number}</b> {line} {briefing_adding.quote_button(row, short=True)}</div>'
