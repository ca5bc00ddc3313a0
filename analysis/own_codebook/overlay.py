"""Own entries laid over the shipped codebook, and which words tell the documents that this concerns."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace

from analysis import codebook as codebooks
from analysis.codebook import Actor, Codebook, OwnCue
from analysis.own_codebook.entries import Entry, faults_of
from analysis.text import fold


def laid_over(shipped: Codebook, entries: Iterable[Entry]) -> Codebook:
    """Return a codebook with own entries over it; the very same one where there are none.

    Parameters
    ----------
    shipped : Codebook
    entries : iterable of Entry

    Returns
    -------
    Codebook
        An entry that cannot hold, as when the shipped one it lay over is gone, is left out and named among the faults. An actor's
        own form is taken from whoever had it; an issue's names both.
    """
    entries = tuple(entries)
    if not entries:
        return shipped
    issues, actors, made, faults = dict(shipped.issues), dict(shipped.actors), [], []
    for entry in entries:
        wrong = faults_of(entry, shipped)
        if wrong:
            faults.append("\n".join([f"own codebook [{entry.kind}.{entry.code}]", *(f"  {fault}" for fault in wrong)]))
        elif entry.kind == "issue":
            issues[entry.code] = _issue(entry, issues.get(entry.code))
        elif entry.kind == "actor":
            _take(actors, entry)
            actors[entry.code] = _actor(entry, actors.get(entry.code))
        else:
            made.append(OwnCue(entry.code, entry.group or "modal", entry.likelihood, _folded(entry.terms), _folded(entry.without),
                               _folded(entry.excludes)))
    return replace(shipped, issues=issues, actors=actors, cues=tuple(made), faults=(*shipped.faults, *faults),
                   fingerprint=fingerprint(shipped, entries))


def fingerprint(shipped: Codebook, entries: Iterable[Entry]) -> str:
    """Return a digest of a codebook with own entries over it."""
    digest = hashlib.blake2b(shipped.fingerprint.encode(), digest_size=12)
    digest.update(json.dumps([[entry.kind, entry.code, entry.told()] for entry in entries], ensure_ascii=False).encode())
    return digest.hexdigest()


def changed_forms(before: Iterable[Entry], after: Iterable[Entry]) -> frozenset[str]:
    """Return the words, folded, of which a document must have one if the two codebooks can code it differently.

    Notes
    -----
    Every step asks the codebook's words about a document's text, title and author only, so what holds none of the words that
    were added, changed or taken out comes out the same.
    """
    old, new = ({(entry.kind, entry.code): entry for entry in entries} for entries in (before, after))
    differing = [key for key in old.keys() | new.keys() if key not in old or key not in new or old[key].coding != new[key].coding]
    return frozenset(form for key in differing for entries in (old, new) if key in entries for form in entries[key].forms)


def _folded(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(value) for value in values))


def _issue(entry: Entry, below: codebooks.Issue | None) -> codebooks.Issue:
    if below is None:
        return codebooks.issue(entry.code, entry.group, {
            "en": entry.en or entry.zh, "zh": entry.zh or entry.en, "about": entry.about, "terms": list(entry.terms),
            "excludes": list(entry.excludes), "coded": list(entry.coded), "not_coded": list(entry.not_coded), "source": "own codebook"})
    gone = set(_folded(entry.without))

    def kept(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(value for value in values if value not in gone)

    return replace(below, en=entry.en or below.en, running=entry.en or below.running, zh=entry.zh or below.zh, about=entry.about or below.about,
                   field=entry.group or below.field, terms=_joined(kept(below.terms), entry.terms), hints=kept(below.hints),
                   after_actor=kept(below.after_actor), excludes=_joined(below.excludes, entry.excludes))


def _actor(entry: Entry, below: Actor | None) -> Actor:
    if below is None:
        return codebooks.actor(entry.code, {
            "kind": entry.group, "en": entry.en or entry.zh, "zh": entry.zh or entry.en, "forms": list(entry.terms),
            "excludes": list(entry.excludes), "country": entry.country, "coded": list(entry.coded), "not_coded": list(entry.not_coded),
            "source": "own codebook"})
    gone = set(_folded(entry.without))
    return replace(below, en=entry.en or below.en, zh=entry.zh or below.zh, kind=entry.group or below.kind, country=entry.country or below.country,
                   forms=_joined(tuple(form for form in below.forms if form not in gone), entry.terms),
                   metonyms=tuple(form for form in below.metonyms if form not in gone), excludes=_joined(below.excludes, entry.excludes))


def _joined(below: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*below, *_folded(own))))


def _take(actors: dict[str, Actor], entry: Entry) -> None:
    """Take an entry's forms from the actors that have them: a form names one actor."""
    own = set(_folded(entry.terms))
    for code, actor in actors.items():
        if own.intersection((*actor.forms, *actor.metonyms)):
            actors[code] = replace(actor, forms=tuple(form for form in actor.forms if form not in own),
                                   metonyms=tuple(form for form in actor.metonyms if form not in own))
