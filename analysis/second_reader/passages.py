"""Cut a document into the passages that are read in one request each."""

from collections.abc import Iterator

import pandas as pd

from analysis.rows import DocumentRow
from analysis.second_reader.prompt import Passage
from analysis.text import fold, sentences


def cut(document: DocumentRow, spoken: pd.DataFrame, longest: int, before: int) -> list[Passage]:
    """Return the passages of one document in text order.

    Parameters
    ----------
    document : named tuple, a row of DOCUMENTS
    spoken : frame, schema COMMENTARIES
        The document's rows.
    longest : int
        Characters a passage may hold. A commentary that is longer is cut at its paragraphs, a longer paragraph at its
        sentences.
    before : int
        Characters shown ahead of a passage.

    Notes
    -----
    An author's whole stretch is one passage, the people quoted in it included. What is quoted in a report that nobody
    signs is read together, with the report's words between: a quoted stretch alone may be half a sentence.
    """
    published = "" if pd.isna(document.published) else str(document.published.date())
    made = []
    for first, last in _stretches(spoken):
        for start, end in _pieces(document.text, first, last, longest):
            here = spoken[(spoken["start"] < end) & (spoken["end"] > start)]
            made.append(Passage(start, end, document.title, published, document.text[max(0, start - before):start],
                                document.text[start:end], tuple(dict.fromkeys(here["commentator"]))))
    return [passage for passage in made if passage.commentators and passage.text.strip()]


def _stretches(spoken: pd.DataFrame) -> list[tuple[int, int]]:
    """Return the outermost stretches; quoted ones with no author between them are one."""
    made: list[tuple[int, int, str]] = []
    ordered = sorted(zip(spoken["start"].tolist(), spoken["end"].tolist(), spoken["role"].tolist()),
                     key=lambda row: (row[0], -row[1]))
    for start, end, role in ordered:
        if made and start < made[-1][1] and end <= made[-1][1]:
            continue
        if made and role == made[-1][2] == "quoted":
            made[-1] = (made[-1][0], max(end, made[-1][1]), role)
        else:
            made.append((start, end, role))
    return [(start, end) for start, end, _ in made]


def _pieces(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """Yield spans of at most `longest` characters that end where a paragraph does, or else a sentence."""
    first = last = start
    for unit_start, unit_end in _units(text, start, end, longest):
        if unit_end - first > longest and last > first:
            yield first, last
            first = unit_start
        last = unit_end
    if last > first:
        yield first, last


def _units(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    place = start
    while place < end:
        stop = text.find("\n", place, end)
        stop = end if stop < 0 else stop + 1
        if stop - place <= longest:
            yield place, stop
        else:
            yield from _parts(text, place, stop, longest)
        place = stop


def _parts(text: str, start: int, stop: int, longest: int) -> Iterator[tuple[int, int]]:
    # fold() keeps every character's place, so sentences found in the folded paragraph are places in the text.
    for first, last in sentences(fold(text[start:stop])):
        for place in range(first, last, longest):
            yield start + place, start + min(place + longest, last)
