"""The words of attribution on disk, read into one frozen record: verbs, frames, titles, names, furniture, bylines."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analysis.codebook import SHIPPED, read_toml
from analysis.text import fold, fold_each

FOLDER = SHIPPED / "attribution"


@dataclass(frozen=True)
class Verb:
    """A verb of saying and what it asks of the words around it.

    Attributes
    ----------
    keeps_verb : bool
        The verb is part of what is said (`预计`): it says how sure the speaker is.
    addressee : bool
        A hearer may stand between the verb and what is said (`告诉记者`).
    punctuated : bool
        It attributes only before a comma, colon or quotation mark (`分析`, which is a noun too).
    urging : bool
        Of somebody with a name it attributes before whom it is said to as well (`呼吁政府重启对话`), of others only punctuated.
    named : bool
        Only a person with a name says it (`比作`): a crowd or a body that calls something so is not quoted.
    """

    form: str
    keeps_verb: bool = False
    addressee: bool = False
    punctuated: bool = False
    urging: bool = False
    named: bool = False


@dataclass(frozen=True)
class Frame:
    """A frame around a voice: `在…看来` has head 在 and tail 看来."""

    code: str
    heads: tuple[str, ...]
    tails: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Voicebook:
    """Everything in data/codebook/attribution, folded.

    Attributes
    ----------
    lists : dict of (str, str) to tuple of str
        File stem and table name to the words of its `list`, longest first.
    examples : dict of (str, str) to (coded, not_coded)
        The sentences each table is tried on.
    faults : tuple of str
        What could not be read.
    """

    verbs: dict[str, Verb]
    frames: tuple[Frame, ...]
    lists: dict[tuple[str, str], tuple[str, ...]]
    surnames: frozenset[str]
    compound_surnames: tuple[str, ...]
    transliteration: frozenset[str]
    outsider: str
    unsigned: str
    examples: dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]]
    faults: tuple[str, ...] = ()

    def words(self, stem: str, table: str) -> tuple[str, ...]:
        """Return the words of one table, longest first; an absent table has none."""
        return self.lists.get((stem, table), ())

    def says_i(self, text: str) -> bool:
        """Say whether a writer speaks of himself in a text."""
        return any(word in text for word in self.words("sources", "first_person"))


@lru_cache(maxsize=4)
def load(folder: Path = FOLDER) -> Voicebook:
    """Return the words of attribution in a folder.

    Parameters
    ----------
    folder : Path
        Holding `verbs.toml`, `frames.toml` and the word lists. A file that cannot be read is named in `faults`; the
        others hold.
    """
    faults: list[str] = []
    files = {path.stem: read_toml(path, faults) for path in sorted(folder.glob("*.toml"))}
    verbs: dict[str, Verb] = {}
    for code, table in files.get("verbs", {}).items():
        if code in ("second", "plainly", "brings_in", "how", "aloud"):
            continue
        flags = {name: bool(table.get(name)) for name in ("keeps_verb", "addressee", "punctuated", "urging", "named")}
        for form in table.get("list", []):
            # A later, narrower table wins: 建议 both says and names a thing, so it needs its comma.
            verbs[fold(form)] = Verb(fold(form), **flags | _inherited(verbs.get(fold(form)), flags))
    for form in (fold(how + aloud) for how in files.get("verbs", {}).get("how", {}).get("list", [])
                 for aloud in files["verbs"].get("aloud", {}).get("list", []) if how != aloud):
        # "痛批", "续问": what no table holds.
        verbs.setdefault(form, Verb(form, punctuated=True))
    frames = tuple(Frame(code, _folded(table.get("heads", [])), _folded(table.get("tails", [])))
                   for code, table in files.get("frames", {}).items())
    lists = {(stem, name): _folded(table["list"]) for stem, tables in files.items() for name, table in tables.items()
             if isinstance(table, dict) and isinstance(table.get("list"), list)}
    examples = {(stem, name): (tuple(table.get("coded", [])), tuple(table.get("not_coded", [])))
                for stem, tables in files.items() for name, table in tables.items() if isinstance(table, dict)}
    names = files.get("names", {})
    surnames = names.get("surnames", {})
    return Voicebook(
        verbs, frames, lists,
        frozenset(fold("".join(surnames.get("list", "").split()))),
        _folded(surnames.get("compound", [])),
        frozenset(fold("".join(names.get("transliteration", {}).get("list", "").split()))),
        files.get("sources", {}).get("outsiders", {}).get("voice", "外界"),
        files.get("sources", {}).get("unsigned", {}).get("voice", "作者"),
        examples, tuple(faults))


def _inherited(earlier: Verb | None, flags: dict[str, bool]) -> dict[str, bool]:
    if earlier is None:
        return {}
    return {name: flags[name] or getattr(earlier, name) for name in flags}


def _folded(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(fold_each(words)), key=len, reverse=True))
