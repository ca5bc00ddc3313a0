"""The docket: all questions in use with the links decided on, and what of them is due, answered or expected when."""

from dataclasses import dataclass

import pandas as pd

from analysis import judgements, links, questions
from analysis.codebook import Codebook, Mapping
from analysis.happenings import happened
from analysis.own_questions import OwnQuestions
from analysis.questions import Book, Known
from analysis.schemas import Tables

SOON = 90


@dataclass(frozen=True)
class Docket:
    """Questions and decided links of a corpus.

    Attributes
    ----------
    book : Book
    questions : frame, schema QUESTIONS
    sources : frame, schema QUESTION_SOURCES
    links : frame, schema LINKS
        Decided ones, shipped and the user's own, on the predictions of now.
    faults : tuple of str
        Questions that could not be read.
    """

    book: Book
    questions: pd.DataFrame
    sources: pd.DataFrame
    links: pd.DataFrame
    faults: tuple[str, ...]

    def judged(self, predictions: pd.DataFrame, mapping: Mapping | None = None) -> pd.DataFrame:
        """Return what the confirmed links make of some predictions, schema JUDGEMENTS."""
        return judgements.judge(predictions, self.questions, self.links, mapping)

    def came(self) -> pd.DataFrame:
        """Return what happened, for the timeline: the facts kept by hand, and answers YES that none of them settled."""
        answers = self.questions
        answers = answers[(answers["resolution"] == "yes") & (answers["settled_by"] == "")]
        sources = self.sources.drop_duplicates("question_id").set_index("question_id")
        told = [", ".join(part for part in (sources["title"].get(key, ""), sources["url"].get(key, "")) if part)
                for key in answers["question_id"]]
        more = pd.DataFrame({"happening": answers["question_id"], "date": answers["resolved_on"], "label_en": answers["en"],
                             "label_zh": answers["zh"], "issue": answers["issue"], "actors": answers["actors"],
                             "source": told, "source_2": ""})
        return pd.concat([happened(), more], ignore_index=True).sort_values("date", kind="stable").reset_index(drop=True)


def open_docket(tables: Tables, codebook: Codebook, own: OwnQuestions | None = None, language: str = "en") -> Docket:
    """Return the docket of a corpus.

    Parameters
    ----------
    tables : Tables
    codebook : Codebook
    own : OwnQuestions, optional
        The user's; without it, the shipped questions and decisions alone.
    language : str
        Of faults.
    """
    book = questions.load(codebook)
    faults = list(book.faults)
    decided = links.shipped(tables)
    if own is not None:
        asked, wrong = own.read(Known.of(codebook), language)
        book = book.with_own(asked)
        faults += wrong
        decided = links.over(decided, own.decisions())
    every = list(book.asked.values())
    return Docket(book, questions.table(every), questions.sources_table(every), links.anchored(decided, tables), tuple(faults))


def due(asked: pd.DataFrame, today: pd.Timestamp, days: int = SOON) -> pd.DataFrame:
    """Return the open questions that close within some days, soonest first, and those overdue after them.

    Parameters
    ----------
    asked : frame, schema QUESTIONS
    today : Timestamp
    days : int

    Returns
    -------
    frame, schema QUESTIONS with `left`
        Days left; negative where the question has closed and nobody has given an answer.
    """
    waiting = asked[asked["resolution"] == "open"]
    left = (waiting["closes"] - today.normalize()).dt.days
    rows = waiting.assign(left=left)[left <= days]
    return rows.assign(_over=rows["left"] < 0).sort_values(["_over", "closes", "question_id"], kind="stable").drop(columns="_over")


def answered(asked: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the questions answered last, schema QUESTIONS, the newest first."""
    known = asked[asked["resolution"].isin(["yes", "no", "void"])]
    return known.sort_values(["resolved_on", "question_id"], ascending=[False, True], kind="stable").head(most)


def expected_over_time(judged: pd.DataFrame) -> pd.DataFrame:
    """Return what was expected of one question when, and the consensus.

    Parameters
    ----------
    judged : frame, schema JUDGEMENTS
        Of one question.

    Returns
    -------
    frame
        made_on, commentator, forecast, hedged, prediction_ids (joined by blanks), n (commentators who had spoken by then),
        consensus (mean of the last forecast of each), in order of day. Rows void, outside or unsettled are left out. What a
        commentator says twice on a day is averaged: one sentence does not count more for being said again.
    """
    columns = ["made_on", "commentator", "forecast", "hedged", "prediction_ids", "n", "consensus"]
    counted = judged[judged["standing"].isin(["scored", "open"])]
    if counted.empty:
        return pd.DataFrame(columns=columns)
    said = counted.groupby(["made_on", "commentator"], sort=True).agg(
        forecast=("forecast", "mean"), hedged=("hedged", "all"), prediction_ids=("prediction_id", lambda ids: " ".join(dict.fromkeys(ids))))
    said = said.reset_index()
    # A column a commentator, carried on from the day he spoke: the mean across is the consensus of that day.
    wide = said.pivot(index="made_on", columns="commentator", values="forecast").ffill()
    said["n"] = said["made_on"].map(wide.notna().sum(axis=1))
    said["consensus"] = said["made_on"].map(wide.mean(axis=1))
    return said[columns]


def status(asked: pd.DataFrame, today: pd.Timestamp) -> pd.Series:
    """Return each question's status: `open`, `overdue` (closed without an answer), `yes`, `no` or `void`."""
    overdue = (asked["resolution"] == "open") & (asked["closes"] < today.normalize())
    return asked["resolution"].mask(overdue, "overdue")
