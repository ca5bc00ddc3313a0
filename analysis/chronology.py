"""What has a date: reported as past, announced, predicted, and what came; and what of it was known on a given day."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from typing import Any, Protocol, TypeAlias, cast

import numpy as np
import pandas as pd

from analysis import narrowing
from analysis.co_occurrence import sentences_of
from analysis.codebook import Codebook
from analysis.evidence import label as event_label
from analysis.findings import Finding
from analysis.language import ENGLISH, Language
from analysis.rows import PredictionRow
from analysis.schemas import NONE, Row, Tables
from analysis.summaries import step
from analysis.verification.happenings import happened

KINDS = ("past", "announced", "predicted", "came")
BY = ("issue", "commentator", "document")
COLUMNS = {"doc_id": "str", "kind": "str", "label": "str", "issue": "str", "actor": "str", "first": "datetime64[us]",
           "last": "datetime64[us]", "day": "bool", "step": "int64", "commentator": "str", "surface": "str",
           "sentence": "str", "start": "int64", "end": "int64", "ids": "str", "precision": "str", "placed": "bool",
           "published": "datetime64[us]", "issues": "str", "actors": "str", "mark": "str"}
_NEAR = pd.Timedelta(days=550)
# Another filter shows the same sentences again.
_label = lru_cache(maxsize=65_536)(event_label)
_DAY = pd.Timedelta(days=1)


def dated(tables: Tables, codebook: Codebook, *, language: str = "en", came: pd.DataFrame | None = None) -> pd.DataFrame:
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
    inside = _inside(tables)
    of_events, of_predictions = _named(tables)
    rows = [*_events(tables, inside, of_events), *_predictions(tables.predictions, of_predictions)]
    rows += _came(tables, happened() if came is None else came)
    if not rows:
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in COLUMNS.items()})
    frame = pd.DataFrame(rows)
    frame["published"] = frame["doc_id"].map(dict(zip(*written(tables))))
    past = frame["kind"] == "came"
    frame.loc[past, "label"] = [_happened_label(label, language) for label in frame.loc[past, "label"]]
    around = frame["published"].fillna(frame.groupby("doc_id")["first"].transform("median"))
    frame["day"] = frame["first"] == frame["last"]
    whole_year = (frame["precision"] == "year") | ((frame["last"] - frame["first"]) >= pd.Timedelta(days=360))
    far = (frame["first"] > around + _NEAR) | (frame["last"] < around - _NEAR)
    frame["placed"] = past | ~(whole_year | (frame["precision"] == "imprecise") | far)
    for column, codes, kind in (("issue", "issues", "issue"), ("actor", "actors", "actor")):
        names = {joined: Language.of(language).separated([codebook.label(code, language, kind) for code in joined.split()])
                 for joined in frame[codes].unique()}
        frame[column] = frame[codes].map(names)
    frame["_kind"] = frame["kind"].map({kind: place for place, kind in enumerate(KINDS)})
    frame = frame.drop_duplicates(["doc_id", "kind", "label", "first", "last", "ids"])
    frame = frame.assign(_came=frame["kind"] == "came")
    frame = frame.sort_values(["_came", "doc_id", "_kind", "first", "last", "start"], kind="stable")
    return frame[list(COLUMNS)].astype(COLUMNS).reset_index(drop=True)


# The issues and the actors named in a sentence, each joined by blanks.
_Codes: TypeAlias = tuple[str, str]


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


def _inside(tables: Tables) -> dict[int, PredictionRow]:
    """Return, for each row of events in a prediction's words, that prediction; one with a horizon before others."""
    spans: dict[str, list[PredictionRow]] = {}
    future = tables.events[tables.events["tense"] == "future"]
    near = tables.predictions[tables.predictions["doc_id"].isin(future["doc_id"].unique())]
    ordered = near.assign(_open=near["horizon_end"].isna()).sort_values("_open", kind="stable")
    for row in cast(Iterable[PredictionRow], ordered.itertuples()):
        spans.setdefault(row.doc_id, []).append(row)
    found = {}
    future = future[future["doc_id"].isin(list(spans))]
    for place, doc_id, start, end in zip(future.index, future["doc_id"], future["start"], future["end"]):
        holder = next((row for row in spans[doc_id] if row.start <= start and end <= row.end), None)
        if holder is not None:
            found[place] = holder
    return found


def _named(tables: Tables) -> tuple[list[_Codes], list[_Codes]]:
    """Return the issues and the actors, as codes joined by blanks, in the sentence of each event, and of each prediction."""
    sentences = [sentences_of(tables, name) for name in ("events", "predictions", "mentions")]
    place, wanted = pd.factorize(np.concatenate(sentences[:2]))
    mentions = narrowing.columns(tables, "mentions", "kind", "code", "start")
    at = pd.Index(wanted).get_indexer(sentences[2])
    rows = np.flatnonzero(at >= 0)
    rows = rows[np.argsort(mentions["start"].to_numpy()[rows], kind="stable")]
    both = []
    for kind in ("issue", "actor"):
        own = rows[(mentions["kind"] == kind).to_numpy()[rows]]
        code, codes = pd.factorize(mentions["code"].take(own))
        own = own[~pd.Series(at[own].astype("int64") * max(len(codes), 1) + code).duplicated().to_numpy()]
        own = own[np.argsort(at[own], kind="stable")]
        names = mentions["code"].take(own).to_numpy(dtype=object)
        holding, first = np.unique(at[own], return_index=True)
        joined = [""] * len(wanted)
        for sentence, start, end in zip(holding.tolist(), first.tolist(), [*first[1:].tolist(), len(own)]):
            joined[sentence] = " ".join(names[start:end])
        both.append(joined)
    found = [(both[0][number], both[1][number]) for number in place.tolist()]
    return found[:len(sentences[0])], found[len(sentences[0]):]


