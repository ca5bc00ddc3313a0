"""What has a date: reported as past, announced, predicted, and what came; and what of it was known on a given day."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Protocol, cast

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow
import pyarrow.compute

from analysis import narrowing
from analysis.codebook import Codebook
from analysis.evidence import label as event_label
from analysis.findings import Finding
from analysis.language import ENGLISH, Language
from analysis.schemas import NONE, Row, Tables
from analysis.summaries import steps
from analysis.verification.happenings import happened

KINDS = ("past", "announced", "predicted", "came")
BY = ("issue", "commentator", "document")
# Of a lane with more, nobody reads each.
EACH = 30
COLUMNS = {"doc_id": "str", "kind": "str", "label": "str", "issue": "str", "actor": "str", "first": "datetime64[us]",
           "last": "datetime64[us]", "day": "bool", "step": "int64", "commentator": "str", "surface": "str",
           "sentence": "str", "start": "int64", "end": "int64", "ids": "str", "precision": "str", "placed": "bool",
           "published": "datetime64[us]", "issues": "str", "actors": "str", "mark": "str"}
_NEAR = pd.Timedelta(days=550)
# Another filter shows the same sentences again.
_label = lru_cache(maxsize=65_536)(event_label)
_DAY = pd.Timedelta(days=1)


def dated(tables: Tables, codebook: Codebook, *, language: str = "en", came: pd.DataFrame | None = None, words: bool = True) -> pd.DataFrame:
    """Return a row a dated thing: what documents report as past, as announced, what is predicted by when, and what came.

    Parameters
    ----------
    tables : Tables
    codebook : Codebook
        For the labels of issues and actors.
    language : {"en", "zh-Hans", "zh-Hant"}
        Of these labels.
    came : frame, optional
        What came: date, label_en, label_zh, issue, actors, source; `happenings.happened()` by default.
    words : bool
        Without it label, issue and actor are missing but of what came, until `worded` writes those of the rows somebody reads.

    Returns
    -------
    frame
        doc_id, kind (`past`, `announced`, `predicted`, `came`), label (in the text's own words), issue and actor (labels,
        joined by commas), first, last (days, both included), day (whether they are one), step, commentator, surface, sentence,
        start, end, ids (the prediction's id, else empty), precision, placed, published, issues and actors (codes, joined by
        blanks), mark (its id on a chart). In order of document, kind and day; what came last, without a document.
        `placed` is False for whole years, vague dates, and what lies more than a year and a half from its document: a first
        view leaves them out, since drawn they would squeeze everything else.

    Notes
    -----
    A future date inside a prediction is predicted, any other is announced: `会谈将于6月3日举行` announces, `我认为6月3日的会谈不会
    取得突破` predicts. Where the prediction has a horizon, its row stands for the date. An event has the issues and actors
    named in its sentence. One date named twice in one sentence of one document stands once.
    """
    events = narrowing.columns(tables, "events", "doc_id", "tense", "date_start", "date_end", "commentator", "surface", "sentence", "start", "end", "precision")
    predictions = narrowing.columns(tables, "predictions", "prediction_id", "doc_id", "commentator", "issue", "probability", "outlook",
                                    "horizon_start", "horizon_end", "cue", "start", "end")
    papers = _papers(tables, events, predictions)
    holder = _holders(events, predictions, papers)
    ends = predictions["horizon_end"].notna().to_numpy()
    # A prediction with a horizon stands for the dates in its words.
    alone = np.flatnonzero(~np.append(ends, False)[holder])
    due = np.flatnonzero(ends)
    named = _named(tables, alone, due)
    parts = [part for part in (_reported(events.take(alone), predictions, holder[alone], papers.events[alone]),
                               _expected(predictions.take(due), narrowing.columns(tables, "predictions", "quote")["quote"].take(due), papers.predictions[due]))
             if len(part)]
    for part, (issues, actors) in zip(parts, named, strict=True):
        part["actors"] = actors
        part["issues"] = part["issues"].fillna(pd.Series(issues, index=part.index))
    arrived = _came(tables, happened() if came is None else came, language)
    parts += [pd.DataFrame(arrived)] if arrived else []
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in COLUMNS.items()})
    frame = pd.concat(parts, ignore_index=True)
    paper = frame.pop("paper").to_numpy()
    frame["published"] = papers.published[paper]
    past = (frame["kind"] == "came").to_numpy()
    around = frame["published"]
    if around.isna().any():
        around = around.fillna(frame["first"].groupby(paper).transform("median"))
    frame["day"] = frame["first"] == frame["last"]
    whole_year = (frame["precision"] == "year") | ((frame["last"] - frame["first"]) >= pd.Timedelta(days=360))
    far = (frame["first"] > around + _NEAR) | (frame["last"] < around - _NEAR)
    frame["placed"] = past | ~(whole_year | (frame["precision"] == "imprecise") | far)
    kind = pd.Index(KINDS).get_indexer(pd.Index(frame["kind"]))
    once = _once(frame, paper, kind)
    order = np.lexsort([column[once] for column in (frame["start"].to_numpy(), frame["last"].to_numpy(), frame["first"].to_numpy(), kind, papers.rank[paper], past)])
    frame = frame.take(once[order]).reindex(columns=list(COLUMNS)).astype(COLUMNS).reset_index(drop=True)
    return worded(frame, codebook, language) if words else frame


def worded(frame: pd.DataFrame, codebook: Codebook, language: str = "en", which: npt.NDArray[np.bool_] | None = None) -> pd.DataFrame:
    """Return rows of `dated` with label, issue and actor where they are missing.

    Parameters
    ----------
    frame : frame
    codebook : Codebook
    language : {"en", "zh-Hans", "zh-Hant"}
        Of the labels of issues and actors.
    which : array of bool, optional
        Only these rows.
    """
    rows = np.flatnonzero(frame["issue"].isna() & (True if which is None else which))
    if not len(rows):
        return frame
    own, made = frame.take(rows), frame.copy(deep=False)
    own = own.assign(label=own["label"].where(own["label"].notna(), _labels(own)))
    for column, codes, kind in (("issue", "issues", "issue"), ("actor", "actors", "actor")):
        names = {joined: Language.of(language).separated([codebook.label(code, language, kind) for code in joined.split()])
                 for joined in own[codes].unique()}
        own[column] = own[codes].map(names)
    for column in ("label", "issue", "actor"):
        values = made[column].to_numpy(dtype=object, copy=True)
        values[rows] = own[column].to_numpy(dtype=object)
        made[column] = pd.Series(values, index=made.index, dtype="str")
    return made


def _labels(rows: pd.DataFrame) -> pd.Series:
    """Return the label of each of some rows that a sentence tells."""
    return pd.Series([_label(sentence, surface) for sentence, surface in zip(rows["sentence"], rows["surface"])], index=rows.index, dtype="str")


class _Happening(Protocol):
    """A row of data/outcomes/happened.csv."""

    date: pd.Timestamp
    issue: str
    actors: str
    label_en: str
    label_zh: str
    source: str


class _Dated(Protocol):
    """A row of `dated`, as far as it is told in words."""

    first: pd.Timestamp
    last: pd.Timestamp
    label: str


@dataclass(frozen=True)
class _Papers:
    """The documents of some tables by number, the last for what is in none: which events and predictions are in, their order and their days."""

    events: npt.NDArray[np.int64]
    predictions: npt.NDArray[np.int64]
    rank: npt.NDArray[np.int64]
    published: npt.NDArray[np.datetime64]


def _papers(tables: Tables, events: pd.DataFrame, predictions: pd.DataFrame) -> _Papers:
    keys, published = written(tables)
    index = narrowing.counted(tables)
    if index:
        of = [index.documents(name) for name in ("events", "predictions")]
    else:
        known = pd.Index(keys)
        known = known.append(pd.Index(pd.concat([events["doc_id"], predictions["doc_id"]]).unique()).difference(known, sort=False))
        of = [known.get_indexer(pd.Index(rows["doc_id"])) for rows in (events, predictions)]
        keys = pd.Series(known, dtype="str")
    rank = np.empty(len(keys) + 1, dtype=np.int64)
    rank[np.append(keys.argsort(kind="stable").to_numpy(), len(keys))] = np.arange(len(keys) + 1)
    days = np.full(len(keys) + 1, np.datetime64("NaT"), dtype="datetime64[us]")
    days[:len(published)] = published.to_numpy()
    return _Papers(of[0], of[1], rank, days)


def _holders(events: pd.DataFrame, predictions: pd.DataFrame, papers: _Papers) -> npt.NDArray[np.int64]:
    """Return, for each event, the place of the prediction in whose words it stands, one with a horizon before others; -1 where there is none, or it is past."""
    found = np.full(len(events), -1)
    future = np.flatnonzero(events["tense"] == "future")
    order = np.lexsort((predictions["horizon_end"].isna().to_numpy(), papers.predictions))
    own = papers.predictions[order]
    first, last = (np.searchsorted(own, papers.events[future], side=side) for side in ("left", "right"))
    # Each event beside every prediction of its document, in their order.
    n = last - first
    event = np.repeat(future, n)
    prediction = order[np.arange(n.sum()) - np.repeat(n.cumsum() - n, n) + np.repeat(first, n)]
    start, end = (events[name].to_numpy()[event] for name in ("start", "end"))
    within = np.flatnonzero((predictions["start"].to_numpy()[prediction] <= start) & (end <= predictions["end"].to_numpy()[prediction]))
    holding, place = np.unique(event[within], return_index=True)
    found[holding] = prediction[within[place]]
    return found


def _named(tables: Tables, events: npt.NDArray[np.int64], predictions: npt.NDArray[np.int64]) -> list[tuple[pd.Series, pd.Series]]:
    """Return the issues and the actors, as codes joined by blanks, in the sentence of some events, and of some predictions; of none of them no entry."""
    asked = [narrowing.marks(tables).sentences(name)[rows] for name, rows in (("events", events), ("predictions", predictions)) if len(rows)]
    if not asked:
        return []
    place, wanted = pd.factorize(np.concatenate(asked))
    mentions = narrowing.columns(tables, "mentions", "kind", "code", "start")
    at = pd.Index(wanted).get_indexer(pd.Index(narrowing.marks(tables).sentences("mentions")))
    rows = np.flatnonzero(at >= 0)
    rows = rows[np.argsort(mentions["start"].to_numpy()[rows], kind="stable")]
    both = []
    for kind in ("issue", "actor"):
        own = rows[(mentions["kind"] == kind).to_numpy()[rows]]
        code, codes = pd.factorize(mentions["code"].take(own))
        new = ~pd.Series(at[own].astype("int64") * max(len(codes), 1) + code).duplicated().to_numpy()
        sentence, code = at[own[new]], code[new]
        order = np.argsort(sentence, kind="stable")
        begins = np.searchsorted(sentence[order], np.arange(len(wanted) + 1))
        names = pyarrow.array(codes.to_numpy(dtype=object), type=pyarrow.string()).take(pyarrow.array(code[order]))
        joined = pyarrow.compute.binary_join(pyarrow.ListArray.from_arrays(pyarrow.array(begins, type=pyarrow.int32()), names), " ")
        both.append(joined.take(pyarrow.array(place)).to_pandas().astype("str"))
    cuts = np.cumsum([0, *map(len, asked)])
    return [(both[0].iloc[start:end].reset_index(drop=True), both[1].iloc[start:end].reset_index(drop=True)) for start, end in pairwise(cuts)]


def _reported(events: pd.DataFrame, predictions: pd.DataFrame, holder: npt.NDArray[np.int64], papers: npt.NDArray[np.int64]) -> pd.DataFrame:
    """Return the rows of events; one in a prediction's words says what that expects."""
    events = events.reset_index(drop=True)
    rows = pd.DataFrame({"doc_id": events["doc_id"], "kind": np.where(events["tense"] == "past", "past", "announced"), "label": None,
                         "first": events["date_start"], "last": events["date_end"], "step": 0, "commentator": events["commentator"],
                         "surface": events["surface"], "sentence": events["sentence"], "start": events["start"], "end": events["end"], "ids": "",
                         "precision": events["precision"], "issues": pd.Series(None, index=events.index, dtype="str"),
                         "mark": events["doc_id"] + ":" + events["start"].astype("str"), "paper": papers})
    rows["label"] = rows["label"].astype("str")
    held = np.flatnonzero(holder >= 0)
    if len(held):
        rows.loc[held, "kind"] = "predicted"
        for column, values in _expectation(predictions.take(holder[held])).items():
            rows.loc[held, column] = values.to_numpy()
    return rows


