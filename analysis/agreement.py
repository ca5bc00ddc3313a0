"""How far two coders' predictions of the same documents agree."""

import json
import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar, cast

import pandas as pd

from analysis.schemas import LIKELIHOODS, Row
from analysis.store import FORMATS

SIGN = dict(zip(LIKELIHOODS, (-1, -1, 0, 1, 1)))
_COLUMNS = {"doc_id": "str", "commentator": "str", "issue": "str", "likelihood": "str", "valence": "int64",
            "condition": "str", "start": "int64", "end": "int64"}


class AgreementError(ValueError):
    """Two codings cannot be compared; the message names the folder and the next move."""


@dataclass(frozen=True)
class Coding:
    """What one coder wrote down.

    Attributes
    ----------
    documents : frozenset of str
        Every document coded, those without a row too.
    predictions : frame
        The columns of PREDICTIONS that are compared.
    commentaries : frame, optional
        Which voice has which stretch (COMMENTARIES), where that is compared too.
    """

    documents: frozenset[str]
    predictions: pd.DataFrame
    commentaries: pd.DataFrame | None = None


def read(folder: Path) -> Coding:
    """Return the coding in a folder that `build` wrote, whatever its format.

    Raises
    ------
    AgreementError
        Where a table is missing or holds other columns.
    """
    documents, predictions = _table(folder, "documents", {"doc_id": "str"}), _table(folder, "predictions", _COLUMNS)
    unknown = sorted(set(predictions["likelihood"]) - set(LIKELIHOODS))
    if unknown:
        raise AgreementError(f"{folder}: likelihood: expected one of {', '.join(LIKELIHOODS)}, found {unknown[:5]}. "
                             "Build it again.")
    return Coding(frozenset(documents["doc_id"]), predictions)


def _table(folder: Path, name: str, columns: dict[str, str]) -> pd.DataFrame:
    path = next((folder / f"{name}.{form}" for form in FORMATS if (folder / f"{name}.{form}").is_file()), None)
    if path is None:
        raise AgreementError(f"{folder}: no {name} table here. Give a folder that `build --out` wrote.")
    try:
        if path.suffix == ".parquet":
            table = pd.read_parquet(path, columns=list(columns))
        elif path.suffix == ".csv":
            table = pd.read_csv(path, usecols=list(columns), dtype="str", keep_default_na=False, encoding="utf-8-sig")
        else:
            table = pd.DataFrame([json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line],
                                 columns=list(columns))
        return table[list(columns)].astype(columns)
    except (ValueError, KeyError, OSError) as error:
        raise AgreementError(f"{path}: cannot be read as {name} ({error}). Build it again.") from None


def pairs(left: pd.DataFrame, right: pd.DataFrame, same: Sequence[str] = ("commentator", "issue")) -> list[tuple[int, int]]:
    """Return which rows of two coders are the same prediction, as positions, each used once.

    Parameters
    ----------
    left, right : frame, schema PREDICTIONS
    same : sequence of str
        Columns that must be equal, beside the document.

    Notes
    -----
    They are matched by `meeting`.
    """
    keys = ["doc_id", *same]
    others: dict[tuple[object, ...], list[int]] = {}
    for j, key in enumerate(zip(*(right[name] for name in keys))):
        others.setdefault(key, []).append(j)
    candidates = ((i, j) for i, key in enumerate(zip(*(left[name] for name in keys))) for j in others.get(key, ()))
    return meeting(candidates, *(list(zip(coding["start"], coding["end"])) for coding in (left, right)))


