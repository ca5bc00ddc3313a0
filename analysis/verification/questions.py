"""Questions: propositions that a day will settle, as shipped and as the user asks them, each checked."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.codebook import Codebook, read_toml
from analysis.language import Language
from analysis.schemas import QUESTION_SOURCES, QUESTIONS, RESOLUTIONS, Row
from analysis.verification.happenings import happened
from analysis.verification.happenings import sources as sources_of_facts

SHIPPED = Path(__file__).parent.parent.parent / "data" / "questions"
ASKED = SHIPPED / "asked"
BETWEEN_TERMS = "|"
LONGEST = 2000
_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_NOT_ID = re.compile(r"[^a-z0-9]+")
_URL = re.compile(r"https?://[^\s\"<>]+")
_TEXTS = ("en", "zh", "criteria", "criteria_zh", "issue", "settled_by", "note", "note_zh")
_FIELDS = {*_TEXTS, "valence", "actors", "terms", "opened", "closes", "resolution", "resolved_on", "sources"}


@dataclass(frozen=True)
class Source:
    """A page that tells the answer.

    Attributes
    ----------
    title, url : str
        At least one; the address empty where there is none, never invented.
    seen : date or None
        When the page was looked at.
    """

    title: str
    url: str = ""
    seen: date | None = None


@dataclass(frozen=True)
class Question:
    """A proposition that a day will settle.

    Attributes
    ----------
    question_id : str
        Lower-case letters, digits and hyphens.
    en, zh : str
        The proposition, such that yes or no can be said of it.
    issue : str
        Code of the codebook.
    valence : {-1, 0, 1}
        Which way YES points: closer, neither, apart, as with predictions.
    opened, closes : date
        Forecasts count from the one; by the other it must have come.
    criteria, criteria_zh : str
        What counts as YES, where the proposition alone would not tell; one language may stand for both.
    actors : tuple of str
        Codes of those concerned.
    terms : tuple of str
        Chinese words by which predictions on it are proposed; the parts of one, between blanks, must all be there.
    resolution : {"open", "yes", "no", "void"}
    resolved_on : date or None
        The day on which the answer was there to be known.
    settled_by : str
        Key of the happening that settled it, whose day and sources it then has.
    note, note_zh : str
    sources : tuple of Source
        Its own; those of `settled_by` come to them.
    own : bool
        Whether the user wrote this version.
    """

    question_id: str
    en: str
    zh: str
    issue: str
    valence: int
    opened: date
    closes: date
    criteria: str = ""
    actors: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    resolution: str = "open"
    resolved_on: date | None = None
    settled_by: str = ""
    note: str = ""
    sources: tuple[Source, ...] = ()
    own: bool = False
    criteria_zh: str = ""
    note_zh: str = ""


@dataclass(frozen=True)
class Known:
    """What a question may name.

    Attributes
    ----------
    issues, actors : frozenset of str
        Codes of the codebook.
    happened : dict of str to date
        Days of what happened, by key.
    """

    issues: frozenset[str]
    actors: frozenset[str]
    happened: Mapping[str, date]

    @classmethod
    def of(cls, codebook: Codebook, happenings: pd.DataFrame | None = None) -> "Known":
        """Return what questions may name under a codebook; `happenings` is `happened()` by default."""
        table = happened() if happenings is None else happenings
        return cls(frozenset(codebook.issues), frozenset(codebook.actors),
                   {key: day.date() for key, day in zip(table["happening"], table["date"])})


@dataclass(frozen=True)
class Book:
    """Questions in use.

    Attributes
    ----------
    asked : dict of str to Question
        By id, in order of the day they close.
    faults : tuple of str
        What could not be read, each naming place, fault and next move; the entries named are left out.
    """

    asked: Mapping[str, Question]
    faults: tuple[str, ...] = ()

    def with_own(self, own: Iterable[Question]) -> "Book":
        """Return the book with the user's questions; one of a shipped id stands for the shipped one."""
        return Book(_in_order({**self.asked, **{question.question_id: question for question in own}}), self.faults)


def load(codebook: Codebook, folder: Path = ASKED) -> Book:
    """Return the questions in a folder.

    Parameters
    ----------
    codebook : Codebook
    folder : Path
        Holding `*.toml`, an entry a question; `[_file]` may give `seen` for all sources of a file.
    """
    known = Known.of(codebook)
    faults: list[str] = []
    asked: dict[str, Question] = {}
    for path in sorted(folder.glob("*.toml")):
        entries = read_toml(path, faults)
        seen = entries.pop("_file", {}).get("seen")
        for question_id, entry in entries.items():
            question, wrong = read(question_id, _dated(entry, seen), known)
            if question_id in asked:
                wrong.append(Language.of("en").say("question_twice", id=question_id))
            if wrong or question is None:
                faults.append("\n".join([f"data/questions/asked/{path.name} [{question_id}]", *(f"  {fault}" for fault in wrong)]))
            else:
                asked[question_id] = question
    return Book(_in_order(asked), tuple(faults))


