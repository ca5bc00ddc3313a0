"""Reviews as a file of JSON lines: out for a colleague or a paper, in without doubling what is there."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from analysis.harmless import storable_all
from analysis.reviews.records import Review, Reviews, faults_of

_TEXTS = ("doc_id", "kind", "verdict", "code", "quote", "coder")
_LONGEST = 100_000


@dataclass(frozen=True)
class Taken:
    """What became of a file.

    Attributes
    ----------
    kept, there : int
        Reviews taken in, and those that were there already.
    faults : tuple of str
        What could not be kept, each with its line.
    """

    kept: int
    there: int
    faults: tuple[str, ...]


def lines(reviews: Iterable[Review]) -> Iterator[str]:
    """Yield each review as a line of JSON."""
    for review in reviews:
        told = {name: getattr(review, name) for name in (*_TEXTS, "start", "end", "adjudicated")}
        yield json.dumps(told | {"said": dict(review.said), "made_at": _made_at(review).isoformat()}, ensure_ascii=False)


def read(text: Iterable[str]) -> tuple[list[tuple[int, Review]], list[str]]:
    """Return the reviews in lines of JSON with their line numbers, and what is wrong with the other lines."""
    found, faults = [], []
    for number, line in enumerate(text, 1):
        if not line.strip():
            continue
        try:
            review = _review(line)
            wrong = faults_of(review)
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            faults.append(f"line {number}: {error if isinstance(error, ValueError) and str(error) else 'no review'}. Give a line as `review export` writes it.")
            continue
        if wrong:
            faults.append(f"line {number}: {'; '.join(wrong)}")
        else:
            found.append((number, review))
    return found, faults


def _review(line: str) -> Review:
    if len(line) > _LONGEST:
        raise ValueError("longer than any review")
    told = storable_all(json.loads(line))
    if not isinstance(told, dict):
        raise ValueError("expected an object")
    absent = [name for name in (*_TEXTS, "start", "end", "said", "made_at") if name not in told]
    if absent:
        raise ValueError(f"no {', '.join(absent)}")
    wrong = [name for name in _TEXTS if not isinstance(told[name], str)] + [
        name for name in ("start", "end") if not isinstance(told[name], int) or isinstance(told[name], bool) or not 0 <= told[name] < 2**31]
    if not isinstance(told["said"], dict) or not all(isinstance(value, (str, int)) for value in told["said"].values()):
        wrong.append("said")
    if wrong:
        raise ValueError(f"{', '.join(wrong)}: not of the right kind")
    if "\x00" in line or "\\u0000" in line:
        raise ValueError("holds a null character")
    made_at = datetime.fromisoformat(str(told["made_at"]))
    return Review(told["doc_id"], told["kind"], told["verdict"], told["code"], told["start"], told["end"], told["quote"], told["said"],
                  told["coder"].strip() or "me", made_at=made_at, adjudicated=bool(told.get("adjudicated", False)))


def take_in(kept: Reviews, text: Iterable[str]) -> Taken:
    """Keep the reviews in lines of JSON, in the order they were made; those there already are passed over.

    Notes
    -----
    A review is the same as another where coder, moment, place and verdict are. Of a place, the one kept last holds: what is taken
    in stands over what was there, as it would had its coder worked here.
    """
    found, faults = read(text)
    there = {_key(review) for review in kept.every()}
    new, doubled = [], 0
    for _, review in sorted(found, key=lambda one: (_moment(one[1]), one[0])):
        if _key(review) in there:
            doubled += 1
            continue
        there.add(_key(review))
        new.append(review)
    if new:
        kept.keep(*new)
    return Taken(len(new), doubled, tuple(faults))


def _key(review: Review) -> tuple[object, ...]:
    return review.coder, _moment(review), review.verdict, *review.place


def _moment(review: Review) -> datetime:
    return _made_at(review).replace(tzinfo=None)


def _made_at(review: Review) -> datetime:
    assert review.made_at is not None, "whatever is kept has its moment"
    return review.made_at
