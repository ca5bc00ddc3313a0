"""Which predictions bear on which questions: proposals with their reasons, for a person to confirm or reject."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol, cast

import numpy as np
import pandas as pd
import tomli

from analysis.co_occurrence import sentence_numbers
from analysis.codebook import Codebook
from analysis.evidence import around
from analysis.language import Language
from analysis.rows import PredictionRow, QuestionRow
from analysis.schemas import LINKS, Row, Tables
from analysis.segmentation import cut, is_counted, stop_words
from analysis.text import fold
from analysis.verification.questions import BETWEEN_TERMS, SHIPPED

# Far more than any sentence: the sentence is wanted whole.
_WHOLE = 400
_OPPOSITE = re.compile(r"反之|否则|不然|要不")
_SAME = re.compile(r"那时|届时|那个时候|那样|这样")
_NEGATED = re.compile(r"没|未|不|除非|拒")
_NOT_WORDS = re.compile(r"[\d年月日前后的在于由内至%]+")


@dataclass(frozen=True)
class Weights:
    """How much each sign counts; `least` and `sure` are bounds of the sum. Their meaning stands in data/questions/linking.toml."""

    issue_same: float
    issue_named: float
    words_said: float
    words_near: float
    actors_sentence: float
    actors_document: float
    horizon: float
    soon: float
    least: float
    sure: float


@lru_cache(maxsize=4)
def weights(path: Path = SHIPPED / "linking.toml") -> Weights:
    """Return the weights as they stand in the data.

    Raises
    ------
    ValueError
        Naming the file, where one is missing or unknown.
    """
    told = tomli.loads(path.read_text(encoding="utf-8"))
    try:
        return Weights(**told["weights"], **told["bounds"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path}: [weights] and [bounds] need exactly {', '.join(Weights.__annotations__)} ({error})") from error


def propose(tables: Tables, questions: pd.DataFrame, codebook: Codebook, *, language: str = "en",
            by: Weights | None = None) -> pd.DataFrame:
    """Return proposed links.

    Parameters
    ----------
    tables : Tables
    questions : frame, schema QUESTIONS
    codebook : Codebook
        For the countries of actors, labels, and the words of questions that name none.
    language : {"en", "zh-Hans", "zh-Hant"}
        Of the reasons.
    by : Weights, optional
        Those of the data by default.

    Returns
    -------
    frame, schema LINKS
        Proposals, the surest first. `direction` is the product of both valences, 1 where one of them is 0. `condition` is the
        question that a prediction's condition names, else empty; `condition_is` is `no` after 反之 and the like.

    Notes
    -----
    A prediction without a day, or made outside the time in which the question was open, is not proposed: it could not be
    scored. Nor is one whose own term lies wholly outside the question's. One on another issue is proposed only where it says
    an outcome word of the question. A person decides; nothing proposed is ever scored.
    """
    by = by or weights()
    seen = _Seen.of(tables, codebook)
    rows = []
    for question in cast(Iterable[QuestionRow], questions.itertuples()):
        rows += _for_one(question, seen, by, codebook, Language.of(language))
    if not rows:
        return LINKS.empty()
    found = _own_issue_first(LINKS.frame(rows))
    conditions = _conditions(found, seen, questions)
    found["condition"] = [conditions.get(key, ("", "yes"))[0] for key in found["prediction_id"]]
    found["condition_is"] = [conditions.get(key, ("", "yes"))[1] for key in found["prediction_id"]]
    # A question is no condition of itself.
    found = found[found["condition"] != found["question_id"]]
    return LINKS.frame(found.sort_values(["confidence", "doc_id", "start"], ascending=[False, True, True], kind="stable"))


class _SeenRow(PredictionRow, Protocol):
    """A prediction with its folded words, its document's source and the number of its sentence."""

    said: str
    source: str
    number: int


@dataclass(frozen=True)
class _Seen:
    """Predictions with what proposals look at, computed once for all questions."""

    rows: pd.DataFrame
    named: dict[int, tuple[frozenset[str], frozenset[str]]]
    in_document: dict[str, frozenset[str]]
    texts: dict[str, str]
    codebook: Codebook

    @classmethod
    def of(cls, tables: Tables, codebook: Codebook) -> "_Seen":
        rows = tables.predictions.reset_index(drop=True)
        said = [fold(f"{outcome}\n{quote}") for outcome, quote in zip(rows["outcome"], rows["quote"])]
        sources = dict(zip(tables.documents["doc_id"], tables.documents["source"]))
        rows = rows.assign(said=pd.Series(said, dtype="str"), source=rows["doc_id"].map(sources),
                           number=sentence_numbers(rows, tables.documents) if len(rows) else [])
        mentions = tables.mentions.reset_index(drop=True)
        numbers = sentence_numbers(mentions, tables.documents) if len(mentions) else np.array([])
        country = {code: actor.country for code, actor in codebook.actors.items()}
        named: dict[int, tuple[set[str], set[str]]] = {}
        in_document: dict[str, set[str]] = {}
        for number, doc_id, kind, code in zip(numbers, mentions["doc_id"], mentions["kind"], mentions["code"]):
            issues, actors = named.setdefault(number, (set(), set()))
            if kind == "issue":
                issues.add(code)
                continue
            for actor in (code, country.get(code)):
                if actor:
                    actors.add(actor)
                    in_document.setdefault(doc_id, set()).add(actor)
        return cls(rows, {number: (frozenset(issues), frozenset(actors)) for number, (issues, actors) in named.items()},
                   {doc_id: frozenset(actors) for doc_id, actors in in_document.items()},
                   dict(zip(tables.documents["doc_id"], tables.documents["text"])), codebook)

    def sentence(self, row: _SeenRow) -> str:
        """Return the sentence of a prediction, folded."""
        return _sentence(self.texts[row.doc_id], row.start, row.end)


