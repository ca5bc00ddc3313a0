"""Judgements made up for tests."""

from datetime import date

import numpy as np
import pandas as pd

from analysis.schemas import JUDGEMENTS, LIKELIHOODS
from analysis.verification.forecasts import FORECASTS

POINTS = {"wont": 0.05, "unlikely": 0.20, "possible": 0.50, "likely": 0.80, "will": 0.95}
TODAY = date(2026, 11, 22)


def judgement(question="q1", commentator="甲", *, number=1, made_on="2020-01-05", likelihood="likely", direction=1, standing="scored",
              happened=1.0, closes="2020-12-31", points=POINTS, issue="summit", why="", condition="") -> dict:
    """Return a row of judgements."""
    stated = points[likelihood]
    return {"question_id": question, "prediction_id": f"d{number}-p001", "doc_id": f"d{number}", "commentator": commentator,
            "made_on": pd.Timestamp(made_on), "issue": issue, "likelihood": likelihood, "hedged": likelihood == "possible",
            "direction": direction, "forecast": stated if direction > 0 else 1 - stated, "condition": condition, "condition_is": "yes",
            "standing": standing, "why": why,
            "resolution": {1.0: "yes", 0.0: "no"}.get(happened, "open"), "happened": happened,
            "closes": pd.Timestamp(closes), "resolved_on": pd.Timestamp(closes) if standing == "scored" else pd.NaT,
            "quote": "会谈很可能举行", "start": 0, "end": 7}


def judgements(*rows: dict) -> pd.DataFrame:
    """Return the rows as a checked table."""
    return JUDGEMENTS.frame([{**row, "prediction_id": f"d{place}-p001", "doc_id": f"d{place}"} for place, row in enumerate(rows)])


def forecasts(probability, outcome, questions=None, commentators=None, issue="summit") -> pd.DataFrame:
    """Return a table of forecasts; unless said otherwise of one commentator, a question each."""
    n = len(probability)
    questions = [f"q{place}" for place in range(n)] if questions is None else list(questions)
    return FORECASTS.frame([
        {"question_id": str(questions[place]), "commentator": "甲" if commentators is None else str(commentators[place]), "issue": issue,
         "made_on": pd.Timestamp("2020-01-01"), "probability": float(probability[place]), "outcome": float(outcome[place]),
         "likelihood": "likely", "hedged": False, "statements": 1, "prediction_ids": f"p{place}", "closes": pd.Timestamp("2020-12-31")}
        for place in range(n)])


def world(noise, questions: int, seed: int, share: float = 1.0) -> pd.DataFrame:
    """Return the forecasts of commentators who see the truth through noise of known size and word what they see in five words.

    Parameters
    ----------
    noise : sequence of float
        Standard deviation a commentator, in log-odds: who has less is better.
    share : float
        Of the questions that each answers.
    """
    drawn = np.random.default_rng(seed)
    truth = drawn.normal(0, 1.5, questions)
    outcome = drawn.random(questions) < 1 / (1 + np.exp(-truth))
    points, rows = np.array([POINTS[word] for word in LIKELIHOODS]), []
    for number, spread in enumerate(noise):
        seen = 1 / (1 + np.exp(-(truth + drawn.normal(0, spread, questions))))
        said = points[np.abs(seen[:, None] - points).argmin(axis=1)]
        for question in np.flatnonzero(drawn.random(questions) < share):
            rows.append((f"c{number:02d}", f"q{question:03d}", said[question], float(outcome[question])))
    who, asked, p, o = zip(*rows)
    return forecasts(p, o, asked, who)
