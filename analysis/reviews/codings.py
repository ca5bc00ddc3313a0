"""What each coder wrote down, as if they had worked alone: the program's rows with only their own decisions laid over them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import pandas as pd

from analysis.agreement import Coding
from analysis.codebook import Codebook
from analysis.reviews.applying import Reviewed, apply
from analysis.reviews.assignments import MACHINE, Assignment
from analysis.reviews.records import Review
from analysis.reviews.settling import last_of_each_place
from analysis.schemas import NONE, SCHEMAS, Row, Tables


def of_documents(tables: Tables, doc_ids: Collection[str]) -> Tables:
    """Return the tables of some documents only."""
    made = {schema.name: getattr(tables, schema.name) for schema in SCHEMAS}
    return Tables(**{name: table[table["doc_id"].isin(set(doc_ids))].reset_index(drop=True) for name, table in made.items()})


def own(tables: Tables, made: Sequence[Review], coder: str, codebook: Codebook, blank: Collection[str] = ()) -> Reviewed:
    """Return some documents as one coder sees them.

    Parameters
    ----------
    tables : Tables
        As the program coded them, of the documents in question.
    made : sequence of Review
        Every review of the library.
    coder : str
    codebook : Codebook
    blank : collection of str
        Documents on which the coder began without the program's predictions.
    """
    theirs = [review for review in made if (review.coder == coder and not review.adjudicated) or review.doc_id == NONE]
    here = set(tables.documents["doc_id"]) | {NONE}
    if blank:
        tables = replace(tables, predictions=tables.predictions[~tables.predictions["doc_id"].isin(set(blank))].reset_index(drop=True))
    return apply(tables, last_of_each_place([review for review in theirs if review.doc_id in here]), codebook)


def written(tables: Tables, made: Sequence[Review], given: Sequence[Assignment], codebook: Codebook) -> dict[str, Coding]:
    """Return what each coder wrote down on the documents they are done with, and what the program did on all of those.

    Parameters
    ----------
    tables : Tables
        As the program coded them.
    made : sequence of Review
    given : sequence of Assignment
    codebook : Codebook

    Returns
    -------
    dict of str to Coding
        By coder, in alphabetical order; the program last, under `MACHINE`. Voices called by another name everywhere are called
        so in all of them.
    """
    finished = [assignment for assignment in given if assignment.done_at and assignment.doc_id in set(tables.documents["doc_id"])]
    coded = {}
    for coder in sorted({assignment.coder for assignment in finished}):
        doc_ids = {assignment.doc_id for assignment in finished if assignment.coder == coder}
        blank = {assignment.doc_id for assignment in finished if assignment.coder == coder and assignment.blank}
        coded[coder] = _coding(doc_ids, own(of_documents(tables, doc_ids), made, coder, codebook, blank))
    every = {assignment.doc_id for assignment in finished}
    if every:
        coded[MACHINE] = _coding(every, own(of_documents(tables, every), made, MACHINE, codebook))
    return coded


def settled(tables: Tables, held: Sequence[Review], doc_ids: Collection[str], codebook: Codebook) -> Coding:
    """Return what holds of some documents after all: what their coders agreed on, and what was adjudicated.

    Parameters
    ----------
    tables : Tables
        As the program coded them.
    held : sequence of Review
        `Reviews.standing()`.
    doc_ids : collection of str
    codebook : Codebook
    """
    here = [review for review in held if review.doc_id in set(doc_ids) | {NONE}]
    return _coding(doc_ids, apply(of_documents(tables, doc_ids), here, codebook))


def _coding(doc_ids: Collection[str], told: Reviewed) -> Coding:
    return Coding(frozenset(doc_ids), told.tables.predictions, told.tables.commentaries)


def work(made: Sequence[Review], given: Sequence[Assignment]) -> pd.DataFrame:
    """Return who coded what, when.

    Returns
    -------
    frame
        coder, assigned, done (documents), decisions, accepted, corrected, rejected, added, other, first, last (UTC; NaT where they
        decided nothing). By coder.
    """
    verdicts = {"accept": "accepted", "correct": "corrected", "reject": "rejected", "add": "added"}
    rows = []
    for coder in sorted({review.coder for review in made} | {assignment.coder for assignment in given}):
        theirs = [review for review in made if review.coder == coder]
        tasks = [assignment for assignment in given if assignment.coder == coder]
        counts = dict.fromkeys([*verdicts.values(), "other"], 0)
        for review in theirs:
            counts[verdicts[review.verdict] if review.kind == "prediction" else "other"] += 1
        times = [pd.Timestamp(review.made_at).tz_localize(None) for review in theirs if review.made_at]
        rows.append({"coder": coder, "assigned": len(tasks), "done": sum(task.done_at is not None for task in tasks),
                     "decisions": len(theirs), **counts, "first": min(times, default=pd.NaT), "last": max(times, default=pd.NaT)})
    return pd.DataFrame(rows, columns=["coder", "assigned", "done", "decisions", *verdicts.values(), "other", "first", "last"])


def adjudication(unit: dict[str, Row], chosen: Row | None, coder: str) -> Review:
    """Return the review that settles a unit.

    Parameters
    ----------
    unit : dict of str to dict
        As `reliability.units` returns one, with the program's row under `MACHINE` where it has one.
    chosen : dict or None
        The row that is to stand: one of the unit's, some of what it says perhaps put right; None where nothing is predicted there.
    coder : str
        Who settles it.
    """
    rows = list(unit.values())
    of_chosen = [row for row in rows if chosen and (row["start"], row["end"]) == (chosen["start"], chosen["end"])]
    row = unit.get(MACHINE) or next(iter(of_chosen), rows[0])
    place = (row["doc_id"], "prediction")
    if chosen is None:
        return Review(*place, "reject", row["issue"], int(row["start"]), int(row["end"]), row["quote"], {}, coder, adjudicated=True)
    said = {name: chosen[name] for name in ("commentator", "issue", "outcome", "likelihood", "condition", "cue")}
    said |= {"valence": int(chosen["valence"])}
    said |= {name: "" if pd.isna(chosen[name]) else pd.Timestamp(chosen[name]).date().isoformat() for name in ("horizon_start", "horizon_end")}
    verdict = "correct" if MACHINE in unit else "add"
    return Review(*place, verdict, row["issue"], int(row["start"]), int(row["end"]), row["quote"], said, coder, adjudicated=True)


def settlement(place: dict[str, Review], chosen: str | None, coder: str) -> Review:
    """Return the review that settles what coders decided otherwise on a stretch, a voice or a name.

    Parameters
    ----------
    place : dict of str to Review
        As `settling.differing` returns one.
    chosen : str or None
        Whose decision holds; None where it is to stay as the program has it.
    coder : str
        Who settles it.
    """
    one = place[chosen] if chosen is not None else replace(next(iter(place.values())), verdict="leave", said={})
    return replace(one, coder=coder, review_id=0, made_at=None, adjudicated=True)


def open_units(found: list[dict[str, Row]], made: Sequence[Review],
               differing: Callable[[dict[str, Row]], list[str]]) -> list[dict[str, Row]]:
    """Return the units that nobody has settled yet.

    Parameters
    ----------
    found : list of dict of str to dict
        As `reliability.units` returns them, the program among the coders.
    made : sequence of Review
        Every review of the library.
    differing : callable
        Takes a unit, returns the variables in which its coders differ.
    """
    settled_places: dict[str, list[Review]] = {}
    for review in made:
        if review.adjudicated and review.kind == "prediction":
            settled_places.setdefault(review.doc_id, []).append(review)
    return [unit for unit in found if differing(unit) and not _settled(unit, settled_places)]


def _settled(unit: dict[str, Row], places: dict[str, list[Review]]) -> bool:
    for row in unit.values():
        for review in places.get(row["doc_id"], ()):
            if review.code == row["issue"] and review.start == row["start"] and review.end == row["end"]:
                return True
    return False
