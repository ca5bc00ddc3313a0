"""A selection applied to the tables.

Text columns are numbered once for a corpus; a selection then only compares whole numbers, and a table's rows are taken when
somebody asks for that table. So a choice among a million mentions costs milliseconds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
import pandas as pd

from analysis.codebook import Codebook
from analysis.indexed import Index
from analysis.once import once
from analysis.schemas import NONE, SCHEMAS, Tables
from analysis.selection import Selection
from analysis.text import fold, sentence_ends

HEDGED = 0.2
_NAMES = tuple(schema.name for schema in SCHEMAS)


class Narrowed(Tables):
    """Tables whose rows are taken when they are first looked at."""

    def __init__(self, **tables: pd.DataFrame | Callable[[], pd.DataFrame]) -> None:
        self.__dict__["_rows"] = tables

    def _taken(self, name: str) -> pd.DataFrame:
        rows: pd.DataFrame | Callable[[], pd.DataFrame] = self.__dict__["_rows"][name]
        if callable(rows):
            rows = self.__dict__["_rows"][name] = rows()
        return rows

    documents = property(lambda self: self._taken("documents"))
    commentaries = property(lambda self: self._taken("commentaries"))
    mentions = property(lambda self: self._taken("mentions"))
    predictions = property(lambda self: self._taken("predictions"))
    events = property(lambda self: self._taken("events"))
    words = property(lambda self: self._taken("words"))

    def but(self, **tables: pd.DataFrame | Callable[[], pd.DataFrame]) -> "Narrowed":
        """Return these tables with some in the place of others; what nobody looked at stays untaken."""
        return Narrowed(**self.__dict__["_rows"] | tables)


class Numbers:
    """The text columns of tables as whole numbers, each worked out once.

    Parameters
    ----------
    tables : Tables
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._document = pd.Index(tables.documents["doc_id"])
        self._commentary = pd.Index(tables.commentaries["commentary_id"])
        self._known: dict[tuple[str, str], tuple[np.ndarray, pd.Index]] = {}
        self._sentences: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def _table(self, name: str) -> pd.DataFrame:
        made: pd.DataFrame = getattr(self._tables, name)
        return made

    def column(self, table: str, name: str) -> tuple[np.ndarray, pd.Index]:
        """Return a column's values numbered, and the values by number."""
        key = table, name
        if key not in self._known:
            self._known[key] = pd.factorize(self._table(table)[name])
        return self._known[key]

    def among(self, table: str, name: str, values: tuple[str, ...]) -> np.ndarray:
        """Return which rows have one of some values in a column."""
        numbers, names = self.column(table, name)
        wanted = np.append(names.isin(list(values)), False)  # the last answers for -1, no value
        made: np.ndarray = wanted[numbers]
        return made

    def _row(self, table: str, name: str, index: pd.Index) -> np.ndarray:
        numbers, names = self.column(table, name)
        made: np.ndarray = np.append(index.get_indexer(names), -1)[numbers]
        return made

    def document(self, table: str) -> np.ndarray:
        """Return the row of each row's document."""
        key = table, "*document"
        if key not in self._known:
            self._known[key] = self._row(table, "doc_id", self._document), self._document
        return self._known[key][0]

    def row_of(self, doc_id: str) -> int:
        """Return the row of a document; -2 where there is none, which no row has for its document."""
        found = self._document.get_indexer([doc_id])[0]
        return int(found) if found >= 0 else -2

    def rows_of(self, table: str, document: int) -> np.ndarray:
        """Return which rows of a table a document has, as positions."""
        rows = self.document(table)
        key = table, "*in order"
        if key not in self._known:
            self._known[key] = np.array(bool((rows[1:] >= rows[:-1]).all())), self._document
        if self._known[key][0]:
            return np.arange(*np.searchsorted(rows, [document, document + 1]))
        return np.flatnonzero(rows == document)

    def commentary(self, table: str) -> np.ndarray:
        """Return the row of each row's commentary, -1 where nobody speaks."""
        key = table, "*commentary"
        if key not in self._known:
            self._known[key] = self._row(table, "commentary_id", self._commentary), self._commentary
        return self._known[key][0]

    @cached_property
    def _begins(self) -> tuple[np.ndarray, np.ndarray]:
        """Where documents begin, and sentences end, were all texts one after the other."""
        ends, place, begins = [np.empty(0, dtype=np.int64)], 0, []
        for text in self._table("documents")["text"].tolist():
            begins.append(place)
            ends += [sentence_ends(text) + place, np.array([place + len(text) + 1])]
            place += len(text) + 1
        return np.array([*begins, 0], dtype=np.int64), np.concatenate(ends)

    def sentences(self, table: str) -> tuple[np.ndarray, np.ndarray]:
        """Return the first and the last sentence of each row, numbered through all documents."""
        if table not in self._sentences:
            begins, ends = self._begins
            rows = self._table(table)
            start = begins[self.document(table)]
            self._sentences[table] = tuple(np.searchsorted(ends, start + places, side="right") for places in
                                           (rows["start"].to_numpy(), rows["end"].to_numpy() - 1))
        return self._sentences[table]

    def beside(self, table: str, named: np.ndarray) -> np.ndarray:
        """Return which rows of a table share a sentence with one of the mentions marked."""
        marked = np.zeros(len(self._begins[1]) + 2, dtype=np.int64)
        marked[self.sentences("mentions")[0][named] + 1] = 1
        before = marked.cumsum()
        first, last = self.sentences(table)
        made: np.ndarray = before[last + 1] > before[first]
        return made


