"""Every table: what a row is, its columns, their types, its key.

A table is checked as it leaves the step that made it, so that a fault is named where it was made and not three rooms
further on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

# Text columns hold Python's strings. Arrow's, pandas' own choice, are smaller, and slower wherever few rows are taken, grouped or joined, as at
# every click on a page: that cost a fifth to a third more processor time (docs/speed.md). A result on disk is mapped as Arrow's all the same.
pd.set_option("mode.string_storage", "python")

LIKELIHOODS = ("wont", "unlikely", "possible", "likely", "will")
ROLES = ("author", "quoted")
KINDS = ("issue", "actor")
SCRIPTS = ("Hans", "Hant", "mixed")
PRECISIONS = ("day", "month", "season", "interval", "year", "imprecise")
TENSES = ("past", "future")
NONE = "none"

DAY = "datetime64[us]"

# A row before it stands in a table: by column, each value of the column's type. Which that is, the table's schema says and checks.
Row: TypeAlias = dict[str, Any]


class TableError(ValueError):
    """A table does not keep to its schema; the message names every fault."""


@dataclass(frozen=True)
class Schema:
    """A table's contract.

    Attributes
    ----------
    name : str
        The table's name, which is also its file's name.
    row : str
        What one row is.
    columns : dict of str to str
        Column name to dtype, in the order written.
    key : str or None
        The column that is unique and never blank.
    levels : dict of str to tuple of str
        Columns with a closed set of codes.
    optional : tuple of str
        Text columns that may be empty; day columns that may be NaT.
    """

    name: str
    row: str
    columns: dict[str, str]
    key: str | None = None
    levels: Mapping[str, tuple[str, ...] | tuple[int, ...] | tuple[float, ...]] | None = None
    optional: tuple[str, ...] = ()

    def empty(self) -> pd.DataFrame:
        """Return the table with its columns and no row."""
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in self.columns.items()})

    def frame(self, rows: list[Row] | pd.DataFrame) -> pd.DataFrame:
        """Return rows as a checked frame in this schema's columns and types.

        Parameters
        ----------
        rows : list of dict, or frame
            Each with every column of the schema.

        Raises
        ------
        TableError
            Naming all faults: missing or unknown columns, types that do not fit, blanks, doubled keys, unknown codes.
        """
        if len(rows) == 0:
            return self.empty()
        try:
            table = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(rows)
        except (TypeError, ValueError, OverflowError, AttributeError) as error:
            raise TableError(f"{self.name}: these rows make no table ({error})") from None
        absent = [name for name in self.columns if name not in table.columns]
        if absent:
            raise TableError(f"{self.name}: no column {', '.join(absent)}")
        faults = []
        made = {}
        for name, dtype in self.columns.items():
            try:
                made[name] = table[name].astype(pd.api.types.pandas_dtype(dtype))
            except (TypeError, ValueError, OverflowError) as error:
                faults.append(f"  {name}: expected {dtype}, found {table[name].dtype} ({error})")
        if faults:
            raise TableError("\n".join([self.name, *faults]))
        return self.check(pd.DataFrame(made).reset_index(drop=True))

    def check(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the table unchanged if it keeps to the schema.

        Raises
        ------
        TableError
            Naming all faults at once.
        """
        faults = []
        if list(table.columns) != list(self.columns):
            faults.append(f"  columns: expected {list(self.columns)}, found {list(table.columns)}")
            raise TableError("\n".join([self.name, *faults]))
        for name, dtype in self.columns.items():
            column = table[name]
            if str(column.dtype) != dtype:
                faults.append(f"  {name}: expected {dtype}, found {column.dtype}")
                continue
            if name not in self.optional:
                blank = column.isna() if dtype != "str" else column.isna() | (column == "")
                if blank.any():
                    faults.append(f"  {name}: blank in row {int(blank.to_numpy().argmax())}, {int(blank.sum())} in all")
        for name, codes in (self.levels or {}).items():
            unknown = sorted(set(table[name].dropna().unique()) - set(codes))
            if unknown:
                faults.append(f"  {name}: expected one of {', '.join(map(str, codes))}, found {unknown[:5]}")
        if self.key and table[self.key].duplicated().any():
            twice = table.loc[table[self.key].duplicated(), self.key].iloc[0]
            faults.append(f"  {self.key}: {twice} stands twice")
        if {"start", "end"} <= set(table.columns) and not faults:
            wrong = (table["start"] < 0) | (table["end"] <= table["start"])
            if wrong.any():
                faults.append(f"  start, end: no half-open span in row {int(wrong.to_numpy().argmax())}")
        if faults:
            raise TableError("\n".join([self.name, *faults]))
        return table


