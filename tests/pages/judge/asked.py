"""A docket over the invented documents of `tests.pages.conftest`, for the pages that judge."""

from datetime import date
from types import SimpleNamespace

import pandas as pd

from analysis.schemas import LINKS
from analysis.verification import questions
from analysis.verification.docket import Docket
from analysis.verification.questions import Book, Question, Source

TODAY = pd.Timestamp("2026-11-22")
# question, its answer, and who bears on it: prediction, direction, condition, what the condition must be.
ASKED = (
    ("thaw", "yes", (("d0-p000", 1, "none", "yes"), ("d0-p001", 1, "none", "yes"))),
    ("sanctions-more", "yes", (("d0-p002", 1, "none", "yes"), ("d0-p003", -1, "none", "yes"))),
    ("sanctions-less", "no", (("d1-p000", 1, "none", "yes"),)),
    ("summit-held", "open", (("d1-p001", 1, "none", "yes"),)),
    ("never", "no", ()),
    ("if-never", "yes", (("d0-p001", 1, "never", "yes"),)),
)


def question(name: str, answer: str) -> Question:
    """Return a question that closes at the end of 2025."""
    known = answer != "open"
    return Question(name, f"Proposition {name}", f"命题{name}", "relations", 1, date(2024, 1, 1), date(2025, 12, 31), resolution=answer,
                    resolved_on=date(2025, 12, 31) if known else None,
                    sources=(Source(f"Page on {name}", f"https://example.org/{name}"),) if known else ())


def docket(tables, asked=ASKED) -> Docket:
    """Return the docket of the invented documents."""
    said = tables.predictions.set_index("prediction_id")
    made = [question(name, answer) for name, answer, _ in asked]
    links = [{"question_id": name, "prediction_id": key, "doc_id": said.loc[key, "doc_id"], "source": "d.txt",
              "commentator": said.loc[key, "commentator"], "issue": said.loc[key, "issue"], "quote": said.loc[key, "quote"],
              "start": said.loc[key, "start"], "end": said.loc[key, "end"], "direction": direction, "condition": condition,
              "condition_is": wanted, "decision": "confirmed", "confidence": 1.0, "reason": "", "own": False}
             for name, _, linked in asked for key, direction, condition, wanted in linked if key in said.index]
    return Docket(Book({item.question_id: item for item in made}), questions.table(made), questions.sources_table(made),
                  LINKS.frame(links), ())


def installed(monkeypatch, records, asked=ASKED) -> None:
    """Put the docket behind the pages; the day is a fixed one."""
    from pages.parts import exhibit, tables

    behind = SimpleNamespace(current=lambda: docket(tables.current().tables, asked), today=lambda: TODAY,
                             own=lambda: SimpleNamespace(state=lambda: (hash(asked), 0)))
    for part in (records, exhibit):
        monkeypatch.setattr(part, "docket", behind)
