"""Charts of what came: calibration, scores with intervals, the crowd."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Protocol, cast
from weakref import ref

import pandas as pd
import plotly.graph_objects as go

from analysis import evidence, narrowing
from analysis.codebook import Mapping as Mapped
from analysis.findings import Finding
from analysis.language import Language, to_taiwan
from analysis.rows import QuestionRow
from analysis.verification import answered, calibration, crowd, record, record_lines, scoring_rules, verdicts
from analysis.verification import docket as dockets
from analysis.verification.docket import Docket, open_docket
from analysis.verification.record import Everybody, Record
from charts import calibration as plot
from charts import consensus, lettering, native, outcomes, scores
from charts import crowd as rows_of_dots
from charts.exhibits import Exhibit, View, register

MEASURES = ("brier", "skill_base", "skill_consensus", "peer")
# These rest on the questions that somebody else answered too.
SHARED = ("skill_consensus", "peer")
_DIGITS = {"peer": 0}


@dataclass(frozen=True)
class _Scored:
    """The record of everybody, and what it was made from; of the large parts no more is kept than who else keeps them."""

    predictions: "ref[pd.DataFrame]"
    docket: "ref[Docket]"
    mapping: Mapped
    day: date
    everybody: Everybody


# Charts of a record are looked at and taken out one after the other: the last corpus is scored once for all of them.
_LAST: list[_Scored] = []


def opened(view: View) -> tuple[Record, Docket]:
    """Return the record of a view, and the docket it rests on."""
    whole = view.whole or view.tables
    asked = view.docket or open_docket(whole, view.codebook)
    day = view.day or datetime.now(UTC).date()
    kept = next((last.everybody for last in tuple(_LAST) if last.predictions() is whole.predictions and last.docket() is asked
                 and last.mapping is view.mapping and last.day == day), None)
    if kept is None:
        kept = record.everybody(asked.judged(whole.predictions, view.mapping), scoring_rules.load(), as_of=day)
        _LAST[:] = [_Scored(ref(whole.predictions), ref(asked), view.mapping, day, kept)]
    return kept.only(narrowing.columns(view.tables, "predictions", "prediction_id")["prediction_id"]), asked


def titles(asked: Docket, language: str) -> dict[str, str]:
    """Return every question's text in a language, by its id."""
    told = dict(zip(asked.questions["question_id"], asked.questions["en" if language == "en" else "zh"]))
    return told if language != "zh-Hant" else {key: to_taiwan(text) for key, text in told.items()}


def forest(rows: pd.DataFrame, measure: str, name: str, *, key: str | None, language: str, **how: Any) -> go.Figure:
    """Return scores as dots with intervals; the side that is better is named."""
    brier, say = measure == "brier", Language.of(language).say
    return scores.draw(rows, name=name, value=measure, low=f"{measure}_low", high=f"{measure}_high",
                       n="shared" if measure in SHARED else "n", head=say(f"record_measure_{measure}"), key=key,
                       reference=0.25 if brier else 0.0, reference_label=say("record_always_half" if brier else "record_as_good"),
                       better="left" if brier else "right", digits=_DIGITS.get(measure, 2), faint="few", language=language, **how)


