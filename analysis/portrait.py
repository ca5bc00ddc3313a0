"""One commentator: what they expect beside everybody else, whom they name, and in which words."""

import pandas as pd

from analysis import keyness, narrowing
from analysis.codebook import Codebook
from analysis.findings import Finding, signed
from analysis.language import ENGLISH, Language
from analysis.narrowing import HEDGED
from analysis.schemas import NONE, Tables

NAMED = {"code": "str", "label": "str", "n": "int64", "documents": "int64"}
OTHERS = " "  # nobody is called so


def everybody(tables: Tables) -> list[str]:
    """Return all commentators, those who predict most first, then those who speak in most places."""
    predicted = narrowing.judged_by(tables, "commentator")
    spoken = narrowing.columns(tables, "commentaries", "commentator")["commentator"].value_counts()
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
    spoken = narrowing.columns(tables, "commentaries", "commentary_id", "commentator")
    own = set(spoken.loc[spoken["commentator"] == commentator, "commentary_id"])
    rows = narrowing.columns(narrowing.of_commentaries(tables, own) or tables, "mentions", "doc_id", "commentary_id", "kind", "code")
    rows = rows[(rows["kind"] == "actor") & rows["commentary_id"].isin(own)]
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
    spoken = narrowing.columns(tables, "commentaries", "commentary_id", "commentator")
    spoken = spoken[spoken["commentator"] != NONE]
    group = spoken["commentator"].where(spoken["commentator"] == commentator, OTHERS)
    members = pd.DataFrame({"commentary_id": spoken["commentary_id"], "group": group})
    measured = keyness.measure(keyness.in_groups(tables, members, codebook=codebook))
    measured = measured[measured["group"] == commentator]
    sure = keyness.top(measured, most=most)
    return (sure, True) if len(sure) else (keyness.top(measured, most=most, surest=1.0), False)


def finding(by_issue: pd.DataFrame, tables: Tables, commentator: str, *, codebook: Codebook | None = None,
            language: str = ENGLISH) -> Finding:
    """Return what a commentator expects, on how many issues.

    Parameters
    ----------
    by_issue : frame
        As `compare.issues` gives it, of this commentator.
    tables : Tables
        Everybody's, to compare with.
    commentator : str
    codebook : Codebook, optional
        With it, an issue is named as it stands inside a sentence.
    language : {"en", "zh-Hans", "zh-Hant"}
    """
    tongue = Language.of(language)
    said = int((by_issue["n"] + by_issue["conditional"]).sum())
    judged = by_issue[by_issue["n"] > 0]
    note = tongue.say("portrait_n", n=said, conditional=int(by_issue["conditional"].sum()))
    if not said:
        other = int(narrowing.judged_by(tables, "commentator").get(commentator, 0))
        return Finding(tongue.say("portrait_nothing", who=commentator), tongue.say("portrait_nothing_next"),
                       tongue.say("portrait_others_n", n=other) if other else "")
    if judged.empty:
        return Finding(tongue.say("portrait_conditional", who=commentator), tongue.say("portrait_subtitle"), note)
    mean = float((judged["mean"] * judged["n"]).sum() / judged["n"].sum())
    firm = narrowing.columns(tables, "predictions", "commentator", "condition", "valence", "outlook")
    firm = firm[(firm["condition"] == "") & (firm["valence"] != 0)]
    others = firm.loc[firm["commentator"] != commentator, "outlook"]
    subtitle = tongue.say("portrait_mean_beside", mean=signed(mean), others=signed(others.mean())) if len(others) else \
        tongue.say("portrait_mean", mean=signed(mean))
    return Finding(_expects(judged, commentator, codebook, tongue), subtitle, note)


def _expects(judged: pd.DataFrame, who: str, codebook: Codebook | None, tongue: Language) -> str:
    amount = {"apart": int((judged["mean"] <= -HEDGED + 1e-9).sum()), "closer": int((judged["mean"] >= HEDGED - 1e-9).sum())}
    n = len(judged)
    amount["open"] = n - amount["apart"] - amount["closer"]
    lead, second, _ = sorted(("apart", "closer", "open"), key=lambda way: -amount[way])
    if n == 1:
        issue = codebook.running(judged["issue"].iloc[0], tongue.code) if codebook else judged["label"].iloc[0]
        return tongue.say(f"portrait_one_{lead}", who=who, issue=issue)
    if amount[lead] == n:
        return tongue.say(f"portrait_all_{lead}", who=who, issues=tongue.say("portrait_both") if n == 2 else tongue.say("portrait_every", n=n))
    first = tongue.say(f"portrait_lead_{lead}", who=who, some=amount[lead], n=n)
    # What is expected on the others wants a verb, where the first words leave something open.
    return tongue.say(f"portrait_{'after_open' if lead == 'open' else 'second'}_{second}", first=first, some=amount[second])
