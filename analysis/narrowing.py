"""A selection applied to the tables.

Text columns are numbered once for a corpus; a selection then only compares whole numbers, and a table's rows are taken when
somebody asks for that table. So a choice among a million mentions costs milliseconds.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import numpy as np
import pandas as pd

from analysis.codebook import Codebook
from analysis.indexed import Index
from analysis.marked import Marked
from analysis.numbered import Numbers, numbers
from analysis.once import once
from analysis.schemas import DOCUMENTS, NONE, PREDICTIONS, SCHEMAS, Schema, Tables
from analysis.selection import Selection
from analysis.text import fold

HEDGED = 0.2
_NAMES = tuple(schema.name for schema in SCHEMAS)
_ALL = 2**31 - 1
# Of more rows in its largest table, a corpus in memory is counted as one on disk is: below, taking rows costs as little.
_MANY = 100_000
# Bytes of a row, one table with another: what is in its columns, not the texts, which the copies share.
_ROW = 200
# What a mapping is read from, and what it gives.
_MAPPED = {"likelihood", "valence", "probability", "outlook"}


class _Rows:
    """The rows of a table that a selection keeps, taken when somebody asks: all of them, or some columns of some.

    Parameters
    ----------
    tables : Tables
    name : str
        The table's.
    which : array of bool, optional
        Without it, every row.
    mapping : tuple of str and Codebook, optional
        Of predictions: under which mapping they are shown.
    """

    def __init__(self, tables: Tables, name: str, which: np.ndarray | None = None, mapping: tuple[str, Codebook] | None = None):
        self._tables, self._name, self._which, self._mapping = tables, name, which, mapping

    def __call__(self) -> pd.DataFrame:
        return self._kept(getattr(self._tables, self._name), self._which)

    def _kept(self, table: pd.DataFrame, which: np.ndarray | None) -> pd.DataFrame:
        if which is not None:
            table = table[which].reset_index(drop=True)
        return under_mapping(table, *self._mapping) if self._mapping else table

    def of_document(self, doc_id: str) -> pd.DataFrame:
        """Return those of one document, found by the numbers of all."""
        known = numbers(self._tables)
        here = known.rows_of(self._name, known.row_of(doc_id))
        # A slice is a view of what is mapped; positions are looked up in every part of a large result.
        table: pd.DataFrame = getattr(self._tables, self._name).iloc[here].reset_index(drop=True)
        return self._kept(table, None if self._which is None else self._which[here])

    @property
    def among_all(self) -> tuple[Tables, np.ndarray]:
        """The tables they are of, and which of the table's rows they are."""
        return self._tables, np.ones(len(getattr(self._tables, self._name)), dtype=bool) if self._which is None else self._which

    @property
    def held(self) -> int:
        """About how many bytes they take beside the table: its marks, a byte a row, and a copy of those kept; none where all are."""
        return 0 if self._which is None else len(self._which) + _ROW * len(self)

    def __len__(self) -> int:
        return len(getattr(self._tables, self._name)) if self._which is None else int(np.count_nonzero(self._which))

    def columns(self, names: list[str], places: np.ndarray | None = None) -> pd.DataFrame:
        """Return some columns, of all rows kept or of those at some places among them."""
        shown = bool(self._mapping) and not _MAPPED.isdisjoint(names)
        table = getattr(self._tables, self._name)[list(dict.fromkeys([*names, *_MAPPED])) if shown else names]
        if places is not None:
            table = table.take(places if self._which is None else np.flatnonzero(self._which)[places]).reset_index(drop=True)
        elif self._which is not None:
            table = table[self._which].reset_index(drop=True)
        made: pd.DataFrame = under_mapping(table, *self._mapping)[names] if self._mapping and shown else table
        return made


class Narrowed(Tables):
    """Tables whose rows are taken when they are first looked at."""

    def __init__(self, **tables: pd.DataFrame | Callable[[], pd.DataFrame]) -> None:
        self.__dict__["_rows"] = tables
        # What was taken stands in the place of what tells it.
        self.__dict__["_told"] = dict(tables)

    def columns(self, name: str, names: list[str], places: np.ndarray | None = None) -> pd.DataFrame:
        """Return some columns of a table, of all rows or of those at some places, and take no more than that."""
        rows = self.__dict__["_rows"][name]
        if isinstance(rows, _Rows):
            self.__dict__.setdefault("_looked", {}).setdefault(name, {}).update(dict.fromkeys(names))
            return rows.columns(names, places)
        table = self._taken(name)[names]
        return table if places is None else table.take(places).reset_index(drop=True)

    def told(self, name: str) -> _Rows:
        """Return what tells a table's rows, also after they were taken; of rows that nothing tells, they themselves."""
        rows = self.__dict__["_told"][name]
        return rows if isinstance(rows, _Rows) else _Rows(self, name)

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


