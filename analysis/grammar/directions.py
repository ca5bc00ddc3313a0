"""The direction of a claim of whose words the codebook knows none: judged by the characters it is written with."""

from functools import lru_cache
from math import exp
from pathlib import Path
from typing import NamedTuple

from analysis.codebook import SHIPPED

WEIGHTS = SHIPPED.parent / "valence" / "weights.tsv"
# Pieces of one to so many characters.
LONGEST = 3
# From which share a judgement counts where no listed word says anything, and where one says there is no direction. On clauses kept
# out of the fit, two of three judged with about 0.6 are right, and of those with 0.9 or more 19 of 20.
LIKELIER, SURE = 0.6, 0.9
# Numbers differ from text to text and point nowhere: 减两次 and 减3次 are one piece, 15% and 20% another.
_DIGITS = str.maketrans("123456789", "000000000")
_HUNDREDTHS = 100


class Weights(NamedTuple):
    """What speaks for apart and for closer, each against neither; log odds in hundredths, as (apart, closer).

    Attributes
    ----------
    bias : tuple of int
    fields, issues, pieces : dict of str to tuple of int
    """

    bias: tuple[int, int]
    fields: dict[str, tuple[int, int]]
    issues: dict[str, tuple[int, int]]
    pieces: dict[str, tuple[int, int]]


def pieces(clause: str) -> set[str]:
    """Return the runs of one to three characters of a folded clause, each once, all digits alike."""
    text = clause.translate(_DIGITS)
    return {text[start:start + n] for n in range(1, LONGEST + 1) for start in range(len(text) - n + 1)}


@lru_cache(maxsize=2)
def weights(path: Path = WEIGHTS) -> Weights:
    """Return the weights of a file, read when first asked for.

    Raises
    ------
    ValueError
        Names the file and the line that is no weight.
    """
    kinds: dict[str, dict[str, tuple[int, int]]] = {"bias": {}, "field": {}, "issue": {}, "piece": {}}
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines[1:], 2):
        try:
            kind, name, apart, closer = line.split("\t")
            kinds[kind][name] = int(apart), int(closer)
        except (ValueError, KeyError):
            raise ValueError(f"{path}\n  line {number}: expected bias, field, issue or piece, a name and two whole numbers, "
                             f"found {line!r}. Write the file anew: python -m tests.valence fit") from None
    return Weights(kinds["bias"].get("", (0, 0)), kinds["field"], kinds["issue"], kinds["piece"])


def judge(clause: str, issue: str, field: str, known: Weights | None = None) -> tuple[int, float]:
    """Return the likeliest direction of a claim and its share of probability.

    Parameters
    ----------
    clause : str
        The claim with its subject and cue; folded.
    issue, field : str
        Codes; unknown ones add nothing.
    known : Weights, optional
        Those of the file, if not given.

    Returns
    -------
    int
        1 closer, -1 apart, 0 neither.
    float
        0 to 1.

    Notes
    -----
    Multinomial logistic regression over the presence of character n-grams, which need no word boundaries and so do well on short
    Chinese texts (Zhang & LeCun 2017, arXiv:1708.02657; Wang & Manning 2012, ACL, on n-gram baselines for short texts). How it was
    fitted, and on what: data/valence/README.md.
    """
    known = known or weights()
    apart, closer = known.bias
    found = [known.fields.get(field), known.issues.get(issue), *map(known.pieces.get, pieces(clause))]
    for weight in found:
        if weight:
            apart += weight[0]
            closer += weight[1]
    shares = exp(apart / _HUNDREDTHS), 1.0, exp(closer / _HUNDREDTHS)
    most = max(shares)
    return shares.index(most) - 1, most / sum(shares)
