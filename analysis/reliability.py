"""How far coders agree on the same documents, by variable and document; the program is one of them."""

import math
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any, cast

import numpy as np
import pandas as pd

from analysis import unitising
from analysis.agreement import Coding, kappa, meeting, pairs
from analysis.alpha import alpha
from analysis.schemas import LIKELIHOODS, Row
from analysis.text import sentence_ends

YES, NO = "yes", "no"
# Who has which stretch: nothing but edges and a name, so compared by `unitising` alone.
STRETCHES = "stretches"
# What is compared, and the order of its codes where it has one.
VARIABLES = {"predicts": None, "commentator": None, "issue": None, "likelihood": LIKELIHOODS, "valence": (-1, 0, 1), "condition": None}


def units(codings: Mapping[str, pd.DataFrame]) -> list[dict[str, Row]]:
    """Return what the coders coded, unit by unit: of each coder's row the same claim, whatever they say of it.

    Parameters
    ----------
    codings : mapping of str to frame
        Coder to predictions (PREDICTIONS, or the columns `agreement` compares).

    Returns
    -------
    list of dict of str to dict
        A unit: coder to the row they wrote down; a coder who saw no claim there is left out. In text order.

    Notes
    -----
    Spans of two coders hardly ever have the same edges, so units are matched by what they share before codes are compared
    (`agreement.meeting`): coder by coder, each to the units of those before, first those rows that agree on voice and issue.
    """
    found: list[dict[str, Row]] = []
    for coder, table in codings.items():
        rows = cast(list[Row], table.to_dict("records"))
        taken: set[int] = set()
        used: set[int] = set()
        for same in (("doc_id", "commentator", "issue"), ("doc_id", "issue"), ("doc_id",)):
            spans = [_span(unit) for unit in found]
            free: dict[tuple[object, ...], list[int]] = {}
            for number, unit in enumerate(found):
                if number not in used:
                    first = next(iter(unit.values()))
                    free.setdefault(tuple(first[name] for name in same), []).append(number)
            candidates = ((number, place) for place, row in enumerate(rows) if place not in taken
                          for number in free.get(tuple(row[name] for name in same), ()))
            for number, place in meeting(candidates, spans, [(row["start"], row["end"]) for row in rows]):
                found[number][coder] = rows[place]
                used.add(number)
                taken.add(place)
        found += [{coder: row} for place, row in enumerate(rows) if place not in taken]
    return sorted(found, key=lambda unit: min((row["doc_id"], row["start"], row["end"]) for row in unit.values()))


def _span(unit: dict[str, Row]) -> tuple[int, int]:
    return next((row["start"], row["end"]) for row in unit.values())


def differ(unit: dict[str, Row], coders: Sequence[str]) -> list[str]:
    """Return the variables in which coders differ on a unit, in the order of `VARIABLES`; none where they agree.

    Parameters
    ----------
    unit : dict of str to dict
        As `units` returns one.
    coders : sequence of str
        Those who coded its document.
    """
    missing = [coder for coder in coders if coder not in unit]
    told = ["predicts"] if missing else []
    rows = [unit[coder] for coder in coders if coder in unit]
    return told + [name for name in VARIABLES if name != "predicts" and len({_code(row, name) for row in rows}) > 1]


def _code(row: Row, name: str) -> str | int:
    if name == "condition":
        return YES if row["condition"] else NO
    said: str | int = row[name]
    return said


def figures(codings: Mapping[str, Coding], documents: pd.DataFrame) -> pd.DataFrame:
    """Return how far coders agree, over all documents and on each.

    Parameters
    ----------
    codings : mapping of str to Coding
        Of two coders or more.
    documents : frame, schema DOCUMENTS

    Returns
    -------
    frame
        doc_id (empty over all), variable, n (units two coders or more gave a code), same (share of them on which all codes are
        one), alpha (ordinal where the codes have an order), nominal (alpha without the order), kappa (Cohen's, weighted by the
        square of the steps where the codes have an order; the mean over pairs where there are more than two coders: Light
        1971, "Measures of Response Agreement for Qualitative Data", Psychological Bulletin 76), unitised (alpha-u of the quotes of
        each code, where they begin and end included: `unitising.alpha`). Where all codings say who has which stretch, the variable
        `stretches` has n (stretches anybody marked), same (those that all marked alike) and alpha-u, and none of the others. Only
        documents that two coders or more have. Of `predicts` the units are sentences, and a sentence predicts where a coder's row and it share
        half of the shorter of the two: so nobody need have drawn the edges where the other did.
    """
    texts = dict(zip(documents["doc_id"], documents["text"]))
    coded = {doc_id: [coder for coder, coding in codings.items() if doc_id in coding.documents] for doc_id in texts}
    shared = {doc_id: coders for doc_id, coders in coded.items() if len(coders) > 1}
    told: dict[str, list[tuple[str, Row]]] = {name: [] for name in VARIABLES}
    edges: dict[str, dict[str, list[unitising.Continuum]]] = {name: {} for name in (*VARIABLES, STRETCHES)}
    by_document = {coder: dict(iter(coding.predictions.groupby("doc_id"))) for coder, coding in codings.items()}
    for doc_id, coders in shared.items():
        own = {coder: by_document[coder].get(doc_id, codings[coder].predictions.iloc[:0]) for coder in coders}
        length = len(texts[doc_id])
        for name in VARIABLES:
            edges[name][doc_id] = unitising.of_kinds(length, [_by_code(rows, name) for rows in own.values()])
        told["predicts"] += [(doc_id, codes) for codes in _sentences(texts[doc_id], own)]
        for unit in units(own):
            for name in VARIABLES:
                if name != "predicts" and len(unit) > 1:
                    told[name].append((doc_id, {coder: _code(row, name) for coder, row in unit.items()}))
    stretches = _stretches(codings, shared)
    rows: list[tuple[str | int | float, ...]] = []
    for doc_ids in (list(shared), *([doc_id] for doc_id in shared)):
        named = "" if not rows else doc_ids[0]
        for name in VARIABLES:
            codes = [codes for own_id, codes in told[name] if own_id in doc_ids] if named else [codes for _, codes in told[name]]
            rows.append((*_figure(named, name, codes), unitising.alpha([kind for doc_id in doc_ids for kind in edges[name][doc_id]])))
        if stretches is not None:
            marked = [(doc_id, stretches[doc_id]) for doc_id in doc_ids]
            every = [len({stretch for coder in theirs for stretch in coder}) for _, theirs in marked]
            alike = [len(set.intersection(*theirs)) for _, theirs in marked]
            kinds = [kind for doc_id, theirs in marked for kind in unitising.of_kinds(len(texts[doc_id]), [_by_voice(coder) for coder in theirs])]
            rows.append((named, STRETCHES, sum(every), _share(sum(alike), sum(every)), math.nan, math.nan, math.nan, unitising.alpha(kinds)))
    figures = ("same", "alpha", "nominal", "kappa", "unitised")
    return pd.DataFrame(rows, columns=["doc_id", "variable", "n", *figures]).astype(
        {"doc_id": "str", "variable": "str", "n": "int64", **dict.fromkeys(figures, "float64")})