DOCUMENTS = Schema(
    "documents",
    "a text as read",
    {"doc_id": "str", "source": "str", "title": "str", "outlet": "str", "author": "str", "published": DAY,
     "published_precision": "str", "script": "str", "text": "str"},
    key="doc_id",
    levels={"script": SCRIPTS, "published_precision": (*PRECISIONS, "unknown")},
    optional=("outlet", "author", "published"),
)
COMMENTARIES = Schema(
    "commentaries",
    "a stretch by one voice",
    {"commentary_id": "str", "doc_id": "str", "commentator": "str", "role": "str", "start": "int64", "end": "int64"},
    key="commentary_id",
    levels={"role": ROLES},
)
MENTIONS = Schema(
    "mentions",
    "a codebook entry named in the text",
    {"doc_id": "str", "commentary_id": "str", "kind": "str", "code": "str", "surface": "str", "start": "int64",
     "end": "int64"},
    levels={"kind": KINDS},
)
PREDICTIONS = Schema(
    "predictions",
    "a claim about what will come",
    {"prediction_id": "str", "commentary_id": "str", "doc_id": "str", "commentator": "str", "made_on": DAY,
     "issue": "str", "outcome": "str", "likelihood": "str", "probability": "float64", "valence": "int64",
     "outlook": "float64", "condition": "str", "horizon_start": DAY, "horizon_end": DAY, "cue": "str", "quote": "str",
     "start": "int64", "end": "int64"},
    key="prediction_id",
    levels={"likelihood": LIKELIHOODS, "valence": (-1, 0, 1)},
    optional=("made_on", "condition", "horizon_start", "horizon_end"),
)
EVENTS = Schema(
    "events",
    "a dated point",
    {"doc_id": "str", "commentary_id": "str", "commentator": "str", "surface": "str", "iso": "str", "date_start": DAY,
     "date_end": DAY, "precision": "str", "tense": "str", "sentence": "str", "start": "int64", "end": "int64"},
    levels={"precision": PRECISIONS, "tense": TENSES},
)
WORDS = Schema(
    "words",
    "a word in a commentary",
    {"doc_id": "str", "commentary_id": "str", "word": "str", "tag": "str", "count": "int64"},
)

RESOLUTIONS = ("open", "yes", "no", "void")
DECISIONS = ("proposed", "confirmed", "rejected")
STANDINGS = ("scored", "open", "void", "outside", "unsettled")

QUESTIONS = Schema(
    "questions",
    "a proposition that a day will settle",
    {"question_id": "str", "en": "str", "zh": "str", "criteria": "str", "criteria_zh": "str", "issue": "str", "valence": "int64",
     "actors": "str", "terms": "str", "opened": DAY, "closes": DAY, "resolution": "str", "resolved_on": DAY, "settled_by": "str",
     "note": "str", "note_zh": "str", "own": "bool"},
    key="question_id",
    levels={"valence": (-1, 0, 1), "resolution": RESOLUTIONS},
    optional=("criteria", "criteria_zh", "actors", "terms", "resolved_on", "settled_by", "note", "note_zh"),
)
QUESTION_SOURCES = Schema(
    "question_sources",
    "a page that tells a question's answer",
    {"question_id": "str", "title": "str", "url": "str", "seen": DAY},
    optional=("title", "url", "seen"),
)
LINKS = Schema(
    "links",
    "a prediction that bears on a question",
    {"question_id": "str", "prediction_id": "str", "doc_id": "str", "source": "str", "commentator": "str", "issue": "str",
     "quote": "str", "start": "int64", "end": "int64", "direction": "int64", "condition": "str", "condition_is": "str",
     "decision": "str", "confidence": "float64", "reason": "str", "own": "bool"},
    levels={"direction": (-1, 1), "condition_is": ("yes", "no"), "decision": DECISIONS},
    optional=("prediction_id", "condition", "reason"),
)
JUDGEMENTS = Schema(
    "judgements",
    "a prediction held against a question",
    {"question_id": "str", "prediction_id": "str", "doc_id": "str", "commentator": "str", "made_on": DAY, "issue": "str",
     "likelihood": "str", "hedged": "bool", "direction": "int64", "forecast": "float64", "condition": "str",
     "condition_is": "str", "standing": "str", "why": "str", "resolution": "str", "happened": "float64", "closes": DAY,
     "resolved_on": DAY, "quote": "str", "start": "int64", "end": "int64"},
    levels={"likelihood": LIKELIHOODS, "direction": (-1, 1), "condition_is": ("yes", "no"), "standing": STANDINGS,
            "resolution": RESOLUTIONS},
    optional=("made_on", "condition", "why", "happened", "resolved_on"),
)

SCHEMAS = (DOCUMENTS, COMMENTARIES, MENTIONS, PREDICTIONS, EVENTS, WORDS)


@dataclass(frozen=True)
class Tables:
    """The six tables of one corpus, each to its schema."""

    documents: pd.DataFrame
    commentaries: pd.DataFrame
    mentions: pd.DataFrame
    predictions: pd.DataFrame
    events: pd.DataFrame
    words: pd.DataFrame

    @classmethod
    def empty(cls) -> "Tables":
        """Return six tables without a row."""
        return cls(*(schema.empty() for schema in SCHEMAS))
