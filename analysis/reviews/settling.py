"""Which reviews hold, and who may see them, where several people code the same documents.

Whoever codes a document together with others is blind to them until all are done. From then on everybody sees what all of them
wrote, but on every page holds only what they agree on; of the rest, what was adjudicated.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import sqlalchemy as sa

from analysis.agreement import meeting
from analysis.reviews import assignments
from analysis.reviews.assignments import Assignment

if TYPE_CHECKING:
    from analysis.reviews.records import Review

# What two coders must say alike for a row to be agreed on; of a condition, whether there is one.
COMPARED = ("commentator", "issue", "likelihood", "valence")


def assigned(bind: sa.Engine | sa.Connection) -> dict[str, list[Assignment]]:
    """Return the assignments of documents that several people code, by document."""
    together: dict[str, list[Assignment]] = defaultdict(list)
    for assignment in assignments.read(bind):
        together[assignment.doc_id].append(assignment)
    return {doc_id: given for doc_id, given in together.items() if len(given) > 1}


def last_of_each_place(made: "Iterable[Review]") -> "list[Review]":
    """Return of each place the last review, in the order those were made."""
    last: dict[tuple[str, str, str, int, int], Review] = {}
    for review in made:
        last.pop(review.place, None)
        last[review.place] = review
    return list(last.values())


def visible(made: "Iterable[Review]", together: dict[str, list[Assignment]], coder: str) -> "list[Review]":
    """Return the reviews a coder may see.

    Parameters
    ----------
    made : iterable of Review
    together : dict of str to list of Assignment
        As `assigned` returns it.
    coder : str
        Anybody who does not code a document sees nothing of it either while its coders are blind: they might pass it on.
    """
    return [review for review in made if review.coder == coder or not _blind(review, together.get(review.doc_id, ()))]


def blind(together: dict[str, list[Assignment]]) -> set[str]:
    """Return the documents whose coders are not all done."""
    return {doc_id for doc_id, given in together.items() if not all(assignment.done_at for assignment in given)}


def _blind(review: "Review", given: Sequence[Assignment]) -> bool:
    return _in_task(review, given) and not all(assignment.done_at for assignment in given)


def _in_task(review: "Review", given: Sequence[Assignment]) -> bool:
    """Tell whether a review is one coder's own part of a document that several code."""
    return not review.adjudicated and any(
        assignment.coder == review.coder and review.made_at is not None
        and review.made_at.replace(tzinfo=None) >= assignment.assigned_at.replace(tzinfo=None)
        for assignment in given)


def settled(made: "Iterable[Review]", together: dict[str, list[Assignment]]) -> "list[Review]":
    """Return the reviews that hold for everybody, in the order they were made.

    Parameters
    ----------
    made : iterable of Review
    together : dict of str to list of Assignment
        As `assigned` returns it.

    Notes
    -----
    A decision holds where all coders came to the same; who decided nothing on a prediction left it as it was, which is as good as
    accepting it, and so is leaving a voice, a stretch or a name. An added row holds where all added it: their quotes share half
    of the shorter one.
    """
    held: list[Review] = []
    open_ones: dict[str, list[Review]] = defaultdict(list)
    for review in made:
        given = together.get(review.doc_id, ())
        if not _in_task(review, given):
            held.append(review)
        elif all(assignment.done_at for assignment in given):
            open_ones[review.doc_id].append(review)
    for doc_id, theirs in open_ones.items():
        held += _agreed(last_of_each_place_and_coder(theirs), [assignment.coder for assignment in together[doc_id]])
    return sorted(held, key=lambda review: review.review_id)


def last_of_each_place_and_coder(made: "Iterable[Review]") -> "list[Review]":
    """Return of each place the last review of each coder."""
    return list({(review.coder, *review.place): review for review in made}.values())


def _agreed(made: "list[Review]", coders: list[str]) -> "list[Review]":
    held: list[Review] = []
    for theirs in _by_place(made):
        if _one(theirs, coders):
            held.append(max(theirs.values(), key=lambda review: review.review_id))
    added = {coder: [review for review in made if review.kind == "prediction" and review.verdict == "add" and review.coder == coder]
             for coder in coders}
    first, *others = coders
    common = added[first]
    for coder in others:
        alike = [(i, j) for i, ours in enumerate(common) for j, theirs in enumerate(added[coder]) if _decision(ours) == _decision(theirs)]
        met = meeting(alike, [(review.start, review.end) for review in common], [(review.start, review.end) for review in added[coder]])
        common = [common[i] for i, _ in met]
    return held + common


def differing(made: "Iterable[Review]", together: dict[str, list[Assignment]]) -> "list[dict[str, Review]]":
    """Return where coders who are all done decided otherwise than each other on stretches, voices and names, and nobody has settled it.

    Returns
    -------
    list of dict of str to Review
        A place: coder to what they decided; a coder who left it as the program has it is left out. In the order of documents and text.
    """
    made = list(made)
    settled_places = {review.place for review in made if review.adjudicated}
    found = []
    for doc_id, given in together.items():
        coders = [assignment.coder for assignment in given]
        if all(assignment.done_at for assignment in given):
            theirs = [review for review in made if review.doc_id == doc_id and review.kind != "prediction" and _in_task(review, given)]
            found += [place for place in _by_place(last_of_each_place_and_coder(theirs))
                      if not _one(place, coders) and next(iter(place.values())).place not in settled_places]
    return sorted(found, key=lambda place: next((one.doc_id, one.start, one.end) for one in place.values()))


def _by_place(made: "Iterable[Review]") -> "list[dict[str, Review]]":
    """Return what each coder decided on what the program has, place by place."""
    places: dict[tuple[str, str, str, int, int], dict[str, Review]] = defaultdict(dict)
    for review in made:
        if review.verdict != "add":
            places[review.place][review.coder] = review
    return list(places.values())


def _one(theirs: "dict[str, Review]", coders: Sequence[str]) -> bool:
    """Tell whether all coders of a place came to the same."""
    silent = len(theirs) < len(coders)
    return len({_decision(review) for review in theirs.values()}) == 1 and (
        not silent or all(review.verdict == "accept" for review in theirs.values()))


def _decision(review: "Review") -> tuple[str | int | None, ...]:
    if review.verdict == "reject":
        return ("reject",)
    said = dict(review.said)
    if review.kind != "prediction":
        return review.verdict, str(said.get("commentator") or "").strip()
    return (*(said.get(name) for name in COMPARED), bool(said.get("condition")))
