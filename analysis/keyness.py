"""Keyness: the words a group uses more than the others, how much more, and how sure that is.

Log-likelihood says how surprising a difference is, log ratio how large; the one without the other misleads, since any
difference becomes "significant" in a large corpus and any ratio large among rare words. Weighted log-odds draws rare words
towards what everybody says, and ranks by both at once.
"""

import math

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import narrowing
from analysis.codebook import Codebook
from analysis.findings import Finding
from analysis.language import ENGLISH, Language
from analysis.schemas import Tables

MEASURES = ("g2", "log_ratio", "z")
COUNTS = {"group": "str", "word": "str", "count": "int64"}
MEASURED = {**COUNTS, "rest": "int64", "size": "int64", "rest_size": "int64", "rate": "float64", "rest_rate": "float64",
            "g2": "float64", "log_ratio": "float64", "p": "float64", "q": "float64", "log_odds": "float64", "z": "float64"}
_DENSE = 20
_PER = 10_000


def counts(words: pd.DataFrame, members: pd.DataFrame, *, codebook: Codebook | None = None, actors: bool = False,
           length: int = 2) -> pd.DataFrame:
    """Return how often each group uses each word.

    Parameters
    ----------
    words : frame, schema WORDS, or its commentary_id, word and count
    members : frame
        commentary_id, group; as `groups.assign` gives it. One commentary may stand in several groups.
    codebook : Codebook, optional
        Needed to leave actors out.
    actors : bool
        Whether names of states and persons stay.
    length : int
        Words of fewer characters are left out.

    Returns
    -------
    frame
        group, word, count; words folded, both scripts as one.
    """
    kept = words[words["word"].str.len() >= length]
    joined = kept[["commentary_id", "word", "count"]].merge(members, on="commentary_id")
    table = joined.groupby(["group", "word"], as_index=False)[["count"]].sum()
    return _unnamed(table, None if actors else codebook)


def in_groups(tables: Tables, members: pd.DataFrame, *, codebook: Codebook | None = None, length: int = 2) -> pd.DataFrame:
    """Return how often each group uses each word, as `counts` gives it, from tables whose rows need not be taken.

    Parameters
    ----------
    tables : Tables
    members, length
        As in `counts`.
    codebook : Codebook, optional
        With it, names of states and persons are left out.
    """
    index = narrowing.counted(tables)
    if index is None:
        return counts(narrowing.columns(tables, "words", "commentary_id", "word", "count"), members, codebook=codebook, length=length)
    made = [pd.DataFrame({"group": pd.Series(dtype="str"), "word": pd.Series(dtype="str"), "count": pd.Series(dtype="int64")})]
    for group, keys in members.groupby("group")["commentary_id"]:
        said = index.within(keys).frequency()
        said = said[said.index.str.len() >= length].sort_index()
        made.append(pd.DataFrame({"group": group, "word": said.index, "count": said.to_numpy()}))
    return _unnamed(pd.concat(made, ignore_index=True), codebook)


def _unnamed(table: pd.DataFrame, codebook: Codebook | None) -> pd.DataFrame:
    """Return counts without the names of a codebook's states and persons."""
    if codebook is not None:
        named = {form for actor in codebook.actors.values() if actor.kind in ("state", "person") for form in actor.forms}
        table = table[~table["word"].isin(named)]
    return table.astype(COUNTS).reset_index(drop=True)


def log_likelihood(count: npt.ArrayLike, rest: npt.ArrayLike, size: npt.ArrayLike, rest_size: npt.ArrayLike) -> np.ndarray:
    """Return the log-likelihood ratio G² of a word's frequency in two bodies of text.

    Parameters
    ----------
    count, rest : number or array
        Times used in the one and in the other.
    size, rest_size : number or array
        Words in each.

    Notes
    -----
    2 Σ O ln(O/E) over the word's two cells, with E the counts expected if both used it at one rate: Dunning 1993,
    "Accurate Methods for the Statistics of Surprise and Coincidence", Computational Linguistics 19(1); in this form Rayson
    & Garside 2000, "Comparing Corpora using Frequency Profiling", Workshop on Comparing Corpora, ACL. One degree of
    freedom: 3.84 is p < .05, 10.83 p < .001.
    """
    count, rest, size, rest_size = (np.asarray(value, dtype=float) for value in (count, rest, size, rest_size))
    rate = np.divide(count + rest, size + rest_size, out=np.zeros(np.broadcast(count, size).shape), where=size + rest_size > 0)
    total = sum(observed * np.log(np.divide(observed, rate * many, out=np.ones(np.shape(rate)), where=(observed > 0) & (rate * many > 0)))
                for observed, many in ((count, size), (rest, rest_size)))
    made: np.ndarray = np.maximum(2 * total, 0)
    return made


