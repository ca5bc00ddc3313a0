"""An own entry: an issue, an actor or a cue, new or lying over a shipped one; read from and written to TOML."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

import tomli

from analysis.codebook import ACTOR_KINDS, FIELDS, Codebook
from analysis.grammar.vocabulary import CUE_KINDS, cue_codes
from analysis.harmless import storable_all
from analysis.schemas import LIKELIHOODS
from analysis.text import fold

KINDS = ("issue", "actor", "cue")
# What an entry of each kind may belong to.
GROUPS = {"issue": FIELDS, "actor": ACTOR_KINDS, "cue": CUE_KINDS}
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_MOST_TERMS, _LONGEST = 500, 60
_LISTS = ("terms", "without", "excludes", "coded", "not_coded")


class EntryError(ValueError):
    """Own entries that cannot be kept; the message names every fault."""


@dataclass(frozen=True)
class Entry:
    """An entry of the user's own.

    Attributes
    ----------
    kind : {"issue", "actor", "cue"}
    code : str
        A new one, or that of a shipped entry, which it then lies over.
    en, zh : str
        Labels; where empty, those of the shipped entry, or each other.
    group : str
        Of an issue its field, of an actor what it is, of a cue how it stands in a sentence.
    likelihood : str
        Of a cue.
    country : str
        Of an actor: the code of its state.
    terms : tuple of str
        What names it; they come to the shipped ones.
    without : tuple of str
        Shipped terms that name it no more.
    excludes : tuple of str
        Longer words that hold a term and are something else.
    about : str
        What is coded under it.
    coded, not_coded : tuple of str
        Sentences it must code, and must not.
    """

    kind: str
    code: str
    en: str = ""
    zh: str = ""
    group: str = ""
    likelihood: str = ""
    country: str = ""
    terms: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    about: str = ""
    coded: tuple[str, ...] = ()
    not_coded: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """All words on which the coding of a text under this entry hangs, folded."""
        return tuple(dict.fromkeys(fold(form) for form in (*self.terms, *self.without, *self.excludes)))

    @property
    def coding(self) -> tuple[str | tuple[str, ...], ...]:
        """What of it can change a table; labels and remarks cannot."""
        return self.group, self.likelihood, self.country, self.terms, self.without, self.excludes

    def told(self) -> dict[str, str | list[str]]:
        """Return what it says, nothing that is empty, as JSON and TOML can hold it."""
        values = {part.name: getattr(self, part.name) for part in fields(self) if part.name not in ("kind", "code")}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value}


def of(kind: str, code: str, told: Mapping[str, object]) -> Entry:
    """Return an entry from what `Entry.told` returns.

    Raises
    ------
    EntryError
        Where a part is unknown or no text, or no list of texts.
    """
    known = {part.name for part in fields(Entry)} - {"kind", "code"}
    wrong = [f"{name}: no such part (only {', '.join(sorted(known))})" for name in told if name not in known]
    made: dict[str, Any] = {}
    for name, value in told.items():
        if name in _LISTS:
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                wrong.append(f"{name}: expected a list of texts, found {value!r:.80}")
                continue
            made[name] = tuple(dict.fromkeys(item.strip() for item in value if item.strip()))
        elif name in known:
            if not isinstance(value, str):
                wrong.append(f"{name}: expected a text, found {value!r:.80}")
                continue
            made[name] = value.strip()
    if wrong:
        raise EntryError("\n".join([f"[{kind}.{code}]", *(f"  {fault}" for fault in wrong)]))
    return Entry(kind, code, **made)


def faults_of(entry: Entry, shipped: Codebook) -> list[str]:
    """Return what is wrong with an entry, a line each.

    Parameters
    ----------
    entry : Entry
    shipped : Codebook
        What it would lie over.
    """
    if entry.kind not in KINDS:
        return [f"kind: expected one of {', '.join(KINDS)}, found {entry.kind!r:.40}"]
    there: dict[str, Collection[str]] = {"issue": shipped.issues, "actor": shipped.actors, "cue": cue_codes()}
    over = entry.code in there[entry.kind]
    wrong = []
    if not _CODE.fullmatch(entry.code):
        wrong.append(f"code: expected small letters, digits and _, beginning with a letter, found {entry.code!r:.60}")
    if not over and not (entry.en or entry.zh):
        wrong.append("en, zh: a new entry needs a label")
    if not over and not entry.terms:
        wrong.append("terms: a new entry needs at least one")
    if (entry.group or not over) and entry.group not in GROUPS[entry.kind]:
        wrong.append(f"group: expected one of {', '.join(GROUPS[entry.kind])}, found {entry.group!r:.40}")
    if entry.kind == "cue" and entry.terms and entry.likelihood not in LIKELIHOODS:
        wrong.append(f"likelihood: expected one of {', '.join(LIKELIHOODS)}, found {entry.likelihood!r:.40}")
    if entry.country and entry.country not in shipped.actors:
        wrong.append(f"country: no actor {entry.country!r:.40}")
    for name in _LISTS[:3]:
        values = getattr(entry, name)
        if len(values) > _MOST_TERMS:
            wrong.append(f"{name}: at most {_MOST_TERMS}, found {len(values)}")
        wrong += [f"{name}: {value[:20]!r} is longer than {_LONGEST} characters or of several lines" for value in values
                  if len(value) > _LONGEST or "\n" in value or "\r" in value]
        wrong += [f"{name}: {value!r} is a single character; that is in nearly every text" for value in values
                  if len(fold(value)) < 2 and name == "terms"]
    return wrong


def suggested_code(en: str, zh: str) -> str:
    """Return a code for a new entry from its labels."""
    code = re.sub(r"[^a-z0-9]+", "_", en.lower()).strip("_")[:40].strip("_")
    if code and code[0].isalpha():
        return code
    return "own_" + "_".join(f"{ord(character):x}" for character in fold(zh)[:6]) if zh else ""


def from_toml(text: str) -> tuple[list[Entry], list[str]]:
    """Return the entries in a TOML text, and what could not be read, each naming its place.

    Parameters
    ----------
    text : str
        As `to_toml` writes it: `[issue.<code>]`, `[actor.<code>]`, `[cue.<code>]`.
    """
    try:
        told = storable_all(tomli.loads(text))
    except (ValueError, RecursionError) as error:
        return [], [f"not read: {error}. Mend the line named."]
    found, faults = [], []
    for kind, entries in told.items():
        if kind not in KINDS or not isinstance(entries, dict):
            faults.append(f"[{kind:.40}]: expected one of {', '.join(KINDS)}. The rest is in use.")
            continue
        for code, parts in entries.items():
            try:
                found.append(of(kind, code, parts if isinstance(parts, dict) else {"": parts}))
            except EntryError as error:
                faults.append(str(error))
    return found, faults


def to_toml(entries: Iterable[Entry]) -> str:
    """Return entries as a TOML text that `from_toml` reads."""
    lines = ["# Codebook entries of our own. They lie over the codebook that comes with Lunheng.", ""]
    for entry in entries:
        lines.append(f"[{entry.kind}.{entry.code}]")
        for name, value in entry.told().items():
            written = f"[{', '.join(map(_quoted, value))}]" if isinstance(value, list) else _quoted(value)
            lines.append(f"{name} = {written}")
        lines.append("")
    return "\n".join(lines)


def _quoted(text: str) -> str:
    """Return a TOML basic string: https://toml.io/en/v1.0.0#string."""
    escaped = "".join({'"': '\\"', "\\": "\\\\"}.get(character) or (
        f"\\u{ord(character):04X}" if ord(character) < 32 or ord(character) == 127 else character) for character in text)
    return f'"{escaped}"'
