"""The codebook on disk, read into frozen records and checked.

Everything an analyst might dispute stands in `data/codebook`: what names an issue or an actor, which words say how sure
somebody is, and which number each word stands for. A broken entry is left out and named; the rest of the codebook holds.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

import tomli

from analysis.language import ENGLISH, to_taiwan
from analysis.schemas import LIKELIHOODS, Row
from analysis.text import fold, fold_each

SHIPPED = Path(__file__).parent.parent / "data" / "codebook"
FIELDS = ("diplomacy", "security", "conflicts", "economy", "politics", "society")
PROVISIONAL = "provisional:"
ACTOR_KINDS = ("person", "state", "territory", "bloc", "organisation", "party", "ministry", "media", "armed_group",
               "company")


class CodebookError(ValueError):
    """The codebook cannot be read at all; the message names file, place and next move."""


@dataclass(frozen=True)
class Issue:
    """An issue: a subject on which commentators can expect something.

    Attributes
    ----------
    en, running, zh : str
        Its label on charts, the same inside an English sentence (`the leaders’ meeting`), and in Chinese.
    after_actor : tuple of str
        Terms that name it only right after a state (`中美关系`).
    hints : tuple of str
        Words that mean it only where the document names it elsewhere: 见面 is the summit in a text on a summit.
    passing : tuple of str
        Those of its terms that texts often use by the way: they name it only where the document names it by another term,
        or by such words often enough.
    yields_to : tuple of str
        Fields whose issues, named in the same document, say better what its terms are about: a ceasefire is an issue of
        its own only where no war is named.
    """

    code: str
    field: str
    en: str
    running: str
    zh: str
    about: str
    terms: tuple[str, ...]
    after_actor: tuple[str, ...]
    hints: tuple[str, ...]
    passing: tuple[str, ...]
    yields_to: tuple[str, ...]
    excludes: tuple[str, ...]
    source: str
    coded: tuple[str, ...]
    not_coded: tuple[str, ...]


@dataclass(frozen=True)
class Office:
    """A title that names whoever holds it on the day."""

    office: str
    since: date
    until: date


@dataclass(frozen=True)
class Actor:
    """An actor: a person, state, organisation or other body that texts name.

    Attributes
    ----------
    expert : bool
        A person who judges things for a living, and decides none.
    """

    code: str
    kind: str
    en: str
    zh: str
    forms: tuple[str, ...]
    metonyms: tuple[str, ...]
    excludes: tuple[str, ...]
    country: str
    offices: tuple[Office, ...]
    source: str
    coded: tuple[str, ...]
    not_coded: tuple[str, ...]
    expert: bool = False


@dataclass(frozen=True)
class Mapping:
    """Which probability each likelihood stands for, after whom.

    Attributes
    ----------
    points, low, high : dict of str to float
        Likelihood to probability in [0, 1]: the number used, and the bounds the source gives.
    """

    code: str
    en: str
    zh: str
    source: str
    points: dict[str, float]
    low: dict[str, float]
    high: dict[str, float]


@dataclass(frozen=True)
class Compounds:
    """One-character names of states, and where they may be read as such."""

    characters: dict[str, str]
    runs: tuple[str, ...]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    excludes: tuple[str, ...]


@dataclass(frozen=True)
class Home:
    """Words of politics at home that many countries share.

    Attributes
    ----------
    words : frozenset of str
        Folded. Whose politics they are about, the actors around them say.
    issues : dict of str to str
        A country to the issue of its politics.
    never : frozenset of str
        Countries they are never about.
    """

    words: frozenset[str]
    issues: dict[str, str]
    never: frozenset[str] = frozenset()


@dataclass(frozen=True)
class OwnCue:
    """A cue of the user's own, which goes before those in data/codebook/cues.

    Attributes
    ----------
    kind, likelihood : str
        As in data/codebook/cues.
    forms, without, excludes : tuple of str
        Folded: what is the cue; what is none any more, of whichever cue; longer words that hold one and are none.
    """

    code: str
    kind: str
    likelihood: str
    forms: tuple[str, ...]
    without: tuple[str, ...]
    excludes: tuple[str, ...]


@dataclass(frozen=True)
class Codebook:
    """The whole codebook.

    Attributes
    ----------
    issues, actors, mappings : dict of str to record
        By code.
    compounds : Compounds
    home : Home
    faults : tuple of str
        What could not be read, each naming file, entry and reason. The entries named are left out.
    fingerprint : str
        Changes with every byte of the files, and with every own entry.
    cues : tuple of OwnCue
        The user's own.
    """

    issues: dict[str, Issue]
    actors: dict[str, Actor]
    mappings: dict[str, Mapping]
    compounds: Compounds
    home: Home = field(default_factory=lambda: Home(frozenset(), {}))
    faults: tuple[str, ...] = ()
    fingerprint: str = field(default="", compare=False)
    cues: tuple[OwnCue, ...] = ()

    def label(self, code: str, language: str = ENGLISH, kind: str = "issue") -> str:
        """Return the label of an issue or actor in `en`, `zh-Hans` or `zh-Hant`; an unknown code is its own label.

        Parameters
        ----------
        code, language : str
        kind : {"issue", "actor"}
            Which is meant where a code is both: `ukraine` is the war and the state.
        """
        if code.startswith(PROVISIONAL):
            phrase = code.removeprefix(PROVISIONAL)
            return f"{phrase} (provisional)" if language == ENGLISH else f"{phrase}（{_chinese('暂定', language)}）"
        entries = (self.issues, self.actors) if kind == "issue" else (self.actors, self.issues)
        entry = entries[0].get(code) or entries[1].get(code)
        if entry is None:
            return code
        return entry.en if language == ENGLISH else _chinese(entry.zh, language)

    def running(self, issue: str, language: str = ENGLISH) -> str:
        """Return an issue's name as it stands inside a sentence: `the leaders’ meeting`, `relations`."""
        entry = self.issues.get(issue)
        return entry.running if entry and entry.running and language == ENGLISH else self.label(issue, language)

    def mapping_label(self, mapping: str, language: str = ENGLISH) -> str:
        """Return the name of a probability mapping."""
        entry = self.mappings[mapping]
        return entry.en if language == ENGLISH else _chinese(entry.zh, language)


