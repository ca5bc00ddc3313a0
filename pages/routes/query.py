"""The query of a route: the pages' parameters, read strictly."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from starlette.requests import Request

from analysis import narrowing
from analysis.corpus import Corpus
from analysis.language import CODES
from analysis.projects import FIRST, Projects
from analysis.selection import SIDES, Selection
from pages.parts import project, tables
from pages.routes.problems import Fault, Problem

SELECTION = ("document", "commentator", "issue", "actor", "outlook", "since", "until", "least", "mapping", "reviewed", "says")
_MANY = ("document", "commentator", "issue", "actor", "says", "outlook")
LANGUAGE, PROJECT = "lang", "project"


@dataclass(frozen=True)
class Choice:
    """One of a chart's own parameters: which values it takes (any, where none are named), a day, said once or often."""

    values: tuple[str, ...] = ()
    day: bool = False
    many: bool = False


@contextmanager
def of_project(request: Request) -> Iterator[Corpus]:
    """Have the project looked at that a request names, else the first, and return its corpus.

    Raises
    ------
    Problem
        400 where it is no number or stands twice, 404 where there is no such project.
    """
    asked = request.query_params.getlist(PROJECT)
    if unread := list(_unread(PROJECT, asked, {PROJECT: Choice()})):
        raise Problem(400, unread)
    number = int(asked[0]) if asked else FIRST
    if asked and number not in (there := Projects(tables.library().engine).names()):
        raise Problem(404, [Fault(PROJECT, f"there is no project {number}.", f"There are {', '.join(map(str, sorted(there)))}.")])
    with project.looked_at(number):
        yield tables.current()


def read(request: Request, corpus: Corpus, own: Mapping[str, Choice], *, selection: bool = True) -> tuple[Selection, str | None, dict[str, list[str]]]:
    """Return the selection, the language where one is asked for, and the other parameters.

    Parameters
    ----------
    request : Request
    corpus : Corpus
        What codes and names can stand for.
    own : mapping of str to Choice
        The parameters besides language and selection.
    selection : bool
        Whether a selection can be asked for here.

    Raises
    ------
    Problem
        With all faults: 400 where something cannot be read, else 404 where it names what is not here, else 422.
    """
    asked: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        asked.setdefault(name, []).append(value)
    allowed = {LANGUAGE: Choice(CODES), **own}
    if selection:
        allowed[PROJECT] = Choice()
        allowed |= {"outlook": Choice(SIDES, many=True), "since": Choice(day=True), "until": Choice(day=True), "least": Choice(),
                    "mapping": Choice(tuple(corpus.codebook.mappings)), "reviewed": Choice(("yes",)),
                    **{name: Choice(many=True) for name in _MANY[:5]}}
    unread = [fault for name, values in asked.items() for fault in _unread(name, values, allowed)]
    if unread:
        raise Problem(400, unread)
    chosen = Selection.from_query({name: values for name, values in asked.items() if name in SELECTION}) if selection else Selection()
    if missing := list(_missing(chosen, corpus)):
        raise Problem(404, missing)
    if chosen.since and chosen.until and chosen.since > chosen.until:
        raise Problem(422, [Fault("until", f"{chosen.until} is before since, {chosen.since}.", "Exchange the two.")])
    return chosen, asked.get(LANGUAGE, [None])[0], {name: values for name, values in asked.items() if name in own}


def _unread(name: str, values: Sequence[str], allowed: Mapping[str, Choice]) -> Iterable[Fault]:
    if name not in allowed:
        near = get_close_matches(name, allowed, 1)
        yield Fault(name[:60] or "=", "is no parameter here.", f"Did you mean {near[0]}?" if near else f"There are {', '.join(sorted(allowed))}.")
        return
    choice = allowed[name]
    if len(values) > 1 and not choice.many:
        yield Fault(name, f"stands {len(values)} times.", "Say it once.")
    for value in values:
        if not value:
            yield Fault(name, "is empty.", "Give it a value, or leave it out.")
        elif name == PROJECT and not (value.isascii() and value.isdecimal() and len(value) < 10):
            yield Fault(name, f"{_told(value)} is no project's number.", "Write it as 2.")
        elif name == "least" and not (value.isascii() and value.isdecimal() and 1 <= int(value[:6]) <= 999):
            yield Fault(name, f"{_told(value)} is no whole number from 1 to 999.", "Write it as 3.")
        elif choice.day and not _is_day(value):
            yield Fault(name, f"{_told(value)} is no day.", "Write it as 2024-06-01.")
        elif choice.values and value not in choice.values:
            yield Fault(name, f"{_told(value)} is none of its values.", f"There are {', '.join(choice.values)}.")


def _missing(chosen: Selection, corpus: Corpus) -> Iterable[Fault]:
    tables, book = corpus.tables, corpus.codebook
    there = {"document": ("documents", set(tables.documents["doc_id"]), "/api/tables/documents.csv lists them."),
             "commentator": ("commentators", set(tables.commentaries["commentator"]), "/api/tables/commentaries.csv lists them."),
             "issue": ("issues", set(book.issues) | set(tables.predictions["issue"]), "/api/openapi.json lists them."),
             "actor": ("actors", set(book.actors), "/api/openapi.json lists them.")}
    for name, (part, known, where) in there.items():
        for value in getattr(chosen, part):
            if value not in known:
                near = get_close_matches(value[:60], known, 1, 0.75)
                yield Fault(name, f"{_told(value)} is not here.", f"Did you mean {near[0]}?" if near else where)
    for word in chosen.words:
        if not narrowing.said(tables, word):
            yield Fault("says", f"{_told(word)} is not here.", "/api/tables/words.csv lists what is said.")


def _told(value: str) -> str:
    return ascii(value[:60]) if not value.isprintable() else repr(value[:60])


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
