"""The choices behind every score, as data/scoring/rules.toml has them."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import tomli

SHIPPED = Path(__file__).parent.parent.parent / "data" / "scoring" / "rules.toml"


class RulesError(ValueError):
    """The rules cannot be used; the message names file, entry and next move."""


@dataclass(frozen=True)
class Rules:
    """What a record is made by.

    Attributes
    ----------
    least_graded : int
        Resolved questions a commentator needs to be ranked.
    level, least_interval, resamples, seed
        Of bootstrap intervals: how sure, from how many questions on, how many resamples, and the seed.
    clip : float
        How near to 0 and to 1 the log score takes a probability at most.
    edges : tuple of float
        Ends of the bins of the calibration plot, from 0 to 1.
    sure : float
        From which probability, of coming or of not coming, somebody is sure.
    least_crowd : int
        Voices that make a consensus.
    exponents : tuple of float
        Tried to make a consensus more extreme; `largest` bounds the one that is fitted.
    """

    least_graded: int
    level: float
    least_interval: int
    resamples: int
    seed: int
    clip: float
    edges: tuple[float, ...]
    sure: float
    least_crowd: int
    exponents: tuple[float, ...]
    largest: float


@lru_cache(maxsize=4)
def load(path: Path = SHIPPED) -> Rules:
    """Return the rules in a file.

    Raises
    ------
    RulesError
        Naming every entry that is missing or out of range: without rules nothing may be scored.
    """
    try:
        tables = tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise RulesError(f"{path}: not read: {error}. Mend the file, or put back the one that was shipped.") from None
    faults: list[str] = []

    def number(table: str, name: str, low: float, high: float, kind: type[int] | tuple[type[int], type[float]] = (int, float)) -> Any:
        value = tables.get(table, {}).get(name)
        if isinstance(value, bool) or not isinstance(value, kind) or not low <= value <= high:
            faults.append(f"  [{table}] {name}: expected a number from {low} to {high}, found {value!r}")
            return low
        return value

    def numbers(table: str, name: str, low: float, high: int) -> tuple[float, ...]:
        values = tables.get(table, {}).get(name)
        fit = isinstance(values, list) and values and all(isinstance(value, (int, float)) and low <= value <= high
                                                          for value in values)
        if not fit:
            faults.append(f"  [{table}] {name}: expected a list of numbers from {low} to {high}, found {values!r}")
            return (low,)
        return tuple(float(value) for value in values)

    edges = numbers("bins", "edges", 0, 1)
    if len(edges) < 2 or edges[0] != 0 or edges[-1] != 1 or any(left >= right for left, right in pairwise(edges)):
        faults.append(f"  [bins] edges: expected to rise from 0 to 1, found {list(edges)}")
    rules = Rules(number("grade", "least", 1, 10_000, int), number("interval", "level", 0.5, 0.999),
                  number("interval", "least", 2, 1000, int), number("interval", "resamples", 100, 100_000, int),
                  number("interval", "seed", 0, 2**32 - 1, int), number("log_score", "clip", 1e-9, 0.2), edges,
                  number("sure", "least", 0.5, 1), number("crowd", "least", 2, 1000, int),
                  numbers("crowd", "exponents", 0.1, 20), number("crowd", "largest", 1, 100))
    if faults:
        raise RulesError("\n".join([str(path), *faults]))
    return rules