def _quoted(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    return evidence.sentences(view.whole or view.tables, record.prediction_ids(rows), mapping=view.mapping)


def _carrying(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences of the best and the worst calls."""
    best, worst = record.calls(rows)
    return _quoted(view, pd.concat([best, worst]) if len(best) or len(worst) else rows)


def _finding(view: View, whole: Record, who: str) -> Finding:
    rules = scoring_rules.load()
    if who:
        own = whole.of(who)
        return verdicts.one(who, record.figures(own.rows, rules, own.pooled), own.standings, own.rows, rules, language=view.language)
    table = record.table(whole.rows, rules, pooled=whole.pooled)
    return verdicts.everybody(whole.rows, table, whole.standings, rules, language=view.language)


@register("track_record", "who")
def track_record(view: View) -> Exhibit:
    """Return whether what was called likely came as often."""
    whole, asked = opened(view)
    who = view.one("who", list(whole.rows["commentator"].unique()))
    own = whole.of(who) if who else whole
    rows = own.rows
    curve = calibration.curve(rows["probability"], rows["outcome"], rows["question_id"], scoring_rules.load())
    return Exhibit(
        "track_record", _finding(view, whole, who), view.language, {"who": who} if who else {}, curve, curve.empty,
        lambda **how: plot.draw(curve, language=view.language, **how),
        lambda: record_lines.lines(own.judgements, rows, view.whole or view.tables, asked.questions, asked.sources, {},
                                   chinese=view.language != "en"),
        lambda: _carrying(view, rows),
        lambda: _bins(curve, Language.of(view.language)))


def _bins(curve: pd.DataFrame, language: Language) -> native.Dots:
    """Return the bins as rows: how often each was said to come, hollow, and how often it came."""
    came, said = language.say("record_key_came"), language.say("record_axis_said")
    dots = []
    for place, row in enumerate(cast(Iterable[plot.Bin], curve.itertuples())):
        dots.append(native.Dot(place, 100 * row.said, float("nan"), float("nan"), "", native.INK.steps[0], True, said))
        dots.append(native.Dot(place, 100 * row.share, 100 * row.low, 100 * row.high, language.say("record_of", came=row.came, n=row.n),
                               native.INK.text2, False, came))
    rows = tuple(language.say("record_hover_said", said=lettering.percent(said)) for said in curve["said"])
    return native.Dots(rows, tuple(dots), (language.say("record_answer_no"), "", language.say("record_answer_yes")))


@register("scores", "score")
def commentators(view: View) -> Exhibit:
    """Return the scores of all commentators with their intervals."""
    whole, _ = opened(view)
    rules, least = scoring_rules.load(), view.selection.least
    measure = view.one("score", MEASURES, MEASURES[0])
    table = record.grades(whole, record.table(whole.rows, rules, pooled=whole.pooled), rules)
    rests_on = table["shared" if measure in SHARED else "questions"]
    drawn = table[rests_on >= least].assign(few=lambda rows: ~rows["graded"])
    drawn = drawn.sort_values([measure, "commentator"], ascending=[measure == "brier", True], kind="stable")
    return Exhibit(
        "scores", _finding(view, whole, ""), view.language, {"score": measure}, drawn, not drawn[measure].notna().any(),
        lambda **how: forest(drawn, measure, "commentator", key="commentator", language=view.language, **how),
        lambda: table, lambda: _carrying(view, whole.rows),
        lambda: _scores(drawn, Language.of(view.language)))


def _scores(rows: pd.DataFrame, language: Language) -> native.Grid:
    told = []
    for row in rows.head(native.MOST_ROWS).to_dict("records"):
        cells = [native.Cell(language.number(row["questions"]))]
        for measure in MEASURES:
            value, low, high = (row[f"{measure}{end}"] for end in ("", "_low", "_high"))
            digits = _DIGITS.get(measure, 2)
            text = "–" if pd.isna(value) else scores.number(value, digits, language)
            if not pd.isna(value) and not pd.isna(low):
                text += f" ({scores.number(low, digits, language)} … {scores.number(high, digits, language)})"
            cells.append(native.Cell(text))
        told.append((row["commentator"], tuple(cells)))
    heads = (language.say("record_resolved"), *(language.say(f"record_measure_{measure}") for measure in MEASURES))
    return native.Grid(heads, tuple(told), (max(len(rows) - native.MOST_ROWS, 0), 0))


@register("crowd")
def together(view: View) -> Exhibit:
    """Return the consensus and its members, question by question."""
    whole, asked = opened(view)
    rules, rows, named = scoring_rules.load(), whole.rows, titles(asked, view.language)
    shared = crowd.consensus(rows, rules)
    inside = rows[rows["question_id"].isin(shared["question_id"])]
    return Exhibit(
        "crowd", verdicts.crowd(crowd.against_members(rows, rules), rules, language=view.language), view.language, {}, shared, shared.empty,
        lambda **how: rows_of_dots.draw(rows, shared, named, language=view.language, **how),
        lambda: shared.assign(question=shared["question_id"].map(named)), lambda: _carrying(view, inside),
        native.Shapes)


@register("answered", "question")
def one_question(view: View) -> Exhibit:
    """Return who expected what on one answered question, which side was right, and no grade."""
    whole, asked = opened(view)
    offered = list(whole.rows["question_id"].value_counts().index)
    chosen = view.one("question", offered, offered[0] if offered else "")
    rows, said = (frame[frame["question_id"] == chosen] for frame in (whole.rows, whole.statements))
    drawn = answered.outcomes(said, view.whole or view.tables, view.mapping)
    tongue, held, came, finding = Language.of(view.language), answered.sides(rows), None, _finding(view, whole, "")
    if chosen:
        question = next(iter(cast(Iterable[QuestionRow], asked.questions[asked.questions["question_id"] == chosen].itertuples())))
        told = asked.sources[asked.sources["question_id"] == chosen]
        seen = list(dict.fromkeys(told["title"].where(told["title"] != "", told["url"])))
        came = (question.resolution == "yes", tongue.date(question.resolved_on, "day_short"))
        finding = verdicts.question(titles(asked, view.language)[chosen], came[0], question.resolved_on, held, seen, language=view.language)
    return Exhibit(
        "answered", finding, view.language, {"question": chosen} if chosen else {}, drawn, drawn.empty,
        lambda **how: outcomes.draw(drawn, came=came, language=view.language, **how),
        lambda: record_lines.lines(whole.judgements[whole.judgements["question_id"] == chosen], rows, view.whole or view.tables,
                                   asked.questions, asked.sources, {}, chinese=view.language != "en"),
        lambda: evidence.sentences(view.whole or view.tables, list(drawn.drop_duplicates("commentator")["prediction_id"]), mapping=view.mapping),
        lambda: replace(native.chances(drawn, tongue), ends=(tongue.say("record_answer_no"), "", tongue.say("record_answer_yes"))))


@register("question", "question")
def expected_of(view: View) -> Exhibit:
    """Return what was expected of one question when, the consensus, and what came."""
    asked = view.docket or open_docket(view.whole or view.tables, view.codebook)
    judged, tongue = asked.judged(view.tables.predictions, view.mapping), Language.of(view.language)
    offered = list(judged["question_id"].value_counts().index)
    offered += [question for question in asked.questions["question_id"] if question not in offered]
    chosen = view.one("question", offered, offered[0] if offered else "")
    judged = judged[judged["question_id"] == chosen]
    expected = dockets.expected_over_time(judged)
    row = next(iter(cast(Iterable[QuestionRow], asked.questions[asked.questions["question_id"] == chosen].itertuples())), None)
    day = pd.Timestamp(view.day or datetime.now(UTC).date())
    finding = Finding(tongue.say("record_nobody_before")) if row is None else dockets.finding_on(row, expected, day, language=view.language)
    return Exhibit(
        "question", finding, view.language, {"question": chosen} if chosen else {}, expected, expected.empty,
        lambda **how: consensus.draw(expected, cast(QuestionRow, row), language=view.language, **how), lambda: judged,
        lambda: evidence.sentences(view.tables, list(dict.fromkeys(judged["prediction_id"])), mapping=view.mapping))


@register("scores_issues", "who")
def by_issue(view: View) -> Exhibit:
    """Return on which issues forecasts came close, everybody's or one commentator's."""
    whole, _ = opened(view)
    rules, tongue, least = scoring_rules.load(), Language.of(view.language), view.selection.least
    who = view.one("who", list(whole.rows["commentator"].unique()))
    own = whole.of(who) if who else whole
    rows = record.table(own.rows, rules, by="issue", pooled=own.pooled)
    rows = rows.assign(label=[view.codebook.label(code, view.language) for code in rows["issue"]], few=~rows["graded"], mark="issue|" + rows["issue"])
    drawn, graded = rows[rows["n"] >= least], rows[rows["graded"]].sort_values("brier")
    title = tongue.say("record_by_issue_few")
    if len(graded) > 1:
        title = tongue.say("record_by_issue_title", best=graded["label"].iloc[0], worst=graded["label"].iloc[-1])
    finding = Finding(title, tongue.paragraph(who and tongue.say("full_stop", sentence=who), tongue.say("record_by_issue_note", least=least)))
    return Exhibit(
        "scores_issues", finding, view.language, {"who": who} if who else {}, drawn, drawn.empty,
        lambda **how: forest(drawn, "brier", "label", key="mark", language=view.language, **how), lambda: rows, lambda: _carrying(view, own.rows),
        lambda: _intervals(drawn, "brier", "label", tongue.say("record_measure_brier"), tongue, ends=("brier_low", "brier_high")))


@register("crowd_extreme")
def extremised(view: View) -> Exhibit:
    """Return whether making the consensus more extreme would have helped."""
    whole, _ = opened(view)
    rules, tongue = scoring_rules.load(), Language.of(view.language)
    extreme = crowd.extremising(whole.rows, rules)
    told = extreme.assign(name=[_exponent(row, rules, tongue) for row in cast(Iterable[_Fitted], extreme.itertuples())], few=extreme["n"] < rules.least_graded)
    # What was found comes first, then, after a colon, by how much.
    found, _, how_much = verdicts.extremised(extreme, language=view.language).replace("：", ": ").partition(": ")
    head = tongue.say("crowd_extreme_head")
    return Exhibit(
        "crowd_extreme", Finding(tongue.paragraph(tongue.say("crowd_extreme"), found), tongue.paragraph(tongue.say("full_stop", sentence=head), how_much[:1].upper() + how_much[1:])),
        view.language, {}, told, extreme.empty or not extreme["n"].max(), lambda **how: saved(told, "saved", "name", head, digits=3, language=view.language, **how),
        lambda: extreme, lambda: _carrying(view, whole.rows), lambda: _intervals(told, "saved", "name", head, tongue, digits=3), width=540)


@register("crowd_members")
def members(view: View) -> Exhibit:
    """Return each commentator against the consensus of the others."""
    whole, _ = opened(view)
    rules, tongue = scoring_rules.load(), Language.of(view.language)
    others = crowd.members(whole.rows, rules).assign(few=lambda table: table["n"] < rules.least_graded)
    drawn = others[others["n"] >= view.selection.least]
    head = tongue.say("crowd_members_head")
    title = tongue.say("crowd_members_title", some=int((drawn["better"] > 0).sum()), n=len(drawn))
    return Exhibit(
        "crowd_members", Finding(title, tongue.say("crowd_members_note"), tongue.say("crowd_members_few") if drawn["few"].any() else ""),
        view.language, {}, drawn, drawn.empty, lambda **how: saved(drawn, "better", "commentator", head, language=view.language, **how),
        lambda: others, lambda: _carrying(view, whole.rows), lambda: _intervals(drawn, "better", "commentator", head, tongue), width=540)


def saved(rows: pd.DataFrame, value: str, name: str, head: str, *, digits: int = 2, language: str, **how: Any) -> go.Figure:
    """Return what was saved, as dots with intervals around none."""
    return scores.draw(rows, name=name, value=value, low="low", high="high", n="n", head=head, reference=0.0,
                       reference_label=Language.of(language).say("record_as_good"), digits=digits, faint="few", language=language, **how)


class _Fitted(Protocol):
    """A row of `crowd.extremised`."""

    exponent: float
    fitted: bool


def _exponent(row: "_Fitted", rules: scoring_rules.Rules, language: Language) -> str:
    """Return what an exponent is called."""
    told = language.number(row.exponent, 1)
    if row.fitted:
        return language.say("crowd_extreme_most" if row.exponent > 0.99 * rules.largest else "crowd_extreme_fitted", exponent=told)
    return language.say("crowd_extreme_plain") if row.exponent == 1 else language.say("crowd_extreme_exponent", exponent=told)


def _intervals(rows: pd.DataFrame, value: str, name: str, head: str, language: Language, *, ends: tuple[str, str] = ("low", "high"),
               digits: int = 2) -> native.Grid:
    """Return scores with their intervals as a table."""
    told = []
    for row in rows.head(native.MOST_ROWS).to_dict("records"):
        text, low, high = ("–" if pd.isna(row[part]) else scores.number(row[part], digits, language) for part in (value, *ends))
        told.append((row[name], (native.Cell(language.number(row["n"])), native.Cell(text), native.Cell("" if low == "–" else f"{low} … {high}"))))
    heads = (language.say("record_measure_n"), head, language.say("record_key_interval"))
    return native.Grid(heads, tuple(told), (max(len(rows) - native.MOST_ROWS, 0), 0))
