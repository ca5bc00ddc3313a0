"""The sentences above a record and the crowd: they grade nobody before there is enough to grade."""

import math
from collections.abc import Sequence

import pandas as pd

from analysis.findings import Finding
from analysis.language import Language
from analysis.schemas import Row
from analysis.verification.crowd import Gain
from analysis.verification.scoring_rules import Rules

# Where it did not come, and where it came.
_RIGHT = {"open": ("record_right_open", "record_right_open"), "all": ("record_all_no", "record_all_yes"),
          "none": ("record_none_no", "record_none_yes"), "some": ("record_right_no", "record_right_yes")}
REASONS = ("open", "void", "outside", "unsettled", "waiting", "superseded")


def everybody(rows: pd.DataFrame, table: pd.DataFrame, standings: dict[str, int], rules: Rules, *, language: str = "en") -> Finding:
    """Return the finding of all records together.

    Parameters
    ----------
    rows : frame
        As `record.scored` gives it.
    table : frame
        As `record.table` gives it by commentator.
    standings : dict of str to int
        As `forecasts.standings` gives it.
    """
    tongue = Language.of(language)
    note = left_out(rows, standings, language=language)
    if rows.empty:
        return Finding(tongue.say("record_none"), tongue.say("record_none_next"), note)
    graded = table[table["graded"]]
    if graded.empty:
        first = table.sort_values(["questions", "commentator"], ascending=[False, True]).iloc[0]
        title = tongue.say("record_too_few_all", who=first["commentator"], n=int(first["questions"]), least=rules.least_graded)
    else:
        better, worse = int((graded["peer_low"] > 0).sum()), int((graded["peer_high"] < 0).sum())
        key = "record_graded_better" if better else "record_graded_worse" if worse else "record_graded_alike"
        title = tongue.say(key, some=better or worse, n=len(graded))
    subtitle = tongue.paragraph(
        tongue.say("record_rests_all", forecasts=len(rows), commentators=rows["commentator"].nunique(), n=rows["question_id"].nunique()),
        measured(table, rules, tongue))
    return Finding(title, subtitle, note)


def one(who: str, figures: Row, standings: dict[str, int], rows: pd.DataFrame, rules: Rules, *, language: str = "en") -> Finding:
    """Return the finding of one commentator's record; under the least number of resolved questions it is no grade.

    Parameters
    ----------
    who : str
    figures : dict
        As `record.figures` gives it.
    standings : dict of str to int
    rows : frame
        Their scored forecasts.
    """
    tongue = Language.of(language)
    note = left_out(rows, standings, language=language)
    if rows.empty:
        return Finding(tongue.say("record_none_of", who=who), tongue.say("record_none_next"), note)
    n, low, high = figures["questions"], figures["skill_base_low"], figures["skill_base_high"]
    if n < rules.least_graded:
        title = tongue.say("record_too_few", who=who, n=n, least=rules.least_graded)
    elif math.isnan(low) or low <= 0 <= high:
        title = tongue.say("record_like_base", who=who)
    else:
        title = tongue.say("record_above_base" if low > 0 else "record_below_base", who=who)
    return Finding(title, tongue.paragraph(tongue.say("record_rests_one", n=n), brier(figures, tongue)), note)


def measured(table: pd.DataFrame, rules: Rules, tongue: Language) -> str:
    """Return who may be graded, where anybody may; else what grading takes."""
    graded = int(table["graded"].sum())
    return tongue.say("record_gradable", n=graded, least=rules.least_graded) if graded else tongue.say("record_no_grade",
                                                                                                      least=rules.least_graded)


def brier(figures: Row, tongue: Language) -> str:
    """Return a mean Brier score with its interval, and what it is measured against."""
    value = tongue.number(figures["brier"], 2)
    if math.isnan(figures["brier_low"]):
        return tongue.say("record_brier", value=value)
    return tongue.say("record_brier_between", value=value, low=tongue.number(figures["brier_low"], 2),
                      high=tongue.number(figures["brier_high"], 2))


