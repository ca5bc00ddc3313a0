"""The docket: all questions in use with the links decided on, and what of them is due, answered or expected when."""

import hashlib
from dataclasses import dataclass

import pandas as pd

from analysis.codebook import Codebook, Mapping
from analysis.findings import Finding
from analysis.language import ENGLISH, Language, to_taiwan
from analysis.rows import QuestionRow
from analysis.schemas import Tables
from analysis.verification import judgements, links, questions
from analysis.verification.happenings import happened
from analysis.verification.own_questions import OwnQuestions
from analysis.verification.questions import Book, Known

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
    fingerprint : str
        Changes with every question, answer and decision.
    """

    book: Book
    questions: pd.DataFrame
    sources: pd.DataFrame
    links: pd.DataFrame
    faults: tuple[str, ...]
    fingerprint: str = ""

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
    found = links.anchored(decided, tables)
    digest = hashlib.blake2b(repr(every).encode(), digest_size=12)
    digest.update(found.to_csv(index=False).encode())
    return Docket(book, questions.table(every), questions.sources_table(every), found, tuple(faults), digest.hexdigest())


def text(question: QuestionRow, language: str = ENGLISH) -> str:
    """Return the proposition of a question, or of a row of schema QUESTIONS, in a language."""
    return _told(question.en, question.zh, language)


def criteria(question: questions.Question, language: str = ENGLISH) -> str:
    """Return what counts as YES in a language, as far as it is written in one."""
    return _told(question.criteria, question.criteria_zh, language)


def note(question: questions.Question, language: str = ENGLISH) -> str:
    """Return a question's note in a language, as far as it is written in one."""
    return _told(question.note, question.note_zh, language)


def _told(english: str, chinese: str, language: str) -> str:
    if language == ENGLISH or not chinese:
        return english or chinese
    return chinese if language == "zh-Hans" else to_taiwan(chinese)


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


def finding(asked: pd.DataFrame, today: pd.Timestamp, *, language: str = ENGLISH) -> Finding:
    """Return how many questions are answered, and what is due, in words.

    Parameters
    ----------
    asked : frame, schema QUESTIONS
    today : Timestamp
    language : {"en", "zh-Hans", "zh-Hant"}
    """
    say = Language.of(language).say
    told = status(asked, today).value_counts()
    known = int(told.get("yes", 0) + told.get("no", 0))
    if asked.empty:
        return Finding(say("questions_none"), say("questions_none_next"))
    title = say("questions_finding", known=known, n=len(asked), yes=int(told.get("yes", 0)))
    coming = due(asked, today)
    soon = int((coming["left"] >= 0).sum())
    parts = [say("questions_subtitle")]
    if soon:
        parts.append(say("questions_due", n=soon, day=coming["closes"].iloc[0]))
    if told.get("overdue", 0):
        parts.append(say("questions_overdue", n=int(told["overdue"])))
    return Finding(title, Language.of(language).paragraph(*parts))


def finding_on(question: QuestionRow, expected: pd.DataFrame, today: pd.Timestamp, *, language: str = ENGLISH) -> Finding:
    """Return what was expected of a question and what came, in words; its proposition is the title.

    Parameters
    ----------
    question : a row of schema QUESTIONS
    expected : frame
        As `expected_over_time` gives it.
    today : Timestamp
    language : {"en", "zh-Hans", "zh-Hant"}
    """
    tongue = Language.of(language)
    answer = question.resolution
    if answer == "open":
        came = tongue.say("question_overdue" if question.closes < today.normalize() else "question_open", day=question.closes)
    else:
        came = tongue.say(f"question_{answer}", day=question.resolved_on)
    if expected.empty:
        return Finding(text(question, language), tongue.paragraph(came, tongue.say("question_nobody")))
    last = expected.iloc[-1]
    told = tongue.say("question_expected", n=int(last["n"]), percent=round(100 * last["consensus"]), day=last["made_on"])
    return Finding(text(question, language), tongue.paragraph(came, told))
