"""Where a word stands in what commentators say, in either script."""

import re
from collections.abc import Iterable, Iterator
from typing import Protocol, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import narrowing
from analysis.once import once
from analysis.rows import Place, WordRow
from analysis.schemas import NONE, Row, Tables
from analysis.stretches import Stretches
from analysis.text import Folded, fold, prepare, sentences

COLUMNS = {"doc_id": "str", "commentary_id": "str", "commentator": "str", "start": "int64", "end": "int64"}
LINES = {"doc_id": "str", "title": "str", "published": "datetime64[us]", "commentary_id": "str", "commentator": "str",
         "left": "str", "surface": "str", "right": "str", "sentence": "str", "start": "int64", "end": "int64"}
# So many texts are looked through at once; a common word stands often enough in the first of them.
_AT_ONCE = 500
# Of so many words the places are kept.
_LATELY = 4
_HAN = re.compile("[\u3400-\u9fff]+")


def places(tables: Tables, word: str, *, most: int = 500, within: frozenset[str] | None = None) -> pd.DataFrame:
    """Return a row for each place of a word, wherever its use is counted.

    Parameters
    ----------
    tables : Tables
        Narrowed to the selection; a place that belongs to a commentary left out is left out. Where nobody speaks, a place is
        kept if words of nobody are: a count of words and its sentences are of the same text.
    word : str
        In either script; `制裁` finds 製裁 and 制裁.
    most : int
        Places returned at most, the first of each document in their order.
    within : set of str, optional
        Only in these commentaries, by their ids.

    Returns
    -------
    frame
        doc_id, commentary_id, commentator (both `none` where nobody speaks), start, end (places in the text as published), sorted by document and place.
    """
    wanted = fold(word)
    # A page asks for one word's places, its lines and its neighbours, one after the other.
    lately: dict[tuple[str, frozenset[str] | None], tuple[int, pd.DataFrame]] = once(tables, ("places lately asked for",), dict)
    known = lately.get((wanted, within))
    if known is None or len(known[1]) == known[0] < most:
        for oldest in list(lately)[:1 - _LATELY]:
            lately.pop(oldest, None)
        known = lately[wanted, within] = most, _places(tables, wanted, most, within)
    return known[1].head(most)


def _places(tables: Tables, wanted: str, most: int, within: frozenset[str] | None) -> pd.DataFrame:
    said = narrowing.columns(tables, "commentaries", "commentary_id", "doc_id", "commentator", "start", "end")
    spoken = Stretches(said)
    voiced = set(said["doc_id"] if within is None else said.loc[said["commentary_id"].isin(within), "doc_id"])
    told = once(tables, ("words of nobody",), lambda: _unspoken(tables)) if within is None else set()
    rows: list[Row] = []
    for doc_id, text, folded in _holding(tables, wanted, voiced | told) if wanted else ():
        spans = []
        place = folded.text.find(wanted)
        while place >= 0:
            spans.append(folded.span(place, place + len(wanted)))
            place = folded.text.find(wanted, place + len(wanted))
        owners = spoken.owners(doc_id, [start for start, _ in spans], len(text))
        rows += [{"doc_id": doc_id, "commentary_id": spoken.commentary_id[owner],
                  "commentator": spoken.commentator[owner], "start": start, "end": end}
                 for (start, end), owner in zip(spans, owners)
                 if (doc_id in told if owner < 0 else within is None or spoken.commentary_id[owner] in within)]
        if len(rows) >= most:
            break
    return pd.DataFrame(rows[:most], columns=list(COLUMNS)).astype(COLUMNS)


def _holding(tables: Tables, wanted: str, kept: set[str]) -> Iterator[tuple[str, str, Folded]]:
    """Yield id, text and folded text of the documents kept, in their order; of many, those alone that may hold a folded word.

    Notes
    -----
    To fold an article takes some fifty times as long as to look a word up in it. Which texts keep their Chinese characters and lines when
    they are folded is learnt when that is first done, and known from then on: in those, a word stands as published or not at all.
    """
    texts = narrowing.columns(tables, "documents", "doc_id", "text")
    inside = texts["doc_id"].isin(kept).to_numpy()
    index = narrowing.counted(tables)
    if index is None or not _HAN.fullmatch(wanted):
        for doc_id, text in texts[inside].itertuples(index=False, name=None):
            yield doc_id, text, prepare(text)
        return
    whole, marks = index.marks
    plain: npt.NDArray[np.bool_] = once(whole, ("plain texts",), lambda: np.zeros(len(whole.documents), dtype=bool))
    number = np.flatnonzero(marks["documents"]) if "documents" in marks else np.arange(len(texts))
    number, texts = number[inside], texts[inside]
    for first in range(0, len(texts), _AT_ONCE):
        some, own = texts.iloc[first:first + _AT_ONCE], number[first:first + _AT_ONCE]
        may = some["text"].str.contains(wanted, regex=False).to_numpy(dtype=bool) | ~plain[own]
        for place, (doc_id, text) in zip(own[may].tolist(), some[may].itertuples(index=False, name=None)):
            folded = prepare(text)
            plain[place] = folded.straight and _HAN.findall(text) == _HAN.findall(folded.text)
            yield doc_id, text, folded


