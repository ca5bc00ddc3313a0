"""The words the grammar of predictions works with, read from data/codebook and put into automata.

Every list an analyst might dispute stands in `cues`, `frames` and `outcomes`; this file only reads and checks them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import ahocorasick_rs

from analysis.codebook import SHIPPED, read_toml
from analysis.schemas import LIKELIHOODS
from analysis.text import fold


@dataclass(frozen=True)
class Cue:
    """A word that says how surely its author expects something.

    Attributes
    ----------
    kind : str
        `modal` (before its verb), `frame` (rules its clause), `predicate` (after what it judges).
    likelihood : str
    strength : str
        Row of the composition table when another cue stands inside: `plain`, `sure`, or the likelihood itself.
    needs : str
        What else makes it a prediction: `outcome` (one with a direction), `cue` (another one), `question` (an open one
        beside it), `condition`, `verb` (right after it); empty for nothing.
    entry : str
        The codebook entry it comes from.
    """

    kind: str
    likelihood: str
    strength: str
    needs: str
    entry: str


@dataclass(frozen=True)
class Worth:
    """What a word in an outcome says about its direction.

    Attributes
    ----------
    kind : str
        `act`, `thing`, `turn` (reverses what it governs), `end` (reverses what stands before it: 停火破裂), `keep`
        (leaves it), `neutral`, `attainment`.
    value : int
        Its own sign.
    form : str
    """

    kind: str
    value: int
    form: str


@dataclass(frozen=True)
class Split:
    """A form of which only the first character is the cue: 会面临 is 会 and 面临, not 会面."""

    cue: Cue


class Words:
    """An automaton over a fixed list: the leftmost-longest matches of a text.

    Parameters
    ----------
    meanings : dict of str to object
        What each form stands for; `None` masks the form.
    """

    def __init__(self, meanings: dict[str, object]):
        self._meanings = list(meanings.values())
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(meanings), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
            implementation=ahocorasick_rs.Implementation.DFA)

    def find(self, text: str) -> Iterator[tuple[int, int, object]]:
        """Yield (start, end, meaning) for each match that is not masked."""
        for form, start, end in self._automaton.find_matches_as_indexes(text):
            meaning = self._meanings[form]
            if isinstance(meaning, Split):
                yield start, start + 1, meaning.cue
            elif meaning is not None:
                yield start, end, meaning


class Kinds:
    """Which of some word lists a text has words of, all lists in one pass.

    Parameters
    ----------
    lists : dict of str to tuple of str
    """

    def __init__(self, lists: dict[str, tuple[str, ...]]):
        kinds: dict[str, set[str]] = {}
        for kind, forms in lists.items():
            for form in forms:
                kinds.setdefault(form, set()).add(kind)
        self._kinds = list(kinds.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(kinds), implementation=ahocorasick_rs.Implementation.DFA)

    def of(self, text: str) -> frozenset[str]:
        """Return the lists."""
        return frozenset().union(*(self._kinds[form] for form, _, _ in
                                   self._automaton.find_matches_as_indexes(text, overlapping=True)))


@dataclass(frozen=True)
class Vocabulary:
    """All lists of the grammar.

    Attributes
    ----------
    cues : Words
        To `Cue`, or to the name of a marker's list (`condition`, `past`, …), over the whole text.
    worths : Words
        To `Worth`, over outcomes.
    lists : dict of str to tuple of str
        Every other list, folded, by `file.table.name`.
    grades : Words
        To the likelihood a grading word gives its noun.
    composition : dict of str to dict of str to str
    answers : dict of str to frozenset of str
        A likelihood to the answers that say it.
    regions : dict of str to tuple of str
        A region to the issues it may stand for.
    faults : tuple of str
    topics : Kinds
        Words that say what kind of subject a clause has.
    patterns : dict of str to Pattern
        Those of `pattern` made so far.
    """

    cues: Words
    worths: Words
    lists: dict[str, tuple[str, ...]]
    grades: Words
    composition: dict[str, dict[str, str]]
    answers: dict[str, frozenset[str]]
    regions: dict[str, tuple[str, ...]]
    faults: tuple[str, ...]

    topics: Kinds
    patterns: dict[str, re.Pattern] = field(default_factory=dict)

    def pattern(self, name: str) -> re.Pattern:
        """Return a list as a pattern, its longest forms first; made once."""
        if name not in self.patterns:
            self.patterns[name] = re.compile("|".join(map(re.escape, sorted(self.lists[name], key=len, reverse=True))))
        return self.patterns[name]

    def topical(self, text: str) -> frozenset[str]:
        """Return the lists of `topics` that a text has words of."""
        return self.topics.of(text)

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return self.lists[name]


@lru_cache(maxsize=2)
def load(folder: Path = SHIPPED) -> Vocabulary:
    """Return the vocabulary of a codebook folder; unreadable entries are left out and named in `faults`."""
    faults: list[str] = []
    frames = {path.stem: read_toml(path, faults) for path in sorted((folder / "frames").glob("*.toml"))}
    lists = _lists(frames)
    marks: dict[str, object] = dict.fromkeys(lists["exclusions.blockers.forms"])
    for name, marker in MARKERS.items():
        marks |= dict.fromkeys(lists[name], marker)
    marks |= dict.fromkeys(lists["conditions.before.never_before"])
    found = _cues(folder / "cues", faults)
    marks |= found
    marks |= {form: Split(found[form[0]]) for form in lists["exclusions.splits.forms"] if form[0] in found}
    grades = read_toml(folder / "cues" / "grades.toml", faults)
    for noun in grades["nouns"]["forms"]:
        # 可能 is a cue too, 希望 a wish: cues.py looks at what stands around them.
        if not isinstance(marks.get(fold(noun)), Cue):
            marks[fold(noun)] = "noun"
    lists |= {f"politics_of.{country}": (issue,) for country, issue in frames["topics"]["politics_of"].items()}
    lists["nouns"] = tuple(fold(noun) for noun in grades["nouns"]["forms"])
    composition = {row: entry for row, entry in frames["composition"].items()
                   if isinstance(entry, dict) and set(entry) == set(LIKELIHOODS)}
    worths = {path.stem: read_toml(path, faults) for path in sorted((folder / "outcomes").glob("*.toml"))}
    lists |= _lists({"neutral": worths["neutral"], "closer": worths["closer"]})
    return Vocabulary(Words(marks), Words(_worths(worths)), lists,
                      Words({fold(word): level for level in LIKELIHOODS for word in grades["grades"].get(level, [])}),
                      composition, {level: frozenset(lists[f"rhetoric.answers.{level}"]) for level in LIKELIHOODS},
                      {fold(word): tuple(codes) for word, codes in frames["topics"]["regions"].items()}, tuple(faults),
                      Kinds({name: lists[f"topics.{name}.forms"] for name in TOPICAL}))


def _lists(files):
    return {f"{stem}.{table}.{name}": tuple(dict.fromkeys(fold(form) for form in value))
            for stem, tables in files.items() for table, entry in tables.items() if isinstance(entry, dict)
            for name, value in entry.items() if isinstance(value, list)}


TOPICAL = ("pointing", "politics", "meeting", "holding", "bare", "lists")
MARKERS = {
    "conditions.before.forms": "condition",
    "conditions.concessions.forms": "concession",
    "conditions.pointing.forms": "pointing",
    "exclusions.wishes.forms": "wish",
    "exclusions.past.forms": "past",
    "exclusions.habits.forms": "habit",
    "exclusions.reported.forms": "reported",
    "rhetoric.denying.forms": "denying",
    "rhetoric.affirming.forms": "affirming",
    "rhetoric.asking.open": "open",
    "scenarios.named.forms": "ending",
    "scenarios.either.forms": "either",
    "scenarios.numbered.forms": "numbered",
}


def _cues(folder, faults):
    found: dict[str, Cue] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.stem == "grades":
            continue
        for name, entry in read_toml(path, faults).items():
            wrong = [key for key in ("kind", "likelihood", "forms", "source", "coded", "not_coded") if not entry.get(key)]
            if wrong or entry["likelihood"] not in LIKELIHOODS:
                faults.append(f"data/codebook/cues/{path.name} [{name}]\n  needs {', '.join(wrong) or 'a likelihood'}")
                continue
            strength = entry["strength"] if "strength" in entry else "sure" if entry.get("sure") else "plain" if entry.get("plain") else entry["likelihood"]
            cue = Cue(entry["kind"], entry["likelihood"], strength, entry.get("needs", ""), name)
            # 压 + 不 + 下来: a potential complement denied.
            split = [verb + "不" + rest for verb in entry.get("verbs", []) for rest in entry.get("complements", [])]
            for form in [*entry["forms"], *split]:
                found.setdefault(fold(form), cue)
    return found


def _worths(tables):
    found: dict[str, Worth] = {}
    kinds = {"acts": "act", "things": "thing", "words": "neutral", "attainments": "attainment"}
    for entry in tables.get("turns", {}).values():
        kind = "keep" if entry.get("keeps") else "end" if entry.get("after") else "turn"
        for form in map(fold, entry["forms"]):
            found.setdefault(form, Worth(kind, entry["own"], form))
    for stem in ("closer", "apart", "neutral"):
        for table, entry in tables.get(stem, {}).items():
            for form in map(fold, entry["forms"] if table in kinds else []):
                found.setdefault(form, Worth(kinds[table], entry.get("value", 0), form))
    return found