def _expected(predictions: pd.DataFrame, quotes: pd.Series, papers: npt.NDArray[np.int64]) -> pd.DataFrame:
    """Return the rows of predictions with a horizon."""
    predictions, quotes = predictions.reset_index(drop=True), quotes.reset_index(drop=True)
    last = predictions["horizon_end"]
    first = predictions["horizon_start"].fillna(last)
    days = (last - first).dt.days + 1
    return pd.DataFrame({"doc_id": predictions["doc_id"], "kind": "predicted", "first": first, "last": last, "surface": predictions["cue"],
                         "sentence": quotes, "precision": np.select([days == 1, days >= 360], ["day", "year"], "interval"),
                         "paper": papers} | _expectation(predictions))


def _expectation(predictions: pd.DataFrame) -> dict[str, pd.Series]:
    """Return what predictions say of the rows that stand for them."""
    sure = predictions["probability"].map({value: f" {round(100 * value)}\u2009%" for value in predictions["probability"].unique()}).astype("str")
    return {"label": predictions["commentator"] + " " + predictions["cue"] + sure, "commentator": predictions["commentator"],
            "start": predictions["start"], "end": predictions["end"], "ids": predictions["prediction_id"], "issues": predictions["issue"],
            "mark": predictions["prediction_id"], "step": pd.Series(steps(predictions["outlook"].to_numpy()), index=predictions.index)}


