"""Counts and rows for charts: a selection of the tables in, a small frame out.

Every function takes whole frames and leaves them as they were. A conditional prediction is shown but never averaged; one of
valence 0 (an election won, a price rising) has a likelihood and no outlook, and stands on no side.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import pandas as pd

from analysis import narrowing
from analysis.codebook import Codebook
from analysis.language import Language, chinese
from analysis.narrowing import HEDGED, sides
from analysis.schemas import NONE, Row, Tables
from analysis.selection import SIDES
from analysis.seriation import by_likeness
from analysis.text import fold_each

SURE = 0.75
VALUES = ("outlook", "count", "mentions", "share", "certainty")
ORDERS = ("outlook", "size", "likeness")
# What `split_by_issue` and `most_judged` need of a prediction.
SPLIT = ("prediction_id", "commentator", "issue", "outlook", "probability", "likelihood", "valence", "condition", "cue")
# What is averaged over statements; the others are amounts.
MEANS = ("outlook", "certainty")
FIELD = "field:"


@lru_cache(maxsize=1024)
def step(outlook: float) -> int:
    """Return -2, -1, 0, 1 or 2: sure or hedged further apart, open, hedged or sure closer."""
    return int(steps(np.array([outlook]))[0])


def steps(outlooks: np.ndarray) -> np.ndarray:
    """Return `step` for each outlook; what has none is open."""
    size = np.abs(outlooks)
    level = (size >= HEDGED - 1e-9).astype("int64") + (size >= SURE - 1e-9)
    made: np.ndarray = np.where(outlooks > 0, level, -level)
    return made


def judged(predictions: pd.DataFrame) -> pd.DataFrame:
    """Return predictions with `side` (apart, open, closer, none), `step` (-2 to 2) and `conditional`."""
    return predictions.assign(side=sides(predictions), step=steps(predictions["outlook"].to_numpy()),
                              conditional=(predictions["condition"] != "").to_numpy())


def counts(tables: Tables) -> Row:
    """Return how much there is: documents, commentators, predictions, mentions, events; first and last day written."""
    count = narrowing.marks(tables)
    voices = {*count.values("commentaries", "commentator"), *count.values("predictions", "commentator")}
    published = narrowing.columns(tables, "documents", "published")["published"].dropna()
    n = {name: narrowing.size(tables, name) for name in ("documents", "predictions", "mentions", "events")}
    return {**n, "commentators": len(voices - {NONE}),
            "first": published.min() if len(published) else pd.NaT,
            "last": published.max() if len(published) else pd.NaT}


def split_by_issue(predictions: pd.DataFrame, codebook: Codebook, *, least: int = 3,
                   language: str = "en") -> pd.DataFrame:
    """Return a row a prediction, in the order in which the squares of the overview stand.

    Parameters
    ----------
    predictions : frame, schema PREDICTIONS, or its columns `SPLIT`
    codebook : Codebook
        For the labels of the issues.
    least : int
        Issues with fewer predictions come last, marked `few`.
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    frame
        issue, label, label_zh, prediction_id, commentator, outlook, probability, likelihood, side, step, conditional, cue,
        n, mean, few. Issues by mean outlook of the unconditional rows, furthest apart first. Within an issue and side:
        sure, hedged, then conditional. Rows of valence 0 are left out.
    """
    rows = judged(predictions[predictions["valence"] != 0])
    by_issue = rows.groupby("issue")
    n = by_issue.size()
    mean = rows[~rows["conditional"]].groupby("issue")["outlook"].mean().reindex(n.index)
    rows = rows.assign(
        label=rows["issue"].map({code: codebook.label(code, language) for code in n.index}).astype("str"),
        label_zh=rows["issue"].map({code: codebook.label(code, chinese(language)) for code in n.index}).astype("str"),
        n=rows["issue"].map(n).astype("int64"), mean=rows["issue"].map(mean).astype(float),
        few=(rows["issue"].map(n) < least).astype(bool),
        _certainty=-rows["outlook"].abs())
    rows = rows.sort_values(["few", "mean", "issue", "conditional", "_certainty", "prediction_id"], kind="stable",
                            na_position="last")
    return rows[["issue", "label", "label_zh", "prediction_id", "commentator", "outlook", "probability", "likelihood",
                 "side", "step", "conditional", "cue", "n", "mean", "few"]].reset_index(drop=True)


def most_judged(predictions: pd.DataFrame) -> str | None:
    """Return the issue on which most commentators predict without a condition, or None."""
    rows = predictions[(predictions["valence"] != 0)]
    if rows.empty:
        return None
    firm = rows[rows["condition"] == ""]
    voices = (firm if len(firm) else rows).groupby("issue").agg(voices=("commentator", "nunique"),
                                                               n=("prediction_id", "size")).reset_index()
    made: str | None = voices.sort_values(["voices", "n", "issue"], ascending=[False, False, True])["issue"].iloc[0]
    return made


def outcomes(predictions: pd.DataFrame, codebook: Codebook, issue: str | None = None, *,
             mapping: str = "lunheng") -> pd.DataFrame:
    """Return a row a prediction on one issue, commentators in the order drawn.

    Parameters
    ----------
    predictions : frame, schema PREDICTIONS
    codebook : Codebook
    issue : str, optional
        Without it, all predictions given.
    mapping : str
        Whose bounds the range bar shows.

    Returns
    -------
    frame
        commentator, prediction_id, issue, chance, low, high, step, conditional, cue, likelihood, probability, condition,
        made_on, quote, row, n, mean. `chance` is the probability, 0 to 1, that the parties come closer: of an outcome that
        drives them apart, one less its probability. `low` and `high` are the mapping's bounds, NaN for `possible`, which
        no published scale bounds. The side most commentators take comes first; who speaks only under conditions, last.
    """
    rows = predictions[(predictions["valence"] != 0) & ((predictions["issue"] == issue) if issue else True)]
    rows = judged(rows)
    bounds = codebook.mappings.get(mapping) or codebook.mappings["lunheng"]
    low, high = (rows["likelihood"].map(side).astype(float).to_numpy() for side in (bounds.low, bounds.high))
    apart = (rows["valence"] < 0).to_numpy()
    open_word = (rows["likelihood"] == "possible").to_numpy()
    rows = rows.assign(chance=((rows["outlook"] + 1) / 2).round(6),
                       low=np.where(open_word, np.nan, np.where(apart, 1 - high, low)),
                       high=np.where(open_word, np.nan, np.where(apart, 1 - low, high)))
    firm = rows[~rows["conditional"]].groupby("commentator")["chance"]
    mean, n = firm.mean(), firm.size()
    upward = len(mean) > 0 and mean.median() > 0.5
    rows = rows.assign(mean=rows["commentator"].map(mean).astype(float),
                       n=rows["commentator"].map(n).fillna(0).astype("int64"))
    rows = rows.assign(_order=-rows["mean"] if upward else rows["mean"])
    rows = rows.sort_values(["_order", "commentator", "conditional", "chance", "prediction_id"], na_position="last",
                            kind="stable")
    rows = rows.assign(row=pd.factorize(rows["commentator"])[0].astype("int64"))
    return rows[["commentator", "prediction_id", "issue", "chance", "low", "high", "step", "conditional", "cue",
                 "likelihood", "probability", "condition", "made_on", "quote", "row", "n", "mean"]].reset_index(drop=True)


def median(outcome_rows: pd.DataFrame) -> Row | None:
    """Return the median over commentators of what `outcomes` gave: chance, low and high (quartiles), n; or None.

    Each commentator counts once, with the mean of the unconditional statements.
    """
    means = outcome_rows[~outcome_rows["conditional"]].groupby("commentator")["chance"].mean()
    if means.empty:
        return None
    return {"chance": float(means.median()), "low": float(means.quantile(0.25)), "high": float(means.quantile(0.75)),
            "n": len(means)}


def conditions(outcome_rows: pd.DataFrame) -> pd.DataFrame:
    """Return the conditional rows of `outcomes`: commentator, condition, cue, chance, step, prediction_id."""
    rows = outcome_rows[outcome_rows["conditional"]]
    return rows[["commentator", "condition", "cue", "chance", "step", "prediction_id"]].reset_index(drop=True)


@dataclass(frozen=True)
class Matrix:
    """Commentators by issues.

    Attributes
    ----------
    cells : frame
        commentator, issue, value, n, conditional_only, both, ids, n_apart, n_closer (unconditional statements on a side).
    rows, columns : frame
        commentator, value, n, against, hopeful; and issue, label, label_zh, value, n, apart, closer, against, hopeful; in
        the order drawn. `apart` and `closer` are how many commentators are on that side without a condition; `against` and
        `hopeful` how many of a hundred unconditional statements are, NaN where the value is no outlook.
    total : dict
        value and n over all cells.
    hidden : dict
        How many commentators and issues have fewer than the least n.
    least : int
        The least n: a total of fewer is no finding, and is written without colour.
    """

    cells: pd.DataFrame
    rows: pd.DataFrame
    columns: pd.DataFrame
    total: Row
    hidden: Row = field(default_factory=lambda: {"commentators": 0, "issues": 0})
    least: int = 1


def matrix(tables: Tables, codebook: Codebook, *, value: str = "outlook", least: int = 3, language: str = "en",
           order: str = "", folded: Iterable[str] = ()) -> Matrix:
    """Return commentators by issues.

    Parameters
    ----------
    tables : Tables
    codebook : Codebook
    value : {"outlook", "count", "mentions", "share", "certainty"}
        Mean outlook of the unconditional statements (where there is none, of the conditional ones, marked
        `conditional_only`); number of statements, conditional ones included; number of places that name the issue; percent
        of the commentator's statements; mean distance of the probability from 50 %, in points, of the same statements as
        the outlook and of those that bring nobody closer or drive anybody apart.
    least : int
        Commentators with fewer on all issues, and issues with fewer by all commentators, are hidden.
    language : {"en", "zh-Hans", "zh-Hant"}
    order : {"", "outlook", "size", "likeness"}
        Of both edges: furthest apart first, most said first, alike beside each other. By default outlook by outlook, the
        others by what they show.
    folded : iterable of str
        Fields of issues, such as `security`: their issues stand as one column, `field:security`, whose statements are
        taken together.

    Notes
    -----
    `both` marks a cell whose unconditional statements point to both sides: its mean hides a disagreement of one person
    with himself. Commentary that no voice could be given to is left out.
    """
    if value not in VALUES:
        raise ValueError(f"value: expected one of {', '.join(VALUES)}, found {value!r}")
    if order and order not in ORDERS:
        raise ValueError(f"order: expected one of {', '.join(ORDERS)}, found {order!r}")
    columns_of = {code: f"{FIELD}{issue.field}" for code, issue in codebook.issues.items() if issue.field in set(folded)}
    predictions = _folded(narrowing.columns(tables, "predictions", "prediction_id", "commentator", "issue", "condition", "valence", "probability", "outlook"),
                          "issue", columns_of)
    cells = _mention_cells(tables, columns_of) if value == "mentions" else _statement_cells(predictions, value)
    everyone, everything, all_said = set(cells["commentator"]), set(cells["issue"]), int(cells["n"].sum())
    if least > 1 and len(cells):
        by_row, by_column = (cells.groupby(key)["n"].sum() for key in ("commentator", "issue"))
        cells = cells[cells["commentator"].isin(by_row.index[by_row >= least])
                      & cells["issue"].isin(by_column.index[by_column >= least])]
    rows, columns = (_edge(cells, key, value, all_said) for key in ("commentator", "issue"))
    if order and order != value:
        outlooks = cells if value == "outlook" else _statement_cells(predictions, "outlook")
        rows, columns = (_ordered(edge, order, cells, outlooks, value) for edge in (rows, columns))
    sides_of = cells[~cells["conditional_only"]] if value == "outlook" else cells.iloc[:0]
    apart = sides_of.loc[sides_of["value"] <= -HEDGED + 1e-9, "issue"].value_counts()
    closer = sides_of.loc[sides_of["value"] >= HEDGED - 1e-9, "issue"].value_counts()
    columns = columns.assign(
        label=[label_of(code, codebook, language) for code in columns["issue"]],
        label_zh=[label_of(code, codebook, chinese(language)) for code in columns["issue"]],
        apart=[int(apart.get(code, 0)) for code in columns["issue"]],
        closer=[int(closer.get(code, 0)) for code in columns["issue"]])
    return Matrix(cells.reset_index(drop=True), rows,
                  columns[["issue", "label", "label_zh", "value", "n", "apart", "closer", "against", "hopeful"]],
                  _whole(cells, value, all_said), {"commentators": len(everyone - set(rows["commentator"])),
                                                   "issues": len(everything - set(columns["issue"]))}, least)


def label_of(column: str, codebook: Codebook, language: str) -> str:
    """Return the label of an issue, or of a field of issues folded into one column."""
    if column.startswith(FIELD):
        return Language.of(language).say(f"field_{column.removeprefix(FIELD)}")
    return codebook.label(column, language)


def running_of(column: str, codebook: Codebook, language: str) -> str:
    """Return an issue, or a field of issues, as it stands inside a sentence."""
    if column.startswith(FIELD):
        name = label_of(column, codebook, language)
        return name[0].lower() + name[1:]
    return codebook.running(column, language)


def issues_of(column: str, codebook: Codebook) -> list[str]:
    """Return the issues that stand in a column: one, or all of a field."""
    if not column.startswith(FIELD):
        return [column]
    return [code for code, issue in codebook.issues.items() if issue.field == column.removeprefix(FIELD)]


def _folded(table: pd.DataFrame, column: str, columns_of: dict[str, str]) -> pd.DataFrame:
    if not columns_of:
        return table
    return table.assign(**{column: table[column].map(lambda code: columns_of.get(code, code)).astype("str")})


def _ordered(edge: pd.DataFrame, order: str, cells: pd.DataFrame, outlooks: pd.DataFrame, value: str) -> pd.DataFrame:
    """Return an edge in another order than its own."""
    key = edge.columns[0]
    if order == "size":
        return edge.sort_values(["n", key], ascending=[False, True], kind="stable").reset_index(drop=True)
    if order == "outlook":
        mean = _edge(outlooks, key, "outlook", 0).set_index(key)["value"]
        return edge.assign(_mean=edge[key].map(mean)).sort_values(["_mean", key], kind="stable", na_position="last").drop(
            columns="_mean").reset_index(drop=True)
    other = "issue" if key == "commentator" else "commentator"
    # Amounts differ by how much somebody says at all: alike is who says the same share.
    amount = "value" if value in MEANS else "_share"
    wide = cells.assign(_share=cells["value"] / cells.groupby(key)["value"].transform("sum")).pivot(
        index=key, columns=other, values=amount).reindex(edge[key])
    return edge.set_index(key).loc[by_likeness(wide)].reset_index()


_CELL = {"commentator": "str", "issue": "str", "value": "float64", "n": "int64", "conditional_only": "bool",
         "both": "bool", "ids": "str", "n_apart": "int64", "n_closer": "int64"}


def _statement_cells(predictions: pd.DataFrame, value: str) -> pd.DataFrame:
    rows = predictions[predictions["commentator"] != NONE]
    if value == "outlook":
        rows = rows[rows["valence"] != 0]
    if rows.empty:
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in _CELL.items()})
    rows = judged(rows)
    firm = (~rows["conditional"]).to_numpy()
    rows = rows.assign(firm=firm.astype("int64"), n_apart=(firm & (rows["side"] == "apart").to_numpy()).astype("int64"),
                       n_closer=(firm & (rows["side"] == "closer").to_numpy()).astype("int64"))
    if value in MEANS:
        mean = rows["outlook"] if value == "outlook" else 100 * (rows["probability"] - 0.5).abs()
        rows = rows.assign(mean=mean, firm_mean=mean.where(firm))
    else:
        rows = rows.assign(mean=1.0, firm_mean=1.0)
    cells = _by_cell(rows)
    if value in MEANS:
        cells["value"], cells["n"] = cells["firm_mean"].fillna(cells["mean"]), cells["firm"]
    else:
        cells["value"], cells["n"] = cells["said"].astype(float), cells["said"]
    if value == "share":
        cells["value"] = 100 * cells["said"] / cells.groupby("commentator")["said"].transform("sum")
    cells["conditional_only"], cells["both"] = cells["firm"] == 0, (cells["n_apart"] > 0) & (cells["n_closer"] > 0)
    return cells[list(_CELL)].astype(_CELL)


def _by_cell(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a row a commentator and issue: said, firm, firm_mean, mean, n_apart, n_closer, ids. Counted by number, as a grouping by
    texts takes several times as long."""
    voice, voices = pd.factorize(rows["commentator"], sort=True)
    issue, issues = pd.factorize(rows["issue"], sort=True)
    cell, place = np.unique(voice * len(issues) + issue, return_inverse=True)

    def total(column: str) -> np.ndarray:
        return np.bincount(place, weights=np.nan_to_num(rows[column].to_numpy(dtype=float)), minlength=len(cell))

    said, firm = np.bincount(place, minlength=len(cell)), total("firm")
    order = np.argsort(place, kind="stable")
    ids = np.split(rows["prediction_id"].to_numpy(dtype=object)[order], np.cumsum(said)[:-1])
    with np.errstate(invalid="ignore"):
        firm_mean = total("firm_mean") / firm
    return pd.DataFrame({"commentator": voices[cell // len(issues)], "issue": issues[cell % len(issues)], "said": said,
                         "firm": firm.astype("int64"), "firm_mean": firm_mean, "mean": total("mean") / said,
                         "n_apart": total("n_apart").astype("int64"), "n_closer": total("n_closer").astype("int64"),
                         "ids": [" ".join(some) for some in ids]})


def _mention_cells(tables: Tables, columns_of: dict[str, str]) -> pd.DataFrame:
    cells = _folded(narrowing.marks(tables).mention_cells(), "issue", columns_of).groupby(["commentator", "issue"], as_index=False)[["n"]].sum()
    cells = cells.assign(value=cells["n"], conditional_only=False, both=False, ids="", n_apart=0, n_closer=0)
    return cells[list(_CELL)].astype(_CELL)


def _edge(cells: pd.DataFrame, key: str, value: str, all_said: int) -> pd.DataFrame:
    """Return the totals along an edge: key, value, n, and in percent of the unconditional statements against and hopeful."""
    place, names = pd.factorize(cells[key], sort=True)

    def total(amounts: pd.Series) -> np.ndarray:
        return np.bincount(place, weights=amounts.to_numpy(dtype=float), minlength=len(names))

    edge = pd.DataFrame({key: names.astype("str"), "amount": total(cells["value"]), "weighted": total(cells["value"] * cells["n"]),
                         "n": total(cells["n"]).astype("int64"), "apart": total(cells["n_apart"]).astype("int64"),
                         "closer": total(cells["n_closer"]).astype("int64")})
    said = edge["n"].where(edge["n"] > 0)
    if value in MEANS:
        edge["value"] = edge["weighted"] / said
    elif value == "share" and key == "issue":
        edge["value"] = 100 * edge["n"] / max(all_said, 1)
    else:
        edge["value"] = edge["amount"]
    edge["against"], edge["hopeful"] = (100 * edge[side] / said if value == "outlook" else np.nan for side in ("apart", "closer"))
    # Shares of a commentator add up to nearly the same for all.
    by = "n" if value == "share" else "value"
    edge = edge.sort_values([by, key], ascending=[value == "outlook", True], kind="stable", na_position="last")
    return edge[[key, "value", "n", "against", "hopeful"]].reset_index(drop=True)


def _whole(cells: pd.DataFrame, value: str, all_said: int) -> Row:
    n = int(cells["n"].sum())
    if value == "share":
        return {"value": 100 * n / max(all_said, 1), "n": n}
    if value not in MEANS:
        return {"value": float(cells["value"].sum()), "n": n}
    return {"value": float((cells["value"] * cells["n"]).sum() / n) if n else float("nan"), "n": n}


def documents_overview(tables: Tables) -> pd.DataFrame:
    """Return a row a document, newest first: doc_id, title, outlet, published, voices, predictions, apart, open, closer."""
    sides = judged(narrowing.columns(tables, "predictions", "doc_id", "valence", "outlook", "condition"))
    table = narrowing.columns(tables, "documents", "doc_id", "title", "outlet", "published").copy()
    voices = pd.concat([narrowing.columns(tables, name, "doc_id", "commentator") for name in ("commentaries", "predictions")])
    heard = voices[voices["commentator"] != NONE].groupby("doc_id")["commentator"].nunique()
    table["voices"] = table["doc_id"].map(heard).fillna(0).astype("int64")
    table["predictions"] = table["doc_id"].map(sides.groupby("doc_id").size()).fillna(0).astype("int64")
    for side in SIDES:
        number = sides[sides["side"] == side].groupby("doc_id").size()
        table[side] = table["doc_id"].map(number).fillna(0).astype("int64")
    return table.sort_values(["published", "doc_id"], ascending=[False, True], na_position="last").reset_index(drop=True)


def ranked_words(tables: Tables, codebook: Codebook | None = None, *, by: str | None = None, group: str | None = None,
                 most: int = 15, length: int = 2, actors: bool = False) -> pd.DataFrame:
    """Return the words used most, most used first: word, count, voices, tag.

    Parameters
    ----------
    tables : Tables
    codebook : Codebook, optional
        Needed to leave actors out.
    by, group : str, optional
        `commentator` or `issue`, and which: only commentaries of that voice, or that name that issue.
    most : int
        How many words.
    length : int
        Words of fewer characters are left out.
    actors : bool
        Whether names of states and persons, which every text on them is full of, stay (`俄方` and `俄美` are names too),
        and words that say how sure a prediction is.

    Returns
    -------
    frame
        `voices` is how many commentators use the word. A word written in both scripts is one word, shown as it stands
        most often.
    """
    if by not in ("commentator", "issue", None):
        raise ValueError(f"by: expected commentator or issue, found {by!r}")
    count = narrowing.marks(tables)
    if by == "commentator":
        own = narrowing.columns(tables, "commentaries", "commentary_id", "commentator")
        count = count.within(own.loc[own["commentator"] == group, "commentary_id"])
    elif by == "issue":
        named = tables.mentions[(tables.mentions["kind"] == "issue") & (tables.mentions["code"] == group)]
        count = count.within(named["commentary_id"].unique())
    written = count.ranked(length)
    if not actors and codebook is not None:
        names = _names(tables, codebook)
        signs = set(codebook.compounds.characters) | set("方国")
        written = written[np.array([word not in names and not signs.issuperset(word) for word in written["word"]], dtype=bool)]
    written = written.sort_values(["count", "voices", "word"], ascending=[False, False, True], kind="stable").head(most)
    return written[["word", "count", "voices", "tag"]].reset_index(drop=True)


def _names(tables: Tables, codebook: Codebook) -> set[str]:
    """Return, folded, how texts name states, persons and commentators, and the cues of predictions."""
    kept = {code: actor for code, actor in codebook.actors.items() if actor.kind in ("state", "person")}
    named = {form for actor in kept.values() for form in (*actor.forms, *actor.metonyms)}
    count = narrowing.marks(tables)
    named.update(fold_each([*count.surfaces(list(kept)), *count.values("commentaries", "commentator"), *count.values("predictions", "cue")]))
    return named
