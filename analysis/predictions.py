"""Predictions: what a commentator expects, how surely, about which issue, on what condition, by when."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.batch import batches
from analysis.codebook import Codebook
from analysis.grammar import claims, horizon, topic, vocabulary
from analysis.lexicon import lexicon
from analysis.schemas import PREDICTIONS
from analysis.sought import Sought
from analysis.stretches import Stretches
from analysis.text import Folded, fold, fold_each, prepare

NAMED = ("start", "end", "kind", "code")
DATED = ("start", "end", "tense")
# A title's first issue that the text names this many times less often than another of its issues is said in passing.
PASSING = 1.5
# An issue whose words a title has without naming one has this share of all issues a text names, as a fraction of one.
TITULAR = 8
# Who meets is looked for so many characters before the meeting.
BEHIND = 30
# Two countries with these shares of all actors, both together and the second alone, are what a text is about that names
# hardly anything but politics at home.
PAIRED, BALANCED = 0.6, 0.2
OPENING = {"“": "”", "‘": "’", "「": "」", "『": "』", '"': '"'}


def extract(documents: pd.DataFrame, commentaries: pd.DataFrame, mentions: pd.DataFrame, events: pd.DataFrame,
            codebook: Codebook) -> pd.DataFrame:
    """Return one row per prediction and issue, in text order.

    Parameters
    ----------
    documents, commentaries, mentions, events : frame
        As their schemas say.
    codebook : Codebook

    Returns
    -------
    frame, schema PREDICTIONS
        Only where somebody speaks: a place no commentary covers has no row. `quote` is
        `documents.text[start:end]`; `outcome` is the same words without cue and negation.

    Notes
    -----
    Method: clause-level modality, rules over word lists; the coding manual says what a prediction is.
    """
    points = codebook.mappings["lunheng"].points
    outlooks = {(likelihood, valence): valence * (2 * points[likelihood] - 1) for likelihood in points for valence in (-1, 0, 1)}
    spoken, named, dated = Stretches(commentaries), _grouped(mentions, NAMED), _grouped(events, DATED)
    firsts, lasts = commentaries["start"].to_list(), commentaries["end"].to_list()
    heard = set(commentaries["doc_id"])
    rows, papers, voices, dates = [], [], [], []
    for paper, doc_id, text, seen, asked in _papers(documents, codebook):
        if doc_id not in heard:
            continue
        found = _claims(seen, named.get(doc_id, ()), dated.get(doc_id, ()), codebook, *asked)
        if not found:
            continue
        owners = spoken.owners(doc_id, seen.offsets[[claim.cue[0] for claim in found]].tolist(), len(text))
        told = set()
        for claim, voice in zip(found, owners):
            if voice < 0:
                continue
            start, end = seen.span(claim.start, claim.end)
            start, end = _unquoted(text, max(start, firsts[voice]), min(end, lasts[voice]))
            quote, who = text[start:end], spoken.commentator[voice]
            if not quote:
                continue
            outcome, cue = _original(text, seen, claim.parts) or quote, _original(text, seen, (claim.cue,)) or quote
            condition = _original(text, seen, (claim.condition,)) if claim.condition else ""
            for issue in claim.issues:
                if (who, issue, quote) in told:
                    continue
                told.add((who, issue, quote))
                rows.append((f"{doc_id}-p{len(told):03d}", issue, outcome, claim.likelihood, points[claim.likelihood],
                             claim.valence, outlooks[claim.likelihood, claim.valence], condition, cue, quote, start, end))
                papers.append(paper)
                voices.append(voice)
                dates.append(claim.date.row if claim.date else -1)
    return PREDICTIONS.frame(_table(rows, papers, voices, dates, documents, spoken, events))


def _papers(documents: pd.DataFrame, codebook: Codebook) -> Iterator[tuple[int, str, str, Folded, tuple[Sought, int]]]:
    """Yield each document's position, id and text, its text prepared, and what the lexicon is asked of it: by which position there."""
    titles, paper = fold_each(documents["title"].to_list()), 0
    for batch in batches(documents):
        sought = Sought(titles[batch.first:batch.first + len(batch.doc_id)], [seen.text for seen in batch.folded], lexicon(codebook))
        for place, (doc_id, text, seen) in enumerate(zip(batch.doc_id, batch.originals, batch.folded)):
            yield paper, doc_id, text, seen, (sought, place)
            paper += 1


