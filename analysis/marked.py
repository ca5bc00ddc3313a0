"""What pages count of a large result under any selection: rows are marked, never taken, and their numbers counted.

It answers as `indexed.Index` does, which knows more in advance but only selections of documents, days and voices. Which rows are
marked is `narrowing.narrow`'s to say.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.numbered import Numbers, numbers
from analysis.schemas import Tables

Marks = npt.NDArray[np.bool_]
# Pairs that are counted in a place of their own: 32 MB.
_DENSE = 2**22


class Marked:
    """Counts of the rows of a result that are marked.

    Parameters
    ----------
    tables : Tables
        All of the result.
    kept : dict of str to array of bool
        Which rows of a table are marked; of a table not named, all.
    """

    def __init__(self, tables: Tables, kept: dict[str, Marks]):
        self._tables, self._kept = tables, kept
        self._places: dict[str, npt.NDArray[np.int64]] = {}
        self._kinds: dict[str, npt.NDArray[np.int64]] = {}

    @property
    def marks(self) -> tuple[Tables, dict[str, Marks]]:
        """All of the result, and which rows of each table are marked."""
        return self._tables, self._kept

    @property
    def _known(self) -> Numbers:
        return numbers(self._tables)

    def _rows(self, table: str) -> npt.NDArray[np.int64]:
        """Return the places of the rows marked."""
        if table not in self._places:
            kept = self._kept.get(table)
            self._places[table] = np.arange(len(getattr(self._tables, table))) if kept is None else np.flatnonzero(kept)
        return self._places[table]

    def _coded(self, codes: Iterable[str], rows: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return those of some mentions that have one of some codes."""
        numbers, names = self._known.column("mentions", "code")
        wanted = np.append(names.isin(list(codes)), False)  # the last answers for -1, no value
        made: npt.NDArray[np.int64] = rows[wanted[numbers[rows]]]
        return made

    def _voices(self, table: str, rows: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], pd.Index]:
        """Return the commentators of some rows as numbers, and the commentators; -1 where nobody speaks, or in a commentary that is not marked."""
        voices, names = self._known.voice(table)
        kept = self._kept.get("commentaries")
        return voices[rows] if kept is None else np.where(np.append(kept, False)[self._known.commentary(table)[rows]], voices[rows], -1), names

    def _of_kind(self, kind: str) -> npt.NDArray[np.int64]:
        if kind not in self._kinds:
            rows = self._rows("mentions")
            self._kinds[kind] = rows[self._known.of_kind(kind)[rows]]
        return self._kinds[kind]

    def _amounts(self, table: str, column: str, rows: npt.NDArray[np.int64]) -> pd.Series:
        """Return how many of some rows have each value, most first."""
        values, names = self._known.column(table, column)
        n = np.bincount(values[rows], minlength=len(names))
        found = pd.DataFrame({column: names[n > 0].astype("str"), "count": n[n > 0]})
        return found.sort_values(["count", column], ascending=[False, True], kind="stable").set_index(column)["count"]

    def named(self, kind: str) -> pd.Series:
        """Return how often each issue or actor is named, most often first."""
        return self._amounts("mentions", "code", self._of_kind(kind))

    def judged(self, by: str) -> pd.Series:
        """Return how many predictions there are on each issue or by each commentator, most first."""
        return self._amounts("predictions", by, self._rows("predictions"))

    def places_of_actors(self, codes: Iterable[str], voice: str | None = None, beside: Iterable[tuple[str, str]] = ()) -> npt.NDArray[np.int64]:
        """Return where, among the mentions marked, actors are named, once a sentence: by one voice, and beside others (kinds and codes)."""
        sentence = self._known.sentences("mentions")[0]

        def of(kind: str, *codes: str) -> npt.NDArray[np.int64]:
            return self._coded(codes, self._of_kind(kind))

        found = of("actor", *codes)
        if voice is not None:
            voices, names = self._voices("mentions", found)
            found = found[voices == names.get_loc(voice)] if voice in names else found[:0]
        for kind, code in beside:
            found = found[np.isin(sentence[found], sentence[of(kind, code)])]
        found = found[np.sort(np.unique(sentence[found], return_index=True)[1])]
        return np.searchsorted(self._rows("mentions"), found)

    def mention_cells(self, kind: str = "issue") -> pd.DataFrame:
        """Return how often each commentator names each issue, or each actor: commentator, issue (its code), n."""
        rows = self._of_kind(kind)
        voices, spoken = self._voices("mentions", rows)
        codes, written = self._known.column("mentions", "code")
        voice, code, n = _pairs(voices[voices >= 0], codes[rows[voices >= 0]], len(written))
        made = pd.DataFrame({"commentator": spoken[voice].astype("str"), "issue": written[code].astype("str"), "n": n})
        return made.sort_values(["commentator", "issue"], ignore_index=True)

    def months(self, by: str) -> pd.DataFrame:
        """Return how often issues are named in each month, by issue or commentator: month, the code or name, n."""
        months, dated = self._months("mentions")
        rows = self._of_kind("issue")
        voices, spoken = self._voices("mentions", rows)
        heard = dated[rows] & (voices >= 0)
        codes, written = self._known.column("mentions", "code")
        values, names = (voices[heard], spoken) if by == "commentator" else (codes[rows[heard]], written)
        month, value, n = _pairs(months[rows[heard]], values, len(names))
        made = pd.DataFrame({"month": _first_days(month), by: names[value].astype("str"), "n": n})
        return made.sort_values(["month", by], ignore_index=True)

    def _months(self, table: str) -> tuple[npt.NDArray[np.int64], Marks]:
        """Return each row's month of publication, counted from 1970, and whether it has one."""
        published = self._tables.documents["published"]
        month = published.to_numpy().astype("datetime64[M]").astype("int64")
        document = self._known.document(table)
        return month[document], published.notna().to_numpy()[document]

    def frequency(self) -> pd.Series:
        """Return how often each word is used."""
        values, names = self._known.column("words", "word")
        n = self._uses(self._rows("words"))
        return pd.Series(n[n > 0], index=names[n > 0].astype("str").rename("word"), name="count") if len(values) else pd.Series(dtype="int64")

    def within(self, commentaries: Iterable[str]) -> "Marked":
        """Return what counts the words of some commentaries, by their ids."""
        known = self._known
        within = np.zeros(len(self._tables.commentaries) + 1, dtype=bool)
        within[known.commentaries(commentaries)] = True
        words = within[known.commentary("words")]
        return Marked(self._tables, self._kept | {"words": words & self._kept["words"] if "words" in self._kept else words})

    def _uses(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        values, names = self._known.column("words", "word")
        made: npt.NDArray[np.int64] = np.bincount(values[rows], weights=self._tables.words["count"].to_numpy()[rows], minlength=len(names)).astype("int64")
        return made

    def ranked(self, length: int) -> pd.DataFrame:
        """Return every word of so many characters or more: word, tag, count, voices."""
        rows = self._rows("words")
        values, names = self._known.column("words", "word")
        # A selection keeps words with their commentary.
        voices, spoken = self._known.voice("words")
        voices, n = voices[rows], self._uses(rows)
        heard = voices >= 0
        by = np.bincount(_pairs(values[rows[heard]], voices[heard], len(spoken))[0], minlength=len(names))
        said = np.flatnonzero((n > 0) & (names.str.len() >= length))
        # A word has one tag wherever it stands.
        first = self._known.first("words", "word")[said]
        made = pd.DataFrame({"word": names[said].astype("str"), "tag": self._tables.words["tag"].take(first).to_numpy(),
                             "count": n[said], "voices": by[said]}).astype({"tag": "str"})
        return made.sort_values("word", ignore_index=True)

    def speaking(self) -> int:
        """Return how many commentators have words counted."""
        said = np.flatnonzero(np.bincount(self._known.commentary("words")[self._rows("words")] + 1)[1:])
        voices = self._known.voice("commentaries")[0][said]
        return len(np.unique(voices[voices >= 0]))

    def surfaces(self, codes: Sequence[str]) -> list[str]:
        """Return, in order, how texts write some actors, by their codes."""
        return self._values("mentions", "surface", self._coded(codes, self._of_kind("actor")))

    def values(self, table: str, column: str) -> list[str]:
        """Return, in order, what stands in a text column."""
        return self._values(table, column, self._rows(table))

    def _values(self, table: str, column: str, rows: npt.NDArray[np.int64]) -> list[str]:
        values, names = self._known.column(table, column)
        return sorted(names[np.bincount(values[rows], minlength=len(names)) > 0])

    def mostly_in(self, words: Sequence[str]) -> pd.Series:
        """Return which document uses each of some words most, by its id, by word."""
        known, wanted = self._known, pd.Index(list(dict.fromkeys(words)), dtype="str")
        values, names = known.column("words", "word")
        place = wanted.get_indexer(names)
        rows = self._rows("words")
        rows = rows[(place >= 0)[values[rows]]]
        word, document, n = _pairs(place[values[rows]], known.document("words")[rows], len(self._tables.documents), self._tables.words["count"].to_numpy()[rows])
        order = np.lexsort((known.order_of_documents[document], -n, word))
        first = order[np.unique(word[order], return_index=True)[1]]
        return pd.Series(self._tables.documents["doc_id"].take(document[first]).to_numpy(), index=wanted[word[first]], dtype="str")

    def months_of(self, words: Sequence[str]) -> pd.DataFrame:
        """Return how often words are used in each month: day (its first), word (of others than those given, empty), count."""
        months, dated = self._months("words")
        values, names = self._known.column("words", "word")
        rows = self._rows("words")
        rows = rows[dated[rows]]
        wanted = pd.Index(list(dict.fromkeys(words)), dtype="str")
        place = wanted.get_indexer(names)[values[rows]] + 1
        month, word, n = _pairs(months[rows], place, len(wanted) + 1, self._tables.words["count"].to_numpy()[rows])
        told = pd.Index(["", *wanted], dtype="str")
        made = pd.DataFrame({"day": _first_days(month), "word": told[word], "count": n})
        return made.sort_values(["day", "word"], ignore_index=True)

    def documents(self, table: str) -> npt.NDArray[np.int64]:
        """Return, for each row marked, the place of its document among those marked."""
        return np.searchsorted(self._rows("documents"), self._known.document(table)[self._rows(table)])

    def sentences(self, table: str) -> npt.NDArray[np.int64]:
        """Return, for each row marked, the number of the sentence it begins in, through all documents."""
        made: npt.NDArray[np.int64] = self._known.sentences(table)[0][self._rows(table)]
        return made

    def named_in(self, kind: str) -> pd.DataFrame:
        """Return which sentences name which issues or actors, each once: code, sentence, document (a number)."""
        known, rows = self._known, self._of_kind(kind)
        codes, names = known.column("mentions", "code")
        sentence, code = known.sentences("mentions")[0][rows], codes[rows]
        once = ~pd.Series(sentence.astype("int64") * len(names) + code).duplicated().to_numpy()
        return pd.DataFrame({"code": names[code[once]].astype("str"), "sentence": sentence[once], "document": known.document("mentions")[rows[once]]})

    def spoken(self) -> pd.Series:
        """Return how many words are counted in each commentary that has any, by its id."""
        rows = self._rows("words")
        rows = rows[self._known.commentary("words")[rows] >= 0]
        said = np.bincount(self._known.commentary("words")[rows], weights=self._tables.words["count"].to_numpy()[rows],
                           minlength=len(self._tables.commentaries)).astype("int64")
        has = np.flatnonzero(said)
        return pd.Series(said[has], index=pd.Index(self._tables.commentaries["commentary_id"].take(has), name="commentary_id"), name="count")

    def unspoken(self) -> set[str]:
        """Return the documents of which words are counted that nobody speaks."""
        rows = self._rows("words")
        rows = rows[self._known.commentary("words")[rows] < 0]
        document = np.bincount(self._known.document("words")[rows], minlength=len(self._tables.documents)) > 0
        return set(self._tables.documents["doc_id"][document])


def _first_days(months: npt.NDArray[np.int64]) -> npt.NDArray[np.datetime64]:
    return months.astype("datetime64[M]").astype("datetime64[us]")


def _pairs(first: npt.NDArray[np.int64], second: npt.NDArray[np.int64], size: int, weights: npt.NDArray[np.int64] | None = None) \
        -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return which pairs of numbers there are, the second below `size`, and how often: in any order."""
    told = first.astype("int64") * size + second
    if len(told) and told.min() >= 0 and told.max() < _DENSE:
        # So few pairs could be that each has its own place: three times as fast as to look for those there are.
        there = np.flatnonzero(np.bincount(told))
        return there // size, there % size, np.bincount(told, weights=weights)[there].astype("int64")
    place, pair = pd.factorize(told)
    n = np.bincount(place, weights=weights, minlength=len(pair)).astype("int64")
    return pair // size, pair % size, n