def _chinese(text: str, language: str) -> str:
    return to_taiwan(text) if language == "zh-Hant" else text


@lru_cache(maxsize=4)
def load(folder: Path = SHIPPED) -> Codebook:
    """Return the codebook in a folder.

    Parameters
    ----------
    folder : Path
        Holding `issues/*.toml`, `actors/*.toml`, `mappings/*.toml` and `compounds.toml`.

    Raises
    ------
    CodebookError
        Where a folder or the default mapping is missing: nothing could be coded.
    """
    faults: list[str] = []
    issues = {code: issue(code, stem, entry) for stem, code, entry in
              _entries(folder, "issues", _issue_faults, faults)}
    actors = {code: actor(code, entry) for _, code, entry in _entries(folder, "actors", _actor_faults, faults)}
    mappings = {code: _mapping(code, entry) for _, code, entry in
                _entries(folder, "mappings", _mapping_faults, faults)}
    if not issues or not actors or "lunheng" not in mappings:
        raise CodebookError("\n".join([f"{folder}: no usable codebook; needs issues/, actors/ and mappings/ with "
                                       "[lunheng]. Reinstall data/codebook, or mend:", *faults]))
    return Codebook(issues, actors, mappings, _compounds(folder / "compounds.toml", actors, faults),
                    _home(folder / "frames" / "topics.toml", issues, actors), tuple(faults), fingerprint(folder))