def _table(rows: list[tuple[Any, ...]], papers: list[int], voices: list[int], dates: list[int], documents: pd.DataFrame, spoken: Stretches, events: pd.DataFrame) -> pd.DataFrame:
    """Return the columns of the rows made; what repeats is taken from the tables they rest on, column by column."""
    table = pd.DataFrame(rows, columns=["prediction_id", "issue", "outcome", "likelihood", "probability", "valence", "outlook",
                                        "condition", "cue", "quote", "start", "end"])
    places, horizons = np.array(papers, dtype=np.intp), np.array(dates, dtype=np.intp)
    table["doc_id"] = documents["doc_id"].array.take(places)
    table["made_on"] = documents["published"].array.take(places)
    table["commentary_id"] = [spoken.commentary_id[voice] for voice in voices]
    table["commentator"] = [spoken.commentator[voice] for voice in voices]
    for name, bound in (("horizon_start", "date_start"), ("horizon_end", "date_end")):
        table[name] = events[bound].array.take(horizons, allow_fill=True)
    return table


def explain(prediction: pd.Series, documents: pd.DataFrame, mentions: pd.DataFrame, events: pd.DataFrame,
            codebook: Codebook) -> list[str]:
    """Return why a row is there: its cues and the rules that read them, a line each.

    Parameters
    ----------
    prediction : Series
        A row of PREDICTIONS.
    documents, mentions, events : frame
        The tables the row was made from.
    codebook : Codebook
    """
    return among(prediction, reasons(prediction["doc_id"], documents, mentions, events, codebook))


def reasons(doc_id: str, documents: pd.DataFrame, mentions: pd.DataFrame, events: pd.DataFrame,
            codebook: Codebook) -> list[tuple[tuple[str, ...], int, int, tuple[str, ...]]]:
    """Return what is claimed in a document: issues, start, end, and which cues and rules read it; for `among`."""
    here = documents[documents["doc_id"] == doc_id]
    if here.empty:
        return []
    seen = prepare(here["text"].iloc[0])
    named, dated = (_grouped(table[table["doc_id"] == doc_id], columns).get(doc_id, ())
                    for table, columns in ((mentions, NAMED), (events, DATED)))
    return [(tuple(claim.issues), *seen.span(claim.start, claim.end), tuple(claim.reasons))
            for claim in _claims(seen, named, dated, codebook, Sought([fold(here["title"].iloc[0])], [seen.text], lexicon(codebook)), 0)]


def among(prediction: pd.Series, claimed: list[tuple[tuple[str, ...], int, int, tuple[str, ...]]]) -> list[str]:
    """Return why a row is there, a line each, from the `reasons` of its document."""
    for issues, start, end, lines in claimed:
        if prediction["issue"] in issues and start <= prediction["start"] and prediction["end"] <= end:
            return list(lines)
    return []


def _grouped(table: pd.DataFrame, columns: tuple[str, ...]) -> dict[str, list[tuple[int | str, ...]]]:
    """Return a table's rows under their document: their position, then some columns."""
    documents, names = pd.factorize(table["doc_id"])
    order = np.argsort(documents, kind="stable")
    bounds = np.searchsorted(documents[order], np.arange(len(names) + 1)).tolist()
    rows = list(zip(order.tolist(), *(_values(table[name], order) for name in columns)))
    return {name: rows[first:last] for name, first, last in zip(names, bounds, bounds[1:])}


