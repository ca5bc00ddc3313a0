"""All terms of the codebook in automata: where a folded text names an issue or an actor.

Aho-Corasick, leftmost-longest: `美国民主党` names the party and hides the country in it. Terms an entry excludes are in the
automaton too; where they match, nothing is named.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

import ahocorasick_rs

from analysis.codebook import Actor, Codebook

STATELIKE = frozenset({"state", "territory", "bloc"})


@dataclass(frozen=True)
class Hit:
    """A place that names an entry; offsets in the folded text, half-open."""

    code: str
    start: int
    end: int


class Terms:
    """An automaton over terms, each standing for some hits.

    Parameters
    ----------
    terms : dict of str to tuple of (code, first, last)
        A term, and which entries which part of it names; an empty tuple masks the term.
    """

    def __init__(self, terms: dict[str, tuple[tuple[str, int, int], ...]]):
        lowered = {_lower(term): parts for term, parts in terms.items()}
        self._parts = list(lowered.values())
        self._latin = [(_latin(term[0]), _latin(term[-1])) for term in lowered]
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(lowered), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
            implementation=ahocorasick_rs.Implementation.ContiguousNFA) if lowered else None

    def find(self, lowered: str) -> Iterator[tuple[int, int, tuple[tuple[str, int, int], ...]]]:
        """Yield (start, end, parts) for each match in a folded, lower-case text."""
        if self._automaton is None:
            return
        for term, start, end in self._automaton.find_matches_as_indexes(lowered):
            first, last = self._latin[term]
            # `g7` is not in `mig7`, `un` not in `under`.
            if (first and start and _latin(lowered[start - 1])) or (last and end < len(lowered) and _latin(lowered[end])):
                continue
            yield start, end, self._parts[term]


class _Spans:
    """Spans added in order of place, none overlapping."""

    def __init__(self):
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, start: int, end: int) -> None:
        self._starts.append(start)
        self._ends.append(end)

    def touch(self, start: int, end: int) -> bool:
        """Whether a span shares a place with one of these."""
        after = bisect_left(self._starts, end)
        return after > 0 and self._ends[after - 1] > start


def _lower(text: str) -> str:
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
    """

    def __init__(self, codebook: Codebook):
        self._kinds = {code: actor.kind for code, actor in codebook.actors.items()}
        self._actors = Terms(_actor_terms(codebook))
        self._runs = Terms(_run_terms(codebook.compounds))
        self._offices = _offices(codebook.actors)
        self._titles = Terms({title: ((title, 0, len(title)),) for title in self._offices})
        self._issues = Terms(_issue_terms(codebook))
        self._after = _after_terms(codebook)
        self._hints = Terms(_hint_terms(codebook))
        self._fields = {code: issue.field for code, issue in codebook.issues.items()}
        self._yields = {code: frozenset(issue.yields_to) for code, issue in codebook.issues.items() if issue.yields_to}
        self._after_terms = Terms({term: ((term, 0, len(term)),) for term in self._after})

    def actors(self, folded: str, day: date | None) -> list[Hit]:
        """Return the actors a folded text names, in order of place.

        Parameters
        ----------
        folded : str
        day : date or None
            The day of publication; an office (`美国总统`) names its holder on that day, unless the name follows.
        """
        lowered = _lower(folded)
        hits, named = [], _Spans()
        for start, end, parts in self._actors.find(lowered):
            if parts:
                named.add(start, end)
            hits.extend(Hit(code, start + first, start + last) for code, first, last in parts)
        # A name goes before a run that shares a character with it: 过程中美国让步 names the United States alone,
        # 对伊拉克动武 Iraq and not Iran.
        for start, end, parts in self._runs.find(lowered):
            if not named.touch(start, end):
                hits.extend(Hit(code, start + first, start + last) for code, first, last in parts)
        if day is not None:
            people = {hit.start for hit in hits if self._kinds[hit.code] == "person"}
            for start, end, parts in self._titles.find(lowered):
                holder = self._holder(parts[0][0], day)
                if holder and not people & {end, end + 1}:
                    hits.append(Hit(holder, start, end))
        return sorted(hits, key=lambda hit: (hit.start, hit.end))

    def _holder(self, title, day):
        return next((code for code, since, until in self._offices[title] if since <= day <= until), None)

    def issues(self, folded: str, actors: list[Hit]) -> list[Hit]:
        """Return the issues a folded text names, in order of place.

        Parameters
        ----------
        folded : str
        actors : list of Hit
            As `actors` returns them: some terms name an issue only right after a state (`中美关系`, `日本的关税`).
        """
        lowered = _lower(folded)
        hits, masked = [], _Spans()
        for start, end, parts in self._issues.find(lowered):
            masked.add(start, end)
            hits.extend(Hit(code, start + first, start + last) for code, first, last in parts)
        ends = {hit.end for hit in actors if self._kinds[hit.code] in STATELIKE}
        for start, end, parts in self._after_terms.find(lowered):
            follows = start in ends or (lowered[start - 1:start] == "的" and start - 1 in ends)
            if follows and not masked.touch(start, start + 1):
                hits.extend(Hit(code, start, end) for code in self._after[parts[0][0]])
        fields = {self._fields[hit.code] for hit in hits}
        kept = [hit for hit in hits if not self._yields.get(hit.code, frozenset()) & fields]
        return sorted(kept, key=lambda hit: (hit.start, hit.end))

    def hints(self, folded: str, issues: Collection[str]) -> list[Hit]:
        """Return the words that mean one of some issues, where a text names them elsewhere.

        Parameters
        ----------
        folded : str
        issues : collection of str
            The issues the text names.
        """
        return [Hit(code, start, end) for start, end, parts in self._hints.find(_lower(folded))
                for code, _, _ in parts if code in issues]


def _issue_terms(codebook):
    terms = {}
    for issue in codebook.issues.values():
        for term in issue.terms:
            terms[term] = (*terms.get(term, ()), (issue.code, 0, len(term)))
    for issue in codebook.issues.values():
        for term in issue.excludes:
            terms.setdefault(term, ())
    return terms


def _hint_terms(codebook):
    terms: dict[str, tuple[tuple[str, int, int], ...]] = {}
    for issue in codebook.issues.values():
        for term in issue.hints:
            terms[term] = (*terms.get(term, ()), (issue.code, 0, len(term)))
    return terms


def _after_terms(codebook):
    terms: dict[str, tuple[str, ...]] = {}
    for issue in codebook.issues.values():
        for term in issue.after_actor:
            terms[term] = (*terms.get(term, ()), issue.code)
    return terms


def _actor_terms(codebook):
    terms = {term: ((actor.code, 0, len(term)),) for actor in codebook.actors.values()
             for term in (*actor.forms, *actor.metonyms)}
    for actor in codebook.actors.values():
        for term in actor.excludes:
            terms.setdefault(term, ())
    return terms


def _run_terms(compounds):
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


_built: dict[str, Lexicon] = {}


def lexicon(codebook: Codebook) -> Lexicon:
    """Return the codebook's lexicon, built once a process: the automata cannot be pickled."""
    if codebook.fingerprint not in _built:
        _built[codebook.fingerprint] = Lexicon(codebook)
    return _built[codebook.fingerprint]