def _events(tables: Tables, inside: dict[int, PredictionRow], named: list[_Codes]) -> list[Row]:
    rows, events = [], tables.events
    # Columns taken out whole: to go through a large table row by row takes three times as long.
    columns = (events[name].to_numpy(dtype=object) for name in
               ("doc_id", "tense", "date_start", "date_end", "commentator", "surface", "sentence", "start", "end", "precision"))
    for place, (issues, actors), doc_id, tense, first, last, who, surface, sentence, start, end, precision in zip(events.index, named, *columns):
        holder = inside.get(place)
        if holder is not None and pd.notna(holder.horizon_end):
            continue
        row = {"doc_id": doc_id, "kind": "past" if tense == "past" else "announced" if holder is None else "predicted",
               "first": first, "last": last, "step": 0, "commentator": who, "surface": surface, "sentence": sentence,
               "start": start, "end": end, "ids": "", "precision": precision, "issues": issues, "actors": actors,
               "mark": f"{doc_id}:{start}"}
        if holder is None:
            row["label"] = _label(sentence, surface)
        else:
            row |= _expected(holder) | {"actors": actors}
        rows.append(row)
    return rows


def _predictions(predictions: pd.DataFrame, named: list[_Codes]) -> list[Row]:
    rows = []
    ending = predictions["horizon_end"].notna().to_numpy()
    for row, (_, actors) in zip(cast(Iterable[PredictionRow], predictions[ending].itertuples()), compress(named, ending)):
        first = row.horizon_start if pd.notna(row.horizon_start) else row.horizon_end
        rows.append({"doc_id": row.doc_id, "kind": "predicted", "first": first, "last": row.horizon_end,
                     "surface": row.cue, "sentence": row.quote, "precision": _precision(first, row.horizon_end),
                     "actors": actors} | _expected(row))
    return rows


def _expected(row: PredictionRow) -> Row:
    """Return what a prediction says of the row that stands for it."""
    return {"label": f"{row.commentator} {row.cue} {round(100 * row.probability)}\u2009%", "commentator": row.commentator,
            "start": row.start, "end": row.end, "ids": row.prediction_id, "issues": row.issue, "mark": row.prediction_id,
            "step": step(row.outlook)}


def _precision(first: pd.Timestamp, last: pd.Timestamp) -> str:
    days = (last - first).days + 1
    return "day" if days == 1 else "year" if days >= 360 else "interval"


def _came(tables: Tables, happenings: pd.DataFrame) -> list[Row]:
    """Return what came on an issue after somebody first predicted on it, in texts that name those concerned."""
    named = set(narrowing.named(tables, "actor").index)
    made = narrowing.columns(tables, "predictions", "issue", "made_on").groupby("issue")["made_on"].min()
    rows = []
    for place, row in enumerate(cast(Iterable[_Happening], happenings.itertuples())):
        since = made.get(row.issue)
        if since is None or pd.isna(since) or row.date < since or not named.issuperset(row.actors.split()):
            continue
        rows.append({"doc_id": "", "kind": "came", "label": f"{row.label_en}\n{row.label_zh}", "first": row.date,
                     "last": row.date, "step": 0, "commentator": NONE, "surface": "", "sentence": row.source, "start": 0,
                     "end": 0, "ids": "", "precision": "day", "issues": row.issue, "actors": row.actors,
                     "mark": f"came:{place}"})
    return rows


def _happened_label(labels: str, language: str) -> str:
    english, _, chinese = labels.partition("\n")
    return english if language == "en" else chinese


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
        As `dated`, with `lane`; a thing on two issues stands in both lanes.
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
    documents = narrowing.columns(tables, "documents", "doc_id", "title", "published").set_index("doc_id")
    if by == "issue":
        rows = frame.assign(lane=frame["issues"].str.split(" ")).explode("lane").astype({"lane": "str"})
        rows["lane"] = rows["lane"].replace("", NONE)
    else:
        lane = frame["commentator" if by == "commentator" else "doc_id"]
        rows = frame.assign(lane=lane.where(frame["kind"] != "came", "came"))
    n = rows["lane"].value_counts()
    lanes = pd.DataFrame({"lane": n.index.astype("str"), "n": n.to_numpy()})
    titles = cast(dict[str, str], documents["title"].to_dict()) if by == "document" else {}
    names = {NONE: nothing, "came": came}
    lanes["label"] = [names.get(lane) or (codebook.label(lane, language) if by == "issue" else titles.get(lane, lane))
                      for lane in lanes["lane"]]
    days = documents["published"].to_dict() if by == "document" else {}
    lanes["published"] = pd.Series([days.get(lane, pd.NaT) for lane in lanes["lane"]], dtype="datetime64[us]")
    lanes["_last"] = (lanes["lane"] == NONE).astype(int) - (lanes["lane"] == "came").astype(int)
    lanes = lanes.sort_values(["_last", "published", "n", "label"], ascending=[True, False, False, True], kind="stable",
                              na_position="last")
    named = lanes["_last"] == 0
    kept = lanes[~named | (named.cumsum() <= most - int((~named).sum()))]
    left_out = int(lanes["n"].sum() - kept["n"].sum())
    return Lanes(rows[rows["lane"].isin(kept["lane"])].reset_index(drop=True),
                 kept[["lane", "label", "n", "published"]].reset_index(drop=True), len(lanes) - len(kept), left_out)


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
