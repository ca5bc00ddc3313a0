"""Change over time: what is said and expected by month or year, and who came to expect something else."""

import numpy as np
import pandas as pd

from analysis.codebook import Codebook
from analysis.findings import Finding, signed
from analysis.language import ENGLISH, Language
from analysis.narrowing import HEDGED, columns, marks
from analysis.schemas import NONE, Tables
from analysis.selection import LEAST

WHAT = ("outlook", "predictions", "mentions")
PER = {"month": "M", "quarter": "Q", "year": "Y"}
COLUMNS = {"series": "str", "label": "str", "period": "datetime64[us]", "value": "float64", "n": "int64", "ids": "str"}
DRIFT = {"commentator": "str", "issue": "str", "label": "str", "first": "datetime64[us]", "last": "datetime64[us]", "days": "int64",
         "n": "int64", "before": "float64", "after": "float64", "change": "float64", "turned": "bool", "ids": "str"}
ALL = "all"
_PER = 10_000


def _periods(days: pd.Series, per: str) -> pd.Series:
    """Return the first day of each day's month, quarter or year."""
    if per not in PER:
        raise ValueError(f"per: expected one of {', '.join(PER)}, found {per!r}")
    made: pd.Series = days.dt.to_period(PER[per]).dt.to_timestamp().astype("datetime64[us]")
    return made


def finest(tables: Tables, most: int = 36) -> str:
    """Return `month`, `quarter` or `year`: the finest that cuts the corpus into at most so many parts."""
    days = _days(tables).dropna()
    for per in PER:
        if days.empty or len(pd.period_range(days.min(), days.max(), freq=PER[per])) <= most:
            return per
    return "year"


def _days(tables: Tables) -> pd.Series:
    """Return on which day each document was published."""
    return columns(tables, "documents", "published")["published"]


def over_time(tables: Tables, codebook: Codebook, *, what: str = "outlook", by: str | None = "issue", per: str = "month",
              codes: list[str] | None = None, most: int = 9, language: str = "en") -> pd.DataFrame:
    """Return how much is said, or what is expected, in each month or year.

    Parameters
    ----------
    tables : Tables
    codebook : Codebook
        For the labels of issues.
    what : {"outlook", "predictions", "mentions"}
        Mean outlook of the unconditional predictions; number of predictions; number of places that name an issue.
    by : {"issue", "commentator"} or None
        A series an issue or commentator; None: one series of all.
    per : {"month", "quarter", "year"}
    codes : list of str, optional
        Only these issues or commentators, in this order.
    most : int
        Series kept, those with most behind them, where no `codes` are given.
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    frame
        series (code or name), label, period (its first day), value, n, ids (predictions, joined by a blank; empty for
        mentions), by series and period. A prediction falls on the day it was made, a mention on its document's; what has no
        day is left out (`undated`). A period in which documents were written and nothing was said is a 0 among counts, and
        no row among outlooks.
    """
    if what not in WHAT:
        raise ValueError(f"what: expected one of {', '.join(WHAT)}, found {what!r}")
    if by not in ("issue", "commentator", None):
        raise ValueError(f"by: expected issue, commentator or None, found {by!r}")
    rows = _mentions(tables, by) if what == "mentions" else columns(
        tables, "predictions", "prediction_id", "commentator", "issue", "made_on", "condition", "valence", "outlook").rename(columns={"made_on": "day"})
    rows = rows[(rows["commentator"] != NONE) & rows["day"].notna()]
    if what == "outlook":
        rows = rows[(rows["condition"] == "") & (rows["valence"] != 0)]
    rows = rows.assign(series=rows[by] if by else ALL)
    if codes is None:
        # A row of mentions may stand for several.
        amounts = rows.groupby("series")["n"].sum() if what == "mentions" else rows["series"].value_counts()
        codes = amounts.rename_axis("series").rename("count").reset_index().sort_values(
            ["count", "series"], ascending=[False, True], kind="stable")["series"].head(most).tolist()
    rows = rows[rows["series"].isin(codes)]
    if rows.empty:
        return _empty()
    rows = rows.assign(period=_periods(rows["day"], per))
    if what == "mentions":
        found = rows.groupby(["series", "period"], as_index=False)[["n"]].sum()
        found = found.assign(value=found["n"].astype("float64"), ids="")
    else:
        rows = rows.assign(amount=rows["outlook"] if what == "outlook" else 1.0)
        found = rows.groupby(["series", "period"], as_index=False).agg(
            value=("amount", "mean" if what == "outlook" else "sum"), n=("amount", "size"), ids=("prediction_id", " ".join))
    if what != "outlook":
        found = _with_zeros(found, tables, per)
    names = {code: codebook.label(code, language) if by == "issue" else code for code in codes}
    return _ordered(found.assign(label=found["series"].map(names)), codes)