def _by_code(rows: pd.DataFrame, name: str) -> dict[str | int, list[unitising.Span]]:
    """Return the places of a coder's rows by the code they gave; of `predicts` all are one kind."""
    made: dict[str | int, list[unitising.Span]] = {}
    for row in cast(list[Row], rows.to_dict("records")):
        made.setdefault(YES if name == "predicts" else _code(row, name), []).append((row["start"], row["end"]))
    return made


_Marked = set[tuple[str, int, int]]


def _stretches(codings: Mapping[str, Coding], shared: Mapping[str, Sequence[str]]) -> dict[str, list[_Marked]] | None:
    """Return of each document which voice, from where to where, each of its coders has; None where one does not say."""
    told: dict[str, dict[str, _Marked]] = {}
    for coder, coding in codings.items():
        if coding.commentaries is None:
            return None
        told[coder] = {}
        for doc_id, who, start, end in zip(*(coding.commentaries[name] for name in ("doc_id", "commentator", "start", "end"))):
            told[coder].setdefault(doc_id, set()).add((who, start, end))
    return {doc_id: [told[coder].get(doc_id, set()) for coder in coders] for doc_id, coders in shared.items()}


def _by_voice(marked: _Marked) -> dict[str | int, list[unitising.Span]]:
    made: dict[str | int, list[unitising.Span]] = {}
    for who, start, end in marked:
        made.setdefault(who, []).append((start, end))
    return made


def found(first: Coding, second: Coding) -> dict[str, float]:
    """Return how many of one coder's rows the other has too, on the documents both coded.

    Returns
    -------
    dict
        `precision`: of the first's rows, which share the second has; `recall`: of the second's, which the first has; `f1`; `n`:
        rows of the second. Whoever says it, whatever its issue. Nan where there is nothing to share.
    """
    common = first.documents & second.documents
    ours, theirs = (coding.predictions[coding.predictions["doc_id"].isin(common)].reset_index(drop=True) for coding in (first, second))
    both = len(pairs(ours, theirs, ()))
    return {"precision": _share(both, len(ours)), "recall": _share(both, len(theirs)), "f1": _share(2 * both, len(ours) + len(theirs)),
            "n": len(theirs)}


def _share(part: int, whole: int) -> float:
    return part / whole if whole else math.nan


def _sentences(text: str, codings: Mapping[str, pd.DataFrame]) -> list[dict[str, str]]:
    """Return of each sentence who says that something is predicted in it."""
    ends = sentence_ends(text)
    starts = np.concatenate([[0], ends[:-1]]) if len(ends) else ends
    told: list[dict[str, str]] = [dict.fromkeys(codings, NO) for _ in ends]
    for coder, rows in codings.items():
        for start, end in zip(rows["start"], rows["end"]):
            shared = np.minimum(ends, end) - np.maximum(starts, start)
            for number in np.flatnonzero((shared > 0) & (2 * shared >= np.minimum(ends - starts, end - start))):
                told[number][coder] = YES
    return told


def _figure(doc_id: str, name: str, told: list[dict[str, Any]]) -> tuple[str, str, int, float, float, float, float]:
    scale = VARIABLES[name]
    codes = [list(unit.values()) for unit in told]
    same = sum(len(set(unit)) == 1 for unit in codes)
    nominal = alpha(codes)
    return (doc_id, name, len(codes), _share(same, len(codes)), alpha(codes, scale) if scale else nominal, nominal, _kappa(told, scale))


def _kappa(told: list[dict[str, Any]], scale: tuple[str, ...] | tuple[int, ...] | None) -> float:
    coders = sorted({coder for unit in told for coder in unit})
    values = []
    for one, other in combinations(coders, 2):
        both = [(unit[one], unit[other]) for unit in told if one in unit and other in unit]
        if len({code for pair in both for code in pair}) > 1:
            values.append(kappa([code for code, _ in both], [code for _, code in both], scale, 2 if scale else 0))
    return sum(values) / len(values) if values else math.nan
