"""Charts of what came: calibration, scores with intervals, the crowd."""

from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd

from analysis import evidence
from analysis.language import Language, to_taiwan
from analysis.verification import answered, calibration, crowd, record, record_lines, scoring_rules, verdicts
from analysis.verification.docket import Docket, open_docket
from analysis.verification.record import Record
from charts import calibration as plot
from charts import crowd as rows_of_dots
from charts import lettering, native, outcomes, scores
from charts.exhibits import Exhibit, View, register

MEASURES = ("brier", "skill_base", "skill_consensus", "peer")
# These rest on the questions that somebody else answered too.
SHARED = ("skill_consensus", "peer")
_DIGITS = {"peer": 0}


def opened(view: View) -> tuple[Record, Docket]:
    """Return the record of a view, and the docket it rests on."""
    whole = view.whole or view.tables
    asked = view.docket or open_docket(whole, view.codebook)
    day = view.day or datetime.now(UTC).date()
    judged = asked.judged(whole.predictions, view.mapping)
    return record.made(judged, view.tables.predictions["prediction_id"], scoring_rules.load(), as_of=day), asked


def titles(asked: Docket, language: str) -> dict[str, str]:
    """Return every question's text in a language, by its id."""
    told = dict(zip(asked.questions["question_id"], asked.questions["en" if language == "en" else "zh"]))
    return told if language != "zh-Hant" else {key: to_taiwan(text) for key, text in told.items()}


def forest(rows: pd.DataFrame, measure: str, name: str, *, key: str | None, language: str, **how):
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


def _finding(view: View, whole: Record, who: str):
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
    for place, row in enumerate(curve.itertuples()):
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
    for row in rows.head(native.MOST_ROWS).itertuples():
        cells = [native.Cell(language.number(row.questions))]
        for measure in MEASURES:
            value, low, high = (getattr(row, f"{measure}{end}") for end in ("", "_low", "_high"))
            digits = _DIGITS.get(measure, 2)
            text = "–" if pd.isna(value) else scores.number(value, digits, language)
            if not pd.isna(value) and not pd.isna(low):
                text += f" ({scores.number(low, digits, language)} … {scores.number(high, digits, language)})"
            cells.append(native.Cell(text))
        told.append((row.commentator, tuple(cells)))
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
        question = asked.questions.set_index("question_id").loc[chosen]
        told = asked.sources[asked.sources["question_id"] == chosen]
        seen = list(dict.fromkeys(told["title"].where(told["title"] != "", told["url"])))
        came = (question["resolution"] == "yes", tongue.date(question["resolved_on"], "day_short"))
        finding = verdicts.question(titles(asked, view.language)[chosen], came[0], question["resolved_on"], held, seen, language=view.language)
    return Exhibit(
        "answered", finding, view.language, {"question": chosen} if chosen else {}, drawn, drawn.empty,
        lambda **how: outcomes.draw(drawn, came=came, language=view.language, **how),
        lambda: record_lines.lines(whole.judgements[whole.judgements["question_id"] == chosen], rows, view.whole or view.tables,
                                   asked.questions, asked.sources, {}, chinese=view.language != "en"),
        lambda: evidence.sentences(view.whole or view.tables, list(drawn.drop_duplicates("commentator")["prediction_id"]), mapping=view.mapping),
        lambda: replace(native.chances(drawn, tongue), ends=(tongue.say("record_answer_no"), "", tongue.say("record_answer_yes"))))