class Counted(Marked):
    """Counts of a selection of documents, days and voices of a large result: what its index knows is asked of that.

    Parameters
    ----------
    tables : Tables
        All of the result.
    kept : dict of str to array of bool
        As the selection marks rows.
    index : Index
    selection : Selection
        One that the index answers.
    """

    def __init__(self, tables: Tables, kept: dict[str, np.ndarray], index: Index, selection: Selection):
        super().__init__(tables, kept)
        self.index, self.selection = index, selection

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

    def frequency(self) -> pd.Series:
        """Return how often each word is used."""
        return self.index.words(self.selection, most=_ALL, length=0).set_index("word")["count"]

    def mostly_in(self, words: Sequence[str]) -> pd.Series:
        """Return which document uses each of some words most, by its id, by word."""
        return self.index.mostly_in(words, self.selection)

    def months_of(self, words: Sequence[str]) -> pd.DataFrame:
        """Return how often words are used in each month: day (its first), word (of others than those given, empty), count."""
        return self.index.months_of(words, self.selection)

    def speaking(self) -> int:
        """Return how many commentators have words counted."""
        return self.index.speaking(self.selection)

    def surfaces(self, codes: Sequence[str]) -> list[str]:
        """Return, in order, how texts write some actors, by their codes."""
        return self.index.surfaces(codes, self.selection)


def counted(tables: Tables) -> Marked | None:
    """Return what counts some tables without taking their rows; None where the rows are at hand anyway."""
    return tables.__dict__.get("_counted")


def marks(tables: Tables) -> Marked:
    """Return what counts some tables by numbers, also where their rows are at hand."""
    def make() -> Marked:
        rows = {name: _rows_of(tables, name).among_all for name in _NAMES}
        whole, _ = rows["documents"]
        if not all(own is whole for own, _ in rows.values()):
            return Marked(tables, {})
        return Marked(whole, {name: which for name, (_, which) in rows.items()})

    return counted(tables) or once(tables, ("marks",), make)


def with_index(tables: Tables, index: Index) -> Tables:
    """Return tables that an index counts; it is kept with them."""
    tables.__dict__["_counted"] = Counted(tables, {}, index, Selection())
    return tables


def columns(tables: Tables, name: str, *names: str) -> pd.DataFrame:
    """Return some columns of one of some tables; of a selection nothing else is taken."""
    return tables.columns(name, list(names)) if isinstance(tables, Narrowed) else getattr(tables, name)[list(names)]


def size(tables: Tables, name: str) -> int:
    """Return how many rows one of some tables has."""
    rows = tables.__dict__["_rows"][name] if isinstance(tables, Narrowed) else None
    return len(rows) if isinstance(rows, _Rows) else len(getattr(tables, name))


def held(tables: Tables) -> int:
    """Return about how many bytes some tables hold beside those of the corpus, once somebody looks at all their rows."""
    kept = tables.__dict__["_rows"].values() if isinstance(tables, Narrowed) else ()
    return sum(rows.held for rows in kept if isinstance(rows, _Rows))


def some_documents(tables: Tables, doc_ids: Iterable[str]) -> pd.DataFrame:
    """Return some documents, by their ids, as rows of the table `documents`: the texts of no others are taken."""
    wanted = list(dict.fromkeys(doc_ids))
    places = pd.Index(columns(tables, "documents", "doc_id")["doc_id"]).get_indexer(wanted)
    places = places[places >= 0]
    return rows(tables, DOCUMENTS, places)


def rows(tables: Tables, schema: Schema, places: np.ndarray) -> pd.DataFrame:
    """Return the rows at some places of one of some tables; no others are taken."""
    if isinstance(tables, Narrowed):
        return tables.columns(schema.name, list(schema.columns), places)
    made: pd.DataFrame = getattr(tables, schema.name).take(places).reset_index(drop=True)
    return made


def of_issue(tables: Tables, issue: str | None) -> pd.DataFrame:
    """Return the predictions on an issue, rows of the table `predictions`; without one, all."""
    if issue is None or not isinstance(tables, Narrowed):
        return tables.predictions
    on = columns(tables, "predictions", "issue")["issue"] == issue
    return rows(tables, PREDICTIONS, np.flatnonzero(on.to_numpy()))


def named(tables: Tables, kind: str) -> pd.Series:
    """Return how often each issue or actor is named in some tables, most often first."""
    return marks(tables).named(kind)


def judged_by(tables: Tables, by: str) -> pd.Series:
    """Return how many predictions some tables hold on each issue or by each commentator, most first."""
    return marks(tables).judged(by)


def said(tables: Tables, word: str) -> bool:
    """Return whether a word, in either script, is among those counted in what commentators say."""
    whole = counted(tables)
    return whole.index.said(fold(word)) if isinstance(whole, Counted) else fold(word) in numbers(tables).column("words", "word")[1]


