"""Two or more groups side by side: commentators, camps, documents, periods, or any two filters."""

from itertools import combinations

import pandas as pd

from analysis import keyness, narrowing, networks
from analysis.codebook import Codebook
from analysis.findings import Finding
from analysis.language import ENGLISH, Language, chinese
from analysis.narrowing import HEDGED
from analysis.schemas import NONE, Tables
from analysis.selection import SIDES
from analysis.summaries import Matrix, counts, judged

BY_ISSUE = {"issue": "str", "label": "str", "label_zh": "str", "group": "str", "mean": "float64", "n": "int64",
            "conditional": "int64", "apart": "int64", "open": "int64", "closer": "int64", "ids": "str"}
POSITIONS = {"issue": "str", "label": "str", "label_zh": "str", "kind": "str", "gap": "float64", "low": "str", "high": "str"}
KINDS = ("differ", "share", "one_sided", "few")


def amounts(groups: dict[str, Tables]) -> pd.DataFrame:
    """Return how much there is of each group: a row a measure, a column a group.

    Parameters
    ----------
    groups : dict of str to Tables
        As `groups.split` gives it, or each narrowed by a selection.

    Returns
    -------
    frame
        measure (documents, commentators, predictions, conditional, dated, mentions, events, words) and the groups' names.
    """
    columns = {}
    for name, tables in groups.items():
        said = counts(tables)
        columns[name] = {
            "documents": said["documents"], "commentators": said["commentators"], "predictions": said["predictions"],
            "conditional": int((tables.predictions["condition"] != "").sum()),
            "dated": int(tables.predictions["horizon_end"].notna().sum()), "mentions": said["mentions"],
            "events": said["events"], "words": int(tables.words["count"].sum())}
    return pd.DataFrame(columns).rename_axis("measure").reset_index()


def issues(groups: dict[str, Tables], codebook: Codebook, *, language: str = "en") -> pd.DataFrame:
    """Return what each group expects on each issue.

    Parameters
    ----------
    groups : dict of str to Tables
    codebook : Codebook
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    frame
        issue, label, label_zh, group, mean (outlook, unconditional; NaN where all hangs on a condition), n (unconditional),
        conditional, apart, open, closer (unconditional, by side), ids. A row an issue and group that judges it; by issue,
        groups in the order given.
    """
    parts = []
    for place, (name, tables) in enumerate(groups.items()):
        rows = narrowing.columns(tables, "predictions", *networks.TAKEN)
        rows = judged(rows[rows["valence"] != 0])
        rows = rows.assign(firm=~rows["conditional"])
        for side in SIDES:
            rows[side] = rows["firm"] & (rows["side"] == side)
        rows = rows.assign(outlook=rows["outlook"].where(rows["firm"]))
        part = rows.groupby("issue", as_index=False).agg(
            mean=("outlook", "mean"), n=("firm", "sum"), conditional=("conditional", "sum"), apart=("apart", "sum"),
            open=("open", "sum"), closer=("closer", "sum"), ids=("prediction_id", " ".join))
        parts.append(part.assign(group=name, _place=place))
    found = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=[*BY_ISSUE, "_place"])
    found = found.assign(label=[codebook.label(code, language) for code in found["issue"]],
                         label_zh=[codebook.label(code, chinese(language)) for code in found["issue"]])
    return found.sort_values(["issue", "_place"], kind="stable")[list(BY_ISSUE)].astype(BY_ISSUE).reset_index(drop=True)


def positions(by_issue: pd.DataFrame, *, least: int = 3) -> pd.DataFrame:
    """Return on which issues groups differ, and which side they share.

    Parameters
    ----------
    by_issue : frame
        As `issues` gives it.
    least : int
        Below so many unconditional statements a group takes no position on an issue.

    Returns
    -------
    frame
        issue, label, label_zh, kind (`differ`: two groups' means lie on opposite sides; `share`: all that take a position
        lie on one side, or all near 0; `one_sided`: only one group takes one; `few`: none does), gap (between the furthest
        two means; NaN for fewer than two), low, high (those two groups). Differences first, the widest gap first. Groups of
        which one lies near 0 and the other does not `differ` too where the gap is .4 or more.
    """
    rows = []
    for issue, part in by_issue.groupby("issue", sort=True):
        sure = part[(part["n"] >= least) & part["mean"].notna()].sort_values("mean", kind="stable")
        first = part.iloc[0]
        gap = float(sure["mean"].iloc[-1] - sure["mean"].iloc[0]) if len(sure) > 1 else float("nan")
        if len(sure) < 2:
            kind = "one_sided" if len(sure) else "few"
        else:
            low, high = sure["mean"].iloc[0], sure["mean"].iloc[-1]
            opposite = low <= -HEDGED + 1e-9 and high >= HEDGED - 1e-9
            kind = "differ" if opposite or gap >= 2 * HEDGED - 1e-9 else "share"
        rows.append({"issue": issue, "label": first["label"], "label_zh": first["label_zh"], "kind": kind, "gap": gap,
                     "low": sure["group"].iloc[0] if len(sure) else "", "high": sure["group"].iloc[-1] if len(sure) else ""})
    found = pd.DataFrame(rows, columns=list(POSITIONS)).astype(POSITIONS)
    found = found.assign(_kind=found["kind"].map({kind: place for place, kind in enumerate(KINDS)}))
    return found.sort_values(["_kind", "gap", "issue"], ascending=[True, False, True], kind="stable",
                             na_position="last")[list(POSITIONS)].reset_index(drop=True)


