"""The words the grammar of predictions works with, read from data/codebook and put into automata.

Every list an analyst might dispute stands in `cues`, `frames` and `outcomes`; this file only reads and checks them.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar, cast

import ahocorasick_rs

from analysis.codebook import SHIPPED, Codebook, OwnCue, read_toml
from analysis.schemas import LIKELIHOODS
from analysis.text import fold, fold_each

KEPT = 512
NONE: frozenset[str] = frozenset()


class Cue(NamedTuple):
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
        beside it), `condition`, `verb` (right after it), `day` (or a condition), `alone` (nothing else in the clause),
        `told` (a prediction before it), `last` (at the end of its clause); empty for nothing.
    entry : str
        The codebook entry it comes from.
    """

    kind: str
    likelihood: str
    strength: str
    needs: str
    entry: str


class Worth(NamedTuple):
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


class Split(NamedTuple):
    """A form of which only the beginning is the cue: 会面临 is 会 and 面临, not 会面; 很难过半 is 很难 and 过半."""

    cue: Cue
    length: int


Meaning = TypeVar("Meaning")
# A cue, or the list a marker is of, and where it stands.
CueMark: TypeAlias = tuple[int, int, Cue]
Mark: TypeAlias = tuple[int, int, Cue | str]


class Words(Generic[Meaning]):
    """An automaton over a fixed list: the leftmost-longest matches of a text.

    Parameters
    ----------
    meanings : dict of str to object
        What each form stands for; `None` masks the form.
    """

    def __init__(self, meanings: Mapping[str, Meaning | Split | None]):
        self._meanings = list(meanings.values())
        self._plain = not any(meaning is None or isinstance(meaning, Split) for meaning in self._meanings)
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(meanings), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
            implementation=ahocorasick_rs.Implementation.ContiguousNFA)
        self._known: dict[str, list[tuple[int, int, Meaning]]] = {}

    def find(self, text: str) -> list[tuple[int, int, Meaning]]:
        """Return (start, end, meaning) for each match that is not masked."""
        meanings, matches = self._meanings, self._automaton.find_matches_as_indexes(text)
        if self._plain:
            return [(start, end, cast(Meaning, meanings[form])) for form, start, end in matches]
        found: list[tuple[int, int, Meaning]] = []
        for form, start, end in matches:
            meaning = meanings[form]
            if meaning is None:
                continue
            if isinstance(meaning, Split):
                found.append((start, start + meaning.length, cast(Meaning, meaning.cue)))
            else:
                found.append((start, end, meaning))
        return found

    def again(self, text: str) -> list[tuple[int, int, Meaning]]:
        """Return `find(text)` for a short text that several rules ask about one after another; not to be changed."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= KEPT:
                self._known.clear()
            found = self._known[text] = self.find(text)
        return found


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
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return frozenset().union(*[self._kinds[form] for form, _, _ in found]) if found else NONE


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

    cues: Words[Cue | str]
    worths: Words[Worth]
    lists: dict[str, tuple[str, ...]]
    grades: Words[str]
    composition: dict[str, dict[str, str]]
    answers: dict[str, frozenset[str]]
    regions: dict[str, tuple[str, ...]]
    faults: tuple[str, ...]

    topics: Kinds
    patterns: dict[str, re.Pattern[str]] = field(default_factory=dict)

    def pattern(self, name: str) -> re.Pattern[str]:
        """Return a list as a pattern, its longest forms first; made once."""
        if name not in self.patterns:
            self.patterns[name] = re.compile("|".join(map(re.escape, sorted(self.lists[name], key=len, reverse=True)))
                                             or "(?!)")
        return self.patterns[name]

    def topical(self, text: str) -> frozenset[str]:
        """Return the lists of `topics` that a text has words of."""
        return self.topics.of(text)

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return self.lists[name]


# What TOML holds is of any kind until it is checked: a table by its keys, and the tables of a folder by file and name.
Entry: TypeAlias = dict[str, Any]
Tables: TypeAlias = dict[str, dict[str, Entry]]


def of(codebook: Codebook) -> Vocabulary:
    """Return the vocabulary of the shipped codebook with a codebook's own cues before its cues."""
    return load(SHIPPED, codebook.cues)


@lru_cache(maxsize=1)
def cue_codes(folder: Path = SHIPPED) -> frozenset[str]:
    """Return the names of the cues of a codebook folder."""
    tables = _tables(folder / "cues", _cue_faults, [])
    return frozenset(name for stem, entries in tables.items() if stem != "grades" for name in entries)