def _once(frame: pd.DataFrame, paper: npt.NDArray[np.int64], kind: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the places of the rows without those that say again what one says before them."""
    keys = pd.DataFrame({"paper": paper, "kind": kind, "first": frame["first"], "last": frame["last"], "ids": pd.factorize(frame["ids"])[0]})
    alike = np.flatnonzero(keys.duplicated(keep=False))
    # Only these are told apart by their labels.
    rows = frame[["label", "sentence", "surface"]].take(alike)
    label = rows["label"].where(rows["label"].notna(), _labels(rows))
    again = alike[keys.take(alike).assign(label=label).duplicated().to_numpy()]
    return np.delete(np.arange(len(frame)), again)


def _came(tables: Tables, happenings: pd.DataFrame, language: str) -> list[Row]:
    """Return what came on an issue after somebody first predicted on it, in texts that name those concerned."""
    named = set(narrowing.named(tables, "actor").index)
    made = narrowing.columns(tables, "predictions", "issue", "made_on").groupby("issue")["made_on"].min()
    rows = []
    for place, row in enumerate(cast(Iterable[_Happening], happenings.itertuples())):
        since = made.get(row.issue)
        if since is None or pd.isna(since) or row.date < since or not named.issuperset(row.actors.split()):
            continue
        rows.append({"doc_id": "", "kind": "came", "label": row.label_en if language == ENGLISH else row.label_zh, "first": row.date,
                     "last": row.date, "step": 0, "commentator": NONE, "surface": "", "sentence": row.source, "start": 0,
                     "end": 0, "ids": "", "precision": "day", "issues": row.issue, "actors": row.actors,
                     "mark": f"came:{place}", "paper": -1})
    return rows


def written(tables: Tables) -> tuple[pd.Series, pd.Series]:
    """Return the documents of some tables, by their ids, and when each was published."""
    documents = narrowing.columns(tables, "documents", "doc_id", "published")
    return documents["doc_id"], documents["published"]


def not_shown(frame: pd.DataFrame, tables: Tables, doc_id: str | None = None) -> dict[str, Any]:
    """Return what has no place on a first view: `undated` predictions, and a list of (when, label).

    Parameters
    ----------
    frame : frame
        As `dated` gives it.
    tables : Tables
    doc_id : str, optional
        One document; without it, all.
    """
    predictions = narrowing.columns(tables, "predictions", "doc_id", "horizon_end")
    if doc_id is not None:
        frame, predictions = frame[frame["doc_id"] == doc_id], predictions[predictions["doc_id"] == doc_id]
    left = frame[~frame["placed"]]
    left = left.assign(label=left["label"].where(left["label"].notna(), _labels(left)))
    return {"undated": int(predictions["horizon_end"].isna().sum()),
            "years": [(_when(row), row.label) for row in cast(Iterable[_Dated], left.itertuples())]}


def _when(row: "_Dated") -> str:
    if row.first.year == row.last.year:
        return str(row.first.year)
    return f"{row.first.year}–{row.last.year}"


def extent(frame: pd.DataFrame, *, usual: bool = False) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and the last day of all rows; `usual`: of those a first view shows, where there are any."""
    rows = frame[frame["placed"]] if usual and frame["placed"].any() else frame
    return rows["first"].min(), rows["last"].max()


def within(frame: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """Return the rows of which at least a day lies in the range, both ends included."""
    return frame[(frame["last"] >= first) & (frame["first"] <= last)]


def middles(frame: pd.DataFrame, span: tuple[pd.Timestamp, pd.Timestamp]) -> pd.Series:
    """Return the middle of each row's time, as far as it lies in a range: the bar of a density a longer time counts in."""
    first, last = frame["first"], frame["last"] + _DAY
    first, last = first.where(first >= span[0], span[0]), last.where(last <= span[1] + _DAY, span[1] + _DAY)
    made: pd.Series = first + (last - first) / 2
    return made


def zoomed(span: tuple[pd.Timestamp, pd.Timestamp], days: int, whole: tuple[pd.Timestamp, pd.Timestamp],
           centre: pd.Timestamp | None = None) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return a range of so many days around a centre, else around the middle of `span`, moved to lie in the whole."""
    middle = centre if centre is not None else span[0] + (span[1] - span[0]) / 2
    first = middle.normalize() - pd.Timedelta(days=(days - 1) // 2)
    first = max(min(first, whole[1] - pd.Timedelta(days=days - 1)), whole[0])
    return first, min(first + pd.Timedelta(days=days - 1), whole[1])


@dataclass(frozen=True)
class Lanes:
    """Dated things in lanes.

    Attributes
    ----------
    rows : frame
        As `dated`, with `lane`; a thing on two issues stands in both lanes. In words where a lane has no more than `EACH`,
        and what came.
    lanes : frame
        lane, label, n, published; in the order drawn.
    hidden, left_out : int
        Lanes left out, and what is in them.
    """

    rows: pd.DataFrame
    lanes: pd.DataFrame
    hidden: int
    left_out: int = 0


def in_lanes(frame: pd.DataFrame, by: str, tables: Tables, codebook: Codebook, *, most: int = 12, language: str = "en",
             nothing: str = "none", came: str = "came") -> Lanes:
    """Return dated things sorted into lanes by issue, commentator or document.

    Parameters
    ----------
    frame : frame
        As `dated` gives it, cut to what is shown.
    by : {"issue", "commentator", "document"}
    tables : Tables
        For titles and days of documents.
    codebook : Codebook
    most : int
        Lanes kept: those with most in them, of documents the newest. What names no issue, or nobody, is kept and comes last;
        so is what came, first, where lanes are no issues.
    language : {"en", "zh-Hans", "zh-Hant"}
    nothing, came : str
        Labels of the lanes of what belongs to none, and of what came.
    """
    if by not in BY:
        raise ValueError(f"by: expected one of {', '.join(BY)}, found {by!r}")
    if by == "issue":
        place, lane = _by_issue(frame["issues"])
    else:
        place, lane = np.arange(len(frame)), frame["commentator" if by == "commentator" else "doc_id"].where(frame["kind"] != "came", "came")
    n = lane.value_counts()
    lanes = pd.DataFrame({"lane": n.index.astype("str"), "n": n.to_numpy()})
    documents = narrowing.columns(tables, "documents", "doc_id", "title", "published").set_index("doc_id") if by == "document" else None
    titles = cast(dict[str, str], documents["title"].to_dict()) if documents is not None else {}
    names = {NONE: nothing, "came": came}
    lanes["label"] = [names.get(lane) or (codebook.label(lane, language) if by == "issue" else titles.get(lane, lane))
                      for lane in lanes["lane"]]
    days = documents["published"].to_dict() if documents is not None else {}
    lanes["published"] = pd.Series([days.get(lane, pd.NaT) for lane in lanes["lane"]], dtype="datetime64[us]")
    lanes["_last"] = (lanes["lane"] == NONE).astype(int) - (lanes["lane"] == "came").astype(int)
    lanes = lanes.sort_values(["_last", "published", "n", "label"], ascending=[True, False, False, True], kind="stable",
                              na_position="last")
    named = lanes["_last"] == 0
    kept = lanes[~named | (named.cumsum() <= most - int((~named).sum()))]
    left_out = int(lanes["n"].sum() - kept["n"].sum())
    shown = np.flatnonzero(lane.isin(kept["lane"]))
    rows = frame.take(place[shown]).assign(lane=lane.take(shown).to_numpy()).reset_index(drop=True)
    few = rows["lane"].isin(kept.loc[kept["n"] <= EACH, "lane"]) | (rows["kind"] == "came")
    return Lanes(worded(rows, codebook, language, few.to_numpy()), kept[["lane", "label", "n", "published"]].reset_index(drop=True), len(lanes) - len(kept), left_out)


def _by_issue(issues: pd.Series) -> tuple[npt.NDArray[np.int64], pd.Series]:
    """Return the lanes of rows on some issues, each issue a lane: places of rows, and the lane of each."""
    joined, known = pd.factorize(issues)
    split = [own.split(" ") for own in known]
    n = np.array([len(own) for own in split], dtype=np.int64)
    flat = pd.Index([issue or NONE for own in split for issue in own], dtype="str")
    count = n[joined]
    first = (n.cumsum() - n)[joined]
    place = np.repeat(np.arange(len(joined)), count)
    made = flat.take(np.repeat(first, count) + np.arange(len(place)) - np.repeat(count.cumsum() - count, count))
    return place, pd.Series(made, index=place)


@dataclass(frozen=True)
class AsOf:
    """What was known and expected on a day.

    Attributes
    ----------
    tables : Tables
        Only documents published by then, and what is theirs.
    rows : frame
        As `dated`: their past, what they announce, predictions whose horizon had not ended, and what had come by then.
    documents, past, ahead, open_ : int
        Documents read, things reported, things announced that lay ahead, predictions still open (dated or not).
    closed : int
        Predictions left out since their horizon had ended.
    undated : int
        Documents left out since nobody knows their day.
    """

    tables: Tables
    rows: pd.DataFrame
    documents: int
    past: int
    ahead: int
    open_: int
    closed: int
    undated: int


def of_documents(tables: Tables, kept: set[str]) -> Tables:
    """Return the tables of some documents."""
    return Tables(*(table[table["doc_id"].isin(kept)].reset_index(drop=True) for table in
                    (tables.documents, tables.commentaries, tables.mentions, tables.predictions, tables.events, tables.words)))


def as_of(frame: pd.DataFrame, tables: Tables, day: pd.Timestamp) -> AsOf:
    """Return what was known and expected on a day.

    Parameters
    ----------
    frame : frame
        As `dated` gives it.
    tables : Tables
    day : Timestamp
        Counted in: what was published, or came, on it was known.
    """
    documents = tables.documents[tables.documents["published"] < day + _DAY]
    kept = set(documents["doc_id"])
    then = of_documents(tables, kept)
    came = (frame["kind"] == "came") & (frame["first"] <= day)
    closed = (frame["kind"] == "predicted") & (frame["last"] < day)
    rows = frame[came | (frame["doc_id"].isin(kept) & ~closed)]
    dated_predictions = frame[(frame["kind"] == "predicted") & frame["doc_id"].isin(kept)]
    n_closed = dated_predictions.loc[dated_predictions["last"] < day, "ids"].nunique()
    return AsOf(then, rows.reset_index(drop=True), len(documents), int((rows["kind"] == "past").sum()),
                int(((rows["kind"] == "announced") & (rows["last"] >= day)).sum()),
                then.predictions["prediction_id"].nunique() - n_closed, n_closed,
                int(tables.documents["published"].isna().sum()))


def finding_as_of(then: AsOf, day: pd.Timestamp, *, language: str = ENGLISH) -> Finding:
    """Return what was expected on a day, in words."""
    tongue = Language.of(language)
    if not then.documents:
        return Finding(tongue.say("as_of_nothing", day=day), tongue.say("as_of_nothing_next"))
    ahead = tongue.say("as_of_ahead", n=then.ahead) if then.ahead else tongue.say("as_of_nothing_ahead")
    closed = tongue.say("as_of_closed", n=then.closed) if then.closed else ""
    undated = tongue.say("undated_left_out", n=then.undated) if then.undated else ""
    return Finding(tongue.say("as_of_open", day=day, n=then.open_, ahead=ahead), tongue.say("as_of_subtitle", n=then.documents),
                   tongue.paragraph(closed, undated))
