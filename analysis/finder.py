"""The finder: type any name, issue or word, in either script or in English, and land on it."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

import pandas as pd

from analysis import narrowing
from analysis.codebook import Actor, Codebook, Issue
from analysis.rows import DocumentRow
from analysis.schemas import NONE, Row, Tables
from analysis.text import fold

KINDS = ("commentator", "issue", "actor", "document", "word")
COLUMNS = {"kind": "str", "key": "str", "label": "str", "note": "str", "n": "int64", "score": "int64"}
_EXACT, _PREFIX, _START, _INSIDE, _ALL_WORDS, _CLOSE = 100, 80, 60, 40, 30, 10
_LATIN_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Entry:
    """Something to land on.

    Attributes
    ----------
    kind : {"commentator", "issue", "actor", "document", "word"}
    key : str
        Code, name, doc_id or folded word.
    label, note : str
        What is shown: name, and its other language, outlet and day, or nothing.
    n : int
        Predictions of a commentator or on an issue, mentions, or uses.
    forms : tuple of str
        What it is found by: folded, lower case.
    """

    kind: str
    key: str
    label: str
    note: str
    n: int
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Index:
    """Everything that can be found."""

    entries: tuple[Entry, ...]


def plain(text: str) -> str:
    """Return a text as it is compared: folded to Simplified and half width, lower case, blanks as one."""
    return " ".join(fold(text).casefold().split())


def index(tables: Tables, codebook: Codebook, *, language: str = "en", length: int = 2) -> Index:
    """Return what there is to find in a corpus; build it once.

    Parameters
    ----------
    tables : Tables
    codebook : Codebook
        An issue or actor is found by its labels and by every term or form of it. Those nobody names are not listed.
    language : {"en", "zh-Hans", "zh-Hant"}
        Of the labels shown.
    length : int
        Words of fewer characters are not listed.
    """
    return Index((*_commentators(tables), *_issues(tables, codebook, language), *_actors(tables, codebook, language),
                  *_documents(tables), *_words(tables, length)))


def _commentators(tables: Tables) -> Iterator[Entry]:
    said = narrowing.judged_by(tables, "commentator")
    names = [*tables.commentaries["commentator"], *tables.predictions["commentator"]]
    for name in dict.fromkeys(names):
        if name != NONE:
            yield Entry("commentator", name, name, "", int(said.get(name, 0)), (plain(name),))


def _other(entry: Issue | Actor, language: str) -> str:
    return entry.zh if language == "en" else entry.en


def _issues(tables: Tables, codebook: Codebook, language: str) -> Iterator[Entry]:
    said = narrowing.judged_by(tables, "issue")
    named = set(narrowing.named(tables, "issue").index) | set(said.index)
    for code in sorted(named & codebook.issues.keys()):
        issue = codebook.issues[code]
        yield Entry("issue", code, codebook.label(code, language), _other(issue, language), int(said.get(code, 0)),
                    _forms(code, issue.en, issue.zh, *issue.terms))


def _actors(tables: Tables, codebook: Codebook, language: str) -> Iterator[Entry]:
    amount = narrowing.named(tables, "actor")
    for code in sorted(set(amount.index) & codebook.actors.keys()):
        actor = codebook.actors[code]
        yield Entry("actor", code, codebook.label(code, language, "actor"), _other(actor, language), int(amount[code]),
                    _forms(code, actor.en, actor.zh, *actor.forms))


def _forms(code: str, *names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain(name) for name in (code.replace("_", " "), *names)))


def _documents(tables: Tables) -> Iterator[Entry]:
    said = tables.predictions["doc_id"].value_counts()
    for row in cast(Iterable[DocumentRow], tables.documents.itertuples()):
        day = str(row.published.date()) if pd.notna(row.published) else ""
        yield Entry("document", row.doc_id, row.title, " ".join(part for part in (row.outlet, day) if part),
                    int(said.get(row.doc_id, 0)), (plain(row.title), plain(row.outlet), day))


def _words(tables: Tables, length: int) -> Iterator[Entry]:
    used = narrowing.marks(tables).ranked(length)
    for word, n in zip(used["word"].to_list(), used["count"].to_list()):
        yield Entry("word", word, word, "", n, (word.casefold(),))


def find(found_in: Index, text: str, *, most: int = 20, each: int = 8) -> pd.DataFrame:
    """Return what a typed text may mean, the best first.

    Parameters
    ----------
    found_in : Index
    text : str
        In either script or in English; capital letters do not matter.
    most, each : int
        Rows in all, and of one kind.

    Returns
    -------
    frame
        kind, key, label, note, n, score: 100 is the whole name, 80 its beginning, 60 the beginning of a word in it, 40 inside
        it, 30 all words typed in any order, 10 spelt alike (only where nothing else is found). Then by kind in the order of
        `KINDS`, and n.
    """
    wanted = plain(text)
    scored = [(_score(entry.forms, wanted), entry) for entry in found_in.entries] if wanted else []
    scored = [(score, entry) for score, entry in scored if score]
    if not scored and len(wanted) >= 4:
        scored = [(_CLOSE, entry) for entry in _alike(found_in, wanted)]
    scored.sort(key=lambda item: (-item[0], KINDS.index(item[1].kind), -item[1].n, item[1].key))
    rows: list[Row] = []
    seen = dict.fromkeys(KINDS, 0)
    for score, entry in scored:
        if seen[entry.kind] < each and len(rows) < most:
            seen[entry.kind] += 1
            rows.append({"kind": entry.kind, "key": entry.key, "label": entry.label, "note": entry.note, "n": entry.n, "score": score})
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _score(forms: tuple[str, ...], wanted: str) -> int:
    best = 0
    for form in forms:
        place = form.find(wanted)
        if place == 0:
            if len(form) == len(wanted):
                return _EXACT
            best = max(best, _PREFIX)
        elif place > 0:
            # Inside Latin letters, only the beginning of a word is meant: "iran" is in "Tirana" by accident.
            starts = not (wanted[0].isascii() and wanted[0].isalnum()) or not form[place - 1].isalnum()
            again = not starts and re.search(rf"(?<![a-z0-9]){re.escape(wanted)}", form)
            best = max(best, _START if (starts and form[place - 1] in " -·") or again else _INSIDE)
        elif " " in wanted and best < _ALL_WORDS and all(part in form for part in wanted.split()):
            best = _ALL_WORDS
    return best


def _alike(found_in: Index, wanted: str) -> list[Entry]:
    """Return entries other than words with a Latin name or part of one spelt almost so."""
    by_word: dict[str, list[Entry]] = {}
    for entry in found_in.entries:
        if entry.kind != "word":
            for form in entry.forms:
                for word in {*_LATIN_WORD.findall(form), form}:
                    by_word.setdefault(word, []).append(entry)
    close = difflib.get_close_matches(wanted, by_word, n=5, cutoff=0.78)
    return list({(entry.kind, entry.key): entry for word in close for entry in by_word[word]}.values())