@lru_cache(maxsize=65_536)
def _sentence(text: str, start: int, end: int) -> str:
    return fold("".join(around(text, start, end, _WHOLE)))


def terms_of(question: QuestionRow, codebook: Codebook) -> list[tuple[str, ...]]:
    """Return a question's outcome words, folded, each as the parts that must all be said.

    Parameters
    ----------
    question : a row of schema QUESTIONS
    codebook : Codebook

    Notes
    -----
    Where it names none: the words of its Chinese proposition that are neither days nor stop words nor actors.
    """
    if question.terms:
        return [tuple(fold(term).split()) for term in question.terms.split(BETWEEN_TERMS)]
    names = {form for actor in codebook.actors.values() for form in actor.forms}
    words = cut(_NOT_WORDS.sub(" ", fold(question.zh)), codebook)
    return [(word,) for word in dict.fromkeys(words) if len(word) > 1 and is_counted(word) and word not in stop_words() | names]


def _said(terms: list[tuple[str, ...]], text: str) -> str:
    """Return the first of some terms that a text says, or an empty text."""
    return next((" … ".join(parts) for parts in terms if all(part in text for part in parts)), "")


def _anywhere(terms: list[tuple[str, ...]], texts: pd.Series) -> np.ndarray:
    """Return for each text whether it says one of some terms."""
    found = np.zeros(len(texts), dtype=bool)
    for parts in terms:
        found |= np.logical_and.reduce([texts.str.contains(part, regex=False).to_numpy(dtype=bool) for part in parts])
    return found


def _for_one(question: QuestionRow, seen: _Seen, by: Weights, codebook: Codebook, tongue: Language) -> list[Row]:
    rows = seen.rows
    known = question.resolved_on if pd.notna(question.resolved_on) else question.closes + pd.Timedelta(days=1)
    in_time = (rows["made_on"] >= question.opened) & (rows["made_on"] < known)
    outside = (rows["horizon_end"] < question.opened) | (rows["horizon_start"] > question.closes)
    rows = rows[in_time & ~outside]
    terms = terms_of(question, codebook)
    wanted = frozenset(question.actors.split())
    # Most pairs end here: neither the issue nor a word is there, or nobody concerned is.
    rows = rows[(rows["issue"] == question.issue) | _anywhere(terms, rows["said"])]
    if wanted:
        rows = rows[rows["doc_id"].isin({doc_id for doc_id, actors in seen.in_document.items() if wanted & actors})]
    made = []
    for row in cast(Iterable[_SeenRow], rows.itertuples()):
        issues, actors = seen.named.get(row.number, (frozenset(), frozenset()))
        in_document = seen.in_document.get(row.doc_id, frozenset())
        same = row.issue == question.issue
        word = _said(terms, row.said)
        near = "" if word else _said(terms, seen.sentence(row))
        shares = [len(wanted & who) / len(wanted) if wanted else 1.0 for who in (actors, in_document)]
        fits = pd.notna(row.horizon_end) and row.horizon_end <= question.closes
        early = row.made_on - question.opened <= (question.closes - question.opened) / 2
        confidence = (by.issue_same * same + by.issue_named * (not same and question.issue in issues) + by.words_said * bool(word)
                      + by.words_near * bool(near) + by.actors_sentence * shares[0] + by.actors_document * shares[1]
                      + by.horizon * fits + by.soon * early)
        if confidence < by.least:
            continue
        made.append({
            "question_id": question.question_id, "prediction_id": row.prediction_id, "doc_id": row.doc_id, "source": row.source,
            "commentator": row.commentator, "issue": row.issue, "quote": row.quote, "start": row.start, "end": row.end,
            "direction": row.valence * question.valence or 1, "condition": "", "condition_is": "yes", "decision": "proposed",
            "confidence": round(min(confidence, 1.0), 3), "own": False,
            "reason": _reason(row, question, word, near, wanted & (actors or in_document), fits, codebook, tongue)})
    return made