@lru_cache(maxsize=4)
def load(folder: Path = SHIPPED, own: tuple[OwnCue, ...] = ()) -> Vocabulary:
    """Return the vocabulary of a codebook folder; unreadable entries are left out and named in `faults`.

    Parameters
    ----------
    folder : Path
    own : tuple of OwnCue
        The user's cues, which go before those of the folder.
    """
    faults: list[str] = []
    frames = _tables(folder / "frames", _frame_faults, faults)
    lists = _lists(frames)
    for name in (*MARKERS, *(f"topics.{name}.forms" for name in TOPICAL)):
        if name not in lists:
            faults.append(f"{_place(folder / 'frames')}: no {name.replace('.', ' ')}; nothing of its kind is read. "
                          "Put the list back.")
            lists[name] = ()
    lists = defaultdict(tuple, lists)
    marks: dict[str, Cue | Split | str | None] = dict.fromkeys(lists["exclusions.blockers.forms"])
    for name, marker in MARKERS.items():
        marks |= dict.fromkeys(lists[name], marker)
    marks |= dict.fromkeys(lists["conditions.before.never_before"])
    cues = _tables(folder / "cues", _cue_faults, faults)
    grades = cues.pop("grades", {})
    found = _cues(cues)
    for cue in own:
        for form in cue.without:
            found.pop(form, None)
        found |= {form: Cue(cue.kind, cue.likelihood, cue.likelihood, "", cue.code) for form in cue.forms}
        marks |= dict.fromkeys(cue.excludes)
    marks |= found
    for form in lists["exclusions.splits.forms"]:
        length = next((length for length in (1, 2, 3) if form[:length] in found), 0)
        if length:
            marks[form] = Split(found[form[:length]], length)
    lists["nouns"] = tuple(fold(noun) for noun in grades.get("nouns", {}).get("forms", ()))
    leanings = grades.get("leanings", {})
    lists |= {f"leanings.{level}": tuple(fold(noun) for noun in leanings.get(level, ())) for level in ("likely", "possible")}
    for noun in (*lists["nouns"], *lists["leanings.likely"], *lists["leanings.possible"]):
        # 可能 is a cue too, 希望 a wish: cues.py looks at what stands around them.
        if not isinstance(marks.get(noun), Cue):
            marks[noun] = "noun"
    topics = frames.get("topics", {})
    lists |= {f"politics_of.{country}": (issue,) for country, issue in topics.get("politics_of", {}).items()}
    worths = _tables(folder / "outcomes", _worth_faults, faults)
    lists |= _lists({stem: worths.get(stem, {}) for stem in ("neutral", "closer", "apart")})
    graded = {fold(word): level for level in LIKELIHOODS for word in grades.get("grades", {}).get(level, ())}
    return Vocabulary(Words(marks), Words(_worths(worths)), lists, Words(graded),
                      {row: frames.get("composition", {}).get(row, dict.fromkeys(LIKELIHOODS, "possible")) for row in ROWS},
                      {level: frozenset(lists[f"rhetoric.answers.{level}"]) for level in LIKELIHOODS},
                      {fold(word): tuple(codes) for word, codes in topics.get("regions", {}).items()}, tuple(faults),
                      Kinds({name: lists[f"topics.{name}.forms"] for name in TOPICAL}))


def _tables(folder: Path, check: Callable[[str, str, Entry], list[str]], faults: list[str]) -> Tables:
    """Return the sound tables of a folder's files by file and table; the others are left out and named in `faults`."""
    found: Tables = {}
    for path in sorted(folder.glob("*.toml")):
        found[path.stem] = {}
        for name, entry in read_toml(path, faults).items():
            if name == "source":
                continue
            wrong = check(path.stem, name, entry) if isinstance(entry, dict) else [f"expected a table, found {entry!r}"]
            if wrong:
                faults.append("\n".join([f"{_place(path)} [{name}]", *(f"  {fault}" for fault in wrong)]))
            else:
                found[path.stem][name] = entry
    return found


def _place(path: Path) -> str:
    return "/".join(path.parts[path.parts.index("data"):]) if "data" in path.parts else str(path)


def _word_faults(entry: Entry, names: list[str]) -> list[str]:
    return [f"{name}: expected a list of texts, found {entry[name]!r}" for name in names
            if not isinstance(entry[name], list) or not all(isinstance(item, str) and item.strip() for item in entry[name])]


def _likelihood_faults(entry: Entry) -> list[str]:
    return [] if set(entry) == set(LIKELIHOODS) and set(entry.values()) <= set(LIKELIHOODS) else [
        f"needs exactly {', '.join(LIKELIHOODS)}, and each must be one of them"]