def _mentions(tables: Tables, by: str | None) -> pd.DataFrame:
    """Return mentions of issues: day, n, and by whom or of what; those of a month as one."""
    return marks(tables).months(by or "issue").rename(columns={"month": "day"}).assign(**{} if by == "commentator" else {"commentator": ALL})


def _written(rows: pd.DataFrame, documents: pd.DataFrame) -> pd.Series:
    """Return the day on which each row's document was published."""
    days = dict(zip(documents["doc_id"], documents["published"]))
    return rows["doc_id"].map(days).astype("datetime64[us]")


def _with_zeros(found: pd.DataFrame, tables: Tables, per: str) -> pd.DataFrame:
    written = _periods(_days(tables).dropna(), per)
    periods = sorted(set(written) | set(found["period"]))
    every = pd.MultiIndex.from_product([found["series"].unique(), periods], names=["series", "period"])
    filled = found.set_index(["series", "period"]).reindex(every).reset_index()
    return filled.fillna({"value": 0.0, "n": 0, "ids": ""})


def _ordered(found: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    order = {code: place for place, code in enumerate(codes)}
    found = found.assign(_order=found["series"].map(order)).sort_values(["_order", "period"], kind="stable")
    return found[list(COLUMNS)].astype(COLUMNS).reset_index(drop=True)


def _empty() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in COLUMNS.items()})


def words_over_time(tables: Tables, words: list[str], *, per: str = "month") -> pd.DataFrame:
    """Return how often words are used in each month or year.

    Parameters
    ----------
    tables : Tables
    words : list of str
        Folded, as in `tables.words`.
    per : {"month", "quarter", "year"}

    Returns
    -------
    frame
        As `over_time`: value is uses per 10,000 words counted in the period, n uses; a period with words but not this one
        is 0.
    """
    rows = marks(tables).months_of(words)
    if rows.empty or not words:
        return _empty()
    rows = rows.assign(period=_periods(rows["day"], per))
    size = rows.groupby("period")["count"].sum()
    used = rows[rows["word"].isin(words)].groupby(["word", "period"])["count"].sum()
    every = pd.MultiIndex.from_product([list(dict.fromkeys(words)), size.index], names=["series", "period"])
    found = used.rename_axis(["series", "period"]).reindex(every, fill_value=0).rename("n").reset_index()
    found = found.assign(value=_PER * found["n"] / found["period"].map(size), label=found["series"], ids="")
    return _ordered(found, list(dict.fromkeys(words)))


def undated(tables: Tables) -> int:
    """Return how many documents have no day, and so no place on any of these charts."""
    return int(_days(tables).isna().sum())


