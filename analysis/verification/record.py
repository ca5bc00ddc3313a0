"""The record: every forecast with its scores, and what they come to by commentator, issue, word and mapping."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from analysis.schemas import LIKELIHOODS
from analysis.verification import decomposition, discrimination, ranking, references, resampling, shrinkage
from analysis.verification import forecasts as counted
from analysis.verification.calibration import effective, wilson
from analysis.verification.scoring import brier, log_score, sharpness, skill
from analysis.verification.scoring_rules import Rules

FIGURES = ["n", "questions", "brier", "brier_low", "brier_high", "log", "log_low", "log_high", "skill_base", "skill_base_low",
           "skill_base_high", "shared", "skill_consensus", "skill_consensus_low", "skill_consensus_high", "peer", "peer_low",
           "peer_high", "sharpness"]
SPREAD = ["area", "area_low", "area_high", "reliability", "resolution", "uncertainty"]


def scored(forecasts: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return every forecast with its scores.

    Parameters
    ----------
    forecasts : frame, schema FORECASTS
        Of all commentators: base rate and consensus are taken over what stands here, so narrow afterwards.

    Returns
    -------
    frame
        FORECASTS with brier, log, base (probability), base_brier, consensus (of the others; nan where nobody else spoke),
        consensus_brier, peer, and gain: how much Brier score was saved against the others, or where nobody else spoke against
        the base rate.
    """
    p, o = forecasts["probability"].to_numpy(float), forecasts["outcome"].to_numpy(float)
    base, others = references.base_rate(forecasts), references.consensus_of_others(forecasts)
    own = brier(p, o)
    base_brier, others_brier = (base - o) ** 2, (others - o) ** 2
    return forecasts.assign(brier=own, log=log_score(p, o, clip=rules.clip), base=base, base_brier=base_brier, consensus=others,
                            consensus_brier=others_brier, peer=references.peer_score(forecasts, clip=rules.clip),
                            gain=np.where(np.isnan(others_brier), base_brier, others_brier) - own)


def pooled_variance(rows: pd.DataFrame) -> dict[str, float]:
    """Return the variance of brier, log and peer inside commentators, all of them together; nan where nobody has two forecasts."""
    spread_of = {}
    for name in ("brier", "log", "peer"):
        known = rows[rows[name].notna()]
        who = np.unique(known["commentator"], return_inverse=True)[1]
        spread_of[name] = float(shrinkage.variance_of_means(known[name], who)[0] * np.sum(who == 0)) if len(known) else np.nan
    return spread_of


# What one unit of Brier score is worth on a measure, how many forecasts its mean rests on, and the bounds it keeps to.
_Worth: TypeAlias = tuple[float, int, tuple[float, float]]