def _unspoken(tables: Tables) -> set[str]:
    """Return the documents of which words are counted that nobody speaks."""
    index = narrowing.counted(tables)
    return index.unspoken() if index else set(tables.words.loc[tables.words["commentary_id"] == NONE, "doc_id"])


class _Found(Place, Protocol):
    """A row of `places`."""

    commentary_id: str
    commentator: str


def lines(tables: Tables, word: str, *, context: int = 18, sort: str | None = None, simplified: bool = False,
          most: int = 500, within: frozenset[str] | None = None) -> pd.DataFrame:
    """Return a word in its context, a line a place (KWIC), with the whole sentence for an export.

    Parameters
    ----------
    tables : Tables
        Narrowed to the selection.
    word : str
        In either script.
    context : int
        Characters shown to the left and to the right; they end with the paragraph.
    sort : {"left", "right"} or None
        By the characters before the word, read outwards from it, or by those after it, both scripts as one; None keeps the
        order of the documents.
    simplified : bool
        Shows every line in Simplified characters instead of as published.
    most : int
        Lines at most.
    within : set of str, optional
        Only in these commentaries, by their ids.

    Returns
    -------
    frame
        The columns of `LINES`; `left`, `surface` and `right` are on one line, `sentence` is as published unless
        `simplified`, `start` and `end` are places in the document.
    """
    if sort not in (None, "left", "right"):
        raise ValueError(f"sort: expected left, right or None, found {sort!r}")
    found = places(tables, word, most=most, within=within)
    documents = narrowing.some_documents(tables, found["doc_id"]).set_index("doc_id")
    rows = []
    for place in cast(Iterable[_Found], found.itertuples()):
        document = documents.loc[place.doc_id]
        text = str(document["text"])
        folded = prepare(text)
        at, after = folded.place(place.start), folded.place(place.end)
        first, last = _sentence(folded.text, at)
        first, last = folded.span(first, max(last, after))
        paragraph = folded.text.rfind("\n", 0, at) + 1
        until = folded.text.find("\n", after)
        left = folded.text[max(paragraph, at - context):at]
        right = folded.text[after:min(len(folded.text) if until < 0 else until, after + context)]
        published = (text[folded.offsets[at - len(left)]:place.start], text[place.start:place.end],
                     text[place.end:folded.span(after, after + len(right))[1] if right else place.end], text[first:last])
        shown = [_one_line(part) for part in published]
        shown = [fold(part) for part in shown] if simplified else shown
        rows.append({"doc_id": place.doc_id, "title": document["title"], "published": document["published"],
                     "commentary_id": place.commentary_id, "commentator": place.commentator, "left": shown[0],
                     "surface": shown[1], "right": shown[2], "sentence": shown[3], "start": place.start, "end": place.end,
                     "_left": left[::-1], "_right": right})
    table = pd.DataFrame(rows, columns=[*LINES, "_left", "_right"])
    if sort:
        ways = ["_left", "_right"] if sort == "left" else ["_right", "_left"]
        table = table.sort_values(ways, kind="stable")
    return table[list(LINES)].astype(LINES).reset_index(drop=True)


def _sentence(folded: str, place: int) -> tuple[int, int]:
    """Return the span of the sentence around a place."""
    first = folded.rfind("\n", 0, place) + 1
    until = folded.find("\n", place)
    for start, end in sentences(folded, first, len(folded) if until < 0 else until):
        if start <= place < end:
            return start, end
    return place, place + 1


def _one_line(text: str) -> str:
    return "".join(text.split("\n")) if "\n" in text else text


def as_written(tables: Tables, words: list[str]) -> dict[str, str]:
    """Return folded words in the form in which they stand, for charts.

    Parameters
    ----------
    tables : Tables
    words : list of str
        As in `tables.words`.

    Returns
    -------
    dict of str to str
        Each word as written in the document that uses it most; a word found nowhere as it is.
    """
    index = narrowing.counted(tables)
    by_document = index.uses(words) if index else tables.words[tables.words["word"].isin(words)].groupby(["word", "doc_id"])["count"].sum().reset_index()
    if by_document.empty:
        return {word: word for word in words}
    most = by_document.sort_values(["count", "doc_id"], ascending=[False, True], kind="stable").drop_duplicates("word")
    documents = narrowing.some_documents(tables, most["doc_id"]).set_index("doc_id")
    forms = {word: word for word in words}
    for row in cast(Iterable[WordRow], most.itertuples()):
        document = documents.loc[row.doc_id]
        if document["script"] == "Hans":
            continue
        text = str(document["text"])
        folded = prepare(text)
        place = folded.text.find(row.word)
        if place >= 0:
            start, end = folded.span(place, place + len(row.word))
            forms[row.word] = _one_line(text[start:end])
    return forms
