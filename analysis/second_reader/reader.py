"""The second reader as a step: called like the rules' predictions, it returns the same table."""

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, cast

import pandas as pd

from analysis.codebook import Codebook
from analysis.rows import DocumentRow
from analysis.schemas import PREDICTIONS, Row
from analysis.second_reader import passages, prompt, rows
from analysis.second_reader.client import Client, NoAnswer, Refused
from analysis.second_reader.settings import Settings
from analysis.second_reader.tally import Tally

if TYPE_CHECKING:
    from analysis.second_reader.client import Answer

# A log gets a line of progress every so many documents.
_LOGGED = 20


class SecondReader:
    """A language model as a coder of predictions.

    Attributes
    ----------
    settings : Settings
    tally : Tally
        Of all calls of `extract` together.
    """

    def __init__(self, settings: Settings, progress: Callable[[str], None] = lambda line: None):
        self.settings, self.tally = settings, Tally()
        self._client, self._progress = Client(settings), progress
        self._stopped, self._row = "", 0

    def extract(self, documents: pd.DataFrame, commentaries: pd.DataFrame, mentions: pd.DataFrame, events: pd.DataFrame,
                codebook: Codebook) -> pd.DataFrame:
        """Return one row per prediction and issue the model found and the text proves, in text order.

        Parameters
        ----------
        documents, commentaries, mentions, events : frame
            As their schemas say. Mentions are not used: the model reads the text, so that the two coders stay apart.
        codebook : Codebook

        Returns
        -------
        frame, schema PREDICTIONS
            A document is read whole or not at all: where one of its requests fails it has no rows and is listed in
            `tally.failed`. After several documents that failed one after another, or a refused key, no more are asked.
        """
        spoken, dated = (dict(iter(table.groupby("doc_id", sort=False))) for table in (commentaries, events))
        made = []
        for document in cast(Iterable[DocumentRow], documents.itertuples()):
            said = spoken.get(document.doc_id)
            if said is None or not len(said):
                continue
            if self._stopped:
                self.tally.failed.append((document.source, self._stopped))
                continue
            made += self._document(document, said, dated.get(document.doc_id), codebook)
            if sys.stderr.isatty() or (self.tally.documents + len(self.tally.failed)) % _LOGGED == 0:
                self._progress(self.tally.line(self.settings))
        return PREDICTIONS.frame(made)

    def _document(self, document: DocumentRow, said: pd.DataFrame, dated: pd.DataFrame | None, codebook: Codebook) -> list[Row]:
        limits, here = prompt.limits(), rows.Here.of(document, said, dated)
        found = []
        try:
            for passage in passages.cut(document, said, limits["passage"], limits["before"]):
                answer = self._client.ask(prompt.messages(passage, codebook), prompt.response_format(passage, codebook))
                self._count(answer)
                found += rows.check(answer.rows, passage, here, codebook, self.tally.dropped)
        except NoAnswer as error:
            self._count(error)
            self._fail(document.source, error, limits["failures_in_a_row"])
            return []
        self._row = 0
        self.tally.documents += 1
        kept = {(row["commentator"], row["issue"], row["start"], row["end"]): row for row in reversed(found)}
        if len(kept) < len(found):
            self.tally.dropped[rows.TWICE] += len(found) - len(kept)
        self.tally.taken += len(kept)
        ordered = sorted(kept.values(), key=lambda row: (row["start"], row["end"], row["issue"]))
        return [{"prediction_id": f"{document.doc_id}-p{number:03d}", **row} for number, row in enumerate(ordered, 1)]

    def _count(self, cost: "Answer | NoAnswer | Refused") -> None:
        self.tally.tokens_in += cost.tokens_in
        self.tally.tokens_out += cost.tokens_out

    def _fail(self, source: str, error: NoAnswer | Refused, allowed: int) -> None:
        self.tally.failed.append((source, str(error).rstrip(".")))
        self._row += 1
        if isinstance(error, Refused):
            self._stopped = "not asked after the endpoint's refusal"
        elif self._row >= allowed:
            self._stopped = f"not asked after {self._row} documents failed in a row"


def to_stderr(line: str) -> None:
    """Show a line of progress: over the last one on a terminal, below it in a log."""
    print(f"{line}   ", end="\r" if sys.stderr.isatty() else "\n", file=sys.stderr, flush=True)