def _values(column: pd.Series, order: npt.NDArray[np.int64]) -> list[Any]:
    """Return a column's values in an order, as a list; each text is made once, however often it stands there."""
    if column.dtype.kind == "i":
        numbers: list[Any] = column.to_numpy()[order].tolist()
        return numbers
    codes, texts = pd.factorize(column)
    spelled: list[Any] = np.asarray(texts, dtype=object)[codes[order]].tolist()
    return spelled


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out a quotation mark that opens before the evidence and does not close in it."""
    while start < end and text[start] in OPENING and OPENING[text[start]] not in text[start:end]:
        start += 1
    return start, max(start, end)


def _claims(seen: Folded, mentions: Sequence[tuple[Any, ...]], events: Sequence[tuple[Any, ...]], codebook: Codebook, sought: Sought, place: int) -> list[claims.Claim]:
    words, text = vocabulary.of(codebook), seen.text
    marks = words.cues.find(text)
    if not marks and "?" not in text:
        return []
    actors: list[tuple[int, int, str]] = []
    told: list[tuple[int, int, str]] = []
    for (_, _, _, kind, code), (start, end) in zip(mentions, _places(seen, mentions)):
        (actors if kind == "actor" else told).append((start, end, code))
    ends = {actor[:2] for actor in actors}
    # “川普会真的退出”: 川普 and 会, not a meeting called 川普会.
    # and “双方会谈判”: 会 and 谈判, no 会谈.
    split = words["exclusions.splits.forms"]
    named = [topic.Named(start, end, code, (start, end) in ends) for start, end, code in told
             if not text.startswith(split, start) and not (
                 text[end - 1] == "会" and ((start, end - 1) in ends or _after_state(text, end - 1, words)))]
    named = [issue for issue in named if issue.code != "summit" or not _ministers(issue, text, actors, codebook, words)]
    marks = _councils(marks, {issue.end for issue in named} | {end for _, end in ends}, text, words)
    hidden = {place for place in (*((issue.start, issue.end) for issue in named), *ends) if not _after_state(text, place[1] - 1, words)}
    marks = _shown([mark for mark in marks if text[mark[0]] != "会" or not _congress(text, mark[0], words)], hidden, len(text))
    if "?" not in text and not any(claims.triggers(mark) for _, _, mark in marks):
        return []
    counts = Counter(issue.code for issue in named)
    subject = _title(sought, place, words, codebook, counts) or _lead(counts, actors, words, codebook)
    fields = {code: issue.field for code, issue in codebook.issues.items()}
    spoken = {issue.code for issue in named}.union(subject, ("relations",) if _paired(actors, codebook) else ())
    issues = topic.Issues(named, text, words, actors, codebook.actors, lambda: sought.hints(place, spoken), spoken)
    return list(claims.read(claims.Text(text, marks, issues, subject, fields, _dated(seen, events)), words))


def _ministers(meeting: topic.Named, text: str, actors: list[tuple[int, int, str]], codebook: Codebook, words: vocabulary.Vocabulary) -> bool:
    """Tell whether a meeting is one of ministers, which is no leaders' meeting: 三国外长机制,下一次会晤."""
    since = max(0, meeting.start - BEHIND)
    before = text[since:meeting.start]
    return (text[meeting.end - 1] in "面晤谈见" and any(word in before for word in words["topics.ministers.forms"])
            and not any(word in before for word in words["topics.ministers.leaders"])
            and not any(since <= start < meeting.end and codebook.actors[code].kind == "person"
                        for start, _, code in actors if code in codebook.actors))


def _original(text: str, seen: Folded, parts: tuple[tuple[int, int], ...]) -> str:
    if len(parts) == 1:
        (start, end), = parts
        told = text[slice(*seen.span(start, end))] if end > start else ""
    else:
        told = "".join([text[slice(*seen.span(start, end))] for start, end in parts if end > start])
    told = told.replace("\n", "") if "\n" in told else told
    return told[slice(*_unquoted(told, 0, len(told)))] if told[:1] in OPENING else told


def _places(seen: Folded, rows: Sequence[tuple[Any, ...]]) -> list[tuple[int, int]]:
    """Return where the spans of rows stand in the folded text, all at once."""
    if seen.straight or not rows:
        return [(row[1], row[2]) for row in rows]
    kind = seen.offsets.dtype
    starts = np.searchsorted(seen.offsets, np.array([row[1] for row in rows], dtype=kind))
    ends = np.searchsorted(seen.offsets, np.array([row[2] - 1 for row in rows], dtype=kind)) + 1
    return list(zip(starts.tolist(), ends.tolist()))


def _after_state(text: str, place: int, words: vocabulary.Vocabulary) -> bool:
    """Tell whether 会 at a place says what a state will do: 美国会同意, not 美国会众议院."""
    return (text[place:place + 1] == "会" and text[max(0, place - 2):place] in words["exclusions.congress.states"]
            and not text.startswith(words["exclusions.congress.follows"], place + 1))


def _congress(text: str, place: int, words: vocabulary.Vocabulary) -> bool:
    return text[place] == "会" and text[place - 1:place] == "国" and not _after_state(text, place, words)