def figures(rows: pd.DataFrame, rules: Rules, pooled: Mapping[str, float] | None = None) -> dict[str, float]:
    """Return the mean scores of some scored forecasts with their intervals; nan where there is nothing to tell.

    Parameters
    ----------
    rows : frame
        As `scored` gives it.
    rules : Rules
    pooled : mapping of str to float, optional
        As `pooled_variance` gives it of everybody, for the record of one.

    Returns
    -------
    dict
        Of FIGURES. `shared` is how many were also answered by somebody else, on which skill_consensus and peer rest. A skill of
        fewer questions than an interval needs is nan: a ratio of so few turns on a single answer.

    Notes
    -----
    Whoever was right each time has no spread of their own, and a bootstrap would call six answers certain. So where `pooled` is
    given, no interval is narrower than the spread inside all commentators makes it (a normal interval, as in an analysis of
    variance with few cases a group).
    """
    asked = rows["question_id"].to_numpy()
    own, base, others = (rows[name].to_numpy(float) for name in ("brier", "base_brier", "consensus_brier"))
    shared = ~np.isnan(others)
    shared_by = int(shared.sum())
    told = {"n": len(rows), "questions": rows["question_id"].nunique(), "brier": _mean(own), "log": _mean(rows["log"]),
            "shared": shared_by, "peer": _mean(rows["peer"]), "sharpness": sharpness(rows["probability"]),
            "skill_base": skill(own, base) if len(np.unique(asked)) >= rules.least_interval else np.nan,
            "skill_consensus": skill(own, others) if len(np.unique(asked[shared])) >= rules.least_interval else np.nan}
    ends = {"brier": resampling.mean(own, asked, rules), "log": resampling.mean(rows["log"], asked, rules),
            "skill_base": resampling.ratio(own, base, asked, rules, less_from=1.0),
            "skill_consensus": resampling.ratio(own, others, asked, rules, less_from=1.0),
            "peer": resampling.mean(rows["peer"], asked, rules)}
    if pooled is not None:
        # How much one unit of Brier score is worth on each measure, and on how many forecasts the mean rests.
        known: dict[str, tuple[str, _Worth]] = {
            "brier": ("brier", (1.0, len(rows), (0.0, 1.0))), "log": ("log", (1.0, len(rows), (0.0, -math.log(rules.clip)))),
            "peer": ("peer", (1.0, shared_by, (-np.inf, np.inf))),
            "skill_base": ("brier", (1 / (_mean(base) or np.nan), len(rows), (-np.inf, 1.0))),
            "skill_consensus": ("brier", (1 / (_mean(others) or np.nan), shared_by, (-np.inf, 1.0)))}
        ends = {name: _widened(told[name], low, high, pooled[known[name][0]], known[name][1], rules) for name, (low, high) in ends.items()}
    for name, (low, high) in ends.items():
        told |= {f"{name}_low": low, f"{name}_high": high}
    return {name: told[name] for name in FIGURES}


def _widened(value: float, low: float, high: float, variance: float, worth: _Worth,
             rules: Rules) -> tuple[float, float]:
    scale, n, bounds = worth
    if math.isnan(low) or math.isnan(variance) or not n:
        return low, high
    half = float(stats.norm.ppf((1 + rules.level) / 2)) * scale * math.sqrt(variance / n)
    return max(min(low, value - half), bounds[0]), min(max(high, value + half), bounds[1])


def _mean(values: npt.ArrayLike) -> float:
    known = np.asarray(values, float)
    known = known[~np.isnan(known)]
    return float(known.mean()) if len(known) else np.nan


def spread(rows: pd.DataFrame, rules: Rules) -> dict[str, float]:
    """Return discrimination and the parts of the Brier score of some scored forecasts, of SPREAD."""
    area = discrimination.area(rows["probability"], rows["outcome"], rows["question_id"], level=rules.level)
    parts = decomposition.murphy(rows["probability"], rows["outcome"])
    return {"area": area.value, "area_low": area.low, "area_high": area.high, "reliability": parts.reliability,
            "resolution": parts.resolution, "uncertainty": parts.uncertainty}


def table(rows: pd.DataFrame, rules: Rules, by: str = "commentator", pooled: Mapping[str, float] | None = None) -> pd.DataFrame:
    """Return the scores of every commentator or issue, those with most forecasts first.

    Parameters
    ----------
    rows : frame
        As `scored` gives it.
    by : {"commentator", "issue"}
    pooled : mapping of str to float, optional
        As for `figures`; without it the spread inside those of `rows`.

    Returns
    -------
    frame
        The column `by`, FIGURES, and graded: whether there are enough resolved questions to compare at all.
    """
    pooled = pooled_variance(rows) if pooled is None else pooled
    told = [{by: name, **figures(own, rules, pooled)} for name, own in rows.groupby(by)]
    every = pd.DataFrame(told, columns=[by, *FIGURES])
    every["graded"] = every["questions"] >= rules.least_graded
    return every.sort_values(["n", by], ascending=[False, True], kind="stable").reset_index(drop=True)