def drift(predictions: pd.DataFrame, codebook: Codebook, *, least: int = 1, language: str = "en") -> pd.DataFrame:
    """Return who judged the same issue on different days, the greatest change first.

    Parameters
    ----------
    predictions : frame, schema PREDICTIONS
    codebook : Codebook
    least : int
        Statements needed on the first and on the last day.
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    frame
        commentator, issue, label, first, last (days), days (different ones), n (unconditional statements), before, after
        (mean outlook on the first and last day), change, turned (from one side to the other), ids (in order of day).
    """
    firm = _dated(predictions)
    if firm.empty:
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in DRIFT.items()})
    keys = ["commentator", "issue"]
    days = firm.groupby([*keys, "made_on"], as_index=False).agg(outlook=("outlook", "mean"), n=("prediction_id", "size"),
                                                                ids=("prediction_id", " ".join))
    found = days.groupby(keys, as_index=False).agg(
        first=("made_on", "first"), last=("made_on", "last"), days=("made_on", "size"), n=("n", "sum"), start=("n", "first"),
        end=("n", "last"), before=("outlook", "first"), after=("outlook", "last"), ids=("ids", " ".join))
    found = found[(found["days"] > 1) & (found["start"] >= least) & (found["end"] >= least)]
    low, high = found[["before", "after"]].min(axis=1), found[["before", "after"]].max(axis=1)
    found = found.assign(before=found["before"].round(9) + 0.0, after=found["after"].round(9) + 0.0)
    found = found.assign(change=(found["after"] - found["before"]).round(9),
                         turned=(low <= -HEDGED + 1e-9) & (high >= HEDGED - 1e-9),
                         label=[codebook.label(code, language) for code in found["issue"]])
    found["_size"] = found["change"].abs()
    found = found.sort_values(["_size", "n", *keys], ascending=[False, False, True, True], kind="stable")
    return found[list(DRIFT)].astype(DRIFT).reset_index(drop=True)


def _dated(predictions: pd.DataFrame) -> pd.DataFrame:
    return predictions[(predictions["condition"] == "") & (predictions["valence"] != 0) & predictions["made_on"].notna()
                       & (predictions["commentator"] != NONE)]


def paths(predictions: pd.DataFrame, drifted: pd.DataFrame) -> pd.DataFrame:
    """Return what `drift` sums up, day by day, as `charts.trend` draws it.

    Parameters
    ----------
    predictions : frame, schema PREDICTIONS
    drifted : frame
        Rows of `drift`.

    Returns
    -------
    frame
        As `over_time`: series is `commentator|issue`, label `commentator: issue`, period the day, value the mean outlook.
    """
    if drifted.empty:
        return _empty()
    firm = _dated(predictions)
    firm = firm.assign(series=firm["commentator"] + "|" + firm["issue"])
    names = {f"{row.commentator}|{row.issue}": f"{row.commentator}: {row.label}" for row in drifted.itertuples()}
    firm = firm[firm["series"].isin(names)]
    found = firm.groupby(["series", "made_on"], as_index=False).agg(value=("outlook", "mean"), n=("prediction_id", "size"),
                                                                    ids=("prediction_id", " ".join))
    found = found.rename(columns={"made_on": "period"}).assign(label=found["series"].map(names))
    return _ordered(found, list(names))


def _when(period: pd.Timestamp, per: str, tongue: Language) -> str:
    if per == "quarter":
        return tongue.say(f"quarter_{period.quarter}", year=tongue.date(period, "year"))
    return tongue.date(period, per)


def _in_sentence(issue: str, label: str, codebook: Codebook | None, language: str) -> str:
    return codebook.running(issue, language) if codebook and issue in codebook.issues else label