def _councils(marks: list[tuple[int, int, vocabulary.Cue | str]], closed: set[int], text: str,
              words: vocabulary.Vocabulary) -> list[tuple[int, int, vocabulary.Cue | str]]:
    """Return the marks with 不会 where 会不会 begins in a council's name (国会不会批准), which does not ask; names end at `closed`."""
    refusing = words.cues.again("不会")[0][2]
    return [(start + 1, end, refusing) if (
        mark == "open" and text.startswith("会不会", start) and not _after_state(text, start, words)
        and (start + 1 in closed or text[start - 1:start] == "国")) else (start, end, mark) for start, end, mark in marks]


def _shown(marks: list[tuple[int, int, vocabulary.Cue | str]], spans: set[tuple[int, int]], length: int) -> list[tuple[int, int, vocabulary.Cue | str]]:
    """Return the marks that no longer name hides: the 会 of 普特会 is no cue."""
    covered = bytearray(length)
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    ordered = sorted(spans)
    firsts = [start for start, _ in ordered]
    kept = []
    for mark in marks:
        start, end, _ = mark
        if end - start <= 2 and covered[start]:
            place = bisect_right(firsts, start)
            if any(left <= start and end <= right and (left, right) != (start, end)
                   for left, right in ordered[max(0, place - 3):place]):
                continue
        kept.append(mark)
    return kept


def _dated(seen: Folded, rows: Sequence[tuple[Any, ...]]) -> list[horizon.Dated]:
    return sorted([horizon.Dated(start, end, row[0])
                   for (start, end), row in zip(_places(seen, rows), rows) if row[3] == "future"], key=lambda date: date.start)


def _lead(counts: Counter[str], actors: list[tuple[int, int, str]], words: vocabulary.Vocabulary, codebook: Codebook) -> tuple[str, ...]:
    """Return relations where a text is about two states, as far as its title and what it names most do not say else."""
    if not counts or not counts.most_common(1)[0][0].endswith("_politics"):
        return ()
    return ("relations",) if _paired(actors, codebook) else ()


def _paired(actors: list[tuple[int, int, str]], codebook: Codebook) -> bool:
    """Tell whether two states are most of whom a text names."""
    states = Counter(known.country or code for _, _, code in actors if (known := codebook.actors.get(code)))
    (_, first), (_, second) = [*states.most_common(2), ("", 0), ("", 0)][:2]
    return bool(states) and first + second >= PAIRED * states.total() and second >= BALANCED * states.total()


def _title(sought: Sought, place: int, words: vocabulary.Vocabulary, codebook: Codebook, counts: Counter[str]) -> tuple[str, ...]:
    """Return the issues of a document's title, which often stands outside its text.

    `counts` says how often the text names each issue.
    """
    title, actors, found = sought.titles[place], sought.actors(place), sought.issues(place)
    named = topic.Issues([topic.Named(hit.start, hit.end, hit.code) for hit in found], title, words)
    groups = named.groups(0, len(title))
    # A title's first issue is its subject: “普特会可能举行,俄美关系会有突破吗?”
    if groups:
        told = [named.best([group], 0) for group in groups]
        # “这出‘禁毒’大戏,马杜罗还能唱几集?”: what the text hardly names is not its subject.
        # 伊朗的水与铀: nor is a country that only says whose left out where the text mostly speaks of it.
        told += [(hit.code,) for hit in found if all(hit.code not in codes for codes in told)]
        most = max(told, key=lambda codes: counts[codes[0]])
        chosen = most if counts[most[0]] > PASSING * max(1, counts[told[0][0]]) else told[0]
        # “伊朗的水与铀”: of issues named together those the text hardly names are not its subject.
        leading = max(counts[code] for code in chosen)
        return tuple(code for code in chosen if counts[code] * TITULAR > leading) or chosen
    # “中日这一轮要冷到什么时候?”: two states in one word, and no issue.
    states = [actor for actor in actors if actor.code in codebook.actors and codebook.actors[actor.code].kind == "state"]
    paired = any(one.end == other.start and one.code != other.code for one, other in pairwise(states))
    if paired:
        return ("relations",)
    # “半岛明年热在首脑,冷在南北”: no issue is named, but words of one that the text speaks of.
    hinted = Counter(hit.code for hit in lexicon(codebook).hints(title, counts) if hit.code in counts)
    first = max(hinted, key=lambda code: (hinted[code], counts[code]), default="")
    return (first,) if first and counts[first] * TITULAR >= counts.total() else ()