def _dated(entry: object, seen: object) -> object:
    if not isinstance(entry, dict) or not isinstance(entry.get("sources"), list):
        return entry
    return {**entry, "sources": [{"seen": seen, **source} if isinstance(source, dict) else source for source in entry["sources"]]}


def _in_order(asked: Mapping[str, Question]) -> dict[str, Question]:
    return dict(sorted(asked.items(), key=lambda item: (item[1].closes, item[0])))


def read(question_id: str, entry: object, known: Known, language: str = "en", *, own: bool = False,
         ) -> tuple[Question | None, list[str]]:
    """Return a question from an entry, and all that is wrong with it.

    Parameters
    ----------
    question_id : str
    entry : mapping
        The attributes of `Question` by name; lists for `actors`, `terms` and `sources`, days as dates or ISO texts.
    known : Known
    language : str
        Of the faults.
    own : bool

    Returns
    -------
    question : Question or None
        None where anything is wrong.
    faults : list of str
        Field, what was expected, what was found.
    """
    say = Language.of(language).say
    if not isinstance(entry, Mapping):
        return None, [say("question_no_entry", found=_shown(entry))]
    faults = []
    if not _ID.fullmatch(question_id):
        faults.append(say("question_id_fault", found=_shown(question_id)))
    faults += [say("question_unknown_field", field=_shown(name), fields=", ".join(sorted(_FIELDS)))
               for name in entry if name not in _FIELDS]
    texts: dict[str, Any] = {name: entry.get(name) or "" for name in _TEXTS}
    if not str(texts["en"] or texts["zh"]).strip():
        faults.append(say("question_no_text"))
    for name, value in texts.items():
        if not isinstance(value, str) or len(value) > LONGEST:
            faults.append(say("question_text_fault", field=name, most=LONGEST, found=_shown(value)))
            texts[name] = ""
    # One language may stand for both: who asks a question of his own need not translate it.
    texts["en"], texts["zh"] = texts["en"] or texts["zh"], texts["zh"] or texts["en"]
    lists: dict[str, Any] = {name: _listed(entry.get(name) or [], name, say, faults) for name in ("actors", "terms")}
    if texts["issue"] not in known.issues:
        faults.append(say("question_issue_fault", found=_shown(texts["issue"])))
    strange = [code for code in lists["actors"] if code not in known.actors]
    if strange:
        faults.append(say("question_actor_fault", found=", ".join(_shown(code) for code in strange)))
    if entry.get("valence") not in (-1, 0, 1) or isinstance(entry.get("valence"), bool):
        faults.append(say("question_valence_fault", found=_shown(entry.get("valence"))))
    days: dict[str, Any] = {name: _day(entry.get(name), name, say, faults) for name in ("opened", "closes", "resolved_on")}
    faults += [say("question_day_missing", field=name) for name in ("opened", "closes") if days[name] is None and not entry.get(name)]
    if days["opened"] and days["closes"] and days["opened"] > days["closes"]:
        faults.append(say("question_days_crossed", opened=f"{days['opened']}", closes=f"{days['closes']}"))
    sources = _sources(entry.get("sources") or [], say, faults)
    resolution = entry.get("resolution") or "open"
    faults += _resolution_faults(resolution, texts["settled_by"], days, sources, known, say)
    if faults:
        return None, faults
    if texts["settled_by"]:
        days["resolved_on"] = known.happened[texts["settled_by"]]
    return Question(question_id, **texts, **lists, **days, valence=int(entry["valence"]), resolution=resolution, sources=sources,
                    own=own), []


def _resolution_faults(resolution: str, settled_by: str, days: dict[str, date | None], sources: tuple[Source, ...], known: Known, say: Callable[..., str]) -> list[str]:
    if resolution not in RESOLUTIONS:
        return [say("question_resolution_fault", levels=", ".join(RESOLUTIONS), found=_shown(resolution))]
    if settled_by and settled_by not in known.happened:
        return [say("question_happening_fault", found=_shown(settled_by))]
    if resolution == "open":
        return [say("question_open_answered")] if days["resolved_on"] or settled_by else []
    faults = []
    settled_on = known.happened.get(settled_by) or days["resolved_on"]
    if settled_on is None:
        faults.append(say("question_no_resolved_on", resolution=resolution))
    elif settled_by and days["resolved_on"] not in (None, settled_on):
        faults.append(say("question_two_days", happening=settled_by, day=f"{settled_on}", found=f"{days['resolved_on']}"))
    elif days["opened"] and settled_on < days["opened"]:
        faults.append(say("question_answered_before", day=f"{settled_on}", opened=f"{days['opened']}"))
    if resolution in ("yes", "no") and not settled_by and not sources:
        faults.append(say("question_no_source", resolution=resolution))
    return faults


def _listed(value: str | list[str], name: str, say: Callable[..., str], faults: list[str]) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) and item.strip() and BETWEEN_TERMS not in item for item in value):
        faults.append(say("question_list_fault", field=name, found=_shown(value)))
        return ()
    return tuple(value)