def fingerprint(folder: Path) -> str:
    """Return a digest of every file below a folder, names and bytes."""
    digest = hashlib.blake2b(digest_size=12)
    for path in sorted(folder.rglob("*.toml")):
        digest.update(str(path.relative_to(folder)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read_toml(path: Path, faults: list[str]) -> Row:
    """Return a TOML file's tables; an unreadable file is empty and named in `faults`."""
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        faults.append(f"{_place(path)}: not read: {error}. Mend the line named; the other files are in use.")
        return {}


def _place(path: Path) -> str:
    return "/".join(path.parts[path.parts.index("data"):]) if "data" in path.parts else str(path)


def _entries(folder: Path, part: str, check: Callable[[Row], list[str]], faults: list[str]) -> Iterator[tuple[str, str, Row]]:
    seen: dict[str, str] = {}
    for path in sorted((folder / part).glob("*.toml")):
        tables = read_toml(path, faults)
        common = tables.pop("_file", {})
        for code, entry in tables.items():
            place = f"{_place(path)} [{code}]"
            if not isinstance(entry, dict):
                faults.append(f"{place}: expected a table, found {entry!r}")
                continue
            entry = {**common, **entry}
            wrong = check(entry)
            if code in seen:
                wrong.append(f"already defined in {seen[code]}")
            if wrong:
                faults.append("\n".join([place, *(f"  {fault}" for fault in wrong)]))
                continue
            seen[code] = _place(path)
            yield path.stem, code, entry


def _text_faults(entry: Row, names: tuple[str, ...]) -> list[str]:
    return [f"{name}: expected a text, found {entry.get(name)!r}" for name in names
            if not isinstance(entry.get(name), str) or not entry[name].strip()]


def _list_faults(entry: Row, names: tuple[str, ...], filled: tuple[str, ...] = ()) -> list[str]:
    wrong = []
    for name in names:
        value = entry.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            wrong.append(f"{name}: expected a list of texts, found {value!r}")
        elif name in filled and not value:
            wrong.append(f"{name}: needs at least one")
    return wrong


def _issue_faults(entry: Row) -> list[str]:
    wrong = (_text_faults(entry, ("en", "zh", "about"))
             + _list_faults(entry, ("terms", "after_actor", "hints", "passing", "yields_to", "excludes", "coded",
                                    "not_coded"),
                            filled=("terms", "coded", "not_coded")))
    unknown = set(entry.get("yields_to", [])) - set(FIELDS) if not wrong else set()
    return wrong + [f"yields_to: expected fields of {', '.join(FIELDS)}, found {sorted(unknown)}"] * bool(unknown)


def _actor_faults(entry: Row) -> list[str]:
    wrong = (_text_faults(entry, ("en", "zh"))
             + _list_faults(entry, ("forms", "metonyms", "excludes", "coded", "not_coded"), filled=("forms",)))
    if entry.get("kind") not in ACTOR_KINDS:
        wrong.append(f"kind: expected one of {', '.join(ACTOR_KINDS)}, found {entry.get('kind')!r}")
    for office in entry.get("offices", []):
        try:
            _office(office)
        except (KeyError, TypeError, ValueError) as error:
            wrong.append(f"offices: expected {{office, from, until}}, found {office!r} ({error})")
    return wrong


def _mapping_faults(entry: Row) -> list[str]:
    wrong = _text_faults(entry, ("en", "zh", "source"))
    for name in ("points", "low", "high"):
        table = entry.get(name, {})
        if not isinstance(table, dict) or set(table) != set(LIKELIHOODS):
            wrong.append(f"{name}: needs exactly {', '.join(LIKELIHOODS)}")
        elif not all(isinstance(value, (int, float)) and 0 <= value <= 1 for value in table.values()):
            wrong.append(f"{name}: expected numbers from 0 to 1, found {table!r}")
    return wrong


def _folded(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold_each(values)))


def issue(code: str, stem: str, entry: Row) -> Issue:
    """Return an issue from its table in a file of the field `stem`; the table was checked."""
    return Issue(code, stem, entry["en"], entry["running"] if "running" in entry else entry["en"], entry["zh"], entry["about"],
                 _folded([*entry["terms"], *entry.get("passing", [])]),
                 _folded(entry.get("after_actor", [])), _folded(entry.get("hints", [])), _folded(entry.get("passing", [])),
                 tuple(entry.get("yields_to", [])), _folded(entry.get("excludes", [])), entry.get("source", ""),
                 tuple(entry["coded"]), tuple(entry["not_coded"]))


def _office(entry: dict[str, str]) -> Office:
    return Office(fold(entry["office"]), date.fromisoformat(str(entry["from"])),
                  date.fromisoformat(str(entry.get("until", "9999-12-31"))))


def actor(code: str, entry: Row) -> Actor:
    """Return an actor from its table; the table was checked."""
    return Actor(code, entry["kind"], entry["en"], entry["zh"], _folded(entry["forms"]),
                 _folded(entry.get("metonyms", [])), _folded(entry.get("excludes", [])), entry.get("country", ""),
                 tuple(_office(office) for office in entry.get("offices", [])), entry.get("source", ""),
                 tuple(entry.get("coded", [])), tuple(entry.get("not_coded", [])), entry.get("expert") is True)


def _mapping(code: str, entry: Row) -> Mapping:
    return Mapping(code, entry["en"], entry["zh"], entry["source"],
                   *({key: float(value) for key, value in entry[name].items()} for name in ("points", "low", "high")))


def _compounds(path: Path, actors: dict[str, Actor], faults: list[str]) -> Compounds:
    tables = read_toml(path, faults) if path.exists() else {}
    characters = {fold(character): code for character, code in tables.get("characters", {}).items()}
    for character, code in list(characters.items()):
        if code not in actors:
            faults.append(f"{_place(path)} [characters] {character}: no actor {code}")
            del characters[character]
    single = tables.get("single", {})
    return Compounds(characters, _folded(tables.get("runs", {}).get("list", [])), _folded(single.get("prefixes", [])),
                     _folded(single.get("suffixes", [])), _folded(single.get("excludes", [])))


def _home(path: Path, issues: dict[str, Issue], actors: dict[str, Actor]) -> Home:
    # The grammar's vocabulary reads the whole file and names its faults.
    tables = read_toml(path, []) if path.exists() else {}
    words, politics = tables.get("home", {}).get("forms", ()), tables.get("politics_of", {})
    return Home(frozenset(_folded(words)),
                {country: issue for country, issue in politics.items() if country in actors and issue in issues},
                frozenset(tables.get("home", {}).get("never", ())))