def log_ratio(count: npt.ArrayLike, rest: npt.ArrayLike, size: npt.ArrayLike, rest_size: npt.ArrayLike) -> np.ndarray:
    """Return the binary logarithm of how many times more often a word is used: 1 is twice, –2 a quarter.

    Notes
    -----
    Hardie 2014, "Log Ratio – an informal introduction" (CASS, Lancaster). A count of 0 is taken as 0.5.
    """
    count, rest, size, rest_size = (np.asarray(value, dtype=float) for value in (count, rest, size, rest_size))
    made: np.ndarray = np.log2(np.maximum(count, 0.5) / np.maximum(size, 1)) - np.log2(np.maximum(rest, 0.5) / np.maximum(rest_size, 1))
    return made


def log_odds(count: npt.ArrayLike, rest: npt.ArrayLike, size: npt.ArrayLike, rest_size: npt.ArrayLike, prior: npt.ArrayLike, strength: float) -> tuple[npt.NDArray[np.float64] | float, npt.NDArray[np.float64] | float]:
    """Return log-odds with an informative Dirichlet prior, and its z-score.

    Parameters
    ----------
    count, rest, size, rest_size : number or array
        As in `log_likelihood`.
    prior : number or array
        How often the word is thought to have been seen before; greater than 0.
    strength : number
        The sum of the prior over all words.

    Returns
    -------
    (log_odds, z)

    Notes
    -----
    Monroe, Colaresi & Quinn 2008, "Fightin' Words", Political Analysis 16(4): the difference of the smoothed
    log-odds, over the root of its approximate variance 1/(y+α) + 1/(y'+α).
    """
    seen, unseen = np.asarray(count, float) + np.asarray(prior, float), np.asarray(rest, float) + np.asarray(prior, float)
    others = np.maximum(np.asarray(size, float) + strength - seen, 1e-9), np.maximum(np.asarray(rest_size, float) + strength - unseen, 1e-9)
    difference = np.log(seen / others[0]) - np.log(unseen / others[1])
    return difference, difference / np.sqrt(1 / seen + 1 / unseen)


def adjusted(p: np.ndarray, tests: int | None = None) -> np.ndarray:
    """Return p-values adjusted for how many were tested: the share of false finds among all up to each.

    Parameters
    ----------
    p : array
    tests : int, optional
        How many were tested, where `p` leaves some of the largest out.

    Notes
    -----
    Benjamini & Hochberg 1995, "Controlling the False Discovery Rate", J. R. Stat. Soc. B 57(1). Thousands of words are
    tested at once: at p < .05, one in twenty stands out by chance.
    """
    p = np.asarray(p, dtype=float)
    if not len(p):
        return p
    order = np.argsort(p, kind="stable")
    stepped = p[order] * (tests or len(p)) / np.arange(1, len(p) + 1)
    result = np.empty(len(p))
    result[order] = np.minimum(np.minimum.accumulate(stepped[::-1])[::-1], 1)
    return result


