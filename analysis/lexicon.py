"""All terms of the codebook in automata: where a folded text names an issue or an actor.

Aho-Corasick, leftmost-longest: `美国民主党` names the party and hides the country in it. Terms an entry excludes are in the
automaton too; where they match, nothing is named.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

import ahocorasick_rs
import numpy as np
import numpy.typing as npt

from analysis import by_codebook
from analysis.batch import GAP
from analysis.codebook import Actor, Codebook

if TYPE_CHECKING:
    from analysis.codebook import Compounds

STATELIKE = frozenset({"state", "territory", "bloc"})
# So often, or in so large a share of all that names an issue, passing words must stand in a document that names theirs by
# no other term.
ENOUGH, SHARE = 3, 0.25
# How near before a word of politics at home its country stands (and where the word is at home in another), and how far
# back it is looked for; in characters.
BESIDE, ADJACENT, BEHIND = 10, 1, 200
# A country named less than half as often as the first is none of a document's subjects.
PROMINENT = 0.5


@dataclass(frozen=True)
class Hit:
    """A place that names an entry; offsets in the folded text, half-open."""

    code: str
    start: int
    end: int


@dataclass(frozen=True)
class Hits:
    """Places that name entries, side by side: numbers of entries, offsets in a folded text, half-open.

    Attributes
    ----------
    code, start, end : ndarray of int64
        `code` counts in `Lexicon.codes`.
    """

    code: np.ndarray
    start: np.ndarray
    end: np.ndarray

    def __getitem__(self, chosen: np.ndarray) -> "Hits":
        return Hits(self.code[chosen], self.start[chosen], self.end[chosen])

    def in_order(self) -> "Hits":
        """Return the same in order of place; those at one place stay in theirs."""
        return self[np.lexsort((self.end, self.start))]

    @classmethod
    def joined(cls, *parts: "Hits") -> "Hits":
        """Return the places of several, one behind the other."""
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("code", "start", "end")))


class Terms:
    """An automaton over terms, each standing for some hits.

    Parameters
    ----------
    terms : dict of str to tuple of (code, first, last)
        A term, and which entries which part of it names; an empty tuple masks the term.
    numbers : dict of str to int
        The number of each code.
    """

    def __init__(self, terms: dict[str, tuple[tuple[str, int, int], ...]], numbers: dict[str, int]):
        lowered = {lower(term): parts for term, parts in terms.items()}
        self._terms = tuple(lowered)
        parts = [(numbers[code], first, last) for found in lowered.values() for code, first, last in found]
        self._codes, self._firsts, self._lasts = np.array(parts, dtype=np.int64).reshape(-1, 3).T
        self._counts = np.array([len(found) for found in lowered.values()], dtype=np.int64)
        self._begins = np.cumsum(self._counts) - self._counts
        # `g7` is not in `mig7`, `un` not in `under`.
        self._latin_first, self._latin_last = (
            np.array([sign.isascii() and sign.isalnum() for sign in signs], dtype=bool)
            for signs in ([term[0] for term in lowered], [term[-1] for term in lowered]))
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(lowered), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
            implementation=ahocorasick_rs.Implementation.ContiguousNFA) if lowered else None

    def find(self, lowered: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the numbers of the terms that stand in a folded, lower-case text, and their starts and ends."""
        matches = self._automaton.find_matches_as_indexes(lowered) if self._automaton else []
        found = np.fromiter(chain.from_iterable(matches), dtype=np.int64, count=3 * len(matches)).reshape(-1, 3).T
        term, start, end = found
        wrong = [number for number in np.flatnonzero(self._latin_first[term] | self._latin_last[term]).tolist()
                 if self._inside_word(lowered, *found[:, number].tolist())]
        if wrong:
            term, start, end = np.delete(found, wrong, axis=1)
        return term, start, end

    def _inside_word(self, lowered: str, term: int, start: int, end: int) -> bool:
        return bool((self._latin_first[term] and start and _latin(lowered[start - 1]))
                    or (self._latin_last[term] and end < len(lowered) and _latin(lowered[end])))

    def among(self, words: Collection[str]) -> np.ndarray:
        """Return which terms are some words, by number."""
        known = set(map(lower, words))
        return np.array([term in known for term in self._terms], dtype=bool)

    def names(self, term: np.ndarray) -> np.ndarray:
        """Return which terms name something, and do not only mask."""
        made: np.ndarray = self._counts[term] > 0
        return made

    def parts(self, term: np.ndarray) -> np.ndarray:
        """Return, for each hit of `hits`, the place of its term."""
        return np.repeat(np.arange(len(term)), self._counts[term])

    def hits(self, term: np.ndarray, start: np.ndarray) -> Hits:
        """Return what terms at some places name: one or several entries each, or none."""
        counts, which = self._counts[term], self.parts(term)
        part = self._begins[term][which] + np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
        return Hits(self._codes[part], start[which] + self._firsts[part], start[which] + self._lasts[part])