def left_out(rows: pd.DataFrame, standings: dict[str, int], *, language: str = "en") -> str:
    """Return why statements on questions do not count, and how many of those that do leave it open."""
    tongue = Language.of(language)
    parts = [tongue.say(f"record_left_{reason}", n=standings[reason]) for reason in REASONS if standings.get(reason)]
    hedged = int(rows["hedged"].sum()) if len(rows) else 0
    return tongue.paragraph(tongue.say("record_left", what=tongue.clauses(parts)) if parts else "",
                            tongue.say("record_hedged", n=hedged) if hedged else "")


def crowd(gain: Gain, rules: Rules, *, language: str = "en") -> Finding:
    """Return whether the consensus beats its members.

    Parameters
    ----------
    gain : Gain
        As `crowd.against_members` gives it.
    """
    tongue = Language.of(language)
    if not gain.questions:
        return Finding(tongue.say("crowd_none"), tongue.say("crowd_none_next"), "")
    worse = 1 - gain.beaten - gain.tied
    key = "crowd_beats" if gain.beaten > worse else "crowd_loses" if gain.beaten < worse else "crowd_even"
    title = tongue.say(key, some=round(gain.beaten * gain.forecasts), n=gain.forecasts)
    few = gain.questions < rules.least_graded
    subtitle = tongue.paragraph(
        tongue.say("crowd_scores", consensus=tongue.number(gain.consensus, 2), members=tongue.number(gain.members, 2), n=gain.questions),
        tongue.say("crowd_few", n=gain.questions, least=rules.least_graded) if few else "")
    return Finding(title, subtitle, tongue.say("crowd_never_worse"))


def extremised(table: pd.DataFrame, *, language: str = "en") -> str:
    """Return whether making the consensus more extreme helps, as far as its interval tells."""
    tongue = Language.of(language)
    fitted = table[table["fitted"]]
    if fitted.empty:
        return tongue.say("crowd_extreme_few")
    row = fitted.iloc[0]
    told = {"n": int(row["n"]), "exponent": tongue.number(row["exponent"], 1), "saved": tongue.number(row["saved"], 3).replace("-", "–")}
    if math.isnan(row["low"]) or row["low"] <= 0 <= row["high"]:
        return tongue.say("crowd_extreme_open", **told)
    return tongue.say("crowd_extreme_helps" if row["saved"] > 0 else "crowd_extreme_harms", **told)


def sure(table: pd.DataFrame, gap: tuple[float, float, float], *, language: str = "en") -> str:
    """Return whether the sure ones were right more often than those who leaned.

    Parameters
    ----------
    table : frame
        As `crowd.surest` gives it.
    gap : tuple of float
        As `crowd.sure_or_leaning` gives it.
    """
    tongue = Language.of(language)
    sure_ones, leaning = (table[table["group"] == name].iloc[0] for name in ("sure", "leaning"))
    if not sure_ones["n"] or not leaning["n"]:
        return tongue.say("crowd_sure_none")
    told = {"sure": round(100 * sure_ones["share"]), "leaning": round(100 * leaning["share"])}
    value, low, high = gap
    if math.isnan(low) or low <= 0 <= high:
        return tongue.say("crowd_sure_open", **told)
    return tongue.say("crowd_sure_more" if value > 0 else "crowd_sure_less", **told)


def question(text: str, came: bool, when: pd.Timestamp, held: dict[str, list[str]], sources: Sequence[str] = (), *,
             language: str = "en") -> Finding:
    """Return who was right on one question; it is no grade.

    Parameters
    ----------
    text : str
        The proposition.
    came : bool
    when : Timestamp
        The day of the answer.
    held : dict of str to list of str
        As `answered.sides` gives it.
    sources : sequence of str
        Titles of the pages that tell the answer.
    """
    tongue = Language.of(language)
    n = sum(map(len, held.values()))
    right, wrong = len(held["expected" if came else "doubted"]), len(held["doubted" if came else "expected"])
    kind = "open" if right == wrong == 0 else "all" if right == n else "none" if wrong == n else "some"
    title = tongue.say(_RIGHT[kind][came], right=right, wrong=wrong, n=n)
    answer = tongue.say("record_answered_yes" if came else "record_answered_no", when=tongue.date(when))
    return Finding(title, tongue.paragraph(tongue.say("full_stop", sentence=text), answer),
                   tongue.say("record_answer_seen", what=tongue.separated(list(sources))) if sources else "")
