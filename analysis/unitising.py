"""Krippendorff's alpha for unitising: how far coders agree on where in a text something stands, edges and all."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

# Half-open, as everywhere.
Span = tuple[int, int]


@dataclass(frozen=True)
class Continuum:
    """A text in which coders marked units of one kind.

    Attributes
    ----------
    length : int
        In characters.
    marked : sequence of sequence of (int, int)
        Of each coder the units, half-open, from 0 to `length`; those of one coder that overlap or touch count as one.
    """

    length: int
    marked: Sequence[Sequence[Span]]


def alpha(kinds: Iterable[Continuum]) -> float:
    """Return alpha-u of units of one kind or several.

    Parameters
    ----------
    kinds : iterable of Continuum
        One for each kind of unit (for each voice, say) and text, each with two coders or more.

    Returns
    -------
    float
        1 where all edges are the same, 0 where they lie as by chance; nan where nobody marked anything, and where all marked all of
        it: then nothing could have differed by chance.

    Notes
    -----
    Krippendorff 1995, "On the Reliability of Unitizing Continuous Data", Sociological Methodology 25, and 2004, Content Analysis,
    2nd edition, section 11.6: 1 - observed / expected disagreement, each summed over kinds. Two units that overlap differ by the
    squares of what their ends are apart, a unit that lies in another coder's gap by the square of its length. Texts are summed as
    kinds are there, each weighted with the square of its length, so that a long text weighs as its characters do.
    """
    observed = expected = 0.0
    for kind in kinds:
        marked = [_joined(units) for units in kind.marked]
        if len(marked) < 2 or not kind.length:
            continue
        weight = kind.length ** 2
        observed += weight * _observed(kind.length, marked)
        expected += weight * _expected(kind.length, marked)
    return 1 - observed / expected if expected else math.nan


def of_kinds(length: int, marked: Sequence[Mapping[str | int, Sequence[Span]]]) -> list[Continuum]:
    """Return a continuum a kind, from each coder's units by kind; a coder who marked none of a kind has none there."""
    names = dict.fromkeys(name for units in marked for name in units)
    return [Continuum(length, [units.get(name, ()) for units in marked]) for name in names]


def _joined(units: Iterable[Span]) -> list[Span]:
    made: list[Span] = []
    for start, end in sorted(units):
        if made and start <= made[-1][1]:
            made[-1] = made[-1][0], max(made[-1][1], end)
        else:
            made.append((start, end))
    return made


def _gaps(length: int, units: Sequence[Span]) -> list[Span]:
    edges = [0, *(edge for unit in units for edge in unit), length]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2]) if end > start]


def _observed(length: int, marked: Sequence[Sequence[Span]]) -> float:
    told = 0
    gaps = [_gaps(length, units) for units in marked]
    for one, ours in enumerate(marked):
        for other, theirs in enumerate(marked):
            if one == other:
                continue
            for start, end in ours:
                told += sum((start - first) ** 2 + (end - last) ** 2 for first, last in theirs if first < end and start < last)
                # Twice: once as our unit in their gap, once as their gap around our unit.
                told += 2 * sum((end - start) ** 2 for first, last in gaps[other] if first <= start and end <= last)
    return told / (len(marked) * (len(marked) - 1) * length ** 2)


def _expected(length: int, marked: Sequence[Sequence[Span]]) -> float:
    n = sum(len(units) for units in marked)
    gaps = [end - start for units in marked for start, end in _gaps(length, units)]
    told, within = 0.0, 0
    for start, end in (unit for units in marked for unit in units):
        size = end - start
        within += size * (size - 1)
        told += (n - 1) / 3 * (2 * size ** 3 - 3 * size ** 2 + size) + size ** 2 * sum(gap - size + 1 for gap in gaps if gap >= size)
    whole = len(marked) * length
    return 2 / length * told / (whole * (whole - 1) - within) if whole * (whole - 1) > within else 0.0