def with_marks(tables: Tables) -> Tables:
    """Return tables whose rows are marked and counted instead of taken, where there are many; it is kept with them."""
    if "_counted" not in tables.__dict__ and max(len(getattr(tables, name)) for name in _NAMES) > _MANY:
        tables.__dict__["_counted"] = Marked(tables, {})
    return tables


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
    mapping = selection.mapping, codebook
    if not selection.narrowed:
        return _told(tables, selection, {}, mapping)
    known = numbers(tables)
    documents = _documents_kept(tables.documents, selection)
    whole = documents.all()
    kept = {name: np.ones(len(getattr(tables, name)), dtype=bool) if whole else documents[known.document(name)] for name in _NAMES[1:]}
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
        chosen = named & known.of_kind("issue") & known.among("mentions", "code", selection.issues)
        actors = named & known.of_kind("actor")
        kept["mentions"] = chosen | (actors & known.beside("mentions", chosen))
    if selection.actors:
        chosen = named & known.of_kind("actor") & known.among("mentions", "code", selection.actors)
        for name in ("predictions", "mentions"):
            kept[name] = kept[name] & known.beside(name, chosen)
    kept["documents"] = documents
    if selection.sides:
        places = np.flatnonzero(kept["predictions"])
        on = sides(_Rows(tables, "predictions", kept["predictions"], mapping).columns(["valence", "outlook"]))
        kept["predictions"] = np.isin(np.arange(len(tables.predictions)), places[on.isin(selection.sides).to_numpy()])
    if selection.issues or selection.actors or selection.sides:
        holding = np.zeros(len(tables.commentaries) + 1, dtype=bool)
        holding[known.commentary("predictions")[kept["predictions"]]] = True
        if not selection.sides:
            holding[known.commentary("mentions")[kept["mentions"]]] = True
        holding = holding[:-1]
        kept["commentaries"] &= holding
        for name in ("events", "words"):
            kept[name] &= _held(known, name, holding)
    return _told(tables, selection, kept, mapping)


def _told(tables: Tables, selection: Selection, kept: dict[str, np.ndarray], mapping: tuple[str, Codebook]) -> Narrowed:
    """Return narrowed tables, of a large result with what counts them."""
    made = _marked(tables, kept, mapping)
    whole = counted(tables)
    if isinstance(whole, Counted):
        made.__dict__["_counted"] = Counted(tables, kept, whole.index, selection) if Index.answers(selection) else Marked(tables, kept)
    return made


def _marked(tables: Tables, kept: dict[str, np.ndarray], mapping: tuple[str, Codebook] | None) -> Narrowed:
    """Return the rows of tables that are marked; where the rows are not at hand, with what counts them."""
    made = Narrowed(**{name: _Rows(tables, name, kept.get(name), mapping if name == "predictions" else None) for name in _NAMES})
    made.__dict__["_mapping"] = mapping
    if counted(tables):
        made.__dict__["_counted"] = Marked(tables, kept)
    return made


def of_commentaries(tables: Tables, keys: Iterable[str], issue: str | None = None) -> Tables | None:
    """Return what lies in some commentaries of tables that are counted and not taken; None where the rows are at hand anyway.

    Parameters
    ----------
    tables : Tables
    keys : iterable of str
        Ids of commentaries.
    issue : str, optional
        Only predictions on it, and mentions of it and of actors.
    """
    count = counted(tables)
    if count is None:
        return None
    whole, before = count.marks
    known = numbers(whole)
    wanted = np.zeros(len(whole.commentaries) + 1, dtype=bool)
    wanted[known.commentaries(keys)] = True
    kept = {"commentaries": wanted[:-1]}
    kept |= {name: _held(known, name, wanted[:-1]) for name in ("mentions", "predictions", "events", "words")}
    kept = {name: marks & before[name] if name in before else marks for name, marks in kept.items()}
    kept["documents"] = np.zeros(len(whole.documents), dtype=bool)
    kept["documents"][known.document("commentaries")[kept["commentaries"]]] = True
    if issue is not None:
        kept["predictions"] &= known.among("predictions", "issue", (issue,))
        kept["mentions"] &= known.of_kind("actor") | known.among("mentions", "code", (issue,))
    return _marked(whole, kept, tables.__dict__.get("_mapping"))


def documents_among_all(tables: Tables) -> tuple[Tables, np.ndarray]:
    """Return the tables that some tables are a selection of, and which of all documents they hold; of no selection they themselves, all."""
    return _rows_of(tables, "documents").among_all


def of_document(tables: Tables, doc_id: str) -> Tables:
    """Return the tables of one document."""
    return Narrowed(**{name: partial(_rows_of(tables, name).of_document, doc_id) for name in _NAMES})


def _rows_of(tables: Tables, name: str) -> _Rows:
    """Return what tells the rows of one of some tables, whether or not they were taken."""
    return tables.told(name) if isinstance(tables, Narrowed) else _Rows(tables, name)


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