def by_wording(statements: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return how often came what was worded so: a row a likelihood, surest first.

    Parameters
    ----------
    statements : frame
        As `forecasts.statements` gives it.

    Returns
    -------
    frame
        likelihood, n, questions, said (its probability), came, share, low, high (Wilson on the effective number of questions).
    """
    rows = []
    for word in reversed(LIKELIHOODS):
        own = statements[statements["likelihood"] == word]
        if len(own):
            independent, share = effective(own["question_id"]), float(own["came"].mean())
            low, high = wilson(share * independent, independent, rules.level)
            rows.append({"likelihood": word, "n": len(own), "questions": own["question_id"].nunique(),
                         "said": float(own["stated"].mean()), "came": int(own["came"].sum()), "share": share, "low": float(low),
                         "high": float(high)})
    return pd.DataFrame(rows, columns=["likelihood", "n", "questions", "said", "came", "share", "low", "high"])


def calls(rows: pd.DataFrame, most: int = 3) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the best and the worst calls: those that saved and cost most against what the others gave.

    Parameters
    ----------
    rows : frame
        As `scored` gives it.
    most : int
        Of either.

    Returns
    -------
    best, worst : frame
        Rows of `rows`; only such as did better, or worse, than what they are held against.
    """
    ordered = rows.sort_values(["gain", "brier", "made_on", "question_id", "commentator"], ascending=[False, True, True, True, True],
                               kind="stable")
    return (ordered[ordered["gain"] > 1e-9].head(most).reset_index(drop=True),
            ordered[ordered["gain"] < -1e-9].iloc[::-1].head(most).reset_index(drop=True))


@dataclass(frozen=True)
class Record:
    """The record of a selection.

    Attributes
    ----------
    judgements, statements : frame, schema JUDGEMENTS
        What was said on questions, and what of it counts.
    rows : frame
        Every forecast that counts, with its scores, as `scored` gives it.
    standings : dict of str to int
        As `forecasts.standings` gives it.
    pooled : dict of str to float
        As `pooled_variance` gives it, of everybody in the corpus.
    as_of : date
    """

    judgements: pd.DataFrame
    statements: pd.DataFrame
    rows: pd.DataFrame
    standings: dict[str, int]
    pooled: dict[str, float]
    as_of: date

    def of(self, commentator: str) -> "Record":
        """Return one commentator's part. What it is held against stays everybody's."""
        judgements, statements, rows = (frame[frame["commentator"] == commentator].reset_index(drop=True)
                                        for frame in (self.judgements, self.statements, self.rows))
        return Record(judgements, statements, rows, counted.standings(judgements, as_of=self.as_of), self.pooled,
                      self.as_of)


@dataclass(frozen=True)
class Everybody:
    """The record of the whole corpus, from which that of a selection is taken.

    Attributes
    ----------
    judgements, statements, rows, pooled, as_of
        As of a `Record`, before any selection.
    """

    judgements: pd.DataFrame
    statements: pd.DataFrame
    rows: pd.DataFrame
    pooled: dict[str, float]
    as_of: date

    def only(self, kept: Collection[str]) -> Record:
        """Return the record of a selection; a forecast stays where one of its statements does."""
        ids = set(kept) & set(self.judgements["prediction_id"])
        stays = [not ids.isdisjoint(said.split(" ")) for said in self.rows["prediction_ids"]]
        rows = self.rows[pd.Series(stays, index=self.rows.index, dtype="bool")].reset_index(drop=True)
        own = set(prediction_ids(rows))
        inside = self.judgements[self.judgements["prediction_id"].isin(ids | own)].reset_index(drop=True)
        return Record(inside, self.statements[self.statements["prediction_id"].isin(own)].reset_index(drop=True), rows,
                      counted.standings(inside, as_of=self.as_of), self.pooled, self.as_of)


def everybody(judgements: pd.DataFrame, rules: Rules, *, as_of: date) -> Everybody:
    """Return the record of the whole corpus: what everybody is scored against, whatever is looked at.

    Parameters
    ----------
    judgements : frame, schema JUDGEMENTS
        Of the whole corpus.
    rules : Rules
    as_of : date
    """
    rows = scored(counted.counting(judgements, as_of=as_of), rules)
    return Everybody(judgements, counted.statements(judgements, as_of=as_of), rows, pooled_variance(rows), as_of)


def made(judgements: pd.DataFrame, kept: Collection[str], rules: Rules, *, as_of: date) -> Record:
    """Return the record of a selection: scored against everybody, then narrowed.

    Parameters
    ----------
    judgements : frame, schema JUDGEMENTS
        Of the whole corpus.
    kept : collection of str
        The prediction_ids that pass the filter. A forecast stays where one of its statements does.
    rules : Rules
    as_of : date
    """
    return everybody(judgements, rules, as_of=as_of).only(kept)


def sensitivity(judged: Mapping[str, pd.DataFrame], kept: Collection[str], rules: Rules, *, as_of: date,
                commentator: str = "") -> pd.DataFrame:
    """Return the same record under each mapping of words to numbers.

    Parameters
    ----------
    judged : mapping of str to frame
        Code of the mapping to the JUDGEMENTS made under it, of the whole corpus.
    kept : collection of str
        As for `made`.
    rules : Rules
    as_of : date
    commentator : str, optional
        Whose record alone; what it is held against stays everybody's.

    Returns
    -------
    frame
        mapping, FIGURES, SPREAD.
    """
    rows = []
    for code, judgements in judged.items():
        whole = made(judgements, kept, rules, as_of=as_of)
        own = whole.of(commentator).rows if commentator else whole.rows
        rows.append({"mapping": code, **figures(own, rules, whole.pooled if commentator else None), **spread(own, rules)})
    return pd.DataFrame(rows, columns=["mapping", *FIGURES, *SPREAD])


def behind(record: Record, mark: str, rules: Rules) -> pd.DataFrame:
    """Return the forecasts behind a mark of a chart, latest first.

    Parameters
    ----------
    record : Record
    mark : str
        `bin|3` of the calibration plot, `issue|summit`, `question|<id>|<percent>` of the crowd's chart, or prediction_ids joined
        by a blank.
    """
    rows = record.rows
    kind, _, rest = mark.partition("|")
    if kind == "bin" and rest.isdecimal():
        inside = decomposition.places(rows["probability"], rules.edges) == int(rest)
    elif kind == "issue":
        inside = rows["issue"] == rest
    elif kind == "question":
        code, _, percent = rest.rpartition("|")
        inside = (rows["question_id"] == code) & ((100 * rows["probability"]).round().astype("int64").astype("str") == percent)
    else:
        wanted = set(mark.split(" "))
        inside = pd.Series([not wanted.isdisjoint(ids.split(" ")) for ids in rows["prediction_ids"]], index=rows.index, dtype="bool")
    return latest(rows[inside])


def latest(rows: pd.DataFrame) -> pd.DataFrame:
    """Return forecasts with the latest first."""
    return rows.sort_values(["made_on", "question_id", "commentator"], ascending=[False, True, True], kind="stable").reset_index(drop=True)


def prediction_ids(rows: pd.DataFrame) -> list[str]:
    """Return the predictions that forecasts rest on, in their order, each once."""
    return list(dict.fromkeys(" ".join(rows["prediction_ids"]).split()))


def grades(record: Record, table: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return the table with ranks: rank, rank_low, rank_high and shrunk, nan for whoever is not ranked."""
    ranked = ranking.ranks(record.rows[["commentator", "question_id"]].assign(score=record.rows["peer"]), rules)
    return table.merge(ranked[["commentator", "rank", "rank_low", "rank_high", "shrunk", "shrunk_low", "shrunk_high"]],
                       on="commentator", how="left")
