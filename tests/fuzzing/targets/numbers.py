"""Any forecasts, codes and counts into every measure: within its bounds, nan, or a documented error."""

import dataclasses
import math

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from analysis import agreement, alpha, keyness, networks
from analysis.collocations import log_dice
from analysis.collocations import log_likelihood as near_likelihood
from analysis.verification import (
    calibration,
    crowd,
    decomposition,
    discrimination,
    ranking,
    record,
    references,
    resampling,
    scoring,
    scoring_rules,
    shrinkage,
)
from analysis.verification.forecasts import FORECASTS
from tests.fuzzing.target import Target

_CLOSE = 1e-9


def _rules():
    return dataclasses.replace(scoring_rules.load(), resamples=60, least_graded=3, least_interval=2)


def within(value, low: float, high: float) -> None:
    """Check that numbers lie between two others, or are nan."""
    values = np.atleast_1d(np.asarray(value, float))
    assert (np.isnan(values) | ((values >= low - _CLOSE) & (values <= high + _CLOSE))).all(), f"{values} outside {low} to {high}"


def scores(case: tuple) -> None:
    """Scores of any forecasts lie within their bounds, or what cannot be scored is refused."""
    probability, outcome, questions = case
    try:
        brier = scoring.brier(probability, outcome)
    except scoring.ScoringError:
        return
    rules = _rules()
    within(brier, 0, 1)
    within(scoring.log_score(probability, outcome, clip=rules.clip), 0, -math.log(rules.clip))
    within(scoring.sharpness(probability), 0, 1)
    within(scoring.skill(brier, np.full(len(brier), 0.25)), -math.inf, 1)
    for edges in (None, rules.edges):
        parts = decomposition.murphy(probability, outcome, edges=edges)
        within(parts.uncertainty, 0, 0.25)
        if len(brier):
            assert abs(parts.brier - brier.mean()) < 1e-7, "the parts are not the whole"
    asked = questions[:len(probability)]
    found = discrimination.area(probability, outcome, asked)
    for value in (found.value, found.low, found.high):
        within(value, 0, 1)
    curve = calibration.curve(probability, outcome, asked, rules)
    for name in ("said", "share", "low", "high", "boot_low", "boot_high"):
        within(curve[name], 0, 1)
    assert curve["n"].sum() == len(probability)
    discrimination.curve(probability, outcome)
    within(calibration.effective(asked), 0, len(asked))
    within(resampling.mean(brier, asked, rules), 0, 1)


def records(case: list[tuple]) -> None:
    """A record of any forecasts has means, intervals and ranks within their bounds."""
    rows = [{"question_id": f"q{question}", "commentator": f"v{voice}", "issue": "summit", "made_on": pd.Timestamp("2024-01-01"), "probability": probability, "outcome": float(question % 2),
             "likelihood": "likely", "hedged": False, "statements": 1, "prediction_ids": f"p{number}", "closes": pd.Timestamp("2024-12-31")}
            for number, (question, voice, probability) in enumerate({(question, voice): (question, voice, probability) for question, voice, probability in case}.values())]
    forecasts, rules = FORECASTS.frame(rows), _rules()
    scored = record.scored(forecasts, rules)
    within(scored["brier"], 0, 1)
    figures = record.figures(scored, rules, record.pooled_variance(scored))
    for name in ("brier", "brier_low", "brier_high"):
        within(figures[name], 0, 1)
    for name in ("skill_base", "skill_consensus"):
        within(figures[name], -math.inf, 1)
        assert not figures[f"{name}_low"] > figures[f"{name}_high"]
    record.table(scored, rules)
    record.spread(scored, rules)
    record.calls(scored)
    within(references.base_rate(forecasts), 0, 1)
    within(references.consensus_of_others(forecasts), 0, 1)
    peer = references.peer_score(forecasts, clip=rules.clip)
    told = ranking.ranks(forecasts.assign(score=peer), rules)
    assert (told["rank_low"] <= told["rank"]).all() and (told["rank"] <= told["rank_high"]).all()
    for how in ("mean", "median", "odds"):
        within(crowd.consensus(forecasts, rules, how)["probability"], 0, 1)
    crowd.against_members(forecasts, rules)
    crowd.members(forecasts, rules)
    crowd.extremising(forecasts, rules)
    crowd.surest(forecasts, rules)
    crowd.sure_or_leaning(forecasts, rules)