def meeting(candidates: Iterable[tuple[int, int]], left: Sequence[tuple[int, int]],
            right: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return which candidates are the same evidence, each row used once.

    Parameters
    ----------
    candidates : iterable of (int, int)
        Positions in `left` and `right` that may be one row.
    left, right : sequence of (start, end)
        Half-open spans of the quotes.

    Notes
    -----
    Two rows meet where their quotes share at least half of the shorter one. The largest overlap is paired first, ties in
    the order of the rows. That units are matched before labels are compared is usual where coders choose their own units:
    Artstein & Poesio 2008, "Inter-Coder Agreement for Computational Linguistics", Computational Linguistics 34(4).
    """
    ranked = []
    for i, j in candidates:
        (start, end), (first, last) = left[i], right[j]
        shared = min(end, last) - max(start, first)
        if shared * 2 >= min(end - start, last - first) > 0:
            ranked.append((-shared, i, j))
    used_left, used_right, found = set(), set(), []
    for _, i, j in sorted(ranked):
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            found.append((i, j))
    return found


Code = TypeVar("Code", bound=Hashable)


def kappa(left: Sequence[Code], right: Sequence[Code], scale: Sequence[Code] | None = None, power: int = 0) -> float:
    """Return Cohen's kappa of two coders' codes for the same units; nan for none, 1 where both know one code only.

    Parameters
    ----------
    left, right : sequence of codes
        Of the same length.
    scale : sequence of codes, optional
        The codes in order; needed for a weighted kappa.
    power : {0, 1, 2}
        How much worse a disagreement further apart is: 0 not at all (Cohen 1960, "A Coefficient of Agreement for
        Nominal Scales", Educational and Psychological Measurement 20), 1 linearly, 2 by the square of the steps (Cohen
        1968, "Weighted Kappa", Psychological Bulletin 70).

    Notes
    -----
    1 - observed / expected disagreement; the expected one is that of each coder's own frequencies.
    """
    if not len(left):
        return math.nan

    def apart(a: Code, b: Code) -> float:
        return float(a != b) if power == 0 or scale is None else float(abs(scale.index(a) - scale.index(b)) ** power)

    ours, theirs = Counter(left), Counter(right)
    observed = sum(apart(a, b) for a, b in zip(left, right)) / len(left)
    expected = sum(ours[a] * theirs[b] * apart(a, b) for a in ours for b in theirs) / len(left) ** 2
    return 1 - observed / expected if expected else 1.0


def _is(code: str, row: Row) -> bool:
    return bool(row["likelihood"] == code)


def figures(left: Coding, right: Coding) -> Row:
    """Return how far two codings agree, as JSON can hold it; None where there is nothing to compare.

    Returns
    -------
    dict
        `documents`, `rows`, `conditional`, `likelihoods`: counts of both coders and of what both have, over the
        documents both coded; `found`: rows of the one that are also the other's; `on_pairs`: shares and kappas on those.

    Notes
    -----
    `f1` takes neither coder for right: it is the same whoever is first (Hripcsak & Rothschild 2005, "Agreement, the
    F-Measure, and Reliability in Information Retrieval", JAMIA 12(3): where non-rows cannot be counted, kappa tends to it).
    """
    common = left.documents & right.documents
    ours, theirs = (coding.predictions[coding.predictions["doc_id"].isin(common)].reset_index(drop=True)
                    for coding in (left, right))
    found = pairs(ours, theirs)
    a = cast(list[Row], ours.iloc[[i for i, _ in found]].to_dict("records"))
    b = cast(list[Row], theirs.iloc[[j for _, j in found]].to_dict("records"))
    likelihood = [row["likelihood"] for row in a], [row["likelihood"] for row in b]
    steps = [abs(LIKELIHOODS.index(x) - LIKELIHOODS.index(y)) for x, y in zip(*likelihood)]
    total = len(ours) + len(theirs)
    table = {code: dict.fromkeys(LIKELIHOODS, 0) for code in LIKELIHOODS}
    for x, y in zip(*likelihood):
        table[x][y] += 1
    return {
        "documents": {"first": len(left.documents), "second": len(right.documents), "both": len(common)},
        "rows": {"first": len(ours), "second": len(theirs), "both": len(found)},
        "conditional": _counts(ours, theirs, a, b, lambda row: bool(row["condition"])),
        "likelihoods": {code: _counts(ours, theirs, a, b, partial(_is, code))
                        for code in LIKELIHOODS},
        "found": {"first_also_second": _number(len(found), len(ours)), "second_also_first": _number(len(found), len(theirs)),
                  "f1": _number(2 * len(found), total),
                  "f1_whoever_whatever_issue": _number(2 * len(pairs(ours, theirs, ())), total)},
        "on_pairs": {
            "likelihood_exact": _share(step == 0 for step in steps),
            "likelihood_within_a_step": _share(step <= 1 for step in steps),
            "likelihood_kappa": _known(kappa(*likelihood)),
            "likelihood_kappa_linear": _known(kappa(*likelihood, scale=LIKELIHOODS, power=1)),
            "likelihood_kappa_quadratic": _known(kappa(*likelihood, scale=LIKELIHOODS, power=2)),
            "outlook_sign": _share(_sign(x) == _sign(y) for x, y in zip(a, b)),
            "condition": _share(bool(x["condition"]) == bool(y["condition"]) for x, y in zip(a, b))},
        "confusion": table}


def _sign(row: Row) -> int:
    """Return the sign of the outlook: `possible` is open, whatever it would bring."""
    return int(SIGN[row["likelihood"]] * row["valence"])


def _counts(ours: pd.DataFrame, theirs: pd.DataFrame, a: Sequence[Row], b: Sequence[Row], holds: Callable[[Row], bool]) -> dict[str, int]:
    return {"first": sum(map(holds, cast(list[Row], ours.to_dict("records")))), "second": sum(map(holds, cast(list[Row], theirs.to_dict("records")))),
            "both": sum(holds(x) and holds(y) for x, y in zip(a, b))}


def _number(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _share(truths: Iterable[bool]) -> float | None:
    truths = list(truths)
    return _number(sum(truths), len(truths))


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def show(told: Row, first: str, second: str) -> str:
    """Return the figures of `figures` side by side, as a text for a terminal."""
    width = max(12, len(first), len(second)) + 2
    lines = [f"{'':<34}{first:>{width}}{second:>{width}}{'both':>{width}}"]
    counts = {"documents": told["documents"], "rows": told["rows"], "rows with a condition": told["conditional"],
              **{f"  {code}": told["likelihoods"][code] for code in reversed(LIKELIHOODS)}}
    lines += [f"{name:<34}" + "".join(f"{count[side]:>{width},}" for side in ("first", "second", "both"))
              for name, count in counts.items()]
    found, same = told["found"], told["on_pairs"]
    lines.append(f"{'share that is also the other’s':<34}{_shown(found['first_also_second']):>{width}}"
                 f"{_shown(found['second_also_first']):>{width}}")
    lines.append("")
    lines += [f"{name:<46}{_shown(value):>8}" for name, value in (
        ("rows found, F1", found["f1"]), ("  whoever says it, whatever the issue", found["f1_whoever_whatever_issue"]),
        ("on the rows both have: likelihood exact", same["likelihood_exact"]),
        ("  within a step", same["likelihood_within_a_step"]), ("  Cohen's kappa", same["likelihood_kappa"]),
        ("  weighted kappa, linear", same["likelihood_kappa_linear"]),
        ("  weighted kappa, quadratic", same["likelihood_kappa_quadratic"]),
        ("sign of the outlook", same["outlook_sign"]), ("condition or none", same["condition"]))]
    return "\n".join(lines)


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