def measure(table: pd.DataFrame, *, least: int = 3, strength: float | None = None) -> pd.DataFrame:
    """Return, for every group and word, how its use differs from that of all other groups together.

    Parameters
    ----------
    table : frame
        group, word, count; as `counts` gives it. With two groups, each is the other's rest.
    least : int
        Words used fewer times by all groups together are not tested (they count in the sizes).
    strength : float, optional
        How many words the prior of the log-odds weighs; without it, as many as all groups have together, so that the
        prior is the counts themselves.

    Returns
    -------
    frame
        group, word, count, rest, size, rest_size (words in the group, in the others), rate, rest_rate (per 10,000 words),
        g2, log_ratio, p, q (adjusted over all groups and words), log_odds, z. Positive log_ratio and z: used more than
        by the rest. With more than 20 groups, words a group does not use have no row (their tests count all the same in q,
        which errs on the side of caution). A single group has no rest, hence no row.

    Notes
    -----
    A commentary that stands in several groups (issues) is in the rest of those it is not in, and once for each it is in.
    """
    everything = table["count"].sum()
    names = table["group"].unique()
    if len(names) < 2 or not everything:
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in MEASURED.items()})
    sizes = table.groupby("group")["count"].sum()
    totals = table.groupby("word")["count"].sum()
    tested = totals[totals >= least]
    kept = table[table["word"].isin(tested.index)]
    rows, columns = sizes.index.get_indexer(pd.Index(kept["group"])), tested.index.get_indexer(pd.Index(kept["word"]))
    said = kept["count"].to_numpy(float)
    if len(sizes) <= _DENSE:
        grid = np.zeros((len(sizes), len(tested)))
        grid[rows, columns] = said
        rows, columns = (part.ravel() for part in np.indices(grid.shape))
        said = grid.ravel()
    size = sizes.to_numpy(float)[rows]
    rest, rest_size = tested.to_numpy(float)[columns] - said, everything - size
    g2 = log_likelihood(said, rest, size, rest_size)
    p = _chance(g2)
    strength = float(everything) if strength is None else float(strength)
    odds, z = log_odds(said, rest, size, rest_size, tested.to_numpy(float)[columns] * strength / everything, strength)
    made = {"group": sizes.index.to_numpy()[rows], "word": tested.index.to_numpy()[columns], "count": said, "rest": rest,
            "size": size, "rest_size": rest_size, "rate": _PER * said / size, "rest_rate": _PER * rest / rest_size,
            "g2": g2, "log_ratio": log_ratio(said, rest, size, rest_size), "p": p,
            "q": adjusted(p, len(sizes) * len(tested)), "log_odds": odds, "z": z}
    return pd.DataFrame(made)[list(MEASURED)].astype(MEASURED)


def _chance(g2: npt.ArrayLike) -> np.ndarray:
    """Return p of a chi-squared variable with one degree of freedom."""
    return np.array([math.erfc(math.sqrt(value / 2)) for value in np.asarray(g2, float).tolist()])


def top(measured: pd.DataFrame, *, by: str = "g2", most: int = 15, surest: float = 0.05) -> pd.DataFrame:
    """Return the words each group uses more than the rest.

    Parameters
    ----------
    measured : frame
        As `measure` gives it.
    by : {"g2", "log_ratio", "z"}
        What ranks them. `log_ratio` and `g2` keep words with q below `surest`, `z` those beyond 1.96.
    most : int
        Words a group.
    surest : float
        The share of false finds allowed; 1 keeps all.

    Returns
    -------
    frame
        The columns of `measured` and `rank` (1 first), by group and rank.
    """
    if by not in MEASURES:
        raise ValueError(f"by: expected one of {', '.join(MEASURES)}, found {by!r}")
    sure = measured["z"] >= 1.96 if by == "z" and surest < 1 else measured["q"] <= surest
    more = measured[(measured["log_ratio"] > 0) & (measured["count"] > 0) & sure]
    more = more.sort_values(["group", by, "count", "word"], ascending=[True, False, False, True], kind="stable")
    more = more.assign(rank=(more.groupby("group").cumcount() + 1).astype("int64"))
    return more[more["rank"] <= most].reset_index(drop=True)


def written(measured: pd.DataFrame, forms: dict[str, str]) -> pd.DataFrame:
    """Return the table with words as texts write them; `forms` as `concordance.as_written` gives it."""
    return measured.assign(word=[forms.get(word, word) for word in measured["word"]])


def finding(ranked: pd.DataFrame, names: dict[str, str] | None = None, *, tested: int | None = None,
            language: str = ENGLISH) -> Finding:
    """Return what sets the groups apart most.

    Parameters
    ----------
    ranked : frame
        As `top` gives it.
    names : dict of str to str, optional
        Group to the name shown.
    tested : int, optional
        How many differences were tested: the length of what `measure` gave.
    language : {"en", "zh-Hans", "zh-Hant"}
    """
    tongue = Language.of(language)
    subtitle = tongue.say("keyness_subtitle")
    note = tongue.say("keyness_tested", n=tested) if tested else ""
    if ranked.empty:
        return Finding(tongue.say("keyness_none"), subtitle, note)
    lead = ranked.sort_values(["g2", "word"], ascending=[False, True], kind="stable").iloc[0]
    name = (names or {}).get(lead["group"], lead["group"])
    if lead["rest"] == 0:
        return Finding(tongue.say("keyness_only", name=name, word=lead["word"], n=int(lead["count"])), subtitle, note)
    ratio = 2 ** lead["log_ratio"]
    times = tongue.number(ratio, 1 if ratio < 9.95 else 0)
    return Finding(tongue.say("keyness_times", name=name, word=lead["word"], times=times), subtitle, note)