def coders(case: tuple) -> None:
    """How far coders agree is 1 at most."""
    units, power, counts = case
    scale = ["a", "b", "c"]
    left, right = [unit[0] for unit in units if len(unit) > 1], [unit[1] for unit in units if len(unit) > 1]
    within(agreement.kappa(left, right, scale, power), -math.inf, 1)
    within(alpha.alpha(units), -math.inf, 1)
    within(alpha.alpha(units, scale), -math.inf, 1)
    if len(counts) >= 3:
        within(networks.agreement(counts), -1, 1)
    spans = [(start, start + len(unit) + 1) for start, unit in enumerate(units)]
    pairs = agreement.meeting([(a, b) for a in range(len(spans)) for b in range(len(spans))], spans, spans[::-1])
    assert len({a for a, _ in pairs}) == len({b for _, b in pairs}) == len(pairs), "a row is paired twice"


def words(case: list[tuple]) -> None:
    """Measures of words take any counts that can be."""
    count, rest, more, extra = (np.array(column, float) for column in zip(*case)) if case else (np.array([]),) * 4
    size, rest_size = float(count.sum() + more.sum()) + 1, float(rest.sum() + extra.sum()) + 1
    within(keyness.log_likelihood(count, rest, size, rest_size), 0, math.inf)
    assert not np.isnan(keyness.log_ratio(count, rest, size, rest_size)).any()
    keyness.log_odds(count, rest, size, rest_size, count + rest + 1, 10.0)
    both = np.minimum(count, rest) + 1
    within(log_dice(both, both + count, both + rest), -math.inf, 14)
    near_likelihood(both, both + count, both + rest, both + count + rest + extra + 1)
    values = np.clip(more / (more.max() + 1 if len(more) else 1), 0, 1)
    within(keyness.adjusted(values), 0, 1)
    if len(count) > 1:
        drawn = shrinkage.shrink(count, rest + 0.5)
        assert (drawn.low <= drawn.value).all() and (drawn.value <= drawn.high).all()
        within(drawn.value, count.min(), count.max())


def pooling(case: tuple) -> None:
    """One probability out of several lies between the least and the greatest."""
    probabilities, exponent = case
    for how in ("mean", "median", "odds"):
        within(crowd.pooled(probabilities, how), min(probabilities), max(probabilities))
    within(crowd.extremised(probabilities, exponent), 0, 1)


_P = st.one_of(st.sampled_from((0.0, 0.05, 0.2, 0.5, 0.8, 0.95, 1.0)), st.floats(0, 1))
_INSIDE = st.floats(0.001, 0.999)
_ANY_P = st.one_of(_P, _P, _P, st.sampled_from((-0.1, 1.1, math.nan, math.inf)))
_O = st.sampled_from((0, 1, 0, 1, 0.0, 1.0))
_SCORED = st.one_of(st.integers(0, 25).flatmap(lambda n: st.tuples(st.lists(_P, min_size=n, max_size=n), st.lists(_O, min_size=n, max_size=n), st.lists(st.integers(0, 5), min_size=n, max_size=n))),
                    st.tuples(st.lists(_ANY_P, max_size=5), st.lists(st.sampled_from((0, 1, 2, math.nan, -1)), max_size=5), st.lists(st.integers(0, 5), min_size=5, max_size=5)))
_COUNT = st.integers(0, 10**6)

TARGETS = (
    Target("scores of forecasts", _SCORED, scores, 1500, 15),
    Target("records and ranks", st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4), st.sampled_from((0.05, 0.2, 0.5, 0.8, 0.95))), min_size=1, max_size=25), records, 300, 4),
    Target("how far coders agree", st.tuples(st.lists(st.lists(st.sampled_from("abc"), max_size=4), max_size=9), st.sampled_from((0, 1, 2)), st.lists(st.integers(0, 50), max_size=6)), coders, 6000, 30),
    Target("measures of words", st.lists(st.tuples(_COUNT, _COUNT, _COUNT, _COUNT), max_size=8), words, 5000, 30),
    Target("one probability out of several", st.tuples(st.lists(_INSIDE, min_size=1, max_size=9), st.floats(1, 4)), pooling, 4000, 30),
)