def _day(value: date | str | None, name: str, say: Callable[..., str], faults: list[str]) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    # A spreadsheet writes 2026/12/31, or 2026/1/5, for what was 2026-12-31.
    parts = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", str(value).strip())
    try:
        if parts is None:
            raise ValueError(value)
        year, month, day = (int(part) for part in parts.groups())
        return date(year, month, day)
    except ValueError:
        faults.append(say("question_day_fault", field=name, found=_shown(value)))
        return None


def _sources(value: list[Row], say: Callable[..., str], faults: list[str]) -> tuple[Source, ...]:
    made = []
    for number, source in enumerate(value if isinstance(value, list | tuple) else [value], start=1):
        field = f"sources {number}"
        if not isinstance(source, Mapping) or set(source) - {"title", "url", "seen"}:
            faults.append(say("question_source_fault", field=field, found=_shown(source)))
            continue
        title, url = source.get("title") or "", source.get("url") or ""
        if not isinstance(title, str) or not isinstance(url, str) or not (title.strip() or url) or len(title) > LONGEST:
            faults.append(say("question_source_fault", field=field, found=_shown(source)))
        elif url and (not _URL.fullmatch(url) or len(url) > LONGEST):
            faults.append(say("question_url_fault", field=field, found=_shown(url)))
        else:
            made.append(Source(title, url, _day(source.get("seen"), f"{field} seen", say, faults)))
    return tuple(made)


def _shown(value: object) -> str:
    text = str(value)
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"


def entry(question: Question) -> Row:
    """Return a question as an entry that `read` takes back, with nothing that is only the default."""
    sources = [{name: value for name, value in (("title", source.title), ("url", source.url), ("seen", _iso(source.seen))) if value}
               for source in question.sources]
    # A day that the happening gives is kept there alone.
    resolved_on = "" if question.settled_by else _iso(question.resolved_on)
    made = {"en": question.en, "zh": question.zh, "criteria": question.criteria, "criteria_zh": question.criteria_zh,
            "issue": question.issue, "valence": question.valence, "actors": list(question.actors), "terms": list(question.terms),
            "opened": _iso(question.opened), "closes": _iso(question.closes), "resolution": question.resolution,
            "resolved_on": resolved_on, "settled_by": question.settled_by, "note": question.note,
            "note_zh": question.note_zh, "sources": sources}
    return {name: value for name, value in made.items() if value or name == "valence"}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def name_of(text: str, taken: Iterable[str]) -> str:
    """Return an id for a new question made of its English words, else a number, which is not yet taken."""
    words = _NOT_ID.sub("-", text.lower()).strip("-")[:48].strip("-")
    taken = set(taken)
    stem = words or "question"
    if words and words not in taken:
        return words
    return next(f"{stem}-{number}" for number in range(1 if not words else 2, len(taken) + 3) if f"{stem}-{number}" not in taken)


def resolved(question: Question, resolution: str, resolved_on: date | None, sources: Iterable[Source] = ()) -> Question:
    """Return the question with an answer, as the user's own version; `open` takes an answer back.

    Notes
    -----
    The answer is not checked here: `read` the `entry` of what is returned before it is kept.
    """
    asked_again = resolution == "open"
    return replace(question, resolution=resolution, resolved_on=None if asked_again else resolved_on, settled_by="", own=True,
                   sources=tuple(dict.fromkeys((*question.sources, *sources))))


def table(asked: Iterable[Question]) -> pd.DataFrame:
    """Return a row a question, schema QUESTIONS; actors joined by blanks, terms by `|`."""
    return QUESTIONS.frame([{
        "question_id": question.question_id, "en": question.en, "zh": question.zh, "criteria": question.criteria,
        "criteria_zh": question.criteria_zh, "issue": question.issue, "valence": question.valence, "actors": " ".join(question.actors),
        "terms": BETWEEN_TERMS.join(question.terms), "opened": pd.Timestamp(question.opened), "closes": pd.Timestamp(question.closes),
        "resolution": question.resolution, "resolved_on": pd.Timestamp(question.resolved_on) if question.resolved_on else pd.NaT,
        "settled_by": question.settled_by, "note": question.note, "note_zh": question.note_zh, "own": question.own} for question in asked])


def sources_of(question: Question) -> tuple[Source, ...]:
    """Return all sources of a question's answer: those of what settled it, then its own."""
    if not question.settled_by:
        return question.sources
    return tuple(dict.fromkeys((*(Source(*told) for told in sources_of_facts()[question.settled_by]), *question.sources)))


def sources_table(asked: Iterable[Question]) -> pd.DataFrame:
    """Return a row a source of a question's answer, schema QUESTION_SOURCES."""
    return QUESTION_SOURCES.frame([{
        "question_id": question.question_id, "title": source.title, "url": source.url,
        "seen": pd.Timestamp(source.seen) if source.seen else pd.NaT} for question in asked for source in sources_of(question)])
