"""Where a word stands in what commentators say, in either script."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import narrowing
from analysis.batch import spelled
from analysis.once import once
from analysis.rows import Place
from analysis.running_text import running_text
from analysis.schemas import Tables
from analysis.stretches import Stretches
from analysis.text import fold, prepare, sentences

COLUMNS = {"doc_id": "str", "commentary_id": "str", "commentator": "str", "start": "int64", "end": "int64"}
LINES = {"doc_id": "str", "title": "str", "published": "datetime64[us]", "commentary_id": "str", "commentator": "str",
         "left": "str", "surface": "str", "right": "str", "sentence": "str", "start": "int64", "end": "int64"}
# Of so many words the places are kept.
_LATELY = 4


@dataclass(frozen=True)
class Places:
    """Where a word stands in what commentators say, place by place, in the order of the texts.

    Attributes
    ----------
    parts : list of (int, slice)
        The parts of the running text that hold any, and which places each holds.
    starts : ndarray of int32
        Where each begins in its part's folded text.
    document : ndarray of int32
        Its document's position among all of the corpus.
    owner : ndarray of int32
        Its commentary's position in the selection's stretches; -1 where nobody speaks.
    start, end : ndarray of int32
        Its place in the document as published.
    """

    parts: list[tuple[int, slice]]
    starts: npt.NDArray[np.int32]
    document: npt.NDArray[np.int32]
    owner: npt.NDArray[np.int32]
    start: npt.NDArray[np.int32]
    end: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.starts)


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
    found = all_places(tables, word, within)
    whole, _ = narrowing.documents_among_all(tables)
    spoken = stretches(tables)
    document, owner = found.document[:most], found.owner[:most]
    return pd.DataFrame({"doc_id": whole.documents["doc_id"].take(document).to_numpy(), "commentary_id": spelled(spoken.commentary_id, owner),
                         "commentator": spelled(spoken.commentator, owner), "start": found.start[:most], "end": found.end[:most]}).astype(COLUMNS)


def all_places(tables: Tables, word: str, within: frozenset[str] | None = None) -> Places:
    """Return where a word stands, as numbers; parameters as of `places`."""
    wanted = fold(word)
    # A page asks for one word's places, its lines and its neighbours, one after the other.
    lately: dict[tuple[str, frozenset[str] | None], Places] = once(tables, ("places lately asked for",), dict)
    found = lately.get((wanted, within))
    if found is None:
        found = _looked_up(tables, wanted, within)
        for oldest in list(lately)[:1 - _LATELY]:
            lately.pop(oldest, None)
        lately[wanted, within] = found
    return found


def stretches(tables: Tables) -> Stretches:
    """Return the commentaries of a selection, asked by place; kept with it."""
    return once(tables, ("stretches",), lambda: Stretches(
        narrowing.columns(tables, "commentaries", "commentary_id", "doc_id", "commentator", "start", "end")))


def _looked_up(tables: Tables, wanted: str, within: frozenset[str] | None) -> Places:
    whole, selected = narrowing.documents_among_all(tables)
    spoken, (voiced, unspoken) = stretches(tables), _where_counted(tables)
    if within is None:
        heard = np.ones(len(spoken.commentary_id), dtype=bool)
    else:
        heard = np.array([key in within for key in spoken.commentary_id])
        unspoken = np.zeros_like(unspoken)
    pattern = re.compile(re.escape(wanted))
    parts: list[tuple[int, slice]] = []
    columns: list[tuple[npt.NDArray[np.int64], ...]] = []
    size = 0
    for number, part in running_text(whole).parts(selected & (voiced | unspoken)) if wanted else ():
        starts = np.fromiter((match.start() for match in pattern.finditer(part.text)), dtype=np.int64)
        if not len(starts):
            continue
        local = part.documents(starts)
        document, base = local + part.first, part.bases[local]
        start, end = part.original(starts), part.original(starts + len(wanted) - 1) + 1
        owner = spoken.over(part)[start].astype(np.int64)
        inside = part.documents(starts + len(wanted) - 1) == local
        kept = inside & selected[document] & np.where(owner < 0, unspoken[document], heard[owner])
        found = starts[kept], document[kept], owner[kept], (start - base)[kept], (end - base)[kept]
        if len(found[0]):
            parts.append((number, slice(size, size + len(found[0]))))
            columns.append(found)
            size += len(found[0])
    joined = (np.concatenate(column).astype(np.int32) for column in zip(*columns)) if columns else (np.empty(0, dtype=np.int32) for _ in range(5))
    return Places(parts, *joined)


def _where_counted(tables: Tables) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Return, of all documents of the corpus, those in which somebody speaks under a selection and those of which words of nobody are counted."""
    def make() -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        ids = narrowing.documents_among_all(tables)[0].documents["doc_id"]
        voiced, unspoken = (ids.isin(some).to_numpy(dtype=bool) for some in
                            (set(narrowing.columns(tables, "commentaries", "doc_id")["doc_id"]), narrowing.marks(tables).unspoken()))
        return voiced, unspoken

    return once(tables, ("where words are counted",), make)


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
    # Neighbours of one word are mostly neighbours of the next.
    known: dict[str, str] = once(tables, ("as written",), dict)
    asked = [word for word in dict.fromkeys(words) if word not in known]
    if asked:
        known.update(_forms(tables, asked))
    return {word: known[word] for word in words}


def _forms(tables: Tables, words: list[str]) -> dict[str, str]:
    forms = {word: word for word in words}
    mostly_in = narrowing.marks(tables).mostly_in(words)
    whole, _ = narrowing.documents_among_all(tables)
    running = running_text(whole)
    numbers = pd.Index(whole.documents["doc_id"]).get_indexer(mostly_in.to_numpy())
    scripts = whole.documents["script"].take(numbers).to_list()
    for word, number, script in zip(mostly_in.index.to_list(), numbers.tolist(), scripts):
        if script == "Hans":
            continue
        part = running.part(bisect_right(running.bounds, number) - 1)
        here = number - part.first
        place = part.text.find(word, part.starts[here], part.starts[here + 1])
        if place >= 0:
            start, last = part.original(np.array([place, place + len(word) - 1])) - part.bases[here]
            forms[word] = _one_line(str(whole.documents["text"].iat[number])[start:last + 1])
    return forms