@dataclass(frozen=True)
class Counted:
    """A selection of a large result, whose counts need none of its rows.

    Attributes
    ----------
    index : Index
    selection : Selection
    """

    index: Index
    selection: Selection

    def named(self, kind: str) -> pd.Series:
        """Return how often each issue or actor is named, most often first."""
        return self.index.named(kind, self.selection)

    def judged(self, by: str) -> pd.Series:
        """Return how many predictions there are on each issue or by each commentator, most first."""
        return self.index.judged(by, self.selection)

    def mention_cells(self, kind: str = "issue") -> pd.DataFrame:
        """Return how often each commentator names each issue, or each actor: commentator, issue (its code), n."""
        return self.index.mention_cells(self.selection, kind)

    def months(self, by: str) -> pd.DataFrame:
        """Return how often issues are named in each month, by issue or commentator: month, the code or name, n."""
        return self.index.months(by, self.selection)

    def ranked(self, length: int) -> pd.DataFrame:
        """Return every word of so many characters or more: word, tag, count, voices."""
        return self.index.ranked(length, self.selection)

    def speaking(self) -> int:
        """Return how many commentators have words counted."""
        return self.index.speaking(self.selection)

    def surfaces(self, codes: list[str]) -> list[str]:
        """Return, in order, how texts write some actors, by their codes."""
        return self.index.surfaces(codes, self.selection)


def counted(tables: Tables) -> Counted | None:
    """Return what counts some tables without their rows; None where the rows are at hand, or the selection needs them."""
    return tables.__dict__.get("_counted")


def with_index(tables: Tables, index: Index) -> Tables:
    """Return tables that an index counts; it is kept with them."""
    tables.__dict__["_counted"] = Counted(index, Selection())
    return tables


def named(tables: Tables, kind: str) -> pd.Series:
    """Return how often each issue or actor is named in some tables, most often first."""
    index = counted(tables)
    return index.named(kind) if index else tables.mentions.loc[tables.mentions["kind"] == kind, "code"].value_counts()


def judged_by(tables: Tables, by: str) -> pd.Series:
    """Return how many predictions some tables hold on each issue or by each commentator, most first."""
    index = counted(tables)
    return index.judged(by) if index else tables.predictions[by].value_counts()


def numbers(tables: Tables) -> Numbers:
    """Return the numbers of some tables, kept with them."""
    return once(tables, ("numbers",), lambda: Numbers(tables))


def said(tables: Tables, word: str) -> bool:
    """Return whether a word, in either script, is among those counted in what commentators say."""
    index = counted(tables)
    return index.index.said(fold(word)) if index else fold(word) in numbers(tables).column("words", "word")[1]


