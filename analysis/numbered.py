"""The text columns of tables as whole numbers, each worked out once for a corpus: what is chosen or counted then compares no text."""

from collections.abc import Iterable
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.once import once
from analysis.running_text import running_text
from analysis.schemas import NONE, Tables


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
        self._kinds: dict[str, np.ndarray] = {}
        self._sentences: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        # Which tables have rows that reach into a second sentence.
        self._reaching: dict[str, bool] = {}

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

    def of_kind(self, kind: str) -> np.ndarray:
        """Return which mentions are of issues, or of actors."""
        if kind not in self._kinds:
            self._kinds[kind] = self.among("mentions", "kind", (kind,))
        return self._kinds[kind]

    def _row(self, table: str, name: str, index: pd.Index) -> np.ndarray:
        numbers, names = self.column(table, name)
        made: np.ndarray = np.append(index.get_indexer(names), -1)[numbers]
        return made

    def first(self, table: str, name: str) -> np.ndarray:
        """Return the first row that has each of a column's values, in the order of their numbers."""
        key = table, f"*first {name}"
        if key not in self._known:
            numbers, names = self.column(table, name)
            first = np.zeros(len(names), dtype=np.int64)
            first[numbers[::-1]] = np.arange(len(numbers))[::-1]
            self._known[key] = first, names
        return self._known[key][0]

    def voice(self, table: str) -> tuple[np.ndarray, pd.Index]:
        """Return the commentator of each row's commentary as a number, -1 where nobody speaks, and the commentators by number."""
        key = table, "*voice"
        if key not in self._known:
            numbers, names = self.column("commentaries", "commentator")
            somebody = np.where(np.append(names == NONE, True), -1, np.arange(len(names) + 1))
            self._known[key] = np.append(somebody[numbers], -1)[self.commentary(table)], names
        return self._known[key]

    def document(self, table: str) -> np.ndarray:
        """Return the row of each row's document."""
        key = table, "*document"
        if key not in self._known:
            self._known[key] = self._row(table, "doc_id", self._document), self._document
        return self._known[key][0]

    @cached_property
    def order_of_documents(self) -> np.ndarray:
        """Which each document is in the order of their ids."""
        return np.argsort(np.argsort(self._document.to_numpy(dtype=object), kind="stable"))

    def row_of(self, doc_id: str) -> int:
        """Return the row of a document; -2 where there is none, which no row has for its document."""
        found = self._document.get_indexer([doc_id])[0]
        return int(found) if found >= 0 else -2

    def rows_of(self, table: str, document: int) -> slice | np.ndarray:
        """Return which rows of a table a document has: from where to where, or as positions where they lie apart."""
        rows = self.document(table)
        key = table, "*in order"
        if key not in self._known:
            self._known[key] = np.array(bool((rows[1:] >= rows[:-1]).all())), self._document
        if self._known[key][0]:
            return slice(*np.searchsorted(rows, [document, document + 1]).tolist())
        return np.flatnonzero(rows == document)

    def commentary(self, table: str) -> np.ndarray:
        """Return the row of each row's commentary, -1 where nobody speaks."""
        key = table, "*commentary"
        if key not in self._known:
            self._known[key] = self._row(table, "commentary_id", self._commentary), self._commentary
        return self._known[key][0]

    def commentaries(self, keys: Iterable[str]) -> np.ndarray:
        """Return the rows of some commentaries, by their ids; of one that is unknown none."""
        found: np.ndarray = self._commentary.get_indexer(pd.Index(list(keys), dtype="str"))
        known: np.ndarray = found[found >= 0]
        return known

    @cached_property
    def _begins(self) -> tuple[np.ndarray, np.ndarray]:
        """Where documents begin, and sentences end, were all texts one after the other."""
        begins, ends, place = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)], 0
        for _, part in running_text(self._tables).parts(np.ones(len(self._document), dtype=bool)):
            begins.append(part.bases[:-1] + place)
            ends.append(part.original(part.sentence_ends.astype(np.int64) - 1) + 1 + place)
            place += int(part.bases[-1])
        return np.concatenate([*begins, [0]]), np.concatenate(ends)

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
        first, last = self.sentences(table)
        marked = np.zeros(len(self._begins[1]) + 1, dtype=bool)
        marked[self.sentences("mentions")[0][named]] = True
        if table not in self._reaching:
            self._reaching[table] = bool((first != last).any())
        if self._reaching[table]:
            before = np.append(0, marked.cumsum())
            made: np.ndarray = before[last + 1] > before[first]
        else:
            made = marked[first]
        return made


def numbers(tables: Tables) -> Numbers:
    """Return the numbers of some tables, kept with them."""
    return once(tables, ("numbers",), lambda: Numbers(tables))