def _reason(row: _SeenRow, question: QuestionRow, word: str, near: str, actors: frozenset[str], fits: bool, codebook: Codebook, tongue: Language) -> str:
    parts = [tongue.say("link_issue" if row.issue == question.issue else "link_other_issue",
                        issue=codebook.running(row.issue, tongue.code))]
    if word or near:
        parts.append(tongue.say("link_says" if word else "link_near", word=word or near))
    if actors:
        parts.append(tongue.say("link_names", actors=tongue.listed([codebook.label(code, tongue.code, "actor") for code in sorted(actors)])))
    parts.append(tongue.say("link_written", day=row.made_on))
    if fits:
        parts.append(tongue.say("link_by", day=row.horizon_end))
    return tongue.say("link_between").join(parts)


def _own_issue_first(found: pd.DataFrame) -> pd.DataFrame:
    """Return proposals with one a place and question, where a sentence is coded on several issues: that on the question's issue.

    `几件事都难以谈成` is a row for each issue it answers; each bears on the question of its own issue.
    """
    place = ["doc_id", "start", "end", "question_id"]
    ranked = found.sort_values("confidence", ascending=False, kind="stable")
    return ranked[~ranked.duplicated(place)].sort_index()


def _conditions(found: pd.DataFrame, seen: _Seen, questions: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Return, for predictions with a condition, the question it names and what that must be answered.

    到那时 means the last condition its commentary named, 反之 its opposite; where none was named, what was predicted before it.
    A condition that denies (`只要没有协议`) asks for NO.
    """
    terms = {question.question_id: terms_of(question, seen.codebook) for question in cast(Iterable[QuestionRow], questions.itertuples())}
    windows = {question.question_id: (question.opened, question.closes) for question in cast(Iterable[QuestionRow], questions.itertuples())}
    surest = found.sort_values("confidence", kind="stable").drop_duplicates("prediction_id", keep="last")
    bears_on = {key: (question, "yes" if way > 0 else "no") for key, question, way in
                zip(surest["prediction_id"], surest["question_id"], surest["direction"])}
    meant: dict[str, tuple[str, str]] = {}
    conditions: dict[str, tuple[str, str]] = {}
    predicted: dict[str, tuple[str, str]] = {}
    for row in cast(Iterable[_SeenRow], seen.rows.sort_values(["doc_id", "start"], kind="stable").itertuples()):
        condition = fold(row.condition)
        before = conditions.get(row.commentary_id) or predicted.get(row.commentary_id)
        if before and _OPPOSITE.search(condition):
            meant[row.prediction_id] = (before[0], _turned(before[1]))
        elif before and _SAME.search(condition):
            meant[row.prediction_id] = before
        elif condition:
            named = [(sum(map(len, word)), key, "".join(word)) for key, words in terms.items() for word in words
                     if all(part in condition for part in word) and windows[key][0] <= row.made_on <= windows[key][1]]
            if named:
                _, key, word = max(named)
                denied = bool(_NEGATED.search(condition)) and not _NEGATED.search(word)
                meant[row.prediction_id] = conditions[row.commentary_id] = (key, "no" if denied else "yes")
        if row.prediction_id in bears_on:
            predicted[row.commentary_id] = bears_on[row.prediction_id]
    return meant


def _turned(answer: str) -> str:
    return "no" if answer == "yes" else "yes"


@dataclass(frozen=True)
class Measured:
    """How well proposals do against confirmed links.

    Attributes
    ----------
    least : float
        The bound on confidence.
    proposed, right, confirmed : int
        Proposals from the bound on, those among them that a person confirmed, and all that person confirmed.
    direction : float
        Share of the right ones whose direction is the person's too; NaN without any.
    """

    least: float
    proposed: int
    right: int
    confirmed: int
    direction: float

    @property
    def precision(self) -> float:
        """Share of the proposals that are right."""
        return self.right / self.proposed if self.proposed else float("nan")

    @property
    def recall(self) -> float:
        """Share of the confirmed links that were proposed."""
        return self.right / self.confirmed if self.confirmed else float("nan")

    @property
    def f1(self) -> float:
        """Harmonic mean of both (van Rijsbergen 1979)."""
        both = self.proposed + self.confirmed
        return 2 * self.right / both if both else float("nan")


def measure(proposed: pd.DataFrame, confirmed: pd.DataFrame, least: float) -> Measured:
    """Return how well proposals from a bound on do.

    Parameters
    ----------
    proposed, confirmed : frame, schema LINKS
        With their predictions; a proposal that nobody confirmed counts as wrong.
    least : float
    """
    made = proposed[proposed["confidence"] >= least]
    key = ["prediction_id", "question_id"]
    both = made[[*key, "direction"]].merge(confirmed[[*key, "direction"]], on=key, suffixes=("", "_told"))
    same = (both["direction"] == both["direction_told"]).mean() if len(both) else float("nan")
    return Measured(least, len(made), len(both), len(confirmed), float(same))