def _touched(start: np.ndarray, end: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Return which spans share a place with one of others that are in order and do not overlap."""
    if not len(starts):
        return np.zeros(len(start), dtype=bool)
    after = np.searchsorted(starts, end)
    return (after > 0) & (ends[after - 1] > start)


def lower(text: str) -> str:
    """Return the text in lower case, character for character (`İ` would become two)."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(
        character.lower() if character.isascii() else character for character in text)


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


class Lexicon:
    """Where a text names the codebook's entries.

    Parameters
    ----------
    codebook : Codebook

    Attributes
    ----------
    codes : tuple of str
        Issues and actors, by number.
    """

    def __init__(self, codebook: Codebook):
        self.codes = (*codebook.issues, *codebook.actors)
        self._known = len(codebook.issues)
        # An issue and an actor may have one code: nato.
        issues = {code: number for number, code in enumerate(codebook.issues)}
        self._numbers = {code: number for number, code in enumerate(codebook.actors, start=len(issues))}
        kinds = [None] * len(codebook.issues) + [actor.kind for actor in codebook.actors.values()]
        self._statelike = np.array([kind in STATELIKE for kind in kinds], dtype=bool)
        self._person = np.array([kind == "person" for kind in kinds], dtype=bool)
        self._actors = Terms(_actor_terms(codebook), self._numbers)
        self._runs = Terms(_run_terms(codebook.compounds), self._numbers)
        self._offices = _offices(codebook.actors)
        self._titles = list(self._offices)
        self._title_terms = Terms(dict.fromkeys(self._offices, ()), self._numbers)
        self._issues = Terms(_issue_terms(codebook), issues)
        self._passing = self._issues.among({term for issue in codebook.issues.values() for term in issue.passing})
        self._shared = self._issues.among(codebook.home.words)
        self._lone = self._issues.among(codebook.home.words.difference(*(issue.terms for issue in codebook.issues.values())))
        # Each actor's country by number, -1 where it has none; each country's politics at home, -1 where they are no issue.
        countries = {country: number for number, country in enumerate(dict.fromkeys(
            actor.country or actor.code for actor in codebook.actors.values()
            if actor.country or actor.kind in STATELIKE)) if country not in codebook.home.never}
        self._country = np.array([-1] * len(issues) + [countries.get(actor.country or actor.code, -1)
                                                       for actor in codebook.actors.values()])
        self._politics = np.full(max(countries.values(), default=-1) + 1, -1)
        for country, number in countries.items():
            self._politics[number] = issues.get(codebook.home.issues.get(country, ""), -1)
        self._after_terms = Terms(_after_terms(codebook), issues)
        self._hints = Terms(_hint_terms(codebook), issues)
        self._hints_passing = self._hints.among({term for issue in codebook.issues.values() for term in issue.passing})
        fields = list(dict.fromkeys(issue.field for issue in codebook.issues.values()))
        self._fields = np.array([fields.index(issue.field) for issue in codebook.issues.values()], dtype=np.int64)
        self._yields = {issues[code]: [fields.index(field) for field in issue.yields_to if field in fields]
                        for code, issue in codebook.issues.items() if issue.yields_to}

    def actors(self, folded: str, day: date | None) -> list[Hit]:
        """Return the actors a folded text names, in order of place.

        Parameters
        ----------
        folded : str
        day : date or None
            The day of publication; an office (`美国总统`) names its holder on that day, unless the name follows.
        """
        return self.listed(self.find_actors(lower(folded), np.array([0, len(folded) + len(GAP)]), [day]))

    def issues(self, folded: str, actors: list[Hit]) -> list[Hit]:
        """Return the issues a folded text names, in order of place.

        Parameters
        ----------
        folded : str
        actors : list of Hit
            As `actors` returns them: some terms name an issue only right after a state (`中美关系`, `日本的关税`).
        """
        known = np.array([(self._numbers[hit.code], hit.start, hit.end) for hit in actors], dtype=np.int64)
        return self.listed(self.find_issues(lower(folded), np.array([0, len(folded) + len(GAP)]),
                                            Hits(*known.reshape(-1, 3).T)))

    def hints(self, folded: str, issues: Collection[str]) -> list[Hit]:
        """Return the words that mean one of some issues, where a text names them elsewhere; and passing words of any issue.

        Parameters
        ----------
        folded : str
        issues : collection of str
            The issues the text names.
        """
        found, passing = self.find_hints(lower(folded))
        return self.listed(found[self.meant(found.code, passing, issues)])

    def find_hints(self, lowered: str) -> tuple[Hits, np.ndarray]:
        """Return the words that may mean an issue in documents laid end to end, in order of place, and which are said in passing.

        Parameters
        ----------
        lowered : str
            As `find_actors` takes it.
        """
        term, start, _ = self._hints.find(lowered)
        return self._hints.hits(term, start), self._hints_passing[term][self._hints.parts(term)]

    def meant(self, code: np.ndarray, passing: np.ndarray, issues: Collection[str]) -> np.ndarray:
        """Return which hints count where a text names some issues: theirs, and words said in passing."""
        named = np.array([known in issues for known in self.codes[:self._known]], dtype=bool)
        made: np.ndarray = named[code] | passing
        return made

    def listed(self, hits: Hits) -> list[Hit]:
        """Return hits one by one, under their codes."""
        return [Hit(self.codes[code], start, end)
                for code, start, end in zip(hits.code.tolist(), hits.start.tolist(), hits.end.tolist())]

    def find_actors(self, lowered: str, starts: np.ndarray, days: Sequence[date | None]) -> Hits:
        """Return the actors that documents laid end to end name, in order of place.

        Parameters
        ----------
        lowered : str
            Folded documents in lower case with a gap between.
        starts : ndarray of int64, shape (documents + 1,)
            Where each begins.
        days : sequence of date or None
            The day each was published.
        """
        term, start, end = self._actors.find(lowered)
        names = self._actors.names(term)
        named = self._actors.hits(term, start)
        # A name goes before a run that shares a character with it: 过程中美国让步 names the United States alone,
        # 对伊拉克动武 Iraq and not Iran.
        run, run_start, run_end = self._runs.find(lowered)
        free = ~_touched(run_start, run_end, start[names], end[names])
        found = Hits.joined(named, self._runs.hits(run[free], run_start[free]))
        held = self._held(lowered, starts, days, found)
        return (Hits.joined(found, held) if len(held.code) else found).in_order()

    def _held(self, lowered: str, starts: npt.NDArray[np.int64], days: Sequence[date | None], found: Hits) -> Hits:
        """Return the holders of the offices named, where their own name does not follow."""
        title, start, end = self._title_terms.find(lowered)
        people = set(found.start[self._person[found.code]].tolist()) if len(title) else ()
        document = np.searchsorted(starts, start, side="right") - 1
        rows = []
        for number, first, last, place in zip(title.tolist(), start.tolist(), end.tolist(), document.tolist()):
            if days[place] is not None and last not in people and last + 1 not in people:
                holder = self._holder(self._titles[number], days[place])
                if holder:
                    rows.append((self._numbers[holder], first, last))
        return Hits(*np.array(rows, dtype=np.int64).reshape(-1, 3).T)

    def _holder(self, title: str, day: date) -> str | None:
        return next((code for code, since, until in self._offices[title] if since <= day <= until), None)

    def find_issues(self, lowered: str, starts: np.ndarray, actors: Hits) -> Hits:
        """Return the issues that documents laid end to end name, in order of place.

        Parameters
        ----------
        lowered, starts
            As `find_actors` takes them.
        actors : Hits
            As `find_actors` returns them.
        """
        term, start, end = self._issues.find(lowered)
        found, parts = self._issues.hits(term, start), self._issues.parts(term)
        self._settle(found, term[parts], np.searchsorted(starts, found.start, side="right") - 1, lowered, actors, starts)
        passing = self._passing[term][parts]
        after, after_start, _ = self._after_terms.find(lowered)
        if len(after):
            follows = self._follow_states(lowered, after_start, actors)
            follows &= ~_touched(after_start, after_start + 1, start, end)
            behind = self._after_terms.hits(after[follows], after_start[follows])
            found, passing = Hits.joined(found, behind), np.append(passing, np.zeros(len(behind.code), dtype=bool))
        known = found.code >= 0
        found, passing = found[known], passing[known]
        document = np.searchsorted(starts, found.start, side="right") - 1
        given = self._passed(found.code, document, passing) | self._yielding(found.code, document, len(starts) - 1)
        return found[~given].in_order()

    def _passed(self, code: np.ndarray, document: np.ndarray, passing: np.ndarray) -> np.ndarray:
        """Return which hits are passing words of an issue that their document does not name otherwise."""
        if not passing.any():
            return passing
        place = document * len(self.codes) + code
        loose, times = np.unique(place[passing], return_counts=True)
        enough = (times >= ENOUGH) | (times >= SHARE * np.bincount(document)[loose // len(self.codes)])
        return passing & ~np.isin(place, np.concatenate([place[~passing], loose[enough]]))

    def _settle(self, found: Hits, term: np.ndarray, document: np.ndarray, lowered: str, actors: Hits,
                starts: np.ndarray) -> None:
        """Set the issues of words of politics at home by the countries around them; -1 where none is to be seen."""
        places = np.flatnonzero(self._shared[term])
        if not len(places):
            return
        country = self._country[actors.code]
        home, ends = country[country >= 0], actors.end[country >= 0]
        bounds = np.searchsorted(ends, starts)
        shares: dict[int, np.ndarray] = {}
        for place in places.tolist():
            paper, start = document[place], int(found.start[place])
            if paper not in shares:
                counts = np.bincount(home[bounds[paper]:bounds[paper + 1]], minlength=len(self._politics))
                shares[paper] = counts / max(1, counts.max())
            share, default = shares[paper], -1 if self._lone[term[place]] else int(found.code[place])
            before = int(np.searchsorted(ends, start, side="right")) - 1
            far = start - int(ends[before]) if before >= bounds[paper] else BEHIND + 1
            near = far <= BEHIND and not any(stop in lowered[start - far:start] for stop in "。!?;\n")
            if near and far <= (BESIDE if default < 0 else ADJACENT):
                found.code[place] = self._politics[home[before]]
            elif default >= 0 and share[self._politics == default].max(initial=0) >= PROMINENT:
                continue
            elif near:
                found.code[place] = self._politics[home[before]]
            else:
                found.code[place] = self._politics[share.argmax()] if share.any() else default

    def _follow_states(self, lowered: str, start: np.ndarray, actors: Hits) -> np.ndarray:
        ends = np.unique(actors.end[self._statelike[actors.code]])
        owned = np.array([place > 0 and lowered[place - 1] == "的" for place in start.tolist()], dtype=bool)
        return np.isin(start, ends) | (owned & np.isin(start - 1, ends))

    def _yielding(self, code: np.ndarray, document: np.ndarray, documents: int) -> np.ndarray:
        """Return which hits give way to a field their document names as well."""
        given = np.zeros(len(code), dtype=bool)
        named = np.zeros((documents, self._fields.max(initial=-1) + 1), dtype=bool)
        named[document, self._fields[code]] = True
        for number, fields in self._yields.items():
            own = np.flatnonzero(code == number)
            if len(own):
                given[own] = named[document[own]][:, fields].any(axis=1)
        return given


# What each term names: codes, and where in the term each begins and ends.
Meanings: TypeAlias = dict[str, tuple[tuple[str, int, int], ...]]


def _issue_terms(codebook: Codebook) -> Meanings:
    terms: Meanings = {}
    for issue in codebook.issues.values():
        for term in issue.terms:
            terms[term] = (*terms.get(term, ()), (issue.code, 0, len(term)))
    for word in codebook.home.words if codebook.home.issues else ():
        # Whose politics, `Lexicon` decides place by place.
        terms.setdefault(word, ((next(iter(codebook.home.issues.values())), 0, len(word)),))
    for issue in codebook.issues.values():
        for term in issue.excludes:
            terms.setdefault(term, ())
    return terms


def _hint_terms(codebook: Codebook) -> Meanings:
    terms: Meanings = {}
    for issue in codebook.issues.values():
        for term in dict.fromkeys((*issue.hints, *issue.passing)):
            terms[term] = (*terms.get(term, ()), (issue.code, 0, len(term)))
    return terms


def _after_terms(codebook: Codebook) -> Meanings:
    terms: Meanings = {}
    for issue in codebook.issues.values():
        for term in issue.after_actor:
            terms[term] = (*terms.get(term, ()), (issue.code, 0, len(term)))
    return terms


def _actor_terms(codebook: Codebook) -> Meanings:
    terms: Meanings = {term: ((actor.code, 0, len(term)),) for actor in codebook.actors.values()
             for term in (*actor.forms, *actor.metonyms)}
    for actor in codebook.actors.values():
        for term in actor.excludes:
            terms.setdefault(term, ())
    return terms


def _run_terms(compounds: "Compounds") -> dict[str, tuple[tuple[str, int, int], ...]]:
    terms = {}
    for run in compounds.runs:
        terms[run] = tuple((compounds.characters[character], place, place + 1)
                           for place, character in enumerate(run) if character in compounds.characters)
    for character, code in compounds.characters.items():
        for word in compounds.prefixes:
            terms[word + character] = ((code, len(word), len(word) + 1),)
        for word in compounds.suffixes:
            terms[character + word] = ((code, 0, 1),)
    for word in compounds.excludes:
        terms[word] = ()
    return terms


def _offices(actors: dict[str, Actor]) -> dict[str, list[tuple[str, date, date]]]:
    offices: dict[str, list[tuple[str, date, date]]] = {}
    for actor in actors.values():
        for office in actor.offices:
            offices.setdefault(office.office, []).append((actor.code, office.since, office.until))
    return offices


@by_codebook.once
def lexicon(codebook: Codebook) -> Lexicon:
    """Return the codebook's lexicon, built once a process: the automata cannot be pickled."""
    return Lexicon(codebook)