def _frame_faults(stem: str, name: str, entry: Entry) -> list[str]:
    if stem == "composition" and name != "negators":
        return _likelihood_faults(entry)
    if name == "politics_of":
        return [f"{key}: expected an issue, found {value!r}" for key, value in entry.items() if not isinstance(value, str)]
    return _word_faults(entry, [key for key in entry if key != "source"])


def _cue_faults(stem: str, name: str, entry: Entry) -> list[str]:
    if stem == "grades":
        return _word_faults(entry, [key for key in entry if key not in ("source", "reach")])
    wrong = [f"{key}: missing" for key in ("kind", "likelihood", "forms", "source", "coded", "not_coded") if not entry.get(key)]
    wrong += _word_faults(entry, [key for key in ("forms", "verbs", "complements", "coded", "not_coded") if key in entry])
    if entry.get("likelihood") not in LIKELIHOODS:
        wrong.append(f"likelihood: expected one of {', '.join(LIKELIHOODS)}, found {entry.get('likelihood')!r}")
    if entry.get("kind") not in CUE_KINDS:
        wrong.append(f"kind: expected one of {', '.join(CUE_KINDS)}, found {entry.get('kind')!r}")
    return wrong


def _worth_faults(stem: str, name: str, entry: Entry) -> list[str]:
    wrong = _word_faults(entry, [key for key in entry if isinstance(entry[key], list) or key == "forms"])
    if stem == "turns" and entry.get("own") not in (-1, 0, 1):
        wrong.append(f"own: expected -1, 0 or 1, found {entry.get('own')!r}")
    if name in WORTH_KINDS and entry.get("value", 0) not in (-1, 0, 1):
        wrong.append(f"value: expected -1, 0 or 1, found {entry['value']!r}")
    if (stem == "turns" or name in WORTH_KINDS) and not entry.get("forms"):
        wrong.append("forms: needs at least one")
    return wrong


def _lists(files: Tables) -> dict[str, tuple[str, ...]]:
    return {f"{stem}.{table}.{name}": tuple(dict.fromkeys(fold_each(value)))
            for stem, tables in files.items() for table, entry in tables.items()
            for name, value in entry.items() if isinstance(value, list)}


CUE_KINDS = ("modal", "frame", "predicate")
WORTH_KINDS = {"acts": "act", "things": "thing", "words": "neutral", "attainments": "attainment"}
ROWS = ("plain", "sure", *LIKELIHOODS, "open", "doubt", "denial", "not")
TOPICAL = ("pointing", "politics", "meeting", "holding", "bare", "lists", "approach", "stance")
MARKERS = {
    "conditions.before.forms": "condition",
    "conditions.concessions.forms": "concession",
    "conditions.pointing.forms": "pointing",
    "conditions.later.forms": "later",
    "exclusions.wishes.forms": "wish",
    "exclusions.past.forms": "past",
    "exclusions.habits.forms": "habit",
    "exclusions.reported.forms": "reported",
    "rhetoric.denying.forms": "denying",
    "rhetoric.affirming.forms": "affirming",
    "rhetoric.asking.open": "open",
    "rhetoric.must.forms": "must",
    "scenarios.named.forms": "ending",
    "scenarios.either.forms": "either",
    "scenarios.numbered.forms": "numbered",
}


def _cues(files: Tables) -> dict[str, Cue]:
    found: dict[str, Cue] = {}
    for tables in files.values():
        for name, entry in tables.items():
            strength = entry.get("strength") or ("sure" if entry.get("sure") else "plain" if entry.get("plain")
                                                 else entry["likelihood"])
            cue = Cue(entry["kind"], entry["likelihood"], strength, entry.get("needs", ""), name)
            # 压 + 不 + 下来: a potential complement denied, 压 + 得 + 下来 granted; 垮不垮 asks, 动不动 is an adverb.
            split = [verb + entry.get("between", "不") + rest for verb in entry.get("verbs", []) for rest in entry.get("complements", []) if verb[-1] != rest]
            for form in fold_each([*entry["forms"], *split]):
                found.setdefault(form, cue)
    return found


def _worths(tables: Tables) -> dict[str, Worth]:
    found: dict[str, Worth] = {}
    for entry in tables.get("turns", {}).values():
        kind = "keep" if entry.get("keeps") else "end" if entry.get("after") else "turn"
        for form in fold_each(entry["forms"]):
            found.setdefault(form, Worth(kind, entry["own"], form))
    for stem in ("closer", "apart", "neutral"):
        for table, entry in tables.get(stem, {}).items():
            for form in fold_each(entry["forms"] if table in WORTH_KINDS else []):
                found.setdefault(form, Worth(WORTH_KINDS[table], entry.get("value", 0), form))
    return found
