"""One commentator: what they expect beside everybody else, whom they name, and in which words."""

import pandas as pd

from analysis import keyness
from analysis.codebook import Codebook
from analysis.findings import Finding
from analysis.schemas import NONE, Tables
from analysis.summaries import HEDGED

NAMED = {"code": "str", "label": "str", "n": "int64", "documents": "int64"}
OTHERS = " "  # nobody is called so
SCALE = "from –1 (sure of confrontation) over 0 (open) to +1 (sure of settlement)"


def everybody(tables: Tables) -> list[str]:
    """Return all commentators, those who predict most first, then those who speak in most places."""
    predicted = tables.predictions["commentator"].value_counts()
    spoken = tables.commentaries["commentator"].value_counts()
    names = [name for name in dict.fromkeys([*spoken.index, *predicted.index]) if name != NONE]
    return sorted(names, key=lambda name: (-predicted.get(name, 0), -spoken.get(name, 0), name))


def named(tables: Tables, commentator: str, codebook: Codebook, *, language: str = "en") -> pd.DataFrame:
    """Return which actors a commentator names, most named first.

    Parameters
    ----------
    tables : Tables
    commentator : str
    codebook : Codebook
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    frame
        code, label, n (mentions), documents.
    """
    own = tables.commentaries.loc[tables.commentaries["commentator"] == commentator, "commentary_id"]
    rows = tables.mentions[(tables.mentions["kind"] == "actor") & tables.mentions["commentary_id"].isin(set(own))]
    found = rows.groupby("code", as_index=False).agg(n=("doc_id", "size"), documents=("doc_id", "nunique"))
    found = found.assign(label=[codebook.label(code, language, "actor") for code in found["code"]])
    return found.sort_values(["n", "code"], ascending=[False, True], kind="stable")[list(NAMED)].astype(NAMED).reset_index(drop=True)


def words(tables: Tables, commentator: str, codebook: Codebook, *, most: int = 15) -> tuple[pd.DataFrame, bool]:
    """Return the words a commentator uses more than all others together.

    Returns
    -------
    (frame, bool)
        As `keyness.top` gives it, and whether the difference is sure. Where none is, those are given that chance may explain.
    """
    own = tables.commentaries[tables.commentaries["commentator"] != NONE]
    members = pd.DataFrame({"commentary_id": own["commentary_id"],
                            "group": own["commentator"].where(own["commentator"] == commentator, OTHERS)})
    measured = keyness.measure(keyness.counts(tables.words, members, codebook=codebook))
    measured = measured[measured["group"] == commentator]
    sure = keyness.top(measured, most=most)
    return (sure, True) if len(sure) else (keyness.top(measured, most=most, surest=1.0), False)


def finding(by_issue: pd.DataFrame, tables: Tables, commentator: str) -> Finding:
    """Return what a commentator expects, on how many issues.

    Parameters
    ----------
    by_issue : frame
        As `compare.issues` gives it, of this commentator.
    tables : Tables
        Everybody's, to compare with.
    commentator : str
    """
    said = int((by_issue["n"] + by_issue["conditional"]).sum())
    hanging = int(by_issue["conditional"].sum())
    judged = by_issue[by_issue["n"] > 0]
    note = f"n = {said:,} statement{'' if said == 1 else 's'} that the parties come closer or move apart, {hanging:,} of them under a condition."
    if not said:
        others = int((tables.predictions["commentator"] == commentator).sum())
        return Finding(f"{commentator} expects nothing closer or further apart", "Nothing said here moves the parties either way.",
                       f"n = {others:,} other prediction{'' if others == 1 else 's'}." if others else "")
    if judged.empty:
        return Finding(f"{commentator} expects everything only under conditions", f"Mean outlook by issue, {SCALE}.", note)
    mean = float((judged["mean"] * judged["n"]).sum() / judged["n"].sum())
    firm = tables.predictions[(tables.predictions["condition"] == "") & (tables.predictions["valence"] != 0)]
    others = firm.loc[firm["commentator"] != commentator, "outlook"]
    beside = f"; everybody else {_signed(float(others.mean()))}" if len(others) else ""
    subtitle = f"Mean outlook without conditions {_signed(mean)}{beside}, {SCALE}."
    apart = int((judged["mean"] <= -HEDGED + 1e-9).sum())
    closer = int((judged["mean"] >= HEDGED - 1e-9).sum())
    n = len(judged)
    if n == 1:
        how = "further apart" if apart else "closer" if closer else "open"
        verb = "leaves open" if how == "open" else "expects"
        end = judged["label"].iloc[0] if how == "open" else f"the parties {how} on {judged['label'].iloc[0]}"
        return Finding(f"{commentator} {verb} {end}", subtitle, note)
    every = "both" if n == 2 else f"all {n:,}"
    if n in (apart, closer):
        return Finding(f"{commentator} expects the parties {'further apart' if apart else 'closer'} on {every} issues", subtitle, note)
    if not apart and not closer:
        return Finding(f"{commentator} leaves {every} issues open", subtitle, note)
    parts = [(apart, "further apart"), (closer, "closer"), (n - apart - closer, "open")]
    (first, head), (second, other), _ = sorted(parts, key=lambda part: -part[0])
    verb = "leaves open" if head == "open" else "expects the parties"
    lead = f"{first:,} of {n:,} issues" if head == "open" else f"{head} on {first:,} of {n:,} issues"
    end = f"leaves {second:,} open" if other == "open" else f"{other} on {second:,}"
    return Finding(f"{commentator} {verb} {lead}, {end}", subtitle, note)


def _signed(value: float) -> str:
    rounded = round(value, 1) + 0.0
    return "0" if rounded == 0 else f"{'+' if rounded > 0 else '–'}{abs(rounded):.1f}"