def matrix(by_issue: pd.DataFrame, groups: list[str], *, least: int = 3) -> Matrix:
    """Return groups by issues as `charts.matrix` draws it.

    Parameters
    ----------
    by_issue : frame
        As `issues` gives it.
    groups : list of str
        The rows, in this order.
    least : int
        Issues with fewer unconditional statements by all groups are hidden.
    """
    total = by_issue.groupby("issue")["n"].sum()
    kept = by_issue[by_issue["issue"].isin(total.index[total >= least]) & by_issue["mean"].notna()]
    cells = pd.DataFrame({"commentator": kept["group"], "issue": kept["issue"], "value": kept["mean"], "n": kept["n"],
                          "conditional_only": False, "both": (kept["apart"] > 0) & (kept["closer"] > 0), "ids": kept["ids"]})
    weighted = cells.assign(weighted=cells["value"] * cells["n"])
    edges = {}
    for key in ("commentator", "issue"):
        edge = weighted.groupby(key, as_index=False).agg(weighted=("weighted", "sum"), n=("n", "sum"))
        edges[key] = edge.assign(value=edge["weighted"] / edge["n"])
    rows = edges["commentator"]
    rows = rows.assign(_place=rows["commentator"].map({name: place for place, name in enumerate(groups)})).sort_values("_place")
    columns = edges["issue"].merge(kept.drop_duplicates("issue")[["issue", "label", "label_zh"]], on="issue")
    columns = columns.sort_values(["value", "issue"], kind="stable")
    n = int(cells["n"].sum())
    whole = {"value": float(weighted["weighted"].sum() / n) if n else float("nan"), "n": n}
    return Matrix(cells.reset_index(drop=True), rows[["commentator", "value", "n"]].reset_index(drop=True),
                  columns[["issue", "label", "label_zh", "value", "n"]].reset_index(drop=True), whole,
                  {"commentators": 0, "issues": int((total < least).sum())}, least)


def words(groups: dict[str, Tables], codebook: Codebook, *, least: int = 3) -> pd.DataFrame:
    """Return how each group's use of words differs from the others', as `keyness.measure` gives it; see `keyness.top`.

    Groups may share documents: what two share counts in both.
    """
    tables = []
    for name, part in groups.items():
        members = narrowing.columns(part, "commentaries", "commentary_id").assign(group=name).astype({"group": "str"})
        tables.append(keyness.in_groups(part, members, codebook=codebook))
    table = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(keyness.COUNTS))
    return keyness.measure(table.astype(keyness.COUNTS), least=least)


def likeness(tables: Tables, commentator: str, *, shared: int = 2) -> pd.DataFrame:
    """Return how like and unlike everybody else one commentator is.

    Parameters
    ----------
    tables : Tables
    commentator : str
    shared : int
        Only those who take a side on at least so many of the same issues.

    Returns
    -------
    frame
        commentator, agreed, opposed, shared, congruence, conflict, net (see `networks.ties`), most alike first.
    """
    tied = networks.ties(networks.positions(narrowing.columns(tables, "predictions", *networks.TAKEN)), shared=shared)
    own = tied[(tied["a"] == commentator) | (tied["b"] == commentator)]
    other = own["a"].where(own["a"] != commentator, own["b"])
    return own.assign(commentator=other)[["commentator", *networks.TIES]].drop(columns=["a", "b"]).reset_index(drop=True)


def finding(found: pd.DataFrame, groups: list[str], *, codebook: Codebook | None = None, language: str = ENGLISH) -> Finding:
    """Return on how many issues groups differ, and where most.

    Parameters
    ----------
    found : frame
        As `positions` gives it.
    groups : list of str
        Their names as shown.
    codebook : Codebook, optional
        With it, an issue is named as it stands inside a sentence.
    language : {"en", "zh-Hans", "zh-Hant"}
    """
    tongue = Language.of(language)
    subtitle = tongue.say("compare_subtitle")
    both = found[found["kind"].isin(("differ", "share"))]
    note = tongue.say("compare_n", n=len(both), rest=len(found) - len(both))
    who = tongue.listed(groups) if len(groups) == 2 else tongue.say("compare_groups", n=len(groups))

    def named(row: pd.Series) -> str:
        return codebook.running(row["issue"], language) if codebook else row["label"]

    if both.empty:
        return Finding(tongue.say("compare_none", who=who), subtitle, note)
    differ = both[both["kind"] == "differ"]
    if differ.empty:
        title = tongue.say("compare_agree_on", who=who, issue=named(both.iloc[0])) if len(both) == 1 else \
            tongue.say("compare_agree_both" if len(groups) == 2 else "compare_agree", who=who, n=len(both))
        return Finding(title, subtitle, note)
    widest = named(differ.iloc[0])
    if len(both) == 1:
        return Finding(tongue.say("compare_differ_on", who=who, issue=widest), subtitle, note)
    return Finding(tongue.say("compare_differ", who=who, some=len(differ), n=len(both), issue=widest), subtitle, note)


def pairs(groups: dict[str, Tables]) -> list[tuple[str, str, int]]:
    """Return, for each two groups, how many commentators speak in both."""
    voices = {name: set(tables.commentaries["commentator"]) - {NONE} for name, tables in groups.items()}
    return [(a, b, len(voices[a] & voices[b])) for a, b in combinations(groups, 2)]