def finding(trend: pd.DataFrame, *, what: str = "outlook", per: str = "month", least: int = LEAST, left_out: int = 0,
            codebook: Codebook | None = None, language: str = ENGLISH) -> Finding:
    """Return what changed most.

    Parameters
    ----------
    trend : frame
        As `over_time` gives it (or `words_over_time`, with `what="words"`).
    what, per
        As given to it.
    least : int
        A mean of fewer statements is not named.
    left_out : int
        As `undated` gives it.
    codebook : Codebook, optional
        With it, an issue is named as it stands inside a sentence.
    language : {"en", "zh-Hans", "zh-Hant"}
    """
    tongue = Language.of(language)
    note = tongue.paragraph(tongue.say("trend_n", n=int(trend["n"].sum())), tongue.say("undated_left_out", n=left_out) if left_out else "")
    if trend.empty:
        return Finding(tongue.say("trend_undated"), tongue.say("trend_undated_next"), note)
    if trend["period"].nunique() == 1:
        return Finding(tongue.say("trend_one_period", when=_when(trend["period"].iloc[0], per, tongue)), tongue.say("trend_one_period_next"), note)
    subtitle = tongue.say(f"trend_subtitle_{what}", per=tongue.say(f"by_{per}"))
    if what == "outlook":
        return _turned(trend, least, codebook, subtitle, note, tongue)
    # In a period with little text, two uses are a high rate that says nothing.
    sure = trend[trend["n"] >= least] if what == "words" else trend
    rows = sure if len(sure) else trend
    lead = rows.iloc[int(rows["value"].argmax())]
    if lead["value"] == 0:
        return Finding(tongue.say("trend_unused"), subtitle, note)
    one = "" if what == "words" or lead["series"] == ALL else "_of"
    title = tongue.say(f"trend_peak_{what}{one}", name=_in_sentence(lead["series"], lead["label"], codebook, language),
                       when=_when(lead["period"], per, tongue), n=round(lead["value"]) if what == "words" else int(lead["n"]), uses=int(lead["n"]))
    return Finding(title, subtitle, note)


def _turned(trend: pd.DataFrame, least: int, codebook: Codebook | None, subtitle: str, note: str, tongue: Language) -> Finding:
    sure = trend[trend["n"] >= least]
    ends = sure.groupby("series", sort=False).agg(label=("label", "first"), before=("value", "first"), after=("value", "last"),
                                                  first=("period", "first"), last=("period", "last"))
    ends = ends[ends["first"] < ends["last"]]
    if ends.empty:
        return Finding(tongue.say("trend_few"), tongue.paragraph(subtitle, tongue.say("trend_few_next", least=least)), note)
    ends = ends.assign(change=ends["after"] - ends["before"])
    ends = ends[ends["change"].abs() >= HEDGED]
    if ends.empty:
        return Finding(tongue.say("trend_steady"), subtitle, note)
    lead = ends.iloc[int(ends["change"].abs().argmax())]
    head = tongue.say("outlook_head") if lead.name == ALL else \
        tongue.say("outlook_on", issue=_in_sentence(str(lead.name), lead["label"], codebook, tongue.code))
    first, last = lead["first"], lead["last"]
    when = tongue.say("within", when=tongue.date(first, "year")) if first.year == last.year else tongue.say(
        "from_to", first=tongue.date(first, "range_years_first"), last=tongue.date(last, "range_years_last"))
    return Finding(tongue.say("trend_rose" if lead["change"] > 0 else "trend_fell", head=head, before=signed(lead["before"]),
                              after=signed(lead["after"]), when=when), subtitle, note)


def finding_drift(drifted: pd.DataFrame, *, codebook: Codebook | None = None, language: str = ENGLISH) -> Finding:
    """Return how many came to expect something else, from `drift`; with a codebook, issues as they stand inside a sentence."""
    tongue = Language.of(language)
    n = len(drifted)
    subtitle, note = tongue.say("drift_subtitle"), tongue.say("drift_n", n=n)
    if n == 0:
        return Finding(tongue.say("drift_nobody"), tongue.say("drift_nobody_next"), note)
    turned = drifted[drifted["turned"]]
    if len(turned):
        lead = turned.iloc[0]
        title = tongue.say("drift_hopeful" if lead["change"] > 0 else "drift_doubtful", commentator=lead["commentator"],
                           issue=_in_sentence(lead["issue"], lead["label"], codebook, language))
        return Finding(tongue.say("drift_others", first=title, n=len(turned) - 1) if len(turned) > 1 else title, subtitle, note)
    moved = int((np.abs(drifted["change"]) >= HEDGED).sum())
    if moved == 0:
        return Finding(tongue.say("drift_none", n=n), subtitle, note)
    return Finding(tongue.say("drift_moved", some=moved, n=n), subtitle, note)
