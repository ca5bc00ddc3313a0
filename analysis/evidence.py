"""The sentences behind a mark: each quote in its sentence, in the script it was written in."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import cast

import pandas as pd

from analysis import narrowing
from analysis.codebook import Mapping
from analysis.once import once
from analysis.rows import DocumentRow, Place, PredictionRow
from analysis.schemas import PREDICTIONS, Row, Tables
from analysis.text import CLOSERS, SENTENCE_END, clauses, fold, prepare
from analysis.text import sentences as cut_sentences

COLUMNS = {"prediction_id": "str", "doc_id": "str", "title": "str", "published": "datetime64[us]", "commentator": "str",
           "before": "str", "quote": "str", "after": "str", "cue_start": "int64", "cue_end": "int64", "cue": "str",
           "likelihood": "str", "probability": "float64", "low": "float64", "high": "float64", "valence": "int64",
           "outlook": "float64", "issue": "str", "condition": "str", "start": "int64", "end": "int64"}
PLACES = {"doc_id": "str", "title": "str", "published": "datetime64[us]", "commentator": "str", "code": "str",
          "before": "str", "quote": "str", "after": "str", "start": "int64", "end": "int64"}


def sentences(tables: Tables, ids: list[str], *, mapping: Mapping | None = None, context: int = 40) -> pd.DataFrame:
    """Return the sentence around each of some predictions.

    Parameters
    ----------
    tables : Tables
    ids : list of str
        Prediction ids; the rows come in this order, and an unknown id brings none.
    mapping : Mapping, optional
        Gives the bounds `low` and `high` of the probability; without it, and for `possible`, they are NaN.
    context : int
        Characters of the sentence kept before and after the quote; what is cut is marked `…`.

    Returns
    -------
    frame
        The columns of `COLUMNS`. `before`, `quote` and `after` are on one line; `cue_start` and `cue_end` are places in
        `quote`, -1 where the cue does not stand in it. `start` and `end` are the quote's places in the document.
    """
    if not ids:
        return _frame([], COLUMNS)
    known = once(tables, ("predictions by id",), lambda: pd.Index(narrowing.columns(tables, "predictions", "prediction_id")["prediction_id"]))
    places = known.get_indexer(pd.Index(dict.fromkeys(ids)))
    rows = narrowing.rows(tables, PREDICTIONS, places[places >= 0])
    documents = _documents(tables, rows["doc_id"])
    found = []
    for row in cast(Iterable[PredictionRow], rows.itertuples()):
        document = documents[row.doc_id]
        before, quote, after = around(document["text"], row.start, row.end, context)
        cue_start, cue_end = _cue(quote, row.cue)
        bounds = mapping if mapping is not None and row.likelihood != "possible" else None
        found.append({
            "prediction_id": row.prediction_id, "doc_id": row.doc_id, "title": document["title"],
            "published": document["published"], "commentator": row.commentator, "before": before, "quote": quote,
            "after": after, "cue_start": cue_start, "cue_end": cue_end, "cue": row.cue, "likelihood": row.likelihood,
            "probability": row.probability, "low": bounds.low[row.likelihood] if bounds else float("nan"),
            "high": bounds.high[row.likelihood] if bounds else float("nan"), "valence": row.valence,
            "outlook": row.outlook, "issue": row.issue, "condition": row.condition, "start": row.start, "end": row.end})
    return _frame(found, COLUMNS)


def mention_sentences(tables: Tables, places: pd.DataFrame, *, context: int = 40) -> pd.DataFrame:
    """Return the sentence around each of some places.

    Parameters
    ----------
    tables : Tables
    places : frame
        With doc_id, start, end; rows of `tables.mentions` or `tables.events` will do.
    context : int
        As in `sentences`.

    Returns
    -------
    frame
        The columns of `PLACES`; `commentator` from the row, or from its commentary, else `none`.
    """
    if places.empty:
        return _frame([], PLACES)
    documents, voices = _documents(tables, places["doc_id"]), {}
    if "commentary_id" in places:
        spoken = tables.commentaries[tables.commentaries["commentary_id"].isin(places["commentary_id"].unique())]
        voices = dict(zip(spoken["commentary_id"], spoken["commentator"]))
    found = []
    for row in cast(Iterable[Place], places.itertuples()):
        document = documents[row.doc_id]
        before, quote, after = around(document["text"], row.start, row.end, context)
        voice = getattr(row, "commentator", None) or voices.get(getattr(row, "commentary_id", ""), "none")
        found.append({"doc_id": row.doc_id, "title": document["title"], "published": document["published"],
                      "commentator": voice, "code": getattr(row, "code", ""), "before": before, "quote": quote,
                      "after": after, "start": row.start, "end": row.end})
    return _frame(found, PLACES)


def of_cell(tables: Tables, commentator: str, issue: str | Sequence[str], *, value: str = "outlook", mapping: Mapping | None = None,
            context: int = 40) -> pd.DataFrame:
    """Return the sentences behind a cell of the matrix.

    Parameters
    ----------
    tables : Tables
    commentator : str
    issue : str or sequence of str
        One, or those that stand in one column. Empty, both stand for all: the totals at the edges.
    value : one of `summaries.VALUES`
    mapping, context
        As in `sentences`.
    """
    issues = [issue] if isinstance(issue, str) and issue else list(issue)
    if value == "mentions":
        places = tables.mentions[(tables.mentions["kind"] == "issue")]
        places = places[places["code"].isin(issues)] if issues else places
        if commentator:
            own = tables.commentaries.loc[tables.commentaries["commentator"] == commentator, "commentary_id"]
            places = places[places["commentary_id"].isin(set(own))]
        return mention_sentences(tables, places, context=context)
    rows = tables.predictions
    rows = rows[rows["commentator"] == commentator] if commentator else rows
    rows = rows[rows["issue"].isin(issues)] if issues else rows
    if value == "outlook":
        rows = rows[rows["valence"] != 0]
    return sentences(tables, list(rows["prediction_id"]), mapping=mapping, context=context)


def passage(text: str, start: int, end: int, most: int = 160) -> tuple[str, str, str]:
    """Return what stands before a span in its paragraph, the span, and what follows it; what is cut is marked `…`.

    Parameters
    ----------
    text : str
    start, end : int
        Half-open, in code points.
    most : int
        Characters kept on either side.
    """
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    before, after = text[first:start], text[end:last]
    return ("…" + before[len(before) - most:] if len(before) > most else before, text[start:end],
            after[:most] + "…" if len(after) > most else after)


def around(text: str, start: int, end: int, context: int = 40) -> tuple[str, str, str]:
    """Return what stands before a span in its sentence, the span, and what follows it, each on one line."""
    folded = prepare(text)
    first, last = folded.place(start), folded.place(end)
    left = max(0, max(folded.text.rfind("\n", 0, first), *(folded.text.rfind(mark, 0, first) for mark in SENTENCE_END)))
    opening, closing = start, end
    for sentence_start, sentence_end in cut_sentences(folded.text, left, min(len(folded.text), last + 400)):
        original = folded.span(sentence_start, sentence_end)
        if original[1] <= start:
            continue
        if original[0] >= end:
            break
        opening, closing = min(opening, original[0]), max(closing, original[1])
    # A quotation mark that closed the sentence before belongs to it.
    while opening < start and text[opening] in CLOSERS:
        opening += 1
    before, after = _one_line(text[opening:start]).lstrip(), _one_line(text[end:closing]).rstrip()
    if len(before) > context:
        before = "…" + before[len(before) - context:]
    if len(after) > context:
        after = after[:context] + "…"
    return before, _one_line(text[start:end]), after


def _one_line(text: str) -> str:
    """Return the text without line breaks; between Latin letters a blank takes their place."""
    if "\n" not in text and "\r" not in text:
        return text
    return re.sub(r"[ \t\u3000]*[\r\n]+[ \t\u3000]*", lambda found: _joint(text, found), text)


def _joint(text: str, found: re.Match[str]) -> str:
    before, after = text[:found.start()][-1:], text[found.end():][:1]
    return " " if before.isascii() and before.isalnum() and after.isascii() and after.isalnum() else ""


def _cue(quote: str, cue: str) -> tuple[int, int]:
    plain, wanted = fold(quote), fold(cue)
    for piece in (wanted, *sorted(re.split(r"…+|\.{3}|\s+|/", wanted), key=len, reverse=True)):
        place = plain.find(piece) if piece else -1
        if place >= 0:
            return place, place + len(piece)
    return -1, -1


def _documents(tables: Tables, doc_ids: pd.Series) -> dict[str, Row]:
    """Return title, text and day of some documents, by doc_id."""
    here = tables.documents[tables.documents["doc_id"].isin(doc_ids.unique())]
    return {row.doc_id: {"title": row.title, "published": row.published, "text": row.text}
            for row in cast(Iterable[DocumentRow], here.itertuples())}


def _frame(rows: list[Row], columns: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=dtype) for name, dtype in columns.items()})


# "3月26日,丙国宣布驱逐外交官" without its date starts with a comma; "将于今年夏天在某地举行" with a preposition that hangs.
_TIME_WORDS = re.compile(r"^(?:[\s,，、;；:：.。)）]|的|[电電讯訊] ?|当地时间|當地時間|日前|起|时|時|份|以来|以來|至今|前后|前後|左右|间|間|期间|期間|"
                         r"之前|之后|之後|以后|以後|后|後|前|凌晨|早上|上午|中午|下午|傍晚|晚间|晚間|晚|当天|當天)+")
_OPENING = re.compile(r"^(?:[\s,，、;；:：.。)）]|北京时间|北京時間|当地时间|當地時間|此前|随后|隨後|其中|另外|此外|同时|同時|不过|不過|但是?|"
                      r"而且?|并且|並且|然而|因为|因為|所以|现在|現在|目前|始|就|早在|即使|即便|如果|也)+(?=.{4})")
_HANGING = re.compile(r"(?:[\s,，、;；:：(（]|[于於在自从從至到]|截至|北京[时時][间間]|[当當]地[时時][间間])+$")


def label(sentence: str, surface: str, most: int = 16) -> str:
    """Return a short label for a dated happening, in the text's own words.

    Parameters
    ----------
    sentence : str
        The sentence that names the date.
    surface : str
        The date as it stands there.
    most : int
        Characters at most; what is cut is marked `…`.

    Returns
    -------
    str
        The clause with the date, the date taken out; where too little is left of it, the next clause, or the one before.
        `6月3日,甲国外长抵达乙国首都` is labelled `甲国外长抵达乙国首都`.
    """
    text = _one_line(sentence)
    folded = fold(text)
    place = folded.find(_folded(surface))
    parts = [(text[start:end], start, end) for start, end in clauses(folded)]
    if place < 0 or not parts:
        return _short(_trim(text), most)
    inside = next((number for number, (_, start, end) in enumerate(parts) if start <= place < end), 0)
    clause, start, _ = parts[inside]
    begin, finish = place - start, min(place - start + len(surface), len(clause))
    before, after = clause[:begin], clause[finish:]
    if _open_bracket(before):
        after = re.sub(r"^[^)）]*[)）]", "", after)
    # "在1月的会谈上" keeps its preposition, which belongs to what follows; "将于1月10日举行" does not.
    belongs = after[:1] == "的" and before[-1:] in "在于於"
    after = _TIME_WORDS.sub("", after)
    before = before if belongs else _HANGING.sub("", before)
    own = _trim(before + after)
    if len(own) > most and _weight(after) >= 8:
        own = _trim(after)  # "5月的空袭和6月的谈判破裂": what follows the date is nearer to it
    if _weight(own) >= 4:
        return _short(own, most)
    for number in (inside + 1, inside - 1):
        if 0 <= number < len(parts):
            other = _trim(parts[number][0])
            if _weight(other) >= 3:
                return _short(other, most)
    return _short(own or _trim(text), most)


# Dates are written in few ways.
@lru_cache(maxsize=4096)
def _folded(surface: str) -> str:
    return fold(_one_line(surface))


def _open_bracket(text: str) -> bool:
    return max(text.rfind("("), text.rfind("（")) > max(text.rfind(")"), text.rfind("）"))


def _trim(text: str) -> str:
    bare = text.strip().strip(SENTENCE_END + "！？，,、；;：: 　")
    bare = re.sub(r"[(（][\s,，]*[)）]", "", bare)
    bare = re.sub(r"[(（][^)）]*$|^[^(（]*[)）](?=.)", "", bare) if ("(" in bare or "（" in bare) != (")" in bare or "）" in bare) \
        else bare
    return _OPENING.sub("", bare.lstrip("”’」』，,、 ") if bare[:1] in "”’」』" else bare)


def _weight(text: str) -> int:
    return sum(character.isalnum() for character in text)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most - 1].rstrip("“‘(（《、，, ") + "…"
