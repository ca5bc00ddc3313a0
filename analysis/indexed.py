"""What pages count of a large result, asked of DuckDB.

Beside the tables stands an index: mentions, predictions and words as whole numbers, what a voice names several times in a document
as one row, sorted by the day of publication, so that a choice of days skips what it does not name; issues apart from actors. It answers as the functions of `summaries` would from the frames.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import local
from typing import TypeAlias

import duckdb
import pandas as pd
import pyarrow

from analysis.schemas import NONE
from analysis.selection import Selection

NAME = "index.duckdb"


def lay(place: Path) -> None:
    """Write the index of the tables laid out in a folder."""
    with duckdb.connect(str(place / NAME)) as database:
        database.execute("SET preserve_insertion_order = false")
        for name in ("documents", "commentaries", "mentions", "predictions", "words"):
            database.register(f"{name}_file", pyarrow.ipc.open_file(pyarrow.memory_map(str(place / f"{name}.arrow"))).read_all())
        for statement in _LAY:
            database.execute(statement)
        database.execute("CHECKPOINT")


# Of rows that have a voice: somebody's.
_SPOKEN = f"voice NOT IN (SELECT voice FROM voices WHERE commentator = '{NONE}')"
_LAY = (
    "CREATE TABLE documents AS SELECT CAST(row_number() OVER () - 1 AS INTEGER) AS doc, doc_id, "
    "CAST(published AS DATE) AS day FROM documents_file",
    "CREATE TABLE voices AS SELECT CAST(row_number() OVER (ORDER BY commentator) - 1 AS INTEGER) AS voice, commentator FROM "
    f"(SELECT commentator FROM commentaries_file UNION SELECT commentator FROM predictions_file UNION SELECT '{NONE}')",
    "CREATE TABLE codes AS SELECT CAST(row_number() OVER (ORDER BY kind, code) - 1 AS INTEGER) AS number, kind, code FROM "
    "(SELECT DISTINCT kind, code FROM mentions_file UNION SELECT DISTINCT 'issue', issue FROM predictions_file)",
    "CREATE TABLE surfaces AS SELECT CAST(row_number() OVER (ORDER BY surface) - 1 AS INTEGER) AS number, surface FROM "
    "(SELECT DISTINCT surface FROM mentions_file)",
    "CREATE TABLE vocabulary AS SELECT CAST(row_number() OVER (ORDER BY word) - 1 AS INTEGER) AS number, word, tag, length, times FROM "
    '(SELECT word, any_value(tag) AS tag, length(word) AS length, CAST(sum("count") AS BIGINT) AS times FROM words_file GROUP BY word)',

    "CREATE TEMP TABLE spoken AS SELECT commentary_id, voice FROM commentaries_file JOIN voices USING (commentator) "
    f"UNION ALL SELECT '{NONE}', voice FROM voices WHERE commentator = '{NONE}'",
    "CREATE TABLE mentions AS SELECT d.day, CAST(12 * year(d.day) + month(d.day) - 1 AS INTEGER) AS month, d.doc, s.voice, c.number AS code, c.kind = 'issue' AS issue, f.number AS surface, CAST(count(*) AS INTEGER) AS times "
    "FROM mentions_file m JOIN documents d USING (doc_id) JOIN spoken s USING (commentary_id) "
    "JOIN codes c ON m.kind = c.kind AND m.code = c.code JOIN surfaces f USING (surface) GROUP BY ALL ORDER BY issue, d.day, d.doc",
    "CREATE TABLE predictions AS SELECT d.day, d.doc, v.voice, c.number AS code, p.prediction_id, p.probability, p.outlook, p.valence, "
    "p.condition <> '' AS conditional FROM predictions_file p JOIN documents d USING (doc_id) JOIN voices v USING (commentator) "
    "JOIN codes c ON c.kind = 'issue' AND c.code = p.issue ORDER BY d.day, d.doc",
    # What is asked most, of everything or of some voices, is counted once.
    "CREATE TABLE mention_cells AS SELECT voice, code, issue, CAST(sum(times) AS INTEGER) AS times FROM mentions GROUP BY ALL",
    "CREATE TABLE surface_cells AS SELECT DISTINCT voice, code, surface FROM mentions WHERE NOT issue",
    "CREATE TABLE prediction_cells AS SELECT voice, code, count(*) AS said, count(*) FILTER (valence <> 0) AS told, "
    "count(*) FILTER (valence <> 0 AND NOT conditional) AS firm, sum(outlook) FILTER (valence <> 0 AND NOT conditional) AS outlook "
    "FROM predictions GROUP BY ALL",
    'CREATE TABLE words AS SELECT d.day, d.doc, s.voice, v.number AS word, CAST(w."count" AS INTEGER) AS times FROM words_file w '
    "JOIN documents d USING (doc_id) JOIN spoken s USING (commentary_id) JOIN vocabulary v USING (word) ORDER BY d.day, d.doc",
    "CREATE TABLE word_cells AS SELECT voice, word, CAST(sum(times) AS INTEGER) AS times FROM words GROUP BY ALL",
    "CREATE TABLE word_voices AS SELECT word AS number, "
    f"count(DISTINCT voice) FILTER ({_SPOKEN}) AS voices FROM word_cells GROUP BY word",
)


_Value: TypeAlias = date | list[str] | int | str


@dataclass(frozen=True)
class _Where:
    """A selection as a condition, with its values apart from it."""

    text: str
    values: list[_Value]


class Index:
    """Counts of a large result; may be asked from several threads at once.

    Parameters
    ----------
    place : Path
        Of the result laid out.
    """

    def __init__(self, place: Path):
        self._database = duckdb.connect(str(place / NAME), read_only=True)
        self._own = local()

    def _asked(self, question: str, values: Sequence[_Value] = ()) -> pd.DataFrame:
        if not hasattr(self._own, "cursor"):
            self._own.cursor = self._database.cursor()
        made: pd.DataFrame = self._own.cursor.execute(question, list(values)).df()
        return made

    @staticmethod
    def answers(selection: Selection) -> bool:
        """Whether a selection can be counted here: one by issues, actors, sides or words asks what shares a sentence or a stretch, and is not."""
        return not (selection.issues or selection.actors or selection.sides or selection.reviewed or selection.words)

    @staticmethod
    def _where(selection: Selection) -> _Where:
        parts = ["TRUE"]
        values: list[_Value] = []
        if selection.documents:
            parts.append("doc IN (SELECT doc FROM documents WHERE doc_id IN (SELECT unnest(?)))")
            values.append(list(selection.documents))
        if selection.commentators:
            parts.append("voice IN (SELECT voice FROM voices WHERE commentator IN (SELECT unnest(?)))")
            values.append(list(selection.commentators))
        for day, sign in ((selection.since, ">="), (selection.until, "<=")):
            if day:
                parts.append(f"day {sign} ?")
                values.append(day)
        return _Where(" AND ".join(parts), values)

    @staticmethod
    def _cells(selection: Selection, table: str) -> str:
        """Return where mentions or predictions are counted from: their cells, unless the days or documents are chosen."""
        if selection.documents or selection.since or selection.until:
            if table != "predictions":
                return {"surfaces": "mentions"}.get(table, table)
            return ("(SELECT day, doc, voice, code, 1 AS said, CAST(valence <> 0 AS INTEGER) AS told, "
                    "CAST(valence <> 0 AND NOT conditional AS INTEGER) AS firm, "
                    "CASE WHEN valence <> 0 AND NOT conditional THEN outlook END AS outlook FROM predictions)")
        return {"mentions": "mention_cells", "predictions": "prediction_cells", "surfaces": "surface_cells", "words": "word_cells"}[table]

    def named(self, kind: str, selection: Selection = Selection()) -> pd.Series:  # noqa: B008 (frozen)
        """Return how often each issue or actor is named, most often first.

        Parameters
        ----------
        kind : {"issue", "actor"}
        selection : Selection, optional
        """
        where = self._where(selection)
        rows = self._asked("SELECT codes.code, n AS \"count\" FROM (SELECT code AS number, CAST(sum(times) AS BIGINT) AS n FROM "
                           f"{self._cells(selection, 'mentions')} WHERE issue = ? AND {where.text} GROUP BY code) JOIN codes USING (number) ORDER BY n DESC, codes.code",
                           [kind == "issue", *where.values])
        return rows.set_index("code")["count"]

    def judged(self, by: str, selection: Selection = Selection()) -> pd.Series:  # noqa: B008 (frozen)
        """Return how many predictions there are on each issue or by each commentator, most first.

        Parameters
        ----------
        by : {"issue", "commentator"}
        selection : Selection, optional
        """
        where = self._where(selection)
        names, key = ("SELECT number AS k, code AS name FROM codes", "code") if by == "issue" else \
            ("SELECT voice AS k, commentator AS name FROM voices", "voice")
        rows = self._asked(f"SELECT name, n AS \"count\" FROM (SELECT {key} AS k, CAST(sum(said) AS BIGINT) AS n FROM "
                           f"{self._cells(selection, 'predictions')} WHERE {where.text} "
                           f"GROUP BY {key}) JOIN ({names}) USING (k) ORDER BY n DESC, name", where.values)
        return rows.set_index("name")["count"]

    def mention_cells(self, selection: Selection = Selection(), kind: str = "issue") -> pd.DataFrame:  # noqa: B008 (frozen)
        """Return how often each commentator names each issue, or each actor: commentator, issue (its code), n."""
        where = self._where(selection)
        return self._asked("SELECT commentator, codes.code AS issue, n FROM (SELECT voice, code AS number, CAST(sum(times) AS BIGINT) AS n "
                           f"FROM {self._cells(selection, 'mentions')} WHERE issue = ? AND {where.text} GROUP BY voice, code) JOIN voices USING (voice) JOIN codes USING (number) "
                           f"WHERE commentator <> '{NONE}' ORDER BY ALL", [kind == "issue", *where.values])

    def statement_cells(self, selection: Selection = Selection()) -> pd.DataFrame:  # noqa: B008 (frozen)
        """Return what each commentator predicts on each issue: commentator, issue, said, firm, outlook (mean of the firm ones)."""
        where = self._where(selection)
        return self._asked("SELECT commentator, codes.code AS issue, said, firm, outlook FROM (SELECT voice, code AS number, "
                           "CAST(sum(told) AS BIGINT) AS said, CAST(sum(firm) AS BIGINT) AS firm, sum(outlook) / nullif(sum(firm), 0) AS outlook "
                           f"FROM {self._cells(selection, 'predictions')} WHERE {where.text} GROUP BY voice, code HAVING sum(told) > 0) "
                           "JOIN voices USING (voice) JOIN codes USING (number) "
                           f"WHERE commentator <> '{NONE}' ORDER BY ALL", where.values)

    def months(self, by: str, selection: Selection = Selection()) -> pd.DataFrame:  # noqa: B008 (frozen)
        """Return how often issues are named in each month: month (its first day), the code or name, n.

        Parameters
        ----------
        by : {"issue", "commentator"}
            A row each issue, or each commentator who names any. What nobody says, and what has no day, is left out.
        selection : Selection, optional
        """
        where = self._where(selection)
        key, names = ("code", "SELECT number AS k, code AS issue FROM codes") if by == "issue" else \
            ("voice", "SELECT voice AS k, commentator FROM voices")
        return self._asked(f"SELECT CAST(make_date(month // 12, month % 12 + 1, 1) AS TIMESTAMP) AS month, {by}, n FROM (SELECT month, {key} AS k, "
                           f"CAST(sum(times) AS BIGINT) AS n FROM mentions WHERE issue AND month IS NOT NULL AND {where.text} "
                           f"AND {_SPOKEN} "
                           f"GROUP BY month, {key}) JOIN ({names}) USING (k) ORDER BY ALL", where.values)

    def ranked(self, length: int, selection: Selection = Selection()) -> pd.DataFrame:  # noqa: B008 (frozen)
        """Return every word of so many characters or more: word, tag, count, and voices: how many commentators use it."""
        where = self._where(selection)
        if not where.values:
            return self._asked('SELECT word, tag, times AS "count", voices FROM vocabulary JOIN word_voices USING (number) '
                               "WHERE length >= ? ORDER BY word", [length])
        return self._asked('SELECT word, tag, CAST(n AS BIGINT) AS "count", voices FROM (SELECT word AS number, sum(times) AS n, '
                           f"count(DISTINCT voice) FILTER ({_SPOKEN}) AS voices "
                           f"FROM {self._cells(selection, 'words')} WHERE {where.text} GROUP BY word) JOIN vocabulary USING (number) "
                           "WHERE length >= ? ORDER BY word", [*where.values, length])

    def speaking(self, selection: Selection = Selection()) -> int:  # noqa: B008 (frozen)
        """Return how many commentators have words counted."""
        where = self._where(selection)
        return int(self._asked(f"SELECT count(DISTINCT voice) AS n FROM {self._cells(selection, 'words')} WHERE {where.text} "
                               f"AND {_SPOKEN}", where.values)["n"].iloc[0])

    def surfaces(self, codes: Sequence[str], selection: Selection = Selection()) -> list[str]:  # noqa: B008 (frozen)
        """Return, in order, how texts write some actors, by their codes."""
        where = self._where(selection)
        rows = self._asked(f"SELECT DISTINCT surfaces.surface AS written FROM (SELECT DISTINCT surface AS number FROM {self._cells(selection, 'surfaces')} "
                           f"WHERE code IN (SELECT number FROM codes WHERE kind = 'actor' AND code IN (SELECT unnest(?))) AND {where.text}) "
                           "JOIN surfaces USING (number) ORDER BY written", [list(codes), *where.values])
        made: list[str] = rows["written"].to_list()
        return made

    def said(self, word: str) -> bool:
        """Return whether a word is among those counted."""
        return len(self._asked("SELECT 1 FROM vocabulary WHERE word = ? LIMIT 1", [word])) > 0

    def words(self, selection: Selection = Selection(), most: int = 100, length: int = 2) -> pd.DataFrame:  # noqa: B008 (frozen)
        """Return the words used most: word, tag, count, most used first."""
        where = self._where(selection)
        if not where.values:
            return self._asked('SELECT word, tag, times AS "count" FROM vocabulary WHERE length >= ? ORDER BY times DESC, word LIMIT ?',
                               [length, most])
        return self._asked("SELECT word, tag, CAST(n AS BIGINT) AS \"count\" FROM (SELECT word AS number, sum(times) AS n FROM words "
                           f"WHERE {where.text} GROUP BY word) JOIN vocabulary USING (number) WHERE length >= ? "
                           "ORDER BY n DESC, word LIMIT ?", [*where.values, length, most])

    def mostly_in(self, words: Sequence[str], selection: Selection = Selection()) -> pd.Series:  # noqa: B008 (frozen)
        """Return which document uses each of some words most, by its id, by word."""
        where = self._where(selection)
        rows = self._asked('SELECT word, first(doc_id ORDER BY n DESC, doc_id) AS doc_id FROM (SELECT word AS number, doc, sum(times) AS n FROM words '
                           f"WHERE word IN (SELECT number FROM vocabulary WHERE word IN (SELECT unnest(?))) AND {where.text} GROUP BY ALL) "
                           "JOIN vocabulary USING (number) JOIN documents USING (doc) GROUP BY word", [list(words), *where.values])
        return rows.set_index("word")["doc_id"]

    def months_of(self, words: Sequence[str], selection: Selection = Selection()) -> pd.DataFrame:  # noqa: B008 (frozen)
        """Return how often words are used in each month: day (its first), word (of others than those given, empty), count."""
        where = self._where(selection)
        return self._asked("SELECT CAST(date_trunc('month', day) AS TIMESTAMP) AS day, coalesce(wanted.word, '') AS word, CAST(sum(n) AS BIGINT) AS \"count\" "
                           "FROM (SELECT date_trunc('month', day) AS day, word AS number, sum(times) AS n FROM words "
                           f"WHERE day IS NOT NULL AND {where.text} GROUP BY ALL) LEFT JOIN (SELECT number, word FROM vocabulary "
                           "WHERE word IN (SELECT unnest(?))) AS wanted USING (number) GROUP BY ALL ORDER BY ALL", [*where.values, list(words)])

    def counts(self, selection: Selection = Selection()) -> dict[str, int]:  # noqa: B008 (frozen)
        """Return how many documents, commentators, mentions and predictions there are."""
        where = self._where(selection)
        documents = self._where(Selection(documents=selection.documents, since=selection.since, until=selection.until))
        rows = self._asked(
            f"SELECT (SELECT count(*) FROM documents WHERE {documents.text}) AS documents, "
            f"(SELECT CAST(coalesce(sum(times), 0) AS BIGINT) FROM mentions WHERE {where.text}) AS mentions, "
            f"(SELECT count(*) FROM predictions WHERE {where.text}) AS predictions",
            [*documents.values, *where.values, *where.values])
        return {str(name): int(rows[name].iloc[0]) for name in rows}