def narrow(tables: Tables, selection: Selection, codebook: Codebook) -> Tables:
    """Return the tables with only what a selection keeps.

    Parameters
    ----------
    tables : Tables
    selection : Selection
    codebook : Codebook
        For the probability mapping chosen; an unknown mapping leaves the numbers as they are.

    Returns
    -------
    Tables
        Predictions and mentions are kept by their document, voice and issue, and where an actor is chosen, by naming that
        actor in the same sentence. Choosing a side keeps the predictions on it. Choosing a word keeps the commentaries that
        say it, whole. Events and words are kept with their commentary: it must still hold a kept mention or prediction where issues, actors or sides are chosen.
    """
    if not selection.narrowed:
        whole = {name: getattr(tables, name) for name in _NAMES}
        return _told(tables, selection, Narrowed(
            **whole | {"predictions": lambda: under_mapping(tables.predictions, selection.mapping, codebook)}))
    known = numbers(tables)
    documents = _documents_kept(tables.documents, selection)
    kept = {name: documents[known.document(name)] for name in _NAMES[1:]}
    if selection.commentators:
        kept["commentaries"] &= known.among("commentaries", "commentator", selection.commentators)
        for name in ("predictions", "events"):
            kept[name] &= known.among(name, "commentator", selection.commentators)
        for name in ("mentions", "words"):
            kept[name] &= _held(known, name, kept["commentaries"])
    if selection.words:
        saying = np.zeros(len(tables.commentaries) + 1, dtype=bool)
        saying[known.commentary("words")[known.among("words", "word", tuple(map(fold, selection.words)))]] = True
        kept["commentaries"] &= saying[:-1]
        for name in ("mentions", "predictions", "events", "words"):
            kept[name] &= _held(known, name, saying[:-1])
    named = kept["mentions"]
    if selection.issues:
        kept["predictions"] &= known.among("predictions", "issue", selection.issues)
        chosen = named & known.among("mentions", "kind", ("issue",)) & known.among("mentions", "code", selection.issues)
        actors = named & known.among("mentions", "kind", ("actor",))
        kept["mentions"] = chosen | (actors & known.beside("mentions", chosen))
    if selection.actors:
        chosen = named & known.among("mentions", "kind", ("actor",)) & known.among("mentions", "code", selection.actors)
        for name in ("predictions", "mentions"):
            kept[name] = kept[name] & known.beside(name, chosen)
    rows = {"documents": lambda: tables.documents[documents].reset_index(drop=True)}
    predictions = under_mapping(tables.predictions[kept["predictions"]], selection.mapping, codebook)
    if selection.sides:
        on = sides(predictions)
        predictions = predictions[on.isin(selection.sides)]
        kept["predictions"] = np.isin(np.arange(len(tables.predictions)), predictions.index.to_numpy())
    if selection.issues or selection.actors or selection.sides:
        holding = np.zeros(len(tables.commentaries) + 1, dtype=bool)
        holding[known.commentary("predictions")[kept["predictions"]]] = True
        if not selection.sides:
            holding[known.commentary("mentions")[kept["mentions"]]] = True
        holding = holding[:-1]
        kept["commentaries"] &= holding
        for name in ("events", "words"):
            kept[name] &= _held(known, name, holding)
    for name in ("commentaries", "mentions", "events", "words"):
        rows[name] = partial(_kept, tables, name, kept[name])
    return _told(tables, selection, Narrowed(**rows, predictions=predictions.reset_index(drop=True)))


def _kept(tables: Tables, name: str, which: np.ndarray) -> pd.DataFrame:
    table: pd.DataFrame = getattr(tables, name)
    return table[which].reset_index(drop=True)


def _told(tables: Tables, selection: Selection, narrowed: Narrowed) -> Narrowed:
    """Return narrowed tables, of a large result with what counts them."""
    whole = counted(tables)
    if whole and Index.answers(selection):
        narrowed.__dict__["_counted"] = Counted(whole.index, selection)
    return narrowed


def of_document(tables: Tables, doc_id: str) -> Tables:
    """Return the tables of one document."""
    known = numbers(tables)
    row = known.row_of(doc_id)
    rows = {name: lambda name=name: getattr(tables, name).take(known.rows_of(name, row)).reset_index(drop=True)
            for name in _NAMES[1:]}
    made: Tables = Narrowed(documents=tables.documents.iloc[[row] if row >= 0 else []].reset_index(drop=True), **rows)
    return made


def _held(known: Numbers, table: str, commentaries: np.ndarray) -> np.ndarray:
    """Return which rows of a table lie in one of the commentaries marked."""
    made: np.ndarray = np.append(commentaries, False)[known.commentary(table)]
    return made


def _documents_kept(documents: pd.DataFrame, selection: Selection) -> np.ndarray:
    kept = np.ones(len(documents), dtype=bool)
    if selection.documents:
        kept &= documents["doc_id"].isin(selection.documents).to_numpy()
    if selection.since:
        kept &= (documents["published"] >= pd.Timestamp(selection.since)).to_numpy()
    if selection.until:
        kept &= (documents["published"] < pd.Timestamp(selection.until) + pd.Timedelta(days=1)).to_numpy()
    return kept


def under_mapping(predictions: pd.DataFrame, mapping: str, codebook: Codebook) -> pd.DataFrame:
    """Return predictions with probability and outlook under a mapping; an unknown mapping changes nothing."""
    if mapping not in codebook.mappings or predictions.empty:
        return predictions
    probability = predictions["likelihood"].map(codebook.mappings[mapping].points).astype(float)
    outlook = predictions["valence"] * (2 * probability - 1)
    return predictions.assign(probability=probability, outlook=outlook.round(9))


def sides(predictions: pd.DataFrame) -> pd.Series:
    """Return apart, open or closer for each prediction, and `none` for one that brings nobody closer and drives nobody apart."""
    outlook = predictions["outlook"].to_numpy()
    side = np.select([predictions["valence"].to_numpy() == 0, outlook <= -HEDGED + 1e-9, outlook >= HEDGED - 1e-9],
                     [NONE, "apart", "closer"], "open")
    return pd.Series(side, index=predictions.index, dtype="str")
